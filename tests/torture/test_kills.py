"""Two hundred kills at random moments: nothing lost, doubled or torn; and the check itself notices a loss."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from extractor.pipeline import Program
from tests.unit.batch.test_interruptions import PAPERS, REPORT, done_in, ended, kill_until_done, start

KILLS = 200


def test_two_hundred_kills(tmp_path: Path, program: Program, torture: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not torture:
        pytest.skip("long; make torture")
    monkeypatch.setattr("extractor.batch.fingerprint.fingerprint_of", lambda program: "fingerprint")
    papers = tmp_path / "papers"
    papers.mkdir()
    for number in range(PAPERS):
        (papers / f"{number:02}.txt").write_text(REPORT.format(age=20 + number), encoding="utf-8")
    chance, kills, rounds = random.Random(200), 0, 0
    while kills < KILLS:
        output = tmp_path / f"out {rounds}"
        kills += kill_until_done(papers, output, program, chance)
        assert ended(start(papers, output, program), 120) == 0
        assert done_in(output) == [f"papers/{number:02}.txt" for number in range(PAPERS)]
        rounds += 1
    print(f"{kills} kills in {rounds} runs of {PAPERS} papers: none lost, none doubled, none torn")
