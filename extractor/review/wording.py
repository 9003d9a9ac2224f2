"""How an answer is written for people on a page: short texts, never markup."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from extractor.schema import Column, Field, Schema, Show

STATUS_WORDS = {
    "stated": "stated",
    "denied": "denied",
    "not_done": "not done",
    "not_reported": "not reported",
    "conflict": "conflict",
    "unreadable": "unreadable",
}
_SIGN = {"=": "", "~": "about ", "<": "<", "<=": "≤", ">": ">", ">=": "≥", "range": ""}


def word_content(field: Field, content: Any) -> str:
    """Write the content of a cell; empty if it has none."""
    match content:
        case None:
            return ""
        case list():
            return "; ".join(word_content(field, item) for item in content)
        case {"name": str()}:
            return _word_drug(content)
        case dict():
            return _word_quantity(content)
        case int() | float():
            unit = f" {field.unit}" if field.unit and field.unit != "%" else field.unit or ""
            return f"{content:g}{unit}"
    return str(content)


def _word_drug(drug: Mapping[str, Any]) -> str:
    """Write a drug; a dose as printed may tell its route and frequency already."""
    words = str(drug["name"])
    for key in ("dose", "route", "frequency"):
        part = str(drug.get(key) or "")
        words += f" {part}" if part and part not in words else ""
    return words


def _word_quantity(quantity: Mapping[str, Any]) -> str:
    value, low, high, unit = (quantity.get(key) for key in ("value", "low", "high", "unit"))
    number = f"{low:g}–{high:g}" if low is not None and high is not None else "" if value is None else f"{value:g}"
    text = _SIGN.get(str(quantity.get("comparator")), "") + number
    if number and unit:
        text += str(unit) if unit == "%" else f" {unit}"
    flag = quantity.get("flag")
    return f"{text} ({flag})" if text and flag else text or str(flag or "")


def word_answer(field: Field, status: str, content: Any) -> str:
    """Write an answer: its content, or its status where it has none."""
    text = word_content(field, content)
    if status == "stated" or (status == "conflict" and text):
        return text or "stated, without a value"
    return STATUS_WORDS.get(status, status) + (f": {text}" if text else "")


def codes_of(schema: Schema, field: Field, status: str, content: Any) -> tuple[tuple[str, str], ...]:
    """Give what the published table prints for an answer, as (header, text), where it has a code for it."""
    if status not in ("stated", "conflict"):
        return ()
    found: list[tuple[str, str]] = []
    for column in schema.columns:
        if column.field == field.name and column.codes:
            text = _coded(column, content)
            if text:
                found.append((column.header, text))
    return tuple(found)


def _coded(column: Column, content: Any) -> str:
    codes = dict(column.codes)
    match content:
        case list():
            return (" " if column.show is Show.CODES else ", ").join(codes.get(str(i), str(i)) for i in content)
        case {"flag": str() as flag}:
            return codes.get(flag, "")
        case str():
            return codes.get(content, "")
    return ""


def word_time(at: str) -> str:
    """Write the time of a decision as it is here."""
    return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")


def word_duration(seconds: float) -> str:
    """Write how long something will take."""
    minutes = round(seconds / 60)
    if minutes < 1:
        return "under a minute"
    if minutes < 90:
        return f"{minutes} minute{'s' if minutes > 1 else ''}"
    return f"{minutes / 60:.1f} hours".replace(".0", "")
