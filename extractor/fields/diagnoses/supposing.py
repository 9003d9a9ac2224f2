"""What looks like a first diagnosis and is none, and what speaks against one: treatment in vain."""

from __future__ import annotations

import re

from extractor.guarded import compile_guarded

# "deterioration of her rheumatoid arthritis", "sepsis from a suspected pyelonephritis": it is the other that was held.
_OF_OTHER = compile_guarded(
    r"\b(?:sepsis|septic\w*|shock|\w*[ae]mia|metastas[ie]s|recurrences?|relapses?|deterioration|exacerbation|worsening|progression"
    r"|complications?|flare|absence|lack|dissemination|spread)\s+(?:of|from|due\s+to|secondary\s+to)\s+(?:the\s+|his\s+|her\s+|an?\s+)?"
    r"(?:(?:suspected|presumed|possible|probable|known|primary)\s+)?(?:[\w-]+\s+)?$",
    re.IGNORECASE,
)
# Who comes with it has it: "a woman with a clinical diagnosis of Marfan syndrome"
_COMES_WITH = compile_guarded(
    r"\b(?:individual|patient|man|woman|boy|girl|male|female|child|proband|case)s?\b"
    r"[^,.;]{0,60}\bwith\s+(?:an?\s+)?clinical\s+diagnosis\s+of\s+$"
)
# "but could not be confirmed, as he refused", "could not be ruled out"
_LEFT_OPEN = re.compile(r"[^.;]{0,60}?\bcould\snot\sbe\s(?:\w+ly\s)?(?:confirmed|verified|ruled\sout|excluded)\b")
# "in which a diagnosis of atresia was finally made"
_MADE_AT_LAST = re.compile(
    r"[^.;,]{0,30}?\s+(?:was|were)\s+(?:finally|eventually|ultimately)\s+(?:made|established|reached|confirmed)\b"
)
# "We report an abscess attributed to tuberculosis": it is what is reported.
_REPORTED = compile_guarded(
    r"\b(?:report|describe|present)\b(?!.*\b(?:initially|first|originally)\b)[^.;]*\b(?:attributed|ascribed)\s+to\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
# "referred with a diagnosis of benign pemphigus for ten years": long had, and not doubted.
_LONG_HAD = re.compile(r"\s+for\s+(?:the\s+(?:past|last)\s+)?(?:\d+|\w+)\s+years\b", re.IGNORECASE)
_NOT_THEN = re.compile(r"\s+(?:was|were)\s+not\s+(?:initially|first|at\s+first|considered|suspected|thought|made)\b")
# "the first pathological diagnosis was": not the last
FIRST_READ = re.compile(
    r"\b(?:initial|first|original|preliminary)\s(?:[\w-]+\s){0,2}(?:diagnosis|report|reading)\s(?:was|read|had\sbeen)\s(?:of\s)?"
    r"(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
# "treated for an abscess without improvement"
_IN_VAIN = re.compile(
    r"[^.;]{0,120}\b(?:(?:without|no|little)\s+(?:\w+\s+){0,2}(?:improvement|response|success|relief|benefit|effect|avail)"
    r"|did\s+not\s+(?:respond|improve|help)|did\s+nothing|failed\s+to\s+(?:respond|improve|help)|neither\s+of\s+which\s+helped)\b"
)
# "X was diagnosed, and a course of steroids relieved the pain, but it returned as soon as they were withdrawn"
_BACK_AGAIN = re.compile(
    r"[^.;]{0,140}\bbut\s+(?:it\s+|they\s+|the\s+(?:\w+\s+){1,2}|(?:his|her)\s+(?:\w+\s+){1,2}|symptoms\s+)(?:soon\s+|later\s+|promptly\s+)?"
    r"(?:returned|recurred|relapsed|reappeared|came\s+back|persisted|worsened|progressed)\b"
)


def is_in_vain(after: str) -> bool:
    """Tell from the words behind an illness that what was given for it did not help."""
    return _IN_VAIN.match(after) is not None


def is_back_again(after: str) -> bool:
    """Tell from the words behind an illness that what was given for it helped for a while only."""
    return _BACK_AGAIN.match(after) is not None


def is_no_supposition(before: str, after: str, *, spread: bool) -> bool:
    """Tell from the words around an illness that nobody took another for it; a spread may be of what is suspected."""
    return (
        (not spread and _OF_OTHER.search(before) is not None)
        or _COMES_WITH.search(before) is not None
        or _REPORTED.search(before) is not None
        or any(rule.match(after) is not None for rule in (_NOT_THEN, _LEFT_OPEN, _MADE_AT_LAST, _LONG_HAD))
    )
