"""NOUNS: what is compared between gold and records: a measure a field, and the answers of one case.

An answer is a tuple of items, numbers or texts; the empty one is "not reported". Every form of a cell, in gold or in
records, is reduced to items by `items_of`, so that comparing knows nothing of files.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from extractor.problem import DataError

Item = float | str
Answer = tuple[Item, ...]


class Kind(StrEnum):
    """How the cells of a field are read and compared."""

    NUMBER = "number"
    MIDDLE = "number or middle of a range"
    CHOICE = "one word"
    YES_NO = "yes or no"
    TERMS = "list of terms"
    NAMES = "list of drugs, by name"
    LEVELS = "list of levels"
    IGG4 = "concentration in mg/dL"
    IGG4_LIST = "concentrations in mg/dL"
    PROTEIN = "protein in mg/dL"
    FLAG = "elevated, normal, low"
    STATUS = "denied, not done, conflict"


LISTS = frozenset({Kind.TERMS, Kind.NAMES, Kind.LEVELS, Kind.IGG4_LIST, Kind.STATUS})


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of the report: which cell it reads, how, and how far a number may be off (the larger of the two)."""

    name: str
    cell: str
    kind: Kind
    relative: float = 0.02
    absolute: float = 0.051
    groups: str = ""
    shared: bool = True  # part of every gold form and of the micro average

    def same(self, left: Item, right: Item) -> bool:
        """Tell whether two items are the same answer; `right` is the gold."""
        if isinstance(left, float) and isinstance(right, float):
            return abs(left - right) <= max(self.absolute, self.relative * abs(right))
        return left == right


def _own(name: str, kind: Kind, groups: str = "") -> Measure:
    return Measure(name, name, kind, groups=groups, shared=False)


MEASURES = (
    Measure("age_years", "age_years", Kind.NUMBER),
    Measure("sex", "sex", Kind.CHOICE),
    Measure("onset_to_diagnosis_weeks", "onset_to_diagnosis_weeks", Kind.NUMBER, 0.09, 0.15),
    Measure("symptoms", "symptoms", Kind.TERMS, groups="symptoms"),
    Measure("serum_igg4.value", "serum_igg4", Kind.IGG4, 0.01, 0.05),
    Measure("serum_igg4.flag", "serum_igg4", Kind.FLAG),
    Measure("involved_regions", "involved_regions", Kind.TERMS),
    Measure("lesion_levels", "lesion_levels", Kind.LEVELS),
    Measure("surgery_levels", "surgery_levels", Kind.LEVELS),
    Measure("mri_enhancement", "mri_enhancement", Kind.YES_NO),
    Measure("pathology", "pathology", Kind.TERMS, groups="pathology"),
    Measure("igg4_positive_cells_per_hpf", "igg4_positive_cells_per_hpf", Kind.MIDDLE),
    Measure("igg4_igg_ratio_percent", "igg4_igg_ratio_percent", Kind.MIDDLE),
    Measure("treatments", "treatments", Kind.TERMS, groups="treatments"),
    Measure("outcome", "outcome", Kind.TERMS),
    _own("initial_symptoms", Kind.TERMS, "symptoms"),
    _own("comorbidities", Kind.TERMS, "illnesses"),
    _own("family_history", Kind.TERMS, "illnesses"),
    _own("serum_igg4_follow_up", Kind.IGG4_LIST),
    _own("serum_igg4_igg_ratio", Kind.MIDDLE),
    _own("csf_cell_count", Kind.MIDDLE),
    _own("csf_protein", Kind.PROTEIN),
    _own("lesion_compartment", Kind.CHOICE),
    _own("enhancement_pattern", Kind.TERMS),
    _own("other_organs", Kind.TERMS, "organs"),
    _own("diagnosis", Kind.TERMS, "illnesses"),
    _own("initial_misdiagnosis", Kind.TERMS, "illnesses"),
    _own("drugs", Kind.NAMES, "drugs"),
    _own("follow_up_months", Kind.NUMBER),
    Measure("status other than stated", "status", Kind.STATUS, shared=False),
)


@dataclass(frozen=True, slots=True)
class CaseAnswers:
    """One case: an answer for each measure, and beside it what is neither right nor wrong (gold alone).

    `skipped` holds the measures of which this gold says nothing, so that any answer of a record goes uncounted.
    `confidences` are those of a record's cells.
    """

    answers: Mapping[str, Answer] = field(default_factory=dict)
    acceptable: Mapping[str, Answer] = field(default_factory=dict)
    skipped: frozenset[str] = frozenset()
    confidences: Mapping[str, float] = field(default_factory=dict)

    def of(self, measure: Measure) -> Answer:
        """Give the answer of a measure."""
        return self.answers.get(measure.name, ())

    def accepts(self, measure: Measure) -> Answer:
        """Give what is acceptable beside the answer."""
        return self.acceptable.get(measure.name, ())


def items_of(measure: Measure, cell: Any) -> Answer:
    """Reduce a cell, as JSON holds it, to items."""
    match measure.kind:
        case Kind.NUMBER:
            return _some(_number(cell))
        case Kind.MIDDLE:
            return _some(_middle(cell))
        case Kind.IGG4 | Kind.PROTEIN:
            return _some(_mg_per_dl(cell))
        case Kind.IGG4_LIST:
            found = (_mg_per_dl(one) for one in _as_list(cell))
            return tuple(f"{value:.1f}" for value in found if value is not None)
        case Kind.FLAG:
            return (str(cell["flag"]),) if isinstance(cell, dict) and cell.get("flag") is not None else ()
        case Kind.CHOICE:
            return () if cell is None else (str(cell).lower(),)
        case Kind.YES_NO:
            return () if cell is None else ("yes" if str(cell).lower()[:1] in ("y", "t") else "no",)
        case Kind.LEVELS:
            return tuple(dict.fromkeys(_level(one) for one in _as_list(cell)))
        case Kind.NAMES:
            names = (one["name"] if isinstance(one, dict) else one for one in _as_list(cell))
            return _terms(names, measure.groups)
        case Kind.TERMS:
            return _terms(_as_list(cell), measure.groups)
        case Kind.STATUS:
            return tuple(f"{name}: {status}" for name, status in (cell or {}).items())


def _some(value: float | None) -> Answer:
    return () if value is None else (value,)


def _as_list(cell: Any) -> list[Any]:
    if cell is None:
        return []
    return cell if isinstance(cell, list) else [cell]


def _number(cell: Any) -> float | None:
    if isinstance(cell, dict):
        cell = cell.get("value")
    return float(cell) if isinstance(cell, int | float) else None


def _middle(cell: Any) -> float | None:
    if not isinstance(cell, dict):
        return _number(cell)
    if isinstance(cell.get("value"), int | float):
        return _number(cell)
    ends = cell["value"] if isinstance(cell.get("value"), list) else [cell.get("low"), cell.get("high")]
    numbers = [float(end) for end in ends if end is not None]
    return sum(numbers) / len(numbers) if numbers else None


_TO_MG_PER_DL = {"g/l": 100.0, "gram/l": 100.0, "mg/ml": 100.0, "mg/l": 0.1, "µg/ml": 0.1, "μg/ml": 0.1, "ug/ml": 0.1}


def _mg_per_dl(cell: Any) -> float | None:
    value = _middle(cell)
    unit = str(cell.get("unit") or "") if isinstance(cell, dict) else ""
    factor = _TO_MG_PER_DL.get(unit.lower().replace(" ", ""), 1.0)
    return None if value is None else round(value * factor, 6)


def _level(text: Any) -> str:
    return re.sub(r"\s+", "", str(text).upper().replace("–", "-").replace("—", "-"))


def _terms(texts: Any, groups: str) -> Answer:
    known = load_groups().get(groups, {})
    folded = (str(text).strip().lower() for text in texts)
    return tuple(dict.fromkeys(known.get(term, term) for term in folded))


@cache
def load_groups() -> Mapping[str, Mapping[str, str]]:
    """Read `lexicons/equivalents.toml`: for each field, every term and the first term of its group.

    Raises:
        DataError: a group that is no list of texts, or a term in two groups of a field.
    """
    name = "lexicons/equivalents.toml"
    raw = tomllib.loads((files("extractor") / name).read_text(encoding="utf-8"))
    made: dict[str, dict[str, str]] = {}
    for field_name, groups in raw.items():
        terms = made.setdefault(field_name, {})
        for group in groups:
            if not isinstance(group, list) or not all(isinstance(term, str) for term in group):
                raise DataError(f"{name}: {field_name}: {group!r} must be a list of texts")
            for term in group:
                if term.lower() in terms:
                    raise DataError(f"{name}: {field_name}: {term!r} stands twice")
                terms[term.lower()] = group[0].lower()
    return made
