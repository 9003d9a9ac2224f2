"""The whole analysis of a text that finders nearly match, over and over, takes time in proportion to the text."""

from __future__ import annotations

import math
import time

import pytest

from extractor.pipeline import Program, analyse_document
from extractor.readers import read_bytes

_SHORT, _LONG = 4_000, 16_000  # characters
_MOST = 1.6  # power of the length; each of these had 1.9 and more before sentences were bounded


def _spend(program: Program, pump: str, length: int) -> float:
    text = f"A 45-year-old man presented with headache. {pump * (length // len(pump))} She died."
    began = time.process_time()
    for document in read_bytes(text.encode(), "a.txt"):
        analyse_document(document, program)
    return time.process_time() - began


@pytest.mark.parametrize(
    "pump", ["he was ", "pain in the ", "patient ", "T1-", "IgG4 ", "no ", "C5 and ", ", and ", "1 "]
)
def test_four_times_the_text_takes_about_four_times_the_time(program: Program, pump: str) -> None:
    _spend(program, pump, 500)  # what is loaded on first use
    short, long = (min(_spend(program, pump, length) for _ in range(2)) for length in (_SHORT, _LONG))
    assert math.log(long / short, _LONG / _SHORT) < _MOST
