"""Rules of choice. Where the disease is and where the operation was, and how it enhances."""

from __future__ import annotations

from extractor.case import Reading
from extractor.fields.chosen import Chosen
from extractor.schema import Field


def choose_lesion_site(field: Field, reading: Reading) -> Chosen:
    """Choose for `lesion site`."""
    return Chosen()


def choose_lesion_levels(field: Field, reading: Reading) -> Chosen:
    """Choose for `lesion levels`."""
    return Chosen()


def choose_operated_levels(field: Field, reading: Reading) -> Chosen:
    """Choose for `operated levels`."""
    return Chosen()


def choose_compartment(field: Field, reading: Reading) -> Chosen:
    """Choose for `compartment`."""
    return Chosen()


def choose_enhancement(field: Field, reading: Reading) -> Chosen:
    """Choose for `enhancement`."""
    return Chosen()


def choose_enhancement_pattern(field: Field, reading: Reading) -> Chosen:
    """Choose for `enhancement pattern`."""
    return Chosen()
