"""What was found of the references → the lines of the tables that people work with, and RIS for reference managers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import rispy

from extractor.criteria.reporting import show_ground
from extractor.references.citation import Citation
from extractor.references.decisions import COLUMNS as DECIDED
from extractor.references.decisions import Decided
from extractor.references.duplicates import Deduplication, JudgedPair
from extractor.references.flow import Flow
from extractor.references.flow_drawing import flow_rows
from extractor.references.linking import Link
from extractor.references.patients import PatientDecision, SamePatient
from extractor.references.reports import Report

Line = tuple[str | int | None, ...]
_PAIR = ("first_title", "second_title", "first_authors", "second_authors", "first_place", "second_place")


def reference_lines(found: Deduplication) -> Iterator[Line]:
    """Give every record that was read, each with the one that stays for it."""
    yield (
        *(
            "id",
            "kept_as",
            "database",
            "title",
            "authors",
            "year",
            "journal",
            "volume",
            "issue",
            "pages",
            "doi",
            "pmid",
        ),
        *("kind", "also_in", "problems"),
    )
    for group in found.groups:
        databases = sorted({citation.database for citation in group.others} - {group.kept.database})
        for citation in (group.kept, *group.others):
            yield (
                *(citation.id, group.kept.id, citation.database, citation.title, "; ".join(citation.authors)),
                *(citation.year, citation.journal, citation.volume, citation.issue, citation.pages, citation.doi),
                *(citation.pmid, citation.kind, "; ".join(databases) if citation is group.kept else ""),
                "; ".join(problem.message for problem in citation.problems),
            )


def pair_lines(pairs: Sequence[JudgedPair]) -> Iterator[Line]:
    """Give pairs of citations side by side, with a column to fill in: duplicate or different."""
    yield ("first", "second", "answer", "reason", "decision", "reviewer", *_PAIR)
    for pair in pairs:
        first, second = pair.first, pair.second
        yield (
            *(first.id, second.id, str(pair.verdict.answer), pair.verdict.reason, "", ""),
            *(first.title, second.title, _people(first), _people(second), _place(first), _place(second)),
        )


def _people(citation: Citation) -> str:
    shown = "; ".join(citation.authors[:3])
    return f"{shown}; …" if len(citation.authors) > 3 else shown


def _place(citation: Citation) -> str:
    numbers = f"{citation.volume}({citation.issue})" if citation.issue else citation.volume
    parts = (citation.database, citation.journal, str(citation.year or ""), numbers, citation.pages)
    identifiers = (f"doi:{citation.doi}" if citation.doi else "", f"PMID {citation.pmid}" if citation.pmid else "")
    return ", ".join(part for part in (*parts, *identifiers) if part)


def link_lines(links: Sequence[Link]) -> Iterator[Line]:
    """Give the papers and the citations that they are."""
    yield ("paper", "citation", "title", "likeness", "confirmed_by", "doubt")
    for link in links:
        citation = link.citation
        shown = ("", "") if citation is None else (citation.id, citation.title)
        yield (link.path, *shown, f"{link.likeness:.0f}" if link.likeness else "", link.confirmed, link.doubt)


def screening_lines(reports: Sequence[Report]) -> Iterator[Line]:
    """Give each report with its proposal and a column to fill in: include, exclude or automation."""
    yield (
        *("report", "title", "first_author", "year", "papers", "proposal", "reason", "evidence", "decision"),
        *("decided_reason", "reviewer"),
    )
    for report in reports:
        citation = report.citation
        yield (
            report.id,
            *(
                ("", "", None)
                if citation is None
                else (citation.title, next(iter(citation.authors), ""), citation.year)
            ),
            *("; ".join(report.papers), str(report.proposal) if report.proposal is not None else ""),
            *(report.reason, "; ".join(map(show_ground, report.grounds[:6])), "", "", ""),
        )


def patient_lines(pairs: Sequence[SamePatient], decisions: Sequence[PatientDecision]) -> Iterator[Line]:
    """Give pairs of rows that may be one patient and are not decided, with a column to fill in: same or different."""
    decided = {frozenset((decision.first, decision.second)) for decision in decisions}
    yield ("first", "second", "points", "reasons", "decision", "reviewer")
    for pair in pairs:
        if frozenset((pair.first.id, pair.second.id)) not in decided:
            yield (pair.first.id, pair.second.id, pair.points, "; ".join(pair.reasons), "", "")


def decision_lines(decided: Sequence[Decided]) -> Iterator[Line]:
    """Give every decision; a line that is deleted is undone."""
    yield DECIDED
    for one in decided:
        yield (one.kind, one.first, one.second, one.decision, one.reason, one.reviewer)


def flow_lines(flow: Flow) -> Iterator[Line]:
    """Give the numbers of the flow."""
    yield ("phase", "step", "n", "worked_out")
    for phase, name, count, derived in flow_rows(flow):
        yield (phase, name, count, "yes" if derived else "")


def write_ris(citations: Sequence[Citation]) -> str:
    """Write citations as RIS, as reference managers read it."""
    return str(rispy.dumps([_entry(citation) for citation in citations]))


def _entry(citation: Citation) -> dict[str, object]:
    first, _, last = citation.pages.replace("–", "-").partition("-")
    entry: dict[str, object] = {
        "type_of_reference": "JOUR",
        "title": citation.title,
        "authors": list(citation.authors),
        "year": str(citation.year) if citation.year is not None else "",
        "journal_name": citation.journal,
        "volume": citation.volume,
        "number": citation.issue,
        "start_page": first,
        "end_page": last,
        "doi": citation.doi,
        "abstract": citation.abstract,
        "name_of_database": citation.database,
        "notes": [f"PMID: {citation.pmid}"] if citation.pmid else [],
        "id": citation.id,
    }
    return {name: value for name, value in entry.items() if value}
