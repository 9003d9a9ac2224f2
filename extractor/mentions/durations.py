"""Finds durations with what they lasted."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.case import Mention, Sentence


def find_durations(sentence: Sentence) -> Iterator[Mention]:
    """Give the mentions in one sentence."""
    yield from ()
