"""Build the lines of a page from its glyphs, in the order of the content.

GlyphPage → Line
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from extractor.characters import raise_characters
from extractor.readers.pdf_characters import ACCENTS, compose_accents
from extractor.readers.pdf_glyphs import Glyph, GlyphPage, page_box

_MAX_GAP_EM = 1.6  # a wider gap parts columns of a table
_MIN_GAP_EM = -0.6
_MAX_RISE_EM = 0.75
_BLANK_BOUNDS_EM = (0.07, 0.24)  # a kern is below, a word gap above
_CLEAR_STEP_EM = 0.06  # gaps of one kind differ by less
_UNIT_GAP_EM = 0.13  # between a number and its unit stands a thin space
_BLANK_IF_WRITTEN_EM = 0.22  # the gap that parts words where the file writes its own blanks


@dataclass(slots=True)
class Piece:
    """An unbroken run of glyphs of one height; `glued`: no blank stands before it."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool
    raised: bool
    glued: bool


@dataclass(slots=True)
class Line:
    """Pieces on one baseline, in the frame in which they are upright (`turn` quarter turns back to the page)."""

    page: int
    turn: int
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    size: float
    letters: int
    bold: bool  # all of its letters are
    face: str  # the name of the font of its first glyph at the line's size
    text: str
    pieces: list[Piece]

    def part(self, count: int) -> tuple[Line, Line]:
        """Give the first pieces and the rest as two lines."""
        return self._with(self.pieces[:count]), self._with(self.pieces[count:])

    def _with(self, pieces: list[Piece]) -> Line:
        letters = sum(len(piece.text) for piece in pieces)
        bold = all(piece.bold for piece in pieces)
        x0, x1 = min(piece.x0 for piece in pieces), max(piece.x1 for piece in pieces)
        return replace(self, x0=x0, x1=x1, letters=letters, bold=bold, text=_join(pieces), pieces=pieces)


def build_lines(page: GlyphPage) -> list[Line]:
    """Give the lines of a page; columns of a table and cells far apart are lines of their own."""
    lines: list[Line] = []
    for run in _runs(page.glyphs):
        line = _build_line(run, page)
        if line is not None and not (lines and _is_painted_twice(lines[-1], line)):
            lines.append(line)
    return lines


def box_on_page(piece: Piece, turn: int, page: GlyphPage) -> tuple[float, ...]:
    """Give the box of a piece on the page as it is shown."""
    return page_box((piece.x0, piece.top, piece.x1, piece.bottom), turn, page)


def _runs(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Cut the glyphs where the pen leaves the line."""
    run: list[Glyph] = []
    anchor = last = None  # the largest glyph of the run, and its last one with ink
    for glyph in glyphs:
        text, x0, _, base, size, _, turn = glyph
        if last is None or anchor is None:
            if text.isspace():
                continue
            anchor = last = glyph
            run = [glyph]
            continue
        gap = x0 - last.x1
        widest = _MAX_GAP_EM * (last.size if last.size > size else size)
        if size == anchor.size and base == anchor.base and turn == last.turn:  # as most of them
            stays = _MIN_GAP_EM * size < gap < widest
        else:
            largest = anchor.size if anchor.size > size else size
            smallest = size if anchor.size > size else anchor.size
            rise = anchor.base - base
            stays = (
                turn == last.turn
                and -_MAX_RISE_EM * largest < rise < _MAX_RISE_EM * largest
                and _MIN_GAP_EM * largest < gap < widest
                and _overlap(anchor, glyph) > 0.3 * smallest
            )
        if text.isspace():
            if stays:
                run.append(glyph)
            continue
        if not stays:
            yield run
            run = [glyph]
            anchor = glyph
        else:
            run.append(glyph)
            if size > anchor.size * 1.05:
                anchor = glyph
        last = glyph
    if run:
        yield run


def _overlap(one: Glyph, other: Glyph) -> float:
    bottom_one = one.base - one.face.descent * one.size
    bottom_other = other.base - other.face.descent * other.size
    top = max(bottom_one - one.size, bottom_other - other.size)
    return min(bottom_one, bottom_other) - top


def _build_line(run: list[Glyph], page: GlyphPage) -> Line | None:
    while run and run[-1].text.isspace():
        run.pop()
    inked = [glyph for glyph in run if not glyph.text.isspace()]
    if not inked:
        return None
    size, base = _main_size(inked)
    pieces = list(_cut_pieces(run, size, base, _MAX_GAP_EM if page.has_blanks else _blank_limit(run)))
    if len(pieces) > 4 and all(len(piece.text) == 1 for piece in pieces):
        pieces = _draw_together(pieces)
    for piece in pieces:
        if not piece.text.isascii():
            piece.text = compose_accents(piece.text)
    _mark_raised(pieces)
    letters, bold = len(inked), sum(glyph.face.bold for glyph in inked)
    plain = [piece for piece in pieces if not piece.raised] or pieces
    return Line(
        page=page.number,
        turn=inked[0].turn,
        x0=min(piece.x0 for piece in pieces),
        x1=max(piece.x1 for piece in pieces),
        top=min(piece.top for piece in plain),
        bottom=max(piece.bottom for piece in plain),
        base=base,
        size=size,
        letters=letters,
        bold=bold == letters or all(piece.bold or piece.raised for piece in pieces),
        face=next(glyph.face.name for glyph in inked if abs(glyph.size - size) < 0.06),
        text=_join(pieces),
        pieces=pieces,
    )


def _join(pieces: list[Piece]) -> str:
    return "".join(piece.text if piece.glued else " " + piece.text for piece in pieces).lstrip()


def _main_size(inked: list[Glyph]) -> tuple[float, float]:
    """Give the size that most glyphs have (the larger of two) and their baseline."""
    first = inked[0]
    size, base = first.size, first.base
    if all(at == base and em == size for _, _, _, at, em, _, _ in inked):
        return size, base
    counts: dict[float, int] = {}
    bases: dict[float, float] = {}
    for glyph in inked:
        key = round(glyph.size, 1)
        counts[key] = counts.get(key, 0) + len(glyph.text)
        bases[key] = glyph.base
    size = max(counts, key=lambda key: (counts[key], key))
    return size, bases[size]


def _blank_limit(run: list[Glyph]) -> float:
    """Give the gap, in em, from which words are apart: the first clear step among the line's own gaps."""
    if any(glyph.text == " " for glyph in run):
        return _BLANK_IF_WRITTEN_EM
    low, high = _BLANK_BOUNDS_EM
    gaps = [(right.x0 - left.x1) / (left.size or 1.0) for left, right in pairwise(run)]
    steps = sorted({low, *(min(gap, high) for gap in gaps if gap > low)})
    if len(steps) < 2:
        return 0.12
    clear = [(below, above) for below, above in pairwise(steps) if above - below > _CLEAR_STEP_EM]
    below, above = clear[0] if clear else max(pairwise(steps), key=lambda step: step[1] - step[0])
    limit = (below + above) / 2
    apart = sum(gap > limit for gap in gaps)
    return limit if apart <= 0.5 * len(gaps) else high  # set wide: every letter stands apart


def _cut_pieces(run: list[Glyph], size: float, base: float, limit: float) -> Iterator[Piece]:
    """Cut a run at blanks and where superscripts begin and end."""
    piece: Piece | None = None
    last: Glyph | None = None
    blank = True
    raised = False
    bottom = 0.0
    unit_limit = min(limit, _UNIT_GAP_EM) if limit < _MAX_GAP_EM else limit
    for glyph in run:
        text, x0, x1, at, em, face, _ = glyph
        if text.isspace():
            blank = True
            continue
        as_last = False  # in type and on the baseline of the last one
        if last is not None:
            last_text, last_x0, last_x1, last_at, last_em, last_face, _ = last
            if last_text == text and abs(x0 - last_x0) < 0.08 * em and abs(at - last_at) < 0.08 * em:
                continue  # painted twice to look bold
            if piece is not None and text in ACCENTS and last_x1 - x0 > 0.6 * (x1 - x0):
                piece.text = compose_accents(text + piece.text[-1]).join((piece.text[:-1], ""))
                continue  # set over the letter before
            gap = (x0 - last_x1) / (em if em > last_em else last_em)
            if gap > unit_limit and gap > (unit_limit if last_text.isdecimal() and text.isalpha() else limit):
                blank = True
            as_last = at == last_at and em == last_em and face is last_face
        if not as_last:
            raised = em < 0.85 * size and base - at > 0.15 * size
            bottom = at - face.descent * em
        if piece is None or blank or raised != piece.raised:
            if piece is not None:
                yield piece
            piece = Piece(text, x0, x1, bottom - em, bottom, em, face.bold, raised, not blank)
        else:
            piece.text += text
            if x0 < piece.x0:
                piece.x0 = x0
            if x1 > piece.x1:
                piece.x1 = x1
            if not as_last:
                piece.top, piece.bottom = min(piece.top, bottom - em), max(piece.bottom, bottom)
        last, blank = glyph, False
    if piece is not None:
        yield piece


def _draw_together(pieces: list[Piece]) -> list[Piece]:
    """Join the letters of words that are spaced out with blanks ("a b s t r a c t")."""
    gaps = sorted(right.x0 - left.x1 for left, right in pairwise(pieces))
    limit = 1.4 * gaps[len(gaps) // 2] + 0.05 * pieces[0].size
    if not all(piece.text.isalpha() for piece in pieces):
        return pieces
    words = [replace(pieces[0])]
    for left, right in pairwise(pieces):
        if right.x0 - left.x1 > limit:
            words.append(replace(right))
        else:
            words[-1].text += right.text
            words[-1].x1 = right.x1
    return words


def _mark_raised(pieces: list[Piece]) -> None:
    """Write raised digits as ⁰…⁹, and a raised "o" or "0" before C or F as a degree sign; lengths stay."""
    for index, piece in enumerate(pieces):
        if not piece.raised:
            continue
        after = pieces[index + 1].text if index + 1 < len(pieces) else ""
        if piece.text in ("o", "0", "O") and after[:1] in ("C", "F") and not after[1:2].isalpha():
            piece.text = "°"
            continue
        text = raise_characters(piece.text)
        if len(text) == len(piece.text):
            piece.text = text


def _is_painted_twice(one: Line, other: Line) -> bool:
    return (
        one.text == other.text
        and one.turn == other.turn
        and abs(one.x0 - other.x0) < 0.15 * one.size
        and abs(one.base - other.base) < 0.15 * one.size
    )
