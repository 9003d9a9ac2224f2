"""BibTeX → records; a block that is broken keeps what can be read of it."""

from __future__ import annotations

import logging
import re

from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from bibtexparser.model import DuplicateBlockKeyBlock, Entry, ParsingFailedBlock

from extractor.tagged import TaggedRecord

_LINE = re.compile(r"([A-Za-z][\w-]*)\s*=(.+)$")
_CLOSED = re.compile(r"[{}]")
_BEGIN = re.compile(r"\s*@\s*(?!comment|string|preamble)[A-Za-z]+\s*[{(]", re.IGNORECASE)


def split_bibtex(text: str) -> tuple[TaggedRecord, ...]:
    """Read every entry, in the order of the file, accents spelt in TeX made letters."""
    log = logging.getLogger()
    level = log.level
    log.setLevel(logging.CRITICAL)  # the library warns of each broken block; the citation says so itself
    try:
        library = parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    finally:
        log.setLevel(level)
    found: list[tuple[int, TaggedRecord]] = []
    for block in library.blocks:
        if isinstance(block, DuplicateBlockKeyBlock) and isinstance(block.ignore_error_block, Entry):
            found.append((block.start_line or 0, _read(block.ignore_error_block)))
        elif isinstance(block, Entry):
            found.append((block.start_line or 0, _read(block)))
        elif isinstance(block, ParsingFailedBlock) and _BEGIN.match(block.raw or "") is not None:
            found.append((block.start_line or 0, _salvage(block.raw or "")))
    return tuple(record for _, record in sorted(found, key=lambda pair: pair[0]))


def _read(entry: Entry) -> TaggedRecord:
    fields = [(field.key.lower(), _CLOSED.sub("", str(field.value))) for field in entry.fields]
    return TaggedRecord((*fields, ("entrytype", entry.entry_type)), entry.raw or "")


def _salvage(raw: str) -> TaggedRecord:
    """Take the lines that are whole of an entry that is not."""
    fields = []
    for line in raw.splitlines():
        found = _LINE.match(re.sub(r"^\s*@\w+\s*[{(][^,]*,", "", line).lstrip(", \t"))
        if found is not None and (value := found.group(2).strip().rstrip(",").strip('{}" ')):
            fields.append((found.group(1).lower(), value))
    return TaggedRecord(tuple(fields), raw)
