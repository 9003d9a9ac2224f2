"""Rows of two papers that may be one patient."""

from __future__ import annotations

import pytest

from extractor.export.rows import Cell, Row
from extractor.references.patients import Patient, PatientDecision, count_patients, propose_same_patients
from tests.unit.criteria.made_rows import quantity, row, stated

PERSON = (stated("age_years", 54.0), stated("sex", "female"))
ILL = (stated("lesion_levels", ["T3-T9"]), stated("serum_igg4", quantity(243.0)))
AUTHORS = ("Hanna Müller", "Lee Wong")


def other(*cells: Cell, year: int = 2019) -> Row:
    return row(*cells, path="b.pdf", year=year)


def reasons(left: Row, right: Row, theirs: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    return [pair.reasons for pair in propose_same_patients((Patient(left, AUTHORS), Patient(right, theirs)))]


def test_the_same_person_with_the_same_findings() -> None:
    assert reasons(row(*PERSON, *ILL), other(*PERSON, *ILL), ("Müller H",)) == [
        (
            *("age 54", "female", "published at the same time", "levels T3-T9", "an author in common: Hanna Müller"),
            "serum_igg4 243",
        )
    ]


def test_a_later_paper_may_tell_a_greater_age() -> None:
    later = other(stated("age_years", 57.0), stated("sex", "female"), *ILL, year=2022)
    assert reasons(row(*PERSON, *ILL), later, AUTHORS) == [
        ("female", "levels T3-T9", "2 authors in common: Hanna Müller, Lee Wong", "serum_igg4 243")
    ]


@pytest.mark.parametrize(
    "cells",
    [
        (stated("age_years", 54.0), stated("sex", "male"), *ILL),
        (stated("age_years", 70.0), stated("sex", "female"), *ILL),
        PERSON,  # age and sex alone are those of many
        (*PERSON, stated("lesion_levels", ["C4"]), stated("serum_igg4", quantity(900.0))),
        (),
    ],
)
def test_two_persons(cells: tuple[Cell, ...]) -> None:
    assert reasons(row(*PERSON, *ILL), other(*cells)) == []


def test_cases_of_one_paper_are_told_apart_by_it() -> None:
    same = row(*PERSON, *ILL, case="case-2")
    assert reasons(row(*PERSON, *ILL), same, AUTHORS) == []


def test_a_person_decides_how_many_patients_there_are() -> None:
    patients = [Patient(row(path=f"{name}.pdf")) for name in "abcd"]
    ids = [patient.id for patient in patients]
    decisions = (
        PatientDecision(ids[0], ids[1], True),
        PatientDecision(ids[2], ids[1], True),
        PatientDecision(ids[0], ids[3], False),
    )
    assert count_patients(patients, decisions) == 2
    assert count_patients(patients, ()) == 4
    assert count_patients(patients[:1], decisions) == 1
