"""The first bytes of a file → its format, by content and not by name; what is no paper is refused with advice."""

from __future__ import annotations

import csv
import re
from enum import StrEnum

from extractor.characters import decode
from extractor.problem import UnreadablePaper

_FIRST = 65_536  # bytes that are looked at


class Format(StrEnum):
    """The formats that are read."""

    PDF = "pdf"
    JATS = "jats"
    PUBMED = "pubmed"
    NBIB = "nbib"
    RIS = "ris"
    HTML = "html"
    TEXT = "text"


_WIDE = (b"\xff\xfe", b"\xfe\xff")  # byte order marks of UTF-16
_PARTS = bytes(range(0x80, 0x100))  # of a character that may be cut
_WORD = "a Word or other office document; save it as PDF"
_PICTURE = "a picture; make a PDF with recognised text (OCR) of it"
_BINARIES = (
    (b"PK\x03\x04", "an office document, a book or an archive; save it as PDF, or unpack it"),
    (b"\xd0\xcf\x11\xe0", _WORD),
    (b"{\\rtf", "a rich text document; save it as PDF or plain text"),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"II*\x00", _PICTURE),
    (b"MM\x00*", _PICTURE),
    (b"\x1f\x8b", "an archive; unpack it"),
    (b"7z\xbc\xaf", "an archive; unpack it"),
    (b"Rar!", "an archive; unpack it"),
    (b"%!PS", "PostScript; turn it into PDF"),
    (b"SQLite format 3", "a database"),
)
_ROOTS = {
    "article": Format.JATS,
    "pmc-articleset": Format.JATS,
    "oai-pmh": Format.JATS,
    "getrecord": Format.JATS,
    "listrecords": Format.JATS,
    "record": Format.JATS,
    "pubmedarticleset": Format.PUBMED,
    "pubmedarticle": Format.PUBMED,
    "medlinecitationset": Format.PUBMED,
    "medlinecitation": Format.PUBMED,
    "html": Format.HTML,
}
_OTHER_ROOTS = {
    "art": "XML of the old BMC kind; take the PDF of this paper, or its XML from PMC",
    "tei": "TEI XML made by a program from a PDF; give the PDF itself",
    "collection": "BioC XML; take the JATS XML or the PDF of this paper",
    "xml": "XML of a reference manager; export the references as RIS",
    "records": "XML of a reference manager; export the references as RIS",
    "svg": _PICTURE,
    "rss": "a news feed",
    "feed": "a news feed",
}
# The first element of a file, after declaration, comments, instructions and document type.
_PDF_OBJECT = re.compile(rb"^\d{1,9} \d{1,5} obj\b[ \t]*\r?\n?<<", re.MULTILINE)  # of a PDF without its first line
_PROLOGUE = re.compile(
    r"\s*(?:<\?[^>]{0,2000}>|<!--.{0,4000}?-->|<!DOCTYPE[^>\[]{0,2000}(?:\[[^\]]{0,20000}\]\s*)?>)", re.S
)
_ROOT = re.compile(r"\s*<(?:[\w.-]{1,60}:)?([A-Za-z][\w.-]{0,60})")
_HTML_TAG = re.compile(
    r"</?(?:html|head|body|div|p|span|br|table|h[1-6]|ul|article|section)\b[^>]{0,500}>", re.IGNORECASE
)
_NBIB = re.compile(r"^(?:PMID|OWN |STAT|DCOM|LR  |DP  |TI  )- ", re.MULTILINE)
_RIS = re.compile(r"^TY {1,2}- ?", re.MULTILINE)
_BIBTEX = re.compile(
    r"\s*(?:%[^\n]*\n\s*)*@(?:article|inproceedings|book|misc|incollection|comment)\s*\{", re.IGNORECASE
)
_ENDNOTE = re.compile(r"\s*%0 Journal Article")
_STANDOFF = re.compile(r"[TREA]\d+\t\w+ ")
_DATA_LINE = re.compile(r"[{\[]\s*[\"{\[]")


def find_format(data: bytes, shown: str) -> Format:
    """Tell the format; raise `not_a_paper` with what to do where it is none of ours."""
    if b"%PDF-" in data[:1024] or _PDF_OBJECT.search(data, 0, _FIRST) is not None:
        return Format.PDF
    for magic, what in _BINARIES:
        if data.startswith(magic):
            raise UnreadablePaper("not_a_paper", f"this is {what}.")
    first = data[:_FIRST]
    text = decode(first if len(data) <= _FIRST or first[:2] in _WIDE else first.rstrip(_PARTS))
    if text is None:
        raise UnreadablePaper("not_a_paper", "this is no text and no PDF; give the paper as PDF, XML or text.")
    if text.lstrip("\ufeff \t\r\n").startswith("<"):
        return _find_markup(text.lstrip("\ufeff \t\r\n"), shown)
    if _RIS.search(text) is not None:
        return Format.RIS
    if len(_NBIB.findall(text)) > 2:
        return Format.NBIB
    if len(_HTML_TAG.findall(text)) > 10:
        return Format.HTML
    _refuse_data(text)
    return Format.TEXT


def _find_markup(text: str, shown: str) -> Format:
    position = 0
    while (found := _PROLOGUE.match(text, position)) is not None:
        if re.match(r"\s*<!DOCTYPE\s+html\b", found.group(), re.IGNORECASE) and "JATS" not in found.group():
            return Format.HTML
        position = found.end()
    root = _ROOT.match(text, position)
    name = root.group(1).lower() if root is not None else ""
    if name in _ROOTS:
        return _ROOTS[name]
    if name in _OTHER_ROOTS:
        raise UnreadablePaper("not_a_paper", f"this is {_OTHER_ROOTS[name]}.")
    if _HTML_TAG.match(text, position) is not None or len(_HTML_TAG.findall(text)) > 10:
        return Format.HTML
    if text.startswith("<?xml"):
        raise UnreadablePaper("not_a_paper", f"this XML (<{name}>) is of no known kind; give the PDF instead.")
    return Format.TEXT


def _refuse_data(text: str) -> None:
    """Refuse references in formats that are not read, and tables and data."""
    if _BIBTEX.match(text) is not None or _ENDNOTE.match(text) is not None:
        raise UnreadablePaper("not_a_paper", "these are references; export them as RIS or NBIB with abstracts.")
    if _DATA_LINE.match(text.lstrip()) is not None:
        raise UnreadablePaper("not_a_paper", "this is data (JSON), not a paper.")
    if _STANDOFF.match(text) is not None:
        raise UnreadablePaper("not_a_paper", "these are annotations of a text (brat), not a paper.")
    for mark in ",;\t":
        rows = [row for row in csv.reader(text.splitlines(), delimiter=mark) if row][:-1]  # the last may be cut
        heads = rows[0] if rows else []
        if len(rows) > 3 and len(heads) > 2 and {len(row) for row in rows} == {len(heads)} and _are_names(heads):
            raise UnreadablePaper("not_a_paper", "this is a table of data (CSV), not a paper.")


def _are_names(heads: list[str]) -> bool:
    """Tell whether the first row names columns; that of a text with as many commas in each line is a sentence."""
    return all(0 < len(head) < 40 and not head.strip().endswith(".") for head in heads)
