"""The commands that read papers into a run folder: run, merge."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from extractor.cli.app import INTERRUPTED, SOME_FAILED, SchemaName, app, console, fail, say
from extractor.problem import ExtractorError, PaperStatus

if TYPE_CHECKING:
    from extractor.batch import Options, Totals
    from extractor.pipeline import Program
    from extractor.readers import Passwords

MOST_NAMED = 20
GOES_ON = "interrupted; what was done is kept, and the same command goes on from there"


class Engine(StrEnum):
    """Where papers are read."""

    LOCAL = "local"
    RAY = "ray"


@app.command()
def run(
    papers: Annotated[list[Path], typer.Argument(help="Folders or files (PDF, XML, NBIB, RIS, HTML, text).")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The run folder to write.")],
    schema: SchemaName = "igg4-rsp",
    ner: Annotated[
        str | None, typer.Option("--ner", help="Ask a model for entities too: en_case_report_ner, or a spaCy model.")
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", "-j", min=1, help="Worker processes; by default one a core.", show_default=False),
    ] = None,
    seconds: Annotated[float, typer.Option("--seconds", min=1, help="Most seconds for one paper.")] = 120.0,
    cpu_seconds: Annotated[int, typer.Option("--cpu-seconds", min=1, help="Most seconds of computing for it.")] = 60,
    memory: Annotated[int, typer.Option("--memory", min=64, help="Most memory for it, in MB.")] = 1536,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Read again what failed before.")] = False,
    shard: Annotated[str, typer.Option("--shard", help="Read one of N parts of the papers: 1/N to N/N.")] = "1/1",
    engine: Annotated[
        Engine, typer.Option("--engine", help="Read on this machine, or on a Ray cluster.")
    ] = Engine.LOCAL,
    ocr: Annotated[str, typer.Option("--ocr", help="Read scans: auto, tesseract, rapidocr or none.")] = "auto",
    password_file: Annotated[
        Path | None, typer.Option("--password-file", help="Lines of NAME<tab>PASSWORD, or of a password to try.")
    ] = None,
) -> None:
    """Read papers and write the filled case schema: one row per patient, every cell with its evidence."""
    from extractor.batch import Limits, Options, read_shard
    from extractor.pipeline import ReaderOptions, load_program
    from extractor.readers import find_ocr

    limits, part = Limits(seconds, cpu_seconds, memory << 20), read_shard(shard)
    reading = ReaderOptions(_read_passwords(password_file), find_ocr(ocr))
    name = str(Path(schema).resolve()) if Path(schema).is_file() else schema
    options = Options(jobs or os.cpu_count() or 1, limits, retry_failed, part, name)
    program = load_program(schema, ner, reading=reading)
    totals = _run(papers, out, program, _choose_workers(options, engine, jobs, program, out))
    _summarise(totals, out)
    if totals.failed:
        raise typer.Exit(SOME_FAILED)


def _choose_workers(options: Options, engine: Engine, jobs: int | None, program: Program, out: Path) -> Options:
    """Say who reads: forks of this process, or others that load the program by its names."""
    from extractor.batch import CAN_FORK, load_work, text_cache

    recogniser = None if program.recogniser is None else program.recogniser.name
    schema = options.schema or program.schema.id
    make = partial(load_work, schema, recogniser, False, program.reading, text_cache(out, program))
    if engine is Engine.RAY:
        from extractor.batch.cluster import MOST_ACTORS, run_cluster

        return replace(options, jobs=jobs or MOST_ACTORS, make=make, engine=run_cluster)
    return options if CAN_FORK else replace(options, make=make)


def _run(papers: list[Path], out: Path, program: Program, options: Options) -> Totals:
    """Run with a bar that tells how far it is; a user who stops it, or a scheduler, is told that it can go on."""
    from extractor.batch import run_papers

    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with _progress_bar() as bar:
        task = bar.add_task("papers", total=None, rate="")

        def planned(count: int) -> None:
            bar.update(task, total=count, refresh=True)

        def progress(_: object) -> None:
            speed = bar.tasks[0].speed
            bar.update(task, advance=1, rate="" if speed is None else f"{60 * speed:.0f} papers/min", refresh=True)

        try:
            return run_papers(papers, out, program, options, planned, progress)
        except KeyboardInterrupt:
            bar.stop()
            fail(GOES_ON, INTERRUPTED)


def _read_passwords(path: Path | None) -> Passwords:
    from extractor.readers import Passwords, read_passwords

    if path is None:
        return Passwords()
    try:
        return read_passwords(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ExtractorError(f"{path}: the passwords cannot be read") from error


def _progress_bar() -> Progress:
    """Give a bar that no thread redraws: workers are forks, and a fork beside threads can stand still."""
    done, rate = (BarColumn(), MofNCompleteColumn()), TextColumn("{task.fields[rate]}")
    columns = (TextColumn("reading"), *done, rate, TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal, auto_refresh=False)


def _summarise(totals: Totals, out: Path) -> None:
    for result in totals.failed:
        kind = "read in part" if result.status is PaperStatus.PARTIAL else "not read"
        say(f"{kind} ({result.status}): {result.path}: {result.reason}")
    for result in totals.without_case[:MOST_NAMED]:
        say(f"no case: {result.path}: {result.reason}")
    if len(totals.without_case) > MOST_NAMED:
        say(f"no case: {len(totals.without_case) - MOST_NAMED} more, see run.json and problems.csv")
    counts = totals.counts
    share = 100 * counts.filled / counts.cells if counts.cells else 0
    again = f" ({totals.reused} known from before)" if totals.reused else ""
    say(
        f"{totals.papers} papers{again}, {counts.cases} cases, {counts.filled} of {counts.cells} cells filled "
        f"({share:.0f} %), {counts.conflicts} conflicts, {counts.problems} problems"
    )
    say(f"results: {out}/cases.xlsx, cases.csv, evidence.csv, cases.jsonl")


@app.command()
def merge(
    runs: Annotated[list[Path], typer.Argument(help="The run folders of all shards.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The run folder to write.")],
) -> None:
    """Make one run folder of the shards of a run (`run --shard 1/N` to `N/N`)."""
    from extractor.batch import merge_runs

    counts = merge_runs(runs, out)
    say(f"{len(runs)} shards, {counts.cases} cases: {out}")
