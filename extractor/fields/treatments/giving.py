"""NOUNS of the rules of treatment: what a sentence says of a treatment, and the clause in which it says so."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Giving(Enum):
    """What a sentence says of a treatment."""

    GIVEN = auto()
    NAMED = auto()  # no word of giving, and none against it: given, unless it has been said that it was earlier
    NOT_GIVEN = auto()  # refused, impossible, not needed
    PLANNED = auto()
    EARLIER = auto()  # before this illness, or for another
    TAKEN = auto()  # as a poison, or to harm
    NO_TREATMENT = auto()  # the word names a level, a risk, a department …, or speaks in general


@dataclass(frozen=True, slots=True)
class Clause:
    """The words of a mention's clause before and behind it."""

    before: str
    after: str
