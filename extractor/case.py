"""NOUNS: a patient, what was found about them, and the row that comes of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from extractor.document import Box, Document, SectionKind, Span
from extractor.problem import Problem


@dataclass(frozen=True, slots=True)
class Case:
    """One patient of one paper.

    `spans` speak of this patient alone, `shared` of every patient of the paper; both are ordered and free of overlap.
    Other text is nobody's: cited patients, the disease. A span can be an item of a list ("aged 86 and 62": two cases).
    """

    id: str  # "case-1"
    label: str  # as the paper calls the patient: "Case 1", "the mother", "Patient"
    spans: tuple[Span, ...]
    shared: tuple[Span, ...] = ()


class Assertion(StrEnum):
    """Whether the text says that it is so."""

    PRESENT = "present"
    DENIED = "denied"  # absent, negative, ruled out
    UNCERTAIN = "uncertain"  # suspected, possible, in the differential diagnosis
    NOT_DONE = "not done"  # not examined, not obtained, not given, refused


class Subject(StrEnum):
    """Whose it is."""

    PATIENT = "patient"
    FAMILY = "family"
    OTHER = "other people"
    GENERAL = "the disease in general"


class Period(StrEnum):
    """When it is, seen from the illness that the paper reports."""

    NOW = "now"
    BEFORE = "before"  # past history
    AFTER = "after"  # on treatment, at follow-up
    PLANNED = "planned"  # advised, scheduled, considered


@dataclass(frozen=True, slots=True)
class Qualifiers:
    """What the sentence says of a mention beside naming it, with the cues that say so."""

    assertion: Assertion = Assertion.PRESENT
    subject: Subject = Subject.PATIENT
    period: Period = Period.NOW
    other_illness: bool = False  # given or found for another disease than the one reported
    cues: tuple[Span, ...] = ()
    gone: bool = False  # denied of the time after, and so it had been there: "the fever resolved"

    @property
    def holds(self) -> bool:
        """Tell whether it is a fact of this patient that the paper asserts, whenever it was."""
        return self.assertion is Assertion.PRESENT and self.subject is Subject.PATIENT


class Flag(StrEnum):
    """A measurement against its reference range."""

    ELEVATED = "elevated"
    NORMAL = "normal"
    LOW = "low"


class Comparator(StrEnum):
    """How a printed number bounds the measured one."""

    EQUAL = "="
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="
    ABOUT = "~"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as printed, and in the unit of its field; a flag may stand without a number.

    `low`, `high`: ends of a printed range, with no `value`. `canonical`: in the field's unit; of a range the middle.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    comparator: Comparator = Comparator.EQUAL
    unit: str | None = None
    canonical: float | None = None
    flag: Flag | None = None
    reference_range: tuple[float | None, float | None] | None = None


@dataclass(frozen=True, slots=True)
class Dosing:
    """How a drug was given, as printed; the dose with its rate and course ("1 g/day for 3 days")."""

    dose: str | None = None
    route: str | None = None
    frequency: str | None = None


@dataclass(frozen=True, slots=True)
class Drug:
    """One drug given to the patient: generic name, class, and how it was given, as printed."""

    name: str
    drug_class: str | None = None
    dose: str | None = None
    route: str | None = None
    frequency: str | None = None


class MentionKind(StrEnum):
    """Which finder speaks."""

    TERM = "term"  # a word of a lexicon; `lexicon` and `concept` say which
    ENTITY = "entity"  # found by a trained recogniser; `lexicon` is the list beside which it stands
    AGE = "age"  # quantity in years
    SEX = "sex"  # concept: male, female, other
    MEASUREMENT = "measurement"  # concept: the analyte; quantity
    DURATION = "duration"  # quantity in weeks, 1 month = 4 weeks and 1 year = 48 weeks; role says of what
    LEVELS = "levels"  # levels; role says of what
    DOSE = "dose"  # dosing; the rule of choice finds the drug


class Role(StrEnum):
    """What a duration lasted, what is at a vertebral level, or when a measurement was made."""

    UNKNOWN = "unknown"
    ONSET = "onset to diagnosis"
    FOLLOW_UP = "follow-up"
    BASELINE = "baseline"
    TREATMENT = "treatment"
    EARLIER = "earlier disease"
    OTHER = "other"
    LESION = "lesion"
    SURGERY = "surgery"
    SENSORY = "sensory level"
    PAIN = "pain"


class Source(StrEnum):
    """Who found a mention."""

    RULE = "rule"
    LEXICON = "lexicon"
    NER = "ner"


@dataclass(frozen=True, slots=True)
class Mention:
    """Something found in the text of a case; `sentence` is its index in the reading."""

    kind: MentionKind
    span: Span
    concept: str = ""
    lexicon: str = ""
    qualifiers: Qualifiers = Qualifiers()
    sentence: int = 0
    quantity: Quantity | None = None
    levels: tuple[str, ...] = ()  # "T3-T9", "C4", "L3/4"
    role: Role = Role.UNKNOWN
    source: Source = Source.LEXICON
    dosing: Dosing | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a case's text.

    `text` has exactly the length of the span, so that `span.start + i` is the place of `text[i]` in the document; what
    belongs to another patient is blanked out with spaces. Line breaks and tabs are spaces too.
    """

    index: int
    span: Span
    text: str
    section: SectionKind
    paragraph: int  # index of the block in the document
    shared: bool = False  # speaks of all patients of the paper

    def at(self, start: int, end: int) -> Span:
        """Give the span in the document of a range of this sentence."""
        return Span(self.span.start + start, self.span.start + end)


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

    def of(self, kind: MentionKind, *names: str) -> Iterator[Mention]:
        """Give the mentions of a kind: terms and entities of the lexicons named, measurements of the analytes."""
        for mention in self.mentions:
            if mention.kind is kind and (not names or (mention.lexicon or mention.concept) in names):
                yield mention

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
