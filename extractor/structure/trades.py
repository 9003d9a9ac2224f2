"""Patients called by their trade or some other noun of their own: "a 41-year-old chef", and later "the chef"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.structure.anchors import Anchor, find_anchors
from extractor.structure.cues import has_cue
from extractor.structure.persons import RELATIONS, Person
from extractor.structure.sentences import Line
from extractor.structure.stance import Stance

_TOLD = re.compile(  # "a 41-year-old male chef, …", "worked as a seamstress"
    r"(?:[\s-]old,?\s+(?:(?!(?:with|who|and|from)\b)[a-z-]+\s+){0,3}?|\bworked\s+as\s+an?\s+|\b(?:was|is)\s+an?\s+)(?P<trade>[a-z]{4,})"
    r"(?=\s?[,;.]|\s+(?:and|who|with|from|was|had|presented|noticed|complained|came|developed|consulted|attended|reported|sought)\b)"
)
_HEAD = re.compile(r"[:.–—-]\s*(?:[Tt]he|[Aa]n?)\s+(?P<trade>[a-z]{4,})\W*$")  # "Case 1: the farmer"
_SHORT = re.compile(r"\b(?:[Pp]atient|[Cc]ase)\s+(?P<id>\d)\s\((?P<name>[PC]t?\d)\)")  # "Patient 1 (P1)"
_ANYBODY = frozenset(
    "adult adolescent baby brother case child cousin daughter father female gentleman girl husband individual infant"
    " lady male mother neonate newborn patient person proband recipient sibling sister subject teenager toddler twin"
    " wife woman smoker survivor carrier donor".split()
)


def find_trades(lines: Sequence[Line], people: Sequence[Person]) -> dict[str, int]:
    """Give the nouns that name one of the patients each, with the number of the patient."""
    found: dict[str, set[int]] = {}
    for number, person in enumerate(people):
        if person.noun.isalpha() and person.noun not in _ANYBODY | RELATIONS:
            found.setdefault(person.noun, set()).add(number)
    for line in lines:
        if line.heading and (head := _HEAD.search(line.text)) is not None:
            for anchor in find_anchors(line.text, people):
                found.setdefault(head["trade"], set()).add(anchor.owner)
        for short in _SHORT.finditer(line.text):
            if int(short["id"]) <= len(people):
                found.setdefault(short["name"], set()).add(int(short["id"]) - 1)
        if line.stance is Stance.CITED or line.heading or has_cue("sentence.together", line.text):
            continue
        told = [match for match in _TOLD.finditer(line.text) if match["trade"] not in _ANYBODY | RELATIONS]
        anchors = find_anchors(line.text, people) if told else ()
        for match in told:
            before = [anchor for anchor in anchors if anchor.start <= match.start()]
            if before:
                found.setdefault(match["trade"], set()).add(before[-1].owner)
    return {trade: next(iter(owners)) for trade, owners in found.items() if len(owners) == 1}


def find_by_trade(sentence: str, trades: dict[str, int]) -> tuple[Anchor, ...]:
    """Find the places where a patient is called "the chef"."""
    if not trades:
        return ()
    names = [name for name in trades if name[0].isupper()]
    nouns = [name for name in trades if name[0].islower()]
    called = re.compile(
        rf"(?:\b[Tt]he\s+)?\b(?P<trade>{'|'.join([*names, *(f'(?<=[Tt]he ){noun}' for noun in nouns)])})\b(?![’'-])"
    )
    return tuple(Anchor(match.start(), match.end(), trades[match["trade"]]) for match in called.finditer(sentence))
