"""Reads amounts of time in digits or words: "19 months", "two to three weeks", "one and a half years"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from extractor.case import Comparator, Quantity
from extractor.guarded import compile_guarded
from extractor.mentions.number_words import NUMBER, read_number

# Every dash and hyphen becomes "-": the places in the text stay the same.
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\u00ad\u2043", "-"))


class Unit(StrEnum):
    """A unit of time, the smallest first."""

    MINUTE = "minutes"
    HOUR = "hours"
    DAY = "days"
    WEEK = "weeks"
    FORTNIGHT = "fortnights"
    MONTH = "months"
    YEAR = "years"
    DECADE = "decades"


_DAYS_IN = {
    Unit.MINUTE: 1 / 1440,
    Unit.HOUR: 1 / 24,
    Unit.DAY: 1.0,
    Unit.WEEK: 7.0,
    Unit.FORTNIGHT: 14.0,
    Unit.MONTH: 365.25 / 12,
    Unit.YEAR: 365.25,
    Unit.DECADE: 3652.5,
}
# As the published table counts: 1 month = 4 weeks, 1 year = 48 weeks.
_WEEKS_IN = {
    Unit.MINUTE: 1 / 10080,
    Unit.HOUR: 1 / 168,
    Unit.DAY: 1 / 7,
    Unit.WEEK: 1.0,
    Unit.FORTNIGHT: 2.0,
    Unit.MONTH: 4.0,
    Unit.YEAR: 48.0,
    Unit.DECADE: 480.0,
}


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of time and its place in the sentence; without `low` it is vague: "several months"."""

    start: int
    end: int
    unit: Unit
    low: float | None
    high: float | None
    comparator: Comparator = Comparator.EQUAL

    @property
    def middle(self) -> float | None:
        """The number, or the middle of the range, in the unit as printed."""
        return None if self.low is None or self.high is None else (self.low + self.high) / 2

    @property
    def years(self) -> float | None:
        """The amount in years with two decimals, as ages are given."""
        if self.middle is None:
            return None
        per_year = 12 if self.unit is Unit.MONTH else 365.25 / _DAYS_IN[self.unit]
        return round(self.middle / per_year, 2)

    def as_quantity(self, canonical: float | None) -> Quantity:
        """Give the number as printed, with its value in the unit of a field."""
        if self.low is not None and self.low != self.high:
            return Quantity(None, self.low, self.high, Comparator.RANGE, self.unit, canonical)
        return Quantity(self.low, comparator=self.comparator, unit=self.unit, canonical=canonical)


def table_weeks(amount: Amount) -> float | None:
    """Give an amount in weeks as the published table counts them."""
    return None if amount.middle is None else amount.middle * _WEEKS_IN[amount.unit]


def straighten_dashes(text: str) -> str:
    """Give the text with one kind of dash, the same length."""
    return text if text.isascii() else text.translate(_DASHES)


_VAGUE = r"\b(?:several|some|many|multiple|numerous|a\ few|few|a\ couple\ of|couple\ of|a\ number\ of)\b"
_UNITS = {
    Unit.MINUTE: r"minutes?|mins?",
    Unit.HOUR: r"hours?|hrs?|h",
    Unit.DAY: r"days?",
    Unit.WEEK: r"weeks?|wks?",
    Unit.FORTNIGHT: r"fortnights?",
    Unit.MONTH: r"months?|mths?|mos?",
    Unit.YEAR: r"years?|yrs?",
    Unit.DECADE: r"decades?",
}
# "for 7 d", but not "a 3-d model"
_DAY_SIGN = r"(?<=[\ -])(?-i:d)(?!\ ?(?:echo|imag|gel|ultra|ct|mr|recon|print|model|speckle|colou?r|doppler|scan))"
UNIT = "(?:" + "|".join((*_UNITS.values(), _DAY_SIGN)) + r")(?:(?=olds?\b)|(?![a-z\d]))"  # "43 yearold"
_HALF = r"(?:\ ?-?and[\ -](?:an?[\ -]|one[\ -])?(?:half|quarter)|[\ -]?and\ three[\ -]quarters|[\ -]?and\ 1/2)"

_AMOUNT = compile_guarded(
    rf"""
    (?:
        (?P<low>{NUMBER})(?P<lowhalf>{_HALF})?
        (?:\ ?\(\d{{1,3}}\))?                                    # three (3) months
        (?:\s?(?P<lowunit>{UNIT})?\s?(?:-|\bto\b|\bor\b)\s?(?P<high>{NUMBER})(?P<highhalf>{_HALF})?)?
      | (?P<vague>{_VAGUE})
      | (?P<article>\b(?:a|an)\b)                                # a year
    )
    (?:\ (?:further|more|additional))?[\ -]{{0,3}}(?P<unit>{UNIT})(?:[’'])?   # 14 further months
    (?P<tail>\ and\ (?:an?\ |one\ |one-)?half\b)?                # a year and a half
    """,
    re.X | re.I,
)
_BARE = compile_guarded(  # "over the past year": one year; "for the past year and a half"
    rf"\b(?:past|last|previous|preceding|prior)\ (?P<unit>{UNIT})(?<!s)(?P<tail>\ and\ (?:a\ )?half\b)?", re.I
)
_DATE_BEFORE = re.compile(  # "in January of last year": a date
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|fall|winter"
    r"|christmas|easter|end|beginning|middle|half|part|quarter)\s(?:of\s)?(?:the\s)?$",
    re.I,
)
# "twice a day", "15 cigarettes a day", "each month a dose" give a frequency; an article is a number after these only.
_BEFORE_ARTICLE = re.compile(
    r"\b(?:for|since|over|about|almost|nearly|approximately|within|after|of|lasting|lasted|past|last|with|during|than"
    r"|least|by|around|in|only|just|under|until|presented|had|some)\s{1,3}$",
    re.I,
)
_AFTER_ARTICLE = re.compile(
    r"\s(?:later|thereafter|afterwards?|after|following|ago|before|earlier|previously|prior)\b"
    rf"|\sand\s(?:{NUMBER})[\ -]{{0,3}}{UNIT}",  # a year and three months
    re.I | re.X,
)
_JOINT = re.compile(r",?[ -]{0,3}(?:and[ -]{1,3})?", re.I)
_APART = re.compile(r"\s(?:later|after|ago|before|earlier|prior|previously|following)\b", re.I)
_ABOUT = re.compile(r"(?:\b(?:about|approximately|approx\.?|around|almost|nearly|roughly|circa|some)|~)\s{0,2}$", re.I)
_MORE = re.compile(r"(?:\b(?:more|longer|greater)\s(?:than|then)|\bover|>)\s{0,2}(?:the\s|a\s)?$", re.I)
_LEAST = re.compile(r"\bat\sleast\s{0,2}$", re.I)
_LESS = re.compile(r"(?:\b(?:less|fewer|shorter)\sthan|\bunder|<)\s{0,2}$", re.I)


def read_unit(text: str) -> Unit:
    """Give the unit of a word that UNIT matches."""
    if text == "d":
        return Unit.DAY
    return next(unit for unit, pattern in _UNITS.items() if re.fullmatch(pattern, text, re.I))


@lru_cache(maxsize=64)  # of a sentence both its ages and its durations are asked for
def find_amounts(text: str) -> tuple[Amount, ...]:
    """Give the amounts of time in a text with straightened dashes, "2 years and 3 months" as one."""
    return tuple(_joined(sorted((*_find_counted(text), *_find_bare(text)), key=lambda amount: amount.start), text))


def _joined(found: Iterable[Amount], text: str) -> Iterator[Amount]:
    held: Amount | None = None
    for amount in found:
        if held is not None and amount.start < held.end:
            continue
        if held is not None and (joined := _join(text, held, amount)) is not None:
            held = joined
            continue
        if held is not None:
            yield held
        held = amount
    if held is not None:
        yield held


def _find_counted(text: str) -> Iterator[Amount]:
    for match in _AMOUNT.finditer(text):
        low: float | None
        if match["vague"] is not None:
            low = high = None
        elif match["article"] is not None:
            before = text[max(0, match.start() - 20) : match.start()]
            if not _BEFORE_ARTICLE.search(before) and not _AFTER_ARTICLE.match(text, match.end()):
                continue
            low = high = 1.0
        else:
            low = read_number(match["low"]) + _part_of(match["lowhalf"])
            high = low if match["high"] is None else read_number(match["high"]) + _part_of(match["highhalf"])
        if low is not None and high is not None and match["tail"] is not None:
            low, high = low + 0.5, high + 0.5
        unit = read_unit(match["unit"])
        if low is not None and match["lowunit"] is not None:  # "10 days to 2 weeks"
            low *= _DAYS_IN[read_unit(match["lowunit"])] / _DAYS_IN[unit]
        end = match.end("tail") if match["tail"] is not None else match.end("unit")
        amount = Amount(match.start(), end, unit, low, high)
        yield replace(amount, comparator=_comparator(text, match.start()))


def _part_of(words: str | None) -> float:
    """Give what "and a half", "and a quarter", "and three quarters" adds."""
    if words is None or "quarter" not in words.lower():
        return 0.0 if words is None else 0.5
    return 0.75 if "three" in words.lower() else 0.25


def _find_bare(text: str) -> Iterator[Amount]:
    for match in _BARE.finditer(text):
        if _DATE_BEFORE.search(text, max(0, match.start() - 20), match.start()):
            continue
        number = 1.0 if match["tail"] is None else 1.5
        yield Amount(match.start("unit"), match.end(), read_unit(match["unit"]), number, number)


def _comparator(text: str, start: int) -> Comparator:
    before = text[max(0, start - 25) : start]
    for pattern, comparator in (
        (_MORE, Comparator.MORE),
        (_LEAST, Comparator.AT_LEAST),
        (_LESS, Comparator.LESS),
        (_ABOUT, Comparator.ABOUT),
    ):
        if pattern.search(before):
            return comparator
    return Comparator.EQUAL


def _join(text: str, first: Amount, second: Amount) -> Amount | None:
    if first.low is None or first.low != first.high or second.low is None or second.low != second.high:
        return None
    days, whole = second.low * _DAYS_IN[second.unit], _DAYS_IN[first.unit]
    # Not "at 1 year, 18 months and 2 years", nor "aged 50 years, 3 months before admission".
    apart = text[first.end] == "," and _APART.match(text, second.end) and not text[: first.start].endswith("for ")
    if second.unit is first.unit or days > whole or apart or not _JOINT.fullmatch(text, first.end, second.start):
        return None
    more = second.low / 12 if first.unit is Unit.YEAR and second.unit is Unit.MONTH else days / whole
    return replace(first, end=second.end, low=first.low + more, high=first.low + more)
