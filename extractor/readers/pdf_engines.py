"""Choose the engine that reads a PDF, and say so where none can.

bytes → Reading
"""

from __future__ import annotations

from dataclasses import dataclass

from extractor.problem import UnreadablePaper
from extractor.readers.pdf_glyphs import GlyphPage, GlyphSource
from extractor.readers.pdf_pdfium import PdfiumSource
from extractor.readers.pdf_pdfminer import PDFMINER_FAILURES, PdfminerSource

FEW_LETTERS = 50  # a page with fewer is blank, a picture, or was not understood
_FAILURES = (*PDFMINER_FAILURES, RuntimeError, MemoryError)  # PDFium's own errors are RuntimeErrors


@dataclass(frozen=True, slots=True)
class Reading:
    """What one engine made of a file; `error` where it gave up, with the pages that came before."""

    engine: str
    pages: list[GlyphPage]
    letters: int
    info_title: str | None
    error: Exception | None


def read_glyphs(data: bytes) -> Reading:
    """Read with the first engine, and with the second where the first one fails or finds next to nothing."""
    first = _try_engine(PdfminerSource(), data)
    enough = first.error is None and first.letters >= FEW_LETTERS * max(1, len(first.pages))
    if enough and len(first.pages) >= _count_pages(data):
        return first
    second = _try_engine(PdfiumSource(), data)
    best = second if second.letters > 1.1 * first.letters else first
    if best.letters > 0 or (best.pages and best.error is None):
        return best
    if any(isinstance(each.error, UnreadablePaper) for each in (first, second)):
        raise next(each.error for each in (second, first) if isinstance(each.error, UnreadablePaper))
    if second.error is None and second.pages:
        return second
    if b"%PDF-" not in data[:2048]:
        raise UnreadablePaper("not_a_paper", "not a PDF, whatever its name says; fetch it again.")
    raise UnreadablePaper("damaged", "the PDF is cut or damaged; fetch it again, or print it to a new PDF.")


def _try_engine(source: GlyphSource, data: bytes) -> Reading:
    pages: list[GlyphPage] = []
    title: str | None = None
    failure: Exception | None = None
    try:
        pages.extend(source.read_pages(data))
        title = source.read_info_title(data)
    except UnreadablePaper as error:
        failure = error
    except _FAILURES as error:
        failure = error
    letters = sum(glyph.text.isalnum() for page in pages for glyph in page.glyphs)
    return Reading(source.name, pages, letters, title, failure)


def _count_pages(data: bytes) -> int:
    try:
        return PdfiumSource().count_pages(data)
    except (*_FAILURES, UnreadablePaper):
        return 0
