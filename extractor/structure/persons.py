"""Finds the persons that a sentence describes: "a 54-year-old woman", "the 62-year-old", "two men, aged 86 and 62"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from extractor.guarded import compile_guarded
from extractor.lexicon import load_lists
from extractor.structure.age_words import AGE, AGE_GROUPS, BEHIND, count_years


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
_BETWEEN = re.compile(  # what may stand between a person and the age that follows
    r"[\s,(]*(?:(?:who|which)\s+)?(?:(?:was|is|were|are)\s*)?(?:(?:aged?|at|of|an?|the|then|about|approximately)\s+)*"
    r"(?:of\s+[\w ]{3,30},\s+)?$",
    re.IGNORECASE,
)
_ALONE = re.compile(  # what follows "the 62-year-old" where no noun does
    rf"(?!\s+[a-z]{{2,20}}ed\s+(?:{_any_of('thing')})\s+(?:was|were|is|had)\b)"
    r"\s*(?:$|[,.;:()]|(?:was|is|had|has|who|with|and|whose|did|came|fell|took|went|felt|also|then|could|[a-z]{2,}ed)\b)",
    re.IGNORECASE,
)
_AN = re.compile(r"(?:^|[\s(])an?\s+$", re.IGNORECASE)
_SOMEBODY = re.compile(  # a trade or habit instead of a noun for a person: "competitive swimmer presented"
    rf"\s+(?:(?!(?:{_any_of('thing')})\b)[\w’'-]+,?\s+){{1,4}}?(?:{_any_of('did')})\b"
    r"|\s+(?:[\w’'-]+\s+){1,2}?and\s+an?\s+\d{1,3}-year-old\s"
    r"|\s+(?:[\w’'-]+\s+){0,2}?[\w’'-]+,\s(?:who|while|with|previously|known|without|living|otherwise|on|an?)\s",
    re.IGNORECASE,
)
_TITLED_TRADE = re.compile(  # "Mrs. H., a stout widow of sixty-two"
    r"\b(?P<title>Mrs|Mr|Ms|Miss)\b\.?\s[A-Z][\w.’-]{0,20}(?:\s[A-Z][\w.’-]{0,20})?,\s(?:an?|the)\s(?:[\w’'-]+\s){0,4}?[\w’'-]+,?\s*(?:of|aged)?\s*$"
)
TITLES = {
    "Mr": Sex.MALE, "Mister": Sex.MALE, "Mrs": Sex.FEMALE, "Ms": Sex.FEMALE, "Miss": Sex.FEMALE, "Madam": Sex.FEMALE,
    "Madame": Sex.FEMALE,
}  # fmt: skip
_NAMED = re.compile(  # "Mr. K., 58 years," | "Mrs K., aged 79," | "J.D., 23 years,"
    r"(?:\b(?P<title>Mrs|Mr|Ms|Miss|Dr)\b\.?\s[A-Z][\w.’-]{0,20}(?:\s[A-Z][\w.’-]{0,20}){0,2}"
    r"|(?:^|[:;.]\s)\W{0,3}[A-Z]\.\s?[A-Z]\.)(?:,?\s\(?|\s(?:is|was)\s)?$"
)
_TRADE = re.compile(  # a noun that is in no list, at the head of a sentence
    rf"(?:^|[,:]\s|\b(?:19|20)\d\d\s|\blater\s|\b(?:he|she|patient)\s+(?:was|is)\s)\W{{0,3}}an?\s+(?!(?:{_any_of('amount')})\b)(?:[\w’'-]+\s+){{0,3}}[\w’'-]+,?"
    r"(?:\s+(?:aged|of|around|about|approximately|nearly|almost))*\s*$",
    re.IGNORECASE,
)
_SEEN = re.compile(  # what is said of a patient alone
    r",?\s+(?:(?:from|who|with|living)\b[^.;]{0,60}?\s)?(?:(?:[\w-]+\s){0,4}[\w-]+,\s){0,3}"
    r"(?:presented|consulted|complained|attended|sought|reported|noticed|felt|fell|suffered|collapsed|came\s(?:to|with|in)|was\s+(?:\w+\s+)?(?:admitted|referred|hospitali[sz]ed|brought"
    r"|seen|transferred|repatriated|sent|evaluated))\b",
    re.IGNORECASE,
)
_WHO_WAS = re.compile(
    r"\b(?:he|she|patient)\s+(?:was|is)\s+an?\s+[^.;]{0,80}$", re.IGNORECASE
)  # "She was a clerk of 61,"
_PRONOUN_WAS = re.compile(
    r"\b(?:he|she|who|patient|it)\s+(?:was|is|were)\s*(?:about\s+|approximately\s+)?$", re.IGNORECASE
)
_ASIDE = re.compile(r"\s\([A-Z][\w -]{1,25}\)(?=\s[a-z])")  # "43-year-old Iranian (Persian) woman"
_PEDIGREE = re.compile(r"\((?:[IVX]{1,4}|\d)\s?[-.:]\s?\d{1,2}\)")  # "Her father (II-3), aged 53"
_STOP = re.compile(
    r"\b(?:who|with|was|is|were|had|has|presented|presents|concern(?:s|ed)|involve[sd]|regard(?:s|ed)|and\s+(?:an?|the|his|her|two|three|four)|whose|which|after|because|to|from|"
    r"complain\w+|admitted|underwent|diagnosed|referred|suffering|in)\b|[.;:(]|,\s+(?:an?|the|who|his|her)\s",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"\b(an?|another|one|the|this|that(?!\s+of\b)|our|her|his|their)\s+(?:[\w’'-]+,?\s+){0,4}$", re.IGNORECASE
)
_BEHIND_PLACE = re.compile(r"\b(?:on|in|at|about|from|to|by|after|during)\s$", re.IGNORECASE)
_RELATIVE = compile_guarded(
    rf"(?:\b(?:{_any_of('joined_by')})|\b(?:{_any_of('kin_of')})\s+of)\s+(?:an?\s+|the\s+|her\s+|his\s+)?(?:[\w’'-]+,?\s+){{0,4}}$"
    r"|\b(?:youngest|oldest|eldest)\s+(?:[\w-]+\s+){0,3}(?:was|being)\s+(?:an?\s+)?$"  # of a row of patients
    r"|\byoungest\s+(?:[\w-]+\s+){1,6}and\s+the\s+(?:oldest|eldest)\s+$"
    r"|\b(?:her|his|their|whose|patient[’']s)\s+(?:(?!(?:and|when|while|but)\s+an?\b)[\w’'-]+,?\s+){0,4}$"
    rf"|\b(?:her|his|the|whose)\s+(?:{_any_of('kin_who')})\b[^.;]{{0,20}}$",
    re.IGNORECASE,
)
_IN_BRACKET = re.compile(r"[a-z]\s\((?:aged?\s)?$")  # "a boy (aged 15 years)": the noun is the one before
_TOLD_APART = re.compile(  # "One, aged 33, …; the other, aged 47, …"; "the youngest, aged 9"; "one (aged 54) was …"
    r"(?:^|[.;:(]\s*|,\s+(?=one\b)|\band\s+)\W*(?:one|(?:the\s+)?other|another|the\s+(?:first|second|third))(?:\s+was|\s+is|,)?\s+$"
    r"|(?:^|[.;:]\s*|\band\s+)\W*the\s+(?:youngest|younger|eldest|elder|oldest|older|middle)(?:\s+one)?,\s+$"
    r"|\b(?:one|the\s+other)\s\($|\bthe\s+(?:youngest|younger|eldest|elder|oldest|older|other|first|second|third)$",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"\bthe\s+(?:younger|elder|older|first|second|third|other)\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
_AGE_OF_EVENT = re.compile(
    r"(?:\bat|\bsince|\bby|\bfrom|\buntil|\bbefore|\bafter)\s+(?:the\s+|an?\s+|her\s+|his\s+)?(?:age\s+of\s+)?$",
    re.IGNORECASE,
)
_OF_SOMEBODY = re.compile(r"\b(?:from\s+an?|(?:^|[.;]\s)since\s+(?:the|this|our))\s+$", re.IGNORECASE)
_BARE = re.compile(
    rf"\b(?P<art>an?|another|one|the|this|our|the\s+other|the\s+same)\s+(?P<adj>(?:(?!and\s+an?\b)[\w’'-]+(?:,\w+)?,?\s+){{0,4}}?)"
    rf"(?P<noun>{_MALE}|{_FEMALE}|{_PERSON})\b(?!\s+(?:{_any_of('no_person')}))",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)  # a sentence is looked at for its section, its cases and its kin
def find_persons(sentence: str) -> tuple[Person, ...]:
    """Find the persons that are described with an age, in order."""
    found: list[Person] = []
    sentence = _PEDIGREE.sub(lambda aside: " " * len(aside.group()), sentence)
    for match in AGE.finditer(sentence):
        person = _person(sentence, match)
        if person is not None and not (found and match.start() < found[-1].end):  # "a 26-year-old, 9-month female"
            found.append(person)
    return tuple(found)


@lru_cache(maxsize=4096)
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


def _person(sentence: str, match: re.Match[str]) -> Person | None:
    age = next(name for name in AGE_GROUPS if match[name] is not None)
    unit = f"u{age[1:]}"
    years = count_years(match[age], (match[unit] if unit in match.re.groupindex else None) or "years")
    years += float(match["plus"] or 0)  # "5 years and 2 months old"
    left = sentence[max(0, match.start() - 60) : match.start()]
    left = re.split(r"[.;:(](?=\s)", left)[-1]
    right = _ASIDE.sub(lambda aside: " " * len(aside.group()), sentence[match.end() : match.end() + 90])
    stop = _STOP.search(right)
    right = right[: stop.start()] if stop is not None else right
    behind = age in BEHIND
    after = None if behind or _IN_BRACKET.search(left) is not None else _SEXED.search(right) or _NOUN.search(right)
    before = list(_NOUN.finditer(left))[-1] if _NOUN.search(left) is not None else None
    if before is None and after is None and _PRONOUN_WAS.search(left):
        return None
    if (named := _named_person(sentence, match, age, after is None)) is not None:
        return replace(named, age_years=years)
    if age == "a15":
        return None
    trade = _is_trade(left, sentence, match.end()) or age in ("a11", "a13")
    # "isolated from a 54-year-old man", "since the 86-year-old patient had …": no age of an event
    event = _AGE_OF_EVENT.search(left) is not None and not (after is not None and _OF_SOMEBODY.search(left))
    apart = age in ("a", "a3", "a6", "a10") and (
        _TOLD_APART.search(left) is not None or not sentence[: match.start()].strip(" (")
    )
    if event or (behind and (before is None or before.end() != len(left)) and not (trade or apart)):
        return None
    if before is not None and _BETWEEN.match(left, before.end()) is None:
        before = None
    ahead = left if after is not None or before is None else left[: before.start()]
    article = _article(ahead)
    if article is Article.KNOWN and age in ("a6", "a3") and ahead is not left and _COMPARED.search(ahead):
        article = Article.NEW  # "The older woman (46 years)", where nobody was brought in before
    noun = after or before
    told_apart = trade or age == "a10" or apart
    if noun is None and not told_apart and not (age == "a" and _stands_alone(sentence, left, match.end())):
        return None
    word = noun.group().lower() if noun is not None else ""
    sex = {"m": Sex.MALE, "f": Sex.FEMALE}.get(word) or _SEXES.get(word)
    if sex is None and (sexed := _SEXED.search(left)) is not None and after is None:
        sex = find_sex(sexed.group())
    if age == "a13":
        sex = find_sex(match.group())
    if word in RELATIONS and article is not Article.NEW:
        article = Article.RELATIVE
    start = match.start() if after is not None or before is None else match.start() - len(left) + before.start()
    end = match.end() + _noun_end(right, after) if after is not None else match.end()
    return Person(
        start, end, years, sex, Article.NEW if told_apart and (noun is None or age == "a10") else article, word
    )


def _named_person(sentence: str, match: re.Match[str], age: str, alone: bool) -> Person | None:
    """Give a patient called by name or by sex alone: "Mrs K., aged 79", "Mrs. H., a widow of 62", "Woman, 66"."""
    if age == "a12":
        return Person(match.start(), match.end(), None, find_sex(match.group().lower()), Article.NEW, "patient")
    named = _NAMED.search(sentence, 0, match.start()) if alone and age in ("a9", "a3", "a", "a15") else None
    titled = _TITLED_TRADE.search(sentence, 0, match.start()) if age in ("a3", "a4") else None
    found = named or titled
    if found is None:
        return None
    return Person(found.start(), match.end(), None, TITLES.get(found["title"]), Article.NEW, "patient")


def _noun_end(right: str, noun: re.Match[str]) -> int:
    """Give the end of a noun for a person, with the one that it goes before: "female patient"."""
    head = _NOUN.match(right, noun.end() + 1) if right[noun.end() : noun.end() + 1] == " " else None
    return noun.end() if head is None else head.end()


def _is_trade(left: str, sentence: str, end: int) -> bool:
    """Tell whether an age stands behind a trade: "A carter, aged 30, came", "a male bachelor of 50 was seen"."""
    if _TRADE.search(left) is None:
        return False
    told = _WHO_WAS.search(left) is not None and re.match(r",|\.?$|\s(?:when|who|with)\b", sentence[end:]) is not None
    return told or _SEEN.match(sentence, end) is not None


def _stands_alone(sentence: str, left: str, end: int) -> bool:
    """Tell whether an age names a person without a noun: "the 62-year-old", "a 29-year-old swimmer presented"."""
    if _ARTICLE.search(left) is not None and _ALONE.match(sentence, end) is not None:
        return True
    return _AN.search(left) is not None and _SOMEBODY.match(sentence, end) is not None


def _article(left: str) -> Article:
    if _RELATIVE.search(left):
        return Article.RELATIVE
    found = _ARTICLE.search(left)
    if found is not None and _BEHIND_PLACE.search(left, 0, found.start()):  # "on the ward | a 28-year-old chef"
        found = _ARTICLE.search(left, found.end(1)) or found
    if found is None or _STOP.search(left, found.end(1)) is not None:
        return Article.NEW
    if _PRONOUN_WAS.search(left[: found.start()]):
        return Article.KNOWN
    word = found.group(1).lower()
    if word in ("a", "an", "another", "one"):
        return Article.NEW
    return Article.RELATIVE if word in ("her", "his", "their") else Article.KNOWN


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
