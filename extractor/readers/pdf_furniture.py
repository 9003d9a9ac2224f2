"""Find the furniture of pages: running heads, page and line numbers, watermarks, download notices.

Lines of all pages → lines that are furniture
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from extractor.readers.pdf_glyphs import GlyphPage
from extractor.readers.pdf_lines import Line

_EDGE = 0.12  # of the page's height, above and below
_RECURRENCE = 0.3  # of the pages
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|p\.)\W*)?(?:[A-Z]{1,3}\d{1,4}|[se]?\d{1,5}|[ivxl]{1,6})(?:\W*(?:of|/)\W*\d{1,4})?\W*", re.IGNORECASE
)
_NOTICE = re.compile(
    r"""
    ^(?: downloaded\ (?:from|by|on|at)\b
      | this\ (?:article|pdf|file)\ (?:was|has\ been)\ downloaded
      | (?:for\ personal\ use\ only|author\ manuscript|accepted\ (?:manuscript|article)|article\ in\ press)\W*$
      | protected\ by\ copyright
      | page\ \d+\ of\ \d+
      | \(page\ number\ not\ for\ citation\ purposes?\)
      | (?:submit\ your\ manuscript|powered\ by|dovepress|to\ cite\ this\ article)\b
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CHROME = re.compile(
    r"""
    \b(?: doi\.org/ | doi:?\ ?10\. | issn\b | volume\ \d{4},\ article\ id | publishing\ (?:corporation|group)
      | open\ access(?:\ (?:full\ text\ )?article)?\W*$ | vol(?:ume|\.)\ ?\d+ | https?:// | www\. )
    """,
    re.VERBOSE | re.IGNORECASE,
)


_TEXT_LETTERS = 25  # of a line of text, not a number or a heading


def find_furniture(pages: Sequence[GlyphPage], lines: Sequence[Line], body_size: float) -> set[int]:
    """Give the positions in `lines` of what belongs to the pages and not to the paper."""
    found = _find_recurring(pages, lines)
    found |= _find_beside(lines, found, pages)
    found |= _find_line_numbers(pages, lines)
    sideways = _count_sideways(lines)
    for index, line in enumerate(lines):
        page = pages[line.page - 1]
        at_edge = _edge(line, page) != 0
        small = line.size < body_size - 0.3
        sideways_stamp = line.turn != 0 and sideways[line.page] < 0.5 and _is_at_side(line, page)
        notice = (at_edge or small or line.turn != 0) and _NOTICE.match(line.text) is not None
        number = at_edge and line.letters < 14 and _PAGE_NUMBER.fullmatch(line.text) is not None
        chrome = at_edge and small and line.page <= 2 and line.letters < 120 and _CHROME.search(line.text) is not None
        if sideways_stamp or notice or number or chrome:
            found.add(index)
    return {
        index
        for index in found
        if not (lines[index].page == 1 and lines[index].size > body_size + 3 and lines[index].letters > 8)
    }


def _edge(line: Line, page: GlyphPage) -> int:
    """Tell whether a line stands in the upper (-1) or lower (1) edge of its page, or in neither (0)."""
    height = page.height if line.turn % 2 == 0 else page.width
    middle = (line.top + line.bottom) / 2
    return -1 if middle < _EDGE * height else 1 if middle > (1 - _EDGE) * height else 0


def _is_at_side(line: Line, page: GlyphPage) -> bool:
    width = page.width if line.turn % 2 else page.height
    middle = (line.top + line.bottom) / 2
    return middle < 0.08 * width or middle > 0.92 * width


def _count_sideways(lines: Sequence[Line]) -> dict[int, float]:
    """Give the share of each page's letters that do not run upright."""
    turned: dict[int, int] = defaultdict(int)
    total: dict[int, int] = defaultdict(int)
    for line in lines:
        total[line.page] += line.letters
        turned[line.page] += line.letters if line.turn != 0 else 0
    return {page: turned[page] / total[page] for page in total}


def _find_recurring(pages: Sequence[GlyphPage], lines: Sequence[Line]) -> set[int]:
    """Find lines whose text, digits blanked, recurs at the edges of pages, or anywhere at one place (watermarks)."""
    at_edge: dict[tuple[int, str], set[int]] = defaultdict(set)
    at_place: dict[tuple[str, int, int], set[int]] = defaultdict(set)
    keys: list[tuple[tuple[int, str] | None, tuple[str, int, int]]] = []
    for line in lines:
        text = _DIGITS.sub("#", line.text).strip(" #|.·•-–—")
        edge = _edge(line, pages[line.page - 1])
        edge_key = (edge, text) if edge != 0 and text != "" else None
        place_key = (text, round(line.x0 / 6), round(line.base / 6))
        keys.append((edge_key, place_key))
        if edge_key is not None:
            at_edge[edge_key].add(line.page)
        at_place[place_key].add(line.page)
    few = max(2.0, _RECURRENCE * len(pages))
    many = max(3.0, 0.6 * len(pages))
    return {
        index
        for index, (edge_key, place_key) in enumerate(keys)
        if (edge_key is not None and len(at_edge[edge_key]) >= few)
        or (len(place_key[0]) > 3 and len(at_place[place_key]) >= many)
    }


def _find_beside(lines: Sequence[Line], found: set[int], pages: Sequence[GlyphPage]) -> set[int]:
    """Find what stands on the baseline of known running heads at their size: heads of left and right pages differ."""
    places: dict[tuple[int, int], set[int]] = defaultdict(set)
    for index in found:
        line = lines[index]
        if _edge(line, pages[line.page - 1]) != 0 and line.letters > 3:
            for base in (round(line.base / 2) - 1, round(line.base / 2), round(line.base / 2) + 1):
                places[base, round(line.size * 2)].add(line.page)
    limit = max(2.0, _RECURRENCE * len(pages))
    return {
        index
        for index, line in enumerate(lines)
        if index not in found
        and _edge(line, pages[line.page - 1]) != 0
        and len(places.get((round(line.base / 2), round(line.size * 2)), ())) >= limit
        and line.letters < 100
    }


def _find_line_numbers(pages: Sequence[GlyphPage], lines: Sequence[Line]) -> set[int]:
    """Find the numbers of a manuscript's lines: a rising column of bare numbers at the side of a page."""
    columns: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for index, line in enumerate(lines):
        if len(line.text) <= 4 and line.text.isdecimal():
            width = pages[line.page - 1].width
            if line.x1 < 0.15 * width or line.x0 > 0.88 * width:
                columns[line.page, round(line.x1 / 12)].append((index, int(line.text)))
    found: set[int] = set()
    for column in columns.values():
        steps = [later - earlier for (_, earlier), (_, later) in pairwise(column)]
        rising = len(column) >= 8 and sum(step in (1, 5) for step in steps) >= 0.8 * len(steps)
        if rising and _stands_outside([lines[index] for index, _ in column], lines):
            found.update(index for index, _ in column)
    return found


def _stands_outside(numbers: Sequence[Line], lines: Sequence[Line]) -> bool:
    """Tell whether numbers stand beside the text of their page; those of a table's rows stand in it."""
    left, right = max(line.x1 for line in numbers), min(line.x0 for line in numbers)
    text = [line for line in lines if line.page == numbers[0].page and line.letters >= _TEXT_LETTERS]
    inside = sum(line.x0 < left and line.x1 > right for line in text)
    return inside <= 0.1 * len(text)
