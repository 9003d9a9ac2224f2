"""Knows a heading when it sees one: on a line of its own, as a label before text, or lost in a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractor.document import SectionKind, Span
from extractor.lexicon import load_lexicon

_LONGEST = 90  # characters of a heading

_NUMBER = r"(?:\(?\d{1,2}(?:\.\d{1,2}){0,3}[.)]?|[IVX]{1,4}[.)]|[A-H][.)])"
_START = re.compile(rf"[\s•▪■□►*#|–-]*(?:{_NUMBER}\s+)?[*\s]*")
_END = re.compile(r"[\s:.*|–—-]*$")
_CASE = re.compile(
    r"""
    (?:(?:illustrative|clinical|index|the|our)\s+)?(?:case|patient)s?
    (?:\s+(?:report|presentation|description|history|study|illustration|summary|vignette))?
    \s*(?:[-–]\s*)?(?:no\.?\s*|number\s+|\#\s*)?
    (?:\d{1,2}|[IVX]{1,4}|[A-F]|one|two|three|four|five|six|seven|eight|nine|ten)
    (?=$|[\s:.,(–—-])
    | (?:the\s+)?(?:first|second|third|fourth|fifth|sixth|index)\s+(?:case|patient)(?=$|[:.–—])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_KIN = re.compile(  # "The mother", "Infant": a part of the cases of its own
    r"(?:the\s+)?(?:mother|father|infant|newborn|neonate|baby|child|daughter|son)", re.IGNORECASE
)
_OF_OTHERS = re.compile(  # "Previous cases", "Summary of published patients", "Cases from the literature"
    r"(?:(?:summary|overview|review|details|description|analysis|discussion)\s+of\s+)?(?:the\s+)?(?:\w+\s+)?"
    r"(?:(?:previous|previously|prior|earlier|published|reported|similar|literature)\s+(?:[\w-]+\s+){0,2}?"
    r"(?:cases|case\s+reports|reports|patients|publications|observations|descriptions)"
    r"|(?:cases|patients|reports|case\s+reports)\s+(?:[\w-]+\s+)?(?:from|in|of)\s+the\s+(?:[\w-]+\s+)?literature)"
    r"(?:\s+(?:from|in|of)\s+the\s+(?:[\w-]+\s+)?literature|\s+of\s+[\w -]{3,40})?",
    re.IGNORECASE,
)
_REVIEW = re.compile(r"(?:review|overview)\s+of\b|\breview\b|\bprevious(?:ly)?\b|\bpublished\b", re.IGNORECASE)
# A label and what parts it from its text: a colon, a dash, or capitals alone.
_RUN_IN = re.compile(rf"([A-Z][A-Za-z/&,’' -]{{2,{_LONGEST}}}?)\s*(?::|[.]?\s*[—–]|\.(?=\s*[-—–]))\s*(?=\S)")
# "Discussion. In the reported cases …", "Case. A man …": a full stop parts only these from their text.
_STOPPING = re.compile(
    r"discussion|conclusions?|discussion and conclusions?|comments?|remarks?|introduction"
    r"|(?:the |our )?case(?: report| history| presentation| description| summary)?",
    re.IGNORECASE,
)
_STOPPED = re.compile(r"([A-Z][A-Za-z]+(?:\s[A-Za-z]+){0,3})\.\s+(?=[A-Z“\"])")
_CAPITALS = re.compile(r"([A-Z][A-Z/&,’'-]*(?:\s+[A-Z/&,’'-]{2,}){0,5})[:.]?\s+(?=[\S])")
# "Patient 1. Miner, male, 51 y." opens the account of a patient on its own line.
_NUMBERED = re.compile(  # a label, and what parts it from its text
    r"(?:Case|CASE|Patient|PATIENT|Observation)\s+(?:(?:[Nn]o\.?|#)\s*)?(?:\d{1,2}|[IVX]{1,4}|[A-H])\s*[.:–—]\s+(?=[A-Z\d])"
)
# After the end of a sentence, before the beginning of one.
_INSIDE = re.compile(
    r"(?:(?<=[.!?)\]”\d])\s+|^)((?:[A-Z][A-Za-z]+)(?:\s+(?:and\s+|&\s+)?[A-Za-z]+){0,3}?)(?::?\s+(?=[A-Z“])|:\s+(?=(?:an?|we|our|the|this)\s)|(?<=words):\s+)"
)
_VERB = re.compile(r"\b(?:was|were|is|are|has|have|had|presented|showed|revealed|underwent|we)\b|-old\b", re.IGNORECASE)
_INSIDE_KINDS = {
    SectionKind.ABSTRACT,
    SectionKind.KEYWORDS,
    SectionKind.INTRODUCTION,
    SectionKind.CASE,
    SectionKind.METHODS,
    SectionKind.OTHER,
    SectionKind.DISCUSSION,
    SectionKind.CONCLUSION,
    SectionKind.REFERENCES,
}
_INSIDE_WORDS = re.compile(
    r"introduction|background|case (?:report|presentation|description|summary|history)s?|presentation of (?:the )?case|"
    r"discussion|conclusions?|abstract|references|materials? and methods|patients? and methods|methods|results|"
    r"discussion and conclusions?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading announces, and where it stands; `label` if text follows on its line."""

    kind: SectionKind
    span: Span
    label: bool = False


@cache
def _kinds() -> dict[str, SectionKind]:
    return {term.term: SectionKind(term.concept) for term in load_lexicon("headings").terms}


@cache
def _parts() -> frozenset[str]:
    return frozenset(term.term for term in load_lexicon("headings").terms if term.code == "part")


def names_a_part(title: str) -> bool:
    """Tell whether a heading such as "Treatment" or "Imaging" stands in a case as well as in a study or review."""
    words = _bare(title)
    return words in _parts() or any(words.split(joint)[0].strip() in _parts() for joint in (" and ", " of ", ", "))


def is_of_others(title: str) -> bool:
    """Tell whether a heading announces what others have reported: "Previous cases", "Review of the literature"."""
    words = _bare(title)
    return _OF_OTHERS.fullmatch(words) is not None or ("review" in words and _CASE.match(words) is None)


def is_numbered_case(title: str) -> bool:
    """Tell whether a heading is the number of a case alone, or begins with it: "Case 1 (Horn, 1991)"."""
    return _CASE.match(_bare(title)) is not None


def opens_an_account(paragraph: str) -> bool:
    """Tell whether a paragraph begins with "Patient 2." or the like, and so is the account of that patient."""
    return _NUMBERED.match(paragraph) is not None


def kind_of_heading(title: str) -> SectionKind | None:
    """Give the kind that a heading announces, or None if its words are not known."""
    words = _bare(title)
    if not words:
        return None
    known = _kinds().get(words)
    if known is not None:
        return known
    if _KIN.fullmatch(words):
        return SectionKind.CASE
    if _OF_OTHERS.fullmatch(words):
        return SectionKind.DISCUSSION
    if _CASE.match(words) and not _REVIEW.search(words):
        return SectionKind.CASE
    for joint in (" and ", " with ", "/", " – ", " - ", ": "):  # "Discussion and outlook", "Case report: a boy"
        first = words.split(joint)[0].strip()
        if first != words and first in _kinds() and len(words) <= _LONGEST:
            return _kinds()[first]
    return None


def read_line(text: str, line: Span) -> Heading | None:
    """Read a line as a heading of its own; None if it is none."""
    title = text[line.start : line.end]
    if not title.strip() or len(title.strip()) > _LONGEST or title.rstrip().endswith((",", ";")):
        return None
    words = _bare(title)
    kind = _kinds().get(words)
    if kind is None and _OF_OTHERS.fullmatch(words):
        kind = SectionKind.DISCUSSION
    if kind is None and _CASE.match(words) and len(words) <= 60 and not title.rstrip().endswith("."):
        kind = SectionKind.CASE
    if kind is None or not _START.sub("", title, count=1)[:1].isupper():
        return None
    return Heading(kind, line)


def read_label(text: str, line: Span) -> Heading | None:
    """Read the label that a line begins with: "Case presentation: A man …", "BACKGROUND The …"; None without."""
    start = _START.match(text, line.start, line.end)
    at = start.end() if start is not None else line.start
    for pattern in (_RUN_IN, _CAPITALS, _STOPPED):
        match = pattern.match(text, at, min(line.end, at + _LONGEST + 10))
        if match is None or (pattern is _STOPPED and _STOPPING.fullmatch(match.group(1)) is None):
            continue
        words = match.group(1).split()
        for count in range(len(words), 0, -1) if pattern is _CAPITALS else (len(words),):
            label = " ".join(words[:count])
            kind = _kinds().get(label.lower().rstrip(":. "))
            if kind is not None and (len(label) >= 5 or pattern is not _CAPITALS):
                end = match.end() if count == len(words) else _nth_word_end(text, at, count)
                return Heading(kind, Span(at, end), label=True)
    return None


def find_inside(text: str, span: Span) -> Iterator[Heading]:
    """Find headings that stand unmarked in the midst of a paragraph, where layout was lost."""
    for match in _INSIDE.finditer(text, span.start, span.end):
        words = " ".join(match.group(1).split())
        colon = text[match.end(1) : match.end(1) + 1] == ":"
        kind = _kinds().get(words.lower())
        if kind is None or kind not in _INSIDE_KINDS or match.start(1) == span.start:
            continue
        if kind is SectionKind.KEYWORDS and _VERB.search(text, match.end(), span.end) is not None:
            continue  # not the end of an abstract: where the list ends is not known
        if colon or _INSIDE_WORDS.fullmatch(words):
            yield Heading(kind, Span(match.start(1), match.end()), label=True)
    for match in re.finditer(r"(?<=[.!?)\]”]\s)(?=[A-Z]{4})", text[span.start : span.end]):
        found = read_label(text, Span(span.start + match.start(), span.end))
        if found is not None and text[found.span.start : found.span.end].strip(" :.").isupper():
            yield found


def _nth_word_end(text: str, start: int, count: int) -> int:
    match = re.compile(rf"(?:\S+\s+){{{count}}}").match(text, start)
    return match.end() if match is not None else start


def _bare(title: str) -> str:
    inner = _END.sub("", _START.sub("", title, count=1))
    return " ".join(inner.lower().split())
