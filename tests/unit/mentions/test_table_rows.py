"""Rows of tables: value, unit of the label, reference range, and values over time."""

from __future__ import annotations

import pytest

from extractor.case import Role, Sentence
from extractor.document import SectionKind, Span
from extractor.mentions.measurements import find_measurements

Read = tuple[str, float | None, str | None, tuple[float | None, float | None] | None, Role]


def read(row: str) -> list[Read]:
    sentence = Sentence(0, Span(0, len(row)), row, SectionKind.TABLE, 0)
    return [
        (m.concept, m.quantity.value, m.quantity.unit, m.quantity.reference_range, m.role)
        for m in find_measurements(sentence)
        if m.quantity is not None
    ]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("IgG4 (mg/dL) 312 8–140", [("serum IgG4", 312, "mg/dL", (8, 140), Role.UNKNOWN)]),
        ("CSF leukocytes (per µL) 14 < 5", [("CSF white cells", 14, "cells/µL", (None, 5), Role.UNKNOWN)]),
        ("CSF protein (mg/dL)  133          ", [("CSF protein", 133, "mg/dL", None, Role.UNKNOWN)]),
        ("Serum IgG4 (mg/dL; normal 8–140)       96", [("serum IgG4", 96, "mg/dL", (8, 140), Role.UNKNOWN)]),
        ("IgG4+ cells per HPF 58", [("IgG4+ cells/HPF", 58, "/HPF", None, Role.UNKNOWN)]),
        (
            "IgG4, mg/dL (4–86) 1,460 905 412",
            [
                ("serum IgG4", 1460, "mg/dL", (4, 86), Role.UNKNOWN),
                ("serum IgG4", 905, "mg/dL", (4, 86), Role.FOLLOW_UP),
                ("serum IgG4", 412, "mg/dL", (4, 86), Role.FOLLOW_UP),
            ],
        ),
        ("IgE, IU/mL (< 100) 640 510", []),
        ("Serum IgG4 (g/L) Not done", []),
    ],
)
def test_row(row: str, told: list[Read]) -> None:
    assert read(row) == told
