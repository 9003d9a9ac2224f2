"""Finds the age behind a trade: "a retired schoolteacher of 71 presented", "she was a clerk of 61,"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.guarded import compile_guarded
from extractor.mentions.number_words import YEARS_IN_WORDS

_TRADE = (
    r"an?\s(?!(?:total|number|mean|median|series|group|cohort|sample|set|subset|majority|score|period)\b)"
    rf"(?:[\w’'-]+\s){{1,4}}of\s(?P<number>\d{{2}}|{YEARS_IN_WORDS})"
)
_SEEN = (
    r"\s(?:presented|consulted|complained|attended|fell\still|noticed|developed|had\s(?:had|been|noticed|already|a|an)"
    r"|was\s(?:admitted|referred|brought|seen|found))\b"
)
_MEASURED = re.compile(  # "a hemoglobin of 60": no trade
    r"\b(?:\w*(?:globin|cium|nine|dium|sium|bumin|rubin|cose|crit|itin|tate|gen|ase)|pressure|pulse|rate|saturation|temperature"
    r"|fever|counts?|scores?|levels?|values?|index|fraction|dose|gcs|bmi|ph|tumou?r|mass|cyst|lesion|diameter|length|size)\sof\s$",
    re.I,
)
# A retired schoolteacher of 71 presented | In 2010 a clerk of 40 fell ill | a prop of 22, a hooker of 19 and
_TRADE_OF = compile_guarded(
    rf"(?:^\W{{0,3}}|,\s|\d\s|\b(?:and|are|later)\s){_TRADE}(?={_SEEN}|,\san?\s|\sand\san?\s)", re.I
)
# She was a clerk of 61, | The patient, a tram driver of eighty-three, was
_WHO_WAS_OF = compile_guarded(
    rf"(?:\b(?:he|she|patient)\s(?:was|is)\s|\b(?:patient|(?:Mr|Mrs|Ms|Miss)\.?\s\w{{1,20}}\.?),\s){_TRADE}"
    rf"(?=\s?,|\.?$|\s(?:when|who|with|and)\b|{_SEEN})",
    re.I,
)


def find_ages_of_trades(text: str) -> Iterator[re.Match[str]]:
    """Give the places, with the age as the group `number`; a value behind what was measured is none."""
    for pattern in (_TRADE_OF, _WHO_WAS_OF):
        for match in pattern.finditer(text):
            if _MEASURED.search(text, match.start(), match.start("number")) is None:
                yield match
