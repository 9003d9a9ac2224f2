"""Comparisons → the lines of a table for a screen, a CSV file or a paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.review.agreement import Coefficients, Estimate
from extractor.review.comparing import Comparison, FieldAgreement

Number = str | int | float | None
FIGURES = ("percent", "kappa", "ac1", "alpha", "icc")
CSV_COLUMNS = (
    *("left", "right", "field", "unit", "n", "equal"),
    *(name for figure in FIGURES for name in (figure, f"{figure}_low", f"{figure}_high")),
)
_HEADS = ("Field", "n", "Equal", "Agreement, % (95 % CI)", "Cohen's κ", "Gwet's AC1", "Krippendorff's α", "ICC(A,1)")
_NOTES = (
    "n: cells (or items of lists) that both judged. Answers are equal if status and content are: “not reported” "
    "against “denied” is a disagreement. By item: each item that anybody named in that field, in every case, and the "
    "status.",
    "κ, AC1 and α (nominal) correct for agreement by chance; κ and α are low, or undefined (–), where nearly all "
    "answers are the same, which AC1 withstands. ICC(A,1): two-way, absolute agreement, single ratings, where both "
    "give a number. Overall: observed and expected agreement averaged over the fields (pooled).",
    "Agreement with the program is higher where reviewers saw its readings than where they were blind to them.",
    "Intervals: 95 %, from 2,000 resamples of papers; Wilson's where all answers are equal; ICC by McGraw and Wong.",
)


def csv_lines(comparisons: Sequence[Comparison]) -> Iterator[tuple[Number, ...]]:
    """Give one line a field and comparison, the overall line last."""
    for comparison in comparisons:
        for line in comparison.fields:
            unit = "item" if line.by_item else "cell"
            yield _csv_line(comparison, line.field, unit, line.coefficients, line.icc)
        yield _csv_line(comparison, "overall", "cell", comparison.overall, None)


def _csv_line(
    comparison: Comparison, field: str, unit: str, found: Coefficients, icc: Estimate | None
) -> tuple[Number, ...]:
    estimates = (found.percent, found.kappa, found.ac1, found.alpha, icc or Estimate())
    figures = (figure for e in estimates for figure in (e.value, e.low, e.high))
    return (
        *(comparison.left, comparison.right, field, unit, found.units, found.equal),
        *(None if figure is None else round(figure, 4) for figure in figures),
    )


def markdown(comparisons: Sequence[Comparison]) -> str:
    """Write every comparison as a table that can go into a paper."""
    parts = ["# Agreement", *_NOTES]
    for one in comparisons:
        parts.append(f"## {escape(one.left)} and {escape(one.right)}")
        parts.append(f"{one.papers} papers, {one.cases} patients, {one.overall.units} cells that both judged.")
        rows = list(table_rows(one))
        widths = "|".join(["---", *("---:" for _ in _HEADS[1:])])
        parts.append("\n".join([_row(_HEADS), f"|{widths}|", *(_row(row) for row in rows)]))
    if not comparisons:
        parts.append("Nobody has judged a cell yet.")
    return "\n\n".join(parts) + "\n"


def escape(text: str) -> str:
    """Write a name so that Markdown takes nothing in it for markup."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]<>()#+-.!|" else c if c.isprintable() else " " for c in text)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def table_rows(comparison: Comparison) -> Iterator[tuple[str, ...]]:
    """Give the lines of the printed table."""
    for line in comparison.fields:
        yield _printed(_name(line), line.coefficients, line.icc)
    yield _printed("overall", comparison.overall, None)


def screen_lines(comparison: Comparison, whole: bool) -> Iterator[str]:
    """Give a comparison for a screen of 80 columns: each field, if wanted, and the overall figures with intervals."""
    found = comparison.overall
    yield f"{comparison.left} and {comparison.right}: {comparison.papers} papers, {comparison.cases} patients"
    if whole:
        yield f"{'field':<37}{'n':>6}{'equal':>6}{'%':>6}{'kappa':>7}{'AC1':>6}{'alpha':>6}{'ICC':>6}"
        for line in comparison.fields:
            one = line.coefficients
            figures = (one.kappa, one.ac1, one.alpha, line.icc or Estimate())
            told = "".join(f"{written(Estimate(figure.value), 2):>6}" for figure in figures)
            percent = written(Estimate(_hundredfold(one.percent).value), 1)
            yield f"{_name(line):<37}{one.units:>6}{one.equal:>6}{percent:>6} {told}"
    percent = written(_hundredfold(found.percent), 1)
    yield f"overall: {found.equal} of {found.units} cells equal, in % {percent}"
    names = (("kappa", found.kappa), ("AC1", found.ac1), ("alpha", found.alpha))
    yield "  " + ", ".join(f"{name} {written(figure, 2)}" for name, figure in names)


def _name(line: FieldAgreement) -> str:
    return f"{line.field}, by item" if line.by_item else line.field


def _printed(name: str, found: Coefficients, icc: Estimate | None) -> tuple[str, ...]:
    coefficients = (written(e, 2) for e in (found.kappa, found.ac1, found.alpha, icc or Estimate()))
    return name, str(found.units), str(found.equal), written(_hundredfold(found.percent), 1), *coefficients


def _hundredfold(share: Estimate) -> Estimate:
    return Estimate(*(None if figure is None else 100 * figure for figure in (share.value, share.low, share.high)))


def written(estimate: Estimate, places: int) -> str:
    """Write a figure with its interval: "0.84 (0.76 to 0.93)"; a dash where it is not defined."""
    if estimate.value is None:
        return "–"
    text = f"{estimate.value:.{places}f}"
    if estimate.low is None or estimate.high is None:
        return text
    return f"{text} ({estimate.low:.{places}f} to {estimate.high:.{places}f})"
