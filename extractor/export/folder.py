"""Writes the files of a run folder beside each other, each complete or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd

from extractor.export.frames import PaperLine, cases_frame, evidence_frame, problems_frame, published_frame
from extractor.export.rows import Row, read_row
from extractor.export.workbook import write_workbook
from extractor.problem import ExtractorError
from extractor.schema import Schema

FILES = frozenset(
    {"review.sqlite", "review.sqlite-wal", "review.sqlite-shm"}
    | {"cases.jsonl", "cases.csv", "evidence.csv", "cases.xlsx", "problems.csv", "run.json"}
)


def write_folder(
    output: Path,
    schema: Schema,
    papers: Sequence[PaperLine],
    records: Sequence[str],
    problems: Sequence[str],
    run: str,
) -> None:
    """Write every export of a run from its lines."""
    rows = [read_row(line) for line in records]
    trouble = problems_frame(problems)
    write_text(output / "cases.jsonl", "".join(line + "\n" for line in records))
    write_csv(output / "cases.csv", cases_frame(schema, rows))
    write_csv(output / "evidence.csv", evidence_frame(schema, rows))
    write_csv(output / "problems.csv", trouble)
    replace_file(output / "cases.xlsx", lambda path: write_workbook(path, schema, rows, papers, trouble))
    write_text(output / "run.json", run)


def export_published(path: Path, schema: Schema, rows: Sequence[Row]) -> None:
    """Write the published table as CSV.

    Raises:
        ExtractorError: the schema describes no published table.
    """
    if not schema.columns:
        raise ExtractorError(f"schema {schema.id} describes no published table (it has no [[column]])")
    write_csv(path, published_frame(schema, rows))


def write_csv(path: Path, table: pd.DataFrame) -> None:
    """Write a table as CSV that a spreadsheet opens right and in which no text is a formula."""
    safe = table.map(neutralise)
    replace_file(path, lambda target: safe.to_csv(target, index=False, encoding="utf-8-sig", lineterminator="\n"))


def neutralise(value: object) -> object:
    """Put an apostrophe before a text that a spreadsheet would run as a formula."""
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r", "\n")):
        return "'" + value
    return value


def write_text(path: Path, text: str) -> None:
    """Write a text file."""
    replace_file(path, lambda target: target.write_bytes(text.encode("utf-8")))


def replace_file(path: Path, write: Callable[[Path], object]) -> None:
    """Write a file under another name and put it in its place when it is complete."""
    part = path.with_name(f".{path.name}.part")
    try:
        write(part)
        part.chmod(0o600)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
