"""What the golden tests need: the switch to write records anew, and the sample papers, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from extractor.case import Record
from extractor.pipeline import Program, analyse_document
from extractor.problem import UnreadablePaper
from extractor.readers import read_papers

PAPERS = Path(__file__).parents[2] / "corpus" / "papers"


@dataclass(frozen=True, slots=True)
class Result:
    """What one paper gave: its records, and why it gave none."""

    records: tuple[Record, ...]
    reason: str


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the switch; off unless it is given."""
    parser.addoption("--regenerate", action="store_true", default=False, help="write golden records anew")


@pytest.fixture(scope="session")
def regenerate(request: pytest.FixtureRequest) -> bool:
    """Tell whether golden records are to be written and not compared."""
    return bool(request.config.getoption("--regenerate", default=False))


@pytest.fixture(scope="session")
def results(program: Program) -> Mapping[str, Result]:
    """Every sample paper with what it gives, by its path ("file" or "file#key")."""
    found: dict[str, Result] = {}
    for path in sorted(PAPERS.iterdir()):
        try:
            documents = read_papers(path, path.name)
        except UnreadablePaper as unreadable:
            found[path.name] = Result((), unreadable.problem.code)
            continue
        for document in documents:
            analysis = analyse_document(document, program)
            found[document.path] = Result(analysis.records, analysis.reason)
    return found
