"""What other programs and spreadsheets get: no text becomes a formula, and codes are those of the published table."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from extractor.case import Status
from extractor.export.folder import write_csv
from extractor.export.frames import (
    PaperLine,
    evidence_frame,
    family_name,
    frame,
    papers_frame,
    problems_frame,
    published_frame,
)
from extractor.export.jsonl import Json
from extractor.export.lines import neutralise
from extractor.export.plain import plain_content, published_cell
from extractor.export.rows import Answer, Cell, Quote, Row
from extractor.export.workbook import Workbook
from extractor.schema import Column, Schema, Show, load_schema

FORMULAS = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")']


def cell(content: Json, status: Status = Status.STATED) -> Cell:
    return Cell("field", Answer(status, content, ()), (), 0.9)


@pytest.fixture(scope="module")
def schema() -> Schema:
    return load_schema("igg4-rsp")


def row_of(schema: Schema, text: str) -> Row:
    quote = Quote(text, 0, len(text), "case", 3, ((1.0, 2.0, 3.0, 4.0),), None)
    cells = tuple(
        Cell(field.name, Answer(Status.STATED, [text], (quote,)), (), 0.9)
        if field.name == "symptoms"
        else Cell(field.name, Answer(Status.NOT_REPORTED, None, ()), (), 0.9)
        for field in schema.fields
    )
    return Row(f"papers/{text}.txt", "00", text, text, 2020, text, None, None, 1, "case-1", text, cells)


def write_workbook(path: Path, schema: Schema, rows: list[Row], papers: list[PaperLine], cases: int = 2) -> None:
    with Workbook(path, schema, cases) as book:
        book.add_cases(rows, evidence_frame(schema, rows))
        book.add_problems(problems_frame([]))
        book.add_papers(papers_frame(papers))


@pytest.mark.parametrize("text", FORMULAS)
def test_no_formula_in_csv(text: str, tmp_path: Path) -> None:
    assert str(neutralise(text)).startswith("'")
    write_csv(tmp_path / "x.csv", [frame(["name"], [[text]])])
    assert "'" + text.split("\t")[0][:1] in (tmp_path / "x.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("text", FORMULAS)
def test_no_formula_or_link_in_the_workbook(text: str, schema: Schema, tmp_path: Path) -> None:
    path = tmp_path / "cases.xlsx"
    write_workbook(path, schema, [row_of(schema, text)], [PaperLine(text, "done", text, "", 1)])
    book = openpyxl.load_workbook(path)
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert any(cell.value == text for cell in cells)
    assert [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink is not None] == []


def test_the_workbook_is_ready_for_work(schema: Schema, tmp_path: Path) -> None:
    path = tmp_path / "cases.xlsx"
    row = row_of(schema, "back pain")
    write_workbook(path, schema, [row, row], [PaperLine("a", "done", "", "", 2)])
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Cases", "To check", "Evidence", "Dictionary", "Problems", "Papers"]
    cases = book["Cases"]
    assert (cases.freeze_panes, cases.auto_filter.ref is not None, cases.max_row) == ("C2", True, 3)
    column = [head.value for head in cases[1]].index("symptoms") + 1
    note = cases.cell(2, column).comment
    assert note is not None and "“back pain” (p. 3)" in note.text
    assert book["Dictionary"].max_row == len(schema.fields) + 1


def test_a_long_text_is_cut_with_a_mark(schema: Schema, tmp_path: Path) -> None:
    path = tmp_path / "cases.xlsx"
    write_workbook(path, schema, [row_of(schema, "pain " * 9000)], [])
    texts = [line[0].value for line in openpyxl.load_workbook(path)["Evidence"].iter_rows(min_row=2)]
    assert all(len(str(text)) < 32_767 and str(text).endswith("[…]") for text in texts)


@pytest.mark.parametrize(
    ("show", "content", "code"),
    [
        (Show.WEEKS, 16.0, "16w"),
        (Show.WEEKS, 2 / 7, "2d"),
        (Show.FLAG, {"flag": "elevated", "canonical": 243}, "Increase"),
        (Show.FLAG, {"flag": None, "canonical": 243}, "ND"),
        (Show.NUMBER, {"comparator": ">", "value": 50, "canonical": 50}, ">50"),
        (Show.NUMBER, {"comparator": "range", "low": 120, "high": 130, "canonical": 125}, "120–130"),
        (Show.NUMBER_OR_FLAG, {"flag": "elevated", "canonical": None}, "Increase"),
        (Show.CODES, ["thoracic", "cervical"], "C T"),
        (Show.LIST, ["glucocorticoid", "rituximab"], "Glucocorticoid, rituximab"),
        (Show.TEXT, "yes", "Y"),
        (Show.NUMBER, 61.0, "61"),
    ],
)
def test_codes_of_the_published_table(show: Show, content: Json, code: str) -> None:
    codes = {"elevated": "Increase", "cervical": "C", "thoracic": "T", "yes": "Y"}
    assert published_cell(Column("x", show, "field", tuple(codes.items())), cell(content)) == code


def test_a_dose_that_tells_how_often_is_written_once(schema: Schema) -> None:
    drug = {
        "name": "prednisone",
        "class": "glucocorticoid",
        "dose": "30 mg daily",
        "route": "oral",
        "frequency": "daily",
    }
    field = next(field for field in schema.fields if field.name == "drugs")
    answer = Answer(Status.STATED, [drug, {**drug, "dose": "30 mg", "route": None}], ())
    assert plain_content(field, answer) == "prednisone 30 mg daily oral; prednisone 30 mg daily"


def test_silence_and_not_done_are_nd() -> None:
    column = Column("x", Show.TEXT, "field")
    assert published_cell(column, cell(None, Status.NOT_REPORTED)) == "ND"
    assert published_cell(column, cell(None, Status.NOT_DONE)) == "ND"


def test_the_published_table_has_its_19_columns(schema: Schema) -> None:
    table = published_frame(schema, [row_of(schema, "Zhang Y")])
    assert len(table.columns) == 19
    assert list(table.iloc[0][:2]) == [2020, "Zhang et al."]


@pytest.mark.parametrize(
    ("author", "family"),
    [
        *(
            ("Zhang Y", "Zhang"),
            ("Ye Zhang", "Zhang"),
            ("de Vries, Jan", "de Vries"),
            ("van der Berg JA", "van der Berg"),
        ),
        *(("J. A. Smith", "Smith"), ("Li X", "Li"), ("Maria O'Neil", "O'Neil")),
    ],
)
def test_family_names(author: str, family: str) -> None:
    assert family_name(author) == family
