"""The first engine: glyphs in content order from pdfminer.six's interpreter, without its layout objects.

bytes → GlyphPage
"""

from __future__ import annotations

import io
import logging
import math
import re
import struct
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdffont import PDFFont, PDFSimpleFont, PDFType3Font, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1
from pdfminer.psexceptions import PSException
from pdfminer.psparser import PSLiteral
from pdfminer.utils import MATRIX_IDENTITY

from extractor.problem import UnreadablePaper
from extractor.readers.pdf_characters import (
    UNMAPPED,
    character_of_name,
    clean_glyph,
    is_symbol_font,
    symbol_character,
)
from extractor.readers.pdf_glyphs import (
    LOCKED,
    MAX_GLYPHS_A_PAGE,
    Face,
    Glyph,
    GlyphPage,
    Matrix,
    show_page,
    turn_upright,
)

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it warns of every oddity of every font

# What pdfminer.six is known to raise on damaged files besides its own exceptions.
PDFMINER_FAILURES = (
    PSException, ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, NotImplementedError, OSError,
    RecursionError, TypeError, ValueError, struct.error, zlib.error,
)  # fmt: skip

_BOLD_NAME = re.compile(r"bold|black|heavy|demi|cmbx|[-.,_]b(?:d|i|$)|advp?.*\.b$")
_BOLD_FLAG = 1 << 18


class _PageFull(Exception):
    """The page holds more glyphs than any real page."""


class _Fonts(PDFResourceManager):
    """pdfminer's fonts, with the characters of pi fonts that their encoding names by code alone."""

    def __init__(self) -> None:
        super().__init__()
        self.pi_characters: dict[PDFFont, dict[int, str]] = {}

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        font = super().get_font(objid, spec)
        if font not in self.pi_characters:
            simple = isinstance(font, PDFSimpleFont) and font.unicode_map is None
            self.pi_characters[font] = _read_pi_characters(str(font.fontname), spec) if simple else {}
        return font


def _read_pi_characters(font_name: str, spec: Mapping[str, object]) -> dict[int, str]:
    encoding = resolve1(spec.get("Encoding"))
    found: dict[int, str] = {}
    if isinstance(encoding, dict):
        code = 0
        for item in resolve1(encoding.get("Differences", [])):
            if isinstance(item, int):
                code = item
                continue
            if isinstance(item, PSLiteral):
                char = character_of_name(str(item.name), font_name)
                if char is not None:
                    found[code] = char
            code += 1
    elif is_symbol_font(font_name):  # its own encoding, which pdfminer takes for the standard one: "m" for "µ"
        for code in range(32, 255):
            char = symbol_character(code)
            if char is not None:
                found[code] = clean_glyph(char, font_name)
    return found


class _Font:
    """A font in use: its face, and text and width in em of each code met so far."""

    __slots__ = ("face", "font", "pi_characters", "scale", "seen", "wide")

    def __init__(self, font: PDFFont, pi_characters: dict[int, str]) -> None:
        name = str(font.fontname)
        descent = font.get_descent()
        self.font = font
        self.pi_characters = pi_characters
        self.wide = font.is_multibyte()
        self.scale = 1.0
        if isinstance(font, PDFType3Font):
            height = font.get_height()
            self.scale = height if 0.05 < height < 20 else 1.0
        self.face = Face(name, _is_bold(name, font), descent if -0.5 < descent < -0.05 else -0.21)
        self.seen: dict[int, tuple[str, float]] = {}

    def look_up(self, code: int) -> tuple[str, float]:
        """Give text and width of a code and keep them."""
        text = self.pi_characters.get(code)
        if text is None:
            try:
                text = clean_glyph(self.font.to_unichr(code), self.face.name)
            except PDFUnicodeNotDefined:
                text = UNMAPPED
        width = self.font.char_width(code)
        if width <= 0 and text.strip() != "":
            width = 0.5  # the file does not say; 0 would set every letter apart
        self.seen[code] = text, width
        return text, width


def _is_bold(name: str, font: PDFFont) -> bool:
    lower = name.rsplit("+", 1)[-1].lower()
    weight = resolve1(font.descriptor.get("FontWeight"))
    heavy = isinstance(weight, int | float) and weight >= 600
    return heavy or bool(font.flags & _BOLD_FLAG) or _BOLD_NAME.search(lower) is not None


class _GlyphDevice(PDFTextDevice):
    """Takes the strings of a content stream and keeps their glyphs; pictures leave only their area."""

    def __init__(self, fonts: _Fonts) -> None:
        super().__init__(fonts)
        self._fonts = fonts
        self._in_use: dict[PDFFont, _Font] = {}
        self.start_page(0, 0)

    def start_page(self, width: float, height: float) -> None:
        """Forget the page before."""
        self.width, self.height = width, height
        self.glyphs: list[Glyph] = []
        self.image_area = 0.0

    def render_image(self, name: str, stream: object) -> None:
        a, b, c, d, _, _ = self.ctm or MATRIX_IDENTITY
        self.image_area = max(self.image_area, abs(a * d - b * c))

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        """Place the glyphs of one string; the pen moves as in PDF 32000-1, 9.4.4."""
        font = self._in_use.get(textstate.font)
        if font is None:
            pi_characters = self._fonts.pi_characters.get(textstate.font, {})
            font = self._in_use[textstate.font] = _Font(textstate.font, pi_characters)
        if font.font.is_vertical():
            super().render_string(textstate, seq, ncs, graphicstate)
            return
        textstate.linematrix = self._place(textstate, seq, font)

    def _place(self, state: Any, seq: Any, font: _Font) -> tuple[float, float]:
        matrix = _multiply(state.matrix, self.ctm or MATRIX_IDENTITY)
        turn, (a, b, c, d, e, f) = turn_upright(matrix, self.width, self.height)
        x, y = state.linematrix
        scaling = state.scaling * 0.01
        em = state.fontsize * scaling
        charspace = state.charspace * scaling
        wordspace = 0.0 if font.wide else state.wordspace * scaling
        e += c * state.rise
        f += d * state.rise
        size = abs(state.fontsize) * math.hypot(c, d) * font.scale
        backwards = em * a < 0
        face, seen, add = font.face, font.seen, self.glyphs.append
        for item in seq:
            if isinstance(item, bytes):
                for code in font.font.decode(item):
                    text, width = seen.get(code) or font.look_up(code)
                    advance = width * em
                    x0 = a * x + c * y + e
                    x1 = x0 + a * advance
                    if text != "":
                        add(
                            Glyph(
                                text,
                                x1 if backwards else x0,
                                x0 if backwards else x1,
                                b * x + d * y + f,
                                size,
                                face,
                                turn,
                            )
                        )
                    x += advance + charspace
                    if code == 32:
                        x += wordspace
            elif isinstance(item, int | float):
                x -= item * 0.001 * em
        if len(self.glyphs) > MAX_GLYPHS_A_PAGE:
            raise _PageFull
        return x, y

    def render_char(self, matrix: Matrix, font: PDFFont, fontsize: float, *rest: Any) -> float:
        """Place one glyph of vertical writing, each on a line of its own size."""
        scaling, _, cid = rest[:3]
        known = self._in_use[font]
        text, _ = known.seen.get(cid) or known.look_up(cid)
        _, _, c, d, e, f = matrix
        size = fontsize * math.hypot(c, d)
        if text != "" and len(self.glyphs) <= MAX_GLYPHS_A_PAGE:
            self.glyphs.append(Glyph(text, e - size / 2, e + size / 2, f + size, size, known.face, 0))
        return float(font.char_width(cid) * fontsize * scaling)


def _multiply(inner: Matrix, outer: Matrix) -> Matrix:
    a1, b1, c1, d1, e1, f1 = inner
    a0, b0, c0, d0, e0, f0 = outer
    return (
        a0 * a1 + c0 * b1,
        b0 * a1 + d0 * b1,
        a0 * c1 + c0 * d1,
        b0 * c1 + d0 * d1,
        a0 * e1 + c0 * f1 + e0,
        b0 * e1 + d0 * f1 + f0,
    )


class PdfminerSource:
    """Glyphs from pdfminer.six."""

    name = "pdfminer.six"

    def read_pages(self, data: bytes) -> Iterator[GlyphPage]:
        """Yield the pages in order."""
        document = _open(data)
        fonts = _Fonts()
        device = _GlyphDevice(fonts)
        interpreter = PDFPageInterpreter(fonts, device)
        for number, page in enumerate(PDFPage.create_pages(document), 1):
            width, height, matrix = show_page(page.mediabox, page.cropbox, page.rotate)
            device.start_page(width, height)
            cut = False
            try:
                interpreter.render_contents(page.resources, page.contents, ctm=matrix)
            except _PageFull:
                cut = True
            image_share = device.image_area / (width * height)
            yield GlyphPage(number, width, height, device.glyphs, image_share, cut)

    def read_info_title(self, data: bytes) -> str | None:
        """Give the title of the file's Info dictionary."""
        for info in _open(data).info:
            title = resolve1(info.get("Title"))
            if isinstance(title, bytes):
                codec = "utf-16" if title[:2] in (b"\xfe\xff", b"\xff\xfe") else "latin-1"
                return title.decode(codec, errors="replace")
        return None


def _open(data: bytes) -> PDFDocument:
    try:
        return PDFDocument(PDFParser(io.BytesIO(data)))
    except PDFPasswordIncorrect as error:
        raise UnreadablePaper("locked", LOCKED) from error
    except PDFEncryptionError as error:
        raise UnreadablePaper(
            "locked", "the PDF is encrypted in an unknown way; save a copy without encryption."
        ) from error
