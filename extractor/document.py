"""NOUNS: what a paper says: one immutable text, with the page and box of every word."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from enum import StrEnum

from extractor.problem import Problem


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters, `start <= end`, in the text of one document."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Tell whether the other lies inside this one, ends included."""
        return self.start <= other.start and other.end <= self.end

    def to(self, other: Span) -> Span:
        """Give the smallest span that covers both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page in points, origin at the page's top left corner, y downwards."""

    x0: float
    top: float
    x1: float
    bottom: float

    def union(self, other: Box) -> Box:
        """Give the smallest box that covers both."""
        return Box(
            min(self.x0, other.x0), min(self.top, other.top), max(self.x1, other.x1), max(self.bottom, other.bottom)
        )


@dataclass(frozen=True, slots=True)
class Word:
    """An unbroken run of characters as printed: a word cut by a line-end hyphen is two of these."""

    span: Span
    page: int  # 1-based
    box: Box
    size_pt: float
    bold: bool = False
    raised: bool = False  # set as a superscript; raised digits are also ⁰…⁹ in the text


@dataclass(frozen=True, slots=True)
class Page:
    """The size of one page, as it is shown (rotation applied)."""

    number: int  # 1-based
    width_pt: float
    height_pt: float
    ocr: bool = False  # its words were read from its picture


class Stream(StrEnum):
    """What a block is on the page, before anybody asks what it says."""

    BODY = "body"
    HEADING = "heading"
    CAPTION = "caption"
    TABLE = "table"
    SMALL_PRINT = "small print"
    HEAD = "head"  # furniture: running heads, page and line numbers, watermarks, page chrome of journals


class SectionKind(StrEnum):
    """What a stretch of a paper is about."""

    TITLE = "title"
    AUTHORS = "authors"  # with affiliations and correspondence
    ABSTRACT = "abstract"
    KEYWORDS = "keywords"
    INTRODUCTION = "introduction"
    METHODS = "methods"
    CASE = "case"
    DISCUSSION = "discussion"
    CONCLUSION = "conclusion"
    CAPTION = "caption"
    TABLE = "table"
    REFERENCES = "references"
    DECLARATIONS = "declarations"  # consent, funding, conflicts, acknowledgements, licence
    FURNITURE = "furniture"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, caption or table of the text; blocks are ordered and do not overlap.

    `kind` is given only where the format itself says it (JATS `<abstract>`, MEDLINE `TI`); else None and
    `structure/` decides. `level` is the depth of a heading, 1 the highest.
    """

    span: Span
    stream: Stream
    kind: SectionKind | None = None
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; `header` where the format says so."""

    span: Span
    header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose cells are known: in the text its rows end with a line feed, its cells with a tab."""

    span: Span
    rows: tuple[tuple[Cell, ...], ...]
    caption: Span | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the document with a kind; sections are ordered and do not overlap."""

    kind: SectionKind
    span: Span
    title: Span | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What identifies a paper, as the paper or its record says; None where it does not, never guessed."""

    title: str | None = None
    authors: tuple[str, ...] = ()  # "Zhang Y" or "Ye Zhang", as printed
    year: int | None = None
    journal: str | None = None
    doi: str | None = None  # lower case, without resolver
    pmid: str | None = None
    article_type: str | None = None  # "case report", "review", … as stated by the source

    @property
    def first_author(self) -> str | None:
        """The first author as printed."""
        return self.authors[0] if self.authors else None


@dataclass(frozen=True, slots=True)
class Document:
    """One paper: a text that never changes, and where its words stand.

    Paragraphs (`blocks`) are separated by blank lines. The text has the body in reading order first, then captions,
    tables, small print and furniture. `words` is ordered by span and empty for formats without pages.
    """

    id: str  # SHA-256 of the file, or of the record in a file that holds many
    path: str  # as found below the folder given; "file.nbib#KEY" for a record of a file that holds many
    format: str  # pdf, jats, pubmed, nbib, ris, html, text
    text: str
    blocks: tuple[Block, ...]
    metadata: Metadata = Metadata()
    pages: tuple[Page, ...] = ()
    words: tuple[Word, ...] = ()
    tables: tuple[Table, ...] = ()
    engine: str = ""  # who read it: "pdfminer.six", "pypdfium2", "tesseract", "lxml", …
    problems: tuple[Problem, ...] = ()
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False, default=())
    _ends: tuple[int, ...] = field(init=False, repr=False, compare=False, default=())

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", tuple(w.span.start for w in self.words))
        object.__setattr__(self, "_ends", tuple(w.span.end for w in self.words))

    def quote(self, span: Span) -> str:
        """Give the words of a span."""
        return self.text[span.start : span.end]

    def words_in(self, span: Span) -> tuple[Word, ...]:
        """Give the words that share a character with the span, in order."""
        return self.words[bisect_right(self._ends, span.start) : bisect_left(self._starts, span.end)]

    def is_recognised(self, span: Span) -> bool:
        """Tell whether words of a span were read from a picture."""
        return any(self.pages[word.page - 1].ocr for word in self.words_in(span))

    def place(self, span: Span) -> tuple[int | None, tuple[Box, ...]]:
        """Give the page on which a span begins and its boxes there, one a line; (None, ()) without pages."""
        words = self.words_in(span)
        if not words:
            return None, ()
        page = words[0].page
        boxes: list[Box] = []
        for word in words:
            if word.page != page:
                break
            if boxes and _same_line(boxes[-1], word.box):
                boxes[-1] = boxes[-1].union(word.box)
            else:
                boxes.append(word.box)
        return page, tuple(boxes)


def _same_line(line: Box, word: Box) -> bool:
    shared = min(line.bottom, word.bottom) - max(line.top, word.top)
    lower = min(line.bottom - line.top, word.bottom - word.top)
    return shared > 0.4 * lower and word.x0 >= line.x0 - 1
