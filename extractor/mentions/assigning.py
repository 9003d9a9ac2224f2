"""Tells which number of a sentence belongs to which analyte, and which of two came first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.case import Role
from extractor.lexicon import load_cues
from extractor.mentions.analytes import NO_SUBCLASS, Analyte, Specimen
from extractor.mentions.measured import SPLIT_UNIT, Measured, unit_after, unit_of, with_unit_before
from extractor.mentions.reference_ranges import ReferenceRange

_BASES = {
    "IgG4": ("mg/dL", "cells/HPF"),
    "IgG4/IgG ratio": ("%",),
    "IgG4+ cells": ("cells/HPF",),
    "white cells": ("cells/µL",),
    "leukocytosis": ("cells/µL",),
    "protein": ("mg/dL",),
}
_IGG = re.compile(rf"IgG{NO_SUBCLASS}")
_CELLS = ("white cells", "IgG4+ cells", "red cells", "other")
_FLUID = ("csf", "cerebro", "cerebral", "lumbar", "spinal", "liquor", "analysis", "examination")
_NO_UNIT_AFTER = re.compile(
    r"\s*(?:$|[,;.)\]]|and\b|but\b|with\b|which\b|to\b|after\b|before\b|\(|\[|at\b|on\b)", re.IGNORECASE
)
_LIST_GAP = re.compile(
    r"\s*(?:levels?\s*|concentrations?\s*)?(?:,|and|/|&|,\s*and|as well as)\s*(?:of\s+|serum\s+|total\s+|the\s+)*",
    re.IGNORECASE,
)
_WERE_COUNTED = re.compile(
    r"\s+(?:was|were)\s+\w+(?=\s+(?:per|in)\b)", re.IGNORECASE
)  # "90 cells were counted per field"
_OPENS_ITEM = re.compile(r"(?:,|\b(?:and|with|of|showed|revealed|had|contained|was|were))\s+$", re.IGNORECASE)
_ENDS_ITEM = re.compile(r"\s*(?:$|[,;.)]|(?:and|with|but|in)\b)", re.IGNORECASE)
_SERIES_GAP = re.compile(r"\s*(?:,|and|/|,\s*and|;)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Assigned:
    """A number and what it measures."""

    analyte: Analyte
    measured: Measured
    role: Role = Role.UNKNOWN


def assign_numbers(
    text: str, analytes: Sequence[Analyte], measured: Sequence[Measured], references: Sequence[ReferenceRange]
) -> tuple[Assigned, ...]:
    """Give each number to what it measures; numbers of nothing that we know are left out."""
    found: list[Assigned] = []
    taken: set[Measured] = set()
    for item in measured:
        ahead = _named_after(text, item, analytes)
        if ahead is not None:
            taken.add(item)
            found.append(Assigned(ahead[0], ahead[1], _role(text, ahead[1])))
    named = [item.measured for item in found]
    for group in _groups(text, analytes):
        found.extend(
            _assign_group(
                text,
                group,
                analytes,
                [m for m in measured if m not in taken and not any(t.start < m.start < t.end for t in named)],
                references,
            )
        )
    given = {item.measured.number for item in found}
    for item in measured:
        if item.number not in given and item.unit is not None and item.unit.base == "cells/µL":
            found.extend(_cells_of_fluid(text, item, analytes))
    found.sort(key=lambda a: a.measured.start)
    return tuple(_with_changes(text, found))


def _cells_of_fluid(text: str, item: Measured, analytes: Sequence[Analyte]) -> Iterator[Assigned]:
    """Take a bare count ("CSF: pressure 21 cm H2O; 32 cells/mm³") for white cells of the fluid named last."""
    before = [a for a in analytes if a.end <= item.start]
    other = re.match(r"\W*(?:\w+\s+){0,2}(?:red|RBC|erythro)", text[item.end : item.end + 40], re.IGNORECASE)
    if before and before[-1].specimen is Specimen.CSF and before[-1].name != "red cells" and other is None:
        yield Assigned(Analyte(item.start, item.end, "white cells", None, Specimen.CSF), item)


def _named_after(text: str, item: Measured, analytes: Sequence[Analyte]) -> tuple[Analyte, Measured] | None:
    """Give the analyte that a number stands before: "14 white cells/µL", "260 mg/dL of protein", "77% neutrophils"."""
    following = [a for a in analytes if a.start >= item.number.end]
    if not following:
        return None
    analyte = following[0]
    gap = text[item.end : analyte.start]
    share = re.fullmatch(r"\s*(?:of\s+)?(?:the\s+|all\s+|total\s+|these\s+)*", gap) is not None
    percent = item.unit is not None and item.unit.base == "%"
    if percent and share and _IGG.match(text, analyte.start) and any(a.name.startswith("IgG4") for a in analytes):
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
            counted = _WERE_COUNTED.match(text, analyte.end)
            after = unit_after().match(text, counted.end() if counted is not None else analyte.end)
            unit = unit_of(after) if after is not None else None
            if unit is not None and unit.base == "%":
                return None
            end = after.end() if unit is not None and after is not None else analyte.end
            return analyte, Measured(item.number, end, unit)
        return (analyte, item) if percent and analyte.name == "other" else None
    split = SPLIT_UNIT.match(text, item.number.end)
    if split is not None and analyte.start < split.end():
        return analyte, replace(item, end=split.end())
    if item.unit is not None and item.unit.base in _BASES.get(analyte.name, ()):
        of_it = re.fullmatch(r"\s*(?:of|for)\s+(?:the\s+|total\s+|serum\s+|CSF\s+)*", gap) is not None
        # "8 cells/µL and 0.45 g/L protein": the number opens its item, and the name closes it
        closes = not gap.strip() and _OPENS_ITEM.search(text, max(0, item.start - 12), item.start) is not None
        return (analyte, item) if of_it or (closes and _ENDS_ITEM.match(text, analyte.end)) else None
    return None


def _groups(text: str, analytes: Sequence[Analyte]) -> list[list[Analyte]]:
    """Put analytes that stand in one list together: "IgG, IgG4 and IgE"."""
    groups: list[list[Analyte]] = []
    for analyte in analytes:
        # "normal glucose and pleocytosis (68 cells/µL, …)": what says how much is has its own number
        if groups and analyte.flag is None and _LIST_GAP.fullmatch(text[groups[-1][-1].end : analyte.start]):
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
    fluid = last.name == "CSF"
    if fluid:  # the fluid itself has no number, but "CSF showed 120 cells/mm³" counts its cells
        group = (*group[:-1], last := replace(last, name="white cells"))
    end = min((a.start for a in analytes if a.start > last.start and (fluid or a.name != "CSF")), default=len(text))
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
            item = with_unit_before(item, gap)
        if last.name == "other" and re.search(r"\d\s*[a-zA-Z]", gap) is not None:
            break  # "opening pressure was 180 mmH2O with 8 cells/µL": it has its number
        if _fits(text, last, item) and _connects(gap, 0 if item.unit is None else 5):
            yield Assigned(last, item, _role(text, item))
            before = item.end


def _series(text: str, inside: Sequence[Measured], references: Sequence[ReferenceRange]) -> list[Measured]:
    series = [inside[0]]
    for item in inside[1:]:
        gap = _visible(text, series[-1].end, item.start, references)
        if not _SERIES_GAP.fullmatch(re.sub(r"[()\[\]]", " ", gap)):
            break
        series.append(item)
    return series


def _visible(text: str, start: int, end: int, references: Sequence[ReferenceRange]) -> str:
    inside = [r for r in references if start <= r.start < end]
    return "".join(" " if any(r.start <= i < r.end for r in inside) else text[i] for i in range(start, end))


def _fits(text: str, analyte: Analyte, item: Measured) -> bool:
    """Tell whether a number can be one of this analyte: by its unit, or bare where nothing else follows."""
    if item.unit is not None:
        return item.unit.base in _BASES.get(analyte.name, (item.unit.base,))
    if analyte.specimen is Specimen.CSF and text[analyte.start : analyte.end].lower().startswith(_FLUID):
        return False
    if analyte.name == "IgG4/IgG ratio" and item.number.value is not None and item.number.value > 100:
        return False
    return _NO_UNIT_AFTER.match(text, item.number.end) is not None


def _connects(gap: str, strange: int) -> bool:
    """Tell whether the words between an analyte and a number leave the number with it; so many may be unknown."""
    gap = re.sub(r"[(\[][^()\[\]]*[)\]]", " ", gap)
    again = re.search(
        r"[;,]\s[^;]*\bit\s+(?:was|had\s+(?:fallen|risen|decreased)\s+to|fell\s+to)\s*$", gap, re.IGNORECASE
    )
    if again is None:  # "IgG4 was high (412 mg/dL), and subsequently fell to 98 mg/dL"
        again = re.search(
            rf"(?:,|\band)\s+(?:and\s+|but\s+)?(?:then\s+|\w+ly\s+)?(?:{load_cues('measurements')['trend_to'].pattern})\s*$",
            gap,
            re.IGNORECASE,
        )
    if again is not None:
        return len(gap) <= 160  # "IgG4 was not measured before treatment; two weeks later it was 1.02 g/L"
    if re.search(r";|\b(?:but|while|whereas)\b", gap, re.IGNORECASE):
        return False
    pieces = [load_cues("measurements")["connector"].sub(" ", piece) for piece in gap.split(",")]
    words = [re.findall(r"[^\W\d_]{2,}", piece) for piece in pieces]
    if len(pieces) > 1 and words[-1] and not re.fullmatch(r"\s*", pieces[-1]):
        return all(word.endswith("ly") for word in words[-1])
    return sum(len(found) for found in words) <= strange


def _role(text: str, item: Measured) -> Role:
    """Tell by the words beside a number whether it was measured before or after treatment, if they say so."""
    cues = load_cues("measurements")
    before = text[max(0, item.start - 45) : item.start]
    filler = r"\s+(?:(?:an?|the|about|normal|range|levels?|values?|of)\s+){0,4}[(]?$"
    if re.search(rf"(?:{cues['trend_to'].pattern}){filler}", before + " ", re.IGNORECASE):
        return Role.FOLLOW_UP
    clause = re.split(r"[;.]\s", text[max(0, item.start - 200) : item.start])[-1]
    begun = rf"\b(?:after|following|since|into|under|during)\s+(?:\w+\s+){{0,4}}(?:{cues['treatment'].pattern})"
    if re.search(begun, clause, re.IGNORECASE):
        return Role.FOLLOW_UP
    tail = text[item.end : item.end + 30]
    if re.match(rf"[\s,)\]]*(?:{cues['before'].pattern})", tail, re.IGNORECASE):
        return Role.BASELINE
    if re.match(rf"[\s,)\]]*(?:{cues['after'].pattern}|(?:\w+\s+){{1,3}}later\b)", tail, re.IGNORECASE):
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
