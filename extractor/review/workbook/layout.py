"""Where everything stands in a reviewer's workbook: sheets, columns, and the words of its drop-downs."""

from __future__ import annotations

from enum import IntEnum

from extractor.case import Status

FORM = "1"  # of the workbook; another one is not read
GUIDE, CELLS, VALUES, ORIGIN = "Read me", "Cells", "Allowed values", "Origin"
STATUS_WORDS = {status: str(status).replace("_", " ") for status in Status}
WORD_STATUS = {word: status for status, word in STATUS_WORDS.items()}
CHECKED = "yes"


class Column(IntEnum):
    """The columns of the sheet of cells; those from PATH on are hidden keys."""

    PAPER = 0
    PATIENT = 1
    QUESTION = 2
    PROGRAM = 3
    WORDS = 4
    SURE = 5
    STATUS = 6
    VALUE = 7
    UNIT = 8
    CHECKED = 9
    COMMENT = 10
    PATH = 11
    CASE = 12
    FIELD = 13
    BASE = 14
    SEEN = 15
    SHOWN_STATUS = 16  # what stood in STATUS and VALUE when the workbook was written
    SHOWN_VALUE = 17


HEADS = {
    Column.PAPER: "Paper",
    Column.PATIENT: "Patient",
    Column.QUESTION: "Question",
    Column.PROGRAM: "The program read",
    Column.WORDS: "Words of the paper",
    Column.SURE: "Sure",
    Column.STATUS: "The paper …",
    Column.VALUE: "Value",
    Column.UNIT: "Unit",
    Column.CHECKED: "Checked",
    Column.COMMENT: "Comment",
    Column.PATH: "path",
    Column.CASE: "case",
    Column.FIELD: "field",
    Column.BASE: "base",
    Column.SEEN: "seen",
    Column.SHOWN_STATUS: "shown status",
    Column.SHOWN_VALUE: "shown value",
}
WIDTHS = {
    Column.PAPER: 24,
    Column.PATIENT: 11,
    Column.QUESTION: 34,
    Column.PROGRAM: 28,
    Column.WORDS: 46,
    Column.SURE: 6,
    Column.STATUS: 13,
    Column.VALUE: 30,
    Column.UNIT: 9,
    Column.CHECKED: 9,
    Column.COMMENT: 30,
}
ORIGIN_KEYS = ("form", "reviewer", "schema", "schema version", "extractor")
