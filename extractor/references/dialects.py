"""The names that formats and databases use, from `lexicons/references.toml`: records → citations."""

from __future__ import annotations

import html
import re
import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from urllib.parse import unquote

from extractor.characters import clean_line
from extractor.metadata import normalise_doi
from extractor.problem import Problem, Severity
from extractor.references.citation import Citation
from extractor.references.names import split_authors
from extractor.tagged import TaggedRecord

_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
_TAGS = re.compile(
    r"</?(?:i|b|u|em|strong|sup|sub|italic|bold|sc|span|p|br|jats:\w+|title)\b[^>]{0,200}>", re.IGNORECASE
)
_OWN_DOI = frozenset({"DO", "DI", "D2", "R", "doi", "di", "digital object identifier", "electronic resource num"})
_LINKED_DOI = re.compile(r"doi\.org/|\bdoi\b\s?[:=]|\[doi\]|^10\.", re.IGNORECASE)
_PMID_IN_TEXT = re.compile(r"(?:pubmed(?:\.ncbi\.nlm\.nih\.gov)?[/:]\s?|\bPMID:?\s?)(\d{4,9})\b", re.IGNORECASE)
_PMID = re.compile(r"(?:MEDLINE:|medline:)?(\d{5,8})(?:\s*(?:\(|https?:).*)?")
# Journal, year, volume, issue and pages as one text, as PubMed and as Embase write it.
_PLACES = (
    re.compile(
        r"(?P<journal>[^;]{2,200}?)\. (?P<year>\d{4})[^;]{0,30};(?P<volume>\w{1,12})?(?:\((?P<issue>[^)]{1,40})\))?"
        r"(?::(?P<pages>[\w.]{1,20}(?:[-–]\w{1,12})?))?"
    ),
    re.compile(
        r"(?P<journal>.{2,200}?) \((?P<year>\d{4})\) (?P<volume>\w{1,12})(?::(?P<issue>[\w .-]{1,40}?))?"
        r"(?: \((?P<pages>[\w.]{1,20}(?:[-–]\w{1,12})?)\))?(?:[.,]|$)"
    ),
)

_UNTITLED = Problem("no_title", "The record has no title that can be read; look it up.", Severity.WARNING)


class Role(StrEnum):
    """What a citation needs of a record."""

    TITLE = "title"
    AUTHORS = "authors"
    YEAR = "year"
    JOURNAL = "journal"
    VOLUME = "volume"
    ISSUE = "issue"
    PAGES = "pages"
    FIRST = "first"
    LAST = "last"
    NUMBER = "number"
    DOI = "doi"
    PMID = "pmid"
    KIND = "kind"
    ABSTRACT = "abstract"
    DATABASE = "database"
    ACCESSION = "accession"
    CITATION = "citation"


@dataclass(frozen=True, slots=True)
class Database:
    """How a database shows in its exports."""

    name: str
    named: re.Pattern[str]
    marked: re.Pattern[str]
    formats: frozenset[str]
    columns: frozenset[str]
    short: frozenset[str]


@dataclass(frozen=True, slots=True)
class Dialect:
    """The tags or columns of one format, by role."""

    format: str
    names: tuple[tuple[Role, tuple[str, ...]], ...]

    def of(self, role: Role) -> tuple[str, ...]:
        """Give the names that hold this, the best first."""
        return next((names for known, names in self.names if known is role), ())

    def known(self) -> frozenset[str]:
        """Give every name of the format."""
        return frozenset(name for _, names in self.names for name in names)


@cache
def load_dialect(name: str) -> Dialect:
    """Give the dialect of that name."""
    data = tomllib.loads((files("extractor") / "lexicons" / "references.toml").read_text(encoding="utf-8"))
    return Dialect(name, tuple((Role(role), tuple(names)) for role, names in data["role"][name].items()))


@cache
def load_databases() -> tuple[Database, ...]:
    """Give the databases that are known by name."""
    data = tomllib.loads((files("extractor") / "lexicons" / "references.toml").read_text(encoding="utf-8"))
    return tuple(
        Database(
            entry["name"],
            re.compile(entry["named"], re.IGNORECASE),
            re.compile(entry["marked"], re.IGNORECASE),
            frozenset(entry.get("formats", ())),
            frozenset(entry.get("columns", ())),
            frozenset(entry.get("short", ())),
        )
        for entry in data["database"]
    )


def make_citation(
    record: TaggedRecord, dialect: Dialect, key: str, fallback: str, known: str | None = None
) -> Citation:
    """Make a citation of a record; `known` is its database, `fallback` that where it names none."""

    def values(role: Role) -> list[str]:
        return [cleaned for value in record.values(*dialect.of(role)) if (cleaned := _plain(value))]

    place = next((found for text in values(Role.CITATION) for known in _PLACES if (found := known.match(text))), None)
    told = {} if place is None else {name: part for name, part in place.groupdict().items() if part is not None}

    def first(role: Role) -> str:
        return next(iter(values(role)), "") or told.get(str(role), "")

    database = known or _database(values(Role.DATABASE), values(Role.ACCESSION)) or fallback
    title = _title(first(Role.TITLE))
    return Citation(
        id=key,
        database=database,
        title=title,
        authors=_authors(record, dialect),
        year=next(
            (
                int(found.group(1))
                for text in (*values(Role.YEAR), told.get("year", ""))
                if (found := _YEAR.search(text))
            ),
            None,
        ),
        journal=first(Role.JOURNAL),
        volume=first(Role.VOLUME),
        issue=first(Role.ISSUE),
        pages=_pages(first(Role.PAGES), first(Role.FIRST), first(Role.LAST)) or first(Role.NUMBER),
        doi=_doi(record, dialect),
        pmid=_pmid(record, dialect, database),
        kind=_kind(values(Role.KIND)),
        abstract=first(Role.ABSTRACT),
        raw=record.raw,
        problems=() if title else (_UNTITLED,),
    )


def _plain(value: str) -> str:
    return clean_line(_TAGS.sub("", html.unescape(value)))


def _title(title: str) -> str:
    """Take off the brackets with which indexes mark a translated title."""
    found = re.fullmatch(r"\[(.+?)\.?\]\.?", title)
    return found.group(1) if found is not None else title


def _authors(record: TaggedRecord, dialect: Dialect) -> tuple[str, ...]:
    """Give the names under the first tag that has any; a group or second list of the same people does not add to it."""
    for name in dialect.of(Role.AUTHORS):
        found = [author for value in record.values(name) for author in split_authors(html.unescape(value))]
        if found:
            return tuple(found)
    return ()


def _pages(range_of_pages: str, first: str, last: str) -> str:
    if range_of_pages or not first:
        return range_of_pages
    return first if not last or last == first or "-" in first else f"{first}-{last}"


def _doi(record: TaggedRecord, dialect: Dialect) -> str | None:
    """Give the DOI: under its own name, or in a link or a note that says that it is one."""
    for name in dialect.of(Role.DOI):
        for value in record.values(name):
            doi = normalise_doi(unquote(value)) if name in _OWN_DOI or _LINKED_DOI.search(value) is not None else None
            if doi is not None:
                return doi
    return None


def _pmid(record: TaggedRecord, dialect: Dialect, database: str) -> str | None:
    """Give the PMID: under its own name, in a link or a note that says so, or as accession number of PubMed."""
    own = {"PMID", "pmid", "PM", "pubmed id", "medline pmid", "medline_pmid", "pm"}
    if database in ("PubMed", "MEDLINE"):
        own |= {"AN", "M", "accession", "accession number", "ID"}
    if database == "Scopus":
        own.add("C2")
    if database == "Embase":
        own.add("C5")
    for name in dialect.of(Role.PMID):
        for value in record.values(name):
            found = _PMID_IN_TEXT.search(value) or (_PMID.fullmatch(value.strip()) if name in own else None)
            if found is not None:
                return found.group(1)
    return None


def _kind(values: Collection[str]) -> str:
    """Give what the source calls the publication: the words of all its fields that are no identifier."""
    return "; ".join(dict.fromkeys(value for value in values if normalise_doi(value) is None))[:200]


def _database(named: list[str], marks: list[str]) -> str | None:
    for database in load_databases():
        if any(database.named.fullmatch(value) for value in named):
            return database.name
    for database in load_databases():
        if any(database.marked.search(value) for value in marks):
            return database.name
    return None


def database_of_format(format_name: str, columns: Collection[str] = ()) -> str | None:
    """Give the database whose own format this is, or whose columns these are."""
    for database in load_databases():
        if format_name in database.formats or database.columns & set(columns):
            return database.name
    return None


def database_in_name(name: str) -> str | None:
    """Give the database that a file was named after."""
    words = re.sub(r"[_\W]+", " ", name.lower()).split()
    for database in load_databases():
        if database.name.lower().replace(" ", "") in "".join(words) or database.short & set(words):
            return database.name
    return None
