"""The quantity of a cell as the stretch in which the measured number lies, compared with the thresholds of criteria."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Amount:
    """A number that lies between two ends, in the unit of its field; an open end is not the number itself."""

    low: float
    high: float
    low_open: bool = False
    high_open: bool = False
    limit: float | None = None  # the upper limit of the reference range
    elevated: bool | None = None  # as the paper says

    def compare(self, how: str, threshold: float) -> bool | None:
        """Tell whether the number is `above`, `at_least` or `below`; None where it may be either."""
        if how == "below":
            not_below = self.compare("at_least", threshold)
            return None if not_below is None else not not_below
        strict = how == "above"
        surely = self.low > threshold or (self.low == threshold and (self.low_open or not strict))
        surely_not = self.high < threshold or (self.high == threshold and (self.high_open or strict))
        return True if surely else False if surely_not else None

    def times_limit(self, low: float, high: float) -> bool | None:
        """Tell whether the number is at least `low` (more than it at 1 and 5) and at most `high` times the limit.

        The criteria ask for more than normal, for 2 to 5 times, and for more than 5 times the upper limit.
        """
        if self.limit is None or self.limit <= 0:
            return False if self.elevated is False else None
        above = self.compare("at_least" if low == 2 else "above", low * self.limit)
        below = True if math.isinf(high) else _not(self.compare("above", high * self.limit))
        if above is False or below is False:
            return False
        return True if above and below else None


def _not(answer: bool | None) -> bool | None:
    return None if answer is None else not answer


def read_amount(content: object) -> Amount | None:
    """Read a quantity as `cases.jsonl` has it; None where it holds neither a number nor a flag."""
    if not isinstance(content, Mapping):
        return None
    flag = content.get("flag")
    elevated = None if flag is None else flag == "elevated"
    limits = content.get("reference_range")
    limit = limits[1] if isinstance(limits, list) and len(limits) == 2 else None
    canonical = content.get("canonical")
    if not isinstance(canonical, int | float):
        return None if flag is None else Amount(0.0, math.inf, limit=limit, elevated=elevated)
    low, high = content.get("low"), content.get("high")
    number = float(canonical)
    comparator = content.get("comparator")
    if comparator == "range" and isinstance(low, int | float) and isinstance(high, int | float) and low + high > 0:
        factor = number / ((low + high) / 2)  # from the printed unit to that of the field
        return Amount(low * factor, high * factor, limit=limit, elevated=elevated)
    match comparator:
        case ">":
            return Amount(number, math.inf, low_open=True, limit=limit, elevated=elevated)
        case ">=":
            return Amount(number, math.inf, limit=limit, elevated=elevated)
        case "<":
            return Amount(0.0, number, high_open=True, limit=limit, elevated=elevated)
        case "<=":
            return Amount(0.0, number, limit=limit, elevated=elevated)
        case _:
            return Amount(number, number, limit=limit, elevated=elevated)
