"""The rows of a run as several commands need them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.export.rows import Row


def read_rows(run_folder: Path) -> list[Row]:
    """Read the rows of a run as its reviewers agreed them."""
    from extractor.export.rows import read_row
    from extractor.review.decided import decided
    from extractor.review.ledger import open_ledger
    from extractor.review.store import open_store
    from extractor.schema import load_schema

    database = run_folder / "review.sqlite"
    with open_store(database) as store, open_ledger(database) as ledger:
        schema = load_schema(store.meta("schema") or "igg4-rsp")
        return [read_row(line) for line in decided(store.records(), ledger.decisions(), schema)]
