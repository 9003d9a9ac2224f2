"""Boxes, arrows and lines of text → SVG and PDF, the same picture in both; no font or library is needed."""

from __future__ import annotations

import textwrap
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

# Widths of Helvetica in thousandths of its size, from the space to the tilde (Adobe's AFM).
_WIDTHS = (
    *(278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278),
    *(556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556),
    *(1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778),
    *(667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556),
    *(333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556),
    *(556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584),
)
_OTHER_WIDTH = 556
_BOLD = 1.07  # Helvetica-Bold is about this much wider


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text in a box, indented in points."""

    text: str
    bold: bool = False
    indent: float = 0.0


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A box in points from the top left; colours as `#rrggbb`. `upright` text runs upwards."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[Line, ...] = ()
    fill: str = "#ffffff"
    edge: str = "#5b6b7b"
    ink: str = "#1b2733"
    size: float = 9.5
    round: float = 3.0
    centred: bool = False
    upright: bool = False


@dataclass(frozen=True, slots=True)
class Arrow:
    """A straight line with a head at its end."""

    x0: float
    y0: float
    x1: float
    y1: float
    ink: str = "#5b6b7b"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture of so many points; `title` is what is read aloud of it."""

    width: float
    height: float
    title: str
    boxes: tuple[Rectangle, ...]
    arrows: tuple[Arrow, ...] = ()


LEADING = 1.32  # of the size of the letters


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Give the width of a text in Helvetica, in points."""
    units = sum(_WIDTHS[ord(char) - 32] if 32 <= ord(char) < 127 else _OTHER_WIDTH for char in text)
    return units * size / 1000 * (_BOLD if bold else 1.0)


def wrap_line(line: Line, width: float, size: float) -> tuple[Line, ...]:
    """Break a line where it is wider than the box; what follows is indented a little more."""
    if text_width(line.text, size, line.bold) + line.indent <= width:
        return (line,)
    average = text_width(line.text, size, line.bold) / len(line.text)
    letters = max(8, int((width - line.indent - 8) / average))
    while True:
        pieces = textwrap.wrap(line.text, letters) or [line.text]
        if letters <= 8 or all(text_width(p, size, line.bold) + line.indent + 8 <= width for p in pieces):
            break
        letters -= 1
    return tuple(Line(piece, line.bold, line.indent + (8 if number else 0)) for number, piece in enumerate(pieces))


def _placed(box: Rectangle) -> Iterator[tuple[float, float, Line]]:
    """Give each line with the left end of its base line."""
    step = box.size * LEADING
    top = box.y + (box.height - step * len(box.lines)) / 2
    for number, line in enumerate(box.lines):
        x = box.x + 8 + line.indent
        if box.centred:
            x = box.x + (box.width - text_width(line.text, box.size, line.bold)) / 2
        yield x, top + step * number + box.size * 0.98, line


def draw_svg(drawing: Drawing) -> str:
    """Write the drawing as SVG."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{drawing.width:g}" height="{drawing.height:g}" '
        f'viewBox="0 0 {drawing.width:g} {drawing.height:g}" role="img" '
        'font-family="Helvetica, Arial, Liberation Sans, sans-serif">',
        f"<title>{escape(drawing.title)}</title>",
        f'<rect width="{drawing.width:g}" height="{drawing.height:g}" fill="#ffffff"/>',
    ]
    for arrow in drawing.arrows:
        parts.append(
            f'<path d="M{arrow.x0:g} {arrow.y0:g}L{arrow.x1:g} {arrow.y1:g}" stroke="{arrow.ink}" fill="none"/>'
        )
        points = " ".join(f"{x:g},{y:g}" for x, y in _head(arrow))
        parts.append(f'<polygon points="{points}" fill="{arrow.ink}"/>')
    for box in drawing.boxes:
        parts.append(
            f'<rect x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}" rx="{box.round:g}" '
            f'fill="{box.fill}" stroke="{box.edge}"/>'
        )
        parts += _svg_text(box)
    return "\n".join([*parts, "</svg>\n"])


def _svg_text(box: Rectangle) -> Iterator[str]:
    if box.upright:
        x, y = box.x + box.width / 2, box.y + box.height / 2
        yield (
            f'<text transform="translate({x + box.size * 0.35:g} {y:g}) rotate(-90)" text-anchor="middle" '
            f'textLength="{text_width(box.lines[0].text, box.size, True):.1f}" lengthAdjust="spacingAndGlyphs" '
            f'font-size="{box.size:g}" font-weight="bold" fill="{box.ink}">{escape(box.lines[0].text)}</text>'
        )
        return
    for x, y, line in _placed(box):
        anchor = ' text-anchor="middle"' if box.centred else ""
        left = box.x + box.width / 2 if box.centred else x
        weight = ' font-weight="bold"' if line.bold else ""
        long = text_width(line.text, box.size, line.bold)  # also where another font stands in for Helvetica
        yield (
            f'<text x="{left:g}" y="{y:.2f}" font-size="{box.size:g}"{weight}{anchor} fill="{box.ink}" '
            f'textLength="{long:.1f}" lengthAdjust="spacingAndGlyphs">{escape(line.text)}</text>'
        )


def _head(arrow: Arrow, length: float = 6.0, half: float = 2.8) -> tuple[tuple[float, float], ...]:
    if arrow.x0 == arrow.x1:
        back = arrow.y1 - length if arrow.y1 > arrow.y0 else arrow.y1 + length
        return (arrow.x1, arrow.y1), (arrow.x1 - half, back), (arrow.x1 + half, back)
    back = arrow.x1 - length if arrow.x1 > arrow.x0 else arrow.x1 + length
    return (arrow.x1, arrow.y1), (back, arrow.y1 - half), (back, arrow.y1 + half)


def draw_pdf(drawing: Drawing) -> bytes:
    """Write the drawing as a PDF of one page, with the fonts that every reader has; the same bytes every time."""
    high = drawing.height
    lines = ["1 w"]
    for arrow in drawing.arrows:
        lines.append(f"{_rgb(arrow.ink)} RG {arrow.x0:g} {high - arrow.y0:g} m {arrow.x1:g} {high - arrow.y1:g} l S")
        (x0, y0), (x1, y1), (x2, y2) = _head(arrow)
        lines.append(f"{_rgb(arrow.ink)} rg {x0:g} {high - y0:g} m {x1:g} {high - y1:g} l {x2:g} {high - y2:g} l h f")
    for box in drawing.boxes:
        lines.append(f"{_rgb(box.fill)} rg {_rgb(box.edge)} RG")
        lines.append(f"{box.x:g} {high - box.y - box.height:g} {box.width:g} {box.height:g} re B")
        lines += _pdf_text(box, high)
    return _pdf_file("\n".join(lines).encode("cp1252", errors="replace"), drawing)


def _pdf_text(box: Rectangle, high: float) -> Iterator[str]:
    ink = f"{_rgb(box.ink)} rg"
    if box.upright:
        text = box.lines[0].text
        x = box.x + box.width / 2 + box.size * 0.35
        y = high - box.y - box.height / 2 - text_width(text, box.size, True) / 2
        yield f"BT {ink} /B {box.size:g} Tf 0 1 -1 0 {x:.2f} {y:.2f} Tm ({_quoted(text)}) Tj ET"
        return
    for x, y, line in _placed(box):
        font = "B" if line.bold else "R"
        yield f"BT {ink} /{font} {box.size:g} Tf {x:.2f} {high - y:.2f} Td ({_quoted(line.text)}) Tj ET"


def _rgb(colour: str) -> str:
    return " ".join(f"{int(colour[at : at + 2], 16) / 255:.3g}" for at in (1, 3, 5))


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").replace("−", "–")


def _pdf_file(content: bytes, drawing: Drawing) -> bytes:
    packed = zlib.compress(content, 9)
    fonts = [
        f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>".encode()
        for name in ("Helvetica", "Helvetica-Bold")
    ]
    title = _quoted(drawing.title).encode("cp1252", errors="replace")
    page = (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {drawing.width:g} {drawing.height:g}] /Contents 4 0 R "
        "/Resources << /Font << /R 5 0 R /B 6 0 R >> >> >>"
    )
    objects: Sequence[bytes] = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page.encode(),
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed),
        *fonts,
        b"<< /Title (%s) >>" % title,
    )
    file = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    file += b"".join(b"%010d 00000 n \n" % place for place in places)
    file += b"trailer\n<< /Size %d /Root 1 0 R /Info 7 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(file)
