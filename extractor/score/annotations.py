"""Reads annotated corpora: brat folders and IOB files → texts with marked entities."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_BRAT = re.compile(r"T\d+\t(\S+) ([\d ;]+)\t")
_NO_SPACE_BEFORE = frozenset(",.;:)]}%'-/’–")
_NO_SPACE_AFTER = frozenset("([{'-/’–")


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """An entity: half-open range of characters, and its label."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text and its entities, in the order of the text."""

    name: str
    text: str
    marks: tuple[Mark, ...]


def read_brat(folder: Path) -> tuple[MarkedText, ...]:
    """Read every `.txt` that has an `.ann` beside it; an entity in pieces is taken from its first to its last."""
    found = []
    for path in sorted(folder.glob("*.ann")):
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        found.append(MarkedText(path.stem, text, tuple(sorted(parse_brat(path.read_text(encoding="utf-8"))))))
    return tuple(found)


def parse_brat(annotations: str) -> Iterator[Mark]:
    """Give the entities of a brat file."""
    for line in annotations.splitlines():
        entity = _BRAT.match(line)
        if entity is not None:
            places = [int(number) for number in re.findall(r"\d+", entity[2])]
            yield Mark(min(places), max(places), entity[1])


def read_iob(path: Path) -> tuple[MarkedText, ...]:
    """Read a file of `word<TAB>tag` lines with an empty line between sentences: one text a sentence."""
    blocks = re.split(r"\n\s*\n", path.read_text(encoding="utf-8"))
    words = ([line.rsplit("\t", 1) for line in block.splitlines() if "\t" in line] for block in blocks)
    return tuple(join_words(f"{path.parent.name}-{i}", block) for i, block in enumerate(words) if block)


def join_words(name: str, words: Iterable[list[str]]) -> MarkedText:
    """Put a sentence together from `[word, tag]` pairs as it was before it was cut at every mark."""
    text = ""
    marks: list[Mark] = []
    inside = False
    for word, tag in words:
        between_digits = text[-2:-1].isdigit() and text[-1:] in ".," and word[0].isdigit()
        glued = not text or word[0] in _NO_SPACE_BEFORE or text[-1] in _NO_SPACE_AFTER or between_digits
        start = len(text) + (not glued)
        text += word if glued else f" {word}"
        if tag.startswith("B-") or (tag.startswith("I-") and not inside):
            marks.append(Mark(start, len(text), tag[2:]))
        elif tag.startswith("I-"):
            marks[-1] = Mark(marks[-1].start, len(text), marks[-1].label)
        inside = tag != "O"
    return MarkedText(name, text, tuple(marks))


def flatten_marks(marks: Iterable[Mark], labels: Iterable[str]) -> tuple[Mark, ...]:
    """Keep the entities of these labels, and of two that overlap the longer one."""
    wanted = frozenset(labels)
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m.start - m.end, m)):
        if mark.label in wanted and all(mark.end <= other.start or mark.start >= other.end for other in kept):
            kept.append(mark)
    return tuple(sorted(kept))


def cut_lines(text: MarkedText) -> tuple[MarkedText, ...]:
    """Cut a text at its line feeds, one sentence a line as the annotators had it; trim and drop what crosses one."""
    lines: list[MarkedText] = []
    start = 0
    for line in text.text.split("\n"):
        end = start + len(line)
        marks = [trim_mark(text.text, m) for m in text.marks if start <= m.start and m.end <= end]
        shifted = tuple(Mark(m.start - start, m.end - start, m.label) for m in marks if m.start < m.end)
        if line.strip():
            lines.append(MarkedText(f"{text.name}:{start}", line, shifted))
        start = end + 1
    return tuple(lines)


def trim_mark(text: str, mark: Mark) -> Mark:
    """Take the white space off both ends of an entity."""
    words = text[mark.start : mark.end]
    start = mark.start + len(words) - len(words.lstrip())
    return Mark(start, max(start, mark.end - len(words) + len(words.rstrip())), mark.label)
