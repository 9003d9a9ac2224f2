"""Writes `methods.md`: the sentences that PRISMA 2020 items 8 to 10 and a disclosure of automation ask for.

PRISMA: M. J. Page et al., BMJ 2021;372:n71. What the program cannot know stands in [brackets] for the authors.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from extractor.schema import Schema


@dataclass(frozen=True, slots=True)
class Reviewer:
    """What one person did: cells judged, and of these how many were accepted, edited, rejected."""

    name: str
    accepted: int
    edited: int
    rejected: int

    @property
    def judged(self) -> int:
        """Count the cells that the person judged."""
        return self.accepted + self.edited + self.rejected


@dataclass(frozen=True, slots=True)
class Agreed:
    """How far two raters agree, ready to print: "91.3 (88.0 to 94.1)"."""

    left: str
    right: str
    cells: int
    percent: str
    kappa: str
    ac1: str


@dataclass(frozen=True, slots=True)
class RunFacts:
    """The figures of a run and of its review."""

    version: str
    schema: Schema
    read_on: str  # the day; empty if unknown
    papers: int
    outcomes: Mapping[str, int]  # papers by how they ended
    excluded: Mapping[str, int]  # papers excluded in the review, by reason
    cases: int
    cells: int
    standings: Mapping[str, int]
    engines: Mapping[str, str]  # library → version
    recogniser: str | None = None
    reviewers: tuple[Reviewer, ...] = ()
    adjudicators: tuple[str, ...] = ()
    agreements: tuple[Agreed, ...] = field(default=())


def write_methods(facts: RunFacts) -> str:
    """Write the text."""
    parts = [
        "# Methods: how the data were collected",
        "The sentences below hold the figures of this run. Text in [brackets] is for the authors.",
        "## Selection process (PRISMA 2020, item 8)",
        " ".join(_selection(facts)),
        "## Data collection process (item 9)",
        " ".join(_collection(facts)),
        *_agreement(facts),
        "## Data items (items 10a and 10b)",
        *_items(facts.schema),
        "## Use of automation",
        " ".join(_automation(facts)),
        "## How the cells stand",
        _table(("standing", "cells", "%"), _standing_rows(facts)),
    ]
    return "\n\n".join(parts) + "\n"


def _selection(facts: RunFacts) -> Iterator[str]:
    yield "[How records were screened for inclusion, by whom, and with which tools.]"
    ended = ", ".join(f"{count} {name}" for name, count in sorted(facts.outcomes.items()))
    yield f"{_count(facts.papers, 'file')} entered data collection ({ended})."
    yield f"The program found {_count(facts.cases, 'patient')} with individual data."
    if facts.excluded:
        reasons = "; ".join(f"{reason}: {count}" for reason, count in sorted(facts.excluded.items()))
        yield f"Reviewers excluded {_count(sum(facts.excluded.values()), 'paper')} at this stage ({reasons})."


def _collection(facts: RunFacts) -> Iterator[str]:
    yield (
        f"Data were first read from the reports by a computer program (extractor {facts.version}, schema "
        f"{facts.schema.id} {facts.schema.version}), which fills each item of the schema or says that the report is "
        "silent, and cites the words, page and place of the report for every value."
    )
    if not facts.reviewers:
        yield "No reviewer has checked these readings yet: they are the program's alone, and not fit for publication."
        return
    people = " and ".join(escape(reviewer.name) for reviewer in facts.reviewers)
    if len(facts.reviewers) == 1:
        yield f"One reviewer ({people}) checked the readings against the reports; there was no second reviewer."
    else:
        number = _WORDS.get(len(facts.reviewers), str(len(facts.reviewers)))
        yield (
            f"{number} reviewers ({people}) checked them against the reports, each without sight of what the others "
            "decided [and with the program's readings shown to them, or hidden]."
        )
    for reviewer in facts.reviewers:
        shares = ", ".join(
            f"{word} {count} ({_percent(count, reviewer.judged)})"
            for word, count in (
                ("accepted", reviewer.accepted),
                ("edited", reviewer.edited),
                ("rejected", reviewer.rejected),
            )
        )
        yield f"{escape(reviewer.name)} judged {reviewer.judged} of {facts.cells} cells: {shares}."
    if len(facts.reviewers) > 1:
        yield from _disagreements(facts)
    yield "[Whether authors were asked for data, and what they answered.]"


def _disagreements(facts: RunFacts) -> Iterator[str]:
    settled, open_cells = facts.standings.get("adjudicated", 0), facts.standings.get("disputed", 0)
    if settled:
        who = " and ".join(escape(name) for name in facts.adjudicators)
        were = "was" if settled == 1 else "were"
        yield f"{_count(settled, 'cell')} {were} settled by {who}, with both answers and their evidence side by side."
    if open_cells:
        remain = "remains" if open_cells == 1 else "remain"
        yield f"{_count(open_cells, 'disagreement')} {remain} open; there the program's reading stands."
    else:
        yield "No disagreement remains open."


def _agreement(facts: RunFacts) -> Iterator[str]:
    if not facts.agreements:
        return
    heads = ("raters", "cells", "agreement, % (95 % CI)", "Cohen's κ", "Gwet's AC1")
    rows = [
        (f"{escape(a.left)} and {escape(a.right)}", str(a.cells), a.percent, a.kappa, a.ac1) for a in facts.agreements
    ]
    yield _table(heads, rows)
    yield "By field: `extractor agree`. Intervals: resampling of papers. Overall κ and AC1 are pooled over the fields."


def _items(schema: Schema) -> Iterator[str]:
    yield f"{len(schema.fields)} items were sought for every patient; all that a report gives for an item was sought."
    rows = [(f"`{f.name}`", f.question, str(f.type), f.unit or "", "; ".join(f.values)) for f in schema.fields]
    yield _table(("item", "question", "type", "unit", "answers"), rows)
    yield (
        "An item that a report does not mention is “not reported”, which is kept apart from “denied” (said to be "
        "absent or negative), “not done” and “conflict” (two answers). [Assumptions about missing or unclear "
        "information.]"
    )


def _automation(facts: RunFacts) -> Iterator[str]:
    yield (
        f"extractor {facts.version} reads reports by rules and word lists; it runs offline, sends nothing to anybody, "
        "uses no generative language model, and gives the same output for the same input."
    )
    if facts.recogniser:
        yield f"Beside them the recogniser {escape(facts.recogniser)} offered further terms as alternatives."
    if facts.read_on:
        yield f"The reports were read on {facts.read_on}."
    libraries = ", ".join(f"{name} {version}" for name, version in sorted(facts.engines.items()))
    yield f"Libraries: {libraries}." if libraries else ""
    for one in facts.agreements:
        if (one.left, one.right) == ("agreed", "program"):
            told = f"{one.percent} % were as the program read them"
            yield f"Of the {one.cells} cells that were agreed or adjudicated, {told}."
    unchecked = facts.standings.get("unchecked", 0)
    yield (
        f"Of {facts.cells} cells, {unchecked} ({_percent(unchecked, facts.cells)}) were checked by nobody."
        if unchecked
        else "Every cell was checked by a person."
    )
    yield "[Interests in the program, and where it can be had.]"


def _standing_rows(facts: RunFacts) -> list[tuple[str, ...]]:
    return [(name, str(n), _percent(n, facts.cells)) for name, n in facts.standings.items()]


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def escape(text: str) -> str:
    """Write a text so that Markdown takes nothing in it for markup."""
    return "".join(f"\\{c}" if c in "\\`*_[]<>#|!" else c if c.isprintable() else " " for c in text)


_WORDS = {2: "Two", 3: "Three", 4: "Four"}


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "–"
