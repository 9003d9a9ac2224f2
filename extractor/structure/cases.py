"""Tells the patients of a paper apart. Document, Sections → Cases, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.case import Case
from extractor.document import Document, Section


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
    return Cases((Case("case-1", "Patient", tuple(section.span for section in sections)),))
