"""Keeps decisions in the run's database: each is on disk when `add` returns, and none is ever changed or removed."""

from __future__ import annotations

import sqlite3
import threading
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from extractor.case import Status
from extractor.problem import OutputError
from extractor.review.database import open_database
from extractor.review.decision import Answer, Decision, Role, StaleDecision, Verdict, now

_COLUMNS = 'at, reviewer, role, path, sha256, "case", field, verdict, status, content, evidence, target, comment, seen'
_ALL = f"SELECT number, {_COLUMNS}, checksum FROM decision"
_STANDING = f"""{_ALL} WHERE path = ? AND "case" = ? AND field = ? AND role = ?
    AND (role = 'adjudicator' OR reviewer = ?) ORDER BY number DESC LIMIT 1"""
_SAME = 'SELECT number FROM decision WHERE (at, reviewer, role, path, "case", field, verdict) = (?, ?, ?, ?, ?, ?, ?)'
_ADD = f"INSERT OR IGNORE INTO decision ({_COLUMNS}, checksum) VALUES ({', '.join('?' * 15)})"


@dataclass(frozen=True, slots=True)
class Ledger:
    """The decisions of a run. Threads may share it; other processes may write to the database at the same time."""

    connection: sqlite3.Connection
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def add(self, decision: Decision) -> Decision:
        """Append a decision and give it with its number and time.

        Raises:
            StaleDecision: another one of the same hand stands at its place than the one it says it has seen.
        """
        with self._writing():
            if decision.seen is not None:
                standing = self.standing(decision)
                if (standing.number if standing is not None else 0) != decision.seen and standing is not None:
                    raise StaleDecision(standing)
            return self._append(replace(decision, at=decision.at or now()))

    def take_over(self, decisions: Sequence[Decision]) -> int:
        """Append decisions of another ledger, with their times, except those that are here already; count them."""
        numbers: dict[int, int] = {}
        with self._writing():
            before = self.connection.total_changes
            for decision in decisions:
                moved = decision
                if decision.verdict is Verdict.UNDO and int(decision.target) in numbers:
                    moved = replace(moved, target=str(numbers[int(decision.target)]))
                if decision.seen:
                    moved = replace(moved, seen=numbers.get(decision.seen))
                numbers[decision.number] = self._append(moved).number
            return self.connection.total_changes - before

    def standing(self, decision: Decision) -> Decision | None:
        """Give the last entry of the same hand on the same cell, patient or paper."""
        wanted = (*decision.place, str(decision.role), decision.reviewer)
        with self._lock:
            row = self.connection.execute(_STANDING, wanted).fetchone()
        return None if row is None else _read(row)

    def decisions(self, path: str | None = None) -> tuple[Decision, ...]:
        """Give all entries, or those of one document, in the order in which they were made."""
        where, values = ("", ()) if path is None else (" WHERE path = ?", (path,))
        with self._lock:
            rows = self.connection.execute(f"{_ALL}{where} ORDER BY number", values).fetchall()
        return tuple(_read(row) for row in rows)

    def since(self, number: int) -> tuple[Decision, ...]:
        """Give the entries after the one with a number."""
        with self._lock:
            rows = self.connection.execute(f"{_ALL} WHERE number > ? ORDER BY number", (number,)).fetchall()
        return tuple(_read(row) for row in rows)

    def reviewers(self) -> tuple[str, ...]:
        """Name the people who decided as reviewers, sorted."""
        with self._lock:
            rows = self.connection.execute("SELECT DISTINCT reviewer FROM decision WHERE role = 'reviewer' ORDER BY 1")
            return tuple(str(name) for (name,) in rows)

    def _append(self, decision: Decision) -> Decision:
        values = _values(decision)
        cursor = self.connection.execute(_ADD, (*values, _checksum(values)))
        if cursor.rowcount == 1 and cursor.lastrowid is not None:
            return replace(decision, number=cursor.lastrowid)
        at, reviewer, role, path, _, case, name, verdict, *_ = values
        (number,) = self.connection.execute(_SAME, (at, reviewer, role, path, case, name, verdict)).fetchone()
        return replace(decision, number=int(number))

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the one place of a writer from before the first look: nobody decides between look and entry."""
        with self._lock, self.connection:  # commits, or rolls back what went wrong
            self.connection.execute("BEGIN IMMEDIATE")
            yield


def _values(decision: Decision) -> tuple[str | int | None, ...]:
    answer = decision.answer
    judged = ("", "", "") if answer is None else (str(answer.status), answer.content, answer.evidence)
    return (
        *(decision.at, decision.reviewer, str(decision.role), decision.path, decision.sha256, decision.case),
        *(decision.field, str(decision.verdict), *judged, decision.target, decision.comment, decision.seen),
    )


def _checksum(values: Iterable[str | int | None]) -> int:
    return zlib.crc32(repr(tuple(values)).encode("utf-8", "surrogatepass"))


def _read(row: Sequence[object]) -> Decision:
    number, *values, checksum = row
    if _checksum(values) != checksum:  # type: ignore[arg-type]
        raise OutputError(f"the run database is damaged at decision {number}; keep it and ask for help")
    at, reviewer, role, path, sha256, case, name, verdict, status, content, evidence, target, comment, seen = values
    answer = Answer(Status(str(status)), str(content), str(evidence)) if status else None
    return Decision(
        path=str(path),
        sha256=str(sha256),
        reviewer=str(reviewer),
        verdict=Verdict(str(verdict)),
        role=Role(str(role)),
        case=str(case),
        field=str(name),
        answer=answer,
        target=str(target),
        comment=str(comment),
        seen=seen if isinstance(seen, int) else None,
        number=int(str(number)),
        at=str(at),
    )


@contextmanager
def open_ledger(path: Path) -> Iterator[Ledger]:
    """Open the ledger of a run, to be shared by threads; see `open_store` for what is refused."""
    with open_database(path, create=False, threads=True) as connection:
        connection.execute("PRAGMA wal_autocheckpoint = 4000")  # seldom: a batch beside us does it more often
        yield Ledger(connection)
