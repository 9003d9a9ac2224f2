"""How a cell came about, and what follows for how sure it is."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from extractor.case import Reading, Status
from extractor.fields import fill_accounted, fill_fields
from extractor.fields.confidence import (
    LEAST,
    MOST,
    Account,
    Scale,
    Sign,
    Weight,
    Weights,
    judge_account,
    load_scale,
)
from extractor.schema import FieldType, load_schema

Read = Callable[[str], Reading]
SCHEMA = load_schema("igg4-rsp")
NOTHING = Weights(0.0, {}, {}, {}, {})
STORY = "A 54-year-old woman was admitted with headache. She was treated with prednisolone and improved."


def account(reading: Reading, field: str) -> Account:
    return next(account for _, account in fill_accounted(SCHEMA, reading) if account.field == field)


def confidence(reading: Reading, field: str) -> float:
    return next(value.confidence for value in fill_fields(SCHEMA, reading) if value.field == field)


def scale(start: float, **signs: Weight) -> Scale:
    return Scale(Weights(start, {}, {}, {Sign(name): weight for name, weight in signs.items()}, {}), NOTHING)


def test_log_odds_add_up_to_a_probability() -> None:
    weights = Weights(1.0, {"categories": -0.5}, {"symptoms": 0.25}, {Sign.ITEMS: Weight(-1.0, 0.0, 2.0)}, {})
    cell = Account("symptoms", FieldType.CATEGORIES, True, {Sign.ITEMS: 1.0})
    assert judge_account(cell, Scale(weights, NOTHING)) == round(1 / (1 + math.exp(0.25)), 3) == 0.438


def test_a_field_without_gold_has_the_weights_of_its_type() -> None:
    weights = Weights(0.0, {"categories": 1.0}, {"symptoms": -3.0}, {}, {})
    cell = Account("comorbidities", FieldType.CATEGORIES, True, {})
    assert judge_account(cell, Scale(weights, NOTHING)) == round(1 / (1 + math.exp(-1)), 3)


def test_a_slope_takes_a_part_of_all_but_the_weight_of_the_field_itself() -> None:
    weights = Weights(
        1.0, {"categories": 1.0}, {"comorbidities": 0.5}, {Sign.ITEMS: Weight(2.0, 0.0, 2.0)}, {"comorbidities": 0.25}
    )
    cell = Account("comorbidities", FieldType.CATEGORIES, True, {Sign.ITEMS: 1.0})
    assert judge_account(cell, Scale(weights, NOTHING)) == round(1 / (1 + math.exp(-1.5)), 3)


def test_cells_with_an_answer_and_without_have_weights_of_their_own() -> None:
    both = Scale(Weights(2.0, {}, {}, {}, {}), Weights(-2.0, {}, {}, {}, {}))
    given = Account("sex", FieldType.CATEGORY, True, {})
    silent = Account("sex", FieldType.CATEGORY, False, {})
    assert (judge_account(given, both), judge_account(silent, both)) == (0.881, 0.119)


def test_a_sign_weighs_no_more_than_the_gold_has_shown() -> None:
    cells = [Account("sex", FieldType.CATEGORY, True, {Sign.WORDS: words}) for words in (2.0, 3.0, 300.0)]
    two, three, many = (judge_account(cell, scale(3.0, words=Weight(-0.5, 0.0, 3.0))) for cell in cells)
    assert two > three == many


@pytest.mark.parametrize(("start", "sure"), [(50.0, MOST), (-50.0, LEAST)])
def test_nothing_is_certain(start: float, sure: float) -> None:
    assert judge_account(Account("sex", FieldType.CATEGORY, True, {}), scale(start)) == sure


def test_the_weights_that_ship_know_the_fields_of_the_schema() -> None:
    names = {field.name for field in SCHEMA.fields}
    shipped = load_scale()
    assert set(shipped.given.fields) <= names
    assert set(shipped.silent.fields) <= names
    assert (shipped.given.signs[Sign.CONFLICT].weight < -1, shipped.given.signs[Sign.IMPLAUSIBLE].weight < -1) == (
        True,
        True,
    )


def test_every_cell_has_a_probability_and_the_same_each_time(read_patient: Read) -> None:
    first, again = (fill_fields(SCHEMA, read_patient(STORY)) for _ in range(2))
    assert [value.confidence for value in first] == [value.confidence for value in again]
    assert [v.field for v in first if not LEAST <= v.confidence <= MOST or v.confidence != round(v.confidence, 3)] == []


def test_two_sentences_say_so(read_patient: Read) -> None:
    once = account(read_patient("A 54-year-old woman came."), "age_years")
    twice = account(read_patient("A 54-year-old woman came. The patient was 54 years old."), "age_years")
    assert (once.signs.get(Sign.SENTENCES, 0.0), twice.signs[Sign.SENTENCES]) == (0.0, 1.0)


def test_a_list_is_known_by_its_items_and_by_the_weakest(read_patient: Read) -> None:
    text = "A 54-year-old woman was admitted with headache and fever. The headache had begun suddenly."
    signs = account(read_patient(text), "symptoms").signs
    assert (signs[Sign.ITEMS], signs.get(Sign.SENTENCES, 0.0)) == (1.0, 0.0)


def test_a_conflict_is_a_sign_and_makes_the_cell_unsure(read_patient: Read) -> None:
    agreed = read_patient("Deafness in a 54-year-old woman\n\nA 54-year-old woman had lost her hearing.")
    divided = read_patient("Deafness in a 54-year-old woman\n\nA 45-year-old woman had lost her hearing.")
    assert (
        Sign.CONFLICT in account(agreed, "age_years").signs,
        account(divided, "age_years").signs[Sign.CONFLICT],
    ) == (
        False,
        1.0,
    )
    assert confidence(divided, "age_years") < confidence(agreed, "age_years")


def test_silence_with_words_of_the_field_passed_over_is_less_sure(read_patient: Read) -> None:
    silent = read_patient("A 54-year-old woman came.")
    denied = read_patient("A 54-year-old woman came. Her brother had died of cancer.")
    passed = account(denied, "comorbidities")
    assert (passed.given, passed.signs[Sign.PASSED_OVER], passed.signs.get(Sign.OF_PATIENT, 0.0)) == (False, 1.0, 0.0)
    assert confidence(denied, "comorbidities") < confidence(silent, "comorbidities")


def test_a_denial_is_counted_and_is_no_answer(read_patient: Read) -> None:
    reading = read_patient("A 54-year-old woman came. She had no complaints.")
    value = next(value for value in fill_fields(SCHEMA, reading) if value.field == "symptoms")
    told = account(reading, "symptoms")
    assert (value.status, told.given, told.signs[Sign.DENIED]) == (Status.DENIED, False, 1.0)


def test_a_list_of_drugs_is_judged_like_other_lists(read_patient: Read) -> None:
    told = account(read_patient(STORY), "drugs")
    assert (told.type, told.given) == (FieldType.CATEGORIES, True)
    assert confidence(read_patient(STORY), "drugs") < confidence(read_patient(STORY), "age_years")


def test_how_late_a_cell_is_told_is_known(read_patient: Read) -> None:
    first = account(read_patient("A 54-year-old woman came with fever."), "symptoms").signs
    later = account(read_patient("A 54-year-old woman was seen. She was tall. She came with fever."), "symptoms").signs
    assert (first.get(Sign.LATE, 0.0), later[Sign.LATE]) == (0.0, pytest.approx(2 / 3))


def test_how_firmly_the_paper_calls_it_the_diagnosis_is_known(read_patient: Read) -> None:
    final = account(read_patient("A man was seen. The final diagnosis was a sarcoma."), "diagnosis").signs
    brought = account(read_patient("A man presented with a sarcoma."), "diagnosis").signs
    assert (final[Sign.FIRM], brought[Sign.FIRM]) == (1.0, pytest.approx(0.5))
