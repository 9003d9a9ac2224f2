"""Records and decisions → the cells of one reviewer: what the program read, and what he or she said of it before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from extractor.case import Status
from extractor.review.decided import decided, in_force, silent_value
from extractor.review.decision import Answer, Decision, Role
from extractor.schema import Field, Schema

Key = tuple[str, str, str]  # path, case, field


@dataclass(frozen=True, slots=True)
class BookCell:
    """One cell as a workbook shows it.

    `shown` is the answer that stands there: the reviewer's own last one, else the program's; `seen` is the number of
    the reviewer's last entry on the cell, 0 if none.
    """

    path: str
    sha256: str
    case: str
    label: str
    field: Field
    program: Answer
    others: tuple[Answer, ...]
    confidence: float
    own: Decision | None
    seen: int
    said: tuple[str, ...]  # every comment that the reviewer wrote on it

    @property
    def key(self) -> Key:
        """The place of the cell, as a decision names it."""
        return self.path, self.case, self.field.name

    @property
    def shown(self) -> Answer:
        """The answer that stands in the workbook when it is written."""
        return self.program if self.own is None or self.own.answer is None else self.own.answer

    @property
    def base(self) -> str:
        """Name what the program read and on which file: it changes whenever that does."""
        read = f"{self.sha256} {self.program.status} {self.program.content} {self.program.evidence}"
        return hashlib.sha256(read.encode()).hexdigest()[:16]


def cells_of(lines: Iterable[str], decisions: Sequence[Decision], schema: Schema, reviewer: str) -> Iterator[BookCell]:
    """Give the cells of a run as one reviewer arranged its patients, without what anybody else decided."""
    last: dict[Key, Decision] = {}
    said: dict[Key, tuple[str, ...]] = {}
    hers = [d for d in decisions if (d.role, d.reviewer) == (Role.REVIEWER, reviewer)]
    for decision in hers:
        last[decision.place] = decision
        if decision.comment:
            said[decision.place] = (*said.get(decision.place, ()), decision.comment)
    own = {decision.place: decision for decision in in_force(hers) if decision.verdict.judges}
    patients = decided(lines, [d for d in hers if not d.verdict.judges], schema, reviewer)
    for line in patients:
        record = json.loads(line)
        path, case = str(record["document"]["path"]), str(record["case"]["id"])
        for field in schema.fields:
            key = (path, case, field.name)
            value = record["values"].get(field.name, silent_value())
            yield BookCell(
                path=path,
                sha256=str(record["document"]["id"]),
                case=case,
                label=str(record["case"]["label"]),
                field=field,
                program=_answer(value),
                others=tuple(_answer(other) for other in value["alternatives"]),
                confidence=float(value["confidence"]),
                own=own.get(key),
                seen=last[key].number if key in last else 0,
                said=said.get(key, ()),
            )


def _answer(value: dict[str, Any]) -> Answer:
    return Answer(Status(value["status"]), to_text(value["value"]), to_text(value["evidence"]))


def to_text(data: Any) -> str:
    """Write JSON as a decision holds it."""
    return json.dumps(data, ensure_ascii=False)
