"""Two runs over the same papers, compared cell by cell."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extractor.problem import DataError
from extractor.score.agreement import Difference, compare_runs, format_agreement
from extractor.score.scoring import Share


def write(folder: Path, *records: tuple[str, dict[str, Any]]) -> Path:
    folder.mkdir()
    lines = [
        json.dumps(
            {
                "document": {"path": path},
                "values": {
                    n: {"status": "not_reported" if v is None else "stated", "value": v} for n, v in cells.items()
                },
            }
        )
        for path, cells in records
    ]
    (folder / "cases.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def test_cells_are_compared_by_stem(tmp_path: Path) -> None:
    left = write(tmp_path / "l", ("a.pdf", {"age_years": 41, "sex": None, "symptoms": ["fever", "cough"]}))
    right = write(
        tmp_path / "r", ("a.xml", {"age_years": 14, "sex": None, "symptoms": ["cough", "fever"]}), ("b.xml", {})
    )
    agreement = compare_runs(left, right)
    assert agreement.differences == (Difference("a", 1, "age_years", "stated 41", "stated 14"),)
    assert (agreement.cells, agreement.reported) == (Share(2, 3), Share(1, 2))
    assert agreement.alone == ("b",)
    assert format_agreement(agreement).splitlines()[-2:] == [
        "a, case 1, age_years: stated 41 | stated 14",
        "in one run only: b",
    ]


def test_a_case_of_one_run_alone_differs_in_every_cell(tmp_path: Path) -> None:
    left = write(tmp_path / "l", ("a.pdf", {"sex": "male"}), ("a.pdf", {"sex": "female"}))
    right = write(tmp_path / "r", ("a.xml", {"sex": "male"}))
    assert compare_runs(left, right).differences == (Difference("a", 2, "sex", 'stated "female"', "no case"),)


def test_no_run_no_figures(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no such file"):
        compare_runs(tmp_path, tmp_path)
