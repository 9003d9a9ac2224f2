"""Rules of choice. Symptoms, organs and histology."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import IntEnum

from extractor.case import Assertion, Mention, MentionKind, Period, Reading, Role, Subject
from extractor.fields.chosen import Chosen
from extractor.fields.tabled import is_under
from extractor.fields.telling import (
    has_cue,
    is_silent,
    labelled,
    said,
    told_after,
    told_before,
    told_beside,
    words_after,
    words_before,
)
from extractor.fields.wanted import is_unlisted, most_definite, terms_of
from extractor.lexicon import load_cues
from extractor.schema import Field

_OF_BOTH, _OF_ONE = "lymphoplasmacytic infiltration", ("lymphocytic infiltration", "plasma cell infiltration")
_ONSETS = frozenset((Role.ONSET, Role.UNKNOWN))
_PARTING = re.compile(r"[,;]|\b(?:and|but|then|with)\b")
_PARTS_LIKE = 30  # characters: so far away is what a comma or "and" parts
_FIRST_SENTENCES = 2  # of a case: what is "after treatment" there came after an earlier one, and is the illness


class Telling(IntEnum):
    """How surely a mention tells what the patient came with; the lowest two are not believed."""

    NOT = 0  # seen on a picture, in the blood or in another illness
    LATE = 1  # after treatment began, and not as a complaint
    FOUND = 2  # at the examination, or told without more
    PRESENTED = 3  # what brought the patient to the doctor


def choose_presenting_symptoms(field: Field, reading: Reading) -> Chosen:
    """Choose for `presenting symptoms`: complaints, and what the first examination found; never pictures."""
    believed = _believed(field, reading)
    concepts = {m.concept for m in believed}
    return Chosen(
        accepted=tuple(most_definite(believed)),
        denied=tuple(_without_symptoms(field, reading)),
        absent=tuple(m for m in terms_of(field, reading) if _is_denied(m) and m.concept not in concepts),
    )


def _without_symptoms(field: Field, reading: Reading) -> Iterator[Mention]:
    """Give the places before treatment that deny all symptoms: "an asymptomatic man", "she had no complaints"."""
    treated = _first_treatment(reading)
    yield from (m for m in said(field, "symptom_free", "symptom", reading) if m.sentence <= treated)


def choose_first_symptoms(field: Field, reading: Reading) -> Chosen:
    """Choose for `first symptoms`: those said to begin the illness, or else those told first."""
    believed = _believed(field, reading)
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


def choose_involved_organs(field: Field, reading: Reading) -> Chosen:
    """Choose for `involved organs`: organs that a disease of many organs involved in this patient."""
    if load_cues("findings")["of_many_organs"].search(reading.document.text) is None:
        return Chosen()
    found = [
        m
        for m in terms_of(field, reading)
        if is_under("other_organs", m, reading) or (not is_silent(m, reading) and told_beside("involved", m, reading))
    ]
    own = [m for m in found if m.qualifiers.subject is Subject.PATIENT and not told_beside("not_an_organ", m, reading)]
    accepted = [m for m in own if m.qualifiers.holds and m.qualifiers.period is not Period.BEFORE]
    concepts = {m.concept for m in accepted}
    return Chosen(tuple(accepted), denied=tuple(m for m in own if _is_denied(m) and m.concept not in concepts))


def choose_histology(field: Field, reading: Reading) -> Chosen:
    """Choose for `histology`: what this patient's specimen showed; not done where no tissue was taken."""
    found = [m for m in terms_of(field, reading) if _is_of_tissue(m, reading)]
    only_denied = load_cues("findings")["only_denied"]
    accepted = [
        m
        for m in found
        if m.qualifiers.holds and m.qualifiers.period is not Period.BEFORE and not only_denied.fullmatch(m.concept)
    ]
    alone = load_cues("findings")["alone_in_tissue"]
    whole = [m for m in accepted if m.concept == _OF_BOTH]
    accepted = [m for m in accepted if m.concept not in _OF_ONE or not any(m.span.overlaps(w.span) for w in whole)]
    accepted = [m for m in accepted if not alone.fullmatch(m.concept)] or accepted or _shown_by_tissue(reading)
    concepts = {m.concept for m in accepted}
    return Chosen(
        accepted=tuple(most_definite(accepted)),
        absent=tuple(m for m in found if _is_denied(m) and m.concept not in concepts),
        not_done=tuple(_without_tissue(reading)),
    )


def _shown_by_tissue(reading: Reading) -> list[Mention]:
    """Give a disease that is defined by its tissue where the tissue is said to show it: "histology confirmed …"."""
    defined = load_cues("findings")["defined_by_tissue"]
    return [
        m
        for m in reading.of(MentionKind.TERM, "disease")
        if defined.fullmatch(m.concept)
        and m.qualifiers.holds
        and not is_silent(m, reading)
        and told_before("tissue", m, reading)
        and told_before("showed", m, reading)
    ]


def _is_own(mention: Mention, reading: Reading) -> bool:
    """Tell whether it is the patient's, asserted, and of this illness."""
    told = mention.qualifiers
    if told.subject is not Subject.PATIENT or told.other_illness or is_silent(mention, reading):
        return False
    if told.assertion is Assertion.UNCERTAIN:
        return has_cue("evaluated", mention, reading) and told.period is Period.NOW
    if told.gone:
        return True
    if told.assertion is not Assertion.PRESENT:
        return False
    match told.period:
        case Period.BEFORE:
            return _is_history_of_present_illness(mention, reading)
        case Period.AFTER:
            early = reading.sentence_of(mention).index < _FIRST_SENTENCES
            return early and told_before("presented", mention, reading)
        case Period.PLANNED:
            return False
    return True


def _is_history_of_present_illness(mention: Mention, reading: Reading) -> bool:
    """Tell "with a history of headaches" from "with a history of headaches presented with seizures"."""
    return (
        has_cue("history", mention, reading)
        and not has_cue("past_history", mention, reading)
        and not told_after("came", mention, reading)
    )


def _believed(field: Field, reading: Reading) -> list[Mention]:
    """Give the mentions that tell what the patient came with, in the order of the text."""
    treated = _first_treatment(reading)
    # What has gone may then have come of the treatment.
    complicated = any(m.qualifiers.holds and m.qualifiers.period is Period.AFTER for m in terms_of(field, reading))
    diseases = [m.span for m in reading.of(MentionKind.TERM, "disease")]
    weak, measured, scale = (load_cues("findings")[name] for name in ("weak", "measured", "of_a_scale"))
    return [
        mention
        for mention in terms_of(field, reading)
        if _is_own(mention, reading)
        and scale.match(words_after(mention, reading).lstrip(" -")) is None
        and not (mention.qualifiers.gone and complicated)
        and not any(d.contains(mention.span) and d != mention.span for d in diseases)  # "Lassa fever"
        and _rate(mention, reading, treated)
        >= (Telling.PRESENTED if weak.fullmatch(mention.concept) or is_unlisted(mention) else Telling.FOUND)
        and (measured.fullmatch(mention.concept) is None or told_before("came_for", mention, reading))
    ]


def _rate(mention: Mention, reading: Reading, treated: int) -> Telling:
    if is_under("symptoms", mention, reading) or is_under("initial_symptoms", mention, reading):
        return Telling.PRESENTED
    before = words_before(mention, reading)
    clause = before[max(before.rfind(";"), before.rfind(", but "), before.rfind(", and then ")) + 1 :]
    cues = load_cues("findings")
    late = mention.sentence > treated
    if cues["pictured"].search(clause) is not None or cues["tissue"].search(clause) is not None:
        return Telling.NOT
    if _points_to_pictures(mention, reading):
        return Telling.NOT
    if cues["presented"].search(before) is not None and cues["showed"].search(clause) is None:
        return Telling.PRESENTED
    if cues["appeared"].match(words_after(mention, reading).lstrip()) is not None:
        return Telling.PRESENTED
    if late and not mention.qualifiers.gone:  # what has gone on treatment had brought the patient to it
        return Telling.LATE
    return Telling.FOUND


def _points_to_pictures(mention: Mention, reading: Reading) -> bool:
    """Tell whether the sentence says what the pictures named in the one before showed: "these revealed a mass"."""
    cues = load_cues("findings")
    points = cues["points_back"].match(reading.sentence_of(mention).text)
    if points is None or mention.sentence == 0:
        return False
    return cues["pictured"].search(reading.sentences[mention.sentence - 1].text) is not None


def _first_treatment(reading: Reading) -> int:
    """Give the sentence that first tells of a treatment now given, or one past the last.

    What was given before anybody examined the patient was for another illness, or in vain: complaints go on behind it.
    What is told of several patients before the account of this one does not count.
    """
    given = [
        m.sentence
        for m in reading.of(MentionKind.TERM, "treatment", "drug")
        if m.qualifiers.holds
        and m.qualifiers.period is Period.NOW
        and not is_silent(m, reading)
        and not reading.sentence_of(m).shared
    ]
    examined = load_cues("findings")["examined"]
    first = next((s.index for s in reading.sentences if examined.search(s.text) is not None), 0)
    return min((at for at in given if at >= first), default=len(reading.sentences))


def _is_denied(mention: Mention) -> bool:
    return mention.qualifiers.assertion is Assertion.DENIED


def _began(mention: Mention, reading: Reading) -> bool:
    return (
        told_before("began", mention, reading)
        or told_after("were_first", mention, reading)
        or told_beside("set_off", mention, reading)
    )


def _is_of_tissue(mention: Mention, reading: Reading) -> bool:
    """Tell whether it was seen under the microscope, in this patient."""
    if mention.qualifiers.subject is not Subject.PATIENT or is_silent(mention, reading):
        return False
    if any(d.span.contains(mention.span) and d.span != mention.span for d in reading.of(MentionKind.TERM, "disease")):
        return False  # "cystic fibrosis", "lupus vasculitis"
    if told_beside("tissue", mention, reading) or labelled("tissue", mention, reading):
        return not told_beside("pictured", mention, reading) or told_before("tissue", mention, reading)
    # "… was sent to pathology. There was storiform fibrosis."
    previous = reading.sentences[mention.sentence - 1] if mention.sentence else None
    return (
        previous is not None
        and load_cues("findings")["tissue"].search(previous.text) is not None
        and not told_beside("pictured", mention, reading)
    )


def _without_tissue(reading: Reading) -> Iterator[Mention]:
    for mention in reading.of(MentionKind.TERM, "treatment"):
        if mention.concept == "biopsy" and mention.qualifiers.assertion is Assertion.NOT_DONE:
            yield mention
