"""A run folder from a folder as it is: odd files, odd names, interrupted and repeated runs."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from extractor.batch import Options, run_papers
from extractor.pipeline import Program
from extractor.problem import ExtractorError, OutputError

REPORT = "A 61-year-old man presented with a three-week history of back pain. He was given prednisolone and improved."
OTHER = "A 35-year-old woman presented with headache for two months. Biopsy of the dura was performed."


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Read the exports of a run, without the file that holds times."""
    names = ("cases.jsonl", "cases.csv", "evidence.csv", "problems.csv", "cases.xlsx")
    return {name: (folder / name).read_bytes() for name in names}


def papers_of(folder: Path) -> dict[str, dict[str, object]]:
    run = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    return {paper["path"]: paper for paper in run["papers"]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "a.txt").write_text(REPORT, encoding="utf-8")
    (papers / "with blank 🧠.txt").write_text(OTHER, encoding="utf-8")
    (papers / ("n" * 246 + ".txt")).write_text(OTHER + " She improved.", encoding="utf-8")
    return papers


def test_same_input_gives_the_same_bytes(folder: Path, tmp_path: Path, program: Program) -> None:
    run_papers([folder], tmp_path / "one", program, Options(jobs=1))
    run_papers([folder], tmp_path / "two", program, Options(jobs=2))
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")


def test_second_run_reads_nothing_again_and_changes_nothing(folder: Path, tmp_path: Path, program: Program) -> None:
    first = run_papers([folder], tmp_path / "out", program, Options(jobs=1))
    before = bytes_of(tmp_path / "out")
    second = run_papers([folder], tmp_path / "out", program, Options(jobs=1))
    assert (first.reused, second.reused) == (0, 3)
    assert bytes_of(tmp_path / "out") == before


def test_every_odd_file_is_listed_with_its_reason(folder: Path, tmp_path: Path, program: Program) -> None:
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog")
    (folder / "photo.pdf").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    (folder / "copy of a.txt").write_text(REPORT, encoding="utf-8")
    os.symlink(folder / "a.txt", folder / "link.txt")
    os.mkfifo(folder / "pipe.pdf")
    totals = run_papers([folder], tmp_path / "out", program, Options(jobs=2))
    papers = papers_of(tmp_path / "out")
    status = {path.removeprefix("papers/"): paper["status"] for path, paper in papers.items()}
    assert status.pop("n" * 246 + ".txt") == "done"
    assert status == {
        "a.txt": "done",
        "copy of a.txt": "duplicate",
        "cut.pdf": "damaged",
        "empty.pdf": status["empty.pdf"],
        "link.txt": "skipped",
        "photo.pdf": "not_a_paper",
        "pipe.pdf": "skipped",
        "with blank 🧠.txt": "done",
    }
    assert status["empty.pdf"] in ("damaged", "no_text", "not_a_paper")
    assert all(paper["reason"] for paper in papers.values() if paper["status"] != "done")
    assert {result.path for result in totals.failed} == {
        f"papers/{name}" for name in ("cut.pdf", "empty.pdf", "link.txt", "photo.pdf", "pipe.pdf")
    }


def test_a_removed_paper_leaves_the_rows_and_a_changed_one_is_read_again(
    folder: Path, tmp_path: Path, program: Program
) -> None:
    run_papers([folder], tmp_path / "out", program, Options(jobs=1))
    (folder / "a.txt").unlink()
    (folder / "with blank 🧠.txt").write_text(OTHER.replace("35", "36"), encoding="utf-8")
    totals = run_papers([folder], tmp_path / "out", program, Options(jobs=1))
    assert totals.reused == 1
    assert "papers/a.txt" not in papers_of(tmp_path / "out")
    assert '"value": 36' in (tmp_path / "out" / "cases.jsonl").read_text(encoding="utf-8")


def test_bad_folders_are_refused_in_one_line(tmp_path: Path, program: Program) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(ExtractorError, match="no files"):
        run_papers([empty], tmp_path / "out", program, Options(jobs=1))
    with pytest.raises(ExtractorError, match="no such file or folder"):
        run_papers([tmp_path / "nowhere"], tmp_path / "out", program, Options(jobs=1))


def test_an_output_folder_with_other_files_is_left_alone(folder: Path, tmp_path: Path, program: Program) -> None:
    thesis = tmp_path / "thesis"
    thesis.mkdir()
    (thesis / "chapter1.docx").write_bytes(b"words")
    with pytest.raises(OutputError, match="holds other files"):
        run_papers([folder], thesis, program, Options(jobs=1))
    assert [path.name for path in thesis.iterdir()] == ["chapter1.docx"]


def test_an_output_inside_the_input_is_not_read(folder: Path, program: Program) -> None:
    for _ in range(2):
        totals = run_papers([folder], folder / "review", program, Options(jobs=1))
        assert totals.papers == 3
