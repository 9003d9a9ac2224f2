"""Writes lines as CSV that a spreadsheet opens right and in which no text is a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")


def neutralise(value: object) -> object:
    """Put an apostrophe before a text that a spreadsheet would run as a formula."""
    return "'" + value if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value


def write_lines(path: Path, lines: Iterable[Sequence[object]], encoding: str = "utf-8-sig") -> None:
    """Write lines, the header first; the mark at the start of `utf-8-sig` tells a spreadsheet the encoding."""
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([neutralise(cell) for cell in line] for line in lines)
