"""Units: every spelling leads to its unit, and what one is in another."""

from __future__ import annotations

import re

import pytest

from extractor.lexicon import load_lexicon
from extractor.unit import convert, find_unit, unit_pattern


@pytest.mark.parametrize(
    ("value", "unit", "to", "wanted"),
    [
        (2.43, "g/L", "mg/dL", 243.0),
        (2430, "mg/L", "mg/dL", 243.0),
        (1.2, "g/dL", "mg/dL", 1200.0),
        (45, "mg%", "mg/dL", 45.0),
        (860, "µg/mL", "mg/dL", 86.0),
        (860, "μg/ml", "mg/dL", 86.0),
        (14, "10⁶/L", "cells/µL", 14.0),
        (14, "/mm³", "cells/µL", 14.0),
        (0.014, "10⁹/L", "cells/µL", 14.0),
        (50, "per high-power field", "cells/HPF", 50.0),
        (14, "/mm³", "mg/dL", None),
        (14, "parsecs", "mg/dL", None),
    ],
)
def test_convert(value: float, unit: str, to: str, wanted: float | None) -> None:
    got = convert(value, unit, to)
    assert got == wanted if wanted is None else got == pytest.approx(wanted)


def test_every_spelling_is_found_as_its_unit() -> None:
    pattern = re.compile(unit_pattern(), re.IGNORECASE)
    for term in load_lexicon("units").terms:
        match = pattern.match(term.term)
        assert match is not None, term.term
        unit = find_unit(match.group())
        assert unit is not None and unit.symbol == term.concept, term.term
