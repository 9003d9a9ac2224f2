"""Tell which lines of a PDF are captions, tables, lettering of figures and small print.

Lines in content order → Streams
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.document import Stream
from extractor.readers.pdf_front import begins_notice, is_known_heading, is_prose, kind_of_heading
from extractor.readers.pdf_lines import Line

_SMALLER_PT = 0.55  # this much below the body is small print
_CAPTION = re.compile(
    r"""
    (?: tables? | fig(?:ure|s|ures)?\b\.? | scheme | box | chart | plate | video | image | photo(?:graph)? )
    \W{0,3}
    (?: s? \d{1,2} [a-z]? | [ivx]{1,4} ) (?![\w%]) (?!\ (?:and|to)\ )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LONE_LABEL = re.compile(r"(?:table|fig(?:ure)?)\.?$", re.IGNORECASE)
_REFERENCE = re.compile(r"^(?:\[\d{1,3}\]|\(?\d{1,3}[.)]?)\s*[A-Z]|.*\b(?:19|20)\d\d\b.*\b\d+(?:\(\d+\))?:\s?[eE]?\d+")


_NOT_READ = ("references", "authors", "furniture", "table", "caption")


@dataclass(frozen=True, slots=True)
class Measure:
    """What is usual in a document: size of the body, its line width and leading, in points."""

    size: float
    width: float
    leading: float
    face: str
    prose_sizes: frozenset[float]  # larger than the body, and yet running text


def is_caption(text: str) -> bool:
    """Tell whether a line's words are those that begin a caption."""
    return _CAPTION.match(text) is not None


def measure_body(lines: Sequence[Line]) -> Measure:
    """Measure the body: the largest size that holds at least half as many letters as the commonest one."""
    letters: Counter[float] = Counter()
    for line in lines:
        letters[round(line.size * 2) / 2] += line.letters
    if not letters:
        return Measure(10.0, 200.0, 12.0, "", frozenset())
    most = max(letters.values())
    coarse = max(size for size, count in letters.items() if 2 * count >= most)
    fine: Counter[float] = Counter()
    widths: Counter[int] = Counter()
    leadings: Counter[float] = Counter()
    faces: Counter[str] = Counter()
    long_lines: Counter[float] = Counter()
    last: Line | None = None
    for line in lines:
        if line.letters > 40 and not line.bold:
            long_lines[round(line.size * 2) / 2] += 1
        if abs(line.size - coarse) <= 0.5:
            fine[round(line.size, 2)] += line.letters
            faces[line.face] += line.letters
            widths[round((line.x1 - line.x0) / 4)] += line.letters
            if last is not None and last.page == line.page and 0 < line.base - last.base < 3 * coarse:
                leadings[round((line.base - last.base) * 2) / 2] += 1
            last = line
    return Measure(
        size=fine.most_common(1)[0][0],
        width=4.0 * widths.most_common(1)[0][0],
        leading=leadings.most_common(1)[0][0] if leadings else 1.2 * coarse,
        face=faces.most_common(1)[0][0],
        prose_sizes=frozenset(size for size, count in long_lines.items() if count >= 5),
    )


def mark_floats(lines: Sequence[Line], streams: list[Stream], measure: Measure) -> None:
    """Mark captions, tables, lettering of figures and small print among what is not furniture."""
    rows = _find_rows(lines)
    _mark_captions(lines, streams, rows, measure)
    _mark_figure_lettering(lines, streams, measure)
    _mark_small_print(lines, streams, rows, measure)


def _find_rows(lines: Sequence[Line]) -> set[int]:
    """Find lines that stand beside others of one row: same baseline, a gap that is no word gap, near in the stream."""
    found: set[int] = set()
    for index in range(1, len(lines)):
        one, other = lines[index - 1], lines[index]
        if one.page == other.page and one.turn == other.turn and abs(one.base - other.base) < 0.3 * other.size:
            apart = other.x0 - one.x1 if other.x0 > one.x0 else one.x0 - other.x1
            if apart > 0 and not (one.letters > 30 and other.letters > 30):
                found.update((index - 1, index))
    return found


def _is_caption_start(lines: Sequence[Line], streams: list[Stream], index: int, measure: Measure) -> bool:
    line = lines[index]
    if _CAPTION.match(line.text) is None and _LONE_LABEL.match(line.text) is None:
        return False
    if line.size < measure.size - _SMALLER_PT or line.pieces[0].bold:
        return True
    before = next((lines[i] for i in range(index - 1, -1, -1) if streams[i] is not Stream.HEAD), None)
    if before is None or before.page != line.page:
        return False
    step = line.base - before.base
    after_gap = step > 1.35 * measure.leading or step < -2 * measure.leading
    return after_gap and _LONE_LABEL.match(line.text) is None


def _mark_captions(lines: Sequence[Line], streams: list[Stream], rows: set[int], measure: Measure) -> None:
    """Mark captions, and what follows the caption of a table as long as it looks like one."""
    mode: Stream | None = None
    table = False
    last: Line | None = None
    for index, line in enumerate(lines):
        if streams[index] is Stream.HEAD:
            continue
        if _is_caption_start(lines, streams, index, measure):
            mode, table = Stream.CAPTION, line.text[:1] in "Tt"
        elif mode is Stream.CAPTION and last is not None and not _continues(last, line):
            mode = Stream.TABLE if table and line.page == last.page else None
        elif mode is Stream.CAPTION and table and index in rows:
            mode = Stream.TABLE
        if mode is Stream.TABLE and not _is_of_table(line, index in rows, last, measure):
            mode = None
        if mode is not None:
            streams[index] = mode
        last = line


def _continues(last: Line, line: Line) -> bool:
    """Tell whether a line goes on where the last one of a caption ended."""
    if line.page != last.page or line.turn != last.turn or abs(line.size - last.size) > 0.4:
        return False
    step = line.base - last.base
    if abs(step) < 0.4 * line.size:
        return line.x0 >= last.x1 - line.size
    return 0 < step < 1.6 * line.size and line.x0 < last.x1 and line.x1 > last.x0


def _is_of_table(line: Line, in_row: bool, last: Line | None, measure: Measure) -> bool:
    if line.size < measure.size - 0.3 or in_row:
        return True
    if last is None or last.page != line.page:
        return False
    return line.size < measure.size + 0.3 and line.x1 - line.x0 < 0.6 * measure.width


def _mark_figure_lettering(lines: Sequence[Line], streams: list[Stream], measure: Measure) -> None:
    """Mark the short lines in another type than the body's that lead up to a figure's caption or follow on it."""
    for index in range(len(lines)):
        if streams[index] is not Stream.CAPTION or lines[index].text[:1] in "Tt":
            continue
        for step in (-1, 1):
            if not 0 <= index + step < len(lines) or streams[index + step] is not Stream.BODY:
                continue
            run = _lettering(lines, streams, index, step, measure)
            strange = sum(
                abs(lines[at].size - measure.size) > 0.15 or lines[at].face != measure.face or lines[at].turn != 0
                for at in run
            )
            if strange >= 0.7 * len(run):
                for at in run:
                    streams[at] = Stream.SMALL_PRINT


def _lettering(
    lines: Sequence[Line], streams: Sequence[Stream], caption: int, step: int, measure: Measure
) -> list[int]:
    found: list[int] = []
    at = caption + step
    while 0 <= at < len(lines) and streams[at] in (Stream.BODY, Stream.HEAD) and lines[at].page == lines[caption].page:
        line = lines[at]
        if streams[at] is Stream.BODY:
            before = lines[at - 1] if at > 0 else None
            ends_paragraph = (
                before is not None and before.x1 - before.x0 > 0.6 * measure.width and _continues(before, line)
            )
            if line.x1 - line.x0 > 0.6 * measure.width or ends_paragraph or is_known_heading(line.text):
                break
            if line.size > measure.size + 0.8 or (line.bold and line.size > measure.size - 0.3):
                break
            found.append(at)
        at += step
    return found


def _mark_small_print(lines: Sequence[Line], streams: list[Stream], rows: set[int], measure: Measure) -> None:
    """Mark the runs of small type that are no running text of the paper."""
    runs: list[list[int]] = []
    for index, line in enumerate(lines):
        if streams[index] is not Stream.BODY:
            continue
        if line.size >= measure.size - _SMALLER_PT and line.turn == 0:
            runs.append([])
        else:
            if not runs:
                runs.append([])
            runs[-1].append(index)
    for run in runs:
        if run:
            _mark_run(run, lines, streams, rows)


def _mark_run(run: list[int], lines: Sequence[Line], streams: list[Stream], rows: set[int]) -> None:
    in_rows = sum(lines[index].letters for index in run if index in rows)
    letters = sum(lines[index].letters for index in run)
    after = next((index for index in range(run[-1] + 1, len(lines)) if streams[index] is not Stream.HEAD), None)
    of_figure = after is not None and streams[after] is Stream.CAPTION and lines[after].text[:1] not in "Tt"
    table = len(run) >= 6 and in_rows > 0.35 * letters and not of_figure
    for index in run:
        streams[index] = Stream.TABLE if table else Stream.SMALL_PRINT
    if table:
        return
    if _heads_body(run, lines, streams):
        for index in run:
            streams[index] = Stream.BODY
        return
    reading = False  # below a heading such as "Abstract", set in smaller type
    for paragraph in _paragraphs(run, lines):
        text = " ".join(lines[index].text for index in paragraph)
        kind = kind_of_heading(text)
        if kind is not None and (reading or lines[paragraph[0]].bold or lines[paragraph[0]].page == 1):
            reading = kind not in _NOT_READ
            body = True
        elif begins_notice(text) or _REFERENCE.match(text) is not None:
            reading = body = False
        else:
            body = reading or (lines[paragraph[0]].page <= 2 and is_prose(text))
        if body:
            for index in paragraph:
                streams[index] = Stream.BODY


def _heads_body(run: list[int], lines: Sequence[Line], streams: Sequence[Stream]) -> bool:
    """Tell whether a few lines of slightly smaller type stand right above body text, as some subheadings do."""
    first, last = lines[run[0]], lines[run[-1]]
    at = next((index for index in range(run[-1] + 1, len(lines)) if streams[index] is not Stream.HEAD), None)
    if (
        at is None
        or len(run) > 3
        or last.text[-1] in ".,;"
        or not first.text[0].isupper()
        or last.page != lines[at].page
    ):
        return False
    words = sum(lines[index].text.count(" ") + 1 for index in run)
    below = lines[at]
    near = 0 < below.base - last.base < 2.2 * below.size and abs(below.x0 - first.x0) < 2 * below.size
    return streams[at] is Stream.BODY and near and words <= 20 and first.size > below.size - 1.5


def _part_paragraph(last: Line, line: Line) -> bool:
    if abs(last.base - line.base) < 0.5 * line.size:
        return False
    return begins_notice(line.text) or is_known_heading(line.text) or is_known_heading(last.text)


def _paragraphs(run: list[int], lines: Sequence[Line]) -> list[list[int]]:
    found: list[list[int]] = []
    for index in run:
        if (
            found
            and _continues(lines[found[-1][-1]], lines[index])
            and not _part_paragraph(lines[found[-1][-1]], lines[index])
        ):
            found[-1].append(index)
        else:
            found.append([index])
    return found
