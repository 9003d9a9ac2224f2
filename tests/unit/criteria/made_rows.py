"""Rows as `cases.jsonl` holds them, made of a few words."""

from __future__ import annotations

from extractor.case import Status
from extractor.export.rows import Answer, Cell, Quote, Row

Content = float | str | list[str] | dict[str, object] | None


def answer(status: Status, content: Content, item: str | None = None) -> Answer:
    said = item if item is not None else (content if isinstance(content, str) else "so it says")
    silent = status is Status.NOT_REPORTED
    quotes = () if silent else (Quote(said, 0, 5, "case", 2, (), item),)
    if isinstance(content, list):
        quotes = tuple(Quote(f"the words for {one}", 0, 5, "case", 2, (), one) for one in content)
    return Answer(status, content, quotes)  # type: ignore[arg-type]


def cell(field: str, status: Status, content: Content = None, denied: tuple[str, ...] = ()) -> Cell:
    others = tuple(answer(Status.DENIED, [one]) for one in denied)
    return Cell(field, answer(status, content), others, 0.9)


def row(*cells: Cell, path: str = "a.pdf", case: str = "case-1", year: int | None = 2019, author: str = "Lee J") -> Row:
    return Row(path, "0" * 64, "A title", author, year, "J", None, None, 1, case, "Patient", cells)


def quantity(
    value: float | None, comparator: str = "=", flag: str | None = None, upper: float | None = None, **ends: float
) -> dict[str, object]:
    canonical = value if value is not None else (ends["low"] + ends["high"]) / 2 if ends else None
    limits = None if upper is None else [0, upper]
    return {
        "value": value, "low": None, "high": None, "comparator": comparator, "unit": None, "canonical": canonical,
        "flag": flag, "reference_range": limits, **ends,
    }  # fmt: skip


def stated(field: str, content: Content) -> Cell:
    return cell(field, Status.STATED, content)
