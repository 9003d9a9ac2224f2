"""Finds IgG4-positive cells counted in other words, and their share told as a fraction. Sentence → Mentions.

"60–80 of the latter per high-power field positive for IgG4", "two thirds of the IgG+ cells were IgG4+".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.case import Comparator, Mention, MentionKind, Qualifiers, Quantity, Sentence, Source, Subject
from extractor.guarded import compile_guarded
from extractor.mentions.analytes import NO_SUBCLASS
from extractor.mentions.measured import unit_after, unit_of
from extractor.mentions.measurements import is_general
from extractor.mentions.numbers import Number, find_numbers

_IGG4 = r"(?:IgG-?\s?4|immunoglobulin\s+G4)"
_IGG = rf"(?:the\s+|all\s+|these\s+|total\s+)*(?:IgG|immunoglobulin\s+G){NO_SUBCLASS}"
_NAMED = compile_guarded(_IGG4, re.IGNORECASE)
# Between a number and "per high-power field".
_COUNTED = re.compile(
    r"(?P<back>\s+(?:of\s+(?:the\s+latter|them|these|those|which)|such)\b)?(?:\s+(?:plasma\s+|positive\s+|stained\s+)?cells?)?"
    r"(?:\s+(?:lay|stood|were\s+\w+|was\s+\w+))?(?=[\s/])",
    re.IGNORECASE,
)
# Behind "per high-power field": what the cells are positive for.
_STAINED = re.compile(
    rf"""
    \s*,?\s*of\s+(?:them|these|which)\s+(?:(?:were|was|being|are)\s+)?(?:positive\s+for\s+)?{_IGG4}
    | \s*(?:,\s*)?(?:(?:that|which)\s+)?(?:were|was|being|are)\s+{_IGG4}(?:\s?\(?[+⁺]|[-–\s]positive\b)
    | \s*(?:,\s*)?(?:(?:that|which)\s+)?(?:(?:were|was|being|are)\s+)?
      (?:positive|(?:immuno)?stain\w*|immunoreactive|immunopositive|reactive|reacted|labell?ed|marked|express\w*|bore
        |carried|contained)\s+(?:for\s+|with\s+|by\s+|to\s+)?(?:anti-?)?{_IGG4}
    """,
    re.IGNORECASE | re.VERBOSE,
)
# In the clause before: what "of them" and "such cells" point to.
_SPOKEN_OF = re.compile(rf"{_IGG4}[^.;]{{0,90}}$", re.IGNORECASE)
_SHARES = {
    "half": 50.0, "one half": 50.0, "a third": 33.0, "one third": 33.0, "two thirds": 67.0, "a quarter": 25.0,
    "one quarter": 25.0, "three quarters": 75.0, "a fifth": 20.0, "one fifth": 20.0, "two fifths": 40.0,
    "three fifths": 60.0, "four fifths": 80.0, "nine tenths": 90.0, "one fourth": 25.0, "three fourths": 75.0,
    "every other": 50.0, "every second": 50.0, "one in two": 50.0, "one in three": 33.0, "two in three": 67.0,
}  # fmt: skip
_BOUND = (
    r"(?:(?P<more>more\s+than|over|well\s+over|above)|(?P<least>at\s+least)|(?P<less>less\s+than|under|below|not\s+quite)"
    r"|(?P<about>about|almost|nearly|roughly|approximately|around|some|close\s+to))?\s*"
)
_SHARE = rf"(?P<share>{'|'.join(sorted(_SHARES, key=len, reverse=True))})".replace(" ", r"[\s-]+")
_FRACTIONS = (
    # "two thirds of the IgG-positive plasma cells were positive for IgG4"
    re.compile(rf"{_BOUND}\b{_SHARE}\s+(?:of\s+)?{_IGG}[^.;]{{0,45}}?\bcells?\b[^.;]{{0,30}}?{_IGG4}", re.IGNORECASE),
    re.compile(
        rf"{_BOUND}\b{_SHARE}\s+(?:of\s+)?{_IGG}[^.;\d]{{0,30}}?\b(?:were|was|being)\s+(?:also\s+)?{_IGG4}",
        re.IGNORECASE,
    ),
    # "IgG4 made up one third of IgG-positive cells"
    re.compile(
        rf"{_IGG4}[^.;]{{0,60}}?\b(?:made\s+up|accounted\s+for|constituted|formed|represented|comprised|amounted\s+to"
        rf"|corresponded\s+to|were|was|being|i\.e\.|that\s+is|or)\s+{_BOUND}\b{_SHARE}\s+of\s+{_IGG}",
        re.IGNORECASE,
    ),
)


def find_tissue_counts(sentence: Sentence) -> Iterator[Mention]:
    """Give the counts and shares of one sentence that no analyte stands beside."""
    text = sentence.text
    if _NAMED.search(text) is None:
        return
    for number in find_numbers(text):
        end = _end_of_count(text, number)
        if end is not None:
            quantity = Quantity(number.value, number.low, number.high, number.comparator, "/HPF")
            yield _mention(sentence, number.start, end, "IgG4+ cells/HPF", quantity)
    for pattern in _FRACTIONS:
        match = pattern.search(text)
        if match is not None:
            yield _mention(sentence, match.start(), match.end(), "tissue IgG4/IgG ratio", _share(match))
            return


def _end_of_count(text: str, number: Number) -> int | None:
    """Give where the words end that say that a number counts IgG4-positive cells in a field; None if they do not."""
    counted = _COUNTED.match(text, number.end)
    if counted is None:
        return None
    after = unit_after().match(text, counted.end())
    unit = unit_of(after) if after is not None else None
    if after is None or unit is None or unit.symbol != "/HPF":
        return None
    stained = _STAINED.match(text, after.end())
    if stained is not None:
        return stained.end()
    back = counted["back"] is not None and _SPOKEN_OF.search(text, max(0, number.start - 120), number.start) is not None
    return after.end() if back else None


def _share(match: re.Match[str]) -> Quantity:
    comparator = Comparator.ABOUT
    for name, told in (("more", Comparator.MORE), ("least", Comparator.AT_LEAST), ("less", Comparator.LESS)):
        if match[name] is not None:
            comparator = told
    words = " ".join(match["share"].lower().replace("-", " ").split())
    return Quantity(_SHARES[words], comparator=comparator, unit="%")


def _mention(sentence: Sentence, start: int, end: int, concept: str, quantity: Quantity) -> Mention:
    subject = Subject.GENERAL if is_general(sentence.text, start, end) else Subject.PATIENT
    return Mention(
        MentionKind.MEASUREMENT,
        sentence.at(start, end),
        concept,
        qualifiers=Qualifiers(subject=subject),
        sentence=sentence.index,
        quantity=quantity,
        source=Source.RULE,
    )
