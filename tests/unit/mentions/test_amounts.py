"""Amounts of time as they are printed: digits, words, halves, ranges, two units, and what only looks like one."""

from __future__ import annotations

import pytest

from extractor.case import Comparator
from extractor.mentions.amounts import find_amounts, straighten_dashes, table_weeks
from extractor.mentions.number_words import read_number


@pytest.mark.parametrize(
    ("text", "words", "low", "high", "unit"),
    [
        ("for 3 days", "3 days", 3, 3, "days"),
        ("a 2-week history", "2-week", 2, 2, "weeks"),
        ("since 5years", "5years", 5, 5, "years"),
        ("two to three weeks", "two to three weeks", 2, 3, "weeks"),
        ("over 2–3 weeks", "2-3 weeks", 2, 3, "weeks"),
        ("10 days to 2 weeks", "10 days to 2 weeks", 10 / 7, 2, "weeks"),
        ("for twenty-one days", "twenty-one days", 21, 21, "days"),
        ("one and a half months", "one and a half months", 1.5, 1.5, "months"),
        ("1½ years", "1½ years", 1.5, 1.5, "years"),
        ("1 1/2 years", "1 1/2 years", 1.5, 1.5, "years"),
        ("for a year and a half", "a year and a half", 1.5, 1.5, "years"),
        ("for the past year and a half", "year and a half", 1.5, 1.5, "years"),
        ("for a fortnight", "a fortnight", 1, 1, "fortnights"),
        ("for three quarters of a year", "three quarters of a year", 0.75, 0.75, "years"),
        ("half a year", "half a year", 0.5, 0.5, "years"),
        ("for a month", "a month", 1, 1, "months"),
        ("over the past year", "year", 1, 1, "years"),
        ("three (3) months", "three (3) months", 3, 3, "months"),
        ("2 years and 3 months", "2 years and 3 months", 2.25, 2.25, "years"),
        ("6 years, 3 months", "6 years, 3 months", 6.25, 6.25, "years"),
        ("for a year and three months", "a year and three months", 1.25, 1.25, "years"),
        ("2-1/2 years", "2-1/2 years", 2.5, 2.5, "years"),
        ("for several weeks", "several weeks", None, None, "weeks"),
        ("a few days", "a few days", None, None, "days"),
        ("for 7 d", "7 d", 7, 7, "days"),
        ("well a year later", "a year", 1, 1, "years"),
    ],
)
def test_amount(text: str, words: str, low: float | None, high: float | None, unit: str) -> None:
    plain = straighten_dashes(text)
    assert [(plain[a.start : a.end], a.low, a.high, str(a.unit)) for a in find_amounts(plain)] == [
        (words, low if low is None else pytest.approx(low), high if high is None else pytest.approx(high), unit)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "twice a day",
        "20 mg per day",
        "the third week",
        "on day 12",
        "in May 2014",
        "H1N1 in 2009",
        "a weekly dose",
        "a 3-d model",
        "vitamin D2 D",
    ],
)
def test_no_amount(text: str) -> None:
    assert list(find_amounts(text)) == []


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("for more than 3 weeks", Comparator.MORE),
        ("for at least 3 weeks", Comparator.AT_LEAST),
        ("for less than 3 weeks", Comparator.LESS),
        ("for almost 3 weeks", Comparator.ABOUT),
        ("for 3 weeks", Comparator.EQUAL),
    ],
)
def test_comparator(text: str, comparator: Comparator) -> None:
    assert [a.comparator for a in find_amounts(text)] == [comparator]


def test_weeks_of_the_published_table() -> None:
    amounts = find_amounts("7 days, 2 weeks, 3 months, 2 years, several months")
    assert [table_weeks(amount) for amount in amounts] == [1, 2, 12, 96, None]


def test_places_survive_long_blanks() -> None:
    text = "aged " + " " * 50_000 + "for 3 days" + " " * 50_000 + "-year-old"
    assert [text[a.start : a.end] for a in find_amounts(text)] == ["3 days"]


@pytest.mark.parametrize(("words", "number"), [("fourtyfive", 45), ("ninty-two", 92), ("fourty", 40)])
def test_misspelt_tens_are_read(words: str, number: float) -> None:
    assert read_number(words) == number
