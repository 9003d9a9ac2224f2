"""Tells whether what lasted is a complaint: a duration alone may be that of a drug, a habit, a stay or a response."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from extractor.case import Assertion, Mention, MentionKind, Reading, Sentence, Subject
from extractor.fields.times.lengths import course_cue
from extractor.guarded import compile_guarded

_START = re.compile(  # a clause that tells of something else
    r"[;:]|,\s(?:but|and|who|when|then|while|he|she|they|the\spatient)\b|\band\s(?:then|he|she|they|underwent)\b|\bwho\b",
    re.IGNORECASE,
)
_END = re.compile(
    r"[;:]|,\s(?:but|which|who|when|then|while)\b|\band\s(?:then|he|she|they)\b|\bwho\b|\bwhen\b", re.IGNORECASE
)
# "a 3-month progressive history of", "3 days of"
_NAMES = re.compile(
    r"[\s'’s)-]{0,4}(?:(?!(?:and|no|with|in|on|for|before|prior)\s)[\w-]+\s){0,3}?(?:history|prodrome|evolution|course|h/o)"
    r"\s(?:of|with|for|suggest\w+)\b|[\s'’s)-]{0,4}of\s(?!duration|evolution|standing|progression)",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:no|not|without|denied|denies|free\sof|free\sfrom|absence\sof|never)\s(?:[\w-]+,?\s){0,6}$", re.IGNORECASE
)
# "two years before the tumour was found": from one event to another
_TO_ANOTHER = re.compile(
    r"[\s'’)-]{0,3}(?:before|prior\sto|ahead\sof)\s(?!with\b|and\b|when\b|which\b|that\b|after\b|due\b)\w",
    re.IGNORECASE,
)
_FOR = re.compile(r"\b(?:for|during)\s(?:[\w~<>]+\s){0,2}$", re.IGNORECASE)
# "weight loss of 8 kg; both had been present for three months": the complaints are those named before
_BOTH_LASTED = re.compile(
    r"\b(?:both|all|these|they|which|the\s(?:symptoms|complaints))\s(?:of\swhich\s|of\sthese\s)?(?:had|have|has)\s(?:been\s)?"
    r"(?:present|persisted|existed|lasted|going\son|there)\s(?:for|since|over)\s(?:[\w~<>]+\s){0,2}$",
    re.IGNORECASE,
)
_DESPITE = re.compile(r"\b(?:despite|in\s?spite\sof)\s(?:[\w-]+\s){0,2}$", re.IGNORECASE)  # three days of therapy
_AGO = re.compile(r"[\s'’)-]{0,3}(?:ago|back|earlier|before|previously|prior)\b", re.IGNORECASE)
_HAD_HISTORY = re.compile(
    r"\bha[sd]\s(?:an?\s)?(?:\w+\s)?history\sof\b(?![^,;]*\b(?:that|which)\b)[^,;]{0,60}$", re.IGNORECASE
)
_AFTER_TREATMENT = re.compile(
    r"\s*(?:following|after)\s(?:[\w-]+\s){0,3}?(?:surgery|operation|procedure|treatment|therapy|\w+ectomy|transplantation)\b",
    re.IGNORECASE,
)
# What stands in "presented with a 3-month history of …" is the complaint, whatever its name.
_PRESENTED_WITH = re.compile(
    r"\b(?:present(?:ed|s|ing)|admitted|referred|came|seen|consulted|complain(?:ed|s|ing)|hospitali[sz]ed|evaluated"
    r"|attended)\b[^.;:]{0,60}?"
    r"\b(?:with|for|of|after|to)\s(?:an?\s|the\s|his\s|her\s)?(?:\w+\s)?$",
    re.IGNORECASE,
)
_PRESENTED_WITH_IT = re.compile(  # the same of "presented with … for 3 months"
    r"\b(?:present(?:ed|s|ing)|complain(?:ed|s|ing))\s(?:\w+\s){0,3}?(?:with|of)\s[^.;:,]{3,60}\s(?:for|since|over|of)\s(?:[\w~<>]+\s){0,3}$",
    re.IGNORECASE,
)
_WELL_UNTIL = compile_guarded(
    r"\b(?:well|healthy|health|fit|fine|active|independent|asymptomatic|normal|complaints|symptoms)\s(?:[\w-]+\s){0,2}until\s"
    r"(?:[\w~<>]+\s){0,2}$",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:as|than|like|from\sthat|from\sthose)\s(?:that\s|those\s|it\swas\s)?$", re.IGNORECASE
)  # as large as 5 years ago
_SIMILAR = re.compile(
    r"\bsimilar\s(?:[\w-]+\s){0,3}?(?:pains?|episodes?|attacks?|symptoms?|complaints?|illness)\b", re.I
)
_PAST_HISTORY = re.compile(
    r"\bmedical\shistory\s(?:of|include[sd]?|including|was\s(?:significant|notable|remarkable|positive)\sfor)\b",
    re.IGNORECASE,
)
_WITHIN = re.compile(r"\b(?:in|within)\s(?:(?:less|more)\sthan\s|about\s|only\s|an?\s)?$", re.IGNORECASE)
_PREDICATE = re.compile(
    r"\b(?:who|whom|present(?:ed|s|ing)|was|were|had|has|came|admitted|referred|complained|developed|underwent|experienced)\b",
    re.IGNORECASE,
)
_OPENING = 28  # characters before a duration that opens its clause: "Over the course of the past"
_NEXT_WITHIN = 40
_BROUGHT_WITHIN = 60  # from the coming to the disease that brought the patient
_NAMED_WITHIN = 70  # characters from "history of" to the complaint: others may stand before
_TOLD_WITHIN = 110  # and from "two weeks before admission" to what began then
_COUNTED_BACK = frozenset({"before admission", "ago"})
_SAYS_IT = frozenset({"evolution", "after injury"})  # the words that tell the duration are the complaint's own


def lasted_complaint(duration: Mention, reading: Reading) -> bool:
    """Tell whether the clause names a complaint as what lasted: "pain for two weeks", "a 2-week history of pain"."""
    sentence = reading.sentence_of(duration)
    text = sentence.text
    start, end = sentence.place_of(duration.span)
    places = list(_complaints(sentence, reading))
    if _is_of_the_past(duration, text, start, end) and not _lasted_until_another(text, start, end, places):
        return False
    if duration.concept in _SAYS_IT:
        return True
    if _BOTH_LASTED.search(text, 0, start) is not None and any(stop <= start for _, stop in places):
        return True
    if duration.concept in _COUNTED_BACK:
        places.extend(match.span() for match in course_cue("noticed").finditer(text))
    if _WELL_UNTIL.search(text, 0, start) is not None:  # "was well until ten weeks before, when pain set in"
        return True
    named = _NAMES.match(text, end)
    if named is not None:
        return _names_complaint(text, start, named.end(), places)
    first = max((border.end() for border in _START.finditer(text, 0, start)), default=0)
    matter = max((matter.end() for matter in course_cue("other_matter").finditer(text, first, start)), default=first)
    if any(matter <= at and stop <= start for at, stop in places):
        return True
    if matter == first and _PRESENTED_WITH_IT.search(text, first, start) is not None:
        return True
    if _WITHIN.search(text, 0, start):  # "within two years the disease progressed": counted from something before
        return False
    if start - max(first, text.rfind(",", 0, start)) <= _OPENING:
        border = _END.search(text, end + 1)
        last = min(len(text) if border is None else border.start(), end + _TOLD_WITHIN)
        return any(end <= at <= last for at, _ in places)
    return any(end <= at <= end + _NEXT_WITHIN and _PREDICATE.search(text, end, at) is None for at, _ in places)


def _is_of_the_past(duration: Mention, text: str, start: int, end: int) -> bool:
    """Tell whether the duration leads to something that was over, or from one event to another."""
    if duration.concept == "ago" and _TO_ANOTHER.match(text, end):
        return True
    ago = duration.concept != "before admission" and _AGO.match(text, end) is not None
    if ago and (_HAD_HISTORY.search(text, 0, start) or _COMPARED.search(text, 0, start) or _SIMILAR.search(text)):
        return True
    if _DESPITE.search(text, 0, start):
        return True
    past = _PAST_HISTORY.search(text, 0, start)
    if past is not None and _PREDICATE.search(text, past.end(), start) is None:
        return True
    treated = _AFTER_TREATMENT.match(text, 0, start)
    return treated is not None and course_cue("arrived").search(text, treated.end(), start) is None


def _lasted_until_another(text: str, start: int, end: int, places: list[tuple[int, int]]) -> bool:
    """Tell whether a complaint lasted until the next one: "headaches for six weeks before a first seizure"."""
    another = _TO_ANOTHER.match(text, end)
    if another is None or _FOR.search(text, 0, start) is None:
        return False
    first = max((border.end() for border in _START.finditer(text, 0, start)), default=0)
    before = any(first <= at and stop <= start for at, stop in places)
    return before and any(another.end() - 1 <= at <= another.end() + _OPENING for at, _ in places)


def _names_complaint(text: str, start: int, named: int, places: list[tuple[int, int]]) -> bool:
    """Tell whether a complaint follows "a 3-week history of", or whatever follows brought the patient."""
    border = _PREDICATE.search(text, named)
    last = min(named + _NAMED_WITHIN, len(text) if border is None else border.start())
    places = [*places, *(match.span() for match in course_cue("complaint").finditer(text, named))]
    if any(named <= at <= last for at, _ in places):
        return True
    habit = course_cue("other_matter").search(text, named, named + _NEXT_WITHIN)
    return habit is None and _PRESENTED_WITH.search(text, 0, start) is not None


def _complaints(sentence: Sentence, reading: Reading) -> Iterator[tuple[int, int]]:
    """Give the places of a sentence that name a complaint which the patient had."""
    for term in _of(sentence, "symptom", reading):
        if term.qualifiers.assertion in (Assertion.PRESENT, Assertion.UNCERTAIN):
            yield sentence.place_of(term.span)
    diseases = [term.span for term in _of(sentence, "disease", reading)]
    for disease in diseases:
        if _brought(sentence.text, disease.start - sentence.span.start):
            yield disease.start - sentence.span.start, disease.end - sentence.span.start
    for start, end in _complaint_words(sentence.text):
        span = sentence.at(start, end)
        if any(disease.overlaps(span) for disease in diseases) and not _brought(sentence.text, start):
            continue  # "a hepatitis C infection for nine years"
        yield start, end


@lru_cache(maxsize=1024)  # every duration of a sentence asks, and two fields
def _complaint_words(text: str) -> tuple[tuple[int, int], ...]:
    found = course_cue("complaint").finditer(text)
    return tuple(match.span() for match in found if _NOT.search(text, 0, match.start()) is None)


def _brought(text: str, at: int) -> bool:
    return any(at - came.end() <= _BROUGHT_WITHIN for came in course_cue("brought").finditer(text, 0, at))


def _of(sentence: Sentence, lexicon: str, reading: Reading) -> Iterator[Mention]:
    for term in reading.of(MentionKind.TERM, lexicon):
        if term.sentence == sentence.index and term.qualifiers.subject is Subject.PATIENT:
            yield term
