"""The command that writes a run in another form: export."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from extractor.cli.app import NO_OUTPUT, RunFolder, app, fail, say


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
            fail(f"{target}: cannot be written: {error.strerror}", NO_OUTPUT)
    say(f"{cases} cases: {target}")
