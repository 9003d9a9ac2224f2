"""VERB 5, tables → Records: find the table of cases of a paper and read each of its rows as a patient."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extractor.case import Quantity, Record, Status
from extractor.document import Cell, Document
from extractor.problem import Problem, Severity
from extractor.quantity import check_content
from extractor.schema import Schema
from extractor.tables.cells import CellReader
from extractor.tables.grid import Grid, find_grids, text_of
from extractor.tables.headers import Find, HeaderReader, Place
from extractor.tables.joining import join_tables
from extractor.tables.legend import read_legend
from extractor.tables.patients import find_patients
from extractor.tables.ragged import align_row
from extractor.tables.records import make_records, raw_text

__all__ = ["CaseTable", "Find", "read_case_tables", "read_cells"]


@dataclass(frozen=True, slots=True)
class CaseTable:
    """What a table of cases gave: one record a patient, and what a reviewer should know of the table."""

    records: tuple[Record, ...]
    problems: tuple[Problem, ...] = ()


def read_case_tables(document: Document, schema: Schema, find: Find) -> CaseTable:
    """Read the tables of cases of a document.

    Args:
        find: gives the terms and levels of a text, with spans in it.
    """
    tables: list[tuple[Record, ...]] = []
    problems: list[Problem] = []
    for grid in find_grids(document, HeaderReader(schema, find)):
        reader = CellReader(find, read_legend(document, grid.table), _codes(schema))
        grid = _aligned(document, grid, reader)
        records = tuple(make_records(document, grid, find_patients(document, grid), reader, schema))
        tables.append(records)
        problems += _doubts(grid, records)
    return CaseTable(join_tables(tables), tuple(problems))


def _doubts(grid: Grid, records: Sequence[Record]) -> Iterator[Problem]:
    """Tell which columns fill no field, and which numbers are printed without a unit."""
    for column in grid.columns:
        if column.heading is None and column.title:
            message = f"the column “{column.title}” fills no field of the schema"
            yield Problem("column_not_used", message, Severity.NOTE)
        for field in () if column.heading is None or column.heading.unit is not None else column.heading.fields:
            contents = [record.value(field.name).content for record in records]
            bare = [c for c in contents if isinstance(c, Quantity) and c.canonical is not None and c.unit is None]
            if bare and field.unit not in (None, "%"):
                message = f"the column “{column.title}” prints no unit; its numbers were read as {field.unit}"
                yield Problem("unit_missing", message, Severity.NOTE, field.name)


def read_cells(document: Document, schema: Schema, find: Find) -> tuple[tuple[str, ...], ...]:
    """Give the first table of cases as it is printed: headers, then the cells of each row under them."""
    for grid in find_grids(document, HeaderReader(schema, find)):
        reader = CellReader(find, read_legend(document, grid.table), _codes(schema))
        grid = _aligned(document, grid, reader)
        patients = find_patients(document, grid)
        rows = [tuple(" ".join(text_of(document, c) for c in cells).strip() for cells in p.cells) for p in patients]
        return (tuple(column.title for column in grid.columns), *rows)
    return ()


def _codes(schema: Schema) -> Mapping[str, Mapping[str, str]]:
    """Give for each field the values that the codes of the published table stand for."""
    codes: dict[str, dict[str, str]] = {}
    for column in schema.columns:
        for value, code in column.codes if column.field is not None else ():
            codes.setdefault(column.field or "", {}).setdefault(code.lower(), value)
    return codes


def _aligned(document: Document, grid: Grid, reader: CellReader) -> Grid:
    """Set rows that lack empty cells under the columns that they fit."""

    def is_empty(cell: Cell) -> bool:
        return not len(cell.span)

    def fit(cell: Cell, place: int) -> float:
        heading, text = grid.columns[place].heading, raw_text(document, cell).strip()
        if heading is None:
            return 0.3
        if not text:
            return 0.5
        if heading.places:
            digits = text.isdigit()
            year = digits and len(text) == 4
            wanted = year if Place.YEAR in heading.places else digits if Place.CASE in heading.places else not digits
            return 1.0 if wanted or Place.STUDY in heading.places else 0.0
        answers = [reader.read(text, field, heading) for field in heading.fields]
        best = answers[0]
        if best.status is not Status.STATED:
            return 0.5
        plausible = not check_content(heading.fields[0], best.content)
        return 1.0 if best.whole and best.content is not None and plausible else 0.0

    return replace(grid, rows=tuple(align_row(row, is_empty, fit) for row in grid.rows))
