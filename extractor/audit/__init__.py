"""VERB 11, records × a review's own claims → what agrees with its table, what does not, and what nobody can check."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.audit.counts import CountChecker
from extractor.audit.finding import Finding, Verdict
from extractor.audit.flow import check_flow
from extractor.audit.measures import MeasureChecker
from extractor.audit.reading import ClaimReader, Find
from extractor.audit.report import count_verdicts, format_findings, write_findings
from extractor.audit.sentences import Sentence, find_sentences
from extractor.document import Document
from extractor.export.rows import Row
from extractor.schema import Schema
from extractor.summary.answers import names_of

__all__ = ["Finding", "Verdict", "audit_review", "count_verdicts", "format_findings", "write_findings"]

_RATIO = re.compile(
    r"\b(?:males?|men|man|m)(?:[- ]to[- ]|\s?[:/]\s?)(?:females?|women|woman|f)\b[^.;]{0,40}?"
    r"(?P<one>\d+(?:\.\d+)?)\s?:\s?(?P<other>\d+(?:\.\d+)?)",
    re.IGNORECASE,
)


def audit_review(document: Document, schema: Schema, rows: Sequence[Row], find: Find) -> tuple[Finding, ...]:
    """Check each figure that a review tells of its own patients, in the order of its text.

    Args:
        rows: the patients of its table.
        find: gives the terms of a text, with spans in it.
    """
    answers = {f.name: frozenset(name for row in rows for name in names_of(row, f.name)) for f in schema.fields}
    reader = ClaimReader(schema, find, answers)
    counts = CountChecker(rows, reader, len({row.path for row in rows}))
    measures = MeasureChecker(schema, rows, reader)
    sentences = tuple(find_sentences(document))
    findings = list(check_flow(sentences, rows))
    flows = len(findings)
    before: Sentence | None = None
    for sentence in sentences:
        findings.extend(counts.check(sentence))
        findings.extend(measures.check(sentence, before))
        findings.extend(_check_ratio(sentence, rows))
        before = sentence
    flow = {finding.sentence for finding in findings[:flows]}
    kept = [f for f in findings if not (f.claimed.isdigit() and f.sentence in flow)]  # told by the flow already
    return tuple(sorted(kept, key=lambda finding: finding.sentence))


def _check_ratio(sentence: Sentence, rows: Sequence[Row]) -> Iterator[Finding]:
    """Check "a male-to-female ratio of 1.1:1"."""
    for match in _RATIO.finditer(sentence.text):
        men, women = (sum(sex in names_of(row, "sex") for row in rows) for sex in ("male", "female"))
        claimed = float(match["one"]) / float(match["other"]) if float(match["other"]) else 0.0
        decimals = max(len(match[name].partition(".")[2]) for name in ("one", "other"))
        agrees = women > 0 and abs(men / women - claimed) <= 0.5 * 10**-decimals + 1e-9
        verdict = Verdict.MATCH if agrees else Verdict.MISMATCH
        counted = f"{men}:{women}" + (f" = {men / women:.2f}:1" if women else "")
        yield Finding(
            verdict, sentence.span, sentence.text, match[0], counted, "" if agrees else "the ratio is another"
        )
