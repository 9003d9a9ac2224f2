"""Finds what is measured: IgG4 in serum, cells and protein in cerebrospinal fluid, IgG4-positive cells in tissue."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from extractor.case import Flag
from extractor.lexicon import load_cues, load_lexicon
from extractor.wordlist import WordList, compile_phrases


class Specimen(StrEnum):
    """Where something is measured."""

    SERUM = "serum"
    CSF = "CSF"
    TISSUE = "tissue"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Analyte:
    """A place in a sentence that names something measured.

    `name` is the concept of `lexicons/analyte.tsv`, or "IgG4/IgG ratio"; `flag` what the word itself says
    ("pleocytosis"); `specimen` None where the sentence does not tell.
    """

    start: int
    end: int
    name: str
    flag: Flag | None = None
    specimen: Specimen | None = None


_POSITIVE = r"(?:\s?\(?[+⁺]\)?|\s?\+ve\b|[-–\s](?:positive|bearing|expressing|secreting|producing|staining))"
_CELLS = r"(?:\s+(?:plasma\s?)?(?:cells?|plasmacytes|plasmocytes))"
_IGG4 = r"(?:IgG-?4|immunoglobulin\s+G4)"
_MARKS = ("G4", "g4", "G-4", "g-4")  # of which every ratio has one; cheap to look for
NO_SUBCLASS = r"(?!-?\s?[1-4](?!\d|[.,]\d))"  # behind "IgG"; "IgG4/IgG 38%": the 3 names none
_IGG = rf"(?:total\s+|all\s+|serum\s+)?(?:IgG|immunoglobulin\s+G){NO_SUBCLASS}"
_RATIO_WORD = r"(?:ratios?|quotient|proportion|percentage|fraction|share)"
_RATIO = re.compile(
    rf"""
      {_IGG4}(?P<p1>{_POSITIVE})?(?P<c1>{_CELLS})?\s*(?:/|:|-to-|–to–|(?<=\s)(?:to|over)\s)\s*
        {_IGG}(?P<p2>{_POSITIVE})?(?P<c2>{_CELLS})?(?:[-\s]+(?P<c3>(?:positive\s+)?(?:plasma\s+)?cells?)\b)?
        (?:\s+{_RATIO_WORD}(?P<c6>\s+(?:of|among|in)\s+(?:the\s+)?plasma\s+cells\b)?)?
    # "ratio of IgG4 to IgG", "proportion of IgG4+ cells among IgG+ cells"
    | {_RATIO_WORD}\s+(?:of|between|for)\s+(?:the\s+)?(?:serum\s+)?{_IGG4}(?P<p3>{_POSITIVE})?[-–+⁺]?(?P<c4>{_CELLS})?
        (?:\s+levels?)?\s*(?:/|:|-to-|(?<=\s)(?:to|among|in|over|and)\s)\s*(?:the\s+)?
        {_IGG}(?P<p4>{_POSITIVE})?(?P<c5>{_CELLS})?
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Behind a count of IgG4-positive cells: "…, ratio to IgG over 90%", "and their share of IgG+ cells was 55%"
_RATIO_ALONE = re.compile(
    rf"\b(?:their|its)\s+{_RATIO_WORD}(?:\s+(?:of|to|among)\s+(?:all\s+|the\s+)?{_IGG}{_POSITIVE}?{_CELLS}?)?"
    rf"|\bratio\s+(?:to|with)\s+(?:all\s+|the\s+)?{_IGG}{_POSITIVE}?{_CELLS}?|\bratio\b",
    re.IGNORECASE,
)
_OF_FLUID = ("white cells", "protein")
_OF_CELLS = re.compile(r"[\s-]{1,2}(?:plasma[\s-]?)?(?:cells?|plasmacytes|plasmocytes)", re.IGNORECASE)
_WITHIN = re.compile(r"\b(?:in|of|from|on|by|at|within)\s+(?:the\s+|his\s+|her\s+|an?\s+)?$", re.IGNORECASE)
_PLASMA_CELL = re.compile(r"plasma[\s-]?(?:cell|cyt)", re.IGNORECASE)
_REACH, _MANY = 600, 20  # how far a specimen holds, in characters and names of specimens


def find_analytes(text: str) -> tuple[Analyte, ...]:
    """Give what is measured in a sentence, in order; of overlapping names the longest."""
    found: list[Analyte] = []
    for match in _RATIO.finditer(text) if any(mark in text for mark in _MARKS) else ():
        groups = match.groupdict()
        cells = any(groups[key] is not None for key in groups)
        found.append(Analyte(match.start(), match.end(), "IgG4/IgG ratio", None, Specimen.TISSUE if cells else None))
    pattern, terms = _terms()
    for match in pattern.finditer(text):
        name, code = terms[(match.lastindex or 1) - 1]
        if any(a.start < match.end() and match.start() < a.end for a in found):
            continue
        found.append(Analyte(match.start(), match.end(), name, Flag(code) if code else None))
    found.sort(key=lambda a: a.start)
    found = list(_with_their_cells(text, found))
    counted = [a.end for a in found if a.name == "IgG4+ cells"]
    if counted and not any("ratio" in a.name for a in found):  # "…, and a ratio of 80%"
        alone = [(m.start(), m.end()) for m in _RATIO_ALONE.finditer(text)]
        found = [
            a for a in found if not any(s <= a.start and a.end <= e for s, e in alone)
        ]  # the IgG of "ratio to IgG"
        found.extend(
            Analyte(match.start(), match.end(), "IgG4/IgG ratio", None, Specimen.TISSUE)
            for match in _RATIO_ALONE.finditer(text)
            if match.start() > counted[0]
        )
    found.sort(key=lambda a: a.start)
    return tuple(_with_specimen(text, found))


def _with_their_cells(text: str, found: Sequence[Analyte]) -> Iterator[Analyte]:
    """Make one of "IgG4-bearing" and the "plasma cells" behind it, which else would take the number for themselves."""
    last: Analyte | None = None
    for analyte in found:
        if last is not None and last.name == "IgG4+ cells" and _OF_CELLS.fullmatch(text[last.end : analyte.end]):
            last = replace(last, end=analyte.end)
            continue
        if last is not None:
            yield last
        last = analyte
    if last is not None:
        yield last


def _with_specimen(text: str, found: Sequence[Analyte]) -> list[Analyte]:
    masked = text
    for analyte in found:
        if analyte.name != "CSF":
            blank = " " * (analyte.end - analyte.start)
            masked = masked[: analyte.start] + blank + masked[analyte.end :]
    places = _specimens(masked)
    if any(a.name == "IgG4+ cells" for a in found):  # cells are counted in tissue, and so is their ratio
        found = [replace(a, specimen=a.specimen or Specimen.TISSUE) if "ratio" in a.name else a for a in found]
    return [replace(a, specimen=a.specimen or _specimen_at(masked, a, places)) for a in found]


def _specimen_at(text: str, analyte: Analyte, places: Sequence[tuple[int, Specimen]]) -> Specimen | None:
    """Give the specimen of an analyte: the one said right after it, else the last before it, else the next."""
    if analyte.name == "IgG4+ cells":
        return Specimen.TISSUE
    if analyte.name == "CSF":
        return Specimen.CSF
    after = [(at, specimen) for at, specimen in places if analyte.end <= at <= analyte.end + _REACH]
    if after and re.fullmatch(
        r"\s*(?:levels?\s+|concentrations?\s+|contents?\s+)?(?:in|of|from)\s+(?:the\s+|his\s+|her\s+)?",
        text[analyte.end : after[0][0]],
    ):
        return after[0][1]
    before = [(at, specimen) for at, specimen in places if analyte.start - _REACH <= at < analyte.start]
    for at, specimen in reversed(before[-_MANY:]):
        if specimen is Specimen.TISSUE and analyte.name in _OF_FLUID:
            continue  # "CSF held no organism on microscopy but an elevated white cell count"
        if not _closed(text, at, analyte.start):
            return specimen
    # What comes later counts where it is said to hold what was named: "protein … in the CSF", not "…, CSF protein".
    return after[0][1] if after and _WITHIN.search(text, max(0, after[0][0] - 20), after[0][0]) else None


def _closed(text: str, at: int, until: int) -> bool:
    """Tell whether a place is in a bracket that closes before another place."""
    depth = 0
    for char in text[at:until]:
        depth += (char in "([") - (char in ")]")
        if depth < 0:
            return True
    return False


def _specimens(text: str) -> list[tuple[int, Specimen]]:
    cues = load_cues("measurements")
    names = (
        (Specimen.SERUM, "serum"),
        (Specimen.CSF, "csf"),
        (Specimen.TISSUE, "tissue"),
        (Specimen.ELSEWHERE, "elsewhere"),
    )
    return sorted(
        (match.start(), specimen)
        for specimen, name in names
        for match in cues[name].finditer(text)
        if specimen is not Specimen.SERUM or _PLASMA_CELL.match(text, match.start()) is None
    )


@cache
def _terms() -> tuple[WordList, tuple[tuple[str, str], ...]]:
    by_word = {term.term: (term.concept, term.code) for term in load_lexicon("analyte").terms}
    pattern, words = compile_phrases(by_word)
    return pattern, tuple(by_word[word] for word in words)
