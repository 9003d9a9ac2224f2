"""Patients who are counted and then brought in one after another, in whatever words."""

from __future__ import annotations

import pytest

TOLD = [
    (
        "Two drivers were seen with a stiff knee. A 52-year-old man had fallen from a ladder. A year "
        "later a 47-year-old woman was sent to us with swelling. She was treated with colchicine.",
        {
            "Patient 1": "A 52-year-old man had fallen from a ladder.",
            "Patient 2": (
                "A year later a 47-year-old woman was sent to us with swelling. She was treated with colchicine."
            ),
        },
    ),
    (
        "Three workers had lead poisoning. A glazier of 44 had colic. A potter, aged 51, had been "
        "confused for a week. The third was a boy of 16, who had headache. He recovered.",
        {
            "Patient 1": "Three workers had lead poisoning. | A glazier of 44 had colic.",
            "Patient 2": "Three workers had lead poisoning. | A potter, aged 51, had been confused for a week.",
            "Patient 3": (
                "Three workers had lead poisoning. | The third was a boy of 16, who had headache. He recovered."
            ),
        },
    ),
    (
        "We report three cases of mutism. A woman of 50 years stopped talking after an operation. A "
        "man of 61, a smoker, was confused. Another man, who had been given a kidney, did not wake "
        "up. He died of pneumonia.",
        {
            "Patient 1": "We report three cases of mutism. | A woman of 50 years stopped talking after an operation.",
            "Patient 2": "We report three cases of mutism. | A man of 61, a smoker, was confused.",
            "Patient 3": (
                "We report three cases of mutism. | Another man, who had been given a kidney, did not wake "
                "up. He died of pneumonia."
            ),
        },
    ),
    (
        "In this paper two patients are described. The one, a 39 years old baker, had chest pain. The"
        " other was a lady of 63 years, whose left leg was weak. The leg became weaker after the "
        "operation.",
        {
            "Patient 1": "In this paper two patients are described. | The one, a 39 years old baker, had chest pain.",
            "Patient 2": (
                "In this paper two patients are described. | The other was a lady of 63 years, whose left leg"
                " was weak. The leg became weaker after the operation."
            ),
        },
    ),
    (
        "Two cases are given. A 71-year-old woman noticed a foot drop. She was given acyclovir. The "
        "next patient came from the department of surgery. He was 66 years of age. Voiding was normal"
        " at ten weeks.",
        {
            "Patient 1": "Two cases are given. | A 71-year-old woman noticed a foot drop. She was given acyclovir.",
            "Patient 2": (
                "Two cases are given. | The next patient came from the department of surgery. He was 66 years"
                " of age. Voiding was normal at ten weeks."
            ),
        },
    ),
    (
        "All three swimmers had ear pain. They were a boy of 12, a man of 24 and a girl of 15 years. "
        "The boy was given drops. The man had an abscess.",
        {
            "Patient 1": "They were a | boy of 12 | , a | and | years. | The boy was given drops.",
            "Patient 2": "They were a | , a | man of 24 | and | years. | The man had an abscess.",
            "Patient 3": "They were a | , a | and | a girl of 15 | years.",
        },
    ),
    (
        "Five infants were seen. (1) Girl, 7 months: pallor. (2) Boy, 9 months: tremor. (3) Boy, 5 "
        "months: vomiting. (4) Girl, 11 months: seizures. (5) Girl, 3 months: fever. All were given "
        "iron; no. 4 received phenobarbital.",
        {
            "Patient 1": "Five infants were seen. | (1) Girl, 7 months: pallor. | All were given iron;",
            "Patient 2": "Five infants were seen. | (2) Boy, 9 months: tremor. | All were given iron;",
            "Patient 3": "Five infants were seen. | (3) Boy, 5 months: vomiting. | All were given iron;",
            "Patient 4": (
                "Five infants were seen. | (4) Girl, 11 months: seizures. | All were given iron; | no. 4 "
                "received phenobarbital."
            ),
            "Patient 5": "Five infants were seen. | (5) Girl, 3 months: fever. | All were given iron;",
        },
    ),
    (
        "A 60-year-old man had a rash. His two brothers were well. In both lungs there were nodules. "
        "A 12-year-old niece was examined and had no rash.",
        {
            "Patient": "A 60-year-old man had a rash. His two brothers were well. In both lungs there were nodules.",
        },
    ),
    (
        (
            "A summer of fever in three men",
            "Fever in summer is often viral. During this summer three men were seen in whom nobody had thought of it.",
            "The first of them, a 45-year-old baker, had had floaters for seven weeks. His sight "
            "returned. While he was still on the ward a 28-year-old cook came with a red eye. He had a "
            "rash.",
            "The third was older. He was 79 years of age and had a headache.",
        ),
        {
            "Patient 1": (
                "A summer of fever in three men | The first of them, a 45-year-old baker, had had floaters "
                "for seven weeks. His sight returned."
            ),
            "Patient 2": (
                "A summer of fever in three men | While he was still on the ward a 28-year-old cook came with"
                " a red eye. He had a rash."
            ),
            "Patient 3": (
                "A summer of fever in three men | The third was older. He was 79 years of age and had a headache."
            ),
        },
    ),
    (
        (
            "Numb feet in four students",
            "Balloons make feet numb. Four such patients passed through our ward. They did not know each other.",
            "The oldest was a 26-year-old courier who could not feel his feet. He had fallen twice. He "
            "could not stand.",
            "A law student of 19 had been admitted with delusions. She was given olanzapine.",
            "Similar was the story of a 23-year-old man. He had an electric feeling in the back.",
            "The last, 21 years old, had been clumsy. He left the hospital.",
        ),
        {
            "Patient 1": (
                "Numb feet in four students | The oldest was a 26-year-old courier who could not feel his "
                "feet. He had fallen twice. He could not stand."
            ),
            "Patient 2": (
                "Numb feet in four students | A law student of 19 had been admitted with delusions. She was "
                "given olanzapine."
            ),
            "Patient 3": (
                "Numb feet in four students | Similar was the story of a 23-year-old man. He had an electric "
                "feeling in the back."
            ),
            "Patient 4": "Numb feet in four students | The last, 21 years old, had been clumsy. He left the hospital.",
        },
    ),
    (
        "Four children (two boys aged 4 and 9, two girls aged 6 and 13 years) had convulsions. The "
        "13-year-old girl was blind for a day.",
        {
            "Patient 1": "Four children (two boys aged | 4 | and | , two girls aged | and | years) had convulsions.",
            "Patient 2": "Four children (two boys aged | and | 9 | , two girls aged | and | years) had convulsions.",
            "Patient 3": "Four children (two boys aged | and | , two girls aged | 6 | and | years) had convulsions.",
            "Patient 4": (
                "Four children (two boys aged | and | , two girls aged | and | 13 | years) had convulsions. |"
                " The 13-year-old girl was blind for a day."
            ),
        },
    ),
    (
        "Five men drank spirit. Their ages were 22, 29, 35, 44, and 61 years. The 44-year-old was left blind.",
        {
            "Patient 1": "Five men drank spirit. Their ages were | 22 | , | , | , | , and | years.",
            "Patient 2": "Five men drank spirit. Their ages were | , | 29 | , | , | , and | years.",
            "Patient 3": "Five men drank spirit. Their ages were | , | , | 35 | , | , and | years.",
            "Patient 4": (
                "Five men drank spirit. Their ages were | , | , | , | 44 | , and | years. | The 44-year-old "
                "was left blind."
            ),
            "Patient 5": "Five men drank spirit. Their ages were | , | , | , | , and | 61 | years.",
        },
    ),
    (
        (
            "We describe two women and a man.",
            "Mrs. H., 72, had just seen a fire when pain came on. She was given heparin.",
            "A 64-year-old woman was in the stroke unit. She became breathless.",
            "The man was 58 years old and had had diarrhoea. He fainted.",
        ),
        {
            "Patient 1": "Mrs. H., 72, had just seen a fire when pain came on. She was given heparin.",
            "Patient 2": "A 64-year-old woman was in the stroke unit. She became breathless.",
            "Patient 3": (
                "We describe two women and a man. | The man was 58 years old and had had diarrhoea. He fainted."
            ),
        },
    ),
]


@pytest.mark.parametrize(("text", "wanted"), TOLD)
def test_as_many_are_told_apart_as_are_counted(told, text: str | tuple[str, ...], wanted: dict[str, str]) -> None:
    assert told(*(text if isinstance(text, tuple) else (text,))) == wanted


ALONE = [
    "A 50-year-old woman had two pacemakers. The first was removed. The other was left. She recovered.",
    "A 70-year-old man had taken two painkillers. The first was ibuprofen. The second was diclofenac. He recovered.",
    "A 60-year-old man had pain. He had two brothers with gout. The left kidney was absent. The other was enlarged.",
    "A 60-year-old man had pain. Two relatives had diabetes. Another important observation was a rash.",
    "We report a 50-year-old woman who saw two doctors. The first was wrong. The other was right.",
    "A 40-year-old man had nodules: two were malignant. The other was benign.",
    "A 62-year-old man had a saturation of 88 with tachycardia. He was treated by two doctors.",
    "A 30-year-old woman had a temperature of 39 and a pulse of 110. Lesions were found in both.",
    "A 40-year-old man had a cough. The wounds were closed with sutures of no. 1 and of no. 2.",
]


@pytest.mark.parametrize("text", ALONE)
def test_things_that_are_counted_and_ranked_are_no_patients(told, text: str) -> None:
    assert list(told(text)) == ["Patient"]
