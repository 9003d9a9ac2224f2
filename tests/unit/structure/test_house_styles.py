"""Who the patients are and what is told of each, in the styles of other times and houses."""

from __future__ import annotations


def test_old_report(told) -> None:
    paper = (
        "Case I.—Mrs. B., aged 44, was seen in March with a lump in the neck. She had lost flesh.",
        "Case II.—A carter, aged 30, came with a sore throat. He died on the fourth day.",
    )
    assert told(*paper) == {"Case I": paper[0], "Case II": paper[1]}


def test_letter_with_cases_in_brackets(told) -> None:
    text = (
        "We saw a woman aged 34 (case 1) and a boy aged 6 (case 2) with painful eyes. In case 1 the cornea was clear. "
        "In case 2 there was an ulcer. Both were given drops. The woman recovered in a week; the boy needed a graft."
    )
    assert told(text) == {
        "Case 1": "We saw | a woman aged 34 (case 1 | ) and | ) with painful eyes. | In case 1 the cornea was clear. "
        "| Both were given drops. | The woman recovered in a week;",
        "Case 2": "We saw | ) and | a boy aged 6 (case 2 | ) with painful eyes. | In case 2 there was an ulcer. "
        "| Both were given drops. | the boy needed a graft.",
    }


def test_non_native(told) -> None:
    text = (
        "We are presenting two cases of the brucellosis. First case is 45 years old male shepherd with the fever since "
        "two months. His blood culture was positive. Second case is 23 years old female, wife of farmer. In her MRI "
        "the spondylodiscitis was seen. Both of them were cured."
    )
    assert told(text) == {
        "Patient 1": "We are presenting two cases of the brucellosis. | First case is 45 years old male shepherd with "
        "the fever since two months. His blood culture was positive. | Both of them were cured.",
        "Patient 2": "We are presenting two cases of the brucellosis. | Second case is 23 years old female, wife of "
        "farmer. In her MRI the spondylodiscitis was seen. | Both of them were cured.",
    }


def test_brother_and_sister(told) -> None:
    text = (
        "Two siblings, a 9-year-old girl and her 6-year-old brother, presented with ataxia. The girl had stumbled "
        "early. Her brother had normal milestones. In the sister the eyes moved slowly. Vitamin E was low in both."
    )
    assert told(text) == {
        "the girl": "Two siblings, | a 9-year-old girl | and | , presented with ataxia. | The girl had stumbled "
        "early. | In the sister the eyes moved slowly. | Vitamin E was low in both.",
        "the brother": "Two siblings, | and | her 6-year-old brother | , presented with ataxia. | Her brother had "
        "normal milestones. | Vitamin E was low in both.",
    }


def test_husband_and_wife(told) -> None:
    text = (
        "A married couple was brought in after a meal of mushrooms. The husband, 61 years old, was vomiting. His wife, "
        "58 years old, was drowsy. The husband's transaminases rose. The wife remained well. Both went home on day 6."
    )
    assert told(text) == {
        "the husband": "A married couple was brought in after a meal of mushrooms. | The husband, 61 years old, was "
        "vomiting. | The husband's transaminases rose. | Both went home on day 6.",
        "the wife": "A married couple was brought in after a meal of mushrooms. | His wife, 58 years old, was drowsy. "
        "| The wife remained well. | Both went home on day 6.",
    }


def test_father_and_son(told) -> None:
    text = (
        "A 40-year-old father and his 12-year-old son were stung by wasps. The father had 30 stings and the son 12. "
        "The father became anuric. The son was discharged."
    )
    assert told(text) == {
        "the father": "A | 40-year-old father | and | were stung by wasps. | The father had 30 stings and "
        "| The father became anuric.",
        "the son": "A | and | his 12-year-old son | were stung by wasps. | the son 12. | The son was discharged.",
    }


def test_twins(told) -> None:
    text = (
        "Monozygotic twin girls were born at 34 weeks. Twin A had jaundice. Twin B had a septal defect. At two years "
        "twin A was healthy, whereas twin B needed surgery."
    )
    assert told(text) == {
        "Twin A": "Monozygotic twin girls were born at 34 weeks. | Twin A had jaundice. | At two years twin A was "
        "healthy, whereas",
        "Twin B": "Monozygotic twin girls were born at 34 weeks. | Twin B had a septal defect. "
        "| twin B needed surgery.",
    }


def test_a_mother_treated_for_her_fetus_is_one_patient(told) -> None:
    text = (
        "A 29-year-old primigravida was referred because of fetal tachycardia. The heart of the fetus beat 240 times a "
        "minute. The mother was given digoxin. The fetus turned to sinus rhythm."
    )
    assert told(text) == {"Patient": text}


def test_a_donor_is_no_patient_of_the_paper(told) -> None:
    text = (
        "A 47-year-old man received a kidney from his 52-year-old sister. Ten days later he had fever. The recipient "
        "was given meropenem. He recovered."
    )
    assert told(text) == {"Patient": text}


def test_a_relative_with_a_history_is_no_patient(told) -> None:
    text = (
        "A 19-year-old man presented with dark urine. This man's brother, aged 24, had had his gallbladder removed. "
        "Haemolysis was found, and he underwent splenectomy."
    )
    assert told(text) == {"Patient": text}


def test_veterinary(found) -> None:
    cases = found("A 7-year-old neutered male cat was presented with weight loss. The cat was operated on.")
    assert (cases.cases, cases.article_type) == ((), "other")


def test_autopsies(told) -> None:
    text = "Autopsy 1: a man of 55 who had died suddenly. The heart was large. Autopsy 2: a woman of 70 found dead."
    assert told(text) == {
        "Autopsy 1": "Autopsy 1: a man of 55 who had died suddenly. The heart was large.",
        "Autopsy 2": "Autopsy 2: a woman of 70 found dead.",
    }


def test_three_told_apart_by_age_alone(told) -> None:
    text = "Three brothers aged 12, 9 and 4 years were short. The eldest brother was well. The youngest had fits."
    assert told(text) == {
        "Patient 1": "Three brothers aged | 12 | , | and | years were short. | The eldest brother was well.",
        "Patient 2": "Three brothers aged | , | 9 | and | years were short.",
        "Patient 3": "Three brothers aged | , | and | 4 | years were short. | The youngest had fits.",
    }


def test_ages_in_brackets(told) -> None:
    text = (
        "We treated two patients, one male (52 years) and one female (47 years), for gout. The male patient had back "
        "pain, the female patient fever. Urate was 9.1 and 7.8 mg/dL, respectively."
    )
    assert told(text) == {
        "Patient 1": "We treated two patients, | one male (52 years) | and | , for gout. | The male patient had back "
        "pain, | Urate was | 9.1 | and | mg/dL, respectively.",
        "Patient 2": "We treated two patients, | and | one female (47 years) | , for gout. | the female patient fever. "
        "| Urate was | and | 7.8 | mg/dL, respectively.",
    }


def test_first_and_second_case_under_headings(told) -> None:
    paper = (
        "# First case", "A 33-year-old nurse noticed a rash. She took no drugs.",
        "# Second case", "Three months later her colleague, a 41-year-old man, had the same rash.",
        "# Discussion", "Such rashes are rare. In our first case gloves were to blame. In the second case it was soap.",
    )  # fmt: skip
    assert told(*paper) == {
        "Patient 1": "A 33-year-old nurse noticed a rash. She took no drugs. | In our first case gloves were to blame.",
        "Patient 2": "Three months later her colleague, a 41-year-old man, had the same rash. "
        "| In the second case it was soap.",
    }


def test_an_aside_between_age_and_noun(told) -> None:
    text = "A 43-year-old Iranian (Persian) woman was admitted with palpitations. Her heart was large."
    assert told(text) == {"Patient": text}


def test_this_is_a_report_of_a_boy(told) -> None:
    text = "This is a case report of a 10-year-old boy with a short arm. The bone bridge was resected."
    assert told(text) == {"Patient": text}


def test_a_study_of_many_people_has_no_patient_of_its_own(found) -> None:
    paper = (
        "Serum urate in 212 blood donors and 84 patients with gout",
        "We measured urate in 212 blood donors (mean age 38 years) and in 84 patients. High values were found in nine "
        "donors and 11 patients, of whom one, a 66-year-old man, proved to have a tumour. The test is of little use.",
    )
    assert found(*paper).cases == ()


def test_an_act_that_leans_on_a_guideline_is_the_patients(told) -> None:
    text = (
        "A 33-year-old man had haemoptysis. Plasma exchange, according to the recommendations of the study group, was "
        "started. He recovered."
    )
    assert told(text) == {"Patient": text}


def test_what_came_of_it_is_told_in_the_conclusion(told) -> None:
    paper = (
        "# Case", "A 60-year-old man had a stiff neck. He was operated on.",
        "# Conclusion", "Early surgery led to full recovery. Surgery should be considered early.",
    )  # fmt: skip
    assert told(*paper) == {
        "Patient": "A 60-year-old man had a stiff neck. He was operated on. | Early surgery led to full recovery."
    }


def test_bullets_run_in_are_sentences(told) -> None:
    text = "A 39-year-old woman had headaches. • Plaques are rare • She was given prednisone • Headache gone at week 6"
    assert told(text) == {
        "Patient": "A 39-year-old woman had headaches. | • She was given prednisone • Headache gone at week 6"
    }


def test_a_trade_in_place_of_man_or_woman(told) -> None:
    text = "A 29-year-old competitive swimmer presented with cough. Biopsy showed pneumonia. She recovered."
    assert told(text) == {"Patient": text}


def test_parts_of_an_abstract_after_the_patient_was_brought_in(told) -> None:
    paper = (
        "# Abstract", "# Patient concerns", "An 81-year-old man complained of hoarseness.",
        "# Diagnosis", "MRI showed a mass. Biopsy was not done because of his age.",
        "# Case report", "An 81-year-old man came.",
    )  # fmt: skip
    assert told(*paper)["Patient"] == (
        "An 81-year-old man complained of hoarseness. | MRI showed a mass. Biopsy was not done because of his age. "
        "| An 81-year-old man came."
    )


def test_results_of_a_review_beside_the_case_are_nobodys(told) -> None:
    paper = (
        "# Case report", "A 60-year-old woman had a stiff neck.",
        "# Results", "Thirty-nine of the 58 patients were men (67%). Of the 58 patients, 43 improved.",
    )  # fmt: skip
    assert told(*paper) == {"Patient": "A 60-year-old woman had a stiff neck."}
