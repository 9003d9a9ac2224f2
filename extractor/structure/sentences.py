"""The sentences of a paper that may speak of a patient, with what tells them apart: stance, section, part of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.characters import SEX_SIGNS
from extractor.document import Document, Section, SectionKind, Span
from extractor.structure.cutting import cut_sentences
from extractor.structure.headings import kind_of_heading, names_a_part
from extractor.structure.persons import Article, find_persons, pronoun_sex
from extractor.structure.stance import Stance, judge_stance

_CITATION = re.compile(
    r"[a-z)’”%][.,;]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|\[\d{1,3}(?:[,–-]\s?\d{1,3}){0,6}\]|\([A-Z][\w’-]+ [^()]{0,25}(?:19|20)\d\d\)"
)
_NOBODY = frozenset(
    {
        SectionKind.AUTHORS,
        SectionKind.KEYWORDS,
        SectionKind.REFERENCES,
        SectionKind.DECLARATIONS,
        SectionKind.FURNITURE,
    }
)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the paper; `part` is what the heading above says of it, inside an abstract too."""

    span: Span
    text: str  # white space as single blanks, character by character
    kind: SectionKind
    part: SectionKind
    stance: Stance
    section: int
    paragraph: int
    heading: bool = False
    told_in_case: bool = False  # under a heading that announces a case


def cut_lines(document: Document, sections: Sequence[Section]) -> tuple[Line, ...]:
    """Cut into sentences what may speak of a patient; headings are lines too."""
    lines: list[Line] = []
    for number, section in enumerate(sections):
        if section.kind in _NOBODY:
            continue
        part = section.kind
        if section.title is not None and section.kind is SectionKind.ABSTRACT:
            part = kind_of_heading(document.quote(section.title)) or section.kind
        title = document.quote(section.title) if section.title is not None else None
        case = section.kind is SectionKind.CASE and title is not None and not names_a_part(title)
        for stretch, heading in _stretches(section):
            for paragraph in _paragraphs(document, stretch):
                for span in cut_sentences(document.text, paragraph):
                    text = _plain(document.quote(span))
                    stance = Stance.NEUTRAL if heading else judge_stance(text)
                    lines.append(Line(span, text, section.kind, part, stance, number, paragraph.start, heading, case))
    return _with_vignettes(lines)


def has_citation(text: str) -> bool:
    """Tell whether a sentence bears the number of a citation, or a name with a year in brackets."""
    return _CITATION.search(text) is not None


def count_citations(text: str) -> int:
    """Count the places of a text where others are cited, by number or by name and year."""
    return len(_CITATION.findall(text))


def _with_vignettes(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Mark as cited a sentence that describes a person with the number of a citation, and then leaves them."""
    marked = list(lines)
    for number, line in enumerate(lines):
        if line.told_in_case:
            continue
        if line.stance in (Stance.OWN, Stance.CITED) or not has_citation(line.text):
            continue
        following = lines[number + 1] if number + 1 < len(lines) else None
        stays = (
            following is not None
            and following.paragraph == line.paragraph
            and (pronoun_sex(following.text) is not None or "the patient " in following.text.lower())
        )
        if not stays and any(person.article is Article.NEW for person in find_persons(line.text)):
            marked[number] = replace(line, stance=Stance.CITED)
    return tuple(marked)


def _stretches(section: Section) -> list[tuple[Span, bool]]:
    title = section.title
    if title is None or not section.span.contains(title):
        return [(section.span, False)]
    parts = [
        (Span(section.span.start, title.start), False),
        (title, True),
        (Span(title.end, section.span.end), False),
    ]
    return [(span, heading) for span, heading in parts if len(span)]


def _paragraphs(document: Document, span: Span) -> list[Span]:
    found: list[Span] = []
    start = span.start
    while start < span.end:
        end = document.text.find("\n\n", start, span.end)
        end = end if end >= 0 else span.end
        if document.text[start:end].strip():
            found.append(Span(start, end))
        start = end + 2
    return found


def _plain(text: str) -> str:
    return "".join(" " if letter.isspace() else letter for letter in text).translate(SEX_SIGNS)
