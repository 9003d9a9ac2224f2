"""Rules of choice. How long: from onset to diagnosis, and of follow-up."""

from __future__ import annotations

from extractor.case import Reading
from extractor.fields.chosen import Chosen
from extractor.schema import Field


def choose_onset(field: Field, reading: Reading) -> Chosen:
    """Choose for `onset`."""
    return Chosen()


def choose_follow_up_time(field: Field, reading: Reading) -> Chosen:
    """Choose for `follow-up time`."""
    return Chosen()
