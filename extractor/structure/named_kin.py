"""Tells whom "the husband", "her brother" or "the elder son" names among the patients of a paper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.structure.kin import NEAR, PROBAND
from extractor.structure.persons import RELATIONS, Person, Sex, sex_of_noun

_BESIDE = re.compile(NEAR)
_RANK = re.compile(r"\b(?:younger|youngest|elder|eldest|older|oldest)\b")
_NAMED = re.compile(
    r"(?:\b(?:the|his|her|their|an?)\s+(?:[\w,-]+\s+){0,2}?|(?<=\band\s))"  # "the son and daughter"
    rf"(?P<noun>{NEAR}|proband|patient|husband|wife|brother|sister|cousin|(?:grand)?(?:father|mother|son|daughter)|man|woman|boy|girl|uncle|aunt|nephew|niece)\b",
    re.IGNORECASE,
)


def find_named_kin(sentence: str, people: Sequence[Person]) -> Iterator[tuple[int, int, int]]:
    """Give the places where "the husband", "her brother" or "the girl" are named, with the number of the patient."""
    if not any(person.noun in RELATIONS or _BESIDE.fullmatch(person.noun) for person in people):
        return
    for match in _NAMED.finditer(sentence):
        noun = match["noun"].lower()
        if match.group()[:2].lower() in ("a ", "an") and not any(person.noun == noun for person in people):
            continue  # "A brother is a carrier": none of the patients
        number = _number(noun, people) if len(people) == 2 else _number_of_many(match.group().lower(), noun, people)
        possessive = sentence[match.end() : match.end() + 1] in ("’", "'")
        if number is not None and (not possessive or not sentence[: match.start()].strip()):
            yield match.start(), match.end(), number


def _number_of_many(words: str, noun: str, people: Sequence[Person]) -> int | None:
    """Give whom "the father" or "the elder son" names among three or more."""
    same = [number for number, person in enumerate(people) if person.noun == noun]
    ranked = sorted(same, key=lambda number: people[number].age_years or 0.0)
    rank = _RANK.search(words)
    if rank is not None and len(ranked) > 1:
        return ranked[0 if rank.group() in ("younger", "youngest") else -1]
    return same[0] if len(same) == 1 else None


def _number(noun: str, people: Sequence[Person]) -> int | None:
    noun = PROBAND if noun == "proband" else noun
    same = [number for number, person in enumerate(people) if person.noun == noun]
    if len(same) == 1:
        return same[0]
    sex: Sex | None = sex_of_noun(noun)
    fitting = [number for number, person in enumerate(people) if sex is not None and person.sex is sex]
    return fitting[0] if not same and len(fitting) == 1 else None
