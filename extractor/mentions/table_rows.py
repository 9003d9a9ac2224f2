"""Reads the row of a table: "IgG4 (mg/dL)  312  8–140", or one value for each time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.case import Comparator, Role
from extractor.mentions.analytes import Analyte
from extractor.mentions.assigning import Assigned
from extractor.mentions.measured import Measured, with_unit_before
from extractor.mentions.numbers import Number, find_numbers
from extractor.mentions.reference_ranges import ReferenceRange
from extractor.unit import Unit


def read_row(text: str, label: Analyte) -> tuple[tuple[Assigned, ...], tuple[ReferenceRange, ...]]:
    """Give the values of a row after its label, the first and those of later times, and the reference range.

    Columns of other patients are blank already: what is left in one row is one patient's, in the order of time.
    """
    numbers = [n for n in find_numbers(text, in_row=True) if n.start >= label.end]
    unit = _unit_of_row(text, label, numbers)
    ranges = [n for n in numbers if _is_reference(text, n, numbers)]
    references = tuple(ReferenceRange(n.start, n.end, *_ends(n), unit) for n in ranges)
    values = [Measured(n, n.end, unit) for n in numbers if n not in ranges]
    return tuple(Assigned(label, m, Role.FOLLOW_UP if i else Role.UNKNOWN) for i, m in enumerate(values)), references


def _unit_of_row(text: str, label: Analyte, numbers: Sequence[Number]) -> Unit | None:
    """Give the unit that the label prints: before the first number, but for a bracket or a word for the range."""
    if not numbers:
        return None
    head = re.sub(
        r"(?:normal|reference|ref\.?|range|n)\W*$",
        "",
        text[label.end : numbers[0].start].rstrip(" (["),
        flags=re.IGNORECASE,
    )
    bare = replace(numbers[0], comparator=Comparator.EQUAL)
    return with_unit_before(Measured(bare, bare.end, None), head.rstrip(" ;,:([") + " ").unit


def _is_reference(text: str, number: Number, numbers: Sequence[Number]) -> bool:
    """Tell whether a range or bound stands in a bracket, or alone behind the only value of the row."""
    if number.value is not None and number.comparator in (Comparator.EQUAL, Comparator.ABOUT):
        return False
    if re.search(r"[(\[;][^)\]]*$", text[: number.start]) and re.match(r"[^(\[]*[)\]]", text[number.end :]):
        return True
    plain = [n for n in numbers if n.value is not None and n.comparator is Comparator.EQUAL]
    return len(plain) == 1 and plain[0].end <= number.start and not text[plain[0].end : number.start].strip(" (")


def _ends(number: Number) -> tuple[float | None, float | None]:
    if number.comparator is Comparator.RANGE:
        return number.low, number.high
    upper = number.comparator in (Comparator.LESS, Comparator.AT_MOST)
    return (None, number.value) if upper else (number.value, None)
