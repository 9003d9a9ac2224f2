"""The store refuses what is not its own and loses nothing."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from extractor.problem import ExtractorError
from extractor.review.store import VERSION, open_store


def test_results_are_kept_by_path_bytes_and_program(tmp_path: Path) -> None:
    with open_store(tmp_path / "review.sqlite", create=True) as store:
        store.add("b.pdf", "11", "v1", "result b")
        store.add("a.pdf", "22", "v1", "result a")
    with open_store(tmp_path / "review.sqlite") as store:
        assert list(store.results()) == ["result a", "result b"]
        assert store.known("a.pdf", "22", "v1") == "result a"
        assert store.known("a.pdf", "22", "v2") is None
        assert store.known("a.pdf", "33", "v1") is None
        store.keep_only(frozenset({"a.pdf"}))
        assert list(store.results()) == ["result a"]


def test_no_run_folder(tmp_path: Path) -> None:
    with pytest.raises(ExtractorError, match="no run folder"), open_store(tmp_path / "review.sqlite"):
        pass


@pytest.mark.parametrize("content", [b"", b"not a database at all, only words" * 40])
def test_damaged_files_are_refused_and_left(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "review.sqlite"
    path.write_bytes(content)
    with pytest.raises(ExtractorError), open_store(path, create=True):
        pass
    assert path.read_bytes() == content


def test_foreign_and_newer_databases_are_refused(tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.sqlite"
    with sqlite3.connect(foreign) as connection:
        connection.execute("CREATE TABLE thesis (word TEXT)")
    with pytest.raises(ExtractorError, match="not a database of this program"), open_store(foreign):
        pass
    newer = tmp_path / "newer.sqlite"
    with open_store(newer, create=True) as store:
        store.connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    with pytest.raises(ExtractorError, match="newer version"), open_store(newer):
        pass
