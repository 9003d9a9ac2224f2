"""Writes the files of a run folder, line by line: however many papers there are, few are held in memory."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Protocol, TypeVar

import pandas as pd

from extractor.export.files import replace_files
from extractor.export.frames import (
    PaperLine,
    cases_frame,
    evidence_frame,
    papers_frame,
    problems_frame,
    published_frame,
)
from extractor.export.lines import neutralise
from extractor.export.rows import Row, read_row
from extractor.export.workbook import Workbook
from extractor.problem import ExtractorError
from extractor.schema import Schema

EXPORTS = ("cases.jsonl", "cases.csv", "evidence.csv", "problems.csv", "cases.xlsx", "run.json")
FILES = frozenset({"review.sqlite", "review.sqlite-wal", "review.sqlite-shm", *EXPORTS})
_CHUNK = 200

T = TypeVar("T")


class RunLines(Protocol):
    """What a run folder is written from; each call gives the lines from the first one on."""

    def records(self) -> Iterator[str]:
        """Give the lines of `cases.jsonl`."""

    def problems(self) -> Iterator[str]:
        """Give the problems as JSON."""

    def papers(self) -> Iterator[PaperLine]:
        """Give the files of the run."""

    def run(self) -> Iterator[str]:
        """Give the text of `run.json` in pieces."""

    def cases(self) -> int:
        """Count the records."""


def write_folder(output: Path, schema: Schema, lines: RunLines) -> None:
    """Write every export of a run."""
    with replace_files([output / name for name in EXPORTS]) as parts, ExitStack() as stack:
        jsonl, cases, evidence, problems, book_part, run = parts
        file = stack.enter_context(jsonl.open("w", encoding="utf-8", newline="\n"))
        cases_table, evidence_table, problems_table = (
            stack.enter_context(CsvTable(part)) for part in (cases, evidence, problems)
        )
        book = stack.enter_context(Workbook(book_part, schema, lines.cases()))
        for chunk in in_chunks(lines.records()):
            file.writelines(line + "\n" for line in chunk)
            rows = [read_row(line) for line in chunk]
            quotes = evidence_frame(schema, rows)
            cases_table.add(cases_frame(schema, rows))
            evidence_table.add(quotes)
            book.add_cases(rows, quotes)
        for chunk in in_chunks(lines.problems()):
            trouble = problems_frame(chunk)
            problems_table.add(trouble)
            book.add_problems(trouble)
        for papers in in_chunks(lines.papers()):
            book.add_papers(papers_frame(papers))
        with run.open("w", encoding="utf-8", newline="\n") as note:
            note.writelines(lines.run())


def export_published(path: Path, schema: Schema, records: Iterable[str]) -> None:
    """Write the published table as CSV.

    Raises:
        ExtractorError: the schema describes no published table.
    """
    if not schema.columns:
        raise ExtractorError(f"schema {schema.id} describes no published table (it has no [[column]])")
    write_csv(path, (published_frame(schema, rows) for rows in _rows(records)))


def export_cases(path: Path, schema: Schema, records: Iterable[str]) -> None:
    """Write the rows as CSV."""
    write_csv(path, (cases_frame(schema, rows) for rows in _rows(records)))


def export_lines(path: Path, records: Iterable[str]) -> None:
    """Write the records as JSON lines."""
    with replace_files([path]) as (part,), part.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(line + "\n" for line in records)


def _rows(records: Iterable[str]) -> Iterator[list[Row]]:
    for chunk in in_chunks(records):
        yield [read_row(line) for line in chunk]


def in_chunks(items: Iterable[T]) -> Iterator[list[T]]:
    """Give the items a few hundred at a time; at least one list, which may be empty."""
    rest = iter(items)
    chunk = list(itertools.islice(rest, _CHUNK))
    yield chunk
    while chunk := list(itertools.islice(rest, _CHUNK)):
        yield chunk


def write_csv(path: Path, tables: Iterable[pd.DataFrame]) -> None:
    """Write tables of the same columns below each other as one CSV file."""
    with replace_files([path]) as (part,), CsvTable(part) as table:
        for frame in tables:
            table.add(frame)


class CsvTable:
    """A CSV file that a spreadsheet opens right and in which no text is a formula."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("w", encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._file, lineterminator="\n")
        self._begun = False

    def add(self, table: pd.DataFrame) -> None:
        """Write the lines of a table, below its header if they are the first."""
        if not self._begun:
            self._writer.writerow(table.columns)
            self._begun = True
        for line in table.itertuples(index=False, name=None):
            self._writer.writerow([neutralise(value) for value in line])

    def __enter__(self) -> CsvTable:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()


def file_states(output: Path, names: Sequence[str] = EXPORTS) -> str:
    """Name the state of files: it changes when one of them is written or goes."""
    states = []
    for name in names:
        try:
            status = (output / name).stat()
        except OSError:
            return ""
        states.append(f"{name} {status.st_size} {status.st_mtime_ns}")
    return "; ".join(states)
