"""Scores age and sex against brat annotations: a folder of `.ann` and the run over its `.txt` → figures and misses.

The gold is the first Age and the first Sex of each `.ann`, read here without any code of the extractor.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from extractor.problem import DataError
from extractor.score.gold import read_records
from extractor.score.measures import CaseAnswers


@dataclass(frozen=True, slots=True)
class Person:
    """Age in years, None if it is told by a word alone ("newborn"), and sex."""

    age: float | None
    sex: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One document: what the annotators marked, what it means, and what was extracted."""

    name: str
    marked: tuple[str, str]
    gold: Person
    got: Person

    @property
    def right(self) -> bool:
        """Tell whether age and sex are both right."""
        if self.gold.sex != self.got.sex:
            return False
        if self.gold.age is None or self.got.age is None:
            return self.gold.age is self.got.age
        return abs(self.gold.age - self.got.age) < 0.02


_WORDS = dict(
    zip(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], range(1, 11), strict=True)
)
_UNIT_YEARS = {"y": 1.0, "m": 1 / 12, "w": 7 / 365.25, "d": 1 / 365.25, "h": 1 / 8766}
_MALE = frozenset(["man", "male", "boy", "gentleman", "m"])
_FEMALE = frozenset(["woman", "female", "girl", "lady", "f", "primipara"])


def read_age(text: str) -> float | None:
    """Read an annotated age: "4 and a half years old" is 4.5, "14-month-old" is 1.17, "mid-teens" is None."""
    words = text.lower()
    if re.search(r"younger|older than|under|over", words):
        return None
    found = re.search(r"(\d+(?:\.\d+)?)|\b(" + "|".join(_WORDS) + r")\b", words)
    if found is None or re.search(r"\d0s", words):
        return None
    number = float(found[1]) if found[1] is not None else float(_WORDS[found[2]])
    if "half" in words:
        number += 0.5
    unit = re.search(r"(?:\d|\b)(y|month|mo|week|day|hour)", words[found.start() :])
    return round(number * _UNIT_YEARS["y" if unit is None else unit[1][0]], 2)


def read_sex(text: str) -> str | None:
    """Read an annotated sex."""
    word = text.lower().strip()
    return "male" if word in _MALE else "female" if word in _FEMALE else None


def read_marked(path: Path) -> tuple[str, str] | None:
    """Give the first Age and the first Sex of an annotation file as marked; None unless it has both."""
    first: dict[str, tuple[int, str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        found = re.match(r"T\d+\t(Age|Sex) (\d+)[^\t]*\t(.+)", line)
        if found is not None:
            at = (int(found[2]), found[3])
            first[found[1]] = min(first.get(found[1], at), at)
    return (first["Age"][1], first["Sex"][1]) if len(first) == 2 else None


def compare_people(folder: Path, records: Path) -> tuple[Comparison, ...]:
    """Hold age and sex of the first case of each text against the annotations below a folder that mark both.

    Raises:
        DataError: no annotations there, or a `records` that is no run folder and no list of records.
    """
    found = read_records(records / "cases.jsonl" if records.is_dir() else records)
    compared = []
    for ann in sorted(folder.rglob("*.ann")):
        marked = read_marked(ann)
        if marked is None:
            continue
        cases = found.get(ann.stem, ())
        got = _person(cases[0]) if cases else Person(None, None)
        compared.append(Comparison(ann.stem, marked, Person(read_age(marked[0]), read_sex(marked[1])), got))
    if not compared:
        raise DataError(f"{folder}: no .ann file with an Age and a Sex")
    return tuple(compared)


def format_people(compared: Sequence[Comparison]) -> str:
    """Give the share of texts with both right, and the misses."""
    right = sum(comparison.right for comparison in compared)
    lines = [f"age and sex both right: {right}/{len(compared)} ({right / len(compared):.3f})"]
    lines += [f"{c.name}: marked {c.marked}, gold {c.gold}, got {c.got}" for c in compared if not c.right]
    return "\n".join(lines)


def _person(case: CaseAnswers) -> Person:
    age, sex = (next(iter(case.answers.get(name, ())), None) for name in ("age_years", "sex"))
    return Person(age if isinstance(age, float) else None, sex if isinstance(sex, str) else None)
