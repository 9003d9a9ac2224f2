"""Finds operations told by what was done to what: "retrieval of the toothpick", "the worn liner was revised".

No word list holds all of what can be removed, mended or put in. `lexicons/operations.toml` holds the words of doing and
what each says of its objects; here they are brought together where the sentence does so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from extractor.case import Mention, MentionKind, Sentence, Source
from extractor.lexicon import load_lists
from extractor.wordlist import WordList

_WORD = re.compile(r"[^\W_]+")
_APART = re.compile(r"[ \u00a0\u2010-\u2015/'’-]{1,3}")  # of two words of one name
_LONGEST = 3  # words of an object
_MOST = 7  # words between a word of doing and the head of its object
_TIMED = "catheter removal"
_HELD = frozenset((_TIMED, "device removal"))  # "the stents could be removed": they were needed no more
_FORMS = ("noun", "past", "ing", "base")


@dataclass(frozen=True, slots=True)
class _Act:
    """A word of doing: which one it is, and in which form it stands."""

    name: str
    form: str


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a sentence in lower case, where each stands, and which are parted from the word before."""

    text: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    parted: tuple[bool, ...]


def find_operations(sentence: Sentence, known: Sequence[Mention] = ()) -> Iterator[Mention]:
    """Give the operations that no known treatment tells there already."""
    if _guard().search(sentence.text) is None:
        return
    words = _cut(sentence.text)
    for at, word in enumerate(words.text):
        for act in _acts().get(word, ()):
            found = _object_of(act, words, at)
            if found is None:
                continue
            first, last, concept = found
            if not _lists_set("unlike").isdisjoint(words.text[max(0, min(first, at) - 1) : max(last, at)]):
                continue
            if concept == _TIMED and not _lists_set("routine").isdisjoint(words.text):
                continue
            if concept in _HELD and "could" in words.text[max(0, at - 3) : at]:
                continue
            start = words.spans[min(first, at)][0]
            end = words.spans[max(last, at)][1]
            act_span, span = sentence.at(*words.spans[at]), sentence.at(start, end)
            told = span if act.name not in _lists()["on what was there"] else act_span
            if any(m.lexicon == "treatment" and m.span.overlaps(told) for m in known):
                continue
            yield Mention(MentionKind.TERM, span, concept, "treatment", sentence=sentence.index, source=Source.RULE)
            break


def _cut(text: str) -> _Words:
    found = list(_WORD.finditer(text))
    ends = [0, *(m.end() for m in found)]
    return _Words(
        tuple(m[0].lower() for m in found),
        tuple(m.span() for m in found),
        tuple(_APART.fullmatch(text, end, m.start()) is None for end, m in zip(ends, found, strict=False)),
    )


def _object_of(act: _Act, words: _Words, at: int) -> tuple[int, int, str] | None:
    """Give the first and last word of the object of a word of doing, and the operation; None if it is none."""
    text, borders = words.text, _borders()
    if act.form == "noun":
        if text[at + 1 : at + 2] == ("of",) and not words.parted[at + 1]:
            return _head_behind(act, words, at + 2)
        return _ends_with(act, words, at) if not words.parted[at] else None
    if act.form == "past":
        aux = _auxiliary(words, at)
        if aux is not None:
            return _subject(act, words, aux)
        led = text[at + 1 : at + 2] and text[at + 1] in _determiners() and text[at - 1 : at] != ("to",)
        free = at > 0 and (text[at - 1] not in borders or _we_did(words, at))
        return _head_behind(act, words, at + 1) if led and free else None
    if act.form == "base" and (text[max(0, at - 1) : at] != ("to",) or not _was_done(words, at)):
        return None
    return _head_behind(act, words, at + 1)


def _we_did(words: _Words, at: int) -> bool:
    """Tell whether it is the authors who did so: "we successfully removed the …"."""
    before = words.text[max(0, at - 2) : at]
    return before[-1:] == ("we",) or (before[:1] == ("we",) and before[-1].endswith("ly"))


def _was_done(words: _Words, at: int) -> bool:
    """Tell whether words before tell of something that was done: "an incision was made to remove the …"."""
    return not _lists_set("done").isdisjoint(words.text[max(0, at - 15) : at])


def _auxiliary(words: _Words, at: int) -> int | None:
    """Give the place of the "was" or "were" of a participle; None if it has none."""
    for back in range(at - 1, max(-1, at - 4), -1):
        if words.parted[back + 1]:
            return None
        word = words.text[back]
        if word in ("was", "were", "been", "being", "be"):
            return back
        if not word.endswith("ly") and word not in _lists_set("between"):
            return None
    return None


def _subject(act: _Act, words: _Words, aux: int) -> tuple[int, int, str] | None:
    """Find the head of what stands before "was": the words before the first preposition of the last clause."""
    text = words.text
    while aux > 0 and text[aux - 1] in ("has", "had", "have", "could", "to"):
        aux -= 1
    if aux == 0 or words.parted[aux]:
        return None
    first = aux
    while first > 0 and aux - first < 2 * _MOST and not words.parted[first] and text[first - 1] not in _stops():
        first -= 1
    last = next((at for at in range(first, aux) if text[at] in _prepositions()), aux)
    return _ends_with(act, words, last) if last > first else None


def _head_behind(act: _Act, words: _Words, at: int) -> tuple[int, int, str] | None:
    """Find the object whose name begins at a word: the head stands last in it."""
    end = at
    while (
        end < len(words.text)
        and end - at <= _MOST
        and words.text[end] not in _borders()
        and (end == at or not words.parted[end])
    ):
        end += 1
    return _ends_with(act, words, end) if end > at and not words.parted[at] else None


def _ends_with(act: _Act, words: _Words, end: int) -> tuple[int, int, str] | None:
    """Give the longest object of the act that ends before a word, and its operation."""
    objects = _objects()[act.name]
    for size in range(min(_LONGEST, end), 0, -1):
        if any(words.parted[end - size + 1 : end]):
            continue
        phrase = " ".join(words.text[end - size : end])
        concept = objects.get(phrase) or objects.get(phrase.removesuffix("s"))
        if concept is None and size == 1:
            concept = next(
                (objects["*" + e] for e in _lists()["endings"] if "*" + e in objects and phrase.endswith(e)), None
            )
            if phrase in _lists_set("no lumps"):
                concept = None
        if concept is not None:
            return end - size, end - 1, concept
    return None


@cache
def _lists() -> Mapping[str, tuple[str, ...]]:
    return load_lists("operations")


@cache
def _lists_set(name: str) -> frozenset[str]:
    return frozenset(_lists()[name])


@cache
def _prepositions() -> frozenset[str]:
    return _lists_set("prepositions")


@cache
def _determiners() -> frozenset[str]:
    return _lists_set("determiners")


@cache
def _stops() -> frozenset[str]:
    return _lists_set("stops")


@cache
def _borders() -> frozenset[str]:
    return _prepositions() | _stops()


@cache
def _acts() -> Mapping[str, tuple[_Act, ...]]:
    acts: dict[str, list[_Act]] = {}
    for key, listed in _lists().items():
        name, _, form = key.rpartition(" ")
        if form in _FORMS and name:
            for word in listed:
                acts.setdefault(word, []).append(_Act(name, form))
    return {word: tuple(found) for word, found in acts.items()}


@cache
def _guard() -> WordList:
    return WordList(_acts())


@cache
def _objects() -> Mapping[str, Mapping[str, str]]:
    """Read, of each word of doing, the operations on its objects: "remove: stone removal"."""
    objects: dict[str, dict[str, str]] = {act.name: {} for found in _acts().values() for act in found}
    for key, listed in _lists().items():
        name, mark, concept = key.partition(": ")
        if mark:
            objects[name].update(dict.fromkeys(listed, concept))
    return objects
