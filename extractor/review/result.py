"""What the run database holds of a paper: how it ended, what it came to, and the lines that it gave."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.problem import PaperStatus


@dataclass(frozen=True, slots=True)
class Counts:
    """What a paper, or a whole run, came to."""

    documents: int = 0
    cases: int = 0
    cells: int = 0
    filled: int = 0
    conflicts: int = 0
    problems: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.documents + other.documents,
            self.cases + other.cases,
            self.cells + other.cells,
            self.filled + other.filled,
            self.conflicts + other.conflicts,
            self.problems + other.problems,
        )


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows of a file; `status` is None while it is being read, or if that was interrupted."""

    stamp: str
    sha256: str
    fingerprint: str
    strikes: int
    status: PaperStatus | None
    reason: str


@dataclass(frozen=True, slots=True)
class PaperResult:
    """How one file of a run ended; `pictures`: with pages that an OCR engine reads, or would read."""

    path: str
    sha256: str
    status: PaperStatus
    reason: str = ""
    engine: str = ""
    counts: Counts = Counts()
    pictures: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """What one document of a file gave: lines of `cases.jsonl` and problems, each as JSON."""

    records: tuple[str, ...]
    problems: tuple[str, ...]
