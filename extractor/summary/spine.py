"""Draws the spine from the side with the brain on top, each vertebra shaded by how many patients have disease there."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.summary.answers import VERTEBRAE
from extractor.summary.statistics import Share
from extractor.summary.svg import INK, MUTED, RULE, Drawing, Point, Style, number, shade, smooth

WIDTH, HEIGHT = 620.0, 960.0
REGIONS: Mapping[str, str] = {"cervical": "C", "thoracic": "T", "lumbar": "L", "sacral": "S"}
_OUTLINE, _CANAL, _CORD = "#7d6f63", "#eef3f6", "#c9d9e3"
# The middle line of the bodies, seen from the left: neck and loins bend forwards (to the left), chest and sacrum back.
_LINE: Sequence[Point] = (
    (262, 222), (252, 265), (250, 305), (262, 345), (286, 400), (303, 470), (306, 540), (294, 610),
    (270, 672), (250, 730), (247, 780), (262, 826), (296, 868), (322, 905), (326, 940),
)  # fmt: skip
_HEIGHTS = {"C": 18.5, "T": 24.6, "L": 32.0, "S": 20.0}
_DEPTHS = {"C": (25, 29), "T": (30, 43), "L": (45, 51), "S": (44, 17)}  # of the first and the last body of a region


@dataclass(frozen=True, slots=True)
class _Body:
    """A vertebra: its middle, how it leans, its height and depth."""

    name: str
    x: float
    y: float
    lean: float
    height: float
    depth: float

    def at(self, forward: float, down: float) -> Point:
        """Give a point beside the middle: `forward` to the left, `down` along the spine."""
        cos, sin = math.cos(self.lean), math.sin(self.lean)
        return self.x - forward * cos + down * sin, self.y + forward * sin + down * cos


def draw_spine(regions: Sequence[Share], levels: Mapping[str, int], patients: int) -> str:
    """Draw the map.

    Args:
        regions: how many patients have disease in each region of the spine and the brain.
        levels: how many in each vertebra, where papers tell them; without any a region is shaded as one.
    """
    drawing = Drawing(WIDTH, HEIGHT, "Where the disease was: patients by region and vertebra")
    counts = {share.name: share for share in regions}
    by_level = {name: levels.get(name, 0) for name in VERTEBRAE}
    told = sum(by_level.values()) > 0
    by_region = {
        name: counts[region].count
        for region, letter in REGIONS.items()
        if region in counts
        for name in VERTEBRAE
        if name[0] == letter
    }
    shown = by_level if told else {name: by_region.get(name, 0) for name in VERTEBRAE}
    brain = counts["brain"].count if "brain" in counts else 0
    most = max([*shown.values(), brain, 1])
    bodies = _place_bodies()
    _draw_canal(drawing, bodies)
    _draw_brain(drawing, brain / most, f"brain: {brain} of {patients}")
    _draw_discs(drawing, bodies)
    for body in bodies:
        _draw_vertebra(drawing, body, shade(shown[body.name] / most), f"{body.name}: {shown[body.name]} of {patients}")
    _label_bodies(drawing, bodies, by_level if told else None, most)
    _label_regions(drawing, bodies, counts, patients)
    _draw_key(drawing, most)
    return drawing.svg()


def _place_bodies() -> list[_Body]:
    """Set the vertebrae one below the other along the middle line, closer where the line leans."""
    bodies: list[_Body] = []
    along = 0.0
    for name in VERTEBRAE:
        letter, place = name[0], int(name[1:]) - 1
        count = sum(other[0] == letter for other in VERTEBRAE)
        first, last = _DEPTHS[letter]
        height = _HEIGHTS[letter] * (1 - 0.09 * place if letter == "S" else 0.94 + 0.12 * place / (count - 1))
        (x, y), lean = _on_line(along + height / 2)
        bodies.append(_Body(name, x, y, lean, height, first + (last - first) * place / (count - 1)))
        along += height
    return bodies


def _on_line(along: float) -> tuple[Point, float]:
    """Give the point so far along the middle line and how the line leans there, over short straight pieces."""
    points = _dense()
    gone = 0.0
    for before, after in pairwise(points):
        length = math.dist(before, after)
        if gone + length >= along:
            part = (along - gone) / length
            lean = math.atan2(after[0] - before[0], after[1] - before[1])
            return (before[0] + (after[0] - before[0]) * part, before[1] + (after[1] - before[1]) * part), lean
        gone += length
    return points[-1], 0.0


def _dense(steps: int = 12) -> list[Point]:
    points: list[Point] = []
    for at in range(len(_LINE) - 1):
        p0, p1, p2, p3 = (_LINE[min(max(n, 0), len(_LINE) - 1)] for n in range(at - 1, at + 3))
        for step in range(steps):
            t = step / steps
            points.append((_spline(t, p0[0], p1[0], p2[0], p3[0]), _spline(t, p0[1], p1[1], p2[1], p3[1])))
    return [*points, _LINE[-1]]


def _spline(t: float, a: float, b: float, c: float, d: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)


def _draw_vertebra(drawing: Drawing, body: _Body, fill: str, tip: str) -> None:
    """Draw a body, waisted in the middle, and behind the canal its spinous process."""
    sacral = body.name[0] == "S"
    half, high = body.depth / 2, body.height * (0.485 if sacral else 0.40)
    waist = half * 0.90
    corners = [
        (half, -high),
        (waist, 0),
        (half, high),
        (0, high * 1.04),
        (-half, high),
        (-waist, 0),
        (-half, -high),
        (0, -high * 0.96),
    ]
    process = _process(body)
    drawing.path(smooth([body.at(x, y) for x, y in process], closed=True), fill, _OUTLINE, 0.9, tip)
    drawing.path(smooth([body.at(x, y) for x, y in corners], closed=True), fill, _OUTLINE, 1.1, tip)


def _process(body: _Body) -> list[Point]:
    """Give the spinous process: short and forked in the neck, long and steep in the chest, broad in the loins."""
    letter, place = body.name[0], int(body.name[1:])
    start = -body.depth / 2 - _canal_depth(body.name)
    if letter == "C":
        length, drop, thick = 8.0 if place == 1 else 25.0 if place == 7 else 15.0 + place, 5.0, 4.2
    elif letter == "T":
        length, drop, thick = 31 - 0.8 * abs(place - 5), 21 - 2.0 * max(0, place - 7) - 1.3 * max(0, 4 - place), 4.6
    elif letter == "L":
        length, drop, thick = 31.0, 5.0, 9.5
    else:
        length, drop, thick = 11 - 1.8 * place, 2.0, 5.5
    return [
        (start, -thick * 0.9), (start - length * 0.5, drop * 0.4 - thick * 0.75), (start - length, drop - thick * 0.55),
        (start - length - 2.5, drop + thick * 0.35), (start - length + 1.5, drop + thick * 1.0),
        (start - length * 0.5, drop * 0.55 + thick * 0.85), (start, thick * 0.9),
    ]  # fmt: skip


def _canal_depth(name: str) -> float:
    return {"C": 13.0, "T": 13.0, "L": 14.0, "S": 8.0}[name[0]]


def _draw_canal(drawing: Drawing, bodies: Sequence[_Body]) -> None:
    """Draw the dural sac behind the bodies, the cord in it down to L1, and the brain stem above."""
    sac = [body for body in bodies if body.name not in ("S3", "S4", "S5")]
    top: list[Point] = [(281, 168), (277, 196)]
    front = [body.at(-body.depth / 2 - 0.5, 0) for body in sac]
    back = [body.at(-body.depth / 2 - _canal_depth(body.name), 0) for body in sac]
    outline = [(272.0, 166.0), (272.0, 196.0), *front, *reversed(back), (289.0, 196.0), (291.0, 166.0)]
    drawing.path(smooth(outline, closed=True), _CANAL, "#b7c6d0", 1)
    cord = [
        body.at(-body.depth / 2 - _canal_depth(body.name) / 2, 0)
        for body in sac
        if body.name[0] in "CT" or body.name == "L1"
    ]
    drawing.path(smooth([*top, *cord]), "none", _CORD, 5.5)
    tail = [body.at(-body.depth / 2 - _canal_depth(body.name) / 2, 0) for body in sac if body.name[0] in "LS"]
    for shift in (-2.2, 0.0, 2.2):
        drawing.path(smooth([(x + shift, y) for x, y in tail]), "none", _CORD, 0.9)


def _draw_discs(drawing: Drawing, bodies: Sequence[_Body]) -> None:
    """Draw the discs between the bodies above the sacrum; between C1 and C2 there is none."""
    for above, below in pairwise(bodies[1:]):
        if above.name[0] == "S":
            break
        half = min(above.depth, below.depth) / 2 - 0.5
        ends = [above.at(half, above.height * 0.4), below.at(half, -below.height * 0.4)]
        ends += [below.at(-half, -below.height * 0.4), above.at(-half, above.height * 0.4)]
        data = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in ends) + "Z"
        drawing.path(data, "#dfe6ea", "#c5d0d7", 0.7)


def _draw_brain(drawing: Drawing, share: float, tip: str) -> None:
    """Draw the brain from the left: cerebrum with its folds, cerebellum, brain stem."""
    fill, fold = shade(share), "#8a6f66" if share < 0.6 else "#f0d9cf"
    stem = [(262, 128), (284, 126), (292, 150), (293, 176), (270, 178), (266, 152)]
    drawing.path(smooth([(float(x), float(y)) for x, y in stem], closed=True), shade(share * 0.8), _OUTLINE, 1.1, tip)
    cerebellum = [(288, 128), (318, 122), (345, 132), (348, 150), (330, 165), (305, 164), (290, 150)]
    drawing.path(smooth([(float(x), float(y)) for x, y in cerebellum], closed=True), fill, _OUTLINE, 1.1, tip)
    for k in range(4):
        drawing.path(f"M{296 + 3 * k} {134 + 7 * k}Q{322} {126 + 9 * k} {344 - 3 * k} {139 + 6 * k}", "none", fold, 0.8)
    cerebrum = [
        (178, 92), (186, 62), (212, 36), (250, 22), (292, 22), (330, 38), (356, 66), (364, 96), (354, 118),
        (330, 122), (300, 120), (276, 132), (246, 142), (220, 140), (208, 126), (188, 116),
    ]  # fmt: skip
    drawing.path(smooth([(float(x), float(y)) for x, y in cerebrum], closed=True), fill, _OUTLINE, 1.3, tip)
    for line in _FOLDS:
        drawing.path(smooth([(float(x), float(y)) for x, y in line]), "none", fold, 1.0)


_FOLDS: Sequence[Sequence[tuple[int, int]]] = (
    ((208, 124), (228, 112), (256, 102), (284, 94), (312, 92)),  # the lateral fissure
    ((286, 24), (280, 44), (272, 60), (266, 84)),  # the central sulcus
    ((258, 24), (254, 44), (246, 60), (244, 82)),
    ((312, 32), (302, 52), (294, 66), (292, 86)),
    ((196, 60), (214, 64), (226, 58), (238, 48)),
    ((184, 84), (204, 88), (220, 80), (232, 84)),
    ((218, 40), (226, 48), (238, 40)),
    ((334, 48), (322, 62), (322, 78), (334, 84)),
    ((352, 76), (340, 86), (338, 100), (348, 110)),
    ((226, 132), (248, 122), (272, 114), (300, 108)),
    ((306, 106), (320, 102), (332, 108)),
    ((240, 96), (230, 94), (222, 100)),
)


def _label_bodies(drawing: Drawing, bodies: Sequence[_Body], counts: Mapping[str, int] | None, most: int) -> None:
    """Name the vertebrae, and draw a bar for each where the papers tell levels."""
    for body in bodies:
        x, y = body.at(body.depth / 2 + 9, 0)
        drawing.text((x, y + 3.2), body.name, Style(9, MUTED, "end"))
        if counts is not None and counts[body.name]:
            width = 88 * counts[body.name] / most
            drawing.rect((x - 24 - width, y - 4.5, width, 9), shade(0.25 + 0.75 * counts[body.name] / most), 1.5)
            drawing.text((x - 28 - width, y + 3.2), str(counts[body.name]), Style(9, INK, "end"))


def _label_regions(drawing: Drawing, bodies: Sequence[_Body], counts: Mapping[str, Share], patients: int) -> None:
    """Write beside each region how many patients have disease in it."""
    right = 412.0
    for region, letter in {"brain": "", **REGIONS}.items():
        own = [body for body in bodies if body.name[0] == letter]
        top, bottom = (
            (min(b.y - b.height / 2 for b in own) + 3, max(b.y + b.height / 2 for b in own) - 3)
            if own
            else (30.0, 160.0)
        )
        share = counts.get(region, Share(region, 0, patients))
        middle = (top + bottom) / 2
        data = f"M{number(right)} {number(top)}h7V{number(bottom)}h-7"
        drawing.path(data, "none", RULE, 1.6)
        drawing.text((right + 20, middle - 5), region.capitalize(), Style(13, MUTED))
        drawing.text((right + 20, middle + 17), str(share.count), Style(22, INK, bold=True))
        offset = 13.5 * len(str(share.count)) + 26
        drawing.text((right + offset, middle + 17), f"of {share.of} · {share.percent:.1f} %", Style(12, MUTED))


def _draw_key(drawing: Drawing, most: int) -> None:
    """Draw the scale of the shades."""
    x, y, width = 24.0, HEIGHT - 44, 120.0
    steps = 24
    for step in range(steps):
        drawing.rect((x + width * step / steps, y, width / steps + 0.4, 9), shade(step / (steps - 1)))
    drawing.text((x, y - 7), "patients", Style(10, MUTED))
    drawing.text((x, y + 22), "0", Style(10, MUTED))
    drawing.text((x + width, y + 22), str(most), Style(10, MUTED, "end"))
