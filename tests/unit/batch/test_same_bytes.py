"""The same papers give the same bytes, whoever runs them, where, in what order and with how many workers."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from extractor.batch import Options, run_papers
from extractor.export.folder import EXPORTS
from extractor.pipeline import Program

REPORT = "A {age}-year-old woman had back pain and leg weakness. IgG4 was 2.1 g/L. She took prednisolone."
PAPERS = 6


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    for number in range(PAPERS):
        (folder / f"é{number}.txt").write_text(REPORT.format(age=20 + number), encoding="utf-8")
    return folder


def bytes_of(output: Path) -> dict[str, bytes]:
    return {name: (output / name).read_bytes() for name in EXPORTS if name != "run.json"}


@pytest.mark.parametrize(
    ("setting", "jobs"),
    [
        ({"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"}, 1),
        ({"PYTHONHASHSEED": "2", "LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0"}, 2),
    ],
)
def test_settings_of_the_machine_change_nothing(
    setting: dict[str, str], jobs: int, papers: Path, tmp_path: Path, program: Program
) -> None:
    run_papers([papers], tmp_path / "here", program, Options(1))
    command = [sys.executable, "-m", "extractor", "run", "papers", "--out", "there", "--jobs", str(jobs)]
    done = subprocess.run(command, cwd=tmp_path, env={**os.environ, **setting}, capture_output=True)
    assert done.returncode == 0, done.stderr
    assert bytes_of(tmp_path / "there") == bytes_of(tmp_path / "here")


def test_a_resumed_run_gives_what_a_straight_one_gives(papers: Path, tmp_path: Path, program: Program) -> None:
    run_papers([papers], tmp_path / "straight", program, Options(2))

    def interrupt(result: object) -> None:
        raise KeyboardInterrupt

    for _ in range(3):
        with pytest.raises(KeyboardInterrupt):
            run_papers([papers], tmp_path / "resumed", program, Options(2), progress=interrupt)
    run_papers([papers], tmp_path / "resumed", program, Options(2))
    assert bytes_of(tmp_path / "resumed") == bytes_of(tmp_path / "straight")


def test_a_large_run_gives_the_same_rows(
    papers: Path, tmp_path: Path, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Past the number of cases with notes the workbook is written line by line; its cells are the same."""
    import openpyxl

    run_papers([papers], tmp_path / "small", program, Options(1))
    monkeypatch.setattr("extractor.export.workbook.MOST_WITH_NOTES", 2)
    monkeypatch.setattr("extractor.export.folder._CHUNK", 2)
    run_papers([papers], tmp_path / "large", program, Options(1))
    small, large = (bytes_of(tmp_path / name) for name in ("small", "large"))
    assert small.pop("cases.xlsx") != large.pop("cases.xlsx")
    assert small == large
    books = [openpyxl.load_workbook(tmp_path / name / "cases.xlsx") for name in ("small", "large")]
    cells = [{sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book} for book in books]
    assert cells[0] == cells[1]
    assert books[1]["Cases"].freeze_panes == "C2" and books[1]["Cases"].auto_filter.ref is not None


def test_nothing_is_fetched(papers: Path, tmp_path: Path) -> None:
    """A run in a network of its own, without any interface, is a run like every other."""
    command = [sys.executable, "-m", "extractor", "run", "papers", "--out", "out"]
    if subprocess.run(["unshare", "-rn", "true"], capture_output=True).returncode:
        pytest.skip("networks cannot be taken away here")
    done = subprocess.run(["unshare", "-rn", *command], cwd=tmp_path, capture_output=True)
    assert done.returncode == 0, done.stderr
