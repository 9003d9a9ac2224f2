"""Finds the patient's age and sex, with relatives' and cited people's told apart."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.case import Mention, Sentence


def find_ages(sentence: Sentence) -> Iterator[Mention]:
    """Give the mentions in one sentence."""
    yield from ()
