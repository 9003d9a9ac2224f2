"""Document → the pieces of which its sections are made: headings, and the runs of text between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractor.document import Block, Document, SectionKind, Span, Stream
from extractor.structure.headings import Heading, find_inside, kind_of_heading, read_label, read_line


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading, or text without one; `heading.kind` is OTHER for one whose words are not known."""

    span: Span
    block: Block
    heading: Heading | None = None
    known: bool = True


def cut_pieces(document: Document) -> tuple[Piece, ...]:
    """Cut every block at its headings; captions, tables, small print and furniture stay whole."""
    pieces: list[Piece] = []
    for block in document.blocks:
        if block.stream is Stream.HEADING:
            kind = block.kind or kind_of_heading(document.quote(block.span))
            if kind is None and read_label(document.text, block.span) is not None:  # "PATIENT ▪ woman, 48 years"
                pieces.extend(_cut_body(document.text, block))
                continue
            pieces.append(
                Piece(block.span, block, Heading(kind or SectionKind.OTHER, block.span), known=kind is not None)
            )
        elif block.stream is not Stream.BODY or block.kind in (SectionKind.TITLE, SectionKind.KEYWORDS):
            pieces.append(Piece(block.span, block))
        else:
            pieces.extend(_cut_body(document.text, block))
    return tuple(pieces)


def _cut_body(text: str, block: Block) -> Iterator[Piece]:
    """Cut a paragraph at the label that it begins with, and at headings lost in its midst."""
    heading = read_line(text, block.span) or read_label(text, block.span)
    if heading is None:
        yield from _cut_inside(text, block, block.span)
        return
    yield Piece(heading.span, block, heading)
    yield from _cut_inside(text, block, Span(heading.span.end, block.span.end))


def _cut_inside(text: str, block: Block, span: Span) -> Iterator[Piece]:
    start = span.start
    for heading in sorted(find_inside(text, span), key=lambda heading: heading.span):
        if heading.span.start < start:
            continue
        if text[start : heading.span.start].strip():
            yield Piece(Span(start, heading.span.start), block)
        yield Piece(heading.span, block, heading)
        start = heading.span.end
    if text[start : span.end].strip():
        yield Piece(_stripped(text, Span(start, span.end)), block)


def _stripped(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
