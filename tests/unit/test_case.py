"""A reading gives the mentions that a rule asks for, each once and in the order of the text."""

from __future__ import annotations

from collections.abc import Callable

from extractor.case import MentionKind, Reading


def test_mentions_of_several_lists_come_in_the_order_of_the_text(read_patient: Callable[[str], Reading]) -> None:
    reading = read_patient("He had fever, took rituximab, had headache and then azathioprine.")
    asked = reading.of(MentionKind.TERM, "drug", "symptom", "drug")
    assert [m.concept for m in asked] == ["fever", "rituximab", "headache", "azathioprine"]


def test_a_list_that_found_nothing_gives_nothing(read_patient: Callable[[str], Reading]) -> None:
    reading = read_patient("He had fever.")
    assert list(reading.of(MentionKind.TERM, "drug")) == []
    assert list(reading.of(MentionKind.LEVELS)) == []


def test_without_names_all_mentions_of_the_kind_are_given(read_patient: Callable[[str], Reading]) -> None:
    reading = read_patient("A 45-year-old man had fever for 3 weeks and headache for 2 months.")
    assert list(reading.of(MentionKind.DURATION)) == [m for m in reading.mentions if m.kind is MentionKind.DURATION]
