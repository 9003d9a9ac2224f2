"""The worker's side: takes the name of a paper, reads it behind walls, answers in lines of JSON."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable
from pathlib import Path

from extractor.batch.limits import Limits, allow_cpu, isolate, memory_in_use
from extractor.batch.messages import PictureBegun, TextRead, message_to_json
from extractor.batch.paper import Work
from extractor.batch.walk import Found
from extractor.problem import PaperStatus
from extractor.review.result import Part

_GROWN_BYTES = 400 << 20  # a worker that holds so much more than at first is replaced


def request_to_json(paper: Found, sha256: str) -> bytes:
    """Write the request for a paper as one line."""
    return json.dumps([os.fsencode(paper.path).hex(), paper.shown, sha256]).encode("ascii") + b"\n"


def serve(channel: socket.socket, work: Work, limits: Limits, parent: int) -> None:
    """Answer requests until the supervisor, of process `parent`, is gone or this worker has done its share."""
    if hasattr(os, "setsid"):
        isolate(channel.fileno(), limits, parent)
    channel.setblocking(True)
    first = memory_in_use()
    done = 0
    with channel.makefile("rb") as requests:
        for request in requests:
            path, shown, sha256 = json.loads(request)

            def tell(message: Part | PictureBegun | TextRead) -> None:
                channel.sendall(message_to_json(message))
                allow_cpu(limits.cpu_seconds)

            allow_cpu(limits.cpu_seconds)
            result = work(Found(Path(os.fsdecode(bytes.fromhex(path))), shown), sha256, tell)
            done += 1
            last = (
                done == limits.papers_a_worker
                or result.status in (PaperStatus.MEMORY, PaperStatus.CRASH)
                or memory_in_use() > first + _GROWN_BYTES
            )
            channel.sendall(message_to_json(result, last))
            if last:
                return


def serve_spawned(channel: socket.socket, make: Callable[[], Work], limits: Limits, parent: int) -> None:
    """Serve in a process that was started afresh and has to load everything itself."""
    serve(channel, make(), limits, parent)
