"""What a rule of choice says: which mentions answer a field, and how."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from extractor.case import Mention, Reading
from extractor.schema import Field


@dataclass(frozen=True, slots=True)
class Chosen:
    """The mentions that answer one field, best first in each group.

    `denied` says no to the whole of it, `absent` to single items of a list: "no fever" does not say that there were
    no symptoms. `withheld` are single items of a list that were not done: without one drug a patient is not untreated.
    `rivals` contradict `accepted` inside the paper: the value becomes a conflict that shows both.
    `doubtful` are readings that a reviewer may prefer (uncertain, of another time): kept as alternatives.
    """

    accepted: tuple[Mention, ...] = ()
    denied: tuple[Mention, ...] = ()
    absent: tuple[Mention, ...] = ()
    not_done: tuple[Mention, ...] = ()
    withheld: tuple[Mention, ...] = ()
    rivals: tuple[Mention, ...] = ()
    doubtful: tuple[Mention, ...] = ()


Choose = Callable[[Field, Reading], Chosen]
