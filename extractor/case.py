"""NOUNS: a patient, what was found about them, and the row that comes of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain

from extractor.document import Box, Document, SectionKind, Span
from extractor.mention import (
    Assertion,
    Comparator,
    Dosing,
    Drug,
    Flag,
    Mention,
    MentionKind,
    Period,
    Qualifiers,
    Quantity,
    Role,
    Sentence,
    Source,
    Subject,
)
from extractor.problem import Problem

# Mentions are among the nouns of a case; their file is apart only because it is long.
__all__ = [
    "Alternative",
    "Assertion",
    "Case",
    "Comparator",
    "Content",
    "Dosing",
    "Drug",
    "Evidence",
    "Flag",
    "Mention",
    "MentionKind",
    "Period",
    "Qualifiers",
    "Quantity",
    "Reading",
    "Record",
    "Role",
    "Sentence",
    "Source",
    "Status",
    "Subject",
    "Value",
    "cite",
]


ALONE = "Patient"
"""The label of the only patient of a paper."""


@dataclass(frozen=True, slots=True)
class Case:
    """One patient of one paper.

    `spans` speak of this patient alone, `shared` of every patient of the paper; both are ordered and free of overlap.
    Other text is nobody's: cited patients, the disease. A span can be an item of a list ("aged 86 and 62": two cases).
    """

    id: str  # "case-1"
    label: str  # as the paper calls the patient: "Case 1", "the mother", ALONE
    spans: tuple[Span, ...]
    shared: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was found in the text of one case: what the fields are filled from.

    `sentences` are in the order of the text; `mentions` are ordered by span.
    """

    document: Document
    case: Case
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    problems: tuple[Problem, ...] = ()
    _places: Mapping[tuple[MentionKind, str | None], list[int]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Rules ask for every mention of a kind, some of them once for each mention: they need not walk them all.
        places: dict[tuple[MentionKind, str | None], list[int]] = {}
        for place, mention in enumerate(self.mentions):
            places.setdefault((mention.kind, None), []).append(place)
            places.setdefault((mention.kind, mention.lexicon or mention.concept), []).append(place)
        object.__setattr__(self, "_places", places)

    def of(self, kind: MentionKind, *names: str) -> Iterator[Mention]:
        """Give the mentions of a kind: terms and entities of the lexicons named, measurements of the analytes."""
        if len(names) < 2:  # nearly always
            places = self._places.get((kind, names[0] if names else None), [])
        else:
            places = sorted(chain.from_iterable(self._places.get((kind, name), []) for name in set(names)))
        for place in places:
            yield self.mentions[place]

    def sentence_of(self, mention: Mention) -> Sentence:
        """Give the sentence that holds the mention."""
        return self.sentences[mention.sentence]

    def section_at(self, span: Span) -> SectionKind:
        """Give the kind of section in which a span of a sentence lies."""
        first = bisect_right(self.sentences, span.start, key=lambda sentence: sentence.span.end)
        if first < len(self.sentences) and self.sentences[first].span.overlaps(span):
            return self.sentences[first].section
        return SectionKind.OTHER


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words of the paper that say so: `quote == document.text[span.start:span.end]`, always."""

    quote: str
    span: Span
    section: SectionKind
    page: int | None = None
    boxes: tuple[Box, ...] = ()
    item: str | None = None  # in a field of many values: the value for which this speaks
    ocr: bool = False  # read from a picture


class Status(StrEnum):
    """What kind of answer a value is. Silence is never "no"."""

    STATED = "stated"
    DENIED = "denied"
    NOT_DONE = "not_done"
    NOT_REPORTED = "not_reported"
    CONFLICT = "conflict"
    UNREADABLE = "unreadable"


Content = None | float | str | Quantity | tuple[str, ...] | tuple[Quantity, ...] | tuple[Drug, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another answer that the paper gives or could be read to give, with its own evidence."""

    status: Status
    content: Content
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """One cell. Only `not_reported` may stand without evidence; a conflict has at least one alternative."""

    field: str
    status: Status
    content: Content = None
    evidence: tuple[Evidence, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    confidence: float = 0.5
    problems: tuple[Problem, ...] = ()

    def __post_init__(self) -> None:
        if self.status is not Status.NOT_REPORTED and not self.evidence:
            raise ValueError(f"{self.field}: a value that is {self.status} needs evidence")
        if self.status is Status.CONFLICT and not self.alternatives:
            raise ValueError(f"{self.field}: a conflict needs both sides")


@dataclass(frozen=True, slots=True)
class Record:
    """All values of one case, in the order of the schema: one row."""

    document: Document
    case: Case
    patients: int  # how many cases the paper has
    values: tuple[Value, ...]
    problems: tuple[Problem, ...] = ()

    def value(self, field: str) -> Value:
        """Give the value of a field; KeyError if the schema has no such field."""
        for value in self.values:
            if value.field == field:
                return value
        raise KeyError(field)


def cite(reading: Reading, span: Span, item: str | None = None) -> Evidence:
    """Make evidence of a span: its words, section, page and boxes."""
    text, section = reading.document, reading.section_at(span)
    return Evidence(text.quote(span), span, section, *text.place(span), item, text.is_recognised(span))
