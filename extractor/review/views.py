"""What the templates print: documents, patients and cells as plain texts and numbers, with nothing left to decide."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from extractor.case import Status
from extractor.review.book import Page
from extractor.review.decided import Settled, answer_json, history, settle_cell
from extractor.review.decision import Answer, Decision, Role, Verdict
from extractor.review.desk import Desk
from extractor.review.shelf import Held, Place
from extractor.review.wording import STATUS_WORDS, codes_of, word_answer, word_time
from extractor.schema import Field

_DOUBTFUL, _SURE = 0.6, 0.9
_DONE = {
    Verdict.ACCEPT: "accepted",
    Verdict.EDIT: "edited",
    Verdict.REJECT: "rejected",
    Verdict.NOTE: "commented",
    Verdict.UNDO: "undone",
}


@dataclass(frozen=True, slots=True)
class AnswerView:
    """An answer: its words, its evidence as it stands in `cases.jsonl`, and who gave it when and why.

    `given` is the answer itself, as it would be kept; None where there is none to show.
    """

    text: str
    status: str
    given: Answer | None
    codes: tuple[tuple[str, str], ...] = ()
    evidence: tuple[Mapping[str, Any], ...] = ()
    number: int = 0
    by: str = ""
    when: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of a cell's history."""

    who: str
    did: str
    text: str
    when: str
    comment: str = ""
    counts: bool = True


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell on the page. `state` is a word for styles and for people: unchecked, accepted, edited, rejected …"""

    place: Place
    field: Field
    answer: AnswerView
    hidden: bool
    state: str
    confidence: float
    seen: int
    earlier_file: bool
    alternatives: tuple[AnswerView, ...] = ()
    answers: tuple[AnswerView, ...] = ()  # what each reviewer says, where all may see it
    lines: tuple[Line, ...] = ()
    comments: tuple[str, ...] = ()

    @property
    def sureness(self) -> str:
        """Name the confidence of the machine."""
        return "doubtful" if self.confidence < _DOUBTFUL else "fair" if self.confidence < _SURE else "sure"

    @property
    def worth(self) -> float:
        """How much checking the cell is worth: what sorts the form."""
        checked = self.state not in ("unchecked", "disputed")
        return -1.0 if checked else 1.0 - self.confidence + (self.answer.status == "conflict")

    @property
    def evidence_json(self) -> str:
        """The evidence shown, for the page that marks it."""
        return _dump(self.answer.evidence)


@dataclass(frozen=True, slots=True)
class PaperView:
    """A line of the list of papers."""

    key: str
    title: str
    citation: str
    path: str
    reason: str
    cells: int
    left: int
    state: str  # to do, done, excluded
    patients: tuple[tuple[str, str, int], ...] = field(default=())  # case, label, cells left


def view_paper(desk: Desk, held: Held) -> PaperView:
    """Give a document as a line of the list."""
    arranged, left, cells = desk.arrangement(held), desk.left(held), desk.cells(held)
    labels = {str(r["case"]["id"]): str(r["case"]["label"]) for r in held.records() if "case" in r}
    patients = tuple(
        (patient.case, labels.get(patient.case, patient.label), sum(case == patient.case for case, _ in left))
        for patient in arranged.patients
    )
    state = "excluded" if arranged.excluded else "done" if desk.reviewer in desk.page_of(held).done() else "to do"
    reason = f"excluded: {arranged.excluded}" if arranged.excluded else held.reason
    return PaperView(held.key, held.title, held.citation, held.path, reason, len(cells), len(left), state, patients)


def view_cells(
    desk: Desk, held: Held, case: str, settling: bool = False, only: str | None = None
) -> tuple[CellView, ...]:
    """Give the cells of a patient in the order of the schema, or one alone; none if there is no such patient."""
    page = desk.page_of(held)
    _, records = desk.records(held, settling)
    machine = {str(record["case"]["id"]): record["values"] for record in held.records() if "case" in record}
    for record in records:
        if record["case"]["id"] == case:
            own = machine.get(case, {})
            return tuple(
                _view_cell(desk, page, (case, field.name), record["values"][field.name], own.get(field.name), settling)
                for field in desk.schema.fields
                if only in (None, field.name)
            )
    return ()


def view_answer(desk: Desk, field: Field, value: Mapping[str, Any], decision: Decision | None = None) -> AnswerView:
    """Give an answer with its words and codes."""
    status, content = str(value["status"]), value["value"]
    given = Answer(Status(status), _dump(content), _dump(value["evidence"])) if status else None
    shown = (word_answer(field, status, content), status, given, codes_of(desk.schema, field, status, content))
    evidence = tuple(value["evidence"])
    if decision is None:
        return AnswerView(*shown, evidence)
    return AnswerView(*shown, evidence, decision.number, decision.reviewer, word_time(decision.at), decision.comment)


def _dump(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False)


def _view_cell(
    desk: Desk, page: Page, place: Place, value: Mapping[str, Any], machine: Mapping[str, Any] | None, settling: bool
) -> CellView:
    field = desk.schema.field(place[1])
    judgements = page.cells.get(place, ())
    settled = settle_cell(judgements, None if settling else desk.reviewer)
    hidden = desk.blind and not judgements_of(settled, desk) and not page.open
    shown: Mapping[str, Any] = {"status": "", "value": None, "evidence": []} if hidden else value
    others = () if hidden else tuple(view_answer(desk, field, other) for other in value["alternatives"])
    if not hidden and settled.holds is not None and machine is not None and machine["value"] != value["value"]:
        others = (view_answer(desk, field, machine), *others)
    role = Role.ADJUDICATOR if settling else Role.REVIEWER
    return CellView(
        place=place,
        field=field,
        answer=view_answer(desk, field, shown),
        hidden=hidden,
        state=_state(settled, settling, value),
        confidence=0.5 if hidden else float((machine or value)["confidence"]),
        seen=page.last_of(desk.reviewer, role, place),
        earlier_file=bool(value["review"]["earlier_file"]),
        alternatives=others,
        answers=_all_answers(desk, field, settled) if page.open else (),
        lines=_lines(desk, page, place, None if hidden else machine),
        comments=tuple(value["review"]["comments"]),
    )


def judgements_of(settled: Settled, desk: Desk) -> tuple[Decision, ...]:
    """Give the judgements that are this reviewer's own."""
    return tuple(decision for decision in settled.judgements if decision.reviewer == desk.reviewer)


def _state(settled: Settled, settling: bool, value: Mapping[str, Any]) -> str:
    if settling:
        return str(settled.standing)
    if settled.holds is None:
        return "unchecked"
    return "check again" if value["review"]["earlier_file"] else _DONE[settled.holds.verdict]


def _all_answers(desk: Desk, field: Field, settled: Settled) -> tuple[AnswerView, ...]:
    views = []
    for decision in settled.judgements:
        if decision.answer is not None and decision.role is Role.REVIEWER:
            views.append(view_answer(desk, field, answer_json(decision.answer), decision))
    return tuple(sorted(views, key=lambda view: view.by))


def _lines(desk: Desk, page: Page, place: Place, machine: Mapping[str, Any] | None) -> tuple[Line, ...]:
    """Write the history of a cell; of others' entries only what may be seen."""
    field = desk.schema.field(place[1])
    lines: list[Line] = []
    if machine is not None:
        lines.append(Line("machine", "read", word_answer(field, str(machine["status"]), machine["value"]), ""))
    for entry, counts in history(page.entries, *place):
        if page.open or entry.reviewer == desk.reviewer:
            lines.append(_line(field, entry, counts))
    return tuple(lines)


def _line(field: Field, entry: Decision, counts: bool) -> Line:
    text = ""
    if entry.answer is not None:
        text = word_answer(field, str(entry.answer.status), json.loads(entry.answer.content))
    who = entry.reviewer + (" (adjudicating)" if entry.role is Role.ADJUDICATOR else "")
    undoes = entry.verdict is Verdict.UNDO
    return Line(who, _DONE[entry.verdict], text, word_time(entry.at), entry.comment, counts or undoes)


def view_deeds(page: Page, reviewer: str) -> tuple[Line, ...]:
    """Write what was done to the patients of a paper and to the paper, as far as this reviewer may see it."""
    numbers = {entry.number for entry in page.standing}
    return tuple(
        Line(entry.reviewer, str(entry.verdict), " ".join((entry.case, entry.target)).strip(), word_time(entry.at))
        for entry in page.entries
        if (entry.verdict.rearranges or entry.verdict in (Verdict.DONE, Verdict.KEEP))
        and entry.number in numbers
        and (page.open or entry.reviewer == reviewer)
    )


def status_choices() -> Sequence[tuple[str, str]]:
    """Give every status with its word."""
    return tuple(STATUS_WORDS.items())
