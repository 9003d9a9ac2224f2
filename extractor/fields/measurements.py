"""Rules of choice. Which measurement is the one before treatment, and which came after."""

from __future__ import annotations

from extractor.case import Reading
from extractor.fields.chosen import Chosen
from extractor.schema import Field


def choose_before_treatment(field: Field, reading: Reading) -> Chosen:
    """Choose for `before treatment`."""
    return Chosen()


def choose_after_treatment(field: Field, reading: Reading) -> Chosen:
    """Choose for `after treatment`."""
    return Chosen()


def choose_tissue_count(field: Field, reading: Reading) -> Chosen:
    """Choose for `tissue count`."""
    return Chosen()
