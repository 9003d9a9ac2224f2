"""Hyphens at line ends: what the document writes elsewhere decides, then what is known of compounds."""

from __future__ import annotations

import pytest

from extractor.readers.hyphens import HyphenJoiner, Joint


@pytest.mark.parametrize(
    ("line", "following", "joint"),
    [
        ("thickening of the pachymenin-", "ges was seen", Joint.DROP),
        ("she took long-", "term steroids", Joint.KEEP),  # a part of compounds
        ("a steroid-", "induced diabetes", Joint.KEEP),
        ("a newly-", "found mass", Joint.KEEP),
        ("shown by PCR-", "based tests", Joint.KEEP),
        ("as in Guillain-", "Barré syndrome", Joint.KEEP),
        ("a 54-year-", "old woman", Joint.KEEP),
        ("levels of IL-", "6 were high", Joint.KEEP),
        ("both short-", "and long-term use", Joint.DASH),
        ("the cord -", "seen on the left", Joint.DASH),
        ("of mild-to-", "moderate strength", Joint.KEEP),
        ("she was under-", "standing and calm", Joint.DROP),
    ],
)
def test_a_hyphen_at_the_line_end(line: str, following: str, joint: Joint) -> None:
    assert HyphenJoiner([line, following]).joint(line, following) is joint


def test_the_document_itself_decides_first() -> None:
    assert HyphenJoiner(["a steroidinduced state"]).joint("the steroid-", "induced one") is Joint.DROP
    assert HyphenJoiner(["the sub-arachnoid space"]).joint("the sub-", "arachnoid one") is Joint.KEEP
