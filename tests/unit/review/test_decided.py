"""From the machine's records and what people said of them to what a reviewer sees, and to what is agreed."""

from __future__ import annotations

import json
from itertools import count
from typing import Any

import pytest

from extractor.case import Status
from extractor.review.answers import same_content
from extractor.review.decided import decided, history, in_force
from extractor.review.decision import Answer, Decision, Role, Verdict
from extractor.schema import load_schema

SCHEMA = load_schema("igg4-rsp")
NUMBER = count(1)


def line(case: str = "case-1", path: str = "a.pdf", **values: Any) -> str:
    cells = {
        name: {"status": "stated", "value": value, "confidence": 0.7, "evidence": [], "alternatives": []}
        for name, value in values.items()
    }
    document = {"id": "11", "path": path, "title": "T", "patients": 1}
    return json.dumps({"document": document, "case": {"id": case, "label": case}, "values": cells, "problems": []})


def said(
    who: str, verdict: Verdict, content: Any = None, *, case: str = "case-1", field: str = "age_years", **rest: Any
) -> Decision:
    answer = None
    if verdict.judges:
        answer = Answer(rest.pop("status", Status.STATED), json.dumps(content))
    elif verdict is not Verdict.NOTE:
        field = ""
    number = next(NUMBER)
    given = {"path": "a.pdf", "sha256": "11", "number": number, "at": f"2026-11-21T10:00:{number:02}"}
    return Decision(**{**given, **rest}, reviewer=who, verdict=verdict, case=case, field=field, answer=answer)


def undo(entry: Decision) -> Decision:
    return said(entry.reviewer, Verdict.UNDO, case=entry.case, target=str(entry.number))


def ages(lines: list[str], decisions: list[Decision], reviewer: str | None = None) -> dict[str, tuple[Any, str]]:
    """Give the age of every patient, with the standing of the cell."""
    records = [json.loads(text) for text in decided(lines, decisions, SCHEMA, reviewer)]
    cells = {record["case"]["id"]: record["values"]["age_years"] for record in records}
    return {case: (cell["value"], cell["review"]["standing"]) for case, cell in cells.items()}


def test_each_sees_his_own_and_together_they_agree_or_not() -> None:
    accepted, edited = said("anna", Verdict.ACCEPT, 54), said("ben", Verdict.EDIT, 45)
    lines, both = [line(age_years=54)], [accepted, edited]
    assert ages(lines, []) == {"case-1": (54, "unchecked")}
    assert ages(lines, both, "anna") == {"case-1": (54, "one reviewer")}
    assert ages(lines, both, "ben") == {"case-1": (45, "one reviewer")}
    assert ages(lines, both) == {"case-1": (54, "disputed")}
    assert ages(lines, [accepted, said("ben", Verdict.ACCEPT, 54.0)]) == {"case-1": (54, "agreed")}
    settled = said("carla", Verdict.EDIT, 45, role=Role.ADJUDICATOR)
    assert ages(lines, [*both, settled]) == {"case-1": (45, "adjudicated")}
    assert ages(lines, [*both, settled], "anna") == {"case-1": (54, "one reviewer")}


def test_a_rejected_value_is_gone_and_its_status_says_why() -> None:
    (text,) = decided([line(sex="male")], [said("anna", Verdict.REJECT, field="sex", status=Status.NOT_DONE)], SCHEMA)
    cell = json.loads(text)["values"]["sex"]
    assert (cell["status"], cell["value"], cell["confidence"]) == ("not_done", None, 1.0)


def test_what_is_undone_counts_no_more_and_stays_in_the_history() -> None:
    first, second = said("anna", Verdict.EDIT, 40), said("anna", Verdict.EDIT, 41)
    back = undo(second)
    entries = [first, second, back]
    assert ages([line(age_years=54)], entries, "anna") == {"case-1": (40, "one reviewer")}
    assert history(entries, "case-1", "age_years") == ((first, True), (second, False))
    assert in_force([*entries, undo(back)]) == (first, second)


def test_a_decision_on_an_earlier_file_stands_and_is_flagged() -> None:
    (text,) = decided([line(age_years=54)], [said("anna", Verdict.EDIT, 40, sha256="00")], SCHEMA)
    cell = json.loads(text)["values"]["age_years"]
    assert (cell["value"], cell["review"]["earlier_file"]) == (40, True)


def test_patients_are_added_split_merged_and_removed() -> None:
    lines = [line("case-1", age_years=30), line("case-2", age_years=50, sex="male"), line("case-3", age_years=70)]
    assert list(ages(lines, [said("anna", Verdict.REMOVE, case="case-3")])) == ["case-1", "case-2"]
    merged = [said("anna", Verdict.MERGE, case="case-2", target="case-1")]
    (first, _) = (json.loads(text) for text in decided(lines, merged, SCHEMA))
    assert (first["values"]["age_years"]["value"], first["values"]["sex"]["value"]) == (30, "male")
    assert first["document"]["patients"] == 2
    split = [said("anna", Verdict.SPLIT, case="added-1", target="case-1")]
    assert ages(lines, split)["added-1"] == (30, "unchecked")
    added = [
        said("anna", Verdict.ADD, case="added-1", target="the twin"),
        said("anna", Verdict.EDIT, 3, case="added-1"),
    ]
    assert ages(lines, added)["added-1"] == (3, "one reviewer")
    assert ages(lines, [*added, undo(added[0])], "anna").keys() == {"case-1", "case-2", "case-3", "added-1"}


def test_a_decided_patient_whom_the_machine_no_longer_finds_is_kept() -> None:
    assert ages([line("case-1")], [said("anna", Verdict.EDIT, 40, case="case-2")])["case-2"] == (40, "one reviewer")


def test_patients_on_whom_reviewers_differ_wait_for_the_adjudicator() -> None:
    lines = [line("case-1"), line("case-2")]
    entries = [said("anna", Verdict.REMOVE, case="case-2"), said("ben", Verdict.ACCEPT, 4)]
    assert ages(lines, entries).keys() == {"case-1", "case-2"}
    assert ages(lines, entries, "anna").keys() == {"case-1"}
    assert ages(lines, [*entries, said("ben", Verdict.REMOVE, case="case-2")]).keys() == {"case-1"}
    settled = said("carla", Verdict.REMOVE, case="case-2", role=Role.ADJUDICATOR)
    assert ages(lines, [*entries, settled]).keys() == {"case-1"}


def test_an_excluded_paper_gives_no_line() -> None:
    assert ages([line()], [said("anna", Verdict.EXCLUDE, case="", target="another disease")]) == {}


def test_a_patient_in_a_paper_without_any() -> None:
    entries = [
        said("anna", Verdict.ADD, case="added-1", target="the girl", path="b.pdf"),
        said("anna", Verdict.EDIT, 7, case="added-1", path="b.pdf"),
    ]
    records = [json.loads(text) for text in decided([line()], entries, SCHEMA)]
    assert [(r["document"]["path"], r["case"]["label"]) for r in records] == [
        ("a.pdf", "case-1"),
        ("b.pdf", "the girl"),
    ]
    assert set(records[1]["values"]) == {field.name for field in SCHEMA.fields}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (54, 54.0, True),
        (54, "54", False),
        (["back pain", "Fever"], ["fever", "back pain"], True),
        (["fever"], ["fever", "fever"], False),
        ({"canonical": 243, "unit": "g/L"}, {"canonical": 243.0, "unit": "mg/dL", "comparator": "="}, True),
        ({"canonical": 243, "comparator": ">"}, {"canonical": 243, "comparator": "="}, False),
        ({"canonical": None, "flag": "elevated"}, {"canonical": None, "flag": "normal"}, False),
        ({"name": "rituximab", "dose": "1 g"}, {"name": "Rituximab", "dose": "1 g", "class": "biologic"}, True),
        ({"name": "rituximab", "dose": "1 g"}, {"name": "rituximab", "dose": None}, False),
        (None, None, True),
    ],
)
def test_when_two_contents_are_the_same(one: Any, other: Any, same: bool) -> None:
    assert same_content(one, other) is same
    assert same_content(other, one) is same
