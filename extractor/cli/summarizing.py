"""The commands around the rows of a review: import-table, summarize, audit."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extractor.cli.app import SOME_FAILED, RunFolder, SchemaName, app, say


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
        say(f"no cases ({result.status}): {result.path}: {result.reason}")
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
    from extractor.export.rows import read_row
    from extractor.review.decided import decided
    from extractor.review.ledger import open_ledger
    from extractor.review.store import open_store
    from extractor.schema import load_schema
    from extractor.summary import summarize as summarize_rows
    from extractor.summary import write_summary

    database = run_folder / "review.sqlite"
    with open_store(database) as store, open_ledger(database) as ledger:
        schema = load_schema(store.meta("schema") or "igg4-rsp")
        rows = [read_row(line) for line in decided(store.records(), ledger.decisions(), schema)]
    summary = summarize_rows(schema, rows)
    written = write_summary(summary, out if out is not None else run_folder / "summary")
    say(
        f"{summary.patients} patients of {summary.papers} papers: {written[0]}, {written[1]}, summary.csv, summary.xlsx"
    )
