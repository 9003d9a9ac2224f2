"""Cuts running text into sentences by their ends alone: quick, and good enough to tell of whom each speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.characters import cut_long
from extractor.document import Span

_LONGEST = 1_000  # characters of a sentence
_END = re.compile(
    r"""
    (?<=[.!?])                       # a full stop …
    (?:["”’)\]]{0,2})                # … with what closes after it
    (?:[\d⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}(?:[,⁻–-][\d⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}){0,6})?  # … and the number of a citation, raised in print
    (?:\s*\[[\d,–\- ]{1,20}\])?      # … or one in brackets
    \s+(?=["“‘(\[•]{0,2}[A-Z0-9]|\([ivx]{1,4}\)\s[A-Z])
    | (?<=[a-z0-9%)]\.)(?=(?:Case|Patient|The|A|An|In|On|His|Her|He|She|We|Our|It|This)\b)  # "later.Case 2"
    | \n\s*(?=[•▪■●*-]\s)            # items of a list, on a line of their own …
    | \s+(?=[•▪■●◦‣∙□►\ufffd\uf0b7]\s)  # … or run in
    """,
    re.VERBOSE,
)
_ABBREVIATION = re.compile(
    r"\b(?:al|[Ff]igs?|Dr|Drs|Prof|Mr|Mrs|Ms|vs|i\.e|e\.g|[Nn]os?|approx|ca|cf|aet|æt|aetat|ætat|St|resp|[Rr]efs?|"
    r"[Tt]abs?|[Ss]uppl|[Vv]ol|pp|Inc|Ltd|Co|Corp|spp?|var|max|min|wt|viz|[Ee]qs?)\.$"
)
_INITIAL = re.compile(r"(?:^|[\s(])[A-Z](?:\.[A-Z])*\.$")
_OPENER = re.compile(  # after a single letter these begin a sentence, a surname does not
    r"(?:The|A|An|In|On|At|He|She|It|We|Our|His|Her|This|These|There|After|Before|Both|All|No|One|Two|Three|Case|"
    r"Patient|However|During|To|For|With|As|By|From|Then|Treatment|Histolog\w+|CT|MRI|Magnetic|Computed|\d)\b"
)


def cut_sentences(text: str, span: Span) -> Iterator[Span]:
    """Give the sentences of a stretch, without white space around them."""
    start = span.start
    for match in _END.finditer(text, span.start, span.end):
        before = text[max(start, match.start() - 14) : match.start()]
        if _ABBREVIATION.search(before) or (_INITIAL.search(before) and not _OPENER.match(text, match.end())):
            continue
        yield from _pieces(text, start, match.end())
        start = match.end()
    yield from _pieces(text, start, span.end)


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    for first, last in cut_long(text, start, end, _LONGEST):
        yield from _trimmed(text, first, last)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)
