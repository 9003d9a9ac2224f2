"""A list of words finds what its pattern finds, whatever it rules out before."""

from __future__ import annotations

import re
import string
import sys

import pytest

from extractor.lexicon import load_cues
from extractor.schema import load_schema
from extractor.wordlist import Sieve, WordList, beginnings_of, compile_phrases

LISTS = ("findings", "course", "outcomes", "therapy", "measurements", "levels", "kin", "first_diagnoses", "persons")

WORDS = (
    "no",
    "no longer",
    "biops*",
    "x-ray",
    "was * seen",
    "IgG4",
    "* scale",
    "β-blocker",
    "in a",
    "kidney",
    "(+)",
    "*ectomy",
)
TEXTS = [
    ("There was NO pain", "NO"),
    ("note the pain", None),
    ("no  longer", "no  longer"),
    ("no-longer", "no-longer"),
    ("a bronchobiopsy", None),
    ("two Biopsies", "Biopsies"),
    ("the X-RAY", "X-RAY"),
    ("it was first seen", "was first seen"),
    ("it was seen", None),
    ("high IGG4 level", "IGG4"),
    ("pain scale", "pain scale"),
    ("a Β-blocker", "Β-blocker"),
    ("\u212aidney", "\u212aidney"),  # the sign of kelvin
    ("rash (+)", "(+)"),
    ("a Gastrectomy", "Gastrectomy"),
    ("an ectomy", "ectomy"),
    ("ectomies", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "found"), TEXTS)
def test_search(text: str, found: str | None) -> None:
    match = WordList(WORDS).search(text)
    assert (match and match.group()) == found


def test_every_list_finds_what_its_pattern_finds() -> None:
    texts = [
        example.text for schema in ("core", "igg4-rsp") for f in load_schema(schema).fields for example in f.examples
    ]
    assert len(texts) > 1000
    for name in LISTS:
        for words in load_cues(name).values():
            plain = re.compile(words.pattern)
            for text in texts:
                assert [m.span() for m in words.finditer(text)] == [m.span() for m in plain.finditer(text)]
                assert (words.search(text, 9, 60) is None) == (plain.search(text, 9, 60) is None)


def test_parts_of_a_text() -> None:
    words = WordList(["pain"])
    assert words.search("no pain", 4) is None  # inside the word
    assert words.search("no pain", 3) is not None
    assert words.search("no pain", 0, 5) is None


def test_groups_of_phrases() -> None:
    pattern, phrases = compile_phrases(["pain", "pain on motion", "ache", "+"])
    for text in ("Pain", "PAIN ON MOTION", "ache", "+"):
        match = pattern.fullmatch(text)
        assert match is not None
        assert phrases[(match.lastindex or 0) - 1] == text.lower()


def test_every_letter_that_is_another_ignoring_case_is_known() -> None:
    odd = {
        chr(code)
        for code in range(128, sys.maxunicode + 1)
        if re.fullmatch("[a-z0-9]", chr(code), re.IGNORECASE) is not None
    }
    assert odd == set("\u0130\u0131\u017f\u212a")
    for letter in string.ascii_lowercase:
        for sign in (letter, letter.upper(), *odd):
            same = re.fullmatch(letter, sign, re.IGNORECASE) is not None
            assert (WordList([letter]).fullmatch(sign) is not None) == same
            assert (WordList([letter]).search(sign) is not None) == same


def test_sieve() -> None:
    lists = {1: ["after * surgery", "months postoperative*", "do"], 2: ["home"], 3: ["do*"]}
    sieve = Sieve({key: beginnings_of(words) for key, words in lists.items()})
    for text in ("Surgery was done", "postoperatively", "do it", "DO", "posto", "\u017furgery"):
        assert 1 in sieve.sift(text)
    for text in ("he went home after that", "post-operative", "done", ""):
        assert 1 not in sieve.sift(text)
    assert sieve.sift("") == {3}  # too short to tell
    assert sieve.sift("at home") == {2, 3}
