"""Runs papers in worker processes: a paper that hangs, eats memory or kills its worker costs itself alone."""

from __future__ import annotations

import gc
import math
import multiprocessing
import os
import selectors
import signal
import socket
import sys
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from typing import Protocol

from extractor.batch.limits import Limits, memory_in_use
from extractor.batch.messages import Message, PictureBegun, message_from_json
from extractor.batch.paper import Work
from extractor.batch.serving import request_to_json, serve, serve_spawned
from extractor.batch.walk import Found
from extractor.problem import PaperStatus
from extractor.review.result import PaperResult

_CHUNK = 1 << 20
LINGER_SECONDS = 1.0
MOST_PICTURES = 50  # pages for which a paper gets more time; the reader reads no more
_MEMORY_SHARE = 0.4  # a worker that died holding this share of what it may hold beside the program died of it: the
# last piece that it asked for was too large
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss, in bytes
CAN_FORK = hasattr(os, "fork")


@dataclass(frozen=True, slots=True)
class Task:
    """A paper to read, with its hash; one over which a run has ended before is read while no other is."""

    paper: Found
    sha256: str
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Watch:
    """Who is told of a task: before it begins, and once when it has not ended after `LINGER_SECONDS`."""

    begin: Callable[[Task], None] = lambda task: None
    linger: Callable[[Task], None] = lambda task: None


@dataclass(frozen=True, slots=True)
class Death:
    """How a worker ended: the signal, if one ended it, and the most memory it held, where that is known."""

    signal: int
    peak_bytes: int = 0


class _Process(Protocol):
    def end(self) -> Death:
        """Kill the process if it still runs; tell how it ended."""


@dataclass(slots=True)
class _Worker:
    process: _Process
    channel: socket.socket
    task: Task | None = None
    deadline: float = 0.0
    lingers: float = math.inf
    answer: bytearray = field(default_factory=bytearray)
    pictures: int = 0


def run_workers(
    tasks: Sequence[Task], make: Callable[[], Work], jobs: int, limits: Limits, watch: Watch
) -> Generator[tuple[Task, Message], None, None]:
    """Give what is told of each paper as it comes; the last of each is its PaperResult.

    Args:
        make: gives the function that reads a paper; where processes cannot be forked, each worker calls it.
        watch: is told before a worker gets a task, and when the task takes long.
    """
    supervisor = Supervisor(make, limits, CAN_FORK)
    try:
        yield from supervisor.run(tasks, jobs, watch)
    finally:
        supervisor.stop()


class Supervisor:
    """Hands papers to workers and replaces the workers that are lost."""

    def __init__(self, make: Callable[[], Work], limits: Limits, fork: bool) -> None:
        self.make = make
        self.limits = limits
        self.work = make() if fork else None
        self.selector = selectors.DefaultSelector()
        self.workers: list[_Worker] = []
        if fork:
            gc.freeze()  # what is loaded stays shared between the processes

    def run(self, tasks: Sequence[Task], jobs: int, watch: Watch) -> Iterator[tuple[Task, Message]]:
        """Give the messages of all tasks."""
        queue = deque(tasks)
        while len(self.workers) < min(jobs, len(queue)):
            self._start()
        while queue or any(worker.task is not None for worker in self.workers):
            for worker in list(self.workers):
                if worker.task is None and queue and self._may_start(queue[0]):
                    task = queue.popleft()
                    watch.begin(task)
                    self._send(worker, task)
            yield from self._listen(watch)

    def stop(self) -> None:
        """End every worker."""
        while self.workers:
            self._lose(self.workers[0])
        self.selector.close()

    def _may_start(self, task: Task) -> bool:
        busy = [worker.task for worker in self.workers if worker.task is not None]
        return not busy or not (task.alone or any(other.alone for other in busy))

    def _listen(self, watch: Watch) -> Iterator[tuple[Task, Message]]:
        now = time.monotonic()
        ends = [min(worker.deadline, worker.lingers) for worker in self.workers if worker.task is not None]
        ready = self.selector.select(max(0.0, min(ends, default=now) - now))
        for key, _ in ready:
            yield from self._receive(key.data)
        now = time.monotonic()
        for worker in list(self.workers):
            if worker.task is None:
                continue
            if now > worker.lingers:
                worker.lingers = math.inf
                watch.linger(worker.task)
            if now > worker.deadline:
                reason = f"not done after {self.limits.seconds:.0f} seconds; leave it out or give it longer (--seconds)"
                yield self._replace(worker, PaperStatus.TIMEOUT, reason)

    def _send(self, worker: _Worker, task: Task) -> None:
        worker.task = task
        worker.answer.clear()
        worker.pictures = 0
        worker.deadline = time.monotonic() + self.limits.seconds
        worker.lingers = time.monotonic() + LINGER_SECONDS
        try:
            worker.channel.setblocking(True)
            worker.channel.sendall(request_to_json(task.paper, task.sha256))
        except OSError:
            pass  # it is dead: what it should answer finds that out
        finally:
            worker.channel.setblocking(False)

    def _receive(self, worker: _Worker) -> Iterator[tuple[Task, Message]]:
        try:
            chunk = worker.channel.recv(_CHUNK)
        except BlockingIOError:
            return
        except OSError:
            chunk = b""
        task = worker.task
        if not chunk:
            if task is None:
                self._lose(worker)
                self._start()
            else:
                yield self._bury(worker)
            return
        worker.answer += chunk
        if b"\n" not in chunk:
            if len(worker.answer) > self.limits.answer_bytes:
                reason = f"it gives more than {self.limits.answer_bytes >> 20} MB of results; split the file"
                yield self._replace(worker, PaperStatus.TOO_BIG, reason)
            return
        *lines, rest = bytes(worker.answer).split(b"\n")
        worker.answer[:] = rest
        for line in lines:
            if worker.task is None or task is None:
                return  # it talks without being asked: that shows with its next paper
            try:
                message, last = message_from_json(line, task.paper, task.sha256)
            except ValueError:
                reason = "its worker process gave no readable answer; please report it with the paper"
                yield self._replace(worker, PaperStatus.CRASH, reason)
                return
            if isinstance(message, PictureBegun):
                worker.pictures += 1
                if worker.pictures <= MOST_PICTURES:
                    worker.deadline += self.limits.picture_seconds
                continue
            worker.deadline = time.monotonic() + self.limits.seconds
            if isinstance(message, PaperResult):
                worker.task = None
                if last:
                    self._lose(worker)
                    self._start()
            yield task, message

    def _bury(self, worker: _Worker) -> tuple[Task, Message]:
        """Say why a worker died over its paper."""
        task = worker.task
        assert task is not None
        death = self._lose(worker)
        self._start()
        if death.signal == getattr(signal, "SIGXCPU", -1):
            reason = f"more than {self.limits.cpu_seconds} seconds of computing; leave it out or give it longer"
            return task, _result(task, PaperStatus.TIMEOUT, f"{reason} (--cpu-seconds)")
        if death.peak_bytes - memory_in_use() > _MEMORY_SHARE * self.limits.memory_bytes:
            reason = f"more than {self.limits.memory_bytes >> 20} MB of memory; split the file or leave it out"
            return task, _result(task, PaperStatus.MEMORY, reason)
        return task, _result(task, PaperStatus.CRASH, "its worker process died; leave the file out and report it")

    def _replace(self, worker: _Worker, status: PaperStatus, reason: str) -> tuple[Task, Message]:
        task = worker.task
        assert task is not None
        self._lose(worker)
        self._start()
        return task, _result(task, status, reason)

    def _lose(self, worker: _Worker) -> Death:
        self.workers.remove(worker)
        self.selector.unregister(worker.channel)
        death = worker.process.end()
        worker.channel.close()
        return death

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            process: _Process
            if self.work is not None:
                process = _fork(theirs, self.work, self.limits)
            else:
                process = _spawn(theirs, self.make, self.limits)
        ours.setblocking(False)
        worker = _Worker(process, ours)
        self.workers.append(worker)
        self.selector.register(ours, selectors.EVENT_READ, worker)


def _result(task: Task, status: PaperStatus, reason: str) -> PaperResult:
    return PaperResult(task.paper.shown, task.sha256, status, reason)


@dataclass(slots=True)
class _Forked:
    """A fork of this process: everything is loaded in it."""

    pid: int

    def end(self) -> Death:
        """Kill the process with all that it started; tell how it ended."""
        for kill in (os.killpg, os.kill):  # its own session begins a moment after its life
            try:
                kill(self.pid, signal.SIGKILL)
            except OSError:
                continue
        _, status, usage = os.wait4(self.pid, 0)
        return Death(os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0, usage.ru_maxrss * _RSS_UNIT)


def _fork(theirs: socket.socket, work: Work, limits: Limits) -> _Forked:
    parent = os.getpid()
    pid = os.fork()
    if pid:
        return _Forked(pid)
    try:
        serve(theirs, work, limits, parent)
    finally:
        os._exit(0)  # nothing of the parent is tidied up in here: its database least of all


@dataclass(slots=True)
class _Spawned:
    """A process started afresh, for systems that cannot fork."""

    process: BaseProcess

    def end(self) -> Death:
        """Kill the process; tell how it ended."""
        self.process.kill()
        self.process.join()
        code = self.process.exitcode
        return Death(-code if code is not None and code < 0 else 0)


def _spawn(theirs: socket.socket, make: Callable[[], Work], limits: Limits) -> _Spawned:
    process = multiprocessing.get_context("spawn").Process(
        target=serve_spawned, args=(theirs, make, limits, os.getpid()), daemon=True
    )
    process.start()
    return _Spawned(process)
