"""Patients called each by a noun, initials or a mark beside an age; and people who are no patients of the paper."""

from __future__ import annotations

import pytest

TOLD = [
    (
        "Three workmen were exposed to phosgene. The welder, 44 years old, was ventilated. The "
        "plumber (36) had a cough. The apprentice, a lad of 18 years, was sent home, where he was "
        "found dead.",
        {
            "Patient 1": "The welder, 44 years old, was ventilated.",
            "Patient 2": "The plumber (36) had a cough.",
            "Patient 3": "The apprentice, a lad of 18 years, was sent home, where he was found dead.",
        },
    ),
    (
        "Chikungunya was followed in a family. The father, aged 61, had stiff wrists. His wife, 57, "
        "took chloroquine. Their son, a student of 23, had a rash.",
        {
            "Patient 1": "The father, aged 61, had stiff wrists.",
            "Patient 2": "His wife, 57, took chloroquine.",
            "Patient 3": "Their son, a student of 23, had a rash.",
        },
    ),
    (
        "We describe the diver K.L. (55 y) and the clerk M.S. (61 y), who were both treated for low "
        "pressure. In K.L. headache had lasted 14 months, in M.S. five weeks.",
        {
            "K.L.": "We describe the diver K.L. (55 y) and | In K.L. headache had lasted 14 months,",
            "M.S.": "the clerk M.S. (61 y), who were both treated for low pressure. | in M.S. five weeks.",
        },
    ),
    (
        "Leprosy was seen in three men. A. was 24 and had a numb patch. B., 31, had a dropped foot. "
        "C., who was 29, had red nodules.",
        {
            "A.": "Leprosy was seen in three men. | A. was 24 and had a numb patch.",
            "B.": "Leprosy was seen in three men. | B., 31, had a dropped foot.",
            "C.": "Leprosy was seen in three men. | C., who was 29, had red nodules.",
        },
    ),
    (
        "Two people received his kidneys. The donor, a 20-year-old rider, died of a head injury. The "
        "recipient of the left kidney, a 49-year-old man, had fever. The recipient of the right "
        "kidney, a woman aged 36, had diarrhoea.",
        {
            "Patient 1": (
                "Two people received his kidneys. The donor, a 20-year-old rider, died of a head injury. The "
                "recipient of the left kidney, a 49-year-old man, had fever."
            ),
            "Patient 2": "The recipient of the right kidney, a woman aged 36, had diarrhoea.",
        },
    ),
    (
        "We have seen two such patients. The 74-year-old coughed for weeks. The 81-year-old, a "
        "widower, lost his sight.",
        {
            "Patient 1": "We have seen two such patients. | The 74-year-old coughed for weeks.",
            "Patient 2": "We have seen two such patients. | The 81-year-old, a widower, lost his sight.",
        },
    ),
    (
        "Rupture was met three times. The first was 19 years old and had pain. The second, 31 years "
        "old, died. The third was 38 years of age and is well.",
        {
            "Patient 1": "The first was 19 years old and had pain.",
            "Patient 2": "The second, 31 years old, died.",
            "Patient 3": "The third was 38 years of age and is well.",
        },
    ),
    (
        "(1) M 31. Wound discharge. (2) F 54. Swelling of the labium. (3) M 47. Anuria.",
        {
            "Patient 1": "(1) M 31. Wound discharge.",
            "Patient 2": "(2) F 54. Swelling of the labium.",
            "Patient 3": "(3) M 47. Anuria.",
        },
    ),
    (
        "We report on two cousins. P1, born at term, had feeding trouble. P2, the son of an aunt, "
        "came down with sepsis.",
        {
            "P1": "We report on two cousins. | P1, born at term, had feeding trouble.",
            "P2": "We report on two cousins. | P2, the son of an aunt, came down with sepsis.",
        },
    ),
    (
        "A questionnaire was sent to 640 physicians. A vignette of a 7-year-old boy with tics was "
        "judged to be typical by most.",
        {},
    ),
    (
        "In this controlled trial 84 women were assigned to a drug or placebo. One stillbirth "
        "occurred in a 35-year-old woman.",
        {},
    ),
    (
        "Cell lines were established from keloids of five patients (three women, aged 19, 22 and 40 "
        "years, and two men, aged 28 and 33).",
        {},
    ),
    (
        "Transplantation was done in 26 mongrel dogs. One animal, a 3-year-old female, is alive. Two dogs were lost.",
        {},
    ),
    (
        "Cousin 1 (man, 44) had belly pain. Cousin 2 had chest pain. Cousin 3 was a 39-year-old woman"
        " with a rash. All but the last took colchicine; she preferred ibuprofen.",
        {
            "Cousin 1": "Cousin 1 (man, 44) had belly pain. | All but the last took colchicine;",
            "Cousin 2": "Cousin 2 had chest pain. | All but the last took colchicine;",
            "Cousin 3": "Cousin 3 was a 39-year-old woman with a rash. | she preferred ibuprofen.",
        },
    ),
    (
        "We report two men with spasms. One, aged 58, had insomnia; the other was 66 and had sweats. "
        "The younger man slept again, whereas the older one died.",
        {
            "Patient 1": (
                "We report two men with spasms. | One, aged 58, had insomnia; | The younger man slept again, whereas"
            ),
            "Patient 2": "We report two men with spasms. | the other was 66 and had sweats. | the older one died.",
        },
    ),
    (
        "A 24-year-old woman at 33 weeks of gestation had fever. The infant was apnoeic at birth; in "
        "spite of ventilation she died at 19 hours.",
        {
            "the mother": "A 24-year-old woman at 33 weeks of gestation had fever.",
            "the infant": "The infant was apnoeic at birth; in spite of ventilation she died at 19 hours.",
        },
    ),
    (
        "Two men, 86 and 62 years old, had headache. The latter patient had fever. Since the "
        "86-year-old patient also had visual loss, a biopsy was taken.",
        {
            "Patient 1": (
                "Two men, | 86 | and | years old, had headache. | Since the 86-year-old patient also had "
                "visual loss, a biopsy was taken."
            ),
            "Patient 2": "Two men, | and | 62 | years old, had headache. | The latter patient had fever.",
        },
    ),
    (
        "Case reports. The first child was a girl of 18 months who limped. The second, a boy aged 2 "
        "years, cried. The third, again a girl, was eleven months old and irritable.",
        {
            "Patient 1": "The first child was a girl of 18 months who limped.",
            "Patient 2": "The second, a boy aged 2 years, cried.",
            "Patient 3": "The third, again a girl, was eleven months old and irritable.",
        },
    ),
    (
        "Three siblings, a boy of 13 and two girls of 10 and 4, had a deficiency. The boy had "
        "strokes. The youngest was pale.",
        {
            "Patient 1": "Three siblings, a boy of 13 and | The boy had strokes.",
            "Patient 2": "two girls of | 10 | and | , had a deficiency.",
            "Patient 3": "two girls of | and | 4 | , had a deficiency. | The youngest was pale.",
        },
    ),
    (
        "Rods broke in 2 boys. In the first (age 8) a click was followed by pain. In the second (age "
        "10) the break was found by radiograph.",
        {
            "Patient 1": "Rods broke in 2 boys. | In the first (age 8) a click was followed by pain.",
            "Patient 2": "Rods broke in 2 boys. | In the second (age 10) the break was found by radiograph.",
        },
    ),
    (
        "What causes a floppy baby? An alert infant who cannot lift the arms most probably suffers "
        "from spinal muscular atrophy. Treatable causes come first.",
        {},
    ),
    (
        "We report two infants with pallor. Two of the mothers were vegans, one had had bariatric "
        "surgery. The first infant had a tremor. The second infant had vomiting.",
        {
            "Patient 1": "We report two infants with pallor. | The first infant had a tremor.",
            "Patient 2": "We report two infants with pallor. | The second infant had vomiting.",
        },
    ),
]


@pytest.mark.parametrize(("text", "wanted"), TOLD)
def test_who_is_a_patient_and_what_is_told_of_each(told, text: str, wanted: dict[str, str]) -> None:
    assert told(text) == wanted
