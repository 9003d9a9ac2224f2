"""How many patients a paper says that it reports. Lines → a number, or None."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.guarded import compile_guarded
from extractor.structure.counts import SEVERAL, read_count
from extractor.structure.cues import has_cue
from extractor.structure.sentences import Line
from extractor.structure.stance import Stance
from extractor.structure.studies import ONE

_COUNTED = (
    "patients|cases|men|women|children|boys|girls|infants|siblings|brothers|sisters|twins|neonates|males|females|adults|"
    "adolescents|individuals|newborns|persons|family members|reports"
)
_OF_SEVERAL = re.compile(  # "a case of sarcoidosis in 3 patients", "the case of two children"
    rf"[^.;]{{0,90}}?\b(?:of|in)\s+(?P<count>{SEVERAL})\s+(?:[\w-]+\s+){{0,3}}?(?:{_COUNTED})\b(?!\s+(?:reported|published|in\s+the)\b)"
    r"|[^.;]{0,20}?\bof\s+an?\s+(?:[\w-]+\s+){0,2}?(?P<couple>couple)\b",
    re.IGNORECASE,
)
_DECLARED = compile_guarded(
    rf"""
    \b(?:report(?:ed|s)?|present(?:ed|s)?|describe[ds]?|document|series\s+of|discuss|review)\s+
       (?:on\s+|of\s+|here\s+|herein\s+|the\s+|our\s+)*(?:clinical\s+|case\s+)?(?:(?:[\w,-]+\s+){{1,5}}of\s+(?:the\s+)?)?
       (?P<n1>{SEVERAL})\s+(?:[\w-]+\s+){{0,6}}?(?:{_COUNTED})\b
    | \b(?P<n4>{SEVERAL})\s+(?:[\w-]+\s+){{0,3}}?(?:patients|cases)\s+
       (?:(?:are|were)\s+(?:\w+\s+)?(?:reported|presented|described|admitted|treated|seen)|presented)\b
    | \b(?P<n2>{SEVERAL})\s+(?:case\s+reports|cases\s+(?:report|and|of|with))\b
    | \b(?:report\s+of|of)\s+(?P<n3>two|three|four|five|six|\d{{1,2}})\s+cases\b
    """,
    re.VERBOSE | re.IGNORECASE,
)

AND_ONE_MORE = compile_guarded(  # "two women and a man"
    rf"\b(?P<some>{SEVERAL})\s(?:[\w-]+\s){{0,2}}?(?:wom[ae]n|m[ae]n|boys?|girls?|(?:fe)?males?)\s(?:\([^()]*\)\s)?and\s"
    rf"(?P<more>an?|one|{SEVERAL})\s(?:[\w-]+\s){{0,2}}?(?:wom[ae]n|m[ae]n|boys?|girls?|(?:fe)?males?)\b",
    re.IGNORECASE,
)


def find_declared(lines: Sequence[Line]) -> int | None:
    """Give the number of patients that the paper says it reports."""
    for line in lines:
        match = _DECLARED.search(line.text)
        others = has_cue("sentence.reports", line.text)
        others = others and (line.stance is Stance.COHORT or "literature" in line.text.lower())
        if match is not None and line.stance is not Stance.CITED and not others:
            more = AND_ONE_MORE.match(line.text, match.start("n1")) if match["n1"] is not None else None
            if more is not None:
                return read_count(more["some"]) + read_count(more["more"])
            return read_count(match["n1"] or match["n2"] or match["n3"] or match["n4"])
        one = ONE.search(line.text)
        if one is not None:
            return count_in_one(line.text, one.end())
    return None


def count_in_one(text: str, start: int) -> int:
    """Give how many patients "a case" has, from the words behind it: "a case of sarcoidosis in 3 patients"."""
    several = _OF_SEVERAL.match(text, start)
    if several is None:
        return 1
    if several["couple"] is not None:
        return 2
    return read_count(several["count"])
