"""Finds numbers with their analyte, unit, comparator, range and reference range. Sentence → Mentions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from extractor.case import Comparator, Flag, Mention, MentionKind, Qualifiers, Quantity, Role, Sentence, Source, Subject
from extractor.lexicon import load_cues
from extractor.mentions.analytes import Analyte, Specimen, find_analytes
from extractor.mentions.flags import FlagWord, find_flags, flag_of
from extractor.mentions.numbers import Number, find_numbers
from extractor.mentions.reference_ranges import ReferenceRange, find_reference_ranges
from extractor.unit import Unit, find_unit, unit_pattern

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
_BASES = {
    "IgG4": ("mg/dL", "cells/HPF"),
    "IgG4/IgG ratio": ("%",),
    "IgG4+ cells": ("cells/HPF",),
    "white cells": ("cells/µL",),
    "leukocytosis": ("cells/µL",),
    "protein": ("mg/dL",),
}
_CELLS = ("white cells", "IgG4+ cells", "red cells", "other")
_NO_UNIT_AFTER = re.compile(
    r"\s*(?:$|[,;.)\]]|and\b|but\b|with\b|which\b|to\b|after\b|before\b|\(|\[|at\b|on\b)", re.IGNORECASE
)
_LIST_GAP = re.compile(
    r"\s*(?:levels?\s*|concentrations?\s*)?(?:,|and|/|&|,\s*and|as well as)\s*(?:of\s+|serum\s+|total\s+|the\s+)*",
    re.IGNORECASE,
)
_SERIES_GAP = re.compile(r"\s*(?:,|and|/|,\s*and|;)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Measured:
    """A number with its unit; `end` is that of the unit."""

    number: Number
    end: int
    unit: Unit | None

    @property
    def start(self) -> int:
        """Where the comparator or the number begins."""
        return self.number.start


@dataclass(frozen=True, slots=True)
class Assigned:
    """A number and what it measures."""

    analyte: Analyte
    measured: Measured
    role: Role = Role.UNKNOWN


def find_measurements(sentence: Sentence) -> Iterator[Mention]:
    """Give what a sentence says of each target analyte; a mention without quantity only names it."""
    text = sentence.text
    analytes = find_analytes(text)
    if not any(a.name in _TARGETS for a in analytes):
        return
    numbers = [n for n in find_numbers(text) if not any(a.start < n.end and n.start < a.end for a in analytes)]
    references = tuple(find_reference_ranges(text, numbers))
    hidden = [(r.start, r.end) for r in references]
    measured = [_read_unit(text, n) for n in numbers if not any(s <= n.start < e for s, e in hidden)]
    measured = [m for m in measured if not any(o.number.end <= m.start < o.end for o in measured)]  # the 3 of "/mm(3)"
    measured = _share_units(text, measured)
    analytes = tuple(a for a in analytes if not any(m.number.end <= a.start < m.end for m in measured))
    assigned = _assign(text, analytes, measured, references)
    flags = tuple(f for f in find_flags(text) if not any(m.start <= f.start < m.end for m in measured))  # "high-power"
    yield from _Reader(sentence, analytes, references, flags, assigned).mentions()


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
        word = flag_of(text, analyte, self.analytes, self.flags, hidden)
        if word is not None and analyte.name == "CSF" and not _is_whole_csf(text, analyte, word):
            word = None
        flag = analyte.flag if word is None or (analyte.flag is not None and word.start < analyte.end) else word.flag
        if analyte.flag is not None and word is not None and word.flag is Flag.NORMAL and word.end <= analyte.start:
            flag = Flag.NORMAL
        if analyte.flag is Flag.ELEVATED and measured is None and _is_negated(text, analyte):
            flag = Flag.NORMAL
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
            quantity = Quantity(flag=flag)
        if role is Role.UNKNOWN and word is not None and _is_trend(text, word):
            role = Role.FOLLOW_UP
            if measured is None and word.flag is Flag.LOW:
                quantity = None  # "IgG4 fell": lower than before is not below the range
        start, end = min(span), max(span)
        general = _is_general(text, start, end)
        for concept in _concepts(analyte, measured, flag):
            yield Mention(
                MentionKind.MEASUREMENT,
                self.sentence.at(start, end),
                concept,
                qualifiers=Qualifiers(subject=Subject.GENERAL) if general else Qualifiers(),
                sentence=self.sentence.index,
                quantity=quantity,
                role=role,
                source=Source.RULE,
            )

    def _reference(self, analyte: Analyte, measured: Measured) -> ReferenceRange | None:
        """Give the reference range printed right after a number, or between analyte and number."""
        for reference in self.references:
            if reference.start >= measured.end:
                between = self.sentence.text[measured.end : reference.start]
                other = any(measured.end <= a.start < reference.start for a in self.assigned_numbers())
                return reference if not other and len(between) <= 60 and ";" not in between.strip(" ;(") else None
        for reference in reversed(self.references):
            if analyte.end <= reference.start and reference.end <= measured.start:
                return reference
        return None

    def assigned_numbers(self) -> list[Measured]:
        return [item.measured for item in self.assigned]


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


def _concepts(analyte: Analyte, measured: Measured | None, flag: Flag | None) -> Iterator[str]:
    """Name what was measured in which specimen; without one the name stays open: "protein", "white cells"."""
    unit = measured.unit if measured is not None else None
    match analyte.name, analyte.specimen:
        case "IgG4" | "IgG4+ cells", _ if unit is not None and unit.base == "cells/HPF":
            yield "IgG4+ cells/HPF"
        case "IgG4+ cells", _ if measured is not None:
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


def _read_unit(text: str, number: Number) -> Measured:
    match = _unit_after().match(text, number.end)
    if match is None:
        split = _SPLIT_UNIT.match(text, number.end)
        if split is not None:
            return Measured(number, number.end, find_unit(f"{split['mass']}/{split['volume']}"))
        return Measured(number, number.end, None)
    return Measured(number, match.end(), _unit_of(match))


def _unit_of(match: re.Match[str]) -> Unit | None:
    return find_unit(match["unit"] or "/HPF")


# "49 mg total protein/dL"
_SPLIT_UNIT = re.compile(
    r"\s*(?P<mass>m?g|µg)\s+(?:of\s+)?(?:[a-z]+\s+){0,2}[a-z]+\s*(?:/|per)\s*(?P<volume>d[lL]|[lL])(?!\w)"
)


_IN_EACH_FIELD = (
    r"in\s+(?:each|every|all|any|most)\s+(?:of\s+)?(?:the\s+)?(?:(?:over|more\s+than|at\s+least|about)\s+)?(?:\w+\s+)?"
    r"high[-\s]power(?:ed)?\s+fields?(?!\w)"
)


@cache
def _unit_after() -> re.Pattern[str]:
    return re.compile(
        rf"\s*(?:(?:positive\s+)?(?:plasma\s+)?cells?\s*)?(?:(?P<unit>{unit_pattern()})|(?P<field>{_IN_EACH_FIELD}))",
        re.IGNORECASE,
    )


def _share_units(text: str, measured: Sequence[Measured]) -> list[Measured]:
    """Give a number without unit the one of the next in its series: "18.4 and 3.2 g/L", "from 356 to 98 mg/dL"."""
    shared = list(measured)
    for i in range(len(shared) - 2, -1, -1):
        gap = text[shared[i].end : shared[i + 1].start]
        if shared[i].unit is None and re.fullmatch(r"\s*(?:,|and|to|/|,\s*and|;|or|vs\.?|versus)\s*", gap):
            shared[i] = replace(shared[i], unit=shared[i + 1].unit)
    return shared


def _assign(
    text: str, analytes: Sequence[Analyte], measured: Sequence[Measured], references: Sequence[ReferenceRange]
) -> tuple[Assigned, ...]:
    found: list[Assigned] = []
    taken: set[Measured] = set()
    for item in measured:
        ahead = _named_after(text, item, analytes)
        if ahead is not None:
            taken.add(item)
            found.append(Assigned(ahead[0], ahead[1], _role(text, ahead[1])))
    for group in _groups(text, analytes):
        found.extend(_assign_group(text, group, analytes, [m for m in measured if m not in taken], references))
    found.sort(key=lambda a: a.measured.start)
    return tuple(_with_changes(text, found))


def _named_after(text: str, item: Measured, analytes: Sequence[Analyte]) -> tuple[Analyte, Measured] | None:
    """Give the analyte that a number stands before: "14 white cells/µL", "260 mg/dL of protein", "77% neutrophils"."""
    following = [a for a in analytes if a.start >= item.number.end]
    if not following:
        return None
    analyte = following[0]
    gap = text[item.end : analyte.start]
    share = re.fullmatch(r"\s*(?:of\s+)?(?:the\s+|all\s+|total\s+|these\s+)*", gap) is not None
    percent = item.unit is not None and item.unit.base == "%"
    if (
        percent
        and share
        and re.match(r"IgG(?!-?\s?[1-4])", text[analyte.start :])
        and any(a.name.startswith("IgG4") for a in analytes)
    ):
        return Analyte(
            item.start,
            analyte.end,
            "IgG4/IgG ratio",
            None,
            analyte.specimen if analyte.specimen is Specimen.SERUM else Specimen.TISSUE,
        ), item
    if analyte.name in _CELLS and re.fullmatch(r"\s*(?:of\s+)?(?:[a-zA-Z-]+\s+){0,2}", gap) is not None:
        if re.search(r"\b(?:and|with|to|in|for|by|or)\s", gap):
            return None
        if item.unit is None and analyte.name != "other":
            after = _unit_after().match(text, analyte.end)
            unit = _unit_of(after) if after is not None else None
            if unit is not None and unit.base == "%":
                return None
            end = after.end() if unit is not None and after is not None else analyte.end
            return analyte, Measured(item.number, end, unit)
        return (analyte, item) if percent and analyte.name == "other" else None
    split = _SPLIT_UNIT.match(text, item.number.end)
    if split is not None and analyte.start < split.end():
        return analyte, replace(item, end=split.end())
    if item.unit is not None and item.unit.base in _BASES.get(analyte.name, ()):
        return (analyte, item) if re.fullmatch(r"\s*(?:of|for)\s+(?:the\s+|total\s+|serum\s+|CSF\s+)*", gap) else None
    return None


def _groups(text: str, analytes: Sequence[Analyte]) -> list[list[Analyte]]:
    """Put analytes that stand in one list together: "IgG, IgG4 and IgE"."""
    groups: list[list[Analyte]] = []
    for analyte in analytes:
        if groups and _LIST_GAP.fullmatch(text[groups[-1][-1].end : analyte.start]):
            groups[-1].append(analyte)
        else:
            groups.append([analyte])
    return groups


def _assign_group(
    text: str,
    group: Sequence[Analyte],
    analytes: Sequence[Analyte],
    measured: Sequence[Measured],
    references: Sequence[ReferenceRange],
) -> Iterator[Assigned]:
    last = group[-1]
    end = min((a.start for a in analytes if a.start > last.start and a.name != "CSF"), default=len(text))
    inside = [m for m in measured if last.end <= m.start < end]
    if not inside:
        return
    if len(group) > 1:
        series = _series(text, inside, references)
        size = min(len(series), len(group))
        if size > 1:
            pairs = zip(group[-size:], series[:size], strict=True)
            yield from (Assigned(a, m) for a, m in pairs if _fits(text, a, m))
            return
        if re.search(r"\brespectively\b", text[last.end : end]):
            return
    before = last.end
    for item in inside:
        gap = _visible(text, before, item.start, references)
        if item.unit is None and before == last.end:
            item = _with_unit_before(item, gap)
        if _fits(text, last, item) and _connects(gap):
            yield Assigned(last, item, _role(text, item))
            before = item.end


def _with_unit_before(item: Measured, gap: str) -> Measured:
    """Give a bare number the unit that stands before it: "IgG4+ cells per HPF: 50", "protein (mg/dL) 45"."""
    match = re.search(
        rf"(?:^|[\s(\[,])(?:cells\s*)?(?P<unit>{unit_pattern()})\s*[)\]]?[\s:=,]*(?:(?:was|were|is|are|of)\s+)?$",
        gap,
        re.IGNORECASE,
    )
    return item if match is None else replace(item, unit=find_unit(match["unit"]))


def _series(text: str, inside: Sequence[Measured], references: Sequence[ReferenceRange]) -> list[Measured]:
    series = [inside[0]]
    for item in inside[1:]:
        gap = _visible(text, series[-1].end, item.start, references)
        if not _SERIES_GAP.fullmatch(re.sub(r"[()\[\]]", " ", gap)):
            break
        series.append(item)
    return series


def _visible(text: str, start: int, end: int, references: Sequence[ReferenceRange]) -> str:
    return "".join(" " if any(r.start <= i < r.end for r in references) else text[i] for i in range(start, end))


def _fits(text: str, analyte: Analyte, item: Measured) -> bool:
    """Tell whether a number can be one of this analyte: by its unit, or bare where nothing else follows."""
    if item.unit is not None:
        return item.unit.base in _BASES.get(analyte.name, (item.unit.base,))
    if analyte.name == "IgG4/IgG ratio" and item.number.value is not None and item.number.value > 100:
        return False
    return _NO_UNIT_AFTER.match(text, item.number.end) is not None


def _connects(gap: str) -> bool:
    """Tell whether the words between an analyte and a number leave the number with it."""
    gap = re.sub(r"[(\[][^()\[\]]*[)\]]", " ", gap)
    if re.search(r";|\b(?:but|while|whereas)\b", gap, re.IGNORECASE):
        return False
    pieces = [load_cues("measurements")["connector"].sub(" ", piece) for piece in gap.split(",")]
    words = [re.findall(r"[^\W\d_]{2,}", piece) for piece in pieces]
    if len(pieces) > 1 and words[-1] and not re.fullmatch(r"\s*", pieces[-1]):
        return all(word.endswith("ly") for word in words[-1])
    return sum(len(found) for found in words) <= 5


def _role(text: str, item: Measured) -> Role:
    """Tell by the words beside a number whether it was measured before or after treatment; unknown if they do not say."""
    cues = load_cues("measurements")
    before = text[max(0, item.start - 45) : item.start]
    after = re.sub(r"^[\s,)\]]+(?:which\s+was\s+)?(?:\(?\w+\s+)?(?=\w)", "", text[item.end : item.end + 40])
    filler = r"\s+(?:a\s+|the\s+|about\s+)?(?:level\s+of\s+|value\s+of\s+|levels?\s+of\s+|normal\s+range\s+of\s+|normal\s+)?[(]?$"
    if re.search(rf"(?:{cues['trend_to'].pattern}){filler}", before + " ", re.IGNORECASE):
        return Role.FOLLOW_UP
    tail = text[item.end : item.end + 30]
    if re.match(rf"[\s,)\]]*(?:{cues['before'].pattern})", tail, re.IGNORECASE):
        return Role.BASELINE
    if re.match(rf"[\s,)\]]*(?:{cues['after'].pattern}|(?:\w+\s+){{1,3}}later\b)", tail, re.IGNORECASE) and after:
        operated = cues["operation"].match(tail.lstrip(" ,)]")) is not None
        return Role.UNKNOWN if operated else Role.FOLLOW_UP
    return Role.UNKNOWN


def _with_changes(text: str, found: Sequence[Assigned]) -> Iterator[Assigned]:
    """Tell first and second apart in "from 356 to 98 mg/dL"."""
    for i, item in enumerate(found):
        role = item.role
        before = found[i - 1] if i else None
        following = found[i + 1] if i + 1 < len(found) else None
        if following is not None and following.analyte is item.analyte and _is_change(text, item, following):
            role = Role.BASELINE
        if before is not None and before.analyte is item.analyte and _is_change(text, before, item):
            role = Role.FOLLOW_UP
        yield replace(item, role=role)


def _is_change(text: str, first: Assigned, second: Assigned) -> bool:
    gap = re.sub(r"[(\[][^()\[\]]*[)\]]", " ", text[first.measured.end : second.measured.start])
    start = first.measured.start
    return (
        re.fullmatch(r"\s*(?:[\w\s]{0,30}\s)?to\s*(?:\w+\s+of\s+)?", gap) is not None
        and re.search(r"\bfrom\s+(?:\w+\s+){0,2}$", text[max(0, start - 25) : start]) is not None
    )


def _is_trend(text: str, word: FlagWord) -> bool:
    return (
        load_cues("measurements")["trend"].match(text, word.start) is not None
        and re.search(r"\b(?:was|were)\s+(?:\w+ly\s+)?$", text[max(0, word.start - 20) : word.start]) is None
    )


def _is_negated(text: str, analyte: Analyte) -> bool:
    before = text[max(0, analyte.start - 30) : analyte.start]
    return (
        re.search(rf"(?:{load_cues('measurements')['negation'].pattern})(?:\s+\w+){{0,2}}\s+$", before, re.IGNORECASE)
        is not None
    )


def _is_whole_csf(text: str, analyte: Analyte, word: FlagWord) -> bool:
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
    gap = text[analyte.end : word.start]
    return (
        re.fullmatch(
            r"\s*(?:\(\w+\)\s*)?(?:(?:analys[ie]s|examinations?|study|studies|tests?|testing|findings?|results?|samples?|parameters|profile|routine|biochemistry)\s+)*"
            r"(?:(?:was|were|is|are|showed|revealed|yielded|all|also|entirely|completely|otherwise|had|been|both|found|to|be|done|after|\d+|weeks?|days?|results?|findings?|a|an|the|performed|and|came|back|within)[\s,]+)*",
            gap,
            re.IGNORECASE,
        )
        is not None
    )


def _is_general(text: str, start: int, end: int) -> bool:
    """Tell whether a sentence speaks of the disease or of criteria, not of this patient."""
    cues = load_cues("measurements")
    near = text[max(0, start - 90) : end + 70]
    return cues["general"].search(near) is not None and cues["not_general"].search(text) is None
