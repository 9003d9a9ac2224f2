"""Deals out the items of a list to as many patients: "aged 86 and 62", "at T7-8 and L1-2, respectively"."""

from __future__ import annotations

import re

from extractor.structure.persons import find_listed_ages

_RESPECTIVELY = re.compile(r",?\s*\(?respectively\b", re.IGNORECASE)
_AND = re.compile(r",?\s+and\s+", re.IGNORECASE)
_WORD = re.compile(r"\S+")
_MOST_WORDS = 12  # of one item


def split_items(sentence: str, count: int) -> tuple[tuple[int, int, int], ...]:
    """Give start, end and owner of every item that belongs to one of `count` patients; none without such a list."""
    items: list[tuple[int, int, int]] = []
    listed = find_listed_ages(sentence)
    if listed is not None and len(listed[0]) == count:
        items.extend((start, end, owner) for owner, (start, end, _) in enumerate(listed[0]))
    for match in _RESPECTIVELY.finditer(sentence):
        found = _before(sentence, match.start(), count)
        if found and not any(start < end_ and start_ < end for start, end, _ in found for start_, end_, _ in items):
            items.extend(found)
    return tuple(sorted(items))


def _before(sentence: str, end: int, count: int) -> list[tuple[int, int, int]]:
    """Find the last list of `count` items before a place."""
    joints = list(_AND.finditer(sentence, 0, end))
    if not joints:
        return []
    joint = joints[-1]
    last = (joint.end(), end)
    width = len(_WORD.findall(sentence[last[0] : last[1]]))
    if not 0 < width <= _MOST_WORDS:
        return []
    items = [last]
    stop = joint.start()
    for number in range(count - 1):
        comma = sentence.rfind(",", 0, stop)
        if number < count - 2:
            if comma < 0:
                return []
            items.insert(0, (comma + 1, stop))
            stop = comma
        else:
            items.insert(0, (_first(sentence, stop, sentence[last[0] : last[1]], width), stop))
    return [(start, finish, owner) for owner, (start, finish) in enumerate(items)]


def _first(sentence: str, stop: int, last: str, width: int) -> int:
    """Find where the first item begins: it has the shape of the last, or as many words."""
    words = list(_WORD.finditer(sentence, 0, stop))
    shape = _shape(last.split()[0])
    for word in reversed(words[-width - 3 :]):
        if _shape(word.group()) == shape and shape:
            return word.start()
    return words[-min(width, len(words))].start() if words else stop


def _shape(word: str) -> str:
    """Tell a number, a level or a capitalised name; "" for any other word."""
    if re.match(r"[<>≤≥~]?\d", word):
        return "number"
    if re.match(r"[A-Z]\d", word):
        return "level"
    return "name" if word[:1].isupper() else ""
