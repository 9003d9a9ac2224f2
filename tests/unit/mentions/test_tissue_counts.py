"""IgG4-positive cells counted in other words, and their share told as a fraction."""

from __future__ import annotations

import pytest

from extractor.case import Sentence, Subject
from extractor.document import SectionKind, Span
from extractor.mentions.tissue_counts import find_tissue_counts


def counts(text: str) -> list[tuple[str, str, float | None]]:
    sentence = Sentence(0, Span(0, len(text)), text, SectionKind.CASE, 0)
    told = [m for m in find_tissue_counts(sentence) if m.qualifiers.subject is Subject.PATIENT]
    return [(m.concept, str(m.quantity.comparator), m.quantity.value) for m in told if m.quantity is not None]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Plasma cells, 40 of the latter per high-power field positive for IgG4.", [("IgG4+ cells/HPF", "=", 40.0)]),
        ("Up to 65 plasma cells/HPF stained for IgG4.", [("IgG4+ cells/HPF", "<=", 65.0)]),
        ("Many cells were positive for IgG4, with 55 such cells per HPF.", [("IgG4+ cells/HPF", "=", 55.0)]),
        ("CD138+ cells 150/HPF, IgG4+ 80/HPF.", []),  # what stands beside its analyte is read there
        ("30 eosinophils per high-power field and IgG4-positive cells were seen.", []),
        ("Three quarters of the IgG+ plasma cells were IgG4+.", [("tissue IgG4/IgG ratio", "~", 75.0)]),
        ("IgG4 made up more than half of the IgG-bearing cells.", [("tissue IgG4/IgG ratio", ">", 50.0)]),
        ("Every other IgG-positive plasma cell was positive for IgG4.", [("tissue IgG4/IgG ratio", "~", 50.0)]),
        ("Half of the patients had IgG4-positive cells.", []),
        ("One third of the cells were IgG-positive.", []),
    ],
)
def test_counts(text: str, wanted: list[tuple[str, str, float | None]]) -> None:
    assert counts(text) == wanted
