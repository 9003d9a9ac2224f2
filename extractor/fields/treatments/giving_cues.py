"""The clause in which a treatment stands, and what its nearest words of giving, refusing or planning say of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extractor.fields.treatments import giving_forms as forms
from extractor.fields.treatments.giving import Clause, Giving
from extractor.lexicon import load_cues
from extractor.wordlist import Searched

_NO_PAST = re.compile(r"\b(?:no|without|unremarkable|uneventful)\s(?:\w+\s){0,3}$", re.IGNORECASE)
# "five years after the original diagnosis", "one year after this operation"
_SINCE_THEN = re.compile(
    r"\s(?:(?:the|his|her|its)\s)?(?:\w+\s)?(?:diagnosis|onset)\b(?!\sof\s)|\s(?:this|that)\s", re.IGNORECASE
)
_APART = " -\u2010\u2011\u2012\u2013\u2014"
_CLAUSE_MARKS = re.compile(r"[;:]|\.\s")
# "to avoid an amputation, a rotationplasty was done": the aim ends at the comma
_AIM = re.compile(r"^(?:in order to|so as to|to|instead of|rather than)\s[^,;:]{3,80},\s", re.IGNORECASE)
# "withdrawal of X and a course of Y"
_AND_A = re.compile(r"\sand\s(?:an?|the\s(?:start|use|addition|initiation)\s)", re.IGNORECASE)
_ENDING = ("withdrawal", "cessation", "discontinuation")
# "he received one dose of it, and the second dose was not given"
_NEXT_DOSE = re.compile(
    r"\b(?:second|third|fourth|next|further|last|remaining|planned|other|more)\s(?:doses?|infusions?|courses?|cycles?|injections?|sessions?)\s$",
    re.IGNORECASE,
)
_HE_WAS = re.compile(  # "he was not given any steroid"
    r"\b(?:he|she|they|who|patients?|infant|child|mother|man|woman|boy|girl)\s(?:was|were|had\sbeen|has\sbeen)\s$",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\b(?:was|were|been|being)\s(?:\w+ly\s)?$", re.IGNORECASE)


def clause_of(text: str, start: int, end: int) -> Clause:
    """Cut out the clause of a treatment: the words before it and behind it."""
    first, last = 0, len(text)
    for border in _borders(text):
        if border.end() <= start:
            first = max(first, border.end())
        elif border.start() >= end:
            last = border.start()
            break
    return Clause(text[first:start], text[end:last])


def _borders(text: str) -> Sequence[re.Match[str]]:
    ends = load_cues("therapy")["clause_end"]
    found = [m for m in ends.finditer(text) if not _joins(m, text)]
    return sorted([*_AIM.finditer(text), *_CLAUSE_MARKS.finditer(text), *found], key=lambda m: m.start())


def _joins(end: re.Match[str], text: str) -> bool:
    """Tell "hypertension, for which he took ramipril" and "on steroids since then" from what ends a clause."""
    match end[0].lower():
        case "which":
            return text.endswith("for ", 0, end.start())
        case "since":
            return text.startswith(" then", end.end())
        case "when":  # "a shock when infusing X"
            return text.startswith((" infusing ", " injecting ", " administering "), end.end())
        case "who was":  # "who was on a low dose of X"
            return text.startswith((" on ", " taking ", " already "), end.end())
    return False


def stands_next_to(pattern: Searched, after: str) -> bool:
    """Tell whether words of a list stand right behind a treatment."""
    return pattern.match(after, len(after) - len(after.lstrip(_APART))) is not None


def stands_just_before(pattern: Searched, before: str) -> bool:
    """Tell whether words of a list stand right before a treatment."""
    words = before.rstrip(_APART)
    found = pattern.search(words, max(0, len(words) - 40))
    while found is not None and found.end() < len(words):
        found = pattern.search(words, found.start() + 1)  # "his brother" must not hide "brother's"
    return found is not None


def last_cue(before: str) -> Giving | None:
    """Give what the nearest cue before a treatment says of it."""
    found = [
        (m.end(), m.end() - m.start(), says)
        for says, pattern in _before_cues()
        for m in pattern.finditer(before)
        if forms.SANK.match(before, m.start()) is None
        and not (m.group().lower() == "prior" and before.startswith(" to", m.end()))
        # "bronchoscopy was refused, and a biopsy …" refuses what stands before it
        and (
            says is not Giving.NOT_GIVEN
            or m.group().lower().endswith((" to", " of"))  # "was reluctant to"
            or (m.group().lower() == "not given" and _HE_WAS.search(before, 0, m.start()) is not None)
            or _PASSIVE.search(before, 0, m.start()) is None
        )
        and not (says is Giving.EARLIER and _tells_no_past(m, before))
    ]
    found += [
        (m.end(), 0, Giving.EARLIER)
        for m in load_cues("therapy")["stopped_before"].finditer(before, before.rfind(",") + 1)
        if _AND_A.search(before, m.end()) is None
    ]
    return max(found, key=lambda f: f[:2])[2] if found else None


def _tells_no_past(cue: re.Match[str], before: str) -> bool:
    """Tell "without medical history, was admitted for X" and "years after the diagnosis" from the past."""
    words = cue.group().lower()
    if words.endswith(("after", "following")):
        return _SINCE_THEN.match(before, cue.end()) is not None
    return (
        words.endswith("history")
        and _NO_PAST.search(before, max(0, cue.start() - 40), cue.start()) is not None
        and load_cues("therapy")["presents"].search(before, cue.end()) is not None
    )


def first_cue(after: str) -> Giving | None:
    """Give what the nearest cue behind a treatment says of it."""
    found = [
        (m.start(), m.start() - m.end(), says)
        for says, pattern in _after_cues()
        for m in pattern.finditer(after)
        # "X after cessation of Y": what ended is named behind it
        if not (m.group().endswith(_ENDING) and after.startswith(" of ", m.end()))
        and not (says is Giving.NOT_GIVEN and _NEXT_DOSE.search(after, 0, m.start()) is not None)
    ]
    till = forms.GIVEN_TILL.search(after)
    if till is not None:
        found.append((till.start(), till.start() - till.end(), Giving.GIVEN))
    return min(found, key=lambda f: f[:2])[2] if found else None


@cache
def _before_cues() -> tuple[tuple[Giving, Searched], ...]:
    cues = load_cues("therapy")
    return (
        (Giving.GIVEN, cues["given_before"]),
        (Giving.NOT_GIVEN, cues["refused_before"]),
        (Giving.PLANNED, cues["planned_before"]),
        (Giving.EARLIER, cues["earlier_before"]),
    )


@cache
def _after_cues() -> tuple[tuple[Giving, Searched], ...]:
    cues = load_cues("therapy")
    return (
        (Giving.GIVEN, cues["given_after"]),
        (Giving.NOT_GIVEN, cues["refused_after"]),
        (Giving.NOT_GIVEN, forms.LATER_REFUSED),
        (Giving.PLANNED, cues["planned_after"]),
        (Giving.PLANNED, forms.LATER_PLANNED),
        (Giving.EARLIER, cues["earlier_after"]),
    )
