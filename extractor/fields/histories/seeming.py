"""What only looks like an illness of before, or beside: a part of a name, what was but found, or what one died of."""

from __future__ import annotations

import re

from extractor.case import Mention, Reading
from extractor.fields.histories.earlier import is_of_person
from extractor.fields.telling import words_after, words_before
from extractor.guarded import compile_guarded

_NAME_GOES_ON = re.compile(r"[-–](?:associated|related|like|specific|linked)\b|\s+(?:signs|symptoms)\b", re.IGNORECASE)
_TO_PREVENT = re.compile(
    r"[\s-]*(?:\([^()]{1,20}\)\s*)?(?:prophylaxis|prevention|screening|abstinence)\b", re.IGNORECASE
)
# "the dementia clinic", "a childhood trauma questionnaire", "measles, mumps and rubella vaccine": named for an illness.
_NAMED_FOR_IT = re.compile(
    r"[\s-]+(?:[A-Z]\w*\s)?(?:clinic|questionnaire|cent(?:re|er)|unit|ward|stud(?:y|ies)|charts?|scale|inventory|index|score)\b"
    r"|(?:,\s\w+)?,?\s(?:and\s\w+\s)?(?:\(\w+\)\s)?vaccin",
    re.IGNORECASE,
)
_NAME_BEGUN = re.compile(r"[A-Z][a-zé]{3,}[-–]$|Barcelona Clinic $")
_NEW = compile_guarded(
    r"\bpreviously\s+(?:un(?!der)\w+|not)\b[^.;]*$"
    r"|\bpreviously\s+(?:been\s+)?(?:thought|reported|described|associated|linked|considered|published)\b[^.;]*$"
    r"|\b(?:undiagnosed|unrecogni[sz]ed|unsuspected|undetected)\s+(?:[\w-]+\s+){0,2}\(?$"
    r"|\b(?:detect\w*|indicat\w*|reveal\w*|show\w*|suggest\w*|identif\w*|search\w*|suspect\w*|by|caused?|exclude)\s+"
    r"(?:[\w-]+\s+){0,5}underlying\s+(?:[\w-]+\s+){0,4}$"
    r"|\b(?:died|death)\b(?:(?!\bwho\b|\bwith\s+a)[^.;])*$"
    r"|\b(?:mother|father|sister|brother|son|daughter|twin)\s+who\s+(?:also\s+)?(?:had|has|was|is)\b[^.;,]*$"
    r"|\bcomplain\w*\s+of\s+(?:an?\s+)?(?:[\w-]+\s+){0,3}history\s+of\s+(?:[\w-]+\s+){0,3}$"
    r"|\bas\s+a\s+(?:result|consequence)\s+of\s+(?:[\w-]+\s+){0,3}$"
    r"|\bnew[\s-]onset\s+$|\bcauses?\s+(?:of|for)\s+(?:the\s+|his\s+|her\s+)?$|\bresulting\s+in\s+(?:[\w,-]+\s+){0,4}$"
    r"|\bvaccin\w+\s+(?:for|against)\s[^.;]*$"
    r"|\bknown\s+(?:[\w-]+\s+){0,5}(?:drivers?|mutations?|genes?|variants?|causes?|causative|complications?)\s+(?:[\w-]+\s+){0,3}$"
    r"|\bknown\s+to\s+(?:be\s+\w+\s+(?:with|to|in)|cause|predispose\s+to)\s+(?:[\w-]+\s+){0,2}$"
    r"|\b(?:no|without|unremarkable)\s+(?:[\w-]+\s+){0,5}history,?\s[^.;]{0,60}?\b(?:admitted|present\w+|referred|consult\w+"
    r"|complain\w+|brought|sustain\w+|develop\w+|experienc\w+)\b[^.;]*$"
    r"|\bhistory\s+of\s+(?:our|the|this)\s+(?:patient|case),[^.;]*$"
    r"|\b(?:subcutaneous|mediastinal|causing)\s+(?:[\w-]+\s+){0,3}$|\bthose\s+with\b[^.;]*$",
    re.IGNORECASE,
)
_HOLLOW = re.compile(
    r"\b(?:central|nervous\s+system|reddish|shallow|irregular|segment|marrow|respiratory|skull|corneal)\s+$",
    re.IGNORECASE,
)
_WAS_SEEN = re.compile(
    r"\s*(?:\([^()]{1,30}\)\s*)?(?:was|were)\s+(?:(?:\w+\s+)?"
    r"(?:noted|seen|found|observed|detected|identified|evident|revealed|suspected)|diagnosed\s+as\s+the)\b",
    re.IGNORECASE,
)
_PRESSURE = re.compile(
    r"\d\s*/\s*\d{2,3}|mm\s?Hg|\btachycardi|\bexamination\b|\bvital\s+signs|\bon\s+arrival|\bbecame\b|\bduring\b",
    re.IGNORECASE,
)
_MEASURED = re.compile(r"hypertensive|(?:elevated|high|raised)\s+blood\s+pressure", re.IGNORECASE)
_LACKING = re.compile(
    r"[\s-]*(?:un-?infected|non-?infected|negative|seronegative|anticoagula\w+|antibod\w+|like)\b", re.I
)
_BEFORE_IT = re.compile(r"\b(?:prior\s+to|before)\s+(?:[\w-]+\s+){0,4}$", re.IGNORECASE)


def seems_earlier(mention: Mention, reading: Reading) -> bool:
    """Tell what is but found ("an underlying tumour was detected"), is what a patient died of, or a part of a name."""
    before, after = words_before(mention, reading), words_after(mention, reading)
    if (
        _TO_PREVENT.match(after) is not None
        or _NAME_GOES_ON.match(after) is not None
        or _NAMED_FOR_IT.match(after) is not None
        or _NAME_BEGUN.search(before) is not None
    ):
        return True
    if mention.concept == "depression" and _HOLLOW.search(before) is not None:
        return True
    return _NEW.search(before) is not None


def is_but_seen(mention: Mention, reading: Reading) -> bool:
    """Tell "a cataract was also noted", "she was hypertensive (170/105 mm Hg)": found now."""
    before, after = words_before(mention, reading), words_after(mention, reading)
    if _WAS_SEEN.match(after) is not None and not is_of_person(before):
        return True
    if mention.concept != "hypertension" or _MEASURED.fullmatch(reading.document.quote(mention.span)) is None:
        return False
    return _PRESSURE.search(before[-90:] + after[:60]) is not None


def is_no_other(mention: Mention, reading: Reading) -> bool:
    """Tell what only looks like an illness from before: "HIV-uninfected", "nine months prior to the trauma"."""
    return (
        _LACKING.match(words_after(mention, reading)) is not None
        or _BEFORE_IT.search(words_before(mention, reading)) is not None
    )
