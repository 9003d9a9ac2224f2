"""Finds where one part of a paper says otherwise than another: the abstract or a legend against the text.

A part may leave something out, or tell it more roughly; it contradicts another only where nothing that it says is
said there too.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from enum import Enum, auto

from extractor.case import Comparator, Mention, MentionKind, Period, Quantity, Reading
from extractor.document import SectionKind

Alike = Callable[[Mention, Mention], bool]
Best = Callable[[Sequence[Mention]], Mention]


class Part(Enum):
    """The parts of a paper that tell the same story each for themselves, the one that tells it in full first."""

    STORY = auto()
    SUMMARY = auto()
    FIGURE = auto()
    TABLE = auto()


_PARTS = {
    SectionKind.TITLE: Part.SUMMARY,
    SectionKind.ABSTRACT: Part.SUMMARY,
    SectionKind.KEYWORDS: Part.SUMMARY,
    SectionKind.CAPTION: Part.FIGURE,
    SectionKind.TABLE: Part.TABLE,
}
_DAYS_IN = {
    "minutes": 1 / 1440,
    "hours": 1 / 24,
    "days": 1.0,
    "weeks": 7.0,
    "months": 30.44,
    "years": 365.25,
    "decades": 3652.5,
}
_ROUNDED = 0.25  # of its unit: so much a printed duration may be off
_ABOUT = 0.5  # the same where it is said to be about
_INFANCY = 6.0  # years: so long an age may be told in months and in whole years


def part_of(mention: Mention, reading: Reading) -> Part:
    """Give the part of the paper in which a mention stands."""
    return _PARTS.get(reading.sentence_of(mention).section, Part.STORY)


def find_rivals(told: Sequence[Mention], best: Best, alike: Alike, reading: Reading) -> tuple[Mention, ...]:
    """Give, of each other part, its best mention if it contradicts that of the fullest part; the latter comes first.

    Nothing where the parts agree. They agree too where a part tells, among others, what the other tells.
    """
    parts: dict[Part, list[Mention]] = {part: [] for part in Part}
    for mention in told:
        parts[part_of(mention, reading)].append(mention)
    first, *others = [mentions for mentions in parts.values() if mentions] or [[]]
    if not others:
        return ()
    main = best(first)
    rivals: list[Mention] = []
    for mentions in others:
        rival = best(mentions)
        if any(alike(rival, m) for m in first) or any(alike(main, m) for m in mentions):
            continue
        if not any(alike(rival, known) for known in rivals):
            rivals.append(rival)
    return (main, *rivals) if rivals else ()


def lasted_alike(one: Mention, other: Mention) -> bool:
    """Tell whether two durations can be the same: "about 3 months" and "14 weeks", "a year" and "14 months".

    A duration without a number contradicts none.
    """
    first, second = _days(one.quantity), _days(other.quantity)
    if first is None or second is None:
        return True
    return first[0] <= second[1] and second[0] <= first[1]


def _days(quantity: Quantity | None) -> tuple[float, float] | None:
    """Give the least and the most days that a printed duration may stand for."""
    if quantity is None or quantity.unit not in _DAYS_IN:
        return None
    low = quantity.low if quantity.low is not None else quantity.value
    high = quantity.high if quantity.high is not None else quantity.value
    if low is None or high is None:
        return None
    match quantity.comparator:
        case Comparator.MORE | Comparator.AT_LEAST:
            high = float("inf")
        case Comparator.LESS | Comparator.AT_MOST:
            low = 0.0
    days = _DAYS_IN[quantity.unit]
    off = days * (_ABOUT if quantity.comparator is Comparator.ABOUT else _ROUNDED)
    return low * days - off, high * days + off


def aged_alike(one: float, other: float) -> bool:
    """Tell whether two ages in years can be the same: 19 months and one year, but not 56 and 58."""
    if one == other:
        return True
    younger, older = sorted((one, other))
    whole = younger.is_integer() or older.is_integer()
    return older < _INFANCY and whole and older - younger < 1 and not (younger.is_integer() and older.is_integer())


def share_complaint(one: Mention, other: Mention, reading: Reading) -> bool:
    """Tell whether the sentences of two mentions name the same complaint."""
    return not _complaints(one, reading).isdisjoint(_complaints(other, reading))


def _complaints(mention: Mention, reading: Reading) -> set[Hashable]:
    return {
        m.concept
        for m in reading.of(MentionKind.TERM, "symptom")
        if m.sentence == mention.sentence and m.qualifiers.holds and m.qualifiers.period is not Period.BEFORE
    }
