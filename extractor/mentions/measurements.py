"""Finds numbers with their analyte, unit, comparator, range and reference range."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.case import Mention, Sentence


def find_measurements(sentence: Sentence) -> Iterator[Mention]:
    """Give the mentions in one sentence."""
    yield from ()
