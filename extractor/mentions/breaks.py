"""Finds where a new clause begins in a sentence: what is denied or doubted ends there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.mentions.cues import CueBook, Token

RELATIVE = frozenset(("who", "whose", "which", "that", "whom"))
CONJUNCTIONS = frozenset(("and", "but", "so", "or", "then"))
_SUBJECTS = frozenset(("we", "i", "he", "she", "they"))  # a verb follows: "we considered an abscess and gave …"
_FAR = 12  # words within which the verb of a new clause is looked for


@dataclass(frozen=True, slots=True)
class Break:
    """The token, a comma or "and", at which a new clause begins; `new_subject` if it speaks of something else."""

    at: int
    new_subject: bool


def find_breaks(tokens: Sequence[Token], book: CueBook) -> list[Break]:
    """Find the commas and "and"s at which a new clause begins.

    A list goes on ("no fever, rash and pain was found"); a clause begins where one with a verb has been and another
    verb follows ("there was no fever, and pain was severe"), or after the part that "although" or "without" opened.
    """
    breaks: list[Break] = []
    verb = relative = False
    opened = bool(tokens) and tokens[0].text in book.opening
    for at, token in enumerate(tokens):
        text = token.text
        if text in (";", "."):
            verb = relative = False
            opened = at + 1 < len(tokens) and tokens[at + 1].text in book.opening
        elif text in book.finite or (at and tokens[at - 1].text in _SUBJECTS and text not in (",", "and")):
            verb = True
        elif text in RELATIVE:
            relative = True
        elif text in (",", "and") and token.depth == 0 and (verb or (opened and text == ",")):
            start = at + 1
            while start < len(tokens) and tokens[start].text in CONJUNCTIONS:
                start += 1
            found = _find_verb(tokens, start, book, through=opened or start > at + 1)
            if found is not None:
                breaks.append(Break(at, found > start or relative))
                verb = relative = False
                opened = tokens[start].text in book.opening
    return breaks


def _find_verb(tokens: Sequence[Token], start: int, book: CueBook, through: bool) -> int | None:
    """Give the place of the verb of the clause that begins here, if one does; `through` an "and" in its subject."""
    for at in range(start, min(len(tokens), start + _FAR)):
        text = tokens[at].text
        if text in book.finite:
            return at
        if text in ",;.:" or text in RELATIVE or (text in book.opening and at > start):
            return None
        if text in CONJUNCTIONS and not through:
            return None
    return None
