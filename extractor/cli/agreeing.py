"""The commands for two reviewers without a server: import a workbook, say how far they agree."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from extractor.cli.app import NO_OUTPUT, USAGE, RunFolder, app, fail, say


@app.command("import")
def import_workbook(
    run_folder: RunFolder,
    file: Annotated[Path, typer.Argument(help="The workbook that came back (XLSX).", show_default=False)],
) -> None:
    """Take over what a reviewer filled into the workbook of `export --format workbook`: all of it, or nothing."""
    from extractor.review.decision import now
    from extractor.review.ledger import open_ledger
    from extractor.review.store import open_store
    from extractor.review.workbook.cells import cells_of
    from extractor.review.workbook.importing import take_lines
    from extractor.review.workbook.reading import read_book
    from extractor.schema import load_schema

    book = read_book(file)
    reviewer = book.facts["reviewer"]
    database = run_folder / "review.sqlite"
    with open_store(database) as store, open_ledger(database) as ledger:
        schema = load_schema(store.meta("schema") or "igg4-rsp")
        if (book.facts["schema"], book.facts["schema version"]) != (schema.id, schema.version):
            told = f"{book.facts['schema']} {book.facts['schema version']}"
            fail(f"{file}: written for schema {told}, the run has {schema.id} {schema.version}; export it again", USAGE)
        before = ledger.decisions()
        cells = tuple(cells_of(store.records(), before, schema, reviewer))
        taken = take_lines(book.lines, cells, reviewer, now(), before)
        for error in taken.errors:
            say(error)
        if taken.errors:
            fail(
                f"{file}: nothing imported, {len(taken.errors)} lines cannot be taken; correct them, import again",
                USAGE,
            )
        ledger.take_over(taken.decisions)
    verdicts = Counter(str(decision.verdict) for decision in taken.decisions)
    told = ", ".join(f"{count} {verdict}" for verdict, count in sorted(verdicts.items())) or "nothing new"
    say(f"{reviewer}: {told}; {taken.known} checked before")


@app.command()
def agree(
    run_folder: RunFolder,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Folder for agreement.csv and agreement.md; default: the run's.")
    ] = None,
) -> None:
    """Say how far the reviewers agree with each other, and with the program; write the table for a paper."""
    from extractor.export.files import replace_files
    from extractor.export.folder import write_csv
    from extractor.export.frames import frame
    from extractor.review.agreement_table import CSV_COLUMNS, csv_lines, markdown, screen_lines
    from extractor.review.comparing import compare_raters
    from extractor.review.ledger import open_ledger
    from extractor.review.store import open_store
    from extractor.schema import load_schema

    database = run_folder / "review.sqlite"
    with open_store(database) as store, open_ledger(database) as ledger:
        schema = load_schema(store.meta("schema") or "igg4-rsp")
        comparisons = compare_raters(store.records(), ledger.decisions(), schema)
    if not comparisons:
        fail("nobody has judged a cell yet: `extractor review`, or `extractor export --format workbook`", USAGE)
    for number, one in enumerate(comparisons):
        for text in screen_lines(one, whole=number == 0):
            print("".join(char if char.isprintable() else repr(char)[1:-1] for char in text))
    folder = out if out is not None else run_folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_csv(folder / "agreement.csv", [frame(CSV_COLUMNS, csv_lines(comparisons))])
        with replace_files([folder / "agreement.md"]) as (part,):
            part.write_text(markdown(comparisons), encoding="utf-8")
    except OSError as error:
        fail(f"{folder}: cannot be written: {error.strerror}", NO_OUTPUT)
    say(f"tables: {folder / 'agreement.md'}, agreement.csv")
