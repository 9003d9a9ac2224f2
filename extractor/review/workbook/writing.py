"""Cells → a workbook for one reviewer: drop-downs, quotes as notes, and keys that are locked."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from extractor.case import Status
from extractor.problem import ExtractorError
from extractor.review.cell_text import LISTS, NUMBERS, how_to_write, write_content
from extractor.review.decision import Answer
from extractor.review.workbook.cells import BookCell
from extractor.review.workbook.layout import (
    CELLS,
    CHECKED,
    FORM,
    GUIDE,
    HEADS,
    ORIGIN,
    ORIGIN_KEYS,
    STATUS_WORDS,
    VALUES,
    WIDTHS,
    Column,
)
from extractor.schema import Field, Schema

CREATED = datetime(2000, 1, 1)  # fixed, so that the same cells give the same bytes
MOST_ROWS = 200_000  # more open in no spreadsheet with comfort: export shards of the run
MOST_NOTES = 20_000
QUOTES_SHOWN = 4  # beside the answer; the note has them all
LONGEST_TEXT, LONGEST_HINT, LONGEST_LIST = 32_000, 250, 250  # a cell; a hint and a drop-down hold 255 characters
LINE_HEIGHT, MOST_LINES = 15, 7
_HIDDEN_WHEN_BLIND = (Column.PROGRAM, Column.WORDS, Column.SURE)
_OPEN = {"locked": False, "bg_color": "#FFFBE6", "border": 1, "border_color": "#E0D9B8", "text_wrap": True}
_GUIDE = (
    ("How to work", ""),
    ("1", "Go through the sheet “Cells”: one line is one question about one patient. Yellow cells are yours."),
    ("2", "Read the paper. If “The paper …” and “Value” are right, choose “yes” under “Checked”."),
    ("3", "If not, correct them: choose what the paper says, write the value. A corrected line counts as checked."),
    ("4", "Lines that you leave alone stay unchecked. You can send the file back half done and go on later."),
    ("5", "Say under “Comment” what the others should know, such as page and words for a value that you found."),
    ("", ""),
    ("The paper …", "what it says"),
    (STATUS_WORDS[Status.STATED], "gives the value"),
    (STATUS_WORDS[Status.DENIED], "says that it is absent or negative"),
    (STATUS_WORDS[Status.NOT_DONE], "says that it was not examined, not obtained or refused"),
    (STATUS_WORDS[Status.NOT_REPORTED], "is silent; silence is not “no”"),
    (
        STATUS_WORDS[Status.CONFLICT],
        "gives two answers; write the one that you hold for right, and comment on it",
    ),
    (STATUS_WORDS[Status.UNREADABLE], "could not be read there"),
    ("", ""),
    ("Numbers", "Write 1200, not 1,200. A range is 120–130, a bound >50; another unit stands behind: 2.43 g/L."),
    ("Lists", "Split the items by semicolons: fever; headache."),
    ("Please", "do not add, delete or copy lines; filter and change column widths as you like."),
)


def write_book(path: Path, schema: Schema, cells: Sequence[BookCell], reviewer: str, version: str, blind: bool) -> None:
    """Write the workbook of one reviewer; a blind one shows neither what the program read nor its quotes.

    Raises:
        ExtractorError: more cells than a spreadsheet holds with comfort.
    """
    if len(cells) > MOST_ROWS:
        raise ExtractorError(
            f"{len(cells)} cells are too many for a workbook (at most {MOST_ROWS}); use the review page"
        )
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(path, options) as book:
        book.set_properties({"title": f"{schema.title}: review by {reviewer}", "created": CREATED})
        styles = _styles(book)
        _write_guide(book.add_worksheet(GUIDE), styles, schema, reviewer)
        sheet = book.add_worksheet(CELLS)
        values = _write_values(book.add_worksheet(VALUES), styles, schema)
        _begin(sheet, styles, len(cells), blind)
        notes = sum(bool(json.loads(cell.program.evidence)) for cell in cells) <= MOST_NOTES and not blind
        before = None
        for row, cell in enumerate(cells, 1):
            patient = (cell.path, cell.case)
            _write_cell(sheet, row, cell, styles, (patient != before, blind, notes))
            _add_drop_down(sheet, row, cell.field, values)
            before = patient
        _finish(sheet, book, len(cells))
        facts = (FORM, reviewer, schema.id, schema.version, version)
        _write_origin(book.add_worksheet(ORIGIN), dict(zip(ORIGIN_KEYS, facts, strict=True)))
        sheet.activate()


def _styles(book: xlsxwriter.Workbook) -> dict[str, Format]:
    """Make the formats; each has a form with a line above, for the first cell of a patient."""
    plain = {"valign": "top", "text_wrap": True, "font_color": "#333333"}
    kinds: Mapping[str, Mapping[str, object]] = {
        "plain": plain,
        "quote": {**plain, "italic": True, "font_color": "#44546A"},
        "number": {**plain, "num_format": "0.00"},
        "open": {"valign": "top", **_OPEN, "num_format": "@"},
        "open number": {"valign": "top", **_OPEN, "align": "left"},
    }
    made = {name: book.add_format({"font_size": 10, **kind}) for name, kind in kinds.items()}
    first = {"top": 2, "top_color": "#1F3864"}
    made.update({f"first {name}": book.add_format({"font_size": 10, **kind, **first}) for name, kind in kinds.items()})
    made["head"] = book.add_format({"bold": True, "bg_color": "#1F3864", "font_color": "white", "valign": "top"})
    made["title"] = book.add_format({"bold": True, "font_size": 14})
    made["bold"] = book.add_format({"bold": True, "valign": "top"})
    made["wrap"] = book.add_format({"text_wrap": True, "valign": "top"})
    return made


def _begin(sheet: Worksheet, styles: Mapping[str, Format], rows: int, blind: bool) -> None:
    for column in Column:
        sheet.write_string(0, column, HEADS[column], styles["head"])
        hidden = column >= Column.PATH or (blind and column in _HIDDEN_WHEN_BLIND)
        sheet.set_column(column, column, WIDTHS.get(column, 12), None, {"hidden": hidden})
    sheet.freeze_panes(1, Column.PROGRAM)
    sheet.autofilter(0, 0, max(rows, 1), Column.COMMENT)
    sheet.data_validation(
        *(1, Column.STATUS, max(rows, 1), Column.STATUS),
        {"validate": "list", "source": list(STATUS_WORDS.values()), "error_message": "Choose one of the list."},
    )
    sheet.data_validation(
        *(1, Column.CHECKED, max(rows, 1), Column.CHECKED),
        {"validate": "list", "source": [CHECKED], "error_message": "Choose yes, or leave it empty."},
    )


def _write_cell(
    sheet: Worksheet, row: int, cell: BookCell, styles: Mapping[str, Format], how: tuple[bool, bool, bool]
) -> None:
    """Write one line; `how` says whether it is the first of a patient, blind, and to have notes."""
    first, blind, notes = how
    kind = {name: styles[f"first {name}" if first else name] for name in ("plain", "quote", "number", "open")}
    number = styles["first open number" if first else "open number"]
    field = cell.field
    program, quotes = _told(field, cell.program), _quotes(cell)
    words = "\n".join(quotes[:QUOTES_SHOWN])
    empty = blind and cell.own is None
    status = "" if empty else STATUS_WORDS[cell.shown.status]
    value = "" if empty else write_content(field, json.loads(cell.shown.content))
    texts = {
        Column.PAPER: cell.path,
        Column.PATIENT: cell.label,
        Column.QUESTION: field.question,
        Column.UNIT: field.unit or "",
        Column.PATH: cell.path,
        Column.CASE: cell.case,
        Column.FIELD: field.name,
        Column.BASE: cell.base,
        Column.SEEN: str(cell.seen),
        Column.SHOWN_STATUS: status,
        Column.SHOWN_VALUE: value,
    }
    for column, text in texts.items():
        _put(sheet, row, column, text, kind["plain"])
    if not blind:
        _put(sheet, row, Column.PROGRAM, program, kind["plain"])
        _put(sheet, row, Column.WORDS, words, kind["quote"])
        sheet.write_number(row, Column.SURE, cell.confidence, kind["number"])
        if notes and quotes:
            at = {"x_scale": 3, "y_scale": 1 + min(len(quotes), 8) / 3}
            sheet.write_comment(row, Column.VALUE, "\n".join(quotes)[:LONGEST_TEXT], at)
    _put(sheet, row, Column.STATUS, status, kind["open"])
    if field.type in NUMBERS and value:
        sheet.write_number(row, Column.VALUE, float(value), number)
    else:
        _put(sheet, row, Column.VALUE, value, number if field.type in NUMBERS else kind["open"])
    _put(sheet, row, Column.CHECKED, CHECKED if cell.own is not None else "", kind["open"])
    _put(sheet, row, Column.COMMENT, cell.own.comment if cell.own is not None else "", kind["open"])
    shown = {Column.PAPER: cell.path, Column.QUESTION: field.question, Column.PROGRAM: "" if blind else program}
    shown.update({Column.WORDS: "" if blind else words, Column.VALUE: value})
    lines = max(_lines(text, WIDTHS[column]) for column, text in shown.items())
    sheet.set_row(row, LINE_HEIGHT * min(max(lines, 1), MOST_LINES))


def _put(sheet: Worksheet, row: int, column: int, text: str, style: Format) -> None:
    """Write a text as a text, and none as an empty cell, so that a filter finds it."""
    if text:
        sheet.write_string(row, column, text[:LONGEST_TEXT], style)
    else:
        sheet.write_blank(row, column, None, style)


def _lines(text: str, width: int) -> int:
    return sum(-(-max(len(line), 1) // (width - 2)) for line in text.split("\n"))


def _add_drop_down(sheet: Worksheet, row: int, field: Field, values: Mapping[str, str]) -> None:
    """Offer the values of a field; where several can be given the list only offers."""
    hint = {"input_title": field.name[:32], "input_message": how_to_write(field)[:LONGEST_HINT]}
    if field.name not in values:
        if field.type in LISTS or field.type not in NUMBERS:
            sheet.data_validation(row, Column.VALUE, row, Column.VALUE, {"validate": "any", **hint})
        return
    strict = field.type not in LISTS
    source = list(field.values) if len(",".join(field.values)) <= LONGEST_LIST else values[field.name]
    rule = {"validate": "list", "source": source, "show_error": strict, "error_message": "Choose one of the list."}
    sheet.data_validation(row, Column.VALUE, row, Column.VALUE, {**rule, **hint})


def _finish(sheet: Worksheet, book: xlsxwriter.Workbook, rows: int) -> None:
    last = max(rows, 1)
    done = book.add_format({"bg_color": "#E2EFDA"})
    checked = xl_rowcol_to_cell(1, Column.CHECKED, col_abs=True)
    where = (1, Column.STATUS, last, Column.COMMENT)
    sheet.conditional_format(*where, {"type": "formula", "criteria": f'={checked}="{CHECKED}"', "format": done})
    conflict = book.add_format({"bg_color": "#FCE4D6"})
    status = xl_rowcol_to_cell(1, Column.STATUS, col_abs=True)
    rule = {"type": "formula", "criteria": f'={status}="conflict"', "format": conflict}
    sheet.conditional_format(1, Column.STATUS, last, Column.STATUS, rule)
    allowed = {"autofilter": True, "format_columns": True, "format_rows": True, "select_locked_cells": True}
    sheet.protect("", allowed)
    _fit_to_width(sheet)
    sheet.repeat_rows(0)
    sheet.print_area(0, 0, last, Column.COMMENT)


def _write_guide(sheet: Worksheet, styles: Mapping[str, Format], schema: Schema, reviewer: str) -> None:
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 100)
    sheet.write_string(0, 0, f"{schema.title}: review by {reviewer}", styles["title"])
    for row, (left, right) in enumerate(_GUIDE, 2):
        sheet.write_string(row, 0, left, styles["bold"])
        sheet.write_string(row, 1, right, styles["bold" if right == "what it says" else "wrap"])
    _fit_to_width(sheet)
    sheet.protect()


def _write_values(sheet: Worksheet, styles: Mapping[str, Format], schema: Schema) -> dict[str, str]:
    """Write how each field is filled; give for those with fixed values where these stand."""
    heads = ("Field", "Question", "How to write it", "Allowed values, one a cell")
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, styles["head"])
    for column, width in enumerate((32, 50, 60)):
        sheet.set_column(column, column, width)
    places = {}
    for row, field in enumerate(schema.fields, 1):
        for column, text in enumerate((field.name, field.question, how_to_write(field))):
            sheet.write_string(row, column, text, styles["wrap"])
        for column, value in enumerate(field.values, 3):
            sheet.write_string(row, column, value, styles["wrap"])
        if field.values:
            first, last = (xl_rowcol_to_cell(row, c, True, True) for c in (3, 2 + len(field.values)))
            places[field.name] = f"='{VALUES}'!{first}:{last}"
    sheet.freeze_panes(1, 1)
    _fit_to_width(sheet)
    sheet.protect()
    return places


def _fit_to_width(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)


def _write_origin(sheet: Worksheet, facts: Mapping[str, str]) -> None:
    for row, (name, fact) in enumerate(facts.items()):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, fact)
    sheet.protect()
    sheet.hide()


def _told(field: Field, answer: Answer) -> str:
    """Write an answer: its value, or its status where it is no value."""
    value = write_content(field, json.loads(answer.content))
    status = STATUS_WORDS[answer.status]
    if answer.status is Status.STATED:
        return value or status
    return f"{status}: {value}" if value else status


def _quotes(cell: BookCell) -> list[str]:
    """Write the quotes of the answer, and below them those of other answers."""
    told = [_quote(evidence) for evidence in json.loads(cell.program.evidence)]
    for other in cell.others:
        about = _told(cell.field, other)
        told += [f"{about}: {_quote(evidence)}" for evidence in json.loads(other.evidence)]
    return list(dict.fromkeys(told))


def _quote(evidence: Mapping[str, object]) -> str:
    page = evidence.get("page")
    return f"“{evidence['quote']}” ({f'p. {page}' if page is not None else evidence['section']})"
