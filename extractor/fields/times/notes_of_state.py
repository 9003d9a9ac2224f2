"""Tells by its form that a clause says how the patient was: a note behind a colon, the present tense, a figure."""

from __future__ import annotations

import re

from extractor.fields.times.lengths import course_cue

# "repeat MRI at five months: half of the former thickness", "at 9 months: free of pain"
_NOTED = re.compile(
    r"\s?(?:later|after\s(?:surgery|treatment|discharge)|post-?op\w*|follow[\s-]?up)?:\s(?=\S)", re.IGNORECASE
)
_NOTED_WITHIN = 70  # characters of a note that are read
_PLANNED = re.compile(r"\b(?:plan\w*|to\sbe|schedul\w+|will|next)\b", re.IGNORECASE)
# "at six months she is back at work", "one year later the patient walks with a stick": told as it is now
_PERSON = r"(?:he|she|(?:the|our|this)\s(?:patient|child|boy|girl|man|woman|infant))"
_IS_NOW = re.compile(
    rf"""
    [\s'’)-]{{0,3}}(?:later|(?:after|following|from|since|of|into)\s[^,;:.]{{3,50}})?,?\s{_PERSON}\s(?:(?:now|again|still|only|also)\s)?
    (?:(?:is|can|cannot|has\s(?:no|only|a|an|some|full|good|normal)|does\snot|remains|keeps|feels|takes\sno)\b
      |(?:walks|works|drives|lives|plays|rides|swims|speaks|eats|sees|hears|sits|stands|climbs|runs|sleeps|swallows|attends
        |studies|uses|needs|requires|copes|enjoys|pushes|performs|manages|moves|cycles|dances)\b)
    (?!\s(?:(?:being|now|again|then)\s)?(?:admitted|readmitted|referred|operated|diagnosed|started|given|brought|seen|treated|hospitali[sz]ed
        |scheduled|planned|prescribed|transferred|found|waiting|awaiting|due)\b)
    """,
    re.IGNORECASE | re.VERBOSE,
)
# "walked without a stick", "drove again": what a patient is able to do
_ABLE = re.compile(
    r"\b(?:walked|worked|drove|played|rode|swam|spoke|ate|saw|heard|sat|stood|climbed|ran|slept|swallowed|attended|cycled|danced)\s"
    r"(?:[\w-]+\s){0,2}?(?:again|unaided|unassisted|independently|normally|without\s(?:(?:an?|any|the|his|her)\s)?"
    r"(?:aids?|sticks?|canes?|crutch(?:es)?|help|support|assistance|pain|difficulty|walker|frame|limp))\b",
    re.IGNORECASE,
)
# "when last seen, a year after surgery, he"
_LAST_SEEN = re.compile(
    r"\b(?:last|latest|most\srecent)\s(?:seen|examined|reviewed|contacted|visit|review|examination|contact|appointment|consultation|control"
    r"|check-?up|assessment|evaluation|(?:clinic|outpatient|clinical)\s(?:visit|review|appointment))\b[^.;]{0,30}$",
    re.IGNORECASE,
)
# "no thickening was seen on MRI after six weeks", "by week eight the pain had gone"
_NOT_SEEN = re.compile(
    r"\bno\s(?:[\w/-]+\s){1,6}?(?:was|were|is|are|could\sbe)\s(?:seen|found|detected|noted|observed|visible|identified|demonstrable|evident|detectable"
    r"|palpable|apparent)\b"
    r"|\bha(?:s|d|ve)\s(?:(?:all|almost|completely|entirely|largely|nearly)\s){0,2}(?:gone|ceased|cleared|faded)\b(?!\s(?:to|through|into|on|home|out)\b)",
    re.IGNORECASE,
)
# "serum IgG4 had fallen to 90 mg/dL at six months": a figure of that time
_FIGURE = re.compile(
    r"\b(?:was|were|is|had\s(?:fallen|dropped|decreased|declined|risen|come\sdown|normali[sz]ed)|fell|dropped|declined|decreased|came\sout)\s(?:to\s(?:be\s)?)?"
    r"(?:only\s|about\s)?[<>≤≥]?\s?\d[\d.,]*\s?(?:[mµμnpk]?g|[mµμ]?mol|[mµμ]?IU|[mµμ]?U|%|cells?|[cm]m)\b[^\s;,:]{0,6}\s(?:at|after)\s(?:about\s)?$",
    re.IGNORECASE,
)


# "four months later he was readmitted with pneumonia and died": no other time stands between
_DIED_THEN = re.compile(
    r"(?:(?!\b(?:days?|weeks?|months?|years?|hours?|later|then)\b)[^.;:]){0,160}?\b(?:and|but)\s(?:(?:he|she)\s)?(?:(?!later|then)\w+ly\s)?"
    r"(?:died|expired|succumbed|passed\saway)\b(?![^.;]{0,40}\blater\b)",
    re.IGNORECASE,
)


def notes_state(text: str, first: int, start: int, end: int, last: int) -> bool:
    """Tell whether the clause from `first` to `last` says by its form how the patient was at the time in it."""
    if (
        _FIGURE.search(text, max(first, start - 120), start) is not None
        or _LAST_SEEN.search(text, 0, start) is not None
    ):
        return True
    if _DIED_THEN.match(text, end) is not None:
        return True
    if any(course_cue("deed").finditer(text, first, last)):
        return False
    noted = _NOTED.match(text, end)
    if noted is not None:
        note = text[noted.end() : noted.end() + _NOTED_WITHIN].split(";")[0].replace("residual", "")
        told = (course_cue("event"), course_cue("deed"), course_cue("treated_at_all"))
        return _PLANNED.search(note) is None and not any(cue.search(note) for cue in told)
    if _IS_NOW.match(text, end) is not None:
        return True
    return any(told.search(text, first, last) is not None for told in (_ABLE, _NOT_SEEN))
