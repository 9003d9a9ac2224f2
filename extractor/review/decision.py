"""NOUNS: what people say of the machine's reading, cell by cell and patient by patient: appended, never overwritten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from extractor.case import Status
from extractor.problem import ExtractorError


class Role(StrEnum):
    """As whom somebody decides: reviewers work apart, an adjudicator settles what they disagree about."""

    REVIEWER = "reviewer"
    ADJUDICATOR = "adjudicator"


class Verdict(StrEnum):
    """What an entry says; of a cell, of a patient, of a paper, or of an earlier entry."""

    ACCEPT = "accept"  # of a cell: the answer shown is right
    EDIT = "edit"  # another answer is right
    REJECT = "reject"  # there is no such answer: the status says not reported, denied or not done
    NOTE = "note"  # a comment without a judgement
    ADD = "add"  # of a patient: the machine missed one; `target` is what the paper calls them
    SPLIT = "split"  # the machine made one of two; `case` is the new one, `target` the one it is taken from
    MERGE = "merge"  # the machine made two of one; `case` goes into `target`
    REMOVE = "remove"  # no patient of this paper
    EXCLUDE = "exclude"  # of a paper: it does not belong to the review; `target` is the reason
    DONE = "done"  # this reviewer has finished with the paper
    KEEP = "keep"  # an adjudicator's no to what a reviewer did; `target` is the verdict overruled
    UNDO = "undo"  # of an earlier entry of one's own: it counts no more; `target` is its number

    @property
    def judges(self) -> bool:
        """Tell whether the entry settles a cell."""
        return self in (Verdict.ACCEPT, Verdict.EDIT, Verdict.REJECT)

    @property
    def rearranges(self) -> bool:
        """Tell whether the entry changes which patients, or which papers, there are."""
        return self in (Verdict.ADD, Verdict.SPLIT, Verdict.MERGE, Verdict.REMOVE, Verdict.EXCLUDE)


EXCLUSION_REASONS = (
    "not a case report",
    "another disease",
    "no individual data",
    "the same patients as another paper",
    "no full text",
    "language",
    "retracted",
    "another reason",
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a cell holds: `content` and `evidence` are the JSON of `value` and `evidence` in `cases.jsonl`."""

    status: Status
    content: str = "null"
    evidence: str = "[]"


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry of the ledger.

    `path` and `sha256` are those of the document (`document.path` and `document.id` of its record) on which it was
    made. `field` is empty where the whole patient is meant, `case` too where the whole paper is. `answer` stands with
    accept, edit and reject. `seen` is the number of the entry of the same hand on the same thing that stood when it was
    made: 0 if none, None if nobody looked (an import). `number` and `at` are given by the ledger.
    """

    path: str
    sha256: str
    reviewer: str
    verdict: Verdict
    role: Role = Role.REVIEWER
    case: str = ""
    field: str = ""
    answer: Answer | None = None
    target: str = ""
    comment: str = ""
    seen: int | None = None
    number: int = 0
    at: str = ""  # UTC, ISO 8601 with microseconds

    def __post_init__(self) -> None:
        if (self.answer is not None) != self.verdict.judges:
            raise ValueError(f"{self.verdict}: an answer stands with accept, edit and reject, and only there")
        if self.verdict.judges and not (self.case and self.field):
            raise ValueError(f"{self.verdict}: which cell?")
        if not self.reviewer.strip():
            raise ValueError("a decision needs the name of who made it")

    @property
    def place(self) -> tuple[str, str, str]:
        """The cell, patient or paper that it is about, as (path, case, field)."""
        return self.path, self.case, self.field

    @property
    def hand(self) -> str:
        """Whose decisions on one thing follow each other: a reviewer's own, or the adjudicators' together."""
        return self.reviewer if self.role is Role.REVIEWER else ""


class StaleDecision(ExtractorError):
    """Somebody decided before with another window, or another adjudicator did: `standing` is what stands now."""

    def __init__(self, standing: Decision) -> None:
        super().__init__(f"{standing.field or standing.case or standing.path}: decided meanwhile ({standing.at})")
        self.standing = standing


def now() -> str:
    """Give the present time as a decision holds it."""
    return datetime.now(UTC).isoformat(timespec="microseconds")
