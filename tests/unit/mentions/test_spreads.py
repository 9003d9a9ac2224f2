"""Names of what has spread."""

from __future__ import annotations

import pytest

from extractor.case import Sentence
from extractor.document import SectionKind, Span
from extractor.mentions.language import build_language
from extractor.mentions.spreads import name_spreads
from extractor.mentions.terms import find_terms


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        ("The ulcer was a breast cancer metastasis.", ["breast cancer metastasis"]),
        ("Melanoma metastases were removed.", ["melanoma metastasis"]),
        ("There was breast cancer and a metastasis.", ["breast cancer", "metastasis"]),
        ("There was no cancer metastasis.", ["cancer", "metastasis"]),
        ("It was a metastasis from the known primary breast cancer.", ["breast cancer metastasis"]),
        ("A metastasis was found; breast cancer was known.", ["metastasis", "breast cancer"]),
        ("A pituitary metastasis was seen.", ["pituitary metastasis"]),
        ("There were metastases to the bile duct.", ["metastasis to the bile duct"]),
        ("There was a distant metastasis.", ["metastasis"]),
        ("Hepatic and penile metastases were seen.", ["metastasis"]),
    ],
)
def test_names_what_has_spread(text: str, concepts: list[str]) -> None:
    sentence = Sentence(0, Span(0, len(text)), text, SectionKind.CASE, 0)
    terms = [m for m in find_terms(sentence, build_language()) if m.lexicon == "disease"]
    assert [m.concept for m in name_spreads(sentence, terms)] == concepts
