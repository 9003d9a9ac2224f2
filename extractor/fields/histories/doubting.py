"""Which words for another illness are too weak to fill a cell, as it may be the one reported: they become proposals."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from extractor.case import Mention, MentionKind, Period, Reading, Subject
from extractor.fields.histories.by_the_way import is_told_by_the_way
from extractor.fields.histories.earlier import is_carrier, is_growth, is_in_history, is_of_person
from extractor.fields.histories.facets import is_facet
from extractor.fields.on_record import is_listed
from extractor.fields.tabled import is_under
from extractor.fields.telling import is_silent, words_after, words_before
from extractor.fields.wanted import is_listed_as, is_same_illness, lasts_for_life
from extractor.lexicon import load_cues

_REACH = 250  # characters behind an illness within which it is told what came
_SOON = 60  # characters behind it within which its time is told
_INTRO = 1  # the last sentence in which a text without a diagnosis names what it is about
# A short form that no word list knows and that the text does not spell out is what the paper writes of.
_SHORT_FORM = re.compile(r"(?!HIV|AIDS|COPD|G6PD|ADHD)[A-Z][A-Za-z0-9]*[A-Z]{2,}[a-z]?")
_WHO = re.compile(r"\bwho\b", re.IGNORECASE)  # what follows is told of something else
_DIAGNOSED = re.compile(r"\bdiagnosed\s+(?:with|as|of|to\s+have|as\s+having)\s[^.;]*$", re.IGNORECASE)
_WHEN_SEEN = re.compile(
    r"^[^.;]{0,60}\bwhen\s+(?:he|she|(?:the|our)\s+patient)\s+(?:presented|was\s+(?:admitted|seen|referred))\b"
)
# What says that it was there long before, or that something was done for it.
_LONG_AGO = (
    r"(?<![a-z])(?:months?|years?|decades?)\s*(?:ago|earlier|back|before|previously|prior)\b|\b(?:in\s+(?:19|20)\d\d|at\s+(?:the\s+)?age)\b"
    r"|\b(?:previous|previously|prior|past|remote|childhood|long-?\s?standing|pre-?existing|underlying|background|metastatic"
    r"|advanced|refractory|treated|treatment|therapy|receiv\w+|taking|intake|medication)\b"
)
_BEFORE = re.compile(rf"{_LONG_AGO}|\b(?:\w+ectomy|\w+plasty|surgery|operat\w+|transplant\w*)\b", re.IGNORECASE)
_SAID_AFTER = re.compile(_LONG_AGO, re.IGNORECASE)
_PRENATAL = re.compile(r"\b(?:pre|ante)natal(?:ly)?[\s-](?:diagnos\w+|detected)\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE)
_ACUTE = re.compile(r"\bacute\s+(?!\w*(?:leuk|blast|myelo))(?:[\w-]+\s+){0,2}[\w-]+$", re.IGNORECASE)
_WITH_IT = re.compile(r"\bwith\s+(?:[\w-]+,?\s+){0,3}$", re.IGNORECASE)
_COMES = re.compile(
    r"\b(?:present|admi(?:t|ssion)|refer|develop|complain|under(?:went|go)|experienc|suffer|found|diagnos|visit|consult|noted"
    r"|brought|hospital|receiv|treated|sustain|required|attend|evaluat|came|died|scheduled)",
    re.IGNORECASE,
)
_RECURS = re.compile(
    r"(?<!no )(?<!no evidence of )(?<!without )\b(?:recur(?:red|rence|rent)|relapsed?)\b", re.IGNORECASE
)
_HISTORY = re.compile(r"\b(?:past|previous|prior)\s+(?:\w+\s+)?history\b", re.IGNORECASE)
_CAME_ABOUT = re.compile(
    r"\b(?:who|and|then|later|has|had|\w+ly)\s+(?:\w+ly\s+)?(?:developed|sustained)\b", re.IGNORECASE
)
_CARED_FOR = re.compile(r"\b(?:surg\w+|treat\w+|therapy|operat\w+|medication)\b", re.IGNORECASE)
_LIST = re.compile(r"\s*(?:,|,?\s*and)\s+(?:an?\s+)?(?:[\w-]+\s+){0,2}", re.IGNORECASE)
_BESIDE = re.compile(
    r"\b(?:also|apart\s+from|except|besides|other\s+than|had|for|because\s+of|due\s+to|known)\b[^.;,]*$", re.IGNORECASE
)
# Of which growth the name speaks: its kind, and the organ by the first letters of its name ("rectal", "of the rectum").
_KIND = re.compile(
    r"(?:adeno)?carcinoma|cancer|tumou?r|neoplasm|mass|malignancy|squamous|cell|metasta\w+|recurren\w+|primary|lower|upper"
    r"|left|right|papillary|follicular|serous|mucinous|ductal|lobular|endometrioid|invasive|advanced|high|grade|type",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?:solid |metastatic )?(?:(?:adeno)?carcinoma|cancer|tumor|neoplasm)", re.IGNORECASE)
_OTHER_KIND = re.compile(
    r"sarcoma|lymphoma|melanoma|stromal|carcinoid|neuroendocrine|leuk|myeloma|blastoma|germ|desmoid|small\scell",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z]{4,}")
_ROOT = 4  # letters that tell an organ
# What a growth of a gland makes ill of: a sign of it, where one is diagnosed.
_OF_GLAND = re.compile(
    r"Cushing|acromegaly|hyperparathyroidism|hyperaldosteronism|Zollinger|carcinoid\ssyndrome|hyperinsulinism|gigantism",
    re.IGNORECASE,
)
_GLAND = re.compile(
    r"aden|cortic|pituitar|carcinoid|neuroendocrine|oncocyt|insulinoma|gastrinoma|blastoma|pheochrom|paragangl|tumor"
)


def is_doubted(mention: Mention, accepted: Collection[Mention], final: Sequence[Mention], reading: Reading) -> bool:
    """Tell whether another illness is told in words that are right too seldom; `final` is what is diagnosed.

    Of values that were judged in texts drawn at random: "a man with X", where X does not last for life and nothing
    is diagnosed, 1 of 4; "a history of" one, where the text names no other illness, 2 of 7; "diagnosed with", where
    nothing else is, 3 of 6; named in passing behind the opening, 6 of 13; a growth that is diagnosed by another name,
    none of 5; a short form, 2 of 6. Of 44 wrong values 24 are left out, of 241 right ones 4.
    """
    if is_under("comorbidities", mention, reading) or is_carrier(mention, reading):
        return False
    name = mention.concept
    if any(_is_same_growth(name, m.concept) or _is_sign(name, m.concept) or _is_sign(m.concept, name) for m in final):
        return True
    before, after = words_before(mention, reading), words_after(mention, reading)
    in_history = is_in_history(mention, reading)
    if is_facet(mention, final, in_history, reading):
        return True
    if is_listed(mention, reading):
        return False
    if in_history:
        if final or lasts_for_life(mention):
            return False
        return _RECURS.search(after) is not None or _is_alone(mention, accepted, before + after, reading)
    if _SHORT_FORM.fullmatch(mention.concept) is not None and _SAID_AFTER.search(_WHO.split(after[:_SOON])[0]) is None:
        return True
    if _BARE.fullmatch(mention.concept) is not None or _PRENATAL.search(before) is not None:
        return True
    if _ACUTE.search(before + reading.document.quote(mention.span)) is not None and is_of_person(before):
        return not _is_of_old(before, after)
    if not lasts_for_life(mention) and (
        _is_among_complaints(mention, reading) or (not final and _recurs(mention, reading))
    ):
        return True
    if final and is_told_by_the_way(mention, reading):
        return False
    return _is_in_passing(mention, before, after, reading) or (
        not final and _may_be_all(mention, before, after, reading)
    )


def _is_of_old(before: str, after: str) -> bool:
    return _BEFORE.search(before) is not None or _SAID_AFTER.search(after[:_SOON]) is not None


def _may_be_all(mention: Mention, before: str, after: str, reading: Reading) -> bool:
    """Tell "a man with X was referred", where nothing is diagnosed and X is no illness for life."""
    if mention.sentence > _INTRO:
        return False
    cue = _DIAGNOSED.search(before)
    if cue is not None:
        if _WHEN_SEEN.match(after) is not None or is_growth(mention.concept):
            return True
        return not lasts_for_life(mention) and _SAID_AFTER.search(after[:_SOON]) is None
    if mention.qualifiers.period is not Period.NOW or _is_of_old(before, after):
        return False
    if lasts_for_life(mention):
        if _is_treatable(mention) and load_cues("findings")["came_with"].search(after) is None:
            return True
        text = reading.document.text[mention.span.end : mention.span.end + _REACH]
        return _WITH_IT.search(before) is not None and is_of_person(before) and _COMES.search(text) is None
    return is_of_person(before) and _CAME_ABOUT.search(after) is None


def _is_in_passing(mention: Mention, before: str, after: str, reading: Reading) -> bool:
    """Tell what is but named of the patient behind the opening: "stabilised her neuropathy"."""
    opening = next((s.index for s in reading.sentences if not _is_told_silently(s.index, reading)), 0)
    if mention.sentence <= opening + _INTRO or mention.qualifiers.period is not Period.NOW:
        return False
    if _is_of_old(_CARED_FOR.sub("", before), after) or _BESIDE.search(before) is not None:
        return False
    return not lasts_for_life(mention) or _is_treatable(mention)


def _recurs(mention: Mention, reading: Reading) -> bool:
    """Tell "was operated on for X 7 years ago. The pain recurred", where nothing is diagnosed."""
    told = (s.text for s in reading.sentences[mention.sentence + 1 : mention.sentence + 3])
    if mention.sentence > _INTRO or mention.qualifiers.period is not Period.BEFORE:
        return False
    return any(_RECURS.search(text) is not None for text in told)


def _is_among_complaints(mention: Mention, reading: Reading) -> bool:
    """Tell "who had headaches, memory loss and diabetes insipidus": the end of a list of complaints."""
    text, start = reading.sentence_of(mention).text, reading.sentence_of(mention).span.start
    return any(
        m.sentence == mention.sentence
        and m.span.end <= mention.span.start
        and _LIST.fullmatch(text, m.span.end - start, mention.span.start - start) is not None
        for m in reading.of(MentionKind.TERM, "symptom")
    )


def _is_told_silently(index: int, reading: Reading) -> bool:
    return any(m.sentence == index and is_silent(m, reading) for m in reading.mentions)


def _is_alone(mention: Mention, accepted: Collection[Mention], told: str, reading: Reading) -> bool:
    """Tell whether a text without a diagnosis names no other illness than those from before."""
    if _BEFORE.search(_HISTORY.sub("", told)) is not None:
        return False
    ill = [
        m
        for m in reading.of(MentionKind.TERM, "disease")
        if m.qualifiers.subject is Subject.PATIENT and m.qualifiers.holds and not is_silent(m, reading)
    ]
    earlier = {m.concept for m in accepted} | {mention.concept}
    return all(any(is_same_illness(m.concept, name) for name in earlier) for m in ill)


def _is_same_growth(one: str, other: str) -> bool:
    """Tell "a tumor of the lower rectum", or "a malignancy", and "rectal cancer", not a cancer and a sarcoma."""
    if _BARE.fullmatch(one) is not None and is_growth(other):
        return True
    if (
        not is_growth(one)
        or not is_growth(other)
        or (_OTHER_KIND.search(one) is None) != (_OTHER_KIND.search(other) is None)
    ):
        return False
    if _OTHER_KIND.search(one) is not None:
        return False
    return bool(_organs(one) & _organs(other))


def _organs(concept: str) -> set[str]:
    return {word[:_ROOT].casefold() for word in _WORD.findall(concept) if _KIND.fullmatch(word) is None}


def _is_sign(concept: str, diagnosed: str) -> bool:
    """Tell "Cushing syndrome" where an adrenal tumour is diagnosed."""
    return _OF_GLAND.search(concept) is not None and is_growth(diagnosed) and _GLAND.search(diagnosed) is not None


def _is_treatable(mention: Mention) -> bool:
    return is_listed_as("operable", mention.concept)
