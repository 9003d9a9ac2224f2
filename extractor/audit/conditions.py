"""What a claim asks of a patient: conditions on the fields of a row, put together with and, and with or."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.export.rows import Row
from extractor.summary.answers import bounds_of, flag_of, is_reported, names_of, number_of


@dataclass(frozen=True, slots=True)
class Told:
    """The paper tells one of these fields."""

    fields: tuple[str, ...]

    def holds(self, row: Row) -> bool:
        """Tell whether a patient meets it."""
        return any(is_reported(row, field) for field in self.fields)


@dataclass(frozen=True, slots=True)
class Has:
    """One of these answers stands in a field."""

    field: str
    names: frozenset[str]

    @property
    def fields(self) -> tuple[str, ...]:
        """The field, as that of the other conditions."""
        return (self.field,)

    def holds(self, row: Row) -> bool:
        """Tell whether a patient meets it."""
        return not self.names.isdisjoint(names_of(row, self.field))


@dataclass(frozen=True, slots=True)
class Flagged:
    """A measurement is raised, normal or low."""

    field: str
    flag: str

    @property
    def fields(self) -> tuple[str, ...]:
        """The field, as that of the other conditions."""
        return (self.field,)

    def holds(self, row: Row) -> bool:
        """Tell whether a patient meets it."""
        return flag_of(row, self.field) == self.flag


@dataclass(frozen=True, slots=True)
class Beyond:
    """A number is above a limit; `equal` lets the limit itself count. A printed ">40" is above 40."""

    field: str
    limit: float
    equal: bool = False

    @property
    def fields(self) -> tuple[str, ...]:
        """The field, as that of the other conditions."""
        return (self.field,)

    def holds(self, row: Row) -> bool:
        """Tell whether a patient meets it for certain; of a range its lower end must."""
        low, _, sign = bounds_of(row, self.field)
        if low is None:
            return False
        return low > self.limit or (low == self.limit and (self.equal or sign == ">"))


Condition = Told | Has | Flagged | Beyond


@dataclass(frozen=True, slots=True)
class Predicate:
    """Of every group one condition holds."""

    groups: tuple[tuple[Condition, ...], ...]

    def count(self, rows: Sequence[Row]) -> int:
        """Count the patients who meet it."""
        return len(self.select(rows))

    def select(self, rows: Sequence[Row]) -> list[Row]:
        """Give the patients who meet it."""
        return [row for row in rows if all(any(c.holds(row) for c in group) for group in self.groups)]

    def base(self, rows: Sequence[Row]) -> int:
        """Count the patients whose papers tell what it asks, one field of every group at least."""
        return sum(all(any(_is_told(c, row) for c in group) for group in self.groups) for row in rows)

    @property
    def fields(self) -> tuple[str, ...]:
        """Give the fields that it asks."""
        return tuple(dict.fromkeys(f for group in self.groups for c in group for f in c.fields))

    def words(self) -> str:
        """Write it for people."""
        return " and ".join(" or ".join(_words(c) for c in _joined(group)) for group in self.groups)


def _joined(group: Sequence[Condition]) -> list[Condition]:
    """Write answers of one field as one condition."""
    names: dict[str, frozenset[str]] = {}
    for condition in group:
        if isinstance(condition, Has):
            names[condition.field] = names.get(condition.field, frozenset()) | condition.names
    return [*(Has(field, known) for field, known in names.items()), *(c for c in group if not isinstance(c, Has))]


def _is_told(condition: Condition, row: Row) -> bool:
    """Tell whether a paper tells what a condition asks: a number for a limit, a flag for a flag."""
    match condition:
        case Flagged(field):
            return flag_of(row, field) is not None
        case Beyond(field):
            return number_of(row, field) is not None
    return any(is_reported(row, field) for field in condition.fields)


def _words(condition: Condition) -> str:
    match condition:
        case Told(fields):
            return f"{' or '.join(fields)} told"
        case Has(field, names):
            return f"{field}: {' or '.join(sorted(names))}"
        case Flagged(field, flag):
            return f"{field} {flag}"
        case Beyond(field, limit, equal):
            return f"{field} {'≥' if equal else '>'} {limit:g}"
