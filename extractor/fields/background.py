"""What a case tells of the years before the illness."""

from __future__ import annotations

import re

from extractor.case import Mention, MentionKind, Reading, Sentence
from extractor.fields.telling import words_after, words_before
from extractor.fields.wanted import is_same_illness
from extractor.lexicon import load_cues

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_YEARS_APART = 3  # a course of one or two years is one illness
_INTRODUCES = re.compile(r"\b(?:year|month|week|day|hour)s?[\s-]+old\b|\baged\b", re.IGNORECASE)
# "developed fever three days after hepatectomy"
_AFTERWARDS = re.compile(r"\b(?:after|following)\s[^,;]{0,40}$", re.IGNORECASE)
# "spotting since her third cesarean delivery"
_SINCE = re.compile(r"\bsince\s(?:(?:the|his|her|an?|this|that)\s)?(?:[\w-]+\s){0,3}$", re.IGNORECASE)
# "a tumour which eventually was diagnosed as", told of the thing
_OF_THING = re.compile(r"\b(?:which|that)\s(?:(?:had|has|been|was|were|\w+ly|later|then)\s){0,2}$", re.IGNORECASE)
_OF_PAPER = (" is ", " are ")  # "a case that was managed by excision is presented"

# What others had thought, or what was there at another age: "elsewhere diagnosed as", "diagnosed with gout at 28".
_OTHERS = (
    r"\b(?:elsewhere|general\s+practitioner|family\s+(?:doctor|physician)|primary\s+care|(?:another|nearby|outside|local|other"
    r"|previous|peripheral|private)\s+(?:\w+\s+)?(?:hospitals?|clinics?|cent(?:er|re)s?|institut(?:e|ion)s?|doctors?|physicians?))\b"
)
_BY_OTHERS = re.compile(_OTHERS, re.IGNORECASE)
_BY_OTHERS_BEHIND = re.compile(r"(?:(?!\sand\b)[^,.;:]){0,25}?" + _OTHERS, re.IGNORECASE)
_AT_AGE = re.compile(
    r"[^.;]{0,30}?\s(?:at|since)\s+(?:the\s+)?(?:age|\d+\s+years)\b|[^.;]{0,15}?\sin\s+(?:his|her)\s+(?:childhood|youth|teens|twenties|infancy)\b",
    re.IGNORECASE,
)
_EARLIER_SPELLS = re.compile(
    r"\b(?:similar|previous|earlier)\s+(?:episodes?|attacks?|symptoms|complaints)\b[^.;]*\bdiagnosed\b[^.;]*$",
    re.IGNORECASE,
)
_ALSO = re.compile(
    r"\b(?:also|additionally|concomitantly|concurrently|coincidentally)\s+(?:\w+ly\s+)?(?:been\s+)?diagnosed\s+"
    r"(?:with|as(?:\s+having)?|to\s+have)\s+(?:an?\s+)?(?:[\w-]+\s+){0,4}$",
    re.IGNORECASE,
)
_FOR_LONG = re.compile(
    r"[^.;,]{0,20}?\s(?:for|since)\s+(?:the\s+(?:past|last)\s+)?(?:\d+|\w+)\s+(?:months|years)\b|\s+\([^)]*\bduration\b"
)
# "bacteraemia in a patient subsequently diagnosed with a carcinoma"
_IN_ONE_DIAGNOSED = re.compile(
    r"\bin\s+an?\s+(?:[\w-]+\s+){1,6}(?:\w+ly\s+)?diagnosed\s+(?:with|as(?:\s+having)?)\s+(?:an?\s+)?(?:[\w-]+\s+){0,4}$",
    re.IGNORECASE,
)


def precedes_illness(sentence: Sentence, reading: Reading) -> bool:
    """Tell whether a sentence is dated years before the first that tells of a complaint ("in 2019 he developed")."""
    years = _YEAR.findall(sentence.text)
    if not years:
        return False
    begins = load_cues("therapy")["begins"]
    onset = next((s for s in reading.sentences if s.section is sentence.section and begins.search(s.text)), None)
    if onset is None or onset.index == sentence.index:
        return False
    if onset.index < sentence.index:  # "due to an osteoporosis of 2004 she had received …"
        began = _YEAR.findall(onset.text)
        return bool(began) and max(map(int, years)) <= min(map(int, began)) - _YEARS_APART
    return any(int(year) >= int(years[-1]) + _YEARS_APART for year in _YEAR.findall(onset.text))


def precedes_presentation(text: str, start: int, before: str) -> bool:
    """Tell whether, in the sentence that introduces the patient, the treatment came before what led to the hospital."""
    led = next(
        (
            m
            for m in load_cues("therapy")["presents"].finditer(text)
            if not text.endswith(_OF_PAPER, 0, m.start())
            and not (m.group().lower().startswith("was ") and _OF_THING.search(text, 0, m.start()))
        ),
        None,
    )
    if led is None or _INTRODUCES.search(text) is None:
        return False
    return start < led.start() or _AFTERWARDS.search(before) is not None or _SINCE.search(text, 0, start) is not None


def is_of_bearer(mention: Mention, reading: Reading) -> bool:
    """Tell what was diagnosed in somebody who then had the illness that is named before."""
    return _IN_ONE_DIAGNOSED.search(words_before(mention, reading)) is not None and any(
        other.sentence == mention.sentence
        and other.span.end < mention.span.start
        and not is_same_illness(other.concept, mention.concept)
        for other in reading.of(MentionKind.TERM, "disease")
    )


def was_earlier(mention: Mention, reading: Reading) -> bool:
    """Tell what others had diagnosed, or what was diagnosed at another age or beside the illness."""
    before, after = words_before(mention, reading), words_after(mention, reading)
    return (
        _BY_OTHERS.search(before) is not None
        or _BY_OTHERS_BEHIND.match(after) is not None
        or _AT_AGE.match(after) is not None
        or _FOR_LONG.match(after) is not None
        or _ALSO.search(before) is not None
        or _EARLIER_SPELLS.search(before) is not None
    )
