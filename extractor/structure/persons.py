"""Finds the persons that a sentence describes: "a 54-year-old woman", "the 62-year-old", "two men, aged 86 and 62"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from extractor.lexicon import load_lists


class Sex(StrEnum):
    """As far as nouns and pronouns give it."""

    MALE = "male"
    FEMALE = "female"


class Article(StrEnum):
    """How a person is brought in."""

    NEW = "new"  # "a", "an", "another", no article
    KNOWN = "known"  # "the", "this", "our"
    RELATIVE = "relative"  # "her", "his", "born to a"


@dataclass(frozen=True, slots=True)
class Person:
    """A person described at a place of a sentence; None where the words do not say."""

    start: int
    end: int
    age_years: float | None
    sex: Sex | None
    article: Article
    noun: str = ""

    def may_be(self, other: Person) -> bool:
        """Tell whether both can be one person."""
        return (self.age_years is None or other.age_years is None or abs(self.age_years - other.age_years) < 0.01) and (
            self.sex is None or other.sex is None or self.sex is other.sex
        )

    def with_(self, other: Person) -> Person:
        """Add what the other knows."""
        age = self.age_years if self.age_years is not None else other.age_years
        sex = self.sex if self.sex is not None else other.sex
        return Person(self.start, self.end, age, sex, self.article, self.noun or other.noun)


_LISTS = load_lists("persons")


def _any_of(name: str) -> str:
    """Give the alternatives of a pattern for the words of a list."""
    return "|".join(word.replace(" ", r"\s+") for word in _LISTS[name])


_MALE, _FEMALE, _PERSON = _any_of("male"), _any_of("female"), _any_of("person")
_SEXES = dict.fromkeys(_LISTS["male"], Sex.MALE) | dict.fromkeys(_LISTS["female"], Sex.FEMALE)
RELATIONS = frozenset(_LISTS["relation"])
_NOUN = re.compile(rf"\b(?:{_MALE}|{_FEMALE}|{_PERSON})\b", re.IGNORECASE)
_SEXED = re.compile(rf"\b(?:{_MALE}|{_FEMALE}|M|F)\b(?!-to-)")
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
_AGE = re.compile(
    rf"""
    \b(?P<a>{_NUMBER}){_DASH}(?:and{_DASH}(?:a{_DASH})?half{_DASH})?(?P<u>{_UNIT})\.?{_DASH}
       (?:of{_DASH}age|old|aged)\b                                     # "54-year-old", "40 years of age"
    | \b(?P<a5>\d{{1,3}})[\s-](?P<u5>year|month)(?=\s+(?:male|female|man|woman|boy|girl)\b)
    | \b(?P<a2>\d{{1,3}})\s?-?(?:y\s?/?\s?o|y\.\s?o\.?)(?!\w)            # "54 y/o", "54 y.o."
    | (?:^\W{{0,4}}|(?<=[(:]\s)|(?<=[(:])|(?<=\b[Aa]\s))                 # "- 54 M with", "Case 1: 54/F"
      (?P<a7>\d{{1,3}})(?=\s?/?\s?(?-i:[MF])(?![\w/-]|\.\d|\s?(?:catheter|sheath|tube|cannula|drain|stent|gauge)))
    | \b(?:aged|age\s+of|age:?|age\s+was)\s+(?P<a3>{_NUMBER})(?:{_DASH}(?P<u3>{_UNIT}))?\b
       (?!\s*(?:to|and|or|[-–%])\s*\d)                                # "aged 54"
    | (?<=[a-z])\s+of\s+(?P<a4>\d{{1,3}})                              # "a man of 54"
       (?!\s*(?:[-–/%]|to\s+\d|cm|mm|m?g\b|and\s+\d|(?:years?|months?)\s+(?:duration|history|follow)|days|weeks|
       other|patients|cases|the|these))
    | (?<=boy|irl|ant|aby|ild|ate|orn)\s+of\s+(?P<a8>\d{{1,2}})\s+(?P<u8>days|weeks|months)
       (?!\s+(?:gestation|duration|history))                            # "a boy of 5 weeks"
    | (?<=[a-z])\s\((?P<a6>\d{{1,3}}){_DASH}(?P<u6>{_UNIT})\)            # "one male (52 years)"
    """,
    re.VERBOSE | re.IGNORECASE,
)
_AGES = re.compile(  # "aged 86 and 62", "aged 47 years and 19 years", "86, 70 and 62 years old"
    rf"""
    (?:\baged?\s+|\bages?\s+(?:of\s+|were\s+)?)?
    (?P<list>\b{_NUMBER}(?:{_DASH}{_UNIT})?-?(?:\s*,\s*{_NUMBER}(?:{_DASH}{_UNIT})?){{0,8}},?\s+and\s+{_NUMBER})
    (?P<unit>{_DASH}{_UNIT})?(?P<old>{_DASH}(?:old|of\sage))?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MONTHS_TOO = re.compile(r"years?\s+and\s+\w+[\s-]+months?", re.IGNORECASE)  # one age: "six years and nine months"
_BETWEEN = re.compile(  # what may stand between a person and the age that follows
    r"[\s,(]*(?:(?:who|which)\s+)?(?:(?:was|is|were|are)\s*)?(?:(?:aged?|at|of|an?|the|then|about|approximately)\s+)*"
    r"(?:of\s+[\w ]{3,30},\s+)?$",
    re.IGNORECASE,
)
_ALONE = re.compile(  # what follows "the 62-year-old" where no noun does
    r"\s*(?:$|[,.;:)]|(?:was|is|had|has|who|with|and|whose|did|came|fell|took|went|felt|also|then|could|[a-z]{2,}ed)\b)",
    re.IGNORECASE,
)
_AN = re.compile(r"(?:^|[\s(])an?\s+$", re.IGNORECASE)
_SOMEBODY = re.compile(  # a trade or habit instead of a noun for a person: "competitive swimmer presented"
    rf"\s+(?!(?:[\w-]+\s+){{0,3}}(?:{_any_of('thing')})\b)(?:[\w’'-]+,?\s+){{1,4}}?(?:{_any_of('did')})\b",
    re.IGNORECASE,
)
_PRONOUN_WAS = re.compile(
    r"\b(?:he|she|who|patient|it)\s+(?:was|is|were)\s*(?:about\s+|approximately\s+)?$", re.IGNORECASE
)
_AT = re.compile(r"\b(?:at|until|from|by|after|since|for)\s+$", re.IGNORECASE)
_ASIDE = re.compile(r"\s\([A-Z][\w -]{1,25}\)(?=\s[a-z])")  # "43-year-old Iranian (Persian) woman"
_STOP = re.compile(
    r"\b(?:who|with|was|is|were|had|has|presented|presents|and\s+(?:an?|the|his|her)|whose|which|after|because|to|from|"
    r"complain\w+|admitted|underwent|diagnosed|referred|suffering|in)\b|[.;:(]|,\s+(?:an?|the|who|his|her)\s",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"\b(an?|another|one|the|this|that|our|her|his|their)\s+(?:[\w’'-]+,?\s+){0,4}$", re.IGNORECASE)
_RELATIVE = re.compile(
    rf"(?:\b(?:{_any_of('joined_by')})|\b(?:{_any_of('kin_of')})\s+of)\s+(?:an?\s+|the\s+|her\s+|his\s+)?(?:[\w’'-]+,?\s+){{0,4}}$"
    r"|\b(?:her|his|their|whose|patient[’']s)\s+(?:[\w’'-]+,?\s+){0,4}$"
    rf"|\b(?:her|his|the|whose)\s+(?:{_any_of('kin_who')})\b[^.;]{{0,20}}$",
    re.IGNORECASE,
)
_TOLD_APART = re.compile(  # "One, aged 33, …; the other, aged 47, …"
    r"(?:^|[.;:]\s+|\band\s+)\W*(?:one|the\s+other|another|the\s+(?:first|second|third))(?:\s+was|\s+is|,)?\s+$",
    re.IGNORECASE,
)
_AGE_OF_EVENT = re.compile(
    r"(?:\bat|\bsince|\bby|\bfrom|\buntil|\bbefore|\bafter)\s+(?:the\s+|an?\s+|her\s+|his\s+)?(?:age\s+of\s+)?$",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"\b(?P<art>an?|another|one|the|this|our|the\s+other|the\s+same)\s+(?P<adj>(?:[\w’'-]+,?\s+){{0,4}}?)"
    rf"(?P<noun>{_MALE}|{_FEMALE}|{_PERSON})\b(?!\s+(?:{_any_of('no_person')}))",
    re.IGNORECASE,
)


def find_persons(sentence: str) -> tuple[Person, ...]:
    """Find the persons that are described with an age, in order."""
    return tuple(person for match in _AGE.finditer(sentence) if (person := _person(sentence, match)) is not None)


def find_bare_persons(sentence: str) -> tuple[Person, ...]:
    """Find the persons that are named without an age: "a woman with …", "the male patient"."""
    found: list[Person] = []
    for match in _BARE.finditer(sentence):
        adjectives = match["adj"].lower()
        sexed = _SEXED.search(adjectives)
        noun = match["noun"].lower()
        sex = _SEXES.get(noun) or (_SEXES.get(sexed.group().lower()) if sexed else None)
        article = Article.NEW if match["art"].lower() in ("a", "an", "another", "one") else Article.KNOWN
        if noun in RELATIONS:
            article = Article.RELATIVE
        found.append(Person(match.start(), match.end(), None, sex, article, noun))
    return tuple(found)


def find_listed_ages(sentence: str) -> tuple[tuple[tuple[int, int, float], ...], int] | None:
    """Find "aged 86 and 62" or "47 and 19 years old": place and years of each age, and the end; None without."""
    for match in _AGES.finditer(sentence):
        aged = sentence[match.start() : match.start() + 3].lower() == "age"
        if (
            not aged and (match["old"] is None or _AT.search(sentence[max(0, match.start() - 8) : match.start()]))
        ) or _MONTHS_TOO.search(match.group()):
            continue
        unit = (match["unit"] or "years").strip(" -\u2010\u2011\u2012\u2013").lower()
        items = [
            (item.start(), item.end(), _years(item.group(1), unit))
            for item in re.compile(rf"\b({_NUMBER})(?:{_DASH}{_UNIT})?", re.IGNORECASE).finditer(
                sentence, match.start("list"), match.end("list")
            )
        ]
        return tuple((start, end, age) for start, end, age in items), match.end()
    return None


def _person(sentence: str, match: re.Match[str]) -> Person | None:
    number = (
        match["a"]
        or match["a2"]
        or match["a3"]
        or match["a4"]
        or match["a5"]
        or match["a6"]
        or match["a7"]
        or match["a8"]
    )
    years = _years(number, match["u"] or match["u3"] or match["u5"] or match["u6"] or match["u8"] or "years")
    left = sentence[max(0, match.start() - 60) : match.start()]
    left = re.split(r"[.;:(](?=\s)", left)[-1]
    right = _ASIDE.sub(lambda aside: " " * len(aside.group()), sentence[match.end() : match.end() + 90])
    stop = _STOP.search(right)
    right = right[: stop.start()] if stop is not None else right
    behind = any(match[name] is not None for name in ("a4", "a6", "a8"))  # the age stands behind its noun
    after = None if behind else _SEXED.search(right) or _NOUN.search(right)
    before = list(_NOUN.finditer(left))[-1] if _NOUN.search(left) is not None else None
    if before is None and after is None and _PRONOUN_WAS.search(left):
        return None
    if _AGE_OF_EVENT.search(left) or (behind and (before is None or before.end() != len(left))):
        return None
    if before is not None and _BETWEEN.match(left, before.end()) is None:
        before = None
    article = _article(left if after is not None or before is None else left[: before.start()])
    noun = after or before
    told_apart = match["a3"] is not None and _TOLD_APART.search(left) is not None
    if noun is None and not told_apart and not (match["a"] and _stands_alone(sentence, left, match.end())):
        return None
    word = noun.group().lower() if noun is not None else ""
    sex = {"m": Sex.MALE, "f": Sex.FEMALE}.get(word) or _SEXES.get(word)
    if sex is None and (sexed := _SEXED.search(left)) is not None and after is None:
        sex = _SEXES.get(sexed.group().lower())
    if word in RELATIONS and article is not Article.NEW:
        article = Article.RELATIVE
    start = match.start() if after is not None or before is None else match.start() - len(left) + before.start()
    end = match.end() + _noun_end(right, after) if after is not None else match.end()
    return Person(start, end, years, sex, Article.NEW if noun is None and told_apart else article, word)


def _noun_end(right: str, noun: re.Match[str]) -> int:
    """Give the end of a noun for a person, with the one that it goes before: "female patient"."""
    head = _NOUN.match(right, noun.end() + 1) if right[noun.end() : noun.end() + 1] == " " else None
    return noun.end() if head is None else head.end()


def _stands_alone(sentence: str, left: str, end: int) -> bool:
    """Tell whether an age names a person without a noun: "the 62-year-old", "a 29-year-old swimmer presented"."""
    if _ARTICLE.search(left) is not None and _ALONE.match(sentence, end) is not None:
        return True
    return _AN.search(left) is not None and _SOMEBODY.match(sentence, end) is not None


def _article(left: str) -> Article:
    if _RELATIVE.search(left):
        return Article.RELATIVE
    found = _ARTICLE.search(left)
    if found is None or _STOP.search(left, found.end(1)) is not None:
        return Article.NEW
    if _PRONOUN_WAS.search(left[: found.start()]):
        return Article.KNOWN
    word = found.group(1).lower()
    if word in ("a", "an", "another", "one"):
        return Article.NEW
    return Article.RELATIVE if word in ("her", "his", "their") else Article.KNOWN


def _years(number: str, unit: str) -> float:
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


def sex_of_noun(noun: str) -> Sex | None:
    """Give the sex that a noun tells."""
    return _SEXES.get(noun.lower())


def find_sex(words: str) -> Sex | None:
    """Give the sex that the first noun or letter of a few words tells: "Female", "F", "74/M"."""
    match = _SEXED.search(words)
    if match is None:
        return None
    word = match.group().lower()
    return _SEXES.get(word) or (Sex.MALE if word == "m" else Sex.FEMALE)


def pronoun_sex(sentence: str) -> Sex | None:
    """Give the sex that the pronouns of a sentence tell; None if they tell none, or both."""
    male = re.search(r"\b(?:he|him|his|himself)\b", sentence, re.IGNORECASE) is not None
    female = re.search(r"\b(?:she|her|hers|herself)\b", sentence, re.IGNORECASE) is not None
    if male == female:
        return None
    return Sex.MALE if male else Sex.FEMALE
