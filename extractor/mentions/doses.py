"""Finds how drugs were given: doses with their rate and course, routes and frequencies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractor.case import Dosing, Mention, MentionKind, Sentence, Source
from extractor.lexicon import load_cues
from extractor.wordlist import WordList

_NUMBER = r"\d(?:[\d.,]*\d)?"
# A concentration in blood has the unit and a volume behind it; a dose has not.
_AMOUNT = rf"""
    (?<![\w.,/+]) (?:{_NUMBER}\s?[x×]\s?)? {_NUMBER}                 # 40, 1,000, 2 × 500
    (?:\s?(?:-|–|to)\s?{_NUMBER})?                                    # 40–60, 40 to 60
    \s?-?(?:mg|g|gr|grams?|milligrams?|[µμ]g|mcg|ug|micrograms?|ng|IU|U|MIU|MU|units?|million\s(?:IU|U|units?)|mEq|mmol|mL|ml
      |tablets?|capsules?|drops?|puffs?|ampoules?)(?![\w²³])
    (?!\s?/\s?(?:d?L|l|dl|ml|mL|mm|HPF|hpf|L\b|g\b|mmol|mg\b))       # 40 mg/dL is a level
    (?!\s?(?:/|per|in)\s?\d+(?:\.\d+)?\s?-?m?ls?\b)                   # 2 mg/50 mL is how strong an infusion is
    (?:\s?/\s?(?:kg|m2|m²|m\^2|m\(2\)|body|kg\sbody\sweight))?
    (?:\s?(?:per|/)\s?(?:kg|m2|m²|m\(2\)|kilogram|square\smeter)(?:\s(?:of\s)?body\sweight)?)?
"""
_RATE = r"""
    \s?/\s?(?:day|d|24\s?h|24\s?hours|h|hr|hour|min|week|wk|month|dose|pulse|cycle|die|night)s?\b(?:/kg\b)?
    | ,?\s?\(?(?:q|every)\s?\d+(?:\s?(?:-|–|to)\s?\d+)?\s?-?(?:h|hr|hours?|hourly|days?|weeks?|months?|wk|d)\b
    | ,?\s\(?\d+(?:\s?(?:-|–|to)\s?\d+)?\s?-?hourly\b
    | ,?\s?\d\s?(?:x|×|times)\s?(?:/|a|per|daily|weekly)\s?(?:day|d|week)?\b
"""
_COURSE = r"""
    ,?\s(?:for|over|during|on)\s(?:the\s(?:first|next)\s)?(?:\d+(?:\s?(?:-|–|to)\s?\d+)?|one|two|three|four|five|six|seven|ten|several|\w+teen)
    (?:\s(?:consecutive|more|successive))?\s?-?(?:days?|weeks?|months?|hours?|years?|h|min(?:utes)?|doses|cycles)\b
"""
# "1 to 2 mL/h": how fast a pump ran, whatever was in it
_PUMPED = re.compile(rf"{_NUMBER}(?:\s?(?:-|–|to)\s?{_NUMBER})?\s?-?ml\s?(?:/|per)\s?(?:h|hr|hour)\b", re.IGNORECASE)


def find_doses(sentence: Sentence) -> Iterator[Mention]:
    """Give each dose in one sentence with its rate and course, and routes and frequencies that stand alone."""
    text = sentence.text
    pattern, frequency, route = _patterns()
    for match in pattern.finditer(text):
        words = match.group()
        if match["amount"] and _PUMPED.match(words):
            continue
        rate, by = frequency.search(words), route.search(words)
        dosing = Dosing(
            dose=" ".join(words.split()) if match["amount"] else None,
            route=by.group() if by else None,
            frequency=rate.group().strip(" ,(") if rate else None,
        )
        span = sentence.at(match.start(), match.end())
        yield Mention(MentionKind.DOSE, span, sentence=sentence.index, source=Source.RULE, dosing=dosing)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], WordList]:
    """Give the patterns of a whole dosing, of a frequency and of a route."""
    cues = load_cues("doses")
    # The word lists are compiled to ignore case; inside the verbose pattern their white space is written as \s.
    often, how = (_verbose(cues[name]) for name in ("frequencies", "routes"))
    # "100 mg daily, oral potassium": behind a comma a route belongs to the dose only where no other name follows
    then = r"for\b|at\b|and\sthen\b|injection|infusion|route|drip|push|bolus"
    by = rf"\s(?:{how})|,\s(?:{how})(?=\s?(?:[,;.()]|$|{often}|{then}))"
    part = rf"(?:{_RATE}|,?\s\(?(?:{often})|{_COURSE}|{by})"
    whole = re.compile(
        rf"(?P<amount>{_AMOUNT}(?:{part}){{0,4}})|(?P<frequency>{often})|(?P<route>{how})", re.VERBOSE | re.IGNORECASE
    )
    return whole, re.compile(rf"{_RATE}|{often}", re.VERBOSE | re.IGNORECASE), cues["routes"]


def _verbose(pattern: WordList) -> str:
    return pattern.pattern.replace(" ", r"\s").replace("#", r"\#")
