"""Scores records against gold: gold × cases.jsonl → counts, figures with intervals, and every miss."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extractor.score.gold import Paper, read_gold, read_records
from extractor.score.measures import LISTS, MEASURES, Answer, CaseAnswers, Measure

RESAMPLES = 2000
SEED = 20240229
Z = 1.959964  # two-sided 95 %


@dataclass(frozen=True, slots=True)
class Counts:
    """Right answers, answers that should not be there, and answers that are missing."""

    right: int = 0
    wrong: int = 0
    missing: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.wrong + other.wrong, self.missing + other.missing)

    @property
    def gold(self) -> int:
        """The number of answers that the gold has."""
        return self.right + self.missing

    @property
    def precision(self) -> float:
        """The share of the answers given that are right; 0 where none is given."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold's answers that are given; 0 where there is none."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = 2 * self.right + self.wrong + self.missing
        return 2 * self.right / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % interval."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class FieldScore:
    """The figures of one measure; the intervals come of resampling papers."""

    name: str
    counts: Counts
    precision: Interval
    recall: Interval
    f1: Interval


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, with Wilson's interval."""

    part: int
    whole: int

    @property
    def interval(self) -> Interval:
        """Wilson's score interval (E. B. Wilson, J Am Stat Assoc 1927); 0 to 1 of nothing."""
        n, p = self.whole, self.part / self.whole if self.whole else 0.0
        if n == 0:
            return Interval(0.0, 1.0)
        middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n)
        half = Z * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n)
        return Interval(max(0.0, middle - half), min(1.0, middle + half))


@dataclass(frozen=True, slots=True)
class Miss:
    """One cell, or number of cases, that is not as the gold has it."""

    field: str
    paper: str
    case: int  # 1-based, in the order of the gold; 0 for the paper as a whole
    gold: Answer
    got: Answer


@dataclass(frozen=True, slots=True)
class Scores:
    """All figures of one comparison."""

    papers: int
    cases: int
    left_out: int  # papers that cannot be read and of which there is no record
    wrong_number: Share
    lost: int
    invented: int
    age_and_sex: Share
    fields: tuple[FieldScore, ...]
    micro: FieldScore  # the fields of every gold form
    micro_all: FieldScore
    misses: tuple[Miss, ...]


def score_records(gold: Path, records: Path) -> Scores:
    """Score a run: `records` is its `cases.jsonl` or the folder that holds it.

    Raises:
        DataError: a file that is missing or of another form.
    """
    path = records / "cases.jsonl" if records.is_dir() else records
    return compare_papers(read_gold(gold), read_records(path))


def compare_papers(papers: Sequence[Paper], found: Mapping[str, tuple[CaseAnswers, ...]]) -> Scores:
    """Compare the papers of the gold with the cases found in each."""
    counted = [paper for paper in papers if paper.readable or found.get(paper.key)]
    table = np.zeros((len(counted), len(MEASURES), 3), dtype=np.int64)
    misses: list[Miss] = []
    lost = invented = wrong = 0
    both: list[bool] = []
    for row, paper in enumerate(counted):
        got = found.get(paper.key, ())
        pairs = match_cases(paper.cases, got)
        lost += max(0, len(paper.cases) - len(got))
        invented += max(0, len(got) - len(paper.cases))
        if len(paper.cases) != len(got):
            wrong += 1
            misses.append(Miss("cases", paper.key, 0, (float(len(paper.cases)),), (float(len(got)),)))
        for number, (expected, case) in enumerate(pairs, 1):
            both += _age_and_sex(expected, case)
            for column, measure in enumerate(MEASURES):
                counts = compare_answers(measure, expected, case)
                table[row, column] += (counts.right, counts.wrong, counts.missing)
                if counts.wrong or counts.missing:
                    answers = expected.of(measure), case.of(measure)
                    misses.append(Miss(measure.name, paper.key, number, *answers))
    every = [f for f, m in enumerate(MEASURES) if m.shared]
    return Scores(
        papers=len(counted),
        cases=sum(len(paper.cases) for paper in counted),
        left_out=len(papers) - len(counted),
        wrong_number=Share(wrong, len(counted)),
        lost=lost,
        invented=invented,
        age_and_sex=Share(sum(both), len(both)),
        fields=tuple(_field_score(m.name, table[:, [f], :]) for f, m in enumerate(MEASURES)),
        micro=_field_score("micro, fields of every gold", table[:, every, :]),
        micro_all=_field_score("micro, all", table),
        misses=tuple(misses),
    )


def match_cases(gold: Sequence[CaseAnswers], got: Sequence[CaseAnswers]) -> tuple[tuple[CaseAnswers, CaseAnswers], ...]:
    """Pair each case of the gold, in order, with the free case most like it by age and sex, then by its place."""
    free = list(range(len(got)))
    pairs = []
    for place, case in enumerate(gold):
        if free:
            best = max(free, key=lambda j: (_likeness(case, got[j]), -abs(j - place)))
            free.remove(best)
            pairs.append((case, got[best]))
        else:
            pairs.append((case, CaseAnswers()))
    return tuple(pairs)


def compare_answers(measure: Measure, expected: CaseAnswers, case: CaseAnswers) -> Counts:
    """Count one cell: for a list each item, else the cell as a whole."""
    if measure.name in expected.skipped:
        return Counts()
    gold, ok, got = expected.of(measure), expected.accepts(measure), case.of(measure)
    if measure.kind in LISTS:
        right = set(gold) & set(got)
        return Counts(len(right), len(set(got) - right - set(ok)), len(set(gold) - right))
    hit = any(measure.same(one, other) for one in got for other in (*gold, *ok))
    if not gold:
        return Counts(wrong=int(bool(got) and not hit))
    return Counts(int(hit), int(bool(got) and not hit), int(not hit))


_AGE, _SEX = MEASURES[0], MEASURES[1]


def _likeness(gold: CaseAnswers, got: CaseAnswers) -> int:
    return 2 * _equal(_AGE, gold, got) + _equal(_SEX, gold, got)


def _equal(measure: Measure, gold: CaseAnswers, got: CaseAnswers) -> bool:
    return any(measure.same(one, other) for one in got.of(measure) for other in gold.of(measure))


def _age_and_sex(gold: CaseAnswers, got: CaseAnswers) -> list[bool]:
    """Tell whether both are right, for a case of which the gold has both; else nothing."""
    if not gold.of(_AGE) or not gold.of(_SEX):
        return []
    return [_equal(_AGE, gold, got) and _equal(_SEX, gold, got)]


def _field_score(name: str, table: NDArray[np.int64]) -> FieldScore:
    """Add up a table of papers × measures × counts and resample its papers."""
    by_paper = table.sum(axis=1)
    right, wrong, missing = (int(n) for n in by_paper.sum(axis=0)) if len(by_paper) else (0, 0, 0)
    counts = Counts(right, wrong, missing)
    if not len(by_paper):
        return FieldScore(name, counts, Interval(0, 1), Interval(0, 1), Interval(0, 1))
    rng = np.random.default_rng(SEED)
    times = rng.multinomial(len(by_paper), np.full(len(by_paper), 1 / len(by_paper)), size=RESAMPLES)
    drawn = (times @ by_paper).astype(np.float64)
    tp, fp, fn = drawn[:, 0], drawn[:, 1], drawn[:, 2]
    return FieldScore(name, counts, _middle95(tp, tp + fp), _middle95(tp, tp + fn), _middle95(2 * tp, 2 * tp + fp + fn))


def _middle95(part: NDArray[np.float64], whole: NDArray[np.float64]) -> Interval:
    """Give the middle 95 % of the shares; draws without any case say nothing and are left out."""
    shares = part[whole > 0] / whole[whole > 0]
    if not len(shares):
        return Interval(0.0, 1.0)
    low, high = np.quantile(shares, (0.025, 0.975))
    return Interval(float(low), float(high))
