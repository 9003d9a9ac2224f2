"""Finds durations, and tells by the words around them what they lasted: the rules are in `lexicons/durations.toml`.

The `concept` of a duration is the name of the rule that decided its role; UNKNOWN is left to the rules of choice.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from extractor.case import Mention, MentionKind, Role, Sentence, Source
from extractor.guarded import compile_guarded
from extractor.mentions.amounts import Amount, find_amounts, straighten_dashes, table_weeks
from extractor.mentions.counted_times import find_days
from extractor.problem import DataError
from extractor.wordlist import Searched

_FILE = "durations.toml"
_LISTS = ("before", "after", "nearby", "clause", "unless_before")
_KEYS = ("name", "role", *_LISTS)
_ROLES = {str(role): role for role in Role}
_FEW = "one|two|three|four|five|six|eight|nine|ten|twelve|eighteen"
# Small words that may stand between a cue and the number.
_FILLER = (
    r"(?:(?:about|approximately|around|almost|nearly|roughly|some|the|a|an|at|least|more|greater|longer|than|less|over|under|up|to|only|just"
    r"|another|further|additional|period|total|of|her|his|their|this|first|next|initial|entire|whole|course|median|mean"
    rf"|(?:\d{{1,2}}|{_FEW})-?,|(?:\d{{1,2}}|{_FEW})\sand"
    r"|and|close|well|good|most|upwards|estimated|preceding|past|last|previous|prior|immediate|very|recent|full|additional|other|>|<|~|≥|≤|\()\s{0,2}){0,4}"
)
_CLAUSE_START = re.compile(
    r"[;:]|,\s(?:but|and|which|who|when|after|(?:with|without)(?!\s[^,;]{3,60},\s(?:for|over|during)\s[^,;]{0,15}$)|then|while|for\swhich|he|she|they|the\spatient)\b"
    r"|\band\s(?:was|then|he|she|they|has|had|is|underwent|presented|a\s(?=\d|one\b|two\b|three\b))"
    r"|\bwho\b|\bbecause\b|\bdue\sto\b",
    re.I,
)
_CLAUSE_END = re.compile(
    r"[;:]|,\s(?:but|and|which|who|when|with|then|while|he|she|they|the\spatient)\b|\band\s(?:was|then|he|she|they|has|had)\b"
    r"|\bwho\b|\bwhen\b|\b(?:presented|admitted|referred)\b",
    re.I,
)
_PRESENTED = re.compile(
    r"\b(?:present(?:ed|ing|s|ation)|complain\w*|admitted|referred|sent\sto|brought|seen\s(?:for|with|because)|attended"
    r"|consult(?:ed|s|ing)|mentioned|reported|recounted|came|visited|evaluated|seen|examined|investigated|c/o|history)\b",
    re.I,
)


# "seen at two weeks and three months": what joins times of one series, and the rules that know no better
_SERIES = re.compile(r",?\s?(?:(?:and|or)\s)?(?:at\s|after\s)?", re.I)
_LOOSE = ("", "for", "treatment", "condition")
_AT_LEAST = re.compile(r"\bat\s(?:the\s)?(?:least|most)\s$", re.I)
_OPENING = 15  # characters before a duration that opens its clause
_COMMA_WITHIN = 45


@dataclass(frozen=True, slots=True)
class _Rule:
    name: str
    role: Role
    before: Searched | None
    after: Searched | None
    nearby: Searched | None
    clause: Searched | None
    unless_before: Searched | None


def find_durations(sentence: Sentence) -> Iterator[Mention]:
    """Give the durations in one sentence, in the weeks of the published table, with what they lasted."""
    text = straighten_dashes(sentence.text)
    before: tuple[str, Role, int] | None = None
    for amount in find_amounts(text):
        name, role = _judge(text, amount)
        if before is not None and role is not before[1] and _SERIES.fullmatch(text, before[2], amount.start):
            name, role = before[:2] if before[1] is Role.FOLLOW_UP and name in _LOOSE else (name, role)
        before = (name, role, amount.end)
        yield Mention(
            MentionKind.DURATION,
            sentence.at(amount.start, amount.end),
            name,
            sentence=sentence.index,
            quantity=amount.as_quantity(table_weeks(amount)),
            role=role,
            source=Source.RULE,
        )
    for amount in find_days(text):
        yield Mention(
            MentionKind.DURATION,
            sentence.at(amount.start, amount.end),
            "day",
            sentence=sentence.index,
            quantity=amount.as_quantity(table_weeks(amount)),
            role=Role.FOLLOW_UP,
            source=Source.RULE,
        )


def _judge(text: str, amount: Amount) -> tuple[str, Role]:
    start, end = max(0, amount.start - 160), amount.end + 120
    before, after = text[start : amount.start], text[amount.end : end]
    before = _AT_LEAST.sub("", before)  # "for at least three years": no "at three years"
    for border in _CLAUSE_START.finditer(before):
        start = max(start, max(0, amount.start - 160) + border.end())
    clause_before = text[start : amount.start]
    # "Two weeks before admission, he had …": what opens a clause belongs to what follows the comma.
    opens = len(clause_before.strip()) < _OPENING
    border_after = _CLAUSE_END.search(after, after.find(",") + 12 if opens and "," in after[:_COMMA_WITHIN] else 0)
    clause = (
        clause_before
        + text[amount.start : amount.end]
        + (after if border_after is None else after[: border_after.start()])
    )
    presented = list(_PRESENTED.finditer(clause_before))
    nearby = clause_before[presented[-1].end() :] if presented else clause_before
    for rule in _rules():
        if (
            (rule.before is None or rule.before.search(before))
            and (rule.after is None or rule.after.match(after))
            and (rule.nearby is None or rule.nearby.search(nearby))
            and (rule.clause is None or rule.clause.search(clause))
            and (rule.unless_before is None or not rule.unless_before.search(before))
        ):
            return rule.name, rule.role
    return "", Role.OTHER


@cache
def _rules() -> tuple[_Rule, ...]:
    text = (files("extractor") / "lexicons" / _FILE).read_text(encoding="utf-8")
    rules: list[_Rule] = []
    data = tomllib.loads(text)
    for number, entry in enumerate(data["rule"], 1):
        for key in entry:
            if key not in _KEYS:
                raise DataError(f"lexicons/{_FILE}: rule {number}: unknown key {key!r}; allowed: {', '.join(_KEYS)}")
        role = next((role for value, role in _ROLES.items() if value == entry["role"]), None)
        if role is None:
            raise DataError(
                f"lexicons/{_FILE}: rule {number}: role {entry['role']!r} is not one of: {', '.join(_ROLES)}"
            )
        phrases = {key: _phrases(entry[key], data["phrases"]) for key in _LISTS if key in entry}
        rules.append(
            _Rule(
                entry["name"],
                role,
                _compile(phrases.get("before"), r"(?:^|(?<=\W))", rf"[\s,(-]{{0,3}}{_FILLER}$"),  # "for3 days"
                _compile(phrases.get("after"), r"(?:['’]?s\s|[\s'’)-]{0,3})", r"(?!\w)"),
                _compile(phrases.get("nearby"), r"(?<!\w)", r"(?!\w)"),
                _compile(phrases.get("clause"), r"(?<!\w)", r"(?!\w)"),
                _compile(phrases.get("unless_before"), r"(?:^|(?<=\W))", rf"[\s,(-]{{1,3}}{_FILLER}$"),
            )
        )
    return tuple(rules)


def _phrases(entry: list[str] | str, named: dict[str, list[str]]) -> list[str]:
    """Give the phrases of a list, or those that it names."""
    if not isinstance(entry, str):
        return entry
    if entry not in named:
        raise DataError(f"lexicons/{_FILE}: no phrases {entry!r}; there are: {', '.join(named)}")
    return named[entry]


def _compile(phrases: list[str] | None, head: str, tail: str) -> Searched | None:
    if phrases is None:
        return None
    words = [re.escape(phrase).replace(r"\*", r"\w*").replace(r"\ ", r"[\s-]{1,3}") for phrase in phrases]
    return compile_guarded(f"{head}(?:{'|'.join(sorted(words, key=len, reverse=True))}){tail}", re.I)
