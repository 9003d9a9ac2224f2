"""Finds patients who are told apart by their age alone: "the elder", "the youngest", "the child", "the older woman"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.structure.counts import ORDINALS
from extractor.structure.labels import find_labels
from extractor.structure.persons import Person, sex_of_noun

_DOES = (
    r"(?:was|had|has|is|did|with|who|presented|developed|underwent|received|showed|died|required|needed|responded"
    r"|recovered|improved|remained|suffered)"
)
OTHER_OF_THEM = re.compile(
    r"\b(?:the\s+|an)other\s+(?:(?:\d[\w-]*|years?|old|young|elderly|adult|(?:fe)?male)\s+){0,3}?(?:one|patient|case|man|woman|child|twin|sibling|boy|girl|infant)\b"
    rf"|\b(?:the\s+other|another)(?=\s+(?:{_DOES}|an?)\b)"
    r"|\band\s+other(?=\s+(?:was|had|with|who|is)\b)|^\W*in\s+the\s+other(?=,)",
    re.IGNORECASE,
)
ONE_OF_THEM = re.compile(
    r"\bone\s+(?:patient|case|man|woman|child|twin|sibling|boy|girl|infant|of\s+them|of\s+(?:the|our|these)\s+(?:two\s+)?"
    r"(?:patients|cases|siblings|children|twins|brothers|sisters))\b"
    r"|\bone(?=\s+(?:was|had|with|who|underwent|[a-z]{3,}ed)\b)|(?<=\bin\s)one(?=\s*,?\s+(?:and|but|while)\b)",
    re.IGNORECASE,
)
_ELDER = re.compile(r"\bthe\s+(?P<which>younger|older|elder)\b(?:\s+(?!than\b)[a-z]+)?", re.IGNORECASE)
_EXTREME = re.compile(
    r"\bthe\s+(?P<which>youngest|eldest|oldest|middle(?=\s+(?:one|brother|sister|child|sibling)))\b"
    r"(?:\s+(?:one|brother|sister|child|sibling|patient|boy|girl|of\s+(?:them|the\s+(?:two|three)))\b)?",
    re.IGNORECASE,
)
_GROWN = re.compile(
    r"\bthe\s+(?P<who>pa?ediatric\s+patient|child|infant|neonate|adult)(?:\s+(?:patient|case))?\b", re.IGNORECASE
)
ALL_BUT = re.compile(  # "All but the last took colchicine", "All except Case 2 recovered"
    r"\W*all\s+(?:\w+\s+)?(?:but|except(?:\s+for)?)\s+(?P<who>the\s+(?P<rank>last|first|second|third|fourth|youngest|eldest|oldest)\b"
    r"|(?:case|patient)\s+\w+|one\b)",
    re.IGNORECASE,
)
OPENS_WITH_RANK = re.compile(r"\W*the\s(?:youngest|oldest|eldest)\b", re.IGNORECASE)
"""A sentence on the first or last of a row of patients: "The oldest was a 26-year-old courier"."""
_PAIR = 2
_ADULT = 18.0


def find_by_age(sentence: str, people: Sequence[Person]) -> Iterator[tuple[int, int, int]]:
    """Give the places where a patient is named by age, with the number of the patient."""
    yield from _oldest_and_youngest(sentence, people)
    if len(people) == _PAIR:
        yield from _compared_by_age(sentence, people)
    else:
        yield from _compared_of_a_sex(sentence, people)


def _oldest_and_youngest(sentence: str, people: Sequence[Person]) -> Iterator[tuple[int, int, int]]:
    ages = [person.age_years for person in people if person.age_years is not None]
    if len(ages) < len(people) or len(set(ages)) < len(ages):
        return
    ranks = sorted(range(len(people)), key=lambda number: ages[number])
    for match in _EXTREME.finditer(sentence):
        which = match["which"].lower()
        if which != "middle":
            yield match.start(), match.end(), ranks[0] if which == "youngest" else ranks[-1]
        elif len(people) == 3:
            yield match.start(), match.end(), ranks[1]


def _compared_of_a_sex(sentence: str, people: Sequence[Person]) -> Iterator[tuple[int, int, int]]:
    """Find "the older woman … the younger" where two of three or more patients are women."""
    if len({person.sex for person in people}) < _PAIR or any(person.age_years is None for person in people):
        return
    ranked: list[int] = []
    for match in _ELDER.finditer(sentence):
        sex = sex_of_noun(match.group().split()[-1])
        same = [number for number, person in enumerate(people) if sex is not None and person.sex is sex]
        if len(same) == _PAIR:
            ranked = sorted(same, key=lambda number: people[number].age_years or 0.0)
        if ranked:
            yield match.start(), match.end(), ranked[0 if match["which"].lower() == "younger" else -1]


def _compared_by_age(sentence: str, people: Sequence[Person]) -> Iterator[tuple[int, int, int]]:
    first, second = people[0].age_years, people[1].age_years
    if first is None and second is None and {person.noun for person in people} <= {"elder", "younger"}:
        for match in _ELDER.finditer(sentence):
            elder = match["which"].lower() != "younger"
            yield match.start(), match.end(), 0 if (people[0].noun == "elder") is elder else 1
    if first is None or second is None or first == second:
        return
    oldest = 0 if first > second else 1
    compared = list(_ELDER.finditer(sentence))
    for match in compared:
        yield match.start(), match.end(), 1 - oldest if match["which"].lower() == "younger" else oldest
    one = ONE_OF_THEM.search(sentence) if len(compared) == 1 and OTHER_OF_THEM.search(sentence) is None else None
    if one is not None:  # "One of them died, the older brother is well"
        yield one.start(), one.end(), oldest if compared[0]["which"].lower() == "younger" else 1 - oldest
    if (first < _ADULT) != (second < _ADULT):
        for match in _GROWN.finditer(sentence):
            yield match.start(), match.end(), oldest if match["who"].lower() == "adult" else 1 - oldest


def find_excepted(but: re.Match[str], people: Sequence[Person]) -> int | None:
    """Give whom "all but the last" leaves out; None if that is not told."""
    rank = (but["rank"] or "").lower()
    if rank in ORDINALS:
        return ORDINALS.index(rank) if ORDINALS.index(rank) < len(people) else None
    if rank == "last":
        return len(people) - 1
    if rank:
        ages = [person.age_years for person in people]
        known = [age for age in ages if age is not None]
        if len(known) < len(ages):
            return None
        return ages.index(min(known) if rank == "youngest" else max(known))
    labels = list(find_labels(but["who"]))
    return labels[0].number - 1 if labels and labels[0].number <= len(people) else None
