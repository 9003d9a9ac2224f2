"""What a sentence speaks of: the noun phrase that is the subject of a verb, and the one that completes a noun."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORD = re.compile(r"[\w'’-]+|[^\w\s]")
_BRACKETS = re.compile(r"\([^()]{0,60}\)")
_REACH = 240  # characters before a verb within which its subject is looked for
_CLOSE = 40
# What may stand between a subject and its verb.
_CARRIERS = frozenset(
    "has have had is are was were been be being am did does do not could can would then also later since still now"
    " ever never soon again further almost nearly thereafter afterwards to".split()
)
_FLOATING = frozenset(("both", "all", "each"))  # "the nodes were all free", but "all nodes were free"
_RELATIVE = frozenset(("who", "which", "that"))
_PRONOUNS = frozenset("he she it they we i this these those there".split())
_JOINS = frozenset(("and", "or"))
_BORDERS = frozenset(
    ", ; : ( ) [ ] . that which who whom whose when while because although though but as since if until where whereas"
    " and or than".split()
)
_PREPOSITIONS = frozenset(
    "of in at on for from with to by after before during under over between without within despite following against"
    " around near through into per regarding concerning".split()
)
_DETERMINERS = frozenset("the a an his her their its this these all both our no any each some".split())
_PARTS = frozenset("one two three some most both all none rest remainder majority half many".split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase in lower case; `head` is the noun that it is about, empty if the sentence does not show it.

    Before "who" any person of the phrase may be meant ("her brother in his youth, who died"): there the head is "who".
    """

    words: tuple[str, ...] = ()
    head: str = ""

    def __str__(self) -> str:
        return " ".join(self.words)


def _skip_insertion(words: list[str]) -> None:
    """Leave out a relative clause between commas at the end: "his brother, who was ill too, …"."""
    if not words or words[-1] != ",":
        return
    for at in range(len(words) - 2, 0, -1):
        if words[at] in _RELATIVE and words[at - 1] == ",":
            del words[at - 1 :]
            return
        if words[at] == ",":
            return


def subject_of(before: str) -> Phrase:
    """Give the subject of a verb from the words of its sentence before it: "the newborn" of "the newborn later …".

    Of a relative clause it is what the clause belongs to, of a second verb behind "and" the subject of the first.
    """
    words = [word.lower() for word in _WORD.findall(_BRACKETS.sub(" ", before[-_REACH:]))]
    _drop_carriers(words)
    _skip_insertion(words)
    if words and words[-1] in _RELATIVE:
        relative = words.pop()
        while words and words[-1] == ",":
            words.pop()
        if relative == "who":
            return Phrase(tuple(_tail(words)), "who")
    elif words and (words[-1] in _JOINS or words[-1] == ","):
        return _first_phrase(words)
    return _phrase(_tail(words))


def follows_carrier(before: str) -> bool:
    """Tell whether an auxiliary stands right before: "the nodes were all …"."""
    words = [word.lower() for word in _WORD.findall(before[-_CLOSE:])]
    while words and (words[-1] in _FLOATING or words[-1].endswith("ly")):
        words.pop()
    return bool(words) and words[-1] in _CARRIERS


def complement_of(after: str) -> Phrase:
    """Give what a noun is completed by, from the words behind it: "the graft" of "failure of the graft was seen"."""
    words = [word.lower() for word in _WORD.findall(after[:_REACH])]
    if not words or words[0] not in ("of", "in", "from"):
        return Phrase()
    taken: list[str] = []
    for word in words[1:]:
        if word in _BORDERS or word in _PREPOSITIONS or word in _CARRIERS:
            break
        taken.append(word)
    if any(word.isdigit() for word in taken):  # "from 20 to 85"
        return Phrase()
    return Phrase(tuple(taken), taken[-1] if taken else "")


def _drop_carriers(words: list[str]) -> None:
    while words and (words[-1] in _CARRIERS or words[-1] in _FLOATING or words[-1].endswith("ly")):
        words.pop()


def _tail(words: list[str]) -> list[str]:
    """Give the words at the end that no border parts from each other."""
    at = len(words)
    while at and words[at - 1] not in _BORDERS and words[at - 1] not in _CARRIERS:
        at -= 1
        if words[at] in _PRONOUNS:
            break
    return words[at:]


def _first_phrase(words: list[str]) -> Phrase:
    """Give the subject with which the clause begins whose second verb stands behind these words."""
    while words and (words[-1] in _JOINS or words[-1] == ","):
        words.pop()
    at = len(words)
    while at and (words[at - 1] not in _BORDERS or words[at - 1] in _JOINS):
        at -= 1
    taken: list[str] = []
    for word in words[at:]:
        if word in _CARRIERS or word.endswith("ed") or word in _RELATIVE:
            break
        taken.append(word)
    else:
        return Phrase()  # no verb: "fever, cough and"
    return _phrase(taken)


def _phrase(words: list[str]) -> Phrase:
    """Find the head of a noun phrase, before which "after the operation" may stand."""
    if words and words[0] in _PREPOSITIONS:
        starts = [
            at
            for at, word in enumerate(words)
            if at > 1 and (word in _DETERMINERS or word in _PRONOUNS) and words[at - 1] not in _PREPOSITIONS
        ]
        words = words[starts[0] :] if starts else words[-1:]
    end = next((at for at, word in enumerate(words) if at and word in _PREPOSITIONS), len(words))
    if end and words[end - 1] in _PARTS and end < len(words):  # "one of his brothers"
        return _phrase(words[end + 1 :])
    return Phrase(tuple(words), words[end - 1] if end else "")
