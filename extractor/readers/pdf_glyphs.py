"""NOUNS of a page's ink (glyph, face, page), and the promise of every engine that yields them in content order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, Protocol

Matrix = tuple[float, float, float, float, float, float]

LOCKED = "the PDF needs a password; name it with --password-file, or put a copy without one in its place."
FARTHEST = 1e6  # points; the largest page that a viewer shows has 14,400
MAX_GLYPHS_A_PAGE = 60_000  # dense journal pages hold under 10,000


@dataclass(frozen=True, slots=True)
class Face:
    """What a font says of its glyphs; `descent` is negative, in em."""

    name: str
    bold: bool
    descent: float


class Glyph(NamedTuple):
    """One painted glyph, seen so that its text is upright: `turn` quarter turns anticlockwise bring it back.

    Points; the origin is the top left corner of the page as it is seen after the turn, y downwards.
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float
    face: Face
    turn: int


@dataclass(frozen=True, slots=True)
class GlyphPage:
    """The glyphs of one page in the order of its content, and the share of it that pictures cover."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph]
    image_share: float = 0.0
    content_bytes: int = 0  # that were read for it, if the engine counts them
    cut: bool = False  # more glyphs than MAX_GLYPHS_A_PAGE
    has_blanks: bool = False  # the engine has set every blank itself, so gaps say nothing
    ocr: bool = False  # read from its picture


class GlyphSource(Protocol):
    """An engine: it opens a PDF and yields its pages."""

    name: str

    def __init__(self, data: bytes, password: str = "") -> None:
        """Open a PDF; raise UnreadablePaper with code `locked`, `damaged` or `not_a_paper`."""

    def read_pages(self) -> Iterator[GlyphPage]:
        """Yield the pages in order."""

    def read_info_title(self) -> str | None:
        """Give the title that the file's own description carries, whatever it is worth."""


def is_near(glyph: Glyph) -> bool:
    """Tell whether a glyph is on its page or not far from it."""
    return abs(glyph.x0) < FARTHEST and abs(glyph.x1) < FARTHEST and abs(glyph.base) < FARTHEST


def page_box(glyph_box: tuple[float, float, float, float], turn: int, page: GlyphPage) -> tuple[float, ...]:
    """Bring a box (x0, top, x1, bottom) of turned text back to the page, and keep it on the page."""
    x0, top, x1, bottom = glyph_box
    width, height = page.width, page.height
    if turn == 1:
        x0, top, x1, bottom = top, height - x1, bottom, height - x0
    elif turn == 2:
        x0, top, x1, bottom = width - x1, height - bottom, width - x0, height - top
    elif turn == 3:
        x0, top, x1, bottom = width - bottom, x0, width - top, x1
    if x0 >= 0.0 and top >= 0.0 and x1 <= width and bottom <= height:
        return x0, top, x1, bottom
    return (
        min(max(x0, 0.0), width),
        min(max(top, 0.0), height),
        min(max(x1, 0.0), width),
        min(max(bottom, 0.0), height),
    )


def show_page(
    media: tuple[float, float, float, float], crop: tuple[float, float, float, float], rotate: int
) -> tuple[float, float, Matrix]:
    """Give width, height and the matrix to points from the top left corner of the page as it is shown."""
    x0, y0, x1, y1 = max(crop[0], media[0]), max(crop[1], media[1]), min(crop[2], media[2]), min(crop[3], media[3])
    if x1 - x0 < 1 or y1 - y0 < 1:
        x0, y0, x1, y1 = media
    width, height = max(x1 - x0, 1.0), max(y1 - y0, 1.0)
    if rotate == 90:
        return height, width, (0, 1, 1, 0, -y0, -x0)
    if rotate == 180:
        return width, height, (-1, 0, 0, 1, x1, -y0)
    if rotate == 270:
        return height, width, (0, -1, -1, 0, y1, x1)
    return width, height, (1, 0, 0, -1, -x0, y1)


def turn_upright(matrix: Matrix, width: float, height: float) -> tuple[int, Matrix]:
    """Turn a text matrix (y downwards) by quarters until its text runs to the right; give the turns and the matrix."""
    a, b, c, d, e, f = matrix
    if abs(a) >= abs(b):
        if a >= 0 or d < 0:  # upright, or a mirror image
            return 0, matrix
        return 2, (-a, -b, -c, -d, width - e, height - f)
    if b < 0:  # upwards
        return 1, (-b, a, -d, c, height - f, e)
    return 3, (b, -a, d, -c, f, width - e)
