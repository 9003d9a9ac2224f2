"""NOUNS of the audit: what a review claims, what its table says, and whether the two agree."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from extractor.document import Span


class Verdict(StrEnum):
    """What came of checking a claim."""

    MATCH = "match"
    MISMATCH = "mismatch"
    UNCHECKED = "cannot be checked"


@dataclass(frozen=True, slots=True)
class Finding:
    """One claim checked: the sentence and the figure in it, what the table says, and the cells that say so."""

    verdict: Verdict
    sentence: Span
    quote: str  # the sentence
    claimed: str  # the words with the figure
    counted: str  # what the table gives
    reason: str
    cells: tuple[str, ...] = ()  # quotes of the table that decide


def unchecked(span: Span, quote: str, claimed: str, reason: str) -> Finding:
    """Make a finding of a claim that nobody can check by the table."""
    return Finding(Verdict.UNCHECKED, span, quote, claimed, "", reason)
