"""Names of drugs and operations are told by their endings."""

from __future__ import annotations

import pytest

from extractor.stems import Stem, stem_of

NAMES = [
    ("hydrocelectomy", Stem("treatment")),
    ("omentoplasty", Stem("treatment")),
    ("ureteroureterostomy", Stem("treatment")),
    ("examplizumab", Stem("drug", "biologic therapy")),
    ("exampletinib", Stem("drug", "targeted therapy")),
    ("cefexamplepenem", Stem("drug", "antibiotics")),
]


@pytest.mark.parametrize(("word", "stem"), NAMES)
def test_an_ending_tells_what_a_name_means(word: str, stem: Stem) -> None:
    assert stem_of(word) == stem


@pytest.mark.parametrize(
    "word", ["anatomy", "laparoscopy", "postmastectomy", "april", "except", "cholesterol", "methicillin", "spine"]
)
def test_other_words_tell_nothing(word: str) -> None:
    assert stem_of(word) is None
