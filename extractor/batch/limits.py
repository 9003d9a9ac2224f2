"""Walls a worker process off: limits from the operating system, and nothing open but the way to the supervisor."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from dataclasses import dataclass

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one paper may take; in a file of many papers, each of them.

    Each page that is read from its picture, to a number that the reader keeps to, takes `picture_seconds` more by the
    clock, and may compute for `cpu_seconds` anew.
    """

    seconds: float = 120.0
    cpu_seconds: int = 60
    memory_bytes: int = 3 << 29  # beyond what the loaded program takes
    answer_bytes: int = 64 << 20
    papers_a_worker: int = 200  # then it is replaced: what leaks, leaks no further
    picture_seconds: float = 60.0


_OPEN_FILES = 64
_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)


def isolate(keep: int, limits: Limits, parent: int) -> None:
    """Leave this process with the descriptor `keep` and nothing else: own session, no files to write, no terminal."""
    os.setsid()
    _die_with_parent(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    for descriptor in _open_descriptors():
        if descriptor > 2 and descriptor != keep:
            with contextlib.suppress(OSError):
                os.close(descriptor)
    sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")  # noqa: SIM115  for good
    os.environ.clear()
    os.environ["CMAP_PATH"] = os.devnull  # a PDF names files to look for there; a folder that cannot exist has none
    allow_memory(limits.memory_bytes)
    _limit("RLIMIT_CORE", 0)
    _limit("RLIMIT_FSIZE", 0)
    _limit("RLIMIT_NOFILE", _OPEN_FILES)


def allow_memory(more_bytes: int) -> None:
    """Let this process take so many bytes beyond what it has."""
    if resource is not None:
        _limit("RLIMIT_AS", _address_space() + more_bytes)


def allow_cpu(seconds: int) -> None:
    """Let this process compute for so many seconds from now on; past them the system ends it."""
    if resource is not None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        _limit("RLIMIT_CPU", int(used.ru_utime + used.ru_stime) + 1 + seconds, hard=False)


def memory_in_use() -> int:
    """Give the bytes of memory that this process holds; 0 where that is not known."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def _limit(name: str, value: int, hard: bool = True) -> None:
    kind = getattr(resource, name)
    _, highest = resource.getrlimit(kind)
    if highest != resource.RLIM_INFINITY:
        value = min(value, highest)
    with contextlib.suppress(OSError, ValueError):  # macOS does not take every limit
        resource.setrlimit(kind, (value, value if hard else highest))


def _address_space() -> int:
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 1 << 30


def _open_descriptors() -> list[int]:
    try:
        return [int(name) for name in os.listdir("/dev/fd")]
    except OSError:
        return list(range(3, 1024))


def _die_with_parent(parent: int) -> None:
    if not sys.platform.startswith("linux"):
        return  # there a worker ends when its way to the supervisor closes, or by its limit of time
    import ctypes

    ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:  # it died before
        os._exit(1)
