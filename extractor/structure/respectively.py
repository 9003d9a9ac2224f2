"""Deals out the items of a list to as many patients: "aged 86 and 62", "at T7-8 and L1-2, respectively"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from extractor.structure.age_words import find_listed_ages

_RESPECTIVELY = re.compile(r",?\s{0,9}\(?respectively\b", re.IGNORECASE)
_AND = re.compile(r",?\s{1,9}and\s{1,9}", re.IGNORECASE)
_OPENS_ITEM = re.compile(
    r"(?:for|of|at|in|with|to|by|from|as|on|plus|using|via|was|were|is|had|showed|revealed|received|underwent|developed)",
    re.IGNORECASE,
)
_WORD = re.compile(r"\S+")
_TWO_NUMBERS = re.compile(
    r"""
    (?<!between\ )(?<!from\ )\b(?P<one>\d+(?:[.,]\d+)?\s?%?)\s+and\s+
    (?P<other>\d+(?:[.,]\d+)?(?:\s?%)?)(?![\d.]*\d)
    """,
    re.VERBOSE,
)
_AHEAD = re.compile(  # "symptoms respectively during 10 and 2 years"
    r"\brespectively,?\s+(?:(?:for|during|at|in|of|after|to|on|by)\s+)?(?P<one>\d+(?:[.,]\d+)?)\s+and\s+(?P<other>\d+(?:[.,]\d+)?)"
    r"(?=\s?(?:%|[a-z]))",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\b(?:were|numbered|measured|averaged|reached|amounted\s+to)\s+$", re.IGNORECASE)
_JOINS_VERBS = re.compile(
    r",?\s{1,9}and\s{1,9}(?:[a-z]+ly\s+)?(?:[a-z]{3,}ed|is|are|was|were|has|have|had)\b"
)  # "shrank and finally vanished at …"
_BARE = re.compile(r"\s*(?:[<>≤≥~]\s?)?\d+(?:[.,]\d+)?\s*(?![.,]?\d)")
_MOST_LISTS = 8  # of one sentence
_MOST_WORDS = 12  # of one item


def split_items(sentence: str, count: int) -> tuple[tuple[int, int, int], ...]:
    """Give start, end and owner of every item that belongs to one of `count` patients; none without such a list."""
    items: list[tuple[int, int, int]] = []
    listed = find_listed_ages(sentence)
    if listed is not None and len(listed[0]) == count:
        items.extend((start, end, owner) for owner, (start, end, _) in enumerate(listed[0]))
    for match in islice(_RESPECTIVELY.finditer(sentence), _MOST_LISTS):
        last = _before(sentence, match.start(), count)
        numbers = bool(last) and _BARE.match(sentence, last[0][0]) is not None  # only these stand beside other lists
        for found in (last, *(_pairs(sentence, match.start(), count) if numbers else ())):
            if found and not any(start < end_ and start_ < end for start, end, _ in found for start_, end_, _ in items):
                items.extend(_without_unit(sentence, found))
    ahead = _AHEAD.search(sentence) if count == 2 and not items else None
    if ahead is not None:
        items.extend((ahead.start(name), ahead.end(name), owner) for owner, name in enumerate(("one", "other")))
    return tuple(sorted(items))


def split_pairs(sentence: str, count: int) -> tuple[tuple[int, int, int], ...]:
    """Give the two numbers of every "were 41 and 78%" of two patients of whom a sentence speaks together."""
    if count != 2 or _RESPECTIVELY.search(sentence) is not None:
        return ()
    pairs = list(_pairs(sentence, len(sentence), count))
    if not pairs or not all(_NUMBERED.search(sentence, 0, pair[0][0]) for pair in pairs):
        return ()
    return tuple(sorted(item for pair in pairs for item in pair))


def shares_out_alone(sentence: str, items: Sequence[tuple[int, int, int]]) -> bool:
    """Tell whether "respectively" has nothing in its own sentence to pair the items with: then it pairs patients."""
    if not items or _RESPECTIVELY.search(sentence) is None:
        return False
    within = [(this[1], following[0]) for this, following in pairwise(items) if this[2] < following[2]]
    return not any(
        not any(start <= joint.start() and joint.end() <= end for start, end in within)
        and not _is_inside(joint, items)
        and not _joins_clauses(joint, items)
        and not _JOINS_VERBS.match(sentence, joint.start())
        for joint in _AND.finditer(sentence)
    )


def _is_inside(joint: re.Match[str], items: Sequence[tuple[int, int, int]]) -> bool:
    return any(start < joint.start() and joint.end() < end for start, end, _ in items)


def _joins_clauses(joint: re.Match[str], items: Sequence[tuple[int, int, int]]) -> bool:
    """Tell whether an "and" stands between two lists, not within one: "28 and 140 cells and the ratio 42 and 67%"."""
    return any(end <= joint.start() for _, end, _ in items) and any(start >= joint.end() for start, _, _ in items)


def _without_unit(sentence: str, items: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Leave out of the last number the unit that holds for all: "149 and 602 | mg/dL"."""
    start, end, owner = items[-1]
    bare = all(_BARE.fullmatch(sentence, first, stop) for first, stop, _ in items[:-1])
    number = _BARE.match(sentence, start, end) if bare else None
    return [*items[:-1], (start, number.end() if number is not None else end, owner)]


def _pairs(sentence: str, stop: int, count: int) -> Iterator[list[tuple[int, int, int]]]:
    """Find the lists of two numbers before a place, each of two patients."""
    if count == 2:
        for match in _TWO_NUMBERS.finditer(sentence, 0, stop):
            yield [(match.start("one"), match.end("one"), 0), (match.start("other"), match.end("other"), 1)]


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
    opening = last.split()[0]
    if opening.lower() == "from":  # "from C2 to C7 and from T10 to L2"
        same = next((word for word in reversed(words[-width - 3 :]) if word.group().lower() == "from"), None)
        if same is not None:
            return same.start()
    shape = _shape(opening)
    if not shape:
        return _after_preposition(words[-width - 3 :], words, width, stop)
    for word in reversed(words[-width - 3 :]):
        if _shape(word.group()) == shape:
            return word.start()
    return words[-min(width, len(words))].start() if words else stop


def _after_preposition(near: Sequence[re.Match[str]], words: Sequence[re.Match[str]], width: int, stop: int) -> int:
    """Find where an item without a shape begins: behind a preposition or verb, else as many words back as the last."""
    for word in reversed(near):
        if _OPENS_ITEM.fullmatch(word.group()):
            return min(word.end() + 1, stop)
    return words[-min(width, len(words))].start() if words else stop


def _shape(word: str) -> str:
    """Tell a number, a level or a capitalised name; "" for any other word."""
    if re.match(r"[<>≤≥~]?\d", word):
        return "number"
    if re.match(r"[A-Z]\d", word):
        return "level"
    return "name" if word[:1].isupper() else ""
