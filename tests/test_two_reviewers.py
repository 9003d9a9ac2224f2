"""The circle by files: two reviewers fill in workbooks, disagree, somebody settles it, and everything is exported."""

from __future__ import annotations

import csv
import json
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import Result
from typer.testing import CliRunner

from extractor.cli.app import app
from extractor.cli.exporting import ExportFormat
from extractor.problem import PaperStatus
from extractor.review.decision import Role, Verdict
from extractor.review.ledger import open_ledger
from extractor.review.result import Counts, PaperResult, Part
from extractor.review.store import open_store
from extractor.review.workbook.layout import CELLS, Column
from extractor.score.scoring import score_records
from tests.reviewed import judge, run_lines

STARTS = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A run folder of two papers, as `extractor run` leaves one."""
    folder = tmp_path / "run"
    folder.mkdir()
    with open_store(folder / "review.sqlite", create=True) as store:
        store.set_meta("schema", "igg4-rsp")
        for line in run_lines():
            document = json.loads(line)["document"]
            result = PaperResult(document["path"], document["id"], PaperStatus.DONE, counts=Counts(1, 1, 29, 5))
            store.settle([(result, "stamp", [Part((line,), ())])], "program")
    (folder / "cases.jsonl").write_text("".join(f"{line}\n" for line in run_lines()), encoding="utf-8")
    note = {"finished": "2026-11-20T08:00:00+00:00", "versions": {"spacy": "3.8.18"}, "recogniser": None}
    (folder / "run.json").write_text(json.dumps(note), encoding="utf-8")
    return folder


def call(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def done(*words: object) -> str:
    result = call(*words)
    assert result.exit_code == 0, (result.output, result.exception)
    return result.output


def send(run: Path, reviewer: str, **answers: dict[str, Any]) -> Path:
    """Export a workbook, say yes to everything, write other answers (by paper and field), and give the file."""
    path = run.parent / f"{reviewer}.xlsx"
    done("export", run, "--format", "workbook", "--reviewer", reviewer, "--out", path)
    book = openpyxl.load_workbook(path)
    sheet = book[CELLS]
    for row in range(2, sheet.max_row + 1):
        place = f"{Path(sheet.cell(row, Column.PATH + 1).value).stem}_{sheet.cell(row, Column.FIELD + 1).value}"
        sheet.cell(row, Column.CHECKED + 1).value = "yes"
        for column, text in answers.get(place, {}).items():
            sheet.cell(row, Column[column.upper()] + 1).value = text
    book.save(path)
    return path


def review(run: Path) -> None:
    done("import", run, send(run, "Ann"))
    done(
        "import",
        run,
        send(run, "Bea", a_sex={"value": "male", "comment": "+1+1"}, b_csf_protein={"status": "not reported"}),
    )
    with open_ledger(run / "review.sqlite") as ledger:
        ledger.add(judge("Cy", "a", "sex", Verdict.EDIT, role=Role.ADJUDICATOR, content="male", comment="p. 3"))


def ledger_size(run: Path) -> int:
    with open_ledger(run / "review.sqlite") as ledger:
        return len(ledger.decisions())


def test_workbooks_become_decisions_and_twice_is_once(run: Path) -> None:
    path = send(run, "Ann", a_sex={"value": "male"})
    assert "Ann: 57 accept, 2 done, 1 edit; 0 checked before" in done("import", run, path)
    before = ledger_size(run)
    assert "Ann: nothing new; 58 checked before" in done("import", run, path)
    assert ledger_size(run) == before == 60


def test_what_all_have_finished_stays_as_it_is(run: Path) -> None:
    review(run)
    result = call("import", run, send(run, "Ann", a_sex={"value": "male"}))
    told = " ".join(result.output.split())
    assert (result.exit_code, "Cells!G3: all have finished with this paper; adjudicate instead" in told) == (2, True)


def test_one_wrong_cell_and_nothing_is_imported(run: Path) -> None:
    result = call("import", run, send(run, "Ann", a_sex={"value": "femal"}, b_age_years={"value": "old"}))
    told = " ".join(result.output.split())
    assert result.exit_code == 2
    assert "Cells!H3: “femal” is not one of: male, female, other" in told
    assert "Cells!H31: “old” is not a number" in told
    assert "nothing imported, 2 lines cannot be taken" in told
    assert ledger_size(run) == 0


def test_agreement_is_told_and_written(run: Path) -> None:
    review(run)
    told = done("agree", run)
    assert "Ann and Bea" in told and "Bea and program" in told and "agreed and program" in told
    with (run / "agreement.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = {(x["left"], x["right"], x["field"], x["unit"]): x for x in csv.DictReader(file)}
    overall = lines["Ann", "Bea", "overall", "cell"]
    assert (overall["n"], overall["equal"], overall["percent"]) == ("58", "56", "0.9655")
    assert (lines["agreed", "program", "overall", "cell"]["n"], lines["Ann", "Bea", "sex", "cell"]["equal"]) == (
        "57",
        "1",
    )
    assert "| overall | 58 | 56 | 96.6 (" in (run / "agreement.md").read_text(encoding="utf-8")


def test_nobody_agrees_where_nobody_judged(run: Path) -> None:
    result = call("agree", run)
    assert (result.exit_code, "nobody has judged a cell yet" in result.output) == (2, True)


@pytest.mark.parametrize("format", [f for f in ExportFormat if f is not ExportFormat.WORKBOOK])
def test_every_form_is_the_agreed_data_and_the_same_bytes_twice(
    run: Path, tmp_path: Path, format: ExportFormat
) -> None:
    review(run)
    for name in ("one", "two"):
        told = " ".join(done("export", run, "--format", format, "--out", tmp_path / name).split())
        assert told.endswith("cells: 56 agreed, 1 disputed, 1 adjudicated")
    one, two = (files_of(tmp_path / name) for name in ("one", "two"))
    assert one == two and all(one.values())
    for name, data in one.items():
        if data.startswith(b"PK"):
            book = openpyxl.load_workbook(BytesIO(data))
            assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
        elif format in (
            ExportFormat.DECISIONS,
            ExportFormat.CSV,
            ExportFormat.CSV_LONG,
            ExportFormat.REDCAP,
            ExportFormat.PUBLISHED_TABLE,
        ):
            cells = [cell for row in csv.reader(data.decode("utf-8-sig").splitlines()) for cell in row]
            assert [cell for cell in cells if cell.startswith(STARTS)] == [], name
            assert format is ExportFormat.REDCAP or any("HYPERLINK" in cell for cell in cells)


def files_of(path: Path) -> dict[str, bytes]:
    found = sorted(path.rglob("*")) if path.is_dir() else [path]
    return {file.name if path.is_dir() else "": file.read_bytes() for file in found}


def test_what_was_settled_stands_in_the_exports(run: Path, tmp_path: Path) -> None:
    review(run)
    done("export", run, "--format", "csv", "--out", tmp_path / "wide.csv")
    with (tmp_path / "wide.csv").open(encoding="utf-8-sig", newline="") as file:
        first, second = csv.DictReader(file)
    assert (first["sex"], first["sex_standing"]) == ("male", "adjudicated")
    assert (second["csf_protein_status"], second["csf_protein_standing"]) == ("not_done", "disputed")
    done("export", run, "--format", "phenopackets", "--out", tmp_path / "packets")
    packet = json.loads((tmp_path / "packets" / "a-case-1.json").read_text(encoding="utf-8"))
    assert packet["subject"]["sex"] == "MALE"
    assert packet["metaData"]["createdBy"] == "extractor 0.1.0, reviewed by Ann, Bea, Cy"
    done("export", run, "--format", "methods", "--out", tmp_path / "methods.md")
    text = (tmp_path / "methods.md").read_text(encoding="utf-8")
    assert "Bea judged 58 of 58 cells: accepted 56 (96.6 %), edited 1 (1.7 %), rejected 1 (1.7 %)." in text
    assert "1 cell were settled by Cy" not in text and "1 cell was settled by Cy" in text
    assert "1 disagreement remains open" in text


def test_corrections_measure_the_program(run: Path, tmp_path: Path) -> None:
    review(run)
    done("export", run, "--format", "gold", "--out", tmp_path / "gold.jsonl")
    told = done("score", "--gold", tmp_path / "gold.jsonl", "--records", run)
    assert "sex" in told
    scores = score_records(tmp_path / "gold.jsonl", run)
    assert [(miss.paper, miss.field, miss.gold, miss.got) for miss in scores.misses] == [
        ("a", "sex", ("male",), ("female",))
    ]


def test_a_workbook_is_for_one_reviewer(run: Path) -> None:
    assert call("export", run, "--format", "workbook").exit_code == 2
    assert call("export", run, "--format", "csv", "--reviewer", "Ann").exit_code == 2
    done("export", run, "--format", "workbook", "--reviewer", "../Ann B")
    assert (run / "review-___Ann_B.xlsx").is_file()


def test_every_decision_is_exported_also_what_was_taken_back(run: Path, tmp_path: Path) -> None:
    path = send(run, "Ann", a_sex={"value": "male", "comment": "+ sure"})
    done("import", run, path)
    done("import", run, send(run, "Ann", a_sex={"checked": None}))
    done("export", run, "--format", "decisions", "--out", tmp_path / "decisions.csv")
    with (tmp_path / "decisions.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = [line for line in csv.DictReader(file) if line["field"] == "sex" and line["paper"] == "papers/a.pdf"]
    assert [(line["verdict"], line["value"], line["comment"], line["counts"]) for line in lines] == [
        ("edit", '"male"', "'+ sure", "no"),
        ("undo", "", "'+ sure", "no"),
    ]
