"""Plain text, typed, copied from a web page or from a PDF → `Document`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from extractor.document import Document, SectionKind, Stream
from extractor.problem import UnreadablePaper
from extractor.readers.assembly import Assembly, CellText, Source
from extractor.readers.citations import raise_citations
from extractor.readers.front_matter import Line, ends_in_prose, read_front_matter, read_names
from extractor.readers.text_lines import Paragraph, ends_sentence, is_caption, join_lines
from extractor.readers.text_tables import find_tables

_MOST_HEADING = 120  # characters; titles of case reports are longer than other headings
_MOST_FRONT = 20  # paragraphs among which a title is looked for
_DUMP = 12  # short lines on end: no headings, but a table whose cells were copied one a line
_MARKDOWN = re.compile(r"(#{1,6})\s+(.*)")
_NUMBERED = re.compile(r"((?:\d{1,2}\.)*\d{1,2})\.?\s+[A-Z]")
_SALUTATION = re.compile(r"(?:dear (?:sir|editor|madam)|sir|(?:to|letter to) the editor)s?\b.{0,30}", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]{2}")
_LIST_ENTRY = re.compile(r"(?:[•●○▪◦‣*–-]\s|\(?\d{1,3}[.)]\s|\[\d{1,3}\])")
_MEANING = re.compile(r"\s*[^,:=\s]{1,20}(?: [^,:=\s]{1,20}){0,2}\s?[,:=]")  # an abbreviation before what it means
_NO_HEADING = re.compile(
    r"\b(?:doi|e-?mail|received|accepted|published|correspondence|edited by|editor|department of|university)\b"
    r"|\b(?:figure|table)\b|@|https?:",
    re.IGNORECASE,
)


def read_text(text: str, shown: str, data: bytes) -> Document:
    """Read a text whose characters are clean; `data` are the bytes of the file, for its identity."""
    assembly = Assembly()
    lines = raise_citations(text.split("\n"))
    front: list[Line] = []
    start = 0
    for table in find_tables(lines):
        paragraphs = join_lines(lines[start : table.start])
        caption = paragraphs[-1].text if paragraphs and is_caption(paragraphs[-1].text) else ""
        _add_paragraphs(paragraphs[:-1] if caption else paragraphs, assembly, front)
        heads = [[CellText(cell, header=True) for cell in row] for row in table.rows[:1]]
        assembly.add_table(heads + [[CellText(cell) for cell in row] for row in table.rows[1:]], caption)
        start = table.end
    paragraphs = join_lines(lines[start:])
    if start > 0 and paragraphs and _is_legend(paragraphs[0].text):
        assembly.add(paragraphs[0].text, Stream.SMALL_PRINT, SectionKind.TABLE)
        paragraphs = paragraphs[1:]
    _add_paragraphs(paragraphs, assembly, front)
    if assembly.empty:
        raise UnreadablePaper("no_text", "the text holds no paragraph of a paper; copy it again.")
    identity = hashlib.sha256(data).hexdigest()
    return assembly.finish(Source(identity, shown, "text"), read_front_matter(front))


def _is_legend(text: str) -> bool:
    """Tell what the abbreviations in a table mean, "Y, yes; N, no; ND, not done.", from a sentence."""
    parts = text.rstrip(".").split(";")
    return len(parts) > 2 and all(len(part) < 120 and _MEANING.match(part) is not None for part in parts)


def _add_paragraphs(paragraphs: Sequence[Paragraph], assembly: Assembly, front: list[Line]) -> None:
    dump = _find_dumps(paragraphs)
    for number, paragraph in enumerate(paragraphs):
        following = paragraphs[number + 1].text if number + 1 < len(paragraphs) else ""
        text = paragraph.text
        level = None
        if paragraph.furniture:
            assembly.add(text, Stream.HEAD, SectionKind.FURNITURE)
        elif is_caption(text):
            stream = Stream.CAPTION if len(text.split()) > 2 else Stream.HEAD
            assembly.add(text, stream, SectionKind.CAPTION if stream is Stream.CAPTION else SectionKind.FURNITURE)
        elif number in dump:
            assembly.add(text, Stream.TABLE)
        elif (level := _heading_level(paragraph, following, front[:_MOST_FRONT])) is not None:
            marked = _MARKDOWN.match(text)
            text = marked.group(2) if marked is not None else text
            assembly.add(text, Stream.HEADING, None, level)
        else:
            assembly.add(text)
        front.append(Line(text, level is not None, paragraph.furniture))


def _heading_level(paragraph: Paragraph, following: str, before: Sequence[Line]) -> int | None:
    """Give the depth of a heading: a short line of its own that is no sentence and has words after it."""
    text = paragraph.text
    marked = _MARKDOWN.match(text)
    if marked is not None:
        return len(marked.group(1))
    place = sum(not line.furniture for line in before)
    first = place < 3 and not any(ends_in_prose(line.text) for line in before)
    most = 250 if first else _MOST_HEADING
    if _SALUTATION.fullmatch(text) is not None:
        return 1
    if (
        len(text) > most
        or len(text.split()) > (35 if first else 14)
        or not following
        or _NO_HEADING.search(text) is not None
    ):
        return None
    if (0 < place < 10 and read_names(text)) or _LETTERS.search(text) is None:
        return None
    numbered = _NUMBERED.match(text)
    if numbered is not None and not ends_sentence(text):
        return 1 + numbered.group(1).count(".")
    if (not text[0].isupper() and not (text[0].isdigit() or text[0] in '“"‘')) or _LIST_ENTRY.match(text) is not None:
        return None
    if ends_sentence(text) and not text.endswith((":", "?")):
        return None
    return 1


def _find_dumps(paragraphs: Sequence[Paragraph]) -> frozenset[int]:
    """Give the numbers of the paragraphs in long runs of short ones: cells of a table, not headings."""
    found: set[int] = set()
    run: list[int] = []
    for number, paragraph in enumerate([*paragraphs, Paragraph("x" * 100)]):
        if len(paragraph.text) < 60 and not ends_sentence(paragraph.text) and not paragraph.furniture:
            run.append(number)
        elif not paragraph.furniture:
            if len(run) >= _DUMP:
                found.update(run)
            run = []
    return frozenset(found)
