"""Sentences are made for the tokenizer: what would take it for ever is cut, and no character changes its place."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractor.case import Reading


@pytest.mark.parametrize("run", ["=" * 3000, "(" * 3000, "(cid:12)" * 500, "a:" * 2000, "-" * 200, "9" * 201])
def test_unbroken_runs_are_cut_at_200_characters(run: str, read_patient: Callable[[str], Reading]) -> None:
    reading = read_patient(f"A 61-year-old man had fever {run} and cough.")
    words = [word for sentence in reading.sentences for word in sentence.text.split()]
    assert max(map(len, words)) <= 200
    assert all(len(sentence.text) == len(sentence.span) for sentence in reading.sentences)
    assert {mention.concept for mention in reading.mentions} >= {"fever", "cough"}
