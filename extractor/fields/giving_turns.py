"""Turns of a clause after which a word of giving no longer says of a treatment what its neighbours would let it say."""

from __future__ import annotations

import re

from extractor.fields.giving_cues import first_cue, last_cue
from extractor.fields.giving_forms import Clause, Giving

# "because of her history of syncope, a pacemaker was placed"
_REASON = re.compile(
    r"\s*(?:on\sthe\sbasis\sof|based\son|because\sof|given|due\sto|in\s(?:view|light)\sof|considering|owing\sto)\b.*,\s(?:an?|the)\s[^,]{0,30}$",
    re.IGNORECASE,
)
# "was given X, and an excision was planned"
_ANOTHER = re.compile(r"[^;:]{0,40}?,?\sand\s(?:an?|the|further|additional|another|wide|elective)\s", re.IGNORECASE)


# "the bowel was not resected", "could not be completely removed"
_UNDONE = re.compile(
    r"\b(?:(?:was|were|is|are|had|has)\s(?:not|never)\s(?:been\s)?|could\snot\sbe\s)(?:(?!completely|totally|entirely|fully)\w+ly\s)?$",
    re.IGNORECASE,
)


def tell_by_turn(clause: Clause, word: str) -> Giving | None:
    """Tell by the turn that a clause takes before or behind a treatment; None where it takes none of these."""
    if word.lower().endswith("ed") and _UNDONE.search(clause.before[-50:]):
        return Giving.NOT_GIVEN
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
