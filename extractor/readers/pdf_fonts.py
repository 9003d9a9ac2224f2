"""The fonts of a PDF as pdfminer.six reads them: what each code means, how wide it is, and the face.

font dictionary → FontInUse
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from pdfminer.pdffont import PDFFont, PDFSimpleFont, PDFType3Font, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFObjRef, dict_value, resolve1
from pdfminer.psparser import PSLiteral

from extractor.readers.pdf_characters import (
    UNMAPPED,
    character_of_name,
    clean_glyph,
    is_symbol_font,
    symbol_character,
)
from extractor.readers.pdf_glyphs import Face

_BOLD_NAME = re.compile(r"bold|black|heavy|demi|cmbx|[-.,_]b(?:d|i|$)")
_BOLD_FLAG = 1 << 18
_BOLD_WEIGHT = 600
_WIDEST_EM = 100.0


class FontInUse:
    """A font of the file: its face, and text and width in em of each code met so far."""

    __slots__ = ("_font", "_pi_characters", "face", "one_byte", "scale", "seen", "vertical")

    def __init__(self, font: PDFFont, pi_characters: dict[int, str]) -> None:
        name = str(font.fontname)
        descent = font.get_descent()
        self._font = font
        self._pi_characters = pi_characters
        self.one_byte = not font.is_multibyte()
        self.vertical = bool(font.is_vertical())
        self.scale = 1.0
        if isinstance(font, PDFType3Font):
            height = font.get_height()
            self.scale = height if 0.05 < height < 20 else 1.0
        self.face = Face(name, _is_bold(name, font), descent if -0.5 < descent < -0.05 else -0.21)
        self.seen: dict[int, tuple[str, float]] = {}

    def decode(self, string: bytes) -> Iterable[int]:
        """Give the codes of a string."""
        return string if self.one_byte else self._font.decode(string)

    def look_up(self, code: int) -> tuple[str, float]:
        """Give text and width of a code and keep them; the width of vertical writing is negative."""
        text = self._pi_characters.get(code)
        if text is None:
            try:
                text = clean_glyph(self._font.to_unichr(code), self.face.name)
            except PDFUnicodeNotDefined:
                text = UNMAPPED
        width = float(self._font.char_width(code))
        if width <= 0 and text.strip() != "" and not self.vertical:
            width = 0.5  # the file does not say; 0 would set every letter apart
        if not abs(width) < _WIDEST_EM:
            width = 1.0
        self.seen[code] = text, width
        return text, width


class Fonts(PDFResourceManager):
    """pdfminer's fonts, with the characters of pi fonts that their encoding names by code alone."""

    def __init__(self) -> None:
        super().__init__()
        self._pi_characters: dict[PDFFont, dict[int, str]] = {}
        self._in_use: dict[PDFFont, FontInUse] = {}
        self._direct: dict[int, tuple[object, FontInUse]] = {}  # fonts that are no objects of their own

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        font = super().get_font(objid, spec)
        if font not in self._pi_characters:
            simple = isinstance(font, PDFSimpleFont) and font.unicode_map is None
            self._pi_characters[font] = _read_pi_characters(str(font.fontname), spec) if simple else {}
        return font

    def find(self, spec: object) -> FontInUse:
        """Give the font of an entry among the resources; what is missing there is a font that says nothing."""
        if isinstance(spec, PDFObjRef):
            return self.use(self.get_font(spec.objid, dict_value(spec)))
        if id(spec) not in self._direct:
            self._direct[id(spec)] = spec, self.use(self.get_font(None, dict_value(spec)))
        return self._direct[id(spec)][1]

    def use(self, font: PDFFont) -> FontInUse:
        """Give a font with all that was looked up in it."""
        known = self._in_use.get(font)
        if known is None:
            known = self._in_use[font] = FontInUse(font, self._pi_characters.get(font, {}))
        return known


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


def _is_bold(name: str, font: PDFFont) -> bool:
    lower = name.rsplit("+", 1)[-1].lower()
    weight = resolve1(font.descriptor.get("FontWeight"))
    heavy = isinstance(weight, int | float) and weight >= _BOLD_WEIGHT
    return heavy or bool(font.flags & _BOLD_FLAG) or _BOLD_NAME.search(lower) is not None
