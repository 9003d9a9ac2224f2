"""Finds the tables of cases of a document, upright or turned, with one or several rows of headers, over many pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.document import Cell, Document, Span, Table
from extractor.lexicon import load_cues
from extractor.tables.headers import MINUS, HeaderReader, Heading, Place

_MOST_HEAD_ROWS = 4
_CASE = re.compile(r"(?:case|patient|pt|subject|no)\b\.?\s*#?\d{1,3}\W*", re.IGNORECASE)
_FEWEST_COLUMNS = 3  # that are known, or two of which one is the age or the sex of the patient


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: the words of its header, and what they say; None where nobody knows."""

    title: str
    heading: Heading | None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of cases: its columns, and for each patient the cells in their order."""

    table: Table
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def known(self) -> int:
        """Count the columns that are known."""
        return sum(column.heading is not None for column in self.columns)


def find_grids(document: Document, reader: HeaderReader) -> tuple[Grid, ...]:
    """Give the tables of cases; a table that goes on where the one before ends is one with it."""
    grids: list[Grid] = []
    for table in document.tables:
        if not table.rows or not table.rows[0]:
            continue
        if grids and (further := _further_rows(document, grids[-1], table)) is not None:
            grids[-1] = replace(grids[-1], rows=grids[-1].rows + further)
            continue
        turned = replace(table, rows=tuple(zip(*table.rows, strict=False)))
        best = max((_read_grid(document, form, reader) for form in (table, turned)), key=_weight)
        if _is_of_cases(best):
            grids.append(best)
    return tuple(grid for grid in grids if grid.rows)


def text_of(document: Document, cell: Cell) -> str:
    """Give the words of a cell on one line."""
    return " ".join(document.quote(cell.span).split())


def _read_grid(document: Document, table: Table, reader: HeaderReader) -> Grid:
    """Read a table with the number of header rows that makes most columns known."""
    first = _flagged_rows(table)
    grids = [_grid_below(document, table, count, reader) for count in range(first, min(first + 2, len(table.rows)))]
    return max(grids, key=lambda grid: grid.known, default=Grid(table, (), ()))


def _flagged_rows(table: Table) -> int:
    """Count the rows down to the last of the first ones that are marked as headers; at least one."""
    last = 1
    for number, row in enumerate(table.rows[:_MOST_HEAD_ROWS], start=1):
        if 2 * sum(cell.header for cell in row) > len(row):
            last = number
    return last


def _grid_below(document: Document, table: Table, count: int, reader: HeaderReader) -> Grid:
    heads = zip(*table.rows[:count], strict=False)
    bodies = zip(*table.rows[count:], strict=False) if table.rows[count:] else ((),) * len(table.rows[0])
    columns = (_read_column(document, cells, reader) for cells in heads)
    known = (_told_by_cells(document, column, body) for column, body in zip(columns, bodies, strict=False))
    return Grid(table, tuple(known), table.rows[count:])


def _told_by_cells(document: Document, column: Column, body: Sequence[Cell]) -> Column:
    """Add what the cells of a column tell: that they name the cases, or are plus and minus."""
    texts = [text for cell in body if (text := text_of(document, cell))]
    if column.heading is None:
        named = sum(_CASE.fullmatch(text) is not None for text in texts)
        return replace(column, heading=Heading(places=(Place.CASE,))) if texts and 2 * named > len(texts) else column
    if column.heading.term is not None and 2 * sum(map(_is_answer, texts)) <= len(texts):
        return replace(column, heading=None)  # "Rituximab" above doses or percentages
    signs = any(text.startswith("+") for text in texts)
    return replace(column, heading=replace(column.heading, signs=True)) if signs else column


def _read_column(document: Document, cells: Sequence[Cell], reader: HeaderReader) -> Column:
    """Read a header of one or several cells: the lowest words tell, or all of them together."""
    words = list(dict.fromkeys(text for cell in cells if (text := text_of(document, cell))))
    title = _title(document, cells)
    forms = [title, *reversed(words)] if len(words) > 1 else words
    headings = (reader.read(form) for form in forms)
    heading = next((heading for heading in headings if heading is not None), None)
    if heading is not None and heading.fields and len(words) > 1:  # the unit may stand in another row
        others = [other for form in words if (other := reader.read(form)) is not None]
        heading = replace(heading, unit=heading.unit or next((o.unit for o in others if o.unit), None))
    return Column(title, heading)


def _is_answer(text: str) -> bool:
    """Tell whether a cell says yes or no."""
    words = load_cues("table_words")
    return text in MINUS or words["some"].fullmatch(text) is not None or words["none"].fullmatch(text) is not None


def _title(document: Document, cells: Sequence[Cell]) -> str:
    """Give the words of a header, from top to bottom, each cell once."""
    return " ".join(dict.fromkeys(text for cell in cells if (text := text_of(document, cell))))


def _weight(grid: Grid) -> tuple[int, int]:
    """Weigh a way of reading a table: known columns first; a one-hot column tells less than a named one."""
    named = sum(column.heading is not None and column.heading.term is None for column in grid.columns)
    return named, grid.known


def _is_of_cases(grid: Grid) -> bool:
    headings = [column.heading for column in grid.columns if column.heading is not None]
    fields = {heading.term or field.name for heading in headings for field in heading.fields}
    places = {place for heading in headings for place in heading.places}
    person = fields & {"age_years", "sex"}
    enough = len(fields) + bool(places) >= _FEWEST_COLUMNS or bool(person and (len(fields) > 1 or places))
    return bool(fields) and enough and (bool(person) or bool(places & {Place.SOURCE, Place.CASE, Place.STUDY}))


def _further_rows(document: Document, grid: Grid, table: Table) -> tuple[tuple[Cell, ...], ...] | None:
    """Give the rows of a table that goes on from the one before: as wide, and its header repeated or missing."""
    if len(table.rows[0]) != len(grid.columns) or (table.caption not in (None, grid.table.caption)):
        return None
    titles = [column.title.lower() for column in grid.columns]
    for count in range(_MOST_HEAD_ROWS, 0, -1):
        heads = [_title(document, cells) for cells in zip(*table.rows[:count], strict=False)]
        if [head.lower() for head in heads] == titles:
            return table.rows[count:]
    if any(load_cues("table_headers")["@case"].fullmatch(text_of(document, cell)) for cell in table.rows[0][:1]):
        return None
    return table.rows if not any(cell.header for cell in table.rows[0]) else None


def span_of(cells: Sequence[Cell]) -> Span:
    """Give the span of a row."""
    return Span(min(cell.span.start for cell in cells), max(cell.span.end for cell in cells))
