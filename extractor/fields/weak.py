"""Which words for a diagnosis are too weak to fill a cell: a reviewer sees them as proposals."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from extractor.case import Assertion, Mention, MentionKind, Reading
from extractor.fields.telling import SILENT, is_silent, told_after, told_before, words_after, words_before
from extractor.fields.unmeant import says_kind
from extractor.fields.unread import is_named_again
from extractor.fields.wanted import is_same_illness
from extractor.fields.weighing import Weight, names_another
from extractor.lexicon import load_cues

_OPENING = 1  # sentences behind the first in which a paper tells what it is about
_OPERATED_FOR = re.compile(
    r"\b(?:underwent|undergoing|undergone)\b[^.;]*\b(?:for|because\s+of)\s+(?:an?\s+)?(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
_SUFFERED = re.compile(r"\b(?:suffer(?:s|ed|ing)|sustain(?:s|ed|ing))\b[^.;]*$", re.IGNORECASE)
_DUE_TO = re.compile(r"\b(?:due\s+to|caused\s+by)\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,3}$", re.IGNORECASE)
_PATIENT = re.compile(r"[\s-](?:infected\s+)?patients?\b")
_WORN_FOR = re.compile(
    r"\b(?:implanted|pacemaker|defibrillator|dialysis|transplant\w*|prosthesis|stent\w*)\b[^.;,]{0,40}\bfor\s+(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
_SHORT_FORM = re.compile(r"[A-Z]{2,}[A-Za-z]*")
_MASS = re.compile(r"\b(?:tumou?rs?|mass(?:es)?|lesions?|neoplasms?|growths?)$", re.IGNORECASE)
_GROWTH = re.compile(r"(?:oma|cancer|tumor|leukemia|melanoma|BSCC|SCC)\b")


def weak_ones(accepted: Collection[Mention], weights: Mapping[Mention, Weight], reading: Reading) -> Collection[str]:
    """Give the names for which the firmest word is too weak to be believed; a reviewer sees them."""
    best: dict[str, Weight] = {}
    for m in accepted:
        best[m.concept] = max(weights[m], best.get(m.concept, Weight.NONE))
    firm = {m.concept for m in accepted if weights[m] is best[m.concept] and not _is_weak(m, weights[m], reading)}
    return {concept for concept in best if concept not in firm}


def _is_weak(mention: Mention, weight: Weight, reading: Reading) -> bool:
    """Tell whether the word is right too seldom, as others tell of a complication, a complaint or an older illness.

    Of 286 names read in texts that were drawn at random, 29 of the 61 left out here were right, and 208 of the 225
    kept. Where no other illness was told behind it, 40 of 43 names shown by tissue were right, else 19 of 28; of those
    that brought the patient, 24 of 24 in the first sentence, else 27 of 44.
    """
    another, again = _names_other(mention, reading), is_named_again(mention, reading)
    place = mention.sentence - next((s.index for s in reading.sentences if s.section not in SILENT), 0)
    if weight is Weight.SHOWN:
        return another and not _is_growth(mention, reading)
    if weight is Weight.FOUND:
        return (
            place > _OPENING
            and mention.sentence < len(reading.sentences) - 1
            and not again
            and not _is_growth(mention, reading)
        )
    if weight is Weight.DIAGNOSED:
        return another and _is_bare_mass(mention, reading)
    if weight in (Weight.BESIDE, Weight.WITH, Weight.BROUGHT) and _is_bare_mass(mention, reading):
        return True
    if weight in (Weight.NAMED, Weight.WITH):
        return (
            (another or _hints_at_other(mention, reading))
            and not _is_growth(mention, reading)
            and _brings_bearer(mention, reading)
        )
    if weight is Weight.BROUGHT:
        before = words_before(mention, reading)
        if _OPERATED_FOR.search(before) is not None:
            return another
        if place <= 0:
            return another and not again and not _is_growth(mention, reading) and _SUFFERED.search(before) is None
        return another or not (again or _DUE_TO.search(before) is not None)
    if weight is Weight.HINTED:
        general = load_cues("findings")["too_general"].fullmatch(mention.concept) is not None
        return place <= 0 and (another or general)
    return weight is Weight.LATER and another


def _names_other(mention: Mention, reading: Reading) -> bool:
    """Tell whether the text goes on to another illness that is no consequence of most illnesses."""
    cues = load_cues("findings")
    return names_another(
        mention,
        reading,
        lambda concept: all(cues[name].fullmatch(concept) is None for name in ("mere_finding", "told_only")),
    )


def _hints_at_other(mention: Mention, reading: Reading) -> bool:
    """Tell whether the text goes on to another illness that is but thought of."""
    return any(
        other.span.start > mention.span.end
        and other.qualifiers.assertion is Assertion.UNCERTAIN
        and not is_silent(other, reading)
        and not is_same_illness(other.concept, mention.concept)
        for other in reading.of(MentionKind.TERM, "disease")
    )


def _is_growth(mention: Mention, reading: Reading) -> bool:
    """Tell a growth, named by its kind or by a short form: no paper names one on the way to something else."""
    quote = reading.document.quote(mention.span)
    if _GROWTH.search(mention.concept) is None or "metasta" in mention.concept:
        return _SHORT_FORM.fullmatch(quote) is not None
    return not _is_bare_mass(mention, reading)


def _is_bare_mass(mention: Mention, reading: Reading) -> bool:
    """Tell "a rectal tumor", which does not say what it is."""
    if load_cues("findings")["any_mass"].fullmatch(mention.concept) is None:
        return False
    quote = reading.document.quote(mention.span)
    return _MASS.search(quote) is not None and not says_kind(quote) and not says_kind(mention.concept)


def _brings_bearer(mention: Mention, reading: Reading) -> bool:
    """Tell "we report a patient with X who presented with …", "an AIDS patient", "a pacemaker for heart block"."""
    before, after = words_before(mention, reading), words_after(mention, reading)
    return (
        _PATIENT.match(after) is not None
        or _WORN_FOR.search(before) is not None
        or (told_before("person_with", mention, reading) and told_after("goes_on", mention, reading))
    )
