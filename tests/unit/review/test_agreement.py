"""Every coefficient against published examples, and against scikit-learn where it has one."""

from __future__ import annotations

import random

import pytest
from sklearn.metrics import cohen_kappa_score

from extractor.review.agreement import Coefficients, Estimate, Ratings, measure_agreement, measure_numbers


def of_table(table: list[list[int]]) -> Ratings:
    """Every unit of a table of counts (first rater: rows) as a paper of its own."""
    pairs = [(str(i), str(j)) for i, row in enumerate(table) for j, n in enumerate(row) for _ in range(n)]
    left, right = zip(*pairs, strict=True)
    return Ratings(left, right, tuple(map(str, range(len(pairs)))))


def near(estimate: Estimate, value: float, low: float, high: float, within: float) -> bool:
    return (estimate.value, estimate.low, estimate.high) == (
        pytest.approx(value, abs=5e-5),
        pytest.approx(low, abs=within),
        pytest.approx(high, abs=within),
    )


# K. L. Gwet, Handbook of Inter-Rater Reliability, 4th ed. 2014: two abstractors, 100 charts; the coefficients and
# their intervals as the author's R package irrCAC prints them for this table.
ABSTRACTORS = [[13, 0, 0], [0, 20, 7], [0, 4, 56]]


def test_gwets_two_abstractors() -> None:
    found = measure_agreement([of_table(ABSTRACTORS)])
    assert (found.units, found.equal, found.percent.value) == (100, 89, 0.89)
    assert near(found.kappa, 0.7964094, 0.680, 0.913, within=0.02)
    assert near(found.ac1, 0.8493305, 0.764, 0.935, within=0.02)
    assert near(found.alpha, 0.7972585, 0.679, 0.914, within=0.02)


def test_kappa_of_fleiss_levin_paik() -> None:
    """Statistical Methods for Rates and Proportions, 3rd ed. 2003, table 18.1: kappa 0.68, standard error 0.087."""
    found = measure_agreement([of_table([[75, 1, 4], [5, 4, 1], [0, 0, 10]])])
    assert found.kappa.value == pytest.approx(0.6765, abs=5e-5)
    assert found.kappa.low == pytest.approx(0.6765 - 1.96 * 0.087, abs=0.04)


def test_kappa_and_ac1_of_gwets_paradox() -> None:
    """Gwet, Stat Methods Inter-Rater Reliab Assess 2002(1): 125 units, 118 and 0 equal: kappa −0.0234, AC1 0.9408."""
    found = measure_agreement([of_table([[118, 5], [2, 0]])])
    assert found.percent.value == pytest.approx(0.944)
    assert found.kappa.value == pytest.approx(-0.0234, abs=5e-5)
    assert found.ac1.value == pytest.approx(0.9408, abs=5e-5)


def test_alpha_of_krippendorff() -> None:
    """Computing Krippendorff's alpha-reliability, 2011, examples A (binary) and B (nominal, two observers)."""
    meg, owen = "0100000010", "1110010000"
    binary = measure_agreement([Ratings(tuple(meg), tuple(owen), tuple(map(str, range(10))))])
    assert binary.alpha.value == pytest.approx(0.095, abs=5e-4)
    ben, gerry = "aabbdcccedda", "babbbccceddd"
    nominal = measure_agreement([Ratings(tuple(ben), tuple(gerry), tuple(map(str, range(12))))])
    assert nominal.alpha.value == pytest.approx(0.692, abs=5e-4)


def test_icc_of_shrout_and_fleiss() -> None:
    """Psychol Bull 1979, table 2: six targets, four judges: ICC(2,1) 0.29; interval as R's psych and irr print it."""
    judges = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    found = measure_numbers(judges)
    assert found.value == pytest.approx(0.2898, abs=5e-5)
    assert (found.low, found.high) == (pytest.approx(0.019, abs=5e-4), pytest.approx(0.761, abs=5e-4))


def test_kappa_is_scikit_learns() -> None:
    chance = random.Random(7)
    for size in (5, 20, 200):
        left = tuple(chance.choice("abcd") for _ in range(size))
        right = tuple(one if chance.random() < 0.6 else chance.choice("abcd") for one in left)
        found = measure_agreement([Ratings(left, right, tuple(map(str, range(size))))])
        assert found.kappa.value == pytest.approx(cohen_kappa_score(left, right))


def test_several_fields_are_pooled() -> None:
    """Pooled kappa averages what was observed and what was expected: (0.8 − 0.5) / (1 − 0.5) of two even tables."""
    one, other = of_table([[45, 5], [5, 45]]), of_table([[35, 15], [15, 35]])
    found = measure_agreement([one, other])
    assert (found.units, found.equal) == (200, 160)
    assert found.kappa.value == pytest.approx(0.6)
    assert found.ac1.value == pytest.approx(0.6)


def test_units_of_one_paper_stand_or_fall_together() -> None:
    """The same answers in few papers leave more doubt than in many."""
    apart = of_table(ABSTRACTORS)
    together = Ratings(apart.left, apart.right, tuple(str(int(paper) // 10) for paper in apart.papers))

    def width(ratings: Ratings) -> float:
        found = measure_agreement([ratings]).percent
        assert found.low is not None and found.high is not None
        return found.high - found.low

    assert width(together) > 1.3 * width(apart)


def test_what_cannot_be_said_is_not_said() -> None:
    nothing = Estimate()
    assert measure_agreement([]) == Coefficients(0, 0, nothing, nothing, nothing, nothing)
    silent = measure_agreement([of_table([[20]])])
    assert (silent.kappa, silent.ac1.value, silent.alpha) == (nothing, 1.0, nothing)
    assert silent.percent.value == 1.0 and silent.percent.low == pytest.approx(0.839, abs=5e-4)  # Wilson, 20 of 20
    assert measure_numbers([[1, 1], [2, 2]]) == nothing
    assert measure_numbers([[3, 3], [3, 3], [3, 3]]) == nothing
    assert measure_numbers([[1, 1], [2, 2], [3, 3]]) == Estimate(1.0)
    assert measure_numbers([[1, 2], [2, 3], [3, 4]]).value == pytest.approx(2 / 3)  # one rater always one more


def test_the_same_answers_give_the_same_intervals() -> None:
    assert measure_agreement([of_table(ABSTRACTORS)]) == measure_agreement([of_table(ABSTRACTORS)])
