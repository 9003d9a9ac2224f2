"""The commands: alone to print and to exit."""

from __future__ import annotations

import os
import signal
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from extractor import __version__
from extractor.problem import ExtractorError, OutputError, PaperStatus, UnreadablePaper

if TYPE_CHECKING:
    from extractor.batch import Totals

app = typer.Typer(
    name="extractor",
    help="Reads a folder of case reports into one evidenced row per patient.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
console = Console(stderr=True, highlight=False)

SOME_FAILED, USAGE, NO_OUTPUT, INTERRUPTED = 1, 2, 4, 130
MOST_NAMED = 20
GOES_ON = "interrupted; what was done is kept, and the same command goes on from there"

SchemaName = Annotated[str, typer.Option("--schema", help="Name of a schema, or the path of a TOML file.")]
RunFolder = Annotated[Path, typer.Argument(help="A run folder, as `extractor run` wrote it.", show_default=False)]


def main() -> None:
    """Run the command line; every known error is one line."""
    try:
        app()
    except ExtractorError as error:
        _fail(str(error), NO_OUTPUT if isinstance(error, OutputError) else USAGE)
    except KeyboardInterrupt:
        _fail(GOES_ON, INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _fail(message: str, code: int) -> NoReturn:
    _say(f"extractor: {message}")
    sys.exit(code)


def _show_version(wanted: bool) -> None:
    if wanted:
        print(__version__)
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[bool, typer.Option("--version", callback=_show_version, help="Print the version.")] = False,
) -> None:
    """Read a folder of case reports into one evidenced row per patient."""


@app.command()
def run(
    papers: Annotated[list[Path], typer.Argument(help="Folders or files (PDF, XML, NBIB, RIS, HTML, text).")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The run folder to write.")],
    schema: SchemaName = "igg4-rsp",
    ner: Annotated[
        str | None, typer.Option("--ner", help="Ask a model for entities too: en_case_report_ner, or a spaCy model.")
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Worker processes.")] = os.cpu_count() or 1,
    seconds: Annotated[float, typer.Option("--seconds", min=1, help="Most seconds for one paper.")] = 120.0,
    cpu_seconds: Annotated[int, typer.Option("--cpu-seconds", min=1, help="Most seconds of computing for it.")] = 60,
    memory: Annotated[int, typer.Option("--memory", min=64, help="Most memory for it, in MB.")] = 1536,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Read again what failed before.")] = False,
    shard: Annotated[str, typer.Option("--shard", help="Read one of N parts of the papers: 1/N to N/N.")] = "1/1",
) -> None:
    """Read papers and write the filled case schema: one row per patient, every cell with its evidence."""
    from functools import partial

    from extractor.batch import Limits, Options, load_work, read_shard, run_papers
    from extractor.pipeline import load_program

    limits = Limits(seconds, cpu_seconds, memory << 20)
    part = read_shard(shard)
    program = load_program(schema, ner)
    name = str(Path(schema).resolve()) if Path(schema).is_file() else schema
    options = Options(jobs, limits, retry_failed, part, name, partial(load_work, schema, ner))
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a scheduler that stops us is a user who does
    with _progress_bar() as bar:
        task = bar.add_task("papers", total=None, rate="")

        def planned(count: int) -> None:
            bar.update(task, total=count, refresh=True)

        def progress(_: object) -> None:
            speed = bar.tasks[0].speed
            bar.update(task, advance=1, rate="" if speed is None else f"{60 * speed:.0f} papers/min", refresh=True)

        try:
            totals = run_papers(papers, out, program, options, planned, progress)
        except KeyboardInterrupt:
            bar.stop()
            _fail(GOES_ON, INTERRUPTED)
    _summarise(totals, out)
    if totals.failed:
        raise typer.Exit(SOME_FAILED)


def _progress_bar() -> Progress:
    """Give a bar that no thread redraws: workers are forks, and a fork beside threads can stand still."""
    done, rate = (BarColumn(), MofNCompleteColumn()), TextColumn("{task.fields[rate]}")
    columns = (TextColumn("reading"), *done, rate, TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal, auto_refresh=False)


def _summarise(totals: Totals, out: Path) -> None:
    for result in totals.failed:
        kind = "read in part" if result.status is PaperStatus.PARTIAL else "not read"
        _say(f"{kind} ({result.status}): {result.path}: {result.reason}")
    for result in totals.without_case[:MOST_NAMED]:
        _say(f"no case: {result.path}: {result.reason}")
    if len(totals.without_case) > MOST_NAMED:
        _say(f"no case: {len(totals.without_case) - MOST_NAMED} more, see run.json and problems.csv")
    counts = totals.counts
    share = 100 * counts.filled / counts.cells if counts.cells else 0
    again = f" ({totals.reused} known from before)" if totals.reused else ""
    _say(
        f"{totals.papers} papers{again}, {counts.cases} cases, {counts.filled} of {counts.cells} cells filled "
        f"({share:.0f} %), {counts.conflicts} conflicts, {counts.problems} problems"
    )
    _say(f"results: {out}/cases.xlsx, cases.csv, evidence.csv, cases.jsonl")


def _say(line: str) -> None:
    """Print one line; what could steer the terminal is shown and not sent."""
    shown = "".join(char if char.isprintable() else repr(char)[1:-1] for char in line)
    console.print(Text(shown), soft_wrap=True)


@app.command()
def merge(
    runs: Annotated[list[Path], typer.Argument(help="The run folders of all shards.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The run folder to write.")],
) -> None:
    """Make one run folder of the shards of a run (`run --shard 1/N` to `N/N`)."""
    from extractor.batch import merge_runs

    counts = merge_runs(runs, out)
    _say(f"{len(runs)} shards, {counts.cases} cases: {out}")


@app.command()
def text(
    paper: Annotated[Path, typer.Argument(help="One paper.")],
    sections: Annotated[bool, typer.Option("--sections", help="Name the kind of each stretch before it.")] = False,
) -> None:
    """Print what is read of a paper: the body in reading order, then captions, tables and small print."""
    from extractor.batch.walk import show_name
    from extractor.readers import read_papers
    from extractor.structure import split_sections

    if not paper.exists():
        raise ExtractorError(f"{show_name(str(paper))}: no such file")
    if paper.is_dir():
        raise ExtractorError(f"{show_name(str(paper))}: a folder; name one paper")
    try:
        documents = read_papers(paper, show_name(paper.name))
    except UnreadablePaper as error:
        raise ExtractorError(f"{show_name(str(paper))}: {error}") from error
    for document in documents:
        if not sections:
            print(document.text)
            continue
        for section in split_sections(document):
            print(f"[{section.kind}]\n{document.quote(section.span)}\n")


class ExportFormat(StrEnum):
    """The forms in which a run can be written again."""

    PUBLISHED_TABLE = "published-table"
    CSV = "csv"
    JSONL = "jsonl"


@app.command()
def export(
    run_folder: RunFolder,
    format: Annotated[ExportFormat, typer.Option("--format", "-f", help="What to write.")],
    out: Annotated[Path | None, typer.Option("--out", "-o", help="File to write; default: in the run folder.")] = None,
) -> None:
    """Write a run in another form: the published table with its codes, or its rows as CSV or JSON lines."""
    from extractor.export.folder import export_cases, export_lines, export_published
    from extractor.review.store import open_store
    from extractor.schema import load_schema

    suffix = "jsonl" if format is ExportFormat.JSONL else "csv"
    target = out if out is not None else run_folder / f"{format}.{suffix}"
    with open_store(run_folder / "review.sqlite") as store:
        schema = load_schema(store.meta("schema") or "igg4-rsp")
        cases = store.totals().cases
        try:
            match format:
                case ExportFormat.PUBLISHED_TABLE:
                    export_published(target, schema, store.records())
                case ExportFormat.CSV:
                    export_cases(target, schema, store.records())
                case ExportFormat.JSONL:
                    export_lines(target, store.records())
        except OSError as error:
            _fail(f"{target}: cannot be written: {error.strerror}", NO_OUTPUT)
    _say(f"{cases} cases: {target}")


@app.command()
def score(
    records: Annotated[Path, typer.Option("--records", help="A run folder, or its cases.jsonl.")],
    gold: Annotated[
        Path | None, typer.Option("--gold", help="Gold: a .jsonl of cases, or a folder of brat .ann (age and sex).")
    ] = None,
    against: Annotated[Path | None, typer.Option("--against", help="Another run over the same papers.")] = None,
    misses: Annotated[
        str | None, typer.Option("--misses", help="List the misses of a field, of `cases`, or of `all`.")
    ] = None,
    confidence: Annotated[bool, typer.Option("--confidence", help="How far confidence can be trusted.")] = False,
) -> None:
    """Measure a run: precision, recall and F1 per field against gold, or the cells that equal another run's."""
    from extractor.score import (
        compare_people,
        compare_runs,
        format_agreement,
        format_calibration,
        format_people,
        format_scores,
        judge_run,
        score_records,
    )

    if (gold is None) == (against is None):
        raise ExtractorError("score needs --gold GOLD or --against RUN")
    if against is not None:
        print(format_agreement(compare_runs(against, records)))
    elif gold is not None and gold.is_dir():
        print(format_people(compare_people(gold, records)))
    elif gold is not None:
        print(format_scores(score_records(gold, records), misses))
        if confidence:
            print(f"\n{format_calibration(judge_run(gold, records))}")


@app.command(name="score-ner")
def score_ner(
    data: Annotated[Path, typer.Argument(help="Folder with maccrobat2020/dev and ner-iob/BC5CDR/devel.tsv.")],
    model: Annotated[str, typer.Option("--ner", help="A spaCy model, by name or folder.")] = "en_case_report_ner",
) -> None:
    """Measure a recogniser of entities: precision, recall and F1 per label, strict and by overlap, with intervals."""
    from extractor.score.ner import score_recogniser

    for line in score_recogniser(model, data):
        print(line)


@app.command(name="schema")
def show_schema(
    name: Annotated[str | None, typer.Argument(help="A schema, or the path of a TOML file; none: list them.")] = None,
    field: Annotated[str | None, typer.Option("--field", help="Show one field with its examples.")] = None,
) -> None:
    """List the schemas, or print the data dictionary of one; a TOML file of your own is checked by it."""
    from extractor.fields import check_choices
    from extractor.schema import load_schema, schema_names

    if name is None:
        for known in schema_names():
            schema = load_schema(known)
            print(f"{schema.id}\t{schema.version}\t{len(schema.fields)} fields\t{schema.title}")
        return
    schema = load_schema(name)
    check_choices(schema)
    for item in (schema.field(field),) if field is not None else schema.fields:
        unit = f", {item.unit}" if item.unit else ""
        print(f"{item.name} ({item.type}{unit}): {item.question}")
        if item.values:
            print(f"    one of: {', '.join(item.values)}")
        for example in item.examples if field is not None else ():
            print(f"    {example.status}: {example.text}  →  {example.value}")


if __name__ == "__main__":
    main()
