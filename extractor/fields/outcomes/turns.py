"""Tells states that are none of the end: what another treatment followed, a mere finding, an illness never treated."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractor.case import Sentence
from extractor.fields.outcomes.senses import Place
from extractor.lexicon import load_cues

_WHAT_FINDS = (
    r"(?:MRI|CT|MR|computed|magnetic|ultraso\w+|biops\w+|imaging|scans?|examination|evaluation|investigations?|tests?|testing|work-?up|analysis"
    r"|angiogra\w+|colonoscop\w+|endoscop\w+|echocardiogra\w+|electro\w+|autopsy|assessment|PET\S*|bronchoscop\w+|diagnostic)"
)
# "A stent was then placed", "he underwent a resection", "we chose", "use of the drug led to": a next step, told as done
_NEXT_STEP = re.compile(
    rf"\b(?:underwent|undergoing|received|responded|recovered)\s(?!(?:[\w-]+\s){{0,3}}?{_WHAT_FINDS}\b)"
    r"|\b(?:was|were|been)\s(?:(?:then|later|therefore|thus|also|again|\w+ly)\s){0,2}"
    r"(?:treated|started|initiated|administered|operated|replaced|inserted|placed|implanted|switched|changed|added|managed|resected|excised"
    r"|revised|relieved|controlled|resolved|cured|reduced|provided|closed|embolized|repaired|reconstructed|drained|transplanted|given)\b"
    r"|\b(?:success(?:ful|fully)?|re-?established|definitive\s(?:treatment|surgery|therapy)|excellent|disappeared|subsided|resolved"
    r"|(?:complete|clinical|significant|good|rapid)\s(?:recovery|resolution|remission|response|improvement)|disease\scontrol)\b"
    r"|\b(?:led|resulted)\s(?:to|in)\b|\bwe\s(?:\w+\s)?(?:performed|treated|administered|converted|operated|decided)\b",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"\b(?:no|not|never|without|unsuccessful\w*|refus\w+|declin\w+|planned|scheduled|despite|before|prior\sto|will|may|could|should"
    r"|un|nor|neither|would|failed)\b[^.;,]{0,40}$",
    re.IGNORECASE,
)
# What shows a finding, and not how the patient is.
_FINDING = re.compile(
    r"\b(?:findings?|images?|imaging|MRIs?|CTs?|scans?|radiograph\w*|x-?rays?|endoscop\w+|histolog\w+|biops\w+|echocardiogra\w+|EEGs?"
    r"|ECGs?|electro\w+|tomograph\w+|ultraso\w+)\b",
    re.IGNORECASE,
)
_OF_PATIENT = re.compile(r"\b(?:clinical|functional|neurolog\w+|visual)\b", re.IGNORECASE)
# "sudden death", after which he was brought back
_SUDDEN = re.compile(r"\b(?:sudden|arrhythmic|unexpected|clinical|apparent)\s(?:\w+\s)?$", re.IGNORECASE)
_BROUGHT_BACK = re.compile(
    r"\b(?:success\w+\s(?:\w+\s){0,2}?resuscitat\w+|resuscitated|surviv\w+|return\sof\sspontaneous)\b", re.IGNORECASE
)
# "this halted the progression", and "failed to halt it"; not "when she stopped it, he relapsed"
_NOUN = re.compile(
    r"(?:\w+\s)*(?:progression|recurrences?|relapses?|deterioration|worsening|decline|growth)", re.IGNORECASE
)
_HALTED = re.compile(
    r"\b(?:halt(?:ed|ing|s)|arrest(?:ed|ing|s)|stopped|prevented|abolished)\s(?:(?:the|any|its|this|further)\s){0,2}(?:[\w-]+\s){0,2}$",
    re.IGNORECASE,
)
_NOT_HALTED = re.compile(
    r"\b(?:failed\sto|did\snot|could\snot|unable\sto|not\sable\sto)\s(?:\w+ly\s)?(?:halt|stop|arrest|slow|delay|control)\s[^.;,]{0,40}$",
    re.IGNORECASE,
)
# "neither tomography nor endoscopy detected a recurrence"
_NEITHER_FOUND = re.compile(
    r"\bneither\s[^.;]{3,110}\s(?:detected|revealed|showed|found|disclosed|demonstrated)\s(?:[\w-]+,?\s){0,4}$",
    re.IGNORECASE,
)

# "with three post-surgical recurrences"
_SO_OFTEN = re.compile(r"\b(?:two|three|four|five|six|several|\d)\s(?:[\w-]+\s){0,2}$", re.IGNORECASE)
# "relapsed in June", but not "relapsed lymphoma"
_ENDED = re.compile(
    r"\s*(?:[,.;]|$|(?:in|after|within|during|with|at|on|again|while|despite|following|\d+|two|three|six)\b)",
    re.IGNORECASE,
)


def was_treated_on(place: Place, later: Iterable[Sentence]) -> bool:
    """Tell whether a treatment, or what it brought, is told behind what an earlier one had not."""
    told = (place.text[place.end :], *(s.text for s in later))
    return any(
        _NOT_DONE.search(text, max(0, step.start() - 50), step.start()) is None
        for text in told
        for step in _NEXT_STEP.finditer(text)
    )


def is_of_finding(place: Place) -> bool:
    """Tell "the endoscopic findings remained unchanged"."""
    said_of = str(place.subject) or place.before[-40:]
    return _FINDING.search(said_of) is not None and _OF_PATIENT.search(said_of) is None


def was_brought_back(place: Place) -> bool:
    """Tell "a case of sudden death with successful resuscitation": the death is the name of an arrest."""
    return (
        place.word == "death"
        and _SUDDEN.search(place.before) is not None
        and _BROUGHT_BACK.search(place.text) is not None
    )


def tell_halted(place: Place) -> bool | None:
    """Tell whether a worsening or a return was halted; None where nothing is said of halting it."""
    if _NOT_HALTED.search(place.before[-90:]):
        return False
    halted = _NOUN.fullmatch(place.word) is not None and _HALTED.search(place.before[-70:]) is not None
    return True if halted or _NEITHER_FOUND.search(place.before) else None


def returned_itself(place: Place) -> bool:
    """Tell whether it is the illness that came back, and not an attribute of a patient ("with relapsed myeloma")."""
    cues = load_cues("outcomes")
    if place.word.endswith("s") and _SO_OFTEN.search(place.before):
        return True
    if cues["returned"].fullmatch(place.word) is None or cues["feared"].search(place.before[-60:]):
        return False
    return not place.word.endswith("relapsed") or _ENDED.match(place.text, place.end) is not None
