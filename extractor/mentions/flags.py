"""Finds the words that set a measurement against its range: "elevated", "within normal limits", "not raised"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.case import Flag
from extractor.lexicon import load_cues
from extractor.mentions.analytes import Analyte

_LISTS = ((Flag.ELEVATED, "elevated"), (Flag.NORMAL, "normal"), (Flag.LOW, "low"))
_VERB = (
    r"(?:was|were|is|are|being|been|be|remained|appeared|came|returned|became|found|within|in|at|showed|shown|revealed|lay|lies|fell|stayed"
    r"|ranged|stood|proved|turned)"
)
# What may stand between a word and the analyte that it describes: "elevated levels of serum IgG and IgG4".
_PRE_STOP = re.compile(
    rf"[;:.()\[\]\d]|\b(?:{_VERB}|with|but|had|has|while|whereas|because|although|suggest\w*|for|after|than|by)\b"
    r"|(?:,|\band)\s+(?:an?|the|his|her|its|their)\b",
    re.IGNORECASE,
)
_POST_STOP = re.compile(
    r"[;]|\b(?:but|while|whereas|although|however|despite|suggest\w*|with|without|because|due)\b|\band\s+(?:the|an?|his|her)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"\s*(?:$|[,;.)\]]|(?:and|but|while|with|at|to)\b|\(|:)"
)  # "cell count normal, …": nothing is left to describe
_POST_TIE = re.compile(rf"^\s*(?:[(\[:=,]|.*\b{_VERB}\b|.*\bwhich\b|levels?\s*$|elev|values?\s*$)", re.IGNORECASE)


# What may stand between the fluid and the word that is said of all of it
_ABOUT_WHOLE = re.compile(
    r"""
    \s*(?:\(\w+\)\s*)?                                                            # "cerebrospinal fluid (CSF)"
    (?:(?:analys[ie]s|examinations?|study|studies|tests?|testing|findings?|results?|samples?|parameters|profile)\s+)*
    (?:,?\s*and\s+(?:\w+\s+){1,4}(?=were))?                                       # "and electroencephalogram were"
    (?:(?:was|were|is|are|showed|revealed|yielded|all|also|entirely|completely|otherwise|had|been|both|found|to|be|done
        |after|\d+|weeks?|days?|results?|findings?|a|an|the|performed|and|came|back|within|routine|biochemistry)[\s,]+)*
    """,
    re.IGNORECASE | re.VERBOSE,
)
# From one item of a list to the next: "IgG (1,802 mg/dL), and serum levels of IgG4"
_IN_LIST = re.compile(
    r"\s*(?:levels?\s*)?(?:\([^()]*\)\s*)?(?:,\s*and|,|and|or|/|&|as well as)?\s*"
    r"(?:the\s+)?(?:serum\s+)?(?:levels?\s+of\s+)?",
    re.IGNORECASE,
)
# "serum IgG4 88 mg/dL (within the reference range)"
_VALUE_THEN_BRACKET = re.compile(
    r"(?:\s(?:levels?|concentration))?\s?:?\s(?:of\s)?\d[\d.,]*\s?[^\s\d()]{1,9}\s[(\[](?:which\s(?:was|is)\s)?",
    re.IGNORECASE,
)
_FAR = 250  # characters between an analyte and a word that is said of it, reference ranges included
_POWER = re.compile(r"[\s-]*(?:power|dose|resolution|grade|risk|signal|school)", re.IGNORECASE)  # "high-power field"
_NOUNS = frozenset({"elevation", "elevations", "increase", "rise", "↑", "↓"})  # "protein elevation"
_RETURNED = re.compile(r"normali[sz]ed|returned", re.IGNORECASE)  # "IgG4 levels normalized"
# "… and all other investigations were normal" speaks of something else
_OTHER_SUBJECT = re.compile(r"(?:,|\band\b)\s*(?:\w+\s+){1,5}(?:was|were|is|are)\b", re.IGNORECASE)


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
            if _POWER.match(text, match.end()):
                continue
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

    `hidden` are the reference ranges: what stands in them is no word between the two.
    """
    for flag in flags:
        if flag.start - analyte.end > _FAR:
            break
        if flag.start >= analyte.end and _is_said_after(text, analyte, analytes, flag, hidden):
            return flag
    for flag in reversed(flags):
        if analyte.start - flag.end > _FAR:
            break
        if flag.end <= analyte.start and _is_set_before(text, analyte, flag, flags):
            return flag
    return None


def _is_set_before(text: str, analyte: Analyte, flag: FlagWord, flags: Sequence[FlagWord]) -> bool:
    gap = text[flag.end : analyte.start]
    if gap.lstrip().startswith(","):  # "protein elevated, cell count …"
        return False
    between = any(flag.end <= f.start and f.end <= analyte.start for f in flags)
    return len(gap) <= 90 and not between and _PRE_STOP.search(gap) is None


def _is_said_after(
    text: str, analyte: Analyte, analytes: Sequence[Analyte], flag: FlagWord, hidden: Sequence[tuple[int, int]]
) -> bool:
    inside = [(s, e) for s, e in hidden if analyte.end <= s < flag.start]
    gap = "".join(" " if any(s <= i < e for s, e in inside) else text[i] for i in range(analyte.end, flag.start))
    gap = re.sub(r"[(\[][^()\[\]]*[)\]]", " ", gap)
    if not gap.strip() and text[flag.start : flag.end].lower() in _NOUNS:
        return True
    if _RETURNED.match(text, flag.start) and re.fullmatch(
        r"\s*(?:levels?|concentrations?|values?)?(?:\s+\w+ly)?\s*", gap
    ):
        return True
    if not gap.strip() and text[flag.start - 1] == " " and _ENDS.match(text, flag.end):
        return True
    if _VALUE_THEN_BRACKET.fullmatch(text, analyte.end, flag.start):
        return True
    if len(gap) > 120 or _POST_STOP.search(gap) is not None or _POST_TIE.match(gap) is None:
        return False
    # Of a list the word speaks of every item ("IgG and IgG4 were elevated"), but not of what has words of its own.
    at = analyte.end
    for other in analytes:
        if analyte.end <= other.start < flag.start:
            if other.name == "CSF" and re.fullmatch(
                r"\s*(?:\w+\s+)?(?:in|of)\s+(?:the\s+|his\s+|her\s+)?", text[at : other.start]
            ):
                at = other.end  # "protein in the CSF was normal"
                continue
            if _IN_LIST.fullmatch(text[at : other.start]) is None:
                return False
            at = other.end
    if analyte.name != "CSF" and _OTHER_SUBJECT.search(text[at : flag.start]) is not None:
        return False
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


def is_denied(text: str, analyte: Analyte) -> bool:
    """Tell whether a word that says it all is denied: "no pleocytosis", "pleocytosis was not seen"."""
    before = text[max(0, analyte.start - 30) : analyte.start]
    negation = load_cues("measurements")["negation"].pattern
    if re.search(rf"(?:{negation})(?:\s+\w+){{0,2}}\s+$", before, re.IGNORECASE):
        return True
    return (
        re.match(r"\s+(?:was|were|is)\s+(?:not\b|absent|ruled out|excluded)", text[analyte.end :], re.IGNORECASE)
        is not None
    )


def is_said_of_whole_fluid(text: str, analyte: Analyte, word: FlagWord) -> bool:
    """Tell whether "normal" is said of the fluid as a whole, not of one more thing in it."""
    if word.flag is not Flag.NORMAL:
        return False
    if word.end <= analyte.start:
        return (
            re.fullmatch(r"\s+(?:lumbar\s+|results?\s+of\s+)*", text[word.end : analyte.start]) is not None
            and re.match(
                r"\s*(?:$|[.,;)]|and\b|analys|exam|stud|finding|test|result|profile|except|but|with)",
                text[analyte.end :],
                re.IGNORECASE,
            )
            is not None
        )
    if re.search(r"\b(?:in|from|on)\s+(?:the\s+|his\s+|her\s+)?$", text[: analyte.start], re.IGNORECASE):
        return False  # "protein in the CSF was normal"
    return _ABOUT_WHOLE.fullmatch(text[analyte.end : word.start]) is not None
