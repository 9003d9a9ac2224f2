"""A table of cases set in a PDF: wrapped cells and headers, over two pages, with the boxes of what was read."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from extractor.tables import CaseTable

from .conftest import show

TEXT = (Path(__file__).parents[2] / "corpus" / "audited_review.txt").read_text(encoding="utf-8")
ROWS = [row.split("\t") for row in TEXT.split("8 cases.\n\n")[1].split("\n\nY, yes")[0].split("\n")]
WIDTHS = [34, 56, 38, 28, 30, 60, 44, 60, 48, 46, 62, 56, 40, 46, 78, 54]


def make_pdf() -> bytes:
    """Set the table in small type below a caption; so tall rows that it goes on on a second page."""
    prose = getSampleStyleSheet()["BodyText"]
    small = ParagraphStyle("small", parent=prose, fontSize=7, leading=8, spaceAfter=0)
    cells = [[Paragraph(cell.replace(">", "&gt;"), small) for cell in row] for row in ROWS]
    style = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("BOTTOMPADDING", (0, 1), (-1, -1), 38)])
    file = io.BytesIO()
    SimpleDocTemplate(file, pagesize=landscape(A4), leftMargin=25, rightMargin=25).build(
        [
            Paragraph("The patients of this review lived in eight villages near a river. " * 60, prose),
            Paragraph("Table 1. Clinical data of the 8 cases.", small),
            Table(cells, colWidths=WIDTHS, repeatRows=1, style=style),
            Paragraph("Y, yes; N, no; ND, not described; B, brain; C, cervical spine; T, thoracic spine.", small),
        ]
    )
    return file.getvalue()


def test_every_cell_of_a_printed_table_is_read_with_its_place(read: Callable[[bytes, str], CaseTable]) -> None:
    records = read(make_pdf(), "review.pdf").records
    fields = ("age_years", "sex", "csf_cell_count", "involved_regions", "enhancement_pattern", "treatments")
    assert [show(record, *fields) for record in records] == [
        [30.0, "male", "12 elevated", "brain, cervical", "linear", "glucocorticoid, rituximab"],
        [41.0, "female", "3 normal", "thoracic", "focal", "decompression surgery"],
        [52.0, "male", None, "cervical, thoracic", "linear, focal", "decompression surgery, glucocorticoid"],
        [63.0, "female", "7 elevated", "thoracic, lumbar", None, "glucocorticoid, azathioprine"],
        [74.0, "male", None, "thoracic", "linear", "glucocorticoid, methotrexate"],
        [45.0, "female", "0 normal", "lumbar", None, "decompression surgery, glucocorticoid"],
        [36.0, "male", "20 elevated", "cervical", "focal", "glucocorticoid, cyclophosphamide, rituximab"],
        [58.0, "female", None, "brain, cervical, thoracic", "linear", "decompression surgery"],
    ]
    evidence = [e for record in records for value in record.values for e in value.evidence]
    assert {e.page for e in evidence} == {1, 2}
    assert [e.quote for e in evidence if not e.boxes] == []
