"""Quantities in the unit of their field, and the problems of a number."""

from __future__ import annotations

from extractor.case import Comparator, Quantity
from extractor.quantity import check_content, in_unit_of
from extractor.schema import load_schema

SCHEMA = load_schema("igg4-rsp")
IGG4 = SCHEMA.field("serum_igg4")
RATIO = SCHEMA.field("igg4_igg_ratio_percent")


def test_value_and_reference_range_come_to_the_unit_of_the_field() -> None:
    got = in_unit_of(IGG4, Quantity(2.43, unit="g/L", reference_range=(0.039, 0.864)))
    assert (got.value, got.unit, got.canonical, got.reference_range) == (2.43, "g/L", 243.0, (3.9, 86.4))


def test_canonical_of_a_range_is_its_middle() -> None:
    got = in_unit_of(RATIO, Quantity(None, 40, 70, Comparator.RANGE, "%"))
    assert got.canonical == 55


def test_a_ratio_without_unit_is_a_share() -> None:
    assert in_unit_of(RATIO, Quantity(0.7)).canonical == 70


def test_a_flag_alone_stays_as_it_is() -> None:
    assert in_unit_of(IGG4, Quantity()) == Quantity()


def test_a_unit_of_another_kind_is_a_problem_and_the_number_stays() -> None:
    got = in_unit_of(IGG4, Quantity(12.0, unit="/HPF"))
    assert (got.value, got.canonical) == (12.0, None)
    assert [p.code for p in check_content(IGG4, got)] == ["unit_of_another_kind"]


def test_an_implausible_number_is_a_problem_and_the_number_stays() -> None:
    got = in_unit_of(IGG4, Quantity(999.0, unit="g/L"))
    assert got.canonical == 99900
    assert [p.code for p in check_content(IGG4, got)] == ["implausible"]


def test_a_missing_unit_is_noted() -> None:
    got = in_unit_of(IGG4, Quantity(356.0))
    assert got.canonical == 356
    assert [p.code for p in check_content(IGG4, got)] == ["unit_missing"]


def test_each_number_of_a_list_is_checked() -> None:
    got = tuple(in_unit_of(IGG4, Quantity(value, unit="mg/dL")) for value in (356.0, 99999.0))
    assert [p.code for p in check_content(IGG4, got)] == ["implausible"]


def test_a_plausible_age_has_no_problem_and_another_has() -> None:
    age = SCHEMA.field("age_years")
    assert check_content(age, 54.0) == ()
    assert [p.code for p in check_content(age, 540.0)] == ["implausible"]
