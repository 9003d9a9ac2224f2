"""Tells whether a sentence says how the patient was at a time: only then is the time one of follow-up."""

from __future__ import annotations

import re

from extractor.case import Mention, Sentence
from extractor.lexicon import load_cues

_WITHOUT = re.compile(r"\b(?:no|without)\s(?:[\w-]+\s){0,4}$", re.IGNORECASE)
_HAD = re.compile(r"\bhad\s(?:an?|another|his|her)\s(?:(?:new|first|second|third|further|sudden)\s)?$", re.IGNORECASE)
_BORDER = re.compile(
    r"[;:]|,\s(?:and|but|who|which|when|whereas|although|then)\b"
    r"|\band\s(?:was|is|has|had|remain\w*|he|she|it|the|our|no|there|show\w+|achieved|recovered)\b|\b(?:but|whereas|although)\b",
    re.IGNORECASE,
)
# "two years after resection of the tumour": counted from it
_SINCE = re.compile(
    r"\b(?:after|following|since|from|post|of)\s(?:(?:the|his|her|its|this|that|a|an|initial|first|second|last)\s)?(?:[\w-]+\s){0,3}?"
    r"(?:(?:resection|debridement|reoperation|start|initiation|admission|presentation)s?|(?:being\s)?(?:admitted|referred|started))\b",
    re.IGNORECASE,
)
_NEARBY = 35  # characters between a duration and a state or deed of that time
_SUBJECT = 60  # and between a deed and what was done
_COMMA_WITHIN = 60
_TREATED = re.compile(
    r"[\s'’)-]{0,3}(?:after|following|post-?)\s?(?:[\w-]+\s){0,3}?"
    r"(?:operation|surgery|procedure|treatment|therapy|chemotherapy|radiotherapy|\w+ectomy|\w+plasty|transplant\w*|resection|excision|operative\w*"
    r"|discharge|implantation|fixation|embolization|injection)\b",
    re.IGNORECASE,
)
_OPENING = 40  # characters before a duration that opens its sentence: what follows the comma is told of it


def tells_state(duration: Mention, sentence: Sentence, *, treated: bool) -> bool:
    """Tell whether the patient's state is told, and no new event, in the clause of the duration or the sentence.

    Before any treatment only a state that stands right by the time counts: the rest is how the illness began.
    """
    text = sentence.text
    start, end = duration.span.start - sentence.span.start, duration.span.end - sentence.span.start
    first, last = _clause(text, start, end)
    if _cue("state").search(text, max(first, start - _NEARBY), min(last, end + _NEARBY)) is not None:
        return True
    unit = None if duration.quantity is None else duration.quantity.unit
    if unit in ("minutes", "hours") and _cue("state").search(text, first, last) is None:
        return False
    by_day = duration.concept == "day" and unit == "days"
    if by_day and _cue("state_of_day").search(text, first, last) is None:
        return False  # a day of the stay, on which much is done and found
    if not treated and _TREATED.match(text, end) is None and _cue("state").search(text, first, last) is None:
        return False
    if _dates_a_deed(text, first, start, last):
        return False
    if _tests(text, end, last):
        return True
    return any(_tells_outcome(part) and not _tells_event(part) for part in (text[first:last], text))


def _tests(text: str, end: int, last: int) -> bool:
    """Tell "six months after surgery, computed tomography showed …"."""
    if _TREATED.match(text, end) is None:
        return False
    tests = list(_cue("test").finditer(text, end, last))
    return (
        any(0 <= shown.start() - tests[-1].end() <= _SUBJECT for shown in _cue("showed").finditer(text, end, last))
        if tests
        else False
    )


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    first = max((border.end() for border in _BORDER.finditer(text, 0, start)), default=0)
    opens = start - first <= _OPENING and "," in text[end : end + _COMMA_WITHIN]
    border = _BORDER.search(text, text.find(",", end) + 2 if opens else end)
    return first, len(text) if border is None else border.start()


def _dates_a_deed(text: str, first: int, start: int, last: int) -> bool:
    """Tell "nine months later, the mesh was removed", but not "CT was performed"."""
    for deed in _cue("deed").finditer(text, first, last):
        if (
            deed.end() > start - _NEARBY
            and _cue("test").search(text, max(first, deed.start() - _SUBJECT), deed.start()) is None
        ):
            return True
    return False


def _tells_outcome(text: str) -> bool:
    absent = _cue("absent_at_the_end").finditer(text)
    return _cue("outcome").search(text) is not None or any(_WITHOUT.search(text, 0, m.start()) for m in absent)


def _tells_event(text: str) -> bool:
    text = _SINCE.sub("", text)
    attacks = _cue("attack").finditer(text)
    return _cue("event").search(text) is not None or any(_HAD.search(text, 0, m.start()) for m in attacks)


def _cue(name: str) -> re.Pattern[str]:
    return load_cues("course")[name]
