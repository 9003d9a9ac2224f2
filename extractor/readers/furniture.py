"""Lines of a text → which of them are page furniture: what a journal's page or site prints around a paper."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from extractor.problem import DataError

_LONGEST = 500  # characters; a notice is shorter, a paragraph of a paper need not be looked at
_RUNNING = 3  # a running head stands on this many pages at least
_NUMBER = re.compile(r"\d+")
_LISTS = ("lines", "elements", "roles", "classes")


@dataclass(frozen=True, slots=True)
class Furniture:
    """What is known of furniture: patterns of lines, and the parts of an HTML page that hold it."""

    lines: tuple[re.Pattern[str], ...]
    elements: frozenset[str]
    roles: frozenset[str]
    classes: frozenset[str]


@cache
def load_furniture() -> Furniture:
    """Read `lexicons/furniture.toml`; DataError names a key that is unknown or a pattern that is wrong."""
    name = "lexicons/furniture.toml"
    data = tomllib.loads((files("extractor") / name).read_text(encoding="utf-8"))
    if set(data) != set(_LISTS):
        raise DataError(f"{name}: the keys must be {', '.join(_LISTS)}")
    patterns: list[re.Pattern[str]] = []
    for pattern in data["lines"]:
        try:
            patterns.append(re.compile(pattern, re.IGNORECASE))
        except re.error as error:
            raise DataError(f"{name}: lines: {pattern!r}: {error}") from None
    return Furniture(tuple(patterns), *(frozenset(data[key]) for key in _LISTS[1:]))


def is_furniture(line: str) -> bool:
    """Tell whether a whole line is a notice of a page, a site or a program and no part of a paper."""
    folded = " ".join(line.split())
    if not folded or len(folded) > _LONGEST:
        return False
    return any(pattern.fullmatch(folded) is not None for pattern in load_furniture().lines)


def find_running_heads(lines: Sequence[str]) -> frozenset[int]:
    """Give the numbers of the lines that recur with another page number, and of page numbers alone on a line."""
    shapes = [_NUMBER.sub("#", " ".join(line.split())) for line in lines]
    counts = Counter(shapes)
    found: set[int] = set()
    for number, (line, shape) in enumerate(zip(lines, shapes, strict=True)):
        numbered = "#" in shape and len(shape) > 8 and not shape.startswith("#")
        running = counts[shape] >= _RUNNING and numbered and shape[-1] not in ".:;,"
        same = counts[shape] >= _RUNNING and "#" not in shape and len(shape) > 14 and shape[-1] not in ".:;,"
        if (running or same) and len(line) < 120:
            found.add(number)
    return frozenset(found)
