"""A reference export → every record of it as `Citation`, with the database that it came from."""

from __future__ import annotations

import re
from pathlib import Path

from extractor.characters import decode
from extractor.problem import Problem, UnreadablePaper
from extractor.references.citation import Citation, ReferenceFile
from extractor.references.dialects import (
    Role,
    database_in_name,
    database_of_format,
    load_dialect,
    make_citation,
)
from extractor.references.formats import ReferenceFormat, find_reference_format
from extractor.tagged import ISI, LOOSE_RIS, MEDLINE, REFER, RIS, TaggedRecord, split_tagged

_DIALECTS = {
    ReferenceFormat.PUBMED_XML: "xml",
    ReferenceFormat.ENDNOTE_XML: "xml",
    ReferenceFormat.LABELLED: "table",
}
_STRICT_RIS = re.compile(r"^TY  - ", re.MULTILINE)


def read_references(path: Path, database: str | None = None) -> ReferenceFile:
    """Read a file; `database` says where all its records come from, else they and their format say it.

    Raises:
        UnreadablePaper: the file cannot be read, or holds no references.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadablePaper("skipped", f"{path}: {error.strerror}.") from error
    return read_reference_bytes(data, path.name, database)


def read_reference_bytes(data: bytes, name: str, database: str | None = None) -> ReferenceFile:
    """Read the bytes of a file of that name."""
    text = _decode(data)
    if text is None or not text.strip():
        raise UnreadablePaper("not_references", f"{name}: this is no text; export the references as RIS.")
    found = find_reference_format(text, name)
    records, columns, problems = _split(found, text, data, name)
    if not records:
        raise UnreadablePaper("not_references", f"{name}: no reference can be read; export them as RIS, NBIB or CSV.")
    named = database_of_format(found, columns) or database_in_name(Path(name).stem)
    dialect = load_dialect(_DIALECTS.get(found, str(found)))
    citations: list[Citation] = []
    for number, record in enumerate(records, start=1):
        citation = make_citation(record, dialect, f"{name}#{number}", named or "unnamed database", database)
        citations.append(citation)
    return ReferenceFile(name, str(found), tuple(citations), problems)


def _decode(data: bytes) -> str | None:
    """Decode as papers are; UTF-16 also without its mark."""
    zeros = data[:400].count(0)
    if zeros > 40 and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        little = data[1:400:2].count(0) > data[0:400:2].count(0)
        return data.decode("utf-16-le" if little else "utf-16-be", errors="replace")
    return decode(data)


def _split(
    found: ReferenceFormat, text: str, data: bytes, name: str
) -> tuple[tuple[TaggedRecord, ...], tuple[str, ...], tuple[Problem, ...]]:
    """Give the records, the columns if it is a table, and what is wrong with the file as a whole."""
    match found:
        case ReferenceFormat.RIS:
            strict = _STRICT_RIS.search(text) is not None
            return split_tagged(text, RIS if strict else LOOSE_RIS), (), ()
        case ReferenceFormat.MEDLINE:
            return split_tagged(text, MEDLINE), (), ()
        case ReferenceFormat.ISI:
            return split_tagged(text, ISI), (), ()
        case ReferenceFormat.REFER:
            return split_tagged(text, REFER), (), ()
        case ReferenceFormat.BIBTEX:
            from extractor.references.bibtex import split_bibtex

            return split_bibtex(text), (), ()
        case ReferenceFormat.PUBMED_XML | ReferenceFormat.ENDNOTE_XML:
            return _split_xml(found, data, name)
        case ReferenceFormat.LABELLED:
            from extractor.references.spreadsheets import split_labelled

            return split_labelled(text), (), ()
        case ReferenceFormat.TABLE:
            from extractor.references.spreadsheets import split_table

            table = load_dialect("table")
            records, columns = split_table(text, table.known(), table.of(Role.TITLE))
            return records, columns, ()


def _split_xml(
    found: ReferenceFormat, data: bytes, name: str
) -> tuple[tuple[TaggedRecord, ...], tuple[str, ...], tuple[Problem, ...]]:
    from extractor.references.markup import split_endnote, split_pubmed
    from extractor.xml_text import parse_xml

    root, whole = parse_xml(data, name)
    records = split_pubmed(root) if found is ReferenceFormat.PUBMED_XML else split_endnote(root)
    problems = () if whole else (Problem("broken_xml", f"{name} is broken; the records behind the break are lost."),)
    return records, (), problems
