"""Rows → the results section: every figure is counted here once, and text, tables and plots show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.case import Status
from extractor.export.rows import Row
from extractor.lexicon import load_lists
from extractor.schema import Field, FieldType, Schema
from extractor.summary.answers import (
    LISTS,
    answer_of,
    bounds_of,
    flag_of,
    is_denied,
    is_numeric,
    is_reported,
    names_of,
    number_of,
    vertebrae_in,
)
from extractor.summary.care import Completeness, items_for, judge_papers
from extractor.summary.statistics import Numbers, Share, describe

_CROSSES = (  # pairs of fields whose answers are crossed, where a schema has both
    ("involved_regions", "involved_regions"),
    ("treatments", "outcome"),
    ("sex", "outcome"),
    ("involved_regions", "outcome"),
)
_MOST_NAMES = 12  # rows and columns of a cross table: the most frequent answers


@dataclass(frozen=True, slots=True)
class FieldSummary:
    """What the patients say to one field: how many papers tell, the answers, the numbers, and what flags stand.

    `denied` are those who are said to have none of what is asked; `bounds` are numbers such as >50, taken as 50.
    """

    field: Field
    reported: Share
    denied: int
    not_done: int
    conflicts: int
    bounds: int
    answers: tuple[Share, ...] = ()
    numbers: Numbers | None = None
    values: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Cross:
    """How often each answer of one field stands beside each of another; `totals` are the patients of each row."""

    rows_field: str
    columns_field: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    totals: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Combination:
    """Answers that stand together in so many patients, and in no more than these."""

    names: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Person:
    """Age and sex of a patient, for the pyramid."""

    age_years: float
    sex: str


@dataclass(frozen=True, slots=True)
class Summary:
    """The results section."""

    schema: Schema
    patients: int
    papers: int
    years: tuple[tuple[int, int], ...]  # year, papers
    fields: tuple[FieldSummary, ...]
    crosses: tuple[Cross, ...]
    combinations: tuple[Combination, ...]
    sets: tuple[Share, ...]  # the treatments that are combined
    combined: Share  # glucocorticoid with a drug that spares it
    people: tuple[Person, ...]
    vertebrae: tuple[tuple[str, int], ...]  # by the levels that are told
    care: tuple[Completeness, ...]
    care_items: tuple[str, ...]

    def field(self, name: str) -> FieldSummary | None:
        """Give the summary of a field; None if the schema has none."""
        return next((field for field in self.fields if field.field.name == name), None)


def summarize(schema: Schema, rows: Sequence[Row]) -> Summary:
    """Count everything."""
    papers = dict.fromkeys(row.path for row in rows)
    years = Counter({row.path: row.year for row in rows if row.year is not None}.values())
    sets, combinations, combined = _combine(rows)
    ages = ((number_of(row, "age_years"), (*names_of(row, "sex"), "unknown")[0]) for row in rows)
    levels = Counter(v for row in rows for v in vertebrae_in(names_of(row, "lesion_levels")))
    return Summary(
        schema,
        len(rows),
        len(papers),
        tuple(sorted((year, count) for year, count in years.items())),
        tuple(summarize_field(field, rows) for field in schema.fields),
        tuple(cross for a, b in _CROSSES if (cross := cross_fields(schema, rows, a, b)) is not None),
        combinations,
        sets,
        combined,
        tuple(Person(age, sex) for age, sex in ages if age is not None),
        tuple(levels.items()),
        judge_papers(schema, rows),
        tuple(f"{item.number} {item.name}" for item in items_for(schema)),
    )


def summarize_field(field: Field, rows: Sequence[Row]) -> FieldSummary:
    """Count the answers of one field; the denominator of an answer is the patients whose paper tells."""
    told = [row for row in rows if is_reported(row, field.name)]
    statuses = Counter(answer.status for row in rows if (answer := answer_of(row, field.name)) is not None)
    names: Iterable[str] = ()
    values: list[float] = []
    if field.type in LISTS:
        names = (name for row in told for name in dict.fromkeys(names_of(row, field.name)))
    elif is_numeric(field):
        values = [number for row in told if (number := number_of(row, field.name)) is not None]
        names = (flag for row in told if (flag := flag_of(row, field.name)) is not None)
    counts = Counter(names)
    order = {value: place for place, value in enumerate(field.values)}
    ranked = sorted(counts.items(), key=lambda item: (order.get(item[0], 99), -item[1], item[0]))
    whole = sum(counts.values()) if field.type is FieldType.QUANTITY else len(told)
    return FieldSummary(
        field,
        Share(field.name, len(told), len(rows)),
        sum(is_denied(row, field.name) for row in told),
        statuses[Status.NOT_DONE],
        statuses[Status.CONFLICT],
        sum(bounds_of(row, field.name)[2] in ("<", "<=", ">", ">=") for row in told) if values else 0,
        tuple(Share(name, count, whole) for name, count in ranked),
        describe(values),
        tuple(values),
    )


def cross_fields(schema: Schema, rows: Sequence[Row], first: str, second: str) -> Cross | None:
    """Cross the answers of two fields over the patients for whom both are told; None where nothing is."""
    known = {field.name: field for field in schema.fields}
    if first not in known or second not in known:
        return None
    told = [row for row in rows if names_of(row, first) and names_of(row, second)]
    heads = _frequent(told, known[first])
    columns = _frequent(told, known[second])
    if not told or len(columns) < 2:
        return None
    with_first = {name: [row for row in told if name in names_of(row, first)] for name in heads}
    counts = tuple(
        tuple(sum(c in names_of(row, second) for row in with_first[name]) for c in columns) for name in heads
    )
    return Cross(first, second, heads, columns, counts, tuple(len(with_first[name]) for name in heads))


def _frequent(rows: Sequence[Row], field: Field) -> tuple[str, ...]:
    counts = Counter(name for row in rows for name in dict.fromkeys(names_of(row, field.name)))
    order = {value: place for place, value in enumerate(field.values)}
    ranked = sorted(counts, key=lambda name: (order.get(name, 99), -counts[name], name))
    return tuple(ranked[:_MOST_NAMES])


def treatment_groups(row: Row) -> frozenset[str]:
    """Give the groups of treatments that a patient received: several drugs of one kind are one."""
    groups = load_lists("treatment_groups")
    return frozenset(
        next((group for group, members in groups.items() if name in members), name)
        for name in names_of(row, "treatments")
    )


def _combine(rows: Sequence[Row]) -> tuple[tuple[Share, ...], tuple[Combination, ...], Share]:
    """Count treatments by group, which of them stand together, and glucocorticoids with a drug that spares them."""
    treated = [groups for row in rows if (groups := treatment_groups(row))]
    counts = Counter(group for groups in treated for group in groups)
    kept = [name for name, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))][:8]
    together = Counter(tuple(name for name in kept if name in groups) for groups in treated)
    sparing = frozenset(load_lists("treatment_groups"))
    combined = sum("glucocorticoid" in groups and not sparing.isdisjoint(groups) for groups in treated)
    return (
        tuple(Share(name, counts[name], len(treated)) for name in kept),
        tuple(
            Combination(names, count)
            for names, count in sorted(together.items(), key=lambda item: (-item[1], item[0]))
            if names
        ),
        Share("glucocorticoid with an immunosuppressant or biologic", combined, len(treated)),
    )
