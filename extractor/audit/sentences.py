"""Cuts the text of a review into sentences, and leaves out those that speak of other people's work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.document import Document, SectionKind, Span, Stream
from extractor.lexicon import load_cues

_NO_END = "".join(rf"(?<!\b{word})" for word in ("et al", r"i\.e", r"e\.g", "vs", "Fig", "no", "approx", "[A-Z]"))
_END = re.compile(rf"{_NO_END}[.!?][)\]”\"]?\s+(?=[A-Z0-9“(])")
_CITED = re.compile(
    r"\bet al\b|\((?:[A-Z][\w’'-]+[^()]{0,60},?\s)?(?:19|20)\d\d[a-z]?\)|\[\d[\d,;\s–-]*\]|[a-z,.][⁰¹²³⁴-⁹]"
)
_GOES_ON = re.compile(
    r"(?:of|among|in) (?:these|those|them|whom|the remaining|the rest)\b|(?:furthermore|in addition|additionally)", re.I
)
_LONGEST = 1500  # characters; what is longer is a dumped table, no sentence
_KINDS_LEFT_OUT = (SectionKind.REFERENCES, SectionKind.FURNITURE, SectionKind.DECLARATIONS)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the review about its own patients; `paragraph` counts the blocks."""

    span: Span
    text: str
    paragraph: int


def find_sentences(document: Document) -> Iterator[Sentence]:
    """Give the sentences that may tell figures of the review itself, in order.

    A sentence with a citation speaks of others, if it does not name this study; so does every sentence of the
    introduction and, of the discussion, each that does not name it or go on from one that does.
    """
    part = ""
    for number, block in enumerate(document.blocks):
        if block.stream is Stream.HEADING:
            part = document.quote(block.span)
            continue
        if block.stream is not Stream.BODY or block.kind in _KINDS_LEFT_OUT or _is(part, "@methods"):
            continue
        before = False
        for sentence in _cut(document, block.span, number):
            own = load_cues("audit")["@own"].search(sentence.text) is not None
            kept = own or (before and _GOES_ON.match(sentence.text) is not None)
            if not kept and not (_is(part, "@introduction") or _is(part, "@discussion")):
                kept = _CITED.search(sentence.text) is None
            if kept:
                yield sentence
            before = kept


def _is(heading: str, kind: str) -> bool:
    return load_cues("audit")[kind].search(heading) is not None


def _cut(document: Document, block: Span, number: int) -> Iterator[Sentence]:
    text = document.quote(block).translate({9: " ", 10: " "})
    start = 0
    for end in [match.end() for match in _END.finditer(text)] + [len(text)]:
        words = text[start:end]
        if words.strip() and len(words) <= _LONGEST:
            lead = len(words) - len(words.lstrip())
            at = block.start + start + lead
            yield Sentence(Span(at, at + len(words.strip())), words.strip(), number)
        start = end
