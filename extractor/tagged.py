"""NOUNS: a record of tagged lines, as MEDLINE, RIS, Web of Science and EndNote write references; `split_tagged()`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TaggedRecord:
    """One record: what its tags say, in the order of the lines, and the lines themselves."""

    fields: tuple[tuple[str, str], ...]
    raw: str

    def values(self, *tags: str) -> Iterator[str]:
        """Give the values of these tags, those of the first tag first."""
        for tag in tags:
            yield from (value for name, value in self.fields if name == tag)


@dataclass(frozen=True, slots=True)
class TagStyle:
    """How a format writes its lines: the tag and the text of a line, and the tags with which a record begins or ends.

    `starts` begin a record wherever they stand, `fresh_starts` only behind a blank line; whatever follows one of
    `ends` begins one too. Lines without a tag go on with the value above them, behind `joint`.
    """

    line: re.Pattern[str]
    starts: Collection[str]
    ends: Collection[str] = ()
    fresh_starts: Collection[str] = ()
    joint: str = " "


MEDLINE = TagStyle(re.compile(r"(?=.{4}-)([A-Z]{2,4}) *- ?(.*)"), ("PMID",), (), ("OWN", "STAT", "TI", "LID"))
RIS = TagStyle(re.compile(r"([A-Z][A-Z0-9])  -(?: |$)(.*)"), ("TY",), ("ER",))
LOOSE_RIS = TagStyle(re.compile(r"([A-Z][A-Z0-9]) {0,2}- ?(.*)"), ("TY",), ("ER",))  # blanks lost on the way
ISI = TagStyle(re.compile(r"([A-Z][A-Z0-9])(?: |$)(.*)"), ("PT",), ("ER", "EF"), joint="\n")
REFER = TagStyle(re.compile(r"%([A-Z0-9@!~>#$&^(*+?<_=\[\]|:]) ?(.*)"), ("0",))


def split_tagged(text: str, style: TagStyle) -> tuple[TaggedRecord, ...]:
    """Split a text at the lines that begin a record; what stands before the first is dropped, nothing else."""
    return tuple(_read(lines, style) for lines in _cut(text, style))


def _cut(text: str, style: TagStyle) -> list[list[str]]:
    records: list[list[str]] = []
    fresh, ended = True, False
    for line in re.split(r"\r\n|\r|\n", text):
        if not line.strip():
            fresh = True
            continue
        found = style.line.match(line)
        tag = found.group(1) if found is not None else None
        if tag in style.ends:
            ended = True
        elif tag in style.starts or (fresh and tag in style.fresh_starts) or (ended and tag is not None):
            records.append([])
            ended = False
        if records:
            records[-1].append(line)
        fresh = False
    return records


def _read(lines: list[str], style: TagStyle) -> TaggedRecord:
    fields: list[tuple[str, str]] = []
    for line in lines:
        found = style.line.match(line)
        if found is None and fields:
            tag, value = fields[-1]
            fields[-1] = (tag, f"{value}{style.joint}{line.strip()}".strip())
        elif found is not None and found.group(1) not in style.ends:
            fields.append((found.group(1), found.group(2).strip()))
    return TaggedRecord(tuple(fields), "\n".join(lines))
