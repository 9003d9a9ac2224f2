"""How a cell's content is written for people: one short text, or one number."""

from __future__ import annotations

from collections.abc import Iterable

from extractor.export.jsonl import Json
from extractor.export.rows import Answer, Cell
from extractor.schema import Column, Field, Show

Plain = str | int | float | None

_SIGN = {"=": "", "~": "~", "<": "<", "<=": "≤", ">": ">", ">=": "≥", "range": ""}


def plain_content(field: Field, answer: Answer) -> Plain:
    """Write an answer's content: a number stays a number, a list is joined by semicolons."""
    match answer.content:
        case None:
            return None
        case list() as items:
            return "; ".join(str(_plain_item(item)) for item in items)
        case dict() as quantity:
            return plain_quantity(quantity, field.unit)
        case bool() | str() as text:
            return str(text)
        case number:
            return number


def _plain_item(item: Json) -> str:
    match item:
        case {"name": name, "dose": dose, "route": route, "frequency": frequency}:
            return _plain_drug(str(name), (dose, route, frequency))
        case dict():
            return plain_quantity(item, None)
        case _:
            return str(item)


def _plain_drug(name: str, parts: Iterable[Json]) -> str:
    """Write a drug and how it was given; a dose as printed may tell its route and frequency already."""
    words: list[str] = []
    for part in parts:
        if part is not None and str(part) not in " ".join(words):
            words.append(str(part))
    return " ".join((name, *words))


def plain_quantity(quantity: dict[str, Json], unit: str | None) -> str:
    """Write a quantity as "243 mg/dL (elevated)", ">50", "120–130" or "elevated"."""
    number = plain_number(quantity)
    flag = quantity.get("flag")
    if number is None:
        return str(flag)
    text = f"{number} {unit}" if unit and unit != "%" else f"{number}{unit or ''}"
    return f"{text} ({flag})" if flag else text


def plain_number(quantity: dict[str, Json]) -> str | None:
    """Write the number of a quantity in the field's unit, with its comparator; None if it has only a flag."""
    value, low, high, canonical = (quantity.get(key) for key in ("value", "low", "high", "canonical"))
    if canonical is None:
        return None
    sign = _SIGN.get(str(quantity.get("comparator")), "")
    if isinstance(low, int | float) and isinstance(high, int | float) and isinstance(canonical, int | float):
        factor = canonical / ((low + high) / 2) if low + high else 1.0
        return f"{low * factor:.6g}–{high * factor:.6g}"
    return f"{sign}{canonical:.6g}" if isinstance(canonical, int | float) else str(value)


def published_cell(column: Column, cell: Cell) -> str:
    """Write a cell with the codes of the published table; ND where the paper is silent or it was not done."""
    codes = dict(column.codes)
    content = cell.answer.content
    if cell.answer.status not in ("stated", "conflict") or content is None:
        return "ND"
    match column.show, content:
        case ((Show.FLAG | Show.NUMBER_OR_FLAG | Show.NUMBER), dict()):
            number, flag = plain_number(content), content.get("flag")
            if column.show is not Show.FLAG and number is not None:
                return number
            if column.show is not Show.NUMBER and flag is not None:
                return codes.get(str(flag), str(flag))
            return "ND"
        case Show.WEEKS, int() | float():
            return f"{content * 7:.0f}d" if content < 1 else f"{content:.3g}w"
        case Show.CODES, list():
            order = list(codes)
            items = sorted((str(item) for item in content), key=lambda item: order.index(item) if item in codes else 99)
            return " ".join(codes.get(item, item) for item in items)
        case Show.LIST, list():
            text = ", ".join(codes.get(str(item), str(item)) for item in content)
            return text[:1].upper() + text[1:]
        case _, int() | float():
            return f"{content:.6g}"
        case _:
            return codes.get(str(content), str(content))
