"""What a duration lasted, by the words around it."""

from __future__ import annotations

import time

import pytest

from extractor.case import Role, Sentence
from extractor.document import SectionKind, Span
from extractor.mentions.durations import find_durations


def durations(text: str) -> list[tuple[str, float | None, Role]]:
    sentence = Sentence(0, Span(0, len(text)), text, SectionKind.CASE, 0)
    return [
        (text[m.span.start : m.span.end], None if m.quantity is None else m.quantity.canonical, m.role)
        for m in find_durations(sentence)
    ]


@pytest.mark.parametrize(
    ("text", "words", "weeks"),
    [
        ("She came with a 2-week history of headache.", "2-week", 2),
        ("She had numbness of 4 years duration.", "4 years", 192),
        ("She complains of a limp since 6 months.", "6 months", 24),
        ("She had numb hands over the past two months.", "two months", 8),
        ("She had numb hands for the past year.", "year", 48),
        ("The weakness began three weeks before admission.", "three weeks", 3),
        ("Two days prior to presentation, she began to vomit.", "Two days", 2 / 7),
        ("The pain had started 3 months earlier.", "3 months", 12),
        ("She noticed a painless mass 4 months ago.", "4 months", 16),
        ("Her complaints dated back 2 years.", "2 years", 96),
        ("The duration of symptoms was 6 months.", "6 months", 24),
        ("She had a fever lasting 15 days.", "15 days", 15 / 7),
        ("She had a one and a half year history of cough.", "one and a half year", 72),
        ("She had a several-month history of cough.", "several-month", None),
    ],
)
def test_onset(text: str, words: str, weeks: float | None) -> None:
    assert durations(text) == [(words, weeks if weeks is None else pytest.approx(weeks), Role.ONSET)]


@pytest.mark.parametrize(
    "text",
    ["She had a headache for 3 days.", "She had two-year progressive weakness.", "She had pain for several months."],
)
def test_left_to_the_story(text: str) -> None:
    assert [role for _, _, role in durations(text)] == [Role.UNKNOWN]


@pytest.mark.parametrize(
    "text",
    [
        "At the six-month follow-up she was well.",
        "She was followed for 2 years.",
        "During our one and a half months follow-up she improved.",
        "At follow-up (19 months) she was well.",
        "12 months later, she was well.",
        "At 18 months after surgery she walked unaided.",
        "Six months postoperatively she walked unaided.",
        "She has been free of disease for 28 months.",
    ],
)
def test_follow_up(text: str) -> None:
    assert [role for _, _, role in durations(text)] == [Role.FOLLOW_UP]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("She was treated with prednisolone for 6 weeks.", Role.TREATMENT),
        ("A 3-month course of rifampicin was given.", Role.TREATMENT),
        ("She took 400 mg of ibuprofen daily for two weeks.", Role.TREATMENT),
        ("One week prior to admission she was switched to another antibiotic.", Role.TREATMENT),
        ("She had a 10-year history of hypertension.", Role.EARLIER),
        ("She underwent lobectomy 5 years before.", Role.EARLIER),
        ("She had had a stroke 5 years ago.", Role.EARLIER),
        ("Two weeks prior to presentation, she had travelled to the coast.", Role.EARLIER),
        ("She had been followed for ten years after surgery.", Role.EARLIER),
        ("She had been followed up with kidney failure for 4 years.", Role.EARLIER),
        ("She was discharged after a week.", Role.OTHER),
        ("She came at 20 weeks of gestation.", Role.OTHER),
        ("She was discharged after 10 days in hospital.", Role.OTHER),
        ("Imaging was repeated every 3 months.", Role.OTHER),
    ],
)
def test_no_onset(text: str, role: Role) -> None:
    assert [role for _, _, role in durations(text)] == [role]


def test_each_of_two_is_judged_for_itself() -> None:
    assert durations("Known hypertensive since 8 years, she presented with weakness since 2 days.") == [
        ("8 years", 384, Role.EARLIER),
        ("2 days", pytest.approx(2 / 7), Role.ONSET),
    ]


def test_long_blanks_are_quick() -> None:
    text = "pain" + " " * 30_000 + "for 3 days" + " " * 30_000 + "history"
    start = time.process_time()
    durations(text)
    assert time.process_time() - start < 2
