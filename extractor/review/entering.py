"""What a reviewer enters in the form of a field → the content of a cell as `cases.jsonl` holds it, or what is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import zip_longest
from typing import Any

from extractor.case import Comparator, Flag
from extractor.problem import ExtractorError
from extractor.review.numerals import NotReadable, read_number
from extractor.schema import Field, FieldType
from extractor.unit import convert, find_unit

Entries = Mapping[str, Sequence[str]]
"""The inputs of a form by name; those of one name are its rows."""

_MOST_CHARACTERS = 2000
_LEVELS = re.compile(r"([CTLSO]\d{1,2})(?:\s*[-–/]\s*([CTLSO]?\d{1,2}))?", re.IGNORECASE)
# What one of a unit of time is in the unit of a field; the published table counts 4 weeks a month and 48 a year.
_TIMES: Mapping[str, Mapping[str, float]] = {
    "weeks": {"days": 1 / 7, "weeks": 1, "months": 4, "years": 48},
    "calendar weeks": {"days": 1 / 7, "calendar weeks": 1, "weeks": 1, "months": 365.25 / 84, "years": 365.25 / 7},
    "months": {"days": 12 / 365.25, "weeks": 84 / 365.25, "months": 1, "years": 12},
    "years": {"days": 1 / 365.25, "weeks": 7 / 365.25, "months": 1 / 12, "years": 1},
}


class EntryError(ExtractorError):
    """An entry that is no answer to its field; the text says what would be."""


def times_of(field: Field) -> tuple[str, ...]:
    """Name the units of time in which a duration can be entered, that of the field first."""
    unit = field.unit or "weeks"
    return (unit, *(name for name in _TIMES.get(unit, {}) if name != unit))


def read_entry(field: Field, entries: Entries, shown: Any = None) -> Any:
    """Give the content that the form of a field holds; None where it is empty.

    Args:
        shown: the content with which the form was opened; reference ranges, which no form asks for, are kept from it.

    Raises:
        EntryError: in words for the person at the form.
    """
    if any(len(text) > _MOST_CHARACTERS for texts in entries.values() for text in texts):
        raise EntryError(f"more than {_MOST_CHARACTERS} characters")
    match field.type:
        case FieldType.BOOLEAN | FieldType.CATEGORY:
            return _allowed(field, _one(entries, "item"))
        case FieldType.CATEGORIES:
            return _listed(_allowed(field, text) for text in _filled(entries, "item"))
        case FieldType.LEVELS:
            return _listed(_levels(text) for text in _filled(entries, "item"))
        case FieldType.AGE | FieldType.DURATION:
            return _time(field, _one(entries, "number"), _one(entries, "unit"))
        case FieldType.COUNT:
            return _count(_one(entries, "number"))
        case FieldType.DATE:
            return _date(_one(entries, "item"))
        case FieldType.QUANTITY:
            return next(iter(_with_ranges(_quantities(field, entries), [shown])), None)
        case FieldType.QUANTITIES:
            return _with_ranges(_quantities(field, entries), shown if isinstance(shown, list) else []) or None
        case FieldType.DRUGS:
            return _drugs(entries) or None
    return _one(entries, "item") or None


def _one(entries: Entries, name: str) -> str:
    return next(iter(_filled(entries, name)), "")


def _filled(entries: Entries, name: str) -> list[str]:
    return [" ".join(text.split()) for text in entries.get(name, ()) if text.strip()]


def _listed(items: Any) -> list[Any] | None:
    return list(dict.fromkeys(item for item in items if item is not None)) or None


def _allowed(field: Field, text: str) -> str | None:
    if not text:
        return None
    allowed = field.values or (("yes", "no") if field.type is FieldType.BOOLEAN else ())
    if not allowed:
        return text
    for value in allowed:
        if value.casefold() == text.casefold():
            return value
    raise EntryError(f"“{text}” is not one of: {', '.join(allowed)}")


def _levels(text: str) -> str:
    found = _LEVELS.fullmatch(text)
    if found is None:
        raise EntryError(f"“{text}” is not a level or a stretch of levels, such as C7, T3-T9 or L4/5")
    first, last = found.group(1).upper(), (found.group(2) or "").upper()
    if not last:
        return first
    if "/" in text:
        return f"{first}/{last.lstrip('CTLSO') if last[0] == first[0] else last}"
    return f"{first}-{last if last[0].isalpha() else first[0] + last}"


def _number(text: str) -> float | None:
    if not text:
        return None
    try:
        number = read_number(text)
    except NotReadable as error:
        raise EntryError(str(error)) from error
    if not abs(number) < 1e12:
        raise EntryError(f"“{text}” is not a number that can be")
    return number


def _tidy(number: float | None) -> float | int | None:
    rounded = None if number is None else round(number, 6)
    return int(rounded) if rounded is not None and rounded == int(rounded) else rounded


def _time(field: Field, text: str, unit: str) -> float | int | None:
    number = _number(text)
    if number is None:
        return None
    own = field.unit or "weeks"
    factor = 1.0 if unit in ("", own) else _TIMES.get(own, {}).get(unit)
    if factor is None:
        raise EntryError(f"“{unit}” is none of: {', '.join(times_of(field))}")
    places = 2 if own == "years" else 6
    value = round(number * factor, places)
    _check_plausible(field, value)
    return _tidy(value)


def _count(text: str) -> int | None:
    number = _number(text)
    if number is not None and (number != int(number) or number < 0):
        raise EntryError(f"“{text}” is not a whole number")
    return None if number is None else int(number)


def _date(text: str) -> str | None:
    if not text:
        return None
    whole = text + "-01-01"[: 10 - len(text)] if len(text) in (4, 7) else text
    try:
        date.fromisoformat(whole)
    except ValueError as error:
        raise EntryError(f"“{text}” is not a date such as 2019, 2019-03 or 2019-03-21") from error
    return text


def _check_plausible(field: Field, value: float) -> None:
    if field.plausible is not None and not field.plausible[0] <= value <= field.plausible[1]:
        low, high = field.plausible
        raise EntryError(f"{value:g} {field.unit or ''} cannot be: from {low:g} to {high:g} can".replace("  ", " "))


def _quantities(field: Field, entries: Entries) -> list[dict[str, Any]]:
    names = ("comparator", "number", "high", "unit", "flag")
    rows = zip(*(_column(entries, name, len(entries.get("number", ()))) for name in names), strict=True)
    return [quantity for row in rows if (quantity := _quantity(field, *row)) is not None]


def _with_ranges(quantities: list[dict[str, Any]], shown: Sequence[Any]) -> list[dict[str, Any]]:
    ranges = [one["reference_range"] if isinstance(one, dict) else None for one in shown]
    return [{**one, "reference_range": kept} for one, kept in zip_longest(quantities, ranges) if one is not None]


def _column(entries: Entries, name: str, length: int) -> list[str]:
    texts = [" ".join(text.split()) for text in entries.get(name, ())]
    return (texts + [""] * length)[:length]


def _quantity(field: Field, comparator: str, number: str, high: str, unit: str, flag: str) -> dict[str, Any] | None:
    low, top = _number(number), _number(high)
    if low is None and not flag:
        return None
    if top is not None and (low is None or top <= low):
        raise EntryError(f"“{high}” must be more than what it ranges from")
    if flag and flag not in set(Flag):
        raise EntryError(f"“{flag}” is not one of: {', '.join(Flag)}")
    sign = Comparator.RANGE if top is not None else Comparator(comparator if comparator in set(Comparator) else "=")
    unit = unit or field.unit or ""
    middle = low if low is None or top is None else (low + top) / 2
    canonical = None if middle is None else _in_unit_of(field, middle, unit)
    if canonical is not None:
        _check_plausible(field, canonical)
    return {
        "value": _tidy(low) if top is None else None,
        "low": None if top is None else _tidy(low),
        "high": _tidy(top),
        "comparator": str(sign),
        "unit": (unit or None) if low is not None else None,
        "canonical": _tidy(canonical),
        "flag": flag or None,
        "reference_range": None,
    }


def _in_unit_of(field: Field, number: float, unit: str) -> float:
    if field.unit is None or unit == field.unit:
        return number
    converted = convert(number, unit, field.unit)
    if converted is None:
        known = find_unit(unit)
        raise EntryError(f"“{unit}” {'is no known unit' if known is None else f'cannot be told in {field.unit}'}")
    return converted


def _drugs(entries: Entries) -> list[dict[str, Any]]:
    names = ("name", "class", "dose", "route", "frequency")
    columns = [_column(entries, name, len(entries.get("name", ()))) for name in names]
    rows = [dict(zip(names, (text or None for text in row), strict=True)) for row in zip(*columns, strict=True)]
    if any(row["name"] is None and any(row.values()) for row in rows):
        raise EntryError("a drug needs its name")
    return [row for row in rows if row["name"] is not None]
