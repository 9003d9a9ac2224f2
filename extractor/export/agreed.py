"""Writes the agreed data: wide and long tables, a workbook, the data dictionary; every cell says how it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pandas as pd

from extractor.case import Status
from extractor.export.files import replace_files
from extractor.export.folder import RunLines, in_chunks, write_csv
from extractor.export.frames import PAPER_COLUMNS, cases_frame, evidence_frame, frame, papers_frame, problems_frame
from extractor.export.jsonl import Json
from extractor.export.plain import Plain, plain_content
from extractor.export.rows import Answer, Cell, Row, read_row
from extractor.export.workbook import Workbook
from extractor.schema import Field, FieldType, Schema

LONG_COLUMNS = (
    *(*PAPER_COLUMNS, "field", "item", "status", "value"),
    *("number", "low", "high", "comparator", "unit", "flag", "dose", "route", "frequency"),
    *("standing", "reviewers", "comments", "confidence", "quote", "page"),
)
DICTIONARY_COLUMNS = ("column", "field", "meaning", "type", "unit", "values", "lowest", "highest", "group", "example")
DECISION_COLUMNS = (
    *("number", "at", "reviewer", "role", "paper", "sha256", "case", "field", "verdict"),
    *("status", "value", "evidence", "target", "comment", "counts"),
)
STANDINGS = {
    "unchecked": "nobody judged it: the program's reading",
    "one reviewer": "one person judged it",
    "agreed": "two or more people gave the same answer",
    "disputed": "people gave different answers and nobody has settled it: the program's reading",
    "adjudicated": "settled by an adjudicator",
}
_STATUSES = {
    "stated": "the paper gives it",
    "denied": "the paper says that it is absent or negative",
    "not_done": "the paper says that it was not examined, not obtained or refused",
    "not_reported": "the paper is silent",
    "conflict": "the paper gives two answers",
    "unreadable": "it could not be read there",
}


def export_wide(path: Path, schema: Schema, records: Iterable[str]) -> None:
    """Write one row a patient: of each field value, status and standing."""
    write_csv(path, (wide_frame(schema, rows) for rows in _rows(records)))


def export_long(path: Path, schema: Schema, records: Iterable[str]) -> None:
    """Write one row a value: each item of a list, and what was denied, by itself."""
    write_csv(path, (frame(LONG_COLUMNS, _long(schema, rows)) for rows in _rows(records)))


def export_book(path: Path, schema: Schema, lines: RunLines) -> None:
    """Write the workbook of the run with one sheet more: how each cell stands."""
    with replace_files([path]) as (part,), Workbook(part, schema, lines.cases(), ("Standing",)) as book:
        for rows in _rows(lines.records()):
            book.add_cases(rows, evidence_frame(schema, rows))
            book.add("Standing", standing_frame(schema, rows))
        for problems in in_chunks(lines.problems()):
            book.add_problems(problems_frame(problems))
        for papers in in_chunks(lines.papers()):
            book.add_papers(papers_frame(papers))


def export_dictionary(path: Path, schema: Schema) -> None:
    """Write what each column of the wide table holds."""
    write_csv(path, [frame(DICTIONARY_COLUMNS, _dictionary(schema))])


def export_decisions(path: Path, lines: Iterable[Sequence[Plain]]) -> None:
    """Write every decision: who, when, what, on which file, and whether it counts."""
    write_csv(path, [frame(DECISION_COLUMNS, lines)])


def wide_frame(schema: Schema, rows: Sequence[Row]) -> pd.DataFrame:
    """Give the table of cases with the standing of each cell behind its status."""
    table = cases_frame(schema, rows)
    for field in schema.fields:
        place = list(table.columns).index(f"{field.name}_status") + 1
        table.insert(place, f"{field.name}_standing", [row.cell(field.name).standing for row in rows])
    return table


def standing_frame(schema: Schema, rows: Sequence[Row]) -> pd.DataFrame:
    """Give one row a patient: how each cell stands, and who judged it."""
    columns = ("paper", "case", "label", *(field.name for field in schema.fields))
    cells = ([_standing(row.cell(field.name)) for field in schema.fields] for row in rows)
    lines = ([row.path, row.case, row.label, *told] for row, told in zip(rows, cells, strict=True))
    return frame(columns, lines)


def _standing(cell: Cell) -> str:
    return f"{cell.standing} ({', '.join(dict.fromkeys(cell.by))})" if cell.by else cell.standing


def _long(schema: Schema, rows: Sequence[Row]) -> Iterator[Sequence[Plain]]:
    for row in rows:
        paper = (row.path, row.case, row.label, row.title, row.first_author, row.year, row.journal, row.doi, row.pmid)
        for field in schema.fields:
            cell = row.cell(field.name)
            denied = [answer for answer in cell.alternatives if answer.status is Status.DENIED]
            for answer in (cell.answer, *denied):
                for number, item in enumerate(_items(answer), 1):
                    yield (
                        *paper,
                        field.name,
                        number,
                        str(answer.status),
                        *_parts(field, answer, item),
                        *_people(cell, answer, item),
                    )


def _items(answer: Answer) -> list[Json]:
    return answer.content if isinstance(answer.content, list) and answer.content else [answer.content]


def _parts(field: Field, answer: Answer, item: Json) -> tuple[Plain, ...]:
    """Give value, number, low, high, comparator, unit, flag, dose, route, frequency of one item."""
    match item:
        case {"name": name, "dose": dose, "route": route, "frequency": frequency}:
            return name, None, None, None, None, None, None, dose, route, frequency
        case dict() as quantity:
            scale = _scale(quantity)
            low, high = (None if (end := quantity.get(key)) is None else end * scale for key in ("low", "high"))
            shown = plain_content(field, Answer(answer.status, quantity, ()))
            signs = (_sign(quantity), field.unit, quantity.get("flag"))
            return shown, quantity.get("canonical"), low, high, *signs, None, None, None
        case bool() | str() | None:
            return item if item is None else str(item), *[None] * 9
        case list():
            return str(item), *[None] * 9
        case number:
            return number, number, None, None, None, field.unit, None, None, None, None


def _sign(quantity: dict[str, Json]) -> Plain:
    """Give the comparator, and nothing for "=": a spreadsheet would take that for a formula."""
    sign = quantity.get("comparator")
    return None if sign in (None, "=") else str(sign)


def _scale(quantity: dict[str, Json]) -> float:
    """Give the factor from the unit as printed to that of the field."""
    low, high, canonical = quantity.get("low"), quantity.get("high"), quantity.get("canonical")
    if isinstance(low, int | float) and isinstance(high, int | float) and isinstance(canonical, int | float):
        return canonical / ((low + high) / 2) if low + high else 1.0
    return 1.0


def _people(cell: Cell, answer: Answer, item: Json) -> tuple[Plain, ...]:
    """Give standing, reviewers, comments, confidence, and the first quote for the item with its page."""
    name = item["name"] if isinstance(item, dict) and "name" in item else item
    quote = next((q for q in answer.quotes if q.item == name), answer.quotes[0] if answer.quotes else None)
    who, said = "; ".join(dict.fromkeys(cell.by)) or None, "; ".join(cell.comments) or None
    words = (None, None) if quote is None else (quote.text, quote.page)
    return cell.standing or None, who, said, cell.confidence, *words


def _dictionary(schema: Schema) -> Iterator[Sequence[Plain]]:
    about = ("file of the paper", "number of the patient in the paper", "what the paper calls the patient")
    for column, meaning in zip(PAPER_COLUMNS, (*about, *PAPER_COLUMNS[3:]), strict=True):
        yield column, None, meaning.replace("_", " "), "text", *[None] * 6
    statuses = "; ".join(f"{name}: {meaning}" for name, meaning in _STATUSES.items())
    standings = "; ".join(f"{name}: {meaning}" for name, meaning in STANDINGS.items())
    for field in schema.fields:
        example = next((e.text for e in field.examples if e.status is Status.STATED), "")
        low, high = field.plausible or (None, None)
        words = example.replace("<m>", "").replace("</m>", "")
        values = "; ".join(field.values) or None
        yield field.name, field.name, field.question, str(field.type), field.unit, values, low, high, field.group, words
        yield f"{field.name}_status", field.name, "what kind of answer it is", "category", None, statuses, *_NO_MORE
        yield f"{field.name}_standing", field.name, "how far it is settled", "category", None, standings, *_NO_MORE
        if field.type is FieldType.QUANTITY:
            flags = "elevated; normal; low"
            yield f"{field.name}_flag", field.name, "against its reference range", "category", None, flags, *_NO_MORE


_NO_MORE = (None, None, None, None)


def _rows(records: Iterable[str]) -> Iterator[list[Row]]:
    for chunk in in_chunks(records):
        yield [read_row(line) for line in chunk]
