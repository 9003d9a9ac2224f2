"""The patient's age and sex out of all that a paper tells: contradictions, background, and what is left open."""

from __future__ import annotations

from collections.abc import Callable

from extractor.case import Reading, Status, Value
from extractor.document import Block, Document, Span, Stream
from extractor.fields import fill_fields
from extractor.pipeline import Program, analyse_document
from extractor.schema import load_schema

Read = Callable[[str], Reading]


def filled(reading: Reading, field: str) -> Value:
    return next(value for value in fill_fields(load_schema("core"), reading) if value.field == field)


def test_title_and_body_agree(read_patient: Read) -> None:
    reading = read_patient("Deafness in a 54-year-old woman\n\nA 54-year-old woman had lost her hearing.")
    value = filled(reading, "age_years")
    assert (value.status, value.content, len(value.evidence)) == (Status.STATED, 54, 2)


def test_title_and_body_contradict_each_other(read_patient: Read) -> None:
    reading = read_patient("Deafness in a 54-year-old woman\n\nA 45-year-old man had lost his hearing.")
    age, sex = filled(reading, "age_years"), filled(reading, "sex")
    assert (age.status, age.content, [a.content for a in age.alternatives]) == (Status.CONFLICT, 54, [45])
    assert (sex.status, sex.content, [a.content for a in sex.alternatives]) == (Status.CONFLICT, "female", ["male"])


def test_earlier_and_later_ages_are_no_contradiction(read_patient: Read) -> None:
    reading = read_patient(
        "A 54-year-old woman had lost her hearing. Lupus had been diagnosed at the age of 20. She is now 57 years old."
    )
    value = filled(reading, "age_years")
    assert (value.status, value.content, value.alternatives) == (Status.STATED, 54, ())


def test_number_outweighs_word(read_patient: Read) -> None:
    value = filled(read_patient("A middle-aged woman came. The patient was 54 years old."), "age_years")
    assert (value.status, value.content) == (Status.STATED, 54)


def test_age_at_an_event_is_offered_and_not_taken(read_patient: Read) -> None:
    value = filled(read_patient("She was diagnosed with asthma at the age of 12."), "age_years")
    assert (value.status, value.content, [a.content for a in value.alternatives]) == (Status.NOT_REPORTED, None, [12])


def test_noun_outweighs_pronoun(read_patient: Read) -> None:
    value = filled(read_patient("A 54-year-old man came. She had lost her hearing."), "sex")
    assert (value.status, value.content) == (Status.STATED, "male")


def test_most_pronouns_decide_without_a_noun(read_patient: Read) -> None:
    value = filled(read_patient("The patient was 54 years old. He had lost his hearing. She was well."), "sex")
    assert (value.status, value.content) == (Status.STATED, "male")


def test_pronouns_of_a_relative_do_not_count(read_patient: Read) -> None:
    value = filled(read_patient("The patient was 5 years old. The mother said that she had been well."), "sex")
    assert (value.status, value.content) == (Status.NOT_REPORTED, None)


def test_age_of_a_newborn_at_the_first_event(read_patient: Read) -> None:
    value = filled(read_patient("The newborn was pale. At the age of 3 days a rash appeared."), "age_years")
    assert (value.status, value.content) == (Status.STATED, 0.01)


def test_infancy_of_a_boy_is_not_his_age(read_patient: Read) -> None:
    value = filled(read_patient("A young boy limped. At the age of 6 months a rash had appeared."), "age_years")
    assert (value.status, value.content) == (Status.STATED, None)


def test_a_noun_that_every_pronoun_contradicts_is_not_the_sex(read_patient: Read) -> None:
    value = filled(read_patient("The nurse was 52 years old. She fell. Her hand was weak. A male nurse came."), "sex")
    assert (value.status, value.content) == (Status.STATED, "female")


def test_relatives_who_are_patients_have_age_and_sex(program: Program) -> None:
    def people(text: str) -> list[tuple[object, object]]:
        document = Document("paper", "paper.txt", "text", text, (Block(Span(0, len(text)), Stream.BODY),))
        records = analyse_document(document, program).records
        return [(r.value("age_years").content, r.value("sex").content) for r in records]

    assert people("A 34-year-old woman and her 8-year-old son were admitted with fever. Both recovered.") == [
        (34.0, "female"),
        (8.0, "male"),
    ]
    assert people("Patient 1 is a 9-year-old boy. Patient 2 is his 6-year-old sister.") == [
        (9.0, "male"),
        (6.0, "female"),
    ]
    assert people("Two brothers, aged 12 and 15, had ataxia.") == [(12.0, "male"), (15.0, "male")]
    assert people("A 50-year-old man had fever. His 48-year-old sister had died.") == [(50.0, "male")]
