"""NOUNS: names of drugs and operations that no word list knows, told by how they end (`lexicons/stems.toml`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from extractor.lexicon import load_lists

_SHORTEST = 8  # letters; "april" ends like a drug
_LISTS = frozenset(("operation", "other", "state"))


@dataclass(frozen=True, slots=True)
class Stem:
    """What an ending tells: the lexicon in which the name would stand, and the class of a drug."""

    lexicon: str
    drug_class: str | None = None


@lru_cache(maxsize=100_000)
def stem_of(word: str) -> Stem | None:
    """Tell what a word in lower case is by its ending; None if by that it is neither a drug nor an operation."""
    lists = load_lists("stems")
    if len(word) < _SHORTEST or not word.isalpha() or word.startswith(lists["state"]) or word in lists["other"]:
        return None
    if word.endswith(lists["operation"]):
        return Stem("treatment")
    return next(
        (Stem("drug", name) for name, ends in lists.items() if name not in _LISTS and word.endswith(ends)), None
    )
