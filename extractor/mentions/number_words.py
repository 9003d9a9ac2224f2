"""Numbers in digits or words, as they stand before a unit of time: "3", "2½", "twenty-five", "half a"."""

from __future__ import annotations

import re

_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_MISSPELT = {"fourty": 40, "ninty": 90}
_WORDS = {word: number for number, word in enumerate(_ONES + _TEENS, 1)} | _MISSPELT
_WORDS |= {word: 10 * number for number, word in enumerate(_TENS, 2)}
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}

_ONE, _TEN = "|".join(_ONES), "|".join((*_TENS, *_MISSPELT))
NUMBER = rf"""(?:
    (?<![\d.,])\d{{1,4}}(?:[.·]\d{{1,2}})?(?:\ ?[½¼¾⅓⅔]|[\ -]1/2)? # 3   1.5   2½   1 1/2
  | [½¼¾]                                                         # ½
  | \b(?:one\ hundred(?:\ and)?[\ -])?(?:{_TEN})(?:[\ -]?(?:{_ONE}))?\b  # twenty   fifty-four
  | \b(?:one\ hundred(?:\ and)?[\ -])?(?:{"|".join(_ONES + _TEENS)})\b   # six   one hundred and three
  | \bhalf\ an?\b | \bhalf(?=[\ -](?:hour|month|year)\b) | \bone[\ -]half\b | \b(?:an?\ |three[\ -])quarters?\ of\ an?\b
)"""
SMALL_IN_WORDS = "|".join((*_ONES, *_TEENS, "twenty"))
YEARS_IN_WORDS = rf"(?:{_TEN})(?:[ -](?:{_ONE}))?"  # of an age: "eighty", "fifty-four"


def read_number(text: str) -> float:
    """Give the value of a number that NUMBER matches."""
    words = text.lower().replace("·", ".")
    if words.startswith(("half", "one-half", "one half")):
        return 0.5
    if "quarter" in words:
        return 0.75 if words.startswith("three") else 0.25
    total = 0.0
    if words.endswith((" 1/2", "-1/2")):
        words, total = words[:-4], 0.5
    for sign, fraction in _FRACTIONS.items():
        if sign in words:
            words, total = words.replace(sign, ""), total + fraction
    words = words.strip()
    if not words:
        return total
    if words[0].isdigit():
        return total + float(words)
    if words.startswith("one hundred"):
        words, total = words.removeprefix("one hundred").replace("and", ""), total + 100
    for ten in (*_TENS, *_MISSPELT):  # "twentyfive"
        words = words.replace(ten, ten + " ")
    return total + sum(_WORDS[word] for word in re.split(r"[ -]+", words.strip()) if word)
