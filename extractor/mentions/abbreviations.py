"""Finds what a paper means by its short forms: "hypertrophic pachymeningitis (HP)" makes HP that concept here.

The algorithm is that of Schwartz and Hearst (Pac Symp Biocomput 2003:451), as scispaCy has it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from spacy.tokens import Doc

from extractor.case import Sentence
from extractor.document import SectionKind, Span
from extractor.mentions.language import Language
from extractor.mentions.terms import Abbreviations, find_terms

_SHORT_FORM = re.compile(r"\(\s?(?=[^()\s]*[A-Z][^()\s]*[A-Z])([A-Za-z][\w–-]{1,11})\s?\)")
_LEADING = 8  # characters before a complaint: "acute low back pain" still is it
_LONGEST = 120  # characters before the bracket in which the long form stands


@lru_cache(maxsize=8)  # a paper is read once for each of its cases
def find_abbreviations(text: str, language: Language) -> Abbreviations:
    """Give every short form that the paper explains, with the terms that end its long form."""
    meanings: dict[str, tuple[tuple[str, str], ...]] = {}
    for short, long in find_long_forms(text, language).items():
        tokens = " ".join(t.text for t in language.nlp.tokenizer(short) if t.text != "-")
        if tokens not in meanings:
            sentence = Sentence(0, Span(0, len(long)), long, SectionKind.OTHER, 0)
            found = [
                m
                for m in find_terms(sentence, language)
                # a form that says more than the complaint in it names an illness: "hereditary spastic paraplegia (HSP)"
                if m.span.end == len(long) and (m.lexicon != "symptom" or m.span.start <= _LEADING)
            ]
            meanings[tokens] = tuple(sorted({(m.lexicon, m.concept) for m in found}))
    return meanings


@lru_cache(maxsize=8)
def find_long_forms(text: str, language: Language) -> Mapping[str, str]:
    """Give the long form of every short form that the paper explains, as it is first explained."""
    if _SHORT_FORM.search(text) is None:
        return {}
    from scispacy.abbreviation import find_abbreviation  # slow to import, and many papers have no short form

    found: dict[str, str] = {}
    for match in _SHORT_FORM.finditer(text):
        before = text[max(0, match.start() - _LONGEST) : match.start()]
        before = re.split(r"[.;()]\s", before)[-1].strip()
        if not before:
            continue
        # As in the paper: at most so many words as the short form has letters and five more, or twice as many.
        words = before.split()[-min(len(match[1]) + 5, len(match[1]) * 2) :]
        doc = Doc(language.nlp.vocab, words=[*words, match[1]])
        _, long = find_abbreviation(doc[:-1], doc[-1:])
        if long is not None:
            found.setdefault(match[1], long.text.strip())
    return found
