"""The terms that a field looks for, and the most definite of those that it found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractor.case import Mention, MentionKind, Reading, Source
from extractor.schema import Field


def terms_of(field: Field, reading: Reading) -> Iterator[Mention]:
    """Give the terms of the field's lexicons and concepts in the order of the text, whatever their qualifiers."""
    for mention in reading.of(MentionKind.TERM, *field.find.lexicons):
        if not field.find.concepts or mention.concept in field.find.concepts:
            yield mention


def is_unlisted(mention: Mention) -> bool:
    """Tell whether a recogniser found it and no word list knows it: then its sentence must say more to be believed."""
    return mention.source is Source.NER


def most_definite(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Leave out "pain" where there is back pain, and "fibrosis" where there is storiform fibrosis."""
    kept = list(mentions)
    concepts = {m.concept for m in kept}
    for mention in kept:
        ending = " " + mention.concept.removesuffix(" mellitus")  # of diabetes
        if not any(concept.endswith(ending) for concept in concepts):
            yield mention


def is_same_illness(one: str, other: str) -> bool:
    """Tell whether two names can be of one illness: "renal cell carcinoma" and "papillary renal cell carcinoma"."""
    one, other = one.casefold(), other.casefold()
    return one == other or one.endswith(f" {other}") or other.endswith(f" {one}")
