"""Tells the patients of a paper apart. Document, Sections → Cases, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.case import Case
from extractor.document import Document, Section, Span
from extractor.structure.assigning import Claim, assign_to_one
from extractor.structure.assigning_several import Assignment
from extractor.structure.own_people import find_people
from extractor.structure.sentences import cut_lines
from extractor.structure.tabled import with_tabled
from extractor.structure.tables import Tables


@dataclass(frozen=True, slots=True)
class Cases:
    """The patients of a paper, one row each; `reason` says why there is none, or is empty.

    `article_type` is what the paper turned out to be: "case report", "case series", "other".
    """

    cases: tuple[Case, ...]
    article_type: str = "case report"
    reason: str = ""


def split_cases(document: Document, sections: Sequence[Section]) -> Cases:
    """Find each patient of the paper itself, and the stretches of text that speak of them."""
    lines = cut_lines(document, sections)
    people = with_tabled(document, lines, find_people(lines))
    if not people.people:
        return Cases((), people.article_type, people.reason)
    count = len(people.people)
    tables = Tables(document, people.people)
    patients = tables.people()
    others = tables.captions_of_others()
    prose = [line for line in lines if not any(caption.contains(line.span) for caption in others)]
    told = assign_to_one(prose, patients[0]) if count == 1 else Assignment(patients, people.introduced).claims(prose)
    claims = (*told, *tables.claims())
    cases = tuple(
        Case(f"case-{number + 1}", label, *_stretches(document, claims, number, count))
        for number, label in enumerate(people.labels)
    )
    return Cases(cases, people.article_type)


def _stretches(
    document: Document, claims: Sequence[Claim], number: int, count: int
) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Give what speaks of one patient alone, and what speaks of all or of several."""
    mine = [claim.span for claim in claims if claim.owners == {number}]
    ours = [claim.span for claim in claims if number in claim.owners and len(claim.owners) > 1 and count > 1]
    return _joined(document, mine), _joined(document, ours)


def _joined(document: Document, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Join stretches with nothing but white space between them."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and not document.text[joined[-1].end : span.start].strip():
            joined[-1] = joined[-1].to(span)
        else:
            joined.append(span)
    return tuple(joined)
