"""Tells times of the course at which nothing is told of the patient: of a deed, a plan, of another person."""

from __future__ import annotations

import re

from extractor.case import Mention, Reading, Role, Sentence
from extractor.fields.times.lengths import course_cue
from extractor.guarded import compile_guarded

# "was operated on three days later", "surgery was scheduled two weeks after admission": up to the time
_OPERATED = compile_guarded(
    r"\b(?:re-?)?operated(?:\s+(?:up)?on)?\s+(?:(?:about|approximately|around|only)\s+)?$"
    r"|\b(?:surgery|surgical\s+[\w-]+|operation|reconstruction|replacement|repair|fixation|implantation|transplantation"
    r"|\w+(?:ectomy|plasty|otomy|ostomy))\s+(?:(?:was|were|is|has\s+been|had\s+been)\s+)?(?:\w+ly\s+)?"
    r"(?:scheduled|planned|performed|done|carried\s+out|undertaken|conducted)\s+(?:for\s+|about\s+|approximately\s+|only\s+|at\s+)?$",
    re.IGNORECASE,
)
_ADVISED = re.compile(  # "was advised follow-up after 15 days"
    r"\b(?:advised|scheduled|planned|recommended|asked|instructed|called)\s(?:for\s|to\s|a\s){0,2}(?:\w+\s)?"
    r"(?:follow(?:ed)?[\s-]?up|review|visit|return|come)\b[^.;,]{0,30}$"
    r"|\bwith\s(?:the\s|an?\s)?(?:recommendation|instruction|advice|plan)s?\b[^.;]{0,140}$",
    re.IGNORECASE,
)
# "entered a six-month follow-up protocol": how often he comes, or is to come
_PROTOCOL = re.compile(
    r"[\s-]{1,2}(?:follow[\s-]?up|surveillance|monitoring)\s(?:protocol|program(?:me)?|schedule|plan|regimen|intervals?)\b",
    re.IGNORECASE,
)
_SHOWING = re.compile(
    r"[^.;]{0,60}\b(?:without|no\b|died|recover\w+|well\b|improv\w+|resol\w+|success\w+|uneventful\w*)",
    re.IGNORECASE,
)
# "is under close follow-up with repeat scans at six months.": how often, or when he is to come
_REPEATED = re.compile(
    r"\b(?:undergoing|under|with|by|plan\w*|schedul\w+)\b[^.;]{0,60}\b(?:repeat(?:ed)?|serial|interval|regular|annual|yearly|routine|periodic)\s+"
    r"(?:[\w/-]+\s+){0,3}?(?:scans?|imaging|MRIs?|CTs?|ultraso\w+|visits?|examinations?|controls?|checks?|endoscop\w+|colonoscop\w+"
    r"|radiographs?|assessments?|evaluations?|appointments?)\s+(?:at|every|each|in|after)\s+(?:an?\s+)?$",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[\s'’)-]{0,3}(?:intervals?\s*)?(?:[.;]|$)", re.IGNORECASE)
# "resolved after withdrawal of the drug on the seventh day": the day of the withdrawal
_WITHDRAWN = re.compile(
    r"\b(?:after|following|upon|with|by)\s+(?:the\s+)?(?:removal|withdrawal|discontinuation|cessation|stopping|interruption|suspension)"
    r"\s+(?:of\s+)?(?:(?:the|this|that|his|her)\s+)?(?:[\w/-]+\s+){0,3}?(?:on|at)\s+(?:the\s+)?(?:(?:hospital|treatment)\s+)?$",
    re.IGNORECASE,
)
# "was treated for tuberculosis for nine months, without improvement": before anybody knew what it was
_IN_VAIN = re.compile(
    r",?\s(?:without|with\s(?:no|little))\s(?:[\w-]+\s){0,2}?(?:improvement|relief|success|effect|benefit|response)\b",
    re.IGNORECASE,
)
_TRIED = re.compile(r"\b(?:treated|managed|given|received|took|tried|used|prescribed)\b", re.IGNORECASE)
# "was referred to our hospital": what was told before was elsewhere, and led here
_COMES_TO_US = compile_guarded(
    r"\b(?:presented|came)\s(?:to|at)\sour\b|\bwas\s(?:\w+\s)?(?:referred|admitted|transferred|sent|brought)\sto\sour\b"
    r"|\b(?:before|prior\sto)\s(?:(?:his|her|the)\s)?(?:(?:present|current)\s)?(?:presentation|admission|referral)\b",
    re.IGNORECASE,
)
_SINCE_ANYTHING = re.compile(r"[\s'’)-]{0,3}(?:after|following|since|post|from)", re.IGNORECASE)
_SOON = 3  # sentences within which the patient comes to those who report him
# "monitoring at his workplace over ten years of surveillance"
_WATCHED_AT_WORK = re.compile(
    r"\b(?:work-?place|occupational|on-the-job|at\s+work|employment|employees?|screening\s+program\w*)\b", re.IGNORECASE
)
_WATCH = re.compile(
    r"[\s-]+(?:of\s+)?(?:surveillance|monitoring|screening|exposure|employment|work|service)\b", re.IGNORECASE
)
# "a history of leukemia in remission for three years": how an illness stood when the patient came
_STOOD = re.compile(
    r"\b(?:history\s+of|known|previously|with)\s[^.;]{3,70}\bin\s+(?:(?:complete|full|clinical|stable)\s+)?remission\s+(?:for|since|over)\s+"
    r"(?:(?:the|past|last|over|about|more|than)\s+){0,4}$",
    re.IGNORECASE,
)
# "the baby was discharged after a stay of three months", where the mother is the patient
_INFANT = compile_guarded(
    r"^[^,;]{0,30}\b(?:baby|infant|newborn|neonate)\b(?!['’]s)|\b(?:the|her|their)\s+(?:baby|infant|newborn|neonate)\b(?!['’]s)",
    re.IGNORECASE,
)
_BOTH = re.compile(r"\b(?:both|mother|she|patient|woman)\b[^.;]{0,60}$", re.IGNORECASE)
_MOTHER = re.compile(
    r"\b(?:pregnan\w+|gravida|gravid|primigravida|multigravida|primipara|multipara|parturient|weeks?\s+of\s+gestation|postpartum|puerper\w+)\b",
    re.IGNORECASE,
)
_WOMAN = re.compile(
    r"\b(?:woman|primigravida|multigravida|parturient|lady|mother|\d\d[\s-]years?[\s-]old)\b", re.IGNORECASE
)
_OPENING = 3  # sentences that bring the patient in
# "nine years have passed since the operation"
_PASSED = re.compile(
    r"\s+(?:and\s+[\w-]+\s+(?:months?|weeks?)\s+)?ha(?:ve|s)\s+(?:now\s+|already\s+)?(?:passed|elapsed|gone\s+by)\b"
    r"(?:\s+(?:since|after)\s+(?!(?:[\w-]+\s+){0,3}?(?:onset|symptoms?|appearance|birth|injury|accident|last|detect\w+)\b))?",
    re.IGNORECASE,
)
_SINCE_ONSET = re.compile(
    r"[^.;]{0,30}\s(?:since|after|from)\s(?:[\w-]+\s){0,4}?(?:onset|symptoms?|appearance|birth)\b", re.IGNORECASE
)
# "the episode resolved within two hours", "after 30 minutes of resuscitation": how long that lasted
_BOUT = re.compile(
    r"\b(?:episodes?|attacks?|seizures?|spells?|paroxysms?)\b[^.;]{0,60}\b(?:last\w*|resolv\w+|subsid\w+|ceas\w+|ended|stopped)\b[^.;]{0,20}$",
    re.IGNORECASE,
)
_OF_RESCUE = re.compile(
    r"\s(?:of|after)\s(?:\w+\s){0,2}?(?:CPR|cardiopulmonary|resuscitat\w+|ALS|ACLS)\b", re.IGNORECASE
)
# "one year after diagnosis, five years after the first symptoms"
_SINCE_SYMPTOMS = re.compile(
    r"[\s'’)-]{0,3}(?:after|following|from|since)\s(?:the\s|his\s|her\s)?(?:first|initial|presenting|earliest)\s"
    r"(?:symptoms?|complaints?|consult\w*|visit|manifestations?|signs?)\b",
    re.IGNORECASE,
)
_SINCE_DIAGNOSIS = re.compile(
    r"\b(?:after|following|from|since)\s(?:the\s|his\s|her\s)?(?:\w+\s)?(?:diagnosis|treatment|surgery|operation)\b",
    re.IGNORECASE,
)
# "at two years after resection of a cancer, a new nodule was found": what the paper goes on to tell of begins then
_NEW_FINDING = re.compile(
    r"\b(?:new|multiple|appearance\sof|an?|growing|relapsed?|isolated|solitary)\s(?:[\w.-]+,?\s){0,5}?"
    r"(?:mass|masses|nodules?|lesions?|cysts?|density|tumou?rs?|object|metastas[ei]s|swelling|relapse)\b",
    re.IGNORECASE,
)
_THEN_TREATED = re.compile(r"\b(?:underwent|was\s(?:resected|excised|removed|treated|operated))\b", re.IGNORECASE)
_BEGINS = 2  # sentences, up to which the paper brings the illness in
# "was in remission for nine years", and "has remained in remission for five": the first was before
_WAS_THEN = re.compile(
    r"\b(?:was|were|had\s+been|(?:had\s+)?remained)\s+(?:[\w-]+\s+){0,2}?(?:in|free|disease-free)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_IS_NOW = re.compile(
    r"\b(?:has|have)\s+(?:\w+\s+){0,2}?(?:remained|been|stayed|had|shown|maintained)\b|\bremains\b|\bis\s+(?:\w+\s+)?(?:well|free|in|alive|stable)\b",
    re.IGNORECASE,
)
_BUT_BEGUN = re.compile(
    r"\b(?:started|initiated|begun|commenced|introduced|administered|underwent|performed|given)\b", re.IGNORECASE
)


def is_of_no_state(duration: Mention, sentence: Sentence, reading: Reading) -> bool:
    """Tell whether the time is that of an operation, a plan, a withdrawal, a watch at work, or of the newborn."""
    text = sentence.text
    start, end = sentence.place_of(duration.span)
    if _ADVISED.search(text, 0, start) is not None or _PROTOCOL.match(text, end) is not None:
        return True
    if _OPERATED.search(text, 0, start) is not None:
        return _SHOWING.match(text, end) is None
    if _ENDS.match(text, end) is not None and _REPEATED.search(text, 0, start) is not None:
        return True
    tried = duration.role is Role.TREATMENT and _TRIED.search(text, 0, start) is not None
    if tried and _IN_VAIN.match(text, end) is not None:
        return True
    counted = _SINCE_ANYTHING.match(text, end) is not None
    if duration.concept != "follow-up" and not counted and _comes_to_us(sentence, reading):
        return True
    if _WITHDRAWN.search(text, 0, start) is not None or _STOOD.search(text, 0, start) is not None:
        return True
    if _WATCH.match(text, end) is not None and _WATCHED_AT_WORK.search(text) is not None:
        return True
    if _is_of_bout(duration, text, start, end):
        return True
    if _SINCE_SYMPTOMS.match(text, end) is not None and _SINCE_DIAGNOSIS.search(text) is not None:
        return True
    if duration.concept == "day" and any("of life" in s.text for s in reading.sentences):
        return True  # the fortieth day is that of a newborn's life
    return _is_of_newborn(text[:start], reading)


def _comes_to_us(sentence: Sentence, reading: Reading) -> bool:
    """Tell whether the next sentences bring the patient to the hospital that reports him."""
    behind = reading.sentences[sentence.index + 1 : sentence.index + 1 + _SOON]
    return any(s.section is sentence.section and _COMES_TO_US.search(s.text) is not None for s in behind)


def _is_of_bout(duration: Mention, text: str, start: int, end: int) -> bool:
    if duration.quantity is None or duration.quantity.unit not in ("minutes", "hours"):
        return False
    return _OF_RESCUE.match(text, end) is not None or _BOUT.search(text, 0, start) is not None


def is_beginning(duration: Mention, sentence: Sentence, reading: Reading) -> bool:
    """Tell "at two years after surgery a new nodule was found" in the opening of a paper that goes on to treat it."""
    if sentence.index > _BEGINS or duration.concept in ("follow-up", "day"):
        return False
    text = sentence.text
    end = duration.span.end - sentence.span.start
    found = None if "recurr" in text else _NEW_FINDING.search(text, end)
    if found is None or course_cue("state").search(text) is not None:
        return False
    if _THEN_TREATED.search(text, found.end()) is not None:
        return True
    return any(
        course_cue("treated_at_all").search(s.text) is not None
        for s in reading.sentences
        if s.index > sentence.index and s.section is sentence.section
    )


def _is_of_newborn(before: str, reading: Reading) -> bool:
    """Tell "the baby went home after three months", where a pregnant woman is the patient."""
    named = max((m.end() for m in _INFANT.finditer(before)), default=0)
    if (
        not named
        or _BOTH.search(before[:named]) is not None
        or re.search(r"\b(?:she|mother|patient)\b", before[named:], re.IGNORECASE)
    ):
        return False
    opening = " ".join(s.text for s in reading.sentences[:_OPENING])
    if _INFANT.search(opening[:120]) is not None:
        return False
    return _MOTHER.search(opening) is not None and _WOMAN.search(opening) is not None


def has_passed(duration: Mention, sentence: Sentence) -> bool:
    """Tell "nine years have passed since the operation", which is how long the patient has been seen."""
    end = duration.span.end - sentence.span.start
    return _PASSED.match(sentence.text, end) is not None and _SINCE_ONSET.match(sentence.text, end) is None


def was_before(last: Mention, told: list[Mention], reading: Reading) -> bool:
    """Tell "her gout was in remission for nine years. A drug was begun. She has been well for five"."""
    sentence = reading.sentence_of(last)
    if _WAS_THEN.search(sentence.text, 0, last.span.start - sentence.span.start) is None:
        return False
    for other in told:
        now = reading.sentence_of(other)
        if other.sentence > last.sentence and _IS_NOW.search(now.text):
            between = " ".join(s.text for s in reading.sentences[last.sentence : other.sentence + 1])
            return _BUT_BEGUN.search(between) is not None
    return False
