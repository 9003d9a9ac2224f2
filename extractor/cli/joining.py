"""Joins what the store of a run and its ledger hold into the agreed data that every export is made from."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from extractor import __version__
from extractor.export.agreed import STANDINGS
from extractor.export.frames import PaperLine
from extractor.export.methods import Agreed, Reviewer, RunFacts
from extractor.export.plain import Plain
from extractor.problem import PaperStatus
from extractor.review.agreement import Estimate
from extractor.review.agreement_table import written
from extractor.review.comparing import compare_raters
from extractor.review.decided import decided, in_force
from extractor.review.decision import Decision, Role, Verdict
from extractor.review.ledger import open_ledger
from extractor.review.store import Store, open_store
from extractor.review.workbook.cells import BookCell, cells_of
from extractor.schema import Schema, load_schema

_ENDED = {  # how the methods section tells what became of a file; any other status is told by its own words
    PaperStatus.DONE: "read",
    PaperStatus.PARTIAL: "read in part",
    PaperStatus.NO_TEXT: "without text",
    PaperStatus.GARBLED: "without readable text",
    PaperStatus.NOT_A_PAPER: "not a paper",
    PaperStatus.TOO_BIG: "too big",
    PaperStatus.DUPLICATE: "the same file as another",
}


@dataclass(frozen=True, slots=True)
class AgreedRun:
    """A run as its reviewers agreed on it: every call of a method that gives lines begins anew."""

    folder: Path
    store: Store
    schema: Schema
    decisions: tuple[Decision, ...]

    def records(self) -> Iterator[str]:
        """Give the agreed lines of `cases.jsonl`."""
        return decided(self.store.records(), self.decisions, self.schema)

    def problems(self) -> Iterator[str]:
        """Give the problems of the run."""
        return self.store.problems()

    def papers(self) -> Iterator[PaperLine]:
        """Give the files of the run."""
        for paper in self.store.results():
            yield PaperLine(paper.path, str(paper.status), paper.reason, paper.engine, paper.counts.cases)

    def run(self) -> Iterator[str]:
        """Give nothing: an export tells no times."""
        return iter(())

    def cases(self) -> int:
        """Count the patients."""
        return sum(1 for _ in self.records())

    def tally(self) -> tuple[int, dict[str, int]]:
        """Count the patients, and their cells by how they stand."""
        found: Counter[str] = Counter()
        cases = 0
        for line in self.records():
            cases += 1
            found.update(str(value["review"]["standing"]) for value in json.loads(line)["values"].values())
        return cases, {name: found[name] for name in STANDINGS}

    def cells_of(self, reviewer: str) -> tuple[BookCell, ...]:
        """Give the cells of a workbook."""
        return tuple(cells_of(self.store.records(), self.decisions, self.schema, reviewer))

    def history(self) -> Iterator[tuple[Plain, ...]]:
        """Give every decision in the order in which they were made, also those that were taken back."""
        counting = {decision.number for decision in in_force(self.decisions)}
        return (_told(decision, decision.number in counting) for decision in self.decisions)

    def created(self) -> tuple[str, str]:
        """Tell when the data came to be what they are (the last decision, else the run), and by whom."""
        last = max((decision.at for decision in self.decisions), default="")
        people = sorted({decision.reviewer for decision in self.decisions})
        author = f"extractor {__version__}" + (f", reviewed by {', '.join(people)}" if people else "")
        when = last or self._noted("finished") or "1970-01-01T00:00:00+00:00"
        return f"{when[:19]}Z", author

    def facts(self) -> RunFacts:
        """Gather the figures of the methods section."""
        cases, standings = self.tally()
        standing = in_force(self.decisions)
        outcomes = Counter(
            _ENDED.get(paper.status, str(paper.status).replace("_", " ")) for paper in self.store.results()
        )
        verdicts = Counter((d.reviewer, d.verdict) for d in _last_judgements(standing))
        people = sorted({name for name, _ in verdicts})
        excluded = {d.path: d.target for d in standing if d.verdict is Verdict.EXCLUDE}
        kept = {str(json.loads(line)["document"]["path"]) for line in self.records()}
        return RunFacts(
            version=__version__,
            schema=self.schema,
            read_on=self._noted("finished")[:10],
            papers=sum(outcomes.values()),
            outcomes=outcomes,
            excluded=Counter(reason for path, reason in excluded.items() if path not in kept),
            cases=cases,
            cells=sum(standings.values()),
            standings=standings,
            engines=self._versions(),
            recogniser=self._noted("recogniser") or None,
            reviewers=tuple(
                Reviewer(n, *(verdicts[n, v] for v in (Verdict.ACCEPT, Verdict.EDIT, Verdict.REJECT))) for n in people
            ),
            adjudicators=tuple(sorted({d.reviewer for d in standing if d.role is Role.ADJUDICATOR})),
            agreements=tuple(self._agreements()),
        )

    def _agreements(self) -> Iterator[Agreed]:
        for one in compare_raters(self.store.records(), self.decisions, self.schema):
            found = one.overall
            share = found.percent
            hundred = Estimate(*(None if x is None else 100 * x for x in (share.value, share.low, share.high)))
            yield Agreed(
                *(one.left, one.right, found.units),
                *(written(hundred, 1), written(found.kappa, 2), written(found.ac1, 2)),
            )

    def _noted(self, name: str) -> str:
        """Give a fact that `run.json` notes; empty if it notes none."""
        return str(self._run().get(name) or "")

    def _versions(self) -> dict[str, str]:
        versions = self._run().get("versions")
        return {str(name): str(one) for name, one in versions.items()} if isinstance(versions, dict) else {}

    def _run(self) -> dict[str, object]:
        try:
            data = json.loads((self.folder / "run.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return data if isinstance(data, dict) else {}


def _told(d: Decision, counts: bool) -> tuple[Plain, ...]:
    """Give the line of a decision, by `DECISION_COLUMNS`."""
    answer = (None, None, None) if d.answer is None else (str(d.answer.status), d.answer.content, d.answer.evidence)
    return (
        *(d.number, d.at, d.reviewer, str(d.role), d.path, d.sha256, d.case or None, d.field or None, str(d.verdict)),
        *(*answer, d.target or None, d.comment or None, "yes" if counts else "no"),
    )


def _last_judgements(standing: tuple[Decision, ...]) -> tuple[Decision, ...]:
    """Give the last judgement of every reviewer on every cell."""
    mine = [d for d in standing if d.verdict.judges and d.role is Role.REVIEWER]
    return tuple({(d.place, d.reviewer): d for d in mine}.values())


@contextmanager
def open_agreed(folder: Path) -> Iterator[AgreedRun]:
    """Open a run folder with its decisions as they are now.

    Raises:
        ExtractorError: there is no run folder.
    """
    database = folder / "review.sqlite"
    with open_store(database) as store:
        with open_ledger(database) as ledger:
            decisions = ledger.decisions()
        yield AgreedRun(folder, store, load_schema(store.meta("schema") or "igg4-rsp"), decisions)
