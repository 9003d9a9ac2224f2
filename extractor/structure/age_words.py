"""The ages that a sentence gives to persons: how they are spelled, and how many years they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.guarded import compile_guarded

_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fourty|fifty|sixty|seventy|eighty|ninety"
_WORDS = {word: n for n, word in enumerate(f"zero|{_ONES}|{_TEENS}".split("|"))} | {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
_NUMBER = rf"(?:\d{{1,3}}(?:[.,]\d{{1,2}}|½)?|(?:{_TENS})(?:[\s-]?(?:{_ONES}))?|{_TEENS}|{_ONES})"
_UNIT = r"(?:years?|yrs?|months?|weeks?|wks?|days?|hours?|y(?=[\s.-]*(?:old|o\b)))"
_DASH = r"[\s\u2010-\u2015-]{0,3}"
AGE = compile_guarded(
    rf"""
    \b(?:(?P<plus>\d{{1,2}}){_DASH}years?,?{_DASH}(?:and{_DASH})?(?=\d{{1,2}}{_DASH}months?))?(?P<a>{_NUMBER}){_DASH}(?:and{_DASH}(?:a{_DASH})?half{_DASH})?(?P<u>{_UNIT})\.?{_DASH}
       (?:of{_DASH}age|old|aged)\b                                     # "54-year-old", "40 years of age"
    | \b(?P<a5>\d{{1,3}})[\s-](?P<u5>years?|months?|yrs?)(?=[\s-]+(?:male|female|man|woman|boy|girl)\b)
    | \b(?P<a2>\d{{1,3}})\s?-?(?:y\s?/?\s?o|y\.\s?o\.?)(?!\w)            # "54 y/o", "54 y.o."
    | (?:^\W{{0,4}}|(?<=[(:]\s)|(?<=[(:])|(?<=\b[Aa]\s))                 # "- 54 M with", "Case 1: 54/F"
      (?P<a7>(?!3M\b)(?!(?:1[3-9]|[2-9]\d)\d)\d{{1,3}})(?=\s?/?\s?(?-i:[MF])(?![\w/\]-]|\.\d|\s?(?:catheter|sheath|tube|cannula|drain|stent|gauge)|\)?\s(?:mutat|mutant|variant|polymorph|allele|substitution)))
    | \b(?:aged(?:\s+of)?|age\s+of|age:?|age\s+was)\s+(?P<a3>{_NUMBER})(?:{_DASH}(?P<u3>{_UNIT}))?\b
       (?!\s*(?:to|and|or|[-–%])\s*\d)                                # "aged 54"
    | (?<=[a-z])\s+of\s+(?P<a4>\d{{1,3}}|(?:{_TENS})(?:[\s-]?(?:{_ONES}))?\b)  # "a man of 54", "of fifty-four"
       (?!\d|[.,:]\d|\s*(?:[-–/%]|to\s+\d|cm|mm|[mk]?g\b|and\s+\d|(?:years?|months?)\s+(?:duration|history|follow)|days|weeks|
       other|patients|cases|the|these))
    | (?<=boy|irl|ant|aby|ild|ate|orn)\s+of\s+(?P<a8>\d{{1,2}})\s+(?P<u8>days|weeks|months)
       (?!\s+(?:gestation|duration|history))                            # "a boy of 5 weeks"
    | (?<=[a-z])\s\((?P<a6>\d{{1,3}}){_DASH}(?P<u6>{_UNIT})\)            # "one male (52 years)"
    | (?<=[a-z.]),?\s(?P<a9>\d{{1,3}})\s?(?P<u9>years?|yrs?|y(?!\.?\s?/?o))  # "Mr. K., 58 years,", "a male 55 years"
       (?=\s?[,;.)]|\s(?:who|with|presented|from)\b)
    | (?:(?<=man|boy|irl)|(?<=\bother|\bfirst|\bthird|\belder|\bolder)|(?<=\bsecond)|(?<=\byounger))
       \s+was\s+(?P<a10>\d{{1,2}})(?=\s+and\b|\s?[,;]|\.?$)  # "The woman was 28 and took …"
    | \b(?:aet|æt|aetat|ætat)\.?,?\s+(?P<a11>\d{{1,3}})\b                 # "a labourer, aet. 36"
    | (?:^|(?<=[,.:)]\s)|(?<=[(]))(?:(?:wo)?man|(?:fe)?male|lady|boy|girl|[mf](?=,\s\d{{1,3}}\)))  # "Man, 80."
       ,\s(?P<a12>\d{{1,3}})                                             # "1) male, 45:", "(f, 25)"
       (?:\s(?P<u12>years?|months?|weeks?|days?))?(?=\s?[,.;:)]|$)
    | (?:^|(?<=[.:()]\s)|(?<=[(•▪■●◦‣□►]\s)|(?<=[(])|\b(?<=patient:\s))(?-i:[MF])[,/\s]{{1,2}}  # "F, 48 y", "M/71"
       (?P<a13>\d{{1,3}})(?:\s?(?P<u13>years?|yrs?|y(?:\.?\s?/?o\.?)?))?(?=\s?[,.;:)]|\s(?:at|with|who|presented|from|old)\b|\s?$)
    | (?:^\W{{0,4}}|(?<=[(:•▪■●◦‣□►]\s)|(?<=\b[Aa]\s)|(?<=[(]))                    # "48 y F"
      (?P<a14>\d{{1,3}})\s?(?P<u14>years?|yrs?|y)(?=[,/\s]{{1,2}}(?-i:[MF])\b(?!/))
    | (?<=\b(?-i:[A-Z])\.),\s(?P<a15>\d{{2}}|(?:{_TENS})(?:[\s-]?(?:{_ONES}))?|{_TEENS})(?=,\s)  # "Mrs. H., 72, had"
    """,
    re.VERBOSE | re.IGNORECASE,
)
AGE_GROUPS = ("a", *(f"a{number}" for number in range(2, 16)))
BEHIND = frozenset(("a4", "a6", "a8", "a9", "a10"))  # the age stands right behind its noun
_ASIDE = r"(?:\s\([^()]{1,12}\))?"  # "aged 72 (Case 1) and 79 years"
_OF_GROUP = re.compile(
    r"\b(?:brothers|sisters|siblings|patients|men|women|boys|girls|children|twins|males|females|infants),?\s(?:of\s)?\(?$",
    re.IGNORECASE,
)  # "two brothers, 9 and 3 years,"
_GIRLS_OF = re.compile(r"\b(?:girls|boys|men|women|brothers|sisters)\sof\s$", re.IGNORECASE)  # "two girls of 10 and 4"
_GROUP_TOLD = re.compile(r"\s?[,;)]|\s(?:who|with|were|presented)\b")
_BRACKETS = re.compile(r"\([^()]*\)")
_AGES = compile_guarded(  # "aged 86 and 62", "aged 47 years and 19 years", "86, 70 and 62 years old"
    rf"""
    (?:\baged?,?\s+(?:respectively,?\s+)?|\bages?:?\s+(?:of\s+(?:(?:the\s+|these\s+|our\s+)?(?:[\w-]+\s+){{1,3}}were\s+)?|were\s+)?
     (?:respectively,?\s+)?)?
    (?P<list>\b{_NUMBER}(?:{_DASH}{_UNIT}(?:-old)?)?-?{_ASIDE}(?:\s*,\s*{_NUMBER}(?:{_DASH}{_UNIT})?{_ASIDE}){{0,8}},?\s+and\s+
      (?:an?\s+(?=\d{{1,2}}{_DASH}years?{_DASH}old\b))?{_NUMBER})
    (?P<unit>{_DASH}{_UNIT})?(?P<old>{_DASH}(?:old|of\sage))?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MONTHS_TOO = re.compile(r"years?\s+and\s+\w+[\s-]+months?", re.IGNORECASE)  # one age: "six years and nine months"
_AT = re.compile(r"\b(?:at|until|from|by|after|since|for)\s+$", re.IGNORECASE)
_OF_OTHERS = re.compile(
    r"\b(?:mothers|fathers|parents|donors|controls|husbands|wives|partners|examiners|observers),?\s\(?(?:who\s)?(?:were\s)?(?:aged\s)?$",
    re.IGNORECASE,
)
_UNIT_WORD = re.compile(r"(?<![a-z])(?P<unit>years?|yrs?|y|months?|mo|m(?=[/)])|weeks?|wks?|days?|d)\b", re.IGNORECASE)
_RANGE = re.compile(
    r"\b(?:between|from|range[ds]?)\s+(?:the\s+)?$", re.IGNORECASE
)  # "between the ages of 4 and 8 years"


ListedAges = tuple[tuple[tuple[int, int, float], ...], int]
"""Start, end and years of each age of a list, and where the list ends."""


def find_listed_ages(sentence: str) -> ListedAges | None:
    """Find the first list of ages, "aged 86 and 62" or "47 and 19 years old"; None without."""
    return next(find_all_listed_ages(sentence), None)


def find_all_listed_ages(sentence: str) -> Iterator[ListedAges]:
    """Find the lists of ages, "two boys aged 4 and 9, two girls aged 6 and 13", in order."""
    for match in _AGES.finditer(sentence):
        aged = sentence[match.start() : match.start() + 3].lower() == "age"
        aged = aged or _GIRLS_OF.search(sentence[max(0, match.start() - 12) : match.start()]) is not None
        if _MONTHS_TOO.search(match.group()) or not (aged or _is_age(sentence, match)):
            continue
        if _RANGE.search(sentence[max(0, match.start() - 14) : match.start()]):
            continue
        if _OF_OTHERS.search(sentence[max(0, match.start() - 30) : match.start()]):
            continue
        unit = (match["unit"] or "years").strip(" -\u2010\u2011\u2012\u2013").lower()
        start, end = match.span("list")
        plain = sentence[:start] + _BRACKETS.sub(lambda aside: " " * len(aside.group()), sentence[start:end])
        items = [
            (item.start(), item.end(), count_years(item.group(1), unit))
            for item in re.compile(rf"\b({_NUMBER})(?:{_DASH}{_UNIT}(?:-old)?)?", re.IGNORECASE).finditer(plain, start)
        ]
        yield tuple((start, end, age) for start, end, age in items), match.end()


def _is_age(sentence: str, match: re.Match[str]) -> bool:
    """Tell whether a list without "aged" gives ages: "86 and 62 years old", "two brothers, 9 and 3 years, who"."""
    before = sentence[max(0, match.start() - 12) : match.start()]
    if match["old"] is not None:
        return _AT.search(before) is None
    return (
        match["unit"] is not None
        and _OF_GROUP.search(before) is not None
        and _GROUP_TOLD.match(sentence, match.end()) is not None
    )


def find_unit(*told: str) -> str:
    """Give the unit of an age in the first text that names one, a cell or the head above it; else years."""
    return next((unit["unit"] for text in told if (unit := _UNIT_WORD.search(text)) is not None), "years")


def count_years(number: str, unit: str) -> float:
    """Give the years of an age in digits or words."""
    words = number.lower().replace("-", " ").split()
    if number[0].isdigit():
        value = float(number.replace(",", ".").replace("½", ".5").rstrip("."))
    else:
        value = float(sum(_WORDS.get(word, 0) for word in words))
    unit = unit.lower()
    for start, days in (("h", 1 / 24), ("d", 1.0), ("w", 7.0), ("m", 30.44)):
        if unit.startswith(start):
            return round(value * days / 365.25, 4)
    return value
