"""Reads what a table's footnote says of its codes: "B, brain; C, cervical spine; ND, not done"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from extractor.document import Document, SectionKind, Stream, Table

_ENTRY = re.compile(
    r"(?<![\w/])(?P<code>[A-Z][A-Z0-9+/-]{0,7}|[A-Z][a-z]{1,2}[A-Z]*|[+–−-])\s*(?:[,:=]|\bis\b|\bmeans\b)\s*"
    r"(?P<meaning>[A-Za-z][^,;:.=\n]{1,70})"
)


def read_legend(document: Document, table: Table) -> Mapping[str, str]:
    """Give the meaning of each code, from the notes that belong to tables and the caption of this one."""
    notes = [
        block.span for block in document.blocks if block.kind is SectionKind.TABLE and block.stream is not Stream.TABLE
    ]
    notes += [block.span for block in document.blocks if block.stream is Stream.SMALL_PRINT and block.span not in notes]
    if table.caption is not None:
        notes.append(table.caption)
    meanings: dict[str, str] = {}
    for note in notes:
        for entry in _ENTRY.finditer(document.quote(note)):
            meanings.setdefault(entry["code"], entry["meaning"].strip())
    return meanings
