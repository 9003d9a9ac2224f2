"""What a search result says of one paper, whatever the database and the format that it was exported from."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.problem import Problem


@dataclass(frozen=True, slots=True)
class Citation:
    """One record of a reference export. Empty text is what the record does not say."""

    id: str  # "export.ris#12": the file and the number of the record in it
    database: str
    title: str
    authors: tuple[str, ...] = ()
    year: int | None = None
    journal: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""  # as printed; the number of an article without pages
    doi: str | None = None
    pmid: str | None = None
    kind: str = ""  # as the source calls the publication
    abstract: str = ""
    raw: str = ""  # the record as it stood in the file
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class ReferenceFile:
    """What was read of one file: every record, in the order of the file."""

    path: str
    format: str
    citations: tuple[Citation, ...]
    problems: tuple[Problem, ...] = ()
