"""Papers and rows of a run → a proposal for each report: include, exclude with a reason, or look. A person decides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from extractor.criteria.assessing import find
from extractor.criteria.conditions import Ground, State
from extractor.criteria.rules import CriteriaSet
from extractor.export.rows import Row


class Proposal(StrEnum):
    """What is proposed, or was decided, for a report."""

    INCLUDE = "include"
    EXCLUDE = "exclude"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class PaperState:
    """What became of a file of a run."""

    path: str
    readable: bool
    reason: str
    cases: int


@dataclass(frozen=True, slots=True)
class Mark:
    """What is proposed for one report, and on what ground."""

    path: str
    proposal: Proposal
    reason: str = ""
    grounds: tuple[Ground, ...] = ()
    patients: int = 0


_NOBODY = "no patient of its own"
# What the reader says of a paper without a case → the reason for which a review leaves it out.
_REASONS = (
    ("animal", "not on human patients"),
    ("a study", "not a case report"),
    ("review", "not a case report"),
    ("groups of patients", "no data on single patients"),
    ("telling them apart", "no data on single patients"),
)


def propose_marks(
    papers: Iterable[PaperState], rows: Sequence[Row], eligibility: CriteriaSet | None
) -> tuple[Mark, ...]:
    """Propose a mark for each report, in the order of their paths; without eligibility every patient fits."""
    by_path: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_path[row.path].append(row)
    marks = [_mark_report(path, own, eligibility) for path, own in by_path.items()]
    files = {path.split("#")[0] for path in by_path}
    for paper in papers:
        if not paper.readable:
            marks.append(Mark(paper.path, Proposal.UNCLEAR, f"could not be read: {paper.reason}"))
        elif paper.cases == 0 and paper.path not in files:
            marks.append(Mark(paper.path, Proposal.EXCLUDE, _name_reason(paper.reason)))
    return tuple(sorted(marks, key=lambda mark: mark.path))


def mark_others(paths: Iterable[str], marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Mark the records without a patient in files that hold several."""
    marked = {mark.path for mark in marks}
    return tuple(Mark(path, Proposal.EXCLUDE, _NOBODY) for path in sorted(set(paths) - marked))


def _name_reason(reason: str) -> str:
    return next((name for sign, name in _REASONS if sign in reason), _NOBODY)


def _mark_report(path: str, rows: Sequence[Row], eligibility: CriteriaSet | None) -> Mark:
    """Include a report of which at least one patient fits; exclude one of which every patient is told to be another."""
    marks = [_mark_patient(path, row, eligibility) for row in rows]
    fitting = [mark for mark in marks if mark.proposal is Proposal.INCLUDE]
    if fitting:
        return Mark(path, Proposal.INCLUDE, "", fitting[0].grounds, len(fitting))
    unclear = [mark for mark in marks if mark.proposal is Proposal.UNCLEAR]
    return unclear[0] if unclear else marks[0]


def _mark_patient(path: str, row: Row, eligibility: CriteriaSet | None) -> Mark:
    grounds: list[Ground] = []
    doubts: list[str] = []
    for item in eligibility.items if eligibility is not None else ():
        finding = find(item, row)
        if finding.state is State.MET:
            grounds += finding.grounds
            continue
        other = item.against(row) if item.against is not None else finding
        if finding.state is State.NOT_MET or (item.against is not None and other.state is State.MET):
            return Mark(path, Proposal.EXCLUDE, item.name, finding.grounds or other.grounds)
        doubts.append(item.name)
    if doubts:
        return Mark(path, Proposal.UNCLEAR, f"not told whether {' or '.join(doubts)}", tuple(grounds))
    return Mark(path, Proposal.INCLUDE, "", tuple(dict.fromkeys(grounds)), 1)
