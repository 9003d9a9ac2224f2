"""Decides who the patients of the paper are. Lines → the people, or the reason why the paper has none of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.document import SectionKind
from extractor.structure.age_words import find_listed_ages
from extractor.structure.cues import has_cue, load_cue
from extractor.structure.family import find_family, find_newborn
from extractor.structure.groups import MEN_OR_WOMEN, SEVERAL, add_sex_of_group, list_people
from extractor.structure.kin import find_kin
from extractor.structure.labels import Label, find_labels
from extractor.structure.persons import (
    RELATIONS,
    Article,
    Person,
    find_bare_persons,
    find_persons,
    pronoun_sex,
)
from extractor.structure.sentences import Line
from extractor.structure.stance import Stance
from extractor.structure.studies import ONE, counts_people, is_study
from extractor.structure.unaged import count_told_apart

_MOST = 30  # patients told apart in one paper

_ONE = ("a", "an", "one", "the", "single", "our")
_NUMBERS = (*SEVERAL.split("|")[:-1], "thirteen", "fourteen", "fifteen")
_COUNT = dict.fromkeys(_ONE, 1) | {word: number for number, word in enumerate(_NUMBERS, start=2)}
_COUNTED = (
    "patients|cases|men|women|children|boys|girls|infants|siblings|brothers|sisters|twins|neonates|males|females|adults|"
    "adolescents|individuals|newborns|persons|family members|reports"
)
_DECLARED = re.compile(
    rf"""
    \b(?:report(?:ed|s)?|present(?:ed|s)?|describe[ds]?|document|series\s+of|discuss|review)\s+
       (?:on\s+|of\s+|here\s+|herein\s+|the\s+|our\s+)*(?:clinical\s+|case\s+)?
       (?P<n1>{SEVERAL})\s+(?:[\w-]+\s+){{0,6}}?(?:{_COUNTED})\b
    | \b(?P<n4>{SEVERAL})\s+(?:[\w-]+\s+){{0,3}}?(?:patients|cases)\s+
       (?:(?:are|were)\s+(?:\w+\s+)?(?:reported|presented|described|admitted|treated|seen)|presented)\b
    | \b(?P<n2>{SEVERAL})\s+(?:case\s+reports|cases\s+(?:report|and|of|with))\b
    | \b(?:report\s+of|of)\s+(?P<n3>two|three|four|five|six|\d{{1,2}})\s+cases\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_OPENING = re.compile(
    r"^\W*(?:(?:an?|another|our)\s+)?(?:[\w-]+,?\s+){0,3}$|\band\s+(?:an?|another|one)\s+(?:[\w-]+\s+){0,3}$"
    r"|^\W*(?-i:[A-Z]\.\s?){2,3},\s+an?\s+$",  # "M.S., a 50-year-old woman"
    re.IGNORECASE,
)
_BEYOND = re.compile(
    r"\b(?:who|with|presented|was|were|had|which|that|of|in|fell|from|after|by|suffered|sustained)\b", re.IGNORECASE
)  # after the noun
_REPORTS_ONE = re.compile(r"\bwe\s+(?:\w+\s+)?(?:report|present|describe)\b|\bpresented\s+here\b", re.IGNORECASE)
_OPENS_BY = 25  # characters within which the subject of a sentence is named
_BODY = (SectionKind.CASE, SectionKind.OTHER, SectionKind.METHODS)
_FRONT = (SectionKind.TITLE, SectionKind.ABSTRACT)
_SELDOM = (SectionKind.INTRODUCTION, SectionKind.DISCUSSION, SectionKind.CONCLUSION)


@dataclass(frozen=True, slots=True)
class People:
    """The patients in order, each with a label; `reason` says why there is none."""

    people: tuple[Person, ...]
    labels: tuple[str, ...]
    reason: str = ""
    article_type: str = "case report"


def find_people(lines: Sequence[Line]) -> People:
    """Decide how many patients the paper tells apart, and what age and sex tell them apart."""
    told = [line for line in lines if _may_bring_in(line)]
    if _animals(told):
        return People((), (), "The paper reports on animals, not on a human patient.", "other")
    declared = _declared(told)
    numbered = _numbered(told)
    if len(numbered) >= 2:
        return _many(numbered)
    family = find_family(told) or find_kin(told)
    if family:
        return _many(family)
    several = (declared is not None and declared > 1) or any(has_cue("sentence.several", line.text) for line in told)
    front = _distinct([line for line in told if line.kind in _FRONT], several)
    body = _distinct([line for line in told if line.kind in _BODY], several)
    rest = _distinct([line for line in told if line.kind in _SELDOM], several)
    if is_study(lines):
        body, rest = [], []
        front = [] if counts_people(lines) else front
    people = add_sex_of_group(_choose([body, front, rest], declared), told)
    if len(people) >= 2:
        return _many([(person, f"Patient {number}") for number, person in enumerate(people, start=1)])
    if people:
        both = find_newborn(told, people[0])
        return _many(both) if both else People(tuple(people), ("Patient",))
    if is_study(lines):
        return People((), (), "The paper is a study; it tells of no patient singly.", "other")
    return _without_age(told, declared)


def _many(people: Sequence[tuple[Person, str]]) -> People:
    return People(tuple(p for p, _ in people), tuple(label for _, label in people), "", "case series")


def _may_bring_in(line: Line) -> bool:
    if line.kind in (SectionKind.TABLE, SectionKind.CAPTION) or line.stance is Stance.CITED:
        return False
    return line.kind not in _SELDOM or line.stance is Stance.OWN or line.heading


def _animals(lines: Sequence[Line]) -> bool:
    """Tell whether the first patient described is an animal, or whether animals are named more than people."""
    for line in lines:
        for match in re.finditer(r"-old\b|\byears? of age\b|\bneutered\b|\bspayed\b", line.text):
            described = _BEYOND.split(line.text[match.start() : match.start() + 110], maxsplit=1)[0]
            animal = load_cue("sentence.animal").search(described)
            human = load_cue("sentence.human").search(described)
            if animal is None and human is None and not match.group()[0].isalpha():
                return any(has_cue("sentence.veterinary", other.text) for other in lines)
            return animal is not None and (human is None or animal.start() < human.start())
    animals = sum(len(load_cue("sentence.animal").findall(line.text)) for line in lines)
    return animals > 1 and animals > sum(len(load_cue("sentence.human").findall(line.text)) for line in lines)


def _declared(lines: Sequence[Line]) -> int | None:
    """Give the number of patients that the paper says it reports."""
    for line in lines:
        match = _DECLARED.search(line.text)
        if match is not None and line.stance is not Stance.CITED and not has_cue("sentence.reports", line.text):
            word = (match["n1"] or match["n2"] or match["n3"] or match["n4"]).lower()
            return int(word) if word.isdigit() else _COUNT[word]
        if ONE.search(line.text):
            return 1
    return None


def _numbered(lines: Sequence[Line]) -> list[tuple[Person, str]]:
    """Give the patients that are numbered from one on without a gap, with what is told of them next to the label."""
    for ordinal in (False, True):
        found: dict[int, tuple[Person, str]] = {}
        current = 0
        for line in lines:
            labels = [label for label in find_labels(line.text) if label.ordinal is ordinal]
            if len(labels) == 1:
                current = labels[0].number
            for place, label in enumerate(labels):
                _learn(found, label.number, label, _told_with(line.text, labels, place))
            if not labels and current in found:
                _learn(found, current, None, line.text)
        if ordinal and 1 not in found and 2 in found:
            found |= _first_untold(lines, found[2][0])
        count = 0
        while count + 1 in found and count < _MOST:
            count += 1
        if count >= 2:
            return [(found[n][0], _shown(found[n][1], ordinal, n)) for n in range(1, count + 1)]
    return []


def _first_untold(lines: Sequence[Line], second: Person) -> dict[int, tuple[Person, str]]:
    """Give the first patient where only "the second case" is numbered: the person described before."""
    for line in lines:
        if any(label.number == 2 for label in find_labels(line.text)):
            break
        for person in find_persons(line.text):
            if person.article is Article.NEW and second.age_years is not None and not person.may_be(second):
                return {1: (person, "")}
    return {}


def _told_with(text: str, labels: Sequence[Label], place: int) -> str:
    """Give what is told next to a label: after it, or before one in brackets."""
    label = labels[place]
    if text[label.start - 1 : label.start] == "(":
        return text[labels[place - 1].end if place else 0 : label.start]
    return text[label.end : labels[place + 1].start if place + 1 < len(labels) else len(text)]


def _shown(label: str, ordinal: bool, number: int) -> str:
    return f"Patient {number}" if ordinal else label[:1].upper() + label[1:]


def _learn(found: dict[int, tuple[Person, str]], number: int, label: Label | None, text: str) -> None:
    known = found.get(number)
    person = known[0] if known is not None else Person(0, 0, None, None, Article.NEW)
    described = [p for p in (*find_persons(text), *find_bare_persons(text)) if p.article is not Article.RELATIVE]
    if described and person.age_years is None and person.may_be(described[0]):
        person = person.with_(described[0])
    if person.sex is None and (sex := pronoun_sex(text)) is not None:
        person = person.with_(Person(0, 0, None, sex, Article.NEW))
    if known is not None or label is not None:
        found[number] = (person, known[1] if known is not None else label.text if label is not None else "")


def _distinct(lines: Sequence[Line], several: bool) -> list[Person]:
    """Give the persons that the lines bring in, each once, in order; `several` if the paper speaks of more than one."""
    people: list[Person] = []
    unaged = False  # a patient without an age was brought in
    others = -1  # a paragraph that has come to speak of others
    for line in lines:
        if people and not several and line.stance is Stance.COHORT:
            others = line.paragraph
        if line.paragraph == others:
            continue
        listed = find_listed_ages(line.text)
        plural = load_cue("sentence.together").search(line.text)
        if listed is not None and plural is None:
            plural = MEN_OR_WOMEN.search(line.text)  # "fractures in young men (16 and 24 years old)"
        if listed is not None and plural is not None and not people and len(listed[0]) <= _MOST:
            for person in list_people(line.text, listed[0]):
                _add(people, person)
            beside = (p for p in find_persons(line.text) if p.start >= listed[1] and p.article is Article.NEW)
            for person in beside:  # "two women aged 73 and 66 years, and one man aged 27 years"
                _add(people, person)
            continue
        if line.stance is Stance.COHORT and plural is None and not _brings_in(line.text):
            continue
        for person in find_persons(line.text):
            if people and not several and not _opens(line.text, person):
                continue
            if not people and person.noun in RELATIONS and unaged:
                continue  # "a newborn … (a 9-year-old son and a 7-year-old daughter)"
            if person.article is Article.NEW or (not people and person.article is Article.KNOWN):
                _add(people, person)
        unaged = unaged or any(p.article is Article.NEW and p.start < _OPENS_BY for p in find_bare_persons(line.text))
    return people


def _opens(sentence: str, person: Person) -> bool:
    """Tell whether a person is the subject with which a sentence opens, or is joined to one by "and a"."""
    before = sentence[: person.start]
    return person.article is Article.NEW and bool(person.noun) and _OPENING.search(before) is not None


def _brings_in(sentence: str) -> bool:
    return re.match(r"\s*(?:an?|our|the)\s", sentence, re.IGNORECASE) is not None


def _add(people: list[Person], person: Person) -> None:
    for number, known in enumerate(people):
        if known.may_be(person):
            people[number] = known.with_(person)
            return
    people.append(person)


def _choose(groups: Sequence[list[Person]], declared: int | None) -> list[Person]:
    """Choose between what body and abstract bring in: what agrees with the number declared, else the body."""
    groups = [group for group in groups if group]
    if not groups:
        return []
    if declared is not None:
        for group in groups:
            if len(group) == declared:
                return group
        if declared == 1:
            return groups[0][:1]
    return groups[0]


def _without_age(lines: Sequence[Line], declared: int | None) -> People:
    """Decide of a paper that gives nobody's age whether it has one patient all the same, or some told apart as such."""
    apart = count_told_apart(lines, declared)
    if apart:
        nobody = Person(0, 0, None, None, Article.NEW)
        return _many([(nobody, f"Patient {number}") for number in range(1, apart + 1)])
    own = any(_REPORTS_ONE.search(line.text) and has_cue("sentence.one", line.text) for line in lines)
    if declared is not None and declared >= 2 and not own:
        return People((), (), "The paper reports several patients without telling them apart.", "case series")
    single = sum(_names_one(line) for line in lines)
    many = sum(load_cue("sentence.cohort").search(line.text) is not None for line in lines)
    sex = next((sex for line in lines if (sex := pronoun_sex(line.text)) is not None), None)
    told = not many and any(has_cue("sentence.clinical", line.text) for line in lines)
    if (single and 2 * single >= many) or told or own:
        return People((Person(0, 0, None, sex, Article.NEW),), ("Patient",))
    if many:
        return People((), (), "The paper reports groups of patients, none of them singly.", "other")
    return People((), (), "No patient of the paper's own was found in it.", "other")


def _names_one(line: Line) -> bool:
    """Tell whether a sentence speaks of one person of the paper's own."""
    if line.stance in (Stance.CITED, Stance.COHORT, Stance.GENERAL):
        return False
    if has_cue("sentence.extreme", line.text):
        return False
    return line.stance is Stance.PERSON or has_cue("sentence.one", line.text)
