"""Patients told of without an age beside the one described with one: "a boy of 3 and a neonate", "the other"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.structure.counts import read_count
from extractor.structure.persons import Article, Person, find_bare_persons, find_persons
from extractor.structure.sentences import Line
from extractor.structure.unaged import count_told_apart, tells_one_from_other

_NOBODY = Person(0, 0, None, None, Article.NEW)
_AND_ANOTHER = re.compile(r"(?:,|\band)\s+$", re.IGNORECASE)
_THE_OTHER = re.compile(r"\b(?:the\s+other|another|the\s+second)\b", re.IGNORECASE)
_PLURAL = re.compile(r"[a-z]*(?:men|s)")
# "two 47-year-old men": age and sex of each
_OF_ONE_AGE = ("twins", "men", "women", "boys", "girls", "brothers", "sisters")
_COUNTED_ALIKE = re.compile(r"\b(?P<count>two|three|four|2|3|4)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
_OPENS_BY = 25  # characters within which the subject of a sentence is named


def with_others(people: list[Person], lines: Sequence[Line], declared: int | None) -> list[Person]:
    """Add to the one described with an age who is told of without one, "a boy of 3 and a neonate", or has the same."""
    if len(people) != 1:
        return people
    for line in lines if declared is None or declared > 1 else ():
        this = next((p for p in find_persons(line.text) if p.article is Article.NEW and p.may_be(people[0])), None)
        if this is None:
            continue
        if _PLURAL.fullmatch(this.noun):
            before = _COUNTED_ALIKE.search(line.text, 0, this.start)
            alike = 2 if this.noun == "twins" else 0 if before is None else read_count(before["count"])
            if alike and (this.noun in _OF_ONE_AGE or count_told_apart(lines, alike) == alike):
                return people * alike
            return people
        for other in find_bare_persons(line.text) if declared == 2 else ():
            beside = (
                other.article is Article.NEW and other.noun != this.noun and not this.start <= other.start <= this.end
            )
            if beside and _AND_ANOTHER.search(line.text, 0, max(other.start, this.start)):
                return [this, other] if this.start < other.start else [other, this]
        break
    two = tells_one_from_other(lines) if declared is None else declared == 2 and count_told_apart(lines, 2) == 2
    return _with_the_other(people, lines) if two else people


def _with_the_other(people: list[Person], lines: Sequence[Line]) -> list[Person]:
    """Add to the one described with an age the one without, "one was an infant, the other was three", in order."""
    for line in lines:
        this = next((p for p in find_persons(line.text) if p.may_be(people[0])), None)
        if this is not None:
            second = _THE_OTHER.search(line.text, 0, this.start) is not None
            other = _NOBODY if second else next((p for line in lines for p in _others(line.text)), _NOBODY)
            return [other, people[0]] if second else [people[0], other]
    return people


def _others(text: str) -> tuple[Person, ...]:
    """Give who is described as the other, without an age: "The other was a woman"."""
    other = _THE_OTHER.search(text)
    after = 0 if other is None else other.end()
    found = (p for p in find_bare_persons(text) if 0 < after <= p.start <= after + _OPENS_BY)
    return tuple(p for p in found if p.article is Article.NEW)
