"""Names of what has spread: a "breast cancer metastasis" is not the growth where it arose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.case import Mention, Sentence
from extractor.document import Span

_LEXICON = "disease"
_SPREAD = "metastasis"
# Where a growth arose and what it is: not the bare "tumor metastasis".
_GROWTH = re.compile(r".+ (?:cancer|tumor|neoplasm)|.*[a-z]{4}oma(?<!carcinoma)|.+carcinoma")


def name_spreads(sentence: Sentence, mentions: Sequence[Mention]) -> list[Mention]:
    """Join the growth and its spread to one name where they stand as one."""
    if "etasta" not in sentence.text:
        return list(mentions)
    growths = {
        m.span.end: m
        for m in mentions
        if m.lexicon == _LEXICON and _GROWTH.fullmatch(m.concept) and "metasta" not in m.concept
    }
    joined: dict[Mention, Mention] = {}
    taken: set[Mention] = set()
    for mention in mentions:
        before = growths.get(mention.span.start - 1)
        if mention.lexicon == _LEXICON and mention.concept == _SPREAD and before is not None:
            taken.add(before)
            span = Span(before.span.start, mention.span.end)
            joined[mention] = replace(mention, span=span, concept=f"{before.concept} {_SPREAD}")
    return [joined.get(m, m) for m in mentions if m not in taken]
