"""Numbers and quantities as people write them in a cell ⇄ as `cases.jsonl` holds them."""

from __future__ import annotations

import re
from typing import Any

from extractor.case import Comparator, Flag, Quantity
from extractor.quantity import check_content, in_unit_of, middle
from extractor.schema import Field


class NotReadable(ValueError):
    """What stands in a cell cannot be taken; the message says why and how to write it."""


_SIGNS = {"<": "<", "≤": "<=", "<=": "<=", ">": ">", "≥": ">=", ">=": ">=", "~": "~", "≈": "~", "=": "=", "": "="}
_SHOWN = {"=": "", "~": "~", "<": "<", "<=": "≤", ">": ">", ">=": "≥", "range": ""}
_NUMBER = r"[+-]?\d[\d.,]*(?:[eE][+-]?\d+)?"
_QUANTITY = re.compile(
    rf"""
    (?P<sign>[<>]=?|[≤≥~≈=])? \s*
    (?P<low>{_NUMBER}) \s*
    (?:(?:-|–|—|to) \s* (?P<high>\d[\d.,]*) \s*)?   # the other end of a range
    (?P<unit>[^()]{{0,40}}?) \s*
    (?:\( \s* (?P<flag>\w+) \s* \))?                # elevated, normal or low
    """,
    re.VERBOSE,
)


def read_number(text: str) -> float:
    """Read one number: a decimal comma is one, a comma before three digits could be either and is refused.

    Raises:
        NotReadable: it is no number, or two numbers could be meant.
    """
    digits = text.strip().replace("\u00a0", "").replace("−", "-")
    if re.fullmatch(r"[+-]?[1-9]\d{0,2}(,\d{3})+", digits):
        raise NotReadable(f"“{text}” could be {digits.replace(',', '')} or {digits.replace(',', '.')}: write no comma")
    if digits.count(",") == 1 and "." not in digits:
        digits = digits.replace(",", ".")
    if re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,2})?", digits, re.ASCII) is None:
        raise NotReadable(f"“{text}” is not a number")
    return float(digits)


def read_quantity(field: Field, text: str) -> dict[str, Any]:
    """Read a quantity: "243", "2.43 g/L", ">50", "120–130 mg/dL (elevated)" or "elevated" alone.

    Raises:
        NotReadable: no quantity, a unit that cannot be turned into the field's, or a number out of all bounds.
    """
    word = text.strip().lower()
    if word in set(Flag):
        return _to_json(Quantity(flag=Flag(word)))
    match = _QUANTITY.fullmatch(text.strip())
    if match is None or (match["flag"] or "normal").lower() not in set(Flag):
        raise NotReadable(f"“{text}” is no quantity: write 243, >50, 120–130, 2.43 g/L, 243 (elevated) or elevated")
    low, high = read_number(match["low"]), None if match["high"] is None else read_number(match["high"])
    if high is not None and (high <= low or match["sign"]):
        raise NotReadable(f"“{text}”: a range goes from the lower to the higher number")
    quantity = in_unit_of(
        field,
        Quantity(
            value=low if high is None else None,
            low=None if high is None else low,
            high=high,
            comparator=Comparator.RANGE if high is not None else Comparator(_SIGNS[match["sign"] or ""]),
            unit=match["unit"] or None,
            flag=None if match["flag"] is None else Flag(match["flag"].lower()),
        ),
    )
    if middle(quantity) is not None and quantity.canonical is None:
        raise NotReadable(f"“{match['unit']}” is not a unit that can be turned into {field.unit}")
    check_plausible(field, quantity)
    return _to_json(quantity)


def check_plausible(field: Field, content: float | Quantity) -> None:
    """Refuse a number outside the bounds of its field.

    Raises:
        NotReadable: it is outside.
    """
    for problem in check_content(field, content):
        if problem.code == "implausible":
            raise NotReadable(problem.message.removeprefix(f"{field.name}: "))


def write_quantity(field: Field, quantity: dict[str, Any]) -> str:
    """Write a quantity as `read_quantity` reads it, in the field's unit where it can be given in it."""
    value, low, high, canonical = (quantity.get(key) for key in ("value", "low", "high", "canonical"))
    flag, sign = quantity.get("flag"), _SHOWN.get(str(quantity.get("comparator") or "="), "")
    unit = field.unit or ""
    factor = 1.0
    if canonical is None:
        unit = str(quantity.get("unit") or "")
    elif (printed := value if value is not None else ((low or 0) + (high or 0)) / 2) != 0:
        factor = canonical / printed
    if low is not None and high is not None:
        number = f"{low * factor:.6g}–{high * factor:.6g}"
    elif value is not None:
        number = f"{sign}{value * factor:.6g}"
    else:
        return str(flag or "")
    return " ".join(part for part in (number, unit, f"({flag})" if flag else "") if part)


def tidy(number: float) -> float | int:
    """Round away what floating point adds, and give whole numbers without a point, as `cases.jsonl` holds them."""
    rounded = round(number, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def _to_json(quantity: Quantity) -> dict[str, Any]:
    numbers = {name: getattr(quantity, name) for name in ("value", "low", "high", "canonical")}
    written = {name: None if number is None else tidy(number) for name, number in numbers.items()}
    return {
        **{name: written[name] for name in ("value", "low", "high")},
        "comparator": str(quantity.comparator),
        "unit": quantity.unit,
        "canonical": written["canonical"],
        "flag": None if quantity.flag is None else str(quantity.flag),
        "reference_range": None,
    }
