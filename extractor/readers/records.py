"""One record of a reference file, whatever its format → `Document`: title, abstract by its labels, keywords."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extractor.characters import clean_line
from extractor.document import Document, Metadata, SectionKind, Stream
from extractor.problem import Problem, Severity
from extractor.readers.assembly import Assembly, Source

# A label of a structured abstract that was run into one paragraph: "CASE PRESENTATION: A …".
_LABEL = re.compile(r"(?:^|(?<=[.!?)\]”\"] )|(?<=\n))([A-Z][A-Z &/,'’()-]{3,60}[A-Z)]):\s+(?=\S)")
_COPYRIGHT = re.compile(
    r"(?:(?<!\s)\s+)?(?:(?:Copyright )?(?:©|\(c\)|\(C\)|Copyright)\s?(?:\d{4}|The Author)"
    r"[^.]{0,200}\.?(?:[^.]{0,120}\.){0,3})$"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of an abstract with its label, if it has one."""

    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class ReferenceRecord:
    """What one record says."""

    raw: str  # for its identity
    key: str | None
    metadata: Metadata
    abstract: tuple[Passage, ...] = ()
    keywords: tuple[str, ...] = ()


def split_abstract(text: str) -> tuple[Passage, ...]:
    """Cut an abstract at its labels in capitals; words before the first have none."""
    cuts = list(_LABEL.finditer(text))
    passages = [Passage(text[: cuts[0].start()] if cuts else text)]
    for number, cut in enumerate(cuts):
        end = cuts[number + 1].start() if number + 1 < len(cuts) else len(text)
        passages.append(Passage(text[cut.end() : end], cut.group(1)))
    return tuple(passage for passage in passages if passage.text.strip())


def build_documents(records: Sequence[ReferenceRecord], shown: str, format_name: str) -> tuple[Document, ...]:
    """Give a document for each record that has at least a title; those of a file with many are told by their keys."""
    documents: list[Document] = []
    seen: set[str] = set()
    for number, record in enumerate(records, start=1):
        key = record.key or f"record-{number}"
        while key in seen:
            key = f"{key}-{number}"
        seen.add(key)
        path = f"{shown}#{key}" if len(records) > 1 else shown
        document = _build(record, path, format_name)
        if document is not None:
            documents.append(document)
    return tuple(documents)


def _build(record: ReferenceRecord, path: str, format_name: str) -> Document | None:
    assembly = Assembly()
    metadata = replace(record.metadata, authors=tuple(name for name in record.metadata.authors if name))
    assembly.add(metadata.title or "", Stream.HEADING, SectionKind.TITLE, 1)
    assembly.add(", ".join(metadata.authors), Stream.BODY, SectionKind.AUTHORS)
    notices: list[str] = []
    for passage in record.abstract:
        assembly.add(passage.label, Stream.HEADING, SectionKind.ABSTRACT, 2)
        for paragraph in passage.text.split("\n"):
            text = clean_line(paragraph)
            notice = _COPYRIGHT.search(text)
            if notice is not None:
                notices.append(notice.group())
                text = text[: notice.start()]
            assembly.add(text, Stream.BODY, SectionKind.ABSTRACT)
    if record.keywords:
        assembly.add(f"Keywords: {', '.join(record.keywords)}", Stream.BODY, SectionKind.KEYWORDS)
    for text in notices:
        assembly.add(text, Stream.HEAD, SectionKind.FURNITURE)
    if assembly.empty:
        return None
    if not record.abstract:
        message = "The record has no abstract, only a title; add the PDF of the paper."
        assembly.add_problem(Problem("no_abstract", message, Severity.WARNING))
    identity = hashlib.sha256(record.raw.encode("utf-8", "surrogatepass")).hexdigest()
    return assembly.finish(Source(identity, path, format_name), metadata)


def first_filled(values: Iterable[str | None]) -> str | None:
    """Give the first value that holds words, cleaned."""
    return next((cleaned for value in values if value and (cleaned := clean_line(value))), None)


def find_year(values: Iterable[str | None]) -> int | None:
    """Give the first year that stands in the values."""
    for value in values:
        found = re.search(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)", value or "")
        if found is not None:
            return int(found.group(1))
    return None
