"""Ages that are told without a number: "in her sixties", "a teenager", "an elderly man"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractor.case import Comparator, Quantity
from extractor.guarded import compile_guarded
from extractor.mentions.amounts import Unit
from extractor.mentions.people import person_words
from extractor.wordlist import Guarded

_DECADE_WORDS = {
    "teens": 13,
    "twenties": 20,
    "thirties": 30,
    "forties": 40,
    "fifties": 50,
    "sixties": 60,
    "seventies": 70,
    "eighties": 80,
    "nineties": 90,
}
_DECADE = compile_guarded(
    rf"\bin\s(?:the|his|her|their)\s(?:(?:very\s)?(?:early|mid|middle|late)\s?-?\s?(?:to\s(?:mid|late)\s?-?\s?)?)?"
    rf"(?:(?P<digits>[1-9]0)[’']?s|(?P<word>{'|'.join(_DECADE_WORDS)}))\b",
    re.I,
)
_WORDS_ALONE = compile_guarded(
    r"\b(?:an?|the|this|our|another|one)\s(?:[\w-]+\s){0,3}?(?P<noun>newborn|neonate|infant|toddler|teenager|adolescent"
    r"|sexagenarian|septuagenarian|octogenarian|nonagenarian|centenarian)\b(?!\s(?:screening|period|unit|age|care))",
    re.I,
)


@cache
def _adjective_age() -> Guarded:
    return compile_guarded(
        r"\b(?P<word>middle[\s-]aged?|elderly|aged|old|young|adult|teenaged?|adolescent|newborn|infant|preterm|premature)\s"
        rf"(?:[\w-]+\s){{0,3}}?(?:{person_words()}|patient|infant|neonate)\b",
        re.I,
    )


def find_ages_in_words(text: str) -> Iterator[tuple[int, int, Quantity | None]]:
    """Give where each stands, and the years of a decade; None where no number follows from the word."""
    for match in _DECADE.finditer(text):
        low = float(match["digits"]) if match["digits"] is not None else float(_DECADE_WORDS[match["word"].lower()])
        high = 19.0 if low < 20 else low + 9
        yield (match.start(), match.end(), Quantity(None, low, high, Comparator.RANGE, Unit.YEAR))
    for match in _WORDS_ALONE.finditer(text):
        yield (match.start("noun"), match.end("noun"), None)
    for match in _adjective_age().finditer(text):
        yield (match.start("word"), match.end("word"), None)
