"""The ledger in memory, by document and brought up to date: who has judged which cells, and who may see what."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from statistics import median

from extractor.review.decided import Standing, in_force, settle_cell
from extractor.review.decision import Decision, Role, Verdict
from extractor.review.ledger import Ledger
from extractor.review.shelf import Place

_PAUSE_SECONDS = 300.0  # longer between two decisions, and the reviewer was away
_RECENT = 60


@dataclass(frozen=True, slots=True)
class Page:
    """What is said of one document: every entry, those in force, and what follows from them."""

    entries: tuple[Decision, ...] = ()
    standing: tuple[Decision, ...] = ()
    cells: Mapping[Place, tuple[Decision, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Iterable[Decision]) -> Page:
        """Draw up a page from the entries of a document."""
        whole = tuple(entries)
        standing = in_force(whole)
        cells: dict[Place, list[Decision]] = {}
        for entry in standing:
            if entry.verdict.judges:
                cells.setdefault((entry.case, entry.field), []).append(entry)
        return cls(whole, standing, {place: tuple(found) for place, found in cells.items()})

    def reviewers(self) -> frozenset[str]:
        """Name the reviewers who have said anything that is in force."""
        return frozenset(entry.reviewer for entry in self.standing if entry.role is Role.REVIEWER)

    def done(self) -> frozenset[str]:
        """Name the reviewers who have finished with the paper."""
        return frozenset(entry.reviewer for entry in self.standing if entry.verdict is Verdict.DONE)

    @property
    def open(self) -> bool:
        """Tell whether all may see what all said: two at least have finished, and nobody is still at it."""
        return len(self.done()) > 1 and self.done() == self.reviewers()

    def judged(self, reviewer: str, sha256: str) -> frozenset[Place]:
        """Give the cells that a reviewer has judged on this file; an earlier one under its name does not count."""
        return frozenset(
            place
            for place, entries in self.cells.items()
            if any(e.reviewer == reviewer and e.role is Role.REVIEWER and e.sha256 == sha256 for e in entries)
        )

    def disputed(self) -> tuple[Place, ...]:
        """Give the cells on which reviewers differ and nobody has settled."""
        return tuple(
            place for place, entries in self.cells.items() if settle_cell(entries).standing is Standing.DISPUTED
        )

    def last_of(self, reviewer: str, role: Role, place: Place) -> int:
        """Give the number of the last entry of a hand on a cell, patient or paper, 0 if none: what a form has seen."""
        numbers = [
            entry.number
            for entry in self.entries
            if (entry.case, entry.field) == place
            and entry.role is role
            and (role is Role.ADJUDICATOR or entry.reviewer == reviewer)
        ]
        return max(numbers, default=0)


BLANK = Page()


class Book:
    """All pages. Every method first takes in what has been added to the ledger, by whomever."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._lock = threading.RLock()
        self._last = 0
        self._entries: dict[str, list[Decision]] = {}
        self._pages: dict[str, Page] = {}
        self._times: dict[str, list[float]] = {}

    def page(self, path: str) -> Page:
        """Give what is said of a document."""
        with self._lock:
            self._catch_up()
            if path not in self._pages and path in self._entries:
                self._pages[path] = Page.of(self._entries[path])
            return self._pages.get(path, BLANK)  # the same object as long as nothing is added

    def pages(self) -> dict[str, Page]:
        """Give the page of every document of which anything is said."""
        with self._lock:
            self._catch_up()
            for path in self._entries.keys() - self._pages.keys():
                self._pages[path] = Page.of(self._entries[path])
            return dict(self._pages)

    def seconds_a_cell(self, reviewer: str) -> float | None:
        """Give how long a reviewer takes for a cell, by the last ones without the pauses; None before a few."""
        with self._lock:
            times = self._times.get(reviewer, [])
        gaps = [later - earlier for earlier, later in pairwise(times)]
        worked = [gap for gap in gaps if gap < _PAUSE_SECONDS]
        return None if len(worked) < 5 else (median(worked) + sum(worked) / len(worked)) / 2

    def _catch_up(self) -> None:
        for entry in self.ledger.since(self._last):
            self._last = entry.number
            self._entries.setdefault(entry.path, []).append(entry)
            self._pages.pop(entry.path, None)
            if entry.verdict.judges:
                times = self._times.setdefault(entry.reviewer, [])
                times.append(datetime.fromisoformat(entry.at).timestamp())
                del times[:-_RECENT]
