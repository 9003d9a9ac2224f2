"""What the patient came with: the symptoms that were there, were his own, and brought him."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial

from extractor.case import Assertion, Mention, MentionKind, Period, Reading, Subject
from extractor.fields.symptoms.late import came_after_history, is_told_of_treated
from extractor.fields.symptoms.other_reasons import is_lasting_pressure, is_other_reason, is_standing
from extractor.fields.symptoms.outward import comes_since
from extractor.fields.symptoms.rating import Telling, last_cue, least_telling, rate_telling
from extractor.fields.symptoms.stray import came_of_operation, is_stray
from extractor.fields.telling import (
    has_cue,
    is_silent,
    said,
    told_after,
    told_before,
    told_beside,
    words_after,
    words_before,
)
from extractor.fields.treatments.given import tell_giving
from extractor.fields.treatments.giving import Giving
from extractor.fields.wanted import is_listed_as, terms_of
from extractor.lexicon import load_cues
from extractor.schema import Field

_SAME = re.compile(r"\b(?:this|the|that|these|those)(?: \w+)? $", re.IGNORECASE)  # it has been told of before
_CAME_AGAIN = re.compile(
    r"\b(?:(?:presented|admitted|came|brought|referred|transferred)(?: back)? to [^.;]{3,60}?"
    r"|(?:re-?admitted|re-?presented|returned)(?: [^.;]{3,60}?)?)"
    r" (?:with|for|because of|due to|complaining of)\b",
    re.IGNORECASE,
)
_LASTED = re.compile(
    r"[^,.;]{0,25}?\b(?:for|of|over)\s+(?:about |around |the (?:last|past) )?"
    r"(?:\d+|one|two|three|four|five|six|several|a few)\s+(?:hours?|days?|weeks?|months?)\b"
    r"(?! ago| earlier| before| prior)",
    re.IGNORECASE,
)
_DIAGNOSED = re.compile(  # "was referred with the diagnosis of nephrotic syndrome": the illness itself
    r"\bdiagnos(?:is|ed|es)\s(?:of|as|with)(?:\s(?:an?|the))?\s$", re.IGNORECASE
)
# Nobody may have seen it, and yet it brought the patient: "was referred after a suspected seizure".
_SUPPOSED = frozenset({"seizure", "syncope", "loss of consciousness"})
_FIRST_SENTENCES = 2  # of a case: what is "after treatment" there came after an earlier one, and is the illness


def find_presented(field: Field, reading: Reading) -> list[Mention]:
    """Give the mentions that tell what the patient came with, in the order of the text."""
    given = [m.sentence for m in _given_treatments(reading)]
    terms = tuple(terms_of(field, reading))
    # What has gone may then have come of the treatment.
    complicated = any(m.qualifiers.holds and m.qualifiers.period is Period.AFTER for m in terms)
    diseases = [m.span for m in reading.of(MentionKind.TERM, "disease")]
    seen: dict[str, Telling] = {}
    believed: list[Mention] = []
    for mention in terms:
        told = rate_telling(mention, reading, late=partial(_is_late, mention, reading, given))
        if seen.get(mention.concept) is Telling.NOT and _is_same_again(mention, reading):
            told = Telling.NOT
        seen[mention.concept] = told
        if (
            told >= least_telling(mention)
            and _is_own(mention, reading)
            and not _is_other_sense(mention, reading)
            and not is_other_reason(mention, reading)
            and not is_standing(mention, reading)
            and not is_lasting_pressure(mention, reading)
            and not is_stray(mention, terms, reading)
            and not (complicated and (mention.qualifiers.gone or is_told_of_treated(mention, reading)))
            and not any(d.contains(mention.span) and d != mention.span for d in diseases)  # "Lassa fever"
            and not (mention.span in diseases and _DIAGNOSED.search(words_before(mention, reading)))
            and _is_reason_if_measured(mention, reading)
        ):
            believed.append(mention)
    believed = [m for m in believed if not came_of_operation(m, reading)] or believed
    return believed or list(_of_complication(field, reading, given))


def _is_same_again(mention: Mention, reading: Reading) -> bool:
    """Tell whether a word only comes back to what was told before: "CT showed a mass. … Because of this mass, …"."""
    if _SAME.search(words_before(mention, reading)) is not None:
        return True
    # "CT showed a mass. Not only was a benign mass suspected, …"
    return mention.concept == "mass" and not told_before("came_for", mention, reading)


def find_free_of_symptoms(field: Field, reading: Reading) -> Iterator[Mention]:
    """Give the places before treatment that deny all symptoms: "an asymptomatic man", "she had no complaints"."""
    treated = min((m.sentence for m in _given_treatments(reading)), default=len(reading.sentences))
    for mention in said(field, "symptom_free", "symptom", reading):
        relative = any(load_cues("kin")[sex].search(words_before(mention, reading)) for sex in ("male", "female"))
        # "the mother was asymptomatic", "an asymptomatic cyst"
        thing = load_cues("findings")["things"].match(words_after(mention, reading).lstrip()) is not None
        if mention.sentence <= treated and not relative and not thing:
            yield mention


def _is_own(mention: Mention, reading: Reading) -> bool:
    """Tell whether it is the patient's, asserted, and of this illness."""
    told = mention.qualifiers
    if told.subject is not Subject.PATIENT or told.other_illness or is_silent(mention, reading):
        return False
    if told.assertion is Assertion.UNCERTAIN:
        supposed = mention.concept in _SUPPOSED and told_beside("visit", mention, reading)
        return (supposed or has_cue("evaluated", mention, reading)) and told.period is Period.NOW
    if told.gone:
        return True
    if told.assertion is not Assertion.PRESENT:
        return False
    match told.period:
        case Period.BEFORE:
            return comes_since(mention, reading) or _is_history_of_present_illness(mention, reading)
        case Period.AFTER:
            early = reading.sentence_of(mention).index < _FIRST_SENTENCES
            return (early and told_before("presented", mention, reading)) or _brought_back(mention, reading)
        case Period.PLANNED:
            return False
    return True


def _brought_back(mention: Mention, reading: Reading) -> bool:
    """Tell whether it brought the patient to a hospital again: "after two cycles she was admitted to us with …"."""
    before = words_before(mention, reading)
    return any(";" not in before[came.end() :] for came in _CAME_AGAIN.finditer(before))


def _is_history_of_present_illness(mention: Mention, reading: Reading) -> bool:
    """Tell "with a history of headaches" from "with a history of headaches presented with seizures"."""
    weak = is_listed_as("weak", mention.concept)
    if not weak and came_after_history(mention, reading):
        return True  # "with a history of angina, he noted pain in the armpit"
    if told_after("came", mention, reading):
        return False
    if told_before("of_a_person", mention, reading):
        return False  # "with seizures, who had a history of scoliosis"
    if _LASTED.match(words_after(mention, reading)) is not None and not has_cue("ago", mention, reading):
        return True  # "his medical history showed intermittent fever for two weeks"
    if has_cue("history", mention, reading):
        return not has_cue("past_history", mention, reading) and not _is_one_of_illnesses(mention, reading)
    # "she had suffered from nausea for two days", "it has blocked his nose for ten years"
    only_lasting = all(
        load_cues("findings")["lasts"].search(reading.document.quote(span)) is not None
        for span in mention.qualifiers.cues
    )
    return only_lasting and not is_listed_as("weak", mention.concept)


def _is_one_of_illnesses(mention: Mention, reading: Reading) -> bool:
    """Tell "a history of diabetes, asthma and depression": an illness among those that the patient had before."""
    if not is_listed_as("weak", mention.concept):
        return False
    diseases = [m for m in reading.of(MentionKind.TERM, "disease") if m.sentence == mention.sentence]
    history = max((span.end for span in mention.qualifiers.cues), default=mention.span.start)
    return any(m.span == mention.span for m in diseases) and any(
        history <= m.span.start and m.span.end <= mention.span.start for m in diseases
    )


def _is_reason_if_measured(mention: Mention, reading: Reading) -> bool:
    """Tell whether what is read from blood or pictures is said to be why the patient came."""
    cues = load_cues("findings")
    if cues["measured"].fullmatch(mention.concept) is not None:
        return told_before("came_for", mention, reading)
    return cues["seen_first"].fullmatch(mention.concept) is None or told_before("visited_for", mention, reading)


def _of_complication(field: Field, reading: Reading, given: Sequence[int]) -> Iterator[Mention]:
    """Give what first came up after a treatment, where nothing is told before it: the illness is a complication."""
    if not given or any(find_free_of_symptoms(field, reading)):
        return
    first: int | None = None
    diseases = [m.span for m in reading.of(MentionKind.TERM, "disease")]
    for mention in terms_of(field, reading):
        told = mention.qualifiers
        if any(d.contains(mention.span) and d != mention.span for d in diseases):
            continue
        if told.subject is not Subject.PATIENT or told.other_illness or is_silent(mention, reading):
            continue
        if told.assertion is not Assertion.PRESENT or told.period not in (Period.NOW, Period.AFTER):
            continue
        if rate_telling(mention, reading, late=lambda: True) < Telling.PRESENTED or _is_other_sense(mention, reading):
            continue
        if is_listed_as("weak", mention.concept):
            continue
        if is_other_reason(mention, reading) or is_standing(mention, reading) or is_stray(mention, (), reading):
            continue
        first = mention.sentence if first is None else first
        if mention.sentence == first:
            yield mention


def _is_other_sense(mention: Mention, reading: Reading) -> bool:
    """Tell whether the words around make it no symptom: "the Glasgow coma scale", "unresponsive to steroids"."""
    cues = load_cues("findings")
    if cues["measures"].match(words_after(mention, reading).lstrip(" -")) is not None:
        return True
    sentence = reading.sentence_of(mention)
    start, end = sentence.place_of(mention.span)
    return any(m.start() <= start and end <= m.end() for m in cues["other_sense"].finditer(sentence.text))


def _given_treatments(reading: Reading) -> list[Mention]:
    """Give the treatments that the patient was given, without those that had been given when the patient came.

    "After a course of penicillin she presented with …": what follows is not told of the time after treatment.
    """
    given = [
        m
        for m in reading.of(MentionKind.TERM, "treatment", "drug")
        if m.qualifiers.holds
        and m.qualifiers.period is Period.NOW
        and not is_silent(m, reading)
        and tell_giving(m, reading.sentence_of(m)) in (Giving.GIVEN, Giving.NAMED)  # not refused, planned or long ago
        and not reading.sentence_of(m).shared  # told of several patients, before the account of this one
    ]
    came = load_cues("findings")["visit"]
    visit = next((s for s in reading.sentences[:_FIRST_SENTENCES] if came.search(s.text) is not None), None)
    at = 0 if visit is None else visit.span.start + last_cue(came, visit.text)
    return [m for m in given if m.span.start >= at]


def _is_late(mention: Mention, reading: Reading, given: Sequence[int]) -> bool:
    """Tell whether treatment had begun, and the patient has not come or been examined again since."""
    before = [sentence for sentence in given if sentence < mention.sentence]
    if not before or is_told_of_treated(mention, reading):
        return False
    cues = load_cues("findings")
    since = [s.text for s in reading.sentences[max(before) + 1 : mention.sentence]] + [words_before(mention, reading)]
    return not any(cues["visit"].search(text) or cues["examined"].search(text) for text in since)
