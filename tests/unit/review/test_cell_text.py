"""What people write in a cell is read as they mean it, or refused with a reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.review.answers import same_content
from extractor.review.cell_text import how_to_write, read_content, write_content
from extractor.review.numerals import NotReadable
from extractor.schema import Field, load_schema

SCHEMA = load_schema("igg4-rsp")
GOLDEN = Path(__file__).parents[2] / "golden" / "records"


def read(field: str, text: str) -> Any:
    return read_content(SCHEMA.field(field), text)


def refusal(field: str, text: str) -> str:
    with pytest.raises(NotReadable) as caught:
        read(field, text)
    return str(caught.value)


def quantity(**parts: Any) -> dict[str, Any]:
    empty = dict.fromkeys(("value", "low", "high", "unit", "canonical", "flag", "reference_range"))
    return {**empty, "comparator": "=", **parts}


def drug(name: str, kind: str, **parts: str) -> dict[str, Any]:
    return {"name": name, "class": kind, "dose": None, "route": None, "frequency": None, **parts}


@pytest.mark.parametrize(
    ("field", "text", "content"),
    [
        ("age_years", "54", 54),
        ("age_years", "1,58", 1.58),  # a decimal comma
        ("age_years", "54 years", 54),
        ("age_years", "", None),  # "a teenager": stated, and no number
        ("sex", "Female", "female"),
        ("mri_enhancement", "YES", "yes"),
        ("symptoms", "limb weakness; Fever;", ["limb weakness", "fever"]),
        ("symptoms", "fever; fever", ["fever"]),
        ("symptoms", "crowing at dawn", ["crowing at dawn"]),  # no list has it, and a reviewer may
        ("outcome", "Improved;recurrence", ["improved", "recurrence"]),
        ("lesion_levels", "C7–T5, L3; th9-11", ["C7-T5", "L3", "T9-T11"]),
        ("lesion_levels", "l3/4", ["L3/4"]),
        ("serum_igg4", "243", quantity(value=243, canonical=243)),
        ("serum_igg4", "2.43 g/L (elevated)", quantity(value=2.43, unit="g/L", canonical=243, flag="elevated")),
        ("serum_igg4", "elevated", quantity(flag="elevated")),
        ("igg4_positive_cells_per_hpf", ">50", quantity(value=50, comparator=">", canonical=50)),
        ("igg4_positive_cells_per_hpf", "120-130", quantity(low=120, high=130, comparator="range", canonical=125)),
        ("serum_igg4_follow_up", "94; 80", [quantity(value=94, canonical=94), quantity(value=80, canonical=80)]),
        (
            "drugs",
            "Imuran | 100 mg || daily",
            [drug("azathioprine", "immunosuppressive therapy", dose="100 mg", frequency="daily")],
        ),
    ],
)
def test_what_is_written_is_read(field: str, text: str, content: Any) -> None:
    assert read(field, text) == content


@pytest.mark.parametrize(
    ("field", "text", "reason"),
    [
        ("age_years", "fifty", "“fifty” is not a number"),
        ("age_years", "nan", "“nan” is not a number"),
        ("age_years", "1_0", "“1_0” is not a number"),
        ("age_years", "450", "450 years is outside 0 to 120: check it in the paper"),
        ("age_years", "-5", "“-5”: a number from 0 on is needed"),
        ("onset_to_diagnosis_weeks", "1,200", "“1,200” could be 1200 or 1.200: write no comma"),
        ("sex", "femal", "“femal” is not one of: male, female, other"),
        ("sex", "", "the value is missing"),
        ("symptoms", " ; ", "the value is missing"),
        ("symptoms", "fever, headache", "“fever, headache”: split the items by semicolons"),
        ("lesion_levels", "T13", "“T13” is no vertebral level, or a range from below"),
        ("lesion_levels", "T9-T3", "“T9-T3” is no vertebral level, or a range from below"),
        ("lesion_levels", "thoracic", "“thoracic” is no vertebral level: write C7-T5, L3 or L3/4"),
        ("serum_igg4", "3 mmol/L", "“mmol/L” is not a unit that can be turned into mg/dL"),
        ("serum_igg4", "130-120", "“130-120”: a range goes from the lower to the higher number"),
        ("serum_igg4", "high", "“high” is no quantity: write 243, >50, 120–130, 2.43 g/L, 243 (elevated) or elevated"),
        ("drugs", "| 5 mg", "“| 5 mg”: write name | dose | route | frequency, drugs split by semicolons"),
    ],
)
def test_what_cannot_be_meant_is_refused(field: str, text: str, reason: str) -> None:
    assert refusal(field, text) == reason


def test_every_cell_of_the_sample_papers_comes_back() -> None:
    cells = 0
    for path in sorted(GOLDEN.glob("*.json")):
        for record in json.loads(path.read_text(encoding="utf-8"))["cases"]:
            for name, value in record["cells"].items():
                if value["value"] is not None:
                    field = SCHEMA.field(name)
                    again = read_content(field, write_content(field, value["value"]))
                    assert same_content(again, value["value"]), (path.name, name, value["value"], again)
                    cells += 1
    assert cells > 500


def test_every_field_says_how_it_is_written() -> None:
    told = {field.name: how_to_write(field) for field in SCHEMA.fields}
    assert told["age_years"] == "a number of years"
    assert told["follow_up_months"] == "a number of months"
    assert told["sex"] == "one of: male, female, other"
    assert told["symptoms"] == "words, split by semicolons"
    assert told["outcome"].startswith("one or more, split by semicolons: improved, no improvement")


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(SCHEMA.fields), st.text(alphabet="0123456789.,-–<>≤~%()/|; \u00a0CTLSgdmLx", max_size=30))
def test_any_text_is_read_or_refused_in_words(field: Field, text: str) -> None:
    try:
        content = read_content(field, text)
    except NotReadable as error:
        assert str(error)
    else:
        json.dumps(content, allow_nan=False)
        assert same_content(read_content(field, write_content(field, content)), content) or content is None
