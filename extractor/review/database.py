"""Opens `review.sqlite`: makes it whole or not at all, and refuses what is not ours, damaged or newer."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from extractor.problem import ExtractorError, OutputError

APPLICATION = 0x45585452  # "EXTR": tells our databases from anybody else's
VERSION = 3

_RESULTS = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE paper (
    path TEXT PRIMARY KEY,          -- as shown: printable, unique in the run
    stamp TEXT NOT NULL,            -- size, times and number of the file: while it stands, so does the hash
    sha256 TEXT NOT NULL,
    previous TEXT NOT NULL,         -- the hash of what stood under this path before, if it was another file
    fingerprint TEXT NOT NULL,      -- of the program that read it
    strikes INTEGER NOT NULL,       -- of attempts that were begun and neither ended nor called off
    status TEXT NOT NULL,           -- '' until it ends
    reason TEXT NOT NULL,
    engine TEXT NOT NULL,
    documents INTEGER NOT NULL,
    cases INTEGER NOT NULL,
    cells INTEGER NOT NULL,
    filled INTEGER NOT NULL,
    conflicts INTEGER NOT NULL,
    problems INTEGER NOT NULL
) STRICT;
CREATE TABLE part (
    path TEXT NOT NULL,
    number INTEGER NOT NULL,
    records TEXT NOT NULL,          -- lines of cases.jsonl
    problems TEXT NOT NULL,         -- JSON lines
    checksum INTEGER NOT NULL,
    PRIMARY KEY (path, number)
) STRICT;
"""
_DECISIONS = """
CREATE TABLE IF NOT EXISTS decision (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    role TEXT NOT NULL,
    path TEXT NOT NULL,             -- of the document, and its hash when it was decided
    sha256 TEXT NOT NULL,
    "case" TEXT NOT NULL,           -- '' of the whole paper
    field TEXT NOT NULL,            -- '' of the whole patient
    verdict TEXT NOT NULL,
    status TEXT NOT NULL,           -- '' where no cell is judged; so are content and evidence (JSON)
    content TEXT NOT NULL,
    evidence TEXT NOT NULL,
    target TEXT NOT NULL,
    comment TEXT NOT NULL,
    seen INTEGER,
    checksum INTEGER NOT NULL,
    UNIQUE (at, reviewer, role, path, "case", field, verdict)
) STRICT;
CREATE INDEX IF NOT EXISTS decision_place ON decision (path, "case", field);
CREATE TRIGGER IF NOT EXISTS decision_stands BEFORE UPDATE ON decision
BEGIN SELECT raise(ABORT, 'decisions are never changed'); END;
CREATE TRIGGER IF NOT EXISTS decision_stays BEFORE DELETE ON decision
BEGIN SELECT raise(ABORT, 'decisions are never removed'); END;
"""
_DROP_RESULTS = "DROP TABLE IF EXISTS meta; DROP TABLE IF EXISTS paper; DROP TABLE IF EXISTS part;"
# From each version to the next. Results can be had again and may be dropped; what people decided never.
_UPGRADES = {1: _DROP_RESULTS + _RESULTS, 2: _DECISIONS}
_WHOLE_CHECK_BYTES = 100_000_000  # a larger database gets the quick check


@contextmanager
def open_database(path: Path, create: bool, threads: bool = False) -> Iterator[sqlite3.Connection]:
    """Open or make the database; what SQLite finds wrong, then or later, becomes one line.

    With `threads` the connection may pass from thread to thread; whoever asks for that sees that they take turns.

    Raises:
        ExtractorError: it is not there.
        OutputError: it cannot be used or written; it is left as it is.
    """
    fresh = not path.exists()
    if fresh and not create:
        raise ExtractorError(f"{path.parent}: no run folder (there is no {path.name} in it)")
    try:
        if fresh:
            _make(path)
        _check_header(path)
        connection = sqlite3.connect(path, timeout=30, check_same_thread=not threads)
        try:
            _prepare(connection, path)
            yield connection
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        raise OutputError(_explain(path, error)) from error


def _check_header(path: Path) -> None:
    """Refuse what is foreign or newer by the file's head, before anything reads or writes more of it.

    SQLite itself opens the file: were it opened and closed otherwise, the system would take back the locks of every
    other connection of this process (fcntl(2)), and whoever closes the database next would remove the log under them.
    """
    if path.stat().st_size == 0:
        raise OutputError(f"{path}: the file is empty; move it away and run again")
    damaged = f"{path}: not a database, or a damaged one; it is left as it is, move it away and run again"
    if path.stat().st_size < 100:
        raise OutputError(damaged)
    head = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        (application,) = head.execute("PRAGMA application_id").fetchone()
        (version,) = head.execute("PRAGMA user_version").fetchone()
    except sqlite3.DatabaseError as error:
        raise OutputError(damaged) from error
    finally:
        head.close()
    if application != APPLICATION:
        raise OutputError(f"{path}: not a database of this program; it is left as it is")
    if version > VERSION:
        raise OutputError(f"{path}: written by a newer version of this program; update the program")


def _make(path: Path) -> None:
    """Make the database under another name, so that no half-made one is ever found."""
    left = path.with_name(f"{path.name}-wal")
    if left.exists():
        raise OutputError(f"{left}: lies there without its database; bring {path.name} back or move it away")
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    connection = sqlite3.connect(part)
    try:
        part.chmod(0o600)
        connection.executescript(_RESULTS + _DECISIONS)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
    finally:
        connection.close()
    os.replace(part, path)


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    check = "integrity_check" if path.stat().st_size < _WHOLE_CHECK_BYTES else "quick_check"
    (found,) = connection.execute(f"PRAGMA {check}(1)").fetchone()
    if found != "ok":
        raise OutputError(f"{path}: the database is damaged; it is left as it is, move it away and run again")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    (version,) = connection.execute("PRAGMA user_version").fetchone()  # what the log holds counts too
    if version < VERSION:
        steps = " ".join(_UPGRADES[step] for step in range(version, VERSION))
        connection.executescript(f"BEGIN IMMEDIATE; {steps} PRAGMA user_version = {VERSION}; COMMIT;")


def _explain(path: Path, error: sqlite3.DatabaseError) -> str:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return f"{path.parent}: the disk is full; what was done is kept, make room and run the same command again"
    if code == sqlite3.SQLITE_IOERR:
        return f"{path}: the disk is full or faulty; what was done is kept"
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return f"{path}: cannot be written"
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return f"{path}: another program is using it; wait for it or close it"
    return f"{path}: the database is damaged ({error}); it is left as it is, move it away and run again"
