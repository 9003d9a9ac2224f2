"""Writes `cases.xlsx`: the rows ready for work, with their evidence, the dictionary, the problems and the papers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from extractor.export.frames import PaperLine, dictionary_frame, evidence_frame, first_quote, papers_frame
from extractor.export.plain import Plain, plain_content
from extractor.export.rows import Row
from extractor.schema import Schema

LONGEST = 32_000  # a cell of a workbook holds 32,767 characters
CREATED = datetime(2000, 1, 1)  # fixed, so that the same rows give the same bytes

_COLOURS = {"conflict": "#FCE4D6", "denied": "#E2EFDA", "not_done": "#EDEDED", "unreadable": "#F8CBAD"}
_WIDTHS = {"quote": 70, "message": 70, "title": 40, "question": 60, "example": 70, "value": 30, "path": 40, "paper": 30}


def write_workbook(
    path: Path, schema: Schema, rows: Sequence[Row], papers: Sequence[PaperLine], problems: pd.DataFrame
) -> None:
    """Write the workbook; texts are written as texts, so that none becomes a formula or a link."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": schema.title, "created": CREATED})
        head = book.add_format({"bold": True, "bg_color": "#1F3864", "font_color": "white", "text_wrap": True})
        head.set_align("top")
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        fills = {status: _fill(book, colour) for status, colour in _COLOURS.items()}
        _write_cases(book.add_worksheet("Cases"), schema, rows, head, wrap, fills)
        for name, table in (
            ("Evidence", evidence_frame(schema, rows)),
            ("Dictionary", dictionary_frame(schema)),
            ("Problems", problems),
            ("Papers", papers_frame(papers)),
        ):
            _write_frame(book.add_worksheet(name), table, head, wrap)


def _fill(book: xlsxwriter.Workbook, colour: str) -> Format:
    return book.add_format({"text_wrap": True, "valign": "top", "bg_color": colour})


def _write_cases(
    sheet: Worksheet, schema: Schema, rows: Sequence[Row], head: Format, wrap: Format, fills: dict[str, Format]
) -> None:
    """One row a patient; a cell has its quote as a note, and a colour if it is no plain answer."""
    fixed = ("Paper", "Patient", "First author", "Year", "Title")
    for column, name in enumerate([*fixed, *(field.name for field in schema.fields)]):
        sheet.write_string(0, column, name, head)
        sheet.set_column(column, column, 30 if name in ("Paper", "Title") else 18)
        if column >= len(fixed):
            sheet.write_comment(0, column, schema.fields[column - len(fixed)].question)
    for number, row in enumerate(rows, 1):
        for column, text in enumerate((row.path, row.label, row.first_author, row.year, row.title)):
            write_cell(sheet, number, column, text, wrap)
        for column, field in enumerate(schema.fields, len(fixed)):
            cell = row.cell(field.name)
            status = str(cell.answer.status)
            value = plain_content(field, cell.answer)
            shown = value if value is not None or status in ("stated", "not_reported") else status.replace("_", " ")
            write_cell(sheet, number, column, shown, fills.get(status, wrap))
            note = first_quote(cell)
            if note:
                sheet.write_comment(number, column, note[:LONGEST], {"x_scale": 2.5})
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(1, len(rows)), len(fixed) + len(schema.fields) - 1)


def _write_frame(sheet: Worksheet, table: pd.DataFrame, head: Format, wrap: Format) -> None:
    for column, name in enumerate(table.columns):
        sheet.write_string(0, column, name, head)
        sheet.set_column(column, column, _WIDTHS.get(name, 16))
    for number, line in enumerate(table.itertuples(index=False, name=None), 1):
        for column, value in enumerate(line):
            write_cell(sheet, number, column, value, wrap)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(table)), len(table.columns) - 1)


def write_cell(sheet: Worksheet, row: int, column: int, value: Plain, style: Format) -> None:
    """Write a number as a number and everything else as text."""
    if value is None:
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, style)
    else:
        sheet.write_string(row, column, value if len(value) <= LONGEST else value[:LONGEST] + " […]", style)
