"""Tells whose an age is and of when: the patient's now, at an event of the past, at a later time; somebody else's."""

from __future__ import annotations

import re

from extractor.case import Role
from extractor.mentions.people import is_someone_else

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


def tell_role(text: str, start: int, end: int) -> Role:
    """Tell whose the age at a place of a sentence is, and of when."""
    if is_someone_else(text, start, end):
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
