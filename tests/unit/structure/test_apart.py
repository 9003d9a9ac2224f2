"""Patients who are told apart by kinship, by an elder and a younger, by one and another, or by a number in brackets."""

from __future__ import annotations

import pytest

TOLD = [
    (
        "Two siblings with gout are described. The sister, aged 17 years, had jaundice. Her "
        "brother, 14 years old, had a tremor.",
        {
            "the sister": "Two siblings with gout are described. | The sister, aged 17 years, had jaundice.",
            "the brother": "Two siblings with gout are described. | Her brother, 14 years old, had a tremor.",
        },
    ),
    (
        "The index patient (II-1) is a 31-year-old woman with deafness. Her father (I-1), aged 60 "
        "years, was examined as well. He complained of vertigo. A brother, 28 years old, is a "
        "carrier.",
        {
            "the patient": "The index patient (II-1) is a 31-year-old woman with deafness.",
            "the father": "Her father (I-1), aged 60 years, was examined as well. He complained of vertigo.",
        },
    ),
    (
        "A 22-year-old student had fever and was given penicillin. Her roommate, a 21-year-old "
        "woman, fell ill with a rash and was treated with rifampicin.",
        {
            "the patient": "A 22-year-old student had fever and was given penicillin.",
            "the roommate": "Her roommate, a 21-year-old woman, fell ill with a rash and was treated with rifampicin.",
        },
    ),
    (
        "Two sisters had anosmia. The elder was given zinc; the younger was given iron.",
        {
            "Patient 1": "Two sisters had anosmia. | The elder was given zinc;",
            "Patient 2": "Two sisters had anosmia. | the younger was given iron.",
        },
    ),
    (
        "A man and a woman were admitted with botulism. The man had diplopia. The woman had dysphagia.",
        {
            "Patient 1": "A man | and | were admitted with botulism. | The man had diplopia.",
            "Patient 2": "and | a woman | were admitted with botulism. | The woman had dysphagia.",
        },
    ),
    (
        "Sunscreen was swallowed twice. A woman presented with vomiting. A man came with headache.",
        {
            "Patient 1": "A woman presented with vomiting.",
            "Patient 2": "A man came with headache.",
        },
    ),
    (
        "Two patients had angioedema after lisinopril. One was a 57-year-old man with stridor. The "
        "other was a woman with hoarseness.",
        {
            "Patient 1": "Two patients had angioedema after lisinopril. | One was a 57-year-old man with stridor.",
            "Patient 2": "Two patients had angioedema after lisinopril. | The other was a woman with hoarseness.",
        },
    ),
    (
        "A man and a woman, aged 29 and 54 years respectively, had meningitis. The man died.",
        {
            "Patient 1": "A man | and | , aged | 29 | and | years respectively, had meningitis. | The man died.",
            "Patient 2": "and | a woman | , aged | and | 54 | years respectively, had meningitis.",
        },
    ),
    (
        "Embolism occurred in two men. The first, a 30-year-old man, had syncope. The second, a man"
        " of 77, had a cough.",
        {
            "Patient 1": "Embolism occurred in two men. | The first, a 30-year-old man, had syncope.",
            "Patient 2": "Embolism occurred in two men. | The second, a man of 77, had a cough.",
        },
    ),
    (
        "A girl of 9 years had vomiting. In a second case, a 60-year-old man had fever.",
        {
            "Patient 1": "A girl of 9 years had vomiting.",
            "Patient 2": "In a second case, a 60-year-old man had fever.",
        },
    ),
    (
        "Patient 1 was a 4-year-old girl. Patients 2 to 4 (aged 5, 6 and 8 years) had weakness.",
        {
            "Patient 1": "Patient 1 was a 4-year-old girl.",
            "Patient 2": "Patients 2 | to | (aged | 5 | , | and | ) had weakness.",
            "Patient 3": "to | (aged | , | 6 | and | ) had weakness.",
            "Patient 4": "to | 4 | (aged | , | and | 8 years | ) had weakness.",
        },
    ),
    (
        "Patient 1 had fever. Patient 2 had cough. Patient 3 had a rash. Patients 1 and 3 were "
        "given zinc, the remaining patient iron.",
        {
            "Patient 1": "Patient 1 had fever. | Patients 1 | and | were given zinc,",
            "Patient 2": "Patient 2 had cough. | the remaining patient iron.",
            "Patient 3": "Patient 3 had a rash. | and | 3 | were given zinc,",
        },
    ),
    (
        "We treated three patients: a woman aged 34, a man aged 47, and a woman aged 62 years. The "
        "older woman had headache, the younger had pruritus.",
        {
            "Patient 1": "We treated three patients: a | woman aged 34 | , | , and a | the younger had pruritus.",
            "Patient 2": "We treated three patients: a | , | a man aged 47 | , and a",
            "Patient 3": "We treated three patients: a | , | , and a | woman aged 62 years | The older woman had "
            "headache,",
        },
    ),
    (
        "A 19-year-old female with fever and a 44-year-old male with cough were treated with zinc.",
        {
            "Patient 1": "A 19-year-old female with fever and | were treated with zinc.",
            "Patient 2": "a 44-year-old male with cough | were treated with zinc.",
        },
    ),
    (
        "The first recipient, a 48-year-old man, had fever. The second recipient, a 26-year-old "
        "woman, had a rash. The donor, a 20-year-old man, had died of encephalitis.",
        {
            "Patient 1": "The first recipient, a 48-year-old man, had fever.",
            "Patient 2": "The second recipient, a 26-year-old woman, had a rash.",
        },
    ),
    (
        "(i) A 23-year-old woman with fever was given zinc. (ii) A 31-year-old man with cough received iron.",
        {
            "Patient 1": "(i) A 23-year-old woman with fever was given zinc.",
            "Patient 2": "(ii) A 31-year-old man with cough received iron.",
        },
    ),
    (
        "We previously reported a 70-year-old man with cough. Here we describe a 61-year-old woman "
        "with hiccups. She was given zinc.",
        {
            "Patient": "Here we describe a 61-year-old woman with hiccups. She was given zinc.",
        },
    ),
    (
        "We describe three patients, a boy (aged 15 years) and two girls (aged 17 and 7 years) with "
        "brittle bones. The boy had a stroke.",
        {
            "Patient 1": "We describe three patients, a boy (aged 15 years) and | The boy had a stroke.",
            "Patient 2": "two girls (aged | 17 | and | ) with brittle bones.",
            "Patient 3": "two girls (aged | and | 7 years | ) with brittle bones.",
        },
    ),
    (
        "We report two patients, a man (aged 45 years) and a woman (51 years old), with meningitis. "
        "The man had fever. The woman had headache.",
        {
            "Patient 1": (
                "We report two patients, | a man (aged 45 years | ) and | ), with meningitis. | The man had fever."
            ),
            "Patient 2": (
                "We report two patients, | ) and | a woman (51 years old | ), with meningitis. | The woman "
                "had headache."
            ),
        },
    ),
    (
        "Two male subjects are described. The first, a Maltese, had jaundice after birth. The second "
        "patient, a boy in whom cataracts were found at the age of 4 years, had a rash.",
        {
            "Patient 1": "Two male subjects are described. | The first, a Maltese, had jaundice after birth.",
            "Patient 2": (
                "Two male subjects are described. | The second patient, a boy in whom cataracts were found at"
                " the age of 4 years, had a rash."
            ),
        },
    ),
    (
        "Two cases of liver damage were observed. The first case is of acute hepatitis; the second "
        "presents the picture of cirrhosis.",
        {
            "Patient 1": "Two cases of liver damage were observed. | The first case is of acute hepatitis;",
            "Patient 2": "Two cases of liver damage were observed. | the second presents the picture of cirrhosis.",
        },
    ),
    (
        "We report polyposis in a male patient and his maternal aunt, both of whom had osteomas. Both had a deletion.",
        {
            "the patient": (
                "We report polyposis in | a male patient | and | , both of whom had osteomas. Both had a deletion."
            ),
            "the aunt": (
                "We report polyposis in | and | his maternal aunt | , both of whom had osteomas. Both had a deletion."
            ),
        },
    ),
    (
        "The authors report two observations. In patient n° 1 dyspnoea came after angiography, whilst"
        " patient n° 2 developed a rash.",
        {
            "Patient n° 1": "In patient n° 1 dyspnoea came after angiography, whilst",
            "Patient n° 2": "patient n° 2 developed a rash.",
        },
    ),
    (
        "J. M., a girl aged 3 years and 4 months, came in convulsions. R. M., her brother, aged 22 months, was pale.",
        {
            "J.M.": "J. M., a girl aged 3 years and 4 months, came in convulsions.",
            "R.M.": "R. M., her brother, aged 22 months, was pale.",
        },
    ),
    (
        "We have taken care of three patients. The first patient, aged of 48 years, a Pole, had "
        "fever. The second was a woman of 35 years with a rash. The last observation concerns a "
        "61-year-old man with cough.",
        {
            "Patient 1": (
                "We have taken care of three patients. | The first patient, aged of 48 years, a Pole, had fever."
            ),
            "Patient 2": "We have taken care of three patients. | The second was a woman of 35 years with a rash.",
            "Patient 3": (
                "We have taken care of three patients. | The last observation concerns a 61-year-old man with cough."
            ),
        },
    ),
    (
        "Baby 1. Male, aged 23 days: fits and a bulging fontanelle. Baby 2. Female, 5 weeks: bruises for a week.",
        {
            "Baby 1": "Baby 1. Male, aged 23 days: fits and a bulging fontanelle.",
            "Baby 2": "Baby 2. Female, 5 weeks: bruises for a week.",
        },
    ),
    (
        "We cared for a 55-year-old man with headache. In total, eight patients have been reported in"
        " the literature. They were mostly men, 51 ± 12 years old on average. Weakness was found at "
        "the first visit. He was given prednisolone.",
        {
            "Patient": "We cared for a 55-year-old man with headache. | He was given prednisolone.",
        },
    ),
]


@pytest.mark.parametrize(("text", "wanted"), TOLD)
def test_who_is_a_patient_and_what_is_told_of_each(told, text: str, wanted: dict[str, str]) -> None:
    assert told(text) == wanted


def test_neither_an_editorial_nor_a_cohort_has_a_case(told) -> None:
    assert told("In this issue, Ames and colleagues study hiccups. A man with hiccups for days needs care.") == {}
    assert told("Of 214 children (median age 6.8 years) 30 were treated. One 14-year-old boy lost vision.") == {}
