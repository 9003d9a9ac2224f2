"""The pair can be imported: names, kinds and choices as REDCap asks for them, and data that are among the choices."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from extractor.export.redcap import HEADER, LONGEST_NAME, export_redcap
from extractor.export.rows import read_row
from extractor.review.decided import decided
from extractor.review.decision import Verdict
from tests.reviewed import SCHEMA, concentration, judge, line, numbered, run_lines, value

KINDS = {"text", "notes", "radio", "dropdown", "checkbox", "yesno"}

Pair = tuple[list[dict[str, str]], list[dict[str, str]]]


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    decisions = numbered(
        judge("Ann", "a", "age_years", Verdict.ACCEPT, content=54),
        judge("Bea", "a", "age_years", Verdict.ACCEPT, content=54),
    )
    lines = (
        *run_lines(),
        line("c", mri_enhancement=value("yes"), serum_igg4=value({**concentration(9), "comparator": "<"})),
    )
    rows = [read_row(text) for text in decided(lines, decisions, SCHEMA)]
    paths = tmp_path / "dictionary.csv", tmp_path / "data.csv"
    export_redcap(*paths, SCHEMA, rows)
    read = [list(csv.DictReader(path.open(encoding="utf-8", newline=""))) for path in paths]
    assert not paths[0].read_bytes().startswith(b"\xef\xbb\xbf")  # a mark would become part of the first name
    return read[0], read[1]


def choices_of(variable: dict[str, str]) -> dict[str, str]:
    parts = [part for part in variable["Choices, Calculations, OR Slider Labels"].split(" | ") if part]
    return dict(part.split(", ", 1) for part in parts)


def test_the_dictionary_keeps_the_rules_of_redcap(pair: Pair) -> None:
    variables, _ = pair
    assert tuple(variables[0]) == HEADER and len(HEADER) == 18
    names = [variable["Variable / Field Name"] for variable in variables]
    assert names[0] == "record_id" and len(set(names)) == len(names)
    assert [n for n in names if not re.fullmatch(r"[a-z][a-z0-9_]*", n) or len(n) > LONGEST_NAME or "__" in n] == []
    assert {variable["Field Type"] for variable in variables} <= KINDS
    forms = [variable["Form Name"] for variable in variables]
    assert len(set(forms)) == len([f for n, f in enumerate(forms) if n == 0 or forms[n - 1] != f])  # each in one piece
    for variable in variables:
        assert bool(choices_of(variable)) == (variable["Field Type"] in ("radio", "dropdown", "checkbox"))


def test_the_data_fit_the_dictionary(pair: Pair) -> None:
    variables, data = pair
    columns: list[str] = []
    for variable in variables:
        name, choices = variable["Variable / Field Name"], choices_of(variable)
        boxes = [f"{name}___{code}" for code in choices]
        columns += boxes if variable["Field Type"] == "checkbox" else [name]
        for record in data:
            if variable["Field Type"] == "checkbox":
                assert {record[box] for box in boxes} <= {"0", "1"}
            elif choices:
                assert record[name] in ("", *choices)
            elif variable["Text Validation Type OR Show Slider Number"] == "number" and record[name]:
                float(record[name])
    forms = list(dict.fromkeys(variable["Form Name"] for variable in variables))
    assert list(data[0]) == [*columns, *(f"{form}_complete" for form in forms)]
    assert len({record["record_id"] for record in data}) == 3


def test_what_the_data_say(pair: Pair) -> None:
    variables, (first, second, third) = pair
    by_name = {variable["Variable / Field Name"]: variable for variable in variables}

    def told(record: dict[str, str], name: str) -> str:
        return choices_of(by_name[name])[record[name]]

    assert (first["record_id"], first["age_years"], told(first, "age_years_by")) == ("a-case-1", "54", "agreed")
    assert (told(first, "sex"), told(first, "sex_by"), told(second, "csf_protein_st")) == (
        "female",
        "unchecked",
        "not done",
    )
    boxes = choices_of(by_name["symptoms"])
    assert {label for code, label in boxes.items() if first[f"symptoms___{code}"] == "1"} == {
        "limb weakness",
        "back pain",
    }
    assert [first[f"serum_igg4{end}"] for end in ("", "_lo", "_hi")] == ["243", "", ""]
    assert (told(first, "serum_igg4_sg"), told(third, "serum_igg4_sg"), third["serum_igg4"]) == (
        "exactly",
        "less than",
        "9",
    )
    assert (third["mri_enhancement"], first["mri_enhancement"]) == ("1", "")
    assert (by_name["age_years"]["Text Validation Min"], by_name["age_years"]["Field Note"]) == ("0.0", "years")
    assert (first["patient_complete"], second["patient_complete"], first["paper_complete"]) == ("1", "0", "2")


def test_a_number_out_of_bounds_leaves_no_bounds(tmp_path: Path) -> None:
    rows = [read_row(line("c", age_years=value(450)))]
    export_redcap(tmp_path / "d.csv", tmp_path / "e.csv", SCHEMA, rows)
    variables = list(csv.DictReader((tmp_path / "d.csv").open(encoding="utf-8", newline="")))
    (age,) = [v for v in variables if v["Variable / Field Name"] == "age_years"]
    assert age["Text Validation Max"] == ""
