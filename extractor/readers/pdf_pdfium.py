"""The second engine: glyphs from pypdfium2, which reads damaged files that the first one does not.

bytes → GlyphPage
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from extractor.problem import UnreadablePaper
from extractor.readers.pdf_characters import clean_glyph
from extractor.readers.pdf_glyphs import (
    LOCKED,
    MAX_GLYPHS_A_PAGE,
    Face,
    Glyph,
    GlyphPage,
    Matrix,
    is_near,
    show_page,
    turn_upright,
)

_DESCENT = -0.21
_BOLD_WEIGHT = 600
_BLANK_EM = 0.05  # between the ink; PDFium sees blanks in narrower gaps ("lef t")
_HYPHENS = {0x02: "-", 0xFFFE: "-"}  # how PDFium writes a hyphen at the end of a line


class PdfiumSource:
    """Glyphs from PDFium."""

    name = "pypdfium2"

    def __init__(self, data: bytes, password: str = "") -> None:
        self._document = open_pdfium(data, password)

    def read_pages(self) -> Iterator[GlyphPage]:
        """Yield the pages in order."""
        for number, page in self._load_pages():
            yield _read_page(page, number) if page is not None else GlyphPage(number, 612.0, 792.0, [])

    def read_info_title(self) -> str | None:
        """Give the title of the file's Info dictionary."""
        return self._document.get_metadata_dict().get("Title") or None

    def count_letters(self) -> list[int]:
        """Give the number of letters and digits on each page, at a fraction of what reading them costs."""
        found = []
        for _, page in self._load_pages():
            text = ""
            if page is not None:
                text_page = page.get_textpage()
                text = text_page.get_text_range()
                text_page.close()
            found.append(sum(map(str.isalnum, text)))
        return found

    def _load_pages(self) -> Iterator[tuple[int, Any]]:
        """Yield number and page; None for one that is damaged."""
        for index in range(len(self._document)):
            try:
                page = self._document[index]
            except pypdfium2.PdfiumError:
                page = None
            yield index + 1, page
            if page is not None:
                page.close()


def open_pdfium(data: bytes, password: str = "") -> Any:
    """Open a PDF; raise UnreadablePaper where it needs another password."""
    try:
        return pypdfium2.PdfDocument(data, password=password or None)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise UnreadablePaper("locked", LOCKED) from error
        raise


def _read_page(page: Any, number: int) -> GlyphPage:
    width, height, matrix = show_page(page.get_mediabox(), page.get_cropbox(), page.get_rotation())
    picture = 0.0
    for item in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=3):
        left, bottom, right, top = item.get_bounds()
        picture = max(picture, (right - left) * (top - bottom))
    text_page = page.get_textpage()
    glyphs = list(_read_glyphs(text_page.raw, matrix, width, height))
    text_page.close()
    cut = len(glyphs) > MAX_GLYPHS_A_PAGE
    return GlyphPage(
        number, width, height, glyphs[:MAX_GLYPHS_A_PAGE], picture / (width * height), cut=cut, has_blanks=True
    )


def _read_glyphs(text_page: Any, matrix: Matrix, width: float, height: float) -> Iterator[Glyph]:
    faces: dict[int, Face] = {}
    last: Glyph | None = None
    blank = False
    x, y = ctypes.c_double(), ctypes.c_double()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    loose = pdfium.FS_RECTF()
    glyph_matrix = pdfium.FS_MATRIX()
    for index in range(min(pdfium.FPDFText_CountChars(text_page), MAX_GLYPHS_A_PAGE + 1)):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        if code in (0, 10, 13):
            continue
        text = _HYPHENS.get(code) or clean_glyph(chr(code) if code < 0x110000 else "\ufffd", "")
        if text.isspace():
            blank = True
            continue
        if not pdfium.FPDFText_GetCharOrigin(text_page, index, x, y):
            continue
        pdfium.FPDFText_GetLooseCharBox(text_page, index, loose)
        if not pdfium.FPDFText_GetCharBox(text_page, index, left, right, bottom, top):
            continue
        pdfium.FPDFText_GetMatrix(text_page, index, glyph_matrix)
        weight = pdfium.FPDFText_GetFontWeight(text_page, index)
        face = faces.setdefault(weight, Face("", weight >= _BOLD_WEIGHT, _DESCENT))
        points = ((left.value, loose.bottom), (right.value, loose.top), (x.value, y.value))
        if abs(glyph_matrix.a) < abs(glyph_matrix.b):  # text that runs up or down the page
            points = ((loose.left, bottom.value), (loose.right, top.value), (x.value, y.value))
        glyph = _place(text, points, glyph_matrix, (matrix, width, height, face))
        if not is_near(glyph):
            continue
        if last is not None and blank and glyph.x0 - last.x1 > _BLANK_EM * glyph.size:
            yield last._replace(text=" ", x0=last.x1)
        elif last is not None and glyph.x1 == last.x1 and glyph.base == last.base:
            glyph = glyph._replace(x0=last.x1)  # "f" and "t" of one ligature share its box
        last, blank = glyph, False
        yield glyph


def _place(
    text: str, points: tuple[tuple[float, float], ...], glyph: Any, frame: tuple[Matrix, float, float, Face]
) -> Glyph:
    """Place a glyph by two corners of its box and its origin."""
    (a, b, c, d, e, f), width, height, face = frame
    corners = [(a * px + c * py + e, b * px + d * py + f) for px, py in points]
    direction = (a * glyph.a + c * glyph.b, b * glyph.a + d * glyph.b)
    slope = (a * glyph.c + c * glyph.d, b * glyph.c + d * glyph.d)
    turned = [turn_upright((*direction, *slope, *corner), width, height) for corner in corners]
    turn = turned[0][0]
    (x0, y0), (x1, y1), (_, base) = (each[1][4:] for each in turned)
    size = abs(y1 - y0) * 0.88  # a loose box is ascent and descent, a little more than one em
    if not math.isfinite(size) or size <= 0:
        size = 1.0
    return Glyph(text, min(x0, x1), max(x0, x1), base, size, face, turn)
