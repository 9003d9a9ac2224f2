"""Reads ages and sexes in the cells of a table under a head that says so: "3" under "Age (months)", "F" under "Sex"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extractor.case import Mention, MentionKind, Role, Sentence, Source
from extractor.document import Cell, Document, SectionKind, Table
from extractor.lexicon import load_cues
from extractor.mentions.amounts import Amount, Unit

_OLDEST = 120  # a number above this is no age in years
_UNITS = r"years?|yrs?|y|months?|mo|m(?=[/)])|weeks?|wks?|days?|d"
_HEAD = re.compile(  # Age | Patient age, years | Age (mo) | Sex/age (days)
    r"(?:(?:sex|gender)\s?[/,]\s?)?(?P<name>[a-z ]+?)(?:\s?[/,]\s?(?:sex|gender))?"
    rf"(?:[\s,]*\(?(?:in )?\b(?P<unit>{_UNITS})\)?)?\W*",
    re.IGNORECASE,
)
_AGE = re.compile(  # 3 | 3 d | 12 months, M | F/2
    rf"(?:(?:[MF]|male|female)\W{{1,3}})?(?P<age>(?P<number>\d{{1,3}}(?:[.,]\d{{1,2}})?)\s?(?P<unit>(?:{_UNITS})(?:/?o)?)?\.?)"
    r"(?:\W{0,3}(?:[MF]|male|female)\)?)?",
    re.IGNORECASE,
)
_SEX = re.compile(r"(?P<male>M|males?|men|man|boy)|(?:F|females?|woman|women|girl)", re.IGNORECASE)
_LETTERS = {"y": Unit.YEAR, "m": Unit.MONTH, "w": Unit.WEEK, "d": Unit.DAY}
_READ_ANEW = (MentionKind.AGE, MentionKind.DURATION)


def with_patient_cells(document: Document, sentence: Sentence, found: list[Mention]) -> list[Mention]:
    """Put what cells tell under "age" and "sex" for the ages and times that were read there without their heads.

    A level that is pieced together from two cells ("C  5", patient and age) is none.
    """
    if sentence.section is not SectionKind.TABLE:
        return found
    cells = tuple(_cells_of(document, sentence))
    found = [m for m in found if m.kind is not MentionKind.LEVELS or sum(c.span.overlaps(m.span) for c in cells) < 2]
    if _is_head(document, sentence):  # "Ventilated" above "no" says of nobody that he was
        found = [m for m in found if m.kind is not MentionKind.TERM]
    told = tuple(_find(document, sentence))
    rest = [m for m in found if m.kind not in _READ_ANEW or not any(m.span.overlaps(t.span) for t in told)]
    known = {(m.kind, m.span) for m in rest}
    return [*rest, *(t for t in told if (t.kind, t.span) not in known)]


def part_by_cells(sentence: Sentence, mentions: Iterable[Mention]) -> Iterator[tuple[Sentence, list[Mention]]]:
    """Give the mentions of each cell with the words of that cell alone, so that no "no" of its neighbour denies them.

    What stands in the first cell of a row is a label: the cells behind it speak of it ("Fever  no").
    """
    parts: dict[Sentence, list[Mention]] = {}
    for mention in mentions:
        parts.setdefault(sentence.in_cell(mention.span), []).append(mention)
    yield from parts.items()


def _find(document: Document, sentence: Sentence) -> Iterator[Mention]:
    for table in document.tables:
        if not table.rows or not table.span.overlaps(sentence.span):
            continue
        heads = _heads(document, table)
        units, sexes = [_unit_under(head) for head in heads], [_is_under("sex", head) for head in heads]
        for row in table.rows[1:]:
            for cell, unit, sex in zip(row, units, sexes, strict=False):
                mention = _read_age(sentence, cell, unit) if unit is not None else None
                mention = _read_sex(sentence, cell) if sex else mention
                if mention is not None:
                    yield mention


def _is_head(document: Document, sentence: Sentence) -> bool:
    """Tell whether a row is the head of a table that has a row for each of several patients."""
    return sentence.shared and any(
        len(table.rows) > 1
        and table.rows[0]
        and sentence.span.contains(table.rows[0][0].span)
        and any(_unit_under(head) is not None or _is_under("sex", head) for head in _heads(document, table))
        for table in document.tables
    )


def _heads(document: Document, table: Table) -> list[str]:
    return [" ".join(document.quote(cell.span).split()) for cell in table.rows[0]]


def _cells_of(document: Document, sentence: Sentence) -> Iterator[Cell]:
    for table in document.tables:
        if table.span.overlaps(sentence.span):
            yield from (cell for row in table.rows for cell in row if cell.span.overlaps(sentence.span))


def _is_under(field: str, name: str) -> bool:
    return load_cues("table_headers")[field].fullmatch(name.strip(" :.,")) is not None


def _unit_under(head: str) -> Unit | None:
    """Give the unit of the ages under a head, years where it prints none; None if it is no age."""
    match = _HEAD.fullmatch(head)
    if match is None or not _is_under("age_years", match["name"]):
        return None
    return Unit.YEAR if match["unit"] is None else _LETTERS[match["unit"][0].lower()]


def _text(sentence: Sentence, cell: Cell) -> tuple[int, str]:
    """Give the place in the sentence and the words of a cell; no words if it stands elsewhere or is blanked out."""
    if not sentence.span.contains(cell.span):
        return 0, ""
    start, end = cell.span.start - sentence.span.start, cell.span.end - sentence.span.start
    text = sentence.text[start:end]
    return start + len(text) - len(text.lstrip()), text.strip()


def _read_age(sentence: Sentence, cell: Cell, unit: Unit) -> Mention | None:
    at, text = _text(sentence, cell)
    match = _AGE.fullmatch(text)
    if match is None:
        return None
    unit = unit if match["unit"] is None else _LETTERS[match["unit"][0].lower()]
    value = float(match["number"].replace(",", "."))
    if unit is Unit.YEAR and value > _OLDEST:
        return None
    amount = Amount(at + match.start("age"), at + match.end("age"), unit, value, value)
    return Mention(
        MentionKind.AGE,
        sentence.at(amount.start, amount.end),
        sentence=sentence.index,
        quantity=amount.as_quantity(amount.years),
        role=Role.UNKNOWN,
        source=Source.RULE,
    )


def _read_sex(sentence: Sentence, cell: Cell) -> Mention | None:
    at, text = _text(sentence, cell)
    match = _SEX.fullmatch(text)
    if match is None:
        return None
    return Mention(
        MentionKind.SEX,
        sentence.at(at, at + len(text)),
        "male" if match["male"] is not None else "female",
        "person",
        sentence=sentence.index,
        role=Role.UNKNOWN,
        source=Source.RULE,
    )
