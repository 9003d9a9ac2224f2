"""The machine's patients of a paper and what people did to them → the patients that there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.review.decision import Decision, Role, Verdict

Fact = tuple[Verdict, str, str]  # verdict, case, target


@dataclass(frozen=True, slots=True)
class Patient:
    """One patient as arranged: `split_from` and `merged` name the machine's cases from which cells are taken."""

    case: str
    label: str
    split_from: str = ""
    merged: tuple[str, ...] = ()
    added: bool = False


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The patients of a paper; `excluded` is the reason if it does not belong to the review.

    `disputed` are entries that other reviewers did not make and nobody has settled: they do not count.
    """

    patients: tuple[Patient, ...]
    excluded: str | None = None
    disputed: tuple[Decision, ...] = ()


def arrange_patients(
    found: Sequence[tuple[str, str]], entries: Sequence[Decision], reviewer: str | None = None
) -> Arrangement:
    """Arrange the patients (case and label) that the machine found by the entries in force on their document.

    Args:
        reviewer: whose arrangement; None: what all agree on, or an adjudicator has settled.
    """
    facts, disputed = _agreed_facts(entries, reviewer)
    labels = dict(found)
    patients = {case: Patient(case, label) for case, label in found}
    called = {e.case: e.target for e in entries if e.verdict is Verdict.ADD and e.target}
    for verdict, case, target in facts:
        if verdict is Verdict.ADD:
            patients.setdefault(case, Patient(case, called.get(case, case), added=True))
        elif verdict is Verdict.SPLIT:
            patients.setdefault(case, Patient(case, f"{labels.get(target, target)}, second", target, added=True))
    gone = {case for verdict, case, _ in facts if verdict in (Verdict.MERGE, Verdict.REMOVE)}
    made = {entry.case for entry in entries if entry.verdict in (Verdict.ADD, Verdict.SPLIT)}
    for entry in entries:  # a patient with decided cells whom the machine no longer finds is not lost
        mine = entry.verdict.judges and (reviewer is None or entry.reviewer == reviewer)
        if mine and entry.case not in made and entry.case not in patients:
            patients[entry.case] = Patient(entry.case, entry.case, added=True)
    merged: dict[str, list[str]] = {}
    for verdict, case, target in facts:
        if verdict is Verdict.MERGE:
            merged.setdefault(target, []).append(case)
    excluded = next((target for verdict, _, target in facts if verdict is Verdict.EXCLUDE), None)
    kept = tuple(
        Patient(p.case, p.label, p.split_from, tuple(merged.get(p.case, ())), p.added)
        for p in patients.values()
        if p.case not in gone
    )
    return Arrangement(kept, excluded, disputed)


def _agreed_facts(entries: Sequence[Decision], reviewer: str | None) -> tuple[tuple[Fact, ...], tuple[Decision, ...]]:
    """Give what holds of the patients, in the order in which it was said, and the entries on which not all agree."""
    settled = {(e.verdict, e.case): e for e in entries if e.role is Role.ADJUDICATOR and e.verdict.rearranges}
    denied = {(Verdict(e.target), e.case) for e in entries if e.verdict is Verdict.KEEP}
    people = {e.reviewer for e in entries if e.role is Role.REVIEWER}
    said: dict[Fact, set[str]] = {}
    first: dict[Fact, Decision] = {}
    for entry in entries:
        if entry.verdict.rearranges and entry.role is Role.REVIEWER:
            fact = _fact(entry)
            said.setdefault(fact, set()).add(entry.reviewer)
            first.setdefault(fact, entry)
    if reviewer is not None:
        return tuple(fact for fact, who in said.items() if reviewer in who), ()
    open_facts = [f for f in said if f[:2] not in settled and f[:2] not in denied]
    agreed = [fact for fact in open_facts if said[fact] == people]
    disputed = tuple(first[fact] for fact in open_facts if said[fact] != people)
    return (*agreed, *(_fact(entry) for entry in settled.values())), disputed


def _fact(entry: Decision) -> Fact:
    """Name what an entry does; how an added patient is called is no matter of dispute."""
    return entry.verdict, entry.case, "" if entry.verdict is Verdict.ADD else entry.target
