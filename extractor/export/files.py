"""Writes files so that each is there complete or not at all, also when the machine stops in between."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

_PART = ".part"


@contextmanager
def replace_files(targets: Sequence[Path]) -> Iterator[tuple[Path, ...]]:
    """Give another name to write each file to; once all are complete and on disk, each takes its place."""
    parts = tuple(part_of(target) for target in targets)
    try:
        yield parts
        for part in parts:
            part.chmod(0o600)
            _sync(part)
        for part, target in zip(parts, targets, strict=True):
            os.replace(part, target)
        if os.name != "nt":
            for folder in sorted({target.parent for target in targets}):
                _sync(folder)
    finally:
        for part in parts:
            part.unlink(missing_ok=True)


def part_of(target: Path) -> Path:
    """Give the name under which this process writes a file."""
    return target.with_name(f".{target.name[:200]}.{os.getpid()}{_PART}")


def remove_parts(folder: Path) -> None:
    """Remove what runs that were killed left of files that they were writing."""
    for left in folder.glob(f".*{_PART}"):
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left)
        else:
            left.unlink()


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
