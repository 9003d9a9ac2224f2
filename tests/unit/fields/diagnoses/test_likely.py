"""What a text does with an illness speaks for or against its being the one reported; what is unlikely is proposed."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from extractor.case import Reading
from extractor.fields.diagnoses.final import choose_by_rules, choose_final_diagnosis
from extractor.fields.diagnoses.likely import chances, find_candidates, load_weights, unlikely_ones
from extractor.fields.wanted import terms_of
from extractor.mentions import find_mentions
from extractor.pipeline import Program, load_program
from extractor.readers import read_bytes
from extractor.schema import Field
from extractor.structure import split_cases, split_sections

TWO = (
    "A 60-year-old man was treated for gout. Biopsy of a nodule of the lung revealed sarcoidosis. "
    "The sarcoidosis improved with prednisone."
)


@pytest.fixture(scope="module")
def program() -> Program:
    return load_program("core")


def field_of(program: Program) -> Field:
    return next(field for field in program.schema.fields if field.name == "diagnosis")


def read(program: Program, text: str) -> Reading:
    document = next(iter(read_bytes(text.encode(), "text.txt")))
    sections = split_sections(document)
    (case,) = split_cases(document, sections).cases
    return find_mentions(document, sections, case, program.language, None)


def signs_of(program: Program, text: str) -> Mapping[str, Mapping[str, float]]:
    field, reading = field_of(program), read(program, text)
    accepted = choose_by_rules(field, reading)[0].accepted
    found = find_candidates(accepted, terms_of(field, reading), reading)
    return {name: candidate.signs for candidate in found for name in candidate.names}


def test_an_illness_stands_once_with_all_that_its_text_does_with_it(program: Program) -> None:
    signs = signs_of(program, TWO)
    assert set(signs) == {"gout", "sarcoidosis"}
    assert (signs["sarcoidosis"]["named"], signs["gout"]["named"]) == (2, 1)
    assert ("accepted" in signs["sarcoidosis"], "passed over" in signs["gout"]) == (True, True)
    assert (signs["gout"]["in the first sentence"], signs["sarcoidosis"]["in the last sentence"]) == (1, 1)
    assert signs["gout"]["tissue behind"] == 1
    assert signs["sarcoidosis"]["behind “revealed”"] == 1


def test_only_what_the_rules_chose_has_a_chance(program: Program) -> None:
    field, reading = field_of(program), read(program, TWO)
    accepted = choose_by_rules(field, reading)[0].accepted
    found = chances(accepted, terms_of(field, reading), reading)
    assert set(found) == {"sarcoidosis"}
    assert 0.5 < found["sarcoidosis"] < 1


def test_what_is_unlikely_is_proposed(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    field = field_of(program)
    weights = {**load_weights(), "least": 1.0}
    monkeypatch.setattr("extractor.fields.diagnoses.likely.load_weights", lambda: weights)
    chosen = choose_final_diagnosis(field, read(program, TWO))
    assert (chosen.accepted, [m.concept for m in chosen.doubtful]) == ((), ["sarcoidosis"])


@pytest.mark.parametrize(("start", "proposed"), [(5.0, ["thyroid cancer"]), (-9.0, [])])
def test_where_nothing_is_chosen_the_likeliest_is_proposed(
    program: Program, monkeypatch: pytest.MonkeyPatch, start: float, proposed: list[str]
) -> None:
    text = "A 61-year-old man was hoarse. He underwent a lobectomy, and thyroid carcinoma extended to the muscles."
    weights = {**load_weights(), "start": start}
    monkeypatch.setattr("extractor.fields.diagnoses.likely.load_weights", lambda: weights)
    chosen = choose_final_diagnosis(field_of(program), read(program, text))
    assert (chosen.accepted, [m.concept for m in chosen.doubtful]) == ((), proposed)


def test_of_a_long_text_it_says_nothing(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    field, reading = field_of(program), read(program, TWO + " He walked every day." * 40)
    weights = {**load_weights(), "least": 1.0}
    monkeypatch.setattr("extractor.fields.diagnoses.likely.load_weights", lambda: weights)
    accepted = choose_by_rules(field, reading)[0].accepted
    assert unlikely_ones(accepted, terms_of(field, reading), reading) == ()


def test_the_weights_are_read_whole() -> None:
    weights = load_weights()
    assert 0.5 < weights["least"] < 1
    assert weights["accepted"] > 0 > weights["told HINTED"]
