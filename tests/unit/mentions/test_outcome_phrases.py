"""Outcomes that are told in words put together."""

from __future__ import annotations

import pytest

from extractor.document import SectionKind, Span
from extractor.mention import Sentence
from extractor.mentions.outcome_phrases import find_outcome_phrases

FOUND = [
    ("The final functional and cosmetic result was very good.", {("result was very good", "improved")}),
    ("He returned to his former duties as a pilot.", {("returned to his former duties", "improved")}),
    ("At two years he had full range of movement.", {("full range of movement", "improved")}),
    ("Six months later she was able to walk.", {("able to walk", "improved")}),
    ("She did not have any further attacks.", {("not have any further attacks", "improved")}),
    ("The post-operative course was smooth.", {("post-operative course was smooth", "discharged")}),
    ("A year later CT showed multiple liver metastases.", {("showed multiple liver metastases", "progression")}),
    # no time after treatment is named
    ("On examination he had full range of movement.", set()),
    ("CT showed multiple liver metastases.", set()),
    ("She was able to walk.", set()),
    # another thing is begun in between
    ("The good prognosis was known and no result came.", set()),
]


@pytest.mark.parametrize(("text", "phrases"), FOUND)
def test_found(text: str, phrases: set[tuple[str, str]]) -> None:
    sentence = Sentence(0, Span(0, len(text)), text, SectionKind.CASE, 0)
    assert {(text[m.span.start : m.span.end], m.concept) for m in find_outcome_phrases(sentence)} == phrases
