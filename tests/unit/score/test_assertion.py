"""The measure of what is said of mentions: reads the marks, counts right, wrong and missed; and the floor it holds."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from extractor.case import Assertion, Period, Qualifiers, Subject
from extractor.problem import DataError
from extractor.score.assertion import (
    Counts,
    Dimension,
    count_answers,
    count_labels,
    format_assertion,
    judge_sentences,
    read_marked_sentences,
    read_marks,
)

SENTENCES = Path(__file__).parents[1] / "mentions" / "assertion.txt"


def test_marks_are_taken_out_and_read() -> None:
    line = (
        "No <m status=denied period=any>gout</m>; his aunt has <m subject=family>lupus</m>, "
        "he takes <m other_illness>iron</m>."
    )
    sentence = read_marks(line, "lists")
    assert sentence.text == "No gout; his aunt has lupus, he takes iron."
    words = [sentence.text[m.start : m.end] for m in sentence.mentions]
    assert words == ["gout", "lupus", "iron"]
    assert [m.wanted for m in sentence.mentions] == [
        Qualifiers(Assertion.DENIED),
        Qualifiers(subject=Subject.FAMILY),
        Qualifiers(other_illness=True),
    ]
    assert sentence.mentions[0].judged == {Dimension.STATUS, Dimension.SUBJECT, Dimension.OTHER_ILLNESS}
    assert sentence.mentions[1].judged == {Dimension.STATUS, Dimension.SUBJECT}
    assert sentence.mentions[2].judged == set(Dimension)


@pytest.mark.parametrize(
    "line", ["He had fever.", "No <m status=gone>fever</m>.", "No <m denied>fever</m>.", "No <m status=denied>fever."]
)
def test_what_is_no_mark_is_refused(line: str) -> None:
    with pytest.raises(DataError):
        read_marks(line, "lists")


def test_place_of_a_wrong_line_is_told(tmp_path: Path) -> None:
    file = tmp_path / "marked.txt"
    file.write_text("# head\n## lists\nNo <m status=denied>fever</m>.\nNo fever.\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"marked\.txt:4: "):
        read_marked_sentences(file)


def test_labels_are_counted() -> None:
    lines = [
        "He had no <m status=denied>fever</m> but <m>cough</m>.",
        "He had no <m>fever</m>.",  # wrongly given
        "He had <m status=denied>fever</m>.",  # missed
        "<m status=denied>Fever</m> was suspected.",  # one for another
        "His past history included <m period=before>gout</m>.",
    ]
    answers = list(judge_sentences(read_marks(line, "lists") for line in lines))
    assert count_labels(answers, Dimension.STATUS) == {"denied": Counts(right=1, wrong=1, missed=2)}
    assert count_labels(answers, Dimension.PERIOD) == {Period.BEFORE.value: Counts(right=1)}
    assert count_answers(answers) == Counts(right=2, wrong=2, missed=2)
    assert Counts(right=2, wrong=1, missed=3).f1 == pytest.approx(0.5)
    assert "lists" in format_assertion(answers).splitlines()[-1]


def test_sentences_of_all_kinds_stand_ready_and_a_third_is_held_back() -> None:
    sentences = read_marked_sentences(SENTENCES)
    assert len(sentences) >= 400
    assert 0.3 < sum(s.held_back for s in sentences) / len(sentences) < 0.37
    held_back = Counter(s.category for s in sentences if s.held_back)
    assert {s.category for s in sentences} == set(held_back)
    assert [line for line, n in Counter(s.text for s in sentences).items() if n > 1] == []


def test_component_says_what_the_sentences_say() -> None:
    """Hold the floor that a change of cues may not fall through."""
    answers = list(judge_sentences(read_marked_sentences(SENTENCES)))
    assert count_answers(answers).f1 >= 0.95
