"""JATS and PMC XML, also old NLM DTDs and the wrappers of PMC's services → one `Document` an article."""

from __future__ import annotations

import hashlib

from lxml import etree

from extractor.document import Document, Metadata, SectionKind, Stream
from extractor.problem import Problem, Severity, UnreadablePaper
from extractor.readers.assembly import Assembly, Source
from extractor.readers.jats_floats import FloatReader
from extractor.readers.jats_front import article_key, person_name, read_front
from extractor.xml_text import FLOATS, Element, append_child, child, children, local_name, parse_xml, words

# `sec-type` of JATS says what a section is; several are joined by "|".
_SECTION_TYPES = {
    "intro": SectionKind.INTRODUCTION,
    "introduction": SectionKind.INTRODUCTION,
    "background": SectionKind.INTRODUCTION,
    "cases": SectionKind.CASE,
    "case": SectionKind.CASE,
    "case-report": SectionKind.CASE,
    "case-presentation": SectionKind.CASE,
    "materials": SectionKind.METHODS,
    "methods": SectionKind.METHODS,
    "subjects": SectionKind.METHODS,
    "discussion": SectionKind.DISCUSSION,
    "conclusion": SectionKind.CONCLUSION,
    "conclusions": SectionKind.CONCLUSION,
    "supplementary-material": SectionKind.DECLARATIONS,
    "conflict": SectionKind.DECLARATIONS,
    "coi-statement": SectionKind.DECLARATIONS,
    "data-availability": SectionKind.DECLARATIONS,
    "ethics-statement": SectionKind.DECLARATIONS,
    "author-contributions": SectionKind.DECLARATIONS,
    "funding-information": SectionKind.DECLARATIONS,
}
_SECTIONS = ("sec", "app", "boxed-text", "statement", "notes", "ack", "glossary", "bio", "ref-list", "fn-group")
_HOLDERS = ("list", "disp-quote", "verse-group", "def-list", "speech", "app-group", "p", "list-item", "disp-formula")
_LEVELS = ("sec", "app", "abstract", "notes", "ack", "boxed-text")  # sections inside these are one deeper
_KINDS = {
    "ack": SectionKind.DECLARATIONS,
    "notes": SectionKind.DECLARATIONS,
    "fn-group": SectionKind.DECLARATIONS,
    "glossary": SectionKind.OTHER,
    "bio": SectionKind.AUTHORS,
    "ref-list": SectionKind.REFERENCES,
}
# Abstracts that are no summary in the paper's own language: drawings, teasers, lists for the contents page.
_NO_ABSTRACT = frozenset(("graphical", "teaser", "toc", "video", "web-summary", "author-contribution"))


def find_articles(root: Element) -> tuple[Element, ...]:
    """Give the articles of a file, in or without a wrapper."""
    if local_name(root) == "article":
        return (root,)
    return tuple(root.iter("{*}article"))


def read_jats(data: bytes, shown: str) -> tuple[Document, ...]:
    """Read every article of the file."""
    root, whole = parse_xml(data, shown)
    articles = find_articles(root)
    if len(articles) == 1:
        return (_read_article(articles[0], shown, hashlib.sha256(data).hexdigest(), whole),)
    documents = []
    for number, article in enumerate(articles, start=1):
        identity = hashlib.sha256(etree.tostring(article, with_tail=False)).hexdigest()
        key = article_key(article) or f"article-{number}"
        documents.append(_read_article(article, f"{shown}#{key}", identity, whole))
    return tuple(documents)


def _read_article(article: Element, shown: str, identity: str, whole: bool) -> Document:
    assembly = Assembly()
    if not whole:
        assembly.add_problem(Problem("damaged", "The XML is broken; what could be saved of it was read."))
    reader = _Reader(assembly)
    metadata = read_front(article)
    _read_front_matter(article, metadata, reader)
    body, back = child(article, "body"), child(article, "back")
    if body is not None:
        reader.read_flow(body, 1, None)
    else:
        message = "The file holds no full text, only the front matter; read the PDF as well if there is one."
        assembly.add_problem(Problem("abstract_only", message, Severity.NOTE))
    if back is not None:
        reader.read_flow(back, 1, None)
    for group in children(article, "floats-group", "floats-wrap"):
        for item in group:
            reader.floats.read_float(item)
    others = children(article, "sub-article", "response")
    if others:
        message = f"{len(others)} attached texts (reviews, replies, translations) were left out."
        assembly.add_problem(Problem("attached_texts", message, Severity.NOTE))
    if assembly.empty:
        raise UnreadablePaper("no_text", "the XML holds no words of a paper; give the PDF instead.")
    return assembly.finish(Source(identity, shown, "jats", "lxml"), metadata)


def _read_front_matter(article: Element, metadata: Metadata, reader: _Reader) -> None:
    assembly = reader.assembly
    front = child(article, "front")
    meta = child(front, "article-meta") if front is not None else child(article, "front-stub")
    if meta is None:
        return
    groups = children(meta, "title-group")
    for title in (inner for group in groups for inner in children(group, "article-title", "subtitle")):
        assembly.add(words(title), Stream.HEADING, SectionKind.TITLE, 1)
    assembly.add(", ".join(metadata.authors), Stream.BODY, SectionKind.AUTHORS)
    for affiliation in meta.iter("{*}aff"):
        assembly.add(words(affiliation), Stream.SMALL_PRINT, SectionKind.AUTHORS)
    for notes in children(meta, "author-notes"):
        for note in notes:
            kind = SectionKind.AUTHORS if local_name(note) == "corresp" else SectionKind.DECLARATIONS
            assembly.add(words(note), Stream.SMALL_PRINT, kind)
    for permission in meta.iter("{*}copyright-statement", "{*}license-p"):
        assembly.add(words(permission), Stream.SMALL_PRINT, SectionKind.DECLARATIONS)
    for abstract in children(meta, "abstract"):
        if abstract.get("abstract-type", "") not in _NO_ABSTRACT:
            reader.read_flow(abstract, 1, SectionKind.ABSTRACT)
    for group in children(meta, "kwd-group"):
        keywords = ", ".join(words(keyword) for keyword in children(group, "kwd"))
        if keywords:
            assembly.add(f"Keywords: {keywords}", Stream.BODY, SectionKind.KEYWORDS)
    for notes in children(front, "notes") if front is not None else []:
        reader.read_flow(notes, 1, SectionKind.DECLARATIONS)


class _Reader:
    """Walks sections and paragraphs in order and adds their words to an assembly."""

    def __init__(self, assembly: Assembly) -> None:
        self.assembly = assembly
        self.floats = FloatReader(assembly)

    def read_flow(self, holder: Element, level: int, kind: SectionKind | None) -> None:
        """Read what an element holds: words become a paragraph, sections and lists their own, floats go aside."""
        stream = Stream.SMALL_PRINT if local_name(holder) in ("fn", "fn-group") else Stream.BODY
        parts: list[str] = [holder.text or ""]

        def flush() -> None:
            self.assembly.add("".join(parts), stream, kind)
            parts.clear()

        for inner in holder:
            name = local_name(inner)
            if name in ("title", "label"):
                if name == "title":
                    self._read_heading(inner, level, kind)
                elif local_name(holder) in ("list-item", "disp-formula"):
                    parts.append(words(inner) + " ")
            elif name in _SECTIONS:
                flush()
                self._read_section(inner, level + 1 if local_name(holder) in _LEVELS else level, kind)
            elif name == "p" and local_name(holder) == "list-item" and _is_plain(inner):
                append_child(inner, parts)  # with its label
            elif name in _HOLDERS:
                flush()
                self.read_flow(inner, level, kind)
            elif name == "def-item":
                flush()
                definition = "; ".join(words(meaning) for meaning in children(inner, "def"))
                self.assembly.add(f"{words(child(inner, 'term'))}: {definition}", stream, kind)
            elif name == "ref":
                self.assembly.add(_reference(inner), stream, SectionKind.REFERENCES)
            elif name == "fn" and local_name(holder) == "fn-group":
                self.read_flow(inner, level, kind)
            elif name in FLOATS or name == "table":
                self.floats.read_float(inner)
            elif name != "sec-meta":
                append_child(inner, parts)
            parts.append(inner.tail or "")
        flush()

    def _read_section(self, section: Element, level: int, kind: SectionKind | None) -> None:
        name = local_name(section)
        if name in _KINDS:
            kind = _KINDS[name]
        elif kind is None or name == "sec":
            kind = _section_kind(section) or kind
        self.read_flow(section, level, kind)

    def _read_heading(self, title: Element, level: int, kind: SectionKind | None) -> None:
        parent = title.getparent()
        label = words(child(parent, "label")) if parent is not None else ""
        self.assembly.add(f"{label} {words(title)}", Stream.HEADING, kind, level)


def _is_plain(paragraph: Element) -> bool:
    """Tell whether a paragraph holds words only: no lists and nothing that is read elsewhere."""
    return not any(
        local_name(inner) in FLOATS or local_name(inner) in _HOLDERS for inner in paragraph.iterdescendants()
    )


def _section_kind(section: Element) -> SectionKind | None:
    """Give the kind that `sec-type` says, if it says one kind only."""
    stated = section.get("sec-type", "").lower().replace(" and ", "|").split("|")
    kinds = {_SECTION_TYPES.get(name.strip().replace(" ", "-")) for name in stated}
    return kinds.pop() if len(kinds) == 1 else None


def _reference(reference: Element) -> str:
    """Write one reference on a line: as the publisher set it, or from its elements."""
    parts = [words(child(reference, "label"))]
    for citation in reference:
        name = local_name(citation)
        if name in ("element-citation", "mixed-citation", "nlm-citation", "citation", "note"):
            mixed = any((inner.tail or "").strip() for inner in citation) or not len(citation)
            parts.append(words(citation) if mixed else _citation(citation))
        elif name == "citation-alternatives":
            parts += [words(inner) for inner in children(citation, "mixed-citation")[:1]]
    return " ".join(part for part in parts if part)


def _citation(citation: Element) -> str:
    authors: list[str] = []
    for group in (citation, *children(citation, "person-group")):
        authors += [person_name(name) for name in children(group, "name", "string-name")]
        authors += [words(name) for name in children(group, "collab", "etal")]
    pages = "–".join(words(page) for page in children(citation, "fpage", "lpage"))
    volume = words(child(citation, "volume"))
    numbers = [words(child(citation, "year")), f"{volume}:{pages}" if volume and pages else volume or pages]
    parts = [", ".join(author for author in authors if author)]
    parts += [words(child(citation, name)) for name in ("article-title", "chapter-title", "source")]
    parts.append(";".join(number for number in numbers if number))
    for identifier in children(citation, "pub-id"):
        parts.append(f"{identifier.get('pub-id-type', '')}: {words(identifier)}")
    parts += [words(comment) for comment in children(citation, "comment")]
    return ". ".join(part.rstrip(".") for part in parts if part) + "."
