"""When two answers of a cell are the same."""

from __future__ import annotations

import json
import math
from typing import Any

from extractor.review.decision import Answer


def same_answer(one: Answer, other: Answer) -> bool:
    """Tell whether two answers say the same, whatever words they cite; lists are sets, units and case do not count."""
    return one.status == other.status and same_content(json.loads(one.content), json.loads(other.content))


def same_content(one: Any, other: Any) -> bool:
    """Tell whether two contents, as `cases.jsonl` holds them, are the same."""
    match one, other:
        case list(), list():
            return len(one) == len(other) and _pair_off(one, other)
        case dict(), dict() if "name" in one and "name" in other:
            return all(same_content(one.get(key), other.get(key)) for key in ("name", "dose", "route", "frequency"))
        case dict(), dict():
            flags = (one.get("flag"), other.get("flag"))
            numbers = [(item.get("canonical"), item.get("comparator") or "=") for item in (one, other)]
            if None not in (numbers[0][0], numbers[1][0]):
                return same_content(numbers[0][0], numbers[1][0]) and numbers[0][1] == numbers[1][1]
            return numbers[0][0] == numbers[1][0] and flags[0] == flags[1]
        case ((int() | float()), (int() | float())):
            return math.isclose(one, other, rel_tol=1e-6, abs_tol=1e-9)
        case str(), str():
            return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
    return bool(one == other)


def _pair_off(one: list[Any], other: list[Any]) -> bool:
    """Tell whether every item has its own partner in the other list."""
    left = list(other)
    for item in one:
        partner = next((n for n, candidate in enumerate(left) if same_content(item, candidate)), None)
        if partner is None:
            return False
        del left[partner]
    return True
