"""Spreadsheets, CSV and XLSX → a `Document` whose tables are their sheets; merged cells stand once."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from collections.abc import Sequence
from pathlib import PurePath

from extractor.characters import clean_characters, decode
from extractor.document import Document, Metadata
from extractor.problem import UnreadablePaper
from extractor.readers.assembly import Assembly, CellText, Source

_TEXTS = (".csv", ".tsv", ".tab")
_BOOKS = (".xlsx", ".xlsm")
_MARKS = ",;\t|"
_MOST_ROWS = 10_000  # of one sheet


def is_sheet(shown: str) -> bool:
    """Tell a spreadsheet by its name."""
    return PurePath(shown).suffix.lower() in (*_TEXTS, *_BOOKS)


def read_sheets(data: bytes, shown: str) -> Document:
    """Read every sheet of a spreadsheet as a table; UnreadablePaper where it is none or has no cell."""
    assembly = Assembly()
    if data.startswith(b"PK"):
        _add_book(data, assembly)
    else:
        _add_rows(data, assembly)
    if assembly.empty:
        raise UnreadablePaper("no_text", "the spreadsheet has no row with words in it.")
    return assembly.finish(Source(hashlib.sha256(data).hexdigest(), shown, "sheet", "csv"), Metadata())


def _add_rows(data: bytes, assembly: Assembly) -> None:
    text = clean_characters(decode(data) or "")
    first = text[:10_000]
    mark = max(_MARKS, key=lambda mark: _regularity(first, mark))
    try:
        rows = [row for row in csv.reader(io.StringIO(text), delimiter=mark) if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise UnreadablePaper("damaged", f"the rows cannot be told apart ({error}); save it as CSV again.") from error
    assembly.add_table([[CellText(cell, header=not number) for cell in row] for number, row in enumerate(rows)])


def _regularity(text: str, mark: str) -> tuple[int, int]:
    """Weigh a separator: how many of the rows are as wide as the first, and how wide that is."""
    widths = [len(row) for row in csv.reader(io.StringIO(text), delimiter=mark) if row]
    return (sum(width == widths[0] for width in widths), widths[0]) if widths and widths[0] > 1 else (0, 0)


def _add_book(data: bytes, assembly: Assembly) -> None:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(data), data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise UnreadablePaper("damaged", "the workbook cannot be opened; save it as XLSX or CSV again.") from error
    for sheet in book.worksheets:
        sizes = {
            (r.min_row, r.min_col): (r.max_row - r.min_row + 1, r.max_col - r.min_col + 1)
            for r in sheet.merged_cells.ranges
        }
        covered = {
            (row, column)
            for (top, left), (height, width) in sizes.items()
            for row in range(top, top + height)
            for column in range(left, left + width)
            if (row, column) != (top, left)
        }
        rows: list[list[CellText]] = []
        for number, row in enumerate(sheet.iter_rows(max_row=_MOST_ROWS), start=1):
            cells = [
                CellText(_words(cell.value), not rows, *sizes.get((number, place), (1, 1)))
                for place, cell in enumerate(row, start=1)
                if (number, place) not in covered
            ]
            if any(cell.text for cell in cells) or rows:
                rows.append(cells)
        assembly.add_table(_trimmed(rows), sheet.title if len(book.worksheets) > 1 else "")


def _trimmed(rows: list[list[CellText]]) -> Sequence[Sequence[CellText]]:
    while rows and not any(cell.text for cell in rows[-1]):
        rows.pop()
    return rows


def _words(value: object) -> str:
    """Write the value of a cell as the sheet shows it, nearly: 37 and not 37.0."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
