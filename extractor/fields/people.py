"""Rules of choice. The patient's age and sex."""

from __future__ import annotations

from extractor.case import Reading
from extractor.fields.chosen import Chosen
from extractor.schema import Field


def choose_presenting_age(field: Field, reading: Reading) -> Chosen:
    """Choose for `presenting age`."""
    return Chosen()


def choose_own_sex(field: Field, reading: Reading) -> Chosen:
    """Choose for `own sex`."""
    return Chosen()
