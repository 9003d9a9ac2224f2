"""What a case tells of the years before the illness."""

from __future__ import annotations

import re

from extractor.case import Reading, Sentence
from extractor.lexicon import load_cues

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_YEARS_APART = 3  # a course of one or two years is one illness
_INTRODUCES = re.compile(r"\b(?:year|month|week|day|hour)s?[\s-]+old\b|\baged\b", re.IGNORECASE)
# "developed fever three days after hepatectomy"
_AFTERWARDS = re.compile(r"\b(?:after|following)\s[^,;]{0,40}$", re.IGNORECASE)
_OF_PAPER = (" is ", " are ")  # "a case that was managed by excision is presented"


def precedes_illness(sentence: Sentence, reading: Reading) -> bool:
    """Tell whether a sentence is dated years before the first that tells of a complaint ("in 2019 he developed")."""
    years = _YEAR.findall(sentence.text)
    if not years:
        return False
    begins = load_cues("therapy")["begins"]
    onset = next((s for s in reading.sentences if s.section is sentence.section and begins.search(s.text)), None)
    if onset is None or onset.index <= sentence.index:
        return False
    return any(int(year) >= int(years[-1]) + _YEARS_APART for year in _YEAR.findall(onset.text))


def precedes_presentation(text: str, start: int, before: str) -> bool:
    """Tell whether, in the sentence that introduces the patient, the treatment came before what led to the hospital."""
    led = next(
        (m for m in load_cues("therapy")["presents"].finditer(text) if not text.endswith(_OF_PAPER, 0, m.start())), None
    )
    if led is None or _INTRODUCES.search(text) is None:
        return False
    return start < led.start() or _AFTERWARDS.search(before) is not None
