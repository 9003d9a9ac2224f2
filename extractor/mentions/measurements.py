"""Finds numbers with their analyte, unit, comparator, range and reference range. Sentence → Mentions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractor.case import Assertion, Flag, Mention, MentionKind, Qualifiers, Quantity, Role, Sentence, Source, Subject
from extractor.document import SectionKind
from extractor.lexicon import load_cues
from extractor.mentions.analytes import Analyte, Specimen, find_analytes
from extractor.mentions.asides import blank_asides
from extractor.mentions.assigning import Assigned, assign_numbers
from extractor.mentions.flags import FlagWord, find_flags, flag_of, is_denied, is_said_of_whole_fluid
from extractor.mentions.measured import Measured, read_unit, share_units
from extractor.mentions.numbers import Number, find_numbers
from extractor.mentions.reference_ranges import ReferenceRange, find_reference_ranges
from extractor.mentions.table_rows import read_row

_TARGETS = frozenset(
    {
        "IgG4",
        "IgG4/IgG ratio",
        "IgG4+ cells",
        "white cells",
        "leukocytosis",
        "protein",
        "CSF",
        "albuminocytologic dissociation",
    }
)
# "no serum IgG4 was obtained"
_NONE_OF_IT = re.compile(
    r"\b(?:no|neither)\s+(?:serum\s+|blood\s+)?(?:figure\s+for\s+(?:the\s+)?|value\s+(?:of|for)\s+)?$", re.IGNORECASE
)
_WAS_TAKEN = re.compile(
    r"\s+(?:levels?\s+|values?\s+|stain(?:ing)?\s+)?(?:was|were|had\s+been|is)\s+"
    r"(?:measured|obtained|available|requested|determined|done|performed|taken|made|on\s+record|checked)\b",
    re.IGNORECASE,
)
_CELLS = "white cells"
_COUNTED = "IgG4+ cells"  # in tissue: it has no reference range, and "high" is the power of its field
_PROPORTION = re.compile(r"\s?[:/]\s?|\s+to\s+")
_LARGEST_PART = 10  # of a proportion in small numbers: "1:2"
_DISSOCIATION = "albuminocytologic dissociation"  # of the fluid: more protein, normal cells


def find_measurements(sentence: Sentence) -> Iterator[Mention]:
    """Give what a sentence says of each target analyte; a mention without quantity only names it."""
    sentence = replace(sentence, text=blank_asides(sentence.text))
    text = sentence.text
    analytes = find_analytes(text)
    if not any(a.name in _TARGETS for a in analytes):
        return
    named = [a for a in analytes if a.name in _TARGETS and a.name != "CSF"]
    if sentence.section is SectionKind.TABLE and len(named) == 1:
        assigned, references = read_row(text, named[0])
        measured = [item.measured for item in assigned]
    else:
        numbers = [n for n in find_numbers(text) if not any(a.start < n.end and n.start < a.end for a in analytes)]
        if any(a.name == "IgG4/IgG ratio" for a in analytes):
            numbers = list(_with_proportions(text, numbers))
        references = tuple(find_reference_ranges(text, numbers))
        measured = _measured(text, numbers, references)
        analytes = tuple(a for a in analytes if not any(m.number.end <= a.start < m.end for m in measured))
        assigned = assign_numbers(text, analytes, measured, references)
    # "normal" of a range and "high" of a high-power field are no words for a result
    taken = [(r.start, r.end) for r in references] + [(m.start, m.end) for m in measured]
    flags = tuple(f for f in find_flags(text) if not any(s < f.end and f.start < e for s, e in taken))
    yield from _Reader(sentence, analytes, references, flags, assigned).mentions()


def _with_proportions(text: str, numbers: Sequence[Number]) -> Iterator[Number]:
    """Make one share of the two numbers of "3:4", "2 to 3" or "1/2" where a ratio is told."""
    skipped: Number | None = None
    for number, following in pairwise([*numbers, None]):
        if number is skipped or number is None:
            continue
        skipped = None
        if (
            following is not None
            and number.value is not None
            and following.value is not None
            and 0 < number.value <= following.value <= _LARGEST_PART
            and _PROPORTION.fullmatch(text, number.end, following.start) is not None
        ):
            skipped = following
            yield replace(number, end=following.end, value=round(number.value / following.value, 3))
        else:
            yield number


def _measured(text: str, numbers: Sequence[Number], references: Sequence[ReferenceRange]) -> list[Measured]:
    """Give the numbers with their units, but for those of reference ranges and the 3 of "/mm(3)"."""
    found = [read_unit(text, n) for n in numbers if not any(r.start <= n.start < r.end for r in references)]
    found = [m for m in found if not any(o.number.end <= m.start < o.end for o in found)]
    return share_units(text, found)


@dataclass(frozen=True, slots=True)
class _Reader:
    """All that was found in one sentence, from which its mentions are put together."""

    sentence: Sentence
    analytes: tuple[Analyte, ...]
    references: tuple[ReferenceRange, ...]
    flags: tuple[FlagWord, ...]
    assigned: tuple[Assigned, ...]

    def mentions(self) -> Iterator[Mention]:
        hidden = [(r.start, r.end) for r in self.references]
        done: set[Analyte] = set()
        for item in self.assigned:
            done.add(item.analyte)
            if item.analyte.name in _TARGETS:
                yield from self._mention(item.analyte, item.measured, item.role, hidden)
        for analyte in self.analytes:
            if analyte.name in _TARGETS and analyte not in done:
                yield from self._mention(analyte, None, Role.UNKNOWN, hidden)

    def _mention(
        self, analyte: Analyte, measured: Measured | None, role: Role, hidden: Sequence[tuple[int, int]]
    ) -> Iterator[Mention]:
        text = self.sentence.text
        told = analyte.flag is not None or analyte.name == _COUNTED
        word = None if told else flag_of(text, analyte, self.analytes, self.flags, hidden)
        if word is not None and analyte.name == "CSF" and not is_said_of_whole_fluid(text, analyte, word):
            word = None
        if word is not None and measured is not None and self._told_of_earlier(analyte, word, measured):
            word = None  # "elevated (412 mg/dL), and fell to 98 mg/dL"
        flag = analyte.flag if word is None else word.flag
        if analyte.flag is Flag.ELEVATED and measured is None and is_denied(text, analyte):
            flag = Flag.NORMAL
        trend = word is not None and _is_trend(text, word)
        if trend and (flag is Flag.LOW or role is Role.BASELINE):
            flag = None  # "IgG4 fell": lower than before is not below the range
        span = [analyte.start, analyte.end]
        if word is not None:
            span += [word.start, word.end]
        quantity = None
        if measured is not None:
            reference = self._reference(analyte, measured)
            if reference is not None:
                span += [reference.start, reference.end]
            span += [measured.start, measured.end]
            quantity = _quantity(measured, reference, flag if role is not Role.FOLLOW_UP or reference is None else None)
        elif flag is not None:
            quantity = _told_by_word(analyte, flag)
        if role is Role.UNKNOWN and trend:
            role = Role.FOLLOW_UP
        start, end = min(span), max(span)
        qualifiers = Qualifiers(
            Assertion.NOT_DONE if quantity is None and _is_not_done(text, analyte) else Assertion.PRESENT,
            Subject.GENERAL if is_general(text, start, end) else Subject.PATIENT,
        )
        if quantity is None and analyte.name == _COUNTED and qualifiers.assertion is not Assertion.NOT_DONE:
            return
        for concept in _concepts(analyte, measured):
            if analyte.name == _DISSOCIATION and not is_denied(text, analyte):
                quantity = Quantity(flag=Flag.ELEVATED if concept == "CSF protein" else Flag.NORMAL)
            yield Mention(
                MentionKind.MEASUREMENT,
                self.sentence.at(start, end),
                concept,
                qualifiers=qualifiers,
                sentence=self.sentence.index,
                quantity=quantity,
                role=role,
                source=Source.RULE,
            )

    def _told_of_earlier(self, analyte: Analyte, word: FlagWord, measured: Measured) -> bool:
        earlier = (item.measured for item in self.assigned if item.analyte == analyte)
        return any(word.end <= item.start < item.end <= measured.start for item in earlier)

    def _reference(self, analyte: Analyte, measured: Measured) -> ReferenceRange | None:
        """Give the reference range printed after a number, or after a later one of the same analyte, or before it."""
        if analyte.name == _COUNTED:
            return None
        for reference in self.references:
            if reference.start >= measured.end:
                between = [a for a in self.assigned if measured.end <= a.measured.start < reference.start]
                strange = any(a.analyte != analyte for a in between)
                near = reference.start - (between[-1].measured.end if between else measured.end) <= 60
                gap = self.sentence.text[measured.end : reference.start].strip(" ;(")
                return reference if near and not strange and ";" not in gap else None
        for reference in reversed(self.references):
            if analyte.end <= reference.start and reference.end <= measured.start:
                return reference
        return None


def _told_by_word(analyte: Analyte, flag: Flag) -> Quantity:
    """Give what a word tells without a number; "acellular" and "no cells" tell one."""
    if analyte.name == _CELLS and analyte.flag is Flag.NORMAL:
        return Quantity(0.0, canonical=0.0, flag=flag)
    return Quantity(flag=flag)


def _quantity(measured: Measured, reference: ReferenceRange | None, flag: Flag | None) -> Quantity:
    number = measured.number
    unit = measured.unit or (reference.unit if reference is not None else None)
    factor = 1.0
    value, low, high = number.value, number.low, number.high
    if number.thousands and unit is not None and unit.symbol == "g/L":  # no fluid has more than a kilogram a litre
        value, low, high = (None if end is None else end / 1000 for end in (value, low, high))
    ends: tuple[float | None, float | None] | None = None
    if reference is not None:
        if reference.unit is not None and unit is not None and reference.unit.base == unit.base:
            factor = reference.unit.factor / unit.factor
        ends = (_scaled(reference.low, factor), _scaled(reference.high, factor))
        flag = flag or _flag_from(value if value is not None else low, ends)
    return Quantity(value, low, high, number.comparator, unit.symbol if unit is not None else None, None, flag, ends)


def _scaled(value: float | None, factor: float) -> float | None:
    return None if value is None else value * factor


def _flag_from(value: float | None, ends: tuple[float | None, float | None]) -> Flag | None:
    low, high = ends
    if value is None:
        return None
    if high is not None and value > high:
        return Flag.ELEVATED
    if low is not None and value < low:
        return Flag.LOW
    return Flag.NORMAL


def _concepts(analyte: Analyte, measured: Measured | None) -> Iterator[str]:
    """Name what was measured in which specimen; without one the name stays open: "protein", "white cells"."""
    unit = measured.unit if measured is not None else None
    match analyte.name, analyte.specimen:
        case "IgG4" | "IgG4+ cells", _ if unit is not None and unit.base == "cells/HPF":
            yield "IgG4+ cells/HPF"
        case "IgG4+ cells", _ if unit is None:  # without a number: that nobody counted them
            yield "IgG4+ cells/HPF"
        case "IgG4", Specimen.SERUM | None:
            yield "serum IgG4"
        case "IgG4", Specimen.TISSUE if unit is not None:
            yield "serum IgG4"
        case "IgG4/IgG ratio", Specimen.SERUM:
            yield "serum IgG4/IgG ratio"
        case "IgG4/IgG ratio", Specimen.TISSUE:
            yield "tissue IgG4/IgG ratio"
        case "IgG4/IgG ratio", None:
            yield "IgG4/IgG ratio"
        case "white cells" | "leukocytosis", Specimen.CSF:
            yield "CSF white cells"
        case "protein", Specimen.CSF:
            yield "CSF protein"
        case ("white cells" | "protein") as name, None:
            yield name
        case "CSF", _:
            yield "CSF"
        case "albuminocytologic dissociation", _:
            yield "CSF protein"
            yield "CSF white cells"


def _is_trend(text: str, word: FlagWord) -> bool:
    return (
        load_cues("measurements")["trend"].match(text, word.start) is not None
        and re.search(r"\b(?:was|were)\s+(?:\w+ly\s+)?$", text[max(0, word.start - 20) : word.start]) is None
    )


def _is_not_done(text: str, analyte: Analyte) -> bool:
    """Tell whether the words beside an analyte say that it was not examined."""
    cues = load_cues("measurements")
    before, after = text[max(0, analyte.start - 40) : analyte.start], text[analyte.end : analyte.end + 60]
    if re.search(rf"(?:{cues['not_done_before'].pattern})\s+(?:\w+\s+){{0,3}}$", before, re.IGNORECASE):
        return True
    if _NONE_OF_IT.search(before) and _WAS_TAKEN.match(after):
        return True
    tail = (
        rf"[^,;.()]{{0,25}}?\b(?:was|were|is|are|had|has|could|and)\s+(?:\w+ly\s+)?(?:{cues['not_done_after'].pattern})"
    )
    bare = rf"\s*(?=not\s)(?:{cues['not_done_after'].pattern})"  # "ratio not determinable"
    return re.match(f"{tail}|{bare}", after, re.IGNORECASE) is not None


def is_general(text: str, start: int, end: int) -> bool:
    """Tell whether a clause speaks of the disease or of criteria, not of this patient."""
    cues = load_cues("measurements")
    first = max(text.rfind(";", 0, start) + 1, start - 300)
    last = text.find(";", end, end + 300)
    clause = text[max(0, first) : last if last >= 0 else end + 300]
    at = start - max(0, first)
    near = clause[max(0, at - 90) : at + end - start + 70]
    return cues["general"].search(near) is not None and cues["not_general"].search(clause) is None
