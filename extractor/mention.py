"""NOUNS: something found in a sentence, with what the sentence says of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from extractor.document import SectionKind, Span


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
    cells: tuple[Span, ...] = ()  # of a row of a table, in its order; the first may be a label of the others

    def in_cell(self, span: Span) -> Sentence:
        """Give the row with the words of the cell alone in which a span stands; a label, and all else, as it is."""
        for cell in self.cells[1:]:
            if cell.contains(span):
                start, end = (max(0, min(at, len(self.text))) for at in self.place_of(cell))
                text = " " * start + self.text[start:end] + " " * (len(self.text) - end)
                return replace(self, text=text, cells=())
        return self

    def at(self, start: int, end: int) -> Span:
        """Give the span in the document of a range of this sentence."""
        return Span(self.span.start + start, self.span.start + end)

    def place_of(self, span: Span) -> tuple[int, int]:
        """Give where a span of the document begins and ends in `text`: the inverse of `at`."""
        return span.start - self.span.start, span.end - self.span.start

    def before(self, span: Span) -> str:
        """Give the sentence up to a span in it."""
        return self.text[: span.start - self.span.start]

    def after(self, span: Span) -> str:
        """Give the sentence behind a span in it."""
        return self.text[span.end - self.span.start :]
