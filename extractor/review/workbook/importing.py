"""Lines of a workbook × the cells of the run → the decisions that they are, or everything that is wrong with them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from extractor.case import Status
from extractor.review.answers import same_answer, same_content
from extractor.review.cell_text import NUMBERS, read_content
from extractor.review.decided import in_force
from extractor.review.decision import Answer, Decision, Role, Verdict
from extractor.review.numerals import NotReadable
from extractor.review.workbook.cells import BookCell, Key, to_text
from extractor.review.workbook.layout import CHECKED, STATUS_WORDS, WORD_STATUS, Column
from extractor.review.workbook.reading import Line, Written
from extractor.schema import FieldType

_SILENT = (Status.NOT_REPORTED, Status.DENIED, Status.NOT_DONE, Status.UNREADABLE)  # answers without a value
_AGAIN = "export the workbook again"


class _Refused(Exception):
    """A line cannot be taken: at which address, and why."""

    def __init__(self, at: Written, why: str) -> None:
        super().__init__(f"{at.address}: {why}")


@dataclass(frozen=True, slots=True)
class Taken:
    """What a workbook comes to: new decisions, lines that say what is known already, and what cannot be taken."""

    decisions: tuple[Decision, ...]
    known: int
    errors: tuple[str, ...]


def take_lines(
    lines: Iterable[Line], cells: Sequence[BookCell], reviewer: str, at: str, before: Sequence[Decision] = ()
) -> Taken:
    """Turn lines into decisions of a reviewer made at a time (an import is one moment).

    A paper of which the reviewer has then judged every cell is finished; one that all have finished stays as it is.

    Args:
        before: the decisions of everybody until now.
    """
    by_key = {cell.key: cell for cell in cells}
    shown_to_all = _papers_shown_to_all(before)
    decisions: list[Decision] = []
    errors: list[str] = []
    seen: set[Key] = set()
    known = 0
    for line in lines:
        try:
            cell = _cell_of(line, by_key, seen)
            found = _decide(line, cell, reviewer, at)
            if found and cell.path in shown_to_all:
                raise _Refused(line.cells[Column.STATUS], "all have finished with this paper; adjudicate instead")
        except _Refused as refusal:
            errors.append(str(refusal))
            continue
        decisions += found
        known += not found and line.text(Column.CHECKED).lower() == CHECKED
    finished = () if errors else _finish(cells, decisions, reviewer, at, before)
    return Taken((*decisions, *finished), known, tuple(errors))


def _papers_shown_to_all(before: Sequence[Decision]) -> frozenset[str]:
    """Name the papers that two reviewers at least, and all who worked on them, have finished with."""
    people: dict[str, set[str]] = {}
    done: dict[str, set[str]] = {}
    for decision in in_force(before):
        if decision.role is Role.REVIEWER:
            people.setdefault(decision.path, set()).add(decision.reviewer)
            if decision.verdict is Verdict.DONE:
                done.setdefault(decision.path, set()).add(decision.reviewer)
    return frozenset(path for path, names in done.items() if len(names) > 1 and names == people[path])


def _finish(
    cells: Sequence[BookCell], decisions: Sequence[Decision], reviewer: str, at: str, before: Sequence[Decision]
) -> tuple[Decision, ...]:
    """Say of each paper whose last open cell these decisions judge that the reviewer has finished with it."""
    judged = {cell.key for cell in cells if cell.own is not None}
    judged |= {decision.place for decision in decisions if decision.verdict.judges}
    judged -= {decision.place for decision in decisions if decision.verdict is Verdict.UNDO}
    done = {d.path for d in in_force(before) if d.verdict is Verdict.DONE and d.reviewer == reviewer}
    files = {cell.path: cell.sha256 for cell in cells}
    open_papers = {cell.path for cell in cells if cell.key not in judged} | done
    return tuple(
        Decision(path, sha256, reviewer, Verdict.DONE, at=at)
        for path, sha256 in files.items()
        if path not in open_papers
    )


def _cell_of(line: Line, cells: Mapping[Key, BookCell], seen: set[Key]) -> BookCell:
    key = (line.text(Column.PATH), line.text(Column.CASE), line.text(Column.FIELD))
    where = line.cells[Column.PAPER]
    if key in seen:
        raise _Refused(where, "this line stands twice; delete the copy")
    seen.add(key)
    if key not in cells:
        told = " ".join(part for part in key if part) or "nothing"
        raise _Refused(where, f"the run has no such cell ({told}): the line was changed, or the run was")
    return cells[key]


def _decide(line: Line, cell: BookCell, reviewer: str, at: str) -> list[Decision]:
    """Give what a line says that is not known: at most one decision."""
    comment = line.cells[Column.COMMENT]
    answer = _answer_of(line, cell)
    own = cell.own.answer if cell.own is not None else None
    if comment.trouble:
        raise _Refused(comment, comment.trouble)
    note = Decision(
        *(cell.path, cell.sha256, reviewer, Verdict.NOTE),
        case=cell.case,
        field=cell.field.name,
        comment=comment.text,
        at=at,
    )
    if answer is None:
        if cell.own is not None and line.text(Column.SEEN) == str(cell.seen):  # "yes" was taken away
            return [replace(note, verdict=Verdict.UNDO, target=str(cell.own.number))]
        return [note] if comment.text and comment.text not in cell.said else []
    if own is not None and same_answer(own, answer) and (not comment.text or comment.text in cell.said):
        return []
    if line.text(Column.BASE) != cell.base:
        raise _Refused(line.cells[Column.STATUS], f"the program has read this cell anew since; {_AGAIN}")
    if line.text(Column.SEEN) != str(cell.seen):
        raise _Refused(line.cells[Column.STATUS], f"{reviewer} has decided this cell since; {_AGAIN}")
    if same_answer(answer, cell.program):
        return [replace(note, verdict=Verdict.ACCEPT, answer=cell.program)]
    return [replace(note, verdict=Verdict.REJECT if answer.status in _SILENT else Verdict.EDIT, answer=answer)]


def _answer_of(line: Line, cell: BookCell) -> Answer | None:
    """Read the answer of a line; None if it was neither checked nor changed."""
    checked, status, value = (line.cells[c] for c in (Column.CHECKED, Column.STATUS, Column.VALUE))
    if checked.trouble or checked.text.lower() not in ("", CHECKED):
        raise _Refused(checked, checked.trouble or f"“{checked.text}”: choose {CHECKED}, or leave it empty")
    shown_status, shown_value = line.text(Column.SHOWN_STATUS), line.text(Column.SHOWN_VALUE)
    changed_status = bool(status.trouble) or status.text != shown_status
    changed_value = bool(value.trouble) or not _same_text(cell, value.text, shown_value)
    if not changed_status and not changed_value:
        if not checked.text:
            return None
        if not status.text:
            raise _Refused(status, "checked, but without an answer: choose what the paper says")
        return cell.shown
    chosen = _status_of(status, value, changed_status, changed_value)
    if chosen in _SILENT:
        if changed_value and value.text:
            words = STATUS_WORDS[chosen]
            raise _Refused(value, f"a value stands beside “{words}”: choose “stated”, or clear the value")
        return Answer(chosen, "null", _evidence(cell, chosen, None))
    if value.trouble and not (cell.field.type is FieldType.DATE and len(value.text) == 10):
        raise _Refused(value, value.trouble)
    if not changed_value and same_shown(cell, shown_value):
        return Answer(chosen, cell.shown.content, cell.shown.evidence)
    try:
        content = read_content(cell.field, value.text)
    except NotReadable as error:
        raise _Refused(value, str(error)) from error
    return Answer(chosen, to_text(content), _evidence(cell, chosen, content))


def _status_of(status: Written, value: Written, changed_status: bool, changed_value: bool) -> Status:
    """Read the status; a value that is written where none stood is stated, whatever the line still says."""
    if status.trouble:
        raise _Refused(status, status.trouble)
    words = " ".join(status.text.lower().replace("_", " ").split())
    if words and words not in WORD_STATUS:
        raise _Refused(status, f"“{status.text}” is not one of: {', '.join(WORD_STATUS)}")
    left = not changed_status and changed_value and bool(value.text)
    if not words or (left and WORD_STATUS[words] in _SILENT):
        return Status.STATED
    return WORD_STATUS[words]


def same_shown(cell: BookCell, shown_value: str) -> bool:
    """Tell whether what stood in the workbook is what the cell holds (a blind workbook shows nothing)."""
    return bool(shown_value) or json.loads(cell.shown.content) is None


def _same_text(cell: BookCell, text: str, shown: str) -> bool:
    """Tell whether a value is as it was; a spreadsheet may write a number in another way."""
    if text == shown:
        return True
    if cell.field.type in NUMBERS and text and shown:
        try:
            return abs(float(text) - float(shown)) <= 1e-9 * abs(float(shown))
        except ValueError:
            return False
    return False


def _evidence(cell: BookCell, status: Status, content: Any) -> str:
    """Give the words of the paper that speak for an answer, of those that the program found; often none."""
    known = (cell.program, *cell.others)
    if not isinstance(content, list):
        same = (a for a in known if a.status is status and same_content(json.loads(a.content), content))
        return next((answer.evidence for answer in same), "[]")
    items = {item["name"] if isinstance(item, dict) and "name" in item else str(item) for item in content}
    return to_text([entry for entry in _entries(known) if entry.get("item") in items])


def _entries(answers: Iterable[Answer]) -> Iterator[dict[str, Any]]:
    for answer in answers:
        yield from json.loads(answer.evidence)
