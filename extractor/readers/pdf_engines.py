"""Choose the engine that reads a PDF, and say so where none can.

bytes → Reading
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.problem import UnreadablePaper
from extractor.readers.pdf_content import ContentSource
from extractor.readers.pdf_glyphs import GlyphPage, GlyphSource
from extractor.readers.pdf_pdfium import PdfiumSource
from extractor.readers.pdf_pdfminer import PDFMINER_FAILURES, PdfminerSource, open_document

FEW_LETTERS = 50  # a page with fewer is blank, a picture, or was not understood
_FEW_ON_A_PAGE = 20
_MOST_FOR_TWIN = 5_000_000  # bytes of content; pdfminer's interpreter needs about a second for each million
_FEWER = 0.9  # of another engine's letters: something was lost
PDF_FAILURES = (*PDFMINER_FAILURES, RuntimeError, MemoryError)  # PDFium's own errors are RuntimeErrors


@dataclass(frozen=True, slots=True)
class Reading:
    """What one engine made of a file; `error` where it gave up, with the pages that came before.

    `scanned` counts the pages that are pictures, `expected` all that the last engine knows of.
    """

    engine: str
    pages: list[GlyphPage]
    letters: list[int]  # of each page, with digits
    info_title: str | None
    error: Exception | None
    password: str = ""
    scanned: int = 0
    expected: int = 0

    @property
    def cut(self) -> bool:
        """Whether a page holds more than any real one; another engine would not end with it."""
        return any(page.cut for page in self.pages)

    @property
    def content_bytes(self) -> int:
        """How much was read."""
        return sum(page.content_bytes for page in self.pages)


def read_glyphs(data: bytes, passwords: Sequence[str] = ()) -> Reading:
    """Read with the first engine, and with the others where it fails or finds less than a count by the last."""
    password = _find_password(data, passwords)
    best = _try_engine(ContentSource, data, password)
    expected = [] if best.cut else _count_all(data, password)
    if not _is_enough(best, expected) and best.content_bytes < _MOST_FOR_TWIN:
        best = _choose(best, _try_engine(PdfminerSource, data, password))
    if not _is_enough(best, expected):
        best = _choose(best, _try_engine(PdfiumSource, data, password))
    if sum(best.letters) > 0 or (best.pages and best.error is None):
        return replace(best, expected=len(expected))
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


def _try_engine(engine: type[GlyphSource], data: bytes, password: str) -> Reading:
    pages: list[GlyphPage] = []
    title: str | None = None
    failure: Exception | None = None
    try:
        source = engine(data, password)
        pages.extend(source.read_pages())
        title = source.read_info_title()
    except UnreadablePaper as error:
        failure = error
    except PDF_FAILURES as error:
        failure = error
    return Reading(engine.name, pages, count_letters(pages), title, failure, password)


def count_letters(pages: Sequence[GlyphPage]) -> list[int]:
    """Give the number of letters and digits on each page."""
    return [sum(map(str.isalnum, "".join([glyph.text for glyph in page.glyphs]))) for page in pages]


def _count_all(data: bytes, password: str) -> list[int]:
    try:
        return PdfiumSource(data, password).count_letters()
    except (*PDF_FAILURES, UnreadablePaper):
        return []


def _find_password(data: bytes, passwords: Sequence[str]) -> str:
    """Give the first password that opens the file; none if it is open, or if none of them does."""
    if b"/Encrypt" not in data:
        return ""
    for password in ("", *passwords):
        try:
            open_document(data, password)
        except UnreadablePaper:
            continue
        except PDF_FAILURES:
            return ""
        return password
    return ""
