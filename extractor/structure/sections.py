"""Tells what each stretch of a paper is about. Document → Sections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.document import Document, Section, SectionKind, Span, Stream
from extractor.structure.headings import (
    Heading,
    is_numbered_case,
    is_of_others,
    names_a_part,
    opens_an_account,
    read_label,
    read_line,
)
from extractor.structure.narrative import kinds_of_narrative
from extractor.structure.paragraphs import is_prose, is_rubric, is_salutation, kind_of_paragraph, looks_like_title
from extractor.structure.pieces import Piece, cut_pieces
from extractor.structure.sentences import count_citations

_BY_STREAM = {
    Stream.CAPTION: SectionKind.CAPTION,
    Stream.TABLE: SectionKind.TABLE,
    Stream.HEAD: SectionKind.FURNITURE,
}
_MATTER = (
    SectionKind.ABSTRACT,
    SectionKind.INTRODUCTION,
    SectionKind.METHODS,
    SectionKind.CASE,
    SectionKind.DISCUSSION,
    SectionKind.OTHER,
)
_DISCUSSED = 3  # citations under a heading of unknown words behind a case
_ACCOUNT = 300  # characters under headings of a case: less is a part of it, such as "Final diagnosis: …"
# Under these, "Treatment" or "Imaging" is not about a case.
_ARGUED = (SectionKind.METHODS, SectionKind.OTHER, SectionKind.DISCUSSION, SectionKind.CONCLUSION)
# These are left for a paragraph that begins with "Patient 2."
_LEFT = (SectionKind.INTRODUCTION, SectionKind.METHODS)
# What may stand anywhere between the parts of a paper.
_ASIDE = (
    SectionKind.AUTHORS,
    SectionKind.KEYWORDS,
    SectionKind.DECLARATIONS,
    SectionKind.FURNITURE,
    SectionKind.CAPTION,
    SectionKind.TABLE,
)


@dataclass(slots=True)
class _Place:
    """Where the walk through the pieces has come to."""

    kind: SectionKind | None = None  # None before any heading
    title: Span | None = None
    passing: SectionKind | None = None  # what the heading of a single paragraph announced
    small: SectionKind | None = None  # the same of the small print
    abstract: bool = False
    labelled: bool = False  # the abstract has headings of its own
    labels: tuple[SectionKind, ...] = ()
    words: tuple[str, ...] = ()  # of those labels
    text_seen: bool = False
    of_others: bool = False  # under a heading of what others have reported, behind a case


@dataclass(frozen=True, slots=True)
class _Part:
    piece: Piece
    kind: SectionKind | None  # None: told by the run of the narrative
    title: Span | None = None


def split_sections(document: Document) -> tuple[Section, ...]:
    """Cut a document into sections that are ordered and do not overlap; blank stretches stand in none."""
    walk = _Walk(document, cut_pieces(document))
    return _join(_told_in_introduction(document, _settle(document, walk.parts())))


class _Walk:
    """Goes through the pieces in order and gives each the kind of the heading it stands under, or its own."""

    def __init__(self, document: Document, pieces: Sequence[Piece]) -> None:
        self._document = document
        self._pieces = pieces
        self._place = _Place()
        self._titled = any(piece.block.kind is SectionKind.TITLE for piece in pieces)
        self._cased = any(p.known and p.heading is not None and p.heading.kind is SectionKind.CASE for p in pieces)
        self._rest = sum(len(piece.span) for piece in pieces)

    def parts(self) -> list[_Part]:
        """Give the pieces with their kinds; None where no heading and no words of its own tell."""
        place = self._place
        parts: list[_Part] = []
        for number, piece in enumerate(self._pieces):
            self._rest -= len(piece.span)
            before = place.title
            kind = self._kind_of(number, piece)
            if kind is None and not self._titled and not place.text_seen and self._is_title(piece):
                if is_rubric(self._text(piece)) and self._goes_before_title(number):
                    kind = SectionKind.FURNITURE
                else:
                    kind, self._titled = SectionKind.TITLE, True
            if piece.heading is None and (kind is None or kind in _MATTER):
                place.text_seen = True
            under = kind is not None and kind in (place.kind, SectionKind.ABSTRACT if place.abstract else None)
            parts.append(_Part(piece, kind, place.title if under or place.title is not before else None))
        return parts

    def _text(self, piece: Piece) -> str:
        return self._document.quote(piece.span)

    def _is_title(self, piece: Piece) -> bool:
        return looks_like_title(self._text(piece)) and self._rest > 200

    def _goes_before_title(self, number: int) -> bool:
        return number + 1 < len(self._pieces) and looks_like_title(self._text(self._pieces[number + 1]))

    def _kind_of(self, number: int, piece: Piece) -> SectionKind | None:
        place = self._place
        if piece.block.stream in _BY_STREAM:
            return _BY_STREAM[piece.block.stream]
        if piece.block.stream is Stream.SMALL_PRINT:
            return piece.block.kind or self._kind_of_small_print(piece)
        if piece.block.kind is SectionKind.ABSTRACT:
            place.kind, place.abstract = SectionKind.ABSTRACT, True
            place.title = piece.span if piece.heading is not None else place.title
            return SectionKind.ABSTRACT
        if piece.heading is not None and piece.known and piece.heading.kind is not SectionKind.TITLE:
            return self._enter(number, piece, piece.heading)
        if piece.block.kind is not None:
            if piece.heading is None:
                place.abstract = False
            return piece.block.kind
        if piece.heading is not None:
            return self._unknown_heading(number, piece)
        passing, place.passing = place.passing, None
        if passing is not None:
            return passing
        if place.kind is SectionKind.KEYWORDS and is_prose(self._text(piece)):
            place.kind = None
        if place.kind in _LEFT and not place.abstract and opens_an_account(self._text(piece)):
            place.kind, place.title = SectionKind.CASE, None
            return SectionKind.CASE
        own = kind_of_paragraph(self._text(piece))
        if (own is SectionKind.AUTHORS and place.kind is not None) or (
            own is SectionKind.REFERENCES and not place.text_seen
        ):
            own = None
        return own or place.kind

    def _kind_of_small_print(self, piece: Piece) -> SectionKind:
        heading = read_line(self._document.text, piece.span) or read_label(self._document.text, piece.span)
        if heading is not None:
            self._place.small = heading.kind
            return heading.kind
        if self._place.small is SectionKind.REFERENCES or self._place.kind is SectionKind.REFERENCES:
            return SectionKind.REFERENCES
        return kind_of_paragraph(self._text(piece)) or SectionKind.DECLARATIONS

    def _unknown_heading(self, number: int, piece: Piece) -> SectionKind | None:
        """Take a heading of unknown words: a salutation, the title, or a part of the section it stands in."""
        place = self._place
        place.passing = None
        if is_salutation(self._text(piece)):
            self._titled, place.kind, place.title = True, None, None
            return SectionKind.OTHER
        if place.kind is None and not place.text_seen:
            return kind_of_paragraph(self._text(piece))
        if place.kind in _ASIDE or (place.kind is SectionKind.INTRODUCTION and not (place.abstract or self._cased)):
            place.kind, place.abstract = None, False  # the author's own words for a new part
        elif place.kind is SectionKind.CASE and self._cites_behind(number):  # "Denouement", "What we learnt"
            place.kind = SectionKind.DISCUSSION
        place.title = piece.span
        return place.kind

    def _cites_behind(self, number: int) -> bool:
        """Tell whether the text up to the next heading cites others as a discussion does, and no case."""
        citations = 0
        for piece in self._pieces[number + 1 :]:
            if piece.heading is not None:
                break
            if piece.block.stream is Stream.BODY:
                citations += count_citations(self._text(piece))
        return citations >= _DISCUSSED

    def _enter(self, number: int, piece: Piece, heading: Heading) -> SectionKind:
        """Take a heading whose words are known, and tell whether it is still one of the abstract's own."""
        place = self._place
        kind = heading.kind
        following = self._pieces[number + 1] if number + 1 < len(self._pieces) else None
        place.passing = None
        if not place.text_seen and not place.abstract and kind in _ASIDE:
            place.passing = kind
            return kind
        if kind is SectionKind.CASE and self._stands_above_title(following):
            return SectionKind.FURNITURE
        place.title = piece.span
        if kind is SectionKind.CASE and place.kind in _ARGUED and names_a_part(self._text(piece)):
            return place.kind
        if place.of_others and kind is SectionKind.CASE and is_numbered_case(self._text(piece)):
            return SectionKind.DISCUSSION
        place.of_others = place.kind is SectionKind.CASE and is_of_others(self._text(piece))
        if kind is SectionKind.ABSTRACT:
            place.abstract, place.labels, place.words = True, (), ()
            place.labelled = following is not None and following.heading is not None
        elif place.abstract and self._goes_on(kind, words := _words_of(self._text(piece))):
            place.labels, place.words = (*place.labels, kind), (*place.words, words)
            return SectionKind.ABSTRACT
        else:
            place.abstract = False
        place.kind = kind
        return kind

    def _stands_above_title(self, following: Piece | None) -> bool:
        """Tell whether words such as "CASE REPORT" only say what kind of paper this is: the title comes next."""
        if self._place.text_seen or self._titled or following is None:
            return False
        return (following.heading is None or not following.known) and looks_like_title(self._text(following))

    def _goes_on(self, kind: SectionKind, words: str) -> bool:
        """Tell whether a heading of this kind and these words belongs to the abstract that we are in."""
        labels = self._place.labels
        if words and words in self._place.words:
            return False  # "INTRODUCTION" behind the "Introduction." of the abstract
        if not self._place.labelled or kind in _ASIDE or kind is SectionKind.REFERENCES:
            return False
        if SectionKind.CONCLUSION in labels:
            return False
        return kind is not SectionKind.INTRODUCTION or kind not in labels[:-1]


def _words_of(heading: str) -> str:
    return "".join(letter for letter in heading.lower() if letter.isalnum())


def _told_in_introduction(document: Document, parts: Sequence[_Part]) -> Sequence[_Part]:
    """Find the case among the paragraphs of an introduction, behind its first, if no heading has one."""
    if any(part.kind in (SectionKind.CASE, SectionKind.METHODS, None) for part in parts):
        return parts
    places = [n for n, part in enumerate(parts) if part.kind is SectionKind.INTRODUCTION and not part.piece.heading]
    kinds = kinds_of_narrative([document.quote(parts[n].piece.span) for n in places], headed=False, discussed=True)
    if SectionKind.CASE not in kinds[1:]:
        return parts
    settled = list(parts)
    for number, kind in zip(places, kinds, strict=True):
        settled[number] = parts[number] if kind is SectionKind.INTRODUCTION else _Part(parts[number].piece, kind)
    return settled


def _settle(document: Document, parts: Sequence[_Part]) -> list[_Part]:
    """Give a kind to the paragraphs under no heading, by the run of the narrative."""
    loose = [number for number, part in enumerate(parts) if part.kind is None]
    headed = sum(len(part.piece.span) for part in parts if part.kind is SectionKind.CASE and part.title) >= _ACCOUNT
    discussed = any(part.kind is SectionKind.DISCUSSION and part.title for part in parts)
    texts = [document.quote(parts[number].piece.span) for number in loose]
    if loose and _leads_to_introduction(parts, loose[-1]):
        kinds: tuple[SectionKind, ...] = (SectionKind.ABSTRACT,) * len(loose)
    else:
        kinds = kinds_of_narrative(texts, headed, discussed)
    settled = list(parts)
    for number, kind in reversed(tuple(zip(loose, kinds, strict=True))):
        piece = parts[number].piece
        behind = number > 0 and parts[number - 1].kind is SectionKind.INTRODUCTION
        opens = behind and piece.heading is not None and number + 1 in loose  # it is of the kind of what it heads
        settled[number] = _Part(piece, settled[number + 1].kind if opens else kind, None)
    return settled


def _leads_to_introduction(parts: Sequence[_Part], last: int) -> bool:
    """Tell whether the paragraphs under no heading end where the introduction begins: then they are the abstract."""
    if any(part.kind is SectionKind.ABSTRACT for part in parts):
        return False
    headings = (part.piece.heading.kind for part in parts[last + 1 :] if part.piece.heading is not None)
    matter = [kind for kind in headings if kind not in _ASIDE]
    alone = sum(part.kind is None for part in parts) == 1
    return bool(matter) and (matter[0] is SectionKind.INTRODUCTION or (alone and matter[0] is SectionKind.CASE))


def _join(parts: Sequence[_Part]) -> tuple[Section, ...]:
    """Join neighbours of one kind and heading to one section each."""
    sections: list[Section] = []
    for part in parts:
        kind = part.kind or SectionKind.OTHER
        title = part.title if part.title is not None and part.title.end <= part.piece.span.end else None
        last = sections[-1] if sections else None
        if last is not None and last.kind is kind and last.title == title and kind is not SectionKind.CAPTION:
            sections[-1] = Section(kind, last.span.to(part.piece.span), title)
        else:
            sections.append(Section(kind, part.piece.span, title))
    return tuple(sections)
