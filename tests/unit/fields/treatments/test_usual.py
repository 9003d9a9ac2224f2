"""What is usually given for years for an illness: the list is read, held against the word lists, refused if wrong."""

from __future__ import annotations

import re

import pytest

from extractor.fields.treatments.usual import is_usual_for, load_usual, read_usual
from extractor.lexicon import load_lexicon, load_lists
from extractor.problem import DataError


@pytest.mark.parametrize(
    ("treatment", "illness", "usual"),
    [
        ("metformin", "type 2 diabetes mellitus", True),
        ("metformin", "Crohn's disease", False),
        ("infliximab", "Crohn's disease", True),
        ("glimepiride", "diabetes mellitus", True),
        ("lopinavir/ritonavir", "HIV infection", True),
        ("nirmatrelvir/ritonavir", "HIV infection", False),
        ("glucocorticoid", "diabetes mellitus", False),
    ],
)
def test_treatment_is_usual_for_an_illness(treatment: str, illness: str, usual: bool) -> None:
    assert is_usual_for(treatment, [illness]) is usual


def test_every_treatment_listed_is_a_canonical_term() -> None:
    known = load_lexicon("drug").concepts() | load_lexicon("treatment").concepts()
    known |= {name.partition(": ")[2] for name in load_lists("operation_sites")}  # "stent" of a coronary artery
    listed = [word for usual in load_usual() for word in usual.treatments]
    assert [w for w in listed if not any(re.fullmatch(w.replace("*", r"\w*"), name) for name in known)] == []


def test_illnesses_are_written_in_small_letters() -> None:
    assert [part for usual in load_usual() for part in usual.illness if part != part.lower()] == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[usual]]\nillness = ["gout"]', "usual 1: needs illness and treatments"),
        ('[[usual]]\nillness = ["gout"]\ntreatments = ["x"]\ndrugs = ["x"]', "usual 1: needs illness and treatments"),
        ('[[usual]]\nillness = "gout"\ntreatments = ["allopurinol"]', "illness must be a list of texts"),
        ('[[usual]]\nillness = ["gout"]\ntreatments = []', "treatments must be a list of texts"),
    ],
)
def test_a_wrong_entry_is_refused(text: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        read_usual(text)
