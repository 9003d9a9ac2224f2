"""Other illnesses told by the way: for which a drug is taken, or because of which something was left undone."""

from __future__ import annotations

import re

from extractor.case import Mention, Reading
from extractor.fields.telling import words_after, words_before
from extractor.fields.wanted import lasts_for_life

_OF_IT = (
    r"(?:(?:his|her|the|an?|known|chronic|mild|severe|brittle|essential|existing|pre-?existing|coexisting|concomitant|underlying"
    r"|long-?standing|(?:poorly|well)[ -]controlled)\s+){0,4}$"
)
# "he took ramipril for hypertension"
_TAKEN_FOR = re.compile(
    r"\b(?:took|takes?|taking|uses?|maintained\s+on|on|receives|receiving)\s(?:(?!for\b|was\b|were\b)[^\s.;:]+\s){1,8}for\s+"
    + _OF_IT,
    re.IGNORECASE,
)
_BEGUN = re.compile(r"\b(?:started|commenced|placed|put|begun|began|initiated|switched|course|trial)\b", re.IGNORECASE)
# "no steroids were given because of her osteoporosis"
_LEFT_UNDONE = re.compile(
    r"\b(?:no|not|without|never|avoid\w*|refus\w+|declin\w+|contraindicat\w+|withheld|omitted|low-dose|reduced|instead)\b[^.;:]{0,90}?\b"
    r"(?:because\s+of|owing\s+to|due\s+to|on\s+account\s+of|in\s+view\s+of|given|(?:fear\w*|afraid)\s+(?:of\s+)?(?:an?\s+|the\s+)?"
    r"(?:worsening|deterioration|exacerbation|flare)\s+of)\s+" + _OF_IT,
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
    taken = _TAKEN_FOR.search(before)
    if taken is not None and _BEGUN.search(before) is None:
        return True
    return _LEFT_UNDONE.search(before) is not None or _FOUND_BEFORE.match(words_after(mention, reading)) is not None
