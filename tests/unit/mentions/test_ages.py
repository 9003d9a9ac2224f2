"""Ages and sexes in one sentence: every spelling, and whose they are."""

from __future__ import annotations

import time

import pytest

from extractor.case import Mention, Role, Sentence
from extractor.document import SectionKind, Span
from extractor.mentions.ages import find_ages
from extractor.mentions.sexes import find_sexes


def sentence(text: str) -> Sentence:
    return Sentence(0, Span(0, len(text)), text, SectionKind.CASE, 0)


def years(mention: Mention) -> float | None:
    return None if mention.quantity is None else mention.quantity.canonical


def ages(text: str) -> list[tuple[str, float | None, Role]]:
    return [(text[m.span.start : m.span.end], years(m), m.role) for m in find_ages(sentence(text))]


def sexes(text: str, lexicon: str = "person") -> list[tuple[str, str, Role]]:
    found = find_sexes(sentence(text))
    return [(text[m.span.start : m.span.end], m.concept, m.role) for m in found if m.lexicon == lexicon]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("A 54-year-old woman came.", "54-year-old", 54),
        ("A 54 year old gentleman came.", "54 year old", 54),
        ("A 36- year- old man came.", "36- year- old", 36),
        ("A 75–year–old man came.", "75–year–old", 75),
        ("A 60 years-old, right-handed man came.", "60 years-old", 60),
        ("A 43 yearold lady came.", "43 yearold", 43),
        ("A 34-yr-old lady came.", "34-yr-old", 34),
        ("The patient, aged 54 years, came.", "54 years", 54),
        ("The patient, aged 86, came.", "86", 86),
        ("Her age was 33 years.", "33 years", 33),
        ("Age: 45, female.", "45", 45),
        ("A woman, 40 years of age, came.", "40 years of age", 40),
        ("54 y/o female with headache.", "54 y/o", 54),
        ("This is a 54 yo F with cough.", "54 yo", 54),
        ("A 45 y.o. man came.", "45 y.o.", 45),
        ("54F with headache.", "54F", 54),
        ("- 71 M, ex-smoker", "71 M", 71),
        ("Case 2 (54/M): fever.", "54/M", 54),
        ("M/54, with numbness.", "M/54", 54),
        ("A fifty-four-year-old baker came.", "fifty-four-year-old", 54),
        ("Twenty-five-year-old female.", "Twenty-five-year-old", 25),
        ("A woman of 74 came.", "74", 74),
        ("Ms A.B., 63 years, came.", "63 years", 63),
        ("A man (54 years) came.", "54 years", 54),
        ("A 70 years male came.", "70 years", 70),
        ("A girl 19 months old came.", "19 months old", 1.58),
        ("Patient 1: 71 years, purple macules.", "71", 71),
        ("Outpatient no. 2 (m, 8) had fever.", "8", 8),
        ("Baby 2. Female, 5 weeks, bruised.", "5", 0.1),
        ("(3) M 47. Anuria.", "47", 47),
        ("(b) Clergyman, 64, with obstruction.", "64", 64),
        ("The plumber (36) had a cough.", "36", 36),
        ("The schoolteacher (59 years) lost his memory.", "59", 59),
        ("the clerk M.S. (61 y), who was treated.", "61", 61),
        ("B., 31, had a dropped foot.", "31", 31),
        ("A thirteen month-old boy came.", "thirteen month-old", 1.08),
        ("A boy aged 16 days came.", "16 days", 0.04),
        ("A 24-h-old boy came.", "24-h-old", 0.0),
        ("A 1-year-and-7-month-old girl came.", "1-year-and-7-month-old", 1.58),
        ("A boy, 4 and a half years old, came.", "4 and a half years old", 4.5),
        ("An 8½-year-old boy came.", "8½-year-old", 8.5),
        ("In 2010, a 77-year-old man came.", "77-year-old", 77),
        ("A 37-year-old pregnant woman came.", "37-year-old", 37),
        ("A 70-year-old woman with history of ulcers came.", "70-year-old", 70),
        ("A 30-year-old burn patient came.", "30-year-old", 30),
        ("It was seen at 35 weeks gestational age in a 28-year-old.", "28-year-old", 28),
        ("At 15 years of age he was admitted with cough.", "15 years of age", 15),
        ("Age (years)    74      ", "74", 74),
        ("Age, months: 8", "8", 0.67),
        ("Age/sex    61/M", "61", 61),
        ("Sex/age M/61", "61", 61),
        ("Age at diagnosis (y)   41", "41", 41),
    ],
)
def test_own_age(text: str, words: str, value: float) -> None:
    assert ages(text) == [(words, value, Role.UNKNOWN)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A man in his mid-60s came.", "in his mid-60s"),
        ("A lady in her late sixties came.", "in her late sixties"),
        ("A newborn was brought in.", "newborn"),
        ("The teenager was brought in.", "teenager"),
        ("A middle-aged man came.", "middle-aged"),
    ],
)
def test_age_told_by_a_word(text: str, words: str) -> None:
    assert ages(text) == [(words, None, Role.UNKNOWN)]


@pytest.mark.parametrize(
    ("text", "words", "value", "role"),
    [
        ("She is now 27 years old and well.", "27 years old", 27, Role.FOLLOW_UP),
        ("He died at the age of 48.", "48", 48, Role.FOLLOW_UP),
        ("He was diagnosed with lupus at the age of 20.", "20", 20, Role.EARLIER),
        ("At the age of 20, lupus was diagnosed.", "20", 20, Role.EARLIER),
        ("He has been deaf since he was 5 years old.", "5 years old", 5, Role.EARLIER),
        ("The swelling had been noticed at 1 year of age.", "1 year of age", 1, Role.EARLIER),
        ("He had had a bypass at 52 years of age.", "52 years of age", 52, Role.EARLIER),
        ("His 45-year-old brother has the same disease.", "45-year-old", 45, Role.OTHER),
        ("Her mother, aged 60, had diabetes.", "60", 60, Role.OTHER),
        ("The father, a fitter of 31, was well.", "31", 31, Role.OTHER),
        ("The grandmother (78) had a dry mouth.", "78", 78, Role.OTHER),
        ("His sister had died at 12 years of age.", "12 years of age", 12, Role.OTHER),
        ("She had a 3-year-old daughter.", "3-year-old", 3, Role.OTHER),
        ("The kidney came from a 45-year-old male donor.", "45-year-old", 45, Role.OTHER),
        ("Gray et al. described a 54-year-old man.", "54-year-old", 54, Role.OTHER),
    ],
)
def test_age_of_another_time_or_person(text: str, words: str, value: float, role: Role) -> None:
    assert ages(text) == [(words, value, role)]


@pytest.mark.parametrize(
    "text",
    [
        "She gave birth at 35 weeks of gestation.",
        "The gestational age was 35 weeks.",
        "The bone age of 5 years was low.",
        "The mean age was 54 years (range 20–80 years).",
        "It affects people younger than 50 years of age.",
        "Adults aged 18 to 65 years were included.",
        "The 3-month-old fracture had healed.",
        "A 12-year follow-up is planned.",
        "He had a 10-year history of gout.",
        "A 14F catheter was placed.",
        "The man (5 years after gastrectomy) was referred.",
        "The male (46, XY karyotype) was referred.",
        "His temperature was 38 °C.",
        "Mean age (years) 45",
        "Age range 18-40",
        "Age at onset 20",
    ],
)
def test_no_age(text: str) -> None:
    assert ages(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The gene had S62, 71F and N93 changes.",
        "In the parasite the 84F mutation was found.",
        "It had a change (171F).",
    ],
)
def test_code_of_a_variant_is_no_age_and_no_sex(text: str) -> None:
    assert ages(text) == []
    assert sexes(text) == []


def test_ages_of_several_patients() -> None:
    assert [value for _, value, _ in ages("We saw two men aged 86 and 62 years.")] == [86, 62]
    assert [value for _, value, _ in ages("A 54- and a 62-year-old man came.")] == [54, 62]
    assert [value for _, value, _ in ages("We saw two men aged        62 years.")] == [62]
    assert [value for _, value, _ in ages("We saw two women aged 73 and 66 years, and one man aged 27.")] == [
        73,
        66,
        27,
    ]


def test_mother_may_be_the_patient() -> None:
    assert ages("A 34-year-old mother of two presented with fever.") == [("34-year-old", 34, Role.UNKNOWN)]
    assert ages("A 3-year-old boy, whose mother was 30 years old, came.") == [
        ("3-year-old", 3, Role.UNKNOWN),
        ("30 years old", 30, Role.OTHER),
    ]


@pytest.mark.parametrize(
    ("text", "words", "sex", "role"),
    [
        ("A 54-year-old woman came.", "woman", "female", Role.UNKNOWN),
        ("A 29-year-old primigravida came.", "primigravida", "female", Role.UNKNOWN),
        ("A 37-year-old G2P1 was admitted.", "G2P1", "female", Role.UNKNOWN),
        ("54F with headache.", "F", "female", Role.UNKNOWN),
        ("Age: 38. Sex: M.", "M", "male", Role.UNKNOWN),
        ("M/54, with numbness.", "M", "male", Role.UNKNOWN),
        ("Mr. Doe was admitted.", "Mr. ", "male", Role.UNKNOWN),
        ("Gray et al. described a 54-year-old man.", "man", "male", Role.OTHER),
    ],
)
def test_noun(text: str, words: str, sex: str, role: Role) -> None:
    assert sexes(text) == [(words, sex, role)]


@pytest.mark.parametrize("text", ["MR imaging was done in 5 ms.", "The kidney of a male donor.", "Male breast cancer."])
def test_no_noun(text: str) -> None:
    assert sexes(text) == []


def test_pronouns_after_a_relative_may_be_the_relatives() -> None:
    assert sexes("She said that her mother had lost her hair.", "pronoun") == [
        ("She", "female", Role.UNKNOWN),
        ("her", "female", Role.UNKNOWN),
        ("her", "female", Role.OTHER),
    ]


def test_long_blanks_are_quick() -> None:
    text = "aged 54" + " " * 20_000 + "and 62 " + " " * 20_000 + "-year-old" + " 1" * 5_000
    start = time.process_time()
    ages(text)
    sexes(text)
    assert time.process_time() - start < 2


@pytest.mark.parametrize("text", ["2  48  F  back pain", "Case 2   F   48   back pain", "2   48 years   female   pain"])
def test_age_in_a_row_for_each_patient(text: str) -> None:
    row = Sentence(0, Span(0, len(text)), text, SectionKind.TABLE, 0)
    assert [years(m) for m in find_ages(row)] == [48]
    assert ages(text) == [] or "years" in text  # in running text these are no ages


@pytest.mark.parametrize(
    "text", ["2  48  F  back pain", "Case 2   F   48   back pain", "Sex      F", "Age/sex   48/F", "Sex/age F/48"]
)
def test_letter_of_the_sex_in_a_row(text: str) -> None:
    row = Sentence(0, Span(0, len(text)), text, SectionKind.TABLE, 0)
    assert [(m.concept, text[m.span.start : m.span.end]) for m in find_sexes(row)] == [("female", "F")]


def test_other_letters_of_a_row_are_no_sex() -> None:
    text = "Stage   M   0"
    assert list(find_sexes(Sentence(0, Span(0, len(text)), text, SectionKind.TABLE, 0))) == []
