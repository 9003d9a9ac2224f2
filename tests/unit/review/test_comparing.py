"""Two reviewers and the program, cell by cell: what counts as the same answer, and what is counted."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from extractor.case import Status
from extractor.review.agreement_table import csv_lines, markdown
from extractor.review.answers import same_answer
from extractor.review.comparing import compare_raters, label_of
from extractor.review.decision import Answer, Decision, Role, Verdict
from tests.reviewed import SCHEMA, concentration, judge, numbered, run_lines


def answer(content: Any, status: str = "stated") -> Answer:
    return Answer(Status(status), json.dumps(content))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (answer(None, "denied"), answer(None, "not_reported")),  # silence is never no
        (answer(["fever", "Headache"]), answer(["headache", "fever"])),
        (answer(["fever"]), answer(["fever", "headache"])),
        (answer(54), answer(54.0)),
        (answer(54), answer(55)),
        (answer(concentration(243)), answer(concentration(243, "elevated"))),
        (answer(concentration(243)), answer({**concentration(243), "comparator": ">"})),
        (answer({**concentration(1), "canonical": None, "flag": "low"}), answer(concentration(1, "low"))),
        (answer([{"name": "Prednisone", "class": "x"}]), answer([{"name": "prednisone"}])),
        (answer([{"name": "prednisone"}]), answer([{"name": "prednisone", "dose": "5 mg"}])),
    ],
)
def test_answers_with_one_name_are_the_same(one: Answer, other: Answer) -> None:
    assert (label_of(one) == label_of(other)) == same_answer(one, other)


DECISIONS = (
    judge("Ann", "a", "age_years", Verdict.ACCEPT, content=54),
    judge("Bea", "a", "age_years", Verdict.ACCEPT, content=54),
    judge("Ann", "b", "age_years", Verdict.ACCEPT, content=61),
    judge("Bea", "b", "age_years", Verdict.EDIT, content=63),
    judge("Ann", "a", "symptoms", Verdict.ACCEPT, content=["limb weakness", "back pain"]),
    judge("Bea", "a", "symptoms", Verdict.EDIT, content=["back pain", "fever"]),
    judge("Ann", "b", "csf_protein", Verdict.ACCEPT, status="not_done"),
    judge("Bea", "b", "csf_protein", Verdict.REJECT, status="not_reported"),
    judge("Ann", "a", "sex", Verdict.ACCEPT, content="female"),  # Bea has not judged it
    judge("Cy", "b", "age_years", Verdict.EDIT, role=Role.ADJUDICATOR, content=63),
)


def test_pairs_cells_and_items_are_counted() -> None:
    comparisons = compare_raters(run_lines(), numbered(*DECISIONS), SCHEMA)
    told = [(c.left, c.right, c.papers, c.cases, c.overall.equal, c.overall.units) for c in comparisons]
    assert told == [
        ("Ann", "Bea", 2, 2, 1, 4),
        ("Ann", "program", 2, 2, 5, 5),
        ("Bea", "program", 2, 2, 1, 4),
        ("agreed", "program", 2, 2, 1, 2),  # the age that both gave, and the one that was adjudicated
    ]
    lines = [(f.field, f.by_item, f.coefficients.equal, f.coefficients.units) for f in comparisons[0].fields]
    assert lines == [
        ("age_years", False, 1, 2),
        ("symptoms", False, 0, 1),
        ("symptoms", True, 2, 4),  # the status and back pain; not limb weakness, not fever
        ("csf_protein", False, 0, 1),
    ]


def test_what_was_taken_back_does_not_count() -> None:
    undo = Decision("papers/b.pdf", "sha-b", "Bea", Verdict.UNDO, case="case-1", field="age_years", target="4")
    comparison = compare_raters(run_lines(), numbered(*DECISIONS, undo), SCHEMA)[0]
    assert (comparison.overall.equal, comparison.overall.units) == (1, 3)


def test_numbers_get_an_icc() -> None:
    ages = [
        decision
        for n in range(6)
        for decision in (
            judge("Ann", f"p{n}", "age_years", Verdict.EDIT, content=40 + 3 * n),
            judge("Bea", f"p{n}", "age_years", Verdict.EDIT, content=40 + 3 * n + (n == 2)),
        )
    ]
    (line,) = compare_raters((), numbered(*ages), SCHEMA)[0].fields
    assert line.icc is not None and line.icc.value == pytest.approx(0.998, abs=1e-3)


def test_the_table_says_what_was_counted_and_steers_no_markup() -> None:
    renamed = [replace(d, reviewer="<b>|x" if d.reviewer == "Ann" else d.reviewer) for d in numbered(*DECISIONS)]
    comparisons = compare_raters(run_lines(), renamed, SCHEMA)
    text = markdown(comparisons)
    assert "## \\<b\\>\\|x and Bea" in text and "<b>" not in text
    assert "2 papers, 2 patients, 4 cells that both judged." in text
    assert "| overall | 4 | 1 | 25.0" in text
    first = next(iter(csv_lines(comparisons)))
    assert first[:7] == ("<b>|x", "Bea", "age_years", "cell", 2, 1, 0.5)


def test_nobody_has_judged() -> None:
    assert compare_raters(run_lines(), (), SCHEMA) == ()
