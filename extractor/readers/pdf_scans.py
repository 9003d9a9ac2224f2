"""Read the pages of a PDF that are pictures with an OCR engine, and say of a PDF without text why it has none.

Reading → Reading
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.problem import Problem, Severity, UnreadablePaper
from extractor.readers.ocr import ADVICE, OcrEngine, OcrFailure, OcrLine, Picture
from extractor.readers.options import ReaderOptions
from extractor.readers.pdf_characters import UNMAPPED, clean_glyph
from extractor.readers.pdf_engines import FEW_LETTERS, PDF_FAILURES, Reading, count_letters
from extractor.readers.pdf_glyphs import Face, Glyph, GlyphPage
from extractor.readers.pdf_order import order_columns
from extractor.readers.pdf_pictures import PageInk, PageKind, picture_pages, survey_pages

MOST_SCANS = 50  # pages of a paper that are read by OCR
PICTURE_SHARE = 0.6  # a picture that covers more of a page than this is the page
_FACE = Face("", False, -0.21)
_ONE_SIZE = 0.18  # sizes of type that an engine measures vary by as much
_LEVEL_EM = 0.5  # a line that falls by more than this is set level, or its end would be another line


def read_scans(reading: Reading, data: bytes, options: ReaderOptions) -> Reading:
    """Read the pages that are pictures, if there is an engine for it; the other pages stay as they are.

    A page on which it finds but a few letters is a figure, and stays too.
    """
    scanned = _find_scanned(reading, data)
    if options.ocr is None or not scanned:
        for _ in scanned:
            options.scanned()
        return replace(reading, scanned=len(scanned))
    pages = {page.number: page for page in reading.pages}
    for number, picture in picture_pages(data, reading.password, scanned[:MOST_SCANS], options.ocr.dpi):
        options.scanned()
        page = _read_page(pages[number], picture, options.ocr)
        if page is not None:
            pages[number] = page
    found = [pages[page.number] for page in reading.pages]
    count = sum(page.ocr for page in found)
    engines = [] if count == len(found) else [reading.engine]
    engines += [options.ocr.name] if count > 0 else []
    engine = " + ".join(engines)
    return replace(reading, engine=engine, pages=found, letters=count_letters(found), scanned=len(scanned))


def _find_scanned(reading: Reading, data: bytes) -> list[int]:
    """Give the pages that are pictures; where no page has text, those too that are drawings or hold a picture."""
    if sum(reading.letters) > 0:
        pages = zip(reading.pages, reading.letters, strict=True)
        return [page.number for page, count in pages if page.image_share > PICTURE_SHARE and count < FEW_LETTERS]
    if reading.cut:  # made to be read without end
        return []
    inks = _survey(data, reading.password)
    kinds = dict(enumerate((ink.kind for ink in inks), 1))
    return [page.number for page in reading.pages if kinds.get(page.number, PageKind.BLANK) is not PageKind.BLANK]


def _survey(data: bytes, password: str) -> list[PageInk]:
    try:
        return survey_pages(data, password)
    except (*PDF_FAILURES, UnreadablePaper):
        return []


def _read_page(page: GlyphPage, picture: Picture, engine: OcrEngine) -> GlyphPage | None:
    try:
        lines = engine.read(picture)
    except OcrFailure:
        return None
    if sum(char.isalnum() for line in lines for word in line.words for char in word.text) < FEW_LETTERS:
        return None
    if not engine.ordered:
        lines = order_columns(lines, picture.width)
    glyphs = list(_place_lines(lines, page.width / picture.width, page.height / picture.height))
    return replace(page, glyphs=glyphs, has_blanks=True, ocr=True)


def _place_lines(lines: Sequence[OcrLine], wide: float, high: float) -> Iterator[Glyph]:
    """Set the words as glyphs of a page; `wide` and `high` are points a pixel."""
    sizes = [line.size for line in lines for word in line.words for _ in word.text]
    body = statistics.median_low(sizes) if sizes else 1.0
    for line in lines:
        size = (body if abs(line.size - body) < _ONE_SIZE * body else line.size) * high
        fall = line.slope * (line.x1 - line.x0) * high
        level = abs(fall) > _LEVEL_EM * size
        last: Glyph | None = None
        for word in line.words:
            across = (line.x1 - line.x0) / 2 if level else word.x0 - line.x0
            base = (line.base + line.slope * across) * high
            text = clean_glyph(word.text, "")
            step = (word.x1 - word.x0) * wide / max(1, len(text))
            if last is not None:
                yield last._replace(text=" ", x0=last.x1, x1=word.x0 * wide)
            for place, char in enumerate(text):
                x0 = word.x0 * wide + place * step
                last = Glyph(char, x0, x0 + step, base, size, _FACE, 0)
                yield last


def explain_no_text(reading: Reading, data: bytes, ocr: OcrEngine | None) -> UnreadablePaper:
    """Say what a PDF without a letter holds instead, and what to do."""
    if any(glyph.text == UNMAPPED for page in reading.pages for glyph in page.glyphs):
        return UnreadablePaper(
            "garbled",
            "its letters have no meaning in the file's fonts; get another copy, or print it to a new PDF and run OCR "
            "on that.",
        )
    if any(page.cut for page in reading.pages):
        return UnreadablePaper("damaged", "the PDF holds a page without end; print it to a new PDF.")
    inks = _survey(data, reading.password)
    kinds = Counter(ink.kind for ink in inks)
    todo = f"OCR found no words; check that it is the right file ({ocr.name})" if ocr is not None else ADVICE
    if kinds[PageKind.SCAN] > 0 or (not inks and any(page.image_share > PICTURE_SHARE for page in reading.pages)):
        reason = f"{_count(kinds[PageKind.SCAN] or len(reading.pages), 'is a picture', 'are pictures')} without text"
        return UnreadablePaper("no_text", f"{reason} (a scan); {todo}.")
    if kinds[PageKind.DRAWING] > 0:
        paths = sum(ink.paths for ink in inks)
        what = f"{paths} lines and shapes: figures, or words turned into outlines" if paths > 1 else "one shape"
        reason = f"{_count(kinds[PageKind.DRAWING], 'is a drawing', 'are drawings')} without text"
        return UnreadablePaper("no_text", f"{reason} ({what}); {todo}.")
    reason = f"{_count(len(reading.pages), 'is', 'are')} blank"
    return UnreadablePaper("no_text", f"{reason}; check that it is the right file.")


def _count(number: int, one: str, many: str) -> str:
    return f"its page {one}" if number == 1 else f"{number} pages {many}"


def find_scan_problems(reading: Reading, letters: Sequence[int]) -> Iterator[Problem]:
    """Tell of pages that are pictures; `letters` are those of each page."""
    read = [page.number for page in reading.pages if page.ocr]
    if read:
        engine = reading.engine.rsplit(" + ", 1)[-1]
        pages = f"Page {read[0]} was" if len(read) == 1 else f"{len(read)} pages (first: page {read[0]}) were"
        yield Problem("ocr", f"{pages} read from pictures by {engine}; compare numbers with the page.")
    if reading.scanned > MOST_SCANS:
        message = f"{reading.scanned - MOST_SCANS} pages are pictures beyond the first {MOST_SCANS}, and were not read."
        yield Problem("pages_unread", message, Severity.ERROR)
    pictures = [page.number for page in reading.pages if page.image_share > PICTURE_SHARE and not page.ocr]
    mute = [number for number in pictures if letters[number - 1] < FEW_LETTERS]
    if mute:
        yield Problem("scanned_pages", f"{len(mute)} pages are pictures without text (first: page {mute[0]}).")
    elif pictures:
        message = (
            f"{len(pictures)} pages are pictures with a text layer, probably from OCR (first: page {pictures[0]})."
        )
        yield Problem("ocr_layer", message, Severity.NOTE)
