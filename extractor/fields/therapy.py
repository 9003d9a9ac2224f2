"""Rules of choice. Which treatments and drugs this patient was given for this illness."""

from __future__ import annotations

from extractor.case import Reading
from extractor.fields.chosen import Chosen
from extractor.schema import Field


def choose_given(field: Field, reading: Reading) -> Chosen:
    """Choose for `given`."""
    return Chosen()


def choose_given_drugs(field: Field, reading: Reading) -> Chosen:
    """Choose for `given drugs`."""
    return Chosen()
