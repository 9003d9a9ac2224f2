"""Attack files and odd files through the command: each ends with one status in time, and nothing else suffers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from extractor.batch.limits import Limits
from extractor.problem import PaperStatus
from tests.torture.attacks import QUICK, SLOW

LIMITS = Limits()
REPORT = "A 61-year-old man presented with a three-week history of back pain. He was given prednisolone and improved."
LIBRARIES = ("Traceback", "PDFSyntaxError", "PSEOF", "PdfiumError", "pdfminer", "PSException", "Error(")


@dataclass(frozen=True, slots=True)
class Run:
    """What a run of the command came to; `parent_kb` are the samples of its memory."""

    code: int
    told: str
    seconds: float
    parent_kb: list[int]
    status: dict[str, str]


def run(papers: Path, output: Path, *words: str) -> Run:
    started = time.monotonic()
    with (output.with_suffix(".log")).open("w+b") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "extractor", "run", str(papers), "--out", str(output), *words],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env={**os.environ, "NO_COLOR": "1", "TERM": "dumb"},
        )
        samples = []
        while process.poll() is None:
            samples.append(memory_of(process.pid))
            time.sleep(0.1)
        log.seek(0)
        told = log.read().decode()
    papers_told = json.loads((output / "run.json").read_text(encoding="utf-8"))["papers"]
    status = {paper["path"].split("/", 1)[1]: paper["status"] for paper in papers_told}
    assert len(status) == len(papers_told)
    return Run(process.returncode, told, time.monotonic() - started, samples, status)


def memory_of(pid: int) -> int:
    try:
        words = Path(f"/proc/{pid}/status").read_text().split()
        return int(words[words.index("VmRSS:") + 1])
    except (OSError, ValueError):
        return 0


def check(done: Run, names: set[str]) -> None:
    """Every file has one status and, if it failed, one line; nobody is shown the inside of the program."""
    assert set(done.status) == names
    assert set(done.status.values()) <= set(map(str, PaperStatus))
    failed = [name for name, status in done.status.items() if not PaperStatus(status).good]
    assert done.code == (1 if failed else 0)
    lines = done.told.splitlines()
    for name in failed:
        assert len([line for line in lines if f"/{name}: " in line and line.startswith(("not read", "read in"))]) == 1
    assert [line for line in lines if any(word in line for word in LIBRARIES)] == []
    assert all(char.isprintable() or char == "\n" for char in done.told)
    assert max(done.parent_kb) < 400_000


def test_attack_files(tmp_path: Path, torture: bool) -> None:
    """No file takes longer than its limit and five seconds, and the report among them is read."""
    seconds = 60 if torture else 3
    papers = tmp_path / "papers"
    papers.mkdir()
    attacks = (*QUICK, *SLOW) if torture else QUICK
    for attack in attacks:
        (papers / f"{attack.__name__}.pdf").write_bytes(attack(tmp_path))
    (papers / "report.txt").write_text(REPORT, encoding="utf-8")
    limits = ("--jobs", "2", "--seconds", str(2 * seconds), "--cpu-seconds", str(seconds))
    done = run(papers, tmp_path / "out", *limits)
    check(done, {path.name for path in papers.iterdir()})
    assert done.status["report.txt"] == "done"
    assert not (tmp_path / "canary").exists()
    assert done.seconds < 10 + len(attacks) * (2 * seconds + 5) / 2
    print(dict(sorted(done.status.items())))
    again = run(papers, tmp_path / "out", *limits)
    assert (again.status, again.code) == (done.status, done.code)


@pytest.fixture(scope="module")
def table() -> Iterator[list[tuple[str, str, float, int]]]:
    """Lines to print at the end: file, status, seconds beside those of an empty run, most MB of the parent."""
    lines: list[tuple[str, str, float, int]] = []
    yield lines
    if lines:
        print(f"\n{'attack file':42} {'status':12} {'seconds':>8} {'parent MB':>10}")
        for name, status, seconds, memory in sorted(lines, key=lambda line: -line[2]):
            print(f"{name:42} {status:12} {seconds:8.1f} {memory:10}")


@pytest.mark.parametrize("attack", [*QUICK, *SLOW], ids=lambda attack: attack.__name__)
def test_one_attack_file_is_bounded(
    attack: Callable[[Path], bytes], tmp_path: Path, torture: bool, table: list[tuple[str, str, float, int]]
) -> None:
    """Alone, each ends within the limits of a run and five seconds; the start of the program is measured beside it."""
    if not torture:
        pytest.skip("long; make torture")
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "report.txt").write_text(REPORT, encoding="utf-8")
    without = run(papers, tmp_path / "without", "--jobs", "1")
    (papers / "attack.pdf").write_bytes(attack(tmp_path))
    done = run(papers, tmp_path / "out", "--jobs", "1")
    check(done, {"attack.pdf", "report.txt"})
    seconds = done.seconds - without.seconds
    table.append((attack.__name__, done.status["attack.pdf"], seconds, max(done.parent_kb) // 1024))
    assert seconds < LIMITS.seconds + 5
    assert max(done.parent_kb) < 1.1 * max(without.parent_kb) + 20_000  # flat, whatever the file


def test_odd_files(odd_pdfs: Path, tmp_path: Path) -> None:
    done = run(odd_pdfs, tmp_path / "out", "--jobs", "2")
    check(done, {path.name for path in odd_pdfs.iterdir()})
    assert "crash" not in done.status.values()
