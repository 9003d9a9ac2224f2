"""Patients whose age is not told and who are told apart all the same: "one … the other", "…, respectively"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.guarded import compile_guarded
from extractor.structure.counts import SEVERAL, read_count
from extractor.structure.persons import Article, Person, sex_of_noun
from extractor.structure.respectively import shares_out_alone, split_items
from extractor.structure.sentences import Line
from extractor.structure.stance import Stance

_SOMEONE = r"(?:patient|case|man|woman|child|infant|boy|girl|twin|sibling|neonate|newborn)"
_ACTS = (
    r"(?:was|had|has|is|did|with|who|presented|developed|underwent|received|showed|died|survived|exhibited|experienced"
    r"|displayed|required|recovered|managed|treated|suffered|demonstrated|presents|shows|concerns|involved)"
)
_WAY = r"(?:with|who|in|had|was|after|of)"
_PEOPLE = r"(?:patients|cases|men|women|children|infants|neonates|siblings|brothers|sisters|boys|girls)"
_ONE_AND_OTHER = re.compile(
    rf"""
    \bone\b[^.]{{3,160}}\b(?:the\s+other|the\s+second|another|a\s+second)\b
    | \bone\s+(?:of\s+(?:them|(?:the|our|these)\s+(?:\w+\s+)?(?:patients|cases))|{_SOMEONE}|(?={_ACTS}\b))\b.{{3,400}}?
      \bthe\s+(?:other|second)\s+(?:{_SOMEONE}|(?={_ACTS}\b))\b
    | \bone\s+{_WAY}\b[^.]{{3,160}}\band\s+(?:the\s+)?(?:other|second|another|one)\s+{_WAY}\b
    | \b(?:in|of|from)\s+the\s+first\s+(?:case|patient)\b[^.]{{3,160}}\b(?:in|of|from)\s+the\s+second\b
    | \bthe\s+former\b[^.]{{3,160}}\bthe\s+latter\b
    | \bthe\s+younger\b[^.]{{3,160}}\bthe\s+(?:older|elder)\b
    | \bthe\s+(?:proband|index\s+(?:case|patient))\b[^.]{{3,160}}
      \b(?:his|her)\s+(?:[\w-]+\s+){{0,2}}?(?:brother|sister|cousin)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
# The same where no number was declared: only what can be nobody but a person, "one" eye or lesion is none.
_ONE_PERSON_AND_OTHER = re.compile(
    rf"""
    \bone\s+(?:of\s+(?:them|(?:the|our|these)\s+(?:\w+\s+)?(?:patients|cases))|{_SOMEONE})\b.{{3,400}}?
      \b(?:the\s+)?(?:the\s+(?:other|second)|another)(?:\s+{_SOMEONE}\b|\s+(?={_ACTS}\b)|(?=\s*[.,;)]|\s+(?:at|after|by|in|on)\b|\s*$))
    | \bthe\s+first(?:\s+{_SOMEONE}|,\s|\s+(?={_ACTS}\b)).{{3,400}}?
      \b(?:the\s+other|the\s+second)(?:\s+{_SOMEONE}|,|\s+(?={_ACTS}\b))
    | \b(?:in|of)\s+the\s+first(?=\s*[(,]).{{3,400}}?\b(?:in|of)\s+the\s+second(?=\s*[(,])
    | \bthe\s+(?:younger|older|elder)\b.{{3,400}}?\bthe\s+(?:older|elder|younger)\b
    | (?:^|[.;:]\s)\W{{0,2}}one,?\s(?={_ACTS}\b|aged\b|\d).{{3,400}}?[.;:,]\s(?:and\s|but\s|while\s)?
      the\s+(?:other|second),?\s(?={_ACTS}\b|aged\b|\d)
    | \b(?:two|2|both)\s+(?:[\w-]+\s+){{0,2}}{_PEOPLE}\b[^.]{{0,120}}?
      [,;:(]\s*one\s+{_WAY}\b[^.]{{3,160}}\band\s+(?:the\s+)?(?:other|one|another)\s+{_WAY}\b
    | \bone\s+who\b[^.]{{3,200}}\bthe\s+other\s+(?:one\s+)?who\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_TWINS = re.compile(r"\b(?:identical|monozygotic|dizygotic|fraternal)\s+twins?\b", re.IGNORECASE)
_IN_TURN = re.compile(  # of three: "one after an open repair, another after a mesh, and another after …"
    rf"\bone\s{_WAY}\b[^.]{{3,90}}[,;]\s(?:another|one|the\s+second)\s{_WAY}\b[^.]{{3,90}}"
    rf"\band\s+(?:another|one|the\s+third)\s+{_WAY}\b",
    re.IGNORECASE,
)
_TWO_VALUES = re.compile(  # "creatine kinase (4907 and 8531 IU/L)"
    r"\(\s?\d[\d.,\s]{0,8}(?:[a-z%/]{1,8}\s)?and\s\d[\d.,\s]{0,8}[^\W\d][^()]{0,12}\)", re.IGNORECASE
)
_COUNTS = compile_guarded(
    rf"(?<!other )\b(?P<count>{SEVERAL}|both)\s+(?:(?!(?:in|by|at|for|and|or)\s)[\w-]+\s+){{0,5}}?"
    r"(?:patients|cases|men|women|children|infants|neonates|newborns|adults|adolescents|(?:half-|step-)?(?:siblings|brothers|sisters)|sibs|twins|boys|girls|males|females"
    r"|farmers|workers|soldiers|students|nurses|athletes|travell?ers|relatives|cousins|colleagues|recipients|individuals|subjects)\b",
    re.IGNORECASE,
)
_OWN_FEW = re.compile(  # "both siblings", "two patients with", but not "two other patients"
    rf"(?<!other )\b(?P<count>{SEVERAL}|both)\s+(?:(?!other\b|previous|earlier|reported|published)[\w-]+\s+){{0,3}}?"
    r"(?:patients|cases|men|women|children|infants|neonates|newborns|siblings|twins|brothers|sisters|boys|girls|individuals|probands|subjects)\b",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(
    r"\b(?:literature|published|reported\s+(?:in|so|to|world)|previous\w*|control\w*|carriers?)\b", re.IGNORECASE
)
_SINGLY = re.compile(  # "a patient with", "our case"
    rf"\b(?:an?|our|this|the\s+(?:present|index))\s+(?:[\w,-]+\s+){{0,4}}?(?:{_SOMEONE}|adult|adolescent)\b(?!\s+(?:reports?|series|stud))",
    re.IGNORECASE,
)
_DIGITS = frozenset("23456789")
_FEW = 6  # patients of a group among whom a list ending in "respectively" is shared out


def count_told_apart(lines: Sequence[Line], declared: int | None) -> int:
    """Give how many patients without an age are told apart, "one … the other", "in hip and rib, respectively"; or 0."""
    own = [line for line in lines if line.stance is not Stance.CITED]
    text = " ".join(line.text for line in own)
    if declared == 2 and _ONE_AND_OTHER.search(text):
        return 2
    counts = _counts_of_people(own)
    if _goes_on_with_the_other(counts, text):
        return 2
    if not counts and _TWINS.search(text) is not None and _ONE_PERSON_AND_OTHER.search(text):
        return 2
    if (declared == 3 or counts == {3}) and _IN_TURN.search(text):
        return 3
    if (declared == 2 or counts == {2}) and len(_TWO_VALUES.findall(text)) > 1:
        return 2
    count = declared if declared is not None else max(counts, default=0)
    if not 2 <= count <= _FEW or any(known > count for known in counts):
        return 0
    shared = any(
        shares_out_alone(line.text, split_items(line.text, count))
        for line in own
        if declared is not None or _COUNTS.search(line.text) is not None
    )
    return count if shared else 0


_SUBJECT = r"(?:^\W*|[.;]\s+|\b(?:and|but|while|whereas)\s+)the\s+{noun}\s+(?:patient\s+)?{acts}\b"
_RANKS = ("elder", "younger")
_RANKED = re.compile(r"\bthe\s+(?P<rank>younger|older|elder)\b(?!\s+than\b)", re.IGNORECASE)
_A_AND_A = re.compile(  # "A man and a woman were admitted"
    r"\b(?:an?|one|of)\s+(?:[\w-]+\s+){0,2}?(?P<one>man|woman|boy|girl)\s+and\s+(?:an?\s+|one\s+)?(?:[\w-]+\s+){0,2}?"
    r"(?P<other>man|woman|boy|girl)\b",
    re.IGNORECASE,
)
_CAME = re.compile(  # "A woman presented with vomiting"
    r"\W*(?:an?|another)\s+(?:[\w-]+\s+){0,3}?(?P<noun>man|woman|boy|girl)\s+(?:[\w,-]+\s+){0,6}?"
    r"(?:presented|was\s+(?:\w+\s+)?(?:admitted|seen|referred|brought|hospitali[sz]ed)|came|consulted|developed|complained)\b",
    re.IGNORECASE,
)


def find_man_and_woman(lines: Sequence[Line]) -> list[Person]:
    """Give the two of different sex who are brought in without an age and told of apart; or nobody."""
    own = [line for line in lines if line.stance not in (Stance.CITED, Stance.GENERAL)]
    for line in own:
        for match in _A_AND_A.finditer(line.text):
            nouns = match["one"].lower(), match["other"].lower()
            subjects = [re.compile(_SUBJECT.format(noun=noun, acts=_ACTS), re.IGNORECASE) for noun in nouns]
            if nouns[0] != nouns[1] and all(any(s.search(other.text) for other in own) for s in subjects):
                return [_of_noun(noun) for noun in nouns]
    came = [_of_noun(opened["noun"].lower()) for line in own if (opened := _CAME.match(line.text)) is not None]
    return came if len(came) == len(_RANKS) and came[0].sex is not came[1].sex else []


def name_by_age(people: Sequence[Person], lines: Sequence[Line]) -> list[Person]:
    """Call two patients without an age "elder" and "younger", in the order in which the text does."""
    for line in lines if len(people) == len(_RANKS) else ():
        first = _RANKED.search(line.text)
        if first is not None:
            names = _RANKS if first["rank"].lower() != "younger" else _RANKS[::-1]
            return [replace(person, noun=name) for person, name in zip(people, names, strict=True)]
    return list(people)


def _of_noun(noun: str) -> Person:
    return Person(0, 0, None, sex_of_noun(noun), Article.NEW, noun)


def tells_one_from_other(lines: Sequence[Line]) -> bool:
    """Tell whether a paper that counts two people, and no other number of them, goes on with one and the other."""
    own = [line for line in lines if line.stance is not Stance.CITED]
    return _goes_on_with_the_other(_counts_of_people(own), " ".join(line.text for line in own))


def _counts_of_people(own: Sequence[Line]) -> set[int]:
    return {read_count(match["count"]) for line in own for match in _COUNTS.finditer(line.text)}


def _goes_on_with_the_other(counts: set[int], text: str) -> bool:
    return counts == {2} and _ONE_PERSON_AND_OTHER.search(text) is not None


def tells_of_a_few(lines: Sequence[Line]) -> bool:
    """Tell whether a paper speaks of a few patients as its own, and brings in none of them singly."""
    own = [line.text for line in lines if line.stance is not Stance.CITED and not _OF_OTHERS.search(line.text)]
    few = any(
        not match["count"].isdigit() or match["count"] in _DIGITS for text in own for match in _OWN_FEW.finditer(text)
    )
    return few and not any(_SINGLY.search(text) for text in own)
