"""Tells what each stretch of a paper is about. Document → Sections."""

from __future__ import annotations

from extractor.document import Document, Section, SectionKind


def split_sections(document: Document) -> tuple[Section, ...]:
    """Cut a document into sections that are ordered and do not overlap."""
    return tuple(Section(block.kind or SectionKind.OTHER, block.span) for block in document.blocks)
