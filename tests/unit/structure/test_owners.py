"""Of whom each stretch of text speaks."""

from __future__ import annotations


def test_in_an_abstract_general_and_cited_sentences_are_nobodys(told) -> None:
    text = (
        "Plaques of the dura are rare. A 47-year-old man presented with weakness. MRI showed a plaque at T8. "
        "We found 14 case reports. More than half of all patients have pain. Plaques can recur. The patient recovered."
    )
    assert told(text) == {
        "Patient": "A 47-year-old man presented with weakness. MRI showed a plaque at T8. | The patient recovered."
    }


def test_in_a_discussion_only_what_names_the_patient_is_the_patients(told) -> None:
    paper = (
        "# Case report",
        "A 47-year-old man had a plaque.",
        "# Discussion",
        "Plaques are rare. Holm et al reported a case of plaque in a woman. Her pain began at 33. "
        "In most cases surgery is done. Our patient was operated on late. He recovered all the same. Pain may persist.",
    )
    assert told(*paper) == {
        "Patient": "A 47-year-old man had a plaque. | Our patient was operated on late. He recovered all the same."
    }


def test_in_a_discussion_the_patient_behind_a_citation_is_the_cited_one(told) -> None:
    paper = (
        "# Case report",
        "A 47-year-old man had a plaque.",
        "# Discussion",
        "Plaques of this kind were first noted in an atlas [7]. The patient was a diver who had been given colchicine. "
        "The second patient [8] was a potter and underwent resection. Our patient was operated on late. "
        "He recovered all the same.",
        "# Conclusion",
        "One of them was a rower, as our patient. Resection led to relief.",
    )
    assert told(*paper) == {
        "Patient": "A 47-year-old man had a plaque. | Our patient was operated on late. He recovered all the same. | "
        "One of them was a rower, as our patient."
    }


def test_in_a_discussion_the_patient_as_such_is_nobody(told) -> None:
    paper = ("# Case", "A 47-year-old man had a plaque.", "# Discussion", "Pain fades once the patient lies down.")
    assert told(*paper) == {"Patient": "A 47-year-old man had a plaque."}


def test_who_is_unlike_the_patient_is_somebody_else(told) -> None:
    paper = (
        "# Case",
        "A 47-year-old man had a plaque.",
        "# Discussion",
        "Unlike our patient, the sailor had fever. Unlike the sailor, our patient had none.",
    )
    assert told(*paper) == {
        "Patient": "A 47-year-old man had a plaque. | Unlike the sailor, our patient had none.",
    }


def test_in_a_discussion_of_several_patients_a_cited_one_is_none_of_them(told) -> None:
    paper = (
        "# Cases",
        "Case 1 was a man of 50 with a plaque. Case 2 was a woman of 60 with pain.",
        "# Discussion",
        "Plaques were noted once in a digest [7]. The second patient [8] was a potter. Both patients recovered.",
    )
    assert told(*paper) == {
        "Case 1": "Case 1 was a man of 50 with a plaque. | Both patients recovered.",
        "Case 2": "Case 2 was a woman of 60 with pain. | Both patients recovered.",
    }


def test_findings_in_both_eyes_are_no_cohort(told) -> None:
    text = "A 9-year-old girl was seen. Fields were constricted in both eyes. Mean corpuscular volume was 80 fL."
    assert told(text) == {"Patient": text}


def test_numbered_cases_keep_their_sentences(told) -> None:
    text = "Case 1. A 50-year-old man fell. CT showed a fracture. Case 2. A 60-year-old man coughed. He was treated."
    assert told(text) == {
        "Case 1": "Case 1. A 50-year-old man fell. CT showed a fracture.",
        "Case 2": "Case 2. A 60-year-old man coughed. He was treated.",
    }


def test_parts_of_a_case_under_their_own_headings_stay_with_it(told) -> None:
    paper = (
        "# Case 1", "A 50-year-old man fell.", "# Treatment", "A plate was used.",
        "# Case 2", "A 60-year-old man coughed.", "# Treatment", "Steroids were given.",
    )  # fmt: skip
    assert told(*paper) == {
        "Case 1": "A 50-year-old man fell. | A plate was used.",
        "Case 2": "A 60-year-old man coughed. | Steroids were given.",
    }


def test_what_is_told_of_both_is_shared(told) -> None:
    text = "A 70-year-old man and a 61-year-old woman had neck tumours. Both were resected. The woman had a relapse."
    assert told(text) == {
        "Patient 1": "A 70-year-old man | and | had neck tumours. Both were resected.",
        "Patient 2": "and | a 61-year-old woman | had neck tumours. Both were resected. | The woman had a relapse.",
    }


def test_items_of_lists_go_to_their_patients(told) -> None:
    text = "Two women, aged 27 and 35 years, had fractures at T7-8 and L1-2, respectively."
    assert told(text) == {
        "Patient 1": "Two women, aged | 27 | and | years, had fractures at | T7-8 | and | , respectively.",
        "Patient 2": "Two women, aged | and | 35 | years, had fractures at | and | L1-2 | , respectively.",
    }


def test_values_of_one_patient_are_not_dealt_out(told) -> None:
    text = (
        "Case 1 was a 9-year-old girl. Blood and hair levels were 21 and 7, respectively. Case 2 was a 12-year-old boy."
    )
    assert told(text) == {
        "Case 1": "Case 1 was a 9-year-old girl. Blood and hair levels were 21 and 7, respectively.",
        "Case 2": "Case 2 was a 12-year-old boy.",
    }


def test_former_and_latter_younger_and_older(told) -> None:
    text = (
        "Two men, aged 81 and 64, had headaches. Gout was known in both, mild in the former and severe in the latter. "
        "Both came to surgery: biopsy in the former, resection in the latter. The younger man was cured. "
        "The 81-year-old died."
    )
    assert told(text) == {
        "Patient 1": "Two men, aged | 81 | and | , had headaches. Gout was known in both, | mild in the former and "
        "| Both came to surgery: | biopsy in the former, | The 81-year-old died.",
        "Patient 2": "Two men, aged | and | 64 | , had headaches. Gout was known in both, | severe in the latter. "
        "| Both came to surgery: | resection in the latter. The younger man was cured.",
    }


def test_a_clause_for_each_case(told) -> None:
    text = (
        "In case 1, MRI was normal, whereas in case 2 it showed a cyst. Size was 21 mm in case 1 and 20 mm in case 2."
    )
    assert told(text) == {
        "Case 1": "In case 1, MRI was normal, whereas | Size was | 21 mm in case 1 and",
        "Case 2": "in case 2 it showed a cyst. | Size was | 20 mm in case 2.",
    }


def test_what_is_told_of_one_who_is_not_named_is_nobodys(told) -> None:
    text = (
        "Two men, aged 81 and 64, had headaches. Both recovered, with slight numbness in one case. "
        "In one case CT was done."
    )
    assert told(text)["Patient 1"] == "Two men, aged | 81 | and | , had headaches. Both recovered"


def test_groups_smaller_than_the_series(told) -> None:
    text = "Case 1 had pain. Case 2 had fever. These two patients were men. Case 3 was a girl. Two patients died."
    assert told(text) == {
        "Case 1": "Case 1 had pain. | These two patients were men.",
        "Case 2": "Case 2 had fever. | These two patients were men.",
        "Case 3": "Case 3 was a girl.",
    }


def test_pronouns_tell_patients_of_different_sex_apart(told) -> None:
    paper = (
        "# Case 1", "A 50-year-old man fell.", "# Case 2", "A 60-year-old woman coughed.",
        "# Discussion", "In case 1 surgery was late. She was never operated on. Falls are common.",
    )  # fmt: skip
    assert told(*paper) == {
        "Case 1": "A 50-year-old man fell. | In case 1 surgery was late.",
        "Case 2": "A 60-year-old woman coughed. | She was never operated on.",
    }


def test_tables_and_references_are_nobodys(told) -> None:
    paper = (
        "# Case report", "A 50-year-old man fell.", "[table] Author\tAge\nHolm\t44",
        "[caption] Figure 1. CT of the patient.", "# References", "1. Holm J, Berg M. A man of 44. Spine 2001;3:1-4.",
    )  # fmt: skip
    assert told(*paper) == {"Patient": "A 50-year-old man fell. | Figure 1. CT of the patient."}


def test_a_mother_and_her_newborn(told) -> None:
    paper = (
        "# Plaques of the dura: mother and newborn",
        "# Introduction",
        "Disease of the mother can affect the newborn.",
        "# The mother",
        "A 31-year-old woman had weakness. She was operated on.",
        "# The infant",
        "The boy had a rash. Jaundice due to the mother's drugs was suspected.",
        "# Discussion",
        "A 9-year-old boy was the youngest patient so far [3]. IgG4 in the infant fell by half.",
    )
    title = "Plaques of the dura: mother and newborn | "
    assert told(*paper) == {
        "the mother": title + "A 31-year-old woman had weakness. She was operated on.",
        "the infant": title + "The boy had a rash. Jaundice due to the mother's drugs was suspected. "
        "| IgG4 in the infant fell by half.",
    }


def test_before_the_patients_come_an_abstract_is_nobodys(told) -> None:
    text = "Antibodies cross the placenta. Two men, aged 81 and 64, had headaches. Pain went after surgery."
    assert told(text)["Patient 1"] == "Two men, aged | 81 | and | , had headaches. Pain went after surgery."


def test_a_list_with_nothing_else_to_pair_is_the_patients_though_one_was_spoken_of(told) -> None:
    text = (
        "Two men, aged 68 and 50, had weak legs. The second patient was also incontinent. Neither had fever. "
        "The second patient had colitis. Serum IgG4 was 149 and 602 mg/dL, respectively."
    )
    assert told(text) == {
        "Patient 1": "Two men, aged | 68 | and | , had weak legs. | Neither had fever. | Serum IgG4 was | 149 | and "
        "| mg/dL, respectively.",
        "Patient 2": "Two men, aged | and | 50 | , had weak legs. | The second patient was also incontinent. "
        "| Neither had fever. | The second patient had colitis. | Serum IgG4 was | and | 602 | mg/dL, respectively.",
    }


def test_two_lists_of_numbers_before_one_respectively(told) -> None:
    text = (
        "Two men, aged 68 and 50, were seen. Cells were 28 and 140 per field and the ratio 42% and 67%, respectively."
    )
    assert told(text) == {
        "Patient 1": "Two men, aged | 68 | and | , were seen. Cells were | 28 | and | per field and the ratio | 42% "
        "| and | , respectively.",
        "Patient 2": "Two men, aged | and | 50 | , were seen. Cells were | and | 140 | per field and the ratio | and "
        "| 67% | , respectively.",
    }


def test_values_of_the_two_eyes_of_one_patient_are_not_dealt_out(told) -> None:
    text = (
        "Case 1 was a 9-year-old girl. Case 2 was a 12-year-old boy. The axes measured 14.8 and 14.7 mm in the right "
        "and left eyes, respectively."
    )
    assert told(text)["Case 1"] == "Case 1 was a 9-year-old girl."


def test_what_leads_to_the_former_and_the_latter_is_told_of_both(told) -> None:
    text = (
        "We report two women, aged 71 and 38. MRI showed thick dura at L2-L4 in the former and at L5-S1 in the latter."
    )
    assert told(text) == {
        "Patient 1": "We report two women, aged | 71 | and | MRI showed thick dura | at L2-L4 in the former and",
        "Patient 2": "We report two women, aged | and | 38 | MRI showed thick dura | at L5-S1 in the latter.",
    }


def test_the_first_and_the_second_without_a_noun(told) -> None:
    text = (
        "Two men, aged 68 and 50, were treated. The first underwent laminectomy. Protein was 64 mg/dL in the first "
        "patient and 390 mg/dL in the second; there were 2 and 55 cells, respectively. Both lesions enhanced, the "
        "first evenly and the second in a ring. The second received rituximab. He was paraplegic at the end."
    )
    assert told(text) == {
        "Patient 1": "Two men, aged | 68 | and | , were treated. | The first underwent laminectomy. | Protein was "
        "| 64 mg/dL in the first patient and | there were | 2 | and | cells, respectively. Both lesions enhanced, "
        "| the first evenly and",
        "Patient 2": "Two men, aged | and | 50 | , were treated. | Protein was | 390 mg/dL in the second; | there were "
        "| and | 55 | cells, respectively. Both lesions enhanced, | the second in a ring. The second received "
        "rituximab. He was paraplegic at the end.",
    }


def test_an_event_counted_first_or_second_names_no_patient(told) -> None:
    text = (
        "Case 1 was a 9-year-old girl. Case 2 was a 12-year-old boy. He was taken in for the first staged operation. "
        "The focus was unknown in the second and third episodes."
    )
    assert told(text)["Case 1"] == "Case 1 was a 9-year-old girl."


def test_the_first_patient_was_a_man_of_some_age(told) -> None:
    text = (
        "We present three cases. The first patient was a 52-year-old man, the second patient was a 61-year-old man and "
        "the third patient was a 60-year-old woman."
    )
    assert told(text) == {
        "Patient 1": "We present three cases. | The first patient was a 52-year-old man,",
        "Patient 2": "We present three cases. | the second patient was a 61-year-old man and",
        "Patient 3": "We present three cases. | the third patient was a 60-year-old woman.",
    }


def test_a_stranger_in_the_discussion_is_nobody(told) -> None:
    paper = (
        "# Case 1", "A 50-year-old man fell.", "# Case 2", "A 60-year-old woman coughed.",
        "# Discussion", "Holm and Berg [6] advise surgery; in their series a 58-year-old woman regained her gait.",
    )  # fmt: skip
    assert told(*paper) == {"Case 1": "A 50-year-old man fell.", "Case 2": "A 60-year-old woman coughed."}


def test_some_of_the_patients_who_are_not_named_are_nobody(told) -> None:
    text = "Case 1 had pain. Case 2 had fever. Case 3 was a girl. All had scans. Two underwent surgery. One died."
    assert told(text)["Case 1"] == "Case 1 had pain. | All had scans."


def test_captions_that_name_a_patient_are_that_patients(told) -> None:
    paper = (
        "# Case 1", "A 50-year-old man fell.", "# Case 2", "A 60-year-old woman coughed.",
        "[caption] Figure 1. MRI of the first (A) and of the second patient (B).",
        "[caption] Figure 2. Biopsy in case 2.", "[caption] Figure 3. Drawing of the dura.",
    )  # fmt: skip
    assert told(*paper) == {
        "Case 1": "A 50-year-old man fell. | MRI of the first (A) and",
        "Case 2": "A 60-year-old woman coughed. | of the second patient (B). | Biopsy in case 2.",
    }


def test_methods_and_results_beside_the_case_in_an_abstract_are_nobodys(told) -> None:
    paper = (
        "# Abstract", "# Case presentation", "A 60-year-old woman had a stiff neck.",
        "# Results", "Pain was found in 62% and fever in 40%.", "# Case report", "A 60-year-old woman fell.",
    )  # fmt: skip
    assert told(*paper) == {"Patient": "A 60-year-old woman had a stiff neck. | A 60-year-old woman fell."}


def test_the_patient_of_other_authors_is_nobodys(told) -> None:
    paper = (
        "# Case", "A 66-year-old man had gout.", "# Discussion",
        "In the patient of Holm and Berg, a 49-year-old woman, urate stayed low. A man reported in 2018 had no pain.",
    )  # fmt: skip
    assert told(*paper) == {"Patient": "A 66-year-old man had gout."}


def test_the_one_with_whom_the_patient_is_compared_is_somebody_else(told) -> None:
    paper = (
        "# Case report",
        "A 47-year-old man had a plaque.",
        "# Discussion",
        "Steroids might have helped this patient, as they did a woman of 70 with IgG4 of 14 g/L.",
    )
    assert told(*paper) == {
        "Patient": "A 47-year-old man had a plaque. | Steroids might have helped this patient, as they did a"
    }


def test_what_was_done_in_other_cases_is_nobodys(told) -> None:
    text = (
        "A man of 55 years came with neck pain. He was given steroids and recovered. "
        "Cases in which surgery was left out are few. A woman of 46 recovered with steroids alone."
    )
    assert told(text) == {"Patient": "A man of 55 years came with neck pain. He was given steroids and recovered."}


def test_what_stands_under_previous_cases_is_nobodys(told) -> None:
    paper = (
        "# Case report",
        "A 51-year-old woman had a tumour. It was removed.",
        "# Previous cases",
        "Case 1 (Holm, 1995): man, 37 years, headache; shunt.",
        "Case 2 (Berg, 2005): woman, 28 years, blind in one eye.",
        "# Discussion",
        "Unlike Case 1, our patient was spared a shunt.",
    )
    assert told(*paper) == {
        "Patient": "A 51-year-old woman had a tumour. It was removed. | Unlike Case 1, our patient was spared a shunt."
    }


def test_all_but_those_named_before_a_semicolon(told) -> None:
    text = (
        "Patient 1 had ptosis. Patient 2 had cramps. Patient 3 had a cold. Only patient 3 was ventilated; the other "
        "two recovered. All three were given serum."
    )
    assert (
        told(text)["Patient 3"] == "Patient 3 had a cold. Only patient 3 was ventilated; | All three were given serum."
    )


def test_a_patient_is_called_by_trade(told) -> None:
    text = (
        "The first patient, a 41-year-old cook, itched. The second, a 38-year-old porter, had colic and recovered. "
        "The cook has avoided fish since. It was cod in both."
    )
    assert told(text) == {
        "Patient 1": (
            "The first patient, a 41-year-old cook, itched. | The cook has avoided fish since. | It was cod in both."
        ),
        "Patient 2": "The second, a 38-year-old porter, had colic and recovered. | It was cod in both.",
    }


def test_bare_letters_name_patients_who_have_a_title(told) -> None:
    text = "Mr. A was mute. Ms. B was stiff. Whereas A could be given the drug again, B could not."
    assert told(text) == {
        "Mr A": "Mr. A was mute. | Whereas A could be given the drug again,",
        "Ms B": "Ms. B was stiff. | B could not.",
    }


def test_who_is_of_which_sex_is_not_told_of_all(told) -> None:
    text = "We saw two women and one man. Case 1 had gout. Case 2 had a rash. Case 3 had a cold."
    assert told(text)["Case 1"] == "Case 1 had gout."
