"""The first engine's twin and its stand-in: glyphs in content order from pdfminer.six's own interpreter.

bytes → GlyphPage
"""

from __future__ import annotations

import io
import logging
import struct
import zlib
from collections.abc import Iterator
from typing import Any

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1
from pdfminer.psexceptions import PSException

from extractor.problem import UnreadablePaper
from extractor.readers.pdf_fonts import Fonts
from extractor.readers.pdf_glyphs import LOCKED, GlyphPage, show_page
from extractor.readers.pdf_pen import IDENTITY, Ink, PageFull, TextState

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it warns of every oddity of every font

# What pdfminer.six is known to raise on damaged files besides its own exceptions.
PDFMINER_FAILURES = (
    PSException, ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, NotImplementedError, OSError,
    RecursionError, TypeError, ValueError, struct.error, zlib.error,
)  # fmt: skip


class _Device(PDFTextDevice):
    """Takes the strings of a content stream and shows them; pictures leave only their area."""

    def __init__(self, fonts: Fonts) -> None:
        super().__init__(fonts)
        self._fonts = fonts
        self.ink = Ink(0, 1.0, 1.0)

    def render_image(self, name: str, stream: object) -> None:
        self.ink.add_picture(self.ctm or IDENTITY)

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        if not isinstance(seq, list):
            return  # the operand of a damaged TJ
        state = TextState()
        state.font = self._fonts.use(textstate.font)
        state.size, state.scaling, state.rise = textstate.fontsize, 0.01 * textstate.scaling, textstate.rise
        state.charspace, state.wordspace = textstate.charspace, textstate.wordspace
        state.matrix = textstate.matrix
        state.x, state.y = textstate.linematrix
        strings = [item for item in seq if isinstance(item, bytes | int | float)]
        self.ink.show(state, strings, self.ctm or IDENTITY)
        textstate.linematrix = (state.x, state.y)


class _Interpreter(PDFPageInterpreter):
    """pdfminer's interpreter, where it keeps to the standard."""

    def do__w(self, wordspace: Any, charspace: Any, string: Any) -> None:
        self.do_Tw(wordspace)
        self.do_Tc(charspace)
        self.do__q(string)  # pdfminer stays on the line

    def do_Do(self, name: Any) -> None:
        super().do_Do(name)
        self.device.set_ctm(self.ctm)  # pdfminer goes on in the frame of the form


class PdfminerSource:
    """Glyphs from pdfminer.six."""

    name = "pdfminer.six"

    def __init__(self, data: bytes, password: str = "") -> None:
        self._document = open_document(data, password)

    def read_pages(self) -> Iterator[GlyphPage]:
        """Yield the pages in order."""
        fonts = Fonts()
        device = _Device(fonts)
        interpreter = _Interpreter(fonts, device)
        for number, page in enumerate(PDFPage.create_pages(self._document), 1):
            width, height, matrix = show_page(page.mediabox, page.cropbox, page.rotate)
            device.ink = Ink(number, width, height)
            try:
                interpreter.render_contents(page.resources, page.contents, ctm=matrix)
            except PageFull:
                device.ink.cut = True
            yield device.ink.finish()

    def read_info_title(self) -> str | None:
        """Give the title of the file's Info dictionary."""
        return read_info_title(self._document)


def read_info_title(document: PDFDocument) -> str | None:
    """Give the title of the file's Info dictionary."""
    for info in document.info:
        title = resolve1(info.get("Title"))
        if isinstance(title, bytes):
            codec = "utf-16" if title[:2] in (b"\xfe\xff", b"\xff\xfe") else "latin-1"
            return title.decode(codec, errors="replace")
    return None


def open_document(data: bytes, password: str = "") -> PDFDocument:
    """Open a PDF; raise UnreadablePaper where it needs another password."""
    try:
        return PDFDocument(PDFParser(io.BytesIO(data)), password)
    except PDFPasswordIncorrect as error:
        raise UnreadablePaper("locked", LOCKED) from error
    except PDFEncryptionError as error:
        raise UnreadablePaper(
            "locked", "the PDF is encrypted in an unknown way; save a copy without encryption."
        ) from error
