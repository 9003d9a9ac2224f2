"""Rules of choice. How the illness went."""

from __future__ import annotations

from extractor.case import Reading
from extractor.fields.chosen import Chosen
from extractor.schema import Field


def choose_own_outcome(field: Field, reading: Reading) -> Chosen:
    """Choose for `own outcome`."""
    return Chosen()
