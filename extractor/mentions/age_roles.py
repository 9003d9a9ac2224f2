"""Tells whose an age is and of when: the patient's now, at an event of the past, at a later time; somebody else's."""

from __future__ import annotations

import re
from functools import cache

from extractor.case import Role
from extractor.mentions.people import is_someone_else, relative_words

_AT_EVENT = re.compile(
    r"(?:\bwhen\saged\s[\d\s,and]{0,20}|\b(?:(?:at|since|from|by|until|till|before|after|around)\s(?:(?:an|the)\s)?(?:ages?\s)?(?:of\s)?"
    r"(?:about\s|around\s|approximately\s|nearly\s|almost\s|just\s|only\s)?"
    r"|(?:when|since|until|before|after)\s(?:he|she|they|the\spatient)\s(?:was|were)\s(?:only\s|just\s|about\s|around\s)?(?:an?\s)?))$",
    re.I,
)
_PRESENTING = re.compile(
    r"\b(?:present(?:ed|s|ing)|admi(?:tted|ssion)|referred|referral|hospitali[sz]ed|consult(?:ed|ation)|evaluated"
    r"|examined|visited|sought|brought|came|seen|our\s(?:patient|clinic|department|hospital|cent(?:er|re)))\b",
    re.I,
)
_PAST_EVENT = re.compile(
    r"\b(?:diagnos\w+|underwent|undergone|operat\w+|surgery|history|suffered|started|began|onset|since|menarche|menopause"
    r"|married|delivered|treated|received|developed|transplant\w*|resect\w*|previously|had\s(?:been|presented)|notic\w+|noted|found|appear\w+)\b",
    re.I,
)
_LATER = re.compile(  # now 27 years old | who died at the age of 48 | at her last follow-up at
    r"\b(?:now|currently|presently|today)\b[^.;]{0,25}$"
    r"|\b(?:died|dead|death|deceased|passed\saway|follow(?:ed)?[\s-]?up)\b[^.;]{0,30}\bat\s(?:an?\s|the\s)?(?:ages?\s)?(?:of\s)?$",
    re.I,
)


@cache
def _relative_before() -> re.Pattern[str]:
    return re.compile(  # The father, a fitter of 31 | and the mother, who was 27 | The grandmother (78)
        rf"\b(?:the|his|her|their)\s(?:[a-z-]+\s){{0,2}}?(?:{relative_words()})(?:\s\(|,\s(?:who\s(?:is|was)\s(?:now\s)?"
        r"|an?\s(?:[a-z-]+\s){1,2}of\s)?)$",
        re.I,
    )


def _is_relatives(before: str) -> bool:
    """Tell whether an age stands right beside the noun for a relative."""
    return _relative_before().search(before) is not None


def tell_role(text: str, start: int, end: int) -> Role:
    """Tell whose the age at a place of a sentence is, and of when."""
    if is_someone_else(text, start, end) or _is_relatives(text[max(0, start - 60) : start]):
        return Role.OTHER
    before = text[max(0, start - 90) : start]
    if _LATER.search(before):
        return Role.FOLLOW_UP
    if not _AT_EVENT.search(before):
        return Role.UNKNOWN
    around = re.split(r"[;:]|,\s(?:and|but)\s", before)[-1] + text[start : end + 70]
    if _PRESENTING.search(around) and not _PAST_EVENT.search(around):
        return Role.UNKNOWN
    return Role.EARLIER
