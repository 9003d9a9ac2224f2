"""A row and a set of criteria → what holds, the points from … to …, and what may be concluded."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.case import Status
from extractor.criteria.conditions import Finding, Ground, State
from extractor.criteria.rules import CriteriaSet, Domain, Item
from extractor.export.rows import Row


@dataclass(frozen=True, slots=True)
class Judged:
    """One criterion of one patient; `points` are those that it brings."""

    part: str  # entry, exclusion, item, or the name of a domain
    name: str
    state: State
    points: int
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a set of criteria makes of one patient.

    `low` are the points of what is reported, `high` those if all that the paper is silent on were so.
    """

    criteria: CriteriaSet
    judged: tuple[Judged, ...]
    low: int
    high: int
    conclusion: str


def assess(row: Row, criteria: CriteriaSet) -> Assessment:
    """Assess one patient."""
    entry = [_judge("entry", item, row) for item in criteria.entry]
    exclusions = [_judge("exclusion", item, row) for item in criteria.exclusions]
    items = [_judge("item", item, row) for item in criteria.items]
    judged = [*entry, *exclusions, *items]
    low = high = 0
    for domain in criteria.domains:
        found, least, most = _judge_domain(domain, row)
        judged += found
        low, high = low + least, high + most
    conclusion = _conclude_points(criteria, entry, exclusions, low, high) if criteria.domains else ""
    return Assessment(criteria, tuple(judged), low, high, conclusion or _conclude(criteria, items))


def _judge(part: str, item: Item, row: Row) -> Judged:
    finding = find(item, row)
    return Judged(part, item.name, finding.state, 0, finding.grounds)


def find(item: Item, row: Row) -> Finding:
    """Judge a criterion: what it needs was done; a hint shows where to look, and only its denial settles it."""
    not_done = _not_done(item.needs, row)
    if not_done is not None:
        return not_done
    finding = item.when(row) if item.when is not None else Finding(State.UNKNOWN)
    if finding.state is not State.UNKNOWN or item.hint is None:
        return finding
    hinted = item.hint(row)
    state = State.NOT_MET if hinted.state is State.NOT_MET else State.UNKNOWN
    return Finding(state, tuple(dict.fromkeys((*finding.grounds, *hinted.grounds))))


def _judge_domain(domain: Domain, row: Row) -> tuple[list[Judged], int, int]:
    """Judge the items of a domain: the best that holds counts, the best that may hold is possible."""
    findings = [(item, find(item, row)) for item in domain.items]
    least = max((item.points for item, finding in findings if finding.state is State.MET), default=0)
    possible = [item.points for item, finding in findings if finding.state is not State.NOT_MET]
    most = max(possible, default=0)
    judged = []
    counted = False
    for item, finding in sorted(findings, key=lambda pair: -pair[0].points):
        counts = finding.state is State.MET and item.points == least and not counted
        counted = counted or counts
        judged.append(Judged(domain.name, item.name, finding.state, item.points if counts else 0, finding.grounds))
    return judged, least, max(least, most)


def _not_done(needs: tuple[str, ...], row: Row) -> Finding | None:
    """Give the quotes that say that something needed was not done."""
    for cell in row.cells:
        if cell.field in needs and cell.answer.status is Status.NOT_DONE:
            return Finding(State.NOT_MET, tuple(Ground(cell.field, q.text, q.page, q.item) for q in cell.answer.quotes))
    return None


def _conclude(criteria: CriteriaSet, items: list[Judged]) -> str:
    """Give the strongest conclusion that holds, and a stronger one that is still open."""
    states = {item.name: item.state for item in items}
    open_ones: list[str] = []
    for conclusion in criteria.conclusions:
        needed = [states[name] for name in conclusion.needs]
        if all(state is State.MET for state in needed):
            return conclusion.name + (f" ({open_ones[0]} is not ruled out)" if open_ones else "")
        if State.NOT_MET not in needed:
            missing = [name for name in conclusion.needs if states[name] is not State.MET]
            open_ones.append(f"{conclusion.name}: {', '.join(missing)} not known")
    return f"not known ({open_ones[0]})" if open_ones else "not met"


def _conclude_points(criteria: CriteriaSet, entry: list[Judged], exclusions: list[Judged], low: int, high: int) -> str:
    threshold = criteria.threshold or 0
    if any(item.state is State.NOT_MET for item in entry):
        return "the entry criterion is not met"
    met = [item.name for item in exclusions if item.state is State.MET]
    if met:
        return f"excluded: {', '.join(met)}"
    if high < threshold:
        return f"not reached: at most {high} of {threshold} points"
    untold = sum(item.state is State.UNKNOWN for item in exclusions)
    told = f"; {untold} of {len(exclusions)} exclusion criteria are not reported" if untold else ""
    if any(item.state is State.UNKNOWN for item in entry):
        told = f"; the entry criterion is not known{told}"
    if low >= threshold:
        return f"{criteria.reached}: {low} points, {threshold} are needed{told}"
    return f"not known: {low} to {high} points, {threshold} are needed{told}"
