"""Reads printed numbers with comparator and range: ">50", "120–130", "up to 70", "1,430", "2,43", "2·43", "1 430"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractor.case import Comparator
from extractor.lexicon import load_cues

_DASH = r"[-–—−‐‑~∼]"
_NUMERAL = r"(?:\d{1,3}(?:[, ]\d{3})+(?!\d)(?:[.·]\d+)?|\d+(?:[.,·]\d+)?|[.·]\d+)"
_NUMERAL_IN_ROW = _NUMERAL.replace("[, ]", "[,]")  # in the row of a table a space parts two cells
_WORDS = "one two three four five six seven eight nine ten eleven twelve".split()
# "rose from 98 to 356" tells of two numbers, not of a range
_CHANGE = re.compile(
    r"\b(?:increas|rose|ris|decreas|fell|fall|drop|declin|reduc|improv|chang|normali|went|elevat|climb|diminish)\w*"
    r"\s+(?:\w+\s+){0,4}from\s+$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)
_BOUNDS = (
    ("at_most", Comparator.AT_MOST),
    ("at_least", Comparator.AT_LEAST),
    ("more", Comparator.MORE),
    ("less", Comparator.LESS),
    ("about", Comparator.ABOUT),
)


@dataclass(frozen=True, slots=True)
class Number:
    """A printed number, or a range with `low` and `high`; `start` is that of its comparator."""

    start: int
    end: int
    value: float | None
    low: float | None = None
    high: float | None = None
    comparator: Comparator = Comparator.EQUAL
    thousands: bool = False  # a comma or space before three digits was read as a separator: "1,430"


def find_numbers(text: str, in_row: bool = False) -> Iterator[Number]:
    """Give the numbers of a text, or of the row of a table, in order; digits of a word ("IgG4", "T3") are none."""
    for match in _pattern(_NUMERAL_IN_ROW if in_row else _NUMERAL).finditer(text):
        comparator = next((c for name, c in _BOUNDS if match[name] is not None), Comparator.EQUAL)
        value, thousands = read_numeral(match["first"] or match["word"])
        if match["second"] is None:
            if comparator is Comparator.EQUAL and match["more_after"] is not None:
                comparator = Comparator.AT_LEAST
            yield Number(match.start(), match.end(), value, None, None, comparator, thousands)
            continue
        high, more = read_numeral(match["second"])
        before = text[max(0, match.start() - 60) : match.start("first")]
        apart = _CHANGE.search(before) or (match["join"].lower() == "and" and not _BETWEEN.search(before))
        if high > value and not apart:
            yield Number(match.start(), match.end("second"), None, value, high, Comparator.RANGE, thousands or more)
        else:
            yield Number(match.start(), match.end("first"), value, None, None, comparator, thousands)
            yield Number(match.start("second"), match.end("second"), high, thousands=more)


def read_numeral(printed: str) -> tuple[float, bool]:
    """Read one numeral; tell whether a separator of thousands was read."""
    if printed.lower() in _WORDS:
        return float(_WORDS.index(printed.lower()) + 1), False
    folded = printed.replace("·", ".")
    if re.fullmatch(r"[1-9]\d{0,2}(?:[, ]\d{3})+(?:\.\d+)?", folded):
        return float(folded.replace(",", "").replace(" ", "")), True
    return float(folded.replace(" ", "").replace(",", ".")), False


@cache
def _pattern(numeral: str) -> re.Pattern[str]:
    cues = load_cues("measurements")
    bounds = "|".join(rf"(?P<{name}>{cues[name].pattern})" for name, _ in _BOUNDS)
    return re.compile(
        rf"""
        (?:(?:{bounds})\s*(?:of\s+|the\s+|than\s+)?)?                     # ">", "more than", "up to"
        (?:
            (?<![\w.,·/^])(?<!\d[-–])(?P<first>{numeral})                # not the 4 of "IgG4", the 9 of "3/9"
            (?:\s*%?\s*(?P<join>{_DASH}|to|and)\s*(?P<second>{numeral})(?!\d|/\d|{_DASH}\d))?  # "30% to 40%"
            (?!\d)(?P<more_after>\s*\+(?!\w)|\s+or\s+more\b)?
          | \b(?P<word>{"|".join(_WORDS)})\b(?=\s+(?:\w+\s+){{0,2}}(?:cell|leu|white|WBC|lympho|mononuc))
        )
        """,
        re.IGNORECASE | re.VERBOSE,
    )
