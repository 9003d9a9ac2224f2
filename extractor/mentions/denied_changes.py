"""Denials and names of complaints: "no deterioration of vision", "lack of appetite", which denies nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.mentions.cues import Cue, Direction, Reach, Rule, Token

_DENYING = frozenset(("no", "without"))
_OR = frozenset(("or", "nor"))
# "no A, a B and mild C": what begins so is said to be there
_SAYS_ONE = frozenset(("a", "an", "mild", "moderate", "marked", "slight", "normal"))
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


def names_lack(cue: Cue, first: int, tokens: Sequence[Token], named: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a denying cue is but the name of a complaint before a mention: "lack of appetite, fever and cough".

    `named` are the complaints of the sentence, their characters as half-open ranges. What "or" joins to such a name
    shares in the denial: "he had no appetite or energy".
    """
    if not cue.last < first or any(token.text in _OR for token in tokens[cue.last : first]):
        return False
    start, end = tokens[cue.first].start, tokens[cue.last - 1].end
    return any(a <= start and end < b <= tokens[first].start for a, b in named)


def affirmed_again(cue: Cue, rule: Rule, limit: int, tokens: Sequence[Token]) -> int:
    """Give where a list that began with "no" goes on to what is there: "no fever, a rash and mild swelling"."""
    if rule.says != "denied" or tokens[cue.first].text not in _DENYING or cue.last >= limit:
        return limit
    if tokens[cue.last].text in _SAYS_ONE or any(token.text in _OR for token in tokens[cue.last : limit]):
        return limit
    for at in range(cue.last, limit - 1):
        if tokens[at].text == ",":
            behind = at + 1 + (tokens[at + 1].text == "and")
            if behind < len(tokens) and tokens[behind].text in _SAYS_ONE:
                return at
    return limit
