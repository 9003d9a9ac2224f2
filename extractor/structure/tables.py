"""Gives the cells of tables to the patients: columns or rows with their names, or the values of the one patient."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.document import Block, Cell, Document, Span, Stream, Table
from extractor.structure.age_words import count_years, find_unit
from extractor.structure.assigning import Claim
from extractor.structure.cues import has_cue
from extractor.structure.family import name_relative
from extractor.structure.labels import find_labels
from extractor.structure.persons import Person, find_persons, find_sex

_HEAD_ROWS = 3  # rows among which the one that names the patients is looked for
_BARE_LABEL = re.compile(r"\W*(?:(?:no\.?\s*|P)?(?P<number>\d{1,2})|(?P<letter>[A-T]))\W*")
CORNER = re.compile(
    r"\W*(?:(?:case|patient|pt|subject|sibling|twin|child|baby|infant|neonate|newborn|guest|member|individual|person|recipient|proband|participant|worker|victim)s?\b\W*(?:no\b|nr\b|number|id\b|#)?|(?:no|nr|id)\b|#)\W*",
    re.IGNORECASE,
)
AGE = re.compile(r"\W*(?:patient[’'s]*\s+)?age\b(?!\s+at\s+(?:onset|menarche))(?P<rest>.{0,30})", re.IGNORECASE | re.S)
SEX = re.compile(r"\W*(?:sex|gender)\b", re.IGNORECASE)
_YEARS = re.compile(r"\d{1,3}(?:[.,]\d)?")
_AUTHOR_YEAR = re.compile(
    r"\b(?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b)[A-Z][\w’'-]+\b(?<!In)(?<!On)(?<!Since).{0,60}"
    r"\b(?:19|20)\d\d|\bet al\b",
    re.S,
)
_NUMBERED_CAPTION = re.compile(r"\W*tab(?:le|\.)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Named:
    """A table in which patients are named: in the cells of one row, else in the first cells of rows."""

    table: Table
    by_column: bool
    owners: tuple[int | None, ...]  # of each column or row
    head: int  # the row of the names, or the last above the first patient's


class Tables:
    """The tables of a paper, and the patients whom each names."""

    def __init__(self, document: Document, people: Sequence[Person]) -> None:
        self._document = document
        self._people = people
        self._tables = _with_captions(document, tuple(all_tables(document)))
        self._named = tuple(named for table in self._tables if (named := self._find_names(table)) is not None)

    def people(self) -> tuple[Person, ...]:
        """Give the patients with the ages and sexes that the tables tell of them."""
        people = list(self._people)
        for named in self._named:
            for label, cells in _by_label(named):
                words = self._text(label)
                for owner, cell in cells:
                    people[owner] = _taught(people[owner], words, self._text(cell))
        return tuple(people)

    def claims(self) -> Iterator[Claim]:
        """Say whose each cell is; what is nobody's is not given."""
        everybody = frozenset(range(len(self._people)))
        for named in self._named:
            yield from self._claim_named(named, everybody)
        if len(self._people) == 1:
            for table in self._tables:
                if self._is_own(table):
                    yield Claim(table.span, everybody)
                else:
                    yield from self._claim_present_case(table, everybody)

    def captions_of_others(self) -> tuple[Span, ...]:
        """Give the captions of tables that tell nothing of the patients: literature, criteria, other diseases."""
        known = {table.caption: table for table in self._tables if table.caption is not None}
        own = {named.table.caption for named in self._named}
        found: list[Span] = []
        for block in self._document.blocks:
            text = self._document.quote(block.span)
            if block.stream is Stream.CAPTION and _NUMBERED_CAPTION.match(text) and block.span not in own:
                table = known.get(block.span)
                if _speaks_of_others(text) if table is None else not self._is_own(table):
                    found.append(block.span)
        return tuple(found)

    def _text(self, cell: Cell) -> str:
        return " ".join(self._document.quote(cell.span).split())

    def _find_names(self, table: Table) -> _Named | None:
        if len(self._people) < 2 or is_literature(self._document, table):
            return None
        for number, row in enumerate(table.rows[:_HEAD_ROWS]):
            owners = self._owners(row, CORNER.fullmatch(self._text(row[0])) is not None)
            if owners is not None:
                return _Named(table, True, owners, number)
        first = [row[0] for row in table.rows]
        numbered = any(CORNER.fullmatch(self._text(cell)) for cell in first[:_HEAD_ROWS])
        owners = self._owners(first, numbered)
        if owners is None:
            return None
        return _Named(table, False, owners, next(n for n, owner in enumerate(owners) if owner is not None) - 1)

    def _owners(self, cells: Sequence[Cell], numbered: bool) -> tuple[int | None, ...] | None:
        """Give the patient whom each cell names; None unless two are named, and none who is not the paper's."""
        owners: list[int | None] = []
        for cell in cells:
            owner = self._owner(self._text(cell), numbered)
            if owner is not None and owner >= len(self._people):
                return None
            owners.append(owner)
        return tuple(owners) if len(set(owners) - {None}) >= 2 else None

    def _owner(self, text: str, numbered: bool) -> int | None:
        if not text or len(text) > 60:
            return None
        labels = list(find_labels(text))
        if labels:
            return labels[0].number - 1 if len(labels) == 1 and labels[0].start < 8 else None
        bare = bare_label(text) if numbered else None
        if bare is not None:
            return bare - 1
        relative = name_relative(text, self._people)
        if relative is not None:
            return relative
        for person in find_persons(text):
            fitting = [number for number, known in enumerate(self._people) if known.may_be(person)]
            return fitting[0] if len(fitting) == 1 else None
        return None

    def _claim_named(self, named: _Named, everybody: frozenset[int]) -> Iterator[Claim]:
        claimed: set[Span] = set()
        if named.table.caption is not None:
            yield Claim(named.table.caption, everybody)
        for number, row in enumerate(named.table.rows):
            if not any(len(cell.span) for cell in row[1:]):
                continue  # a note, or the title of a group of rows
            for place, cell in enumerate(row):
                owner = named.owners[place] if named.by_column else named.owners[number]
                shared = number <= named.head or (named.by_column and place == 0)
                if named.by_column and owner is None and not shared:
                    shared = has_cue("table.reference", self._text(named.table.rows[named.head][place]))
                owners = everybody if shared else frozenset() if owner is None else frozenset({owner})
                if len(cell.span) and owners and cell.span not in claimed:
                    claimed.add(cell.span)
                    if named.by_column and not shared:  # a cell may stand in two columns
                        merged = [named.owners[n] for n, other in enumerate(row) if other.span == cell.span]
                        owners = frozenset(number for number in merged if number is not None)
                    yield Claim(cell.span, owners)

    def _is_own(self, table: Table) -> bool:
        """Tell whether a table of a paper with one patient holds the values of that patient."""
        if len(self._people) != 1 or is_literature(self._document, table):
            return False
        caption = self._document.quote(table.caption) if table.caption is not None else ""
        heads = " ; ".join(self._text(cell) for cell in table.rows[0]) if table.rows else ""
        if _speaks_of_others(caption) or _speaks_of_others(heads):
            return False
        if has_cue("table.time", self._text(table.rows[0][0])):
            return True
        times = sum(has_cue("table.times", self._text(row[0])) for row in table.rows[1:])
        return has_cue("table.own", caption) or has_cue("table.own", heads) or 2 * times > len(table.rows)

    def _claim_present_case(self, table: Table, owner: frozenset[int]) -> Iterator[Claim]:
        """Give to the patient the row that a table of the literature has for the paper's own case."""
        for row in table.rows[1:]:
            if any(has_cue("table.present_case", self._text(cell)) for cell in row[:3]):
                for cell in (*table.rows[0], *row):
                    if len(cell.span):
                        yield Claim(cell.span, owner)
                return


def bare_label(text: str) -> int | None:
    """Give the number, counted from 1, that names a patient under a head that says so: "3", "No. 3", "C"."""
    match = _BARE_LABEL.fullmatch(text)
    if match is None:
        return None
    number = int(match["number"]) if match["number"] is not None else ord(match["letter"]) - ord("A") + 1
    return number or None


def is_literature(document: Document, table: Table) -> bool:
    """Tell whether the rows or columns of a table are studies or other authors' patients."""

    def text(cell: Cell) -> str:
        return " ".join(document.quote(cell.span).split())

    for cells in ([row[0] for row in table.rows], table.rows[0] if table.rows else ()):
        named = sum(_AUTHOR_YEAR.search(text(cell)) is not None for cell in cells)
        if named >= 2 and 3 * named >= len(cells):
            return True
    return any(has_cue("table.authors", text(cell)) for row in table.rows[:_HEAD_ROWS] for cell in row)


def _speaks_of_others(text: str) -> bool:
    return has_cue("table.others", text)


def _taught(person: Person, label: str, value: str) -> Person:
    """Add to a person the age or sex that a row tells."""
    age = AGE.match(label)
    if age is not None and person.age_years is None and (years := _YEARS.match(value)) is not None:
        person = replace(person, age_years=count_years(years.group(), find_unit(value, age["rest"])))
    if person.sex is None and (SEX.match(label) or (age is not None and "/" in label)):
        person = replace(person, sex=find_sex(value))
    return person


def _by_label(named: _Named) -> Iterator[tuple[Cell, list[tuple[int, Cell]]]]:
    """Give each label of a row (or column) with the cells of the patients that stand under it."""
    rows = named.table.rows
    if named.by_column:
        for row in rows[named.head + 1 :]:
            yield row[0], [(owner, cell) for owner, cell in zip(named.owners, row, strict=True) if owner is not None]
        return
    for place, label in enumerate(rows[0]):
        yield label, [(owner, row[place]) for owner, row in zip(named.owners, rows, strict=True) if owner is not None]


def all_tables(document: Document) -> Iterator[Table]:
    """Give the tables whose cells are known, and those whose lines have the same number of tabs."""
    yield from (table for table in document.tables if table.rows and table.rows[0])
    for block in document.blocks:
        if block.stream is Stream.TABLE and not any(table.span.overlaps(block.span) for table in document.tables):
            table = _cut_at_tabs(document.text, block)
            if table is not None:
                yield table


def _with_captions(document: Document, tables: Sequence[Table]) -> tuple[Table, ...]:
    """Give to tables without a caption the captions without a table, where there are as many of these as of those."""
    taken = {table.caption for table in tables}
    free = [
        block.span
        for block in document.blocks
        if block.stream is Stream.CAPTION
        and block.span not in taken
        and _NUMBERED_CAPTION.match(document.quote(block.span))
    ]
    bare = [table for table in tables if table.caption is None]
    if len(free) != len(bare):
        return tuple(tables)
    captions = {table.span: caption for table, caption in zip(bare, free, strict=True)}
    return tuple(replace(table, caption=captions.get(table.span, table.caption)) for table in tables)


def _cut_at_tabs(text: str, block: Block) -> Table | None:
    rows: list[tuple[Cell, ...]] = []
    at = block.span.start
    for line in text[block.span.start : block.span.end].split("\n"):
        cells: list[Cell] = []
        for words in line.split("\t"):
            cells.append(Cell(Span(at, at + len(words))))
            at += len(words) + 1
        rows.append(tuple(cells))
    width = max(len(row) for row in rows)
    full = tuple(row for row in rows if len(row) == width)
    return Table(block.span, full) if width >= 2 and len(full) >= 2 else None
