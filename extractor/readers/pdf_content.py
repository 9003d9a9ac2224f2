"""The first engine: an own reader of content streams over pdfminer.six's document, filters, fonts and CMaps.

bytes → GlyphPage
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, dict_value, list_value, resolve1, resolve_all, stream_value
from pdfminer.psparser import literal_name

from extractor.readers.pdf_fonts import FontInUse, Fonts
from extractor.readers.pdf_glyphs import GlyphPage, Matrix, show_page
from extractor.readers.pdf_pdfminer import open_document, read_info_title
from extractor.readers.pdf_pen import IDENTITY, Ink, PageFull, TextState, multiply
from extractor.readers.pdf_tokens import (
    TOKEN,
    Operand,
    Operands,
    end_of_picture,
    read_array,
    read_hex,
    read_string,
)

_DEEPEST_FORM = 24
_MOST_FORMS = 20_000  # a page, with text or pictures
_MOST_IDLE_FORMS = 10_000_000  # a page; plots draw each of their points as a form
_MOST_FORM_BYTES = 20_000_000  # a page, counted each time that they are read
_MOST_SAVED = 100_000  # states that are open


class ContentSource:
    """Glyphs from content streams that are read here; all else is pdfminer.six's."""

    name = "pdfminer.six with own content reader"

    def __init__(self, data: bytes, password: str = "") -> None:
        self._document = open_document(data, password)

    def read_pages(self) -> Iterator[GlyphPage]:
        """Yield the pages in order."""
        fonts = Fonts()
        for number, page in enumerate(PDFPage.create_pages(self._document), 1):
            width, height, matrix = show_page(page.mediabox, page.cropbox, page.rotate)
            ink = Ink(number, width, height)
            data = b"\n".join(stream_value(stream).get_data() for stream in list_value(page.contents))
            try:
                _Content(fonts, ink, _Forms()).read(data, page.resources, matrix)
            except PageFull:
                ink.cut = True
            yield ink.finish()

    def read_info_title(self) -> str | None:
        """Give the title of the file's Info dictionary."""
        return read_info_title(self._document)


class _Forms:
    """The forms of one page: those that are open, and how many were read.

    `idle` gives for a form that paints nothing how many forms are in it, so that it is read but once.
    """

    def __init__(self) -> None:
        self.idle: dict[int, int] = {}
        self.open: list[int] = []
        self.count = 0  # with those that were passed over
        self._read = self._size = 0

    def enter(self, key: int, size: int) -> None:
        """Open a form; raise PageFull where no real page would still go on."""
        self.open.append(key)
        self.count += 1
        self._read += 1
        self._size += size
        if self._read > _MOST_FORMS or self._size > _MOST_FORM_BYTES:
            raise PageFull

    def pass_over(self, key: int) -> None:
        """Count an idle form and those in it; raise PageFull as `enter`."""
        self.count += self.idle[key]
        if self.count > _MOST_IDLE_FORMS:
            raise PageFull


class _Content:
    """Reads one content stream: shows its strings, follows its forms, and lets all else go by."""

    def __init__(self, fonts: Fonts, ink: Ink, forms: _Forms) -> None:
        self._fonts = fonts
        self._ink = ink
        self._forms = forms
        self._resources: dict[str, Any] = {}
        self._in_use: dict[str, FontInUse] = {}
        self._matrix = IDENTITY
        self._state = TextState()
        self._saved: list[tuple[Matrix, TextState]] = []

    def read(self, data: bytes, resources: object, matrix: Matrix) -> None:
        """Read a stream to its end."""
        self._resources = dict_value(resources)
        self._matrix = matrix
        self._ink.content_bytes += len(data)
        operands = Operands()
        in_picture = False
        place, end = 0, len(data)
        while place < end and (token := TOKEN.match(data, place)) is not None:
            place = token.end()
            kind = token.lastgroup
            if kind == "operator":
                name = token["operator"]
                if (act := _OPERATORS.get(name)) is not None:
                    act(self, operands.numbers(token), operands.last)
                elif name == b"ID" and in_picture:
                    place = end_of_picture(data, place)
                    self._ink.add_picture(self._matrix)
                in_picture = name == b"BI" or (in_picture and name != b"ID")
            elif kind == "shown_array":
                self._ink.show(self._state, read_array(token["shown_array"]), self._matrix)
            elif kind == "shown":
                self._ink.show(self._state, (read_string(token["shown"]),), self._matrix)
            elif kind == "shown_hex":
                self._ink.show(self._state, (read_hex(token["shown_hex"]),), self._matrix)
            else:
                place = operands.keep(token, data)
                continue
            operands.clear()

    def _save(self, numbers: list[float], operand: Operand | None) -> None:
        if len(self._saved) >= _MOST_SAVED:
            raise PageFull
        self._saved.append((self._matrix, self._state.copy()))

    def _restore(self, numbers: list[float], operand: Operand | None) -> None:
        if self._saved:
            self._matrix, self._state = self._saved.pop()

    def _transform(self, numbers: list[float], operand: Operand | None) -> None:
        if len(numbers) >= 6:
            self._matrix = multiply(_matrix_of(numbers), self._matrix)

    def _begin_text(self, numbers: list[float], operand: Operand | None) -> None:
        self._state.matrix = IDENTITY
        self._state.x = self._state.y = 0.0

    def _set_font(self, numbers: list[float], operand: Operand | None) -> None:
        if isinstance(operand, str) and numbers:
            font = self._in_use.get(operand)
            if font is None:
                spec = dict_value(self._resources.get("Font")).get(operand)
                font = self._in_use[operand] = self._fonts.find(spec)
            self._state.font, self._state.size = font, numbers[-1]

    def _set_charspace(self, numbers: list[float], operand: Operand | None) -> None:
        if numbers:
            self._state.charspace = numbers[-1]

    def _set_wordspace(self, numbers: list[float], operand: Operand | None) -> None:
        if numbers:
            self._state.wordspace = numbers[-1]

    def _set_scaling(self, numbers: list[float], operand: Operand | None) -> None:
        if numbers:
            self._state.scaling = 0.01 * numbers[-1]

    def _set_leading(self, numbers: list[float], operand: Operand | None) -> None:
        if numbers:
            self._state.leading = -numbers[-1]

    def _set_rise(self, numbers: list[float], operand: Operand | None) -> None:
        if numbers:
            self._state.rise = numbers[-1]

    def _set_matrix(self, numbers: list[float], operand: Operand | None) -> None:
        if len(numbers) >= 6:
            self._state.matrix = _matrix_of(numbers)
            self._state.x = self._state.y = 0.0

    def _set_off(self, numbers: list[float], operand: Operand | None) -> None:
        if len(numbers) >= 2:
            self._state.move(numbers[-2], numbers[-1])

    def _set_off_with_leading(self, numbers: list[float], operand: Operand | None) -> None:
        if len(numbers) >= 2:
            self._state.leading = numbers[-1]
            self._state.move(numbers[-2], numbers[-1])

    def _next_line(self, numbers: list[float], operand: Operand | None) -> None:
        self._state.move(0.0, self._state.leading)

    def _show(self, numbers: list[float], operand: Operand | None) -> None:
        if isinstance(operand, bytes):
            self._ink.show(self._state, (operand,), self._matrix)
        elif isinstance(operand, list):
            self._ink.show(self._state, operand, self._matrix)

    def _show_on_next_line(self, numbers: list[float], operand: Operand | None) -> None:
        if len(numbers) >= 2:  # of the operator "
            self._state.wordspace, self._state.charspace = numbers[-2:]
        self._next_line(numbers, operand)
        self._show(numbers, operand)

    def _do(self, numbers: list[float], operand: Operand | None) -> None:
        found = resolve1(dict_value(self._resources.get("XObject")).get(operand)) if isinstance(operand, str) else None
        if not isinstance(found, PDFStream):
            return
        subtype = literal_name(found.get("Subtype"))
        if subtype == "Image" and "Width" in found and "Height" in found:
            self._ink.add_picture(self._matrix)
        elif subtype == "Form" and "BBox" in found:
            self._read_form(found)

    def _read_form(self, form: PDFStream) -> None:
        """Read a form with a state of its own; one that paints nothing only once."""
        key = form.objid if form.objid is not None else -id(form)
        forms, ink = self._forms, self._ink
        if key in forms.idle:
            forms.pass_over(key)
            return
        if key in forms.open or len(forms.open) >= _DEEPEST_FORM:
            return
        count, painted = forms.count, (len(ink.glyphs), ink.pictures)
        data = form.get_data()
        forms.enter(key, len(data))
        numbers = [float(number) for number in resolve_all(list_value(form.get("Matrix", IDENTITY)))]
        matrix = _matrix_of(numbers) if len(numbers) == 6 else IDENTITY
        resources = form.get("Resources") or self._resources
        _Content(self._fonts, ink, forms).read(data, resources, multiply(matrix, self._matrix))
        forms.open.pop()
        if painted == (len(ink.glyphs), ink.pictures):
            forms.idle[key] = forms.count - count


def _matrix_of(numbers: list[float]) -> Matrix:
    a, b, c, d, e, f = numbers[-6:]
    return a, b, c, d, e, f


_OPERATORS: dict[bytes, Callable[[_Content, list[float], Operand | None], None]] = {
    b"q": _Content._save,
    b"Q": _Content._restore,
    b"cm": _Content._transform,
    b"BT": _Content._begin_text,
    b"Tf": _Content._set_font,
    b"Tc": _Content._set_charspace,
    b"Tw": _Content._set_wordspace,
    b"Tz": _Content._set_scaling,
    b"TL": _Content._set_leading,
    b"Ts": _Content._set_rise,
    b"Tm": _Content._set_matrix,
    b"Td": _Content._set_off,
    b"TD": _Content._set_off_with_leading,
    b"T*": _Content._next_line,
    b"Tj": _Content._show,
    b"TJ": _Content._show,
    b"'": _Content._show_on_next_line,
    b'"': _Content._show_on_next_line,
    b"Do": _Content._do,
}
