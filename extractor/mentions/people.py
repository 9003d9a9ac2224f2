"""Tells whose an age or a noun is: the patient's own, or a relative's, donor's or cited person's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from extractor.guarded import compile_guarded
from extractor.lexicon import load_lexicon
from extractor.wordlist import Searched

_POSSESSIVE = r"(?:\b(?:her|his|their|whose|my)|patient[’']?s?[’']?|mother[’']s|[a-z][’']s)"
# What may stand between an age and its noun: "54-year-old, previously healthy, right-handed Japanese man".
_BETWEEN = (
    r"(?:(?!(?:who|whose|with|and|was|is|had|has|presented|patient|man|woman|boy|girl|lady|gentleman)\b)"
    r"[^\s.;:()]{1,30}[\s,]{1,3}){0,5}?"
)


@cache
def person_words() -> str:
    """Give the alternatives of a pattern for nouns that tell a person's sex, the longest first."""
    return _alternatives(term.term for term in load_lexicon("person").terms)


@cache
def relative_words() -> str:
    """Give the alternatives of a pattern for people other than the patient, the longest first."""
    return _alternatives(term.term for term in load_lexicon("relative").terms)


def is_someone_else(text: str, start: int, end: int) -> bool:
    """Tell whether the age or noun at a place of a sentence belongs to a relative, a donor or a cited person."""
    before, after = text[max(0, start - 80) : start], text[end : end + 80]
    if any(pattern.search(before) for pattern in _before()) or _other_after().match(after):
        return True
    # "his 45-year-old brother", "the 30-year-old mother of the patient"; but "a 30-year-old mother of two presented"
    kin = _kin_after().match(after)
    return kin is not None and (kin["whose"] is not None or _possessive_before().search(before) is not None)


@cache
def _before() -> tuple[Searched, ...]:
    kin = rf"\b(?:{relative_words()})\b"
    return (
        # his brother, a 40-year-old … | whose father was … | the patient's mother (aged …
        re.compile(
            rf"{_POSSESSIVE}\s(?:[\w-]+\s){{0,3}}?{kin}(?:,?\s(?:is|was|who|had|has|died|aged?|at|also)\b|,|\s\()"
            r"[^.;]{0,40}$",
            re.I,
        ),
        compile_guarded(rf"(?<!\btwin\s){kin},?\s\(?(?:aged?|at\sage)\s[\d\s,and]{{0,20}}$", re.I),  # brother, aged
        re.compile(
            r"\b(?:donated\sby|donors?\s(?:was|is|were)|obtained\sfrom|contact\swith|married\sto|born(?:\s[\w-]+){0,4}\sto|delivered\sby)\b"
            r"[^.;,]{0,30}$",
            re.I,
        ),
        # born by caesarean section at 26 weeks of gestation to a 40-year-old …
        re.compile(r"\b(?:born|delivered)(?:\s[\w-]+){0,12}\sto\s(?:an?|her|his)\s(?:[\w-]+\s){0,2}$", re.I),
        re.compile(r"\bborn\b[^.;,]{0,70}\bmother\s?\($", re.I),  # born to a 30-year-old mother (G2P1
        re.compile(r"\bet\sal\b[^;]{0,60}$", re.I),  # Smith et al. reported a
    )


@cache
def _other_after() -> re.Pattern[str]:
    others = _alternatives(term.term for term in load_lexicon("relative").terms if term.concept == "other person")
    return re.compile(rf"[\s,]{{0,3}}{_BETWEEN}(?:{others})\b", re.I)


@cache
def _kin_after() -> re.Pattern[str]:
    return re.compile(
        rf"[\s,]{{0,3}}{_BETWEEN}(?:{relative_words()})\b(?P<whose>\sof\s(?:the|this|our|a|an|his|her)\s)?", re.I
    )


@cache
def _possessive_before() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{_POSSESSIVE}\s(?:\w+\s)?|\b(?:has|had|have|having)\s(?:an?|one|two|three)\s"
        r"|\b(?:children|siblings|sons|daughters|brothers|sisters)\s\((?:an?\s[^()]{0,40}\sand\s)?an?\s)$",
        re.I,
    )


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
