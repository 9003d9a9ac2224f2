"""Gives the text of a paper with one patient to that patient, sentence by sentence; what is nobody's is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.document import SectionKind, Span
from extractor.structure.cues import has_cue, load_cue
from extractor.structure.labels import find_labels
from extractor.structure.persons import Article, Person, Sex, find_bare_persons, find_persons, pronoun_sex
from extractor.structure.sentences import Line, has_citation
from extractor.structure.stance import Stance, is_likened

_DEFAULT_OWN = (SectionKind.CASE, SectionKind.CAPTION, SectionKind.TITLE)
_MAYBE_OWN = (SectionKind.ABSTRACT, SectionKind.OTHER, SectionKind.METHODS)
# Parts of an abstract that are not on the case if another part is.
_BESIDE_CASE = (SectionKind.METHODS, SectionKind.INTRODUCTION, SectionKind.OTHER)
# Parts that are, once the patient was brought in: "Patient concerns", "Diagnosis", "Interventions", "Results".
_OF_CASE = (SectionKind.CASE, SectionKind.ABSTRACT, SectionKind.OTHER)
_AWAY = (Stance.CITED, Stance.COHORT, Stance.GENERAL)
# Where a paper speaks of others as much as of its own patient.
ARGUED = (SectionKind.DISCUSSION, SectionKind.INTRODUCTION, SectionKind.CONCLUSION)
_GROWN_UP = 18.0  # years
_OF_NEWBORN = re.compile(
    r"\W*(?:the|her|an?|this)\s+(?:[\w-]+\s+){0,3}?(?:newborn|neonate|infant|baby)\b(?![’'])",
    re.IGNORECASE,
)
_OF_MOTHER = re.compile(  # what is told of the birth, or of both
    r"\b(?:deliver\w*|born|birth|extract\w*|section|mother|patient|she|pregnancy|gestation\w*|labou?r|terminat\w*)\b",
    re.IGNORECASE,
)
_AT_ONCE = 4  # characters before the number of a case with which a sentence opens
_NUMBER_REACH = 24
_PATIENTS = re.compile(r"\b(?:patients|cases|reports)\b", re.IGNORECASE)
_OF_OTHERS = (Stance.COHORT, Stance.NEUTRAL, Stance.PERSON)


@dataclass(frozen=True, slots=True)
class Claim:
    """A stretch and the numbers of the patients of whom it speaks, counted from 0."""

    span: Span
    owners: frozenset[int]


def assign_to_one(lines: Sequence[Line], patient: Person) -> Iterator[Claim]:
    """Say which sentences speak of the patient; what is nobody's is not given."""
    begun: set[int] = set()
    opens = {line.section for line in lines if _speaks_of(line, patient)}
    in_case_part = any(line.kind is SectionKind.ABSTRACT and line.part is SectionKind.CASE for line in lines)
    following = cited = abstract_begun = child = described = of_many = False
    paragraph = -1
    owner = frozenset({0})
    last = max((number for number, line in enumerate(lines) if _speaks_of(line, patient)), default=-1)
    for number, line in enumerate(lines):
        if line.paragraph != paragraph:
            paragraph, following, cited, child = line.paragraph, False, False, False
        if line.heading:
            continue
        child = tells_of_child(line, patient, child)
        if child:
            continue
        of_many = described and (turns_to_many(line) or (of_many and line.stance not in (Stance.OWN, Stance.PERSON)))
        numbered = cited and _opens_with_number(line.text)
        speaks = not numbered and _speaks_of(line, patient)
        if speaks:
            begun.add(line.section)
            abstract_begun = abstract_begun or line.kind is SectionKind.ABSTRACT
        person = line.stance is Stance.PERSON
        another = person and (cited or leads_away(line) or not (following or speaks or _tells_of_somebody(line)))
        if speaks or (person and following):
            own = not another
        elif line.stance in _AWAY or another or numbered or of_many or (begun and _describes_another(line, patient)):
            own = False
        elif line.kind in _DEFAULT_OWN:
            own = True
        elif line.kind in _MAYBE_OWN:
            own = line.section in begun or line.section not in opens
            own = own or (line.kind is SectionKind.ABSTRACT and abstract_begun and line.part in _OF_CASE)
            shown = line.section in begun and has_cue("sentence.shown", line.text)
            own = own and (line.stance is not Stance.PRESENT or number < last or shown)
            own = own and not (in_case_part and line.part in _BESIDE_CASE)
        elif line.kind is SectionKind.CONCLUSION and line.stance is Stance.NEUTRAL:
            own = has_cue("sentence.came_of_it", line.text) and not has_citation(line.text) and not cited
        else:
            own = person and line.kind is not SectionKind.INTRODUCTION
        following = own and (speaks or person)
        described = described or (following and bool(find_persons(line.text)))
        stays = person or (line.kind in ARGUED and not speaks)
        cited = numbered or cites_a_person(line) or leads_away(line) or (cited and stays)
        if own and line.kind is not SectionKind.TABLE:
            yield Claim(_until_another(line, patient), owner)


def _opens_with_number(text: str) -> bool:
    """Tell whether a sentence opens with the number of a patient: behind a cited "Case 1" the next is cited too."""
    return any(label.start < _AT_ONCE and not label.ordinal for label in find_labels(text[:_NUMBER_REACH]))


def turns_to_many(line: Line) -> bool:
    """Tell whether a sentence turns to the patients of the literature: what follows without a person is theirs."""
    if line.stance is not Stance.COHORT or line.kind not in _MAYBE_OWN or _PATIENTS.search(line.text) is None:
        return False
    return has_cue("sentence.literature", line.text)


def cites_a_person(line: Line) -> bool:
    """Tell whether a sentence brings in somebody else's patient, of whom the next may go on to speak."""
    return line.stance is Stance.CITED and (bool(find_persons(line.text)) or has_cue("sentence.one", line.text))


def tells_of_child(line: Line, patient: Person, before: bool) -> bool:
    """Tell whether a sentence has the newborn of a grown patient for its subject, or goes on with it: "He died"."""
    if patient.age_years is None or patient.age_years < _GROWN_UP or patient.sex is not Sex.FEMALE:
        return False
    if _OF_NEWBORN.match(line.text):
        return _OF_MOTHER.search(line.text) is None
    return before and pronoun_sex(line.text) is Sex.MALE


def leads_away(line: Line) -> bool:
    """Tell whether a sentence of the discussion turns to what others reported: the next "the patient" is theirs."""
    if line.kind not in ARGUED:
        return False
    if line.stance is Stance.OWN:
        return is_likened(line.text)
    return line.stance is Stance.CITED or (line.stance in _OF_OTHERS and has_citation(line.text))


def _tells_of_somebody(line: Line) -> bool:
    """Tell whether "the patient" of a discussion is a certain one, not whoever has the disease: "if the patient is"."""
    return line.kind not in ARGUED or has_cue("sentence.past", line.text)


def _describes_another(line: Line, patient: Person) -> bool:
    """Tell whether a sentence brings in a person of an age who cannot be the patient: "A woman of 46 recovered"."""
    new = [p for p in find_persons(line.text) if p.article is Article.NEW and p.age_years is not None]
    return bool(new) and not any(p.may_be(patient) for p in new)


def _until_another(line: Line, patient: Person) -> Span:
    """Give a sentence up to the person with whom it compares the patient: "… this patient, as they did a man of 70"."""
    if line.stance is not Stance.OWN or not _describes_another(line, patient):
        return line.span
    own = load_cue("sentence.own").search(line.text)
    starts = [p.start for p in find_persons(line.text) if p.article is Article.NEW and p.age_years is not None]
    if own is None or min(starts) < own.end():
        return line.span
    return Span(line.span.start, line.span.start + min(starts))


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
        for p in (*find_persons(line.text), *(_bare_persons(line)))
    )


def _bare_persons(line: Line) -> Iterator[Person]:
    """Give the single persons named without an age, where a section may be on the patient."""
    if line.kind in _MAYBE_OWN and line.stance is not Stance.COHORT:
        yield from (p for p in find_bare_persons(line.text) if not p.noun.endswith(("s", "men")))


def told_of_cited(lines: Sequence[Line]) -> frozenset[Span]:
    """Give the sentences that go on with somebody else's patient: "Moe describes a climber of 45. She recovered." """
    found: set[Span] = set()
    paragraph = -1
    for line in lines:
        if cites_a_person(line) and has_cue("sentence.cited", line.text):
            paragraph = line.paragraph
        elif line.paragraph == paragraph and line.stance is Stance.PERSON:
            found.add(line.span)
        elif line.stance is Stance.OWN:
            paragraph = -1
    return frozenset(found)
