"""Joins the tables of a series that tell of the same cases, "Table 1 … Table 2", by the numbers of the cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.case import Record, Status, Value


def join_tables(tables: Sequence[Sequence[Record]]) -> tuple[Record, ...]:
    """Give one record a patient: what a later table tells of cases of an earlier one goes into their records."""
    joined: list[list[Record]] = []
    for records in tables:
        for at, earlier in enumerate(joined):
            if _are_same_cases(earlier, records):
                joined[at] = _join(earlier, records)
                break
        else:
            joined.append(list(records))
    return tuple(record for records in joined for record in records)


def _are_same_cases(earlier: Sequence[Record], later: Sequence[Record]) -> bool:
    """Tell whether the later table names cases of the earlier one, each once, and no other papers."""
    before, after = ([(r.document.path, r.case.label) for r in records] for records in (earlier, later))
    named = all(any(char.isdigit() for char in label) for _, label in (*before, *after))
    return named and len(after) > 1 and len(set(after)) == len(after) and set(after) <= set(before)


def _join(earlier: Sequence[Record], later: Sequence[Record]) -> list[Record]:
    further = {record.case.label: record for record in later}
    return [_fill(record, further[record.case.label]) if record.case.label in further else record for record in earlier]


def _fill(record: Record, more: Record) -> Record:
    """Take what the first table does not tell from the other."""
    values: list[Value] = []
    for value in record.values:
        other = more.value(value.field)
        silent = value.status is Status.NOT_REPORTED
        values.append(other if silent and (other.status is not Status.NOT_REPORTED or not value.evidence) else value)
    case = replace(record.case, spans=tuple(sorted({*record.case.spans, *more.case.spans})))
    return replace(record, case=case, values=tuple(values), problems=record.problems + more.problems)
