"""A recogniser's score: strict wants the same characters, overlap one in common, both the same label."""

from __future__ import annotations

import pytest
import spacy

from extractor.mentions.entities import Recogniser
from extractor.score.annotations import Mark, MarkedText
from extractor.score.ner import Judged, Tally, judge_texts, resample, score_lines, total

LABELS = ("Drug", "Sign")


def test_strict_and_overlap() -> None:
    judged = [
        Judged(
            gold=(Mark(0, 10, "Sign"), Mark(20, 30, "Drug"), Mark(40, 50, "Sign")),
            found=(Mark(0, 10, "Sign"), Mark(22, 30, "Drug"), Mark(40, 50, "Drug"), Mark(60, 61, "Sign")),
        )
    ]
    assert total(judged) == Tally(gold=3, found=4, gold_right=1, found_right=1)
    assert total(judged, overlap=True) == Tally(gold=3, found=4, gold_right=2, found_right=2)
    assert total(judged, label="Sign").f1 == pytest.approx(50)


def test_nothing_found_is_no_division_by_zero() -> None:
    assert (Tally().precision, Tally().recall, Tally().f1) == (0, 0, 0)


def test_the_interval_of_equal_texts_is_a_point_and_of_unequal_ones_is_not() -> None:
    good, bad = Judged((Mark(0, 1, "Sign"),), (Mark(0, 1, "Sign"),)), Judged((Mark(0, 1, "Sign"),), ())
    assert resample([good, good]) == (100, 100)
    low, high = resample([good, bad] * 5)
    assert low < 66.7 < high


def test_a_model_is_judged_line_by_line_and_printed_per_label() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "Sign", "pattern": "cough"}])  # type: ignore[attr-defined]
    texts = [MarkedText("a", "A cough .\nMore cough .", (Mark(2, 7, "Sign"), Mark(10, 20, "Sign")))]
    (judged,) = judge_texts(Recogniser("rules", nlp, {}), texts, LABELS)
    assert judged == Judged((Mark(2, 7, "Sign"), Mark(10, 20, "Sign")), (Mark(2, 7, "Sign"), Mark(15, 20, "Sign")))
    rows = [line.split() for line in score_lines([judged], LABELS)]
    assert [row[:5] for row in rows[1:3]] == [["Sign", "2", "|", "50.0", "50.0"], ["Drug", "0", "|", "0.0", "0.0"]]
    assert rows[3][:3] == ["all,", "micro", "2"]
