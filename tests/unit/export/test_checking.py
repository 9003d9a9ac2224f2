"""The list of cells to check: conflicts first, then the least sure; sure cells are left out."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from extractor.case import Status
from extractor.export.checking import CheckList
from extractor.export.frames import evidence_frame, papers_frame, problems_frame
from extractor.export.rows import Answer, Cell, Quote, Row
from extractor.export.workbook import Workbook
from extractor.schema import Schema, load_schema


@pytest.fixture(scope="module")
def schema() -> Schema:
    return load_schema("core")


def row(schema: Schema, path: str, **cells: Cell) -> Row:
    """Make a row; the program is sure that the paper is silent of every field that is not named."""
    silent = Answer(Status.NOT_REPORTED, None, ())
    every = tuple(cells.get(field.name, Cell(field.name, silent, (), 0.97)) for field in schema.fields)
    return Row(path, "00", None, None, None, None, None, None, 1, "case-1", "Patient", every)


def told(text: str, page: int | None, content: float | str | list[str], status: Status = Status.STATED) -> Answer:
    return Answer(status, content, (Quote(text, 0, len(text), "case", page, (), None),))


def test_conflicts_come_first_then_the_least_sure(schema: Schema) -> None:
    age = Cell("age_years", told("aged 54", 1, 54, Status.CONFLICT), (told("aged 45", 2, 45),), 0.96)
    pain = Cell("symptoms", told("pain", None, ["pain"]), (told("fever", None, "fever", Status.DENIED),), 0.4)
    sex = Cell("sex", told("a man", 1, "male"), (), 0.7)
    checks = CheckList(schema)
    checks.add([row(schema, "a.pdf", symptoms=pain, sex=sex)])
    checks.add([row(schema, "b.pdf", age_years=age)])
    lines = [tuple(line) for line in checks.frame().itertuples(index=False, name=None)]
    assert lines == [
        ("b.pdf", "case-1", "Patient", "age_years", "conflict", 54, 0.96, "aged 54", 1, "45 (“aged 45”, p. 2)"),
        ("a.pdf", "case-1", "Patient", "symptoms", "stated", "pain", 0.4, "pain", None, "no fever (“fever”)"),
        ("a.pdf", "case-1", "Patient", "sex", "stated", "male", 0.7, "a man", 1, None),
    ]


def test_a_silent_cell_shows_the_words_that_were_passed_over(schema: Schema) -> None:
    silent = Cell("age_years", Answer(Status.NOT_REPORTED, None, ()), (told("at the age of 12", 3, 12),), 0.5)
    checks = CheckList(schema)
    checks.add([row(schema, "a.pdf", age_years=silent)])
    assert list(checks.frame().iloc[0])[4:] == [
        *("not_reported", None, 0.5, "at the age of 12", 3, "12 (“at the age of 12”, p. 3)")
    ]


def test_of_too_many_the_first_to_check_are_kept(schema: Schema) -> None:
    checks = CheckList(schema, most=2)
    for number in range(9):
        checks.add([row(schema, f"{number}.pdf", sex=Cell("sex", told("he", 1, "male"), (), 0.9 - number / 10))])
    assert list(checks.frame()["paper"]) == ["8.pdf", "7.pdf"]


def test_the_workbook_has_the_list(schema: Schema, tmp_path: Path) -> None:
    rows = [row(schema, "a.pdf", sex=Cell("sex", told("he", 1, "male"), (), 0.6))]
    with Workbook(tmp_path / "cases.xlsx", schema, 1) as book:
        book.add_cases(rows, evidence_frame(schema, rows))
        book.add_problems(problems_frame([]))
        book.add_papers(papers_frame([]))
    sheet = openpyxl.load_workbook(tmp_path / "cases.xlsx")["To check"]
    assert [cell.value for cell in sheet[1]][3:7] == ["field", "status", "value", "confidence"]
    assert [[cell.value for cell in line][3:7] for line in sheet.iter_rows(min_row=2)] == [
        ["sex", "stated", "male", 0.6]
    ]
