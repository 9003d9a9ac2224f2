"""Decides who the patients of the paper are. Lines → the people, or the reason why the paper has none of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from extractor.case import ALONE
from extractor.document import SectionKind, Span
from extractor.guarded import compile_guarded
from extractor.structure.age_words import find_listed_ages
from extractor.structure.animals import tells_of_animals
from extractor.structure.assigning import told_of_cited
from extractor.structure.called import find_called
from extractor.structure.companions import with_others
from extractor.structure.cues import has_cue, load_cue
from extractor.structure.declared import count_in_one, find_declared
from extractor.structure.family import find_family, find_newborn
from extractor.structure.groups import (
    MEN_OR_WOMEN,
    add_sex_of_group,
    find_group_beside,
    list_all_people,
    with_listed_ages,
)
from extractor.structure.introduced import find_introduced
from extractor.structure.kin import find_kin, find_kindred
from extractor.structure.numbered import MOST, find_numbered, find_titled
from extractor.structure.persons import RELATIONS, Article, Person, find_bare_persons, find_persons, pronoun_sex
from extractor.structure.sentences import Line
from extractor.structure.stance import Stance
from extractor.structure.studies import ONE, counts_people, is_study
from extractor.structure.unaged import (
    count_told_apart,
    find_man_and_woman,
    name_by_age,
    tells_of_a_few,
)

_OPENING = re.compile(
    r"^\W*(?:\(?(?:[ivx]{1,4}|[1-9]|[a-h])[).]\s+)?(?:(?:an?|another|our)\s+)?(?:[\w-]+,?\s+){0,3}$|(?:\band|;)\s+(?:an?|another|one)\s+(?:[\w-]+\s+){0,3}$"
    r"|^\W*(?-i:[A-Z]\.\s?){2,3},\s+an?\s+$"  # "M.S., a 50-year-old woman"
    r"|;\s+(?:and\s+)?\(?[1-9a-h][).]\s+(?:an?\s+)?$",  # "1) male, 45 years: fever; 2) female, …"
    re.IGNORECASE,
)
_FOUND_IN = compile_guarded(
    r"\b(?:documented|reported|described|observed|found|identified|diagnosed)\s+in\s+an?\s", re.IGNORECASE
)
_REPORTS_ONE = re.compile(
    r"\bwe\s+(?:\w+\s+)?(?:report|present|describe)\b|\bpresented\s+here\b"
    r"|\b(?:case|report)\s+of\s+an?\s[^.;,]{3,80}\s(?:is|was)\s+(?:reported|presented|described)\b",
    re.IGNORECASE,
)
_ITEM = re.compile(r"\W*\(?[1-9][).]\s*")
_AND_A = re.compile(r"\band\s+an?\s+$", re.IGNORECASE)
_AND_THE = re.compile(r",?\s+and\s+(?:the\s+)?", re.IGNORECASE)
_ANOTHER = re.compile(r"\b(?:another|a\s+(?:second|further))\s+$", re.IGNORECASE)
_NOBODY = Person(0, 0, None, None, Article.NEW)
_OPENS_BY = 25  # characters within which the subject of a sentence is named
_PAIR = 2
_TELLS_OF_CASE = re.compile(
    r"\b(?:case|report(?:s|ed)?|present(?:s|ed)?|describe[sd]?|our|this|shown|illustrated)\b", re.IGNORECASE
)
_HEAD = 8  # lines in which an editorial shows itself as such
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
    introduced: Mapping[Span, int] = field(default_factory=dict)  # sentences that bring one of them in


def find_people(lines: Sequence[Line]) -> People:
    """Decide how many patients the paper tells apart, and what age and sex tell them apart."""
    told = [line for line in lines if _may_bring_in(line)]
    if tells_of_animals(told):
        return People((), (), "The paper reports on animals, not on a human patient.", "other")
    declared, study = find_declared(told), is_study(lines)
    numbered = find_numbered(told, declared) or find_titled(told)
    if numbered:
        listed = with_listed_ages(numbered, told)
        return _many(listed) if study else _with_introduced(listed, lines, declared)
    family = find_kindred(told) or find_family(told) or find_kin(told)
    if family:
        return _many(family)
    several = (declared is not None and declared > 1) or any(has_cue("sentence.several", line.text) for line in told)
    front = _distinct([line for line in told if line.kind in _FRONT], several)
    body = _distinct([line for line in told if line.kind in _BODY], several)
    rest = _distinct([line for line in told if line.kind in _SELDOM], several)
    if study:
        body, rest = [], []
        front = [] if counts_people(lines) else front
    people = add_sex_of_group(_choose([body, front, rest], declared), told)
    people = with_others(people, told, declared)
    called = find_called(told, len(people))
    if called:
        return _many(called)
    several_of_them = _many(_in_turn(people)) if study else _with_introduced(_in_turn(people), lines, declared)
    if len(several_of_them.people) >= 2:
        return several_of_them
    if people:
        both = find_newborn(told, people[0])
        return _many(both) if both else People(tuple(people), (ALONE,))
    if study:
        return People((), (), "The paper is a study; it tells of no patient singly.", "other")
    editorial = any(has_cue("study.editorial", line.text) for line in lines[:_HEAD])
    if editorial and not any(_REPORTS_ONE.search(line.text) for line in told):
        return People((), (), "The paper is an editorial; it has no patient of its own.", "other")
    return _without_age(told, declared, told_of_cited(lines))


def _many(people: Sequence[tuple[Person, str]]) -> People:
    return People(tuple(p for p, _ in people), tuple(label for _, label in people), "", "case series")


def _with_introduced(people: Sequence[tuple[Person, str]], lines: Sequence[Line], declared: int | None) -> People:
    """Take those instead who are brought in one after another, where they are more, and as many as are counted."""
    known = len(people) - any(person.age_years is None for person, _ in people)
    introduced = find_introduced(lines, known, declared)
    if not introduced.people:
        return _many(people)
    return replace(_many(_in_turn(add_sex_of_group(introduced.people, lines))), introduced=introduced.sentences)


def _in_turn(people: Sequence[Person]) -> list[tuple[Person, str]]:
    return [(person, f"Patient {number}") for number, person in enumerate(people, start=1)]


def _may_bring_in(line: Line) -> bool:
    if line.kind in (SectionKind.TABLE, SectionKind.CAPTION) or line.stance is Stance.CITED:
        return False
    if has_cue("study.made_up", line.text):
        return False
    return line.kind not in _SELDOM or line.stance is Stance.OWN or line.heading


def _distinct(lines: Sequence[Line], several: bool) -> list[Person]:
    """Give the persons that the lines bring in, each once, in order; `several` if the paper speaks of more than one.

    Where two are found, others who are not the subject of their sentence are patients too.
    """
    people = _brought_in(lines, several)
    return people if several or len(people) < _PAIR else _brought_in(lines, True)


def _brought_in(lines: Sequence[Line], several: bool) -> list[Person]:
    people: list[Person] = []
    many = not any(line.stance is Stance.OWN for line in lines) and any(
        has_cue("study.people", line.text) for line in lines
    )
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
            # "men (16 and 24 years old)"
            plural = MEN_OR_WOMEN.search(line.text) or find_group_beside(line.text, listed)
        if listed is not None and plural is not None and not people and len(listed[0]) <= MOST:
            before = (p for p in find_persons(line.text) if p.end <= listed[0][0][0] and p.article is Article.NEW)
            for person in before:  # "a boy (aged 15 years) and two girls (aged 17 and 7 years)"
                _add(people, person)
            listed_people, end = list_all_people(line.text)
            people.extend(listed_people)  # two of them may have one age
            beside = (p for p in find_persons(line.text) if p.start >= end and p.article is Article.NEW)
            for person in beside:  # "two women aged 73 and 66 years, and one man aged 27 years"
                _add(people, person)
            continue
        if (
            line.stance is Stance.GENERAL
            and not has_cue("sentence.past", line.text)
            and has_cue("study.supposed", line.text)
        ):
            continue
        found_in = not people and _FOUND_IN.search(line.text) is not None
        if line.stance is Stance.COHORT and plural is None and not found_in and not _brings_in(line.text):
            continue
        first: Person | None = None
        for person in find_persons(line.text):
            if first is not None and person.noun and _AND_THE.fullmatch(line.text[first.end : person.start]):
                _add(people, person)  # "The 72-year-old man and 68-year-old woman"
                continue
            first = person if not people and person.article is Article.KNOWN else None
            if ((people and not several) or (many and not people)) and not _opens(line.text, person):
                continue
            if person.noun in RELATIONS and (unaged if not people else not several):
                continue  # "a newborn … (a 9-year-old son and a 7-year-old daughter)"; "A sister of 44 was examined"
            if person.article is Article.NEW or (not people and person.article is Article.KNOWN):
                _add(people, person, _ANOTHER.search(line.text, 0, person.start) is not None)
        unaged = unaged or any(p.article is Article.NEW and p.start < _OPENS_BY for p in find_bare_persons(line.text))
    return people


def _opens(sentence: str, person: Person) -> bool:
    """Tell whether a person is the subject with which a sentence opens, or is joined to one by "and a"."""
    before = sentence[: person.start]
    # "A 31-year-old pianist and a 45-year-old typist"; "(1) M 31."
    named = bool(person.noun) or _AND_A.search(before) is not None or _ITEM.fullmatch(before) is not None
    return person.article is Article.NEW and named and _OPENING.search(before) is not None


def _brings_in(sentence: str) -> bool:
    return re.match(r"\s*(?:an?|our|the)\s", sentence, re.IGNORECASE) is not None


def _add(people: list[Person], person: Person, another: bool = False) -> None:
    """Add a person who is not yet known, or of whom it is said that he is another one."""
    if another and len(people) == 1:
        people.append(person)
        return
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
        if declared == 1 and any(person.noun for person in groups[0][:2]):  # a list of ages has no nouns
            return groups[0][:1]
    return groups[0]


def _without_age(lines: Sequence[Line], declared: int | None, cited: frozenset[Span]) -> People:
    """Decide of a paper that gives nobody's age whether it has one patient all the same, or some told apart as such."""
    pair = find_man_and_woman(lines) if declared in (None, 2) else []
    if pair:
        return _many(_in_turn(pair))
    apart = count_told_apart(lines, declared)
    if apart:
        alike = name_by_age(add_sex_of_group([_NOBODY] * apart, lines), lines)
        return _many(_in_turn(alike))
    own = any(
        _REPORTS_ONE.search(line.text) and has_cue("sentence.one", line.text) and not _reports_several(line.text)
        for line in lines
    )
    if not own and ((declared is not None and declared >= 2) or tells_of_a_few(lines)):
        return People((), (), "The paper reports several patients without telling them apart.", "case series")
    single = sum(_names_one(line) for line in lines if line.span not in cited)
    many = sum(load_cue("sentence.cohort").search(line.text) is not None for line in lines)
    opening = next((line.text for line in lines if not line.heading), "")
    brought = [p for p in find_bare_persons(opening) if p.article is Article.NEW and p.start < _OPENS_BY]
    sex = brought[0].sex if brought else None
    sex = sex or next((sex for line in lines if (sex := pronoun_sex(line.text)) is not None), None)
    told = not many and not cited and any(has_cue("sentence.clinical", line.text) for line in lines)
    cohort = not own and any(has_cue("study.people", line.text) for line in lines)
    if (single and (single > many if cohort else 2 * single >= many)) or told or own:
        return People((Person(0, 0, None, sex, Article.NEW),), (ALONE,))
    if many:
        return People((), (), "The paper reports groups of patients, none of them singly.", "other")
    return People((), (), "No patient of the paper's own was found in it.", "other")


def _reports_several(text: str) -> bool:
    """Tell whether what is called a case has several patients: "the case of two sisters"."""
    one = ONE.search(text)
    return one is not None and count_in_one(text, one.end()) > 1


def _names_one(line: Line) -> bool:
    """Tell whether a sentence speaks of one person of the paper's own."""
    if line.stance in (Stance.CITED, Stance.COHORT, Stance.GENERAL):
        return False
    if has_cue("sentence.extreme", line.text):
        return False
    if line.stance is Stance.PRESENT and _TELLS_OF_CASE.search(line.text) is None:
        return False  # "An infant who cannot lift the arms most probably has botulism"
    return line.stance is Stance.PERSON or has_cue("sentence.one", line.text)
