"""Rules of choice. Which measurement is the one before treatment, and which came after."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.case import Assertion, Flag, Mention, MentionKind, Period, Quantity, Reading, Role, Subject
from extractor.document import SectionKind
from extractor.fields.chosen import Chosen
from extractor.fields.treatments.drugs import drug_class_of
from extractor.lexicon import load_cues
from extractor.quantity import in_unit_of, middle
from extractor.schema import Field

_WHOLE = "CSF"  # "the CSF was normal" says it of every field of the fluid that has no answer of its own
# Drugs under which IgG4 and the fluid change
_LOWERING = frozenset({"glucocorticoid", "immunosuppressive therapy", "biologic therapy", "chemotherapy"})
_LONG_BEFORE = re.compile(r"\b(?:years?|months?)\s+(?:previously|earlier|ago)\b", re.IGNORECASE)
_SPECIMENS = ("csf", "serum", "tissue", "elsewhere")


def choose_before_treatment(field: Field, reading: Reading) -> Chosen:
    """Take the first measurement before treatment; what differs is the other side of a conflict, or a later sample.

    A measurement after an operation stands in where there is none before: it is treatment that lowers it.
    """
    found = [m for m in _measurements(field, reading) if m.qualifiers.subject is Subject.PATIENT]
    told = _specific([m for m in found if m.quantity is not None])
    after = _after(field, reading, told)
    before = [m for m in told if m not in after]
    before = [m for m in before if not _is_of_old(reading, m)] or before
    if not before:
        before = [m for m in told if _is_after_operation(reading, m)]
    if before:
        return _choose_one(field, reading, before)
    not_done = tuple(m for m in found if m.quantity is None and m.qualifiers.assertion is Assertion.NOT_DONE)
    return Chosen(not_done=not_done, doubtful=tuple(told))


def _is_of_old(reading: Reading, mention: Mention) -> bool:
    """Tell whether it was measured long before: "640 mg/dL two years previously and now 385"."""
    return mention.qualifiers.period is Period.BEFORE and any(
        _LONG_BEFORE.search(reading.document.quote(cue)) is not None for cue in mention.qualifiers.cues
    )


def choose_after_treatment(field: Field, reading: Reading) -> Chosen:
    """Take every measurement after treatment began, in the order of the text; what two places tell counts once."""
    found = [
        m for m in _measurements(field, reading) if m.qualifiers.subject is Subject.PATIENT and m.quantity is not None
    ]
    after = _after(field, reading, found)
    if not any(m for m in found if m not in after):
        after = [m for m in after if not _is_after_operation(reading, m)]
    after.sort(key=lambda m: (reading.sentence_of(m).section is SectionKind.ABSTRACT, m.span))
    kept: list[Mention] = []
    for mention in after:
        if not any(_agree(field, mention, other) for other in kept):
            kept.append(mention)
    return Chosen(accepted=tuple(m for m in kept if _number(field, m) is not None) or tuple(kept))


def choose_tissue_count(field: Field, reading: Reading) -> Chosen:
    """Take the count that the histology gives; a different one is the other side of a conflict."""
    told = [m for m in _measurements(field, reading) if m.qualifiers.subject is Subject.PATIENT]
    found = [m for m in told if m.quantity is not None and _number(field, m) is not None]
    if not found:
        return Chosen(not_done=tuple(m for m in told if m.qualifiers.assertion is Assertion.NOT_DONE))
    found.sort(key=lambda m: reading.sentence_of(m).section is SectionKind.ABSTRACT)
    same = [m for m in found if _agree(field, found[0], m)]
    return Chosen(accepted=tuple(same), rivals=tuple(m for m in found if m not in same))


def _choose_one(field: Field, reading: Reading, before: Sequence[Mention]) -> Chosen:
    numbered = [m for m in before if _number(field, m) is not None]
    numbered.sort(key=lambda m: reading.sentence_of(m).section is SectionKind.ABSTRACT)
    main = numbered[0] if numbered else before[0]
    same = [m for m in before if m is not main and _agree(field, main, m)]
    main = _completed(main, same)
    section = reading.sentence_of(main).section
    others = [m for m in before if m not in same and m.span != main.span]
    rivals = [m for m in others if reading.sentence_of(m).section is not section or _flag(m) not in (None, _flag(main))]
    later = tuple(m for m in others if m not in rivals)
    return Chosen(accepted=(main, *same), rivals=tuple(rivals), doubtful=later)


def _completed(main: Mention, same: Sequence[Mention]) -> Mention:
    """Give a measurement the flag and the reference range that the paper prints where it tells the same again."""
    quantity = main.quantity
    if quantity is None:
        return main
    told = [m.quantity for m in same if m.quantity is not None]
    flag = quantity.flag or next((q.flag for q in told if q.flag is not None), None)
    ends = quantity.reference_range
    if ends is None:
        ends = next(
            (q.reference_range for q in told if q.reference_range is not None and q.unit == quantity.unit), None
        )
    return replace(main, quantity=replace(quantity, flag=flag, reference_range=ends))


def _measurements(field: Field, reading: Reading) -> Iterator[Mention]:
    for mention in reading.of(MentionKind.MEASUREMENT):
        concept = _resolve(reading, mention)
        if concept in field.find.concepts:
            yield replace(mention, concept=concept)


def _resolve(reading: Reading, mention: Mention) -> str:
    """Name what was measured where the sentence leaves open in what: the sentences before it say so."""
    match mention.concept:
        case "protein" | "white cells":
            return f"CSF {mention.concept}" if _specimen_before(reading, mention) == "csf" else mention.concept
        case "IgG4/IgG ratio":
            tissue = _specimen_before(reading, mention) == "tissue"
            return "tissue IgG4/IgG ratio" if tissue else "serum IgG4/IgG ratio"
    return mention.concept


def _specimen_before(reading: Reading, mention: Mention) -> str:
    cues = load_cues("measurements")
    here = reading.sentence_of(mention)
    for sentence in reversed(reading.sentences[max(0, here.index - 3) : here.index]):
        if sentence.paragraph != here.paragraph:
            break
        text = re.sub(r"\b(?:white|red) blood\b", "", sentence.text)
        places = [(match.start(), name) for name in _SPECIMENS for match in cues[name].finditer(text)]
        if places:
            return max(places)[1]
    return ""


def _specific(mentions: Sequence[Mention]) -> list[Mention]:
    """Leave out what is said of the whole fluid where something is said of the one thing."""
    return [m for m in mentions if m.concept != _WHOLE] or list(mentions)


def _after(field: Field, reading: Reading, mentions: Sequence[Mention]) -> list[Mention]:
    """Give the measurements after treatment began: as their words say, or as the order of the story has it."""
    after = [m for m in mentions if _is_after(reading, m)]
    told = [m for m in mentions if m not in after and _number(field, m) is not None and not _is_summary(reading, m)]
    if told and told[0].role is not Role.FOLLOW_UP:
        first = told[0]
        begun = [t.span.start for t in _treatments(reading) if t.span.start > first.span.end]
        later = [m for m in told[1:] if m.role is Role.UNKNOWN and any(at < m.span.start for at in begun)]
        after += [m for m in later if not _agree(field, first, m)]
    return sorted(after, key=lambda m: m.span)


def _treatments(reading: Reading) -> Iterator[Mention]:
    """Give the drugs against the disease that the patient is said to have been given, in the story itself."""
    for mention in reading.of(MentionKind.TERM, "drug", "treatment"):
        given = mention.qualifiers.holds and mention.qualifiers.period not in (Period.PLANNED, Period.BEFORE)
        if given and drug_class_of(mention) in _LOWERING and not _is_summary(reading, mention):
            yield mention


def _is_summary(reading: Reading, mention: Mention) -> bool:
    """Tell whether the place is not part of the story told in order: abstract, table, figure."""
    return reading.sentence_of(mention).section in (SectionKind.ABSTRACT, SectionKind.CAPTION, SectionKind.TABLE)


def _is_after(reading: Reading, mention: Mention) -> bool:
    if mention.role in (Role.FOLLOW_UP, Role.BASELINE):
        return mention.role is Role.FOLLOW_UP
    if mention.qualifiers.period is Period.AFTER:
        return True
    sentence = reading.sentence_of(mention)
    before = sentence.before(mention.span)
    return load_cues("measurements")["repeated"].search(before) is not None


def _is_after_operation(reading: Reading, mention: Mention) -> bool:
    sentence = reading.sentence_of(mention)
    return (
        mention.role is not Role.FOLLOW_UP and load_cues("measurements")["operation"].search(sentence.text) is not None
    )


def _number(field: Field, mention: Mention) -> float | None:
    if mention.quantity is None:
        return None
    quantity = in_unit_of(field, mention.quantity)
    return quantity.canonical if quantity.canonical is not None else middle(quantity)


def _flag(mention: Mention) -> Flag | None:
    return None if mention.quantity is None else mention.quantity.flag


def _agree(field: Field, one: Mention, other: Mention) -> bool:
    """Tell whether two measurements can be the same: their numbers within 2 %, their flags not opposed."""
    first, second = one.quantity or Quantity(), other.quantity or Quantity()
    if None not in (first.flag, second.flag) and first.flag is not second.flag:
        return False
    a, b = _number(field, one), _number(field, other)
    if a is None or b is None:
        return True
    return abs(a - b) <= 0.02 * max(abs(a), abs(b)) or _inside(first, b) or _inside(second, a)


def _inside(quantity: Quantity, number: float) -> bool:
    return quantity.low is not None and quantity.high is not None and quantity.low <= number <= quantity.high
