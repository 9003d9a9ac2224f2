"""Shards: each paper in exactly one, and merged they are what one run writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.batch import Options, merge_runs, read_shard, run_papers
from extractor.batch.shard import Shard
from extractor.export.folder import EXPORTS
from extractor.pipeline import Program
from extractor.problem import ExtractorError
from extractor.review.decision import Decision, Verdict
from extractor.review.ledger import open_ledger
from extractor.review.store import open_store

REPORT = "A {age}-year-old man presented with back pain for three weeks. He was given prednisolone and improved."


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number:02}.txt").write_text(REPORT.format(age=20 + number % 8), encoding="utf-8")
    (folder / "cut.pdf").write_bytes(b"%PDF-1.4")
    (folder / "again.pdf").write_bytes(b"%PDF-1.4")
    (folder / "link.pdf").symlink_to("cut.pdf")
    return folder


@pytest.fixture(autouse=True)
def _same_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sources may be edited while a test runs; that would be another program."""
    monkeypatch.setattr("extractor.batch.fingerprint.fingerprint_of", lambda program: "fingerprint")


def run_shards(papers: Path, tmp_path: Path, program: Program, of: int) -> list[Path]:
    runs = [tmp_path / f"run {number}" for number in range(1, of + 1)]
    for number, run in enumerate(runs, 1):
        run_papers([papers], run, program, Options(1, shard=Shard(number, of)))
    return runs


def bytes_of(output: Path) -> dict[str, bytes]:
    return {name: (output / name).read_bytes() for name in EXPORTS if name != "run.json"}


def test_merged_shards_are_one_run(papers: Path, tmp_path: Path, program: Program) -> None:
    """Also where copies of a paper lie in different shards, and when it is done twice."""
    run_papers([papers], tmp_path / "straight", program, Options(1))
    runs = run_shards(papers, tmp_path, program, 3)
    for order in (runs, runs[::-1]):
        merge_runs(order, tmp_path / "merged")
        assert bytes_of(tmp_path / "merged") == bytes_of(tmp_path / "straight")


def test_decisions_and_the_place_of_the_papers_come_along_once(papers: Path, tmp_path: Path, program: Program) -> None:
    runs = run_shards(papers, tmp_path, program, 2)
    for number, run in enumerate(runs):
        with open_ledger(run / "review.sqlite") as ledger:
            ledger.add(Decision(f"papers/{number:02}.txt", "11", "anna", Verdict.DONE))
    for _ in range(2):
        merge_runs(runs, tmp_path / "merged")
    database = tmp_path / "merged" / "review.sqlite"
    with open_ledger(database) as ledger, open_store(database) as store:
        assert [entry.path for entry in ledger.decisions()] == ["papers/00.txt", "papers/01.txt"]
        assert store.roots() == (papers,)


def test_what_is_no_whole_set_is_refused(papers: Path, tmp_path: Path, program: Program) -> None:
    runs = run_shards(papers, tmp_path, program, 2)
    for wrong in (runs[:1], [*runs, runs[0]], [runs[0], runs[0]]):
        with pytest.raises(ExtractorError, match="give each of"):
            merge_runs(wrong, tmp_path / "merged")
    with pytest.raises(ExtractorError, match="no run folder"):
        merge_runs([runs[0], tmp_path / "nowhere"], tmp_path / "merged")
    assert not (tmp_path / "merged").exists()


def test_shards_of_different_programs_are_refused(
    papers: Path, tmp_path: Path, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = run_shards(papers, tmp_path, program, 2)
    monkeypatch.setattr("extractor.batch.fingerprint.fingerprint_of", lambda program: "another")
    run_papers([papers], runs[0], program, Options(1, shard=Shard(1, 2)))
    with pytest.raises(ExtractorError, match="different programs"):
        merge_runs(runs, tmp_path / "merged")


def test_every_paper_is_in_one_shard() -> None:
    shards = [Shard(number, 7) for number in range(1, 8)]
    names = [f"papers/{number}.pdf" for number in range(500)]
    assert [sum(shard.holds(name) for shard in shards) for name in names] == [1] * 500
    assert all(40 < sum(map(shard.holds, names)) < 110 for shard in shards)


@pytest.mark.parametrize("text", ["0/4", "5/4", "1", "1/2/3", "a/b", "-1/4", "1/0", ""])
def test_what_is_no_shard(text: str) -> None:
    with pytest.raises(ExtractorError, match="give it as number/of"):
        read_shard(text)
