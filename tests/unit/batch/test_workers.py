"""A paper that hangs, eats memory, leaves, floods or lies costs itself alone, and its status says what it did."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from extractor.batch import workers
from extractor.batch.limits import Limits
from extractor.batch.messages import message_from_json
from extractor.batch.paper import Work
from extractor.batch.walk import Found
from extractor.batch.workers import Task, Watch, run_workers
from extractor.problem import PaperStatus
from extractor.review.result import Counts, PaperResult, Part

LIMITS = Limits(seconds=3, cpu_seconds=1, memory_bytes=300 << 20, answer_bytes=1 << 20)
END = b'"status": "done", "reason": "", "engine": ""'
LINE = '{"document": {"path": "a", "id": "0"}, "case": {"id": "case-1"}, "values": {}}'


def spin() -> None:
    while True:
        pass


def eat() -> None:
    held = [bytes(10_000_000) for _ in range(1000)]
    raise AssertionError(len(held))


def abort_when_memory_ends() -> None:
    held = []
    try:
        while True:
            held.append(b"x" * 10_000_000)
    except MemoryError:
        os.abort()


def channel() -> int:
    """The way to the supervisor: the only thing open beside the three standard files."""
    (descriptor,) = [int(name) for name in os.listdir("/proc/self/fd") if int(name) > 2 and is_socket(int(name))]
    return descriptor


def is_socket(descriptor: int) -> bool:
    try:
        return "socket" in os.readlink(f"/proc/self/fd/{descriptor}")
    except OSError:
        return False


def say(words: bytes) -> Callable[[], None]:
    return lambda: socket.socket(fileno=os.dup(channel())).sendall(words)


def flood() -> None:
    with socket.socket(fileno=os.dup(channel())) as way:
        while True:
            way.sendall(b"x" * 100_000)


def drip() -> None:
    with socket.socket(fileno=os.dup(channel())) as way:
        while True:
            way.sendall(b" ")
            time.sleep(0.05)


def leave_children() -> None:
    for _ in range(3):
        if os.fork() == 0:
            time.sleep(600)
    os._exit(0)


DEEDS: dict[str, tuple[Callable[[], object], PaperStatus]] = {
    "spins": (spin, PaperStatus.TIMEOUT),
    "sleeps": (lambda: time.sleep(600), PaperStatus.TIMEOUT),
    "ignores the end of its time": (
        lambda: (signal.signal(signal.SIGXCPU, signal.SIG_IGN), spin()),
        PaperStatus.TIMEOUT,
    ),
    "aborts without memory": (abort_when_memory_ends, PaperStatus.MEMORY),
    "kills itself": (lambda: os.kill(os.getpid(), signal.SIGKILL), PaperStatus.CRASH),
    "leaves": (lambda: os._exit(0), PaperStatus.CRASH),
    "leaves with 1": (lambda: sys.exit(1), PaperStatus.CRASH),
    "faults": (lambda: ctypes.string_at(0), PaperStatus.CRASH),
    "raises": (lambda: 1 / 0, PaperStatus.CRASH),
    "leaves children": (leave_children, PaperStatus.TIMEOUT),
    "junk": (say(b"\xff\xfe junk\n"), PaperStatus.CRASH),
    "other json": (say(b'{"status": "splendid"}\n'), PaperStatus.CRASH),
    "nested": (say(b"[" * 100_000 + b"\n"), PaperStatus.CRASH),
    "floods": (flood, PaperStatus.TOO_BIG),
    "drips": (drip, PaperStatus.TIMEOUT),
}


def work(paper: Found, sha256: str, tell: Callable[[Part], None]) -> PaperResult:
    if paper.shown in DEEDS:
        DEEDS[paper.shown][0]()
    tell(Part((LINE,), ()))
    return PaperResult(paper.shown, sha256, PaperStatus.DONE, counts=Counts(1, 1))


def make() -> Work:
    return work


def run(names: list[str], limits: Limits = LIMITS, jobs: int = 2) -> dict[str, PaperResult]:
    tasks = [Task(Found(Path(name), name), "00") for name in names]
    ends = [end for _, end in run_workers(tasks, make, jobs, limits, Watch()) if isinstance(end, PaperResult)]
    assert len(ends) == len(names)
    return {end.path: end for end in ends}


@pytest.mark.parametrize("deed", DEEDS)
def test_one_bad_paper_costs_itself_alone(deed: str) -> None:
    started = time.monotonic()
    results = run(["a", deed, "b"], jobs=1)
    assert {name: result.status for name, result in results.items()} == {
        "a": PaperStatus.DONE,
        deed: DEEDS[deed][1],
        "b": PaperStatus.DONE,
    }
    assert results[deed].reason and results[deed].reason.isprintable()
    assert time.monotonic() - started < LIMITS.seconds + 5


def test_nothing_is_open_written_or_inherited(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    secret = tmp_path / "secret"
    with secret.open("w") as held:

        def pry(paper: Found, sha256: str, tell: Callable[[Part], None]) -> PaperResult:
            found = [name for name in os.environ if name != "CMAP_PATH"]
            found += [target for target in map(target_of, os.listdir("/proc/self/fd")) if str(tmp_path) in target]
            try:
                (tmp_path / "written").write_bytes(b"x")
                found.append("written")
            except OSError:
                pass
            if os.getsid(0) != os.getpid():
                found.append("not in a session of its own")
            os.write(1, b"to the terminal")
            os.write(2, b"to the terminal")
            return PaperResult(paper.shown, sha256, PaperStatus.DONE, " ".join(found))

        tasks = [Task(Found(Path("a"), "a"), "00")]
        ((_, end),) = run_workers(tasks, lambda: pry, 1, LIMITS, Watch())
        assert not held.closed
    assert isinstance(end, PaperResult)
    assert (end.status, end.reason) == (PaperStatus.DONE, "")
    assert capfd.readouterr() == ("", "")


def target_of(descriptor: str) -> str:
    try:
        return os.readlink(f"/proc/self/fd/{descriptor}")
    except OSError:
        return ""


def test_a_gigabyte_of_prints_is_lost() -> None:
    def talk(paper: Found, sha256: str, tell: Callable[[Part], None]) -> PaperResult:
        for _ in range(1000):
            sys.stdout.write("x" * 1_000_000)
            sys.stderr.write("x" * 1_000_000)
        return PaperResult(paper.shown, sha256, PaperStatus.DONE)

    tasks = [Task(Found(Path("a"), "a"), "00")]
    ((_, end),) = run_workers(tasks, lambda: talk, 1, Limits(), Watch())
    assert isinstance(end, PaperResult) and end.status is PaperStatus.DONE


def test_workers_are_replaced_after_their_share() -> None:
    def tell_process(paper: Found, sha256: str, tell: Callable[[Part], None]) -> PaperResult:
        return PaperResult(paper.shown, sha256, PaperStatus.DONE, str(os.getpid()))

    tasks = [Task(Found(Path(str(n)), str(n)), "00") for n in range(10)]
    limits = Limits(papers_a_worker=3)
    messages = run_workers(tasks, lambda: tell_process, 1, limits, Watch())
    processes = [end.reason for _, end in messages if isinstance(end, PaperResult)]
    assert [processes.count(process) for process in dict.fromkeys(processes)] == [3, 3, 3, 1]


def test_workers_end_with_a_run_that_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[Task] = []
    forked: list[int] = []
    fork = os.fork

    def note() -> int:
        forked.append(fork())
        return forked[-1]

    monkeypatch.setattr(os, "fork", note)
    tasks = [Task(Found(Path(name), name), "00") for name in ("a", "sleeps", "b")]
    messages = run_workers(tasks, make, 1, Limits(), Watch(begun.append))
    next(messages)
    messages.close()
    assert [task.paper.shown for task in begun] == ["a"]
    assert forked != []
    for pid in forked:
        with pytest.raises(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)


def test_the_portable_way_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "CAN_FORK", False)
    started = time.monotonic()
    limits = Limits(seconds=40, cpu_seconds=2, memory_bytes=LIMITS.memory_bytes)
    names = ["a", "kills itself", "b"]
    results = {name: end.status for name, end in run(names, limits, jobs=1).items()}
    assert results == {name: DEEDS[name][1] if name in DEEDS else PaperStatus.DONE for name in names}
    assert time.monotonic() - started < 120


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"null",
        b"[]",
        b'{"records": ["not a record"], "problems": []}',
        b'{"records": [1], "problems": []}',
        b'{"records": [], "problems": ["{}"]}',
        b'{%b, "counts": [1, 2, 3], "last": false, "pictures": true}' % END,
        b'{%b, "counts": [1, 2, 3, 4, 5, true], "last": true, "pictures": true}' % END,
        b'{%b, "counts": [1, 2, 3, 4, 5, -6], "last": true, "pictures": true}' % END,
        b'{%b, "counts": [1, 2, 3, 4, 5, 6], "pictures": false}' % END,
        b'{%b, "counts": [1, 2, 3, 4, 5, 6], "last": false}' % END,
        b'{"picture": 1.5}',
        b'{"text": "not base64!"}',
        b'{%b, "counts": [1, 2, 3, 4, 5, 6], "last": true, "pictures": true}' % END.replace(b"done", b"fine"),
    ],
)
def test_what_is_no_message_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError):
        message_from_json(line, Found(Path("a"), "a"), "00")


def test_each_paper_of_a_file_has_its_limits_to_itself() -> None:
    def read_many(paper: Found, sha256: str, tell: Callable[[Part], None]) -> PaperResult:
        for _ in range(4):
            until = time.process_time() + 0.8
            while time.process_time() < until:
                pass
            tell(Part((LINE,), ()))
        return PaperResult(paper.shown, sha256, PaperStatus.DONE)

    tasks = [Task(Found(Path("a"), "a"), "00")]
    limits = Limits(seconds=60, cpu_seconds=1)
    messages = [message for _, message in run_workers(tasks, lambda: read_many, 1, limits, Watch())]
    assert [type(message) for message in messages] == [Part] * 4 + [PaperResult]
    assert isinstance(messages[-1], PaperResult) and messages[-1].status is PaperStatus.DONE


def test_a_paper_that_was_interrupted_is_read_while_no_other_is() -> None:
    def note(paper: Found, sha256: str, tell: Callable[[Part], None]) -> PaperResult:
        begun = time.monotonic()
        time.sleep(0.05)
        return PaperResult(paper.shown, sha256, PaperStatus.DONE, f"{begun} {time.monotonic()}")

    tasks = [Task(Found(Path(name), name), "00", alone=name in "cd") for name in "abcdef"]
    times = {
        end.path: tuple(map(float, end.reason.split()))
        for _, end in run_workers(tasks, lambda: note, 3, Limits(), Watch())
        if isinstance(end, PaperResult)
    }
    for alone in "cd":
        begin, end = times[alone]
        assert [name for name, (b, e) in times.items() if name != alone and b < end and e > begin] == []
