"""How far confidence can be trusted: gold × records → calibration error, reliability table, what checking is worth."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractor.score.gold import Paper, read_gold, read_records
from extractor.score.measures import MEASURES, CaseAnswers, Kind
from extractor.score.scoring import Share, compare_answers, match_cases

SURE = 0.95
BINS = 10
_CHECKED = (0, 5, 10, 15, 20, 30, 40, 50)  # per cent


@dataclass(frozen=True, slots=True)
class Judged:
    """One cell of a case that the gold has: how sure the program is of it, and whether the whole of it is right.

    `case` is 1-based in the order of the records. `given`: the cell has an answer, else it says that there is none.
    """

    paper: str
    case: int
    field: str
    given: bool
    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """The cells whose confidence lies in one tenth, with the mean of it."""

    low: float
    high: float
    confidence: float
    right: Share


@dataclass(frozen=True, slots=True)
class Checking:
    """What it brings to check the least sure cells first: how much is right then, and how much of the unchecked."""

    checked: Share
    right: Share
    unchecked: Share


def judge_run(gold: Path, records: Path) -> tuple[Judged, ...]:
    """Hold the cells of a run against gold; `records` is its `cases.jsonl` or the folder that holds it.

    Raises:
        DataError: a file that is missing or of another form.
    """
    return judge_cells(read_gold(gold), read_records(records / "cases.jsonl" if records.is_dir() else records))


def judge_cells(papers: Sequence[Paper], found: Mapping[str, tuple[CaseAnswers, ...]]) -> tuple[Judged, ...]:
    """Hold each cell against the gold; what it does not speak of, and patients that it does not have, are left out."""
    judged: list[Judged] = []
    for paper in papers:
        got = found.get(paper.key, ())
        places = {id(case): place for place, case in enumerate(got, 1)}
        for expected, case in match_cases(paper.cases, got):
            if id(case) in places:
                judged += _judge_case(paper.key, places[id(case)], expected, case)
    return tuple(judged)


def _judge_case(paper: str, place: int, expected: CaseAnswers, case: CaseAnswers) -> list[Judged]:
    right: dict[str, bool] = {}
    given: dict[str, bool] = {}
    for measure in MEASURES:
        if measure.kind is not Kind.STATUS and measure.name not in expected.skipped:
            counts = compare_answers(measure, expected, case)
            right[measure.cell] = right.get(measure.cell, True) and counts.wrong + counts.missing == 0
            given[measure.cell] = given.get(measure.cell, False) or len(case.of(measure)) > 0
    return [
        Judged(paper, place, field, given[field], case.confidences[field], is_right)
        for field, is_right in right.items()
        if field in case.confidences
    ]


def calibration_error(judged: Sequence[Judged]) -> float:
    """Give the expected calibration error over ten bins of equal width (Naeini, Cooper & Hauskrecht, AAAI 2015)."""
    off = (abs(one.confidence * one.right.whole - one.right.part) for one in reliability(judged))
    return math.fsum(off) / len(judged) if judged else 0.0


def reliability(judged: Sequence[Judged]) -> tuple[Bin, ...]:
    """Sort cells into tenths of confidence; those that hold none are left out."""
    bins: dict[int, list[Judged]] = {}
    for one in judged:
        bins.setdefault(min(int(one.confidence * BINS), BINS - 1), []).append(one)
    return tuple(
        Bin(number / BINS, (number + 1) / BINS, _mean(held), share_right(held)) for number, held in sorted(bins.items())
    )


def share_right(judged: Sequence[Judged]) -> Share:
    """Count the right cells."""
    return Share(sum(one.right for one in judged), len(judged))


def sure_cells(judged: Sequence[Judged], least: float = SURE) -> tuple[Judged, ...]:
    """Give the cells of which the program is sure."""
    return tuple(one for one in judged if one.confidence >= least)


def check_worth(judged: Sequence[Judged]) -> tuple[Checking, ...]:
    """Tell what checking the least sure cells brings, for some shares of them."""
    order = _least_sure_first(judged)
    return tuple(_check(order, len(order) * percent // 100) for percent in _CHECKED)


def check_until(judged: Sequence[Judged], goal: float = 0.99) -> Checking:
    """Find how few of the least sure cells must be checked until so many are right."""
    order = _least_sure_first(judged)
    allowed = len(order) - math.ceil(goal * len(order) - 1e-9)
    wrong_after = sum(not one.right for one in order)
    count = 0
    while wrong_after > allowed:
        wrong_after -= not order[count].right
        count += 1
    return _check(order, count)


def _least_sure_first(judged: Sequence[Judged]) -> list[Judged]:
    return sorted(judged, key=lambda one: (one.confidence, one.paper, one.case, one.field))


def _check(order: Sequence[Judged], count: int) -> Checking:
    rest = share_right(order[count:])
    return Checking(Share(count, len(order)), Share(count + rest.part, len(order)), rest)


def _mean(judged: Sequence[Judged]) -> float:
    return math.fsum(one.confidence for one in judged) / len(judged)


def format_calibration(judged: Sequence[Judged]) -> str:
    """Give calibration error, sure cells, reliability and the worth of checking, as Markdown."""
    given, silent = [j for j in judged if j.given], [j for j in judged if not j.given]
    lines = _head("cells", "n", "right", "calibration error", "sure (≥ 0.95)", "right of the sure")
    for name, some in (("all", judged), ("with an answer", given), ("without", silent)):
        sure = sure_cells(some)
        sums = (_show(share_right(some)), f"{calibration_error(some):.3f}", _show(Share(len(sure), len(some))))
        lines.append(f"| {name} | {len(some)} | {' | '.join(sums)} | {_show(share_right(sure))} |")
    lines += ["", *_head("confidence", "cells", "mean confidence", "right", "with an answer", "right")]
    answered = {one.low: one.right for one in reliability(given)}
    for one in reversed(reliability(judged)):
        right = answered.get(one.low, Share(0, 0))
        figures = (f"{one.confidence:.3f}", _show(one.right), str(right.whole), _show(right))
        lines.append(f"| {one.low:.1f}–{one.high:.1f} | {one.right.whole} | {' | '.join(figures)} |")
    lines += ["", *_head("least sure cells checked", "right then", "right of the unchecked")]
    for worth in check_worth(judged):
        lines.append(f"| {_percent(worth.checked)} | {_show(worth.right, False)} | {_show(worth.unchecked)} |")
    for name, some in (("cells", judged), ("cells with an answer", given)):
        if some:
            worth = check_until(some)
            lines += ["", f"Check the {_percent(worth.checked)} of the {name} that are least sure: 99 % are right."]
    return "\n".join(lines)


def _head(*names: str) -> list[str]:
    return [f"| {' | '.join(names)} |", "|---" * len(names) + "|"]


def _percent(share: Share) -> str:
    return f"{100 * share.part / share.whole:.0f} %" if share.whole else "0 %"


def _show(share: Share, interval: bool = True) -> str:
    if not share.whole:
        return "–"
    span = f" ({share.interval.low:.3f}–{share.interval.high:.3f})" if interval else ""
    return f"{share.part / share.whole:.3f}{span}"
