"""Every PDF that a test draws is read by the content reader and by its twin, and they must agree."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.bench.twins import compare_engines
from tests.unit.readers.made_pdfs import Journal


@pytest.fixture(autouse=True)
def drawn_pdfs_are_read_alike(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    drawn: list[bytes] = []
    finish = Journal.finish

    def finish_and_keep(journal: Journal) -> bytes:
        drawn.append(finish(journal))
        return drawn[-1]

    monkeypatch.setattr(Journal, "finish", finish_and_keep)
    yield
    monkeypatch.undo()
    assert [compare_engines(data)[1] for data in drawn] == [[] for _ in drawn]
