"""Sections by headings, by layout, and by cues where there are no headings."""

from __future__ import annotations

import pytest

from extractor.document import SectionKind as K
from extractor.structure.headings import kind_of_heading


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("2. Case Presentation", K.CASE),
        ("CASE REPORT", K.CASE),
        ("Case 2", K.CASE),
        ("3.1 Case No. 1: a boy with ptosis", K.CASE),
        ("Patient and observation", K.CASE),
        ("The patient", K.CASE),
        ("IV. Discussion", K.DISCUSSION),
        ("Discussion and conclusions", K.DISCUSSION),
        ("Take-home points:", K.CONCLUSION),
        ("Materials and Methods", K.METHODS),
        ("Authors' contributions", K.DECLARATIONS),
        ("Declaration of Patient Consent", K.DECLARATIONS),
        ("REFERENCES", K.REFERENCES),
        ("Key words", K.KEYWORDS),
        ("Vascular supply of the cord", None),
        ("A review of case 3", None),
    ],
)
def test_headings(heading: str, kind: K | None) -> None:
    assert kind_of_heading(heading) is kind


CASE = "A 47-year-old farmer presented with leg weakness. He was operated on at once."
DISCUSSION = "Dural ossification is a rare condition. It may compress the cord."


def test_numbered_headings(kinds) -> None:
    assert kinds(
        "# Dural ossification in a farmer",
        "Mia Berg1, Tom Lund2",
        "1Department of Neurology, University Hospital, Bergen",
        "# Abstract",
        "We describe a farmer with dural ossification.",
        "# 1. Introduction",
        "Ossification is rare.",
        "# 2. Case report",
        CASE,
        "# 2.1 Imaging of the spine",
        "MRI showed a plaque.",
        "# 3. Discussion",
        DISCUSSION,
        "# Conflict of interest",
        "None.",
        "# References",
        "1. Berg M, Lund T. Plaques of the dura. J Spine. 2011;4:12-15.",
    ) == [
        (K.TITLE, "Dural ossification"),
        (K.AUTHORS, "Mia Berg1,"),
        (K.ABSTRACT, "Abstract We"),
        (K.INTRODUCTION, "1. Introduction"),
        (K.CASE, "2. Case"),
        (K.CASE, "2.1 Imaging"),
        (K.DISCUSSION, "3. Discussion"),
        (K.DECLARATIONS, "Conflict of"),
        (K.REFERENCES, "References 1."),
    ]


def test_a_structured_abstract_is_one_until_the_paper_begins(kinds) -> None:
    assert kinds(
        "# Plaques of the dura in a farmer: a case report",
        "# Abstract",
        "# Background",
        "Ossification is rare.",
        "# Case presentation",
        CASE,
        "# Conclusions",
        "Think of it.",
        "# Background",
        "Plaques are found by chance.",
        "# Case presentation",
        CASE,
    ) == [
        (K.TITLE, "Plaques of"),
        (K.ABSTRACT, "Abstract"),
        (K.ABSTRACT, "Background Ossification"),
        (K.ABSTRACT, "Case presentation"),
        (K.ABSTRACT, "Conclusions Think"),
        (K.INTRODUCTION, "Background Plaques"),
        (K.CASE, "Case presentation"),
    ]


def test_labels_before_the_text_and_lost_in_it(kinds) -> None:
    assert kinds(f"BACKGROUND Ossification is rare. CASE SUMMARY {CASE} CONCLUSION Operate early on such plaques.") == [
        (K.INTRODUCTION, "BACKGROUND Ossification"),
        (K.CASE, "CASE SUMMARY"),
        (K.CONCLUSION, "CONCLUSION Operate"),
    ]
    assert kinds("Clinical presentation: " + CASE, "Discussion: " + DISCUSSION) == [
        (K.CASE, "Clinical presentation:"),
        (K.DISCUSSION, "Discussion: Dural"),
    ]


def test_a_sentence_that_begins_like_a_heading_is_none(kinds) -> None:
    assert kinds("A 5-year-old boy was seen. Results showed a low ferritin. Treatment was given by mouth.") == [
        (K.ABSTRACT, "A 5-year-old")
    ]


def test_a_letter_without_headings(kinds) -> None:
    assert kinds(
        "# Case Report",
        "# Plaques of the dura in a farmer",
        "# To the Editor:",
        "Ossification of the dura is rare. We describe a farmer.",
        "Consent for publication was obtained.",
        CASE,
        "MRI showed a plaque at T8.",
        "Our case shows what a plaque can do.",
        "Holm, et al reported a case in a woman.2 Her pain began at 33 years of age.",
    ) == [
        (K.FURNITURE, "Case Report"),
        (K.TITLE, "Plaques of"),
        (K.OTHER, "To the"),
        (K.INTRODUCTION, "Ossification of"),
        (K.DECLARATIONS, "Consent for"),
        (K.CASE, "A 47-year-old"),
        (K.DISCUSSION, "Our case"),
    ]


def test_layout_comes_before_words(kinds) -> None:
    assert kinds(
        "# 1. Introduction",
        "Ossification is rare.",
        "# 2. Case report",
        CASE,
        "[caption] Figure 1. MRI with a plaque.",
        "[table] Day\tCRP\n1\t90",
        "[small print] Received 3 May 2019; accepted 4 June 2019",
        "[small print] References",
        "[small print] [1] M. Berg and T. Lund, “Plaques,” Spine, vol. 3, pp. 1–4, 2001.",
        "[head] Journal of Plaques 3",
    ) == [
        (K.INTRODUCTION, "1. Introduction"),
        (K.CASE, "2. Case"),
        (K.CAPTION, "Figure 1."),
        (K.TABLE, "Day CRP"),
        (K.DECLARATIONS, "Received 3"),
        (K.REFERENCES, "References [1]"),
        (K.FURNITURE, "Journal of"),
    ]


def test_unheaded_paragraph_before_the_introduction_is_the_abstract(kinds) -> None:
    assert kinds(
        "# Plaques of the dura in a farmer",
        "We describe a plaque. " * 12,
        "# 1. Introduction",
        DISCUSSION,
        "# 2. Case report",
        CASE,
    )[:2] == [(K.TITLE, "Plaques of"), (K.ABSTRACT, "We describe")]


def test_consent_inside_a_clinical_paragraph_does_not_make_it_a_declaration(kinds) -> None:
    paragraph = "A 47-year-old man had a plaque. After written consent was obtained it was removed. He walked again."
    assert kinds("# Case report", paragraph) == [(K.CASE, "Case report")]


def test_imaging_and_treatment_stand_where_they_stand(kinds) -> None:
    assert kinds("# Case report", CASE, "# Treatment", "A plate was used.", "# Discussion", DISCUSSION) == [
        (K.CASE, "Case report"),
        (K.CASE, "Treatment A"),
        (K.DISCUSSION, "Discussion Dural"),
    ]
    assert kinds("# Methods", "We counted.", "# Results", "There were 55.", "# Treatment", "All had surgery.") == [
        (K.METHODS, "Methods We"),
        (K.OTHER, "Results There"),
        (K.OTHER, "Treatment All"),
    ]


def test_keywords_at_the_end_of_an_abstract(kinds) -> None:
    assert kinds("# Abstract", "We report a plaque. Both recovered. Keywords: dura; plaque") == [
        (K.ABSTRACT, "Abstract We"),
        (K.KEYWORDS, "Keywords: dura;"),
    ]


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ("Plaques have been found in cattle [3], in dogs [4,5] and, once, in a girl [6].", K.DISCUSSION),
        ("The wound healed [1]. Strength came back within a month, and he went back to his farm.", K.CASE),
    ],
)
def test_unknown_heading_behind_a_case_is_a_discussion_if_it_cites(kinds, told: str, kind: K) -> None:
    found = kinds("# 1. Introduction", "Plaques are rare.", "# 2. Case report", CASE, "# 3. What became of it", told)
    assert found[2:] == [(kind, "3. What")]


def test_a_heading_of_ones_own_words_behind_the_introduction_may_open_the_case(kinds) -> None:
    told = ("# A farmer who could not climb", CASE, "# Discussion", DISCUSSION)
    before = ("# Bone in the dura of a farmer", "# Introduction", "Ossification of the dura is rare.")
    assert kinds(*before, *told) == [
        (K.TITLE, "Bone in"),
        (K.INTRODUCTION, "Introduction Ossification"),
        (K.CASE, "A farmer"),
        (K.DISCUSSION, "Discussion Dural"),
    ]


def test_the_rubric_of_a_journal_above_the_title(kinds) -> None:
    assert kinds(
        "# Lesson of the month", "# Bone in the dura of a farmer", "# Case report", CASE * 2, "# Discussion", DISCUSSION
    ) == [
        (K.FURNITURE, "Lesson of"),
        (K.TITLE, "Bone in"),
        (K.CASE, "Case report"),
        (K.DISCUSSION, "Discussion Dural"),
    ]
