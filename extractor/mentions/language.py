"""Builds the spaCy pipeline and cuts the text of a case into sentences; spaCy lives and dies in `mentions/`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import pysbd
import spacy
import spacy.language
from spacy.attrs import IS_SPACE
from spacy.matcher import PhraseMatcher
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc

from extractor.case import Case, Sentence
from extractor.characters import SEX_SIGNS, cut_long
from extractor.document import Block, Document, Section, SectionKind, Span, Stream
from extractor.lexicon import lexicon_names, load_lexicon, load_lists
from extractor.mentions.segmenter import make_segmenter
from extractor.mentions.spelling import Speller, fold_word

_SPACES = str.maketrans(dict.fromkeys("\n\r\t\v\f\u00a0\u2009\u202f\u2007\u200a\u2002\u2003", " ")) | SEX_SIGNS
_NO_TERMS = frozenset({"analyte", "drug_class", "units"})  # read beside numbers, by rules of their own
# Words that others look up; of them only the spelling counts here.
_NO_MENTIONS = frozenset({"compound_parts", "headings", "person", "relative"})
_UNBROKEN = re.compile(r"(\S{199})\S(?=\S)")  # the tokenizer is quadratic on "====…": half a minute for 16,000 signs
_LONGEST_ROW = 300  # characters; a longer row of a table is cut into sentences
_LINE = re.compile(r"[^\s](?:[^\n]*[^\s])?")
_LONGEST_PARAGRAPH = 2_000  # pysbd is quadratic: 0.3 s for 100,000 characters in such parts, 6 s in parts of 20,000
_LONGEST_SENTENCE = 1_000
_PATTERNS = 4096  # pysbd makes some 700 patterns for a text; Python remembers 512 and compiled the rest anew
_POINT_OF_UNIT = re.compile(r"(?<![A-Za-z])(?:mg|gm|ml|cc|cu|mm|cm|kg|sq)\.$")
_STOP = re.compile(r"(?<=[a-z]{4}[.!?])\s+(?=[A-Z][a-z]+ [a-z])")  # surely the end of a sentence


@dataclass(frozen=True, slots=True)
class Language:
    """The tokenizer and the matcher of all lexicons; built once and shared by every paper."""

    nlp: spacy.language.Language
    matcher: PhraseMatcher  # over words as the speller folds them, without hyphens
    speller: Speller
    segmenter: pysbd.Segmenter


@cache
def build_language() -> Language:
    """Build the pipeline: a tokenizer of our own rules, and every word list that there is."""
    if getattr(re, "_MAXCACHE", _PATTERNS) < _PATTERNS:
        setattr(re, "_MAXCACHE", _PATTERNS)  # noqa: B010  it has no public name
    nlp = spacy.blank("en")
    # Of a word only its letters count, and whether it is blank: spaCy need not ask whether it is like a URL.
    nlp.vocab.lex_attr_getters = {IS_SPACE: str.isspace}  # type: ignore[attr-defined]
    nlp.tokenizer = Tokenizer(
        nlp.vocab,
        prefix_search=re.compile(r"^[^\w\s]").search,
        suffix_search=re.compile(r"[^\w\s]$").search,
        infix_finditer=re.compile(
            r"(?<!\d)[.,·]|[.,·](?!\d)|[^\w\s.,·]|(?<=\d)(?=[^\W\d])|(?<=[^\W\d_])(?=\d)"
        ).finditer,
    )
    matcher = PhraseMatcher(nlp.vocab, attr="ORTH")
    known = {fold_word(word) for word in load_lists("spelling")["right_words"]}
    for name in sorted(set(lexicon_names()) - _NO_TERMS):
        for term in load_lexicon(name).terms:
            spelled = [_words(spelling, nlp) for spelling in _spellings(term.term)]
            known.update(*spelled)
            # In "HIV infection" the case of letters tells nothing, in "AS" and "MS" it tells all.
            exact = term.term.replace("-", "") if term.exact and " " not in term.term else ""
            if name in _NO_MENTIONS:
                continue
            matcher.add(f"{name}|{term.concept}|{exact}", [Doc(nlp.vocab, words=words) for words in spelled])
    return Language(nlp, matcher, Speller(known), make_segmenter())


def _words(term: str, nlp: spacy.language.Language) -> list[str]:
    return [fold_word(token.text) for token in nlp.tokenizer(term) if token.text not in "- "]


def _spellings(term: str) -> Iterator[str]:
    """Give a term as the list has it and with its beginning as papers also write it."""
    yield term
    for entry in load_lists("spelling")["beginnings"]:
        beginning, _, others = entry.partition(" = ")
        if term.startswith(f"{beginning} "):
            yield from (other + term[len(beginning) :] for other in others.split(" | "))


def read_sentences(
    document: Document, sections: Sequence[Section], case: Case, language: Language
) -> tuple[Sentence, ...]:
    """Cut what speaks of the case into sentences, block by block, with other patients' words blanked out."""
    owned = sorted([(span, False) for span in case.spans] + [(span, True) for span in case.shared])
    sentences: list[Sentence] = []
    for number, block in enumerate(document.blocks):
        parts = [(span, shared) for span, shared in owned if span.overlaps(block.span)]
        if not parts:
            continue
        for span in _segment(document, block, language):
            inside = [(part, shared) for part, shared in parts if part.overlaps(span)]
            text = _blank(document.text, span, [part for part, _ in inside])
            if text.strip():
                shared = all(shared for _, shared in inside)
                section = _kind_at(sections, span)
                cells = _cells(document, span) if block.stream is Stream.TABLE else ()
                sentences.append(Sentence(len(sentences), span, text, section, number, shared, cells))
    return tuple(sentences)


def _cells(document: Document, row: Span) -> tuple[Span, ...]:
    """Give the cells of a row of a table, each once, in their order."""
    cells = {
        cell.span
        for table in document.tables
        if table.span.overlaps(row)
        for cells in table.rows
        for cell in cells
        if len(cell.span) and row.contains(cell.span)
    }
    return tuple(sorted(cells))


def _blank(text: str, span: Span, parts: Sequence[Span]) -> str:
    line = _UNBROKEN.sub(r"\1 ", text[span.start : span.end].translate(_SPACES))
    if any(part.contains(span) for part in parts):
        return line
    kept = [" "] * len(line)
    for part in parts:
        start, end = max(part.start, span.start) - span.start, min(part.end, span.end) - span.start
        kept[start:end] = line[start:end]
    return "".join(kept)


def _segment(document: Document, block: Block, language: Language) -> Iterator[Span]:
    if block.stream is not Stream.TABLE:
        yield from _segment_prose(document, block.span, language)
        return
    for row in _rows(document, block.span):
        if len(row) <= _LONGEST_ROW:
            yield row
        else:
            yield from _segment_prose(document, row, language)


def _rows(document: Document, block: Span) -> Iterator[Span]:
    """Give the rows of a table, and the lines before, between and after them."""
    at = block.start
    for table in document.tables:
        if not table.span.overlaps(block):
            continue
        for row in table.rows:
            fresh = [cell.span for cell in row if cell.span.start >= at and len(cell.span)]  # not of a row above
            if fresh:
                yield from _lines(document.text, Span(at, fresh[0].start))
                yield fresh[0].to(fresh[-1])
                at = fresh[-1].end
    yield from _lines(document.text, Span(at, block.end))


def _lines(text: str, span: Span) -> Iterator[Span]:
    for match in _LINE.finditer(text, span.start, span.end):
        yield Span(match.start(), match.end())


def _segment_prose(document: Document, block: Span, language: Language) -> Iterator[Span]:
    for start, end in _cut(document.text, block):
        text = document.text[start:end].translate(_SPACES)
        for first, last in _with_points_of_units(text, list(_pieces(text, language))):
            for part in cut_long(text, first, last, _LONGEST_SENTENCE):
                yield Span(start + part[0], start + part[1])


def _pieces(text: str, language: Language) -> Iterator[tuple[int, int]]:
    at = 0
    # Segmenter.segment would compile a pattern for each sentence to find it again; it is sought here anyway.
    for piece in language.segmenter.processor(text).process():
        sentence = piece.strip()
        found = text.find(sentence, at)
        if not sentence or found < 0:
            continue
        at = found + len(sentence)
        yield found, at


def _with_points_of_units(text: str, pieces: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Join what the point of a unit has parted: "420 mg. per 100 ml. and there were 3 cells per cu. mm."."""
    held: tuple[int, int] | None = None
    for start, end in pieces:
        first = start if held is None else held[0]
        if held is not None and not text[start].islower():
            yield held
            first = start
        held = (first, end)
        if _POINT_OF_UNIT.search(text, max(0, end - 6), end) is None:
            yield held
            held = None
    if held is not None:
        yield held


def _cut(text: str, block: Span) -> Iterator[tuple[int, int]]:
    """Cut a long paragraph behind the end of a sentence; one without ends, at a line end, a mark or a blank."""
    start = block.start
    for stop in _STOP.finditer(text, block.start, block.end):
        if stop.end() - start > _LONGEST_PARAGRAPH:
            yield from cut_long(text, start, stop.end(), 2 * _LONGEST_PARAGRAPH)
            start = stop.end()
    yield from cut_long(text, start, block.end, 2 * _LONGEST_PARAGRAPH)


def _kind_at(sections: Sequence[Section], span: Span) -> SectionKind:
    for section in sections:
        if section.span.overlaps(span):
            return section.kind
    return SectionKind.OTHER
