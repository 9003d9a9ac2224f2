"""Finds the times that are counted from an operation or a start: "the third day", "day 8", "at month 10"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.guarded import compile_guarded
from extractor.mentions.amounts import Amount, read_unit
from extractor.mentions.number_words import SMALL_IN_WORDS, read_number

_ORDINAL_WORDS = (
    "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
    " sixteenth seventeenth eighteenth nineteenth twentieth twenty-first"
)
_ORDINALS = {word: number for number, word in enumerate(_ORDINAL_WORDS.split(), 2)}
_WARD = r"(?:(?:post-?\ ?operative|postop|post-?operation|hospital|hospitalization|admission)\ )?"
# "at month ten", "by week 6": counted from the treatment as "at ten months" is
_COUNTED = compile_guarded(
    rf"""
    (?:\b(?:at|by|until|till)\ (?:post-?operative\ )?|(?:^|[▪•;.]\ )(?=mo))(?P<unit>week|month|mo|year)\ 
    (?P<number>\d{{1,3}}(?![\d/%-]|[.,]\d|,?\ (?:to\ |and\ |or\ )?\d)|{SMALL_IN_WORDS})\b
    (?!\ of\ (?:life|age|gestation|pregnancy|amenorrh\w+|illness|fever|disease)|\ (?:gestation|before|prior))
    """,
    re.X | re.I,
)
_DAY = compile_guarded(
    rf"""
    (?:
        \b(?:the|on|by|at|until)\ (?:(?P<number>\d{{1,3}})\ ?(?:st|nd|rd|th)|(?P<ordinal>{"|".join(_ORDINALS)}))
        \ {_WARD}(?P<unit>day|week|month|year)
      | \b(?:{_WARD}day\ |(?-i:POD)[\ \#-]{{0,2}})(?P<after>\d{{1,3}})(?![\d/%-]|[.,]\d|,?\ (?:to\ |and\ |or\ )?\d)
    )\b
    (?!\ of\ (?:life|age|gestation|pregnancy|amenorrh\w+|birth|illness|fever|disease))
    (?!\ of\ (?:her|his|the\ (?:menstrual|month|cycle))|\ (?:before|prior))
    """,
    re.X | re.I,
)


def find_days(text: str) -> Iterator[Amount]:
    """Give the times counted from an operation, an admission or a start: "the third day", "day 8", "at month 10"."""
    for match in _DAY.finditer(text):
        if match["ordinal"] is not None:
            number = float(_ORDINALS[match["ordinal"].lower()])
        else:
            number = float(match["number"] or match["after"])
        yield Amount(match.start(), match.end(), read_unit(match["unit"] or "day"), number, number)
    for match in _COUNTED.finditer(text):
        number = read_number(match["number"])
        yield Amount(match.start("unit"), match.end(), read_unit(match["unit"]), number, number)
