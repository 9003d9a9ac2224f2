"""What a treatment is told to be for: "he took ramipril for" tells an ailment that goes on beside the one reported.

Each function reads the words before the name of an ailment, up to that name.
"""

from __future__ import annotations

import re

from extractor.guarded import compile_guarded

WHOSE = (
    r"(?:(?:his|her|the|an?|known|chronic|mild|severe|brittle|essential|existing|pre-?existing|coexisting|concomitant|underlying"
    r"|long-?standing|(?:poorly|well)[ -]controlled)\s+){0,4}$"
)
"""The words between "for" or "because of" and an illness that the patient has: "his known"; a pattern to the end."""
LISTED = r"(?:[\w-]+\s+){0,3}(?:(?:and|or)\s+)?(?:[\w-]+\s+){0,2}"
"""The words between "for" and a complaint, another complaint among them: "arthritis and"; a pattern."""
# "he took ramipril for hypertension"
_TAKES = re.compile(
    r"\b(?:took|takes?|taking|uses?|maintained\s+on|on|receives|receiving)\s(?:(?!for\b|was\b|were\b)[^\s.;:]+\s){1,8}for\s+"
    + WHOSE,
    re.IGNORECASE,
)
_BEGUN = re.compile(r"\b(?:started|commenced|placed|put|begun|began|initiated|switched|course|trial)\b", re.IGNORECASE)
# "takes naproxen for back pain", "while being treated for depression"
_TREATED_MEANWHILE = compile_guarded(
    r"\b(?:takes|(?:had|has)\s(?:also\s|previously\s|recently\s)?(?:taken|been\staking|begun|started|used|been\susing"
    r"|been\streated)|(?:was|is|were)\s(?:\w+ly\s)?(?:taking|using|receiving)|while\s(?:being\streated|taking|receiving|on))\s"
    r"[^.;]{0,70}?\bfor\s+(?:the\s+(?:treatment|relief|management|control)\s+of\s+)?(?:an?\s|the\s|his\s|her\s)?"
    r"(?:[\w-]+\s+){0,2}$"
    r"|\bwhile\sbeing\streated\sfor\s(?:[\w-]+\s+){0,3}$"
    r"|\b(?:was|been|is)\son\s(?:regular\s|long[\s-]term\s)?(?:treatment|medications?|therapy)\sfor\s(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
# "the intake of a relaxant for cramps"
_INTAKE = compile_guarded(
    r"\b(?:intake|ingestion|use|administration|taking|took|takes|prescribed|using|treated\s+with|injected\s+with)\s"
    r"[^.;:]{2,60}?\sfor\s+(?:the\s+(?:treatment|relief)\s+of\s+)?" + LISTED + "$",
    re.IGNORECASE,
)


def takes_it_for(before: str) -> bool:
    """Tell whether the patient takes something for an illness, and nothing is told to have been begun."""
    return _TAKES.search(before) is not None and _BEGUN.search(before) is None


def is_treated_meanwhile(before: str) -> bool:
    """Tell whether a complaint was being treated while something else went on: it goes on beside what is told."""
    return _TREATED_MEANWHILE.search(before) is not None


def took_it_for(before: str) -> bool:
    """Tell whether something was taken for a complaint: the patient may have come because of what came of it."""
    return _INTAKE.search(before) is not None
