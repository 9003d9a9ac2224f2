"""Onset and follow-up out of all durations of a story."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractor.case import Content, Reading
from extractor.fields import fill_fields
from extractor.schema import load_schema

Read = Callable[[str], Reading]


def content(reading: Reading, field: str) -> Content:
    return next(value.content for value in fill_fields(load_schema("core"), reading) if value.field == field)


STORY = (
    "A 54-year-old woman with a 10-year history of diabetes presented with a 3-month history of headache and "
    "double vision for 2 weeks. Magnetic resonance imaging showed thick meninges. She was given prednisolone for "
    "6 weeks. Operation was done 3 days later. At the 6-month follow-up she was well, and 2 years after surgery "
    "she remains free of symptoms."
)


@pytest.mark.parametrize(
    ("field", "value"),
    [("onset_to_diagnosis_weeks", 12), ("onset_to_diagnosis_weeks_calendar", 13.04), ("follow_up_months", 24)],
)
def test_story(read_patient: Read, field: str, value: float) -> None:
    assert content(read_patient(STORY), field) == value


def test_longest_duration_is_the_onset(read_patient: Read) -> None:
    text = "A 54-year-old man had had back pain for 2 years, weakness for 3 months and incontinence for 2 days."
    assert content(read_patient(text), "onset_to_diagnosis_weeks") == 96


def test_vague_duration_outweighs_a_shorter_number(read_patient: Read) -> None:
    text = "A 54-year-old man presented with back pain for several months and incontinence for 2 days."
    reading = read_patient(text)
    value = next(v for v in fill_fields(load_schema("core"), reading) if v.field == "onset_to_diagnosis_weeks")
    assert (value.content, [evidence.quote for evidence in value.evidence]) == (None, ["several months"])


def test_symptom_late_in_the_course_is_no_onset(read_patient: Read) -> None:
    text = "A 54-year-old man presented with seizures. He was discharged. Later he had a headache for 3 weeks."
    assert content(read_patient(text), "onset_to_diagnosis_weeks") is None


def test_disease_that_was_there_is_no_onset(read_patient: Read) -> None:
    text = "A 54-year-old man with a 5-year history of sarcoidosis presented with a 4-day history of headache."
    assert content(read_patient(text), "onset_to_diagnosis_weeks") == 0.57


def test_new_event_is_no_follow_up(read_patient: Read) -> None:
    text = "A 54-year-old man had a resection. Three years later he presented with a seizure."
    assert content(read_patient(text), "follow_up_months") is None
