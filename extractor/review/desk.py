"""One reviewer at work: what each paper looks like to them, what is left, what to look at next, what they decide."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from extractor.case import Status
from extractor.problem import ExtractorError
from extractor.review.answers import same_answer
from extractor.review.book import BLANK, Book, Page
from extractor.review.decided import decide_document
from extractor.review.decision import EXCLUSION_REASONS, Answer, Decision, Role, Verdict
from extractor.review.patients import Arrangement, arrange_patients
from extractor.review.shelf import Held, Place, Shelf
from extractor.schema import Schema


class Refused(ExtractorError):
    """What cannot be decided now; the text says why."""


class Search(StrEnum):
    """What to look for next."""

    LEAST = "least"  # the cell whose checking is worth most
    CONFLICT = "conflict"  # one where the paper gives two answers
    LEFT = "left"  # the next in order that is not judged
    DISPUTE = "dispute"  # one on which reviewers differ


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a reviewer has come; `seconds` is how long the rest will take at their pace, None if that is unknown."""

    judged: int
    cells: int
    seconds: float | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What somebody says of a cell; `seen` is the number of the entry that they saw there."""

    place: Place
    answer: Answer
    seen: int
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody does to a patient or to a paper."""

    verdict: Verdict
    case: str = ""
    target: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """A reviewer's place at a run. With `blind`, the machine's reading of a cell is not shown before they judged it."""

    schema: Schema
    shelf: Shelf
    book: Book
    reviewer: str
    blind: bool = False
    _tallies: dict[str, _Tally] = field(default_factory=dict, repr=False)

    def held(self, key: str) -> Held | None:
        """Give a document by its key."""
        return self.shelf.documents().get(key)

    def records(self, held: Held, settling: bool = False) -> tuple[Arrangement, tuple[dict[str, Any], ...]]:
        """Give the patients of a document and their records as the reviewer has decided them, or as all have."""
        page = self.book.page(held.path)
        return decide_document(held.records(), page.entries, self.schema, None if settling else self.reviewer)

    def cells(self, held: Held) -> tuple[Place, ...]:
        """Give every cell of a document that this reviewer is to judge, in order; none of a paper that they exclude."""
        return self._tally(held).cells

    def arrangement(self, held: Held) -> Arrangement:
        """Give the patients of a document as this reviewer has arranged them, each called by its case."""
        labels = {case: case for case, _ in held.worth}
        return arrange_patients(tuple(labels.items()), self.book.page(held.path).standing, self.reviewer)

    def left(self, held: Held) -> tuple[Place, ...]:
        """Give the cells of a document that this reviewer has still to judge."""
        return self._tally(held).left

    def _tally_all(self) -> list[_Tally]:
        pages = self.book.pages()
        return [self._tally(held, pages.get(held.path, BLANK)) for held in self.shelf.documents().values()]

    def _tally(self, held: Held, page: Page | None = None) -> _Tally:
        """Count a document, once as long as neither it nor what is said of it changes."""
        page = self.book.page(held.path) if page is None else page
        known = self._tallies.get(held.key)
        if known is not None and known.held is held and known.page is page:
            return known
        arranged = self.arrangement(held)
        cells = [(patient.case, known.name) for patient in arranged.patients for known in self.schema.fields]
        if arranged.excluded is not None:
            cells = []
        judged = page.judged(self.reviewer, str(held.document["id"]))
        left = () if self.reviewer in page.done() else tuple(cell for cell in cells if cell not in judged)
        tally = _Tally(held, page, tuple(cells), left, max(left, key=held.worth_of, default=None))
        self._tallies[held.key] = tally
        return tally

    def progress(self) -> Progress:
        """Count cells, over all papers."""
        tallies = self._tally_all()
        cells, left = sum(len(tally.cells) for tally in tallies), sum(len(tally.left) for tally in tallies)
        pace = self.book.seconds_a_cell(self.reviewer)
        return Progress(cells - left, cells, None if pace is None else pace * left)

    def disputes(self) -> Iterator[tuple[Held, tuple[Place, ...], tuple[Decision, ...]]]:
        """Give every document that all may see on which reviewers differ, with the cells, and what of its patients."""
        documents = {held.path: held for held in self.shelf.documents().values()}
        for path, page in sorted(self.book.pages().items()):
            if page.open and path in documents:
                cells, facts = page.disputed(), arrange_patients((), page.standing).disputed
                if cells or facts:
                    yield documents[path], cells, facts

    def next(self, search: Search, after: tuple[str, str, str]) -> tuple[Held, Place] | None:
        """Look for a cell, from the one given (key, case, field) on and round; None if there is none."""
        if search is Search.DISPUTE:
            return _following([(held, cells) for held, cells, _ in self.disputes()], self.held(after[0]), after[1:])
        documents = self._tally_all()
        if search is Search.LEAST:
            found = [(tally.held, tally.best) for tally in documents if tally.best is not None]
            return max(found, key=lambda one: one[0].worth_of(one[1]), default=None)
        wanted = [(tally.held, tally.left) for tally in documents]
        if search is Search.CONFLICT:
            wanted = [(held, tuple(cell for cell in left if held.worth_of(cell) >= 1.0)) for held, left in wanted]
        return _following(wanted, self.held(after[0]), after[1:])

    def judge(self, held: Held, judgement: Judgement, role: Role) -> Decision:
        """Keep a judgement of a cell.

        Raises:
            StaleDecision: the cell was judged meanwhile, in another window.
            Refused: the reviewer has finished with the paper, or others have not.
        """
        (case, name), answer = judgement.place, judgement.answer
        self._check_open(held, role)
        if judgement.place not in self.cells(held) and role is Role.REVIEWER:
            raise Refused("there is no such patient or field any more; load the page again")
        machine = self.machine_answer(held, judgement.place)
        if same_answer(answer, machine):
            verdict = Verdict.ACCEPT
        elif answer.status in (Status.NOT_REPORTED, Status.DENIED, Status.NOT_DONE) and answer.content == "null":
            verdict = Verdict.REJECT
        else:
            verdict = Verdict.EDIT
        return self.book.ledger.add(
            Decision(
                *(held.path, str(held.document["id"]), self.reviewer, verdict, role, case, name, answer),
                comment=judgement.comment,
                seen=judgement.seen,
            )
        )

    def machine_answer(self, held: Held, place: Place) -> Answer:
        """Give what the machine reads, of a patient that it knows or of whom one was split off."""
        _, records = decide_document(held.records(), self._arranging(held), self.schema, None)
        for record in records:
            if record["case"]["id"] == place[0]:
                value: Mapping[str, Any] = record["values"][place[1]]
                return Answer(Status(value["status"]), json.dumps(value["value"]), json.dumps(value["evidence"]))
        return Answer(Status.NOT_REPORTED)

    def _arranging(self, held: Held) -> tuple[Decision, ...]:
        entries = self.book.page(held.path).standing
        return tuple(e for e in entries if e.verdict.rearranges and e.reviewer == self.reviewer)

    def note(self, held: Held, place: Place, role: Role, comment: str) -> Decision:
        """Keep a comment on a cell, a patient or a paper, without a judgement."""
        entry = Decision(
            held.path, str(held.document["id"]), self.reviewer, Verdict.NOTE, role, *place, comment=comment
        )
        return self.book.ledger.add(entry)

    def act(self, held: Held, deed: Deed, role: Role) -> Decision:
        """Keep what the reviewer says of a patient or of the paper; a new patient is given its name here.

        Raises:
            Refused: it cannot be.
        """
        verdict, case, target = deed.verdict, deed.case, deed.target
        if verdict is not Verdict.KEEP:
            self._check_open(held, role)
        patients = {patient.case for patient in self.arrangement(held).patients}
        match verdict:
            case Verdict.ADD:
                case, target = self._new_case(held), target or "Patient"
            case Verdict.SPLIT if case in patients:
                case, target = self._new_case(held), case
            case Verdict.MERGE if not {case, target} <= patients or case == target:
                raise Refused("name two patients of this paper")
            case Verdict.REMOVE | Verdict.SPLIT if case not in patients and role is Role.REVIEWER:
                raise Refused("there is no such patient any more; load the page again")
            case Verdict.EXCLUDE if target not in EXCLUSION_REASONS:
                raise Refused(f"the reason is one of: {', '.join(EXCLUSION_REASONS)}")
            case Verdict.KEEP if role is not Role.ADJUDICATOR or target not in set(Verdict):
                raise Refused("only who adjudicates can overrule")
        if verdict in (Verdict.EXCLUDE, Verdict.DONE):
            case = ""
        identity = str(held.document["id"])
        entry = Decision(held.path, identity, self.reviewer, verdict, role, case, target=target, comment=deed.comment)
        return self.book.ledger.add(entry)

    def _new_case(self, held: Held) -> str:
        """Name a new patient: the same for the n-th that each reviewer adds, so that theirs can be compared."""
        entries = self.book.page(held.path).entries
        mine = [e for e in entries if e.reviewer == self.reviewer and e.verdict in (Verdict.ADD, Verdict.SPLIT)]
        return f"added-{len({entry.case for entry in mine}) + 1}"

    def undo(self, held: Held, role: Role, number: int | None = None) -> Decision:
        """Take back an entry of the reviewer's own, the last one of the paper if none is named; give what it was.

        Raises:
            Refused: there is none, or others have seen it already.
        """
        page = self.book.page(held.path)
        mine = [e for e in page.standing if (e.reviewer, e.role) == (self.reviewer, role)]
        found = next((entry for entry in reversed(mine) if number in (None, entry.number)), None)
        if found is None:
            raise Refused("there is nothing of yours to undo on this paper")
        if page.open and role is Role.REVIEWER:
            raise Refused("all have finished with this paper and can see what the others said; adjudicate instead")
        entry = Decision(
            *(held.path, str(held.document["id"]), self.reviewer, Verdict.UNDO, role, found.case, found.field),
            target=str(found.number),
        )
        self.book.ledger.add(entry)
        return found

    def _check_open(self, held: Held, role: Role) -> None:
        page = self.book.page(held.path)
        if role is Role.REVIEWER and self.reviewer in page.done():
            raise Refused("you have finished with this paper; undo (u) to go on with it")
        if role is Role.ADJUDICATOR and not page.open:
            raise Refused("not all reviewers have finished with this paper")

    def page_of(self, held: Held) -> Page:
        """Give what is said of a document."""
        return self.book.page(held.path)


def _following(
    wanted: Sequence[tuple[Held, tuple[Place, ...]]], here: Held | None, cell: tuple[str, ...]
) -> tuple[Held, Place] | None:
    """Give the first cell after the one where somebody is, in the order of the papers, and round to it again."""
    path = "" if here is None else here.path
    before = [(held, cells) for held, cells in wanted if held.path < path]
    later = [(held, cells) for held, cells in wanted if held.path > path]
    own = next((cells for held, cells in wanted if held is here), ())
    cut = own.index(cell[0:2]) + 1 if cell[0:2] in own else 0
    if here is not None:
        later, before = [(here, own[cut:]), *later], [*before, (here, own[:cut])]
    return next(((held, cells[0]) for held, cells in (*later, *before) if cells), None)


@dataclass(frozen=True, slots=True)
class _Tally:
    """What a reviewer has to do with a document: `best` is the cell that is worth most of those left."""

    held: Held
    page: Page
    cells: tuple[Place, ...]
    left: tuple[Place, ...]
    best: Place | None
