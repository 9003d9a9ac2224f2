"""Join lines to paragraphs and find the headings among them.

Lines with streams → Paragraphs, in the order of the document's text
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from extractor.document import Stream
from extractor.readers.pdf_front import kind_of_heading
from extractor.readers.pdf_headings import MAX_HEADING_WORDS, goes_on, is_heading, is_terminal, split_run_in
from extractor.readers.pdf_layout import Measure, is_caption
from extractor.readers.pdf_lines import Line

_LIST_ITEM = re.compile(r"^(?:[•▪●■–]|\(?(?:\d{1,2}|[a-h]|[ivx]{1,4})[.)]|\[\d{1,3}\])\s*")
_REFERENCE_NUMBER = re.compile(r"\[?(\d{1,3})[\].]\s?\S")
_ALWAYS_READ = ("abstract", "introduction", "methods", "case", "discussion", "conclusion")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that make one block of the document; `level` for headings."""

    stream: Stream
    lines: tuple[Line, ...]
    level: int | None = None


def build_paragraphs(
    lines: Sequence[Line], streams: Sequence[Stream], measure: Measure, title: Sequence[Line] = ()
) -> list[Paragraph]:
    """Give the paragraphs: body and headings first, then captions and tables, small print, furniture."""
    body = _build_body(lines, streams, measure)
    floats: list[Paragraph] = []
    small: list[Paragraph] = []
    heads: list[Paragraph] = []
    for stream, group in groupby(zip(streams, lines, strict=True), key=lambda pair: pair[0]):
        run = [line for _, line in group]
        if stream is Stream.CAPTION:
            floats += [Paragraph(stream, part) for part in _split_captions(run)]
        elif stream is Stream.TABLE:
            floats += [Paragraph(stream, part) for part in _split_pages(run)]
        elif stream is Stream.SMALL_PRINT:
            small += [Paragraph(stream, part) for part in _split_small_print(run, measure)]
        elif stream is Stream.HEAD:
            heads += [Paragraph(stream, (line,)) for line in run]
    owners = _find_headings_of_small_print(lines, streams, body, title)
    flow = [paragraph for paragraph in body if id(paragraph) not in owners]
    return flow + floats + _place_headings(small, owners) + heads


def _split_pages(run: list[Line]) -> list[tuple[Line, ...]]:
    return [tuple(part) for _, part in groupby(run, key=lambda line: (line.page, line.turn))]


def _split_captions(run: list[Line]) -> list[tuple[Line, ...]]:
    parts: list[list[Line]] = []
    for line in run:
        if not parts or is_caption(line.text) or parts[-1][-1].page != line.page:
            parts.append([])
        parts[-1].append(line)
    return [tuple(part) for part in parts]


def _build_body(lines: Sequence[Line], streams: Sequence[Stream], measure: Measure) -> list[Paragraph]:
    body = [line for line, stream in zip(lines, streams, strict=True) if stream is Stream.BODY]
    builder = _BodyBuilder(measure)
    for index, line in enumerate(body):
        before = body[index - 1] if index > 0 else None
        after = body[index + 1] if index + 1 < len(body) else None
        builder.add(line, before, after)
    return _set_levels(builder.finish())


class _BodyBuilder:
    """Takes the lines of the body one by one and keeps the paragraph that is open."""

    def __init__(self, measure: Measure) -> None:
        self._measure = measure
        self._found: list[Paragraph] = []
        self._open: list[Line] = []
        self._heading = False  # whether the open paragraph is one

    def add(self, line: Line, before: Line | None, after: Line | None) -> None:
        """Add a line, with its neighbours in the body."""
        if self._continues_heading(line, before):
            self._open.append(line)
            return
        if is_heading(line, None if self._heading else before, after, self._measure):
            if not self._heading or before is None or not goes_on(before, line):
                self._close()
            self._heading = True
            self._open.append(line)
            return
        if self._heading or _starts_paragraph(self._open, line, after, self._measure):
            line = self._take_run_in(line, before)
        self._open.append(line)

    def _continues_heading(self, line: Line, before: Line | None) -> bool:
        if not self._heading or before is None or before.face != line.face or not goes_on(before, line):
            return False
        return line.bold or abs(line.size - self._measure.size) > 0.4

    def finish(self) -> list[Paragraph]:
        """Give the paragraphs."""
        self._close()
        return self._found

    def _take_run_in(self, line: Line, before: Line | None) -> Line:
        """Close what is open before a new paragraph, and part its run-in head off."""
        title, rest = split_run_in(line)
        may_follow = before is None or is_terminal(before.text) or self._heading
        if title is not None and self._heading and before is not None and before.bold and goes_on(before, title):
            self._open.append(title)  # the last line of a head of several lines
            self._close()
        else:
            self._close()
            if title is not None and may_follow:
                self._found.append(Paragraph(Stream.HEADING, (title,)))
            else:
                rest = line
        self._heading = False
        return rest

    def _close(self) -> None:
        if self._open:
            self._found.append(_close(self._open, self._heading))
        self._open = []


def _close(lines: list[Line], heading: bool) -> Paragraph:
    if sum(line.text.count(" ") + 1 for line in lines) > 3 * MAX_HEADING_WORDS:
        heading = False  # a paragraph set in bold
    return Paragraph(Stream.HEADING if heading else Stream.BODY, tuple(lines))


def _split_small_print(run: list[Line], measure: Measure) -> list[tuple[Line, ...]]:
    """Part a list of references at its numbers, all else like body."""
    numbers = [int(match[1]) if (match := _REFERENCE_NUMBER.match(line.text)) is not None else None for line in run]
    parts: list[list[Line]] = []
    loose: list[Line] = []
    expected: int | None = None
    known = set(numbers)
    for line, number in zip(run, numbers, strict=True):
        if number is not None and (number == expected or (expected is None and number + 1 in known)):
            parts += _split_flow(loose, measure)
            loose = []
            parts.append([line])
            expected = number + 1
        elif expected is not None and parts and abs(line.size - parts[-1][-1].size) < 0.4:
            parts[-1].append(line)
        else:
            expected = None
            loose.append(line)
    parts += _split_flow(loose, measure)
    return [tuple(part) for part in parts]


def _split_flow(run: list[Line], measure: Measure) -> list[list[Line]]:
    parts: list[list[Line]] = []
    for index, line in enumerate(run):
        after = run[index + 1] if index + 1 < len(run) else None
        if not parts or _starts_paragraph(parts[-1], line, after, measure):
            parts.append([])
        parts[-1].append(line)
    return parts


def _starts_paragraph(paragraph: Sequence[Line], line: Line, after: Line | None, measure: Measure) -> bool:
    """Tell whether a line begins a new paragraph after those of `paragraph`."""
    if not paragraph:
        return True
    last = paragraph[-1]
    ended = is_terminal(last.text)
    if line.turn != last.turn or abs(line.size - last.size) > 1.5:
        return True
    step = line.base - last.base
    em = max(line.size, last.size)
    if line.page == last.page and abs(step) < 0.5 * em and line.x0 > last.x0:
        return False  # further on the same line
    if _LIST_ITEM.match(line.text) is not None and (ended or _LIST_ITEM.match(paragraph[0].text) is not None):
        return True
    if line.page == last.page and 0 < step < 2.2 * max(em, measure.leading * em / measure.size):
        left = min(each.x0 for each in paragraph[-3:] if each.page == line.page)
        right = max(each.x1 for each in (*paragraph[-3:], line))
        if step > 1.35 * max(1.12 * em, measure.leading * em / measure.size) and (ended or line.text[:1].isupper()):
            return True
        if not ended:
            return False
        indented = 0.7 * em < line.x0 - left < 6 * em
        return indented or last.x1 < right - 0.12 * (right - left) - em
    if not ended:
        return False
    indent = (
        line.x0 - after.x0
        if after is not None and after.page == line.page and 0 < after.base - line.base < 2 * em
        else 0.0
    )
    return indent > 0.7 * em or last.x1 < max(each.x1 for each in paragraph[-3:]) - 2 * em


def _set_levels(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Give headings their level: by numbering, else by the rank of their type."""
    styles = sorted(
        {_style(each) for each in paragraphs if each.stream is Stream.HEADING},
        reverse=True,
    )
    rank = {style: min(position, 4) for position, style in enumerate(styles, 1)}
    return [
        replace(each, level=_number_depth(each.lines[0].text) or rank[_style(each)])
        if each.stream is Stream.HEADING
        else each
        for each in paragraphs
    ]


def _style(paragraph: Paragraph) -> tuple[float, bool]:
    return round(paragraph.lines[0].size), paragraph.lines[0].bold


def _number_depth(text: str) -> int | None:
    match = re.match(r"\d{1,2}((?:\.\d{1,2})*)\.?\s", text)
    return 1 + match[1].count(".") + 1 if match is not None else None


def _find_headings_of_small_print(
    lines: Sequence[Line], streams: Sequence[Stream], body: list[Paragraph], title: Sequence[Line]
) -> dict[int, tuple[Paragraph, Line]]:
    """Find headings ("References") after which comes small print and no body, and the line that they head."""
    place = {id(line): index for index, line in enumerate(lines)}
    found: dict[int, tuple[Paragraph, Line]] = {}
    for paragraph in body:
        if paragraph.stream is not Stream.HEADING or id(paragraph.lines[-1]) not in place:
            continue
        following = place[id(paragraph.lines[-1])] + 1
        while following < len(lines) and streams[following] is Stream.HEAD:
            following += 1
        first = paragraph.lines[0]
        if any(first is line for line in title) or kind_of_heading(paragraph.lines[-1].text) in _ALWAYS_READ:
            continue
        if following < len(lines) and streams[following] is Stream.SMALL_PRINT:
            found[id(paragraph)] = paragraph, lines[following]
    return found


def _place_headings(small: list[Paragraph], owners: dict[int, tuple[Paragraph, Line]]) -> list[Paragraph]:
    heads = {id(line): paragraph for paragraph, line in owners.values()}
    placed: list[Paragraph] = []
    for paragraph in small:
        heading = heads.pop(id(paragraph.lines[0]), None)
        if heading is not None:
            placed.append(heading)
        placed.append(paragraph)
    return placed + list(heads.values())
