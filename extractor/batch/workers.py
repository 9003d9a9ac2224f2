"""Runs papers in worker processes: a paper that hangs, eats memory or kills its worker costs itself alone."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

from extractor.batch.paper import PaperResult
from extractor.batch.walk import Found

Work = Callable[[Found], PaperResult]

MEMORY_BYTES = 3 << 30
_LIMITED = "the paper was set aside: "


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    paper: Found | None = None
    deadline: float = 0.0


def run_workers(papers: Sequence[Found], work: Work, jobs: int, seconds: float) -> Iterator[PaperResult]:
    """Give the result of each paper as it comes; at most `seconds` are spent on any one of them."""
    queue = deque(papers)
    context = multiprocessing.get_context("fork" if "fork" in multiprocessing.get_all_start_methods() else None)
    workers = [_start(context, work) for _ in range(min(jobs, len(papers)))]
    try:
        while queue or any(worker.paper is not None for worker in workers):
            for worker in workers:
                if worker.paper is None and queue:
                    _send(worker, queue.popleft(), seconds)
            busy = [worker for worker in workers if worker.paper is not None]
            ready = wait([worker.pipe for worker in busy], timeout=0.5)
            for number, worker in enumerate(workers):
                if worker.paper is None:
                    continue
                if worker.pipe in ready:
                    result = _receive(worker)
                elif time.monotonic() > worker.deadline:
                    result = _lost(worker.paper, "timeout", f"not done after {seconds:.0f} seconds")
                else:
                    continue
                if not result.sha256:  # the answer is ours: the worker is dead, stuck or talks nonsense
                    _stop(worker)
                    workers[number] = _start(context, work)
                else:
                    worker.paper = None
                yield result
    finally:
        for worker in workers:
            _stop(worker)


def _start(context: multiprocessing.context.BaseContext, work: Work) -> _Worker:
    ours, theirs = multiprocessing.Pipe()
    process = context.Process(target=_serve, args=(theirs, work), daemon=True)  # type: ignore[attr-defined]
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _stop(worker: _Worker) -> None:
    worker.pipe.close()
    worker.process.kill()
    worker.process.join()


def _send(worker: _Worker, paper: Found, seconds: float) -> None:
    worker.paper, worker.deadline = paper, time.monotonic() + seconds
    worker.pipe.send_bytes(f"{paper.shown}\0{os.fsencode(paper.path).hex()}".encode())


def _receive(worker: _Worker) -> PaperResult:
    assert worker.paper is not None
    try:
        return PaperResult.from_json(worker.pipe.recv_bytes().decode())
    except (EOFError, ConnectionError):
        worker.process.join(1)
        return _lost(worker.paper, "crash", "its worker process died")
    except ValueError:
        return _lost(worker.paper, "crash", "its worker process gave no readable answer")


def _lost(paper: Found, status: str, reason: str) -> PaperResult:
    return PaperResult(paper.shown, "", status, _LIMITED + reason)


def _serve(pipe: Connection, work: Work) -> None:
    _limit_memory()
    while True:
        try:
            shown, path = pipe.recv_bytes().decode().split("\0")
        except (EOFError, KeyboardInterrupt):
            return
        result = work(Found(Path(os.fsdecode(bytes.fromhex(path))), shown))
        pipe.send_bytes(result.to_json().encode())


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
