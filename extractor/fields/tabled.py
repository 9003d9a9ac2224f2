"""What the labels of a table say of its cells: the first cell of a row, or the head of a column, names a field."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.case import Mention, MentionKind, Quantity, Reading, Role, Sentence, Source
from extractor.document import Cell, Document, SectionKind, Span, Table
from extractor.lexicon import load_cues

_BRACKET = re.compile(r"\([^)]{0,60}\)|\[[^\]]{0,60}\]")
_UNIT = re.compile(r"\b(?P<unit>days?|weeks?|wks?|months?|mo|years?|yrs?)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,2})?")
_WEEKS_IN = {"d": 1 / 7, "w": 1.0, "m": 4.0, "y": 48.0}  # as the published table counts
_UNITS = {"d": "days", "w": "weeks", "m": "months", "y": "years"}


def is_under(field: str, mention: Mention, reading: Reading) -> bool:
    """Tell whether a mention stands in a cell of which the row or the column is called by a field."""
    if reading.sentence_of(mention).section is not SectionKind.TABLE:
        return False
    return any(_names(field, label) for label in _labels(reading.document, mention.span))


def durations_under(field: str, reading: Reading) -> Iterator[Mention]:
    """Give the bare numbers below a label that names the unit: "Follow-up (months)  16"."""
    for sentence in reading.sentences:
        if sentence.section is SectionKind.TABLE:
            for cell, label in _labelled(reading.document, sentence):
                mention = _duration(cell, label, sentence) if _names(field, label) else None
                if mention is not None:
                    yield mention


def _names(field: str, label: str) -> bool:
    bare = " ".join(_BRACKET.sub(" ", label).strip(" :;,.").split())
    return load_cues("table_headers")[field].fullmatch(bare) is not None


def _duration(cell: Cell, label: str, sentence: Sentence) -> Mention | None:
    start = cell.span.start - sentence.span.start
    number = _NUMBER.fullmatch(sentence.text[max(start, 0) : cell.span.end - sentence.span.start].strip())
    unit = _UNIT.search(label)
    if number is None or unit is None:
        return None
    letter, value = unit["unit"][0].lower(), float(number.group())
    quantity = Quantity(value, unit=_UNITS[letter], canonical=value * _WEEKS_IN[letter])
    return Mention(
        MentionKind.DURATION,
        cell.span,
        "table",
        sentence=sentence.index,
        quantity=quantity,
        role=Role.UNKNOWN,
        source=Source.RULE,
    )


def _labelled(document: Document, sentence: Sentence) -> Iterator[tuple[Cell, str]]:
    """Give each cell of a row with the label of its row and with that of its column."""
    for table in _tables_at(document, sentence.span):
        for row in table.rows:
            for place, cell in enumerate(row):
                if place and len(cell.span) and sentence.span.contains(cell.span):
                    yield cell, document.quote(row[0].span)
                    yield cell, document.quote(table.rows[0][place].span)


def _labels(document: Document, span: Span) -> Iterator[str]:
    for table in _tables_at(document, span):
        for row in table.rows:
            for place, cell in enumerate(row):
                if place and cell.span.overlaps(span):
                    yield document.quote(row[0].span)
                    yield document.quote(table.rows[0][place].span)


def _tables_at(document: Document, span: Span) -> Iterator[Table]:
    return (table for table in document.tables if table.span.overlaps(span))
