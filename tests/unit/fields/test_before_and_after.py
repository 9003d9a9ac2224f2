"""Which measurement is the one before treatment, what came after, and when two contradict each other."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractor.case import Quantity, Reading, Status, Value
from extractor.fields import fill_fields
from extractor.schema import load_schema

Read = Callable[[str], Reading]


def fill(field: str, reading: Reading) -> Value:
    return next(v for v in fill_fields(load_schema("igg4-rsp"), reading) if v.field == field)


def numbers(value: Value) -> list[float | None]:
    content = value.content if isinstance(value.content, tuple) else (value.content,)
    return [item.canonical for item in content if isinstance(item, Quantity)]


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("Serum IgG4 was 356 mg/dL. It was treated. Serum IgG4 fell to 98 mg/dL.", [356], [98]),
        (
            "Serum IgG4 was 356 mg/dL on admission, 210 mg/dL after 1 month and 98 mg/dL after 6 months of steroids.",
            [356],
            [210, 98],
        ),
        ("After steroids, her serum IgG4 normalized (from 412 mg/dL to 88 mg/dL).", [412], [88]),
        ("At the one-year follow-up, IgG4 was 60 mg/dL.", [], [60]),
        (
            "Serum IgG4 was 312 mg/dL. Prednisolone was begun. After three months she walked; serum IgG4 was 94 mg/dL.",
            [312],
            [94],
        ),
        (
            "Serum IgG4 was not measured before treatment; two weeks after the start of prednisolone it was 1.02 g/L.",
            [],
            [102],
        ),
        ("Postoperative serum IgG4 was 310 mg/dL.", [310], []),
        ("Serum IgG4 was twice the upper limit of normal (270 mg/dL).", [270], []),
    ],
)
def test_before_and_after(read_patient: Read, text: str, before: list[float], after: list[float]) -> None:
    reading = read_patient(text)
    assert numbers(fill("serum_igg4", reading)) == before
    assert numbers(fill("serum_igg4_follow_up", reading)) == after


def test_the_first_puncture_counts_even_when_told_later(read_patient: Read) -> None:
    reading = read_patient("Repeat lumbar puncture showed 2 cells/µL. The first lumbar puncture had shown 40 cells/µL.")
    assert numbers(fill("csf_cell_count", reading)) == [40]


def test_two_counts_in_tissue_are_a_conflict_with_both(read_patient: Read) -> None:
    value = fill("igg4_positive_cells_per_hpf", read_patient("IgG4+ cells were 50/HPF. IgG4+ cells were 200/HPF."))
    assert value.status is Status.CONFLICT
    assert (numbers(value), [a.content.canonical for a in value.alternatives if isinstance(a.content, Quantity)]) == (
        [50],
        [200],
    )


def test_a_criterion_is_not_the_patients_count(read_patient: Read) -> None:
    text = "Diagnosis requires >10 IgG4+ cells/HPF; our patient had 85 IgG4+ cells/HPF."
    assert numbers(fill("igg4_positive_cells_per_hpf", read_patient(text))) == [85]


def test_fluid_named_in_the_sentence_before(read_patient: Read) -> None:
    reading = read_patient("Lumbar puncture was performed. The white cell count was 14/µL and the protein 260 mg/dL.")
    assert (numbers(fill("csf_cell_count", reading)), numbers(fill("csf_protein", reading))) == ([14], [260])


def test_blood_named_in_the_sentence_before(read_patient: Read) -> None:
    reading = read_patient("Blood was drawn. The white cell count was 14,000/µL and the protein 7.2 g/dL.")
    assert {fill(f, reading).status for f in ("csf_cell_count", "csf_protein")} == {Status.NOT_REPORTED}


@pytest.mark.parametrize(
    "text",
    [
        "Serum IgG4 was not measured.",
        "Serum IgG4 levels were not checked prior to steroid treatment.",
        "We did not measure serum IgG4.",
        "Serum IgG4 was unavailable.",
    ],
)
def test_not_done(read_patient: Read, text: str) -> None:
    assert fill("serum_igg4", read_patient(text)).status is Status.NOT_DONE
