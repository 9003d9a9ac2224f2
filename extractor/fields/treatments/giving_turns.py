"""Turns of a clause after which a word of giving no longer says of a treatment what its neighbours would let it say."""

from __future__ import annotations

import re

from extractor.fields.treatments.giving import Clause, Giving
from extractor.fields.treatments.giving_cues import first_cue, last_cue

# "because of her history of syncope, a pacemaker was placed"
_REASON = re.compile(
    r"\s*(?:on\sthe\sbasis\sof|based\son|because\sof|given|due\sto|in\s(?:view|light)\sof|considering|owing\sto)\b.*,\s(?:an?|the)\s[^,]{0,30}$",
    re.IGNORECASE,
)
# "was given X, and an excision was planned"
_ANOTHER = re.compile(r"[^;:]{0,40}?,?\sand\s(?:an?|the|further|additional|another|wide|elective)\s", re.IGNORECASE)

# "the diagnosis came too late for thrombolysis", "no reason for a resection of the lesion or a nephrectomy"
_TOO_LATE = re.compile(
    r"\b(?:too\slate|no\s(?:reason|indication))\sfor\s"
    r"(?:(?!(?:was|were|underwent|received|treated|started|given|then|so|with|by|after)\b)[\w-]+\s){0,9}$",
    re.IGNORECASE,
)
# "the removal was planned, as well as the initiation of X"
_PLANNED_TOO = re.compile(
    r"\b(?:was|were|is|are)\s(?:\w+ly\s)?(?:planned|scheduled|recommended|advised|proposed)\b,?\s"
    r"(?:as\swell\sas|along\swith|together\swith)\s[^.;,]{0,60}$",
    re.IGNORECASE,
)
# "was sedated with X and Y was discontinued": what ended was the other
_OTHER_ENDED = re.compile(
    r"[^.;,]{0,40}?,?\sand\s(?:(?:(?!which\b|then\b|it\b|this\b|both\b|all\b|that\b)[\w-]+\s){1,3}was|(?:the\s|his\s|her\s)?(?:all\s)?other\s\w+\swere)\s"
    r"(?:\w+ly\s)?(?:discontinued|stopped|withdrawn|ceased)\b",
    re.IGNORECASE,
)
_DONE_WITH = re.compile(r"\b(?:was|were)\s(?:\w+ly\s)?\w+ed\swith\s(?:[\w-]+\s){0,2}$", re.IGNORECASE)

# "the bowel was not resected", "could not be completely removed"
_UNDONE = re.compile(
    r"\b(?:(?:was|were|is|are|had|has)\s(?:not|never)\s(?:been\s)?|could\snot\sbe\s)(?:(?!completely|totally|entirely|fully)\w+ly\s)?$",
    re.IGNORECASE,
)


def tell_by_turn(clause: Clause, word: str) -> Giving | None:
    """Tell by the turn that a clause takes before or behind a treatment; None where it takes none of these."""
    if word.lower().endswith("ed") and _UNDONE.search(clause.before[-50:]):
        return Giving.NOT_GIVEN
    if _TOO_LATE.search(clause.before[-120:]):
        return Giving.NOT_GIVEN
    if _PLANNED_TOO.search(clause.before[-120:]):
        return Giving.PLANNED
    if _OTHER_ENDED.match(clause.after) and (
        last_cue(clause.before) is Giving.GIVEN or _DONE_WITH.search(clause.before[-60:])
    ):
        return Giving.GIVEN
    if (
        _ANOTHER.match(clause.after)
        and last_cue(clause.before) is Giving.GIVEN
        and first_cue(clause.after) is Giving.PLANNED
    ):
        return Giving.GIVEN
    if (
        _REASON.match(clause.before)
        and last_cue(clause.before) is Giving.EARLIER
        and first_cue(clause.after) is Giving.GIVEN
    ):
        return Giving.GIVEN
    return None
