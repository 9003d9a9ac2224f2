"""The command line as a person meets it: one clear line and a telling exit status, whatever is wrong."""

from __future__ import annotations

import functools
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

REPORT = "A 61-year-old man presented with a three-week history of back pain. He was given prednisolone and improved."


def extractor(*words: str | Path, cwd: Path) -> tuple[int, str, str]:
    """Run the program as a user does; give exit status, output and messages."""
    done = subprocess.run(
        [sys.executable, "-m", "extractor", *map(str, words)],
        cwd=cwd,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "NO_COLOR": "1", "COLUMNS": "200", "TERM": "dumb"},
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "a.txt").write_text(REPORT, encoding="utf-8")
    return folder


def test_a_folder_of_papers(papers: Path, tmp_path: Path) -> None:
    code, out, told = extractor("run", "papers", "--out", "review", cwd=tmp_path)
    assert (code, out) == (0, "")
    assert "1 papers, 1 cases" in told
    names = {path.name for path in (tmp_path / "review").iterdir() if not path.name.startswith(".")}
    assert names == {
        *("review.sqlite", "cases.jsonl", "cases.csv", "evidence.csv", "cases.xlsx", "problems.csv", "run.json")
    }
    code, _, told = extractor("export", "review", "--format", "published-table", cwd=tmp_path)
    assert (code, "1 cases" in told) == (0, True)
    assert (tmp_path / "review" / "published-table.csv").read_text(encoding="utf-8-sig").count("\n") == 2


def test_a_failed_paper_gives_status_one_and_keeps_the_others(papers: Path, tmp_path: Path) -> None:
    (papers / "b.pdf").write_bytes(b"%PDF-1.4 and nothing more")
    code, _, told = extractor("run", "papers", "--out", "review", cwd=tmp_path)
    assert code == 1
    assert "not read (damaged): papers/b.pdf: " in told
    assert (tmp_path / "review" / "cases.jsonl").read_text(encoding="utf-8").count("\n") == 1


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["run", "nowhere", "--out", "review"], 2, "nowhere: no such file or folder"),
        (["run", "empty", "--out", "review"], 2, "empty: no files there"),
        (["run", "papers", "--out", "review", "--schema", "migraine"], 2, "no schema 'migraine'; there are: core"),
        (["run", "papers", "--out", "taken"], 4, "holds other files"),
        (["run", "papers", "--out", "papers/a.txt"], 4, "cannot be written"),
        (["text", "nowhere.pdf"], 2, "nowhere.pdf: no such file"),
        (["text", "papers"], 2, "a folder; name one paper"),
        (["audit", "nowhere.pdf"], 2, "nowhere.pdf: no such file"),
        (["audit", "papers/a.txt"], 2, "a.txt: no table of cases was found in it; name one"),
        (["audit", "papers/a.txt", "--table", "nowhere.csv"], 2, "nowhere.csv: no such file"),
        (["summarize", "empty"], 2, "no run folder"),
        (["criteria", "empty"], 2, "no run folder"),
        (["agree", "empty"], 2, "no run folder"),
        (["review", "empty", "--reviewer", "ann"], 2, "no run folder"),
        (["import-table", "nowhere.csv", "--out", "review"], 2, "nowhere.csv: no such file or folder"),
        (["export", "empty", "--format", "csv"], 2, "no run folder"),
        (["schema", "igg4-rsp", "--field", "shoe_size"], 2, "has no field 'shoe_size'; it has: age_years"),
        (["schema", "bad.toml"], 2, "field x: unknown key 'lenght'; allowed: name"),
    ],
)
def test_one_clear_line(words: list[str], code: int, message: str, papers: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "thesis.docx").write_bytes(b"words")
    (tmp_path / "bad.toml").write_text(
        'id = "b"\nversion = "1"\ntitle = "B"\n[[field]]\nname = "x"\nlenght = 3\n', encoding="utf-8"
    )
    got, _, told = extractor(*words, cwd=tmp_path)
    assert (got, message in told, told.count("\n"), "Traceback" in told) == (code, True, 1, False), told


def test_text_prints_what_was_read(papers: Path, tmp_path: Path) -> None:
    code, out, _ = extractor("text", "papers/a.txt", cwd=tmp_path)
    assert (code, REPORT in out) == (0, True)


def test_help_is_quick_and_names_the_commands(tmp_path: Path) -> None:
    code, out, _ = extractor("--help", cwd=tmp_path)
    assert code == 0
    assert all(command in out for command in ("run", "text", "export", "score", "schema"))
    probe = "import sys, extractor.cli; print([m for m in ('spacy', 'pandas', 'pdfminer', 'lxml') if m in sys.modules])"
    heavy = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert heavy.stdout.strip() == "[]"


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_keeps_what_is_done(stop: signal.Signals, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    for number in range(400):
        (folder / f"{number:03}.txt").write_text(REPORT.replace("61", str(20 + number % 60)) + f" {number}.")
    command = [sys.executable, "-m", "extractor", "run", "papers", "--out", "review", "--jobs", "1"]
    # A shell starts what runs behind it with interrupts ignored, and a child inherits that.
    heed = functools.partial(signal.signal, stop, signal.SIG_DFL)
    process = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True, preexec_fn=heed)
    while papers_done(tmp_path / "review") < 3:
        time.sleep(0.01)
    process.send_signal(stop)
    _, told = process.communicate(timeout=60)
    assert (process.returncode, told.count("\n"), "Traceback" in told) == (130, 1, False), told
    assert "the same command goes on from there" in told
    assert 3 <= papers_done(tmp_path / "review") < 400


def papers_done(output: Path) -> int:
    if not (output / "review.sqlite").exists():
        return 0
    connection = sqlite3.connect(f"file:{output / 'review.sqlite'}?mode=ro", uri=True, timeout=10)
    try:
        return int(connection.execute("SELECT count(*) FROM paper WHERE status = 'done'").fetchone()[0])
    finally:
        connection.close()


def test_nobody_else_may_read_the_run(papers: Path, tmp_path: Path) -> None:
    extractor("run", "papers", "--out", "review", cwd=tmp_path)
    modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "review").iterdir()}
    assert (tmp_path / "review").stat().st_mode & 0o777 == 0o700
    assert set(modes.values()) == {0o600}, modes


def test_shards_are_merged(papers: Path, tmp_path: Path) -> None:
    for number in (1, 2):
        code, _, _ = extractor("run", "papers", "--out", f"part{number}", "--shard", f"{number}/2", cwd=tmp_path)
        assert code == 0
    code, _, told = extractor("merge", "part1", "part2", "--out", "review", cwd=tmp_path)
    assert (code, "2 shards, 1 cases" in told) == (0, True), told
    assert (tmp_path / "review" / "cases.jsonl").read_text(encoding="utf-8").count("\n") == 1
