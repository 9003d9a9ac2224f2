"""Finds the words that set a measurement against its reference range: "elevated", "within normal limits", "not raised"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.case import Flag
from extractor.lexicon import load_cues
from extractor.mentions.analytes import Analyte

_LISTS = ((Flag.ELEVATED, "elevated"), (Flag.NORMAL, "normal"), (Flag.LOW, "low"))
_VERB = (
    r"(?:was|were|is|are|being|been|be|remained|appeared|came|returned|became|found|within|in|at|showed|shown|revealed)"
)
# What may stand between a word and the analyte that it describes: "elevated levels of serum IgG and IgG4".
_PRE_STOP = re.compile(
    rf"[;:.()\[\]\d]|\b(?:{_VERB}|with|but|had|has|while|whereas|because|although|suggest\w*|for|after|than|by)\b"
    r"|(?:,|\band)\s+(?:an?|the|his|her|its|their)\b",
    re.IGNORECASE,
)
_POST_STOP = re.compile(
    r"[;]|\b(?:but|while|whereas|although|however|despite|suggest\w*|with|without|because|due)\b", re.IGNORECASE
)
_POST_TIE = re.compile(rf"^\s*(?:[(\[:=,]|.*\b{_VERB}\b|.*\bwhich\b|levels?\s*$|elev|values?\s*$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FlagWord:
    """A word for a flag and its place; `start` is that of its negation, if any."""

    start: int
    end: int
    flag: Flag


def find_flags(text: str) -> tuple[FlagWord, ...]:
    """Give the words for flags in order; a negated "elevated" or "low" is normal, "not normal" says nothing."""
    cues = load_cues("measurements")
    found: list[FlagWord] = []
    for flag, name in _LISTS:
        for match in cues[name].finditer(text):
            negation = re.search(
                rf"(?:{cues['negation'].pattern})(?:\s+\w+){{0,2}}\s+$",
                text[max(0, match.start() - 40) : match.start()],
                re.IGNORECASE,
            )
            if negation is None:
                found.append(FlagWord(match.start(), match.end(), flag))
            elif flag is not Flag.NORMAL:
                start = max(0, match.start() - 40) + negation.start()
                found.append(FlagWord(start, match.end(), Flag.NORMAL))
    found.sort(key=lambda f: (f.start, -f.end))
    return tuple(_outermost(found))


def flag_of(
    text: str,
    analyte: Analyte,
    analytes: Sequence[Analyte],
    flags: Sequence[FlagWord],
    hidden: Sequence[tuple[int, int]],
) -> FlagWord | None:
    """Give the word that speaks of an analyte: the one said of it afterwards, else the one set before it.

    `hidden` are the reference ranges: "normal" in one of them is no answer.
    """
    open_flags = [f for f in flags if not any(start < f.end and f.start < end for start, end in hidden)]
    for flag in open_flags:
        if flag.start >= analyte.end and _is_said_after(text, analyte, analytes, flag, hidden):
            return flag
    for flag in reversed(open_flags):
        if flag.end <= analyte.start and _is_set_before(text, analyte, flag, open_flags):
            return flag
    return None


def _is_set_before(text: str, analyte: Analyte, flag: FlagWord, flags: Sequence[FlagWord]) -> bool:
    gap = text[flag.end : analyte.start]
    between = any(flag.end <= f.start and f.end <= analyte.start for f in flags)
    return len(gap) <= 90 and not between and _PRE_STOP.search(gap) is None


def _is_said_after(
    text: str, analyte: Analyte, analytes: Sequence[Analyte], flag: FlagWord, hidden: Sequence[tuple[int, int]]
) -> bool:
    gap = "".join(" " if any(s <= i < e for s, e in hidden) else text[i] for i in range(analyte.end, flag.start))
    gap = re.sub(r"[(\[][^()\[\]]*[)\]]", " ", gap)
    if len(gap) > 120 or _POST_STOP.search(gap) is not None or _POST_TIE.match(gap) is None:
        return False
    # Of a list the word speaks of every item ("IgG and IgG4 were elevated"); of another analyte with words of its own it does not.
    at = analyte.end
    for other in analytes:
        if analyte.end <= other.start < flag.start:
            if (
                re.fullmatch(
                    r"\s*(?:levels?\s*)?(?:\([^()]*\)\s*)?(?:,|and|or|/|&|as well as|,\s*and)?\s*(?:the\s+)?(?:serum\s+)?(?:levels?\s+of\s+)?",
                    text[at : other.start],
                )
                is None
            ):
                return False
            at = other.end
    following = [a for a in analytes if a.start >= flag.end]
    # "IgG4 was 98 mg/dL and elevated IgE": the word belongs to what follows it.
    return not (
        following
        and re.fullmatch(r"\s+(?:serum\s+|levels?\s+of\s+|total\s+)*", text[flag.end : following[0].start]) is not None
        and re.search(rf"\b{_VERB}\s+(?:\w+\s+)?$", gap) is None
    )


def _outermost(found: Sequence[FlagWord]) -> Iterator[FlagWord]:
    end = -1
    for flag in found:
        if flag.end > end:
            yield flag
            end = flag.end
