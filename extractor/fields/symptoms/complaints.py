"""Rules of choice. What the patient came with, and with what the illness began."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.case import Mention, MentionKind, Reading, Role
from extractor.fields.chosen import Chosen
from extractor.fields.symptoms.presented import find_free_of_symptoms, find_presented
from extractor.fields.telling import is_denied, told_after, told_before, told_beside
from extractor.fields.wanted import most_definite, terms_of
from extractor.schema import Field

_ONSETS = frozenset((Role.ONSET, Role.UNKNOWN))
_PARTING = re.compile(r"[,;]|\b(?:and|but|then|with)\b")
_PARTS_LIKE = 30  # characters: so far away is what a comma or "and" parts


def choose_presenting_symptoms(field: Field, reading: Reading) -> Chosen:
    """Choose for `presenting symptoms`: complaints, and what the first examination found; never pictures."""
    believed = find_presented(field, reading)
    concepts = {m.concept for m in believed}
    return Chosen(
        accepted=tuple(most_definite(believed)),
        denied=tuple(find_free_of_symptoms(field, reading)),
        absent=tuple(m for m in terms_of(field, reading) if is_denied(m) and m.concept not in concepts),
    )


def choose_first_symptoms(field: Field, reading: Reading) -> Chosen:
    """Choose for `first symptoms`: those said to begin the illness, or else those told first."""
    believed = find_presented(field, reading)
    began = [m for m in believed if _began(m, reading)] or _oldest(believed, reading)
    if not began:
        complaints = [m for m in believed if told_before("presented", m, reading)] or believed
        first = min((m.sentence for m in complaints), default=-1)
        began = [m for m in complaints if m.sentence == first]
    earlier = [m for m in began if not told_before("then", m, reading)]
    return Chosen(accepted=tuple(most_definite(earlier or began)))


def _oldest(symptoms: Sequence[Mention], reading: Reading) -> list[Mention]:
    """Give the symptoms that had lasted longest; none where the text dates no symptom, or all of a sentence alike."""
    weeks = {m: _weeks(m, reading) for m in symptoms}
    dated = sorted({w for w in weeks.values() if w is not None})
    if not dated:
        return []
    oldest = [m for m, w in weeks.items() if w == dated[-1]]
    if len(dated) > 1 or any(told_beside("earlier", m, reading) for m in oldest):
        return oldest
    return []


def _weeks(mention: Mention, reading: Reading) -> float | None:
    """Give how long before the first visit a symptom began, by the duration that stands nearest in its sentence."""
    text = reading.document.text
    nearest: tuple[float, float] | None = None
    for duration in reading.of(MentionKind.DURATION):
        quantity = duration.quantity
        if duration.sentence != mention.sentence or duration.role not in _ONSETS or quantity is None:
            continue
        if quantity.canonical is None or duration.span.overlaps(mention.span):
            continue
        between = text[min(duration.span.end, mention.span.end) : max(duration.span.start, mention.span.start)]
        # "hoarseness for 1 year and numbness for 4 months": a comma or "and" parts more than a word does
        parted = len(_PARTING.findall(between)) * _PARTS_LIKE
        distance = len(between) + parted
        if nearest is None or distance < nearest[0]:
            nearest = distance, quantity.canonical
    return None if nearest is None else nearest[1]


def _began(mention: Mention, reading: Reading) -> bool:
    return (
        told_before("began", mention, reading)
        or told_after("were_first", mention, reading)
        or told_beside("set_off", mention, reading)
    )
