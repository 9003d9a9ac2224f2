"""Reads the numbers of a cell: "37", ">50", "120–130", "3,260", "27%", "2w", "1 y 6 mo"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.case import Comparator, Quantity
from extractor.unit import unit_pattern

_NUMERAL = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,])|\d+(?:[.,·]\d+)?"
_NUMBER = re.compile(
    rf"""
    (?P<sign>[<>≤≥~≈±]=?|more\s+than|less\s+than|at\s+least|up\s+to|about|approximately|approx\.?|over|under)?
    (?:(?<!\s)\s+)?
    (?<![\w.])(?P<first>{_NUMERAL})
    (?:(?:\s*%)?\s*(?:[-–—−‐‑~∼]|to)\s*(?P<second>{_NUMERAL}))?
    (?P<more>\s*\+(?!\w))?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_UNIT = re.compile(rf"\s*(?P<unit>{unit_pattern()})", re.IGNORECASE)
_SIGNS = {
    "<": Comparator.LESS,
    "≤": Comparator.AT_MOST,
    "<=": Comparator.AT_MOST,
    ">": Comparator.MORE,
    "≥": Comparator.AT_LEAST,
    ">=": Comparator.AT_LEAST,
    "less than": Comparator.LESS,
    "under": Comparator.LESS,
    "up to": Comparator.AT_MOST,
    "more than": Comparator.MORE,
    "over": Comparator.MORE,
    "at least": Comparator.AT_LEAST,
}
_TIMES = re.compile(
    r"(?:\s*-)?\s*(?:(?P<days>d(?:ays?|s)?)|(?P<weeks>w(?:ee)?ks?|w)|(?P<years>y(?:ea)?rs?|years?|y)"
    r"|(?P<months>mo(?:nth)?s?|mths?|m)|(?P<hours>h(?:ou)?rs?|h))\b\.?",
    re.IGNORECASE,
)
_DAYS = {"hours": 1 / 24, "days": 1.0, "weeks": 7.0, "months": 30.4375, "years": 365.25}
# As the published table counts: a month has 4 weeks and a year 48.
_PUBLISHED = {"hours": 1 / 24, "days": 1.0, "weeks": 7.0, "months": 28.0, "years": 336.0}


@dataclass(frozen=True, slots=True)
class Printed:
    """A number, or a range, and where it stands in the cell; `unit` as printed behind it."""

    start: int
    end: int
    quantity: Quantity


def find_quantities(text: str) -> Iterator[Printed]:
    """Give the numbers of a cell with their comparators and units."""
    for match in _NUMBER.finditer(text):
        unit = _UNIT.match(text, match.end())
        printed = None if unit is None else unit["unit"].strip()
        end = match.end() if unit is None else unit.end()
        first = _value(match["first"])
        sign = " ".join((match["sign"] or "").lower().split())
        comparator = _SIGNS.get(sign, Comparator.ABOUT if sign else Comparator.EQUAL)
        if match["more"] is not None and not sign:
            comparator = Comparator.AT_LEAST
        if match["second"] is not None and (second := _value(match["second"])) > first:
            quantity = Quantity(None, first, second, Comparator.RANGE, printed)
        else:
            quantity = Quantity(first, comparator=comparator, unit=printed)
        yield Printed(match.start(), end, quantity)


def _value(printed: str) -> float:
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", printed):
        return float(printed.replace(",", ""))
    return float(printed.replace(",", ".").replace("·", "."))


def read_days(text: str, unit: str | None, published: bool) -> float | None:
    """Read a time in days, "1 y 6 mo" as one; a number without unit has that of the column, if it has one.

    Args:
        published: count a month as 4 weeks and a year as 48.
    """
    scale = _PUBLISHED if published else _DAYS
    total: float | None = None
    for number in _NUMBER.finditer(text):
        found = _TIMES.match(text, number.end())
        name = unit if found is None else found.lastgroup
        if name is None:
            return total
        value = _value(number["first"])
        if number["second"] is not None:
            value = (value + _value(number["second"])) / 2
        total = (total or 0.0) + value * scale[name]
    return total


def time_unit(text: str) -> str | None:
    """Give the unit of time that a header names: "Time (months)", "Duration, weeks"; None if it names none."""
    for word in re.findall(r"[A-Za-z]+", text):
        found = _TIMES.fullmatch(word)
        if found is not None and len(word) > 1 and found.lastgroup is not None:
            return found.lastgroup
    return None
