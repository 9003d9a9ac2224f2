"""Counts, pairs of cases and intervals, on gold and records of a few lines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extractor.problem import DataError
from extractor.score.gold import paper_key
from extractor.score.report import format_scores
from extractor.score.scoring import Counts, Interval, Scores, Share, score_records

EMPTY: dict[str, Any] = {
    "age_years": None, "sex": None, "onset_to_diagnosis_weeks": None, "symptoms": [], "serum_igg4": None,
    "involved_regions": [], "lesion_levels": [], "surgery_levels": [], "mri_enhancement": None, "pathology": [],
    "igg4_positive_cells_per_hpf": None, "igg4_igg_ratio_percent": None, "treatments": [], "outcome": None,
}  # fmt: skip


def cell(value: Any, status: str = "stated") -> dict[str, Any]:
    return {"status": status, "value": value}


def score(
    tmp_path: Path, gold: dict[str, list[dict[str, Any]]], records: dict[str, list[dict[str, Any]]], **line: Any
) -> Scores:
    """Score gold cases (fields left out are not reported) against records (field → cell), each by paper."""
    papers = [{"id": k, "cases": [EMPTY | case for case in cases]} | line for k, cases in gold.items()]
    rows = [{"document": {"path": f"{k}.pdf"}, "values": values} for k, many in records.items() for values in many]
    for name, lines in (("gold.jsonl", papers), ("cases.jsonl", rows)):
        (tmp_path / name).write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")
    return score_records(tmp_path / "gold.jsonl", tmp_path)


def counts(scores: Scores) -> dict[str, tuple[int, int, int]]:
    """Give right, wrong and missing of each measure that has any."""
    found = {f.name: (f.counts.right, f.counts.wrong, f.counts.missing) for f in scores.fields}
    return {name: three for name, three in found.items() if three != (0, 0, 0)}


def test_single_cells_and_lists_are_counted(tmp_path: Path) -> None:
    gold = {"age_years": 54, "sex": "female", "symptoms": ["back pain", "limb weakness", "fever"]}
    record = {
        "age_years": cell(45), "sex": cell("female"), "symptoms": cell(["paraparesis", "headache"]),
        "lesion_levels": cell(["T4-T8"]), "outcome": cell(None, "not_reported"),
    }  # fmt: skip
    scores = score(tmp_path, {"a": [gold]}, {"a": [record]})
    assert counts(scores) == {
        "age_years": (0, 1, 1),
        "sex": (1, 0, 0),
        "symptoms": (1, 1, 2),
        "lesion_levels": (0, 1, 0),
    }
    assert scores.micro.counts == Counts(2, 3, 3)
    assert (scores.micro.counts.precision, scores.micro.counts.recall, scores.micro.counts.f1) == (0.4, 0.4, 0.4)
    assert scores.age_and_sex == Share(0, 1)


def test_what_is_acceptable_is_neither_asked_for_nor_wrong(tmp_path: Path) -> None:
    gold = {
        "onset_to_diagnosis_weeks": 48, "onset_to_diagnosis_weeks_calendar": 52.18, "treatments": ["rituximab"],
        "acceptable": {"treatments": ["biopsy"], "mri_enhancement": ["yes"], "age_years": [50]},
    }  # fmt: skip
    record = {
        "onset_to_diagnosis_weeks": cell(52.2), "treatments": cell(["biopsy", "rituximab"]),
        "mri_enhancement": cell("yes"), "age_years": cell(50),
    }  # fmt: skip
    assert counts(score(tmp_path, {"a": [gold]}, {"a": [record]})) == {
        "onset_to_diagnosis_weeks": (1, 0, 0),
        "treatments": (1, 0, 0),
    }


def test_a_conflict_counts_by_its_value_and_a_denial_as_no_value(tmp_path: Path) -> None:
    record = {"age_years": cell(56, "conflict"), "pathology": cell(None, "not_done")}
    assert counts(score(tmp_path, {"a": [{"age_years": 56}]}, {"a": [record]})) == {"age_years": (1, 0, 0)}


def test_fields_and_statuses_of_the_fuller_gold(tmp_path: Path) -> None:
    gold = {"csf_protein": {"value": 1.18, "unit": "g/L"}, "status": {"pathology": "not_done", "sex": "conflict"}}
    record = {"csf_protein": cell({"value": 118, "unit": "mg/dL"}), "pathology": cell(None, "not_done")}
    assert counts(score(tmp_path, {"a": [gold]}, {"a": [record]})) == {
        "csf_protein": (1, 0, 0),
        "status other than stated": (1, 0, 1),
    }
    # gold of the older form says nothing of CSF protein: an answer goes uncounted
    assert counts(score(tmp_path, {"a": [{}]}, {"a": [{"csf_protein": cell({"value": 118})}]})) == {}


def test_a_flag_is_asked_for_only_where_the_gold_has_one(tmp_path: Path) -> None:
    record = {"serum_igg4": cell({"value": 312, "unit": "mg/dL", "flag": "elevated"})}
    silent = {"serum_igg4": {"value": 312, "unit": "mg/dL", "flag": None}}
    assert counts(score(tmp_path, {"a": [silent]}, {"a": [record]})) == {"serum_igg4.value": (1, 0, 0)}
    assert counts(score(tmp_path, {"a": [{}]}, {"a": [record]})) == {
        "serum_igg4.value": (0, 1, 0),
        "serum_igg4.flag": (0, 1, 0),
    }


def test_cases_are_paired_by_age_and_sex_then_by_place(tmp_path: Path) -> None:
    gold = [{"age_years": 71, "sex": "female"}, {"age_years": 38, "sex": "male"}]
    records = [
        {"age_years": cell(38), "sex": cell("male")},
        {"age_years": cell(71), "sex": cell("female")},
        {"age_years": cell(12)},
    ]
    scores = score(tmp_path, {"a": gold, "b": [{"sex": "male"}]}, {"a": records})
    assert counts(scores) == {"age_years": (2, 0, 0), "sex": (2, 0, 1)}
    assert (scores.wrong_number, scores.lost, scores.invented) == (Share(2, 2), 1, 1)
    assert scores.age_and_sex == Share(2, 2)


def test_a_paper_that_cannot_be_read_counts_only_if_it_was(tmp_path: Path) -> None:
    gold = {"scan": [{"age_years": 54}]}
    unread = score(tmp_path, gold, {}, status="no_text")
    assert (unread.papers, unread.left_out, unread.lost) == (0, 1, 0)
    read = score(tmp_path, gold, {"scan": [{"age_years": cell(54)}]}, status="no_text")
    assert (read.papers, read.left_out, counts(read)) == (1, 0, {"age_years": (1, 0, 0)})


def test_wilson_interval_of_a_share() -> None:
    interval = Share(8, 10).interval  # 0.4902 to 0.9433, as tables of the interval have it
    assert (round(interval.low, 4), round(interval.high, 4)) == (0.4902, 0.9433)
    assert Share(0, 0).interval == Interval(0.0, 1.0)


def test_intervals_come_of_papers_and_are_the_same_each_time(tmp_path: Path) -> None:
    gold = {name: [{"sex": "male"}] for name in "abcdefgh"}
    records = {name: [{"sex": cell("male" if name < "e" else "female")}] for name in "abcdefgh"}
    first, again = score(tmp_path, gold, records), score(tmp_path, gold, records)
    assert first == again
    assert 0 < first.micro.f1.low < 0.5 < first.micro.f1.high < 1


def test_report_names_figures_and_misses(tmp_path: Path) -> None:
    scores = score(tmp_path, {"a": [{"age_years": 54, "sex": "male"}]}, {"a": [{"age_years": cell(45)}]})
    lines = format_scores(scores, "age_years").splitlines()
    assert lines[0] == "1 papers with 1 cases"
    assert lines[-2:] == ["1 misses", "age_years  a, case 1  gold: 54  got: 45"]
    with pytest.raises(DataError, match="no field 'shoe_size' is scored"):
        format_scores(scores, "shoe_size")


def test_files_of_another_form_are_refused(tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text('{"id": "a"}\n', encoding="utf-8")
    with pytest.raises(DataError, match=r"gold\.jsonl:1: a line of gold has id and cases"):
        score_records(tmp_path / "gold.jsonl", tmp_path)
    with pytest.raises(DataError, match="no such file"):
        score_records(tmp_path / "none.jsonl", tmp_path)


def test_papers_are_named_by_stem_and_key() -> None:
    assert paper_key("papers/a.b.pdf") == "a.b"
    assert paper_key("papers/many.nbib#990001") == "many#990001"
    assert paper_key("refs.ris#10.5555/x.1") == "refs#10.5555/x.1"
