"""What the doctors decided on and what the account then goes on from: it was done."""

from __future__ import annotations

import re

from extractor.case import Mention, Reading
from extractor.fields.treatments.giving_cues import clause_of

# "we decided to perform a lobectomy", "the decision was made to proceed with surgery", "the team opted for X"
_DECIDED_ON = re.compile(
    r"\b(?:(?:we|surgeons?|team|board|clinicians?|physicians?|doctors?|it\swas)\s(?:\w+ly\s|therefore\s|then\s|thus\s|also\s)?"
    r"(?:decided|opted|elected|chose)\s(?:to|for|on|upon)\s|\bdecision\s(?:was\s)?(?:made\s|taken\s)?(?:for|to)\s)"
    r"(?:(?!\b(?:not|defer|delay|postpone|avoid|refer|recommend|offer|discuss|wait|stop|discontinue|withhold|against|plan|consider|rather|without)\b)"
    r"[^.;]){0,90}$",
    re.IGNORECASE,
)
# "a resection was therefore decided"
_WAS_DECIDED = re.compile(
    r"(?:(?!\b(?:not|but|and)\b)[^.;,]){0,60}?\s(?:was|were)\s(?:then\s|therefore\s|thus\s|finally\s)?decided\b(?!\sagainst)",
    re.IGNORECASE,
)
_RECONSIDERED = re.compile(
    r"\b(?:but|however|refus\w+|declin\w+|pending|awaiting|scheduled|planned|prior\sto|before|until|because\sof\sits)\b",
    re.IGNORECASE,
)


def was_decided_on(mention: Mention, reading: Reading) -> bool:
    """Tell whether a treatment was decided on, and the account goes on behind it."""
    sentence = reading.sentence_of(mention)
    text = sentence.text
    if "deci" not in text and "opted" not in text and "elected" not in text and "chose" not in text:
        return False
    if not reading.sentences or mention.sentence >= reading.sentences[-1].index:
        return False
    start, end = sentence.place_of(mention.span)
    clause = clause_of(text, start, end)
    if _RECONSIDERED.search(text, end) is not None:
        return False
    return _DECIDED_ON.search(clause.before) is not None or _WAS_DECIDED.match(clause.after) is not None
