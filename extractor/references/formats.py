"""The text of a reference export → its format, by content and not by name."""

from __future__ import annotations

import re
from enum import StrEnum

from extractor.problem import UnreadablePaper


class ReferenceFormat(StrEnum):
    """The formats of references that are read."""

    RIS = "ris"
    MEDLINE = "medline"
    ISI = "isi"  # Web of Science, tagged
    REFER = "refer"  # EndNote, tagged
    BIBTEX = "bibtex"
    PUBMED_XML = "pubmed-xml"
    ENDNOTE_XML = "endnote-xml"
    TABLE = "table"  # CSV, or parted by tabs or semicolons
    LABELLED = "labelled"  # CSV with one field a line, as Embase writes it


_PUBMED_ROOT = re.compile(r"<(?:PubmedArticleSet|PubmedArticle|MedlineCitationSet|MedlineCitation|PubmedBookArticle)\b")
_ENDNOTE_ROOT = re.compile(r"<(?:xml|records)\b[^>]{0,200}>\s*(?:<records\b[^>]{0,200}>\s*)?<record\b", re.IGNORECASE)
_SIGNS = (
    (ReferenceFormat.RIS, re.compile(r"^TY {1,2}- ?\w", re.MULTILINE), 1),
    (ReferenceFormat.ISI, re.compile(r"^(?:PT [A-Z](?: |$)|AU [^-\s]|TI [^-\s]|SO [^-\s]|ER\s*$)", re.MULTILINE), 4),
    (ReferenceFormat.MEDLINE, re.compile(r"^(?:PMID|OWN |STAT|TI  |DP  |AU  |FAU )- ", re.MULTILINE), 3),
    (ReferenceFormat.REFER, re.compile(r"^%0 \w", re.MULTILINE), 1),
    (ReferenceFormat.BIBTEX, re.compile(r"^\s*@[A-Za-z]+\s*[{(]", re.MULTILINE), 1),
    (
        ReferenceFormat.LABELLED,
        re.compile(r'^"?(?:TITLE|AUTHOR NAMES|SOURCE|PUBLICATION YEAR)"?[,;\t]', re.MULTILINE),
        3,
    ),
)
_FIRST = 200_000  # characters that are looked at


def find_reference_format(text: str, shown: str) -> ReferenceFormat:
    """Tell the format of an export; what no other format claims is a table.

    Raises:
        UnreadablePaper: the text holds no references that are known.
    """
    head = text[:_FIRST].lstrip("\ufeff \t\r\n")
    if head.startswith("<"):
        if _PUBMED_ROOT.search(head) is not None:
            return ReferenceFormat.PUBMED_XML
        if _ENDNOTE_ROOT.search(head) is not None:
            return ReferenceFormat.ENDNOTE_XML
        raise UnreadablePaper("not_references", f"{shown}: this XML or HTML holds no references; export RIS.")
    for known, sign, fewest in _SIGNS:
        found = sign.finditer(head)
        if all(next(found, None) is not None for _ in range(fewest)):
            return known
    return ReferenceFormat.TABLE
