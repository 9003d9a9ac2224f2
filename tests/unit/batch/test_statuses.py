"""Every status that a file can end with, each brought about by a file; and passwords, which open what is locked."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption

from extractor.batch import Limits, Options, run_papers
from extractor.batch.walk import Found
from extractor.pipeline import Program
from extractor.problem import PaperStatus
from extractor.readers import Passwords, ReaderOptions
from extractor.review.result import PaperResult, Part
from tests.unit.batch.test_run import REPORT, papers_of
from tests.unit.readers.made_pdfs import FILLER, LEFT, Journal, draw_article, write_page
from tests.unit.readers.test_pdf_scans import draw_pages

PASSWORD = "open sesame"
LIMITS = Limits(seconds=5, cpu_seconds=2, memory_bytes=400 << 20)
MISBEHAVING = {
    "timeout.txt": lambda: max(iter(int, 1)),  # of zeros without end
    "memory.txt": lambda: [b"x" * 10_000_000 for _ in iter(int, 1)],
    "crash.txt": lambda: os._exit(3),
}


def draw_locked() -> bytes:
    journal = Journal(encryption=StandardEncryption(PASSWORD, ownerPassword="owner"))
    journal.column(LEFT, 100, [REPORT[:50], REPORT[50:], *FILLER])
    journal.turn_page()
    return journal.finish()


def fill(folder: Path) -> None:
    """Write a file for each status that a file alone brings about."""
    garbled = b"BT /F0 10 Tf 60 700 Td " + b"".join(b"(\\%03o) Tj " % code for code in range(128, 160)) * 9 + b"ET"
    files = {
        "done.txt": REPORT.encode(),
        "duplicate.txt": REPORT.encode(),
        "partial.pdf": draw_article().replace(b"/Count 3", b"/Count 4").replace(b"/Kids [ ", b"/Kids [ 99 0 R "),
        "no_text.pdf": draw_pages("blank"),
        "garbled.pdf": write_page(garbled),
        "locked.pdf": draw_locked(),
        "damaged.pdf": draw_article()[:300],
        "not_a_paper.pdf": b"PK\x03\x04 a letter of another program",
        **{name: b"It happens in the test." + name.encode() for name in MISBEHAVING},
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    (folder / "skipped.txt").symlink_to("done.txt")
    with (folder / "too_big.pdf").open("wb") as file:
        file.truncate(300_000_000)


@pytest.fixture(autouse=True)
def _same_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sources may be edited while a test runs; that would be another program."""
    monkeypatch.setattr("extractor.batch.fingerprint.fingerprint_of", lambda program: "fingerprint")
    monkeypatch.setattr("extractor.batch.run.text_key", lambda program: f"with {program.reading.ocr is None}")


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A folder with a file for each status."""
    folder = tmp_path / "papers"
    folder.mkdir()
    fill(folder)
    return folder


def misbehave(program: Program) -> Callable[[], Callable[..., PaperResult]]:
    """Make the function that reads papers, and at some of them does what their names say."""
    from extractor.batch.paper import make_work

    real = make_work(program)

    def work(paper: Found, sha256: str, tell: Callable[[Part], None]) -> PaperResult:
        MISBEHAVING.get(paper.path.name, lambda: None)()
        return real(paper, sha256, tell)

    return lambda: work


def test_each_status_is_brought_about_by_a_file(papers: Path, tmp_path: Path, program: Program) -> None:
    run_papers([papers], tmp_path / "out", program, Options(1, LIMITS, make=misbehave(program)))
    told = papers_of(tmp_path / "out")
    assert {Path(path).stem: str(paper["status"]) for path, paper in told.items()} == {
        str(status): str(status) for status in PaperStatus
    }
    assert [path for path, paper in told.items() if not paper["reason"] and paper["status"] != "done"] == []


def test_locked_papers_open_with_passwords_that_are_kept_nowhere(tmp_path: Path, program: Program) -> None:
    papers, output = tmp_path / "papers", tmp_path / "out"
    papers.mkdir()
    (papers / "locked.pdf").write_bytes(draw_locked())
    (papers / "open.txt").write_text(REPORT, encoding="utf-8")
    first = run_papers([papers], output, program, Options(1))
    assert [result.status for result in first.failed] == [PaperStatus.LOCKED]
    for passwords in (Passwords((("locked.pdf", PASSWORD),)), Passwords(any=("guess", PASSWORD))):
        unlocked = replace(program, reading=ReaderOptions(passwords))
        totals = run_papers([papers], output, unlocked, Options(1))
        assert (totals.failed, totals.reused) == ((), 1 if passwords.named else 2)
    assert '"value": 61' in (output / "cases.jsonl").read_text(encoding="utf-8")
    for path in output.rglob("*"):
        assert path.is_dir() or PASSWORD.encode() not in path.read_bytes(), path
