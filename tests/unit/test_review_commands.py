"""The commands around the rows of a review, from a published table to its figures and their check."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extractor.cli.app import app
from extractor.problem import ExtractorError

CORPUS = Path(__file__).parents[1] / "corpus"
runner = CliRunner()


@pytest.fixture(scope="module")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("import") / "run"
    done = runner.invoke(app, ["import-table", str(CORPUS / "audited_review.txt"), "--out", str(out)])
    assert (done.exit_code, done.exception) == (0, None)
    return out


def test_a_table_becomes_a_run_folder(run_folder: Path) -> None:
    lines = [json.loads(line) for line in (run_folder / "cases.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["document"]["path"] for line in lines][:2] == [
        "audited_review.txt#Abara 2012",
        "audited_review.txt#Brandt 2013",
    ]
    assert lines[0]["values"]["age_years"]["evidence"][0]["quote"] == "30"
    assert {path.name for path in run_folder.iterdir()} >= {"cases.csv", "evidence.csv", "cases.xlsx", "run.json"}


def test_a_run_is_summarised(run_folder: Path, tmp_path: Path) -> None:
    done = runner.invoke(app, ["summarize", str(run_folder), "--out", str(tmp_path)])
    assert done.exit_code == 0
    assert "male 4/8 (50.0 %); female 4/8 (50.0 %)" in (tmp_path / "summary.md").read_text(encoding="utf-8")


def test_a_review_is_audited_against_its_own_table_or_a_run(run_folder: Path, tmp_path: Path) -> None:
    review = str(CORPUS / "audited_review.txt")
    done = runner.invoke(app, ["audit", review])
    assert done.exit_code == 0 and "## Mismatch (9)" in done.stdout
    again = runner.invoke(app, ["audit", review, "--run", str(run_folder), "--out", str(tmp_path)])
    assert again.exit_code == 0
    assert "## Mismatch (9)" in (tmp_path / "audit.md").read_text(encoding="utf-8")


def test_a_review_without_a_table_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("A 40-year-old man had back pain for two weeks.", encoding="utf-8")
    done = runner.invoke(app, ["audit", str(tmp_path / "letter.txt")])
    assert isinstance(done.exception, ExtractorError)
    assert str(done.exception) == "letter.txt: no table of cases was found in it; name one with --table"
