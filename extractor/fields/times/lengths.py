"""The durations of a course of illness: which count, the longest of them, and the unit of a field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.case import Mention, MentionKind, Period, Reading, Role, Sentence, Subject
from extractor.document import SectionKind
from extractor.fields.chosen import Chosen
from extractor.fields.tabled import durations_under, is_under
from extractor.lexicon import load_cues
from extractor.schema import Field
from extractor.wordlist import WordList

# Where a paper speaks of others as much as of its own patient.
_BACKGROUND = frozenset(
    {
        SectionKind.INTRODUCTION,
        SectionKind.DISCUSSION,
        SectionKind.REFERENCES,
        SectionKind.DECLARATIONS,
        SectionKind.FURNITURE,
        SectionKind.AUTHORS,
    }
)
_CALENDAR = 365.25 / 7 / 48  # calendar weeks for each week of the published table, for months and years
_DAYS_OF_MONTH = 365.25 / 12
_COUNTED_BY_THIRTY = 90  # days up to which a month is taken to have thirty
_SHORT_UNITS = frozenset({"minutes", "hours", "days"})
_LONG_UNITS = frozenset({"months", "years", "decades"})
WEEKS_IN = {
    "minutes": 1 / 10080,
    "hours": 1 / 168,
    "days": 1 / 7,
    "weeks": 1.0,
    "months": 4.0,
    "years": 48.0,
    "decades": 480.0,
}
_VAGUE = 3  # "several months" are taken to be longer than this many


def tabled(field: Field, reading: Reading) -> Iterator[Mention]:
    """Give the durations of the table cells that are called by the field, in words or as bare numbers."""
    name = field.name.removesuffix("_calendar")
    yield from (d for d in reading.of(MentionKind.DURATION) if is_under(name, d, reading))
    yield from durations_under(name, reading)


def counts(duration: Mention, sentence: Sentence) -> bool:
    """Tell whether the duration is the patient's, and told of what was: no plan, and nothing of others."""
    planned = (
        duration.qualifiers.period is Period.PLANNED and duration.role is not Role.ONSET
    )  # "over the last 3 weeks"
    if duration.qualifiers.subject is not Subject.PATIENT or planned:
        return False
    return sentence.section not in _BACKGROUND or course_cue("our_patient").search(sentence.text) is not None


def longest(field: Field, told: Sequence[Mention], rivals: Sequence[Mention] = ()) -> Chosen:
    """Take the longest, or the first of those that contradict each other."""
    if not told:
        return Chosen()
    main, *others = rivals or (longest_of(told),)
    same = [duration for duration in told if weeks(duration) == weeks(main)]
    return Chosen(
        accepted=tuple(convert(duration, field.unit) for duration in same),
        rivals=tuple(convert(duration, field.unit) for duration in others),
    )


def longest_of(told: Sequence[Mention]) -> Mention:
    """Give the longest duration, the first of those that are as long."""
    return max(told, key=lambda duration: (weeks(duration), -duration.span.start))


def weeks(duration: Mention) -> float:
    """Give the weeks of the published table; of "several months" no number is known, and three are taken."""
    quantity = duration.quantity
    if quantity is None:
        return 0.0
    if quantity.canonical is not None:
        return quantity.canonical
    return _VAGUE * WEEKS_IN.get(quantity.unit or "", 0.0)


def _months(weeks: float, unit: str | None) -> float:
    """Give months as a person counts them: thirty days are one, four weeks are one, and 52 weeks are a year."""
    days = round(7 * weeks)
    if unit in _SHORT_UNITS:
        return weeks * 7 / (30 if days <= _COUNTED_BY_THIRTY or days % 30 == 0 else _DAYS_OF_MONTH)
    return weeks * 12 / 52 if unit == "weeks" and weeks > WEEKS_IN["years"] else weeks / 4


def is_vague(duration: Mention) -> bool:
    """Tell "a few days later", of which no number of months can be made."""
    quantity = duration.quantity
    return quantity is None or (quantity.canonical is None and quantity.unit in _SHORT_UNITS)


def convert(duration: Mention, unit: str | None) -> Mention:
    """Give the duration in the unit of a field: weeks of the published table, calendar weeks, or months."""
    quantity = duration.quantity
    if quantity is None or quantity.canonical is None:
        return duration
    weeks = quantity.canonical
    if unit == "months":
        weeks = _months(weeks, quantity.unit)
    elif unit == "calendar weeks" and quantity.unit in _LONG_UNITS:
        weeks *= _CALENDAR
    return replace(duration, quantity=replace(quantity, canonical=round(weeks, 2)))


def course_cue(name: str) -> WordList:
    """Give one list of the words that tell of a course."""
    return load_cues("course")[name]
