"""What reviewers decided, and what the program read → how far any two of them agree, field by field and overall."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Any

from extractor.case import Status
from extractor.review.agreement import Coefficients, Estimate, Ratings, measure_agreement, measure_numbers
from extractor.review.decided import in_force, settle_cell
from extractor.review.decision import Answer, Decision, Role
from extractor.review.workbook.cells import to_text
from extractor.schema import FieldType, Schema

PROGRAM, AGREED = "program", "agreed"
_ITEMS = (FieldType.CATEGORIES, FieldType.LEVELS, FieldType.DRUGS)
_NUMBERS = (FieldType.AGE, FieldType.DURATION, FieldType.COUNT, FieldType.QUANTITY)

Place = tuple[str, str, str]  # path, case, field
Answers = Mapping[Place, Answer]


@dataclass(frozen=True, slots=True)
class FieldAgreement:
    """One line of a comparison: a field as a whole, or each item of a list by itself."""

    field: str
    by_item: bool
    coefficients: Coefficients
    icc: Estimate | None = None  # of fields of numbers, where both give one


@dataclass(frozen=True, slots=True)
class Comparison:
    """How far two raters agree on the cells that both judged."""

    left: str
    right: str
    papers: int
    cases: int
    overall: Coefficients
    fields: tuple[FieldAgreement, ...]


def compare_raters(lines: Iterable[str], decisions: Sequence[Decision], schema: Schema) -> tuple[Comparison, ...]:
    """Compare every two reviewers, each reviewer with the program, and what was agreed with the program.

    A reviewer counts with his or her own last judgement of a cell, never with what was adjudicated afterwards.
    """
    standing = in_force(decisions)
    judged = [d for d in standing if d.verdict.judges and d.answer is not None]
    people = sorted({d.reviewer for d in judged if d.role is Role.REVIEWER})
    own = {person: _own_answers(judged, person) for person in people}
    program = dict(_program_answers(lines, {d.place for d in judged}))
    pairs = [(a, own[a], b, own[b]) for a, b in combinations(people, 2)]
    pairs += [(person, own[person], PROGRAM, program) for person in people]
    if len(people) > 1:
        pairs.append((AGREED, _agreed_answers(judged), PROGRAM, program))
    return tuple(compare_answers(left, a, right, b, schema) for left, a, right, b in pairs)


def compare_answers(left: str, a: Answers, right: str, b: Answers, schema: Schema) -> Comparison:
    """Compare two sets of answers where both have one."""
    places = sorted(a.keys() & b.keys())
    by_field: dict[str, list[Place]] = {field.name: [] for field in schema.fields}
    for place in places:
        if place[2] in by_field:
            by_field[place[2]].append(place)
    found: list[FieldAgreement] = []
    whole: list[Ratings] = []
    for field in schema.fields:
        shared = by_field[field.name]
        if not shared:
            continue
        pairs = [(place, a[place], b[place]) for place in shared]
        ratings = _whole_cells(pairs)
        whole.append(ratings)
        icc = measure_numbers(_numbers(pairs)) if field.type in _NUMBERS else None
        found.append(FieldAgreement(field.name, False, measure_agreement([ratings]), icc))
        if field.type in _ITEMS:
            found.append(FieldAgreement(field.name, True, measure_agreement([_items(pairs)])))
    cases = {place[:2] for place in places}
    papers = {place[0] for place in places}
    return Comparison(left, right, len(papers), len(cases), measure_agreement(whole), tuple(found))


def label_of(answer: Answer) -> str:
    """Name an answer so that two which say the same have one name: status and content, whatever the words cited."""
    return f"{answer.status} {_folded_text(answer.content)}"


@lru_cache(maxsize=100_000)  # most answers of a field are given many times
def _folded_text(content: str) -> str:
    return json.dumps(_folded(json.loads(content)), sort_keys=True)


def _folded(content: Any) -> Any:
    match content:
        case list():
            return sorted((_folded(item) for item in content), key=lambda item: json.dumps(item, sort_keys=True))
        case dict() if "name" in content:
            return [_folded(content.get(key)) for key in ("name", "dose", "route", "frequency")]
        case dict():
            number, comparator = content.get("canonical"), content.get("comparator") or "="
            return content.get("flag") if number is None else [_folded(number), comparator]
        case bool() | None:
            return content
        case int() | float():
            return float(f"{content:.6g}")
        case str():
            return " ".join(content.split()).casefold()
    return content


Pair = tuple[Place, Answer, Answer]


def _whole_cells(pairs: Sequence[Pair]) -> Ratings:
    return Ratings(
        tuple(label_of(one) for _, one, _ in pairs),
        tuple(label_of(other) for _, _, other in pairs),
        tuple(place[0] for place, _, _ in pairs),
    )


def _items(pairs: Sequence[Pair]) -> Ratings:
    """Ask of each case: every item that anybody names anywhere in this field, and the status."""
    named = [(place[0], one.status, _named(one), other.status, _named(other)) for place, one, other in pairs]
    everything = sorted({item for _, _, ours, _, theirs in named for item in (*ours, *theirs)})
    left: list[str] = []
    right: list[str] = []
    papers: list[str] = []
    for paper, status, ours, other, theirs in named:
        left += [str(status), *("named" if item in ours else "not named" for item in everything)]
        right += [str(other), *("named" if item in theirs else "not named" for item in everything)]
        papers += [paper] * (len(everything) + 1)
    return Ratings(tuple(left), tuple(right), tuple(papers))


def _named(answer: Answer) -> frozenset[str]:
    return _named_in(answer.content)


@lru_cache(maxsize=100_000)
def _named_in(text: str) -> frozenset[str]:
    content = json.loads(text)
    items = content if isinstance(content, list) else []
    return frozenset(str(_folded(item["name"] if isinstance(item, dict) else item)) for item in items)


def _numbers(pairs: Sequence[Pair]) -> list[tuple[float, float]]:
    found = [(_number(one), _number(other)) for _, one, other in pairs]
    return [(one, other) for one, other in found if one is not None and other is not None]


def _number(answer: Answer) -> float | None:
    content = json.loads(answer.content)
    number = content.get("canonical") if isinstance(content, dict) else content
    return float(number) if isinstance(number, int | float) and not isinstance(number, bool) else None


def _own_answers(judged: Iterable[Decision], person: str) -> dict[Place, Answer]:
    return {
        d.place: d.answer for d in judged if d.answer and (d.role, d.reviewer) == (Role.REVIEWER, person)
    }  # the last one stands


def _agreed_answers(judged: Sequence[Decision]) -> dict[Place, Answer]:
    """Give the answers that an adjudicator gave or that two reviewers share."""
    by_place: dict[Place, list[Decision]] = {}
    for decision in judged:
        by_place.setdefault(decision.place, []).append(decision)
    settled = ((place, settle_cell(entries)) for place, entries in by_place.items())
    return {
        place: cell.holds.answer
        for place, cell in settled
        if cell.holds is not None and cell.holds.answer is not None and cell.standing in ("agreed", "adjudicated")
    }


def _program_answers(lines: Iterable[str], wanted: set[Place]) -> Iterator[tuple[Place, Answer]]:
    for line in lines:
        record = json.loads(line)
        path, case = str(record["document"]["path"]), str(record["case"]["id"])
        for field, value in record["values"].items():
            if (path, case, field) in wanted:
                content, evidence = to_text(value["value"]), to_text(value["evidence"])
                yield (path, case, field), Answer(Status(value["status"]), content, evidence)
