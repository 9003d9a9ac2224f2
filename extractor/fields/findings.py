"""Rules of choice. Symptoms, other illnesses, organs and histology."""

from __future__ import annotations

from extractor.case import Reading
from extractor.fields.chosen import Chosen
from extractor.schema import Field


def choose_presenting_symptoms(field: Field, reading: Reading) -> Chosen:
    """Choose for `presenting symptoms`."""
    return Chosen()


def choose_first_symptoms(field: Field, reading: Reading) -> Chosen:
    """Choose for `first symptoms`."""
    return Chosen()


def choose_past_history(field: Field, reading: Reading) -> Chosen:
    """Choose for `past history`."""
    return Chosen()


def choose_relatives(field: Field, reading: Reading) -> Chosen:
    """Choose for `relatives`."""
    return Chosen()


def choose_involved_organs(field: Field, reading: Reading) -> Chosen:
    """Choose for `involved organs`."""
    return Chosen()


def choose_histology(field: Field, reading: Reading) -> Chosen:
    """Choose for `histology`."""
    return Chosen()
