"""Power cuts, full disks, two runs at once: what is done stays done, nothing is doubled, and the next run goes on."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from extractor.batch import Options, run_papers
from extractor.batch.lock import hold_folder
from extractor.batch.plan import MOST_STRIKES
from extractor.batch.walk import Found
from extractor.export import folder as exporting
from extractor.export.folder import EXPORTS
from extractor.pipeline import Program
from extractor.problem import OutputError, PaperStatus
from extractor.review.result import Counts, PaperResult, Part
from extractor.review.store import Store, open_store

REPORT = "A {age}-year-old man presented with back pain for three weeks. He was given prednisolone and improved."
PAPERS = 60
TORN = """SELECT path FROM paper
    WHERE status = 'done' AND problems <> (SELECT count(*) FROM part WHERE part.path = paper.path)"""


def slow(paper: Found, sha256: str, tell: Callable[[Part], None]) -> PaperResult:
    """Take 15 ms, so that a kill meets every step of a run often."""
    time.sleep(0.015)
    line = {"path": paper.shown, "case": None, "code": "x", "message": "m", "severity": "note", "field": None}
    tell(Part((), (json.dumps(line),)))
    return PaperResult(paper.shown, sha256, PaperStatus.DONE, counts=Counts(1, problems=1))


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    for number in range(PAPERS):
        (folder / f"{number:02}.txt").write_text(REPORT.format(age=20 + number), encoding="utf-8")
    return folder


def start(papers: Path, output: Path, program: Program) -> int:
    """Run the papers in a process of its own."""
    pid = os.fork()
    if pid == 0:
        try:
            run_papers([papers], output, program, Options(2, make=lambda: slow))
            os._exit(0)
        finally:
            os._exit(1)
    return pid


def ended(pid: int, seconds: float) -> int | None:
    """Wait for a process; None if it still runs after so many seconds."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found, status = os.waitpid(pid, os.WNOHANG)
        if found:
            return status
        time.sleep(0.002)
    return None


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


@pytest.fixture(autouse=True)
def _same_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sources may be edited while a test runs; that would be another program."""
    monkeypatch.setattr("extractor.batch.fingerprint.fingerprint_of", lambda program: "fingerprint")
    monkeypatch.setattr("extractor.batch.writing._program_of", lambda program: "program")


def done_in(output: Path) -> list[str]:
    database = output / "review.sqlite"
    if not database.exists():
        return []
    connection = sqlite3.connect(database)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        rows = connection.execute("SELECT path FROM paper WHERE status = 'done' ORDER BY path").fetchall()
        torn = connection.execute(TORN)
        assert torn.fetchall() == []
    finally:
        connection.close()
    return [path for (path,) in rows]


def kill_until_done(papers: Path, output: Path, program: Program, chance: random.Random) -> int:
    """Kill the run at random moments until every paper is done; count the kills."""
    before: list[str] = []
    for kills in range(1, 1000):
        pid = start(papers, output, program)
        if ended(pid, chance.uniform(0.02, 0.4)) is None:
            kill(pid)
        done = done_in(output)
        assert set(before) <= set(done), "papers were lost"
        before = done
        if len(done) == len(list(papers.iterdir())):
            return kills
    raise AssertionError("it makes no progress")


def test_killed_again_and_again_it_loses_and_doubles_nothing(papers: Path, tmp_path: Path, program: Program) -> None:
    output, straight = tmp_path / "out", tmp_path / "straight"
    assert kill_until_done(papers, output, program, random.Random(7)) > 1
    assert ended(start(papers, output, program), 60) == 0
    assert ended(start(papers, straight, program), 60) == 0
    assert done_in(output) == done_in(straight) == [f"papers/{number:02}.txt" for number in range(PAPERS)]
    for name in set(EXPORTS) - {"run.json"}:
        assert (output / name).read_bytes() == (straight / name).read_bytes(), name
    assert {path.name for path in output.iterdir()} == {path.name for path in straight.iterdir()}


def test_workers_do_not_outlive_a_killed_run(papers: Path, tmp_path: Path, program: Program) -> None:
    pid = start(papers, tmp_path / "out", program)
    workers: list[int] = []
    while len(workers) < 2:
        workers = [int(child) for child in children_of(pid)]
    kill(pid)
    deadline = time.monotonic() + 1
    while any(map(alive, workers)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not any(map(alive, workers))


def children_of(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")")[-1].split()[0] != "Z"
    except OSError:
        return False


def done(paper: Found, sha256: str, tell: Callable[[Part], None]) -> PaperResult:
    return PaperResult(paper.shown, sha256, PaperStatus.DONE, counts=Counts(1))


class Cut(BaseException):
    """The power goes."""


@pytest.mark.parametrize("step", range(len(EXPORTS) * 2))
def test_cut_inside_the_exports(
    papers: Path, tmp_path: Path, program: Program, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each export is the old one or the new one, never a part; the next run writes what is missing."""
    output = tmp_path / "out"
    run_papers([papers], output, program, Options(1, make=lambda: done))
    old = {name: (output / name).read_bytes() for name in EXPORTS}
    (papers / "00.txt").unlink()
    replace, steps = os.replace, iter(range(100))

    def cut(source: Path, target: Path) -> None:
        if next(steps) == step // 2:
            if step % 2:
                replace(source, target)
            raise Cut
        replace(source, target)

    with monkeypatch.context() as patch:
        patch.setattr("extractor.export.files.os.replace", cut)
        with pytest.raises(Cut):
            run_papers([papers], output, program, Options(1, make=lambda: done))
    mixed = {name: (output / name).read_bytes() for name in EXPORTS}
    run_papers([papers], output, program, Options(1, make=lambda: done))
    new = {name: (output / name).read_bytes() for name in EXPORTS}
    for name in set(EXPORTS) - {"run.json"}:
        assert mixed[name] in (old[name], new[name]), name
    assert len(json.loads(mixed["run.json"])["papers"]) in (PAPERS, PAPERS - 1)
    assert len(json.loads(new["run.json"])["papers"]) == PAPERS - 1
    assert [path.name for path in output.iterdir() if path.name.endswith(".part")] == []


@pytest.mark.parametrize("step", [0, 3, len(EXPORTS) - 1])
def test_killed_inside_an_export(papers: Path, tmp_path: Path, program: Program, step: int) -> None:
    """The process is ended by the system between two exports; the database is whole and the next run completes them."""
    output, steps = tmp_path / "out", iter(range(100))
    pid = os.fork()
    if pid == 0:
        replace = os.replace

        def end(source: Path, target: Path) -> None:
            if Path(target).name in EXPORTS and next(steps) == step:
                os.kill(os.getpid(), signal.SIGKILL)
            replace(source, target)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("extractor.export.files.os.replace", end)
            run_papers([papers], output, program, Options(1, make=lambda: done))
        os._exit(0)
    _, status = os.waitpid(pid, 0)
    assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    names = [f"papers/{number:02}.txt" for number in range(PAPERS)]
    assert done_in(output) == names
    totals = run_papers([papers], output, program, Options(1, make=lambda: done))
    assert (totals.reused, done_in(output)) == (PAPERS, names)
    assert {path.name for path in output.iterdir()} == {*EXPORTS, "review.sqlite", ".lock"}


def test_what_a_killed_export_left_is_removed(papers: Path, tmp_path: Path, program: Program) -> None:
    output = tmp_path / "out"
    output.mkdir()
    (output / ".cases.csv.4711.part").write_bytes(b"half")
    (output / ".cases.xlsx.4711.sheets.part").mkdir()
    run_papers([papers], output, program, Options(1, make=lambda: done))
    assert {path.name for path in output.iterdir()} == {*EXPORTS, "review.sqlite", ".lock"}


def test_a_paper_that_ends_every_run_is_set_aside_and_can_be_retried(
    papers: Path, tmp_path: Path, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is tried in its place at first, then after all others; after three long ends it is left."""
    output = tmp_path / "out"
    poison = {"papers/07.txt"}
    order: list[str] = []
    real_begin, real_strike = Store.begin, Store.strike

    def begin(self: Store, path: str, sha256: str, fingerprint: str) -> None:
        order.append(path)
        real_begin(self, path, sha256, fingerprint)

    def strike(self: Store, path: str, strikes: int) -> None:
        real_strike(self, path, strikes)
        raise Cut

    def work(paper: Found, sha256: str, tell: Callable[[Part], None]) -> PaperResult:
        if paper.shown in poison:
            time.sleep(60)
        return done(paper, sha256, tell)

    monkeypatch.setattr(Store, "begin", begin)
    monkeypatch.setattr("extractor.batch.workers.LINGER_SECONDS", 0.1)
    with monkeypatch.context() as patch:
        patch.setattr(Store, "strike", strike)
        for tried in (8, PAPERS - 7, 1):
            order.clear()
            with pytest.raises(Cut):
                run_papers([papers], output, program, Options(1, make=lambda: work))
            assert (order[-1], len(order)) == ("papers/07.txt", tried)
    totals = run_papers([papers], output, program, Options(1, make=lambda: work))
    assert [(result.path, result.status) for result in totals.failed] == [("papers/07.txt", PaperStatus.CRASH)]
    assert "--retry-failed" in totals.failed[0].reason
    poison.clear()
    totals = run_papers([papers], output, program, Options(1, retry=True, make=lambda: work))
    assert (totals.failed, totals.reused) == ((), PAPERS - 1)


def test_an_interruption_by_the_user_is_no_attempt(papers: Path, tmp_path: Path, program: Program) -> None:
    output = tmp_path / "out"

    def interrupt(result: PaperResult) -> None:
        raise KeyboardInterrupt

    for number in range(MOST_STRIKES + 1):
        with pytest.raises(KeyboardInterrupt):
            run_papers([papers], output, program, Options(1, make=lambda: done), progress=interrupt)
        assert len(done_in_store(output)) == number + 1
    with open_store(output / "review.sqlite") as store:
        assert {known.strikes for known in store.known().values()} == {0}


def done_in_store(output: Path) -> list[str]:
    with open_store(output / "review.sqlite") as store:
        return [result.path for result in store.results(PaperStatus.DONE)]


def test_failed_papers_are_read_again_only_when_asked(papers: Path, tmp_path: Path, program: Program) -> None:
    read: list[str] = []

    def fail(paper: Found, sha256: str, tell: Callable[[Part], None]) -> PaperResult:
        status = PaperStatus.TIMEOUT if paper.shown.endswith("3.txt") else PaperStatus.DONE
        return PaperResult(paper.shown, sha256, status, "slow")

    for retry, expected in ((False, PAPERS), (False, 0), (True, 6)):
        read.clear()
        options = Options(1, retry=retry, make=lambda: fail)
        totals = run_papers([papers], tmp_path / "out", program, options, progress=lambda r: read.append(r.path))
        assert (len(read), len(totals.failed)) == (expected, 6)


def test_the_second_run_on_a_folder_is_told_who_is_there(papers: Path, tmp_path: Path, program: Program) -> None:
    output = tmp_path / "out"
    with hold_folder(output), pytest.raises(OutputError, match=f"process {os.getpid()} on .* is writing there"):
        run_papers([papers], output, program, Options(1, make=lambda: done))
    run_papers([papers], output, program, Options(1, make=lambda: done))


def test_the_lock_of_a_killed_run_is_free(papers: Path, tmp_path: Path, program: Program) -> None:
    pid = start(papers, tmp_path / "out", program)
    while not children_of(pid):
        time.sleep(0.01)
    kill(pid)
    time.sleep(0.1)
    with hold_folder(tmp_path / "out"):
        pass


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 4 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "none", str(place)], capture_output=True)
    if mounted.returncode:
        pytest.skip("file systems cannot be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def large(paper: Found, sha256: str, tell: Callable[[Part], None]) -> PaperResult:
    line = {"path": paper.shown, "case": None, "code": "x", "message": "m" * 200_000, "severity": "note", "field": None}
    tell(Part((), (json.dumps(line),)))
    return PaperResult(paper.shown, sha256, PaperStatus.DONE, counts=Counts(1, problems=1))


def test_a_full_disk_keeps_what_is_done(papers: Path, small_disk: Path, program: Program) -> None:
    output = small_disk / "out"
    told: list[str] = []
    with pytest.raises(OutputError, match="disk is full"):
        run_papers(
            [papers], output, program, Options(1, make=lambda: large), progress=lambda result: told.append(result.path)
        )
    assert told
    assert set(told) <= set(done_in(output))


def test_a_disk_that_fills_during_the_export_keeps_the_old_one(
    papers: Path, tmp_path: Path, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "out"
    run_papers([papers], output, program, Options(1, make=lambda: done))
    old = {name: (output / name).read_bytes() for name in EXPORTS}
    (papers / "00.txt").unlink()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(exporting, "papers_frame", full)
    with pytest.raises(OutputError, match="No space"):
        run_papers([papers], output, program, Options(1, make=lambda: done))
    assert {name: (output / name).read_bytes() for name in EXPORTS} == old
    assert {path.name for path in output.iterdir()} == {*EXPORTS, "review.sqlite", ".lock"}


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_folder_that_cannot_be_written_is_refused_before_the_first_paper(
    papers: Path, tmp_path: Path, program: Program
) -> None:
    output = tmp_path / "out"
    output.mkdir(mode=0o500)
    with pytest.raises(OutputError, match="cannot be written"):
        run_papers([papers], output, program, Options(1, make=lambda: done))


def test_a_file_system_for_reading_alone_is_refused(papers: Path, small_disk: Path, program: Program) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    for output in (small_disk, small_disk / "out"):
        with pytest.raises(OutputError, match="cannot be written"):
            run_papers([papers], output, program, Options(1, make=lambda: done))
