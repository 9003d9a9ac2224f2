"""Gives each sentence, or the clauses of one, to the patient of whom it speaks. Lines, People → stretches with owners."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.document import SectionKind, Span
from extractor.structure.cues import has_cue
from extractor.structure.labels import find_labels
from extractor.structure.own_people import People
from extractor.structure.persons import Article, Person, find_bare_persons, find_persons, pronoun_sex
from extractor.structure.respectively import split_items
from extractor.structure.sentences import Line
from extractor.structure.stance import Stance

_DEFAULT_OWN = (SectionKind.CASE, SectionKind.CAPTION, SectionKind.TITLE)
_MAYBE_OWN = (SectionKind.ABSTRACT, SectionKind.OTHER, SectionKind.METHODS)
_AWAY = (Stance.CITED, Stance.COHORT, Stance.GENERAL)
_JOINT = re.compile(r";\s+|,?\s+(?:while|whereas|but|although|however)\s+|,\s+and\s+|\s+and\s+|,\s+", re.IGNORECASE)
_BOTH = re.compile(r"\b(?:former|latter)\b", re.IGNORECASE)
_OTHER_ONE = re.compile(
    r"\b(?:the|an)?other\s+(?:one|patient|case|man|woman|child|twin|sibling|boy|girl|infant)\b|\band\s+the\s+other\b",
    re.IGNORECASE,
)
_ONE_OF = re.compile(
    r"\b(?:in\s+)?one\s+(?:patient|case|of\s+them|of\s+the\s+(?:two\s+)?(?:patients|cases))\b", re.IGNORECASE
)
_ELDER = re.compile(r"\bthe\s+(?P<which>younger|older|elder)\b(?:\s+\w+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Claim:
    """A stretch and the numbers of the patients of whom it speaks, counted from 0."""

    span: Span
    owners: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Anchor:
    start: int
    end: int
    owner: int


def assign_lines(lines: Sequence[Line], people: People) -> Iterator[Claim]:
    """Walk through the text and say whose each stretch is; what is nobody's is not given."""
    if len(people.people) == 1:
        yield from _assign_one(lines, people.people[0])
    else:
        yield from _assign_many(lines, people)


def _assign_one(lines: Sequence[Line], patient: Person) -> Iterator[Claim]:
    begun: set[int] = set()
    opens = {line.section for line in lines if _speaks_of(line, patient)}
    following = cited = False
    paragraph = -1
    owner = frozenset({0})
    last = max((number for number, line in enumerate(lines) if _speaks_of(line, patient)), default=-1)
    for number, line in enumerate(lines):
        if line.paragraph != paragraph:
            paragraph, following, cited = line.paragraph, False, False
        if line.heading:
            continue
        speaks = _speaks_of(line, patient)
        if speaks:
            begun.add(line.section)
        person = line.stance is Stance.PERSON
        if speaks or (person and following):
            own = not (person and cited)
        elif line.stance in _AWAY or (person and cited):
            own = False
        elif line.kind in _DEFAULT_OWN:
            own = True
        elif line.kind in _MAYBE_OWN:
            own = line.section in begun or line.section not in opens
            own = own and (line.stance is not Stance.PRESENT or number < last)
        else:
            own = person and not cited and line.kind is not SectionKind.INTRODUCTION
        following = own and (speaks or person)
        cited = _cites_a_person(line) or (cited and person)
        if own and line.kind is not SectionKind.TABLE:
            yield Claim(line.span, owner)


def _cites_a_person(line: Line) -> bool:
    """Tell whether a sentence brings in somebody else's patient, of whom the next may go on to speak."""
    return line.stance is Stance.CITED and (bool(find_persons(line.text)) or has_cue("sentence.one", line.text))


def _speaks_of(line: Line, patient: Person) -> bool:
    """Tell whether a sentence itself says that it speaks of the paper's patient."""
    if line.stance is Stance.OWN:
        return True
    if line.stance is Stance.CITED:
        return False
    if line.kind in (*_DEFAULT_OWN, *_MAYBE_OWN) and line.stance is Stance.PERSON:
        return True
    return any(
        p.article is not Article.RELATIVE and p.may_be(patient)
        for p in (*find_persons(line.text), *(find_bare_persons(line.text) if line.kind in _MAYBE_OWN else ()))
    )


def _assign_many(lines: Sequence[Line], people: People) -> Iterator[Claim]:
    everybody = frozenset(range(len(people.people)))
    current: frozenset[int] = everybody
    section = -1
    for line in lines:
        if line.section != section:
            section = line.section
            current = everybody if line.kind is not SectionKind.CASE or not line.heading else current
        anchors = _anchors(line.text, people)
        owners = {anchor.owner for anchor in anchors}
        if line.heading:
            if len(owners) == 1:
                current = frozenset(owners)
            continue
        if line.kind is SectionKind.TABLE or (line.stance is Stance.CITED and not owners):
            continue
        together = has_cue("sentence.together", line.text)
        items = split_items(line.text, len(people.people)) if len(owners) != 1 else ()
        if items:
            yield from _share_out(line, items, everybody)
            current = everybody
        elif len(owners) > 1:
            yield from _cut_clauses(line, anchors, everybody)
            current = frozenset({anchors[-1].owner}) if not together else everybody
        elif len(owners) == 1:
            current = frozenset(owners)
            yield Claim(line.span, current)
        elif together:
            current = everybody
            yield Claim(line.span, everybody)
        elif _goes_on(line, current, everybody):
            yield Claim(line.span, current)


def _goes_on(line: Line, current: frozenset[int], everybody: frozenset[int]) -> bool:
    if line.stance in _AWAY or (line.stance is Stance.PRESENT and line.kind in _MAYBE_OWN and current == everybody):
        return False
    if line.kind in (SectionKind.DISCUSSION, SectionKind.INTRODUCTION, SectionKind.CONCLUSION):
        return line.stance in (Stance.OWN, Stance.PERSON)
    return True


def _anchors(sentence: str, people: People) -> list[_Anchor]:
    """Find the places of a sentence that name one of the patients."""
    found = [
        _Anchor(label.start, label.end, label.number - 1)
        for label in find_labels(sentence)
        if label.number <= len(people.people)
    ]
    for person in (*find_persons(sentence), *find_bare_persons(sentence)):
        if person.article is Article.RELATIVE or (person.age_years is None and person.sex is None):
            continue
        if any(anchor.start < person.end and person.start < anchor.end for anchor in found):
            continue
        fitting = [number for number, known in enumerate(people.people) if known.may_be(person)]
        if len(fitting) == 1:
            found.append(_Anchor(person.start, person.end, fitting[0]))
    found.extend(_comparing(sentence, people))
    if not found and (sex := pronoun_sex(sentence)) is not None:
        fitting = [number for number, known in enumerate(people.people) if known.sex in (sex, None)]
        if len(fitting) == 1:
            found.append(_Anchor(0, 0, fitting[0]))
    return sorted(found, key=lambda anchor: anchor.start)


def _comparing(sentence: str, people: People) -> Iterator[_Anchor]:
    """Find what tells two patients apart: former and latter, one and other, older and younger."""
    if len(people.people) != 2:
        return
    for match in _BOTH.finditer(sentence):
        yield _Anchor(match.start(), match.end(), 0 if match.group().lower() == "former" else 1)
    one = _ONE_OF.search(sentence)
    other = _OTHER_ONE.search(sentence)
    if other is not None:
        yield _Anchor(other.start(), other.end(), 1)
        if one is not None and one.start() < other.start():
            yield _Anchor(one.start(), one.end(), 0)
    ages = [person.age_years for person in people.people]
    elder = _ELDER.search(sentence)
    if elder is not None and ages[0] is not None and ages[1] is not None and ages[0] != ages[1]:
        oldest = 0 if ages[0] > ages[1] else 1
        yield _Anchor(elder.start(), elder.end(), 1 - oldest if elder["which"].lower() == "younger" else oldest)


def _share_out(line: Line, items: tuple[tuple[int, int, int], ...], everybody: frozenset[int]) -> Iterator[Claim]:
    """Give each item of a list to its patient, and the rest of the sentence to all."""
    at = 0
    for start, end, owner in items:
        if start > at:
            yield Claim(_place(line, at, start), everybody)
        yield Claim(_place(line, start, end), frozenset({owner}))
        at = end
    if at < len(line.text):
        yield Claim(_place(line, at, len(line.text)), everybody)


def _cut_clauses(line: Line, anchors: Sequence[_Anchor], everybody: frozenset[int]) -> Iterator[Claim]:
    """Cut a sentence that names several patients between them, at the joint that fits best."""
    text = line.text
    cuts = [0]
    owners: list[frozenset[int]] = []
    for this, following in zip(anchors, anchors[1:], strict=False):
        if this.owner == following.owner:
            continue
        cuts.append(_cut_between(text, this, following))
        owners.append(frozenset({this.owner}))
    owners.append(frozenset({anchors[-1].owner}))
    cuts.append(len(text))
    bare = all(
        re.fullmatch(r"[\s,]*(?:and\s+)?(?:an?\s+|the\s+|her\s+|his\s+)?(?:[\w-]+\s+){0,2}", text[a.end : b.start])
        for a, b in zip(anchors, anchors[1:], strict=False)
    )
    if bare and len(anchors) > 1:  # "a man of 76 and a woman of 60 presented with …": the rest is told of both
        yield from _share_out(line, tuple((a.start, a.end, a.owner) for a in anchors), everybody)
        return
    for start, end, owner in zip(cuts, cuts[1:], owners, strict=False):
        if end > start:
            yield Claim(_place(line, start, end), owner)


def _cut_between(text: str, this: _Anchor, following: _Anchor) -> int:
    joints = [match for match in _JOINT.finditer(text, this.end, following.start)]
    backward = re.search(r"\b(?:in|of|for|by|on)\s+(?:the\s+)?$", text[max(0, this.start - 8) : this.start]) is not None
    if not joints:
        return this.end if backward else following.start
    strong = [
        m
        for m in joints
        if m.group().strip(" ,;").lower() in ("while", "whereas", "but", "although") or ";" in m.group()
    ]
    if strong:
        return strong[-1].end()
    if backward and joints[0].start() - this.end <= 2:
        return joints[0].end()
    ands = [m for m in joints if "and" in m.group().lower()]
    return (ands[-1] if ands else joints[-1]).end()


def _place(line: Line, start: int, end: int) -> Span:
    return Span(line.span.start + start, line.span.start + end)
