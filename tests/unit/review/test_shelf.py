"""The shelf follows a batch that runs beside the review page."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.problem import PaperStatus
from extractor.review.result import Counts, PaperResult, Part
from extractor.review.shelf import Shelf
from extractor.review.store import Store, open_store

from .conftest import PAPERS, identity, line_of


def read_anew(store: Store, path: str, title: str) -> None:
    store.begin(path, identity(path), "v2")
    result = PaperResult(path, identity(path), PaperStatus.DONE, counts=Counts(1, 1))
    store.end(result, [Part((line_of(path, "case-1", title),), ())], "stamp", "v2")


def test_what_a_batch_adds_drops_or_reads_anew_is_seen(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.review.shelf._PATIENCE_SECONDS", 0.0)
    with open_store(database) as store, open_store(database) as batch:
        shelf = Shelf(store)
        first = {held.path: held for held in shelf.documents().values()}
        assert list(first) == sorted(PAPERS)
        read_anew(batch, "papers/a.txt", "another title")
        read_anew(batch, "papers/new.txt", "new")
        batch.drop(["papers/gone.txt"])
        batch.begin("papers/b.txt", identity("papers/b.txt"), "v2")  # and has not ended
        later = {held.path: held for held in shelf.documents().values()}
    assert list(later) == ["papers/a.txt", "papers/b.txt", "papers/new.txt", "papers/review.txt"]
    assert later["papers/a.txt"].title == "another title"
    assert later["papers/b.txt"] is first["papers/b.txt"], "looked up once"


def test_a_document_has_its_records_and_what_checking_a_cell_is_worth(database: Path) -> None:
    with open_store(database) as store:
        held = {held.path: held for held in Shelf(store).documents().values()}
    both = held["papers/b.txt"]
    assert [record["case"]["id"] for record in both.records()] == ["case-1", "case-2"]
    assert both.worth_of(("case-2", "age_years")) == pytest.approx(1.6), "a conflict of 40 %"
    assert both.worth_of(("case-2", "sex")) == pytest.approx(0.01)
    assert both.worth_of(("added-1", "sex")) == 0.5
    assert (held["papers/review.txt"].title, dict(held["papers/review.txt"].worth)) == ("papers/review.txt", {})
