"""What people decided of pairs, rows and reports: read from the tables that they filled in, kept in one file."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractor.problem import DataError
from extractor.references.duplicates import Decision
from extractor.references.patients import PatientDecision
from extractor.references.reports import Ruling, ScreeningDecision

FILE = "decisions.csv"
COLUMNS = ("kind", "first", "second", "decision", "reason", "reviewer")
# The tables with a column to fill in, the kind of their decisions, and the words that are taken.
TABLES = {
    "duplicates.csv": ("citations", ("duplicate", "different")),
    "uncertain.csv": ("citations", ("duplicate", "different")),
    "patients.csv": ("patients", ("same", "different")),
    "screening.csv": ("report", tuple(Ruling)),
}


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision as its line says it; `second` is empty for a report."""

    kind: str
    first: str
    second: str
    decision: str
    reason: str = ""
    reviewer: str = ""


def read_decisions(folder: Path) -> tuple[Decided, ...]:
    """Read what stands in the folder; what was filled in since stands above the file that keeps it.

    Raises:
        DataError: a decision is none of the words that are taken; the text names file and line.
    """
    found: dict[tuple[str, str, str], Decided] = {}
    for name in (FILE, *TABLES):
        for line in _lines(folder / name):
            first, second = sorted((line.first, line.second)) if line.second else (line.first, "")
            found[line.kind, first, second] = line
    return tuple(found.values())


def _lines(path: Path) -> Iterator[Decided]:
    if not path.is_file():
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            word = (row.get("decision") or "").strip().lower()
            if not word:
                continue
            kind, allowed = TABLES.get(path.name, (row.get("kind") or "", ()))
            words = allowed or next((words for known, words in TABLES.values() if known == kind), ())
            if word not in words:
                told = ", ".join(words) if words else "kinds citations, patients, report"
                raise DataError(f"{path}: line {number}: {word!r} is not taken; allowed are {told}")
            first = row.get("first") or row.get("report") or ""
            reason = row.get("decided_reason") or (row.get("reason") if path.name == FILE else "") or ""
            yield Decided(kind, _plain(first), _plain(row.get("second") or ""), word, reason, row.get("reviewer") or "")


def _plain(text: str) -> str:
    """Take off the apostrophe that keeps a spreadsheet from running a text."""
    return text[1:] if text[:2] in ("'=", "'+", "'-", "'@") else text


def pair_decisions(decided: Sequence[Decided]) -> tuple[Decision, ...]:
    """Give the decisions on pairs of citations."""
    return tuple(
        Decision(d.first, d.second, d.decision == "duplicate", d.reviewer) for d in decided if d.kind == "citations"
    )


def patient_decisions(decided: Sequence[Decided]) -> tuple[PatientDecision, ...]:
    """Give the decisions on pairs of rows."""
    return tuple(PatientDecision(d.first, d.second, d.decision == "same") for d in decided if d.kind == "patients")


def screening_decisions(decided: Sequence[Decided]) -> tuple[ScreeningDecision, ...]:
    """Give the decisions on reports."""
    return tuple(ScreeningDecision(d.first, Ruling(d.decision), d.reason) for d in decided if d.kind == "report")
