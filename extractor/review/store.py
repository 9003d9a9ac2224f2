"""Keeps the results of a run in `review.sqlite`: one transaction a paper, so that nothing done is ever lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from extractor.problem import ExtractorError

APPLICATION = 0x45585452  # "EXTR": tells our databases from anybody else's
VERSION = 1

_TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE paper (
    path TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    result TEXT NOT NULL
) STRICT;
"""


@dataclass(frozen=True, slots=True)
class Store:
    """An open run database. One writer at a time; every `add` is on disk when it returns."""

    connection: sqlite3.Connection

    def add(self, path: str, sha256: str, fingerprint: str, result: str) -> None:
        """Keep the result of a paper, in place of an older one under the same path."""
        with self.connection:
            self.connection.execute(
                "INSERT OR REPLACE INTO paper VALUES (?, ?, ?, ?)", (path, sha256, fingerprint, result)
            )

    def known(self, path: str, sha256: str, fingerprint: str) -> str | None:
        """Give the result of the same bytes under the same path, read by the same program; None if there is none."""
        row = self.connection.execute(
            "SELECT result FROM paper WHERE path = ? AND sha256 = ? AND fingerprint = ?", (path, sha256, fingerprint)
        ).fetchone()
        return None if row is None else str(row[0])

    def keep_only(self, paths: frozenset[str]) -> None:
        """Drop the results of papers that are no longer in the folder."""
        gone = [(path,) for (path,) in self.connection.execute("SELECT path FROM paper") if path not in paths]
        with self.connection:
            self.connection.executemany("DELETE FROM paper WHERE path = ?", gone)

    def results(self) -> Iterator[str]:
        """Give every result, ordered by path."""
        for (result,) in self.connection.execute("SELECT result FROM paper ORDER BY path"):
            yield result

    def set_meta(self, name: str, value: str) -> None:
        """Note a fact of the run, such as its schema."""
        with self.connection:
            self.connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def meta(self, name: str) -> str | None:
        """Give a noted fact; None if it was not noted."""
        row = self.connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])


@contextmanager
def open_store(path: Path, create: bool = False) -> Iterator[Store]:
    """Open a run database; a foreign, damaged or newer one is refused and never written to.

    Raises:
        ExtractorError: with one line that says what is wrong with the file.
    """
    fresh = not path.exists()
    if fresh and not create:
        raise ExtractorError(f"{path.parent}: no run folder (there is no {path.name} in it)")
    if not fresh and path.stat().st_size == 0:
        raise ExtractorError(f"{path}: the file is empty; move it away and run again")
    connection = sqlite3.connect(path, timeout=30)
    try:
        _prepare(connection, path, fresh)
        yield Store(connection)
    except sqlite3.DatabaseError as error:
        raise ExtractorError(f"{path}: the database cannot be used ({error})") from error
    finally:
        connection.close()


def _prepare(connection: sqlite3.Connection, path: Path, fresh: bool) -> None:
    if fresh:
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.executescript(_TABLES)
        path.chmod(0o600)
    else:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if application != APPLICATION:
            raise ExtractorError(f"{path}: not a database of this program; it is left as it is")
        if version > VERSION:
            raise ExtractorError(f"{path}: written by a newer version of this program; update the program")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
