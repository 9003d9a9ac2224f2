"""The terms that a field looks for."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.case import Mention, MentionKind, Reading
from extractor.schema import Field


def terms_of(field: Field, reading: Reading) -> Iterator[Mention]:
    """Give the terms of the field's lexicons and concepts in the order of the text, whatever their qualifiers."""
    for mention in reading.of(MentionKind.TERM, *field.find.lexicons):
        if not field.find.concepts or mention.concept in field.find.concepts:
            yield mention
