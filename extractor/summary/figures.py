"""The figures of a summary as lines of a table: what CSV, workbook, Markdown and report all show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractor.summary.statistics import Numbers
from extractor.summary.summarizing import Cross, FieldSummary, Summary
from extractor.summary.wording import name_field


@dataclass(frozen=True, slots=True)
class Figure:
    """One line: a statistic of one field, or how many of how many gave an answer."""

    field: str
    name: str
    value: float
    of: int | None = None
    unit: str | None = None

    @property
    def percent(self) -> float | None:
        """Give the percentage of a count; None for other statistics."""
        return None if not self.of else round(100 * self.value / self.of, 1)


HEAD = ("field", "figure", "value", "of", "percent", "unit")


def list_figures(summary: Summary) -> Iterator[Figure]:
    """Give every figure, in the order of the schema."""
    yield Figure("", "patients", summary.patients)
    yield Figure("", "papers", summary.papers)
    for told in summary.fields:
        if told.reported.count or told.not_done:
            yield from _of_field(told)
    yield Figure("treatments", summary.combined.name, summary.combined.count, summary.combined.of)


def _of_field(told: FieldSummary) -> Iterator[Figure]:
    name = told.field.name
    yield Figure(name, "reported", told.reported.count, told.reported.of)
    if told.denied:
        yield Figure(name, "denied", told.denied, told.reported.of)
    if told.not_done:
        yield Figure(name, "not done", told.not_done, told.reported.of)
    if told.conflicts:
        yield Figure(name, "contradicting itself", told.conflicts, told.reported.of)
    if told.numbers is not None:
        yield from _of_numbers(name, told.numbers, told.field.unit)
    if told.bounds:
        yield Figure(name, "numbers that are bounds", told.bounds)
    for share in told.answers:
        yield Figure(name, share.name, share.count, share.of)


def _of_numbers(name: str, numbers: Numbers, unit: str | None) -> Iterator[Figure]:
    yield Figure(name, "numbers", numbers.count)
    statistics = (
        ("mean", numbers.mean),
        ("standard deviation", numbers.sd),
        ("median", numbers.median),
        ("lower quartile", numbers.lower),
        ("upper quartile", numbers.upper),
        ("least", numbers.least),
        ("most", numbers.most),
    )
    for statistic, value in statistics:
        if value is not None:
            yield Figure(name, statistic, round(value, 4), unit=unit)


def figure_cells(figure: Figure) -> tuple[str | float | int | None, ...]:
    """Give the cells of a line, under `HEAD`."""
    whole = figure.value == int(figure.value)
    return (
        figure.field,
        figure.name,
        int(figure.value) if whole else figure.value,
        figure.of,
        figure.percent,
        figure.unit,
    )


def cross_title(summary: Summary, cross: Cross) -> str:
    """Give the heading of a cross table."""
    rows, columns = (title_of(summary, field) for field in (cross.rows_field, cross.columns_field))
    return f"{rows}, which together" if rows == columns else f"{rows} by {columns.lower()}"


def title_of(summary: Summary, field: str) -> str:
    """Give the heading of a field."""
    told = summary.field(field)
    return field if told is None else name_field(told.field)
