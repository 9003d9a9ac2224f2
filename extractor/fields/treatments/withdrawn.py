"""Drugs whose withdrawal was the cure: "resolved after discontinuation of X", "X was withdrawn, and she recovered"."""

from __future__ import annotations

import re

from extractor.document import Span

_HEALED = (
    r"(?:resol|improv|recover|disappear|normali|favou?rabl|remission|subsid|abat|regress|clear(?:ed|ing)|reliev|alleviat"
    r"|heal|revers)"
)
_OFF = r"(?:discontinu(?:ation|ing)|withdraw(?:al|ing)|cessation|stopping)"
_STOPPED = re.compile(r"discontinu|withdr|cessation|stopp|ceased", re.IGNORECASE)
# "resolved after discontinuation of the X"
_WITHDRAWN_BEFORE = re.compile(
    rf"\b{_HEALED}\w*\b[^.;]{{0,70}}\b(?:after|following|with|upon|on|by)\s(?:\w+\s(?:hours?|days?|weeks?|months?)\s(?:of|after)\s)?"
    rf"(?:(?:the|an?|immediate|prompt|simple)\s){{0,2}}{_OFF}\s"
    r"(?:of\s)?(?:the\s|his\s|her\s|all\s)?$",
    re.IGNORECASE,
)
# "X was withdrawn, and she recovered"
_WITHDRAWN_AFTER = re.compile(
    rf"(?:\s(?:therapy|treatment|infusion|use))?\s(?:{_OFF}|(?:was|were|had\sbeen)\s(?:\w+\s)?(?:discontinued|withdrawn|stopped|ceased))"
    rf"\b(?:(?!\b(?:but|although|despite|after|when|once)\b)[^.;]){{0,70}}?\b{_HEALED}\w*\b",
    re.IGNORECASE,
)
# "disappeared after X discontinuation"
_HEALED_AFTER = re.compile(
    rf"\b{_HEALED}\w*\b[^.;]{{0,70}}\b(?:after|following|with|upon|on|by)\s(?:(?:the|his|her|immediate|prompt|simple)\s){{0,2}}$",
    re.IGNORECASE,
)
_ITS_WITHDRAWAL = re.compile(rf"\s(?:(?:therapy|treatment)\s)?{_OFF}\b", re.IGNORECASE)


def was_cure_to_stop(text: str, drug: Span, sentence: Span) -> bool:
    """Tell whether a sentence says that the patient got better because a drug was withdrawn."""
    if not _STOPPED.search(text):
        return False
    start, end = drug.start - sentence.start, drug.end - sentence.start
    return (
        _WITHDRAWN_BEFORE.search(text, max(0, start - 160), start) is not None
        or _WITHDRAWN_AFTER.match(text, end) is not None
        or (
            _ITS_WITHDRAWAL.match(text, end) is not None
            and _HEALED_AFTER.search(text, max(0, start - 160), start) is not None
        )
    )
