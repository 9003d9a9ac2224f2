"""Tells what a sentence says of a time in the course of an illness: how the patient was then, or only what was done."""

from __future__ import annotations

import re

from extractor.case import Mention, Role, Sentence
from extractor.fields.times.lengths import course_cue, weeks
from extractor.fields.times.notes_of_state import notes_state

_WITHOUT = re.compile(r"\b(?:no|without)\s(?:[\w-]+\s){0,4}$", re.IGNORECASE)
_HAD = re.compile(r"\bhad\s(?:an?|another|his|her)\s(?:(?:new|first|second|third|further|sudden)\s)?$", re.IGNORECASE)
_BORDER = re.compile(
    r"[;:]|,\s(?:and|but|who|which|when|whereas|although|then)\b"
    r"|\band\s(?=(?:was|is|has|had|remain\w*|he|she|it|the|our|no|there|show\w+|achieved|recovered|resolved|improved"
    r"|disappeared|healed|did|does|could|after\s[\w-]+\s(?:day|week|month|year)s?)\b)|\b(?:but|whereas|although)\b",
    re.IGNORECASE,
)
# "two years after resection of the tumour": counted from it
_SINCE = re.compile(
    r"\b(?:after|following|since|from|post|of)\s(?:(?:the|his|her|its|this|that|a|an|initial|first|second|last)\s)?(?:[\w-]+\s){0,3}?"
    r"(?:(?:resection|debridement|reoperation|start|initiation|admission|presentation)s?|(?:being\s)?(?:admitted|referred|started))\b",
    re.IGNORECASE,
)
_BESIDE = 50  # characters between a duration and a state of that time
_LEFT_WITHIN = 70  # and the leave from the hospital before it
_NEARBY = 35  # and a deed
_SUBJECT = 60  # and between a deed and what was done
_COMMA_WITHIN = 60
_TREATED = re.compile(
    r"[\s'’)-]{0,3}(?:after|following|post-?)\s?(?:[\w-]+\s){0,3}?"
    r"(?:operation|surgery|procedure|treatment|therapy|chemotherapy|radiotherapy|\w+ectomy|\w+plasty|transplant\w*|resection|excision|operative\w*"
    r"|diagnosis|discharge|implantation|fixation|embolization|injection)\b",
    re.IGNORECASE,
)
_LATER = re.compile(r"[\s'’)-]{0,3}(?:later|thereafter|afterwards?|,?\s?at\swhich\s(?:time|point))\b", re.IGNORECASE)
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
# "which was maintained for two years": what was told right before
_KEPT = re.compile(
    r"\b(?:was|were|been)\s(?:maintained|sustained)\s(?:for|up|over|until)\b[^.;,]{0,20}$", re.IGNORECASE
)
# "before that she was stable for years", "there was a history that …": not the course of this illness
_EARLIER = re.compile(
    r"\b(?:before\s(?:that|this|then)|there\s(?:was|is)\sa\shistory|history\sthat|had\s(?:previously|formerly)\sbeen)\b[^.;]*$",
    re.IGNORECASE,
)
_UNTIL_NOW = re.compile(  # "well for the past three years until he noticed a lump"
    r"[\s'’)-]{0,3}(?:,\s)?until\s(?:(?:recently|now|today|lately)\b|(?:he|she)\s(?:noticed|noted|began|started|felt))",
    re.IGNORECASE,
)
# "a few years prior to her presentation"
_BEFORE_ALL = re.compile(
    r"[\s'’)-]{0,3}(?:ago|prior|before|earlier|previously|back(?!\s(?:to|at|in|on|home)\b))\b", re.IGNORECASE
)
# Of durations that are told of a treatment or a stay, if the state stands right by them.
_OF_TREATMENT = frozenset({"", "treatment", "interval", "after onset", "for", "adjective"})
# "an asymptomatic ulcer appeared" tells of the ulcer
_SILENT = re.compile(
    r"\b(?:asymptomatic|painless)\s(?:[\w-]+\s){0,2}?(?:ulcer|mass|lesion|nodule|swelling|tumou?r|lump|plaque|patch|papule"
    r"|cyst|growth|enlargement|rise|elevation|increase)|\bnon-?\s?union",
    re.IGNORECASE,
)
_BEING = re.compile(r"\b(?:after|following|since)\s(?:(?:being|having\sbeen|he\swas|she\swas)\s)?$", re.IGNORECASE)
# "two weeks after the onset of the illness": counted neither from diagnosis nor from treatment
_SINCE_ONSET = re.compile(
    r"[\s'’)-]{0,3}(?:after|following|from|since|post|of)\s?(?:[\w-]+\s){0,3}?(?:onset|appearance|beginning)\b"
    r"(?!\sof\s(?:the\s|his\s|her\s|this\s)?(?:[\w-]+\s)?(?:treatment|therapy|chemotherapy|dialysis|prophylaxis|steroids?"
    r"|\w+(?:olone|asone|isone|prine|mab|trexate|phenolate|amide|mycin|cillin|oxacin|azole|vir)\b))",
    re.IGNORECASE,
)
# "ten months after discharge he presented for a follow-up visit"
_CAME_AGAIN = re.compile(
    r"\b(?:presented|returned|came|visited|seen|attended|examined|re-?evaluated|reviewed)\b[^.;,]{0,50}?\b(?:for|at|in)\s"
    r"(?:(?:an?|the|his|her)\s)?(?:[\w-]+\s)?(?:follow[\s-]?up|control|check[\s-]?up|review|re-?evaluation)\b",
    re.IGNORECASE,
)
# "to prevent recurrence": what was wanted
_PURPOSE = re.compile(
    r"\bto\s(?:(?:further|better|also|fully)\s)?(?:prevent|avoid|reduce|minimi[sz]e|achieve|improve|promote|exclude|rule\sout|look\sfor"
    r"|monitor|detect|assess|evaluate|check|ensure|enable|relieve|control|treat|confirm|determine|obtain|restore|allow)\b[^,;:]*",
    re.IGNORECASE,
)
# "scans on the day 98": no longer a day of the stay, on which much is done and found
_STAY = 30  # days
_SAME_DAY = 12 / 168  # weeks: who goes home two hours after a procedure was not followed
_COULD_NOT = re.compile(r"\bcould\s?not\b", re.IGNORECASE)
_TESTED_THEN = 45  # characters between a test and the time at which it was made
_AFTER = re.compile(r"\b(?:after|at)\s(?:about\s|approximately\s)?$", re.IGNORECASE)
# "no recurrence developed", "has not experienced": nothing befell the patient
_NOTHING_CAME = re.compile(
    r"\bno\s(?:[\w/-]+\s){1,4}?(?:developed|experienced|noticed)\b|\b(?:not|never)\s(?:\w+\s)?(?:developed?|experienced?|noticed?|complain(?:ed)?)\b",
    re.IGNORECASE,
)
_FOLLOWING = re.compile(r"\bfollowing\b", re.IGNORECASE)  # no follow-up
_OPENING = 40  # characters before a duration that opens its sentence: what follows the comma is told of it


def tells_state(duration: Mention, sentence: Sentence, *, first_treated: int) -> bool:
    """Tell whether the patient's state is told, and no new event, in the clause of the duration or the sentence.

    `first_treated`: where a treatment is first told. Before it only a state that stands right by the time counts.
    """
    text = _SILENT.sub(lambda silent: " " * len(silent.group()), sentence.text)
    start, end = sentence.place_of(duration.span)
    text = _PURPOSE.sub(lambda wanted: " " * len(wanted.group()), text)
    first, last = _clause(text, start, end)
    if any(told.match(text, end) is not None for told in (_BEFORE_ALL, _SINCE_ONSET, _UNTIL_NOW)):
        return False
    if _EARLIER.search(text, 0, start) is not None:
        return False
    since = _SINCE_WHEN.match(text, end)
    said = text if since is None else text[: since.start()] + " " * len(since.group()) + text[since.end() :]
    treated_at = _TREATED.match(text, end)
    near = (max(first, start - _BESIDE), min(last, (end if treated_at is None else treated_at.end()) + _BESIDE))
    state = course_cue("state").search(said, *near) is not None
    if duration.role is not Role.FOLLOW_UP:  # "stable disease after 28 months of therapy"
        left = duration.concept == "interval" and _leaves(text, near)
        return (
            (state or left)
            and duration.concept in _OF_TREATMENT
            and first_treated < duration.span.start
            and text[max(0, start - 1) : start] != "("
            and _HAD_BEEN.search(text, first, start) is None
        )
    unit = None if duration.quantity is None else duration.quantity.unit
    hours = unit in ("minutes", "hours")
    state = state or _KEPT.search(text, first, start) is not None
    soon = hours and weeks(duration) < _SAME_DAY
    if state or (not soon and _leaves(text, (max(first, start - _LEFT_WITHIN), near[1]))):
        return True
    if hours and (unit == "minutes" or course_cue("state").search(text, first, last) is None):
        return False
    by_day = duration.concept == "day" and unit == "days" and weeks(duration) * 7 < _STAY
    if by_day and course_cue("state_of_day").search(_COULD_NOT.sub("", text[first:last])) is None:
        return False  # a day of the stay, on which much is done and found
    if first_treated < duration.span.start and notes_state(said, first, start, end, last):
        return True
    treated = first_treated < sentence.span.end
    if not treated and treated_at is None and course_cue("state").search(text, first, last) is None:
        return False
    if _dates_setback(said, first, last, near) or (not by_day and _opens_with_state(said, first, start, end, last)):
        return True
    if _dates_a_deed(said, first, start, last):
        return False
    if _tests(text, first, start, end, last) or _CAME_AGAIN.search(text, end, last) is not None:
        return True
    return any(_tells_outcome(part) and not _tells_event(part) for part in (said[first:last], text))


def comes_back(duration: Mention, sentence: Sentence) -> bool:
    """Tell whether something befell the patient at that time, and nothing was only done."""
    text = sentence.text
    start, end = sentence.place_of(duration.span)
    if _BEFORE_ALL.match(text, end) is not None or _SINCE_ONSET.match(text, end) is not None:
        return False
    first, last = _clause(text, start, end)
    return not _dates_a_deed(text, first, start, last)


def _dates_setback(text: str, first: int, last: int, near: tuple[int, int]) -> bool:
    """Tell "two years later, metastases were found", which is how the illness stood then."""
    return any(near[0] <= setback.start() <= near[1] for setback in course_cue("setback").finditer(text, first, last))


def _opens_with_state(text: str, first: int, start: int, end: int, last: int) -> bool:
    """Tell "six months later, his visual acuity was 0.9": what a clause that a time opens tells with "was"."""
    if start - first > _OPENING or _tells_event(text[first:last]):
        return False
    return _WAS.match(text, end, last) is not None


def leaves_only(duration: Mention, sentence: Sentence) -> bool:
    """Tell whether all that is told of the time is that the patient left the hospital."""
    start, end = sentence.place_of(duration.span)
    first, last = _clause(sentence.text, start, end)
    near = (max(first, start - _LEFT_WITHIN), min(last, end + _BESIDE))
    return _leaves(sentence.text, near) and course_cue("state").search(sentence.text, *near) is None


def _leaves(text: str, near: tuple[int, int]) -> bool:
    """Tell "he was discharged two weeks later", but not "two weeks after he was discharged"."""
    return any(_BEING.search(text, 0, left.start()) is None for left in course_cue("left").finditer(text, *near))


def _tests(text: str, first: int, start: int, end: int, last: int) -> bool:
    """Tell "six months after surgery, computed tomography showed …" and "a scan six months later showed …"."""
    if not (_TREATED.match(text, end) or _LATER.match(text, end) or _AFTER.search(text, first, start)):
        return False
    if any(course_cue("test").finditer(text, max(first, start - _TESTED_THEN), start)) and course_cue("showed").search(
        text, end, min(last, end + _SUBJECT)
    ):
        return True
    tests = list(course_cue("test").finditer(text, end, last))
    return bool(tests) and any(
        0 <= shown.start() - tests[-1].end() <= _SUBJECT for shown in course_cue("showed").finditer(text, end, last)
    )


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    first = max((border.end() for border in _BORDER.finditer(text, 0, start)), default=0)
    opens = start - first <= _OPENING and "," in text[end : end + _COMMA_WITHIN]
    border = _BORDER.search(text, text.find(",", end) + 2 if opens else end)
    return first, len(text) if border is None else border.start()


def _dates_a_deed(text: str, first: int, start: int, last: int) -> bool:
    """Tell "nine months later, the mesh was removed", but not "CT was performed"."""
    for deed in course_cue("deed").finditer(text, first, last):
        if (
            deed.end() > start - _NEARBY
            and course_cue("test").search(text, max(first, deed.start() - _SUBJECT), deed.start()) is None
        ):
            return True
    return False


def _tells_outcome(text: str) -> bool:
    text = _FOLLOWING.sub("after", text)
    absent = course_cue("absent_at_the_end").finditer(text)
    return course_cue("outcome").search(text) is not None or any(_WITHOUT.search(text, 0, m.start()) for m in absent)


def _tells_event(text: str) -> bool:
    text = _NOTHING_CAME.sub("", _SINCE.sub("", text))
    attacks = course_cue("attack").finditer(text)
    return course_cue("event").search(text) is not None or any(_HAD.search(text, 0, m.start()) for m in attacks)
