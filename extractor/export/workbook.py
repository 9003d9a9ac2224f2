"""Writes `cases.xlsx`: the rows ready for work, what to check first, evidence, dictionary, problems and papers."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType

import pandas as pd
import xlsxwriter
import xlsxwriter.exceptions
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from extractor.export.checking import CheckList
from extractor.export.frames import dictionary_frame, first_quote
from extractor.export.plain import Plain, plain_content
from extractor.export.rows import Row
from extractor.schema import Schema

ROW_HEIGHT = 62  # four lines: lists stay readable, and rows comparable
LONGEST = 32_000  # a cell of a workbook holds 32,767 characters
CREATED = datetime(2000, 1, 1)  # fixed, so that the same rows give the same bytes

MOST_WITH_NOTES = 2_000  # notes are held in memory, and a spreadsheet with more of them opens slowly
MOST_LINES = 1_048_575  # below the header
_MORE = "more lines than a sheet holds: the CSV file has them all"

_FIXED = ("Paper", "Patient", "First author", "Year", "Title")
_COLOURS = {"conflict": "#FCE4D6", "denied": "#E2EFDA", "not_done": "#EDEDED", "unreadable": "#F8CBAD"}
_UNSETTLED = {"disputed": "#FFD966", "unchecked": "#F2F2F2"}  # where people work on the cells
_WIDTHS = {
    "quote": 70,
    "other answers": 60,
    "message": 70,
    "title": 40,
    "question": 60,
    "example": 70,
    "value": 30,
    "path": 40,
    "paper": 30,
}


class Workbook:
    """A workbook that is written from top to bottom; texts are written as texts, so that none is a formula or a link.

    A large one is not held in memory, and its cells have no notes: they stand in the sheet of evidence.
    """

    def __init__(self, path: Path, schema: Schema, cases: int, more: Sequence[str] = ()) -> None:
        large = cases > MOST_WITH_NOTES
        options = {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": large}
        self._folder = path.with_name(path.name.removesuffix(".part") + ".sheets.part") if large else None
        if self._folder is not None:
            self._folder.mkdir(mode=0o700)
        self._book = xlsxwriter.Workbook(path, {**options, "tmpdir": self._folder and str(self._folder)})
        self._book.set_properties({"title": schema.title, "created": CREATED})
        self._schema, self._notes = schema, not large
        self._head = self._book.add_format({"bold": True, "bg_color": "#1F3864", "font_color": "white"})
        self._head.set_text_wrap()
        self._head.set_align("top")
        self._wrap = self._book.add_format({"text_wrap": True, "valign": "top"})
        self._fills = {name: _fill(self._book, colour) for name, colour in {**_COLOURS, **_UNSETTLED}.items()}
        names = ("Cases", "To check", "Evidence", "Dictionary", "Problems", "Papers", *more)
        self._sheets = {name: self._book.add_worksheet(name) for name in names}
        self._lines = dict.fromkeys(names, 0)
        self._checks = CheckList(schema)
        self._begin_cases()
        self._add("Dictionary", dictionary_frame(schema))

    def add_cases(self, rows: Sequence[Row], evidence: pd.DataFrame) -> None:
        """Write rows, one a patient, with the table of their evidence."""
        for row in rows:
            self._lines["Cases"] += 1
            if self._lines["Cases"] < MOST_LINES:
                self._write_case(self._lines["Cases"], row)
        self._checks.add(rows)
        self._add("Evidence", evidence)

    def add_problems(self, problems: pd.DataFrame) -> None:
        """Write problems."""
        self._add("Problems", problems)

    def add_papers(self, papers: pd.DataFrame) -> None:
        """Write the files of the run."""
        self._add("Papers", papers)

    def add(self, name: str, table: pd.DataFrame) -> None:
        """Write to one of the sheets that were asked for beside the usual ones."""
        self._add(name, table)

    def __enter__(self) -> Workbook:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            if kind is None:
                self._close()
        finally:
            if self._folder is not None:
                shutil.rmtree(self._folder, ignore_errors=True)

    def _close(self) -> None:
        self._add("To check", self._checks.frame())
        for name, sheet in self._sheets.items():
            lines = self._lines[name]
            if lines >= MOST_LINES:
                sheet.write_string(MOST_LINES, 0, _MORE, self._wrap)
            columns = sheet.dim_colmax or 0
            sheet.autofilter(0, 0, max(1, min(lines, MOST_LINES)), columns)
        try:
            self._book.close()
        except xlsxwriter.exceptions.FileCreateError as error:
            raise error.args[0] if isinstance(error.args[0], OSError) else OSError(str(error)) from error

    def _begin_cases(self) -> None:
        """Write the heads of the cases: what the paper is, then the fields."""
        sheet = self._sheets["Cases"]
        for column, name in enumerate([*_FIXED, *(field.name for field in self._schema.fields)]):
            sheet.write_string(0, column, name, self._head)
            sheet.set_column(column, column, {"Paper": 30, "Title": 40, "Year": 7, "Patient": 12}.get(name, 20))
            if column >= len(_FIXED):
                sheet.write_comment(0, column, self._schema.fields[column - len(_FIXED)].question)
        sheet.freeze_panes(1, 2)

    def _write_case(self, number: int, row: Row) -> None:
        """Write one patient; a cell has its quote as a note, and a colour if it is no plain answer."""
        sheet = self._sheets["Cases"]
        sheet.set_row(number, ROW_HEIGHT)
        for column, text in enumerate((row.path, row.label, row.first_author, row.year, row.title)):
            write_cell(sheet, number, column, text, self._wrap)
        for column, field in enumerate(self._schema.fields, len(_FIXED)):
            cell = row.cell(field.name)
            status = str(cell.answer.status)
            value = plain_content(field, cell.answer)
            shown = value if value is not None or status in ("stated", "not_reported") else status.replace("_", " ")
            plain = cell.standing == "disputed" or status not in _COLOURS
            fill = cell.standing if plain else status
            write_cell(sheet, number, column, shown, self._fills.get(fill, self._wrap))
            note = first_quote(cell) if self._notes else ""
            if note:
                sheet.write_comment(number, column, note[:LONGEST], {"x_scale": 2.5})

    def _add(self, name: str, table: pd.DataFrame) -> None:
        sheet = self._sheets[name]
        if self._lines[name] == 0:
            for column, head in enumerate(table.columns):
                sheet.write_string(0, column, head, self._head)
                sheet.set_column(column, column, _WIDTHS.get(head, 16))
            sheet.freeze_panes(1, 0)
        for line in table.itertuples(index=False, name=None):
            self._lines[name] += 1
            if self._lines[name] >= MOST_LINES:
                return
            for column, value in enumerate(line):
                write_cell(sheet, self._lines[name], column, value, self._wrap)


def _fill(book: xlsxwriter.Workbook, colour: str) -> Format:
    return book.add_format({"text_wrap": True, "valign": "top", "bg_color": colour})


def write_cell(sheet: Worksheet, row: int, column: int, value: Plain, style: Format) -> None:
    """Write a number as a number and everything else as text."""
    if value is None:
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, style)
    else:
        sheet.write_string(row, column, value if len(value) <= LONGEST else value[:LONGEST] + " […]", style)
