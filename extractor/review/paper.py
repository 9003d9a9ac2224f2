"""NOUNS: a paper as the reviewer sees it, and where the server gets it from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from extractor.document import Document, Section, SectionKind, Span


@dataclass(frozen=True, slots=True)
class Sheet:
    """One document of a paper with its sections."""

    document: Document
    sections: tuple[Section, ...]

    def section_at(self, span: Span) -> SectionKind:
        """Give the kind of section in which a span begins."""
        for section in self.sections:
            if section.span.start <= span.start < section.span.end:
                return section.kind
        return SectionKind.OTHER

    def cite(self, start: int, end: int) -> dict[str, Any]:
        """Give a stretch of the text as evidence in the form of `cases.jsonl`, without blanks at its ends.

        Raises:
            ValueError: the stretch is empty or beyond the text.
        """
        if not 0 <= start < end <= len(self.document.text):
            raise ValueError("not a stretch of the text")
        text = self.document.text[start:end]
        start, end = start + len(text) - len(text.lstrip()), start + len(text.rstrip())
        if start >= end:
            raise ValueError("no words are marked there")
        span = Span(start, end)
        page, boxes = self.document.place(span)
        return {
            "quote": self.document.quote(span),
            "start": start,
            "end": end,
            "section": str(self.section_at(span)),
            "page": page,
            "boxes": [[round(edge, 1) for edge in (b.x0, b.top, b.x1, b.bottom)] for b in boxes],
        }


class Library(Protocol):
    """Where the papers of a run lie and how they are read; given to the server by whoever knows the readers."""

    def file(self, path: str) -> Path | None:
        """Give the file of a paper by its path in the run; None if it is no longer there."""

    def read(self, path: str) -> Sequence[Sheet]:
        """Read every document of a paper; ExtractorError if it cannot be read."""
