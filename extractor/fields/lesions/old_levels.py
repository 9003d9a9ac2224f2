"""Tells levels of another trouble of the spine than the one reported: an old fracture, an operation of years ago."""

from __future__ import annotations

import re

from extractor.case import Mention, Reading
from extractor.fields.lesions.reaches import clause_around

_TROUBLE = re.compile(
    r"\b(?:fractures?|herniat\w+|hernia|protrusion|prolapse|fusion|laminectomy|discectomy|microdiscectomy|spondylodesis|vertebroplasty"
    r"|kyphoplasty|operat\w+|surgery|dis[ck])\b",
    re.IGNORECASE,
)
# "a healed L1 fracture", not "a 40-year-old man broke L1"; "on the suspicion of a recurrent L4-L5 herniation"
_OLD = re.compile(
    r"(?<!-)(?<!year )(?<!years )\b(?:old|healed|consolidated|previous|prior|remote|former|known)\s+"
    r"(?:(?!and\b|or\b|with\b)[\w-]+\s+){0,3}?(?:(?:of|at)\s+)?$"
    r"|\b(?:suspicion|suspected|fear)\s(?:of\s)?(?:an?\s)?recurren(?:t|ce)\s(?:of\s)?(?:[\w-]+\s){0,2}$"
    r"|\b(?:history|status\spost|s/p)\s+(?:of\s+)?(?:[\w-]+\s+){0,4}?(?:(?:of|at)\s+)?$",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"\s*(?:[\w-]+\s+){0,3}?(?:fractures?|herniat\w+|hernia|protrusion|prolapse|fusion|laminectomy|discectomy|surgery|operation|dis[ck])\b",
    re.IGNORECASE,
)
_FRACTURE_AT = re.compile(
    r"\b(?:fractures?|fusion|laminectomy|discectomy|surgery|operation)\s+(?:of|at)\s+(?:the\s+)?(?:vertebral?\s+)?$",
    re.IGNORECASE,
)
_LONG_AGO = re.compile(
    r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|many|several|some|few)\s+(?:years|decades)\s+(?:ago|before|earlier|previously|prior)\b"
    r"|\bat\s+the\s+age\s+of\b|\bin\s+(?:19|20)\d\d\b|\bas\s+an?\s+(?:child|boy|girl|youth|adolescent)\b",
    re.IGNORECASE,
)


def is_of_old(reading: Reading, mention: Mention) -> bool:
    """Tell whether the level is that of a trouble which is called old, or which was years ago."""
    sentence = reading.sentence_of(mention)
    start, end = sentence.place_of(mention.span)
    before, after = sentence.text[max(0, start - 80) : start], sentence.text[end : end + 60]
    at = _FRACTURE_AT.search(before)
    named = at is not None or _BEHIND.match(after) is not None
    if named and _OLD.search(before if at is None else before[: at.end()].replace(at.group(), "")) is not None:
        return True
    if not named:
        return False
    clause = clause_around(sentence.text, start)
    return _LONG_AGO.search(clause) is not None and _TROUBLE.search(clause) is not None
