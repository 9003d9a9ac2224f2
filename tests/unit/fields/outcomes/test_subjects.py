"""Of whom or what a sentence says something."""

from __future__ import annotations

import pytest

from extractor.fields.outcomes.subjects import complement_of, follows_carrier, subject_of

SUBJECTS = [
    ("The symptoms of the colitis ", "symptoms"),
    ("After the operation the pain in both legs had gradually ", "pain"),
    ("The woman gave birth to a newborn that later ", "newborn"),
    ("Ill were his mother and one of his brothers ", "brothers"),
    ("The newborn was intubated and ", "newborn"),
    ("His brother, who had been ill too, ", "brother"),
    ("The skull defect (4 cm, frontal) was ", "defect"),
    ("The ovaries and the pelvic nodes were all ", "nodes"),
    ("In spring she ", "she"),
    ("Cough, fever and ", ""),
    ("", ""),
]


@pytest.mark.parametrize(("before", "head"), SUBJECTS)
def test_subject(before: str, head: str) -> None:
    assert subject_of(before).head == head


def test_before_who_any_person_may_be_meant() -> None:
    phrase = subject_of("Known was a tumour in her brother in his youth, who ")
    assert (phrase.head, "brother" in phrase.words) == ("who", True)


COMPLEMENTS = [
    (" of the old graft was seen", "graft"),
    (" in muscle strength after a week", "strength"),
    (" from 20 to 85", ""),
    (" was seen", ""),
    ("", ""),
]


@pytest.mark.parametrize(("after", "head"), COMPLEMENTS)
def test_complement(after: str, head: str) -> None:
    assert complement_of(after).head == head


def test_auxiliary_right_before() -> None:
    assert follows_carrier("The nodes were all ")
    assert not follows_carrier("The nodes ")
