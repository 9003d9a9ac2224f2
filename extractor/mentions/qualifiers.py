"""Says of each mention whether it is asserted, whose it is and when: cues, direction and reach from a data file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractor.case import Mention, Sentence


def qualify_mentions(sentence: Sentence, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Give the mentions of one sentence with their qualifiers."""
    yield from mentions
