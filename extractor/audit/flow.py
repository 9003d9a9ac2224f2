"""Checks the arithmetic of how papers were found: parts against totals, papers and patients against the table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.audit.finding import Finding, Verdict, unchecked
from extractor.audit.sentences import Sentence
from extractor.export.rows import Row

_PAPERS = (
    r"(?:articles?|papers?|studies|publications?|records?|references?|reports?|citations?|case reports?|literatures?)"
)
_N = r"(?<![\d.,])(?P<{0}>\d[\d,]*)\s+"
_SKIPPED = r"(?:[a-z-]+\s+){0,3}?"
_GONE = r"(?:duplicates?|duplicated|excluded|removed|discarded|irrelevant|ineligible)"
_LEAVING = r"(?:leaving|left|remain\w*|resulting in|yielding|included|inclusion of|final\w*)"
_TOTAL = re.compile(rf"{_N.format('total')}{_SKIPPED}{_PAPERS}\b(?P<rest>[^.]*)", re.IGNORECASE)
_PART = re.compile(rf"{_N.format('part')}(?:were\s+)?(?:from|in|by|through|via)\b", re.IGNORECASE)
_OUT = re.compile(rf"{_N.format('out')}{_SKIPPED}{_GONE}\b", re.IGNORECASE)
_LEFT = re.compile(rf"\b{_LEAVING}\s+{_SKIPPED}{_N.format('left')}{_SKIPPED}{_PAPERS}\b", re.IGNORECASE)
_KEPT = re.compile(rf"{_N.format('left')}(?:[a-z-]+\s+)?(?:eligible|included)\s+{_PAPERS}\b", re.IGNORECASE)
_ELIGIBLE = re.compile(r"\b(?:eligible|included|inclusion|final\w*|comprising|analy\w*)\b", re.IGNORECASE)


def check_flow(sentences: Sequence[Sentence], rows: Sequence[Row]) -> Iterator[Finding]:
    """Check totals against their parts, what is left against what was left out, and the papers that were included."""
    papers = len({row.path for row in rows})
    total: int | None = None
    out = 0
    for sentence in sentences:
        text = sentence.text
        found = _TOTAL.search(text)
        parts = [_number(m["part"]) for m in _PART.finditer(found["rest"])] if found is not None else []
        if found is not None and len(parts) > 1:
            total, out = _number(found["total"]), 0
            yield _sum(sentence, total, parts)
        gone = [_number(m["out"]) for m in _OUT.finditer(text)]
        left = _LEFT.search(text) or _KEPT.search(text)
        if total is not None and gone:
            out += sum(gone)
            if left is None:
                told = f"{total} − {out} = {total - out}"
                reason = f"{told} are left, which the text does not tell"
                yield unchecked(sentence.span, text, _OUT.search(text)[0], reason)  # type: ignore[index]
        if left is not None:
            yield _left(sentence, _number(left["left"]), left[0], papers, total, out)


def _sum(sentence: Sentence, total: int, parts: Sequence[int]) -> Finding:
    counted = f"{' + '.join(map(str, parts))} = {sum(parts)}"
    agrees = sum(parts) == total
    verdict = Verdict.MATCH if agrees else Verdict.MISMATCH
    return Finding(
        verdict, sentence.span, sentence.text, f"{total} in all", counted, "" if agrees else "the parts do not add up"
    )


def _left(sentence: Sentence, left: int, claimed: str, papers: int, total: int | None, out: int) -> Finding:
    text = sentence.text
    if _ELIGIBLE.search(text) is not None:
        agrees = left == papers
        verdict = Verdict.MATCH if agrees else Verdict.MISMATCH
        reason = "" if agrees else "the table cites another number of papers"
        return Finding(verdict, sentence.span, text, claimed, f"{papers} papers in the table", reason)
    if total is None:
        return unchecked(sentence.span, text, claimed, "the text tells no total before it")
    agrees = left == total - out
    verdict = Verdict.MATCH if agrees else Verdict.MISMATCH
    counted = f"{total} − {out} = {total - out}"
    return Finding(verdict, sentence.span, text, claimed, counted, "" if agrees else "the numbers do not add up")


def _number(printed: str) -> int:
    return int(printed.replace(",", ""))
