"""A run on a real Ray cluster of two actors gives the bytes of a run on this machine, though one of them is killed."""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from extractor.batch import Limits, Options, run_papers
from extractor.batch.messages import PictureBegun, TextRead
from extractor.batch.paper import Work, load_work
from extractor.batch.run import Totals
from extractor.batch.walk import Found
from extractor.pipeline import Program
from extractor.problem import PaperStatus
from extractor.review.result import PaperResult, Part
from tests.unit.batch.test_run import OTHER, REPORT, bytes_of

if "ray" not in os.environ.get("NEEDED", "").split():
    pytest.importorskip("ray")

PAPERS = 9
LIMITS = Limits(seconds=20)


def find_nothing(paper: Found, sha256: str, tell: object) -> PaperResult:
    return PaperResult(paper.shown, sha256, PaperStatus.DONE)


def read_and_kill(mark: Path, reads: bool = True) -> Work:
    """Read papers; at one of them once, and at another each time, kill the actor for which the worker works."""
    real = load_work("igg4-rsp", None) if reads else find_nothing

    def work(paper: Found, sha256: str, tell: Callable[[Part | PictureBegun | TextRead], None]) -> PaperResult:
        if paper.path.name == "05.txt" and not mark.exists():
            os.close(os.open(mark, os.O_CREAT))
            os.kill(os.getppid(), signal.SIGKILL)
            signal.pause()
        if paper.path.name == "07.txt":
            os.kill(os.getppid(), signal.SIGKILL)  # each time
            signal.pause()
        return real(paper, sha256, tell)

    return work


@pytest.fixture(scope="module", autouse=True)
def cluster() -> Iterator[None]:
    """Start a cluster of two cores on this machine."""
    import ray

    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level=logging.CRITICAL)
    yield
    ray.shutdown()


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A folder of short papers, with a PDF among them."""
    folder = tmp_path / "papers"
    folder.mkdir()
    for number in range(PAPERS):
        text = (REPORT.replace("61", str(40 + number)), OTHER.replace("35", str(40 + number)))[number % 2]
        (folder / f"{number:02}.txt").write_text(text, encoding="utf-8")
    sample = Path(__file__).parents[3] / "corpus" / "papers" / "03-letter.pdf"
    (folder / "sample.pdf").write_bytes(sample.read_bytes())
    return folder


def run(papers: Path, output: Path, program: Program, make: Callable[[], Work]) -> Totals:
    from extractor.batch.cluster import run_cluster

    return run_papers([papers], output, program, Options(2, LIMITS, make=make, engine=run_cluster))


def test_a_lost_actor_costs_time_alone(
    papers: Path, tmp_path: Path, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that was interrupted on this machine goes on in the cluster."""
    monkeypatch.setattr("extractor.batch.fingerprint.fingerprint_of", lambda program: "fingerprint")
    (papers / "07.txt").unlink()
    output, straight, mark = tmp_path / "cluster", tmp_path / "straight", tmp_path / "killed"
    told: list[PaperResult] = []

    def stop(result: PaperResult) -> None:
        told.append(result)
        if len(told) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_papers([papers], output, program, Options(1), progress=stop)
    totals = run(papers, output, program, partial(read_and_kill, mark))
    assert mark.exists()
    assert (totals.failed, totals.papers, totals.reused) == ((), PAPERS, 3)
    run_papers([papers], straight, program, Options(1))
    assert bytes_of(output) == bytes_of(straight)


def test_a_paper_that_kills_each_actor_is_set_aside(papers: Path, tmp_path: Path, program: Program) -> None:
    for path in papers.iterdir():
        if path.name not in ("06.txt", "07.txt", "08.txt"):
            path.unlink()
    totals = run(papers, tmp_path / "out", program, partial(read_and_kill, tmp_path, reads=False))
    assert [(result.path, result.status) for result in totals.failed] == [("papers/07.txt", PaperStatus.CRASH)]
    assert totals.papers == 3
