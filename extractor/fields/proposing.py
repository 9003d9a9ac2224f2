"""What a recogniser found and no word list knows, held against the same rules of choice: proposals for the reviewer."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from extractor.case import Mention, MentionKind, Reading, Source
from extractor.document import Span
from extractor.fields.choosing import CHOICES
from extractor.fields.chosen import Chosen
from extractor.schema import Field


def add_unlisted(reading: Reading) -> Reading | None:
    """Give the reading as if the word lists knew the entities too that overlap none of their words; None if none do."""
    listed: dict[int, list[Span]] = defaultdict(list)
    for term in reading.of(MentionKind.TERM):
        listed[term.sentence].append(term.span)
    unlisted = [
        replace(entity, kind=MentionKind.TERM)
        for entity in reading.of(MentionKind.ENTITY)
        if not any(span.overlaps(entity.span) for span in listed[entity.sentence])
    ]
    if not unlisted:
        return None
    mentions = sorted((*reading.mentions, *unlisted), key=lambda m: (m.span, m.kind, m.lexicon, m.concept))
    return replace(reading, mentions=tuple(mentions))


def add_proposals(field: Field, wider: Reading, chosen: Chosen) -> Chosen:
    """Add what the field's own rule would take if the word lists had it: shown as alternatives, never taken."""
    found: dict[str, Mention] = {}
    for mention in CHOICES[field.choose](field, wider).accepted:
        if mention.source is Source.NER:
            found.setdefault(mention.concept, mention)
    return replace(chosen, doubtful=(*chosen.doubtful, *found.values()))
