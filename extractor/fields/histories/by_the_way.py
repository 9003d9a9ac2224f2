"""Other illnesses told by the way: for which a drug is taken, or because of which something was left undone."""

from __future__ import annotations

import re

from extractor.case import Mention, Reading
from extractor.fields.taken_for import WHOSE, takes_it_for
from extractor.fields.telling import words_after, words_before
from extractor.fields.wanted import lasts_for_life

# "no steroids were given because of her osteoporosis"
_LEFT_UNDONE = re.compile(
    r"\b(?:no|not|without|never|avoid\w*|refus\w+|declin\w+|contraindicat\w+|withheld|omitted|low-dose|reduced|instead)\b[^.;:]{0,90}?\b"
    r"(?:because\s+of|owing\s+to|due\s+to|on\s+account\s+of|in\s+view\s+of|given|(?:fear\w*|afraid)\s+(?:of\s+)?(?:an?\s+|the\s+)?"
    r"(?:worsening|deterioration|exacerbation|flare)\s+of)\s+" + WHOSE,
    re.IGNORECASE,
)
# "type 2 diabetes had been found two years before"
_FOUND_BEFORE = re.compile(
    r"\s+(?:had\s+been|was)\s+(?:found|discovered|detected|noted|diagnosed)\s+(?:(?:some|about|almost|nearly|over)\s+)?"
    r"(?:\w+\s+){1,2}(?:years?|decades?)\s+(?:before|earlier|ago|previously)\b",
    re.IGNORECASE,
)
_REACH = 160  # characters before the name


def is_told_by_the_way(mention: Mention, reading: Reading) -> bool:
    """Tell an illness for life that a drug is taken for, that spoke against something, or was found years before."""
    if not lasts_for_life(mention):
        return False
    before = words_before(mention, reading)[-_REACH:]
    if takes_it_for(before):
        return True
    return _LEFT_UNDONE.search(before) is not None or _FOUND_BEFORE.match(words_after(mention, reading)) is not None
