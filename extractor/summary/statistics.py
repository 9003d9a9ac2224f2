"""Statistics of a column: shares with their denominators, and mean, SD, median, quartiles and range."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many."""

    name: str
    count: int
    of: int

    @property
    def percent(self) -> float:
        """Give the percentage; 0 of nothing is 0."""
        return 100 * self.count / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class Numbers:
    """What is said of numbers. Quartiles are those of SPSS and SAS (the (n + 1)p-th value, interpolated)."""

    count: int
    mean: float
    sd: float | None  # of a sample; None for one number
    median: float
    lower: float
    upper: float
    least: float
    most: float


def describe(values: Iterable[float]) -> Numbers | None:
    """Describe numbers; None if there is none."""
    numbers = sorted(values)
    if not numbers:
        return None
    return Numbers(
        len(numbers),
        math.fsum(numbers) / len(numbers),
        statistics.stdev(numbers) if len(numbers) > 1 else None,
        statistics.median(numbers),
        quantile(numbers, 0.25),
        quantile(numbers, 0.75),
        numbers[0],
        numbers[-1],
    )


def quantile(numbers: Sequence[float], share: float) -> float:
    """Give a quantile of sorted numbers at (n + 1) · share; beyond the ends it is the last number."""
    place = (len(numbers) + 1) * share - 1
    below = min(max(math.floor(place), 0), len(numbers) - 1)
    above = min(below + 1, len(numbers) - 1)
    return numbers[below] + (numbers[above] - numbers[below]) * min(max(place - below, 0.0), 1.0)
