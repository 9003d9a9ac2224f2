"""Cells of tables in PDFs, told by where they stand on the page."""

from __future__ import annotations

from extractor.document import Document
from extractor.readers.pdf import read_pdf
from tests.unit.readers.made_pdfs import FILLER, LEFT, Journal


def _draw(lines: list[tuple[float, list[tuple[float, str]]]]) -> Document:
    """Draw a page of prose and below it a table: for each line its y and its cells with their x."""
    page = Journal()
    y = page.column(LEFT, 100, [*FILLER] * 4)
    page.line(LEFT, y + 20, "Table 1. Features of the two gardeners.", 8)
    for below, cells in lines:
        for x, words in cells:
            page.line(x, y + 36 + below, words, 8)
    page.turn_page()
    return read_pdf(page.finish(), "table.pdf")


def _cells(document: Document) -> list[list[list[str]]]:
    return [
        [[" ".join(document.quote(c.span).split()) for c in row] for row in table.rows] for table in document.tables
    ]


def test_wrapped_cells_stay_with_their_column() -> None:
    document = _draw(
        [
            (0, [(60, "Feature"), (140, "Patient 1"), (230, "Patient 2")]),
            (12, [(60, "Age (years)"), (140, "74"), (230, "41")]),
            (24, [(60, "Symptoms"), (140, "Stiff knees"), (230, "Back pain,")]),
            (33, [(230, "swollen wrist")]),
            (45, [(60, "Drug"), (140, "Colchicine"), (230, "Prednisone")]),
        ]
    )
    assert _cells(document) == [
        [
            ["Feature", "Patient 1", "Patient 2"],
            ["Age (years)", "74", "41"],
            ["Symptoms", "Stiff knees", "Back pain, swollen wrist"],
            ["Drug", "Colchicine", "Prednisone"],
        ]
    ]
    (table,) = document.tables
    assert table.caption is not None
    assert document.quote(table.caption) == "Table 1. Features of the two gardeners."
    assert [cell.header for row in table.rows for cell in row] == [True] * 3 + [False] * 9


def test_an_empty_corner_and_an_empty_cell() -> None:
    document = _draw(
        [
            (0, [(160, "Patient 1"), (250, "Patient 2")]),
            (12, [(60, "Age (years)"), (160, "74"), (250, "41")]),
            (24, [(60, "Drug"), (250, "Prednisone")]),
            (36, [(60, "Outcome"), (160, "Cured"), (250, "Died")]),
        ]
    )
    assert _cells(document) == [
        [
            ["", "Patient 1", "Patient 2"],
            ["Age (years)", "74", "41"],
            ["Drug", "", "Prednisone"],
            ["Outcome", "Cured", "Died"],
        ]
    ]


def test_prose_has_no_tables() -> None:
    page = Journal()
    page.column(LEFT, 100, [*FILLER] * 4)
    page.turn_page()
    assert read_pdf(page.finish(), "prose.pdf").tables == ()
