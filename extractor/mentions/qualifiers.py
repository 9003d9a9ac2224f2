"""Says of each mention whether it is asserted, whose it is and when: cues, direction and reach from a data file.

After ConText (Harkema et al., J Biomed Inform 2009;42:839): a cue governs what stands before or after it up to the
border of its clause. The cues are in `lexicons/qualifiers.toml`; here is only how they reach.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files

from extractor.case import Assertion, Mention, Period, Qualifiers, Sentence, Subject
from extractor.document import Span
from extractor.problem import DataError


class Direction(StrEnum):
    """On which side of the cue its mentions stand."""

    FORWARD = "forward"
    BACKWARD = "backward"
    BOTH = "both"


class Reach(StrEnum):
    """How far a cue governs."""

    NEXT = "next"  # two words
    NEAR = "near"  # six words
    ITEM = "item"  # up to a comma or "and"
    CLAUSE = "clause"  # up to the border of the clause
    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True)
class Rule:
    """What a group of cues says, and where.

    `unless` are words in the scope that void it; it holds only if `needs` is said too; `turns` if a "turn" ends it.
    """

    says: str
    direction: Direction
    reach: Reach
    unless: frozenset[str] = frozenset()
    needs: str = ""
    turns: bool = False


@dataclass(slots=True)
class Node:
    """A place in the tree of cues: the words that lead on, and what the cue that ends here says."""

    next: dict[str, Node] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Token:
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
    "uncertain": Assertion.UNCERTAIN,
    "not done": Assertion.NOT_DONE,
    "family": Subject.FAMILY,
    "other people": Subject.OTHER,
    "general": Subject.GENERAL,
    "before": Period.BEFORE,
    "after": Period.AFTER,
    "planned": Period.PLANNED,
    "other illness": True,
    "nothing": None,  # looks like a cue and is none: "no longer than", "gram-negative"
    "border": None,  # ends the reach of cues on either side
    "turn": None,  # ends the reach of what is denied, doubtful, not done or planned
}
_SCOPELESS = frozenset(("nothing", "border", "turn"))
_TURNING = frozenset(("denied", "uncertain", "not done", "planned"))
_STRENGTH: Mapping[str, int] = {
    name: rank
    for names in (("uncertain", "denied", "not done"), ("general", "other people", "family"), ("after", "before"))
    for rank, name in enumerate(names)
}
_WORD = re.compile(r"(?P<number>\d[\d.,]*)|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)?|[;:.,()\[\]?/]")
_KEYS = frozenset(("says", "direction", "reach", "unless", "needs", "turns", "cues"))
_NEAR, _NEXT = 6, 2
_ANY = "*"


def qualify_mentions(sentence: Sentence, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Give the mentions of one sentence with their qualifiers; those that they came with are kept."""
    waiting = list(mentions)
    if not waiting:
        return
    tokens = _tokens(sentence.text)
    cues = _cues(tokens)
    if not cues:
        yield from waiting
        return
    starts, ends = [token.start for token in tokens], [token.end for token in tokens]
    scopes = [(cue, rule, *_scope(cue, rule, cues, tokens)) for cue in cues for rule in cue.rules]
    for mention in waiting:
        first = bisect_right(ends, mention.span.start - sentence.span.start)
        last = bisect_left(starts, mention.span.end - sentence.span.start)
        found = [
            (cue, rule)
            for cue, rule, start, end in scopes
            if first < end and last > start and (last <= cue.first or first >= cue.last)
        ]
        yield _qualified(mention, found, tokens, sentence) if found else mention


def _qualified(
    mention: Mention, found: Sequence[tuple[Cue, Rule]], tokens: Sequence[Token], sentence: Sentence
) -> Mention:
    said = {rule.says for _, rule in found if not rule.needs}
    holding = [(cue, rule) for cue, rule in found if not rule.needs or rule.needs in said]
    holding.sort(key=lambda pair: _STRENGTH.get(pair[1].says, 0))
    assertion, subject, period = mention.qualifiers.assertion, mention.qualifiers.subject, mention.qualifiers.period
    other_illness = mention.qualifiers.other_illness
    for _, rule in holding:
        match SAYS[rule.says]:
            case Assertion() as said_assertion if mention.qualifiers.assertion is not Assertion.NOT_DONE:
                assertion = said_assertion
            case Subject() as said_subject:
                subject = said_subject
            case Period() as said_period:
                period = said_period
            case True:
                other_illness = True
    spans = {sentence.at(tokens[cue.first].start, tokens[cue.last - 1].end) for cue, _ in holding}
    cues: tuple[Span, ...] = tuple(sorted({*mention.qualifiers.cues, *spans}))
    return replace(mention, qualifiers=Qualifiers(assertion, subject, period, other_illness, cues))


def _tokens(text: str) -> list[Token]:
    tokens: list[Token] = []
    depth = 0
    for match in _WORD.finditer(text):
        word = "#" if match["number"] else match.group().lower()
        depth += word in "(["
        tokens.append(Token(word, match.start(), match.end(), depth))
        depth = max(0, depth - (word in ")]"))
    return tokens


def _cues(tokens: Sequence[Token]) -> list[Cue]:
    """Find the cues from left to right, the longest at each place."""
    words = [token.text for token in tokens]
    root = load_cues()
    cues: list[Cue] = []
    at = 0
    while at < len(words):
        last, rules = _longest(root, words, at)
        if rules:
            cues.append(Cue(at, last, rules))
        at = max(last, at + 1)
    return cues


def _longest(node: Node, words: Sequence[str], at: int) -> tuple[int, tuple[Rule, ...]]:
    """Give the end and the rules of the longest cue from here; no rules if there is none."""
    best = (at, node.rules)
    if at < len(words):
        for child in (node.next.get(words[at]), node.next.get(_ANY)):
            if child is not None:
                found = _longest(child, words, at + 1)
                if found[1] and (not best[1] or found[0] > best[0]):
                    best = found
    return best


def _scope(cue: Cue, rule: Rule, cues: Sequence[Cue], tokens: Sequence[Token]) -> tuple[int, int]:
    """Give the tokens that a rule governs, as a half-open range; empty where it governs nothing."""
    if rule.says in _SCOPELESS:
        return 0, 0
    start = cue.first if rule.direction is Direction.FORWARD else _border_before(cue, rule, cues, tokens)
    end = cue.last if rule.direction is Direction.BACKWARD else _border_after(cue, rule, cues, tokens)
    if rule.unless and any(token.text in rule.unless for token in tokens[start:end]):
        return 0, 0
    return start, end


def _border_after(cue: Cue, rule: Rule, cues: Sequence[Cue], tokens: Sequence[Token]) -> int:
    if rule.reach is Reach.SENTENCE:
        return len(tokens)
    # A verb right after a denial or a relative belongs to it: "did not develop fever", "her sister developed lupus".
    first = cue.last + (rule.says in _TURNING or rule.says == "family")
    limit = min((c.first for c in cues if c.first >= first and _ends(c, rule)), default=len(tokens))
    limit = min(limit, _limit(cue.last, rule, len(tokens)))
    for at in range(cue.last, limit):
        if _stops(tokens[at], tokens[cue.last - 1].depth, rule):
            return at
    return limit


def _border_before(cue: Cue, rule: Rule, cues: Sequence[Cue], tokens: Sequence[Token]) -> int:
    if rule.reach is Reach.SENTENCE:
        return 0
    limit = max((c.last for c in cues if c.last <= cue.first and _ends(c, rule)), default=0)
    limit = max(limit, cue.first - _limit(0, rule, cue.first))
    for at in range(cue.first - 1, limit - 1, -1):
        if _stops(tokens[at], tokens[cue.first].depth, rule):
            return at + 1
    return limit


def _limit(start: int, rule: Rule, end: int) -> int:
    match rule.reach:
        case Reach.NEXT:
            return min(end, start + _NEXT)
        case Reach.NEAR:
            return min(end, start + _NEAR)
    return end


def _ends(cue: Cue, rule: Rule) -> bool:
    if rule.says == "other illness":
        return False  # "insulin was given for his known diabetes"
    return any(r.says == "border" or (r.says == "turn" and rule.turns) for r in cue.rules)


def _stops(token: Token, depth: int, rule: Rule) -> bool:
    if token.text in (";", "."):
        return True
    if token.depth < depth or (token.text in ")]" and token.depth == depth and depth > 0):
        return True
    return rule.reach in (Reach.ITEM, Reach.NEXT) and token.text in (",", "and", "with")


@cache
def load_cues() -> Node:
    """Read `lexicons/qualifiers.toml` as a tree of words.

    Raises:
        DataError: an unknown key or word in a group, or a cue without words.
    """
    text = (files("extractor") / "lexicons" / "qualifiers.toml").read_text(encoding="utf-8")
    root = Node()
    for number, group in enumerate(tomllib.loads(text)["rule"], 1):
        where = f"lexicons/qualifiers.toml: rule {number}"
        if unknown := set(group) - _KEYS:
            raise DataError(f"{where}: unknown key {sorted(unknown)[0]!r}; allowed: {', '.join(sorted(_KEYS))}")
        if group["says"] not in SAYS:
            raise DataError(f"{where}: says {group['says']!r} is not one of: {', '.join(SAYS)}")
        try:
            rule = Rule(
                group["says"],
                Direction(group.get("direction", "forward")),
                Reach(group.get("reach", "clause")),
                frozenset(group.get("unless", ())),
                group.get("needs", ""),
                group.get("turns", group["says"] in _TURNING),
            )
        except ValueError as error:
            raise DataError(f"{where}: {error}") from error
        for cue in group["cues"]:
            words = cue.split()
            if not words or words[0] == _ANY:
                raise DataError(f"{where}: a cue begins with a word: {cue!r}")
            node = root
            for word in words:
                node = node.next.setdefault(word, Node())
            node.rules = (*node.rules, rule)
    return root
