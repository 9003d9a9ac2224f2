"""How far two raters agree: pairs of answers → percent agreement, kappa, AC1, alpha, ICC, each with its interval.

Every chance-corrected coefficient is (observed − expected) / (1 − expected); they differ in what chance is taken to do.
Over several fields both shares are averaged first (H. de Vries et al., Field Methods 2008: pooled kappa). The cells of
a paper stand or fall together, so that the intervals come of resampling papers, which no library at hand does; the
coefficients themselves are tested against published examples and scikit-learn.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 2000
SEED = 20240229
Z = 1.959964  # two-sided 95 %
FEWEST_NUMBERS = 3  # pairs without which no ICC is given

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95 % interval; None where it is not defined (all answers the same, too few, one paper)."""

    value: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Ratings:
    """The answers of two raters to one question, unit by unit, and the paper in which each unit lies."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coefficients:
    """What two raters' answers come to."""

    units: int
    equal: int
    percent: Estimate  # share of equal answers, 0 to 1
    kappa: Estimate  # J. Cohen, Educ Psychol Meas 1960
    ac1: Estimate  # K. L. Gwet, Br J Math Stat Psychol 2008
    alpha: Estimate  # K. Krippendorff, nominal, Commun Methods Meas 2007


def measure_agreement(fields: Sequence[Ratings]) -> Coefficients:
    """Give the coefficients of one question, or of several together."""
    papers = sorted({paper for ratings in fields for paper in ratings.papers})
    if not papers:
        return Coefficients(0, 0, Estimate(), Estimate(), Estimate(), Estimate())
    times = _draws(len(papers))
    place = {paper: number for number, paper in enumerate(papers)}
    sums = [_shares(ratings, place, times) for ratings in fields if ratings.left]
    units = _total([one.units for one in sums])
    equal = _total([one.equal for one in sums])
    with np.errstate(divide="ignore", invalid="ignore"):
        observed = equal / units
        by_kappa, by_ac1, by_alpha = (
            _coefficient(observed, _total([one.units * one.expected[kind] for one in sums]) / units)
            for kind in range(3)
        )
    count, same = int(units[0]), int(equal[0])
    return Coefficients(count, same, _share(observed, count, same), *map(_estimate, (by_kappa, by_ac1, by_alpha)))


@dataclass(frozen=True, slots=True)
class _Shares:
    """For each draw: units, equal answers, and the share of agreement that chance would give by each coefficient."""

    units: Numbers
    equal: Numbers
    expected: tuple[Numbers, Numbers, Numbers]


@lru_cache(maxsize=2)
def _draws(papers: int) -> Numbers:
    """Say how often each paper counts: once in the first line, then as drawn with replacement."""
    drawn = np.random.default_rng(SEED).multinomial(papers, np.full(papers, 1 / papers), size=RESAMPLES)
    return np.vstack([np.ones(papers), drawn])


def _shares(ratings: Ratings, place: dict[str, int], times: Numbers) -> _Shares:
    answers = {answer: number for number, answer in enumerate(sorted({*ratings.left, *ratings.right}))}
    equal = np.zeros(times.shape[1])
    left, right = np.zeros((2, times.shape[1], len(answers)))
    for one, other, paper in zip(ratings.left, ratings.right, ratings.papers, strict=True):
        left[place[paper], answers[one]] += 1
        right[place[paper], answers[other]] += 1
        equal[place[paper]] += one == other
    a, b = times @ left, times @ right
    n = a.sum(axis=1)
    both = a + b
    with np.errstate(divide="ignore", invalid="ignore"):
        by_kappa = (a * b).sum(axis=1) / n**2
        share = both / (2 * n[:, None])
        by_ac1 = (share * (1 - share)).sum(axis=1) / max(1, len(answers) - 1)
        by_alpha = (both * (both - 1)).sum(axis=1) / (2 * n * (2 * n - 1))
    return _Shares(n, times @ equal, (_whole(by_kappa), _whole(by_ac1), _whole(by_alpha)))


def _total(parts: Sequence[Numbers]) -> Numbers:
    return np.asarray(np.sum(np.stack(parts), axis=0), dtype=np.float64)


def _whole(shares: Numbers) -> Numbers:
    return np.asarray(np.nan_to_num(shares, nan=0.0))  # a draw without a unit of this field: its weight is 0 too


def _coefficient(observed: Numbers, expected: Numbers) -> Numbers:
    return np.where(expected < 1 - 1e-12, (observed - expected) / (1 - expected), np.nan)


def _estimate(draws: Numbers) -> Estimate:
    """Take the first line for the figure and the middle 95 % of the others; none where they are all one number."""
    if not math.isfinite(draws[0]):
        return Estimate()
    others = draws[1:][np.isfinite(draws[1:])]
    if not len(others) or others.max() - others.min() < 1e-12:
        return Estimate(float(draws[0]))
    low, high = np.quantile(others, (0.025, 0.975))
    return Estimate(float(draws[0]), float(low), float(high))


def _share(observed: Numbers, units: int, equal: int) -> Estimate:
    """Give the share of equal answers; where resampling says nothing, Wilson's interval (J Am Stat Assoc 1927)."""
    resampled = _estimate(observed)
    if resampled.low is not None:
        return resampled
    p = equal / units
    middle = (p + Z * Z / (2 * units)) / (1 + Z * Z / units)
    half = Z * math.sqrt(p * (1 - p) / units + Z * Z / (4 * units * units)) / (1 + Z * Z / units)
    return Estimate(p, max(0.0, middle - half), min(1.0, middle + half))


def measure_numbers(scores: Sequence[Sequence[float]]) -> Estimate:
    """Give ICC(A,1), absolute agreement of single ratings: one line a unit, one number a rater.

    P. E. Shrout and J. L. Fleiss, Psychol Bull 1979, ICC(2,1); interval by K. O. McGraw and S. P. Wong, Psychol Methods
    1996, table 7.
    """
    table = np.asarray(scores, dtype=np.float64)
    if len(table) < FEWEST_NUMBERS:
        return Estimate()
    n, k = table.shape
    rows, columns, middle = table.mean(axis=1), table.mean(axis=0), table.mean()
    by_row = k * float(((rows - middle) ** 2).sum()) / (n - 1)
    by_column = n * float(((columns - middle) ** 2).sum()) / (k - 1)
    rest = float(((table - rows[:, None] - columns + middle) ** 2).sum()) / ((n - 1) * (k - 1))
    whole = by_row + (k - 1) * rest + k * (by_column - rest) / n
    if whole <= 0:
        return Estimate()
    value = (by_row - rest) / whole
    if rest < 1e-12 * by_row and by_column < 1e-12 * by_row:
        return Estimate(value)
    return Estimate(value, *_icc_interval(value, (by_row, by_column, rest), n, k))


def _icc_interval(value: float, squares: tuple[float, float, float], n: int, k: int) -> tuple[float, float]:
    from scipy.stats import f

    by_row, by_column, rest = squares
    a = k * value / (n * (1 - value))
    b = 1 + k * value * (n - 1) / (n * (1 - value))
    freedom = (a * by_column + b * rest) ** 2 / ((a * by_column) ** 2 / (k - 1) + (b * rest) ** 2 / ((n - 1) * (k - 1)))
    below, above = float(f.ppf(0.975, n - 1, freedom)), float(f.ppf(0.975, freedom, n - 1))
    error = k * by_column + (k * n - k - n) * rest
    low = n * (by_row - below * rest) / (below * error + n * by_row)
    high = n * (above * by_row - rest) / (error + n * above * by_row)
    return low, high
