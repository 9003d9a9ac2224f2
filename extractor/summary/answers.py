"""What the cells of a row answer, as plain values: names, numbers, flags, and whether anything was reported."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractor.case import Status
from extractor.export.rows import Answer, Row
from extractor.schema import Field, FieldType

_TELLING = (Status.STATED, Status.DENIED, Status.CONFLICT)


def answer_of(row: Row, field: str) -> Answer | None:
    """Give the answer of a field; None where the run knows no such field."""
    return next((cell.answer for cell in row.cells if cell.field == field), None)


def is_reported(row: Row, field: str) -> bool:
    """Tell whether the paper answers: it states, denies, or contradicts itself; silence and "not done" are none."""
    answer = answer_of(row, field)
    return answer is not None and answer.status in _TELLING


def is_denied(row: Row, field: str) -> bool:
    """Tell whether the paper says that there is nothing to name, as in "no family history"."""
    answer = answer_of(row, field)
    return answer is not None and answer.status is Status.DENIED and not answer.content


def names_of(row: Row, field: str) -> tuple[str, ...]:
    """Give the items of a list, or the one answer of a category; none where it is denied or silent."""
    answer = answer_of(row, field)
    match answer.content if answer is not None and answer.status in _TELLING else None:
        case str() as name:
            return (name,)
        case list() as items:
            found = [item["name"] if isinstance(item, dict) and "name" in item else item for item in items]
            return tuple(item for item in found if isinstance(item, str))
    return ()


def number_of(row: Row, field: str) -> float | None:
    """Give the number of a cell in the unit of its field; the middle of a range."""
    answer = answer_of(row, field)
    match answer.content if answer is not None else None:
        case bool():
            return None
        case int() | float() as number:
            return float(number)
        case {"canonical": int() | float() as number}:
            return float(number)
    return None


def bounds_of(row: Row, field: str) -> tuple[float | None, float | None, str]:
    """Give the lowest and the highest number that a quantity may mean, and its comparator."""
    answer, number = answer_of(row, field), number_of(row, field)
    match answer.content if answer is not None else None:
        case {"low": int() | float() as low, "high": int() | float() as high}:
            return float(low), float(high), "range"
        case {"comparator": str() as sign}:
            low_end = None if sign in ("<", "<=") else number
            return low_end, (None if sign in (">", ">=") else number), sign
    return number, number, "="


def flag_of(row: Row, field: str) -> str | None:
    """Give the flag of a quantity: elevated, normal, low."""
    answer = answer_of(row, field)
    match answer.content if answer is not None else None:
        case {"flag": str() as flag}:
            return flag
    return None


def vertebrae_in(levels: Iterable[str]) -> tuple[str, ...]:
    """Give every vertebra that ranges of levels cover: "C7-T2" is C7, T1 and T2."""
    found: dict[str, None] = {}
    for level in levels:
        ends = [end.strip() for end in level.replace("–", "-").replace("/", "-").split("-")]
        ends = [end if end[:1].isalpha() else ends[0][:1] + end for end in ends]
        if all(end in VERTEBRAE for end in ends):
            first, last = VERTEBRAE.index(ends[0]), VERTEBRAE.index(ends[-1])
            found |= dict.fromkeys(VERTEBRAE[first : last + 1])
    return tuple(found)


VERTEBRAE: Sequence[str] = tuple(
    f"{letter}{number}" for letter, count in (("C", 7), ("T", 12), ("L", 5), ("S", 5)) for number in range(1, count + 1)
)
LISTS = (FieldType.CATEGORIES, FieldType.CATEGORY, FieldType.BOOLEAN, FieldType.LEVELS, FieldType.DRUGS)


def is_numeric(field: Field) -> bool:
    """Tell whether a field holds one number."""
    return field.type in (FieldType.AGE, FieldType.DURATION, FieldType.QUANTITY, FieldType.COUNT)
