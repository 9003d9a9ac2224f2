"""A parent and a child reported together: knows that both are patients, and the nouns that name each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.document import SectionKind
from extractor.guarded import compile_guarded
from extractor.structure.persons import Article, Person, Sex, find_persons
from extractor.structure.sentences import Line
from extractor.structure.stance import Stance

_GROWN_UP = 15.0  # years; tells parent from child where nouns do not
_PARENTS = {
    "mother": Sex.FEMALE, "father": Sex.MALE, "woman": Sex.FEMALE, "man": Sex.MALE, "parturient": Sex.FEMALE,
}  # fmt: skip
_CHILDREN: dict[str, Sex | None] = {
    "infant": None, "newborn": None, "neonate": None, "baby": None, "child": None, "fetus": None, "offspring": None,
    "daughter": Sex.FEMALE, "son": Sex.MALE, "girl": Sex.FEMALE, "boy": Sex.MALE,
}  # fmt: skip
NEWBORN = frozenset(("infant", "newborn", "neonate", "baby"))
_PARENT, _CHILD = "|".join(_PARENTS), "|".join(_CHILDREN)
_HEADING = re.compile(rf"[\s\d.]*(?:the\s+)?(?P<noun>{_PARENT}|{_CHILD})\W*", re.IGNORECASE)
_TOGETHER = re.compile(
    rf"\b(?P<parent>{_PARENT})\b[^.;]{{0,120}}?\b(?:and|with)\s+(?:(?:her|his|the|their)\s+)?(?:[\w-]+\s+){{0,3}}?(?P<child>{_CHILD})\b",
    re.IGNORECASE,
)
_PRESENTED = compile_guarded(r"\b(?:are|were)\s(?:presented|described|reported)\b", re.IGNORECASE)
_NAMES_PARENT = re.compile(rf"\b(?:the|an?)\s+(?:pregnant\s+|expectant\s+)?(?:{_PARENT})\b(?![’'])", re.IGNORECASE)
_NAMES_CHILD = re.compile(rf"\b(?:the|her|his)\s+(?:[\w-]+\s+){{0,2}}?(?P<child>{_CHILD})\b(?![’'])", re.IGNORECASE)
_WITH_CHILD = "parturient"
_NAMES_PATIENT = re.compile(
    r"\b(?:the|our|this)\s+(?:patient|parturient|primigravida|multigravida)\b(?![’'])", re.IGNORECASE
)
_SHE = re.compile(r"^(?:[\w ,.'’%-]{0,60}?[,\s])?(?P<she>she|her)\b", re.IGNORECASE)
_SUBJECT = re.compile(
    rf"^\W*(?:the|her|his)\s+(?:[\w-]+\s+){{0,2}}?(?:{_CHILD})\s+(?:\w+\s+)?"
    r"(?:was|had|weighed|is|developed|showed|presented|received|recovered|died)\b",
    re.IGNORECASE,
)

_OPENING = 120  # characters in which a paper about a newborn brings it in
_DELIVERED = compile_guarded(
    r"\b(?:pregnan\w+|gravida|parturient|gestation|labou?r|(?:ca?esarean)|delivered|gave\s+birth)\b", re.IGNORECASE
)
_BORN = compile_guarded(
    r"\b(?:an?|the|her|his|this)\s+(?:[\w’'/-]+\s+){0,3}?(?:(?P<sex>fe?male|boy|girl)\s+)?"
    r"(?P<child>newborn|neonate|infant|baby)\b(?:\s+(?P<kind>boy|girl)\b)?(?![’'])",
    re.IGNORECASE,
)
_UNBORN = re.compile(  # before it is born: "the fetus developed", "Fetal ultrasound showed"
    r"\bthe\s+fo?etus(?=\s+(?:was|had|has|developed|showed|became|grew)\b)"
    r"|^\W*(?:the\s+|a\s+)?fo?etal\s+(?:echocardiogra\w+|ultraso\w+|MRI|magnetic)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(r"[^.;]{0,140}")
_ILL = re.compile(
    r"""
    ^(?:\s*(?:\([^)]{1,40}\)|,\s*(?:fe)?male,|who|was|had|has|were)\s*){0,3}\s*(?:[a-z]+ly\s+|later\s+|then\s+|also\s+){0,2}
    (?:died\b
      |(?:apn(?:o)?eic|asphyxiated|hypotonic|lethargic|cyanotic|flaccid|icteric|jaundiced|septic|tachypn(?:o)?eic|febrile)\b
      |(?:was\s+)?(?:admitted|transferred|hospitali[sz]ed|cared\s+for)\b[^,;]{0,40}\b(?:intensive\s+care|resuscitation|special\s+care)
      |(?:required|needed|underwent|received)\s+(?:\w+\s+){0,2}(?:resuscitation|ventilation|intubation|surgery|operation|transfusion)
      |(?:treated|diagnosed)\s+(?:\w+\s+){0,3}(?:for|with|as|by)\b
      |(?:found\s+to\s+have|developed|presented(?:\s+with)?|showed|evidence\s+of|multiple|congenital|severe|neonatal|respiratory)\b
       [^,;]{0,60}?(?:distress|anomal\w+|malformation\w*|sepsis|failure|seizures?|syndrome|disease|atresia|thrombocytopeni\w+
        |an?emia|jaundice|infection|h[ae]?emorrhage|hypo\w+emia|block|bradycardia|tachycardia)\b
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LATER_ILL = re.compile(  # "The infant could not suck and was ventilated"
    r"\b(?:died|(?:was|required|needed)\s+(?:\w+\s+)?(?:ventilat\w+|intubat\w+|resuscitat\w+))\b", re.IGNORECASE
)
_FLOURISHED = re.compile(r"\b(?:healthy|well|uneventful|never|no\s+(?:need|evidence|signs?))\b", re.IGNORECASE)
_WELL = re.compile(r"\b(?:healthy|well|no|not|without|normal|uneventful|negative|never)\b", re.IGNORECASE)
_SEXES_OF_BABY = {"male": Sex.MALE, "boy": Sex.MALE, "female": Sex.FEMALE, "girl": Sex.FEMALE}


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
    children = [p for p in people if not p.noun or p.noun in _CHILDREN or p.noun == "patient"]
    small = next((p.age_years for p in children if p.age_years is not None and p.age_years < _GROWN_UP), 0.0)
    nobody = Person(0, 0, None, None, Article.NEW)
    return (
        (replace(nobody, age_years=grown, sex=_PARENTS[parent], noun=parent), f"the {parent}"),
        (replace(nobody, age_years=small, sex=_sex_of_child(lines), noun=child), f"the {child}"),
    )


def find_newborn(lines: Sequence[Line], woman: Person) -> tuple[tuple[Person, str], ...]:
    """Give a patient with child and her newborn where it was ill too; nothing where it was well or is not told of."""
    if woman.sex is not Sex.FEMALE or (woman.age_years is not None and woman.age_years < _GROWN_UP):
        return ()
    opening = next((line.text for line in lines if not line.heading), "")
    if _BORN.search(opening[:_OPENING]) is not None or not any(_DELIVERED.search(line.text) for line in lines):
        return ()
    for line in lines:
        if line.stance in (Stance.CITED, Stance.COHORT, Stance.GENERAL):
            continue
        for born in _BORN.finditer(line.text):
            told = _TOLD.match(line.text, born.end())
            ill = told is not None and _WELL.search(born.group() + told.group()) is None and _ILL.search(told.group())
            if ill or (told is not None and _LATER_ILL.search(told.group()) and not _FLOURISHED.search(told.group())):
                sex = _SEXES_OF_BABY.get((born["sex"] or born["kind"] or "").lower())
                child = Person(0, 0, 0.0, sex, Article.NEW, born["child"].lower().split()[0])
                return ((replace(woman, noun=_WITH_CHILD), "the mother"), (child, f"the {child.noun}"))
    return ()


def _sex_of_child(lines: Sequence[Line]) -> Sex | None:
    nouns = (match["child"].lower() for line in lines for match in _NAMES_CHILD.finditer(line.text))
    return next((sex for noun in nouns if (sex := _CHILDREN[noun]) is not None), None)


def _named_together(line: Line) -> re.Match[str] | None:
    if line.kind is not SectionKind.TITLE and line.stance is not Stance.OWN and not _PRESENTED.search(line.text):
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
    found = [(m.start(), m.end(), 0) for m in _NAMES_PARENT.finditer(sentence)]
    if people[0].noun == _WITH_CHILD:  # the one who is the patient until the newborn is told of
        found.extend((m.start(), m.end(), 0) for m in _NAMES_PATIENT.finditer(sentence))
        born = [(m.start(), m.end(), 1) for m in _BORN.finditer(sentence)]
        found.extend(place for place in born if not any(a < place[1] and place[0] < b for a, b, _ in found))
        found.extend((m.start(), m.end(), 1) for m in _UNBORN.finditer(sentence))
        found.extend(_is_she(sentence, people[1]))
    else:
        found.extend((m.start(), m.end(), 1) for m in _NAMES_CHILD.finditer(sentence))
    yield from found


def _is_she(sentence: str, child: Person) -> Iterator[tuple[int, int, int]]:
    """Give the mother where a sentence opens with "she", unless her child is a girl."""
    she = _SHE.match(sentence)
    if she is not None and child.sex is not Sex.FEMALE:
        yield she.start("she"), she.end("she"), 0
