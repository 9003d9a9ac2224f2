"""What people decided becomes gold on which the program is measured; what nobody looked at does not count."""

from __future__ import annotations

import json
from pathlib import Path

from extractor.review.decided import decided
from extractor.review.decision import Verdict
from extractor.score.gold_writing import write_gold
from extractor.score.scoring import score_records
from tests.reviewed import SCHEMA, concentration, judge, numbered, run_lines

DECISIONS = numbered(
    judge("Ann", "a", "age_years", Verdict.EDIT, content=65),
    judge("Ann", "a", "sex", Verdict.ACCEPT, content="female"),
    judge("Ann", "a", "symptoms", Verdict.EDIT, content=["limb weakness", "fever"]),
    judge("Ann", "a", "serum_igg4", Verdict.ACCEPT, content=concentration(243, "elevated")),
    judge("Ann", "a", "outcome", Verdict.REJECT, status="not_reported"),
)


def write(folder: Path, lines: list[str], name: str) -> Path:
    path = folder / name
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def test_corrections_are_gold(tmp_path: Path) -> None:
    (text,) = write_gold(decided(run_lines(), DECISIONS, SCHEMA))  # paper b was not looked at
    gold = json.loads(text)
    (case,) = gold["cases"]
    assert (gold["id"], gold["status"], gold["n_patients_reported"]) == ("a", "read", 1)
    assert set(case) == {
        *("label", "acceptable", "evidence", "judged", "age_years", "sex", "symptoms", "serum_igg4", "outcome")
    }
    assert (case["age_years"], case["outcome"], case["judged"]["age_years"]) == (65, None, "one reviewer: Ann")


def test_the_program_is_measured_on_them(tmp_path: Path) -> None:
    gold = write(tmp_path, list(write_gold(decided(run_lines(), DECISIONS, SCHEMA))), "gold.jsonl")
    scores = score_records(gold, write(tmp_path, list(run_lines()), "cases.jsonl"))
    told = {
        f.name: (f.counts.right, f.counts.wrong, f.counts.missing)
        for f in scores.fields
        if f.counts != type(f.counts)()
    }
    assert told == {
        "age_years": (0, 1, 1),
        "sex": (1, 0, 0),
        "symptoms": (1, 1, 1),
        "serum_igg4.value": (1, 0, 0),
        "serum_igg4.flag": (1, 0, 0),
        "outcome": (0, 1, 0),
    }


def test_the_agreed_data_are_right_by_their_own_gold(tmp_path: Path) -> None:
    agreed = list(decided(run_lines(), DECISIONS, SCHEMA))
    gold = write(tmp_path, list(write_gold(agreed)), "gold.jsonl")
    scores = score_records(gold, write(tmp_path, agreed, "cases.jsonl"))
    assert (scores.micro_all.counts.wrong, scores.micro_all.counts.missing, scores.misses) == (0, 0, ())


def test_what_is_disputed_is_no_gold() -> None:
    disputed = numbered(
        judge("Ann", "a", "sex", Verdict.ACCEPT, content="female"),
        judge("Bea", "a", "sex", Verdict.EDIT, content="male"),
    )
    assert list(write_gold(decided(run_lines(), disputed, SCHEMA))) == []


def test_statuses_count_where_every_cell_was_judged() -> None:
    all_cells = numbered(
        *(judge("Ann", "b", field.name, Verdict.REJECT, status="not_reported") for field in SCHEMA.fields),
        judge("Ann", "b", "csf_protein", Verdict.EDIT, status="not_done"),
    )
    (text,) = write_gold(decided(run_lines(), all_cells, SCHEMA))
    assert json.loads(text)["cases"][0]["status"] == {"csf_protein": "not_done"}
