"""Every quote is the document's own text, and every box lies on its page, for every value of every sample paper."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from extractor.case import Evidence, Record
from extractor.pipeline import Program, analyse_paper

PAPERS = Path(__file__).parents[1] / "corpus" / "papers"


def evidence_of(record: Record) -> list[Evidence]:
    """Give all evidence of a record, that of other answers included."""
    return [
        evidence
        for value in record.values
        for evidence in (*value.evidence, *(e for other in value.alternatives for e in other.evidence))
    ]


@pytest.mark.parametrize("path", sorted(PAPERS.iterdir()), ids=lambda path: path.name)
def test_evidence_points_into_the_paper(path: Path, program: Program) -> None:
    outcome = analyse_paper(path, path.name, program)
    assert outcome.status != "crash", outcome.reason
    for analysis in outcome.analyses:
        document = analysis.document
        pages = {page.number: page for page in document.pages}
        for evidence in (e for record in analysis.records for e in evidence_of(record)):
            assert evidence.quote == document.text[evidence.span.start : evidence.span.end]
            assert evidence.quote.strip()
            assert (evidence.page is None) == (not pages), evidence.quote
            for box in evidence.boxes:
                assert evidence.page is not None
                page = pages[evidence.page]
                assert 0 <= box.x0 < box.x1 <= page.width_pt + 1, evidence.quote
                assert 0 <= box.top < box.bottom <= page.height_pt + 1, evidence.quote


@pytest.mark.parametrize("path", sorted(PAPERS.iterdir()), ids=lambda path: path.name)
def test_blocks_and_words_are_in_order_and_inside(path: Path, program: Program) -> None:
    for analysis in analyse_paper(path, path.name, program).analyses:
        document = analysis.document
        for spans in ([block.span for block in document.blocks], [word.span for word in document.words]):
            assert all(a.end <= b.start for a, b in pairwise(spans))
            assert not spans or spans[-1].end <= len(document.text)
