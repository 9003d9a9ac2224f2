"""Denies what is a change by its own name: "no deterioration of vision", beside "no improvement of his fever"."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.mentions.cues import Cue, Direction, Reach, Rule, Token

_DENYING = frozenset(("no", "without"))
_DENIED = Rule("denied", Direction.FORWARD, Reach.ITEM)


def denied_as_change(words: tuple[int, int], cues: Sequence[Cue], tokens: Sequence[Token]) -> list[tuple[Cue, Rule]]:
    """Give the cue that denies a mention, its words as a half-open range, whose first word is the change itself.

    "No deterioration" says nothing of what follows ("no deterioration of his cancer"), but denies the mention
    that it is a part of.
    """
    first, last = words
    return [
        (cue, _DENIED)
        for cue in cues
        if cue.first < first < cue.last < last
        and tokens[cue.first].text in _DENYING
        and any(rule.says == "nothing" for rule in cue.rules)
    ]
