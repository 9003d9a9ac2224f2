"""RIS, in the dialects of the reference managers and databases → one `Document` a record."""

from __future__ import annotations

import re
from collections.abc import Mapping

import rispy
from rispy.parser import ParseError

from extractor.document import Document, Metadata
from extractor.metadata import name_article_type, normalise_doi
from extractor.problem import UnreadablePaper
from extractor.readers.records import ReferenceRecord, build_documents, find_year, first_filled, split_abstract

_TITLES = ("title", "primary_title", "short_title", "translated_title")
_JOURNALS = ("journal_name", "secondary_title", "alternate_title3", "alternate_title1", "alternate_title2")
_ABSTRACTS = ("abstract", "notes_abstract")
_YEARS = ("year", "publication_year", "date")
_AUTHORS = ("authors", "first_authors")
_LINKS = ("urls", "url", "file_attachments1", "file_attachments2", "article_number", "custom3", "notes")
_TYPES = ("type_of_work",)
_PMID = re.compile(r"(?:pubmed(?:\.ncbi\.nlm\.nih\.gov)?[/:]\s?|PMID:?\s?)(\d{4,9})\b", re.IGNORECASE)
_TYPE_LINE = re.compile(r"TY {1,2}- ?")


def read_ris(text: str, shown: str) -> tuple[Document, ...]:
    """Read every record, each by itself: a broken one loses no other."""
    records = [record for raw in _split_records(text) if (record := _read_record(raw)) is not None]
    if not records:
        raise UnreadablePaper("damaged", "no record of this RIS file could be read; export it again.")
    return build_documents(records, shown, "ris")


def _split_records(text: str) -> list[str]:
    records: list[list[str]] = []
    for line in text.split("\n"):
        line = re.sub(r"^([A-Z][A-Z0-9]) ?- ?", r"\1  - ", line)
        if _TYPE_LINE.match(line) is not None:
            records.append([])
        if records and not line.startswith("ER  -"):
            records[-1].append(line)
    return ["\n".join(lines).rstrip() + "\nER  - " for lines in records]


def _read_record(raw: str) -> ReferenceRecord | None:
    try:
        parsed = rispy.loads(raw, skip_unknown_tags=False)
    except (ParseError, KeyError, ValueError):
        return None
    if not parsed:
        return None
    entry: Mapping[str, object] = parsed[0]
    abstract = first_filled(_values(entry, *_ABSTRACTS))
    unknown = entry.get("unknown_tag")
    if abstract is None and isinstance(unknown, Mapping):
        abstract = first_filled(_values(unknown, "N2", "AB"))
    doi = normalise_doi(first_filled(_values(entry, "doi")))
    if doi is None:
        doi = next((known for link in _values(entry, *_LINKS) if (known := _doi_of_link(link)) is not None), None)
    pmid = next(
        (found.group(1) for value in _values(entry, *_LINKS) if (found := _PMID.search(value)) is not None), None
    )
    metadata = Metadata(
        title=first_filled(_values(entry, *_TITLES)),
        authors=tuple(_turn(name) for name in _values(entry, *_AUTHORS)),
        year=find_year(_values(entry, *_YEARS)),
        journal=first_filled(_values(entry, *_JOURNALS)),
        doi=doi,
        pmid=pmid,
        article_type=name_article_type(_values(entry, *_TYPES)),
    )
    key = doi or pmid or first_filled(_values(entry, "accession_number", "id"))
    keywords = tuple(_values(entry, "keywords"))
    return ReferenceRecord(raw, key, metadata, split_abstract(abstract or ""), keywords)


def _values(entry: Mapping[str, object], *names: str) -> list[str]:
    """Give the texts under these names, lists flattened."""
    found: list[str] = []
    for name in names:
        value = entry.get(name)
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, list):
            found += [item for item in value if isinstance(item, str)]
    return found


def _doi_of_link(link: str) -> str | None:
    """Give the DOI of a link to the resolver or of "doi: …"; other links may hold other papers' numbers."""
    return normalise_doi(link) if re.search(r"doi\.org/|\bdoi:|^10\.", link, re.IGNORECASE) is not None else None


def _turn(name: str) -> str:
    """Give "Given Family" of "Family, Given"."""
    family, _, given = name.partition(",")
    return f"{given.strip()} {family.strip()}".strip()
