"""Parts of a run for machines that share no more than the papers, and how they become one run again."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from extractor.batch.lock import hold_folder
from extractor.batch.walk import RUN_DATABASE, show_name
from extractor.batch.writing import RunNote, write_exports
from extractor.problem import ExtractorError, PaperStatus
from extractor.review.ledger import Ledger
from extractor.review.result import Counts, PaperResult, Part
from extractor.review.store import Store, open_store
from extractor.schema import load_schema

_BATCH = 500  # papers in one transaction


@dataclass(frozen=True, slots=True)
class Shard:
    """The `number`th of `of` parts of the papers; every paper is in exactly one, told by its path alone."""

    number: int
    of: int

    def holds(self, shown: str) -> bool:
        """Tell whether a paper is in this part."""
        return zlib.crc32(shown.encode()) % self.of == self.number - 1

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"


WHOLE = Shard(1, 1)


def read_shard(text: str) -> Shard:
    """Read "2/8"; ExtractorError if it is not that."""
    match text.split("/"):
        case [number, of] if number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of):
            return Shard(int(number), int(of))
    raise ExtractorError(f"--shard {text!r}: give it as number/of, from 1/N to N/N, such as 2/8")


def merge_runs(runs: Sequence[Path], output: Path) -> Counts:
    """Make one run folder of the run folders of all shards; it is what one run over all papers would have written.

    Raises:
        ExtractorError: a shard is missing or there twice, or they were read by different programs.
        OutputError: the run folder cannot be used or written.
    """
    started = datetime.now(UTC)
    with ExitStack() as stack:
        sources = [stack.enter_context(open_store(run / RUN_DATABASE)) for run in runs]
        _check_shards(sources)
        stack.enter_context(hold_folder(output))
        target = stack.enter_context(open_store(output / RUN_DATABASE, create=True))
        _check_programs(sources)
        paths = _copy(sources, target)
        target.drop([path for path in target.known() if path not in paths])
        for name in ("schema", "recogniser"):
            target.set_meta(name, sources[0].meta(name) or "")
        target.set_meta("shard", str(WHOLE))
        target.set_roots(root for source in sources for root in source.roots())
        for source in sources:
            Ledger(target.connection).take_over(Ledger(source.connection).decisions())
        schema = load_schema(target.meta("schema") or "")
        roots = tuple(show_name(str(run)) for run in runs)
        write_exports(output, schema, target, RunNote(started, roots, target.meta("recogniser") or None, {}))
        return target.totals()


def _check_shards(sources: Sequence[Store]) -> None:
    shards = sorted(source.meta("shard") or "a run that did not end" for source in sources)
    parts = max((read_shard(shard).of for shard in shards if "/" in shard), default=len(sources))
    wanted = sorted(str(Shard(number, parts)) for number in range(1, parts + 1))
    if shards != wanted:
        raise ExtractorError(f"these are shards {', '.join(shards)}; give each of {', '.join(wanted)} once")


def _check_programs(sources: Sequence[Store]) -> None:
    """Refuse shards that different programs or OCR engines have read."""
    known = {
        known.fingerprint.partition(" ")
        for source in sources
        for known in source.known().values()
        if known.status not in (PaperStatus.SKIPPED, PaperStatus.DUPLICATE)
    }
    programs = {program for program, _, _ in known}
    engines = {ocr for _, blank, ocr in known if blank}
    if len({source.meta("schema") for source in sources}) > 1 or len(programs) > 1 or len(engines) > 1:
        raise ExtractorError("the shards were read by different programs or schemas; run them again with the same one")


def _copy(sources: Sequence[Store], target: Store) -> set[str]:
    """Take over every result in the order of paths; of the same bytes only what the first of them gave."""
    found = [
        (result, known[result.path].fingerprint, source)
        for source, known in ((source, source.known()) for source in sources)
        for result in source.results()
    ]
    found.sort(key=lambda one: one[0].path)
    firsts: dict[str, str] = {}
    batches: dict[str, list[tuple[PaperResult, str, tuple[Part, ...]]]] = {}
    for result, fingerprint, source in found:
        batch = batches.setdefault(fingerprint, [])
        first = firsts.setdefault(result.sha256 or result.path, result.path)
        if first != result.path:
            reason = f"the same bytes as {first}"
            result = PaperResult(result.path, result.sha256, PaperStatus.DUPLICATE, reason)
        if not target.holds(result, fingerprint):
            parts = () if result.status is PaperStatus.DUPLICATE else tuple(source.parts_of(result.path))
            batch.append((result, "", parts))
        if len(batch) == _BATCH:
            target.settle(batch, fingerprint)
            batch.clear()
    for fingerprint, batch in batches.items():
        target.settle(batch, fingerprint)
    return {result.path for result, _, _ in found}
