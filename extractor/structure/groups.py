"""Tells what "two women" or "three brothers, aged 12, 15 and 19" says of each of several patients."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.structure.age_words import count_years, find_all_listed_ages, find_listed_ages
from extractor.structure.counts import SEVERAL, read_count
from extractor.structure.labels import find_labels
from extractor.structure.persons import Article, Person, Sex, find_persons, sex_of_noun
from extractor.structure.sentences import Line

_MEN = frozenset(("man", "men", "male", "males", "boy", "boys", "brothers", "sons"))
_PAIR = 2
_ONE_OF_EACH = re.compile(
    r"\b(?:fe)?male\s+and\s+(?:\w+\s+)?(?:fe)?males?\b", re.IGNORECASE
)  # "one female and two male patients"
_ONE = r"man|woman|(?:fe)?male|boy|girl|brother|sister|father|mother|son|daughter|husband|wife"
_ONE_AND_ONE = re.compile(  # "a man and a woman, aged 29 and 54 years", "one male and one female, were aged …"
    rf"\b(?:an?|one|in|the|his|her)\s+(?:[\w-]+\s){{0,2}}?(?P<one>{_ONE})\s(?:[\w-]+\s)?and\s(?:(?:an?|one|the|his|her)\s)?"
    rf"(?:[\w-]+\s){{0,2}}?(?P<other>{_ONE})\b(?:\s(?:patient|infant|child|newborn))?,?\s(?:were\s|of\s|\()?(?:aged?\s|ages?\s)?(?:of\s)?$",
    re.IGNORECASE,
)
MEN_OR_WOMEN = re.compile(r"\b(?:men|males|boys|brothers|sons|women|females|girls|sisters|daughters)\b", re.IGNORECASE)
_GROUP = re.compile(r"\b(?:men|males?|boys|brothers|sons|women|females?|girls|sisters|daughters)\b", re.IGNORECASE)
_LAST_ALONE = re.compile(  # "three men of 30, 23 and 17 years and a 26-year-old | woman"
    r"\s*,?\s+and\s+an?\s+\d{1,3}[\s-]*years?[\s-]*old\s+(?:[\w-]+\s+){0,2}?(?P<sex>man|woman|male|female|boy|girl)\b",
    re.IGNORECASE,
)
_MANY = "infants|children|patients|cases|neonates|newborns|toddlers|adolescents|siblings|sibs|twins|recipients|probands"
_AGED_GROUP = re.compile(
    rf"\b(?:{_MANY}),?\s+\(?(?:aged?|ages?|at\s+the\s+age\s+of)?\s*$|\btheir\s+(?:respective\s+)?ages\s+(?:were|are)\s*$",
    re.IGNORECASE,
)
_GROUP_OF_AGE = re.compile(rf"\s+(?:[\w-]+\s+){{0,3}}?(?:{_MANY})\b", re.IGNORECASE)
_ALL_OF_ONE_SEX = re.compile(
    rf"\b(?P<count>{SEVERAL}|both)\s+(?:[\w-]+\s+){{0,3}}?(?P<group>men|males|boys|brothers|sons|women|females|girls|sisters|daughters)\b",
    re.IGNORECASE,
)


def add_sex_of_group(people: Sequence[Person], lines: Sequence[Line]) -> list[Person]:
    """Give the patients the sex that "two women" or "three brothers" tells of all of them."""
    known = {person.sex for person in people} - {None}
    if len(people) < 2 or len(known) > 1 or all(person.sex is not None for person in people):
        return list(people)
    for line in lines:
        match = _ALL_OF_ONE_SEX.search(line.text)
        if match is not None and read_count(match["count"]) == len(people) and known <= {_sex_of_group(match["group"])}:
            return [replace(person, sex=_sex_of_group(match["group"])) for person in people]
    return list(people)


def find_group_beside(sentence: str, listed: tuple[tuple[tuple[int, int, float], ...], int]) -> re.Match[str] | None:
    """Find whose the ages of a list are, beside it: "sibs aged 26 and 31", "6- and 8-month-old infants"."""
    start = listed[0][0][0]
    if len(listed[0]) == _PAIR and (pair := _ONE_AND_ONE.search(sentence[:start])) is not None:
        return pair
    return _AGED_GROUP.search(sentence[max(0, start - 40) : start]) or _GROUP_OF_AGE.match(sentence, listed[1])


def list_all_people(sentence: str) -> tuple[list[Person], int]:
    """Give a person for each age of the lists, "two boys aged 4 and 9, two girls aged 6 and 13", and their end."""
    lists = list(find_all_listed_ages(sentence))
    people = [person for ages, _ in lists for person in list_people(sentence, ages)]
    return people, lists[-1][1] if lists else 0


def list_people(sentence: str, ages: tuple[tuple[int, int, float], ...]) -> Iterator[Person]:
    """Give a person for each age of a list, with the sex that the group before it has."""
    pair = _ONE_AND_ONE.search(sentence[: ages[0][0]]) if len(ages) == _PAIR else None
    if pair is not None:
        for (start, end, age), noun in zip(ages, (pair["one"], pair["other"]), strict=True):
            yield Person(start, end, age, sex_of_noun(noun), Article.NEW)
        return
    before = list(_GROUP.finditer(sentence, 0, ages[0][0]))
    named = {_sex_of_group(match.group()) for match in before[-1:] or _GROUP.finditer(sentence)}
    mixed = _ONE_OF_EACH.search(sentence, 0, ages[0][0]) is not None
    sex = named.pop() if len(named) == 1 and not mixed else None
    last = _LAST_ALONE.match(sentence, ages[-2][1] if len(ages) > 1 else ages[0][0])
    for number, (start, end, age) in enumerate(ages, start=1):
        own = _sex_of_group(last["sex"]) if last is not None and before and number == len(ages) else sex
        yield Person(start, end, age, own, Article.NEW)


def _sex_of_group(noun: str) -> Sex:
    return Sex.MALE if noun.lower() in _MEN else Sex.FEMALE


_ALIKE = re.compile(  # "Twin sisters aged 14 years", "Male twins fell ill at the age of 6 years"
    rf"\b(?P<group>twins?\s(?:sisters|brothers|girls|boys)|(?:(?:fe)?male\s)?twins|{SEVERAL}\s(?:[\w-]+\s){{0,2}}?(?:men|women|boys|girls"
    r"|sisters|brothers))\b[^.;,]{0,50},?\s(?:(?:both|all|each)\s)?(?:aged|at\sthe\sage\sof|of)\s(?P<age>\d{1,3})\s(?P<unit>years?|months?|weeks?|days?)\b"
    r"(?!\sand\s\d)",
    re.IGNORECASE,
)


def with_listed_ages(numbered: list[tuple[Person, str]], lines: Sequence[Line]) -> list[tuple[Person, str]]:
    """Give numbered patients the ages that a sentence lists for as many: "cases 1 to 3, aged 57, 49 and 47"."""
    if any(person.age_years is not None for person, _ in numbered):
        return _with_ages_of_some(numbered, lines)
    for line in lines:
        told = [person for person in find_persons(line.text) if person.article is Article.NEW]
        if len(told) == len(numbered) and all(p.may_be(t) for (p, _), t in zip(numbered, told, strict=True)):
            return [(person.with_(t), label) for (person, label), t in zip(numbered, told, strict=True)]
        listed = find_listed_ages(line.text)
        if listed is not None and len(listed[0]) == len(numbered):
            ages = (age for _, _, age in listed[0])
            return [
                (replace(person, age_years=age), label) for (person, label), age in zip(numbered, ages, strict=True)
            ]
        alike = _ALIKE.search(line.text)
        if alike is not None and len(numbered) == _count_of(alike["group"]):
            age = count_years(alike["age"], alike["unit"])
            group = _GROUP.search(alike["group"])
            sex = _sex_of_group(group.group()) if group is not None else None
            return [(replace(p, age_years=age, sex=p.sex or sex), label) for p, label in numbered]
    return numbered


def _count_of(group: str) -> int:
    word = group.split()[0].lower()
    return _PAIR if "twin" in group.lower() else read_count(word)


def _with_ages_of_some(numbered: list[tuple[Person, str]], lines: Sequence[Line]) -> list[tuple[Person, str]]:
    """Give those without an age what a list beside their numbers says: "Patients 3 and 4 (aged 5 and 6)"."""
    people = list(numbered)
    for line in lines if any(person.age_years is None for person, _ in numbered) else ():
        labels = list(find_labels(line.text))
        listed = find_listed_ages(line.text) if len(labels) > 1 else None
        if listed is None or len(listed[0]) != len(labels):
            continue
        for label, (_, _, age) in zip(labels, listed[0], strict=True):
            if label.number <= len(people) and people[label.number - 1][0].age_years is None:
                person, name = people[label.number - 1]
                people[label.number - 1] = (replace(person, age_years=age), name)
    return people
