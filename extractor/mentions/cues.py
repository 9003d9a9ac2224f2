"""The cues of `lexicons/qualifiers.toml`: what they say, on which side, how far; and finding them in a sentence."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import NamedTuple

from extractor.case import Assertion, Period, Subject
from extractor.problem import DataError


class Direction(StrEnum):
    """On which side of the cue its mentions stand."""

    FORWARD = "forward"
    BACKWARD = "backward"
    BOTH = "both"


class Reach(StrEnum):
    """How far a cue governs."""

    WORD = "word"
    NEXT = "next"  # two words
    NEAR = "near"  # six words
    ITEM = "item"  # up to a comma or "and"
    CLAUSE = "clause"  # up to the border of the clause
    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True)
class Rule:
    """What a group of cues says, and where.

    `unless` are words in the scope that void it; it holds only if `needs` is said too; `turns` if a "turn" ends it;
    it says nothing of terms of the lexicons that it `spares`: who is examined for fever has it.
    """

    says: str
    direction: Direction
    reach: Reach
    unless: frozenset[str] = frozenset()
    needs: str = ""
    turns: bool = False
    spares: frozenset[str] = frozenset()


@dataclass(slots=True)
class Node:
    """A place in the tree of cues: the words and classes of words that lead on, and what a cue that ends here says."""

    next: dict[str, Node] = field(default_factory=dict)
    classes: dict[str, Node] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()


# Of each class, its members by their first word.
Members = Mapping[str, Mapping[str, tuple[tuple[str, ...], ...]]]


@dataclass(frozen=True, slots=True)
class CueBook:
    """The tree of cues, and the classes of words that have a meaning beyond cues."""

    root: Node
    members: Members
    fillers: frozenset[str]  # may stand inside any cue: "was *initially* suspected"
    finite: frozenset[str]  # verbs that make a clause of their own
    opening: frozenset[str]  # words that open a part of the sentence that a comma ends: "although", "without"


class Token(NamedTuple):  # made for every word of every paper, and a tuple is made fastest
    """A word in lower case (digits are `#`), or a mark; `depth` counts the brackets around it."""

    text: str
    start: int
    end: int
    depth: int


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue in a sentence: tokens `first` up to, not including, `last`."""

    first: int
    last: int
    rules: tuple[Rule, ...]


SAYS: Mapping[str, Assertion | Subject | Period | bool | None] = {
    "denied": Assertion.DENIED,
    "gone": Assertion.DENIED,  # of the time after
    "uncertain": Assertion.UNCERTAIN,
    "not done": Assertion.NOT_DONE,
    "family": Subject.FAMILY,
    "other people": Subject.OTHER,
    "general": Subject.GENERAL,
    "before": Period.BEFORE,
    "after": Period.AFTER,
    "planned": Period.PLANNED,
    "other illness": True,
    "purpose": None,  # says nothing by itself, but another rule may need it: "for hypertension"
    "tested": None,  # the same: "tests for brucellosis"
    "nothing": None,  # looks like a cue and is none: "no longer than", "gram-negative"
    "border": None,  # ends the reach of cues on either side
    "turn": None,  # ends the reach of what is denied, doubtful, not done or planned
    "circumstance": None,  # the same, but only in front of it
}
TURNING = frozenset(("denied", "gone", "uncertain", "not done", "planned"))
_WORD = re.compile(
    r"""(?P<number>\d[\d.,]*\d|\d)
    |[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)?  # a word, "didn't" as one
    |[;:.,()\[\]?/•▪●■‣→⇒]
    |[-–−+](?=\s*[,;.)]|\s*$)  # a sign behind a finding: "fever (-), rash +"
    """,
    re.VERBOSE,
)
_SAME = {"–": "-", "−": "-"} | dict.fromkeys("•▪●■‣→⇒", ";")  # marks that mean the same
_NOT = ("n't", "n’t")  # a word of its own: "hadn't" is "had not"
_SHORTENED = {"ca": "can", "wo": "will", "sha": "shall", "ai": "is"}
_KEYS = frozenset(("says", "direction", "reach", "unless", "needs", "turns", "spares", "cues"))
_ANY, _GAP = "*", "..."
_GAP_WORDS = 6  # at most, for which "..." stands
_BOOK_CLASSES = ("filler", "finite", "opening")


def split_tokens(text: str) -> list[Token]:
    """Split a sentence into words and the marks that matter."""
    tokens: list[Token] = []
    depth = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        if match.lastgroup is not None:
            tokens.append(Token("#", start, end, depth))
        elif end - start > 1 or text[start].isalpha():
            word = match.group().lower()
            if word.endswith(_NOT):
                verb = _SHORTENED.get(word[:-3], word[:-3])
                tokens += [Token(verb, start, end - 3, depth), Token("not", end - 3, end, depth)]
            else:
                tokens.append(Token(word, start, end, depth))
        else:
            mark = match.group()
            depth += mark in "(["
            tokens.append(Token(_SAME.get(mark, mark), start, end, depth))
            depth = max(0, depth - (mark in ")]"))
    return tokens


def find_cues(tokens: Sequence[Token]) -> list[Cue]:
    """Find the cues from left to right, the longest at each place."""
    words = [token.text for token in tokens]
    book = load_cues()
    starting = book.root.next
    cues: list[Cue] = []
    free = 0
    for at, word in enumerate(words):
        if at >= free and word in starting:
            last, rules = _longest(starting[word], words, at + 1, book)
            if rules:
                cues.append(Cue(at, last, rules))
                free = last
    return cues


def _longest(node: Node, words: Sequence[str], at: int, book: CueBook) -> tuple[int, tuple[Rule, ...]]:
    """Give the end and the rules of the longest cue from here; no rules if there is none."""
    best = (at, node.rules)
    if at == len(words):
        return best
    for child, end in _steps(node, words, at, book):
        last, rules = _longest(child, words, end, book)
        if not rules or (child is node and last == end):
            continue
        if not best[1] or last > best[0]:
            best = last, rules
        elif last == best[0]:  # two cues of the same words
            best = last, tuple(dict.fromkeys((*best[1], *rules)))
    return best


def _steps(node: Node, words: Sequence[str], at: int, book: CueBook) -> Iterator[tuple[Node, int]]:
    """Give the places that the next word leads to, and where they begin; a filler leads nowhere."""
    word = words[at]
    for child in (node.next.get(word), node.next.get(_ANY) if word.isalnum() or word == "#" else None):
        if child is not None:
            yield child, at + 1
    for name, child in node.classes.items():
        for member in book.members[name].get(word, ()):
            if len(member) == 1 or member == tuple(words[at : at + len(member)]):
                yield child, at + len(member)
    if word in book.fillers and (node.next or node.classes):
        yield node, at + 1


@cache
def load_cues() -> CueBook:
    """Read `lexicons/qualifiers.toml` as a tree of words.

    Raises:
        DataError: an unknown key, class or word in a group, or a cue without words.
    """
    text = (files("extractor") / "lexicons" / "qualifiers.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    members = {name: _by_first_word(words) for name, words in data["words"].items()}
    root = Node()
    for number, group in enumerate(data["rule"], 1):
        where = f"lexicons/qualifiers.toml: rule {number}"
        rule = _rule(group, where)
        for cue in group["cues"]:
            parts = cue.replace("/", " / ").split()
            if not parts or parts[0] in (_ANY, _GAP):
                raise DataError(f"{where}: a cue begins with a word: {cue!r}")
            for node in _grow(root, parts, members, where):
                if rule not in node.rules:
                    node.rules = (*node.rules, rule)
    return CueBook(root, members, *(frozenset(members[name]) for name in _BOOK_CLASSES))


def _rule(group: Mapping[str, object], where: str) -> Rule:
    if unknown := set(group) - _KEYS:
        raise DataError(f"{where}: unknown key {sorted(unknown)[0]!r}; allowed: {', '.join(sorted(_KEYS))}")
    if group["says"] not in SAYS:
        raise DataError(f"{where}: says {group['says']!r} is not one of: {', '.join(SAYS)}")
    try:
        return Rule(
            str(group["says"]),
            Direction(str(group.get("direction", "forward"))),
            Reach(str(group.get("reach", "clause"))),
            _words(group.get("unless")),
            str(group.get("needs", "")),
            bool(group.get("turns", group["says"] in TURNING)),
            _words(group.get("spares")),
        )
    except ValueError as error:
        raise DataError(f"{where}: {error}") from error


def _words(listed: object) -> frozenset[str]:
    return frozenset(str(word) for word in listed) if isinstance(listed, list) else frozenset()


def _by_first_word(members: Iterable[str]) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for words in (tuple(member.split()) for member in members):
        found[words[0]] = (*found.get(words[0], ()), words)
    return found


def _grow(node: Node, parts: Sequence[str], members: Members, where: str, first: bool = True) -> Iterator[Node]:
    """Add the words of a cue below a node; give where they end. At the root the members of a class stand one by one."""
    if not parts:
        yield node
        return
    part, rest = parts[0], parts[1:]
    if part == _GAP:
        for count in range(_GAP_WORDS + 1):
            yield from _grow(node, [*[_ANY] * count, *rest], members, where, False)
        return
    if not part.startswith("{"):
        yield from _grow(node.next.setdefault(part, Node()), rest, members, where, False)
        return
    name = part.strip("{}?")
    if name not in members:
        raise DataError(f"{where}: no class {name!r} in [words]")
    if part.endswith("?"):
        yield from _grow(node, rest, members, where, first)
    if not first:
        yield from _grow(node.classes.setdefault(name, Node()), rest, members, where, False)
        return
    for words in chain.from_iterable(members[name].values()):
        yield from _grow(node, [*words, *rest], members, where)
