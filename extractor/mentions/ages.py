"""Finds ages in digits, words and abbreviations, and ages that are told by a word alone ("in her sixties").

The role of an age says whose and when: UNKNOWN is the patient's own at the time of writing, EARLIER that at an event
of the past, FOLLOW_UP that at a later time or at death, OTHER that of somebody else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractor.case import Mention, MentionKind, Quantity, Sentence, Source
from extractor.document import SectionKind
from extractor.guarded import compile_guarded
from extractor.mentions.age_roles import tell_role
from extractor.mentions.ages_beside_names import find_ages_beside_names
from extractor.mentions.ages_in_words import find_ages_in_words
from extractor.mentions.ages_of_trades import find_ages_of_trades
from extractor.mentions.amounts import UNIT, Amount, Unit, find_amounts, read_unit, straighten_dashes
from extractor.mentions.letters import stands_for_a_person
from extractor.mentions.number_words import NUMBER, read_number
from extractor.mentions.people import person_words
from extractor.wordlist import Guarded


@dataclass(frozen=True, slots=True)
class _Age:
    start: int
    end: int
    quantity: Quantity | None


_OLDEST = 120  # a bare number above this is no age
_OLD = re.compile(
    r"[\s-]{0,3}(?:old\b|of[\s-]age\b|in\sage\b|(?<=[\s-])aged\b(?!\s\d))"  # -old, of age, 40 years aged
    r"|[\s-]{0,2}/?o(?:ld)?\b",  # yr/o
    re.I,
)
_AGED = re.compile(
    r"\b(?:aged|age|ages)[\s:=,]{1,3}(?:of\s|was\s|is\s|at\s)?(?:about\s|approximately\s|around\s|just\s|only\s)?$",
    re.I,
)
_AGED_OTHERWISE = re.compile(  # ages of something else, or of many
    r"\b(?:gestation\w*|menstrual|bone|skeletal|conceptional|mean|median|average|maternal|paternal|mental|onset)\s"
    r"(?:ages?|aged)\b(?:(?!\bin\b)[^.;]){0,25}$",
    re.I,
)
_BOUND = re.compile(  # an age limit is nobody's age
    r"(?:\b(?:younger|older|less|more|greater|fewer)\s(?:than|then)|\b(?:under|over|above|below|between|range[ds]?|from)"
    r"|at\sleast|[<>≤≥])\s?(?:the\s)?(?:age\s)?(?:of\s)?$",
    re.I,
)
_GESTATION = re.compile(r"[\s'’-]{0,3}(?:of\s|old\s)?(?:gestation|pregnan|amenorrh|fetus|foetus|of\sfo?etal)", re.I)
_THING = re.compile(  # a 3-month-old fracture; not "a 70-year-old woman with ulcers", "a 30-year-old burn patient"
    r"[\s,]{0,2}(?:(?!(?:with|who|whose|of|had|has|and|man|woman|boy|girl|male|female|patient)\b)\w+\s){0,2}?"
    r"(?:fractures?|injur(?:y|ies)|wounds?|scars?|lesions?|grafts?|implants?|prosthes[ie]s|pacemaker|shunt|infarcts?"
    r"|infarction|burns?|ulcers?|stents?|catheters?|ha?ematomas?)\b(?!\s(?:patient|victim|survivor))"
    r"|\s(?:(?!with\b)\w+\s)?history\b",  # not "a woman, 57 years old, healthy history"
    re.I,
)
# 54- and 62-year-old: the numbers before the one that has the unit, which may be blanked out
_OLD_LIST = compile_guarded(
    rf"""
    (?P<list>(?:{NUMBER}(?<![Oo]ne)(?:                                    # not "One, 27 years old"
        [\ -]{{0,2}}(?:,\ ?)?(?:and\b|or\b|&)\ {{1,12}}(?:an?\ {{1,3}})?   # 54- and a
      | -?,\ {{1,12}}(?=\d)                                            # 54-, 62-
      | -\ {{3,40}}                                                    # what follows is blanked out
    )){{1,5}})
    (?:{NUMBER})?\ {{0,12}}[\ -]{{0,3}}(?P<unit>{UNIT})[\ -]{{0,3}}(?:old|of\ age)\b
    """,
    re.X | re.I,
)
# aged 86 and 62 | ages 3, 5 and 9 years: a list, some numbers of which may be blanked out
_AGED_LIST = compile_guarded(
    r"\b(?:aged|ages)\b(?:\ (?:were|are)\b)?[\ :]{1,15}"
    rf"(?P<list>(?:(?:{NUMBER}|years?\b|months?\b|,|and\b|&)\ {{0,15}}){{1,12}}"
    r"(?:weeks?\b|days?\b)?)(?!\d|\ ?(?:-|to\b)\ ?\d|\ ?%)",
    re.X | re.I,
)
_GROUP_OF = compile_guarded(  # two men of 50 and 61 years, some numbers of which may be blanked out
    rf"\b(?:men|women|males|females|boys|girls|brothers|sisters|siblings|children|infants|patients)\sof\s{{1,15}}"
    rf"(?P<list>(?:(?:{NUMBER}|,|and\b)\ {{0,15}}){{2,12}})(?P<unit>years?|months?|weeks?)\b"
    r"(?!\s(?:duration|history|follow))",
    re.X | re.I,
)
_COUNTED = re.compile(r"\s(?:[a-z-]+\s)?(?:m[ae]n|wom[ae]n|males?|females?|boys?|girls?|patients?|cases?)\b", re.I)
_AT_AGE = compile_guarded(
    rf"\bage[ds]?(?:\ of|\ was|\ is|:|,|=|\ at)?\ {{0,3}}(?P<number>{NUMBER})"
    rf"(?!\d|\ ?(?:-|to)\ ?\d|[.,]\d|\ ?%|\ ?{UNIT})",
    re.X | re.I,
)
_ROW = re.compile(  # a row of a table: "Age (years)  74" | "Age, months: 8" | "Age/sex  74/M" | "Sex/age  M/74"
    rf"""
    ^\s*(?:patient(?:[’']s)?\ )?
    (?:sex\ ?/\ ?age|gender\ ?/\ ?age|age(?:\ ?/\ ?(?:sex|gender))?)
    (?:\ (?:at\ (?:the\ )?(?:presentation|admission|diagnosis|visit))?)?
    [\ ,:]{{0,3}}\(?(?:in\ )?(?P<unit>{UNIT}|y|mo)?\)?[\s:|]{{1,400}}
    (?:[MF]\ ?/\ ?)?(?P<number>{NUMBER})(?![\d-]|\ ?%)
    """,
    re.X | re.I,
)
_NUMBERED_ROW = re.compile(  # a row for each patient: "2  48  F  back pain" | "Case 2  F  48"
    r"\s*(?:(?:case|patient|pt)\.?\s)?(?:\d{1,2}|[A-H])\s{1,200}"
    r"(?:(?P<after>\d{1,3})(?:\s(?:years?|yrs?|y))?[\s/]{1,200}(?:M|F|male|female)\b"
    r"|(?:M|F|male|female)[\s/]{1,200}(?P<before>\d{1,3})(?![\w.]))",
    re.I,
)
_ABBREVIATED = compile_guarded(
    rf"(?P<number>{NUMBER})[\ -]{{0,2}}(?:y\ ?/\ ?o|y\.\ ?o\.?|y-o|yo|y/old|y\ old|y(?=[\s,]\ ?(?:[MF]|male|female)\b))"
    r"(?![a-z])",
    re.X | re.I,
)
_LETTER = compile_guarded(  # 54F | 54/M | M/54 | (F, 54) | 54 y F; 3M is a company
    r"(?<![\w./-])(?!3M\b)(?:(?P<after>\d{1,3})[\ /]?\ ?(?P<sex>[MF])|(?P<sexbefore>[MF])\ ?[/,]\ ?(?P<before>\d{1,3}))"
    r"(?![\w/-]|\.\d|\ ?%|\ (?:catheter|sheath|tube|cannula|French|gauge))",
    re.X,
)
_YOUNG = compile_guarded(  # a boy of 5 weeks | a neonate (3 days)
    r"\b(?:boy|girl|infant|baby|newborn|neonate|child|male|female)(?:\sof\s|\s?\(|\sat\s)(?P<number>\d{1,2})"
    r"[\s-]{0,2}(?P<unit>days?|weeks?|wks?|months?)"
    r"(?!\s(?:gestation|of|duration|history|after|before|later|ago|post|following|earlier|prior|treatment|therapy))",
    re.I,
)
_WAS = compile_guarded(  # The woman was 28 and took …
    r"(?:^|[;.,]\s|\band\s)the\s(?:(?:\w+\s)?(?:man|woman|boy|girl|patient)|other|first|second|third|elder|older|younger)"
    r"\swas\s(?P<number>\d{1,2})(?=\sand\b|\s?[,;]|\.?$)",
    re.I,
)
_COMPARED = compile_guarded(  # The elder (19 years) was … | one (54 years) … | the other, 47 years,
    rf"\b(?:the\s(?:elder|older|younger|eldest|oldest|youngest|first|second|third|other|sister|brother|girl|boy)|one)"
    rf"(?:\s\(|,\s)(?P<number>{NUMBER})[\s-]{{0,2}}(?P<unit>years?|yrs?|months?)(?=\s?[,)])",
    re.X | re.I,
)
_WHO_WAS = compile_guarded(  # Another man, who was 35 and had | In the second, who was 55, | She is 31, and
    r"(?:\b(?:man|woman|boy|girl|patient|child|one|first|second|third|other|last),\swho\s(?:was|is)|^\W*s?he\s(?:is|was))"
    r"\s(?P<number>\d{1,2})(?=\sand\s(?:had|has|was|a|an)\b|,\s|\.?$)",
    re.I,
)
_AET = compile_guarded(r"\b(?:aet|æt|aetat|ætat)\.?,?\s(?P<number>\d{1,3})\b", re.I)  # a labourer, aet. 36
_OF_LIFE = compile_guarded(  # who presented at 3 weeks of life | was admitted on day 4 of life
    r"\b(?:present(?:ed|s|ing)|admitted|referred|brought|seen|hospitali[sz]ed)\b[^.;,]{0,60}?\b(?:at|on)\s(?:the\s)?"
    r"(?P<age>day\s(?P<day>\d{1,2})|(?P<number>\d{1,3})\s(?P<unit>hours?|days?|weeks?|months?))\sof\s(?:post-?natal\s)?life\b",
    re.I,
)


@cache
def _person_of() -> Guarded:
    return compile_guarded(
        rf"""
        \b(?:{person_words()}|patient|(?:Mr|Mrs|Ms|Miss)\b\.?\ \w{{1,20}}(?:[\ .]{{1,2}}\w{{1,20}}){{0,2}}\.?)
        (?:\sof\s|\s?,\s?|\s?\(\s?|\s(?=\d{{1,2}}[\ -]?(?:years?|yrs?)\b))  # a woman of | a man, | a man 55 years
        (?!one\b)(?P<number>{NUMBER})(?P<unit>[\ -]{{0,2}}(?:years?|yrs?|y|months?))?
        (?=\s?[,;):]|\.?$
          |\s+(?:was|were|is|had|has|presented|with|who|whose|came|complained|developed|in|from|on|taking|underwent
            |received|attended|and\b(?!\s\d))\b)
        (?!,\sX|,\d)                                                    # (46, XY), of 2,900 g
        """,
        re.X | re.I,
    )


@cache
def _person_after() -> re.Pattern[str]:
    return re.compile(rf"[\s,-]{{0,3}}(?:(?:[A-Z][a-z]+|old|white|black)\s){{0,2}}(?:{person_words()})\b")


@cache
def _unitless() -> Guarded:
    """A word was left out in print: "a 67 Caucasian female", "a 39-old man"."""
    return compile_guarded(
        rf"\b[Aa]\s(?P<number>\d{{2}})(?:[\s-]{{1,2}}old)?\s(?:[A-Z][a-z]+\s){{0,2}}(?:{person_words()})\b"
    )


def find_ages(sentence: Sentence) -> Iterator[Mention]:
    """Give the ages in one sentence, with the role that tells whose and when."""
    text = straighten_dashes(sentence.text)
    taken: list[_Age] = []
    in_words = (_Age(*found) for found in find_ages_in_words(text))
    for age in (*_of_amounts(text), *_of_lists(text), *_of_bare_numbers(text, sentence), *in_words):
        if not any(age.start < other.end and other.start < age.end for other in taken):
            taken.append(age)
    for age in sorted(taken, key=lambda age: age.start):
        yield Mention(
            MentionKind.AGE,
            sentence.at(age.start, age.end),
            sentence=sentence.index,
            quantity=age.quantity,
            role=tell_role(text, age.start, age.end),
            source=Source.RULE,
        )


def _of_amounts(text: str) -> Iterator[_Age]:
    for amount in find_amounts(text):
        before = text[max(0, amount.start - 60) : amount.start]
        old = _OLD.match(text, amount.end)
        aged = _AGED.search(before)
        person = _person_after().match(text, amount.end) if amount.unit in (Unit.YEAR, Unit.MONTH) else None
        if (old is None and aged is None and person is None) or amount.low is None or amount.low != amount.high:
            continue
        end = amount.end if old is None else old.end()
        if _BOUND.search(before) or _AGED_OTHERWISE.search(before):
            continue
        if amount.unit is not Unit.YEAR and _GESTATION.match(text, amount.end):
            continue
        if old is not None and _THING.match(text, end):
            continue
        yield _Age(amount.start, end, amount.as_quantity(amount.years))


def _of_lists(text: str) -> Iterator[_Age]:
    for match in _OLD_LIST.finditer(text):
        yield from _numbers_in(text, match, read_unit(match["unit"]))
    for match in _AGED_LIST.finditer(text):
        if not _AGED_OTHERWISE.search(text[max(0, match.start() - 30) : match.start("list")]):
            yield from _numbers_in(text, match, _unit_of_list(match["list"].lower()))
    for match in _GROUP_OF.finditer(text):
        yield from _numbers_in(text, match, read_unit(match["unit"]))


def _unit_of_list(words: str) -> Unit:
    if "year" in words:
        return Unit.YEAR
    units = (("month", Unit.MONTH), ("week", Unit.WEEK), ("day", Unit.DAY))
    return next((unit for word, unit in units if word in words), Unit.YEAR)


def _numbers_in(text: str, match: re.Match[str], unit: Unit) -> Iterator[_Age]:
    for number in re.finditer(NUMBER, match["list"], re.X | re.I):
        start, end = match.start("list") + number.start(), match.start("list") + number.end()
        counted = _COUNTED.match(text, end) is not None  # "and one man": a number of people
        if read_number(number.group()) <= _OLDEST and not counted:
            yield _make(start, end, read_number(number.group()), unit)


def _make(start: int, end: int, value: float, unit: Unit = Unit.YEAR) -> _Age:
    amount = Amount(start, end, unit, value, value)
    return _Age(start, end, amount.as_quantity(amount.years))


def _of_bare_numbers(text: str, sentence: Sentence) -> Iterator[_Age]:
    row = _ROW.match(text)
    if row is not None and read_number(row["number"]) <= _OLDEST:
        unit = Unit.YEAR if row["unit"] is None else _unit_of_age(row["unit"])
        yield _make(row.start("number"), row.end("number"), read_number(row["number"]), unit)
    numbered = _NUMBERED_ROW.match(text) if sentence.section is SectionKind.TABLE else None
    if numbered is not None:
        group = "after" if numbered["after"] is not None else "before"
        yield _make(numbered.start(group), numbered.end(group), float(numbered[group]))
    for match in _ABBREVIATED.finditer(text):
        yield _make(match.start(), match.end(), read_number(match["number"]))
    for match in _AT_AGE.finditer(text):
        before = text[max(0, match.start() - 30) : match.start("number")]
        if not _AGED_OTHERWISE.search(before) and read_number(match["number"]) <= _OLDEST:
            yield _make(match.start("number"), match.end("number"), read_number(match["number"]))
    for match in _person_of().finditer(text):
        value = read_number(match["number"])
        if match["unit"] is not None or value <= _OLDEST:
            unit = Unit.YEAR if match["unit"] is None else _unit_of_age(match["unit"])
            yield _make(match.start("number"), match.end("number" if match["unit"] is None else "unit"), value, unit)
    alone = (match for pattern in (_WAS, _WHO_WAS, _AET, _unitless()) for match in pattern.finditer(text))
    for match in (*alone, *find_ages_of_trades(text)):
        yield _make(match.start("number"), match.end("number"), read_number(match["number"]))
    for amount in find_ages_beside_names(text):
        yield _Age(amount.start, amount.end, amount.as_quantity(amount.years))
    for match in (*_YOUNG.finditer(text), *_COMPARED.finditer(text)):
        unit = read_unit(match["unit"])
        yield _make(match.start("number"), match.end("unit"), read_number(match["number"]), unit)
    for match in _OF_LIFE.finditer(text):
        unit = Unit.DAY if match["unit"] is None else read_unit(match["unit"])
        yield _make(match.start("age"), match.end(), float(match["day"] or match["number"]), unit)
    for match in _LETTER.finditer(text):
        in_row = numbered is not None and match.start() < numbered.end()  # "1  F  23": the first is no age
        if not in_row and stands_for_a_person(text, match.start(), match.end()):
            yield _make(match.start(), match.end(), float(match["after"] or match["before"]))


def _unit_of_age(word: str) -> Unit:
    return Unit.YEAR if word.strip(" -").lower() == "y" else read_unit(word.strip(" -"))
