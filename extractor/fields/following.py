"""Tells whether a sentence says how the patient was at a time: only then is the time one of follow-up."""

from __future__ import annotations

import re

from extractor.case import Mention, Role, Sentence
from extractor.lexicon import load_cues

_WITHOUT = re.compile(r"\b(?:no|without)\s(?:[\w-]+\s){0,4}$", re.IGNORECASE)
_HAD = re.compile(r"\bhad\s(?:an?|another|his|her)\s(?:(?:new|first|second|third|further|sudden)\s)?$", re.IGNORECASE)
_BORDER = re.compile(
    r"[;:]|,\s(?:and|but|who|which|when|whereas|although|then)\b"
    r"|\band\s(?=(?:was|is|has|had|remain\w*|he|she|it|the|our|no|there|show\w+|achieved|recovered|resolved|improved"
    r"|disappeared|healed)\b)|\b(?:but|whereas|although)\b",
    re.IGNORECASE,
)
# "two years after resection of the tumour": counted from it
_SINCE = re.compile(
    r"\b(?:after|following|since|from|post|of)\s(?:(?:the|his|her|its|this|that|a|an|initial|first|second|last)\s)?(?:[\w-]+\s){0,3}?"
    r"(?:(?:resection|debridement|reoperation|start|initiation|admission|presentation)s?|(?:being\s)?(?:admitted|referred|started))\b",
    re.IGNORECASE,
)
_BESIDE = 50  # characters between a duration and a state of that time
_NEARBY = 35  # and a deed
_SUBJECT = 60  # and between a deed and what was done
_COMMA_WITHIN = 60
_TREATED = re.compile(
    r"[\s'’)-]{0,3}(?:after|following|post-?)\s?(?:[\w-]+\s){0,3}?"
    r"(?:operation|surgery|procedure|treatment|therapy|chemotherapy|radiotherapy|\w+ectomy|\w+plasty|transplant\w*|resection|excision|operative\w*"
    r"|discharge|implantation|fixation|embolization|injection)\b",
    re.IGNORECASE,
)
_LATER = re.compile(r"[\s'’)-]{0,3}(?:later|thereafter|afterwards?)\b", re.IGNORECASE)
# "one year after the chemotherapy was initiated,": no deed of that time
_SINCE_WHEN = re.compile(r"[\s'’)-]{0,3}(?:after|following|since|from|of)\s[^,;:]{3,60},", re.IGNORECASE)
# "was" and what is no participle of a deed, or what was found
_WAS = re.compile(
    r"[^,;:]{0,60},?\s[^,;:]{2,70}?\b(?:(?:was|were|is|are)\s(?:(?:found|seen|noted|noticed|observed|detected|measured)\b"
    r"|(?!(?:\w+ly\s)?(?:\w+ed|taken|given|done|sent|made|put|brought|begun|born|kept|set|held|due|again|found)\b))"
    r"|could\s|denied\s|felt\s(?:well|better|no|relief)|no longer\s|(?:has|had)\s(?:no|good|full|(?:an?\s)?normal)\s)",
    re.IGNORECASE,
)
# "had been free of attacks for years": up to what brought him
_HAD_BEEN = re.compile(r"\bhad\s(?:been|remained|stayed)\b", re.IGNORECASE)
# "a few years prior to her presentation"
_BEFORE_ALL = re.compile(r"[\s'’)-]{0,3}(?:ago|prior|before|earlier|previously)\b", re.IGNORECASE)
# Of durations that are told of a treatment or a stay, if the state stands right by them.
_OF_TREATMENT = frozenset({"", "treatment", "interval", "after onset", "for", "adjective"})
_OPENING = 40  # characters before a duration that opens its sentence: what follows the comma is told of it


def tells_state(duration: Mention, sentence: Sentence, *, first_treated: int) -> bool:
    """Tell whether the patient's state is told, and no new event, in the clause of the duration or the sentence.

    `first_treated`: where the paper first tells of a treatment. Before it only a state that stands right by the time
    counts: the rest is how the illness began.
    """
    text = sentence.text
    start, end = duration.span.start - sentence.span.start, duration.span.end - sentence.span.start
    first, last = _clause(text, start, end)
    if _BEFORE_ALL.match(text, end) is not None:
        return False
    near = (max(first, start - _BESIDE), min(last, end + _BESIDE))
    state = _cue("state").search(text, *near) is not None
    if duration.role is not Role.FOLLOW_UP:  # "stable disease after 28 months of therapy"
        left = duration.concept == "interval" and _cue("left").search(text, *near) is not None
        return (
            (state or left)
            and duration.concept in _OF_TREATMENT
            and first_treated < duration.span.start
            and text[max(0, start - 1) : start] != "("
            and _HAD_BEEN.search(text, first, start) is None
        )
    if state or _cue("left").search(text, *near) is not None:
        return True
    unit = None if duration.quantity is None else duration.quantity.unit
    if unit in ("minutes", "hours") and _cue("state").search(text, first, last) is None:
        return False
    by_day = duration.concept == "day" and unit == "days"
    if by_day and _cue("state_of_day").search(text, first, last) is None:
        return False  # a day of the stay, on which much is done and found
    treated = first_treated < sentence.span.end
    if not treated and _TREATED.match(text, end) is None and _cue("state").search(text, first, last) is None:
        return False
    since = _SINCE_WHEN.match(text, end)
    said = text if since is None else text[: since.start()] + " " * len(since.group()) + text[since.end() :]
    if _dates_setback(said, first, last, near) or (not by_day and _opens_with_state(said, first, start, end, last)):
        return True
    if _dates_a_deed(said, first, start, last):
        return False
    if _tests(text, end, last):
        return True
    return any(_tells_outcome(part) and not _tells_event(part) for part in (said[first:last], text))


def _dates_setback(text: str, first: int, last: int, near: tuple[int, int]) -> bool:
    """Tell "two years later, metastases were found", which is how the illness stood then."""
    return any(near[0] <= setback.start() <= near[1] for setback in _cue("setback").finditer(text, first, last))


def _opens_with_state(text: str, first: int, start: int, end: int, last: int) -> bool:
    """Tell "six months later, his visual acuity was 0.9": what a clause that a time opens tells with "was"."""
    if start - first > _OPENING or _tells_event(text[first:last]):
        return False
    return _WAS.match(text, end, last) is not None


def _tests(text: str, end: int, last: int) -> bool:
    """Tell "six months after surgery, computed tomography showed …"."""
    if _TREATED.match(text, end) is None and _LATER.match(text, end) is None:
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
