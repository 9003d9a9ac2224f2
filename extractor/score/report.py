"""Prints scores for people: Scores → text."""

from __future__ import annotations

from extractor.problem import DataError
from extractor.score.measures import MEASURES, Answer
from extractor.score.scoring import FieldScore, Interval, Miss, Scores, Share


def format_scores(scores: Scores, misses: str | None = None) -> str:
    """Give the report, with the misses of one field ("cases" for the number of cases, "all" for every one) below.

    Raises:
        DataError: misses of a field that is not scored.
    """
    names = ["cases", "all", *(measure.name for measure in MEASURES)]
    if misses is not None and misses not in names:
        raise DataError(f"no field {misses!r} is scored; there are: {', '.join(names)}")
    left_out = f" ({scores.left_out} that cannot be read left out)" if scores.left_out else ""
    lines = [
        f"{scores.papers} papers with {scores.cases} cases{left_out}",
        f"wrong number of cases in {_share(scores.wrong_number)}; cases lost {scores.lost}, invented {scores.invented}",
        f"age and sex both right {_share(scores.age_and_sex)}",
        "",
        f"{'field':30s} {'n':>4s}  {'precision':20s} {'recall':20s} {'F1':20s}",
    ]
    lines += [_line(field) for field in scores.fields if field.counts.gold or field.counts.wrong]
    lines += ["", _line(scores.micro), _line(scores.micro_all)]
    if misses is not None:
        shown = [miss for miss in scores.misses if misses in ("all", miss.field)]
        lines += ["", f"{len(shown)} misses", *(_miss(miss) for miss in shown)]
    return "\n".join(lines)


def _share(share: Share) -> str:
    rate = share.part / share.whole if share.whole else 0.0
    return f"{share.part}/{share.whole} ({rate:.3f}, {_span(share.interval)})"


def _line(field: FieldScore) -> str:
    counts = field.counts
    figures = ((counts.precision, field.precision), (counts.recall, field.recall), (counts.f1, field.f1))
    return f"{field.name:30s} {counts.gold:4d}  " + " ".join(f"{v:.3f} ({_span(i)})  " for v, i in figures).rstrip()


def _span(interval: Interval) -> str:
    return f"{interval.low:.2f}–{interval.high:.2f}"


def _miss(miss: Miss) -> str:
    where = miss.paper if miss.case == 0 else f"{miss.paper}, case {miss.case}"
    return f"{miss.field}  {where}  gold: {_answer(miss.gold)}  got: {_answer(miss.got)}"


def _answer(answer: Answer) -> str:
    return "; ".join(f"{item:g}" if isinstance(item, float) else item for item in answer) or "–"
