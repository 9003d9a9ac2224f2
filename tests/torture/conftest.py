"""The switches of the long tests: `make torture` sets them, the ordinary tests run a quick part."""

from __future__ import annotations

from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the switches; off unless they are given."""
    parser.addoption("--torture", action="store_true", default=False, help="all attack files, at the limits of a run")
    parser.addoption("--odd-pdfs", default="", help="a folder of odd PDFs to run besides")


@pytest.fixture(scope="session")
def torture(request: pytest.FixtureRequest) -> bool:
    """Tell whether the long tests are wanted."""
    return bool(request.config.getoption("--torture", default=False))


@pytest.fixture(scope="session")
def odd_pdfs(request: pytest.FixtureRequest) -> Path:
    """The folder of odd PDFs; the test is skipped without one."""
    folder = Path(str(request.config.getoption("--odd-pdfs", default="")) or "nowhere")
    if not folder.is_dir():
        pytest.skip("no folder of odd PDFs was named")
    return folder
