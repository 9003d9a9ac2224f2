"""The answers in a cell, each with the place of its words, and what stands between and before them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.case import Mention, MentionKind
from extractor.lexicon import load_cues, load_lexicon

_LEVEL_REGIONS = {"C": "cervical", "T": "thoracic", "L": "lumbar", "S": "sacral"}


@dataclass(frozen=True, slots=True)
class Item:
    """One answer of a cell and where its words stand in it."""

    start: int
    end: int
    name: str | None = None


def concepts_of(mention: Mention) -> Sequence[str]:
    """Give the answers of a term ("cervical, thoracic" are two, a steroid is its class) or the regions of a level."""
    if mention.kind is MentionKind.LEVELS:
        ends = [end.strip()[:1] for level in mention.levels for end in re.split(r"[-/]", level)]
        letters = [end for end in ends if end in _LEVEL_REGIONS]
        order = "CTLS"
        if not letters:
            return ()
        first, last = order.index(letters[0]), order.index(letters[-1])
        return [_LEVEL_REGIONS[letter] for letter in order[first : last + 1]]
    drug_class = load_lexicon("drug_class").concept_of(mention.concept) if mention.lexicon == "drug" else None
    if drug_class is not None and load_cues("therapy")["named_by_class"].fullmatch(drug_class):
        return [drug_class]
    return mention.concept.split(", ")


def split_denied(text: str, items: Sequence[Item], values: Iterable[str]) -> tuple[list[Item], list[Item]]:
    """Part the answers before which "no" or "without" stands from the others."""
    kept: list[Item] = []
    denied: list[Item] = []
    known = set(values)
    for item in items:
        before = text[max(0, item.start - 16) : item.start]
        own = item.name in known and text[item.start : item.end].lower() == item.name
        cue = re.search(rf"(?:{load_cues('table_words')['without'].pattern})\s+$", before, re.IGNORECASE)
        (denied if cue is not None and not own else kept).append(item)
    return kept, denied


def blank(text: str, items: Iterable[Item]) -> str:
    """Put a semicolon and blanks where answers were found."""
    for item in items:
        text = (
            text[: item.start] + ";".ljust(item.end - item.start) + text[item.end :] if item.end > item.start else text
        )
    return text


def same_segment(text: str, item: Item, start: int) -> bool:
    """Tell whether no comma stands between an answer and a place."""
    between = text[min(item.start, start) : max(item.end, start)]
    return not re.search(r"[,;/\n]|\.\s", between)
