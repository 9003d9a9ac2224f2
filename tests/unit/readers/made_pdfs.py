"""Small PDFs, drawn when a test runs, that hold what journals print."""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 595.0, 842.0
LEFT, RIGHT, LEADING = 60.0, 310.0, 12.0


class Journal:
    """Draws pages in the type of a journal; `finish` gives the bytes."""

    def __init__(self, rotation: int = 0, encryption: StandardEncryption | None = None, title: str = "") -> None:
        self._held = io.BytesIO()
        self.canvas = Canvas(self._held, pagesize=(WIDTH, HEIGHT), encrypt=encryption)
        self.canvas.setTitle(title)
        self._rotation = rotation

    def line(self, x: float, y: float, text: str, size: float = 10, font: str = "Times-Roman") -> None:
        """Draw one line; y is counted from the top of the page."""
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, HEIGHT - y, text)

    def column(self, x: float, y: float, lines: Sequence[str], size: float = 10, font: str = "Times-Roman") -> float:
        """Draw lines below each other and give the y below the last."""
        for text in lines:
            self.line(x, y, text, size, font)
            y += LEADING * size / 10
        return y

    def raised(self, x: float, y: float, parts: Sequence[tuple[str, bool]]) -> None:
        """Draw parts of one line, some as superscripts."""
        for text, up in parts:
            size, rise = (6.0, 4.0) if up else (10.0, 0.0)
            self.line(x, y - rise, text, size)
            x += self.canvas.stringWidth(text, "Times-Roman", size)

    def turn_page(self) -> None:
        """End the page."""
        if self._rotation:
            self.canvas.setPageRotation(self._rotation)
        self.canvas.showPage()

    def finish(self) -> bytes:
        """Give the PDF."""
        self.canvas.save()
        return self._held.getvalue()


FILLER = (
    "The team met each week to talk about the course of the",
    "illness, the doses that were given and the plan for the",
    "days that would follow, and wrote all of it in the chart.",
)


def draw_article() -> bytes:
    """Draw a paper of three pages in two columns with running heads, a figure and a table between the halves."""
    journal = Journal(title="untitled document")
    journal.line(LEFT, 40, "Annals of Invented Medicine 2021; 14: 3-5", 8)
    journal.line(LEFT, 52, "https://doi.org/10.5555/invented.2021.003", 8)
    journal.line(LEFT, 90, "Case Report", 9)
    journal.line(LEFT, 120, "A Swollen Spinal Membrane in a Gardener", 18, "Times-Bold")
    journal.raised(
        LEFT, 145, [("Ada Fern", False), ("1", True), (", Bo Moss", False), ("2", True), (" and Cy Reed", False)]
    )
    journal.line(LEFT, 160, "Department of Roots, Green Hospital, Leafton", 8)
    journal.line(LEFT, 200, "1. Introduction", 12, "Times-Bold")
    y = journal.column(LEFT, 218, FILLER)
    y = journal.column(LEFT + 12, y, ["A new paragraph is set in. The disease was rare, and the"])
    journal.column(LEFT, y, ["doctors who first saw it had no name for the inflamma-"])
    journal.line(LEFT, 600, "Figure 1: The membrane before treatment, seen from", 8)
    journal.line(LEFT, 610, "the left side.", 8)
    journal.column(
        RIGHT, 200, ["tion of the dura, which was drug-", "induced in some and of no known cause in others.", *FILLER]
    )
    journal.line(RIGHT, 300, "2. Case Report", 12, "Times-Bold")
    journal.column(
        RIGHT, 318, ["A 61-year-old gardener came with pain in the back. On", "admission the fifth nerve was"]
    )
    journal.turn_page()
    journal.line(LEFT, 40, "4", 8)
    journal.line(400, 40, "Annals of Invented Medicine", 8)
    journal.line(LEFT, 80, "Table 1: Blood tests of the gardener.", 8, "Times-Bold")
    for row, cells in enumerate([("Test", "Result", "Unit"), ("IgG4", "2.4", "g/L"), ("CRP", "12", "mg/L")]):
        for place, cell in enumerate(cells):
            journal.line(LEFT + 90 * place, 100 + 11 * row, cell, 8)
    journal.column(LEFT, 200, ["normal and the inflammation had spared the cord.", *FILLER])
    journal.raised(
        LEFT, 260, [("White cells were 9.4 × 10", False), ("9", True), ("/L among such men.", False), ("3", True)]
    )
    journal.column(LEFT, 280, FILLER * 4)
    journal.turn_page()
    journal.line(LEFT, 40, "Annals of Invented Medicine", 8)
    journal.line(520, 40, "5", 8)
    journal.column(LEFT, 80, FILLER * 5)
    journal.line(LEFT, 300, "References", 12, "Times-Bold")
    journal.column(
        LEFT,
        318,
        ["[1] Fern A. Roots of pain. J Made Up 2001;1:1-9.", "[2] Moss B. More roots. J Made Up 2002;2:3-8."],
        8,
    )
    journal.turn_page()
    return journal.finish()


def write_stream(content: bytes, entries: bytes = b"") -> bytes:
    """Write a stream object."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


HELVETICA = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def write_page(content: bytes, xobjects: Sequence[bytes] = (), fonts: Sequence[bytes] = (HELVETICA,)) -> bytes:
    """Write a PDF of one page by hand; xobjects are called /X0, /X1 …, fonts /F0, /F1 … and all share one resource."""
    first_font = 5 + len(xobjects)
    named_xobjects = b" ".join(b"/X%d %d 0 R" % (place, 5 + place) for place in range(len(xobjects)))
    named_fonts = b" ".join(b"/F%d %d 0 R" % (place, first_font + place) for place in range(len(fonts)))
    resources = b"<< /Font << %s >> /XObject << %s >> >>" % (named_fonts, named_xobjects)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources %s >>" % resources,
        write_stream(content),
        *xobjects,
        *fonts,
    ]
    written = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    written += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(written)
