"""Assessments → lines of a table, and a few lines for people."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.criteria.assessing import Assessment
from extractor.criteria.conditions import Ground, State
from extractor.export.rows import Row

COLUMNS = (
    *("paper", "case", "criteria", "part", "criterion", "state", "points", "points_from", "points_to"),
    *("conclusion", "evidence", "source"),
)


def table_lines(row: Row, assessment: Assessment) -> Iterator[tuple[str | int, ...]]:
    """Give a line for each criterion, with its evidence."""
    criteria = assessment.criteria
    weighted = bool(criteria.domains)
    for item in assessment.judged:
        yield (
            *(row.path, row.case, criteria.id, item.part, item.name, str(item.state), item.points if weighted else ""),
            *((assessment.low, assessment.high) if weighted else ("", "")),
            *(assessment.conclusion, "; ".join(map(show_ground, item.grounds)), criteria.source),
        )


def show_ground(ground: Ground) -> str:
    """Give a quote with its field and page."""
    page = "" if ground.page is None else f", page {ground.page}"
    return f"{ground.field}: “{ground.quote}”{page}"


def read_aloud(row: Row, assessment: Assessment) -> Iterator[str]:
    """Give what was concluded and what bears it, a line each."""
    criteria = assessment.criteria
    points = f" [{assessment.low} to {assessment.high} points]" if criteria.domains else ""
    yield f"{row.path} {row.case}: {criteria.title}: {assessment.conclusion}{points}"
    for item in assessment.judged:
        named = item.points > 0 if criteria.domains and item.part not in ("entry", "exclusion") else True
        quotes = "; ".join(dict.fromkeys(show_ground(ground) for ground in item.grounds[:3]))
        if named and item.grounds:
            points = f"{item.points} points, " if item.points else ""
            look = "look at this: " if item.part == "exclusion" and item.state is State.UNKNOWN else ""
            yield f"    {points}{item.name}: {look}{item.state}: {quotes}"
