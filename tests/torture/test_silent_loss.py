"""No PDF is called empty or complete in which the second engine finds letters or pages that we do not."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest

from extractor.batch.limits import Limits
from extractor.batch.walk import Found
from extractor.batch.workers import Task, Watch, run_workers
from extractor.problem import PaperStatus, Severity, UnreadablePaper
from extractor.readers import read_papers
from extractor.review.result import PaperResult, Part

FEW = 20  # letters


@dataclass(frozen=True, slots=True)
class Twice:
    """What was found of a file: by us, with the status that it gets, and by the second engine."""

    status: str
    letters: int
    pages: int
    second_letters: int
    second_pages: int

    @property
    def lost(self) -> bool:
        """Tell whether something is missing of which nobody is told."""
        if self.status == PaperStatus.NO_TEXT:
            return self.second_letters >= FEW
        if self.status != PaperStatus.DONE:
            return False
        fewer = self.second_letters - self.letters >= FEW and self.letters < 0.9 * self.second_letters
        return fewer or self.pages < self.second_pages


def read_twice(paper: Found, sha256: str, tell: Callable[[Part], None]) -> PaperResult:
    """Read a file with both and put the figures into the reason."""
    letters = pages = 0
    status = PaperStatus.DONE
    try:
        (document,) = read_papers(paper.path, paper.shown)
        letters, pages = count(document.text), len(document.pages)
        if any(problem.severity is Severity.ERROR for problem in document.problems):
            status = PaperStatus.PARTIAL
    except UnreadablePaper as error:
        status = PaperStatus(error.problem.code)
    figures = (str(status), letters, pages, *second(paper.path))
    return PaperResult(paper.shown, sha256, PaperStatus.DONE, json.dumps(figures))


def second(path: Path) -> tuple[int, int]:
    try:
        document = pypdfium2.PdfDocument(path.read_bytes())
    except pypdfium2.PdfiumError:
        return 0, 0
    letters = 0
    for number in range(len(document)):
        try:
            letters += count(document[number].get_textpage().get_text_bounded())
        except pypdfium2.PdfiumError:
            continue
    return letters, len(document)


def count(text: str) -> int:
    return sum(char.isalpha() for char in text)


def test_nothing_is_lost_in_silence(odd_pdfs: Path) -> None:
    tasks = [Task(Found(path, path.name), "00") for path in sorted(odd_pdfs.glob("*.pdf"))]
    found: dict[str, Twice] = {}
    for task, end in run_workers(tasks, lambda: read_twice, os.cpu_count() or 1, Limits(), Watch()):
        assert isinstance(end, PaperResult)
        if end.status is PaperStatus.DONE:
            found[task.paper.shown] = Twice(*json.loads(end.reason))
        else:
            print(f"{task.paper.shown}: {end.status}, {end.reason}")
    lost = {name: one for name, one in found.items() if one.lost}
    for name, one in lost.items():
        print(name, one)
    print(f"{len(found)} files, {sum(one.letters for one in found.values())} letters; lost in silence: {len(lost)}")
    assert lost == {}


@pytest.mark.parametrize(
    ("found", "lost"),
    [
        (Twice("no_text", 0, 1, 19, 1), False),
        (Twice("no_text", 0, 1, 20, 1), True),
        (Twice("done", 100, 2, 100, 3), True),
        (Twice("done", 100, 2, 200, 2), True),
        (Twice("done", 100, 2, 104, 2), False),
        (Twice("partial", 0, 1, 9000, 30), False),
    ],
)
def test_the_check_bites(found: Twice, lost: bool) -> None:
    assert found.lost is lost
