"""Tells by its own words what a paragraph is that stands under no heading: title, authors, declarations, references."""

from __future__ import annotations

import re

from extractor.document import SectionKind
from extractor.structure.cues import load_cue
from extractor.structure.persons import Article, find_persons

_REFERENCE = re.compile(
    r"""
    ^\W{0,6}(?:\[?\d{1,3}[.)\]]?\s*)?\W{0,4}[A-Z][\w’'-]+,?\s(?:[A-Z][.\s]{0,2}){1,3}[,.:;]  # "Stone JH, …"
    | ^\W{0,4}\[?\d{1,3}[.)\]]\s+[A-Z]                                                     # "[1] …"
    """,
    re.VERBOSE,
)
_CITED_VOLUME = re.compile(
    r"(?:19|20)\d\d[^\n]{0,20};\s?\d+|\bdoi\b|\bPMID\b|\b\d{1,4}\s?\(\d{1,3}\)\s?:|\b\d{1,4}\s?:\s?\w?\d+[–-]\w?\d+",
    re.IGNORECASE,
)
_NAME = re.compile(r"[A-Z][\w’'-]+(?: [A-Z][\w.’'-]*){0,3}\W{0,3}\d{0,2}(?:\s*[,;*†‡§&]|\s+and\b|$)")
_FINITE = re.compile(r"\b(?:was|were|is|are|has|have|had|presented|showed|revealed|underwent|we)\b", re.IGNORECASE)
_FIGURE = re.compile(r"(?:Fig(?:ure|\.)?|FIGURE|FIG\.?)\s*\d+[A-Z]?\s*(?:[.:|–—-]|$)")
_KEY = re.compile(
    r"(?:[A-Z][\w/+–-]{0,9}\s?[,:=]\s[^;:,.]{2,60}(?:[;.]\s*|,\s+(?=[A-Z]\w{0,9},\s))){2,40}"
)  # "M, male; F, …"
_SALUTATION = re.compile(r"\W*(?:dear (?:sirs?|editors?|madam)|(?:letter )?to the editors?|sirs?[,:])", re.IGNORECASE)
_STOP_INSIDE = re.compile(r"[a-z]{2}\.\s+[A-Z]")
_DOI = re.compile(r"^\W*(?:https?://)?(?:dx\.)?doi(?:\.org)?[:/ ]|^\W*(?:issn|pmid|pmcid)\b", re.IGNORECASE)


def is_chrome(line: str) -> bool:
    """Tell whether a line is of the page and not of the paper."""
    words = line.strip()
    return (
        0 < len(words) < 120 and load_cue("paragraph.furniture").search(words) is not None and not _FINITE.search(words)
    )


def kind_of_paragraph(text: str) -> SectionKind | None:
    """Give the kind that a paragraph shows by itself; None if it is matter of the paper."""
    words = " ".join(text.split())
    if not words:
        return None
    sentence = _FINITE.search(words) is not None
    if is_chrome(words):
        return SectionKind.FURNITURE
    if _KEY.fullmatch(words):  # to the short forms of a table
        return SectionKind.TABLE
    if _FIGURE.match(words):
        return SectionKind.CAPTION
    if _REFERENCE.match(words) and _CITED_VOLUME.search(words) and not _tells_a_patient(words):
        return SectionKind.REFERENCES
    if _DOI.match(words):
        return SectionKind.DECLARATIONS
    if _declares(words):
        return SectionKind.DECLARATIONS
    if not sentence and len(words) < 1200:
        cues = len(load_cue("paragraph.authors").findall(words))
        if cues >= 2 or (cues and len(words) < 160):
            return SectionKind.AUTHORS
        names = len(_NAME.findall(words))
        if names >= 2 and names * 35 > len(words) and not words.endswith("."):
            return SectionKind.AUTHORS
    if not any(letter.isalpha() for letter in words):
        return SectionKind.FURNITURE
    return None


def _declares(words: str) -> bool:
    """Tell whether most of a paragraph's sentences are declarations."""
    cues = load_cue("paragraph.declarations")
    if cues.search(words) is None or _tells_a_patient(words):
        return False
    sentences = re.split(r"(?<=[.!?])\s+(?=[A-Z])", words)
    hits = sum(1 for sentence in sentences if cues.search(sentence))
    return hits * 2 > len(sentences)


def _tells_a_patient(words: str) -> bool:
    return any(person.article is not Article.RELATIVE for person in find_persons(words))


_RUBRIC = re.compile(
    r"(?:(?:lesson|lessons|case|cases|report|reports|image|images|picture|pictures|quiz|clinical|medical|medicine|practice|teaching|neuroimages?"
    r"|letter|letters|editor|correspondence|brief|short|rapid|original|review|research|article|communication|communications|note|poster|session"
    r"|unusual|rare|learning|grand|rounds|conference|challenge|corner|spotlight|vignette|vignettes|problem|solving|month|week|of|the|in|to|and"
    r"|open|access|invited|commentary|education|pearls|study)\b[\s:,.–—-]*){1,6}",
    re.IGNORECASE,
)


def looks_like_title(text: str) -> bool:
    """Tell whether the first words of a paper are its title: short, no sentence, no full stop."""
    words = " ".join(text.split())
    return 10 <= len(words) <= 300 and not words.endswith((".", ";", ",")) and not _STOP_INSIDE.search(words)


def is_rubric(text: str) -> bool:
    """Tell whether a line only says what kind of paper this is, as journals do above a title: "Lesson of the month"."""
    return _RUBRIC.fullmatch(" ".join(text.split())) is not None


def is_prose(text: str) -> bool:
    """Tell whether a text is made of sentences, as a list of keywords is not."""
    return _FINITE.search(text) is not None and len(text) > 60


def is_salutation(text: str) -> bool:
    """Tell whether a line opens a letter."""
    return _SALUTATION.match(text) is not None and len(text) < 60
