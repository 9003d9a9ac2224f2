"""Patients whom a paper counts and brings in one after another: "A man of 57 …", "Another man …", "The third was …".

Taken where as many are brought in as the paper counts, and no other way of telling them apart has found as many.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from extractor.document import SectionKind, Span
from extractor.structure.age_words import count_years
from extractor.structure.called import count_people, find_aged, is_among
from extractor.structure.persons import RELATIONS, Article, Person, find_bare_persons, pronoun_sex
from extractor.structure.ranks import OPENS_WITH_RANK
from extractor.structure.sentences import Line
from extractor.structure.stance import Stance

_PERSON = r"(?:patient|man|woman|boy|girl|child|infant|lady|gentleman|lad|adult|person|individual)"
_NOUN = rf"(?:one|case|example|instance|observation|{_PERSON})"
_DOES = (
    r"(?:was|is|had|has|came|fell|took|went|felt|lost|presented|developed|underwent|received|complained|suffered|noticed"
    r"|concerns?|concerned|involve[sd]|[a-z]{3,}ed)"
)
# "One month later", "In 2019,", "Similarly,": what may stand before the subject of a sentence
_LEAD = (
    r"^\W*(?:(?:\d\)|[a-h]\))\s)?(?:(?:[\w-]+\s){0,5}?(?:later|afterwards|thereafter|ago),?\s|(?:[\w-]+\s){0,4}?[\w-]+,\s"
    r"|(?:in|of|and|but|then)\s)?"
)
# "The other was a lady of 56", "The second one, a man", "In the third, …", "The next patient came"
_RANKED = re.compile(
    rf"{_LEAD}(?:the|our)\s(?P<rank>one|other|first|second|third|fourth|fifth|sixth|last|next|final|remaining)"
    rf"(?:\s(?:[\w-]+\s)?{_NOUN})?(?=\s?[,(]|\s{_DOES}\b)",
    re.IGNORECASE,
)
_ANOTHER = re.compile(  # "Another man, who was 35", "A further patient", "A similar case was that of"
    rf"{_LEAD}(?:another|a\s(?:second|third|fourth|further|similar))\s(?:[\w-]+\s){{0,3}}?{_PERSON}\b", re.IGNORECASE
)
# "a 54-year-old farmer's wife"
_WIFE_OF = re.compile(r"\ban?\s(?:[\w-]+\s){0,2}[a-z]+[’']s\s(?:wife|widow|daughter|son)\b")
_RANKS = {"one": 0, "first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4, "sixth": 5}
_AGE_BEHIND = re.compile(  # "The next patient came to us … He was 69 years of age.", "He was 79, a widower"
    r"^\W*(?:s?he|the\s\w+)\s(?:was|is)\s(?P<age>\d{1,3})(?:\s(?P<unit>years?|months?|weeks?|days?)\b|(?=,\s))",
    re.IGNORECASE,
)
_AGE_BESIDE = re.compile(  # "The first (28 years old, 34 weeks' gestation)", "In the second, aged 32 and"
    r"^.{3,30}?(?:\(|,\s)(?:(?P<age>\d{1,3})\s(?P<unit>years?|months?|weeks?|days?)\b|aged?\s(?P<aged>\d{1,3})\b)",
    re.IGNORECASE,
)
_SOON = 3  # sentences behind the one that brings in a patient in which the age may follow
_OPENS_BY = 60  # characters within which whom a sentence brings in is described
_ELSEWHERE = (SectionKind.TABLE, SectionKind.CAPTION, SectionKind.DISCUSSION, SectionKind.CONCLUSION)
_LEAST, _MOST = 2, 9
_SEVERAL = -1  # who is brought in by a sentence that brings in more than one
# "We report a 50-year-old woman": one patient, whoever else is counted
_ONE_REPORTED = re.compile(
    r"\bwe\s(?:\w+\s)?(?:report|present|describe)\s(?:here(?:in)?\s|on\s)?(?:an?|the)\s(?:[\w-]+\s){0,4}?\d{1,3}[\s-]?(?:year|month|day)",
    re.IGNORECASE,
)
_ITEM = re.compile(r"^\W{0,3}(?P<number>[1-9])[).]\)?\s")


@dataclass(frozen=True, slots=True)
class Introduced:
    """The patients in order, and the sentences that bring each of them in, by number."""

    people: tuple[Person, ...] = ()
    sentences: Mapping[Span, int] = field(default_factory=dict)


def find_introduced(lines: Sequence[Line], known: int, declared: int | None) -> Introduced:
    """Give those who are brought in one after another, if more than are known and as many as are counted."""
    told = [line for line in lines if _may_tell(line)]
    if any(_ONE_REPORTED.search(line.text) for line in told):
        return Introduced()
    counts = {declared} if declared is not None else _counts(told)
    for count in sorted(counts, reverse=True):
        if max(known + 1, _LEAST) <= count <= _MOST:
            found = _bring_in(told, count)
            if len(found.people) == count:
                return found
    return Introduced()


def _counts(lines: Sequence[Line]) -> set[int]:
    return {number for line in lines for number in count_people(line.text)} | {_count_items(lines)}


def _may_tell(line: Line) -> bool:
    return not line.heading and line.stance is not Stance.CITED and line.kind not in _ELSEWHERE


def _count_items(lines: Sequence[Line]) -> int:
    """Give how many sentences open with a number of their own, "1) A.R., female, aged 33", from one on; or 0."""
    last = 0
    for line in lines:
        item = _ITEM.match(line.text)
        if item is not None and int(item["number"]) == last + 1 and find_aged(line.text):
            last += 1
    return last


def _bring_in(lines: Sequence[Line], count: int) -> Introduced:
    people: list[Person] = []
    sentences: dict[Span, int] = {}  # by sentence, who is brought in
    for place, line in enumerate(lines):
        aged = list(find_aged(line.text))
        rank = _rank_of(line.text, len(people), count)
        if rank is not None and rank == len(people):
            described = next((p for p in aged if p.start < _OPENS_BY), None)
            person = described or _without_age(lines[place : place + 1 + _SOON])
            if person is not None and not (described is not None and is_among(people, described)):
                people.append(person)
                sentences[line.span] = rank
                aged = [p for p in aged if p is not described]
        first_of_row = OPENS_WITH_RANK.match(line.text) is not None
        related_too = _WIFE_OF.search(line.text) is not None
        for person in aged:
            related = person.noun in RELATIONS and not related_too
            if related or (person.article is Article.RELATIVE and not first_of_row) or is_among(people, person):
                continue
            people.append(replace(person, article=Article.NEW))
            sentences[line.span] = _SEVERAL if line.span in sentences else len(people) - 1
    alone = {span: owner for span, owner in sentences.items() if owner != _SEVERAL}
    return Introduced(tuple(_with_sex(people, lines, alone)), alone)


def _with_sex(people: Sequence[Person], lines: Sequence[Line], sentences: Mapping[Span, int]) -> Iterator[Person]:
    """Give the patients, with the sex of the first pronoun behind the sentence that brings them in."""
    places = {owner: place for place, line in enumerate(lines) if (owner := sentences.get(line.span)) is not None}
    for number, person in enumerate(people):
        start = places.get(number)
        if person.sex is None and start is not None:
            stop = min([place for place in places.values() if place > start], default=len(lines))
            near = lines[start : min(stop, start + 1 + _SOON)]
            person = replace(person, sex=next((s for line in near if (s := pronoun_sex(line.text)) is not None), None))
        yield person


def _rank_of(text: str, known: int, count: int) -> int | None:
    """Give the number of the patient whom a sentence names by rank, if that is told; a new one has the next."""
    if known and _ANOTHER.match(text) is not None:
        return known
    match = _RANKED.match(text)
    if match is None:
        return None
    rank = match["rank"].lower()
    if rank in _RANKS:
        return _RANKS[rank]
    if rank == "next":
        return known or None
    return known if known == count - 1 else None  # the other, the last one


def _without_age(lines: Sequence[Line]) -> Person | None:
    """Describe whom the first of these sentences brings in without an age; None if nothing tells of a person."""
    bare = next((p for p in find_bare_persons(lines[0].text) if p.start < _OPENS_BY), None)
    sex = bare.sex if bare is not None else None
    beside = _AGE_BESIDE.match(lines[0].text)
    years = count_years(beside["age"] or beside["aged"], beside["unit"] or "years") if beside is not None else None
    for line in lines:
        if line is not lines[0] and _opens_another(line.text):
            break
        sex = sex or pronoun_sex(line.text)
        behind = _AGE_BEHIND.match(line.text)
        if years is None and behind is not None:
            years = count_years(behind["age"], behind["unit"] or "years")
    named = bare is not None or pronoun_sex(lines[0].text) is not None
    return Person(0, 0, years, sex, Article.NEW) if named or years is not None else None


def _opens_another(text: str) -> bool:
    ranked = _RANKED.match(text) is not None or _ANOTHER.match(text) is not None
    return ranked or any(person.article is Article.NEW for person in find_aged(text))
