"""Tells whether a number with a letter, "54F", "M/54", stands where a person is named, or is the code of a variant."""

from __future__ import annotations

import re

_PLACE = re.compile(
    r"(?:^\s{0,3}[-–•*·]?|[•▪■●◦‣□►]|\b[Cc]ase\s\w{1,3}|\b(?:an?|A|the|old|patient|Patient|our)|[(:,;])\s{0,3}$"
)
_BEYOND_AGES = re.compile(r"(?:1[3-9]|[2-9]\d)\d")
_CODE = r"(?:[A-Z]\d{2,4}[A-Z]?|\d{1,4}(?![MF]\b)[A-Z])"  # N86, 86Y, N86Y
_BEHIND_CODE = re.compile(rf"\b{_CODE}(?:\s?[,;/]|\s(?:and|or))\s?$|\b(?:gene|codons?|[cgp]\.)\s?\(?$")
_VARIANT = re.compile(
    r"\)?\s(?:(?:gene|missense|point|nonsense|resistance)\s)?"
    r"(?:mutat\w+|mutants?|variants?|polymorphisms?|alleles?|haplotypes?|genotypes?|substitutions?|codons?|SNPs?|avidity|uptake|tracer)\b"
)


def stands_for_a_person(text: str, start: int, end: int) -> bool:
    """Tell "A 54F with fever" and "(M/54)" from "N86, 184F and S1034" and "the 184F mutation"."""
    if _PLACE.search(text[max(0, start - 12) : start]) is None or _BEYOND_AGES.match(text, start) is not None:
        return False
    return _BEHIND_CODE.search(text[max(0, start - 12) : start]) is None and _VARIANT.match(text, end) is None
