"""Choose the engine that reads a PDF, and say so where none can.

bytes → Reading
"""

from __future__ import annotations

from dataclasses import dataclass

from extractor.problem import UnreadablePaper
from extractor.readers.pdf_content import ContentSource
from extractor.readers.pdf_glyphs import GlyphPage, GlyphSource
from extractor.readers.pdf_pdfium import PdfiumSource
from extractor.readers.pdf_pdfminer import PDFMINER_FAILURES, PdfminerSource

FEW_LETTERS = 50  # a page with fewer is blank, a picture, or was not understood
_FEW_ON_A_PAGE = 20
_MOST_FOR_TWIN = 5_000_000  # bytes of content; pdfminer's interpreter needs about a second for each million
_FEWER = 0.9  # of another engine's letters: something was lost
_FAILURES = (*PDFMINER_FAILURES, RuntimeError, MemoryError)  # PDFium's own errors are RuntimeErrors


@dataclass(frozen=True, slots=True)
class Reading:
    """What one engine made of a file; `error` where it gave up, with the pages that came before."""

    engine: str
    pages: list[GlyphPage]
    letters: list[int]  # of each page, with digits
    info_title: str | None
    error: Exception | None

    @property
    def cut(self) -> bool:
        """Whether a page holds more than any real one; another engine would not end with it."""
        return any(page.cut for page in self.pages)

    @property
    def content_bytes(self) -> int:
        """How much was read."""
        return sum(page.content_bytes for page in self.pages)


def read_glyphs(data: bytes) -> Reading:
    """Read with the first engine, and with the others where it fails or finds less than a count by the last."""
    best = _try_engine(ContentSource, data)
    expected = [] if best.cut else _count_letters(data)
    if not _is_enough(best, expected) and best.content_bytes < _MOST_FOR_TWIN:
        best = _choose(best, _try_engine(PdfminerSource, data))
    if not _is_enough(best, expected):
        best = _choose(best, _try_engine(PdfiumSource, data))
    if sum(best.letters) > 0 or (best.pages and best.error is None):
        return best
    if isinstance(best.error, UnreadablePaper):
        raise best.error
    if b"%PDF-" not in data[:2048]:
        raise UnreadablePaper("not_a_paper", "not a PDF, whatever its name says; fetch it again.")
    raise UnreadablePaper("damaged", "the PDF is cut or damaged; fetch it again, or print it to a new PDF.")


def _is_enough(found: Reading, expected: list[int]) -> bool:
    """Tell whether all pages were read, and neither they nor the whole lack a good part of the letters counted."""
    if found.error is not None or len(found.letters) < len(expected):
        return False
    pages = zip(found.letters, expected, strict=False)
    lost = any(letters < _FEWER * count - _FEW_ON_A_PAGE for letters, count in pages)
    return not lost and sum(found.letters) >= _FEWER * sum(expected)


def _choose(one: Reading, other: Reading) -> Reading:
    """Give the first reading, unless the other found clearly more, or about as much without an error."""
    if isinstance(other.error, UnreadablePaper) and not one.pages:
        return other
    letters, others = sum(one.letters), sum(other.letters)
    whole = one.error is not None and other.error is None
    return other if others > letters / _FEWER or (whole and others >= _FEWER * letters) else one


def _try_engine(engine: type[GlyphSource], data: bytes) -> Reading:
    pages: list[GlyphPage] = []
    title: str | None = None
    failure: Exception | None = None
    try:
        source = engine(data)
        pages.extend(source.read_pages())
        title = source.read_info_title()
    except UnreadablePaper as error:
        failure = error
    except _FAILURES as error:
        failure = error
    letters = [sum(map(str.isalnum, "".join([glyph.text for glyph in page.glyphs]))) for page in pages]
    return Reading(engine.name, pages, letters, title, failure)


def _count_letters(data: bytes) -> list[int]:
    try:
        return PdfiumSource(data).count_letters()
    except (*_FAILURES, UnreadablePaper):
        return []
