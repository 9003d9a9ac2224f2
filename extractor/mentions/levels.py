"""Finds vertebral levels and ranges, with what is at them."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.case import Mention, Sentence


def find_levels(sentence: Sentence) -> Iterator[Mention]:
    """Give the mentions in one sentence."""
    yield from ()
