"""Decides what is to be done with every file: read it, or settle it without reading."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from extractor.batch.fingerprint import Fingerprints
from extractor.batch.paper import TOO_BIG
from extractor.batch.walk import Found, hash_paper
from extractor.batch.workers import Task
from extractor.pipeline import MOST_BYTES
from extractor.problem import PaperStatus
from extractor.review.result import Known, PaperResult

# A run that ends over a paper costs it a strike, and three more if it was being read for a second or longer: three
# such ends set it aside. Of runs that are killed at random, the many quick papers that they meet are innocent.
LINGER_STRIKES = 3
MOST_STRIKES = 12
_SET_ASIDE = "set aside: runs ended again and again while it was read; leave it out, or try it with --retry-failed"
# Found by looking at the file anew in every run; trying again changes nothing.
_LOOKED_AT = frozenset({PaperStatus.DUPLICATE, PaperStatus.SKIPPED})


@dataclass(slots=True)
class Plan:
    """What is to be done: `tasks` to read, those tried before last; `settled` with stamps; `reused` stay as kept.

    `hashes` are those of all papers that are read or were.
    """

    tasks: list[Task] = field(default_factory=list)
    settled: list[tuple[PaperResult, str]] = field(default_factory=list)
    restamped: list[tuple[str, str]] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    reused: int = 0
    hashes: set[str] = field(default_factory=set)


def make_plan(
    papers: Sequence[Found], known: Mapping[str, Known], prints: Fingerprints, retry: Collection[PaperStatus]
) -> Plan:
    """Compare the files with what is known of them.

    Args:
        prints: of the program; what another one read is read again.
        retry: read again what ended so.
    """
    plan = Plan()
    first: dict[str, str] = {}
    tried: list[tuple[int, Task]] = []
    for paper in papers:
        before = known.get(paper.shown)
        looked = _look_inside(paper, before)
        if isinstance(looked, PaperResult):
            _settle(plan, before, looked, "")
        elif looked.sha256 in first:
            reason = f"the same bytes as {first[looked.sha256]}"
            duplicate = PaperResult(paper.shown, looked.sha256, PaperStatus.DUPLICATE, reason)
            _settle(plan, before, duplicate, looked.paper.stamp)
        else:
            first[looked.sha256] = paper.shown
            plan.hashes.add(looked.sha256)
            same = before is not None and before.sha256 == looked.sha256 and before.fingerprint in prints
            if before is not None and same and _stands(before, retry):
                plan.reused += 1
                if before.stamp != looked.paper.stamp:
                    plan.restamped.append((paper.shown, looked.paper.stamp))
                continue
            strikes = before.strikes if before is not None and same else 0
            if strikes >= MOST_STRIKES and PaperStatus.CRASH not in retry:
                aside = PaperResult(paper.shown, looked.sha256, PaperStatus.CRASH, _SET_ASIDE)
                _settle(plan, before, aside, looked.paper.stamp)
            else:
                tried.append((strikes, replace(looked, alone=strikes > 0)))
    plan.tasks = [task for _, task in sorted(tried, key=lambda item: item[0])]
    shown = {paper.shown for paper in papers}
    plan.gone = [path for path in known if path not in shown]
    return plan


def _look_inside(paper: Found, before: Known | None) -> Task | PaperResult:
    """Give the file with its hash, or why it has none; the hash is known where the file is as it was."""
    if paper.skipped:
        return PaperResult(paper.shown, "", PaperStatus.SKIPPED, paper.skipped)
    if paper.size > MOST_BYTES:
        return PaperResult(paper.shown, "", PaperStatus.TOO_BIG, TOO_BIG)
    if before is not None and before.stamp and before.stamp == paper.stamp:
        return Task(paper, before.sha256)
    try:
        sha256, stamped = hash_paper(paper)
    except OSError as error:
        reason = f"the file cannot be opened: {error.strerror}"
        return PaperResult(paper.shown, "", PaperStatus.DAMAGED, reason)
    return Task(stamped, sha256)


def _stands(before: Known, retry: Collection[PaperStatus]) -> bool:
    """Tell whether the paper was read, by the same program, and need not be read again."""
    status = before.status
    return status is not None and status not in _LOOKED_AT and status not in retry


def _settle(plan: Plan, before: Known | None, result: PaperResult, stamp: str) -> None:
    if before is None or (before.sha256, before.status, before.reason) != (
        result.sha256,
        result.status,
        result.reason,
    ):
        plan.settled.append((result, stamp))
