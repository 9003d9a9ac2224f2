"""Numbers as papers print them: separators, comparators, ranges."""

from __future__ import annotations

import pytest

from extractor.mentions.numbers import find_numbers, read_numeral


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("356", 356.0),
        ("2.43", 2.43),
        ("2,43", 2.43),
        ("2·43", 2.43),
        ("1,430", 1430.0),
        ("1 430", 1430.0),
        ("12,345.6", 12345.6),
        ("0,864", 0.864),
        ("seven", 7.0),
    ],
)
def test_numeral(printed: str, value: float) -> None:
    assert read_numeral(printed)[0] == value


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("more than 50 cells", [(50.0, None, None, ">")]),
        ("> 50/HPF", [(50.0, None, None, ">")]),
        ("≥10", [(10.0, None, None, ">=")]),
        ("at least 10", [(10.0, None, None, ">=")]),
        ("no more than 5", [(5.0, None, None, "<=")]),
        ("up to 70%", [(70.0, None, None, "<=")]),
        ("fewer than 5", [(5.0, None, None, "<")]),
        ("approximately 60%", [(60.0, None, None, "~")]),
        ("50 or more", [(50.0, None, None, ">=")]),
        ("120–130/HPF", [(None, 120.0, 130.0, "range")]),
        ("30% to 40%", [(None, 30.0, 40.0, "range")]),
        ("between 30 and 40", [(None, 30.0, 40.0, "range")]),
        ("30 and 40", [(30.0, None, None, "="), (40.0, None, None, "=")]),
        ("fell from 356 to 98", [(356.0, None, None, "="), (98.0, None, None, "=")]),
        ("rose from 98 to 356", [(98.0, None, None, "="), (356.0, None, None, "=")]),
        ("IgG4, T3 and CD138", []),
        ("IgG4 1,430 mg/dL", [(1430.0, None, None, "=")]),
        ("one white cell", [(1.0, None, None, "=")]),
        ("one patient", []),
    ],
)
def test_numbers(text: str, numbers: list[tuple[float | None, float | None, float | None, str]]) -> None:
    assert [(n.value, n.low, n.high, str(n.comparator)) for n in find_numbers(text)] == numbers
