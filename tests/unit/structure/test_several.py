"""Several patients who are brought in in one breath: by number of one sex, by turns, by a list of ages."""

from __future__ import annotations

import pytest

TOLD = [
    (
        "1st case A 33-year-old woman had cough. 2 nd case A 61-year-old man had fever. He died.",
        {
            "Patient 1": "1st case A 33-year-old woman had cough.",
            "Patient 2": "2 nd case A 61-year-old man had fever. He died.",
        },
    ),
    (
        "Case 1 had fever. Case 2 had a rash. Case 3 had gout. Case 1 died and the other patients recovered.",
        {
            "Case 1": "Case 1 had fever. | Case 1 died",
            "Case 2": "Case 2 had a rash. | and the other patients recovered.",
            "Case 3": "Case 3 had gout. | and the other patients recovered.",
        },
    ),
    (
        "Two brothers, 9 and 3 years, had stones. While one of them died, the older brother recovered.",
        {
            "Patient 1": "Two brothers, | 9 | and | years, had stones. | the older brother recovered.",
            "Patient 2": "Two brothers, | and | 3 | years, had stones. | While one of them died,",
        },
    ),
    (
        "Patient A is a 45-year-old woman, patient B a 32-year-old man. Both had gout.",
        {
            "Patient A": "Patient A is a 45-year-old woman, | Both had gout.",
            "Patient B": "patient B a 32-year-old man. | Both had gout.",
        },
    ),
    (
        "A 33-year-old woman coughed up a leech. In a second L. nilotica infestation case, the nose bled.",
        {
            "Patient 1": "A 33-year-old woman coughed up a leech.",
            "Patient 2": "In a second L. nilotica infestation case, the nose bled.",
        },
    ),
    (
        "We report two cases of aneurysm, one managed with a stent and the other with surgery. Cultures grew nothing.",
        {
            "Patient 1": "We report two cases of aneurysm, | one managed with a stent and | Cultures grew nothing.",
            "Patient 2": "We report two cases of aneurysm, | the other with surgery. | Cultures grew nothing.",
        },
    ),
    (
        "Two sisters, aged 74 and 76 years, had ataxia. Drugs led to relief in one and to cure in the other patient.",
        {
            "Patient 1": "Two sisters, aged | 74 | and | years, had ataxia. Drugs led | to relief in one and",
            "Patient 2": "Two sisters, aged | and | 76 | years, had ataxia. Drugs led | to cure in the other patient.",
        },
    ),
    (
        "Two men came: the first with cough, the other with lethargy. The third case was a man with wheeze. "
        "The first case needed surgery. The second case died.",
        {
            "Patient 1": "Two men came: | the first with cough, | The first case needed surgery.",
            "Patient 2": "Two men came: | the other with lethargy. | The second case died.",
            "Patient 3": "The third case was a man with wheeze.",
        },
    ),
    (
        "Two men, 40 and 60 years old, were seen. MRI showed a plaque over the clivus in the former, and in the latter "
        "a mass at L4. IgG4 was 1.2 g/L in the 40-year-old and 3.4 g/L in the 60-year-old (normal, 0.1–1.4 g/L). "
        "Both came to biopsy. IgG4-positive cells numbered 22 and 90 per field.",
        {
            "Patient 1": "Two men, | 40 | and | years old, were seen. MRI showed | a plaque over the clivus in the "
            "former, and | IgG4 was | 1.2 g/L in the 40-year-old and | (normal, 0.1–1.4 g/L). Both came to biopsy. "
            "IgG4-positive cells numbered | 22 | and | per field.",
            "Patient 2": "Two men, | and | 60 | years old, were seen. MRI showed | in the latter a mass at L4. | "
            "IgG4 was | 3.4 g/L in the 60-year-old | (normal, 0.1–1.4 g/L). Both came to biopsy. IgG4-positive cells "
            "numbered | and | 90 | per field.",
        },
    ),
    (
        "One 57-year-old woman and one 69-year-old male patient presented with jaundice. The man died.",
        {
            "Patient 1": "One 57-year-old woman | and | presented with jaundice.",
            "Patient 2": "and | one 69-year-old male patient | presented with jaundice. | The man died.",
        },
    ),
    (
        "Two sisters, 27- and 35-year-old, had ataxia. The elder improved.",
        {
            "Patient 1": "Two sisters, | 27 | - and | -year-old, had ataxia.",
            "Patient 2": "Two sisters, | - and | 35 | -year-old, had ataxia. | The elder improved.",
        },
    ),
    (
        "Three patients (two women aged 73 and 66 years, and one man aged 27 years) lost vision. The man was treated.",
        {
            "Patient 1": "Three patients (two women aged | 73 | and | , and | ) lost vision.",
            "Patient 2": "Three patients (two women aged | and | 66 years | , and | ) lost vision.",
            "Patient 3": "Three patients (two women aged | and | , and | one man aged 27 years | ) lost vision. | "
            "The man was treated.",
        },
    ),
    (
        "A 31-year-old woman had pain. The second case involved a 36-year-old woman with numbness. She wore a splint.",
        {
            "Patient 1": "A 31-year-old woman had pain.",
            "Patient 2": "The second case involved a 36-year-old woman with numbness. She wore a splint.",
        },
    ),
    (
        "Two women were seen. One, aged 33, had taken the drug for acne; the other, aged 47, for rosacea.",
        {
            "Patient 1": "Two women were seen. | One, aged 33, had taken the drug for acne;",
            "Patient 2": "Two women were seen. | the other, aged 47, for rosacea.",
        },
    ),
    (
        "The first patient was a 73-year-old farmer. He fell. The second was a 24-year-old student. She had neck pain.",
        {
            "Patient 1": "The first patient was a 73-year-old farmer. He fell.",
            "Patient 2": "The second was a 24-year-old student. She had neck pain.",
        },
    ),
    (
        "Case 1. A 20-year-old man had a rash. Case 2. A 31-year-old woman coughed. Case 3. A 44-year-old man had "
        "fever. Cases 1 and 3 were treated. Case 2 died.",
        {
            "Case 1": "Case 1. A 20-year-old man had a rash. | Cases 1 | and | were treated.",
            "Case 2": "Case 2. A 31-year-old woman coughed. | Case 2 died.",
            "Case 3": "Case 3. A 44-year-old man had fever. | and | 3 | were treated.",
        },
    ),
    (
        "J.K., a 44-year-old man, had dysphagia. M.S., a 50-year-old woman, was hoarse.",
        {
            "J.K.": "J.K., a 44-year-old man, had dysphagia.",
            "M.S.": "M.S., a 50-year-old woman, was hoarse.",
        },
    ),
    (
        "Two infants, a boy of 5 weeks and a girl of 7 weeks, vomited. The boy was operated on.",
        {
            "Patient 1": "Two infants, | a boy of 5 weeks | and | , vomited. | The boy was operated on.",
            "Patient 2": "Two infants, | and | a girl of 7 weeks | , vomited.",
        },
    ),
    # Nobody's age is told, and something is told of the one and of the other.
    (
        "We report two cases of a cyst of the pancreas. One patient had jaundice. A drain was laid. The other patient "
        "had a fever.",
        {
            "Patient 1": "We report two cases of a cyst of the pancreas. | One patient had jaundice. A drain was laid.",
            "Patient 2": "We report two cases of a cyst of the pancreas. | The other patient had a fever.",
        },
    ),
    (
        "Two patients were operated on for a thymoma. One patient is well, whereas a relapse was seen in the other.",
        {
            "Patient 1": "Two patients were operated on for a thymoma. | One patient is well, whereas",
            "Patient 2": "Two patients were operated on for a thymoma. | a relapse was seen in the other.",
        },
    ),
    (
        "We report two patients with cancer with metastases in the hip and rib, respectively. Both improved.",
        {
            "Patient 1": "We report two patients with cancer with metastases in | the hip | and | , respectively. "
            "Both improved.",
            "Patient 2": "We report two patients with cancer with metastases in | and | rib | , respectively. "
            "Both improved.",
        },
    ),
    # A woman with child and the newborn that is ill too.
    (
        "A 30-year-old pregnant woman had seizures. The patient was given magnesium. She was delivered of a newborn "
        "who died of sepsis. She went home.",
        {
            "the mother": "A 30-year-old pregnant woman had seizures. The patient was given magnesium. She was "
            "delivered of | She went home.",
            "the newborn": "a newborn who died of sepsis.",
        },
    ),
    (
        "A 30-year-old pregnant woman had seizures. She was delivered of a healthy newborn, who was admitted to "
        "intensive care for a day.",
        {
            "Patient": "A 30-year-old pregnant woman had seizures. She was delivered of a healthy newborn, who was "
            "admitted to intensive care for a day."
        },
    ),
    # One patient, though another person, or a second operation, is told of.
    (
        "A newborn had a low platelet count. The elder children (a 9-year-old son and a 7-year-old daughter) "
        "were well.",
        {
            "Patient": "A newborn had a low platelet count. The elder children (a 9-year-old son and a 7-year-old "
            "daughter) were well."
        },
    ),
    (
        "A 26-year-old, 9-month pregnant female patient had dyspnoea. She was delivered.",
        {"Patient": "A 26-year-old, 9-month pregnant female patient had dyspnoea. She was delivered."},
    ),
    (
        "A 49-year-old man received a kidney from his 52-year-old sister. The second was a graft of another donor.",
        {
            "Patient": "A 49-year-old man received a kidney from his 52-year-old sister. "
            "The second was a graft of another donor."
        },
    ),
    (
        "A 60-year-old man had a stroke. The second attack came at the age of 62. He died.",
        {"Patient": "A 60-year-old man had a stroke. The second attack came at the age of 62. He died."},
    ),
    (
        "Case 1 was a boy. Case 2 was a girl. Case 3 was a girl. Case 1 went home, and cases 2 and 3 died of sepsis.",
        {
            "Case 1": "Case 1 was a boy. | Case 1 went home, and",
            "Case 2": "Case 2 was a girl. | cases 2 | and | died of sepsis.",
            "Case 3": "Case 3 was a girl. | and | 3 | died of sepsis.",
        },
    ),
    (
        "The first patient had keratitis, the second and the third patient had uveitis of the left eye.",
        {
            "Patient 1": "The first patient had keratitis,",
            "Patient 2": "the second | and | had uveitis of the left eye.",
            "Patient 3": "and | the third patient | had uveitis of the left eye.",
        },
    ),
    (
        "Case 1 was a man of 50. He died. Case 2 was a man of 60. Like the patient in case 1, this patient had a rash.",
        {
            "Case 1": "Case 1 was a man of 50. He died.",
            "Case 2": "Case 2 was a man of 60. Like the patient in case 1, this patient had a rash.",
        },
    ),
    (
        "We describe three cases of late croup (three girls aged 9, 12, and 14 years).",
        {
            "Patient 1": "We describe three cases of late croup (three girls aged | 9 | , | , and | years).",
            "Patient 2": "We describe three cases of late croup (three girls aged | , | 12 | , and | years).",
            "Patient 3": "We describe three cases of late croup (three girls aged | , | , and | 14 | years).",
        },
    ),
    (
        "We report two cases of croup. One child was a neonate and the other a 4-year-old boy. Both recovered.",
        {
            "Patient 1": "We report two cases of croup. | One child was a neonate and | Both recovered.",
            "Patient 2": "We report two cases of croup. | the other a 4-year-old boy. | Both recovered.",
        },
    ),
    (
        "A 31-year-old woman with sepsis gave birth. The neonate had jaundice. He was given light. She recovered.",
        {"Patient": "A 31-year-old woman with sepsis gave birth. | She recovered."},
    ),
    (
        "A gene was at fault in two members: the son and daughter. The 14-year-old son had a lump. "
        "The 16-year-old daughter had none. Both patients did well.",
        {
            "the son": "A gene was at fault in two members: | the son | and | The 14-year-old son had a lump. "
            "| Both patients did well.",
            "the daughter": "A gene was at fault in two members: | and | daughter | The 16-year-old daughter had none. "
            "| Both patients did well.",
        },
    ),
    (
        "We report two cases of croup. Stridor resolved in the first patient and persisted in the second.",
        {
            "Patient 1": "We report two cases of croup. | Stridor resolved in the first patient and",
            "Patient 2": "We report two cases of croup. | persisted in the second.",
        },
    ),
    (
        "Shortened ribs have been documented in a 3-year-old girl.",
        {
            "Patient": "Shortened ribs have been documented in a 3-year-old girl.",
        },
    ),
]
NOBODY = [
    "We describe a case of croup in 3 patients of a single family. One of the patients died.",
    "Both individuals had lactic acidosis as neonates. The proband had seizures.",
    "This report describes a case of a married couple with pneumonitis. A biopsy was performed.",
    "Two patients with gout were given colchicine for 18 months. The swelling of the joint was found to have resolved.",
    "An adult male cheetah weighing 60 kg was lame. A fracture of the radius was found. The patient recovered.",
    "A 13 year-old captive-born male bison (Bison bonasus) had diarrhoea. The patient died.",
    "A 6-week old male calf was examined for cyanosis. The patient was bright.",
]


@pytest.mark.parametrize(("text", "wanted"), TOLD)
def test_of_whom_each_stretch_speaks(told, text: str, wanted: dict[str, str]) -> None:
    assert told(text) == wanted


@pytest.mark.parametrize("text", NOBODY)
def test_who_is_not_told_apart_or_no_human_is_no_case(told, text: str) -> None:
    assert told(text) == {}
