"""How far confidence can be trusted, on cells of which one can count the right ones by hand."""

from __future__ import annotations

import json
from pathlib import Path

from extractor.score.calibration import (
    Judged,
    calibration_error,
    check_until,
    check_worth,
    format_calibration,
    judge_cells,
    judge_run,
    reliability,
    share_right,
    sure_cells,
)
from extractor.score.gold import Paper, answers_of
from extractor.score.measures import CaseAnswers
from extractor.score.scoring import Share


def cells(*groups: tuple[float, int, int]) -> list[Judged]:
    """Make cells: confidence, how many, how many of them right."""
    return [
        Judged("a", 1, f"{confidence} {number:03}", True, confidence, number < right)
        for confidence, count, right in groups
        for number in range(count)
    ]


def test_a_program_that_knows_itself_has_no_error() -> None:
    assert calibration_error(cells((0.8, 10, 8), (0.5, 10, 5))) < 1e-9


def test_the_error_is_the_mean_distance_of_the_bins() -> None:
    judged = cells((0.95, 10, 10), (0.9, 10, 8), (0.25, 20, 15))  # (0.5 + 10) of 40 cells off
    assert round(calibration_error(judged), 6) == round((abs(18.5 - 18) + abs(5 - 15)) / 40, 6)
    assert [(one.low, one.right) for one in reliability(judged)] == [(0.2, Share(15, 20)), (0.9, Share(18, 20))]


def test_sure_cells() -> None:
    assert share_right(sure_cells(cells((0.95, 4, 3), (0.949, 9, 0)))) == Share(3, 4)


def test_checking_the_least_sure_first() -> None:
    judged = cells((0.9, 90, 90), (0.3, 10, 4))  # of the ten the right ones are checked first: the worst case
    until = check_until(judged, 0.99)
    assert (until.checked, until.right, until.unchecked) == (Share(9, 100), Share(99, 100), Share(90, 91))
    worth = {one.checked.part: one.right.part for one in check_worth(judged)}
    assert (worth[0], worth[5], worth[10]) == (94, 95, 100)


def test_nothing_to_check_where_all_is_right() -> None:
    assert check_until(cells((0.9, 10, 10))).checked == Share(0, 10)


def record(**values: object) -> CaseAnswers:
    """Make the answers of a record; None is "not reported"."""
    return answers_of(
        {
            name: {"status": "not_reported" if value is None else "stated", "value": value, "confidence": 0.9}
            for name, value in values.items()
        }
    )


def gold(**answers: tuple[float | str, ...]) -> CaseAnswers:
    names = ("age_years", "sex", "symptoms", "serum_igg4.value", "serum_igg4.flag")
    return CaseAnswers({name: answers.get(name, ()) for name in names})


def test_a_cell_is_right_as_a_whole() -> None:
    expected = gold(age_years=(54.0,), symptoms=("back pain", "fever"))
    got = record(age_years=54, symptoms=["fever"], sex=None)
    judged = judge_cells([Paper("a", (expected,))], {"a": (got,)})
    assert {(one.field, one.given, one.right) for one in judged} == {
        ("age_years", True, True),
        ("symptoms", True, False),
        ("sex", False, True),
    }


def test_value_and_flag_of_a_quantity_are_one_cell() -> None:
    expected = CaseAnswers({"serum_igg4.value": (300.0,), "serum_igg4.flag": ("elevated",)})
    for flag, right in (("elevated", True), (None, False)):
        got = record(serum_igg4={"value": 300, "unit": "mg/dL", "flag": flag})
        judged = judge_cells([Paper("a", (expected,))], {"a": (got,)})
        assert [(one.field, one.right) for one in judged] == [("serum_igg4", right)]


def test_patients_of_one_side_alone_are_left_out() -> None:
    first, second = gold(age_years=(54.0,)), gold(age_years=(20.0,))
    found = {"a": (record(age_years=20),), "b": (record(age_years=7), record(age_years=54))}
    judged = judge_cells([Paper("a", (first, second)), Paper("b", (first,))], found)
    assert [(one.paper, one.case, one.field, one.right) for one in judged] == [
        ("a", 1, "age_years", False),
        ("b", 2, "age_years", True),
    ]


def test_the_tables_are_markdown() -> None:
    lines = format_calibration(cells((0.9, 9, 9), (0.3, 1, 0))).splitlines()
    assert lines[2] == "| all | 10 | 0.900 (0.596–0.982) | 0.120 | 0.000 (0.000–0.278) | – |"
    assert "Check the 10 % of the cells that are least sure: 99 % are right." in lines
    tables = [line.count("|") for line in lines if line.startswith("|")]
    assert sorted(set(tables)) == [4, 7]


def test_a_run_is_judged_by_the_confidences_of_its_file(tmp_path: Path) -> None:
    values = {
        "age_years": {"status": "conflict", "value": 54, "confidence": 0.6},
        "sex": {"status": "not_reported", "value": None, "confidence": 0.8},
    }
    gold = {"id": "a", "cases": [{"age_years": 54, "sex": "female"}]}
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold), encoding="utf-8")
    (tmp_path / "cases.jsonl").write_text(
        json.dumps({"document": {"path": "a.pdf"}, "values": values}), encoding="utf-8"
    )
    assert judge_run(tmp_path / "gold.jsonl", tmp_path) == (
        Judged("a", 1, "age_years", True, 0.6, True),
        Judged("a", 1, "sex", False, 0.8, False),
    )
