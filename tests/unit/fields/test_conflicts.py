"""Where parts of a paper contradict each other, and where they only tell it otherwise."""

from __future__ import annotations

import pytest

from extractor.case import Comparator, Content, Mention, MentionKind, Quantity, Status, Value
from extractor.document import Block, Document, Span, Stream
from extractor.fields.conflicts import aged_alike, lasted_alike
from extractor.pipeline import Program, analyse_document


def read(program: Program, abstract: str, case: str, field: str, legend: str = "") -> Value:
    """Analyse a paper of an abstract, a case report and a legend, and give one of its values."""
    text, blocks = "", []
    for words, stream in (
        ("Abstract", Stream.HEADING),
        (abstract, Stream.BODY),
        ("Case report", Stream.HEADING),
        (case, Stream.BODY),
        (legend, Stream.CAPTION),
    ):
        if words:
            text += "\n\n" if text else ""
            blocks.append(Block(Span(len(text), len(text) + len(words)), stream))
            text += words
    document = Document("paper", "paper.txt", "text", text, tuple(blocks))
    (record,) = analyse_document(document, program).records
    return record.value(field)


def sides(value: Value) -> tuple[Status, Content, list[Content]]:
    """Give what a value says, and what the other side of a conflict says."""
    others = [a.content for a in value.alternatives] if value.status is Status.CONFLICT else []
    return value.status, value.content, others


AGED = "A 50-year-old man presented with "
CASES = [
    # age and sex
    ("age_years", "A 58-year-old man had a dural mass.", "A 56-year-old man came with back pain.", 58.0, [56.0]),
    ("age_years", "A man in his fifties had a dural mass.", "A 56-year-old man came with back pain.", 56.0, []),
    ("age_years", "A one-year-old boy had fever.", "A 19-month-old boy was brought with fever.", 1.0, []),
    ("age_years", "A 58-year-old man had pain.", "He was 58 years old. At the age of 20 he had mumps.", 58.0, []),
    ("age_years", "A 30-year-old woman had pain.", "A 30-year-old woman gave birth to a 1-day-old girl.", 30.0, []),
    ("sex", "A 58-year-old man had a dural mass.", "A 58-year-old woman came with back pain.", "male", ["female"]),
    (
        "sex",
        "A 58-year-old man had a dural mass.",
        "The 58-year-old teacher came with pain. His wife drove.",
        "male",
        [],
    ),
    # onset
    ("onset_to_diagnosis_weeks", AGED + "back pain for 4 months.", AGED + "back pain for 6 months.", 24.0, [16.0]),
    ("onset_to_diagnosis_weeks", AGED + "about 3 months of back pain.", AGED + "back pain for 14 weeks.", 14.0, []),
    ("onset_to_diagnosis_weeks", AGED + "back pain for half a year.", AGED + "back pain for 6 months.", 24.0, []),
    ("onset_to_diagnosis_weeks", AGED + "back pain.", AGED + "back pain for 6 months.", 24.0, []),
    (
        "onset_to_diagnosis_weeks",
        AGED + "weakness for 2 weeks.",
        AGED + "back pain for 2 years and weakness for 2 weeks.",
        96.0,
        [],
    ),
    ("onset_to_diagnosis_weeks", AGED + "cough for 2 weeks.", AGED + "back pain for 6 months.", 24.0, []),
    # levels
    (
        "lesion_levels",
        "MRI showed a mass at T6-T9.",
        "MRI showed an epidural mass from T5 to T9.",
        ("T5-T9",),
        [("T6-T9",)],
    ),
    ("lesion_levels", "MRI showed a mass at T6.", "MRI showed an epidural mass from T5 to T9.", ("T5-T9",), []),
    ("lesion_levels", "", "MRI showed a mass from T5 to T9, thickest at T6-T7.", ("T5-T9",), []),
    ("surgery_levels", "Laminectomy of T4-T6 was done.", "Laminectomy of T5-T8 was done.", ("T5-T8",), [("T4-T6",)]),
    # enhancement
    ("mri_enhancement", "MRI: a mass without enhancement.", "MRI showed an enhancing mass.", "yes", ["no"]),
    # outcome
    ("outcome", "He was operated on and died.", "Laminectomy was done. He recovered.", ("improved",), [("death",)]),
    ("outcome", "He was operated on and improved.", "Laminectomy was done. He recovered.", ("improved",), []),
]


@pytest.mark.parametrize(("field", "abstract", "case", "content", "others"), CASES)
def test_parts_against_each_other(
    program: Program, field: str, abstract: str, case: str, content: Content, others: list[Content]
) -> None:
    opening = "" if field in ("age_years", "sex", "onset_to_diagnosis_weeks") else "A 50-year-old man had back pain. "
    value = read(program, opening + abstract, opening + case, field)
    status = Status.CONFLICT if others else Status.STATED
    assert sides(value) == (status, content, others)


def test_a_legend_contradicts_levels_only_where_it_reaches_further(program: Program) -> None:
    case = "A 50-year-old man had back pain. MRI showed an epidural mass from T5 to T9."
    for legend, others in (("The mass extends from T6 to T8.", []), ("The mass extends from T4 to T9.", [("T4-T9",)])):
        value = read(program, "A 50-year-old man had a mass.", case, "lesion_levels", "Figure 1. MRI. " + legend)
        assert sides(value) == (Status.CONFLICT if others else Status.STATED, ("T5-T9",), others)


def test_both_sides_of_a_conflict_are_quoted(program: Program) -> None:
    value = read(
        program, AGED + "back pain for 4 months.", AGED + "back pain for 6 months.", "onset_to_diagnosis_weeks"
    )
    assert [e.quote for e in value.evidence] == ["6 months"]
    assert [e.quote for a in value.alternatives for e in a.evidence] == ["4 months"]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ((6, "months"), (6, "months"), True),
        ((1, "years"), (12, "months"), True),
        ((1, "years"), (14, "months"), True),
        ((1, "years"), (18, "months"), False),
        ((3, "months"), (4, "months"), False),
        ((2, "weeks"), (3, "weeks"), False),
        ((None, "months"), (3, "years"), True),
    ],
)
def test_durations_told_in_other_units(
    one: tuple[float | None, str], other: tuple[float | None, str], alike: bool
) -> None:
    first, second = (
        Mention(MentionKind.DURATION, Span(0, 1), quantity=Quantity(value, unit=unit)) for value, unit in (one, other)
    )
    assert lasted_alike(first, second) is alike
    assert lasted_alike(second, first) is alike


def test_bounds_and_ranges_of_durations() -> None:
    def lasted(low: float, high: float, comparator: Comparator = Comparator.RANGE) -> Mention:
        return Mention(MentionKind.DURATION, Span(0, 1), quantity=Quantity(None, low, high, comparator, "months"))

    def bound(value: float, comparator: Comparator) -> Mention:
        return Mention(MentionKind.DURATION, Span(0, 1), quantity=Quantity(value, comparator=comparator, unit="months"))

    assert lasted_alike(lasted(2, 4), bound(3, Comparator.EQUAL))
    assert not lasted_alike(lasted(2, 4), bound(6, Comparator.EQUAL))
    assert lasted_alike(bound(6, Comparator.MORE), bound(12, Comparator.EQUAL))
    assert not lasted_alike(bound(6, Comparator.MORE), bound(3, Comparator.EQUAL))


@pytest.mark.parametrize(("one", "other", "alike"), [(1.58, 1.0, True), (56.0, 58.0, False), (2.0, 1.0, False)])
def test_ages_of_infants_are_told_in_months_and_years(one: float, other: float, alike: bool) -> None:
    assert aged_alike(one, other) is alike
    assert aged_alike(other, one) is alike
