"""Finds the papers of a folder: every regular file, in an order that does not depend on the machine."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractor.problem import ExtractorError


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read, or why it is not read; `shown` is its path as the run folder names it."""

    path: Path
    shown: str
    skipped: str = ""


def find_papers(roots: Sequence[Path], output: Path) -> tuple[Found, ...]:
    """List the files below the paths given, sorted by shown path; links are not followed, `output` is left out.

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
            found.extend(_walk(root, name, output.resolve()))
        else:
            found.append(_look(root, name, follow=True))
    return tuple(sorted(found, key=lambda item: item.shown))


def _walk(folder: Path, shown: str, output: Path) -> Iterator[Found]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Found(folder, shown, f"the folder cannot be opened: {error.strerror}")
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        name = f"{shown}/{show_name(entry.name)}"
        path = Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            if path.resolve() != output:
                yield from _walk(path, name, output)
        else:
            yield _look(path, name)


def _look(path: Path, shown: str, follow: bool = False) -> Found:
    try:
        mode = (path.stat() if follow else path.lstat()).st_mode
    except OSError as error:
        return Found(path, shown, f"cannot be looked at: {error.strerror}")
    if stat.S_ISLNK(mode):
        return Found(path, shown, "a link: put the file itself into the folder")
    if not stat.S_ISREG(mode):
        return Found(path, shown, "no regular file")
    return Found(path, shown)


def show_name(name: str) -> str:
    """Write a file name so that it can be printed and stored: odd bytes and control characters are escaped."""
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
