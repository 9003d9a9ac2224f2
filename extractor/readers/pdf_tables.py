"""The tables of a PDF whose columns stand apart on the page. Text, blocks, words → tables whose cells are known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.document import Block, Box, Cell, Document, Span, Stream, Table

_FRAGMENT = re.compile(r"[^\t\n]*\S[^\t\n]*")
_NAMED = re.compile(r"\W*(?:(?:supplement\w*|extended\s+data)\s+)?table\b", re.IGNORECASE)
_FEWEST_ROWS = 2
_INDENT_PT = 12.0  # a column of labels stands at least this far to the left of the first column that has a header


@dataclass(frozen=True, slots=True)
class _Fragment:
    """What stands in one cell on one line."""

    span: Span
    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class _Column:
    left: float
    right: float

    def distance(self, box: Box) -> float:
        """Give how far a box is from standing flush left, centred or flush right in the column, in points."""
        middle = abs((box.x0 + box.x1) - (self.left + self.right)) / 2
        return min(abs(box.x0 - self.left), middle, abs(box.x1 - self.right))


def find_tables(document: Document) -> tuple[Table, ...]:
    """Give the tables with two columns and two rows or more; a page on which a table goes on begins a new one."""
    found: list[Table] = []
    for block in document.blocks:
        if block.stream is Stream.TABLE:
            fragments = list(_cut(document, block))
            for page in sorted({fragment.page for fragment in fragments}):
                rows = _build_rows([fragment for fragment in fragments if fragment.page == page])
                if len(rows) >= _FEWEST_ROWS:
                    span = Span(rows[0][0].span.start, max(cell.span.end for cell in rows[-1]))
                    found.append(Table(span, rows, _caption_of(document, fragments[0])))
    return tuple(found)


def _cut(document: Document, block: Block) -> Iterator[_Fragment]:
    for match in _FRAGMENT.finditer(document.text, block.span.start, block.span.end):
        span = Span(match.start(), match.end())
        page, boxes = document.place(span)
        if page is not None:
            yield _Fragment(span, page, boxes[0])


def _build_rows(fragments: Sequence[_Fragment]) -> tuple[tuple[Cell, ...], ...]:
    """Put each fragment into its column; a row ends where the text goes back to a column at its left."""
    columns = _find_columns(fragments)
    if len(columns) < 2:
        return ()
    rows: list[list[Span | None]] = []
    last = len(columns)
    for fragment in fragments:
        number = min(range(len(columns)), key=lambda n: columns[n].distance(fragment.box))
        known = rows[-1][number] if rows and number == last else None
        if number < last or (number == last and known is None):
            rows.append([None] * len(columns))
        rows[-1][number] = fragment.span if known is None else known.to(fragment.span)
        last = number
    header = next((number for number, row in enumerate(rows) if sum(span is not None for span in row) > 1), 0)
    return tuple(_make_row(row, number == header) for number, row in enumerate(rows))


def _make_row(row: Sequence[Span | None], header: bool) -> tuple[Cell, ...]:
    """Make the cells of a row; one without words is an empty span where the next or last word stands."""
    places = [span for span in row if span is not None]
    cells: list[Cell] = []
    for number, span in enumerate(row):
        following = next((later for later in row[number:] if later is not None), None)
        place = following.start if following is not None else places[-1].end
        cells.append(Cell(span if span is not None else Span(place, place), header))
    return tuple(cells)


def _find_columns(fragments: Sequence[_Fragment]) -> list[_Column]:
    """Give the columns as the first of the fullest lines tells them; none without two on one line."""
    lines: dict[int, list[Box]] = {}
    for number, fragment in _on_lines(fragments):
        lines.setdefault(number, []).append(fragment.box)
    for boxes in lines.values():
        boxes.sort(key=lambda box: box.x0)
    fullest = max(lines, key=lambda line: len(lines[line]), default=0)
    if len(lines.get(fullest, ())) < 2:
        return []
    columns = [_Column(box.x0, box.x1) for box in lines[fullest]]
    starts = [boxes[0] for line, boxes in lines.items() if line > fullest]
    labels = [box for box in starts if box.x0 < columns[0].left - _INDENT_PT and box.x1 <= columns[0].right]
    if 2 * len(labels) > len(starts):  # the corner above the labels is empty
        columns.insert(0, _Column(min(box.x0 for box in labels), max(box.x1 for box in labels)))
    return columns


def _on_lines(fragments: Sequence[_Fragment]) -> Iterator[tuple[int, _Fragment]]:
    """Number the lines of the page on which fragments stand: a cell may be read whole before the one beside it."""
    number, bottom = -1, float("-inf")
    for fragment in sorted(fragments, key=lambda f: (f.box.top + f.box.bottom) / 2):
        middle = (fragment.box.top + fragment.box.bottom) / 2
        if middle > bottom:
            number, bottom = number + 1, fragment.box.bottom
        yield number, fragment


def _caption_of(document: Document, first: _Fragment) -> Span | None:
    """Find the caption "Table …" on the page of a table that stands nearest to its beginning."""
    nearest: tuple[float, Span] | None = None
    for block in document.blocks:
        if block.stream is Stream.CAPTION and _NAMED.match(document.quote(block.span)):
            page, boxes = document.place(block.span)
            if page == first.page:
                distance = abs(boxes[0].top - first.box.top) + abs(boxes[0].x0 - first.box.x0)
                if nearest is None or distance < nearest[0]:
                    nearest = (distance, block.span)
    return nearest[1] if nearest is not None else None
