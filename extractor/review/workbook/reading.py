"""A workbook that came back → its lines as texts, each with its address, and what a spreadsheet made of them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.cell import MergedCell
from openpyxl.utils.exceptions import InvalidFileException

from extractor.problem import ExtractorError
from extractor.review.workbook.layout import CELLS, FORM, HEADS, ORIGIN, ORIGIN_KEYS, Column

LARGEST_BYTES = 500_000_000  # unpacked: a packed file can hold far more than it weighs


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in a cell of the sheet: its text and its address; `trouble` says why it cannot be taken."""

    text: str
    address: str
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the sheet of cells."""

    row: int  # 1-based, as the spreadsheet counts
    cells: Mapping[Column, Written]

    def text(self, column: Column) -> str:
        """Give the text of a column, without blanks around it."""
        return self.cells[column].text


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook as it came back: for whom and of what it was written, and its lines."""

    facts: Mapping[str, str]
    lines: tuple[Line, ...]


def read_book(path: Path) -> Book:
    """Read a workbook that `write_book` wrote.

    Raises:
        ExtractorError: it is no such workbook, or cannot be read.
    """
    if not path.is_file():
        raise ExtractorError(f"{path}: no such file")
    try:
        _refuse_traps(path)
        with path.open("rb") as file:  # whatever its name ends in
            book = openpyxl.load_workbook(file)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise ExtractorError(f"{path}: not a workbook (XLSX) that can be read; save it as .xlsx ({error})") from error
    if ORIGIN not in book.sheetnames or CELLS not in book.sheetnames:
        raise ExtractorError(f"{path}: not a workbook of `extractor export --format workbook`")
    facts = {str(row[0]): str(row[1]) for row in book[ORIGIN].iter_rows(min_row=1, max_col=2, values_only=True)}
    if facts.get("form") != FORM or any(key not in facts for key in ORIGIN_KEYS):
        raise ExtractorError(f"{path}: written by another version of this program; export it again")
    sheet = book[CELLS]
    heads = [str(cell.value) for cell in next(sheet.iter_rows(min_row=1, max_row=1, max_col=len(HEADS)))]
    if heads != list(HEADS.values()):
        raise ExtractorError(f"{path}: the columns of the sheet {CELLS!r} were moved or renamed; undo that")
    return Book(facts, tuple(_lines(sheet.iter_rows(min_row=2, max_col=len(HEADS)))))


def _lines(rows: Iterator[tuple[SheetCell | MergedCell, ...]]) -> Iterator[Line]:
    for row in rows:
        if any(cell.value is not None for cell in row):
            yield Line(int(row[0].row or 0), {column: _read(row[column]) for column in Column})


def _read(cell: SheetCell | MergedCell) -> Written:
    """Take a cell as text, whatever a spreadsheet made of what was typed."""
    value, address = cell.value, f"{CELLS}!{cell.coordinate}"
    match value:
        case None:
            return Written("", address)
        case bool():
            return Written("yes" if value else "no", address)
        case datetime() | date() | time() | timedelta():
            shown = value.date().isoformat() if isinstance(value, datetime) else str(value)
            trouble = f"the spreadsheet made the date {shown} of what was typed; write it with an apostrophe before it"
            return Written(shown, address, trouble)
        case int() | float():
            percent = "%" in str(cell.number_format)
            return Written(f"{value * 100:.12g} %" if percent else f"{value:.12g}", address)
    text = str(value)
    if cell.data_type == "f":
        return Written(text, address, "this is a formula; write the value itself")
    if cell.data_type == "e":
        return Written(text, address, f"the spreadsheet says {text}; write the value itself")
    return Written(text.strip(), address)


def _refuse_traps(path: Path) -> None:
    """Refuse what unpacks to more than a workbook can be, and XML that defines entities.

    Raises:
        ValueError: with what is wrong.
    """
    with zipfile.ZipFile(path) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > LARGEST_BYTES:
            raise ValueError("it unpacks to more than a workbook of this program can be")
        for entry in archive.infolist():
            with archive.open(entry) as part:
                if b"<!DOCTYPE" in part.read(4096):
                    raise ValueError("it defines entities, which no spreadsheet writes")
