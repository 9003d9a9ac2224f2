"""Weights of what is likely are fitted the same each time, and judge a text without having seen it."""

from __future__ import annotations

import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest

from extractor.fields.diagnoses.likely import chance_of

sys.path.insert(0, str(Path(__file__).parents[2] / "corpus"))

from learn_likely import LEAST, Sample, cross_validate, fit, make_entry, to_toml


def samples() -> list[Sample]:
    """Make 200 texts: what stands first is right in 9 of 10, what stands last in 2 of 10."""
    first = [Sample(f"a{n}", "draw", {"accepted": 1.0, "first of all": 1.0}, n % 10 != 0) for n in range(100)]
    last = [Sample(f"b{n}", "draw", {"accepted": 1.0, "last of all": 1.0}, n % 5 == 0) for n in range(100)]
    return [*first, *last]


def test_a_sign_weighs_as_often_as_it_is_right() -> None:
    weights = fit(samples())
    assert weights["first of all"] > 0 > weights["last of all"]
    assert chance_of(samples()[0].signs, weights) == pytest.approx(0.9, abs=0.03)
    assert chance_of(samples()[-1].signs, weights) == pytest.approx(0.2, abs=0.04)


def test_a_sign_that_hardly_stands_anywhere_weighs_nothing() -> None:
    few = [Sample(f"c{n}", "draw", {"seldom": 1.0}, True) for n in range(5)]
    assert "seldom" not in fit([*samples(), *few])


def test_the_file_holds_the_weights() -> None:
    made = samples()
    raw = tomllib.loads(to_toml(fit(made), made, date(2024, 2, 1)))
    assert (raw["least"], raw["texts"], raw["candidates"]) == (LEAST, 200, 200)
    assert set(raw["signs"]) == {"accepted", "first of all", "last of all"}


def test_the_book_tells_what_leaving_out_brings() -> None:
    made = samples()
    entry = make_entry(made, cross_validate(made), "abc", date(2024, 2, 1))
    assert entry.line[0] == "200"
    assert float(entry.line[1]) == pytest.approx(0.55)
    assert float(entry.line[-2]) > 0.6  # the least likely fifth left out
