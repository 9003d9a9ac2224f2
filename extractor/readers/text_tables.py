"""Lines of a plain text → the tables in it: cells on lines of their own behind a tab, tabbed rows, rows of bars or of
columns that blanks keep apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_MOST_BLANK = 6  # lines between two rows of a table whose cells stand on lines of their own
_LEAST_ROWS = _LEAST_COLUMNS = 3  # of a table whose columns are kept apart by blanks alone
_GAP = re.compile(r" {2,}")


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table found in lines `start` to `end` (exclusive)."""

    start: int
    end: int
    rows: tuple[tuple[str, ...], ...]


def find_tables(lines: Sequence[str]) -> tuple[TextTable, ...]:
    """Find every table whose cells the text itself keeps apart."""
    found: list[TextTable] = []
    number = tried = 0
    while number < len(lines):
        table = None
        if number >= tried:
            table, tried = _cells_on_lines(lines, number)
        table = table or _marked_rows(lines, number, "\t") or _marked_rows(lines, number, "|")
        table = table or _spaced_rows(lines, number)
        if table is not None:
            found.append(table)
            number = table.end
        else:
            number += 1
    return tuple(found)


def _is_cell(line: str) -> bool:
    return line.startswith("\t") and "\t" not in line.strip()


def _cells_on_lines(lines: Sequence[str], start: int) -> tuple[TextTable | None, int]:
    """Read rows of lines that begin with a tab, one cell a line, rows parted by blank lines; say how far it looked."""
    if not _is_cell(lines[start]):
        return None, start + 1
    rows: list[list[str]] = [[]]
    end, blank = start, 0
    for number in range(start, len(lines)):
        line = lines[number]
        if _is_cell(line):
            if blank and rows[-1]:
                rows.append([])
            rows[-1].append(line.strip())
            end, blank = number + 1, 0
        elif line.strip() or blank >= _MOST_BLANK:
            break
        else:
            blank += 1
    usual, times = Counter(len(row) for row in rows).most_common(1)[0]
    if len(rows) < 2 or usual < 2 or times * 2 < len(rows):
        return None, end
    return TextTable(start, end, tuple(tuple(row) for row in rows)), end


def _marked_rows(lines: Sequence[str], start: int, mark: str) -> TextTable | None:
    """Read consecutive lines that hold the same number of marks."""
    rows: list[tuple[str, ...]] = []
    number = start
    while number < len(lines) and (cells := _split(lines[number], mark)) is not None:
        if rows and len(cells) != len(rows[0]):
            break
        rows.append(cells)
        number += 1
    if len(rows) < 2:
        return None
    return TextTable(start, number, tuple(row for row in rows if any(cell.strip(" :-") for cell in row)))


def _spaced_rows(lines: Sequence[str], start: int) -> TextTable | None:
    """Read consecutive lines that runs of blanks cut into the same number of cells."""
    rows: list[tuple[str, ...]] = []
    number = start
    while number < len(lines):
        cells = tuple(_GAP.split(lines[number].strip()))
        if len(cells) < _LEAST_COLUMNS or (rows and len(cells) != len(rows[0])):
            break
        rows.append(cells)
        number += 1
    return TextTable(start, number, tuple(rows)) if len(rows) >= _LEAST_ROWS else None


def _split(line: str, mark: str) -> tuple[str, ...] | None:
    stripped = line.strip("\n").strip(" ")
    if mark == "|":
        if stripped.count("|") < 3 or not (stripped.startswith("|") and stripped.endswith("|")):
            return None
        stripped = stripped[1:-1]
    elif "\t" not in stripped.strip():
        return None
    return tuple(cell.strip() for cell in stripped.split(mark))
