"""The rows of a run as several commands need them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.export.rows import Row


def read_rows(run_folder: Path) -> list[Row]:
    """Read the rows of a run as its reviewers agreed them."""
    from extractor.cli.joining import open_agreed
    from extractor.export.rows import read_row

    with open_agreed(run_folder) as run:
        return [read_row(line) for line in run.records()]
