"""Sets a sample paper as a PDF with reportlab: columns, running heads, figures, tables; Source → file."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import reportlab
from paper_drawings import Drawing
from paper_source import Part, Source, to_tags
from reportlab.lib import colors
from reportlab.lib.pagesizes import A3, A4, landscape
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Spacer, Table, TableStyle

MARGIN = 56
GAP = 18
FONTS = {
    "Times": ("Times-Roman", "Times-Bold", "Times-Italic"),
    "Helvetica": ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique"),
}
_VOWELS = "aeiouyAEIOUY"


def register_fonts() -> None:
    """Make the fonts known that come with reportlab and hold what the standard fonts lack."""
    folder = Path(reportlab.__file__).parent / "fonts"
    pdfmetrics.registerFont(TTFont("Vera", str(folder / "Vera.ttf")))


def soften(text: str) -> str:
    """Put soft hyphens into long words, between a vowel and a consonant that a vowel follows."""

    def one(match: re.Match[str]) -> str:
        word = match[0]
        cuts = [
            i
            for i in range(3, len(word) - 3)
            if word[i - 1] in _VOWELS and word[i] not in _VOWELS and word[i + 1] in _VOWELS
        ]
        return "".join(("\xad" if i in cuts else "") + letter for i, letter in enumerate(word))

    return re.sub(r"[A-Za-z]{8,}", one, text)


def rich(text: str, source: Source, hyphens: bool = True) -> str:
    """Turn the markup into reportlab's, with a substitute font for what WinAnsi lacks."""
    text = escape(text)
    text = soften(text) if hyphens else text
    cite = r"<super>\1</super>" if source.cite == "superscript" else r" [\1]"
    text = to_tags(text, "b", "i", "super", cite)
    return "".join(c if c == "\xad" or _in_winansi(c) else f'<font name="Vera">{c}</font>' for c in text)


def _in_winansi(character: str) -> bool:
    try:
        character.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


class Styles:
    """The paragraph styles of one paper."""

    def __init__(self, source: Source) -> None:
        regular, bold, italic = FONTS[source.font]
        size = {"poster": 14.5, "one column": 12.0}.get(source.layout, 10.6)

        def style(name: str, font: str, scale: float, **more: object) -> ParagraphStyle:
            points = size * scale
            return ParagraphStyle(name, fontName=font, fontSize=points, leading=points * 1.26, **more)

        self.size = size
        self.body = style("body", regular, 1, alignment=4, firstLineIndent=size)
        self.first = style("first", regular, 1, alignment=4)
        self.item = style("item", regular, 1, leftIndent=size * 1.4, bulletIndent=size * 0.3)
        self.heading = style("heading", bold, 1.15, spaceBefore=size * 0.9, spaceAfter=size * 0.35, keepWithNext=1)
        self.under = style("under", italic, 1.03, spaceBefore=size * 0.6, spaceAfter=size * 0.2, keepWithNext=1)
        self.title = style("title", bold, 1.9, spaceAfter=size * 0.6)
        self.kind = style("kind", italic, 1.1, spaceAfter=size * 0.5)
        self.authors = style("authors", regular, 1.15, spaceAfter=size * 0.4)
        self.small = style("small", regular, 0.83, alignment=0)
        self.abstract = style("abstract", regular, 0.97, alignment=4, leftIndent=size, rightIndent=size)
        self.caption = style("caption", regular, 0.86, spaceBefore=3, spaceAfter=size * 0.8)
        self.table_title = style("table title", regular, 0.86, spaceBefore=3, spaceAfter=size * 0.4, keepWithNext=1)
        self.cell = style("cell", regular, 0.86)
        self.reference = style("reference", regular, 0.84, leftIndent=size * 1.6, firstLineIndent=-size * 1.6)


def make_pdf(source: Source, path: Path, password: str = "") -> None:
    """Write a paper as a PDF; the same bytes for the same source and version of reportlab."""
    path.write_bytes(pdf_bytes(source, password))


def pdf_bytes(source: Source, password: str = "") -> bytes:
    """Give the bytes of a paper's PDF."""
    register_fonts()
    styles = Styles(source)
    size = landscape(A3) if source.layout == "poster" else A4
    columns = {"one column": 1, "poster": 3}.get(source.layout, 2)
    width = (size[0] - 2 * MARGIN - GAP * (columns - 1)) / columns
    front, rest = split_front(source)
    opening = opening_flowables(source, styles, front)
    room = 1.0 + sum(_height(f, size[0] - 2 * MARGIN, size[1]) for f in opening)
    out = io.BytesIO()
    document = BaseDocTemplate(
        out,
        pagesize=size,
        invariant=1,
        pageCompression=0,
        title=source.title,
        author="; ".join(plain_author(a) for a in source.authors),
        subject=source.journal,
        encrypt=StandardEncryption(password, ownerPassword=password + "-owner", strength=128) if password else None,
    )
    bottom, top = MARGIN + 14, size[1] - MARGIN - 8
    low = bottom + (34 if source.correspondence else 0)
    title_frame = _frame(MARGIN, top - room, size[0] - 2 * MARGIN, room)
    lefts = [MARGIN + i * (width + GAP) for i in range(columns)]
    first = [title_frame, *(_frame(x, low, width, top - room - low - 6) for x in lefts)]
    later = [_frame(x, bottom, width, top - bottom) for x in lefts]
    wide = [part for part in rest if is_wide(part, columns)]
    marks = _page_marks(source, False)
    next_names = [*(f"wide {i}" for i in range(len(wide))), "later"]
    templates = [PageTemplate("first", first, onPage=_page_marks(source, True), autoNextPageTemplate=next_names[0])]
    for i, part in enumerate(wide):
        floating = table_flowables(source, styles, part, size[0] - 2 * MARGIN)
        used = sum(_height(f, size[0] - 2 * MARGIN, size[1]) for f in floating) + 8
        frames = [_frame(x, bottom, width, top - bottom - used) for x in lefts]
        draw = _with_table(marks, floating, (MARGIN, top, size[0] - 2 * MARGIN))
        templates.append(PageTemplate(next_names[i], frames, onPage=draw, autoNextPageTemplate=next_names[i + 1]))
    document.addPageTemplates([*templates, PageTemplate("later", later, onPage=marks)])
    narrow = tuple(part for part in rest if part not in wide)
    document.build([*opening, *body_flowables(source, styles, narrow, width)])
    return out.getvalue()


def is_wide(part: Part, columns: int) -> bool:
    """Tell whether a table needs the width of the page, where it then floats to the top."""
    return part.kind == "table" and columns > 1 and len(part.rows[0]) > 5


def _with_table(
    marks: Callable[[Canvas, BaseDocTemplate], None], flowables: list[Flowable], place: tuple[float, float, float]
) -> Callable[[Canvas, BaseDocTemplate], None]:
    x, top, width = place

    def draw(canvas: Canvas, document: BaseDocTemplate) -> None:
        marks(canvas, document)
        y = top
        for flowable in flowables:
            y -= flowable.wrap(width, top)[1] + flowable.getSpaceBefore()
            flowable.drawOn(canvas, x, y)
            y -= flowable.getSpaceAfter()

    return draw


def plain_author(author: str) -> str:
    """Give an author's name without the marks of affiliation."""
    return re.sub(r"\^.*?\^", "", author).strip()


def split_front(source: Source) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Part the abstract, which stands over all columns, from the rest."""
    body = source.body
    if source.layout in ("letter", "poster") or not body or body[0].text.lower() not in ("abstract", "summary"):
        return (), body
    end = next((i for i, part in enumerate(body) if i and part.kind == "heading" and part.level == 1), len(body))
    return body[1:end], body[end:]


def opening_flowables(source: Source, styles: Styles, abstract: tuple[Part, ...]) -> list[Flowable]:
    """Give what stands over the columns of the first page."""
    made: list[Flowable] = [
        Paragraph(escape(source.type.upper() if source.layout != "letter" else source.type), styles.kind),
        Paragraph(rich(source.title, source, hyphens=False), styles.title),
        Paragraph(rich(", ".join(source.authors), source, hyphens=False), styles.authors),
        *(Paragraph(rich(a, source, hyphens=False), styles.small) for a in source.affiliations),
    ]
    if abstract:
        made += [Spacer(1, styles.size * 0.7), Paragraph(source.body[0].text, styles.heading)]
        for part in abstract:
            made.append(Paragraph(rich(part.text, source), styles.abstract))
    if source.keywords:
        made.append(Spacer(1, 4))
        made.append(Paragraph("<b>Keywords:</b> " + escape("; ".join(source.keywords)), styles.abstract))
    return [*made, Spacer(1, styles.size)]


def body_flowables(source: Source, styles: Styles, parts: tuple[Part, ...], width: float) -> list[Flowable]:
    """Give the body as it flows through the columns."""
    made: list[Flowable] = []
    after_heading = True
    for part in parts:
        if part.kind == "heading":
            made.append(Paragraph(rich(part.text, source, False), styles.heading if part.level == 1 else styles.under))
        elif part.kind == "paragraph":
            made.append(Paragraph(rich(part.text, source), styles.first if after_heading else styles.body))
        elif part.kind == "item":
            made.append(Paragraph(rich(part.text, source), styles.item, bulletText="•"))
        elif part.kind == "figure":
            made += [Spacer(1, 6), Drawing(part.drawing, width), Paragraph(rich(part.text, source), styles.caption)]
        elif part.kind == "table":
            made += table_flowables(source, styles, part, width)
        else:
            for number, reference in enumerate(source.references, 1):
                made.append(Paragraph(f"{number}. {rich(reference.vancouver(), source)}", styles.reference))
        after_heading = part.kind in ("heading", "figure", "table")
    return made


def table_flowables(source: Source, styles: Styles, part: Part, width: float) -> list[Flowable]:
    """Give a table with its title over it and its note under it."""
    cells = [[Paragraph(rich(cell, source, False), styles.cell) for cell in row] for row in part.rows]
    longest = [max(len(row[i]) for row in part.rows) ** 0.6 for i in range(len(part.rows[0]))]
    table = Table(cells, colWidths=[width * x / sum(longest) for x in longest], repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("LINEABOVE", (0, 0), (-1, 0), 0.8, colors.black),
                ("LINEBELOW", (0, 0), (-1, 0), 0.5, colors.black),
                ("LINEBELOW", (0, -1), (-1, -1), 0.8, colors.black),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("TOPPADDING", (0, 0), (-1, -1), 1.5),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
                ("LEFTPADDING", (0, 0), (-1, -1), 2),
                ("RIGHTPADDING", (0, 0), (-1, -1), 2),
            ]
        )
    )
    title = Paragraph(rich(part.text, source), styles.table_title)
    note = [Paragraph(rich(part.note, source), styles.caption)] if part.note else []
    return [Spacer(1, 6), title, table, *note, Spacer(1, 4)]


def _frame(x: float, y: float, width: float, height: float) -> Frame:
    return Frame(x, y, width, height, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)


def _height(flowable: Flowable, width: float, height: float) -> float:
    return float(flowable.wrap(width, height)[1] + flowable.getSpaceBefore() + flowable.getSpaceAfter())


def _page_marks(source: Source, first: bool) -> Callable[[Canvas, BaseDocTemplate], None]:
    regular, _, italic = FONTS[source.font]

    def draw(canvas: Canvas, document: BaseDocTemplate) -> None:
        width, height = document.pagesize
        canvas.saveState()
        canvas.setFont(italic, 7.5)
        start = re.match(r"\D*(\d+)", source.pages)
        number = document.page + (int(start[1]) if start else 1) - 1
        cited = f"{source.short_journal} {source.year};{source.volume}({source.issue}):{source.pages}"
        if source.layout != "poster":
            if first:
                canvas.drawString(MARGIN, height - 34, source.journal)
                canvas.drawRightString(width - MARGIN, height - 34, f"https://doi.org/{source.doi}")
            elif number % 2:
                canvas.drawString(MARGIN, height - 34, source.running or source.title[:60])
                canvas.drawRightString(width - MARGIN, height - 34, str(number))
            else:
                canvas.drawString(MARGIN, height - 34, f"{number}   {plain_author(source.authors[0])} et al.")
                canvas.drawRightString(width - MARGIN, height - 34, cited)
            canvas.setFont(regular, 7)
            canvas.drawCentredString(
                width / 2, 30, cited if first else f"© {source.year} The authors. {source.journal}"
            )
        if first and source.correspondence:
            canvas.setFont(regular, 7)
            canvas.line(MARGIN, MARGIN + 42, MARGIN + 120, MARGIN + 42)
            canvas.drawString(MARGIN, MARGIN + 32, source.correspondence)
            canvas.drawString(MARGIN, MARGIN + 22, source.received)
        if "line numbers" in source.marks:
            canvas.setFont(regular, 6.5)
            for line in range(48):
                canvas.drawRightString(MARGIN - 10, height - 70 - line * 14.2, str(line + 1 + 48 * (document.page - 1)))
        if "download notice" in source.marks:
            canvas.setFont(regular, 6.5)
            canvas.translate(width - 14, 120)
            canvas.rotate(90)
            canvas.drawString(0, 0, f"Downloaded from {source.doi} by a guest on 14 March {source.year + 2}")
        canvas.restoreState()

    return draw
