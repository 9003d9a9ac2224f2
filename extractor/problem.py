"""NOUNS: what went wrong, in words for a reviewer, and the few errors that stop a stage."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem matters: a note, a doubt about a cell, or a loss."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that a reviewer should know of a paper: `code` for programs, `message` for people."""

    code: str
    message: str
    severity: Severity = Severity.WARNING
    field: str | None = None


class PaperStatus(StrEnum):
    """What became of a file of a run; each ends with exactly one of these."""

    DONE = "done"
    PARTIAL = "partial"  # read in part: the reason says what is missing
    NO_TEXT = "no_text"  # a scan, a drawing or a blank
    GARBLED = "garbled"  # text without meaning: the fonts do not say what their glyphs are
    LOCKED = "locked"
    DAMAGED = "damaged"
    NOT_A_PAPER = "not_a_paper"
    TOO_BIG = "too_big"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    CRASH = "crash"
    DUPLICATE = "duplicate"  # the same bytes as another file of the run, which was read
    SKIPPED = "skipped"  # no regular file, or one that cannot be reached

    @property
    def good(self) -> bool:
        """Tell whether nothing is lost."""
        return self in (PaperStatus.DONE, PaperStatus.DUPLICATE)


class ExtractorError(Exception):
    """An error whose text is one clear line that can be shown to a user as it is."""


class OutputError(ExtractorError):
    """A run folder that cannot be used or written."""


class UnreadablePaper(ExtractorError):
    """A file that gives no document; `problem` says why and what to do.

    `problem.code` is the status of the file in `run.json`: `locked`, `damaged`, `no_text`, `not_a_paper`, `too_big`.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.problem = Problem(code, message, Severity.ERROR)


class DataError(ExtractorError):
    """A schema or lexicon that breaks its rules; the text names file, entry, key and the allowed keys."""
