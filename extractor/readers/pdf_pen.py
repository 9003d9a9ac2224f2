"""Place the glyphs of a PDF's strings on the page, as PDF 32000-1, 9.4.4 moves the pen.

string, text state, matrix → Glyphs
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from extractor.readers.pdf_fonts import FontInUse
from extractor.readers.pdf_glyphs import FARTHEST, MAX_GLYPHS_A_PAGE, Glyph, GlyphPage, Matrix, is_near, turn_upright

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

_LARGEST = 1e4  # points an em
_WIDEST = 1e8  # thousandths of an em
_LONGEST_STRING = 2 * MAX_GLYPHS_A_PAGE + 2  # bytes, of two to a code
_MIDDLE_EM = 0.29  # from the middle of a vertical line to the baseline of letters turned on their side

_new = tuple.__new__


class PageFull(Exception):
    """The page holds more than any real page."""


class TextState:
    """The parameters of text (`scaling` 1.0 is 100 %), and where the pen stands in text space."""

    __slots__ = ("charspace", "font", "leading", "matrix", "rise", "scaling", "size", "wordspace", "x", "y")

    def __init__(self) -> None:
        self.font: FontInUse | None = None
        self.size = self.charspace = self.wordspace = self.leading = self.rise = 0.0
        self.scaling = 1.0
        self.matrix = IDENTITY
        self.x = self.y = 0.0

    def copy(self) -> TextState:
        """Give a state that changes on its own."""
        other = TextState()
        other.font, other.matrix, other.x, other.y = self.font, self.matrix, self.x, self.y
        other.size, other.charspace, other.wordspace = self.size, self.charspace, self.wordspace
        other.leading, other.rise, other.scaling = self.leading, self.rise, self.scaling
        return other

    def move(self, right: float, up: float) -> None:
        """Begin a line that is set off from the last one."""
        a, b, c, d, e, f = self.matrix
        self.matrix = (a, b, c, d, right * a + up * c + e, right * b + up * d + f)
        self.x = self.y = 0.0


class Ink:
    """Collects the glyphs of one page and the area of its largest picture."""

    def __init__(self, number: int, width: float, height: float) -> None:
        self.number, self.width, self.height = number, width, height
        self.glyphs: list[Glyph] = []
        self.picture_area = 0.0
        self.pictures = 0
        self.content_bytes = 0
        self.cut = False

    def add_picture(self, matrix: Matrix) -> None:
        """Note a picture that fills the unit square of a matrix."""
        a, b, c, d, _, _ = matrix
        self.pictures += 1
        self.picture_area = max(self.picture_area, abs(a * d - b * c))

    def finish(self) -> GlyphPage:
        """Give the page."""
        share = self.picture_area / (self.width * self.height)
        return GlyphPage(self.number, self.width, self.height, self.glyphs, share, self.content_bytes, self.cut)

    def show(self, state: TextState, strings: Iterable[bytes | float], to_page: Matrix) -> None:
        """Place strings and move the pen; numbers between them move it back by thousandths of an em.

        Raise PageFull after MAX_GLYPHS_A_PAGE.
        """
        font = state.font
        if font is None:
            return
        glyphs = self.glyphs
        before = len(glyphs)
        if font.vertical:
            state.y -= self._place(_lay_down(state), font, strings, to_page)
        else:
            state.x += self._place(state, font, strings, to_page)
        if len(glyphs) > before and not (is_near(glyphs[before]) and is_near(glyphs[-1])):
            glyphs[before:] = [glyph for glyph in glyphs[before:] if is_near(glyph)]
        if len(glyphs) > MAX_GLYPHS_A_PAGE:
            raise PageFull

    def _place(self, state: TextState, font: FontInUse, strings: Iterable[bytes | float], to_page: Matrix) -> float:
        """Give how far the pen moved along the line."""
        turn, (a, b, c, d, e, f) = turn_upright(multiply(state.matrix, to_page), self.width, self.height)
        start = x = state.x
        em = state.size * state.scaling
        charspace = state.charspace * state.scaling
        wordspace = state.wordspace * state.scaling if font.one_byte else 0.0
        e += c * (state.rise + state.y)
        f += d * (state.rise + state.y)
        size = abs(state.size) * math.hypot(c, d) * font.scale
        if not (abs(e) < FARTHEST and abs(f) < FARTHEST and size < _LARGEST):
            return 0.0  # not on any page, nor is what follows
        face, seen, add = font.face, font.seen, self.glyphs.append
        for item in strings:
            if not isinstance(item, bytes):
                if -_WIDEST < item < _WIDEST:
                    x -= item * 0.001 * em
                continue
            if len(self.glyphs) > MAX_GLYPHS_A_PAGE:
                break
            for code in font.decode(item[:_LONGEST_STRING]):
                text, width = seen.get(code) or font.look_up(code)
                advance = width * em
                if text != "":
                    x0 = a * x + e
                    x1 = x0 + a * advance
                    base = b * x + f
                    if x0 <= x1:
                        add(_new(Glyph, (text, x0, x1, base, size, face, turn)))
                    else:
                        add(_new(Glyph, (text, x1, x0, base, size, face, turn)))
                x += advance + charspace
                if code == 32:
                    x += wordspace
        return x - start


def _lay_down(state: TextState) -> TextState:
    """Turn vertical writing to a line that runs to the right of somebody who looks along it."""
    laid = state.copy()
    a, b, c, d, e, f = state.matrix
    middle = -_MIDDLE_EM * state.size
    laid.matrix = (-c, -d, a, b, a * state.x + c * state.y + e, b * state.x + d * state.y + f)
    laid.x, laid.y = 0.0, middle
    laid.scaling = 1.0
    laid.size, laid.charspace, laid.wordspace = -state.size, -state.charspace, -state.wordspace
    return laid


def multiply(inner: Matrix, outer: Matrix) -> Matrix:
    """Give the matrix that applies the inner one first."""
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
