"""The tables of a run folder as data frames: cases, evidence, problems, papers, data dictionary, published table."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from extractor.export.plain import Plain, plain_content, published_cell
from extractor.export.rows import Answer, Cell, Row
from extractor.schema import FieldType, Schema, Show


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One file of the run, as `run.json` tells it."""

    path: str
    status: str
    reason: str
    engine: str
    cases: int


PAPER_COLUMNS = ("paper", "case", "label", "title", "first_author", "year", "journal", "doi", "pmid")
EVIDENCE_COLUMNS = (
    *("paper", "case", "field", "status", "value", "item", "quote", "page", "section"),
    *("answer", "confidence", "start", "end", "boxes", "ocr"),
)


def frame(columns: Sequence[str], lines: Iterable[Sequence[Plain]]) -> pd.DataFrame:
    """Make a table that keeps texts texts, whole numbers whole and gaps empty."""
    return pd.DataFrame([list(line) for line in lines], columns=list(columns), dtype=object)


def cases_frame(schema: Schema, rows: Sequence[Row]) -> pd.DataFrame:
    """One row a patient: the value and the status of each field; quantities also have their flag apart."""
    columns = list(PAPER_COLUMNS)
    for field in schema.fields:
        columns += [field.name, f"{field.name}_status"]
        if field.type is FieldType.QUANTITY:
            columns.append(f"{field.name}_flag")
    lines: list[list[Plain]] = []
    for row in rows:
        line: list[Plain] = [row.path, row.case, row.label, row.title, row.first_author]
        line += [row.year, row.journal, row.doi, row.pmid]
        for field in schema.fields:
            answer = row.cell(field.name).answer
            if field.type is FieldType.QUANTITY:
                line += [_canonical(answer), str(answer.status), _flag(answer)]
            else:
                line += [plain_content(field, answer), str(answer.status)]
        lines.append(line)
    return frame(columns, lines)


def _canonical(answer: Answer) -> Plain:
    number = answer.content.get("canonical") if isinstance(answer.content, dict) else None
    return number if isinstance(number, int | float) else None


def _flag(answer: Answer) -> Plain:
    flag = answer.content.get("flag") if isinstance(answer.content, dict) else None
    return None if flag is None else str(flag)


def evidence_frame(schema: Schema, rows: Sequence[Row]) -> pd.DataFrame:
    """One line a quote, beside the value that it speaks for; the other answers of the paper stand below."""
    lines: list[list[Plain]] = []
    for row in rows:
        for field in schema.fields:
            cell = row.cell(field.name)
            for rank, answer in enumerate((cell.answer, *cell.alternatives)):
                value = plain_content(field, answer)
                for quote in answer.quotes:
                    lines.append(
                        [
                            *(row.path, row.case, field.name, str(answer.status), value, quote.item, quote.text),
                            *(quote.page, quote.section, "first" if rank == 0 else "other", cell.confidence),
                            *(quote.start, quote.end, json.dumps(quote.boxes) if quote.boxes else None),
                            "yes" if quote.ocr else None,
                        ]
                    )
    return frame(EVIDENCE_COLUMNS, lines)


def problems_frame(lines: Sequence[str]) -> pd.DataFrame:
    """One line a problem."""
    columns = ("path", "case", "field", "severity", "code", "message")
    return frame(columns, ([json.loads(line)[column] for column in columns] for line in lines))


def papers_frame(papers: Sequence[PaperLine]) -> pd.DataFrame:
    """One line a file."""
    columns = ("path", "status", "cases", "engine", "reason")
    return frame(columns, ((p.path, p.status, p.cases, p.engine, p.reason) for p in papers))


def dictionary_frame(schema: Schema) -> pd.DataFrame:
    """The data dictionary: one line a field, made from the schema."""
    columns = ("field", "question", "type", "unit", "values", "group", "example")
    lines: list[list[Plain]] = []
    for field in schema.fields:
        example = next((e.text for e in field.examples if e.status == "stated"), "")
        example = example.replace("<m>", "").replace("</m>", "")
        lines.append(
            [
                *(field.name, field.question, str(field.type), field.unit),
                *("; ".join(field.values) or None, field.group, example),
            ]
        )
    return frame(columns, lines)


def published_frame(schema: Schema, rows: Sequence[Row]) -> pd.DataFrame:
    """The table that the reviewers publish: its columns, in its order, with its codes."""
    lines: list[list[Plain]] = []
    for row in rows:
        line: list[Plain] = []
        for column in schema.columns:
            if column.field is not None:
                line.append(published_cell(column, row.cell(column.field)))
            elif column.show is Show.YEAR:
                line.append(row.year if row.year is not None else "ND")
            else:
                line.append(_source(row))
        lines.append(line)
    return frame([column.header for column in schema.columns], lines)


def _source(row: Row) -> str:
    if row.first_author is None:
        return row.path
    family = family_name(row.first_author)
    return f"{family} et al."


def family_name(author: str) -> str:
    """Give the family name of an author as printed: "Zhang Y" and "Ye Zhang" are Zhang, "de Vries, Jan" is de Vries."""
    if "," in author:
        return author.split(",")[0].strip()
    words = author.split()
    initials = [word for word in words if word.replace(".", "").replace("-", "").isupper() and len(word) <= 4]
    if initials and words[-1] in initials and len(words) > len(initials):
        return " ".join(word for word in words if word not in initials)
    return words[-1] if words else author


def first_quote(cell: Cell) -> str:
    """Give the first quote of a cell with its page, for a note beside the value; empty without evidence."""
    if not cell.answer.quotes:
        return ""
    quote = cell.answer.quotes[0]
    place = f"p. {quote.page}" if quote.page is not None else quote.section
    return f"“{quote.text}” ({place})"
