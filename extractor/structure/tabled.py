"""Patients whom a table tells apart, one a row or one a column, where the prose tells of them together.

Document, Lines, the people of the prose → the people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.document import Cell, Document
from extractor.structure.age_words import count_years, find_unit
from extractor.structure.counts import SEVERAL, read_count
from extractor.structure.declared import find_declared
from extractor.structure.labels import find_labels
from extractor.structure.own_people import People
from extractor.structure.persons import Article, Person, find_sex
from extractor.structure.sentences import Line
from extractor.structure.stance import Stance
from extractor.structure.tables import AGE, CORNER, SEX, all_tables, bare_label, is_literature

_MOST = 20  # rows; more are a cohort
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_FEW_UNTOLD = 4  # one cell of so many may lack an age
_ONE_AGE = re.compile(
    r"(?P<sex1>[MF])?\W{0,3}(?P<age>\d{1,3}(?:[.,]\d{1,2})?)\s?(?P<unit>years?|yrs?|y(?:/?o)?|months?|mo|m(?=/)|weeks?|wks?|days?|d)?\.?"
    r"(?:\s?[,/(]?\s?(?P<sex>male|female|man|woman|boy|girl|M|F)\)?)?",
    re.IGNORECASE,
)
_SEX_AND_AGE = re.compile(r"\W*(?:sex|gender)\s?[/,]\s?age\b", re.IGNORECASE)
_COUNTS = re.compile(r"\bn\b\W*$|\bn ?=|\b(?:number|no\.?) of\b|\bmean\b|\bmedian\b|%", re.IGNORECASE)
_NUMBERS = {read_count(word): word for word in SEVERAL.split("|")[:-1]}
_PEOPLE = (
    r"(?:patients|cases|children|infants|neonates|men|women|boys|girls|adults|adolescents|siblings|brothers|sisters|persons"
    r"|people|individuals|subjects|members|workers|recipients|residents|students|newborns"
    r"|(?!numbers|parameters|factors|others|hours|papers|centers|orders|markers|tumors|fingers|ulcers)[a-z]{3,}(?:ers|ors|ists|men))"
)


def with_tabled(document: Document, lines: Sequence[Line], people: People) -> People:
    """Give the patients of the first table that has one a row, if the paper counts as many; else those of the prose."""
    for table in all_tables(document):
        for form in (table.rows, tuple(zip(*table.rows, strict=False))):
            rows = tuple(_read(document, form))
            if 2 <= len(rows) <= _MOST and not is_literature(document, table) and _are_meant(rows, lines, people):
                return People(tuple(p for p, _ in rows), tuple(label for _, label in rows), "", "case series")
    return people


def _are_meant(rows: Sequence[tuple[Person, str]], lines: Sequence[Line], people: People) -> bool:
    """Tell whether the rows are the paper's own patients, and more of them than the prose tells apart."""
    known = people.people
    if all(person.age_years is None and person.sex is None for person in known) and all(
        row.age_years is not None and row.sex is not None for row, _ in rows
    ):
        return True  # nobody else has an age in the paper
    if len(known) >= len(rows) or not all(any(row.may_be(person) for row, _ in rows) for person in known):
        return False
    own = [line for line in lines if line.stance is not Stance.CITED]
    declared = find_declared(own)
    if declared == len(rows):
        return True
    if declared == 1 or (len(known) == 1 and known[0].age_years is not None and declared is None):
        return False
    named = {label.number for line in own for label in find_labels(line.text) if not label.ordinal}
    if len(known) < 2 and len(named) >= 2 and max(named) <= len(rows):
        return True
    count = len(rows)
    counted = re.compile(
        rf"\b(?:{_NUMBERS.get(count, count)}|{count})\s+(?:of\s+(?:our\s+|the\s+|a\s+total\s+of\s+)?\d+\s+)?"
        rf"(?:[\w-]+\s+){{0,4}}?{_PEOPLE}\b",
        re.IGNORECASE,
    )
    return any(counted.search(line.text) for line in own)


def _read(document: Document, rows: Sequence[Sequence[Cell]]) -> Iterator[tuple[Person, str]]:
    """Give the patients of rows that each begin with a name for one, under heads of which one is the age or sex."""

    def text(cell: Cell) -> str:
        return " ".join(document.quote(cell.span).split())

    heads = [text(cell) for cell in rows[0]] if rows else []
    if len(heads) < 2 or any(_COUNTS.search(head) for head in heads[1:]):
        return
    ages = next((place for place, head in enumerate(heads) if AGE.match(head) or _SEX_AND_AGE.match(head)), None)
    sexes = next((place for place, head in enumerate(heads) if SEX.match(head)), ages)
    if sexes is None:
        return
    corner = CORNER.fullmatch(heads[0]) is not None or not heads[0]
    found: list[tuple[Person, str]] = []
    untold = 0
    for row in rows[1:]:
        name = text(row[0])
        label = _label(name, len(found) + 1, heads[0] if corner else None)
        if label is None:
            return
        told = _ONE_AGE.fullmatch(text(row[ages])) if ages is not None else None
        unit = find_unit(told["unit"] or "", heads[ages or 0]) if told is not None else ""
        age = count_years(told["age"], unit) if told is not None else None
        untold += ages is not None and told is None
        sex = find_sex(text(row[sexes]))
        found.append((Person(0, 0, age, sex, Article.NEW), label))
    if untold * _FEW_UNTOLD <= len(found) and any(p.age_years is not None or p.sex is not None for p, _ in found):
        yield from found


def _label(name: str, number: int, head: str | None) -> str | None:
    """Give the label of a row that is named by the number in its turn: "1", "A", "Case 1", "Patient A"."""
    labels = list(find_labels(name))
    if len(labels) == 1 and labels[0].number == number and len(name) - len(labels[0].text) <= 3:
        return labels[0].text[:1].upper() + labels[0].text[1:]
    bare = name.strip(" .#")
    if head is None or (bare_label(name) != number and (number > len(_ROMAN) or bare != _ROMAN[number - 1])):
        return None
    word = re.match(r"\W*(?P<word>case|patient|subject|sibling|twin)", head, re.IGNORECASE)
    return f"{word['word'].capitalize() if word is not None else 'Patient'} {name.strip(' .#')}"
