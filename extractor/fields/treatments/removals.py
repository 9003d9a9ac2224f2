"""Operations that are named by what they remove: a spleen that was excised is a splenectomy, and no lump."""

from __future__ import annotations

import re
from functools import cache

from extractor.guarded import compile_guarded
from extractor.lexicon import load_lists
from extractor.wordlist import Searched

# "excision of the lesion", "endoscopic mucosal resection", "shave excision": no organ was taken out
_OF_LESION = re.compile(
    r"lesion|mass|tumou?r|cyst|dura|endoscop|mucos|snare|shave|polyp|lump|nodul|transurethral", re.IGNORECASE
)
_NEAR = 70  # characters in which the thing removed is told
# "spleen was completely", "kidney and its vessels were"
_PASSIVE = re.compile(r"\s(?:was|were|has\sbeen|have\sbeen|had\sbeen|is|are)\s(?:(?!not\b)\w+\s){0,2}$", re.IGNORECASE)
# "resection of the left", "resected about 10 cm of the", "excised his"
_LED = re.compile(
    r"\s(?:(?:the|an?|his|her|its|their|this|about|approximately|some|most|all|part|parts|portions?|segments?|loops?|of|cm|m|meters?|\d+(?:\.\d+)?"
    r"|left|right|both|bilateral|entire|whole|affected|involved|necrotic|infarcted|diseased|inflamed|gangrenous|perforated|proximal|distal"
    r"|upper|lower|middle|anterior|posterior|lateral|medial|partial|terminal|small|large|transverse|ascending|descending|injured"
    r"|damaged|enlarged|native|blind|painful|ischemic|ischaemic|nonviable|non-viable|ruptured|atrophic|first|second|third)\s){0,7}",
    re.IGNORECASE,
)
# "resection of the kidney tumour", "a lesion of the liver was resected": a lesion, wherever it was
_LESION = (
    r"tumou?rs?|mass(?:es)?|lesions?|cysts?|nodules?|cancers?|carcinomas?|polyps?|metastas[ei]s|lump|neoplasms?|\w+omas?"
    r"|foreign|stones?|calculi|fragments?|thromb(?:us|i)|abscess\w*|ulcers?|growths?|malignanc\w+|fistulas?|aneurysms?|varix|tissues?"
    r"|walls?|membranes?|mucosa|margins?|specimens?|biops\w+|bed|vegetations?"
)
_LESION_BEHIND = re.compile(rf"[\s-](?:(?!and\b|with\b|was\b|were\b)[\w-]+\s)?(?:{_LESION})\b", re.IGNORECASE)
_LESION_OF = re.compile(
    rf"\b(?:{_LESION})(?:\s\([^()]*\))?\s(?:\w+\s)?(?:of|in|on|at|from|involving|within|near|behind|between|over|along|and)\b"
    r"[^.;,]{0,50}$",
    re.IGNORECASE,
)


def operation_of(text: str, start: int, end: int) -> str | None:
    """Name the operation whose word of removing stands at a place in a sentence; None where it removed a lesion."""
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    if after.lower().startswith((" biopsy", " biopsies")):
        return "biopsy"
    if _OF_LESION.search(text, start, end):
        return None
    passive = _PASSIVE.search(before) if text[start:end].lower().endswith("ed") else None
    if passive is not None:
        return _last(before[: passive.start()])
    if re.match(r"\s(?:\w+\s){0,2}of\s|\s(?:the|his|her|both|about|approximately)\s", after, re.IGNORECASE):
        return _first(after[3:] if after.lower().startswith(" of ") else after)
    if text[start:end].lower().endswith(("ed", "ing")):  # "the resected appendix"
        return _first(after) if _LED.match(after) else None
    return _last(before.rstrip(" -"))


def _last(before: str) -> str | None:
    """Name the operation on what a text ends with."""
    found = [
        (m.start(), name) for name, pattern in _organs() for m in pattern.finditer(before) if m.end() == len(before)
    ]
    if not found:
        return None
    at, name = min(found)
    return None if _LESION_OF.search(before, 0, at) else name


def _first(after: str) -> str | None:
    """Name the operation on what a text begins with, articles and attributes left aside."""
    led = _LED.match(after) or re.match(r"\s?", after)
    at = led.end() if led is not None else 0
    found = [(m.end(), name) for name, pattern in _organs() if (m := pattern.match(after, at)) is not None]
    if not found:
        return None
    end, name = max(found)
    return None if _LESION_BEHIND.match(after, end) else name


@cache
def _organs() -> tuple[tuple[str, Searched], ...]:
    return tuple((name, _pattern(words)) for name, words in load_lists("removed_organs").items())


def _pattern(words: tuple[str, ...]) -> Searched:
    longest = "|".join(sorted((word.replace(" ", r"\s") for word in words), key=len, reverse=True))
    return compile_guarded(rf"\b(?:{longest})\b", re.IGNORECASE)
