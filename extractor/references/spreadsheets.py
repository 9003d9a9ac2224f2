"""References as tables: one a row under a header, or one field a row → records."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection

from extractor.tagged import TaggedRecord

_MARKS = (",", "\t", ";", "|")
_HEAD_LINES = 25  # a header stands at the top, behind a few words about the search
csv.field_size_limit(16_000_000)


def split_table(
    text: str, known: Collection[str], titles: Collection[str]
) -> tuple[tuple[TaggedRecord, ...], tuple[str, ...]]:
    """Read each row under the line that names most columns that are known; give the records and the columns.

    Without such a line, or without a column of titles in it, nothing is given.
    """
    best: tuple[int, str, int] = (1, "", 0)
    head = text[:200_000]
    for mark in _MARKS:
        for number, row in zip(range(_HEAD_LINES), csv.reader(io.StringIO(head), delimiter=mark), strict=False):
            names = {_name(cell) for cell in row}
            score = len(names & set(known)) if names & set(titles) else 0
            if score > best[0]:
                best = (score, mark, number)
    score, mark, number = best
    if not mark:
        return (), ()
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    columns = tuple(_name(cell) for cell in rows[number])
    whole = [line for row in rows[number + 1 :] for line in _mend(row, len(columns), mark)]
    return tuple(_read(columns, row, mark) for row in whole if any(cell.strip() for cell in row)), columns


def _mend(row: list[str], columns: int, mark: str) -> list[list[str]]:
    """Split again, line by line, what a quote that nobody closed has swallowed."""
    lines = mark.join(row).split("\n")
    rows = [next(csv.reader([line.replace('"', "")], delimiter=mark), []) for line in lines]
    swallowed = len(row) != columns and len(lines) > 1 and sum(len(line) == columns for line in rows) > 1
    return rows if swallowed else [row]


def _name(cell: str) -> str:
    return " ".join(cell.strip("\ufeff \"'").lower().split())


def _read(columns: tuple[str, ...], row: list[str], mark: str) -> TaggedRecord:
    fields = tuple(
        (name, cell.strip()) for name, cell in zip(columns, row, strict=False) if cell.strip() not in ("", "NA", "N/A")
    )
    return TaggedRecord(fields, mark.join(row))


def split_labelled(text: str) -> tuple[TaggedRecord, ...]:
    """Read records whose every line is a label and its values; a record begins where its first label comes again."""
    records: list[list[tuple[str, str]]] = []
    opening: str | None = None
    for row in csv.reader(io.StringIO(text, newline="")):
        cells = [cell.strip() for cell in row if cell.strip()]
        if len(cells) < 2:
            continue
        label = _name(cells[0])
        opening = opening if opening is not None else label
        if label == opening:
            records.append([])
        records[-1].append((label, "; ".join(cells[1:])))
    return tuple(TaggedRecord(tuple(fields), "\n".join(f"{k}: {v}" for k, v in fields)) for fields in records)
