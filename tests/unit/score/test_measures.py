"""Cells of every form become items."""

from __future__ import annotations

import pytest

from extractor.score.measures import MEASURES, Answer, items_of, load_groups

BY_NAME = {measure.name: measure for measure in MEASURES}


@pytest.mark.parametrize(
    ("name", "cell", "items"),
    [
        ("age_years", 54, (54.0,)),
        ("age_years", None, ()),
        ("sex", "Female", ("female",)),
        ("mri_enhancement", True, ("yes",)),
        ("mri_enhancement", "no", ("no",)),
        ("symptoms", ["Paraparesis", "limb weakness", "fever"], ("limb weakness", "fever")),
        ("lesion_levels", ["c7 – t5", "L3/4"], ("C7-T5", "L3/4")),
        ("serum_igg4.value", {"value": 2.43, "unit": "g/L"}, (243.0,)),
        ("serum_igg4.value", {"value": 3150, "unit": "mg/L"}, (315.0,)),
        ("serum_igg4.value", {"value": None, "flag": "elevated"}, ()),
        ("serum_igg4.flag", {"value": None, "flag": "elevated"}, ("elevated",)),
        ("serum_igg4_follow_up", [{"value": 0.71, "unit": "g/L"}, {"value": 52, "unit": "mg/dL"}], ("71.0", "52.0")),
        ("igg4_positive_cells_per_hpf", {"value": None, "low": 40, "high": 50, "comparator": "range"}, (45.0,)),
        ("igg4_igg_ratio_percent", {"comparator": "range", "value": [10, 20]}, (15.0,)),
        ("igg4_positive_cells_per_hpf", {"comparator": ">", "value": 50}, (50.0,)),
        (
            "drugs",
            [{"name": "Prednisone", "dose": "5 mg"}, {"name": "mycophenolate mofetil"}],
            ("prednisone", "mycophenolate"),
        ),
        ("status other than stated", {"pathology": "not_done"}, ("pathology: not_done",)),
    ],
)
def test_a_cell_becomes_items(name: str, cell: object, items: Answer) -> None:
    assert items_of(BY_NAME[name], cell) == items


def test_numbers_are_the_same_within_their_measure() -> None:
    age, weeks = BY_NAME["age_years"], BY_NAME["onset_to_diagnosis_weeks"]
    assert [age.same(54.0, 54.0), age.same(2.6, 2.58), age.same(53.0, 54.9)] == [True, True, False]
    assert [weeks.same(52.18, 48.0), weeks.same(40.0, 48.0)] == [True, False]


def test_each_measure_names_groups_that_exist() -> None:
    groups = load_groups()
    assert {m.groups for m in MEASURES if m.groups} == set(groups)
