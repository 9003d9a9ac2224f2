"""Runs papers on a Ray cluster: an actor a core keeps the program loaded and its papers behind walls as any worker."""

from __future__ import annotations

import logging
import os
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from typing import Any

from extractor.batch.limits import Limits
from extractor.batch.messages import Message, message_from_json, message_to_json
from extractor.batch.paper import Work
from extractor.batch.walk import Found
from extractor.batch.workers import CAN_FORK, Supervisor, Task, Watch
from extractor.problem import ExtractorError, PaperStatus
from extractor.review.result import PaperResult

MOST_ACTORS = 100_000  # never more than the cluster has cores
_AHEAD = 8  # messages of a paper that wait for us; then its actor waits
_MOST_LOSSES = 3  # of actors over one paper; more, and the paper is to blame
_SLACK_SECONDS = 120.0  # for the start of an actor and for the way; one that is silent for longer is lost
_LOST = "its worker was lost three times over it, with the machine or by itself; leave it out and report it"


class Node:
    """The actor: reads papers in a worker of its own, one at a time."""

    def __init__(self, make: Callable[[], Work], limits: Limits) -> None:
        self._limits = limits
        self._supervisor = Supervisor(make, limits, CAN_FORK)

    def read(self, paper: Found, sha256: str) -> Generator[bytes, None, None]:
        """Give the messages of a paper as lines."""
        for _, message in self._supervisor.run((Task(paper, sha256),), 1, Watch()):
            yield message_to_json(message)


@dataclass(slots=True)
class _Seat:
    """An actor, and the paper that it reads."""

    actor: Any
    task: Task | None = None
    messages: Any = None  # as they come
    deadline: float = 0.0


def run_cluster(
    tasks: Sequence[Task], make: Callable[[], Work], jobs: int, limits: Limits, watch: Watch
) -> Generator[tuple[Task, Message], None, None]:
    """Give what is told of each paper as it comes, as `run_workers`; papers must have the same path on each machine.

    The cluster is the one that RAY_ADDRESS names, or else the one that this machine belongs to, or a new one here.
    A paper whose actor is lost is read again by another.
    """
    with _connection(jobs) as ray:
        cluster = _Cluster(ray, make, limits, watch)
        count = min(jobs, len(tasks), max(1, int(ray.cluster_resources().get("CPU", 1))))
        try:
            with closing(cluster.run(tasks, count)) as messages:
                yield from messages
        finally:
            cluster.stop()


@contextmanager
def _connection(jobs: int) -> Iterator[Any]:
    """Give Ray, connected; a connection that stands already stays."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is told to anybody
    os.environ.setdefault("RAY_DEDUP_LOGS", "0")
    try:
        import ray
    except ImportError as error:
        raise ExtractorError("--engine ray: Ray is not installed; install the extra [ray] of this program") from error
    quiet = {"log_to_driver": False, "logging_level": logging.CRITICAL}
    if ray.is_initialized():
        yield ray
        return
    try:
        ray.init(address=os.environ.get("RAY_ADDRESS", "auto"), **quiet)
    except ConnectionError as error:
        if "RAY_ADDRESS" in os.environ:
            raise ExtractorError("--engine ray: there is no cluster at RAY_ADDRESS") from error
        ray.init(num_cpus=min(jobs, os.cpu_count() or 1), include_dashboard=False, **quiet)
    try:
        yield ray
    finally:
        ray.shutdown()


class _Cluster:
    """Hands each actor one paper at a time, so that no more of them are ever on their way."""

    def __init__(self, ray: Any, make: Callable[[], Work], limits: Limits, watch: Watch) -> None:
        self._ray = ray
        self._watch = watch
        self._limits = limits
        self._make = ray.put(make)
        self._class = ray.remote(num_cpus=1, max_restarts=0)(Node)
        self._seats: list[_Seat] = []
        self._losses: dict[str, int] = {}

    def run(self, tasks: Sequence[Task], count: int) -> Generator[tuple[Task, Message], None, None]:
        """Give the messages of all tasks."""
        queue = deque(tasks)
        self._seats = [self._hire() for _ in range(count)]
        while queue or any(seat.task is not None for seat in self._seats):
            for seat in self._seats:
                if seat.task is None and queue:
                    self._hand(seat, queue.popleft())
            for seat in self._wait():
                yield from self._listen(seat, queue)

    def stop(self) -> None:
        """End every actor."""
        for seat in self._seats:
            self._ray.kill(seat.actor)

    def _hire(self) -> _Seat:
        return _Seat(self._class.remote(self._make, self._limits))

    def _hand(self, seat: _Seat, task: Task) -> None:
        self._watch.begin(task)
        options = {"num_returns": "streaming", "_generator_backpressure_num_objects": _AHEAD}
        seat.task = task
        seat.messages = seat.actor.read.options(**options).remote(replace(task.paper, stamp=""), task.sha256)
        self._wait_until(seat)

    def _wait_until(self, seat: _Seat) -> None:
        most = self._limits.seconds + self._limits.picture_seconds + _SLACK_SECONDS
        seat.deadline = time.monotonic() + most

    def _wait(self) -> list[_Seat]:
        """Give the actors that have told something, or should have long ago."""
        busy = [seat for seat in self._seats if seat.task is not None]
        now = time.monotonic()
        patience = max(0.0, min(seat.deadline for seat in busy) - now)
        ready, _ = self._ray.wait([seat.messages for seat in busy], num_returns=1, timeout=patience)
        told = {id(messages) for messages in ready}
        return [seat for seat in busy if id(seat.messages) in told or seat.deadline <= now]

    def _listen(self, seat: _Seat, queue: deque[Task]) -> Generator[tuple[Task, Message], None, None]:
        task = seat.task
        assert task is not None
        try:
            line = self._ray.get(next(seat.messages), timeout=_SLACK_SECONDS)
            message, _ = message_from_json(line, task.paper, task.sha256)
        except (StopIteration, ValueError, self._ray.exceptions.RayError):
            yield from self._lose(seat, task, queue)
            return
        self._wait_until(seat)
        if isinstance(message, PaperResult):
            seat.task = seat.messages = None
        yield task, message

    def _lose(self, seat: _Seat, task: Task, queue: deque[Task]) -> Generator[tuple[Task, Message], None, None]:
        """Replace an actor that is gone or silent; its paper is read again, if it is not always the same one."""
        self._ray.kill(seat.actor)
        self._seats[self._seats.index(seat)] = self._hire()
        path = task.paper.shown
        self._losses[path] = self._losses.get(path, 0) + 1
        if self._losses[path] < _MOST_LOSSES:
            queue.append(task)
        else:
            yield task, PaperResult(path, task.sha256, PaperStatus.CRASH, _LOST)
