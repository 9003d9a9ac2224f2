"""Write the text of a document from its paragraphs, and note where each word stands.

Paragraphs → text, blocks, words
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.document import Block, Box, Span, Stream, Word
from extractor.readers.hyphens import HyphenJoiner
from extractor.readers.pdf_glyphs import GlyphPage
from extractor.readers.pdf_lines import Line, Piece, box_on_page
from extractor.readers.pdf_paragraphs import Paragraph

_JOINS_WITHOUT_BLANK = re.compile(r"\w[–/]$|://\S*[./_]$")
_CELL_GAP_EM = 0.8  # in a table; words of a cell are closer


class TextWriter:
    """Collects the text; everything is appended once and never changed."""

    def __init__(self, pages: Sequence[GlyphPage], joiner: HyphenJoiner) -> None:
        self._pages = pages
        self._joiner = joiner
        self._parts: list[str] = []
        self._length = 0
        self.blocks: list[Block] = []
        self.words: list[Word] = []

    @property
    def text(self) -> str:
        """Everything written so far."""
        return "".join(self._parts)

    def write_paragraph(self, paragraph: Paragraph) -> None:
        """Append a paragraph as a block."""
        if self._length > 0:
            self._append("\n\n")
        start = self._length
        last: Line | None = None
        for number, line in enumerate(paragraph.lines):
            following = paragraph.lines[number + 1] if number + 1 < len(paragraph.lines) else None
            if last is not None:
                self._append(self._blank_between(last, line, paragraph.stream))
            drops = (
                following is not None and paragraph.stream is not Stream.TABLE and self._drops_hyphen(line, following)
            )
            self._write_line(line, drops, paragraph.stream is Stream.TABLE)
            last = line
        self.blocks.append(Block(Span(start, self._length), paragraph.stream, level=paragraph.level))

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _blank_between(self, last: Line, line: Line, stream: Stream) -> str:
        if stream is Stream.TABLE:
            return "\t" if abs(last.base - line.base) < 0.4 * line.size and last.page == line.page else "\n"
        if last.text.endswith("-"):
            return self._joiner.joint(last.text, line.text).blank
        return "" if _JOINS_WITHOUT_BLANK.search(last.text) is not None and line.text[:1].isalnum() else " "

    def _drops_hyphen(self, line: Line, following: Line) -> bool:
        return line.text.endswith("-") and self._joiner.joint(line.text, following.text).drops

    def _write_line(self, line: Line, drops_hyphen: bool, table: bool) -> None:
        page = self._pages[line.page - 1]
        for number, piece in enumerate(line.pieces):
            if number > 0 and not piece.glued:
                apart = piece.x0 - line.pieces[number - 1].x1
                self._append("\t" if table and apart > _CELL_GAP_EM * line.size else " ")
            text = piece.text
            if drops_hyphen and number == len(line.pieces) - 1:
                text = text[:-1]
            if text != "":
                self._write_piece(piece, text, line, page)

    def _write_piece(self, piece: Piece, text: str, line: Line, page: GlyphPage) -> None:
        start = self._length
        self._append(text)
        x0, top, x1, bottom = box_on_page(piece, line.turn, page)
        box = Box(round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2))
        span = Span(start, self._length)
        self.words.append(Word(span, line.page, box, round(piece.size, 2), piece.bold, piece.raised))
