"""Tells by the form of a sentence that an illness was held for a time: treated in vain, suspected, excluded."""

from __future__ import annotations

import re

from extractor.case import Mention, MentionKind, Reading
from extractor.fields.diagnoses.refuting import is_shown_otherwise
from extractor.fields.diagnoses.supposing import FIRST_READ, is_in_vain
from extractor.fields.telling import words_after, words_before
from extractor.fields.wanted import lasts_for_life
from extractor.guarded import compile_guarded

_ADDED = 30  # characters between an illness and another that is told beside it
_WITH = re.compile(r"\s*(?:with|complicating)\s+(?:an?\s+)?(?:[\w-]+\s+)?|\s*\(")
_NAME = r"(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,2}$"
# "lymphoma suspected.", "spinal metastasis was therefore the working diagnosis", "an abscess had been presumed"
_SUSPECTED_BEHIND = re.compile(
    r"(?:\s+of\s+the\s+[\w-]+)?\s+(?:(?:was|were|had\s+been|has\s+been|having\s+been)\s+)?(?:(?:therefore|thus|hence|then|accordingly|consequently|initially|first|at\s+first)\s+)?"
    r"(?:suspected|presumed|assumed|feared|favou?red|(?:the|our|his|her)\s+(?:first\s+|initial\s+)?(?:working|presumptive|provisional|pre-?operative|admission|referral)\s+diagnosis)\b"
    r"(?!\s+(?:to|as|with|by))",
    re.IGNORECASE,
)
# "chordoma, the preoperative diagnosis, was thereby excluded"
_EXCLUDED = re.compile(
    r",\s+(?:which\s+(?:was|had\s+been)\s+)?(?:the|our)\s+(?:first\s+|initial\s+)?(?:working|presumptive|provisional|clinical|pre-?operative|admission|referral|suspected|radiological)"
    r"\s+diagnosis,\s+(?:was|could\s+be|had\s+to\s+be)\s+(?:\w+\s+){0,2}?(?:excluded|ruled\s+out|rejected|discarded|abandoned|refuted|given\s+up|disproved|dismissed)\b",
    re.IGNORECASE,
)
# "managed as A and subsequently as B", "labelled as having A, and before that as B"
_AND_AS = compile_guarded(
    r"\b(?:diagnosed|managed|treated|label+ed|regarded|interpreted|considered|taken|followed|read)\s(?:\w+\s){0,2}?(?:as|for)\s[^.;]{3,80}?,?\s"
    r"(?:and|then)\s(?:later|subsequently|then|before\sthat|afterwards|earlier|previously|finally)\s(?:as|for)\s(?:having\s)?"
    + _NAME,
    re.IGNORECASE,
)
# "his doctor prescribed naproxen for a sprain", "had been given antibiotics for otitis"
_GIVEN_FOR = compile_guarded(
    r"\b(?:prescribed|given|received|took|taken|treated|started|administered|tried|medicated|operated|managed|injected)\b[^.;]{0,90}\s(?:for|as|against|under\sthe\sdiagnosis\sof)\s"
    + _NAME,
    re.IGNORECASE,
)
# "ten years ago", "in 2004": an illness of other days
_OTHER_DAYS = compile_guarded(
    r"\b(?:years?|decades?)\s+(?:ago|before|earlier|previously|prior)\b|\b(?:19|20)\d\d\b|\bhistory\b|\b(?:childhood|infancy|youth|adolescence)\b"
    r"|\bat\s+(?:the\s+)?age\b|\bknown\b|\blong-?\s?standing\b|\bfor\s+(?:many|several|\d+|\w+teen|ten|twenty)\s+years\b",
    re.IGNORECASE,
)
# "the report from elsewhere favoured"
_FAVOURED = compile_guarded(
    r"\b(?:read|report|reading|impression|CT|MRI|scans?|radiolog\w+)\b[^.;]{0,40}\s(?:favou?red|suggested|(?:read|reported|interpreted)\sas|suspected)\s"
    + _NAME,
    re.IGNORECASE,
)
# "sinusitis, for which he received an antibiotic without effect"
_FOR_WHICH = re.compile(r",?\s+(?:for|against)\s+(?:which|this)\b", re.IGNORECASE)
_HELPED_NOT = re.compile(
    r"\s*(?:(?:There|This|These|It|They|She|He|Neither|None|Both|The\s+(?:pain|patient|symptoms?|fever|treatment|weakness))\b[^.;]{0,40}\b"
    r"(?:no|not|without|neither|none|nothing|fail\w*)\b[^.;]{0,30}\b(?:response|respond|improve\w*|relief|help\w*|effect\w*|benefit|success)"
    r"|(?:Neither|None)\s[^.;]{0,30}\bhelped\b)",
    re.IGNORECASE,
)


def is_beside(mention: Mention, reading: Reading) -> bool:
    """Tell "sepsis with meningitis was suspected": behind "with", or in brackets, it is told beside another."""
    return any(
        other.sentence == mention.sentence
        and other.concept != mention.concept
        and 0 < mention.span.start - other.span.end <= _ADDED
        and _WITH.fullmatch(reading.document.text, other.span.end, mention.span.start) is not None
        for other in reading.of(MentionKind.TERM, "disease")
    ) and not (is_shown_otherwise(mention, reading) and _is_suspected(mention, reading))


def is_held_by_form(mention: Mention, reading: Reading) -> bool:
    """Tell whether the illness was suspected, by words right around it."""
    before = words_before(mention, reading)
    return _is_suspected(mention, reading) or any(rule.search(before) is not None for rule in (_AND_AS, _FAVOURED))


def was_first_read(mention: Mention, reading: Reading) -> bool:
    """Tell "the initial pathological diagnosis was", which is not the last."""
    return FIRST_READ.search(words_before(mention, reading)) is not None


def is_excluded(mention: Mention, reading: Reading) -> bool:
    """Tell "chordoma, the preoperative diagnosis, was thereby excluded"."""
    return _EXCLUDED.match(words_after(mention, reading)) is not None


def was_held_before(mention: Mention, reading: Reading) -> bool:
    """Tell "had been treated for otitis", where tissue then shows another illness, and no other days are spoken of."""
    if was_treated_in_vain(mention, reading):
        return is_shown_otherwise(mention, reading)
    if lasts_for_life(mention) or _OTHER_DAYS.search(reading.sentence_of(mention).text) is not None:
        return False
    return is_shown_otherwise(mention, reading) and (
        is_held_by_form(mention, reading) or _GIVEN_FOR.search(words_before(mention, reading)) is not None
    )


def was_treated_in_vain(mention: Mention, reading: Reading) -> bool:
    """Tell "was treated for an abscess, without effect", or "there was no response" in the next sentence."""
    after = words_after(mention, reading)
    if is_in_vain(after) and _FOR_WHICH.match(after) is not None:
        return True
    if _GIVEN_FOR.search(words_before(mention, reading)) is None:
        return False
    if is_in_vain(after):
        return True
    behind = reading.sentences[mention.sentence + 1 : mention.sentence + 2]
    return any(_HELPED_NOT.match(s.text) is not None for s in behind)


def _is_suspected(mention: Mention, reading: Reading) -> bool:
    return _SUSPECTED_BEHIND.match(words_after(mention, reading)) is not None
