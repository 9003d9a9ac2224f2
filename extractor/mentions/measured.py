"""Reads numbers with the unit that is printed with them: "2.43 g/L", "49 mg total protein/dL", "200 in each field"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from extractor.mentions.numbers import Number
from extractor.unit import Unit, find_unit, unit_pattern

# "49 mg total protein/dL"
SPLIT_UNIT = re.compile(
    r"\s*(?P<mass>m?g|µg)\.?\s+(?:of\s+)?(?:[a-z]+\s+){0,2}[a-z]+\s*(?:/|per)\s*"
    r"(?P<volume>d[lL]|[lL]|decilit(?:er|re)|lit(?:er|re)|100\s?(?:m[lL]|cc))(?!\w)"
)


_VOLUMES = {"l": "L", "L": "L", "d": "dL", "1": "dL"}
_IN_EACH_FIELD = (
    r"in\s+(?:each|every|all|any|most)\s+(?:of\s+)?(?:the\s+)?(?:(?:over|more\s+than|at\s+least|about)\s+)?(?:\w+\s+)?"
    r"high[-\s]power(?:ed)?\s+fields?(?!\w)"
)

# "the average number of IgG4-positive cells in three high-power fields was 61"
_IN_SOME_FIELDS = re.compile(
    r"\b(?:in|over|across|of|from)\s+(?:the\s+)?(?:\w+\s+)?high[-\s]power(?:ed)?\s+fields\s*(?:was|were|:|=|of)\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Measured:
    """A number with its unit; `end` is that of the unit."""

    number: Number
    end: int
    unit: Unit | None

    @property
    def start(self) -> int:
        """Where the comparator or the number begins."""
        return self.number.start


def read_unit(text: str, number: Number) -> Measured:
    """Give a number with the unit that follows it, if one does."""
    match = unit_after().match(text, number.end)
    if match is None:
        split = SPLIT_UNIT.match(text, number.end)
        if split is not None:
            return Measured(
                number, number.end, find_unit(f"{split['mass']}/{_VOLUMES.get(split['volume'][0], split['volume'])}")
            )
        return Measured(number, number.end, None)
    return Measured(number, match.end(), unit_of(match))


def unit_of(match: re.Match[str]) -> Unit | None:
    """Give the unit of a match of `unit_after`."""
    return find_unit(match["unit"] or "/HPF")


@cache
def unit_after() -> re.Pattern[str]:
    """Give the pattern of a unit, matched at the end of a number or of what it counts."""
    return re.compile(
        rf"\s*(?:(?:positive\s+)?(?:plasma\s+)?cells?\s*)?(?:(?P<unit>{unit_pattern()})|(?P<field>{_IN_EACH_FIELD}))",
        re.IGNORECASE,
    )


def share_units(text: str, measured: Sequence[Measured]) -> list[Measured]:
    """Give a number without unit the one of the next in its series: "18.4 and 3.2 g/L", "from 356 to 98 mg/dL"."""
    shared = list(measured)
    for i in range(len(shared) - 2, -1, -1):
        gap = text[shared[i].end : shared[i + 1].start]
        if shared[i].unit is None and re.fullmatch(r"\s*(?:,|and|to|/|,\s*and|;|or|vs\.?|versus)\s*", gap):
            shared[i] = replace(shared[i], unit=shared[i + 1].unit)
    return shared


def with_unit_before(item: Measured, gap: str) -> Measured:
    """Give a bare number the unit that stands before it: "IgG4+ cells per HPF: 50", "protein (mg/dL) 45"."""
    if _IN_SOME_FIELDS.search(gap) is not None:
        return replace(item, unit=find_unit("/HPF"))
    match = re.search(
        rf"(?:^|[\s(\[,])(?:cells\s*)?(?P<unit>{unit_pattern()})\s*[)\]]?[\s:=,]*(?:(?:was|were|is|are|of)\s+)?$",
        gap,
        re.IGNORECASE,
    )
    return item if match is None else replace(item, unit=find_unit(match["unit"]))
