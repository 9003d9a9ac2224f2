"""Undo hyphens at line ends with the words that the document itself writes, and an affix list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from enum import Enum
from functools import cache

from extractor.lexicon import load_lexicon

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_TAIL = re.compile(r"(?<![^\W\d_])(?<![^\W\d_]-)[^\W\d_]+(?:-[^\W\d_]+)*-$")
_HEAD = re.compile(r"^[^\W\d_]+(?:-[^\W\d_]+)*")


@cache
def _compound_parts() -> dict[str, frozenset[str]]:
    """Give the words that keep a hyphen behind or before them, and those that a hyphen only breaks off."""
    terms = load_lexicon("compound_parts").terms
    places = ("first part", "middle part", "second part", "never a part")
    return {
        place: frozenset(
            term.term
            for term in terms
            if term.concept == place or (term.concept == "both" and place in ("first part", "second part"))
        )
        for place in places
    }


class Joint(Enum):
    """How two lines are joined where the first ends with a hyphen."""

    DROP = (True, "")  # the hyphen only broke the word
    KEEP = (False, "")  # it belongs to the word
    DASH = (False, " ")  # it is a dash, or waits for its partner

    @property
    def drops(self) -> bool:
        """Whether the hyphen goes."""
        return self.value[0]

    @property
    def blank(self) -> str:
        """What stands between the two lines."""
        return self.value[1]


class HyphenJoiner:
    """Decides whether a hyphen at the end of a line belongs to the word."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Take the vocabulary from the lines: what stands whole within a line."""
        self._words: Counter[str] = Counter()
        for line in lines:
            body = line.rstrip()
            if body.endswith("-"):
                body = _TAIL.sub("", body)
            self._words.update(word.lower() for word in _WORD.findall(body))

    def joint(self, line: str, following: str) -> Joint:
        """Tell how a line that ends with a hyphen is joined to the one that follows."""
        tail, head = _TAIL.search(line), _HEAD.match(following)
        if line[-2:-1] in ("", " "):
            return Joint.DASH
        if tail is None or head is None:
            return Joint.KEEP  # digits, formulas: "5-" and "year-old", "IL-" and "6"
        if head[0] in ("and", "or", "to", "versus"):
            return Joint.DASH  # "short- and long-term"
        return Joint.KEEP if self._keeps(tail[0][:-1], head[0]) else Joint.DROP

    def _keeps(self, tail: str, head: str) -> bool:
        left, right = tail.lower(), head.lower()
        joined, hyphened = self._words[left + right], self._words[f"{left}-{right}"]
        if joined != hyphened:
            return hyphened > joined
        last, first = tail.rsplit("-", 1)[-1], right.split("-", 1)[0]
        if head[0].isupper() or (len(last) > 1 and last.isupper()) or _is_adverb(last, first):
            return True  # "Guillain-" "Barré", "PCR-" "amplified", "newly-" "diagnosed"
        last = last.lower()
        parts = _compound_parts()
        if first in parts["second part"] or last in parts["first part"]:
            return True
        if "-" in tail and last in parts["middle part"]:
            return True  # "mild-to-" "moderate"
        # both halves are words of their own and the whole is not: "drug-" "response", not "pa-" "tient"
        apart = len(last) > 3 and len(first) > 3 and last not in parts["never a part"]
        return apart and self._words[last] >= 2 and self._words[first] >= 2


def _is_adverb(tail: str, head: str) -> bool:
    """Tell "newly-" "diagnosed" from "apply-" "ing"."""
    return len(tail) > 4 and tail.endswith("ly") and len(head) > 3
