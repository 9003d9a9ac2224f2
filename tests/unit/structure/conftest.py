"""Making documents of a few paragraphs, and showing sections and cases as a reader would write them down."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from extractor.document import Block, Document, SectionKind, Span, Stream
from extractor.structure import split_cases, split_sections
from extractor.structure.cases import Cases

Paper = tuple[str, ...]


def make_document(paper: Paper) -> Document:
    """Make a document of paragraphs; "# " before one makes it a heading, "[caption] " gives it a stream."""
    text, blocks = "", []
    for paragraph in paper:
        stream = Stream.HEADING if paragraph.startswith("# ") else Stream.BODY
        paragraph = paragraph.removeprefix("# ")
        for other in (Stream.CAPTION, Stream.TABLE, Stream.SMALL_PRINT, Stream.HEAD):
            if paragraph.startswith(f"[{other}] "):
                paragraph, stream = paragraph.removeprefix(f"[{other}] "), other
        text += "\n\n" if text else ""
        blocks.append(Block(Span(len(text), len(text) + len(paragraph)), stream))
        text += paragraph
    return Document("paper", "paper.txt", "text", text, tuple(blocks))


@pytest.fixture
def kinds() -> Callable[..., list[tuple[SectionKind, str]]]:
    """Give the kind of each section of a paper and the words with which it begins."""

    def show(*paper: str) -> list[tuple[SectionKind, str]]:
        document = make_document(paper)
        sections = split_sections(document)
        assert list(sections) == sorted(sections, key=lambda section: section.span)
        for before, after in pairwise(sections):
            assert before.span.end <= after.span.start
        return [(section.kind, " ".join(document.quote(section.span).split()[:2])) for section in sections]

    return show


@pytest.fixture
def found() -> Callable[..., Cases]:
    """Give the cases of a paper."""

    def split(*paper: str) -> Cases:
        document = make_document(paper)
        return split_cases(document, split_sections(document))

    return split


@pytest.fixture
def told() -> Callable[..., dict[str, str]]:
    """Give what is told of each patient, alone or with the others; stretches parted by a bar."""

    def show(*paper: str) -> dict[str, str]:
        document = make_document(paper)
        cases = split_cases(document, split_sections(document)).cases
        return {
            case.label: " | ".join(" ".join(document.quote(span).split()) for span in sorted(case.spans + case.shared))
            for case in cases
        }

    return show
