"""Records and decisions → the records as a reviewer sees them, or as they are agreed, with the history of each cell."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Any

from extractor.review.answers import same_answer
from extractor.review.decision import Answer, Decision, Role, Verdict
from extractor.review.patients import Arrangement, Patient, arrange_patients
from extractor.schema import Schema


class Standing(StrEnum):
    """How far a cell is settled."""

    UNCHECKED = "unchecked"  # nobody judged it: the machine's reading
    ONE = "one reviewer"
    AGREED = "agreed"  # two or more gave the same answer
    DISPUTED = "disputed"  # they gave different ones, and nobody has settled it: the machine's reading stays
    ADJUDICATED = "adjudicated"


@dataclass(frozen=True, slots=True)
class Settled:
    """How a cell stands: the decision whose answer holds, if any, and the last judgement of everybody."""

    standing: Standing
    holds: Decision | None
    judgements: tuple[Decision, ...]


def in_force(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Leave out what was taken back, and the taking back; an undo that was undone leaves what it took."""
    kept: list[Decision] = []
    undone: set[str] = set()
    for decision in reversed(tuple(decisions)):
        if str(decision.number) in undone:
            continue
        if decision.verdict is Verdict.UNDO:
            undone.add(decision.target)
        else:
            kept.append(decision)
    return tuple(reversed(kept))


def history(decisions: Iterable[Decision], case: str, field: str) -> tuple[tuple[Decision, bool], ...]:
    """Give every entry about a cell of one document, in order, each with whether it counts."""
    entries = tuple(decisions)
    standing = {decision.number for decision in in_force(entries)}
    return tuple((d, d.number in standing) for d in entries if (d.case, d.field) == (case, field))


def settle_cell(judgements: Iterable[Decision], reviewer: str | None = None) -> Settled:
    """Tell how a cell stands from the judgements in force on it; with a reviewer, by his own alone."""
    last: dict[tuple[Role, str], Decision] = {}
    for decision in judgements:
        mine = reviewer is None or (decision.role, decision.reviewer) == (Role.REVIEWER, reviewer)
        if decision.verdict.judges and mine:
            last[decision.role, decision.hand] = decision
    settled = last.pop((Role.ADJUDICATOR, ""), None)
    everybody = tuple(last.values())
    answers = [decision.answer for decision in everybody if decision.answer is not None]
    if settled is not None:
        return Settled(Standing.ADJUDICATED, settled, (*everybody, settled))
    if not answers:
        return Settled(Standing.UNCHECKED, None, ())
    if len(answers) == 1:
        return Settled(Standing.ONE, everybody[0], everybody)
    if all(same_answer(answers[0], other) for other in answers[1:]):
        return Settled(Standing.AGREED, everybody[0], everybody)
    return Settled(Standing.DISPUTED, None, everybody)


def decided(
    lines: Iterable[str], decisions: Sequence[Decision], schema: Schema, reviewer: str | None = None
) -> Iterator[str]:
    """Give the lines of `cases.jsonl` as a reviewer sees them or, without one, as they are agreed.

    Each value has a further key `review`: its standing, who judged it, when, the comments, and `earlier_file` where
    it was judged on another file under the same name. Papers that are excluded give no line.

    Args:
        lines: of whole documents, those of one beside each other.
    """
    by_path: dict[str, list[Decision]] = {}
    for decision in decisions:
        by_path.setdefault(decision.path, []).append(decision)
    records = (json.loads(line) for line in lines)
    for path, group in groupby(records, key=lambda record: str(record["document"]["path"])):
        yield from _lines_of(tuple(group), by_path.pop(path, []), schema, reviewer)
    for path, rest in by_path.items():  # papers in which the machine found no patient
        head = {"document": bare_document(path, rest[-1].sha256)}
        yield from _lines_of((head,), rest, schema, reviewer)


def _lines_of(
    records: Sequence[dict[str, Any]], decisions: Sequence[Decision], schema: Schema, reviewer: str | None
) -> Iterator[str]:
    arranged, values = decide_document(records, decisions, schema, reviewer)
    if arranged.excluded is None:
        for record in values:
            yield json.dumps(record, ensure_ascii=False, separators=(", ", ": "), allow_nan=False)


def bare_document(path: str, sha256: str) -> dict[str, Any]:
    """Give the `document` of a record of which nothing but its file is known."""
    names = ("format", "pages", "title", "first_author", "year", "journal", "doi", "pmid", "article_type")
    return {"id": sha256, "path": path, "authors": [], "patients": 0, **dict.fromkeys(names)}


def decide_document(
    records: Sequence[dict[str, Any]], decisions: Sequence[Decision], schema: Schema, reviewer: str | None
) -> tuple[Arrangement, tuple[dict[str, Any], ...]]:
    """Give the patients of one document as a reviewer, or everybody, has arranged them, and the record of each.

    Args:
        records: the machine's; at least one, without `case` if it found no patient.
    """
    entries = in_force(decisions)
    found = [(str(record["case"]["id"]), str(record["case"]["label"])) for record in records if "case" in record]
    arranged = arrange_patients(found, entries, reviewer)
    by_case = {str(record["case"]["id"]): record for record in records if "case" in record}
    cells: dict[tuple[str, str], list[Decision]] = {}
    for entry in entries:
        cells.setdefault((entry.case, entry.field), []).append(entry)
    decided_records = []
    for patient in arranged.patients:
        record = _record_of(patient, by_case, records[0], schema)
        record["document"] = {**record["document"], "patients": len(arranged.patients)}
        sha256 = str(record["document"]["id"])
        record["values"] = {
            field.name: _decide_cell(
                record["values"].get(field.name, silent_value()),
                cells.get((patient.case, field.name), ()),
                reviewer,
                sha256,
            )
            for field in schema.fields
        }
        decided_records.append(record)
    return arranged, tuple(decided_records)


def silent_value() -> dict[str, Any]:
    """Give the value of a cell of which nobody has said anything."""
    return {"status": "not_reported", "value": None, "confidence": 0.5, "evidence": [], "alternatives": []}


def _record_of(
    patient: Patient, by_case: Mapping[str, dict[str, Any]], like: dict[str, Any], schema: Schema
) -> dict[str, Any]:
    """Give the machine's record of a patient: their own, that of the one they are split from, or a silent one."""
    own = by_case.get(patient.case) or by_case.get(patient.split_from)
    values = {} if own is None else dict(own["values"])
    for other in patient.merged:
        for name, value in by_case.get(other, {"values": {}})["values"].items():
            if values.get(name, silent_value())["status"] == "not_reported":
                values[name] = value
    return {
        "schema": {"id": schema.id, "version": schema.version},
        "extractor": like.get("extractor"),
        "document": like["document"],
        "case": {"id": patient.case, "label": patient.label},
        "values": values,
        "problems": [] if own is None else own["problems"],
    }


def _decide_cell(
    value: Mapping[str, Any], entries: Sequence[Decision], reviewer: str | None, sha256: str
) -> dict[str, Any]:
    settled = settle_cell(entries, reviewer)
    review: dict[str, Any] = {
        "standing": str(settled.standing),
        "by": [decision.reviewer for decision in settled.judgements],
        "at": [decision.at for decision in settled.judgements],
        "comments": [d.comment for d in entries if d.comment and reviewer in (None, d.reviewer)],
        "earlier_file": any(decision.sha256 != sha256 for decision in settled.judgements),
    }
    if settled.standing is Standing.DISPUTED:
        others = [{**answer_json(d.answer), "by": d.reviewer} for d in settled.judgements if d.answer is not None]
        return {**value, "review": {**review, "answers": others}}
    if settled.holds is None or settled.holds.answer is None:
        return {**value, "review": review}
    return {**value, **answer_json(settled.holds.answer), "confidence": 1.0, "review": review}


def answer_json(answer: Answer) -> dict[str, Any]:
    """Give an answer as `cases.jsonl` holds one."""
    return {
        "status": str(answer.status),
        "value": json.loads(answer.content),
        "evidence": json.loads(answer.evidence),
    }
