"""Runs the papers of a folder into a run folder: plan, reuse what is known, work, keep, write."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import extractor
from extractor.batch.paper import PaperResult, result_of
from extractor.batch.walk import Found, find_papers
from extractor.batch.workers import run_workers
from extractor.export.folder import FILES, write_folder
from extractor.export.frames import PaperLine
from extractor.pipeline import Program, analyse_paper
from extractor.problem import ExtractorError
from extractor.review.store import Store, open_store

LARGEST_BYTES = 500_000_000
GOOD = frozenset({"done", "duplicate"})

Progress = Callable[[PaperResult], None]


@dataclass(frozen=True, slots=True)
class Options:
    """How to run: worker processes, and the seconds that one paper may take."""

    jobs: int
    seconds: float = 120.0


@dataclass(frozen=True, slots=True)
class Totals:
    """The closing figures of a run; `failed` are the papers that were not read, with their reasons."""

    papers: int
    cases: int
    cells: int
    filled: int
    conflicts: int
    problems: int
    reused: int
    failed: tuple[PaperResult, ...]
    without_case: tuple[PaperResult, ...]


class OutputError(ExtractorError):
    """A run folder that cannot be used."""


def run_papers(
    roots: Sequence[Path],
    output: Path,
    program: Program,
    options: Options,
    planned: Callable[[int], None] = lambda papers: None,
    progress: Progress = lambda result: None,
) -> Totals:
    """Read the papers below `roots` and write the run folder; papers already in it are not read again.

    Args:
        planned: is told once how many papers there are.
        progress: is told each paper's result as it comes.

    Raises:
        ExtractorError: a path does not exist or holds no file, or (OutputError) the run folder cannot be written.
    """
    papers = find_papers(roots, output)
    if not papers:
        raise ExtractorError(f"{', '.join(str(root) for root in roots)}: no files there")
    started = datetime.now(UTC)
    with _hold(output), open_store(output / "review.sqlite", create=True) as store:
        planned(len(papers))
        fingerprint = fingerprint_of(program)
        store.keep_only(frozenset(paper.shown for paper in papers))
        reused = 0
        for result, known in _results(papers, program, options, store, fingerprint):
            reused += known
            progress(result)
        store.set_meta("schema", program.schema.id)
        results = [PaperResult.from_json(line) for line in store.results()]
        options_line = {"papers": [str(root) for root in roots], "jobs": options.jobs, "seconds": options.seconds}
        _write(output, program, results, started, options_line)
    return _count(results, reused)


def _results(
    papers: Sequence[Found], program: Program, options: Options, store: Store, fingerprint: str
) -> Iterator[tuple[PaperResult, bool]]:
    """Give each paper's result, kept in the store, and whether it was known before."""
    seen: dict[str, str] = {}
    todo: list[Found] = []
    hashes: dict[str, str] = {}
    for paper in papers:
        sha256, refused = _hash(paper)
        hashes[paper.shown] = sha256
        known = store.known(paper.shown, sha256, fingerprint)
        if refused is not None:
            result = refused
        elif sha256 in seen:
            result = PaperResult(paper.shown, sha256, "duplicate", f"the same bytes as {seen[sha256]}")
        elif known is not None and PaperResult.from_json(known).status != "duplicate":
            result = PaperResult.from_json(known)
            seen[sha256] = paper.shown
            yield result, True
            continue
        else:
            seen[sha256] = paper.shown
            todo.append(paper)
            continue
        store.add(paper.shown, sha256, fingerprint, result.to_json())
        yield result, False

    def work(paper: Found) -> PaperResult:
        return result_of(analyse_paper(paper.path, paper.shown, program), hashes[paper.shown], program.schema)

    for result in run_workers(todo, work, options.jobs, options.seconds):
        # A result of ours about a lost worker has no hash and is not reused: the next run tries the paper again.
        store.add(result.path, result.sha256, fingerprint, result.to_json())
        yield result, False


def _hash(paper: Found) -> tuple[str, PaperResult | None]:
    if paper.skipped:
        return "", PaperResult(paper.shown, "", "skipped", paper.skipped)
    try:
        if paper.path.stat().st_size > LARGEST_BYTES:
            return "", PaperResult(paper.shown, "", "too_big", f"more than {LARGEST_BYTES // 10**6} MB")
        with paper.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest(), None
    except OSError as error:
        return "", PaperResult(paper.shown, "", "damaged", f"the file cannot be opened: {error.strerror}")


def fingerprint_of(program: Program) -> str:
    """Hash all that a result depends on beside the paper: the program's code, schemas, word lists, and the options."""
    digest = hashlib.sha256(repr(program.schema).encode())
    if program.recogniser is not None:
        meta = program.recogniser.nlp.meta
        digest.update(f"{program.recogniser.name} {meta.get('name')} {meta.get('version')}".encode())
    for path in sorted(_sources(files("extractor")), key=str):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _sources(folder: Traversable) -> Iterator[Traversable]:
    for path in folder.iterdir():
        if path.is_dir():
            yield from _sources(path)
        elif path.name.endswith((".py", ".toml", ".tsv")):
            yield path


@contextmanager
def _hold(output: Path) -> Iterator[None]:
    """Make the run folder and hold it for this process alone."""
    try:
        output.mkdir(mode=0o700, parents=True, exist_ok=True)
        foreign = {path.name for path in output.iterdir() if not path.name.startswith(".")} - FILES
        if foreign and not (output / "review.sqlite").exists():
            raise OutputError(f"{output}: the folder holds other files ({min(foreign)}, …); choose a new one")
        lock = os.open(output / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise OutputError(f"{output}: cannot be written: {error.strerror}") from error
    try:
        _lock(lock, output)
        yield
    finally:
        os.close(lock)


def _lock(lock: int, output: Path) -> None:
    try:
        import fcntl
    except ImportError:  # Windows: two runs at once are not told apart
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        holder = os.pread(lock, 100, 0).decode(errors="replace") or "another run"
        raise OutputError(f"{output}: {holder} is writing there; wait for it or choose another folder") from error
    os.ftruncate(lock, 0)
    os.pwrite(lock, f"process {os.getpid()}".encode(), 0)


def _write(
    output: Path, program: Program, results: Sequence[PaperResult], started: datetime, options: dict[str, object]
) -> None:
    run = {
        "extractor": extractor.__version__,
        "schema": {"id": program.schema.id, "version": program.schema.version},
        "recogniser": None if program.recogniser is None else program.recogniser.name,
        "started": started.isoformat(timespec="seconds"),
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "options": options,
        "versions": _versions(),
        "papers": [
            {
                "path": result.path,
                "sha256": result.sha256,
                "status": result.status,
                "reason": result.reason,
                "engine": result.engine,
                "documents": result.documents,
                "cases": len(result.records),
            }
            for result in results
        ],
    }
    papers = [PaperLine(r.path, r.status, r.reason, r.engine, len(r.records)) for r in results]
    write_folder(
        output,
        program.schema,
        papers,
        [line for result in results for line in result.records],
        [line for result in results for line in result.problems],
        json.dumps(run, ensure_ascii=False, indent=1) + "\n",
    )


def _versions() -> dict[str, str]:
    from importlib.metadata import version

    names = ("spacy", "scispacy", "pdfminer.six", "pypdfium2", "rapidfuzz", "pandas")
    return {name: version(name) for name in names}


def _count(results: Sequence[PaperResult], reused: int) -> Totals:
    values = [value for r in results for line in r.records for value in json.loads(line)["values"].values()]
    return Totals(
        papers=len(results),
        cases=sum(len(result.records) for result in results),
        cells=len(values),
        filled=sum(value["status"] != "not_reported" for value in values),
        conflicts=sum(value["status"] == "conflict" for value in values),
        problems=sum(len(result.problems) for result in results),
        reused=reused,
        failed=tuple(result for result in results if result.status not in GOOD),
        without_case=tuple(result for result in results if result.status == "done" and not result.records),
    )
