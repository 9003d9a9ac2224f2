"""The gold of other annotators is whole, says nothing in words of its texts, and is joined with them."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from extractor.problem import DataError
from extractor.score.gold import read_gold

sys.path.insert(0, str(Path(__file__).parents[2] / "corpus"))

from annotated import join, read_lines, read_texts


def test_every_text_is_annotated_once_and_without_its_words() -> None:
    lines = [*read_lines()]
    assert len({line["id"] for line in lines}) == len(lines) == 252
    assert {key for line in lines for key in line} == {"id", "set", "followed", "cases"}
    assert not {key for line in lines for case in line["cases"] for key in case} & {"evidence", "note", "age_text"}


def test_a_set_is_followed_or_not_as_a_whole() -> None:
    kept = {line["set"] for line in read_lines() if not line["followed"]}
    assert kept == {"seventh", "eighth"}
    assert kept.isdisjoint(line["set"] for line in read_lines() if line["followed"])


def test_the_texts_come_from_folders_and_from_lines(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "1.txt").write_text("A man.", encoding="utf-8")
    (tmp_path / "more.jsonl").write_text('{"id": "2", "text": "A woman."}\n', encoding="utf-8")
    assert read_texts([tmp_path / "deep", tmp_path / "more.jsonl"]) == {"1": "A man.", "2": "A woman."}


def test_gold_and_texts_become_a_folder_that_can_be_scored(tmp_path: Path) -> None:
    texts = {line["id"]: "Text." for line in read_lines()}
    count = join(texts, tmp_path, followed=False)
    papers = read_gold(tmp_path / "gold.jsonl")
    assert sorted(paper.key for paper in papers) == sorted(file.stem for file in (tmp_path / "texts").iterdir())
    assert count == len(papers) == sum(not line["followed"] for line in read_lines())
    assert json.loads((tmp_path / "gold.jsonl").read_text(encoding="utf-8").splitlines()[0])["cases"]


def test_a_text_that_no_corpus_has_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="50 texts are in none of the corpora"):
        join({}, tmp_path, followed=False)
