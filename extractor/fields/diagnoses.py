"""Rules of choice. The final diagnosis, and the ones given up."""

from __future__ import annotations

from extractor.case import Reading
from extractor.fields.chosen import Chosen
from extractor.schema import Field


def choose_final_diagnosis(field: Field, reading: Reading) -> Chosen:
    """Choose for `final diagnosis`."""
    return Chosen()


def choose_first_diagnosis(field: Field, reading: Reading) -> Chosen:
    """Choose for `first diagnosis`."""
    return Chosen()
