"""Finds what two words say together, near each other in a sentence: rules in `lexicons/constructions.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from extractor.case import Mention, MentionKind, Sentence, Source
from extractor.lexicon import compile_words
from extractor.problem import DataError
from extractor.wordlist import Sieve, WordList

_FILE = "constructions.toml"
_KEYS = ("lexicon", "concept", "word", "beside", "gap", "ordered", "marks", "parted", "unless")
_STOP = re.compile(r"\.(?:\s|$)")


@dataclass(frozen=True, slots=True)
class _Construction:
    lexicon: str
    concept: str
    word: WordList
    beside: WordList
    gap: int
    ordered: bool
    both: bool
    parted: WordList | None
    unless: WordList | None


def find_constructions(sentence: Sentence, known: Sequence[Mention] = ()) -> Iterator[Mention]:
    """Give what pairs of words tell; not what a term of the same lexicon among the `known` tells there already."""
    text = sentence.text
    rules, sieve = _rules()
    for rule in [rules[number] for number in sorted(sieve.sift(text))]:
        words = list(rule.word.finditer(text))
        if not words or (rule.unless is not None and rule.unless.search(text) is not None):
            continue
        for start, end in _pairs(text, rule, words):
            span = sentence.at(start, end)
            if any(m.lexicon == rule.lexicon and m.concept == rule.concept and m.span.overlaps(span) for m in known):
                continue
            yield Mention(
                MentionKind.TERM, span, rule.concept, rule.lexicon, sentence=sentence.index, source=Source.RULE
            )


def _pairs(text: str, rule: _Construction, words: Sequence[re.Match[str]]) -> Iterator[tuple[int, int]]:
    """Give the place of each word that has its partner near, or of both."""
    partners = list(rule.beside.finditer(text))
    for word in words:
        near = [p for p in partners if _is_near(text, rule, word, p)]
        if near:
            nearest = min(near, key=lambda p: max(p.start() - word.end(), word.start() - p.end()))
            ends = (word, nearest) if rule.both else (word,)
            yield min(e.start() for e in ends), max(e.end() for e in ends)


def _is_near(text: str, rule: _Construction, word: re.Match[str], partner: re.Match[str]) -> bool:
    if partner.start() >= word.end():
        gap = text[word.end() : partner.start()]
    elif partner.end() <= word.start() and not rule.ordered:
        gap = text[partner.end() : word.start()]
    else:
        return False
    if len(gap) > rule.gap or _STOP.search(gap) is not None:
        return False
    return rule.parted is None or rule.parted.search(gap) is None


@cache
def _rules() -> tuple[Sequence[_Construction], Sieve[int]]:
    data = tomllib.loads((files("extractor") / "lexicons" / _FILE).read_text(encoding="utf-8"))
    named: dict[str, list[str]] = data["words"]
    rules: list[_Construction] = []
    for number, entry in enumerate(data["construction"], 1):
        for key in entry:
            if key not in _KEYS:
                raise DataError(
                    f"lexicons/{_FILE}: construction {number}: unknown key {key!r}; allowed: {', '.join(_KEYS)}"
                )
        lists = {key: _compile(entry.get(key), named) for key in ("word", "beside", "parted", "unless")}
        word, beside = lists["word"], lists["beside"]
        if word is None or beside is None:
            raise DataError(f"lexicons/{_FILE}: construction {number}: needs word and beside")
        rules.append(
            _Construction(
                entry["lexicon"],
                entry["concept"],
                word,
                beside,
                entry["gap"],
                entry.get("ordered", False),
                entry.get("marks") == "both",
                lists["parted"],
                lists["unless"],
            )
        )
    return rules, Sieve({number: rule.word.beginnings for number, rule in enumerate(rules)})


def _compile(entry: list[str] | str | None, named: dict[str, list[str]]) -> WordList | None:
    """Compile a list of words, or the one that an entry names."""
    if entry is None:
        return None
    if isinstance(entry, str) and entry not in named:
        raise DataError(f"lexicons/{_FILE}: no words {entry!r}; there are: {', '.join(named)}")
    return compile_words(named[entry] if isinstance(entry, str) else entry)
