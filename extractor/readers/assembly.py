"""Paragraphs, captions and tables, added as a format gives them → one `Document` in the order that its law asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.characters import clean_line, read_look_alikes
from extractor.document import Block, Cell, Document, Metadata, SectionKind, Span, Stream, Table
from extractor.problem import Problem

_ORDER = (Stream.CAPTION, Stream.TABLE, Stream.SMALL_PRINT, Stream.HEAD)  # after body and headings
_MOST_CELLS = 20_000  # of one table; spans of thousands of rows are mistakes or attacks


@dataclass(frozen=True, slots=True)
class CellText:
    """The words of one table cell and how many rows and columns it covers."""

    text: str
    header: bool = False
    rows: int = 1
    columns: int = 1


Grid = tuple[tuple[tuple[int, bool], ...], ...]  # for each place: number of the cell text, whether a header


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    stream: Stream
    kind: SectionKind | None = None
    level: int | None = None
    caption_of: int | None = None  # number of the table that this is the caption of
    table: int | None = None
    grid: Grid = ()
    cells: tuple[Span, ...] = ()  # of each cell text, counted from the start of the piece


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document comes from: its identity, its path as shown, its format."""

    id: str
    path: str
    format: str
    engine: str = ""


class Assembly:
    """Collects the pieces of one paper in reading order; `finish` sets them in the order of a document."""

    def __init__(self) -> None:
        self._pieces: list[_Piece] = []
        self._tables = 0
        self._problems: list[Problem] = []

    def add(
        self,
        text: str,
        stream: Stream = Stream.BODY,
        kind: SectionKind | None = None,
        level: int | None = None,
    ) -> None:
        """Add one paragraph; its white space is folded, and an empty one is not added."""
        text = clean_line(text)
        if text:
            self._pieces.append(_Piece(text, stream, kind, level))

    def add_problem(self, problem: Problem) -> None:
        """Add what a reviewer should know."""
        self._problems.append(problem)

    def add_table(self, rows: Sequence[Sequence[CellText]], caption: str = "") -> None:
        """Add a table. A cell over several places stands once in the text; every place of it has that span."""
        caption = clean_line(caption)
        piece = _set_table(rows, self._tables)
        if caption:
            number = self._tables if piece.text else None
            self._pieces.append(_Piece(caption, Stream.CAPTION, SectionKind.CAPTION, caption_of=number))
        if piece.text:
            self._pieces.append(piece)
            self._tables += 1

    @property
    def empty(self) -> bool:
        """Tell whether nothing but furniture was added."""
        return all(piece.stream is Stream.HEAD for piece in self._pieces)

    def finish(self, source: Source, metadata: Metadata) -> Document:
        """Give the document: body in reading order, then captions, tables, small print and furniture."""
        order = {stream: place for place, stream in enumerate(_ORDER, start=1)}
        pieces = sorted(self._pieces, key=lambda piece: order.get(piece.stream, 0))
        parts: list[str] = []
        blocks: list[Block] = []
        starts: dict[int, int] = {}
        captions: dict[int, Span] = {}
        length = 0
        for piece in pieces:
            if parts:
                gap = "\n" if parts[-1].endswith("\n") else "\n\n"
                parts.append(gap)
                length += len(gap)
            span = Span(length, length + len(piece.text))
            blocks.append(Block(span, piece.stream, piece.kind, piece.level))
            if piece.table is not None:
                starts[piece.table] = span.start
            if piece.caption_of is not None:
                captions[piece.caption_of] = span
            parts.append(piece.text)
            length = span.end
        tables = tuple(
            _place_table(piece, starts[piece.table], captions.get(piece.table))
            for piece in pieces
            if piece.table is not None
        )
        return Document(
            id=source.id,
            path=source.path,
            format=source.format,
            text=read_look_alikes("".join(parts)),
            blocks=tuple(blocks),
            metadata=metadata,
            tables=tables,
            engine=source.engine,
            problems=tuple(self._problems),
        )


def _set_table(rows: Sequence[Sequence[CellText]], number: int) -> _Piece:
    """Set the rows as text, cells ended by tabs and rows by line feeds, and note the place of every cell."""
    texts: list[CellText] = []
    taken: dict[tuple[int, int], int] = {}
    first: dict[int, tuple[int, int]] = {}
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while (y, x) in taken:
                x += 1
            height = max(1, min(cell.rows, len(rows) - y))
            width = max(1, min(cell.columns, 100))
            if len(taken) + height * width > _MOST_CELLS:
                break
            first[len(texts)] = (y, x)
            taken |= {(y + dy, x + dx): len(texts) for dy in range(height) for dx in range(width)}
            texts.append(cell)
            x += width
    return _write_table([CellText(clean_line(cell.text), cell.header) for cell in texts], taken, first, number)


def _write_table(
    texts: list[CellText], taken: dict[tuple[int, int], int], first: dict[int, tuple[int, int]], number: int
) -> _Piece:
    if not any(cell.text for cell in texts):
        return _Piece("", Stream.TABLE)
    width = 1 + max(x for _, x in taken)
    spans = [Span(0, 0)] * len(texts)
    parts: list[str] = []
    length = 0
    grid: list[tuple[tuple[int, bool], ...]] = []
    for y in range(1 + max(y for y, _ in taken)):
        row: list[tuple[int, bool]] = []
        for x in range(width):
            cell = taken.get((y, x))
            text = texts[cell].text if cell is not None and first[cell] == (y, x) else ""
            if cell is None:  # a row that is shorter than the others
                cell = len(texts)
                texts.append(CellText(""))
                spans.append(Span(length, length))
            elif first[cell] == (y, x):
                spans[cell] = Span(length, length + len(text))
            row.append((cell, texts[cell].header))
            parts.append(text + ("\n" if x == width - 1 else "\t"))
            length += len(parts[-1])
        grid.append(tuple(row))
    return _Piece("".join(parts), Stream.TABLE, SectionKind.TABLE, None, None, number, tuple(grid), tuple(spans))


def _place_table(piece: _Piece, start: int, caption: Span | None) -> Table:
    spans = [Span(start + span.start, start + span.end) for span in piece.cells]
    rows = tuple(tuple(Cell(spans[cell], header) for cell, header in row) for row in piece.grid)
    return Table(Span(start, start + len(piece.text)), rows, caption)
