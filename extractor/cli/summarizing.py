"""The commands around the rows of a review: import-table, summarize, audit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli.app import SOME_FAILED, RunFolder, SchemaName, app, say
from extractor.cli.reading import read_given
from extractor.cli.rows import read_rows
from extractor.problem import ExtractorError

if TYPE_CHECKING:
    from extractor.export.rows import Row
    from extractor.pipeline import Program


@app.command(name="import-table")
def import_table(
    tables: Annotated[
        list[Path], typer.Argument(help="Papers with a table of cases (PDF, XML, HTML, text), CSV, XLSX.")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="The run folder to write.")],
    schema: SchemaName = "igg4-rsp",
) -> None:
    """Read the table of cases of a published review into a run folder: one row per patient, as `run` writes it."""
    from functools import partial

    from extractor.batch import Options, load_work, run_papers
    from extractor.pipeline import load_program

    name = str(Path(schema).resolve()) if Path(schema).is_file() else schema
    options = Options(jobs=1, schema=name, make=partial(load_work, schema, None, True))
    totals = run_papers(tables, out, load_program(schema, tables=True), options)
    for result in (*totals.failed, *totals.without_case):
        say(f"{result.path}: {result.reason}")
    counts = totals.counts
    share = 100 * counts.filled / counts.cells if counts.cells else 0
    filled = f"{counts.filled} of {counts.cells} cells filled ({share:.0f} %)"
    say(f"{counts.cases} patients, {filled}, {counts.problems} notes")
    say(f"results: {out}/cases.xlsx, cases.csv, evidence.csv, cases.jsonl")
    if totals.failed or totals.without_case:
        raise typer.Exit(SOME_FAILED)


@app.command()
def summarize(
    run_folder: RunFolder,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Folder to write; default: RUN/summary.")] = None,
) -> None:
    """Write the results section of a run: figures with denominators, cross tables, completeness, plots, one report."""
    from extractor.review.store import open_store
    from extractor.schema import load_schema
    from extractor.summary import summarize as summarize_rows
    from extractor.summary import write_summary

    with open_store(run_folder / "review.sqlite") as store:
        schema = load_schema(store.meta("schema") or "igg4-rsp")
    rows = read_rows(run_folder)
    summary = summarize_rows(schema, rows)
    written = write_summary(summary, out if out is not None else run_folder / "summary")
    say(
        f"{summary.patients} patients of {summary.papers} papers: {written[0]}, {written[1]}, summary.csv, summary.xlsx"
    )


@app.command()
def audit(
    file: Annotated[Path, typer.Argument(help="The review: PDF, XML, HTML or text.")],
    table: Annotated[Path | None, typer.Option("--table", help="Its table of cases, if that is another file.")] = None,
    run_folder: Annotated[Path | None, typer.Option("--run", help="A run folder that holds its patients.")] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Folder for audit.md and audit.csv.")] = None,
    schema: SchemaName = "igg4-rsp",
) -> None:
    """Check the figures of a published review against its own table: match, mismatch, or cannot be checked."""
    from extractor.audit import audit_review, count_verdicts, format_findings, write_findings
    from extractor.pipeline import load_program, make_finder

    document = read_given(file)[0]
    program = load_program(schema, tables=True)
    rows = read_rows(run_folder) if run_folder is not None else _rows_of_table(table or file, program)
    findings = audit_review(document, program.schema, rows, make_finder(program.language))
    if out is None:
        print(format_findings(findings, file.name))
    else:
        written = write_findings(findings, file.name, out)
        say(f"{written[0]}, {written[1]}")
    if not findings:
        say(f"no claim that a table of cases could settle was found in {file.name}")
    say(f"{len(findings)} claims against {len(rows)} patients: {count_verdicts(findings)}")


def _rows_of_table(path: Path, program: Program) -> list[Row]:
    """Give the patients of the table of cases in a file."""
    from extractor.export.jsonl import record_to_json, to_line
    from extractor.export.rows import read_row
    from extractor.pipeline import analyse_paper

    if not path.is_file():
        raise ExtractorError(f"{path}: no such file")
    outcome = analyse_paper(path, path.name, program)
    records = [record for analysis in outcome.analyses for record in analysis.records]
    if not records:
        raise ExtractorError(f"{path.name}: {outcome.reason or 'no table of cases was found'}; name one with --table")
    return [read_row(to_line(record_to_json(record, program.schema))) for record in records]
