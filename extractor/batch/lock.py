"""Holds a run folder for one run: whoever comes second is told who is there."""

from __future__ import annotations

import contextlib
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from extractor.batch.walk import RUN_DATABASE, show_name
from extractor.export.files import remove_parts
from extractor.export.folder import FILES
from extractor.problem import OutputError

_PATIENCE_SECONDS = 1.0  # the workers of a run that was killed go a moment after it


@contextmanager
def hold_folder(output: Path) -> Iterator[None]:
    """Make the run folder, see that it can be written, and hold it for this process alone.

    Raises:
        OutputError: it holds other files, cannot be written, now or later, or another run holds it.
    """
    try:
        output.mkdir(mode=0o700, parents=True, exist_ok=True)
        foreign = {path.name for path in output.iterdir() if not path.name.startswith(".")} - FILES
        if foreign and not (output / RUN_DATABASE).exists():
            raise OutputError(
                f"{output}: the folder holds other files ({show_name(min(foreign))}, …); choose a new one"
            )
        lock = os.open(output / ".lock", os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    except OSError as error:
        raise OutputError(f"{output}: cannot be written: {error.strerror}") from error
    try:
        _lock(lock, output)
        remove_parts(output)
        yield
    except OSError as error:
        raise OutputError(f"{output}: cannot be written: {error.strerror}; what was done is kept") from error
    finally:
        os.close(lock)


def _lock(lock: int, output: Path) -> None:
    """Take the lock, which the system gives back when this process ends, however that comes."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not _try_lock(lock):
        if time.monotonic() > deadline:
            os.lseek(lock, 0, os.SEEK_SET)
            holder = show_name(os.read(lock, 200).decode(errors="replace")) or "another run"
            raise OutputError(f"{output}: {holder} is writing there; wait for it or choose another folder")
        time.sleep(0.02)
    with contextlib.suppress(OSError):  # a full disk: the lock holds all the same, without a name
        os.ftruncate(lock, 0)
        os.lseek(lock, 0, os.SEEK_SET)
        since = datetime.now().astimezone().isoformat(" ", "seconds")
        os.write(lock, f"process {os.getpid()} on {socket.gethostname()} (since {since})".encode())


def _try_lock(lock: int) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            os.lseek(lock, 4096, os.SEEK_SET)  # beyond the holder's name, which stays readable
            msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
