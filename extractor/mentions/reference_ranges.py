"""Finds printed reference ranges: "(normal 0.039–0.864)", "normal: <135 mg/dL", "[15–45]", "(ULN 135)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extractor.case import Comparator
from extractor.lexicon import load_cues
from extractor.mentions.numbers import Number
from extractor.unit import Unit, find_unit, unit_pattern

_UPPER = (Comparator.LESS, Comparator.AT_MOST)
_LOWER = (Comparator.MORE, Comparator.AT_LEAST)


@dataclass(frozen=True, slots=True)
class ReferenceRange:
    """A reference range in the unit that it is printed with, if any; an open end is None."""

    start: int
    end: int
    low: float | None
    high: float | None
    unit: Unit | None


def find_reference_ranges(text: str, numbers: Sequence[Number]) -> Iterator[ReferenceRange]:
    """Give the reference ranges among the numbers of a sentence.

    A bracket that holds nothing but a range or a bound ("356 mg/dL (3–200)") is one where a number stands before it.
    """
    for number in numbers:
        cue = _cue().search(text, max(0, number.start - 70), number.start)
        upper = _upper().search(text, max(0, number.start - 70), number.start)
        bare = _BARE.search(text, max(0, number.start - 3), number.start)
        ends = _ends(number)
        if upper is not None and _MULTIPLE.search(text, max(0, upper.start() - 20), upper.start()):
            continue  # "twice the upper limit of normal (270 mg/dL)" tells the measured number
        if upper is not None and number.comparator is not Comparator.RANGE:
            ends, cue = (None, number.value), upper
        if ends is None:
            continue
        after = _after().match(text, number.end)
        unit = find_unit(after["unit"]) if after is not None and after["unit"] else None
        end = after.end("unit") if unit is not None and after is not None else number.end
        if cue is not None:
            yield ReferenceRange(cue.start(), end, *ends, unit)
        elif bare is not None and re.match(r"\s*[)\]]", text[end : end + 3]) and _follows_number(text, numbers, number):
            yield ReferenceRange(number.start, end, *ends, unit)


def _ends(number: Number) -> tuple[float | None, float | None] | None:
    if number.comparator is Comparator.RANGE:
        return number.low, number.high
    if number.comparator in _UPPER:
        return None, number.value
    if number.comparator in _LOWER:
        return number.value, None
    return None


def _follows_number(text: str, numbers: Sequence[Number], number: Number) -> bool:
    """Tell whether a number with at most a unit stands right before the bracket."""
    before = [n for n in numbers if n.end < number.start]
    return (
        bool(before)
        and re.fullmatch(rf"\s*(?:{unit_pattern()})?\s*[(\[]\s*", text[before[-1].end : number.start], re.IGNORECASE)
        is not None
    )


_MULTIPLE = re.compile(r"(?:twice|times|double|fold|triple)\s+(?:of\s+)?(?:the\s+)?$", re.IGNORECASE)
_BARE = re.compile(r"[(\[]\s*$")


@cache
def _cue() -> re.Pattern[str]:
    cues = load_cues("measurements")
    return re.compile(rf"(?:{cues['reference'].pattern}){_filler()}$", re.IGNORECASE)


@cache
def _upper() -> re.Pattern[str]:
    cues = load_cues("measurements")
    return re.compile(rf"(?:{cues['upper_limit'].pattern}){_filler()}$", re.IGNORECASE)


@cache
def _filler() -> str:
    filler = load_cues("measurements")["reference_filler"].pattern
    return rf"[\s:=,;(\[]*(?:(?:{filler})[\s:=,;(\[]+){{0,4}}"


@cache
def _after() -> re.Pattern[str]:
    return re.compile(rf"\s*(?P<unit>{unit_pattern()})?", re.IGNORECASE)
