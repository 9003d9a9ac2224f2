"""Who is a patient of the paper, how many there are, and why there is none."""

from __future__ import annotations

import pytest

ONE = [
    "A 51-year-old woman presented with hoarseness. She improved on prednisone.",
    "We report a patient with nephritis. Biopsy was done twice.",
    "After a bilateral release the gap was filled with fat. Finally, a sliding genioplasty was performed.",
    "The patient, male, 39 years old, was admitted for back pain.",
    "For a week a man of 66 had been drowsy. He was given antibiotics.",
    "A 3-day-old boy born to a 24-year-old mother was jaundiced.",
    "A 33-year-old woman delivered a boy of 3,100 g. Her 6-year-old daughter was healthy.",
    "A 29-year-old man was seen in 2004. At the age of 35 years he came back with a relapse.",
    "A 12-month-old girl was admitted. Currently, the patient is 26 months old and walks.",
    "A kidney from a 45-year-old donor was given to a 60-year-old man.",
    "We report the case of a 70-year-old farmer, and reviewed 31 others (mean age 61 years).",
    "A boy aged four years and nine months old had aneurysms.",
    "A 40-year-old man who keeps a horse and two dogs had fever. He was given doxycycline.",
    "Electrocardiography showed complete heart block. A pacemaker was implanted.",
    "A 34 years male came with a fracture of the tibia. A plate was fitted.",
    "A 30-year-old rider fell from his horse and broke a wrist. It was set in plaster.",
    "A male dog breeder of 65 had a bite. He was given penicillin. A fish bone was found too.",
    "We present a lady with gout. We also review 11 cases; most patients were men.",
    "A young adult with a cataract was operated on. The lens was cloudy.",
    "A 30-year-old roofer suffered an injury of the thumb. It was amputated.",
    "A cyst was taken from the liver of a 42-year-old man with fever. It was full of pus.",
    "A girl born by caesarean section to a healthy 19-year-old mother had jaundice.",
    "The case of a diabetic woman is reported. In addition, a review of 14 cases is given. Most patients were men.",
    "A man had liver abscesses when aged 23, 27 and 39 years. He recovered each time.",
    "A 41-year-old man had a bleed. A sister of 44 had seizures. A brother of 38 declined the test.",
    "The proband is 37 years old. Of the three siblings of the proband, a sister of 41 had nosebleeds.",
    "We describe a patient. She was a woman of 38. Case 1 in the literature was a man of 45 years. Case 2 was a child.",
]


@pytest.mark.parametrize("text", ONE)
def test_one_patient(found, text: str) -> None:
    assert [(case.id, case.label) for case in found(text).cases] == [("case-1", "Patient")]


SEVERAL = [
    ("Cases: Mr. A, a 46-year-old man, was mute. Ms. B was in her thirties. She shook.", ["Mr A", "Ms B"]),
    ("Patient XY, a man of 47, had spasms. Patient CD, a woman of 52, was stiff.", ["Patient XY", "Patient CD"]),
    ("A 67-year-old man had an aneurysm. Another 67-year-old man had a bypass.", ["Patient 1", "Patient 2"]),
    ("Two women bled. The older woman (46 years) was operated on. The younger (31 years) was not.",
     ["Patient 1", "Patient 2"]),
    ("Father and son swelled. The father, aged 50, was ill. The son, aged 9, fell.",
     ["the father", "the son"]),
    ("A man and his two sons had gout. The man, aged 58, limped. The elder son, aged 31, fell. The younger son, aged"
     " 27, was lame.", ["Patient 1", "Patient 2", "Patient 3"]),
    ("Gout was seen in a 25-year-old man and in his 30-year-old cousin. The younger limped.",
     ["the man", "the cousin"]),
    ("Scabies was found in three patients aged respectively 31, 42 and 58.",
     ["Patient 1", "Patient 2", "Patient 3"]),
    ("We saw a 41 and a 39 year-old women with wrist pain.", ["Patient 1", "Patient 2"]),
    ("The first patient had a goitre, the second patient a cyst, and the third with a stone was cured.",
     ["Patient 1", "Patient 2", "Patient 3"]),
    ("4-month and 9-month old infants with a hernia were operated on.", ["Patient 1", "Patient 2"]),
    ("A 60-year-old woman and her 31-year-old daughter were treated for gout.", ["the woman", "the daughter"]),
    ("A couple had syphilis. The man was 44 years old and the woman was 40 years old.", ["the man", "the woman"]),
    ("A 36-year-old woman had scabies. Later her husband, a 38-year-old man, was found to have it. He itched.",
     ["the patient", "the husband"]),
    ("Two patients had a cataract. It was due to a blow in one case and to uveitis in the other case.",
     ["Patient 1", "Patient 2"]),
    ("Two patients, one with a stone and one with a cyst, presented with colic.", ["Patient 1", "Patient 2"]),
    ("We present two patients with gout respectively during 4 and 9 years.", ["Patient 1", "Patient 2"]),
    ("5-month-old identical twins with a rash were admitted. Both twins recovered.", ["Patient 1", "Patient 2"]),
    ("Two patients had dengue. Madam A presented with a rash. Mr. B presented with fever.", ["Madam A", "Mr B"]),
    ("We report the case of two children aged 10 and 11 with anaemia.", ["Patient 1", "Patient 2"]),
    ("We describe a family with two brothers, 9 and 3 years, who walked late.", ["Patient 1", "Patient 2"]),
    ("Two brothers (one 6 months old; the other 2 years old) had stones.", ["Patient 1", "Patient 2"]),
    ("Two women aged 72 (#1) and 79 years (#2) had adenomas.", ["Patient 1", "Patient 2"]),
    ("Case one, a girl aged 3, had colitis. In the second case, a boy had a rash.", ["Patient 1", "Patient 2"]),
    ("We report two patients, a 3-year-old boy who had a cyst and a neonate with a mass.", ["Patient 1", "Patient 2"]),
    ("The 72-year-old man and 68-year-old woman were brought in. Both patients were blue.", ["Patient 1", "Patient 2"]),
    ("Two infants with a rash, one with papules and the other with fever, were seen.", ["Patient 1", "Patient 2"]),
    ("A girl presented with acne; her brother came late. Both patients had mutations.", ["the patient", "the brother"]),
    ("We report two patients. One patient, a 37-year-old man, had hip pain. The second patient had none.",
     ["Patient 1", "Patient 2"]),
    ("Case 1: A 19-year-old man had pain. Case 2: A 15-year-old boy had none.", ["Case 1", "Case 2"]),
    ("Case 1 was a newborn girl.Case 2 was a boy of two weeks.", ["Case 1", "Case 2"]),
    ("Patient A was 50 years old. Patient B was older.", ["Patient A", "Patient B"]),
    ("The first patient had a stroke. The second patient had none.", ["Patient 1", "Patient 2"]),
    ("Two men, aged 81 and 64, had headaches.", ["Patient 1", "Patient 2"]),
    ("Two women (38 and 40 years old) were treated.", ["Patient 1", "Patient 2"]),
    ("A 70-year-old man and a 61-year-old woman had tumours. Both were resected.", ["Patient 1", "Patient 2"]),
    ("Male, 48 years old, with migraine. Female, 38 years old, with an aura.", ["Patient 1", "Patient 2"]),
    ("We operated on fractures in young men (16 and 24 years old) who fell at rugby.", ["Patient 1", "Patient 2"]),
    ("The first case is a cyst, the second case is a tumour, and the third is that of a stone.",
     ["Patient 1", "Patient 2", "Patient 3"]),
    ("We present two cases of rupture. One was operated on, the other was not.", ["Patient 1", "Patient 2"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "labels"), SEVERAL)
def test_several_patients(found, text: str, labels: list[str]) -> None:
    cases = found(text)
    assert ([case.label for case in cases.cases], cases.article_type) == (labels, "case series")


NONE = [
    "In this issue, Moe and colleagues describe a 45-year-old man. He fell and recovered. Climbing has its risks.",
    "We reviewed 27 patients; 18 were men. Their mean age was 54 years.",
    "Eight children with ages between 10 months and 5 years had a rash. In three cases it became vesicular.",
    "All patients had weakness. Two patients had tremor, and one patient had ataxia.",
    "Here we report four cases of poisoning. One patient was a man, two were women, and one was a boy.",
    "A 9-year-old neutered male cat was brought for vomiting. The patient was given cefovecin.",
    "Rats were divided into three groups. The rats in the second group were given oil.",
    "This programme trains neurologists. Key elements are local leaders and shared exchanges.",
    "Four children, between the ages of 4 and 8 years, had seizures. All abated.",
    "Of 409 cases the ratio of men to women was 1:4.84. Most patients had no symptoms.",
    "We report two cases of bleeding. One eye was treated by laser, the fellow eye was not.",
    "Patients with this disease usually present in the sixth decade. Treatment is with steroids.",
]


@pytest.mark.parametrize("text", NONE)
def test_no_patient_of_its_own(found, text: str) -> None:
    cases = found(text)
    assert cases.cases == ()
    assert cases.reason.endswith(".")


def test_a_study_with_one_person_in_its_results_has_no_case(found) -> None:
    methods = "We took swabs. They were cooled. DNA was read. Trees were drawn. " * 2
    results = "The first to fall ill was a 15-year-old male student. He had fever."
    cases = found("# Methods", methods, "# Results", results)
    assert cases.cases == ()
    assert cases.reason == "The paper is a study; it tells of no patient singly."


def test_the_same_patient_in_abstract_and_body_is_one(found) -> None:
    paper = ("# Abstract", "We report a 58-year-old man with a plaque.", "# Case report", "A 58-year-old man was seen.")
    assert len(found(*paper).cases) == 1


def test_vignettes_of_a_review_are_no_cases(found) -> None:
    paper = (
        "# Introduction", "The dura is tough.",
        "# Epidemiology", "Most patients are men.",
        "# Clinical presentation", "A 62-year-old man had girdle pain for nine months.² Two women had numb fingers.⁸",
        "# Treatment", "Surgery was done in 57 patients. A 44-year-old woman had none [4].",
        "# Conclusions", "The published cases teach patience.",
    )  # fmt: skip
    assert found(*paper).cases == ()


def test_a_letter_that_answers_another_has_its_own_patient_only(found) -> None:
    paper = (
        "# To the Editor:",
        "We read the article by Moe and Lie on plaques, in which a woman of 44 years recovered. We add a patient.",
        "A 55-year-old driver had pain in both legs. He had no fever.",
    )
    assert [case.label for case in found(*paper).cases] == ["Patient"]
