"""The front of a JATS article (also old NLM DTDs) → `Metadata`: what the publisher says of the paper."""

from __future__ import annotations

import re

from extractor.characters import clean_line
from extractor.document import Metadata
from extractor.metadata import name_article_type, normalise_doi
from extractor.xml_text import Element, child, children, local_name, words

# Which of several dates is the year of a paper: that of its issue, then that of going online.
_DATES = ("ppub", "collection", "epub-ppub", "pub", "epub", "ecorrected", "")


def read_front(article: Element) -> Metadata:
    """Read title, authors, year, journal, identifiers and article type."""
    front = child(article, "front")
    if front is None:
        front = child(article, "front-stub")
    meta = child(front, "article-meta") if child(front, "article-meta") is not None else front
    return Metadata(
        title=clean_line(words(child(meta, "title-group", "article-title"))) or None,
        authors=_authors(meta),
        year=_year(meta),
        journal=_journal(child(front, "journal-meta")),
        doi=normalise_doi(_identifier(meta, "doi")),
        pmid=_identifier(meta, "pmid"),
        article_type=name_article_type((article.get("article-type", ""), *_subjects(meta))),
    )


def article_key(article: Element) -> str | None:
    """Give the identifier by which one article of many is called: PMC, PubMed, DOI."""
    meta = child(article, "front", "article-meta")
    for kind in ("pmcid", "pmc", "pmid", "doi"):
        found = _identifier(meta, kind)
        if found is not None:
            return f"PMC{found}" if kind.startswith("pmc") and found.isdigit() else found
    return None


def _identifier(meta: Element | None, kind: str) -> str | None:
    if meta is None:
        return None
    for element in children(meta, "article-id"):
        if element.get("pub-id-type") == kind:
            return clean_line(words(element)) or None
    return None


def _authors(meta: Element | None) -> tuple[str, ...]:
    if meta is None:
        return ()
    names: list[str] = []
    for group in children(meta, "contrib-group"):
        for contributor in children(group, "contrib"):
            if contributor.get("contrib-type", "author") == "author":
                names.append(_name(contributor))
    return tuple(name for name in names if name)


def _name(contributor: Element) -> str:
    holder = child(contributor, "name-alternatives")
    holder = contributor if holder is None else holder
    for element in children(holder, "name", "string-name", "collab", "anonymous"):
        if local_name(element) == "collab":
            return clean_line(element.text or words(child(element, "institution")))
        return person_name(element)
    return ""


def person_name(element: Element) -> str:
    """Give "Given Family" of a name that is told in parts, else its words."""
    family, given = words(child(element, "surname")), words(child(element, "given-names"))
    suffix = words(child(element, "suffix"))
    parts = " ".join(part for part in (given, family, suffix) if part)
    return clean_line(parts or words(element))


def _year(meta: Element | None) -> int | None:
    if meta is None:
        return None
    years: dict[str, int] = {}
    for date in children(meta, "pub-date"):
        found = re.fullmatch(r"\s*(1[89]\d\d|20\d\d)\s*", words(child(date, "year")))
        if found is not None:
            kind = date.get("pub-type") or date.get("date-type") or ""
            years.setdefault(kind, int(found.group(1)))
    return next((years[kind] for kind in _DATES if kind in years), None)


def _journal(meta: Element | None) -> str | None:
    if meta is None:
        return None
    for path in (("journal-title-group", "journal-title"), ("journal-title",)):
        title = clean_line(words(child(meta, *path)))
        if title:
            return title
    for element in children(meta, "journal-id"):
        if element.get("journal-id-type") in ("nlm-ta", "iso-abbrev"):
            return clean_line(words(element)) or None
    return None


def _subjects(meta: Element | None) -> tuple[str, ...]:
    categories = child(meta, "article-categories")
    if categories is None:
        return ()
    return tuple(
        words(subject) for group in children(categories, "subj-group") for subject in children(group, "subject")
    )
