"""A workbook goes out and comes back: every line is a decision, known already, or refused with its address."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from extractor.problem import ExtractorError
from extractor.review.decision import Decision, Verdict
from extractor.review.workbook.cells import BookCell, cells_of
from extractor.review.workbook.importing import Taken, take_lines
from extractor.review.workbook.layout import CELLS, Column
from extractor.review.workbook.reading import read_book
from extractor.review.workbook.writing import write_book
from tests.reviewed import FORMULA, SCHEMA, judge, numbered, run_lines

AT = "2026-11-21T12:00:00.000000+00:00"


def cells(*decisions: Decision) -> list[BookCell]:
    return list(cells_of(run_lines(), numbered(*decisions), SCHEMA, "Bea"))


class Sent:
    """A workbook that was written, is filled in as a spreadsheet would, and comes back."""

    def __init__(self, folder: Path, *decisions: Decision, blind: bool = False) -> None:
        self.path = folder / "review.xlsx"
        write_book(self.path, SCHEMA, cells(*decisions), "Bea", "0.1.0", blind)
        self.book = openpyxl.load_workbook(self.path)
        self.sheet = self.book[CELLS]
        columns = (Column.PATH, Column.FIELD)
        self.rows = {
            tuple(str(self.sheet.cell(row, column + 1).value) for column in columns): row
            for row in range(2, self.sheet.max_row + 1)
        }

    def at(self, paper: str, field: str, column: Column) -> Any:
        return self.sheet.cell(self.rows[f"papers/{paper}.pdf", field], column + 1)

    def put(self, paper: str, field: str, /, **texts: Any) -> None:
        for name, text in texts.items():
            self.at(paper, field, Column[name.upper()]).value = text

    def back(self, *decisions: Decision) -> Taken:
        self.book.save(self.path)
        return take_lines(read_book(self.path).lines, cells(*decisions), "Bea", AT, numbered(*decisions))


def test_an_untouched_workbook_decides_nothing(tmp_path: Path) -> None:
    assert Sent(tmp_path).back() == Taken((), 0, ())


def test_checked_corrected_and_silent_lines_become_decisions(tmp_path: Path) -> None:
    sent = Sent(tmp_path)
    sent.put("a", "age_years", checked="yes")
    sent.put("a", "sex", value="male", comment="p. 1: “he”")
    sent.put("a", "outcome", status="not reported")
    sent.put("b", "diagnosis", value="sarcoidosis")  # stands beside "not reported": a value that is written is stated
    sent.put("a", "symptoms", value="back pain; Fever")
    sent.put("b", "follow_up_months", comment="see figure 2")
    taken = sent.back()
    assert taken.errors == ()
    told = [
        (d.path, d.field, d.verdict, d.answer and (str(d.answer.status), d.answer.content), d.comment)
        for d in taken.decisions
    ]
    a, b = "papers/a.pdf", "papers/b.pdf"
    assert told == [
        (a, "age_years", Verdict.ACCEPT, ("stated", "54"), ""),
        (a, "sex", Verdict.EDIT, ("stated", '"male"'), "p. 1: “he”"),
        (a, "symptoms", Verdict.EDIT, ("stated", '["back pain", "fever"]'), ""),
        (a, "outcome", Verdict.REJECT, ("not_reported", "null"), ""),
        (b, "diagnosis", Verdict.EDIT, ("stated", '["sarcoidosis"]'), ""),
        (b, "follow_up_months", Verdict.NOTE, None, "see figure 2"),
    ]
    symptoms = taken.decisions[2].answer
    assert symptoms is not None and '"pain in the back"' in symptoms.evidence and '"no fever"' in symptoms.evidence
    assert "weak legs" not in symptoms.evidence
    assert {(d.reviewer, d.at, d.sha256) for d in taken.decisions if d.path == a} == {("Bea", AT, "sha-a")}


def test_the_same_workbook_twice_says_nothing_new(tmp_path: Path) -> None:
    sent = Sent(tmp_path)
    sent.put("a", "age_years", checked="yes")
    sent.put("a", "sex", value="male", comment="no doubt")
    sent.put("b", "sex", comment="odd")
    first = sent.back()
    assert len(first.decisions) == 3
    assert sent.back(*first.decisions) == Taken((), 1, ())


def test_own_decisions_are_shown_and_can_be_taken_back(tmp_path: Path) -> None:
    before = judge("Bea", "a", "sex", Verdict.EDIT, content="male", comment="sure")
    sent = Sent(tmp_path, before)
    assert [sent.at("a", "sex", c).value for c in (Column.VALUE, Column.CHECKED, Column.COMMENT)] == [
        "male",
        "yes",
        "sure",
    ]
    assert sent.back(before).decisions == ()
    sent.put("a", "sex", checked=None)
    (undo,) = sent.back(before).decisions
    assert (undo.verdict, undo.target) == (Verdict.UNDO, "1")


def test_nobody_elses_decisions_are_shown(tmp_path: Path) -> None:
    sent = Sent(tmp_path, judge("Ann", "a", "sex", Verdict.EDIT, content="male", comment="I say so"))
    assert [sent.at("a", "sex", c).value for c in (Column.VALUE, Column.CHECKED)] == ["female", None]
    with zipfile.ZipFile(sent.path) as archive:
        assert not any(b"I say so" in archive.read(name) for name in archive.namelist())


def test_a_blind_workbook_shows_no_reading(tmp_path: Path) -> None:
    sent = Sent(tmp_path, blind=True)
    with zipfile.ZipFile(sent.path) as archive:
        text = b"".join(archive.read(name) for name in archive.namelist())
    assert not any(words in text for words in (b"54-year-old", b"weak legs", b"limb weakness", b"243 mg/dL"))
    sent.put("a", "age_years", value=54)
    sent.put("a", "sex", status="not reported")
    sent.put("a", "diagnosis", checked="yes")
    taken = sent.back()
    assert [(d.field, d.verdict) for d in taken.decisions] == [("age_years", Verdict.ACCEPT), ("sex", Verdict.REJECT)]
    row = sent.rows["papers/a.pdf", "diagnosis"]
    assert taken.errors == (f"Cells!G{row}: checked, but without an answer: choose what the paper says",)


@pytest.mark.parametrize(
    ("field", "put", "column", "reason"),
    [
        ("age_years", {"value": "fifty"}, "H", "“fifty” is not a number"),
        ("age_years", {"value": "1,200"}, "H", "“1,200” could be 1200 or 1.200: write no comma"),
        ("sex", {"value": None}, "H", "the value is missing"),
        ("sex", {"value": "femal"}, "H", "“femal” is not one of: male, female, other"),
        (
            "sex",
            {"status": "perhaps"},
            "G",
            "“perhaps” is not one of: stated, denied, not done, not reported, conflict, unreadable",
        ),
        (
            "sex",
            {"status": "denied", "value": "male"},
            "H",
            "a value stands beside “denied”: choose “stated”, or clear the value",
        ),
        ("sex", {"checked": "maybe"}, "J", "“maybe”: choose yes, or leave it empty"),
        ("sex", {"value": "=A1"}, "H", "this is a formula; write the value itself"),
        ("sex", {"value": "#N/A"}, "H", "the spreadsheet says #N/A; write the value itself"),
        (
            "igg4_positive_cells_per_hpf",
            {"value": datetime(2026, 10, 5)},
            "H",
            "the spreadsheet made the date 2026-10-05 of what was typed; write it with an apostrophe before it",
        ),
        (
            "sex",
            {"base": "0" * 16, "value": "male"},
            "G",
            "the program has read this cell anew since; export the workbook again",
        ),
        ("sex", {"seen": "7", "value": "male"}, "G", "Bea has decided this cell since; export the workbook again"),
        (
            "sex",
            {"field": "colour"},
            "A",
            "the run has no such cell (papers/a.pdf case-1 colour): the line was changed, or the run was",
        ),
        ("sex", {"field": "age_years"}, "A", "this line stands twice; delete the copy"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_address(
    tmp_path: Path, field: str, put: dict[str, Any], column: str, reason: str
) -> None:
    sent = Sent(tmp_path)
    row = sent.rows["papers/a.pdf", field]
    sent.put("a", field, **put)
    assert sent.back() == Taken((), 0, (f"Cells!{column}{row}: {reason}",))


def test_all_errors_are_told_at_once(tmp_path: Path) -> None:
    sent = Sent(tmp_path)
    sent.put("a", "age_years", value="fifty")
    sent.put("b", "sex", value="femal")
    assert len(sent.back().errors) == 2


@pytest.mark.parametrize(
    ("put", "content"),
    [({"value": 0.62}, "62"), ({"value": 62}, "62"), ({"value": "62 %"}, "62"), ({"value": 0.5}, "50")],
)
def test_a_share_is_a_share_however_the_spreadsheet_holds_it(tmp_path: Path, put: dict[str, Any], content: str) -> None:
    sent = Sent(tmp_path)
    sent.put("a", "igg4_igg_ratio_percent", **put)
    cell = sent.at("a", "igg4_igg_ratio_percent", Column.VALUE)
    cell.number_format = "0%" if put["value"] == 0.62 else "General"
    (decision,) = sent.back().decisions
    assert decision.answer is not None and f'"canonical": {content}' in decision.answer.content


def test_no_text_becomes_a_formula_or_a_link(tmp_path: Path) -> None:
    sheet = Sent(tmp_path).sheet
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert any(cell.value == FORMULA for row in sheet.iter_rows() for cell in row)


def test_keys_are_locked_and_answers_open(tmp_path: Path) -> None:
    sent = Sent(tmp_path)
    assert sent.sheet.protection.sheet
    assert {column.name for column in Column if not sent.at("a", "sex", column).protection.locked} == {
        *("STATUS", "VALUE", "CHECKED", "COMMENT")
    }
    rules = [str(rule.formula1) for rule in sent.sheet.data_validations.dataValidation if rule.type == "list"]
    assert '"male,female,other"' in rules and '"yes"' in rules
    assert sent.at("a", "symptoms", Column.VALUE).comment.text.startswith("“weak legs” (p. 2)")


def test_the_same_cells_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_book(tmp_path / name, SCHEMA, cells(), "Bea", "0.1.0", False)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def _text(path: Path) -> None:
    path.write_text("no workbook", encoding="utf-8")


def _other(path: Path) -> None:
    openpyxl.Workbook().save(path)


def _entities(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')


@pytest.mark.parametrize("make", [_text, _other, _entities])
def test_what_is_no_such_workbook_is_refused(tmp_path: Path, make: Callable[[Path], None]) -> None:
    path = tmp_path / "book.xlsx"
    make(path)
    with pytest.raises(ExtractorError, match=r"not a workbook"):
        read_book(path)


def test_a_paper_with_every_cell_judged_is_finished_once(tmp_path: Path) -> None:
    sent = Sent(tmp_path)
    for paper, field in sent.rows:
        if paper == "papers/a.pdf":
            sent.put("a", field, checked="yes")
    *judged, finished = (decisions := sent.back().decisions)
    assert (len(judged), finished.verdict, finished.path, finished.sha256) == (
        29,
        Verdict.DONE,
        "papers/a.pdf",
        "sha-a",
    )
    assert sent.back(*decisions).decisions == ()
    for paper, field in sent.rows:
        if paper == "papers/a.pdf" and field != "sex":
            sent.put("b", field, checked="yes")
    assert Verdict.DONE not in {decision.verdict for decision in sent.back(*decisions).decisions}  # one cell is open
