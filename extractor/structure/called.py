"""Patients called each by a noun of his own that stands beside an age: "the welder, 44 years old", "the plumber (36)".

Taken where the paper counts as many, and no other way of telling them apart has found them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extractor.guarded import compile_guarded
from extractor.structure.age_words import count_years
from extractor.structure.counts import ORDINALS, SEVERAL, read_count
from extractor.structure.declared import AND_ONE_MORE
from extractor.structure.persons import RELATIONS, Article, Person, find_persons, find_sex, sex_of_noun
from extractor.structure.sentences import Line
from extractor.structure.stance import Stance

_YEARS = r"(?:[\s-]?(?P<unit{n}>years?|yrs?|y|months?|days?|weeks?)(?:[\s-]old|\sof\sage)?)"
_GOES_ON = r"(?=,\s|\s(?:was|had|came|fell|[a-z]{3,}ed)\b)"
# The plumber (36) | The welder, 44 years old, | His wife, aged 49, | Their son, a student of 23,
_CALLED = compile_guarded(
    rf"""
    \b(?:[Tt]he|[Hh]is|[Hh]er|[Tt]heir|[Aa]n?|[Oo]ne)\s(?:(?!(?:and|age|the|of)\b)[a-z][\w-]*\s){{0,2}}?(?P<noun>[a-z][a-z-]{{1,}}[a-z])
    (?: \s\((?:aged\s)?(?P<n1>\d{{1,2}}){_YEARS.format(n=1)}?\)
      | ,\s(?:aged\s)?(?P<n2>\d{{1,2}}){_YEARS.format(n=2)}?{_GOES_ON}
      | ,\san?\s(?:[\w-]+\s){{1,3}}of\s(?P<n3>\d{{1,2}}){_GOES_ON}{_YEARS.format(n=3)}?
      | \s(?:aged\s(?P<n4>\d{{2}})(?![\d%.]){_YEARS.format(n=4)}?
              (?=\s?[,.;]|\s(?:who|with|was|had|came|presented|an?)\b|\s[a-z]+ed\b)
             |of\s(?P<n5>\d{{2}}){_YEARS.format(n=5)}?(?=\s?[,;]|\s(?:and\san?|and\sthe|had|was|came|fell|who|with)\s))
    )
    """,
    re.VERBOSE,
)
_COUNTED = compile_guarded(  # "three workmen", "two such patients", "two people", "a family of three", "two fell ill"
    rf"(?<!\bhis\s)(?<!\bher\s)(?<!\btheir\s)(?<!\bwhose\s)\b(?P<count>{SEVERAL}|both)\s(?:[\w-]+\s){{0,4}}?(?:(?:patients|cases|men|women|children|infants|girls|boys|people|persons"
    r"|members|siblings|brothers|sisters|cousins|relatives|twins|adults|subjects|individuals|immigrants|guests|observations|instances|examples|players)\b"
    r"|(?!numbers|parameters|factors|others|hours|papers|cent(?:er|re)s|orders|markers|tumou?rs|fingers|ulcers|drivers|pacemakers|painkillers|doctors|sensors|receptors|inhibitors|catheters|monitors|blockers|fibers|layers|errors|vectors|mothers|fathers|donors)[a-z]{3,}(?:ers|ors|ists|men|ients)\b"
    r"|(?:fell|became|were\staken)\sill\b)"
    rf"|(?:^|[,;:]\s)(?P<few>{SEVERAL})\s(?:had|were|have|are)\b"  # "Of 27 persons, three had to be seen"
    rf"|\bfamily\sof\s(?P<family>{SEVERAL})\b"
    rf"|(?:^|[.;,]\s)\W*(?P<of>{SEVERAL})\sof\s(?:them|these|whom)\b|\b(?P<events>{SEVERAL})\s(?:events|occurrences)\b"
    r"|\bneither(?=\s(?:child|patient|man|woman|boy|girl|infant|of\sthem|had|was|received|showed)\b)|\bin\sneither(?=\s*[.,;]|\s(?:was|were|had|did|case|patient|child)\b)"
    r"|^\W*an?\s(?:[\w-]+\s){1,3}and\san?\s(?:[\w-]+\s){1,3}(?:were|had|developed)\b"  # "A vet and a clerk had"
    r"|\b(?:in|of|by|to|for)\sboth(?=\s*[.,;])|(?:^|[.;]\s)\W*both\s(?:had|were|received|recovered|died|of\sthem|carried)\b"
    r"|\b(?:seen|observed|encountered|met)\stwice\s(?:in|at|by)\sour\b",
    re.IGNORECASE,
)
_NTH_CASE = compile_guarded(
    r"\b(?:our|in\san?)\s(?P<nth>second|third|fourth)\s(?:case|patient)\b|^\W*the\s(?P<nth2>third|fourth)\sto\sbe\s(?:seen|admitted)\b",
    re.IGNORECASE,
)
_ANOTHER_MAN = re.compile(  # the donor, or somebody who is only supposed
    r"\b(?:donors?|donated|hypothetical|vignette|questionnaire|kidneys?\sof|organs?\sof|liver\sof|heart\sof)\b[^.;]{0,40}$"
    r"|\b(?:transplant\w*|graft\w*)\b[^.;]{0,60}\bfrom\s(?:his|her)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
_CITED_BEHIND = re.compile(  # "a 70-year-old woman | described by Roe"
    r",?\s(?:who\swas\s)?(?:described|reported|published|observed|treated|seen)\s(?:by|in|from)\s(?:[A-Z]|(?:19|20)\d\d)"
)
_ITEM = re.compile(  # "(a) Housewife, 39, nine years after cholecystectomy"
    r"\((?:[a-h]|[1-9]|i{1,3})\)\s(?:[A-Za-z][a-z]+\s){0,2}?(?P<noun>[A-Za-z][a-z]{2,}),\s(?:aged\s)?(?P<age>\d{1,2})(?=[,;.:])"
)
_FAMILY = re.compile(r"\b(?:family|household|relatives)\b", re.IGNORECASE)
_NO_PERSON = frozenset(
    "mean median average range total score dose level value patient case cases patients age time day week month year"
    " years weight height duration interval period follow-up number group series table figure size diameter index"
    " temperature pulse rate pressure saturation fraction calcium creatinine hemoglobin haemoglobin sodium potassium"
    " glucose albumin bilirubin platelet tumor tumour mass lesion cyst ferritin lactate fever hematocrit bmi gcs"
    " stage grade examination one two three four five six others remaining".split()
)
_LEAST, _MOST = 2, 12


def find_called(lines: Sequence[Line], known: int) -> tuple[tuple[Person, str], ...]:
    """Give the patients who each have an age beside their noun, if more than are known and as many as are counted."""
    told: list[Person] = []
    counts: set[int] = set()
    items: list[re.Match[str]] = []
    for line in lines:
        if line.stance is Stance.CITED or line.heading:
            continue
        counts |= count_people(line.text)
        items.extend(item for item in _ITEM.finditer(line.text) if item["noun"].lower() not in _NO_PERSON)
        for person in find_aged(line.text):
            if not is_among(told, person):
                told.append(person)
    if len(items) > max(known, 1) and len(items) in counts:
        return tuple(_as_patients(_of_item(item) for item in items))
    kindred = all(person.noun in RELATIONS for person in told) and any(_FAMILY.search(line.text) for line in lines)
    counted = len(told) in counts or (kindred and not counts)
    if len(told) <= known or not _LEAST <= len(told) <= _MOST or not counted:
        return ()
    return tuple(_as_patients(told))


def count_people(text: str) -> set[int]:
    """Give the numbers of people that a sentence counts, "three workmen", "both", "our second case"."""
    counts = {_count_of(match) for match in _COUNTED.finditer(text)}
    counts |= {ORDINALS.index((nth["nth"] or nth["nth2"]).lower()) + 1 for nth in _NTH_CASE.finditer(text)}
    return counts | {read_count(m["some"]) + read_count(m["more"]) for m in AND_ONE_MORE.finditer(text)}


def find_aged(text: str) -> tuple[Person, ...]:
    """Give the persons who have an age in a sentence, described or called by a noun of their own, in order."""
    found: list[Person] = []
    for person in sorted((*_described(text), *_called(text)), key=lambda p: p.start):
        if not is_among(found, person):
            found.append(person)
    return tuple(found)


def is_among(people: Iterable[Person], person: Person) -> bool:
    """Tell whether one of these people has the age of a person, and may be he."""
    return any(person.age_years == known.age_years and person.may_be(known) for known in people)


def find_by_noun(sentence: str, people: Sequence[Person]) -> Iterator[tuple[int, int, int]]:
    """Give the places where patients stand beside their age, "the plumber (36)", with the number of the patient."""
    if not any(person.noun and person.age_years is not None for person in people):
        return
    found = [*_called(sentence), *(_of_item(item) for item in _ITEM.finditer(sentence))]
    for person in found:
        same = [n for n, known in enumerate(people) if (known.noun, known.age_years) == (person.noun, person.age_years)]
        if len(same) == 1:
            yield person.start, person.end, same[0]


def _as_patients(people: Iterable[Person]) -> Iterator[tuple[Person, str]]:
    for number, person in enumerate(people, start=1):
        yield replace(person, article=Article.NEW), f"Patient {number}"


def _of_item(item: re.Match[str]) -> Person:
    noun = item["noun"].lower()
    return Person(item.start("noun"), item.end(), float(item["age"]), sex_of_noun(noun), Article.NEW, noun)


def _count_of(match: re.Match[str]) -> int:
    word = match["count"] or match["few"] or match["family"] or match["of"] or match["events"]
    return read_count(word) if word is not None else _LEAST  # "both", "twice"


def _described(text: str) -> Iterator[Person]:
    for person in find_persons(text):
        another = person.noun == "donor" or _ANOTHER_MAN.search(text, 0, person.start) is not None
        cited = _CITED_BEHIND.match(text, person.end) is not None
        if person.age_years is not None and not another and not cited:
            yield person


def _called(text: str) -> Iterator[Person]:
    for match in _CALLED.finditer(text):
        noun = match["noun"]
        if noun in _NO_PERSON or noun == "donor" or _ANOTHER_MAN.search(text, 0, match.start()) is not None:
            continue
        group = next(n for n in "12345" if match[f"n{n}"] is not None)
        years = count_years(match[f"n{group}"], match[f"unit{group}"] or "years")
        sex = sex_of_noun(noun) or find_sex(match.group())
        yield Person(match.start(), match.end(), years, sex, Article.NEW, noun)
