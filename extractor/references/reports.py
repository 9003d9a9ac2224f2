"""Groups of citations, papers and marks → the reports of a review, one each, and the flow that they count up to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from extractor.criteria.conditions import Ground
from extractor.references.citation import Citation
from extractor.references.duplicates import Deduplication, Group
from extractor.references.flow import OTHER_SOURCES, Flow
from extractor.references.linking import Link
from extractor.references.screening import Mark, Proposal

UNDECIDED = "not decided yet"


class Ruling(StrEnum):
    """What a person decided of a report; `automation` leaves a record to the program, unseen by anybody."""

    INCLUDE = "include"
    EXCLUDE = "exclude"
    AUTOMATION = "automation"


@dataclass(frozen=True, slots=True)
class ScreeningDecision:
    """The decision on a report, by the id of its citation or the path of its paper."""

    report: str
    ruling: Ruling
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """One publication on its way through the review; `citation` is None for a paper that no search found."""

    id: str
    citation: Citation | None
    copies: tuple[Citation, ...]
    papers: tuple[str, ...]
    proposal: Proposal | None
    reason: str
    grounds: tuple[Ground, ...]
    decision: ScreeningDecision | None = None

    @property
    def excluded(self) -> bool:
        """Tell whether it is out, by a person or else by the proposal."""
        if self.decision is not None:
            return self.decision.ruling is not Ruling.INCLUDE
        return self.proposal is Proposal.EXCLUDE

    @property
    def included(self) -> bool:
        """Tell whether it is in, by a person or else by the proposal."""
        if self.decision is not None:
            return self.decision.ruling is Ruling.INCLUDE and bool(self.papers)
        return self.proposal is Proposal.INCLUDE


def gather_reports(
    found: Deduplication,
    links: Sequence[Link],
    marks: Sequence[Mark],
    decisions: Sequence[ScreeningDecision] = (),
) -> tuple[Report, ...]:
    """Bring together each publication with its papers, its mark and its decision; papers without citation follow."""
    decided = {decision.report: decision for decision in decisions}
    of_paper = {mark.path: mark for mark in marks}
    papers: dict[str, list[str]] = {}
    for link in links:
        if link.citation is not None:
            papers.setdefault(link.citation.id, []).append(link.path)
    linked = {path for paths in papers.values() for path in paths}
    reports = [_report(group, papers, of_paper, decided) for group in found.groups]
    for path in sorted({link.path for link in links} | set(of_paper)):
        if path not in linked:
            mark = of_paper.get(path)
            reports.append(
                Report(path, None, (), (path,), *_mark_of([mark] if mark is not None else []), decided.get(path))
            )
    return tuple(reports)


def _report(
    group: Group,
    papers: Mapping[str, Sequence[str]],
    marks: Mapping[str, Mark],
    decided: Mapping[str, ScreeningDecision],
) -> Report:
    paths = tuple(path for citation in (group.kept, *group.others) for path in papers.get(citation.id, ()))
    own = [marks[path] for path in paths if path in marks]
    decision = next((decided[c.id] for c in (group.kept, *group.others) if c.id in decided), None)
    return Report(group.kept.id, group.kept, group.others, paths, *_mark_of(own), decision)


def _mark_of(marks: Sequence[Mark]) -> tuple[Proposal | None, str, tuple[Ground, ...]]:
    """Give the mark of a report of several files: that of the file that speaks most for it."""
    order = (Proposal.INCLUDE, Proposal.UNCLEAR, Proposal.EXCLUDE)
    best = min(marks, key=lambda mark: order.index(mark.proposal), default=None)
    return (None, "", ()) if best is None else (best.proposal, best.reason, best.grounds)


def count_flow(
    found: Deduplication, reports: Sequence[Report], patients: int | None, screened: bool, title: str = ""
) -> Flow:
    """Count the flow from the data; `screened` tells whether papers and a run are known, else it ends at screening."""
    citations = [citation for group in found.groups for citation in (group.kept, *group.others)]
    sources = Counter(citation.database for citation in citations)
    others = sum(report.citation is None for report in reports)
    databases = tuple(sources.items())
    if others:
        databases += ((OTHER_SOURCES, others),)
    automation = [r for r in reports if r.decision is not None and r.decision.ruling is Ruling.AUTOMATION]
    seen = [report for report in reports if report not in automation]
    duplicates = len(citations) - len(found.groups)
    base = Flow(title, databases, (), len(citations) + others, duplicates, len(automation), 0, len(seen))
    if not screened:
        return base
    out = [r for r in seen if not r.papers and r.excluded]
    sought = [r for r in seen if r not in out]
    assessed = [r for r in sought if r.papers]
    included = [r for r in assessed if r.included]
    excluded = Counter(_reason(r) for r in assessed if not r.included)
    return Flow(
        *(title, databases, (), base.identified, duplicates, len(automation), 0, len(seen)),
        screened_out=len(out),
        sought=len(sought),
        not_retrieved=len(sought) - len(assessed),
        assessed=len(assessed),
        excluded=sum(excluded.values()),
        reasons=tuple(sorted(excluded.items(), key=lambda item: (item[0] == UNDECIDED, -item[1], item[0]))),
        reports=len(included),
        patients=patients,
        note=_note(assessed),
    )


def _reason(report: Report) -> str:
    if report.decision is not None:
        return report.decision.reason or report.reason or "no reason given"
    return report.reason if report.proposal is Proposal.EXCLUDE else UNDECIDED


def _note(assessed: Sequence[Report]) -> str:
    proposed = sum(report.decision is None for report in assessed)
    if not proposed:
        return ""
    return f"{proposed} of the {len(assessed)} reports assessed are marked by the program; no person has checked them."
