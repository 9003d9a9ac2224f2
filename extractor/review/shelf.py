"""What the run holds, ready for the pages: every document with the machine's records, and how sure each cell is."""

from __future__ import annotations

import hashlib
import json
import threading
import time
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from extractor.review.decided import bare_document
from extractor.review.result import PaperResult
from extractor.review.store import Store

_PATIENCE_SECONDS = 3.0  # a batch that runs beside changes the run with every paper

Place = tuple[str, str]  # case, field


@dataclass(frozen=True, slots=True)
class Held:
    """A document of the run: `key` names it in addresses, `paper` is its file's path in the run.

    `worth` tells how much checking a cell is worth: the chance that it is wrong, and one more for a conflict.
    """

    key: str
    path: str
    paper: str
    document: Mapping[str, Any]
    reason: str
    worth: Mapping[Place, float]
    packed: bytes = field(repr=False)

    def records(self) -> tuple[dict[str, Any], ...]:
        """Give the machine's records; one without a case where it found none."""
        lines = zlib.decompress(self.packed).decode("utf-8")
        return tuple(json.loads(line) for line in lines.split("\n")) if lines else ({"document": dict(self.document)},)

    def worth_of(self, cell: Place) -> float:
        """Tell how much checking a cell is worth, also one of a patient that a reviewer added."""
        return self.worth.get(cell, 0.5)

    @property
    def title(self) -> str:
        """The title, or the path where there is none."""
        return str(self.document.get("title") or self.path)

    @property
    def citation(self) -> str:
        """First author and year, as far as they are known."""
        return " ".join(str(part) for part in (self.document.get("first_author"), self.document.get("year")) if part)


def key_of(path: str) -> str:
    """Give the name of a document in addresses."""
    return hashlib.sha256(path.encode("utf-8", "surrogatepass")).hexdigest()[:12]


class Shelf:
    """The documents of a run in the order of their paths; what a batch beside us adds or reads anew is looked up."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._state, self._looked = "", 0.0
        self._held: dict[str, Held] = {}
        self._papers: dict[str, tuple[object, tuple[Held, ...]]] = {}

    def documents(self) -> dict[str, Held]:
        """Give every document by its key."""
        with self._lock:
            if not self._held or time.monotonic() - self._looked > _PATIENCE_SECONDS:
                state = self._store.state()
                if state != self._state:
                    self._look()
                    self._state = state
                self._looked = time.monotonic()
            return self._held

    def _look(self) -> None:
        """Look up what has changed since; a document of a paper that has not stays the same object."""
        known = self._store.known()
        papers: dict[str, tuple[object, tuple[Held, ...]]] = {}
        for result in tuple(self._store.results()):
            token = (result, known[result.path].fingerprint if result.path in known else "")
            before = self._papers.get(result.path)
            same = before is not None and before[0] == token
            papers[result.path] = before if before is not None and same else (token, tuple(self._read(result)))
        for path, before in self._papers.items():
            if path not in papers and path in known:  # being read again: it stays until it is
                papers[path] = before
        self._papers = dict(sorted(papers.items()))
        self._held = {held.key: held for _, documents in self._papers.values() for held in documents}

    def _read(self, result: PaperResult) -> Iterator[Held]:
        lines = [line for part in self._store.parts_of(result.path) for line in part.records]
        if not lines:
            document = bare_document(result.path, result.sha256)
            yield Held(key_of(result.path), result.path, result.path, document, result.reason, {}, zlib.compress(b""))
        groups: dict[str, list[str]] = {}
        for line in lines:
            groups.setdefault(str(json.loads(line)["document"]["path"]), []).append(line)
        for path, group in groups.items():
            yield _hold(path, result.path, result.reason, group)


def _hold(path: str, paper: str, reason: str, lines: list[str]) -> Held:
    records = [json.loads(line) for line in lines]
    worth = {
        (str(record["case"]["id"]), name): 1.0 - value["confidence"] + (value["status"] == "conflict")
        for record in records
        for name, value in record["values"].items()
    }
    packed = zlib.compress("\n".join(lines).encode(), 1)
    return Held(key_of(path), path, paper, records[0]["document"], reason, worth, packed)
