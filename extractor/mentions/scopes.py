"""How far a cue of a qualifier reaches: to the border of its clause, to a word that stops it, or to its limit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.mentions.breaks import CONJUNCTIONS, RELATIVE, Break
from extractor.mentions.cues import TURNING, Cue, Direction, Reach, Rule, Token, load_cues
from extractor.mentions.denied_changes import affirmed_again

# What these cues say is nothing, or ends what others reach.
SCOPELESS = frozenset(("nothing", "border", "turn", "circumstance"))
_WORDS = {Reach.WORD: 1, Reach.NEXT: 2, Reach.NEAR: 6}
_SUBORDINATE = RELATIVE | {"when", "after", "once", "because", "since", "until", "induced"}
_AT_A_TIME = frozenset(("after", "following", "during", "within", "since", "at", "on"))
_JOINING = CONJUNCTIONS | {","}
_AFFIRMED = frozenset(("present", "positive", "yes", "normal", "+"))


@dataclass(frozen=True, slots=True)
class Parsed:
    """A sentence as the scopes need it."""

    tokens: Sequence[Token]
    cues: Sequence[Cue]
    breaks: Sequence[Break]


def scope_of(cue: Cue, rule: Rule, parsed: Parsed) -> tuple[int, int]:
    """Give the tokens that a rule governs, as a half-open range; empty where it governs nothing."""
    start = cue.first if rule.direction is Direction.FORWARD else _border_before(cue, rule, parsed)
    end = cue.last if rule.direction is Direction.BACKWARD else _border_after(cue, rule, parsed)
    if rule.unless:
        # What bars the way may void the cue too: "*presented* with fever at the age of 60".
        barred = start if start == cue.first else min((c.first for c in parsed.cues if c.last == start), default=start)
        if any(token.text in rule.unless for token in parsed.tokens[barred:end]):
            return 0, 0
    return start, end


def _border_after(cue: Cue, rule: Rule, parsed: Parsed) -> int:
    tokens = parsed.tokens
    if rule.reach is Reach.SENTENCE:
        return len(tokens)
    # A verb right after a denial or a relative belongs to it: "did not develop fever", "her sister developed lupus".
    first = cue.last + (rule.says in TURNING or rule.says == "family")
    limit = min(
        (
            c.first
            for c in parsed.cues
            if c.first >= (cue.last if tokens[c.first].text in _JOINING else first)
            and (_ends(c, rule) or (rule.turns and _is_circumstance(c, tokens)))
        ),
        default=len(tokens),
    )
    broken = min(
        (b.at for b in parsed.breaks if b.at >= cue.last and _breaks(b, rule)),
        default=limit,
    )
    limit = affirmed_again(cue, rule, min(limit, broken, _limit(cue.last, rule, tokens)), tokens)
    if any(
        token.text == ":" for token in tokens[cue.last - 1 : cue.last + 1]
    ):  # "Ruled out: tuberculosis, syphilis and sarcoidosis."
        rule = replace(rule, reach=Reach.CLAUSE)
        limit = min(broken, len(tokens))
    for at in range(cue.last, limit):
        if _stops(tokens[at], _depth(tokens[cue.last - 1]), rule):
            return at
    return limit


def _border_before(cue: Cue, rule: Rule, parsed: Parsed) -> int:
    tokens = parsed.tokens
    if rule.reach is Reach.SENTENCE:
        return 0
    limit = max(
        (c.last for c in parsed.cues if c.last <= cue.first and _ends(c, rule)),
        default=0,
    )
    limit = max(
        limit,
        max(
            (b.at + 1 for b in parsed.breaks if b.at < cue.first and _breaks(b, rule)),
            default=0,
        ),
    )
    limit = max(limit, cue.first - _limit(0, rule, tokens[: cue.first]))
    said = tokens[cue.first].text.isalpha()  # not "cough and sputum (-)"
    listed = said and rule.reach is Reach.ITEM and _is_bare(limit, cue, parsed)
    for at in range(cue.first - 1, limit - 1, -1):
        text = tokens[at].text
        if listed and text in (
            ",",
            "and",
        ):  # "tuberculosis, syphilis and sarcoidosis was excluded"
            continue
        if _stops(tokens[at], _depth(tokens[cue.first]), rule) or (
            rule.reach is Reach.ITEM and text in _SUBORDINATE  # "ceased, after which the fever resolved"
        ):
            return at + 1
    return limit


def _is_bare(start: int, cue: Cue, parsed: Parsed) -> bool:
    """Tell whether the words before a cue are but a list of things that nothing else is said of: "A, B and C: no"."""
    book = load_cues()
    between = parsed.tokens[start : cue.first]
    if any(token.text in book.finite or token.text in book.opening or token.text in _AFFIRMED for token in between):
        return False
    told = (c for c in parsed.cues if start <= c.first and c.last <= cue.first)
    return all(rule.says in SCOPELESS for c in told for rule in c.rules)


def _depth(token: Token) -> int:
    """Give how deep in brackets a cue stands that begins or ends with a token; its own bracket does not count."""
    return token.depth - (token.text in "([)]")


def _limit(start: int, rule: Rule, tokens: Sequence[Token]) -> int:
    if rule.reach not in _WORDS:
        return len(tokens)
    limit = start + _WORDS[rule.reach]
    while limit < len(tokens) and tokens[limit - 1].text == "or":  # "not swollen or tender"
        limit += 2
    return min(limit, len(tokens))


def _ends(cue: Cue, rule: Rule) -> bool:
    if rule.says == "other illness":
        return False  # "insulin was given for his known diabetes"
    return any(r.says == "border" or (r.says == "turn" and rule.turns) for r in cue.rules)


def _is_circumstance(cue: Cue, tokens: Sequence[Token]) -> bool:
    """Tell whether a cue begins what is no longer denied or doubtful: "no mass after two months of prednisone"."""
    if tokens[cue.first].text in _AT_A_TIME and any(rule.says == "after" for rule in cue.rules):
        return True
    return any(rule.says == "circumstance" for rule in cue.rules)


def _breaks(clause: Break, rule: Rule) -> bool:
    return clause.new_subject or rule.turns


def _stops(token: Token, depth: int, rule: Rule) -> bool:
    if token.text in (";", "."):
        return True
    if token.depth < depth or (token.text in ")]" and token.depth == depth and depth > 0):
        return True
    return rule.reach in (Reach.ITEM, Reach.NEXT, Reach.WORD) and token.text in (
        ",",
        "and",
        "with",
    )
