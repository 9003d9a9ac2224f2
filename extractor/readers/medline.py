"""MEDLINE tagged text, as PubMed exports it (.nbib) → one `Document` a record."""

from __future__ import annotations

from extractor.document import Document, Metadata
from extractor.metadata import name_article_type, normalise_doi
from extractor.readers.records import ReferenceRecord, build_documents, find_year, first_filled, split_abstract
from extractor.tagged import MEDLINE, TaggedRecord, split_tagged

_DOI_MARK = "[doi]"  # behind a number, as [pii] and [pmcid] are


def read_medline(text: str, shown: str) -> tuple[Document, ...]:
    """Read every record; a record begins with PMID, or after a blank line."""
    return build_documents([_read_record(record) for record in split_tagged(text, MEDLINE)], shown, "nbib")


def _read_record(record: TaggedRecord) -> ReferenceRecord:
    pmid = first_filled(record.values("PMID"))
    title = first_filled(record.values("TI", "BTI"))
    abstract = first_filled(record.values("AB"))
    metadata = Metadata(
        title=title.strip("[]").removesuffix("].") if title is not None else None,
        authors=tuple(_turn(name) for name in record.values("FAU")) or tuple(record.values("AU")),
        year=find_year(record.values("DP", "DEP")),
        journal=first_filled(record.values("JT", "TA")),
        doi=_doi(record),
        pmid=pmid,
        article_type=name_article_type(record.values("PT")),
    )
    keywords = tuple(keyword.strip("*") for keyword in record.values("OT"))
    return ReferenceRecord(record.raw, pmid or metadata.doi, metadata, split_abstract(abstract or ""), keywords)


def _turn(name: str) -> str:
    """Give "Given Family" of "Family, Given"."""
    family, _, given = name.partition(", ")
    return f"{given} {family}".strip()


def _doi(record: TaggedRecord) -> str | None:
    """Give the DOI: it stands in AID, or in LID alone, or in SO."""
    for tag in ("AID", "LID"):
        for value in record.values(tag):
            if value.rstrip().endswith(_DOI_MARK):
                return normalise_doi(value.rstrip().removesuffix(_DOI_MARK))
    return first_filled(normalise_doi(value) for value in record.values("SO"))
