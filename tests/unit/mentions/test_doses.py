"""Doses, routes and frequencies in a sentence."""

from __future__ import annotations

import pytest

from extractor.case import Dosing, Sentence
from extractor.document import SectionKind, Span
from extractor.mentions.doses import find_doses

DOSES = [
    ("prednisone 40 mg daily", [Dosing("40 mg daily", None, "daily")]),
    ("1 g/day for 3 days", [Dosing("1 g/day for 3 days", None, "/day")]),
    ("rituximab (375 mg/m2 weekly for 4 weeks)", [Dosing("375 mg/m2 weekly for 4 weeks", None, "weekly")]),
    ("oral methotrexate", [Dosing(None, "oral", None)]),
    ("0.5 mg/kg/day orally", [Dosing("0.5 mg/kg/day orally", "orally", "/day")]),
    ("acyclovir 10 mg/kg every 8 hours", [Dosing("10 mg/kg every 8 hours", None, "every 8 hours")]),
    ("1,200 IU once daily", [Dosing("1,200 IU once daily", None, "once daily")]),
    ("creatinine 1.4 mg/dL and IgG4 2.4 g/L", []),
    ("a 30 mm mass at T4", []),
    ("milrinone (10 mg/50 ml) at 2 ml/h", []),
    ("1,000 mg/m(2) gemcitabine", [Dosing("1,000 mg/m(2)", None, None)]),
    ("100 mg daily, oral iodine", [Dosing("100 mg daily", None, "daily"), Dosing(None, "oral", None)]),
    ("40 mg daily, orally", [Dosing("40 mg daily, orally", "orally", "daily")]),
]


@pytest.mark.parametrize(("text", "dosings"), DOSES)
def test_doses(text: str, dosings: list[Dosing]) -> None:
    sentence = Sentence(0, Span(0, len(text)), text, SectionKind.CASE, 0)
    assert [mention.dosing for mention in find_doses(sentence)] == dosings


def test_spans_are_places_in_the_document() -> None:
    text = "He took 20 mg twice daily."
    sentence = Sentence(3, Span(100, 100 + len(text)), text, SectionKind.CASE, 0)
    assert [(m.span, m.sentence) for m in find_doses(sentence)] == [(Span(108, 125), 3)]
