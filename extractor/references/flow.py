"""The PRISMA 2020 flow: how many records and reports stand at each step, what follows, and what does not fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

Counts = tuple[tuple[str, int], ...]
OTHER_SOURCES = "other sources (papers that no search found)"


@dataclass(frozen=True, slots=True)
class Flow:
    """The numbers of a review. None is a number that nobody gave; an empty table of reasons says that none are known.

    `derived` names the numbers that were worked out from the others.
    """

    title: str = ""
    databases: Counts = ()
    registers: Counts = ()
    identified: int | None = None
    duplicates: int | None = None
    automation: int | None = None  # marked ineligible by a program and seen by no person
    other_removed: int | None = None
    screened: int | None = None
    screened_out: int | None = None
    sought: int | None = None
    not_retrieved: int | None = None
    assessed: int | None = None
    excluded: int | None = None
    reasons: Counts = ()
    reports: int | None = None
    patients: int | None = None
    derived: frozenset[str] = frozenset()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One equation of the flow: the first number less the others is the last."""

    whole: str
    less: tuple[str, ...]
    rest: str


STEPS = (
    Step("identified", ("duplicates", "automation", "other_removed"), "screened"),
    Step("screened", ("screened_out",), "sought"),
    Step("sought", ("not_retrieved",), "assessed"),
    Step("assessed", ("excluded",), "reports"),
)
NAMES = {
    "identified": "records identified",
    "duplicates": "duplicate records removed",
    "automation": "records marked as ineligible by automation tools",
    "other_removed": "records removed for other reasons",
    "screened": "records screened",
    "screened_out": "records excluded",
    "sought": "reports sought for retrieval",
    "not_retrieved": "reports not retrieved",
    "assessed": "reports assessed for eligibility",
    "excluded": "reports excluded",
    "reports": "reports included",
    "patients": "patients",
}


def number_of(flow: Flow, name: str) -> int | None:
    """Give the number of that name."""
    value = getattr(flow, name)
    return value if isinstance(value, int) else None


def complete_flow(flow: Flow) -> Flow:
    """Add each number that follows from the others: sums of tables, and the one that is missing in an equation.

    Removals that nobody tells of are counted as none where the duplicates are told, and stay unknown themselves.
    """
    known: dict[str, int] = {name: value for name in NAMES if (value := number_of(flow, name)) is not None}
    given = set(known)
    sources = [count for _, count in (*flow.databases, *flow.registers)]
    if sources:
        known.setdefault("identified", sum(sources))
    if flow.reasons:
        known.setdefault("excluded", sum(count for _, count in flow.reasons))
    untold = [name for name in ("automation", "other_removed") if name not in known and "duplicates" in known]
    if "screened" not in known:
        known |= dict.fromkeys(untold, 0)
    for _ in STEPS:
        for step in STEPS:
            _solve(step, known)
    new = {name: value for name, value in known.items() if name not in given and name not in untold and value >= 0}
    return replace(flow, **new, derived=frozenset(new))  # type: ignore[arg-type]


def _solve(step: Step, known: dict[str, int]) -> None:
    """Work out the one number of an equation that is not known."""
    names = (step.whole, *step.less, step.rest)
    missing = [name for name in names if name not in known]
    if len(missing) != 1:
        return
    (name,) = missing
    less = sum(known[part] for part in step.less if part != name)
    if name == step.whole:
        known[name] = known[step.rest] + less
    elif name == step.rest:
        known[name] = known[step.whole] - less
    else:
        known[name] = known[step.whole] - known[step.rest] - less


def check_flow(flow: Flow) -> tuple[str, ...]:
    """Say in words what of the numbers given does not fit together; nothing where all does."""
    wrong: list[str] = []
    wrong += _check_sum("the databases and registers", (*flow.databases, *flow.registers), "identified", flow)
    wrong += _check_sum("the reasons", flow.reasons, "excluded", flow)
    for step in STEPS:
        wrong += _check_step(step, flow)
    if flow.reports is not None and flow.patients is not None and flow.patients < flow.reports:
        told = f"{flow.patients} patients are fewer than the {flow.reports} reports included"
        wrong.append(f"{told}: a report without a patient, or one patient in two reports?")
    return tuple(wrong)


def _check_sum(what: str, table: Sequence[tuple[str, int]], name: str, flow: Flow) -> list[str]:
    total = number_of(flow, name)
    if not table or total is None or sum(count for _, count in table) == total:
        return []
    terms = " + ".join(str(count) for _, count in table)
    return [f"{what} sum to {terms} = {sum(count for _, count in table)}, but {total} {NAMES[name]} are given"]


def _check_step(step: Step, flow: Flow) -> list[str]:
    whole, rest = number_of(flow, step.whole), number_of(flow, step.rest)
    less = [value for name in step.less if (value := number_of(flow, name)) is not None]
    told = [str(value) for value in less if value]
    if whole is None:
        return []
    taken = " − ".join([str(whole), *told])
    if sum(less) > whole:
        return [f"{taken} is less than nothing: more is removed than the {whole} {NAMES[step.whole]}"]
    if rest is None:
        return []
    if len(less) < len(step.less) and rest > whole - sum(less):
        return [f"{rest} {NAMES[step.rest]} are more than the {whole - sum(less)} that are left of {taken}"]
    if len(less) == len(step.less) and whole - sum(less) != rest:
        return [f"{taken} = {whole - sum(less)}, but {rest} {NAMES[step.rest]} are given"]
    return []


def untold_exclusions(flow: Flow) -> str:
    """Say how many were left out between two steps where the steps between them are not told; empty where they are."""
    told = [name for step in STEPS for name in (step.whole,) if number_of(flow, name) is not None] + ["reports"]
    if flow.reports is None or number_of(flow, "assessed") is not None or len(told) < 2:
        return ""
    last = told[-2]
    left = (number_of(flow, last) or 0) - flow.reports
    return (
        f"Between {NAMES[last]} and {NAMES['reports']} {left} were left out; at which step is not told." if left else ""
    )
