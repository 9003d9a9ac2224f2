"""NOUNS: a sample paper as its author wrote it, before it is set as PDF, XML, HTML or text; markup → Source."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
SOURCES = HERE / "sources"


@dataclass(frozen=True, slots=True)
class Reference:
    """One invented reference of the shared list."""

    authors: str
    title: str
    journal: str
    year: str
    volume: str
    pages: str

    def vancouver(self) -> str:
        """Give the reference as most journals print it."""
        stop = "" if self.title.endswith("?") else "."
        return f"{self.authors}. {self.title}{stop} {self.journal} {self.year};{self.volume}:{self.pages}."


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of the body: `kind` is heading, paragraph, item, figure, table or references."""

    kind: str
    text: str = ""
    level: int = 1
    drawing: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """One paper: front matter (TOML between lines of `+++`) and body."""

    name: str
    make: tuple[str, ...]
    title: str
    authors: tuple[str, ...]
    journal: str
    short_journal: str
    year: int
    body: tuple[Part, ...]
    affiliations: tuple[str, ...] = ()
    correspondence: str = ""
    running: str = ""
    issue: str = "1"
    volume: str = "1"
    pages: str = "1-4"
    doi: str = ""
    pmid: str = ""
    type: str = "Case Report"
    keywords: tuple[str, ...] = ()
    received: str = ""
    layout: str = "two columns"
    font: str = "Times"
    cite: str = "brackets"
    marks: tuple[str, ...] = ()  # line numbers, download notice, watermark
    references: tuple[Reference, ...] = ()
    extra: tuple[str, ...] = field(default=())  # remarks of the web page around it

    def plain(self) -> str:
        """Give all that the paper says without markup, for checking quotes against it."""
        pieces = [self.title, *self.authors, *self.affiliations, *self.keywords]
        for part in self.body:
            pieces.append(part.text)
            pieces.extend(" ".join(row) for row in part.rows)
            pieces.append(part.note)
        return re.sub(r"\s+", " ", strip_markup("\n".join(pieces)))


_BOLD = re.compile(r"\*\*(.+?)\*\*")
_ITALIC = re.compile(r"\*(.+?)\*")
_RAISED = re.compile(r"\^(.+?)\^")
_CITED = re.compile(r"\s?\{([\d, –-]+)\}")


def to_tags(text: str, bold: str, italic: str, raised: str, cite: str = r" [\1]") -> str:
    """Replace the markup by tags; each argument is a tag name, `cite` a replacement with one group."""
    text = _CITED.sub(cite, text)
    text = _BOLD.sub(rf"<{bold}>\1</{bold}>", text)
    text = _ITALIC.sub(rf"<{italic}>\1</{italic}>", text)
    return _RAISED.sub(rf"<{raised}>\1</{raised}>", text)


def strip_markup(text: str) -> str:
    """Take the markup and the citation numbers away."""
    text = _CITED.sub("", text)
    return _RAISED.sub(r"\1", _ITALIC.sub(r"\1", _BOLD.sub(r"\1", text)))


def read_references() -> tuple[Reference, ...]:
    """Read the shared list of invented references."""
    lines = (SOURCES / "references.txt").read_text(encoding="utf-8").splitlines()
    return tuple(Reference(*(cell.strip() for cell in line.split("|"))) for line in lines if line.strip())


def read_sources() -> tuple[Source, ...]:
    """Read all papers in the order of their file names; a file may hold several, each with its own front matter."""
    shared = read_references()
    papers: list[Source] = []
    for path in sorted(SOURCES.glob("*.md")):
        pieces = re.split(r"^\+\+\+\n", path.read_text(encoding="utf-8"), flags=re.M)[1:]
        for front, body in zip(pieces[::2], pieces[1::2], strict=True):
            papers.append(_read_source(path.stem, front, body, shared))
    return tuple(papers)


def _read_source(name: str, front: str, body: str, shared: tuple[Reference, ...]) -> Source:
    raw = tomllib.loads(front)
    numbers = raw.pop("refs", [])
    for key in ("make", "authors", "affiliations", "keywords", "marks", "extra"):
        if key in raw:
            raw[key] = tuple(raw[key])
    return Source(
        name=raw.pop("name", name),
        body=read_body(body),
        references=tuple(shared[n - 1] for n in numbers),
        **raw,
    )


def read_body(text: str) -> tuple[Part, ...]:
    """Read the body: paragraphs between blank lines; `#` heading, `-` item, `!figure`, `!table`, `!references`."""
    return tuple(_read_part(piece) for piece in re.split(r"\n\s*\n", text.strip()) for piece in _items(piece))


def _items(piece: str) -> list[str]:
    return piece.splitlines() if piece.startswith("- ") else [piece]


def _read_part(piece: str) -> Part:
    first, _, rest = piece.partition("\n")
    if heading := re.match(r"(#+) (.*)", first):
        return Part("heading", heading[2], level=len(heading[1]))
    if first.startswith("- "):
        return Part("item", first[2:])
    if first.startswith("!references"):
        return Part("references")
    if figure := re.match(r"!figure (.*)", first):
        return Part("figure", _joined(rest), drawing=figure[1])
    if first.startswith("!table"):
        lines = rest.splitlines()
        rows = tuple(tuple(cell.strip() for cell in line.strip("| ").split("|")) for line in lines if "|" in line)
        note = " ".join(line for line in lines if "|" not in line)
        return Part("table", first.removeprefix("!table "), rows=rows, note=note)
    return Part("paragraph", _joined(piece))


def _joined(text: str) -> str:
    return " ".join(text.split())
