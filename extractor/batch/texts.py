"""Keeps what was read of each PDF beside its run, so that new word lists cost the analysis alone.

Document ⇄ bytes: a checksum, then JSON, compressed
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

from extractor.document import (
    Block,
    Box,
    Cell,
    Document,
    Metadata,
    Page,
    SectionKind,
    Span,
    Stream,
    Table,
    Word,
)
from extractor.problem import Problem, Severity

FOLDER = ".texts"
MOST_BYTES = 2_000_000_000  # of all texts of a run; later ones are not kept
_MOST_TEXT = 200_000_000  # of one, unpacked
_FORM = b"text 1\n"
_DIGEST = 16


@dataclass(frozen=True, slots=True)
class TextCache:
    """A folder of texts by the hash of the paper; `key` names the reader that read them."""

    folder: Path
    key: str

    def load(self, sha256: str, path: str) -> Document | None:
        """Give what was read of a paper, under the path that it has now; None if it is not kept, or damaged."""
        try:
            return replace(decode_document((self.folder / self._name(sha256)).read_bytes()), path=path)
        except (OSError, ValueError):
            return None

    def keep(self, sha256: str, data: bytes) -> None:
        """Keep a text, if its checksum is right; a text that cannot be kept is read again, no more."""
        if not _is_whole(data):
            return
        part = self.folder / f".{sha256}.part"
        with contextlib.suppress(OSError):
            self.folder.mkdir(mode=0o700, exist_ok=True)
            part.write_bytes(data)
            part.chmod(0o600)
            os.replace(part, self.folder / self._name(sha256))

    def tidy(self, wanted: frozenset[str]) -> int:
        """Remove what no paper of the run needs or another reader has left; give the bytes kept."""
        kept = 0
        with contextlib.suppress(OSError):  # not there yet, or not ours: then nothing is kept
            names = {self._name(sha256) for sha256 in wanted}
            with os.scandir(self.folder) as entries:
                for entry in entries:
                    if entry.name in names:
                        kept += entry.stat(follow_symlinks=False).st_size
                    else:
                        os.unlink(entry.path)
        return kept

    def _name(self, sha256: str) -> str:
        return f"{sha256}.{self.key[:16]}"


def encode_document(document: Document) -> bytes:
    """Write a document, without its path."""
    meta = document.metadata
    data = {
        "id": document.id,
        "format": document.format,
        "text": document.text,
        "blocks": [[*_ends(b.span), str(b.stream), b.kind and str(b.kind), b.level] for b in document.blocks],
        "metadata": [
            *(meta.title, list(meta.authors), meta.year, meta.journal, meta.doi, meta.pmid, meta.article_type),
        ],
        "pages": [[page.number, page.width_pt, page.height_pt, page.ocr] for page in document.pages],
        "words": _write_words(document.words),
        "tables": [
            [
                _ends(table.span),
                table.caption and _ends(table.caption),
                [[[*_ends(cell.span), cell.header] for cell in row] for row in table.rows],
            ]
            for table in document.tables
        ],
        "engine": document.engine,
        "problems": [[p.code, p.message, str(p.severity), p.field] for p in document.problems],
    }
    body = zlib.compress(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"), 3)
    return _FORM + hashlib.sha256(body).digest()[:_DIGEST] + body


def decode_document(data: bytes) -> Document:
    """Read what `encode_document` wrote, with an empty path; ValueError if it is not that."""
    if not _is_whole(data):
        raise ValueError("damaged")
    unpack = zlib.decompressobj()
    try:
        text = unpack.decompress(data[len(_FORM) + _DIGEST :], _MOST_TEXT)
        return _read_document(json.loads(text))
    except (zlib.error, RecursionError, TypeError, LookupError, AttributeError) as error:
        raise ValueError("no text of a paper") from error


def _is_whole(data: bytes) -> bool:
    head = len(_FORM) + _DIGEST
    return data[: len(_FORM)] == _FORM and hashlib.sha256(data[head:]).digest()[:_DIGEST] == data[len(_FORM) : head]


def _ends(span: Span) -> list[int]:
    return [span.start, span.end]


def _write_words(words: Sequence[Word]) -> list[list[int]]:
    """Write words in columns, places as steps from the last; lengths in hundredths, to which readers round them."""
    starts = [0, *(word.span.start for word in words)]
    boxes = [word.box for word in words]
    return [
        [after - before for before, after in pairwise(starts)],
        [len(word.span) for word in words],
        [word.page for word in words],
        *([round(100 * value) for value in column] for column in ([b.x0 for b in boxes], [b.top for b in boxes])),
        [round(100 * b.x1) - round(100 * b.x0) for b in boxes],
        [round(100 * b.bottom) - round(100 * b.top) for b in boxes],
        [round(100 * word.size_pt) for word in words],
        [word.bold + 2 * word.raised for word in words],
    ]


def _read_words(columns: Sequence[Sequence[int]]) -> Iterator[Word]:
    steps, *others = columns
    for start, length, page, x0, top, width, height, size, look in zip(accumulate(steps), *others, strict=True):
        box = Box(x0 / 100, top / 100, (x0 + width) / 100, (top + height) / 100)
        yield Word(Span(start, start + length), page, box, size / 100, bool(look & 1), bool(look & 2))


def _read_document(data: dict[str, Any]) -> Document:
    title, authors, year, journal, doi, pmid, article_type = data["metadata"]
    return Document(
        id=data["id"],
        path="",
        format=data["format"],
        text=data["text"],
        blocks=tuple(
            Block(Span(start, end), Stream(stream), None if kind is None else SectionKind(kind), level)
            for start, end, stream, kind, level in data["blocks"]
        ),
        metadata=Metadata(title, tuple(authors), year, journal, doi, pmid, article_type),
        pages=tuple(Page(*page) for page in data["pages"]),
        words=tuple(_read_words(data["words"])),
        tables=tuple(_read_table(*table) for table in data["tables"]),
        engine=data["engine"],
        problems=tuple(Problem(code, said, Severity(how), where) for code, said, how, where in data["problems"]),
    )


def _read_table(span: list[int], caption: list[int] | None, rows: list[list[list[int]]]) -> Table:
    cells = tuple(tuple(Cell(Span(start, end), bool(header)) for start, end, header in row) for row in rows)
    return Table(Span(*span), cells, None if caption is None else Span(*caption))
