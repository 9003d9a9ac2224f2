"""Whose the cells of a table are."""

from __future__ import annotations

import pytest

TWO = ("# Cases", "Case 1 was a man with gout. Case 2 was a woman with fever.")


def table(*rows: str) -> str:
    return "[table] " + "\n".join("\t".join(row.split(" | ")) for row in rows)


def test_columns_named_for_patients_are_theirs(told) -> None:
    rows = table("Feature | Case 1 | Case 2", "Age | 61 | 48", "Level | C2–C4 | T7")
    assert told(*TWO, rows) == {
        "Case 1": "Case 1 was a man with gout. | Feature Case 1 Case 2 Age | 61 | Level | C2–C4",
        "Case 2": "Case 2 was a woman with fever. | Feature Case 1 Case 2 Age | 48 | Level | T7",
    }


def test_rows_numbered_under_a_corner_that_says_case_are_theirs(told) -> None:
    rows = table("Case no. | Age | Level", "1 | 61 | C2–C4", "2 | 48 | T7")
    assert told(*TWO, rows) == {
        "Case 1": "Case 1 was a man with gout. | Case no. Age Level | 1 61 C2–C4",
        "Case 2": "Case 2 was a woman with fever. | Case no. Age Level | 2 48 T7",
    }


def test_a_table_may_have_more_columns_than_rows(told) -> None:
    rows = table("Case | Age | Sex | Pain | Level", "1 | 61 | M | none | C2–C4", "2 | 48 | F | neck | T7")
    assert told(*TWO, rows)["Case 2"].endswith("Case Age Sex Pain Level | 2 48 F neck T7")


def test_a_column_of_reference_ranges_holds_for_all(told) -> None:
    rows = table("Test | Normal range | Case 1 | Case 2", "CRP | 0–5 | 61 | 4")
    assert told(*TWO, rows)["Case 2"].endswith("Test Normal range Case 1 Case 2 CRP 0–5 | 4")


def test_mother_and_child_name_columns(told) -> None:
    paper = (
        "# The mother", "A 30-year-old woman had a rash.", "# The infant", "The boy was born at term.",
        table("Day | Mother | Infant", "1 | 2.7 | 1.1"),
    )  # fmt: skip
    assert told(*paper) == {
        "the mother": "A 30-year-old woman had a rash. | Day Mother Infant 1 | 2.7",
        "the infant": "The boy was born at term. | Day Mother Infant 1 | 1.1",
    }


@pytest.mark.parametrize(
    "rows",
    [
        table("Author | Case 1 | Case 2", "Holm | 61 | 48"),
        table("Study | Age | Level", "Holm 2010 | 61 | C2", "Berg 2012 | 48 | T7"),
        table("Case | Age | Level", "1 | 61 | C2", "2 | 48 | T7", "3 | 12 | L1"),
        table("Feature | Published cases | Frequency", "Pain | 12 | 40%"),
    ],
    ids=["authors", "years", "more cases than the paper has", "no case named"],
)
def test_tables_of_the_literature_are_nobodys(told, rows: str) -> None:
    assert told(*TWO, rows) == {"Case 1": "Case 1 was a man with gout.", "Case 2": "Case 2 was a woman with fever."}


ONE = ("# Case", "A 61-year-old man had gout.")


@pytest.mark.parametrize(
    "rows",
    [
        table("Test | Result | Reference range", "Urate | 9.1 | 3–7"),
        table("Test | Before treatment | Month 3", "Urate | 9.1 | 5.2"),
        table("Date | Event", "Day 1 | He was given colchicine."),
        table("Date | Urate", "January 2013 | 9.1", "May 2015 | 5.2"),
        table("Month | Urate", "0 | 9.1", "3 | 5.2"),
    ],
    ids=["reference range", "over time", "time line", "dates", "months"],
)
def test_values_of_the_one_patient_are_the_patients(told, rows: str) -> None:
    paper = (*ONE, "[caption] Table 1. Episodes.", rows)
    words = " ".join(rows.removeprefix("[table] ").split())
    assert told(*paper) == {"Patient": f"A 61-year-old man had gout. Table 1. Episodes. {words}"}


@pytest.mark.parametrize(
    ("caption", "rows"),
    [
        ("Table 1. Published cases.", table("Age | Sex | Month 1", "61 | M | gout")),
        ("Table 1. Differential diagnosis.", table("Disease | Test", "Gout | Urate on admission")),
        ("Table 2. Criteria.", table("Criterion | Points", "Urate > 6 mg/dL | 2")),
        ("Table 3. Laboratory values in 20 patients.", table("Test | Mean", "Urate | 9.1")),
    ],
    ids=["literature", "other diseases", "criteria", "many patients"],
)
def test_other_tables_and_their_captions_are_nobodys(told, caption: str, rows: str) -> None:
    assert told(*ONE, f"[caption] {caption}", rows) == {"Patient": "A 61-year-old man had gout."}


def test_the_row_of_the_present_case_is_the_patients(told) -> None:
    rows = table("Author | Age | Level", "Holm 2010 | 33 | C2", "Berg 2012 | 44 | T7", "Present case | 61 | L1")
    assert told(*ONE, rows) == {"Patient": "A 61-year-old man had gout. Author Age Level | Present case 61 L1"}


def test_ages_of_a_table_keep_a_stranger_apart(told) -> None:
    paper = (
        *TWO, "# Discussion", "In a 56-year-old man with disease at C2 the drug failed. Case 1 was older.",
        table("Feature | Case 1 | Case 2", "Age | 61 | 48"),
    )  # fmt: skip
    assert told(*paper)["Case 1"] == (
        "Case 1 was a man with gout. | Case 1 was older. | Feature Case 1 Case 2 Age | 61"
    )


def test_a_key_to_short_forms_is_nobodys(told) -> None:
    assert told(*ONE, "M, male; F, female; CRP, C-reactive protein.") == {"Patient": "A 61-year-old man had gout."}


def test_rows_are_patients_where_the_prose_tells_of_them_together(told) -> None:
    text = "Three of 92 patients had a stroke. Patients A and C were given aspirin. The girl in row B died."
    rows = table("Patient | Age (y) | Sex | Sign", "A | 34 | F | ptosis", "B | 6 | F | fit", "C | 47 | M | palsy")
    head = "Patient Age (y) Sex Sign"
    stroke = "Three of 92 patients had a stroke."
    assert told("# Results", text, rows) == {
        "Patient A": f"{stroke} | Patients A | and | were given aspirin. | {head} | A 34 F ptosis",
        "Patient B": f"{stroke} | The girl in row B died. | {head} | B 6 F fit",
        "Patient C": f"{stroke} | and | C | were given aspirin. | {head} | C 47 M palsy",
    }


def test_rows_of_groups_are_no_patients(found) -> None:
    rows = table("Group | Age (y) | Sex | Sign", "A | 34 | F | ptosis", "B | 6 | F | fit")
    assert found("# Results", "We reviewed 92 patients in two groups.", rows).cases == ()
