"""NOUNS: a pattern that is tried only in a text that has one of the words, or a digit, that every match of it needs.

Most patterns find nothing in most sentences, and say so only after they were tried at each letter. What a match needs
is read from the pattern itself, so that it stays true when the pattern is changed: the words between which its branches
choose, cut as `extractor.wordlist` cuts those of a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from extractor.wordlist import ANY_DIGIT, DIGIT, LONG, ODD, SHORT, Guarded

_Node = tuple[Any, Any]  # what is to be done, and with what, as Python parses a pattern

_UNKNOWN: _Node = (None, None)
_ANY_DIGIT: _Node = (op.IN, [(op.CATEGORY, op.CATEGORY_DIGIT)])
_MOST = 400  # beginnings; a pattern with more is tried always
_WIDEST = 40  # characters of a class that are looked at one by one
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_GROUPS = (op.SUBPATTERN, op.ATOMIC_GROUP)
_STARTS = (op.AT_BEGINNING, op.AT_BEGINNING_STRING, op.AT_BOUNDARY)
_ENDS = (op.AT_END, op.AT_END_STRING, op.AT_BOUNDARY)
_NO_LETTER = {op.CATEGORY_SPACE: " ", op.CATEGORY_NOT_WORD: " "}
# Words that most sentences have rule out next to nothing.
_COMMON = frozenset(
    "a an and as at by for from had has he her his in is it no not of on or she the to was were with".split()
)


class _Open(Exception):
    """What a match begins with cannot be told."""


def compile_guarded(pattern: str, flags: int = 0) -> Guarded:
    """Compile a pattern, as `re.compile` does, and with it what a text needs to be searched at all."""
    return Guarded(re.compile(pattern, flags), needed_by(pattern, flags))


def needed_by(pattern: str, flags: int = 0) -> frozenset[str] | None:
    """Give beginnings of words, or DIGIT, one of which is wherever the pattern matches; None if none can be told."""
    return _needed(list(parser.parse(pattern, flags)), [], False)


def _needed(nodes: Sequence[_Node], behind: Sequence[_Node], starts: bool) -> frozenset[str] | None:
    """Give the rarest that a row of nodes needs; `starts`: a letter here is the first of its word."""
    best: frozenset[str] | None = None
    for place, node in enumerate(nodes):
        after = [*nodes[place + 1 :], *behind]
        for found in (_beginnings([node, *after]) if starts else None, _needed_inside(node, after, starts)):
            if found is not None and (best is None or _share(found) < _share(best)):
                best = found
        starts = _starts_behind(node, starts)
    return best


def _share(needed: frozenset[str]) -> int:
    """Weigh how many sentences have one of the beginnings."""
    return sum(50 if word in _COMMON else 30 if word == DIGIT else 3 if len(word) <= SHORT else 2 for word in needed)


def _needed_inside(node: _Node, after: Sequence[_Node], starts: bool) -> frozenset[str] | None:
    what, told = node
    if what in _GROUPS:
        return _needed(list(told[-1] if what is op.SUBPATTERN else told), after, starts)
    if what is op.BRANCH:
        branches = [_needed(list(branch), after, starts) for branch in told[1]]
        known = [needed for needed in branches if needed is not None]
        return frozenset().union(*known) if len(known) == len(branches) else None
    if what in _REPEATS:
        low, high, body = told
        return _needed(list(body), after if high == 1 else [_UNKNOWN], starts) if low else None
    if what is op.ASSERT:
        ahead = told[0] > 0
        return _needed(list(told[1]), [_UNKNOWN] if ahead else after, starts and ahead)
    return frozenset((DIGIT,)) if _is_digit(node) else None


def _is_digit(node: _Node) -> bool:
    if node == _ANY_DIGIT:
        return True
    letters = _letters(node)
    return letters is not None and all(ANY_DIGIT.match(letter) for letter in letters)


def _letters(node: _Node) -> frozenset[str] | None:
    """Give the characters, in lower case, of which a node stands for one; a blank for what is in no word."""
    what, told = node
    if what is op.LITERAL:
        return None if ODD.match(chr(told)) else frozenset(chr(told).lower())
    if what is not op.IN:
        return None
    if told[0] == (op.NEGATE, None):
        return frozenset(" ") if (op.CATEGORY, op.CATEGORY_WORD) in told else None
    found: set[str] = set()
    for kind, value in told:
        if kind is op.CATEGORY and value in _NO_LETTER:
            found.add(_NO_LETTER[value])
        elif kind is op.LITERAL or (kind is op.RANGE and value[1] - value[0] < _WIDEST):
            first, last = (value, value) if kind is op.LITERAL else value
            found.update(chr(code) for code in range(first, last + 1))
        else:
            return None
    return None if any(ODD.match(letter) for letter in found) else frozenset("".join(found).lower())


def _starts_behind(node: _Node, starts: bool) -> bool:
    """Tell whether a letter behind a node is surely the first of its word."""
    what, told = node
    if what is op.AT:
        return told in _STARTS or (starts and told is not op.AT_NON_BOUNDARY)
    if what in _GROUPS:
        return _end_starts(told[-1] if what is op.SUBPATTERN else told, starts)
    if what is op.BRANCH:
        return all(_end_starts(branch, starts) for branch in told[1])
    if what in _REPEATS:
        low, high, body = told
        return (bool(low) or starts) and _end_starts(body, starts and high == 1)
    if what is op.ASSERT:
        return starts or (told[0] < 0 and _end_starts(told[1], False))
    if what is op.ASSERT_NOT:
        return starts or (told[0] < 0 and _is_any_letter(told[1]))
    letters = _letters(node)
    return letters is not None and not any(letter.isalnum() or letter == "_" for letter in letters)


def _end_starts(nodes: Sequence[_Node], starts: bool) -> bool:
    for node in nodes:
        starts = _starts_behind(node, starts)
    return starts


def _is_any_letter(nodes: Sequence[_Node]) -> bool:
    """Tell whether nodes stand for one character, and for every one that words have."""
    if len(nodes) != 1 or nodes[0][0] is not op.IN:
        return False
    return nodes[0][1][0] != (op.NEGATE, None) and (op.CATEGORY, op.CATEGORY_WORD) in nodes[0][1]


def _beginnings(nodes: Sequence[_Node]) -> frozenset[str] | None:
    """Give the beginnings of the words with which nodes may begin; None if they may begin otherwise."""
    try:
        found = list(islice(_spell(nodes, ""), _MOST + 1))
    except _Open:
        return None
    return frozenset(found) if len(found) <= _MOST else None


def _spell(nodes: Sequence[_Node], begun: str) -> Iterator[str]:
    """Spell the words with which nodes may begin, behind letters that are already spelt."""
    if len(begun) >= LONG:
        yield begun
        return
    (what, told), rest = (nodes[0], nodes[1:]) if nodes else (_UNKNOWN, ())
    if what in _GROUPS:
        yield from _spell([*(told[-1] if what is op.SUBPATTERN else told), *rest], begun)
    elif what is op.BRANCH:
        for branch in told[1]:
            yield from _spell([*branch, *rest], begun)
    elif what in _REPEATS:
        low, high, body = told
        if not low:
            yield from _spell(rest, begun)
        yield from _spell([*body, *(rest if high == 1 else [_UNKNOWN])], begun)
    elif what is op.AT and not begun and told in _STARTS:
        yield from _spell(rest, begun)
    elif (what is op.AT and told in _ENDS) or (what is op.ASSERT_NOT and told[0] > 0 and _is_any_letter(told[1])):
        yield _closed(begun)
    elif what is op.ASSERT and told[0] > 0 and not rest:
        yield from _spell([*told[1], _UNKNOWN], begun)
    elif what in (op.ASSERT, op.ASSERT_NOT):
        yield from _spell(rest, begun)
    elif (what, told) == _ANY_DIGIT or (not begun and _is_digit((what, told))):
        yield begun[:SHORT] if len(begun) >= SHORT else DIGIT
    elif (letters := _letters((what, told))) is None:
        yield _left_open(begun)
    else:
        for letter in letters:
            if letter.isascii() and letter.isalnum():
                yield from _spell(rest, begun + letter)
            else:
                yield _closed(begun)


def _closed(word: str) -> str:
    if not word:
        raise _Open
    return word


def _left_open(begun: str) -> str:
    if len(begun) < SHORT:
        raise _Open
    return begun[:SHORT]
