"""A Chromium that is installed here, a small run of the sample papers, and the review page served to people."""

from __future__ import annotations

import io
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from extractor.batch import Options, run_papers
from extractor.pipeline import Program

ROOT = Path(__file__).parents[2]
PAPERS = ("01-thoracic-two-columns.pdf", "09-copied-text.txt", "10-three-patients.pdf")
NASTY = "<img src=x onerror=alert(1)><script>alert(2)<"  # opens a dialog wherever it is taken for markup
_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--screenshots", action="store_true", help="take the pictures of docs/ anew")


@pytest.fixture(scope="session")
def screenshots(request: pytest.FixtureRequest) -> Callable[[Page, str], None]:
    """Take a picture for the documentation, if they are to be taken anew."""

    def take(page: Page, name: str) -> None:
        if request.config.getoption("--screenshots", default=False):
            picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
            picture.quantize(200, dither=Image.Dither.NONE).save(ROOT / "docs" / f"{name}.png", optimize=True)

    return take


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium; nothing is downloaded. REQUIRE_BROWSER makes its absence a failure."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail("no Chromium: install it (apt-get install chromium)")
        pytest.skip("no Chromium here: install it (apt-get install chromium) to test the review page in a browser")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, program: Program) -> Path:
    """A run over three sample papers: a PDF, a text, and a PDF of three patients."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "papers").mkdir()
    for name in PAPERS:
        shutil.copy(ROOT / "corpus" / "papers" / name, folder / "papers" / name)
    run_papers([folder / "papers"], folder / "run", program, Options(jobs=1))
    return folder / "run"


@pytest.fixture
def run(made: Path, tmp_path: Path) -> Path:
    """The run, nobody having decided anything."""
    return Path(shutil.copytree(made, tmp_path / "run"))


@dataclass
class Served:
    """The review command, running."""

    process: subprocess.Popen[str]
    link: str
    port: str

    def kill(self) -> None:
        """End it as a power cut would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@dataclass
class People:
    """Starts the review command for people, and opens its page for them."""

    run: Path
    browser: Browser
    served: list[Served] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)

    def serve(self, who: str, *options: str, port: str = "0") -> Served:
        command = [sys.executable, "-m", "extractor", "review", str(self.run), "--reviewer", who, "--no-browser"]
        process = subprocess.Popen(
            [*command, "--port", port, *options], stderr=subprocess.PIPE, text=True, start_new_session=True, cwd=ROOT
        )
        assert process.stderr is not None
        said = ""
        while (found := re.search(r"http://[^ ]+:(\d+)/start\S+", said)) is None:
            line = process.stderr.readline()
            assert line, said
            said += line
        served = Served(process, found.group(), found.group(1))
        self.served.append(served)
        return served

    def open(self, link: str, scheme: str = "light") -> Page:
        """Open a window of its own; errors of the page and what it asks for are noted."""
        context = self.browser.new_context(
            viewport={"width": 1280, "height": 800},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("dialog", lambda dialog: self.errors.append(f"dialog: {dialog.message}"))
        page.on("request", lambda request: self.asked.add(request.url))
        page.goto(link)
        return page

    def close(self) -> None:
        for served in self.served:
            if served.process.poll() is None:
                os.killpg(served.process.pid, signal.SIGTERM)
        deadline = time.monotonic() + 5
        for served in self.served:
            try:
                served.process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                served.kill()


@pytest.fixture
def people(run: Path, browser: Browser) -> Iterator[People]:
    """Nobody yet. At the end: no error in any page, and no request to anybody but the page's own server."""
    here = People(run, browser)
    yield here
    for context in browser.contexts:
        context.close()
    here.close()
    assert here.errors == []
    assert {url for url in here.asked if not url.startswith("http://127.0.0.1:")} == set()
