"""From what is typed into a form to what a cell holds, or to words that say why not."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.review.entering import EntryError, read_entry, times_of
from extractor.schema import Field, FieldType, load_schema

SCHEMA = load_schema("igg4-rsp")
DATE = Field("seen_on", "When?", FieldType.DATE, "course", "none")
COUNT = Field("relapses", "How many?", FieldType.COUNT, "course", "none")
TEXT = Field("remark", "What else?", FieldType.TEXT, "course", "none")


def field(name: str) -> Field:
    return {"seen_on": DATE, "relapses": COUNT, "remark": TEXT}.get(name) or SCHEMA.field(name)


def igg4(**changes: Any) -> dict[str, Any]:
    quantity = dict.fromkeys(("value", "low", "high", "canonical", "flag", "reference_range"))
    return {**quantity, "comparator": "=", "unit": "mg/dL", **changes}


@pytest.mark.parametrize(
    ("name", "entries", "content"),
    [
        ("age_years", {"number": ["54"]}, 54),
        ("age_years", {"number": [" 1,58 "]}, 1.58),
        ("age_years", {"number": [""]}, None),
        ("onset_to_diagnosis_weeks", {"number": ["3"], "unit": ["months"]}, 12),
        ("onset_to_diagnosis_weeks", {"number": ["1"], "unit": ["years"]}, 48),
        ("onset_to_diagnosis_weeks", {"number": ["10"], "unit": ["days"]}, 1.428571),
        ("follow_up_months", {"number": ["2"], "unit": ["years"]}, 24),
        ("follow_up_months", {"number": ["6"], "unit": [""]}, 6),
        ("sex", {"item": ["Female"]}, "female"),
        ("mri_enhancement", {"item": ["yes"]}, "yes"),
        ("symptoms", {"item": ["back  pain", "", "fever", "back pain"]}, ["back pain", "fever"]),
        ("outcome", {"item": ["Improved"]}, ["improved"]),
        ("lesion_levels", {"item": ["c7-t5", "L4/5", "T3 – 9", "S1"]}, ["C7-T5", "L4/5", "T3-T9", "S1"]),
        ("serum_igg4", {"number": ["243"]}, igg4(value=243, canonical=243)),
        ("serum_igg4", {"number": ["2.43"], "unit": ["g/L"]}, igg4(value=2.43, unit="g/L", canonical=243)),
        ("serum_igg4", {"number": ["1250"], "comparator": [">"]}, igg4(value=1250, canonical=1250, comparator=">")),
        (
            "serum_igg4",
            {"number": ["120"], "high": ["140"], "flag": ["normal"]},
            igg4(low=120, high=140, canonical=130, comparator="range", flag="normal"),
        ),
        ("serum_igg4", {"number": [""], "flag": ["elevated"]}, igg4(flag="elevated", unit=None)),
        ("serum_igg4", {"number": [""], "flag": [""]}, None),
        (
            "serum_igg4_follow_up",
            {"number": ["94", "", "80"], "unit": ["mg/dL"] * 3},
            [igg4(value=94, canonical=94), igg4(value=80, canonical=80)],
        ),
        (
            "drugs",
            {
                "name": ["rituximab", ""],
                "class": ["", ""],
                "dose": ["1 g", ""],
                "route": ["", ""],
                "frequency": ["", ""],
            },
            [{"name": "rituximab", "class": None, "dose": "1 g", "route": None, "frequency": None}],
        ),
        ("seen_on", {"item": ["2019-03"]}, "2019-03"),
        ("relapses", {"number": ["3"]}, 3),
        ("remark", {"item": [" <b>as told</b> "]}, "<b>as told</b>"),
    ],
)
def test_what_is_entered(name: str, entries: dict[str, list[str]], content: Any) -> None:
    assert read_entry(field(name), entries) == content


@pytest.mark.parametrize(
    ("name", "entries", "says"),
    [
        ("age_years", {"number": ["nan"]}, "is not a number"),
        ("age_years", {"number": ["9" * 400]}, "not a number that can be"),
        ("serum_igg4", {"number": ["1,250"]}, "could be 1250 or 1.250"),
        ("age_years", {"number": ["121"]}, "from 0 to 120"),
        ("onset_to_diagnosis_weeks", {"number": ["3"], "unit": ["moons"]}, "is none of: weeks"),
        ("sex", {"item": ["man"]}, "is not one of: male, female, other"),
        ("lesion_levels", {"item": ["T3-"]}, "is not a level"),
        ("serum_igg4", {"number": ["5"], "high": ["4"]}, "must be more"),
        ("serum_igg4", {"number": ["5"], "unit": ["furlongs"]}, "is no known unit"),
        ("serum_igg4", {"number": [""], "flag": ["huge"]}, "elevated, normal, low"),
        ("drugs", {"name": [""], "dose": ["1 g"]}, "needs its name"),
        ("seen_on", {"item": ["2019-13"]}, "is not a date"),
        ("relapses", {"number": ["2.5"]}, "is not a whole number"),
        ("remark", {"item": ["x" * 2001]}, "more than 2000 characters"),
    ],
)
def test_what_is_refused(name: str, entries: dict[str, list[str]], says: str) -> None:
    with pytest.raises(EntryError, match=says):
        read_entry(field(name), entries)


def test_a_reference_range_is_kept_that_no_form_asks_for() -> None:
    shown = igg4(value=312, canonical=312, reference_range=[8, 140])
    assert read_entry(field("serum_igg4"), {"number": ["321"]}, shown) == igg4(
        value=321, canonical=321, reference_range=[8, 140]
    )
    later = read_entry(field("serum_igg4_follow_up"), {"number": ["90", "80"], "unit": ["", ""]}, [shown])
    assert [one["reference_range"] for one in later] == [[8, 140], None]


def test_the_unit_of_the_field_comes_first() -> None:
    assert times_of(SCHEMA.field("follow_up_months")) == ("months", "days", "weeks", "years")
