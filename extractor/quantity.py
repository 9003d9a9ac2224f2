"""NOUNS: quantities in the unit of their field, and what is wrong with a number; nothing is dropped."""

from __future__ import annotations

from dataclasses import replace

from extractor.case import Content, Quantity
from extractor.problem import Problem, Severity
from extractor.schema import Field
from extractor.unit import convert


def in_unit_of(field: Field, quantity: Quantity) -> Quantity:
    """Give a quantity with `canonical` and reference range in the field's unit; without a printed unit that is assumed.

    `canonical` is the number or the middle of a range, and None where the printed unit is of another kind. A share
    printed as a fraction is given in percent: a ratio of 0.7 is 70 %.
    """
    number = middle(quantity)
    if number is None:
        return quantity
    factor = _factor(field, quantity, number)
    if factor is None:
        return replace(quantity, canonical=None)
    if quantity.unit is None and factor != 1.0:
        value, low, high = (_scaled(end, factor) for end in (quantity.value, quantity.low, quantity.high))
        quantity = replace(quantity, value=value, low=low, high=high, unit=field.unit)
        number, factor = number * factor, 1.0
    ends = quantity.reference_range
    if ends is not None:
        ends = (_scaled(ends[0], factor), _scaled(ends[1], factor))
    return replace(quantity, canonical=_scaled(number, factor), reference_range=ends)


def middle(quantity: Quantity) -> float | None:
    """Give the number, or the middle of the range; None for a flag alone."""
    if quantity.value is not None:
        return quantity.value
    if quantity.low is None or quantity.high is None:
        return None
    return (quantity.low + quantity.high) / 2


def check_content(field: Field, content: Content) -> tuple[Problem, ...]:
    """Give the problems of the numbers in a cell: implausible, without unit, or in a unit of another kind."""
    match content:
        case Quantity():
            return _check_quantity(field, content)
        case float() | int():
            return _check_number(field, float(content))
        case tuple():
            return tuple(p for item in content if isinstance(item, Quantity) for p in _check_quantity(field, item))
    return ()


def _check_quantity(field: Field, quantity: Quantity) -> tuple[Problem, ...]:
    number = middle(quantity)
    if number is None:
        return ()
    if quantity.canonical is None:
        message = f"{field.name}: {number:g} {quantity.unit} cannot be given in {field.unit}"
        return (Problem("unit_of_another_kind", message, field=field.name),)
    found: tuple[Problem, ...] = ()
    if quantity.unit is None and field.unit != "%":
        message = f"{field.name}: {number:g} is printed without unit and was read as {field.unit}"
        found = (Problem("unit_missing", message, Severity.NOTE, field.name),)
    return found + _check_number(field, quantity.canonical)


def _check_number(field: Field, number: float) -> tuple[Problem, ...]:
    if field.plausible is None or field.plausible[0] <= number <= field.plausible[1]:
        return ()
    low, high = field.plausible
    message = f"{field.name}: {number:g} {field.unit or ''} is outside {low:g} to {high:g}: check it in the paper"
    return (Problem("implausible", message, field=field.name),)


def _factor(field: Field, quantity: Quantity, number: float) -> float | None:
    if field.unit is None:
        return 1.0
    if quantity.unit is None:
        return 100.0 if field.unit == "%" and number <= 1 else 1.0
    return convert(1.0, quantity.unit, field.unit)


def _scaled(value: float | None, factor: float) -> float | None:
    return None if value is None else round(value * factor, 9)
