"""Finds the papers of a folder: every regular file, in an order that does not depend on the machine."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from extractor.problem import ExtractorError

RUN_DATABASE = "review.sqlite"
_TICK_NS = 2_000_000_000
_SUFFIXES = (".pdf", ".xml", ".nbib", ".ris", ".html", ".htm", ".txt")


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read, or why it is not read.

    `shown` is its path as the run folder names it, unique in the run; `stamp` stays as it is while the file does.
    """

    path: Path
    shown: str
    skipped: str = ""
    stamp: str = ""
    size: int = 0


def find_papers(roots: Sequence[Path], output: Path) -> tuple[Found, ...]:
    """List the files below the paths given, sorted by shown path; links are not followed.

    Left out are hidden files and folders (`.name`, if it does not end as a paper's does) and `output`.

    Raises:
        ExtractorError: a path does not exist.
    """
    found: list[Found] = []
    names: dict[str, int] = {}
    for root in roots:
        if not os.path.lexists(root):
            raise ExtractorError(f"{show_name(str(root))}: no such file or folder")
        name = show_name(root.resolve().name or "papers")
        names[name] = names.get(name, 0) + 1
        if names[name] > 1:
            name = f"{name} ({names[name]})"
        if root.is_dir():
            found.extend(_walk(root.resolve(), name, output))
        else:
            found.append(_look(root.resolve(), name))
    return tuple(sorted(found, key=lambda item: item.shown))


def _walk(root: Path, shown: str, output: Path) -> Iterator[Found]:
    """Go through the folders one after the other; no depth of nesting can stop it."""
    left_out = {_identity(output)} - {None}
    todo = [(str(root), shown)]
    while todo:
        folder, shown = todo.pop()
        try:
            with os.scandir(folder) as scan:
                entries = list(scan)
        except OSError as error:
            yield Found(Path(folder), shown, f"the folder cannot be opened: {_explain(error)}")
            continue
        if folder != str(root) and any(entry.name == RUN_DATABASE for entry in entries):
            yield Found(Path(folder), shown, "a run folder; its files are results, not papers")
            continue
        for entry in entries:
            if _is_hidden(entry.name):
                continue
            name = f"{shown}/{show_name(entry.name)}"
            if not _is_folder(entry):
                yield _look(Path(entry.path), name)
            elif _identity(Path(entry.path)) not in left_out:
                todo.append((entry.path, name))


def _is_hidden(name: str) -> bool:
    """Tell what systems and programs leave in folders; a name that ends like a paper's is a paper's."""
    return name.startswith("._") or (name.startswith(".") and not name.lower().endswith(_SUFFIXES))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.lstat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _look(path: Path, shown: str) -> Found:
    try:
        status = path.lstat()
    except OSError as error:
        return Found(path, shown, f"cannot be looked at: {_explain(error)}")
    if stat.S_ISLNK(status.st_mode):
        return Found(path, shown, "a link; put the file itself into the folder")
    if not stat.S_ISREG(status.st_mode):
        return Found(path, shown, "no regular file (a pipe, socket or device)")
    return Found(path, shown, stamp=_stamp(status), size=status.st_size)


def _stamp(status: os.stat_result) -> str:
    """Name the state of a file: no write leaves all of these as they were."""
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino} {status.st_dev}"


def _explain(error: OSError) -> str:
    if error.errno == errno.ENAMETOOLONG:
        return "its path is too long; move it up in the folder"
    return error.strerror or "unknown error"


def open_paper(path: Path) -> int:
    """Open a file for reading, and only that: no link is followed and no pipe or device waited for.

    Raises:
        OSError: it cannot be opened, or is no regular file any more.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "no regular file")
    return descriptor


def hash_paper(paper: Found) -> tuple[str, Found]:
    """Give the SHA-256 of a file, and the file with its present stamp; no stamp if it has just been changed.

    Raises:
        OSError: it cannot be read.
    """
    with os.fdopen(open_paper(paper.path), "rb") as file:
        before = os.fstat(file.fileno())
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        after = os.fstat(file.fileno())
    # Clocks of file systems are coarse: a second change could come within one tick of the first.
    settled = time.time_ns() - after.st_ctime_ns > _TICK_NS and _stamp(before) == _stamp(after)
    return digest, replace(paper, stamp=_stamp(after) if settled else "")


def show_name(name: str) -> str:
    """Write a file name so that it can be printed and stored, and no two names are written alike.

    Bytes that are no UTF-8, control characters and backslashes are escaped.
    """
    text = os.fsencode(name).decode("utf-8", "surrogateescape")  # whatever the locale says of names
    return "".join(_show_character(char) for char in text)


def _show_character(char: str) -> str:
    if "\udc80" <= char <= "\udcff":
        return f"\\x{ord(char) - 0xDC00:02x}"
    if char == "\\":
        return "\\\\"
    return char if char.isprintable() else char.encode("unicode_escape", "surrogatepass").decode()
