"""Knows a paper whose patient is an animal."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.structure.cues import has_cue, load_cue
from extractor.structure.sentences import Line

_OPENS_WITH = re.compile(  # "An adult male cheetah was presented"
    r"\W*(?:an?|one)\s+(?:[\w-]+\s+){0,4}?(?P<noun>[\w-]+)\s+(?:(?:weighing|with|was|had|died)\b|\([A-Z][a-z]+\s[a-z]+\))",
    re.IGNORECASE,
)
_BEYOND = re.compile(
    r"\b(?:who|with|presented|was|were|had|which|that|of|in|fell|from|after|by|suffered|sustained)\b", re.IGNORECASE
)  # after the noun


def tells_of_animals(lines: Sequence[Line]) -> bool:
    """Tell whether the first patient described is an animal, or whether animals are named more than people."""
    for line in lines:
        for match in re.finditer(r"[-\s]old\b|\byears? of age\b|\bneutered\b|\bspayed\b", line.text):
            described = _BEYOND.split(line.text[match.start() : match.start() + 110], maxsplit=1)[0]
            animal = load_cue("sentence.animal").search(described)
            human = load_cue("sentence.human").search(described)
            if animal is None and human is None and match.group()[0].isspace():
                continue  # "the animals were 8 weeks old"
            if animal is None and human is None and match.group()[0] == "-":
                return any(has_cue("sentence.veterinary", other.text) for other in lines) or _are_all(lines)
            return animal is not None and (human is None or animal.start() < human.start())
    opening = next((line.text for line in lines if not line.heading), "")
    if (named := _OPENS_WITH.match(opening)) is not None and load_cue("sentence.animal").fullmatch(named["noun"]):
        return True
    animals = _count("animal", lines)
    return animals > 1 and animals > _count("human", lines)


def _are_all(lines: Sequence[Line]) -> bool:
    """Tell whether animals are named, and no people."""
    return _count("animal", lines) > 1 and not _count("human", lines)


def _count(of: str, lines: Sequence[Line]) -> int:
    return sum(len(load_cue(f"sentence.{of}").findall(line.text)) for line in lines)
