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


@pytest.mark.parametrize(
    "text",
    [
        "A 54-year-old man presented with cough. He had eaten raw crab two days before admission.",
        "A 54-year-old man who had worked as a welder for 20 years developed cough.",
        "A 54-year-old man was referred with headache. His medical history included asthma for 9 years.",
        "A 54-year-old man presented with a rash. He had a history of seizures 3 years back.",
        "A 54-year-old man presented with a mass, as large as it was 5 years ago.",
        "A 54-year-old man presented with pain. Several years ago he had similar pain.",
        "A 54-year-old man presented with cough. He had met a sick goat 2 weeks prior to the beginning of fever.",
    ],
)
def test_what_is_no_complaint_is_no_onset(read_patient: Read, text: str) -> None:
    assert content(read_patient(text), "onset_to_diagnosis_weeks") is None


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("She underwent a mastectomy and is alive 4 years later.", 48),
        ("Although she underwent a mastectomy, she died after 5 months.", 5),
        ("She was treated with rituximab. Six months after treatment, computed tomography showed a new nodule.", 6),
        ("She was treated with rituximab. Seven months later, the drug was switched to ofatumumab.", None),
        ("The graft failed. The plate was removed three months later.", None),
        ("She was given colchicine and advised follow-up after 15 days.", None),
        ("She was given colchicine. Plasma levels had decreased 60 h after.", None),
        ("She was watched. Two weeks later, a scan showed growth.", None),
    ],
)
def test_state_or_deed_at_a_time(read_patient: Read, text: str, months: float | None) -> None:
    assert content(read_patient(f"A 54-year-old woman presented with pain. {text}"), "follow_up_months") == months
