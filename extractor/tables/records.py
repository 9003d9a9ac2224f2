"""Patients of a table → Records: every field gets one value, with the cell as its evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extractor.case import (
    ALONE,
    Alternative,
    Case,
    Content,
    Evidence,
    Quantity,
    Record,
    Status,
    Value,
)
from extractor.document import Cell, Document, Metadata, SectionKind, Span
from extractor.problem import Problem, Severity
from extractor.quantity import check_content
from extractor.schema import Field, FieldType, Schema
from extractor.tables.cells import Answer, CellReader
from extractor.tables.grid import Grid, span_of
from extractor.tables.items import Item
from extractor.tables.patients import Patient

_SURE, _DOUBTFUL = 0.97, 0.6  # a cell of which every word was understood, and one with words left over
_LISTS = (FieldType.CATEGORIES, FieldType.LEVELS, FieldType.DRUGS, FieldType.QUANTITIES)


@dataclass(frozen=True, slots=True)
class _Told:
    """What one cell answers to a field."""

    cell: Cell
    answer: Answer


def make_records(
    document: Document, grid: Grid, patients: Sequence[Patient], reader: CellReader, schema: Schema
) -> Iterator[Record]:
    """Give the record of each patient, as a case of the paper that its row cites."""
    papers = _name_papers(patients)
    sizes = Counter(papers)
    seen: Counter[str] = Counter()
    for patient, paper in zip(patients, papers, strict=True):
        seen[paper] += 1
        told = _read_cells(document, grid, patient, reader)
        values = tuple(_fill(document, field, told.get(field.name, ())) for field in schema.fields)
        label = patient.label or (f"Patient {seen[paper]}" if sizes[paper] > 1 else ALONE)
        spans = tuple(cell.span for cells in patient.cells for cell in cells)
        case = Case(f"case-{seen[paper]}", label, (span_of([Cell(span) for span in spans]),))
        yield Record(
            _cited(document, patient, paper),
            case,
            sizes[paper],
            values,
            tuple(p for value in values for p in value.problems),
        )


def _cited(document: Document, patient: Patient, paper: str) -> Document:
    """Give the document as the paper that a row cites; the patients of a series are the document's own."""
    if not paper:
        return replace(document, problems=())
    meta = Metadata(authors=patient.source.authors, year=patient.source.year)
    return replace(document, path=f"{document.path}#{paper}", metadata=meta, problems=())


def _name_papers(patients: Sequence[Patient]) -> list[str]:
    """Name the paper of each row; a name that comes again after others is another paper, no name the paper itself."""
    if not any(patient.source.name for patient in patients):
        return [""] * len(patients)
    names: list[str] = []
    known: Counter[str] = Counter()
    before = None
    for patient in patients:
        name = patient.source.name or f"row {patient.first_row}"
        if name != before:
            known[name] += 1
            before = name
        names.append(name if known[name] == 1 else f"{name} ({known[name]})")
    return names


def _read_cells(
    document: Document, grid: Grid, patient: Patient, reader: CellReader
) -> Mapping[str, tuple[_Told, ...]]:
    told: dict[str, tuple[_Told, ...]] = {}
    for column, cells in zip(grid.columns, patient.cells, strict=False):
        if column.heading is None:
            continue
        for field in column.heading.fields:
            for cell in cells:
                answer = reader.read(raw_text(document, cell), field, column.heading)
                told[field.name] = (*told.get(field.name, ()), _Told(cell, answer))
    return told


def raw_text(document: Document, cell: Cell) -> str:
    """Give the words of a cell, every character in its place; line ends and tabs are blanks."""
    return document.quote(cell.span).translate({9: " ", 10: " ", 13: " "})


def _fill(document: Document, field: Field, told: Sequence[_Told]) -> Value:
    stated = [t for t in told if t.answer.status is Status.STATED]
    if any(t.answer.content is not None for t in stated):
        stated = [t for t in stated if t.answer.content is not None]
    if stated:
        return _state(document, field, stated, told)
    for status in (Status.NOT_DONE, Status.DENIED):
        same = [t for t in told if t.answer.status is status]
        if same:
            items = [item for t in same for item in (t.answer.denied or t.answer.items)]
            evidence = _cite_all(document, field, same, lambda answer: answer.items or answer.denied)
            return Value(field.name, status, None, evidence, confidence=_SURE if items else _DOUBTFUL)
    evidence = _cite_all(document, field, told, lambda answer: answer.items)
    return Value(field.name, Status.NOT_REPORTED, None, evidence, confidence=_SURE)


def _state(document: Document, field: Field, stated: Sequence[_Told], told: Sequence[_Told]) -> Value:
    content, others = _merge(field, stated)
    denials = tuple(
        Alternative(Status.DENIED, item.name, (_cite(document, t.cell, item),))
        for t in told
        for item in t.answer.denied
        if item.name is not None
    )
    rivals = tuple(
        Alternative(Status.STATED, t.answer.content, _cite_all(document, field, [t], lambda answer: answer.items))
        for t in others
    )
    whole = all(t.answer.whole for t in stated)
    problems = tuple(p for p in check_content(field, content) if p.code != "unit_missing")  # told once a column
    if not whole:
        printed = "; ".join(" ".join(document.quote(t.cell.span).split()) for t in stated if not t.answer.whole)
        problems += (
            Problem("words_unknown", f"{field.name}: not all words are known: {printed}", Severity.NOTE, field.name),
        )
    return Value(
        field.name,
        Status.CONFLICT if rivals else Status.STATED,
        content,
        _cite_all(document, field, [t for t in stated if t not in others], lambda answer: answer.items),
        rivals + denials,
        confidence=_SURE if whole and not rivals else _DOUBTFUL,
        problems=problems,
    )


def _merge(field: Field, stated: Sequence[_Told]) -> tuple[Content, Sequence[_Told]]:
    """Make one content of the answers of several columns or lines; give those that contradict the first."""
    contents = [t.answer.content for t in stated]
    if field.type in _LISTS:
        return tuple(dict.fromkeys(item for c in contents if isinstance(c, tuple) for item in c)) or None, ()  # type: ignore[return-value]
    if field.type is FieldType.QUANTITY:
        return _merge_quantities(stated)
    return contents[0], [t for t in stated[1:] if t.answer.content != contents[0]]


def _merge_quantities(stated: Sequence[_Told]) -> tuple[Content, Sequence[_Told]]:
    """Put the number of one column and the word of another together; a word counts more than our own comparison."""
    told = [(t, t.answer.content) for t in stated if isinstance(t.answer.content, Quantity)]
    numbers = [(t, quantity) for t, quantity in told if quantity.canonical is not None]
    said = [quantity.flag for _, quantity in told if quantity.canonical is None]
    flag = next((flag for flag in (*said, *(q.flag for _, q in told)) if flag is not None), None)
    if not numbers:
        return (replace(told[0][1], flag=flag) if told else None), ()
    first = numbers[0][1]
    return replace(first, flag=flag), [t for t, quantity in numbers if quantity.canonical != first.canonical]


def _cite_all(
    document: Document, field: Field, told: Iterable[_Told], items: Callable[[Answer], Sequence[Item]]
) -> tuple[Evidence, ...]:
    many = field.type in _LISTS
    found = [_cite(document, t.cell, item, many) for t in told for item in items(t.answer)]
    return tuple(dict.fromkeys(found))


def _cite(document: Document, cell: Cell, item: Item, named: bool = True) -> Evidence:
    """Make evidence of the words of a cell, without the blanks around them."""
    printed = document.quote(Span(cell.span.start + item.start, cell.span.start + item.end))
    start = cell.span.start + item.start + len(printed) - len(printed.lstrip())
    span = Span(start, start + len(printed.strip()))
    page, boxes = document.place(span)
    return Evidence(document.quote(span), span, SectionKind.TABLE, page, boxes, item.name if named else None)
