"""The agreed data: every cell says how it stands, every item has its line, and no text is run by a spreadsheet."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest

from extractor.export.agreed import DICTIONARY_COLUMNS, LONG_COLUMNS, export_dictionary, export_long, export_wide
from extractor.export.checking import CheckList
from extractor.export.rows import read_row
from extractor.export.workbook import Workbook
from extractor.review.decided import decided
from extractor.review.decision import Decision, Role, Verdict
from tests.reviewed import FORMULA, SCHEMA, concentration, judge, numbered, run_lines

DECISIONS = numbered(
    judge("Ann", "a", "age_years", Verdict.ACCEPT, content=54),
    judge("Bea", "a", "age_years", Verdict.ACCEPT, content=54),
    judge("Ann", "a", "sex", Verdict.ACCEPT, content="female"),
    judge("Bea", "a", "sex", Verdict.EDIT, content="male"),
    judge("Ann", "b", "age_years", Verdict.ACCEPT, content=61, comment="=1+1"),
    judge("Ann", "a", "serum_igg4", Verdict.ACCEPT, content=concentration(243, "elevated")),
    judge("Bea", "a", "serum_igg4", Verdict.EDIT, content={**concentration(250), "comparator": ">"}),
    judge(
        "Cy", "a", "serum_igg4", Verdict.EDIT, role=Role.ADJUDICATOR, content={**concentration(250), "comparator": ">"}
    ),
)


def agreed(decisions: tuple[Decision, ...] = DECISIONS) -> list[str]:
    return list(decided(run_lines(), decisions, SCHEMA))


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_wide_has_value_status_and_standing(tmp_path: Path) -> None:
    export_wide(tmp_path / "wide.csv", SCHEMA, agreed())
    first, second = table(tmp_path / "wide.csv")
    told = [
        (first[name], first[f"{name}_status"], first[f"{name}_standing"]) for name in ("age_years", "sex", "outcome")
    ]
    assert told == [
        ("54", "stated", "agreed"),
        ("female", "stated", "disputed"),  # the program's reading, until somebody settles it
        ("improved", "stated", "unchecked"),
    ]
    assert (first["serum_igg4"], first["serum_igg4_standing"]) == ("250", "adjudicated")
    assert (second["age_years"], second["age_years_standing"]) == ("61", "one reviewer")
    assert (second["symptoms"], second["csf_protein_status"]) == ("'" + FORMULA, "not_done")


def test_long_has_a_line_for_each_item_and_for_what_was_denied(tmp_path: Path) -> None:
    export_long(tmp_path / "long.csv", SCHEMA, agreed())
    lines = table(tmp_path / "long.csv")
    assert tuple(lines[0]) == LONG_COLUMNS
    symptoms = [(x["item"], x["status"], x["value"], x["quote"], x["page"]) for x in lines if x["field"] == "symptoms"]
    assert symptoms == [
        ("1", "stated", "limb weakness", "weak legs", "2"),
        ("2", "stated", "back pain", "pain in the back", "2"),
        ("1", "denied", "fever", "no fever", "2"),
        ("1", "stated", "'" + FORMULA, "'" + FORMULA, "2"),
    ]
    (igg4,) = [x for x in lines if x["field"] == "serum_igg4" and x["paper"] == "papers/a.pdf"]
    assert [igg4[k] for k in ("value", "number", "comparator", "unit", "standing", "reviewers")] == [
        *(">250 mg/dL", "250", ">", "mg/dL", "adjudicated", "Ann; Bea; Cy")
    ]
    (age,) = [x for x in lines if x["field"] == "age_years" and x["paper"] == "papers/b.pdf"]
    assert age["comments"] == "'=1+1"
    assert len([x for x in lines if x["field"] == "diagnosis"]) == 2  # silence has its line too


def test_the_workbook_shows_how_cells_stand(tmp_path: Path) -> None:
    rows = [read_row(line) for line in agreed()]
    checks = CheckList(SCHEMA)
    checks.add(rows)
    told = [tuple(line)[:5] for line in checks.frame().itertuples(index=False, name=None)]
    assert told[0][3:] == ("sex", "stated")  # what people dispute comes before all
    assert not any(field in ("age_years", "serum_igg4") for paper, _, _, field, _ in told if paper == "papers/a.pdf")
    path = tmp_path / "agreed.xlsx"
    with Workbook(path, SCHEMA, 2, ("Standing",)) as book:
        from extractor.export.agreed import standing_frame
        from extractor.export.frames import evidence_frame

        book.add_cases(rows, evidence_frame(SCHEMA, rows))
        book.add("Standing", standing_frame(SCHEMA, rows))
    found = openpyxl.load_workbook(path)
    assert [cell.value for cell in found["Standing"][2]][:6] == [
        *("papers/a.pdf", "case-1", "Patient", "agreed (Ann, Bea)", "disputed (Ann, Bea)", "unchecked")
    ]
    cases = found["Cases"]
    heads = [cell.value for cell in cases[1]]
    fills = {name: cases[2][heads.index(name)].fill.fgColor.rgb[2:] for name in ("sex", "outcome", "age_years")}
    assert fills == {"sex": "FFD966", "outcome": "F2F2F2", "age_years": "000000"}  # disputed, unchecked, agreed
    assert cases[3][heads.index("csf_protein")].fill.fgColor.rgb[2:] == "EDEDED"  # not done keeps its colour
    assert {c.data_type for sheet in found for row in sheet.iter_rows() for c in row} <= {"s", "n"}


def test_the_dictionary_explains_every_column(tmp_path: Path) -> None:
    export_dictionary(tmp_path / "dictionary.csv", SCHEMA)
    export_wide(tmp_path / "wide.csv", SCHEMA, agreed())
    lines = table(tmp_path / "dictionary.csv")
    assert tuple(lines[0]) == DICTIONARY_COLUMNS
    assert sorted(line["column"] for line in lines) == sorted(table(tmp_path / "wide.csv")[0])
    assert all(line["meaning"] for line in lines)
    (age,) = [line for line in lines if line["column"] == "age_years"]
    assert (age["unit"], age["lowest"], age["highest"]) == ("years", "0.0", "120.0")


@pytest.mark.parametrize("export", [export_wide, export_long])
def test_the_same_data_give_the_same_bytes(export: object, tmp_path: Path) -> None:
    for name in ("one", "two"):
        export(tmp_path / name, SCHEMA, agreed())  # type: ignore[operator]
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
