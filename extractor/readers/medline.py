"""MEDLINE tagged text, as PubMed exports it (.nbib) → one `Document` a record."""

from __future__ import annotations

import re

from extractor.document import Document, Metadata
from extractor.readers.metadata import name_article_type, normalise_doi
from extractor.readers.records import ReferenceRecord, build_documents, find_year, first_filled, split_abstract

_FIELD = re.compile(r"([A-Z]{2,4}) *- ?(.*)")
_TAGGED = re.compile(r"(.*?)\s*\[(doi|pii|pmcid)\]\s*$")


def read_medline(text: str, shown: str) -> tuple[Document, ...]:
    """Read every record; a record begins with PMID, or after a blank line."""
    return build_documents([_read_record(lines) for lines in _split_records(text)], shown, "nbib")


def _split_records(text: str) -> list[list[str]]:
    records: list[list[str]] = []
    fresh = True
    for line in text.split("\n"):
        if not line.strip():
            fresh = True
            continue
        field = _FIELD.match(line) if not line.startswith(" ") else None
        if field is not None and (
            field.group(1) == "PMID" or (fresh and field.group(1) in ("OWN", "STAT", "TI", "LID"))
        ):
            records.append([])
        if records:
            records[-1].append(line)
        fresh = False
    return records


def _read_fields(lines: list[str]) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    values: list[str] | None = None
    for line in lines:
        field = _FIELD.match(line) if line[:1].isalpha() and line[4:5] == "-" else None
        if field is not None:
            values = fields.setdefault(field.group(1), [])
            values.append(field.group(2).strip())
        elif values is not None:
            values[-1] = f"{values[-1]} {line.strip()}"
    return fields


def _read_record(lines: list[str]) -> ReferenceRecord:
    fields = _read_fields(lines)
    pmid = first_filled(fields.get("PMID", []))
    title = first_filled([*fields.get("TI", []), *fields.get("BTI", [])])
    abstract = first_filled(fields.get("AB", []))
    metadata = Metadata(
        title=title.strip("[]").removesuffix("].") if title is not None else None,
        authors=tuple(_turn(name) for name in fields.get("FAU", [])) or tuple(fields.get("AU", [])),
        year=find_year([*fields.get("DP", []), *fields.get("DEP", [])]),
        journal=first_filled([*fields.get("JT", []), *fields.get("TA", [])]),
        doi=_doi(fields),
        pmid=pmid,
        article_type=name_article_type(fields.get("PT", [])),
    )
    keywords = tuple(keyword.strip("*") for keyword in fields.get("OT", []))
    return ReferenceRecord("\n".join(lines), pmid or metadata.doi, metadata, split_abstract(abstract or ""), keywords)


def _turn(name: str) -> str:
    """Give "Given Family" of "Family, Given"."""
    family, _, given = name.partition(", ")
    return f"{given} {family}".strip()


def _doi(fields: dict[str, list[str]]) -> str | None:
    """Give the DOI: it stands in AID, or in LID alone, or in SO."""
    for tag in ("AID", "LID"):
        for value in fields.get(tag, []):
            found = _TAGGED.match(value)
            if found is not None and found.group(2) == "doi":
                return normalise_doi(found.group(1))
    return first_filled(normalise_doi(value) for value in fields.get("SO", []))
