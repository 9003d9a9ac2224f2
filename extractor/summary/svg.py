"""A small writer of SVG: shapes in, the same bytes out for the same shapes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

INK, MUTED, RULE, PAPER = "#22303c", "#6b7884", "#d9dee3", "#ffffff"
BLUE, RED, SAND, GREEN, GOLD = "#33658a", "#b5443b", "#e8d9c4", "#5b8c6e", "#d9a441"
FONT = "'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', sans-serif"
_RAMP = ((0xF6, 0xEF, 0xE6), (0xEF, 0xC9, 0xA4), (0xDB, 0x7F, 0x5A), (0xB2, 0x40, 0x3A), (0x6E, 0x1A, 0x2B))

Point = tuple[float, float]


def number(value: float) -> str:
    """Write a coordinate, to a hundredth and without noughts at the end."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace("-0", "-0") or "0"


def shade(share: float) -> str:
    """Give the colour of a share from 0, paper, to 1, dark red."""
    place = min(max(share, 0.0), 1.0) * (len(_RAMP) - 1)
    low = min(int(place), len(_RAMP) - 2)
    part = place - low
    mixed = (round(a + (b - a) * part) for a, b in zip(_RAMP[low], _RAMP[low + 1], strict=True))
    return "#" + "".join(f"{c:02x}" for c in mixed)


def smooth(points: Sequence[Point], closed: bool = False) -> str:
    """Give the path of a smooth curve through points (Catmull-Rom as Béziers)."""
    count = len(points)
    parts = [f"M{number(points[0][0])} {number(points[0][1])}"]
    for at in range(count if closed else count - 1):
        before = points[at - 1] if closed or at else points[at]
        here, there = points[at], points[(at + 1) % count]
        after = points[(at + 2) % count] if closed or at + 2 < count else there
        first = (here[0] + (there[0] - before[0]) / 6, here[1] + (there[1] - before[1]) / 6)
        second = (there[0] - (after[0] - here[0]) / 6, there[1] - (after[1] - here[1]) / 6)
        parts.append("C" + " ".join(f"{number(x)} {number(y)}" for x, y in (first, second, there)))
    return "".join(parts) + ("Z" if closed else "")


@dataclass(frozen=True, slots=True)
class Style:
    """How words are set: size in pixels, colour, and which end stands at the place."""

    size: float = 12
    fill: str = INK
    anchor: str = "start"
    bold: bool = False


PLAIN = Style()


class Drawing:
    """A picture that is added to, shape by shape."""

    def __init__(self, width: float, height: float, title: str) -> None:
        self.width, self.height, self._title = width, height, title
        self._parts: list[str] = []

    def add(self, tag: str, content: str = "", **attributes: str | float | None) -> None:
        """Add an element; `_` in the name of an attribute is a hyphen, None leaves it out."""
        written = "".join(
            f" {key.rstrip('_').replace('_', '-')}={quoteattr(value if isinstance(value, str) else number(value))}"
            for key, value in attributes.items()
            if value is not None
        )
        self._parts.append(f"<{tag}{written}>{content}</{tag}>" if content else f"<{tag}{written}/>")

    def rect(self, box: tuple[float, float, float, float], fill: str, radius: float = 0, tip: str = "") -> None:
        """Add a rectangle: x, y, width, height; `tip` is shown beside the pointer."""
        x, y, width, height = box
        told = f"<title>{escape(tip)}</title>" if tip else ""
        self.add("rect", told, x=x, y=y, width=max(width, 0), height=height, rx=radius or None, fill=fill)

    def line(self, start: Point, end: Point, stroke: str = RULE, width: float = 1, dash: str | None = None) -> None:
        """Add a straight line."""
        self.add(
            "line",
            x1=start[0],
            y1=start[1],
            x2=end[0],
            y2=end[1],
            stroke=stroke,
            stroke_width=width,
            stroke_dasharray=dash,
        )

    def path(self, data: str, fill: str = "none", stroke: str | None = None, width: float = 1, tip: str = "") -> None:
        """Add a path with round joins."""
        told = f"<title>{escape(tip)}</title>" if tip else ""
        joins = "round" if stroke else None
        stroke_width = width if stroke else None
        self.add(
            "path",
            told,
            d=data,
            fill=fill,
            stroke=stroke,
            stroke_width=stroke_width,
            stroke_linejoin=joins,
            stroke_linecap=joins,
        )

    def circle(self, at: Point, radius: float, fill: str, stroke: str | None = None, tip: str = "") -> None:
        """Add a disc."""
        told = f"<title>{escape(tip)}</title>" if tip else ""
        self.add("circle", told, cx=at[0], cy=at[1], r=radius, fill=fill, stroke=stroke)

    def text(self, at: Point, words: str, style: Style = PLAIN) -> None:
        """Add words on a line; the place is that of their foot."""
        anchor = None if style.anchor == "start" else style.anchor
        weight = "600" if style.bold else None
        self.add(
            "text",
            escape(words),
            x=at[0],
            y=at[1],
            font_size=style.size,
            fill=style.fill,
            text_anchor=anchor,
            font_weight=weight,
        )

    def svg(self) -> str:
        """Give the picture."""
        box = f"0 0 {number(self.width)} {number(self.height)}"
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" width="{number(self.width)}" '
            f'height="{number(self.height)}" role="img" font-family="{FONT}"><title>{escape(self._title)}</title>'
        )
        return head + "\n".join(self._parts) + "</svg>\n"


def ticks(most: float, wanted: int = 5) -> list[int]:
    """Give whole numbers for an axis from 0 to at least `most`, at steps of 1, 2 or 5."""
    step = 1
    for step in (factor * 10**power for power in range(9) for factor in (1, 2, 5)):
        if most / step <= wanted:
            break
    return [step * count for count in range(math.ceil(most / step) + 1)]
