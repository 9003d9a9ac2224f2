"""Writes texts that a pattern nearly matches, over and over: a pattern → what it might be slow on.

Each repeat of the pattern is pumped up behind the shortest text that leads to it, and each beginning of the pattern is
written again and again. A pattern that tries all ends for all starts shows it on one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from re import _constants as kind  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_LIKINGS = ("a 1.-(", " 1,a")  # the characters that are tried first where a pattern takes many
_OTHERS = "aZ1 .,;:-–()[]/%<>=\n\t'\"µ°é_*+~" + "".join(map(chr, range(33, 127)))
_REPEATS = frozenset({kind.MAX_REPEAT, kind.MIN_REPEAT, kind.POSSESSIVE_REPEAT})
_MISS = "\x00"
_MOST = 16  # of one pattern
_MOST_BOUNDED = 20  # repeats
Node = tuple[Any, Any]


def write_near_misses(pattern: re.Pattern[str], length: int) -> Iterator[str]:
    """Give texts of about this length, each once; of a pattern of hundreds of words, some of them."""
    tree = list(parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG))
    found = dict.fromkeys(pair for likes in _LIKINGS for pair in _pumps(tree, likes) if pair[1])
    for lead, pump in list(found)[:: 1 + len(found) // _MOST]:
        yield lead + pump * (max(length - len(lead), 0) // len(pump) + 1) + _MISS


def repeats_at_length(pattern: re.Pattern[str]) -> bool:
    """Tell whether something in the pattern can be repeated often; without, it takes bounded time at each place."""
    return _has_long_repeat(parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG))


def _has_long_repeat(nodes: Sequence[Node]) -> bool:
    for op, value in nodes:
        if op in _REPEATS and (_is_long(value[1]) or _has_long_repeat(value[2])):
            return True
        if op is kind.SUBPATTERN and _has_long_repeat(value[-1]):
            return True
        if op is kind.ATOMIC_GROUP and _has_long_repeat(value):
            return True
        if op is kind.BRANCH and any(map(_has_long_repeat, value[1])):
            return True
        if op in (kind.ASSERT, kind.ASSERT_NOT) and _has_long_repeat(value[1]):
            return True
    return False


def _is_long(most: Any) -> bool:
    return bool(most is kind.MAXREPEAT or most > _MOST_BOUNDED)


def _pumps(nodes: Sequence[Node], likes: str) -> Iterator[tuple[str, str]]:
    """Give pairs: what leads to a repeat, and what it repeats; and each beginning, to be written again and again."""
    lead = ""
    for node in nodes:
        for inner, pump in _inside(node, likes):
            yield lead + inner, pump
        lead += _sample(node, likes)
        yield "", lead
        yield "", lead + " "


def _inside(node: Node, likes: str) -> Iterator[tuple[str, str]]:
    op, value = node
    if op in _REPEATS:
        _, most, body = value
        if _is_long(most):
            yield "", _join(body, likes)
        yield from _pumps_of_parts(body, likes)
    elif op is kind.SUBPATTERN:
        yield from _pumps_of_parts(value[-1], likes)
    elif op is kind.ATOMIC_GROUP:
        yield from _pumps_of_parts(value, likes)
    elif op is kind.BRANCH:
        for branch in value[1]:
            yield from _pumps_of_parts(branch, likes)


def _pumps_of_parts(nodes: Sequence[Node], likes: str) -> Iterator[tuple[str, str]]:
    lead = ""
    for node in nodes:
        for inner, pump in _inside(node, likes):
            yield lead + inner, pump
        lead += _sample(node, likes)


def _join(nodes: Sequence[Node], likes: str) -> str:
    return "".join(_sample(node, likes) for node in nodes)


def _sample(node: Node, likes: str) -> str:
    """Give a short text that the node matches, the assertions in it left aside."""
    op, value = node
    if op is kind.LITERAL:
        return chr(value)
    if op in _REPEATS:
        least, most, body = value
        return _join(body, likes) * min(max(least, 1), most)
    if op is kind.SUBPATTERN:
        return _join(value[-1], likes)
    if op is kind.ATOMIC_GROUP:
        return _join(value, likes)
    if op is kind.BRANCH:
        return _join(value[1][len(likes) % len(value[1])], likes)
    if op in (kind.IN, kind.NOT_LITERAL, kind.ANY):
        return next((sign for sign in likes + _OTHERS if _takes(node, sign)), "")
    return ""  # borders, assertions and references to groups


def _takes(node: Node, sign: str) -> bool:
    op, value = node
    if op is kind.ANY:
        return sign != "\n"
    if op is kind.NOT_LITERAL:
        return ord(sign) != value
    refuses = value[0][0] is kind.NEGATE
    return refuses != any(_is_one_of(part, sign) for part in value)


def _is_one_of(part: Node, sign: str) -> bool:
    op, value = part
    if op is kind.LITERAL:
        return ord(sign) == value
    if op is kind.RANGE:
        return bool(value[0] <= ord(sign) <= value[1])
    if op is kind.CATEGORY:
        return re.match(_CATEGORIES[value], sign) is not None
    return False


_CATEGORIES = {
    kind.CATEGORY_DIGIT: r"\d",
    kind.CATEGORY_NOT_DIGIT: r"\D",
    kind.CATEGORY_SPACE: r"\s",
    kind.CATEGORY_NOT_SPACE: r"\S",
    kind.CATEGORY_WORD: r"\w",
    kind.CATEGORY_NOT_WORD: r"\W",
}
