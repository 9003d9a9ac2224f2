"""Citation numbers that lost their superscript when a text was copied ("disease.1 We") → raised again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.characters import raise_characters

# A number close behind the punctuation of a word, before a blank or the end: "reported.2,3 Her", "(IgG4-RD).1".
_CANDIDATE = re.compile(r"(?<=[A-Za-z)\]”\"][.,;])\d{1,3}(?:[,–-]\d{1,3}){0,6}(?=\s|$)")
_NO_CITATION = re.compile(
    r"\b(?:no|nos|nr|figs?|tabs?|vol|pp?|refs?|eq|sect?|chap|ver|v|art|cat|approx|ca)[.]$", re.IGNORECASE
)
_FEWEST = 3


def raise_citations(paragraphs: Sequence[str]) -> tuple[str, ...]:
    """Raise such numbers if they count up from 1 or 2 through the text, as citations do; else change nothing."""
    highest = 0
    found = 0
    for text in paragraphs:
        for match in _candidates(text):
            numbers = [int(number) for number in re.findall(r"\d+", match.group())]
            if numbers[0] > highest + 3:
                return tuple(paragraphs)
            highest = max(highest, *numbers)
            found += 1
    if found < _FEWEST:
        return tuple(paragraphs)
    return tuple(_raise(text) for text in paragraphs)


def _candidates(text: str) -> list[re.Match[str]]:
    return [match for match in _CANDIDATE.finditer(text) if _NO_CITATION.search(text[: match.start()][-12:]) is None]


def _raise(text: str) -> str:
    for match in reversed(_candidates(text)):
        text = text[: match.start()] + raise_characters(match.group()) + text[match.end() :]
    return text
