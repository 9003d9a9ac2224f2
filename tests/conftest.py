"""What many tests need: the loaded program, and reading a few sentences as the text of one patient."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable

import pytest

from extractor.case import Case, Reading
from extractor.document import Block, Document, Section, SectionKind, Span, Stream
from extractor.mentions import find_mentions
from extractor.pipeline import Program, load_program


@pytest.fixture(scope="session")
def program() -> Program:
    """The program with the default schema."""
    return load_program("igg4-rsp")


@pytest.fixture(scope="session")
def read_patient(program: Program) -> Callable[[str], Reading]:
    """Read a text, all of it about one patient, paragraphs apart by blank lines."""

    def read(text: str) -> Reading:
        blocks = tuple(
            Block(Span(found.start(), found.end()), Stream.BODY)
            for found in re.finditer(r"(?:[^\n]|\n(?!\s*\n))+", text)
            if found.group().strip()
        )
        document = Document(hashlib.sha256(text.encode()).hexdigest(), "example.txt", "text", text, blocks)
        sections = tuple(Section(SectionKind.CASE, block.span) for block in blocks)
        case = Case("case-1", "Patient", tuple(block.span for block in blocks))
        return find_mentions(document, sections, case, program.language)

    return read
