"""A parent and a child reported together: knows that both are patients, and the nouns that name each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.document import SectionKind
from extractor.structure.persons import Article, Person, Sex, find_persons
from extractor.structure.sentences import Line
from extractor.structure.stance import Stance

_GROWN_UP = 15.0  # years; tells parent from child where nouns do not
_PARENTS = {"mother": Sex.FEMALE, "father": Sex.MALE, "woman": Sex.FEMALE, "man": Sex.MALE}
_CHILDREN: dict[str, Sex | None] = {
    "infant": None, "newborn": None, "neonate": None, "baby": None, "child": None, "fetus": None, "offspring": None,
    "daughter": Sex.FEMALE, "son": Sex.MALE, "girl": Sex.FEMALE, "boy": Sex.MALE,
}  # fmt: skip
_PARENT, _CHILD = "|".join(_PARENTS), "|".join(_CHILDREN)
_HEADING = re.compile(rf"[\s\d.]*(?:the\s+)?(?P<noun>{_PARENT}|{_CHILD})\W*", re.IGNORECASE)
_TOGETHER = re.compile(
    rf"\b(?P<parent>{_PARENT})\b[^.;]{{0,120}}?\b(?:and|with)\s+(?:(?:her|his|the|their)\s+)?(?:[\w-]+\s+){{0,3}}?(?P<child>{_CHILD})\b",
    re.IGNORECASE,
)
_NAMES_PARENT = re.compile(rf"\b(?:the|an?)\s+(?:pregnant\s+|expectant\s+)?(?:{_PARENT})\b(?![’'])", re.IGNORECASE)
_NAMES_CHILD = re.compile(rf"\b(?:the|her|his)\s+(?:[\w-]+\s+){{0,2}}?(?P<child>{_CHILD})\b(?![’'])", re.IGNORECASE)
_SUBJECT = re.compile(
    rf"^\W*(?:the|her|his)\s+(?:[\w-]+\s+){{0,2}}?(?:{_CHILD})\s+(?:\w+\s+)?"
    r"(?:was|had|weighed|is|developed|showed|presented|received|recovered|died)\b",
    re.IGNORECASE,
)


def find_family(lines: Sequence[Line]) -> tuple[tuple[Person, str], ...]:
    """Give parent and child with their labels where the paper reports both; nothing otherwise.

    They are reported if each has a heading, or if title or authors name them together and the child is then told of.
    """
    headed = [match["noun"].lower() for line in lines if line.heading and (match := _HEADING.fullmatch(line.text))]
    parent = next((noun for noun in headed if noun in _PARENTS), None)
    child = next((noun for noun in headed if noun in _CHILDREN), None)
    if parent is None or child is None:
        named = next((match for line in lines if (match := _named_together(line)) is not None), None)
        if named is None or not any(_SUBJECT.match(line.text) for line in lines):
            return ()
        parent, child = named["parent"].lower(), named["child"].lower()
    parent = {"woman": "mother", "man": "father"}.get(parent, parent)
    people = [p for line in lines if line.stance is not Stance.CITED for p in find_persons(line.text)]
    grown = next((p.age_years for p in people if p.age_years is not None and p.age_years >= _GROWN_UP), None)
    small = next((p.age_years for p in people if p.age_years is not None and p.age_years < _GROWN_UP), 0.0)
    nobody = Person(0, 0, None, None, Article.NEW)
    return (
        (replace(nobody, age_years=grown, sex=_PARENTS[parent], noun=parent), f"the {parent}"),
        (replace(nobody, age_years=small, sex=_sex_of_child(lines), noun=child), f"the {child}"),
    )


def _sex_of_child(lines: Sequence[Line]) -> Sex | None:
    nouns = (match["child"].lower() for line in lines for match in _NAMES_CHILD.finditer(line.text))
    return next((sex for noun in nouns if (sex := _CHILDREN[noun]) is not None), None)


def _named_together(line: Line) -> re.Match[str] | None:
    if line.kind is not SectionKind.TITLE and line.stance is not Stance.OWN:
        return None
    return _TOGETHER.search(line.text)


def name_relative(words: str, people: Sequence[Person]) -> int | None:
    """Give the number of the patient whom words such as "Mother" or "the infant" name by themselves."""
    if len(people) != 2 or people[0].noun not in _PARENTS or people[1].noun not in _CHILDREN:
        return None
    match = _HEADING.fullmatch(words)
    return None if match is None else 0 if match["noun"].lower() in _PARENTS else 1


def find_relatives(sentence: str, people: Sequence[Person]) -> Iterator[tuple[int, int, int]]:
    """Give the places where "the mother" and "the infant" are named, with the number of the patient."""
    if len(people) != 2 or people[0].noun not in _PARENTS or people[1].noun not in _CHILDREN:
        return
    for number, pattern in enumerate((_NAMES_PARENT, _NAMES_CHILD)):
        for match in pattern.finditer(sentence):
            yield match.start(), match.end(), number
