"""The store refuses what is not its own and loses nothing."""

from __future__ import annotations

import os
import random
import sqlite3
from pathlib import Path

import pytest

from extractor.problem import ExtractorError, OutputError, PaperStatus
from extractor.review.database import VERSION
from extractor.review.result import Counts, PaperResult, Part
from extractor.review.store import Store, open_store


def part(name: str) -> Part:
    return Part((f'{{"case": "{name} 1"}}', f'{{"case": "{name} 2"}}'), (f'{{"problem": "{name}"}}',))


def read(store: Store, path: str, sha256: str, *parts: Part, fingerprint: str = "v1") -> None:
    store.begin(path, sha256, fingerprint)
    store.end(PaperResult(path, sha256, PaperStatus.DONE, counts=Counts(1, 2)), parts, "stamp", fingerprint)


def test_results_come_back_ordered_by_path(tmp_path: Path) -> None:
    with open_store(tmp_path / "review.sqlite", create=True) as store:
        read(store, "b.pdf", "11", part("b"))
        read(store, "a.pdf", "22", part("a"), part("aa"))
    with open_store(tmp_path / "review.sqlite") as store:
        assert [result.path for result in store.results()] == ["a.pdf", "b.pdf"]
        assert list(store.records()) == [
            f'{{"case": "{name}"}}' for name in ("a 1", "a 2", "aa 1", "aa 2", "b 1", "b 2")
        ]
        assert list(store.problems()) == [f'{{"problem": "{name}"}}' for name in ("a", "aa", "b")]
        assert store.totals() == Counts(2, 4)
        store.drop(["b.pdf"])
        assert list(store.known()) == ["a.pdf"]
        assert len(list(store.records())) == 4


def test_a_paper_counts_when_it_has_ended(tmp_path: Path) -> None:
    with open_store(tmp_path / "review.sqlite", create=True) as store:
        read(store, "a.pdf", "11", part("old"))
        store.begin("a.pdf", "22", "v1")
        store.add_part("a.pdf", part("new"))
        assert (list(store.records()), list(store.results())) == ([], [])
        assert (store.known()["a.pdf"].status, store.known()["a.pdf"].strikes) == (None, 1)
        store.begin("a.pdf", "22", "v1")
        store.strike("a.pdf", 3)
        assert store.known()["a.pdf"].strikes == 5
        store.strike("a.pdf", -4)
        assert store.known()["a.pdf"].strikes == 1
        store.begin("a.pdf", "33", "v1")
        assert store.known()["a.pdf"].strikes == 1, "another file under the name begins anew"
        store.end(PaperResult("a.pdf", "33", PaperStatus.DONE), [part("last")], "stamp", "v1")
        assert [record.count("last") for record in store.records()] == [1, 1]
        assert store.known()["a.pdf"].strikes == 0


def test_the_hash_before_is_kept(tmp_path: Path) -> None:
    with open_store(tmp_path / "review.sqlite", create=True) as store:
        for sha256 in ("11", "22", "22"):
            read(store, "a.pdf", sha256)
        assert store.connection.execute("SELECT previous, sha256 FROM paper").fetchall() == [("11", "22")]


def test_the_state_changes_with_what_would_be_exported(tmp_path: Path) -> None:
    with open_store(tmp_path / "review.sqlite", create=True) as store:
        read(store, "a.pdf", "11", part("a"))
        before = store.state()
        store.set_stamps([("a.pdf", "other")])
        assert store.state() == before
        read(store, "a.pdf", "22", part("a"))
        assert store.state() != before


def test_no_run_folder(tmp_path: Path) -> None:
    with pytest.raises(ExtractorError, match="no run folder"), open_store(tmp_path / "review.sqlite"):
        pass


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0", b"not a database at all, only words" * 40])
def test_damaged_files_are_refused_and_left(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "review.sqlite"
    path.write_bytes(content)
    with pytest.raises(OutputError), open_store(path, create=True):
        pass
    assert path.read_bytes() == content
    assert os.listdir(tmp_path) == ["review.sqlite"]


def test_foreign_and_newer_databases_are_refused(tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.sqlite"
    with sqlite3.connect(foreign) as connection:
        connection.execute("CREATE TABLE thesis (word TEXT)")
    with pytest.raises(OutputError, match="not a database of this program"), open_store(foreign):
        pass
    newer = tmp_path / "newer.sqlite"
    with open_store(newer, create=True) as store:
        store.connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    with pytest.raises(OutputError, match="newer version"), open_store(newer):
        pass


def test_an_older_database_loses_results_that_can_be_had_again(tmp_path: Path) -> None:
    path = tmp_path / "review.sqlite"
    with open_store(path, create=True) as store:
        read(store, "a.pdf", "11", part("a"))
        store.connection.execute("PRAGMA user_version = 1")
    with open_store(path) as store:
        assert list(store.results()) == []
        assert store.connection.execute("PRAGMA user_version").fetchone() == (VERSION,)


def test_a_log_without_its_database_is_not_played_into_a_new_one(tmp_path: Path) -> None:
    (tmp_path / "review.sqlite-wal").write_bytes(b"x" * 5000)
    with pytest.raises(OutputError, match="without its database"), open_store(tmp_path / "review.sqlite", create=True):
        pass


def test_damage_is_noticed(tmp_path: Path) -> None:
    """Of 100 databases with one flipped byte in their content, none is used as if nothing were wrong."""
    path = tmp_path / "review.sqlite"
    with open_store(path, create=True) as store:
        for number in range(60):
            read(store, f"{number:03}.pdf", f"{number}", part(f"paper {number} " * 40))
        sound = list(store.records()), list(store.problems())
    whole = path.read_bytes()
    chance = random.Random(3)
    unnoticed = 0
    for _ in range(100):
        damaged = bytearray(whole)
        damaged[chance.randrange(100, len(whole))] ^= 1 << chance.randrange(8)
        path.write_bytes(damaged)
        try:
            with open_store(path) as store:
                unnoticed += (list(store.records()), list(store.problems())) != sound
        except (OutputError, ValueError):
            continue
    assert unnoticed == 0


def test_the_files_are_for_the_user_alone(tmp_path: Path) -> None:
    with open_store(tmp_path / "review.sqlite", create=True) as store:
        read(store, "a.pdf", "11", part("a"))
        assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}
