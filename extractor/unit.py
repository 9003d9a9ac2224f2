"""NOUNS: units of measurement, `lexicons/units.tsv`: how they are written and what one is in another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractor.lexicon import load_lexicon
from extractor.problem import DataError

_MICRO = str.maketrans({"\u03bc": "\u00b5", "\u2212": "-"})


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: `symbol` as we write it, and what one of it is in the base unit of its kind."""

    symbol: str
    factor: float
    base: str


def find_unit(symbol: str) -> Unit | None:
    """Give the unit of a symbol or spelling, whatever its case; None if unknown."""
    return _by_spelling().get(_fold(symbol))


def convert(value: float, unit: str, to: str) -> float | None:
    """Convert a value; None where the two units are not of one kind or unknown."""
    source, target = find_unit(unit), find_unit(to)
    if source is None or target is None or source.base != target.base:
        return None
    return value * source.factor / target.factor


@cache
def unit_pattern() -> str:
    """Give a regular expression for every spelling; white space in it is free."""
    spellings = sorted(_by_spelling(), key=lambda s: (-len(s), s))
    return "|".join(_spelling_pattern(spelling) for spelling in spellings)


@cache
def _by_spelling() -> dict[str, Unit]:
    """Read `units.tsv`; its third column says what one of the unit is: "100 mg/dL"."""
    units: dict[str, Unit] = {}
    for term in load_lexicon("units").terms:
        factor, _, base = term.code.partition(" ")
        try:
            unit = Unit(term.concept, float(factor), base)
        except ValueError as error:
            raise DataError(f"lexicons/units.tsv: {term.term!r}: code must be a number and a unit") from error
        units[_fold(term.term)] = unit
        units.setdefault(_fold(term.concept), unit)
    return units


def _fold(spelling: str) -> str:
    return "".join(spelling.translate(_MICRO).lower().split())


def _spelling_pattern(folded: str) -> str:
    parts = (r"[\u00b5\u03bc]" if c == "\u00b5" else re.escape(c) for c in folded)
    return r"\s?".join(parts) + (r"(?!\w)" if folded[-1].isalnum() else "")
