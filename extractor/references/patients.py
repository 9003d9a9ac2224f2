"""Rows of different papers → pairs that may be one patient, each with its reasons; a person decides."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from extractor.case import Status
from extractor.criteria.amounts import Amount, read_amount
from extractor.export.rows import Row
from extractor.references.names import name_initials, name_words

_PROPOSED = 7  # points that a pair needs
_MOST_ALIKE = 300  # rows with one feature that still tells them from others
_VALUES = ("serum_igg4", "csf_protein", "csf_cell_count", "igg4_positive_cells_per_hpf", "igg4_igg_ratio_percent")
_LISTS = ("initial_symptoms", "symptoms", "treatments", "pathology", "other_organs", "comorbidities")


@dataclass(frozen=True, slots=True)
class Patient:
    """One row and the authors of its paper."""

    row: Row
    authors: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Name the row: its paper and case."""
        return f"{self.row.path}:{self.row.case}"


@dataclass(frozen=True, slots=True)
class SamePatient:
    """Two rows that may be one patient, how much speaks for it and what."""

    first: Patient
    second: Patient
    points: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PatientDecision:
    """What a person said of two rows."""

    first: str
    second: str
    same: bool


def propose_same_patients(patients: Sequence[Patient]) -> tuple[SamePatient, ...]:
    """Propose pairs of rows of different papers, the surest first."""
    found = [
        pair for left, right in _candidates(patients) if (pair := _compare(patients[left], patients[right])) is not None
    ]
    return tuple(sorted(found, key=lambda pair: (-pair.points, pair.first.id, pair.second.id)))


def count_patients(patients: Sequence[Patient], decisions: Sequence[PatientDecision]) -> int:
    """Count patients: rows that a person called the same are one."""
    root = {patient.id: patient.id for patient in patients}

    def find(name: str) -> str:
        while root[name] != name:
            name = root[name]
        return name

    for decision in decisions:
        if decision.same and decision.first in root and decision.second in root:
            first, second = sorted((find(decision.first), find(decision.second)))
            root[second] = first
    return len({find(name) for name in root})


def _candidates(patients: Sequence[Patient]) -> tuple[tuple[int, int], ...]:
    """Give the pairs that share something telling: levels, a measured number, an author, or a list of findings."""
    blocks: dict[tuple[str, object], list[int]] = defaultdict(list)
    for place, patient in enumerate(patients):
        for feature in set(_features(patient)):
            blocks[feature].append(place)
    pairs = {pair for members in blocks.values() if len(members) <= _MOST_ALIKE for pair in combinations(members, 2)}
    return tuple(sorted(pairs))


def _features(patient: Patient) -> Iterator[tuple[str, object]]:
    row = patient.row
    for field in ("lesion_levels", *_LISTS):
        items = _texts(row, field)
        if len(items) > (field != "lesion_levels"):
            yield field, items
    for field in _VALUES:
        number = _exact(read_amount(_content(row, field)))
        if number is not None and number > 0:
            place = round(math.log(number) / 0.005)
            yield from ((field, near) for near in (place - 1, place, place + 1))
    for name in patient.authors:
        yield from (("author", word) for word in name_words(name))


def _compare(left: Patient, right: Patient) -> SamePatient | None:
    """Weigh two rows; None where they contradict each other or too little speaks for one patient."""
    if left.row.path == right.row.path or _contradict(left.row, right.row):
        return None
    told = [*_person(left.row, right.row), *_site(left.row, right.row), *_people(left.authors, right.authors)]
    told += _measured(left.row, right.row)
    shared = _shared(left.row, right.row)
    told += shared
    telling = any(weight >= 3 for weight, _ in told) or sum(weight for weight, _ in shared) >= 4
    points = sum(weight for weight, _ in told)
    if not telling or points < _PROPOSED:
        return None
    return SamePatient(left, right, points, tuple(reason for _, reason in told))


def _content(row: Row, field: str) -> object:
    cell = next((cell for cell in row.cells if cell.field == field), None)
    return cell.answer.content if cell is not None and cell.answer.status is Status.STATED else None


def _texts(row: Row, field: str) -> frozenset[str]:
    content = _content(row, field)
    return frozenset(item for item in content if isinstance(item, str)) if isinstance(content, list) else frozenset()


def _age(row: Row) -> float | None:
    age = _content(row, "age_years")
    return float(age) if isinstance(age, int | float) else None


def _contradict(left: Row, right: Row) -> bool:
    """Tell whether sex or age say that these are two: an age may grow by the years between the papers."""
    sexes = {sex for row in (left, right) if isinstance(sex := _content(row, "sex"), str)}
    ages = [age for row in (left, right) if (age := _age(row)) is not None]
    years = abs((left.year or 0) - (right.year or 0)) if left.year and right.year else 3
    return len(sexes) > 1 or (len(ages) == 2 and abs(ages[0] - ages[1]) > 1 + min(years, 10))


def _person(left: Row, right: Row) -> list[tuple[int, str]]:
    told: list[tuple[int, str]] = []
    ours, theirs = _age(left), _age(right)
    if ours is not None and theirs is not None and abs(ours - theirs) <= 1:
        told.append(
            (2 if ours == theirs else 1, f"age {ours:g}" if ours == theirs else f"ages {ours:g} and {theirs:g}")
        )
    sex = _content(left, "sex")
    if isinstance(sex, str) and sex == _content(right, "sex"):
        told.append((1, sex))
    if left.year is not None and right.year is not None and abs(left.year - right.year) <= 1:
        told.append((1, "published at the same time"))
    return told


def _site(left: Row, right: Row) -> list[tuple[int, str]]:
    ours, theirs = _texts(left, "lesion_levels"), _texts(right, "lesion_levels")
    if ours and theirs:
        return [(3, f"levels {', '.join(sorted(ours))}")] if ours == theirs else [(-1, "other levels")]
    ours, theirs = _texts(left, "involved_regions"), _texts(right, "involved_regions")
    if ours and theirs:
        return [(1, f"the same regions: {', '.join(sorted(ours))}")] if ours == theirs else [(-1, "other regions")]
    return []


def _people(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, str]]:
    shared = [name for name in left if any(_same_name(name, other) for other in right)]
    if len(shared) > 1:
        return [(4, f"{len(shared)} authors in common: {', '.join(shared[:3])}")]
    return [(2, f"an author in common: {shared[0]}")] if shared else []


def _same_name(left: str, right: str) -> bool:
    """Tell whether two names are of one person: a word in common, and the initials of the shorter in the other."""
    if not name_words(left) & name_words(right):
        return False
    ours, theirs = sorted((name_initials(left), name_initials(right)), key=len)
    return len(ours) > 1 and ours <= theirs


def _measured(left: Row, right: Row) -> list[tuple[int, str]]:
    told: list[tuple[int, str]] = []
    for field in _VALUES:
        ours, theirs = (_exact(read_amount(_content(row, field))) for row in (left, right))
        if ours is None or theirs is None:
            continue
        if abs(ours - theirs) <= 0.005 * max(ours, theirs):
            round_number = ours % 10 == 0 and ours <= 200
            told.append((1 if round_number else 4, f"{field} {ours:g}"))
        elif field == "serum_igg4" and max(ours, theirs) > 1.5 * min(ours, theirs):
            told.append((-2, "another serum IgG4"))
    ours_weeks, theirs_weeks = (_content(row, "onset_to_diagnosis_weeks") for row in (left, right))
    if isinstance(ours_weeks, int | float) and ours_weeks == theirs_weeks:
        told.append((1, f"{ours_weeks:g} weeks to diagnosis"))
    return told


def _exact(amount: Amount | None) -> float | None:
    return amount.low if amount is not None and amount.low == amount.high else None


def _shared(left: Row, right: Row) -> list[tuple[int, str]]:
    told: list[tuple[int, str]] = []
    for field in _LISTS:
        ours, theirs = _texts(left, field), _texts(right, field)
        if len(ours) > 1 and ours == theirs:
            told.append((1 if len(ours) == 2 else 2, f"the same {field.replace('_', ' ')}"))
    return told
