"""What is on the pages of a PDF beside text, and the pictures of pages for OCR.

bytes → PageInk, Picture
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import pypdfium2
import pypdfium2.raw as pdfium

from extractor.readers.ocr import Picture
from extractor.readers.pdf_pdfium import open_pdfium

_MOST_OBJECTS = 20_000  # of a page that are counted
_DEEPEST_FORM = 3
_SCAN_SHARE = 0.2  # a page without text on which pictures cover more is a scan
_MOST_PIXELS = 20_000_000  # of a page: A3 at 300 dots an inch has 17 million
_GLANCE_PIXELS = 60_000


class PageKind(StrEnum):
    """What a page without text is."""

    SCAN = "scan"
    DRAWING = "drawing"  # a figure, or words that were turned into outlines
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class PageInk:
    """What a page holds: the share of it that pictures cover, lines and shapes, and whether any ink can be seen."""

    image_share: float
    paths: int
    visible: bool

    @property
    def kind(self) -> PageKind:
        """What it is if it holds no text."""
        if not self.visible or (self.paths == 0 and self.image_share == 0):
            return PageKind.BLANK
        return PageKind.SCAN if self.image_share > _SCAN_SHARE or self.paths == 0 else PageKind.DRAWING


def survey_pages(data: bytes, password: str) -> list[PageInk]:
    """Tell what is on each page; PdfiumError, a RuntimeError, where the file cannot be opened."""
    document = open_pdfium(data, password)
    return [_survey_page(document, index) for index in range(len(document))]


def _survey_page(document: pypdfium2.PdfDocument, index: int) -> PageInk:
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return PageInk(0.0, 0, False)
    width, height = page.get_size()
    covered, paths = 0.0, 0
    kinds = (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_SHADING)
    for count, item in enumerate(page.get_objects(filter=kinds, max_depth=_DEEPEST_FORM)):
        if count == _MOST_OBJECTS:
            break
        if item.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = item.get_bounds()
            covered += max(0.0, right - left) * max(0.0, top - bottom)
        else:
            paths += 1
    share = min(1.0, covered / max(1.0, width * height))
    visible = share > 0 or paths > 0
    if visible:
        seen = _render(page, _GLANCE_PIXELS, 1.0)
        visible = seen.data.count(seen.data[:1]) < len(seen.data)
    page.close()
    return PageInk(share, paths, visible)


def picture_pages(data: bytes, password: str, numbers: list[int], dpi: int) -> Iterator[tuple[int, Picture]]:
    """Give the pictures of pages by number, one after the other; a page that cannot be drawn is left out."""
    document = open_pdfium(data, password)
    for number in numbers:
        try:
            page = document[number - 1]
            picture = _render(page, _MOST_PIXELS, dpi / 72)
            page.close()
        except pypdfium2.PdfiumError:
            continue
        yield number, picture


def _render(page: pypdfium2.PdfPage, most_pixels: int, most_scale: float) -> Picture:
    width, height = page.get_size()
    scale = min(most_scale, math.sqrt(most_pixels / max(1.0, width * height)))
    bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
    held = bytes(bitmap.buffer)
    rows = (held[start : start + bitmap.width] for start in range(0, bitmap.stride * bitmap.height, bitmap.stride))
    picture = Picture(bitmap.width, bitmap.height, b"".join(rows))
    bitmap.close()
    return picture
