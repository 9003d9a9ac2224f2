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
        table = table or _barred_rows(lines, number) or _aligned_rows(lines, number) or _spaced_rows(lines, number)
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


def _barred_rows(lines: Sequence[str], start: int) -> TextTable | None:
    """Read consecutive lines that bars cut into the same number of cells, though none stands at their ends."""
    rows: list[tuple[str, ...]] = []
    number = start
    while number < len(lines) and lines[number].count(" | ") + 1 >= _LEAST_COLUMNS:
        cells = tuple(cell.strip() for cell in lines[number].split("|"))
        if rows and len(cells) != len(rows[0]):
            break
        rows.append(cells)
        number += 1
    rows = [row for row in rows if any(cell.strip(" :-") for cell in row)]
    return TextTable(start, number, tuple(rows)) if len(rows) >= _LEAST_ROWS else None


def _aligned_rows(lines: Sequence[str], start: int) -> TextTable | None:
    """Read consecutive lines whose cells stand under one another; cells may be empty or go on in the next line."""
    end = start
    while end < len(lines) and _GAP.search(lines[end].rstrip() if end > start else lines[end].strip()) is not None:
        end += 1
    block = [line.expandtabs().rstrip() for line in lines[start:end]]
    if len(block) < _LEAST_ROWS:
        return None
    width = max(map(len, block))
    inked = "".join("x" if any(line[at : at + 1].strip() for line in block) else " " for at in range(width))
    columns = [match.span() for match in re.finditer(r"x(?:\s?x)*", inked)]
    if len(columns) < _LEAST_COLUMNS:
        return None
    rows: list[tuple[str, ...]] = []
    for line in block:
        cells = tuple(line[first:last].strip() for first, last in columns)
        filled = sum(bool(cell) for cell in cells)
        if not cells[0] and rows and filled and 2 * filled <= len(cells):  # what had no room in the line above
            rows[-1] = tuple(f"{above} {cell}".strip() for above, cell in zip(rows[-1], cells, strict=True))
        elif 2 * filled < len(cells):
            return None
        else:
            rows.append(cells)
    return TextTable(start, end, tuple(rows)) if len(rows) >= _LEAST_ROWS else None


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
