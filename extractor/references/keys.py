"""A citation → the parts of it that can be compared, free of how databases write them."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from enum import StrEnum

from extractor.references.citation import Citation
from extractor.references.names import fold, name_words

_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta", "θ": "theta",
    "κ": "kappa", "λ": "lambda", "µ": "mu", "μ": "mu", "π": "pi", "σ": "sigma", "τ": "tau", "φ": "phi", "χ": "chi",
    "ψ": "psi", "ω": "omega",
}  # fmt: skip
_GREEK_TABLE = str.maketrans({letter: f" {name} " for letter, name in _GREEK.items()})
_MARKUP = re.compile(r"</?[a-z][^<>]{0,100}>|[$\\{}^_]", re.IGNORECASE)
# What indexes add to a title: its language, what kind it is, where a correction of it appeared.
_ADDED = re.compile(
    r"(?:\.?\s*\[(?:(?!errat|corrig|correction\]|retract|reply|comment)[a-z ,]{3,40}|\d{1,4} refs?\.?"
    r"|(?:published |see )?(?:erratum|correction|comments?|retraction|update|republished) [^\]]{1,300})\])+[.\s]*$",
    re.IGNORECASE,
)
_STOP = frozenset("the of and in for a an on with to de la le der die und et official journal publication".split())
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_WORDED = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "first": 1, "second": 2, "third": 3}
_PART = re.compile(r"\b(?:part|chapter|section|volume|case|lesson|update|phase|study|paper|report)\s+(\w+)\b")
_CLOSING_ROMAN = re.compile(r"[.:,]?\s([ivx]{1,4})\s*$")  # "… of the spine. II"


class Nature(StrEnum):
    """What kind of text a citation is of; only texts of one kind can be the same."""

    PAPER = "paper"
    CORRECTION = "correction"
    RETRACTION = "retraction"
    REPLY = "reply or comment"


_RETRACTION = re.compile(
    r"^\W*(?:retraction|retracted|notice of retraction|withdrawn|withdrawal)(?: article| notice| note)?"
    r"\s*(?:\W|of\b|to\b)"
)
_CORRECTION = re.compile(
    r"^\W*(?:erratum|errata|corrigend(?:um|a)|addendum)\b"
    r"|^\W*(?:(?:author|publisher)'?s? )?corrections?(?:\s?:| to\b|\W*$)"
    r"|\b(?:erratum|corrigendum)\W*$|[\[(](?:erratum|corrigendum)[\])]"
)
_REPLY = re.compile(
    # at the beginning: "Reply to …", "Re: …", "Comment on …"
    r"^\W*(?:re|(?:authors?'?s?'? )?(?:reply|response)|in reply|comments?|commentary|letter to the editor|editorial)"
    r"\s?(?::|\b(?:to|on|by|regarding)\b|-\s)"
    # or at the end: "…: the authors' reply"
    r"|[:.\-–(]\s?(?:(?:the )?authors?'?s?'? )?(?:reply|response|comment)s?\W*$"
)
_NATURES = ((Nature.RETRACTION, _RETRACTION), (Nature.CORRECTION, _CORRECTION), (Nature.REPLY, _REPLY))
_NATURE_KINDS = (
    (Nature.CORRECTION, re.compile(r"\b(?:published erratum|erratum|corrigendum|correction)\b")),
    (Nature.RETRACTION, re.compile(r"\bretraction of publication|retraction notice\b")),
)
_ABSTRACT_KIND = re.compile(r"\b(?:conference|meeting|congress) abstracts?\b", re.IGNORECASE)
_PAPER_KIND = re.compile(r"\b(?:article|case reports?|review|letter|short survey)\b", re.IGNORECASE)
ABSTRACT_PAGE = re.compile(r"[sapo]\d")  # "S354", "A254": pages of a supplement; "e12" is an electronic one
_SUPPLEMENT = re.compile(r"suppl|\bs\s?\d|conference|meeting", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pages:
    """Where a text begins and ends; an article number has no end."""

    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class Key:
    """What of a citation is compared."""

    title: str  # letters and digits alone
    words: tuple[str, ...]  # of the title
    nature: Nature
    numbers: frozenset[str]  # in the title: two that differ tell "type 1" from "type 2", 2018 from 2019
    part: int | None  # "Part II"
    people: tuple[frozenset[str], ...]
    year: int | None
    journal: tuple[str, ...]
    volume: str
    issue: str
    pages: Pages
    supplement: bool  # a conference abstract, or in a supplement
    abstract_only: bool | None  # as the source calls it: a conference abstract, a paper, or neither
    doi: str | None
    pmid: str | None
    abstract: str


def make_key(citation: Citation) -> Key:
    """Give the comparable parts of a citation."""
    lowered = _spell(_ADDED.sub("", citation.title) or citation.title)
    words = tuple(re.findall(r"[^\W_]+", lowered))
    pages = _pages(citation.pages)
    return Key(
        title="".join(words),
        words=words,
        nature=_nature(citation),
        numbers=frozenset(re.findall(r"\d+", lowered)),
        part=_part(lowered),
        people=tuple(parts for name in citation.authors if (parts := name_words(name))),
        year=citation.year,
        journal=journal_words(citation.journal),
        volume=_number(citation.volume),
        issue=_number(citation.issue),
        pages=pages,
        supplement=_ABSTRACT_KIND.search(citation.kind) is not None
        or _SUPPLEMENT.search(f"{citation.issue} {citation.volume}") is not None
        or ABSTRACT_PAGE.match(pages.first) is not None,
        abstract_only=_abstract_only(citation.kind),
        doi=citation.doi,
        pmid=citation.pmid,
        abstract="".join(re.findall(r"[^\W_]+", fold(citation.abstract[:900])))[:500],
    )


def squeeze(text: str) -> str:
    """Give the letters and digits of a text, as they are compared in titles."""
    return "".join(re.findall(r"[^\W_]+", _spell(text)))


def _spell(text: str) -> str:
    plain = _MARKUP.sub("", html.unescape(text))
    return fold(plain.lower().translate(_GREEK_TABLE))


def _nature(citation: Citation) -> Nature:
    title = fold(_ADDED.sub("", citation.title) or citation.title)
    for nature, sign in _NATURES:
        if sign.search(title) is not None:
            return nature
    kind = fold(citation.kind)
    return next((nature for nature, sign in _NATURE_KINDS if sign.search(kind) is not None), Nature.PAPER)


def _abstract_only(kind: str) -> bool | None:
    if _ABSTRACT_KIND.search(kind) is not None:
        return True
    return False if _PAPER_KIND.search(kind) is not None else None


def _part(title: str) -> int | None:
    """Give the number of a title that is one of a series."""
    found = _PART.search(title) or _CLOSING_ROMAN.search(title)
    if found is None:
        return None
    word = found.group(1)
    return int(word) if word.isdigit() and len(word) < 4 else _ROMAN.get(word, _WORDED.get(word))


def journal_words(journal: str) -> tuple[str, ...]:
    """Give the telling words of a journal's name, without what stands in brackets or behind a colon."""
    plain = re.sub(
        r"\([^)]*\)|\[[^\]]*\]|\bconference\s?:.*$|[:=/].*$", " ", fold(html.unescape(journal)).replace("&", " and ")
    )
    words = re.findall(r"[^\W_]+", plain)
    return tuple(word for word in words if word not in _STOP or len(words) < 2)


def _number(text: str) -> str:
    """Give the first number of a volume or issue; without one the text itself."""
    found = re.search(r"\d+", text)
    return found.group().lstrip("0") if found is not None else fold(text).strip()


def _pages(text: str) -> Pages:
    """Give both ends, "123-9" as 123 and 129; lists of stretches give the first."""
    plain = re.sub(r"\b(?:pp?|pages?|art(?:icle)?\.?(?: ?no\.?)?)\b\.?", " ", fold(text))
    found = re.search(r"([a-z]{0,3}\.?\d+[a-z]?)(?:\.[a-z]?\d+)*(?:\s?[-‐-―−]+\s?([a-z]{0,3}\d+[a-z]?))?", plain)
    if found is None:
        return Pages()
    first = _page(found.group(1))
    last = _page(found.group(2) or "")
    if first.isdigit() and last.isdigit() and len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return Pages(first, last)


def _page(text: str) -> str:
    found = re.fullmatch(r"([a-z]*)\.?0*(.*)", text)
    return found.group(1) + found.group(2) if found is not None else text
