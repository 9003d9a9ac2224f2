"""Read a PDF: glyphs of the first engine that can, lines, streams, paragraphs.

bytes → Document
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.characters import read_look_alikes
from extractor.document import Document, Page, Span, Stream
from extractor.problem import Problem, Severity
from extractor.readers.hyphens import HyphenJoiner
from extractor.readers.options import PLAIN, ReaderOptions
from extractor.readers.pdf_characters import UNMAPPED
from extractor.readers.pdf_engines import Reading, read_glyphs
from extractor.readers.pdf_front import find_title, mark_front, order_front
from extractor.readers.pdf_furniture import find_furniture
from extractor.readers.pdf_glyphs import MAX_GLYPHS_A_PAGE
from extractor.readers.pdf_layout import Measure, mark_floats, measure_body
from extractor.readers.pdf_lines import Line, build_lines
from extractor.readers.pdf_metadata import read_metadata
from extractor.readers.pdf_order import order_lines
from extractor.readers.pdf_paragraphs import build_paragraphs
from extractor.readers.pdf_scans import explain_no_text, find_scan_problems, read_scans
from extractor.readers.pdf_tables import find_tables
from extractor.readers.pdf_text import TextWriter


@dataclass(frozen=True, slots=True)
class Layout:
    """The lines of a paper in reading order, what each is, and which of them are the title."""

    lines: list[Line]
    streams: list[Stream]
    title: list[Line]


def read_pdf(data: bytes, path: str, options: ReaderOptions = PLAIN) -> Document:
    """Read a PDF; raise UnreadablePaper with what to do where it holds no text that can be had."""
    reading = read_scans(read_glyphs(data, options.passwords.of(path)), data, options)
    lines = [line for page in reading.pages for line in order_lines(build_lines(page), page.width)]
    if not any(char.isalnum() for line in lines for char in line.text):
        raise explain_no_text(reading, data, options.ocr)
    measure = measure_body(lines)
    layout = _lay_out(reading, lines, measure)
    writer = TextWriter(reading.pages, HyphenJoiner(line.text for line in lines))
    title: list[Span] = []
    for paragraph in build_paragraphs(layout.lines, layout.streams, measure, layout.title):
        writer.write_paragraph(paragraph)
        if any(line is first for first in layout.title for line in paragraph.lines):
            title.append(writer.blocks[-1].span)
    text = writer.text
    words = " ".join(text[span.start : span.end] for span in title).rstrip("*†‡§¶#⁰¹²³⁴⁵⁶⁷⁸⁹ ") or None
    last_of_title = layout.title[-1] if layout.title else None
    document = Document(
        id=hashlib.sha256(data).hexdigest(),
        path=path,
        format="pdf",
        text=read_look_alikes(text),
        blocks=tuple(writer.blocks),
        metadata=read_metadata(layout.lines, layout.streams, words, last_of_title),
        pages=tuple(Page(page.number, page.width, page.height, page.ocr) for page in reading.pages),
        words=tuple(writer.words),
        engine=reading.engine,
        problems=tuple(_find_problems(text, reading, lines)),
    )
    return replace(document, tables=find_tables(document))


def _lay_out(reading: Reading, lines: list[Line], measure: Measure) -> Layout:
    """Give the lines in reading order and the stream of each; headings are found among the paragraphs."""
    furniture = find_furniture(reading.pages, lines, measure.size)
    streams = [Stream.HEAD if index in furniture else Stream.BODY for index in range(len(lines))]
    title = find_title(lines, streams, measure.size, reading.info_title)
    order = order_front(lines, title)
    lines = [lines[index] for index in order]
    streams = [streams[index] for index in order]
    title = [place for place, index in enumerate(order) if index in title]
    mark_floats(lines, streams, measure)
    for place in title:
        streams[place] = Stream.BODY
    mark_front(lines, streams, title, reading.pages[0].height)
    return Layout(lines, streams, [lines[place] for place in title])


def _find_problems(text: str, reading: Reading, lines: Sequence[Line]) -> list[Problem]:
    found: list[Problem] = []
    pages = reading.pages
    if reading.error is not None:
        message = f"The file is damaged after page {len(pages)}; what comes later could not be read."
        found.append(Problem("pages_unread", message, Severity.ERROR))
    elif len(pages) < reading.expected:
        message = f"The file tells of {reading.expected} pages, of which {len(pages)} could be read."
        found.append(Problem("pages_unread", message, Severity.ERROR))
    unmapped = text.count(UNMAPPED)
    if unmapped > 0:
        message = f"{unmapped} characters have no meaning in this PDF's fonts and stand as {UNMAPPED}."
        found.append(Problem("unmapped_glyphs", message))
    for page in pages:
        if page.cut:
            message = f"Page {page.number} is longer than any page ({MAX_GLYPHS_A_PAGE} characters); not all was read."
            found.append(Problem("page_cut", message))
    letters = [0] * len(pages)
    for line in lines:
        letters[line.page - 1] += line.letters
    found += find_scan_problems(reading, letters)
    return found
