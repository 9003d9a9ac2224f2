"""What was done before the patient fell ill was not done for the illness that is reported."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractor.case import Reading
from extractor.fields import fill_fields
from extractor.schema import load_schema

Read = Callable[[str], Reading]
SCHEMA = load_schema("core")

TREATMENTS = [
    (
        "A 66-year-old man underwent left knee arthroplasty. Three weeks after surgery, he"
        " presented with a hot, painful knee. Septic arthritis was diagnosed, and he was given flucloxacillin.",
        ("flucloxacillin",),
    ),
    (
        "A 49-year-old woman with psoriasis was given adalimumab. Two months later she noticed numb feet."
        " A demyelinating neuropathy was found, and intravenous immunoglobulin was started.",
        ("intravenous immunoglobulin",),
    ),
    (
        "A 58-year-old man underwent sigmoidectomy. He was admitted with ileus one year after"
        " stoma closure. Laparotomy was performed.",
        ("laparotomy",),
    ),
    # for the illness itself: it was there before
    (
        "A 61-year-old man presented with back pain and was given ibuprofen. Two weeks later he developed weak legs."
        " An epidural abscess was drained.",
        ("ibuprofen", "abscess drainage"),
    ),
    # what came is what had been treated
    (
        "A 55-year-old woman underwent mastectomy for breast cancer. Four years later she presented with headache."
        " Metastasis to the dura was found, and she received radiotherapy.",
        ("mastectomy", "radiotherapy"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), TREATMENTS)
def test_treatments_of_the_time_before_the_illness(read_patient: Read, text: str, expected: tuple[str, ...]) -> None:
    treatments = next(v for v in fill_fields(SCHEMA, read_patient(text)) if v.field == "treatments")
    assert treatments.content == expected
