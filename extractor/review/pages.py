"""Views → HTML: one method a page or piece of a page."""

from __future__ import annotations

from functools import cache
from itertools import islice
from typing import Any

from jinja2 import Environment

from extractor.document import SectionKind, Stream
from extractor.lexicon import load_lexicon
from extractor.review.decision import EXCLUSION_REASONS, Answer, Decision, Role
from extractor.review.desk import Desk, Refused
from extractor.review.entering import times_of
from extractor.review.keys import KEYS, grouped_keys
from extractor.review.paper import Sheet
from extractor.review.shelf import Held, Place
from extractor.review.views import CellView, status_choices, view_answer, view_cells, view_deeds, view_paper
from extractor.review.wording import word_duration, word_time
from extractor.schema import Field, FieldType

_CHUNK = 60
_SILENT = (SectionKind.REFERENCES, SectionKind.FURNITURE)


class Pages:
    """Prints what a desk shows; every text is escaped by the templates."""

    def __init__(self, desk: Desk, environment: Environment) -> None:
        self._desk, self._environment = desk, environment

    def overview(self) -> str:
        """Print the start page: all papers and how far the reviewer is."""
        entries, more = self._entries(0, "")
        return self._print("overview.html", title="Papers", entries=entries, more=more, words="")

    def listing(self, start: int, words: str) -> str:
        """Print a stretch of the list of papers, those with some words in title, authors or path."""
        entries, more = self._entries(start, words)
        return self._print("list.html", entries=entries, more=more, words=words)

    def _entries(self, start: int, words: str) -> tuple[list[Any], int]:
        """Give a stretch of the list, and where the next begins; 0 if this is the last."""
        wanted = words.casefold().split()
        found = (
            held
            for held in self._desk.shelf.documents().values()
            if all(word in f"{held.title} {held.citation} {held.path}".casefold() for word in wanted)
        )
        entries = [view_paper(self._desk, held) for held in islice(found, start, start + _CHUNK)]
        return entries, start + _CHUNK if next(found, None) is not None else 0

    def patient(self, held: Held, case: str, settling: bool) -> str:
        """Print the form of a patient beside the paper."""
        desk, page = self._desk, self._desk.page_of(held)
        cells = view_cells(desk, held, case, settling)
        keys = list(desk.shelf.documents())
        here = keys.index(held.key)
        paper = view_paper(desk, held)
        cases = [name for name, _, _ in paper.patients]
        spot = cases.index(case) if case in cases else 0
        before = f"{held.key}/{cases[spot - 1]}" if spot > 0 else keys[here - 1] if here else ""
        after = f"{held.key}/{cases[spot + 1]}" if spot + 1 < len(cases) else "".join(keys[here + 1 : here + 2])
        shown = tuple(c for c in cells if c.state in ("disputed", "adjudicated")) if settling else cells
        groups: dict[str, list[CellView]] = {}
        for cell in shown:
            groups.setdefault(cell.field.group, []).append(cell)
        return self._print(
            "patient.html",
            title=held.title,
            paper=paper,
            document=held.document,
            case=case,
            groups=groups,
            settling=settling,
            before=before,
            after=after,
            first=max(0, here - _CHUNK // 3),
            deeds=view_deeds(page, desk.reviewer),
            mine_done=desk.reviewer in page.done(),
            open=page.open,
            reasons=EXCLUSION_REASONS,
        )

    def disputes(self) -> str:
        """Print the cells and patients on which reviewers differ, of the papers with which all have finished."""
        listed = [
            (held, [(case, self._desk.schema.field(name)) for case, name in cells], facts)
            for held, cells, facts in self._desk.disputes()
        ]
        waiting = [
            (held, page.done(), page.reviewers() - page.done())
            for held in self._desk.shelf.documents().values()
            if (page := self._desk.page_of(held)).done() and not page.open
        ]
        return self._print("disputes.html", title="Adjudication", listed=listed, waiting=waiting)

    def editor(self, held: Held, place: Place, settling: bool) -> str:
        """Print the form in which the value of a cell is entered."""
        cell = self.cell(held, place, Role.ADJUDICATOR if settling else Role.REVIEWER)
        _, records = self._desk.records(held, settling)
        value = next((r["values"][place[1]] for r in records if r["case"]["id"] == place[0]), None)
        content = None if cell.hidden or value is None else value["value"]
        rows = content if isinstance(content, list) else [] if content is None else [content]
        field = cell.field
        return self._print(
            "editor.html",
            cell=cell,
            kind=_kind(field),
            rows=rows,
            statuses=status_choices(),
            status="stated" if cell.answer.status in ("", "not_reported") else cell.answer.status,
            units=times_of(field)
            if field.type is FieldType.DURATION
            else tuple(filter(None, (field.unit, *field.accepts))),
        )

    def words(self, name: str) -> list[str]:
        """Give the answers that a field knows, to be offered while somebody types."""
        field = self._desk.schema.field(name)
        return list(field.values or _known_words(field.find.lexicons))

    def text(self, sheet: Sheet) -> str:
        """Print the text of a paper, each paragraph with its place."""
        document = sheet.document
        blocks = [
            (
                block.span.start,
                document.quote(block.span),
                "heading"
                if block.stream is Stream.HEADING
                else "quiet"
                if sheet.section_at(block.span) in _SILENT
                else "",
            )
            for block in document.blocks
        ]
        return self._print("text.html", blocks=blocks)

    def cell(self, held: Held, place: Place, role: Role) -> CellView:
        """Give one cell as it is shown; Refused if there is no such patient."""
        for cell in view_cells(self._desk, held, place[0], role is Role.ADJUDICATOR, place[1]):
            return cell
        raise Refused("there is no such patient any more; load the page again")

    def changed(self, held: Held, place: Place, role: Role) -> dict[str, Any]:
        """Give what a page needs after a decision: the cell as it stands now, and what is left."""
        left = self._desk.left(held)
        return {
            "html": self._card(held, place, role),
            "paper_left": len(left),
            "case_left": sum(case == place[0] for case, _ in left),
            "progress": self._progress(),
            "disputes": sum(len(cells) + len(facts) for _, cells, facts in self._desk.disputes()),
        }

    def stale(self, held: Held, place: Place, role: Role, standing: Decision, yours: Answer) -> dict[str, Any]:
        """Give both versions of a cell that was decided meanwhile."""
        field = self._desk.schema.field(place[1])
        theirs = "undone" if standing.answer is None else _worded(self._desk, field, standing.answer)
        return {
            "message": f"decided meanwhile by {standing.reviewer} ({word_time(standing.at)}) in another window",
            "yours": _worded(self._desk, field, yours),
            "theirs": theirs,
            "number": standing.number,
            "html": self._card(held, place, role),
        }

    def _card(self, held: Held, place: Place, role: Role) -> str:
        cell = self.cell(held, place, role)
        settling = role is Role.ADJUDICATOR
        return self._print("card.html", cell=cell, settling=settling, blind=self._desk.blind)

    def _progress(self) -> str:
        progress = self._desk.progress()
        text = f"{progress.judged:,} of {progress.cells:,} cells"
        if progress.judged == progress.cells:
            return f"{text}: all checked"
        return text if progress.seconds is None else f"{text}; at this rate {word_duration(progress.seconds)} more"

    def _print(self, template: str, **values: Any) -> str:
        if template in ("overview.html", "patient.html", "disputes.html"):
            progress = self._desk.progress()
            values |= {
                "reviewer": self._desk.reviewer,
                "progress": self._progress(),
                "share": progress.judged / max(1, progress.cells),
                "key_groups": grouped_keys(),
                "keys": {key.key: key.action for key in KEYS},
                "schema": self._desk.schema,
                "disputed": sum(len(cells) + len(facts) for _, cells, facts in self._desk.disputes()),
            }
        values.setdefault("blind", self._desk.blind)
        return self._environment.get_template(template).render(**values)


def _worded(desk: Desk, field: Field, answer: Answer) -> str:
    from extractor.review.decided import answer_json

    return view_answer(desk, field, answer_json(answer)).text


def _kind(field: Field) -> str:
    """Name the form of a field: types that are entered alike share one."""
    match field.type:
        case FieldType.BOOLEAN | FieldType.CATEGORY if field.values or field.type is FieldType.BOOLEAN:
            return "choice"
        case FieldType.CATEGORIES | FieldType.LEVELS:
            return "list"
        case FieldType.AGE | FieldType.DURATION | FieldType.COUNT:
            return "number"
        case FieldType.QUANTITY:
            return "quantity"
        case FieldType.QUANTITIES:
            return "quantities"
        case FieldType.DRUGS:
            return "drugs"
    return "text"


@cache
def _known_words(lexicons: tuple[str, ...]) -> tuple[str, ...]:
    words = {concept for lexicon in lexicons for concept in load_lexicon(lexicon).concepts()}
    return tuple(sorted(words, key=str.casefold))
