"""Rows of a table of cases → patients: the cells of each, and the paper from which each comes, carried down."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.document import Cell, Document
from extractor.lexicon import load_cues
from extractor.tables.grid import Grid, text_of
from extractor.tables.headers import Place

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_CITATION = re.compile(r"[(\[][\d,\s–-]*[)\]]|(?<![⁰¹²³⁴-⁹,–])[⁰¹²³⁴-⁹,–]+$|[*†‡§]+")
_ET_AL = re.compile(r"(?:,\s*|(?<!\s)\s+)?\bet\.?\s*al\b\.?,?|\band (?:colleagues|co-?workers|others)\b", re.IGNORECASE)
_PERSON_FIELDS = ("age_years", "sex")


@dataclass(frozen=True, slots=True)
class Source:
    """The paper that a row cites: its authors and year as printed."""

    authors: tuple[str, ...] = ()
    year: int | None = None
    own: bool = False  # "present case"

    @property
    def name(self) -> str:
        """Name the paper: "Chan 2009"."""
        words = [self.authors[0] if self.authors else "present case" if self.own else "", str(self.year or "")]
        return " ".join(word for word in words if word)


@dataclass(frozen=True, slots=True)
class Patient:
    """One row, with the lines that continue it: for each column its cells; `first_row` counts from 1."""

    cells: tuple[tuple[Cell, ...], ...]
    source: Source
    label: str
    first_row: int


def find_patients(document: Document, grid: Grid) -> tuple[Patient, ...]:
    """Give the patients of a table in its order; titles, totals and repeated headers are none."""
    found: list[Patient] = []
    source = Source()
    for number, row in enumerate(grid.rows, start=1):
        texts = [text_of(document, cell) for cell in row]
        kind = _kind(grid, row, texts)
        if kind == "title":
            title = next(text for text in texts if text)
            if _YEAR.search(title) or _ET_AL.search(title):
                source = _read_source([title], Source())
        elif kind == "more" and found:
            cells = tuple(
                (*had, more) if text else had for had, more, text in zip(found[-1].cells, row, texts, strict=False)
            )
            found[-1] = replace(found[-1], cells=cells)
        elif kind != "no patient":
            source = _read_source(_texts_at(grid, texts, Place.SOURCE, Place.STUDY, Place.YEAR), source)
            labels = _texts_at(grid, texts, Place.CASE)
            found.append(Patient(tuple((cell,) for cell in row), source, " ".join(labels).strip(), number))
    return tuple(found)


def _kind(grid: Grid, row: Sequence[Cell], texts: Sequence[str]) -> str:
    filled = [place for place, text in enumerate(texts) if text]
    words = load_cues("table_words")
    if not filled or [text.lower() for text in texts] == [column.title.lower() for column in grid.columns]:
        return "no patient"
    if words["totals"].fullmatch(re.split(r"[(:=]", texts[filled[0]])[0].strip()):
        return "no patient"
    if len({row[place].span for place in filled}) == 1 and len(row) > 2:
        return "title" if filled[0] == 0 else "more"
    return "patient" if _is_patient(grid, filled) else "more"


def _is_patient(grid: Grid, filled: Sequence[int]) -> bool:
    """Tell a row of a patient from the further lines of the one above: it names or describes a person."""
    people = {place for place in range(len(grid.columns)) if _tells_person(grid, place)}
    names = {place for place in range(len(grid.columns)) if _tells(grid, place, Place.CASE, Place.SOURCE, Place.STUDY)}
    if people:
        return not people.isdisjoint(filled) or (not names.isdisjoint(filled) and 2 * len(filled) > len(grid.columns))
    return not names.isdisjoint(filled) or 2 * len(filled) > len(grid.columns)


def _tells_person(grid: Grid, place: int) -> bool:
    heading = grid.columns[place].heading
    return heading is not None and any(field.name in _PERSON_FIELDS for field in heading.fields)


def _tells(grid: Grid, place: int, *places: Place) -> bool:
    heading = grid.columns[place].heading
    return heading is not None and not set(places).isdisjoint(heading.places)


def _texts_at(grid: Grid, texts: Sequence[str], *places: Place) -> list[str]:
    return [text for place, text in enumerate(texts) if place < len(grid.columns) and _tells(grid, place, *places)]


def _read_source(texts: Sequence[str], before: Source) -> Source:
    """Read authors and year; what a row leaves empty is that of the row above."""
    joined = " ".join(texts)
    years = _YEAR.findall(joined)
    year = int(years[0]) if years else None
    authors = tuple(name for text in texts for name in _authors(text))
    own = any(load_cues("table_words")["present"].match(text) for text in texts)
    if own:
        return Source((), year, True)
    if not authors:
        return replace(before, year=year if year is not None else before.year)
    return Source(authors, year)


def _authors(text: str) -> Iterator[str]:
    text = _CITATION.sub("", _YEAR.sub("", _CITATION.sub("", text))).strip(" ,;()[]")
    text = re.sub(r"(?<=[a-z])\.+$", "", _ET_AL.sub("", text).strip(" ,;"))
    for name in re.split(r"\s*(?:;|&|\band\b)\s*", text):
        if re.search(r"[^\W\d_]{2}", name) and not load_cues("table_words")["silent"].fullmatch(name):
            yield name.strip(" ,")
