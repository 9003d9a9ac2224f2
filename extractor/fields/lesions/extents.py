"""Compares vertebral levels: which range lies inside another, and where two parts of a paper give different ones."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.case import Mention, Period, Reading
from extractor.fields.chosen import Chosen
from extractor.fields.conflicts import Part, find_rivals, part_of

_ABOVE = {"C": 0, "T": 7, "L": 19, "S": 24}  # vertebrae above the first of each part of the column

Extent = tuple[int, int]  # the first and the last vertebra, counted from the top


def without_inner(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Leave out levels inside a longer range: they say nothing new."""
    extents = {level: _extent_of(level) for m in mentions for level in m.levels}

    def inner(level: str) -> bool:
        low, high = extents[level]
        return any(a <= low and high <= b and (a, b) != (low, high) for a, b in extents.values())

    return tuple(m for m in mentions if not all(inner(level) for level in m.levels))


def set_against(found: Sequence[Mention], reading: Reading) -> Chosen:
    """Take all levels, but those that another part of the paper gives otherwise are the other side of a conflict.

    A legend often shows but a part of what is told: it contradicts the text only where it reaches further.
    """
    ranges = [m for m in found if len(m.levels) == 1 and "-" in m.levels[0] and m.qualifiers.period is not Period.AFTER]
    main, *others = find_rivals(ranges, _widest, _are_alike, reading) or [None]
    whole = _extent([m for m in ranges if main is not None and part_of(m, reading) is part_of(main, reading)])
    rivals = [m for m in others if m is not None and _contradicts(m, whole, reading)]
    return Chosen(
        accepted=tuple(m for m in found if not any(m.levels == rival.levels for rival in rivals)), rivals=tuple(rivals)
    )


def _contradicts(rival: Mention, whole: Extent, reading: Reading) -> bool:
    low, high = _extent([rival])
    if part_of(rival, reading) is Part.SUMMARY:
        return (low, high) != whole
    return low < whole[0] or whole[1] < high


def _widest(ranges: Sequence[Mention]) -> Mention:
    return max(ranges, key=lambda m: (_extent([m])[1] - _extent([m])[0], -m.span.start))


def _are_alike(one: Mention, other: Mention) -> bool:
    """Tell whether two ranges do not contradict each other: they are one, or two places apart."""
    first, second = _extent([one]), _extent([other])
    return first == second or first[1] < second[0] or second[1] < first[0]


def _extent(mentions: Sequence[Mention]) -> Extent:
    ends = [_extent_of(level) for m in mentions for level in m.levels]
    return min((low for low, _ in ends), default=0), max((high for _, high in ends), default=0)


def _extent_of(level: str) -> Extent:
    """Give both ends of a level: "T3-T9", "L3/4" and "C4"."""
    ends = re.split(r"[-/]", level)
    last = ends[-1] if ends[-1][0] in _ABOVE else level[0] + ends[-1]
    first, second = (_ABOVE[end[0]] + int(end[1:]) for end in (ends[0], last))
    return first, second
