"""Runs the papers of a folder into a run folder: plan, reuse what is known, work, keep, write."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from extractor.batch.fingerprint import Fingerprints, fingerprints_of, text_key
from extractor.batch.limits import Limits
from extractor.batch.lock import hold_folder
from extractor.batch.messages import Message, PictureBegun, TextRead
from extractor.batch.paper import Work, make_work
from extractor.batch.plan import LINGER_STRIKES, Plan, make_plan
from extractor.batch.shard import WHOLE, Shard
from extractor.batch.texts import FOLDER, MOST_BYTES, TextCache
from extractor.batch.walk import RUN_DATABASE, Found, find_papers, show_name
from extractor.batch.workers import Task, Watch, run_workers
from extractor.batch.writing import RunNote, write_exports
from extractor.export.jsonl import Json
from extractor.pipeline import Program
from extractor.problem import ExtractorError, PaperStatus
from extractor.review.result import Counts, PaperResult, Part
from extractor.review.store import Store, open_store

_HELD_CHARACTERS = 4_000_000  # what a paper gives is kept with its end, or earlier if it is more than this

Progress = Callable[[PaperResult], None]
Engine = Callable[[Sequence[Task], Callable[[], Work], int, Limits, Watch], Generator[tuple[Task, Message], None, None]]


@dataclass(frozen=True, slots=True)
class Options:
    """How to run.

    `retry` reads again what failed before. `schema` is the name by which the schema can be loaded again, if not its id.
    `make` gives the function that reads a paper, in each worker where processes cannot be forked; by default it is made
    from the program. `engine` hands the papers to workers.
    """

    jobs: int
    limits: Limits = field(default_factory=Limits)
    retry: bool = False
    shard: Shard = WHOLE
    schema: str | None = None
    make: Callable[[], Work] | None = None
    engine: Engine = run_workers

    def to_json(self) -> dict[str, Json]:
        """Give what `run.json` says of them."""
        return {
            "jobs": self.jobs,
            "seconds": self.limits.seconds,
            "cpu_seconds": self.limits.cpu_seconds,
            "memory_mb": self.limits.memory_bytes >> 20,
            "shard": str(self.shard),
        }


@dataclass(frozen=True, slots=True)
class Totals:
    """The closing figures of a run; `reused` papers were known, `failed` ones were not read or not as a whole."""

    papers: int
    reused: int
    counts: Counts
    failed: tuple[PaperResult, ...]
    without_case: tuple[PaperResult, ...]


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
        planned: is told once how many papers have to be read.
        progress: is told how each of them ended.

    Raises:
        ExtractorError: a path does not exist or holds no file.
        OutputError: the run folder cannot be used or written.
    """
    papers = find_papers(roots, output)
    if not papers:
        raise ExtractorError(f"{', '.join(_names(roots))}: no files there")
    papers = tuple(paper for paper in papers if options.shard.holds(paper.shown))
    started = datetime.now(UTC)
    with hold_folder(output), open_store(output / RUN_DATABASE, create=True) as store:
        prints = fingerprints_of(program)
        plan = _plan(papers, store, prints, _retried(options, program))
        store.set_roots(root.resolve() for root in roots)
        planned(len(plan.tasks))
        _read(plan, program, options, _Keeping(store, text_cache(output, program), prints), progress)
        store.set_meta("schema", options.schema or program.schema.id)
        recogniser = None if program.recogniser is None else program.recogniser.name
        store.set_meta("recogniser", recogniser or "")
        store.set_meta("shard", str(options.shard))
        ocr = None if program.reading.ocr is None else program.reading.ocr.name
        note = RunNote(started, _names(roots), recogniser, {**options.to_json(), "ocr": ocr})
        write_exports(output, program.schema, store, note)
        failed = tuple(result for result in store.results() if not result.status.good)
        done = store.results(PaperStatus.DONE)
        without_case = tuple(result for result in done if result.counts.cases == 0)
        return Totals(len(papers), plan.reused, store.totals(), failed, without_case)


def _names(paths: Sequence[Path]) -> tuple[str, ...]:
    return tuple(show_name(str(path)) for path in paths)


def text_cache(output: Path, program: Program) -> TextCache:
    """Give the cache of a run folder for what this program reads."""
    return TextCache(output / FOLDER, text_key(program))


def _retried(options: Options, program: Program) -> frozenset[PaperStatus]:
    """Give the endings of papers that are read again: those that failed, if wanted, or locked ones with passwords."""
    if options.retry:
        return frozenset(status for status in PaperStatus if not status.good)
    return frozenset({PaperStatus.LOCKED} if program.reading.passwords else ())


def _plan(papers: Sequence[Found], store: Store, prints: Fingerprints, retry: frozenset[PaperStatus]) -> Plan:
    plan = make_plan(papers, store.known(), prints, retry)
    if plan.gone:
        store.drop(plan.gone)
    if plan.settled:
        store.settle(((result, stamp, ()) for result, stamp in plan.settled), prints.plain)
    if plan.restamped:
        store.set_stamps(plan.restamped)
    return plan


@dataclass(slots=True)
class _Keeping:
    """Where what is told of papers goes: into the store, and texts beside it until they are too many."""

    store: Store
    texts: TextCache
    prints: Fingerprints
    kept_bytes: int = 0
    held: dict[str, tuple[int, list[Part]]] = field(default_factory=dict)  # strikes and parts of papers in work

    def take(self, task: Task, message: Message) -> None:
        """Keep a message; a paper is on disk when its end has been taken."""
        path = task.paper.shown
        _, parts = self.held[path]
        match message:
            case TextRead(data):
                if self.kept_bytes + len(data) <= MOST_BYTES:
                    self.texts.keep(task.sha256, data)
                    self.kept_bytes += len(data)
            case PaperResult():
                self.store.end(message, parts, task.paper.stamp, self.prints.of(message))
                del self.held[path]
            case Part():
                parts.append(message)
                if sum(len(line) for part in parts for line in part.records) > _HELD_CHARACTERS:
                    for part in parts:
                        self.store.add_part(path, part)
                    parts.clear()
            case PictureBegun():
                pass  # its worker has been given the time


def _read(plan: Plan, program: Program, options: Options, keeping: _Keeping, progress: Progress) -> None:
    """Read what is to be read; each paper is on disk before its progress is told."""
    if not plan.tasks:
        return
    keeping.kept_bytes = keeping.texts.tidy(frozenset(plan.hashes))
    make = options.make if options.make is not None else partial(make_work, program, keeping.texts)
    with (
        _note_attempts(keeping) as watch,
        closing(options.engine(plan.tasks, make, options.jobs, options.limits, watch)) as messages,
    ):
        for task, message in messages:
            keeping.take(task, message)
            if isinstance(message, PaperResult):
                progress(message)


@contextmanager
def _note_attempts(keeping: _Keeping) -> Iterator[Watch]:
    """Note each attempt before it starts; those that the user interrupts do not count."""
    store, held = keeping.store, keeping.held

    def begin(task: Task) -> None:
        held[task.paper.shown] = 1, []
        store.begin(task.paper.shown, task.sha256, keeping.prints.plain)

    def linger(task: Task) -> None:
        strikes, parts = held[task.paper.shown]
        held[task.paper.shown] = strikes + LINGER_STRIKES, parts
        store.strike(task.paper.shown, LINGER_STRIKES)

    try:
        yield Watch(begin, linger)
    except KeyboardInterrupt:
        for path, (strikes, _) in held.items():
            store.strike(path, -strikes)
        raise
