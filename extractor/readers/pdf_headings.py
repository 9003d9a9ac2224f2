"""Tell which lines of the body are headings, and where a bold head runs into its paragraph.

Line and its neighbours → heading or not
"""

from __future__ import annotations

import re

from extractor.readers.pdf_front import is_known_heading
from extractor.readers.pdf_layout import Measure, is_caption
from extractor.readers.pdf_lines import Line

MAX_HEADING_WORDS = 18
_TERMINAL = re.compile(r"[.!?:][\"'”’)\]\d⁰¹²³⁴-⁹,–\-]*$")
_NUMBERING = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?|[IVX]{1,4}\.|[A-H]\.)\s+(?=[A-Z])")


def is_terminal(text: str) -> bool:
    """Tell whether a line can be the last of a sentence."""
    return _TERMINAL.search(text) is not None


def goes_on(last: Line, line: Line) -> bool:
    """Tell whether a heading's next line still belongs to it."""
    if line.page != last.page or abs(line.size - last.size) > 0.4 or (line.bold != last.bold and line.size < 13):
        return False
    step = line.base - last.base
    if _NUMBERING.match(line.text) is not None or is_known_heading(last.text):
        return False
    return (abs(step) < 0.4 * line.size and line.x0 > last.x0) or 0 < step < 1.5 * line.size


def is_heading(line: Line, before: Line | None, after: Line | None, measure: Measure) -> bool:
    """Tell whether a line is a heading, by its size, weight, slant, numbering or words, and by standing alone."""
    text = line.text
    letters = sum(map(str.isalpha, text))
    words = text.count(" ") + 1
    if letters < 3 or line.turn != 0 or "@" in text:
        return False
    bigger = line.size > measure.size + 0.8 and (line.bold or round(line.size * 2) / 2 not in measure.prose_sizes)
    if bigger:
        return words <= 2 * MAX_HEADING_WORDS
    if words > MAX_HEADING_WORDS or text[-1] in ",;-":
        return False
    if sum(piece.raised for piece in line.pieces) >= 2:
        return False  # authors with the marks of their addresses
    if _shares_row(line, before) or _shares_row(line, after):
        return False
    fresh = before is None or is_terminal(before.text) or _stands_off(before, line, measure)
    if not fresh:
        return False
    if line.bold or is_known_heading(text):
        return True
    short = line.x1 - line.x0 < 0.85 * measure.width
    apart = before is None or _stands_off(before, line, measure)
    short = short or line.size < measure.size - 0.4
    if text[-1] in ".:" or not short or not apart or not (text[0].isupper() or _NUMBERING.match(text) is not None):
        return False
    capitals = text.upper() == text and letters >= 4
    slanted = "ital" in line.face.lower() or "obli" in line.face.lower()
    small = line.size < measure.size - 0.4 and line.face != measure.face
    return capitals or slanted or small or _NUMBERING.match(text) is not None


def _shares_row(line: Line, other: Line | None) -> bool:
    return other is not None and other.page == line.page and abs(other.base - line.base) < 0.4 * line.size


def _stands_off(before: Line, line: Line, measure: Measure) -> bool:
    step = line.base - before.base
    return before.page != line.page or step < 0 or step > 1.3 * measure.leading


def split_run_in(line: Line) -> tuple[Line | None, Line]:
    """Part a bold head that runs into its paragraph ("Background: …") from the line."""
    count = 0
    for piece in line.pieces:
        if not piece.bold:
            break
        count += 1
    if not 0 < count <= 8 or count == len(line.pieces):
        return None, line
    title, rest = line.part(count)
    if title.text[-1] in ".:" and len(title.text) > 4 and not rest.pieces[0].glued and not is_caption(title.text):
        return title, rest
    return None, line
