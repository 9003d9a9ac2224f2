"""NOUNS of a page's ink (glyph, face, page), and the promise of every engine that yields them in content order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, Protocol

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
    cut: bool = False  # more glyphs than MAX_GLYPHS_A_PAGE


class GlyphSource(Protocol):
    """An engine: it opens a PDF and yields its pages."""

    name: str

    def read_pages(self, data: bytes) -> Iterator[GlyphPage]:
        """Yield the pages in order; raise UnreadablePaper with code `locked`, `damaged` or `not_a_paper`."""

    def read_info_title(self, data: bytes) -> str | None:
        """Give the title that the file's own description carries, whatever it is worth."""


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
    return (
        min(max(x0, 0.0), width),
        min(max(top, 0.0), height),
        min(max(x1, 0.0), width),
        min(max(bottom, 0.0), height),
    )
