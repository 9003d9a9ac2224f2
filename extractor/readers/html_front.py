"""The `<meta>` elements of a journal's page, and its first lines → `Metadata`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.characters import clean_line
from extractor.document import Metadata
from extractor.metadata import name_article_type, normalise_doi
from extractor.readers.front_matter import Line, read_front_matter
from extractor.readers.records import find_year, first_filled
from extractor.xml_text import Element

_TITLES = ("citation_title", "dc.title", "dcterms.title", "prism.title", "wkhealth_title")
_AUTHORS = ("citation_author", "citation_authors", "dc.creator", "dc.contributor", "wkhealth_authors")
_JOURNALS = ("citation_journal_title", "prism.publicationname", "dc.source", "wkhealth_journal_title")
_DATES = ("citation_publication_date", "citation_date", "citation_online_date", "prism.publicationdate", "dc.date")
_DOIS = (
    "citation_doi",
    "prism.doi",
    "dc.identifier",
    "dc.identifier.doi",
    "bepress_citation_doi",
    "doi",
    "wkhealth_doi",
)
_TYPES = ("citation_article_type", "prism.section", "dc.type", "article:section")
_PMIDS = ("citation_pmid", "ncbi_uid")


def read_meta(root: Element, lines: Sequence[Line]) -> Metadata:
    """Read what the page states in its head; what it does not is taken from its first lines."""
    stated: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        name = (element.get("name") or element.get("property") or "").lower()
        content = clean_line(element.get("content") or "")
        if name and content:
            stated.setdefault(name, []).append(content)

    def values(names: tuple[str, ...]) -> list[str]:
        return next((stated[name] for name in names if name in stated), [])

    seen = read_front_matter(lines)
    pmid = first_filled(values(_PMIDS))
    dois = (doi for name in _DOIS for value in stated.get(name, []) if (doi := normalise_doi(value)) is not None)
    year = find_year(values(_DATES))
    return Metadata(
        title=first_filled(values(_TITLES)) or seen.title,
        authors=_names(values(_AUTHORS)) or seen.authors,
        year=year if year is not None else seen.year,
        journal=first_filled(values(_JOURNALS)) or seen.journal,
        doi=next(dois, None) or seen.doi,
        pmid=pmid if pmid is not None and pmid.isdigit() else seen.pmid,
        article_type=name_article_type([v for name in _TYPES for v in stated.get(name, [])]) or seen.article_type,
    )


def _names(values: Sequence[str]) -> tuple[str, ...]:
    """Give the names one by one, "Family, Given" turned round."""
    names = [name for value in values for name in re.split(r"(?:(?<!\s)\s+)?;\s*", value) if name]
    turned = (name.split(", ", 1) for name in names)
    return tuple(f"{parts[1]} {parts[0]}" if len(parts) == 2 else parts[0] for parts in turned)
