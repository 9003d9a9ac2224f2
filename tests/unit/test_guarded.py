"""A guarded pattern finds what the plain one finds, whatever it rules out before."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

import extractor
from extractor.guarded import compile_guarded, needed_by
from extractor.schema import load_schema
from extractor.wordlist import DIGIT, Guarded, WordList

NEEDED = [
    (r"\bpain\b", {"pain"}),
    (r"\bpain", {"pai"}),  # "painful" is cut to three letters and to five
    (r"\bpainful\w*", {"painf"}),
    (r"pain", None),  # "backpain"
    (r"(?<!\w)[Pp]ain\b", {"pain"}),
    (r"(?<![A-Z])pain\b", None),  # "1pain"
    (r"\b(?:he|him|his)\b", {"he", "him", "his"}),
    (r"\b(?:he|\w+)\b", None),
    (r"\b(?:pain|ache)s?\s+in\s+the\b", {"pain", "pains", "ache", "aches"}),
    (r"\bthe\s+(?:[\w-]+\s+){0,3}?patient\b", {"patie"}),
    (r"\w+\spatient\b", {"patie"}),
    (r"(?:^|[.;]\s)patient\b", {"patie"}),
    (r"\b\d{1,3}\s?years\b", {DIGIT}),
    (r"\b(?:\d|two)\s", {DIGIT, "two"}),
    (r"½\s?year", {DIGIT}),
    (r"\bcase[1-9]", {"case1", "case2", "case3", "case4", "case5", "case6", "case7", "case8", "case9"}),
    (r"\bcase_", {"case"}),
    (r"\bcaf(?:é|e)\b", {"caf", "cafe"}),
    (r"\b(?:sibling)?\s", None),
    (r"\bthe(?=\s+(?:died|recovered)\b)", {"died", "recov"}),  # rarer than "the"
    (r"\bno\b(?!\s+pain)", {"no"}),
    (r"(?<=patient)\s", None),
    ("\\b\u017fign\\b", None),  # ſ is "s" where case is ignored
]


@pytest.mark.parametrize(("pattern", "needed"), NEEDED)
def test_needed(pattern: str, needed: set[str] | None) -> None:
    found = needed_by(pattern, re.IGNORECASE)
    assert found == (None if needed is None else frozenset(needed))


def test_odd_letters_are_searched() -> None:
    assert compile_guarded(r"\bkidney\b", re.IGNORECASE).search("the \u212aidney") is not None
    assert compile_guarded(r"\bsign\b", re.IGNORECASE).search("a \u017fign") is not None


def test_parts_of_a_text() -> None:
    pattern = compile_guarded(r"\bpain\b")
    assert pattern.search("no painful joints", 0, 7) is not None
    assert pattern.search("no pain", 4) is None
    assert [m.start() for m in pattern.finditer("pain and pain", 0, 8)] == [0]
    assert pattern.findall("painful") == []
    assert pattern.sub("ache", "no pain") == "no ache"


def test_every_pattern_finds_what_it_finds_plain() -> None:
    texts = [e.text for schema in ("core", "igg4-rsp") for f in load_schema(schema).fields for e in f.examples][::5]
    folder = Path(extractor.__file__).parent
    modules = (".".join(path.relative_to(folder.parent).with_suffix("").parts) for path in folder.rglob("*.py"))
    guarded = {
        pattern.compiled: pattern
        for name in modules
        if not name.endswith("__main__")
        for pattern in vars(importlib.import_module(name)).values()
        if isinstance(pattern, Guarded) and not isinstance(pattern, WordList)
    }
    assert len(guarded) > 100
    for plain, pattern in guarded.items():
        for text in texts:
            assert [match.span() for match in pattern.finditer(text)] == [
                match.span() for match in plain.finditer(text)
            ]
