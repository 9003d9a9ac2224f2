"""Keeps the results of a run in `review.sqlite`: one transaction a paper, so that nothing done is ever lost."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from extractor.problem import OutputError, PaperStatus
from extractor.review.database import open_database
from extractor.review.result import Counts, Known, PaperResult, Part

_ALL_PARTS = """SELECT path, records, part.problems, checksum FROM part JOIN paper USING (path)
    WHERE status <> '' ORDER BY path, number"""
_PARTS_OF_ONE = "SELECT path, records, problems, checksum FROM part WHERE path = ? ORDER BY number"


@dataclass(frozen=True, slots=True)
class Store:
    """An open run database. One writer at a time; what a method has written is on disk when it returns."""

    connection: sqlite3.Connection

    def known(self) -> dict[str, Known]:
        """Give what is known of every file, by path."""
        rows = self.connection.execute("SELECT path, stamp, sha256, fingerprint, strikes, status, reason FROM paper")
        return {
            path: Known(stamp, sha256, fingerprint, strikes, PaperStatus(status) if status else None, reason)
            for path, stamp, sha256, fingerprint, strikes, status, reason in rows
        }

    def drop(self, paths: Iterable[str]) -> None:
        """Forget papers that are no longer in the folder."""
        with self.connection:
            for path in paths:
                self.connection.execute("DELETE FROM part WHERE path = ?", (path,))
                self.connection.execute("DELETE FROM paper WHERE path = ?", (path,))

    def begin(self, path: str, sha256: str, fingerprint: str) -> None:
        """Note that a paper is about to be read: a strike, until it ends; what an earlier version of it gave goes."""
        with self.connection:
            self._begin(path, sha256, fingerprint)

    def strike(self, path: str, strikes: int) -> None:
        """Add strikes, or take some back, of a paper that is being read."""
        with self.connection:
            self.connection.execute("UPDATE paper SET strikes = max(0, strikes + ?) WHERE path = ?", (strikes, path))

    def add_part(self, path: str, part: Part) -> None:
        """Keep what one document of a paper gave; it counts when the paper has ended."""
        with self.connection:
            self._add_part(path, part)

    def end(self, result: PaperResult, parts: Iterable[Part], stamp: str, fingerprint: str) -> None:
        """Keep how a paper ended, with its last parts."""
        with self.connection:
            for part in parts:
                self._add_part(result.path, part)
            self._end(result, stamp, fingerprint)

    def settle(self, results: Iterable[tuple[PaperResult, str, Iterable[Part]]], fingerprint: str) -> None:
        """Keep results that are known at once, each with the stamp of its file and its parts."""
        with self.connection:
            for result, stamp, parts in results:
                self._begin(result.path, result.sha256, fingerprint)
                for part in parts:
                    self._add_part(result.path, part)
                self._end(result, stamp, fingerprint)

    def holds(self, result: PaperResult, fingerprint: str) -> bool:
        """Tell whether a result is kept already."""
        wanted = (result.path, result.sha256, fingerprint, str(result.status), result.reason)
        query = "SELECT 1 FROM paper WHERE (path, sha256, fingerprint, status, reason) = (?, ?, ?, ?, ?)"
        return self.connection.execute(query, wanted).fetchone() is not None

    def set_stamps(self, stamps: Iterable[tuple[str, str]]) -> None:
        """Note new stamps of files, as (path, stamp), whose bytes are what they were."""
        with self.connection:
            self.connection.executemany("UPDATE paper SET stamp = ? WHERE path = ?", [(s, p) for p, s in stamps])

    def _begin(self, path: str, sha256: str, fingerprint: str) -> None:
        self.connection.execute("DELETE FROM part WHERE path = ?", (path,))
        self.connection.execute(
            """INSERT INTO paper VALUES (:path, '', :sha256, '', :fingerprint, 1, '', '', '', 0, 0, 0, 0, 0, 0)
            ON CONFLICT (path) DO UPDATE SET
                strikes = iif(sha256 = :sha256 AND fingerprint = :fingerprint, strikes, 0) + 1,
                previous = iif(sha256 IN (:sha256, ''), previous, sha256),
                stamp = '', sha256 = :sha256, fingerprint = :fingerprint, status = ''""",
            {"path": path, "sha256": sha256, "fingerprint": fingerprint},
        )

    def _add_part(self, path: str, part: Part) -> None:
        records, problems = "\n".join(part.records), "\n".join(part.problems)
        self.connection.execute(
            "INSERT INTO part SELECT ?1, coalesce(max(number), 0) + 1, ?2, ?3, ?4 FROM part WHERE path = ?1",
            (path, records, problems, _checksum(records, problems)),
        )

    def _end(self, result: PaperResult, stamp: str, fingerprint: str) -> None:
        counts = result.counts
        self.connection.execute(
            """UPDATE paper SET stamp = ?, sha256 = ?, fingerprint = ?, strikes = 0, status = ?, reason = ?,
            engine = ?, documents = ?, cases = ?, cells = ?, filled = ?, conflicts = ?, problems = ? WHERE path = ?""",
            (
                *(stamp, result.sha256, fingerprint, str(result.status), result.reason, result.engine),
                *(counts.documents, counts.cases, counts.cells, counts.filled, counts.conflicts, counts.problems),
                result.path,
            ),
        )

    def results(self, *statuses: PaperStatus) -> Iterator[PaperResult]:
        """Give how every paper ended, ordered by path; with statuses, only the papers that ended so."""
        wanted = [str(status) for status in statuses or PaperStatus]
        rows = self.connection.execute(
            f"""SELECT path, sha256, status, reason, engine, documents, cases, cells, filled, conflicts, problems
            FROM paper WHERE status IN ({", ".join("?" * len(wanted))}) ORDER BY path""",
            wanted,
        )
        for path, sha256, status, reason, engine, *counts in rows:
            yield PaperResult(path, sha256, PaperStatus(status), reason, engine, Counts(*counts))

    def records(self) -> Iterator[str]:
        """Give every line of `cases.jsonl`, ordered by path."""
        for part in self._parts(_ALL_PARTS):
            yield from part.records

    def problems(self) -> Iterator[str]:
        """Give every problem as JSON, ordered by path."""
        for part in self._parts(_ALL_PARTS):
            yield from part.problems

    def parts_of(self, path: str) -> Iterator[Part]:
        """Give what each document of a paper gave."""
        return self._parts(_PARTS_OF_ONE, path)

    def _parts(self, query: str, *values: str) -> Iterator[Part]:
        for path, records, problems, checksum in self.connection.execute(query, values):
            if _checksum(records, problems) != checksum:
                raise OutputError(f"the run database is damaged at {path}; move it away and run again")
            yield Part(*(tuple(lines.split("\n")) if lines else () for lines in (records, problems)))

    def totals(self) -> Counts:
        """Add up the papers that have ended."""
        sums = ", ".join(f"coalesce(sum({name}), 0)" for name in Counts.__slots__)
        return Counts(*self.connection.execute(f"SELECT {sums} FROM paper WHERE status <> ''").fetchone())

    def state(self) -> str:
        """Give a hash that changes whenever an export of the store would."""
        digest = hashlib.sha256()
        for row in self.connection.execute(
            "SELECT path, sha256, fingerprint, status, reason FROM paper WHERE status <> '' ORDER BY path"
        ):
            digest.update(repr(row).encode())
        return digest.hexdigest()

    def set_meta(self, name: str, value: str) -> None:
        """Note a fact of the run, such as its schema."""
        with self.connection:
            self.connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def meta(self, name: str) -> str | None:
        """Give a noted fact; None if it was not noted."""
        row = self.connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def set_roots(self, roots: Iterable[Path]) -> None:
        """Note the folders and files that the run was given, by their whole paths, each once."""
        self.set_meta("roots", json.dumps(list(dict.fromkeys(map(str, roots)))))

    def roots(self) -> tuple[Path, ...]:
        """Give the folders and files that the run was given; none if that was not noted."""
        return tuple(Path(root) for root in json.loads(self.meta("roots") or "[]"))


def _checksum(records: str, problems: str) -> int:
    return zlib.crc32(problems.encode(), zlib.crc32(records.encode()))


@contextmanager
def open_store(path: Path, create: bool = False, threads: bool = False) -> Iterator[Store]:
    """Open a run database; a foreign, damaged or newer one is refused and never written to.

    With `threads`, threads may use it that take turns.

    Raises:
        ExtractorError: there is no run folder.
        OutputError: with one line that says what is wrong with the database, or with the place where it lies.
    """
    with open_database(path, create, threads) as connection:
        yield Store(connection)
