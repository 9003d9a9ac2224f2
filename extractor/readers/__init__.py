"""A file → its papers: PDF, JATS/PMC XML, PubMed XML, MEDLINE/NBIB, RIS, HTML or plain text, told by their content."""

from __future__ import annotations

from pathlib import Path

from extractor.characters import clean_characters, decode
from extractor.document import Document
from extractor.problem import UnreadablePaper
from extractor.readers.formats import Format, find_format
from extractor.readers.ocr import find_ocr
from extractor.readers.options import PLAIN, Passwords, ReaderOptions, read_passwords
from extractor.readers.pdf_characters import UNMAPPED

__all__ = [
    "MOST_BYTES",
    "PLAIN",
    "Passwords",
    "ReaderOptions",
    "find_ocr",
    "read_bytes",
    "read_papers",
    "read_passwords",
]

MOST_BYTES = 200_000_000
_GARBLED_SHARE = 0.1  # of the characters without a meaning: more, and the words cannot be trusted


def read_papers(path: Path, shown: str, options: ReaderOptions = PLAIN) -> tuple[Document, ...]:
    """Read every paper of a file; `shown` is its path as the user knows it.

    Raise UnreadablePaper where there is none: the file is no paper, is damaged, locked, has no text or is too big.
    """
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise UnreadablePaper("too_big", f"{size // 1_000_000} MB is too big to read; split the file.")
    return read_bytes(path.read_bytes(), shown, options)


def read_bytes(data: bytes, shown: str, options: ReaderOptions = PLAIN) -> tuple[Document, ...]:
    """Read every paper of a file from its bytes; as `read_papers`."""
    if not data.strip(b"\x00 \t\r\n"):
        raise UnreadablePaper("no_text", "the file is empty; download or copy it again.")
    found = find_format(data, shown)
    if found is Format.PDF:
        from extractor.readers.pdf import read_pdf

        document = read_pdf(data, shown, options)
        _refuse_garbled(document.text)
        return (document,)
    documents = _read_marked_up(data, shown, found) or _read_written(data, shown, found)
    if not documents:
        raise UnreadablePaper("no_text", "no paper was found in the file; export it again with abstracts.")
    return documents


def _refuse_garbled(text: str) -> None:
    """Refuse a text whose fonts do not say what their glyphs mean."""
    lost = text.count(UNMAPPED) + text.count("(cid:")
    share = lost / max(1, lost + sum(char.isalnum() for char in text))
    if share > _GARBLED_SHARE:
        raise UnreadablePaper(
            "garbled",
            f"{share:.0%} of its characters have no meaning in the file's fonts; get another copy, or print it to a "
            "new PDF and run OCR on that.",
        )


def _read_marked_up(data: bytes, shown: str, found: Format) -> tuple[Document, ...]:
    if found is Format.JATS:
        from extractor.readers.jats import read_jats

        return read_jats(data, shown)
    if found is Format.PUBMED:
        from extractor.readers.pubmed import read_pubmed

        return read_pubmed(data, shown)
    if found is Format.HTML:
        from extractor.readers.html import read_html

        return (read_html(data, shown),)
    return ()


def _read_written(data: bytes, shown: str, found: Format) -> tuple[Document, ...]:
    text = clean_characters(decode(data) or "")
    if found is Format.NBIB:
        from extractor.readers.medline import read_medline

        return read_medline(text, shown)
    if found is Format.RIS:
        from extractor.readers.ris import read_ris

        return read_ris(text, shown)
    if found is Format.TEXT:
        from extractor.readers.text import read_text

        return (read_text(text, shown, data),)
    return ()
