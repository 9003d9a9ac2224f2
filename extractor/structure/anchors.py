"""Finds the words of a sentence that name one of the paper's patients: a label, an age, "the former", "the younger"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.structure.age_words import find_all_listed_ages, find_listed_ages
from extractor.structure.called import find_by_noun
from extractor.structure.counts import ORDINALS
from extractor.structure.cues import has_cue
from extractor.structure.family import find_relatives
from extractor.structure.labels import Label, find_labels
from extractor.structure.named_kin import find_named_kin
from extractor.structure.numbered import find_named
from extractor.structure.persons import Article, Person, find_bare_persons, find_persons, pronoun_sex
from extractor.structure.ranks import ONE_OF_THEM, OTHER_OF_THEM, find_by_age

_FORMER = re.compile(  # "the former", "in the former and latter", but not "removed latter"
    r"\bthe\s+(?:former|latter)\b|(?<=\band\s)(?:former|latter)\b", re.IGNORECASE
)
_ROW = re.compile(
    r"(?:\bthe\s+(?:[\w-]+\s+){0,3}?(?:patient|case|girl|boy|child|man|woman|infant|adolescent)\s+)?\b(?:in|of|from)\s+[Rr]ow\s+"
    r"(?P<id>\d{1,2}|[A-H])(?!\w)"
)
_ANOTHER = re.compile(r"\b(?:another|a\s+second)\s+$", re.IGNORECASE)
_BARE_OTHER = re.compile(r"\bthe\s+other(?=\s*[.,;)]|\s+(?:at|after|by)\b|\s*$)", re.IGNORECASE)  # beside "one patient"
_AND_ONE = re.compile(r"\band\s+one(?=\s+(?:with|who|had|was)\b)", re.IGNORECASE)  # beside "one with a prosthesis"
_NTH = re.compile(  # "the first recovered", "in the second;", "the third (C)"
    r"""
    \bthe\s+(?P<nth>first|second|third|fourth)
    (?=\s*(?:[.;,:)(]|$)
      |\s+(?:was|were|had|has|is|with|who|an?|(?:and|but)(?!\s+(?:third|fourth|fifth|last|the\s+third))|only|did|became|began|underwent|took|got|went|came|felt|died|fell
          |lost|gave|made|could|shows?|showed|presents?|presented|concerns?|developed|received|recovered|improved|needed|required|complained|remained
          |responded|suffered|denied|refused|declined|of\s+(?:these|the|our|them))\b
      |\s+[a-z]{3,}(?:ed|ly)(?=[.,;]|\s+(?:an?|the|his|her|with|by|to|in|on|at|from|after|for|and|no|into|over|within|[a-z]+ly)\b))
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NTH_BESIDE = re.compile(  # beside another: "the first homogeneously and the second in a peripheral pattern"
    r"\bthe\s+(?P<nth>second|third|fourth)(?=\s+(?:in|at|on|after|by|from|to|for)\s)", re.IGNORECASE
)
_LIKENED = re.compile(  # another patient to whom this one is likened or related is not the one spoken of
    r"\b(?:than|as\s+in|like|unlike|similar\s+to|compared\s+(?:with|to)|same\s+as|except\s+for|of(?:\s+that)?)\s+"
    r"(?:in\s+|the\s+|our\s+|patient\s+){0,4}$",
    re.IGNORECASE,
)
_IS_A = re.compile(
    r",?\s+(?:is|was)\s+(?:an?\s+)?|,\s+(?:an?\s+)?|:\s+", re.IGNORECASE
)  # "Patient A is a | woman, patient B"
_ANYBODY = ("patient", "patients", "case", "cases", "individual", "person", "child")
_YOUNG = frozenset(("girl", "boy", "child", "infant", "toddler", "neonate", "newborn", "baby"))
_GROWN_UP = frozenset(("man", "woman", "lady", "gentleman", "adult"))
_ADULT = 18.0
_AND_SHE = re.compile(r",?\s(?:and|but|while|whereas)\s(?P<who>s?he)\b", re.IGNORECASE)
_SOON = 4  # sentences after "one patient" in which "the other" is named


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words that name a patient, and the number of that patient, counted from 0."""

    start: int
    end: int
    owner: int


def find_one_before_other(sentences: Sequence[str]) -> dict[int, Anchor]:
    """Find "one patient" in sentences of which a following one names "the other": by number of sentence."""
    found: dict[int, Anchor] = {}
    for number, sentence in enumerate(sentences):
        one = ONE_OF_THEM.search(sentence)
        if one is not None and has_cue("sentence.together", sentence[: one.start()]):
            continue  # "Both had fibrosis, with emphysema in one patient": who that is is not told
        if one is None or OTHER_OF_THEM.search(sentence) is not None or _BARE_OTHER.search(sentence) is not None:
            continue
        for following in sentences[number + 1 : number + 1 + _SOON]:
            if ONE_OF_THEM.search(following) is not None:
                break
            second = any(label.ordinal and label.number == 2 for label in find_labels(following))
            if OTHER_OF_THEM.search(following) is not None or second:
                found[number] = Anchor(one.start(), one.end(), 0)
                break
    return found


def find_behind_all(text: str, owner: int) -> Anchor | None:
    """Find the pronoun of one behind what is told of all: "Bisoprolol was given to both of them, and | she needed"."""
    for pronoun in _AND_SHE.finditer(text):
        if has_cue("sentence.together", text[: pronoun.start()]):
            return Anchor(pronoun.start("who"), pronoun.end(), owner)
    return None


def find_anchors(
    sentence: str, people: Sequence[Person], known_only: bool = False, current: frozenset[int] = frozenset()
) -> tuple[Anchor, ...]:
    """Find what names patients in a sentence, in order; neighbours that name the same one are joined.

    With `known_only`, a person of some age is nobody whose age is not known to be the same. `current` are those of whom
    the text spoke before.
    """
    labels = [label for label in find_labels(sentence) if label.number <= len(people)]
    found = [Anchor(label.start, label.end, label.number - 1) for label in labels]
    found.extend(_in_rows(sentence, people))
    found.extend(Anchor(*place) for place in (*find_relatives(sentence, people), *find_named(sentence, people)))
    if not found:
        found.extend(Anchor(*place) for place in find_named_kin(sentence, people))
    found.extend(_described(sentence, people, labels, known_only, current))
    found.extend(_listed(sentence, people))
    if not found:
        found.extend(Anchor(*place) for place in find_by_noun(sentence, people))
    found.extend(_compared(sentence, people, tuple(found)))
    if not found and (sex := pronoun_sex(sentence)) is not None:
        fitting = [number for number, known in enumerate(people) if known.sex in (sex, None)]
        if len(fitting) == 1:
            found.append(Anchor(0, 0, fitting[0]))
    return _joined(sentence, sorted(found, key=lambda anchor: anchor.start))


def _in_rows(sentence: str, people: Sequence[Person]) -> Iterator[Anchor]:
    """Find "the girl in row B", of a table that has a patient a row."""
    for match in _ROW.finditer(sentence) if "row " in sentence.lower() else ():
        number = int(match["id"]) if match["id"].isdigit() else ord(match["id"]) - ord("A") + 1
        if number <= len(people):
            yield Anchor(match.start(), match.end(), number - 1)


def _described(
    sentence: str, people: Sequence[Person], labels: Sequence[Label], known_only: bool, current: frozenset[int]
) -> Iterator[Anchor]:
    listed = find_listed_ages(sentence)
    aged = find_persons(sentence)
    new = [p for p in aged if p.article is not Article.KNOWN and not any(known.may_be(p) for known in people)]
    bare = (p for p in find_bare_persons(sentence) if not any(p.start < n.end and n.start < p.end for n in new))
    for person in (*aged, *bare):
        named = next((label for label in labels if _belongs(sentence[person.end : label.start], label)), None)
        called = any(
            label.start < person.start < label.end
            or (label.end <= person.start and _IS_A.fullmatch(sentence, label.end, person.start) is not None)
            for label in labels
        )
        if named is not None and not called:  # "a 52-year-old man (Patient 1)"
            yield Anchor(person.start, named.end, named.number - 1)
            continue
        if person.article is Article.RELATIVE:
            continue
        if listed is not None and person.start < listed[0][0][0] < person.end:  # "girls aged 9 | and 6": no name
            continue
        if person.age_years is None and person.sex is None:  # "a neonate", where one of them is one
            same = [number for number, known in enumerate(people) if known.noun == person.noun]
            if len(same) == 1 and person.noun not in _ANYBODY and person.article is Article.NEW:
                yield Anchor(person.start, person.end, same[0])
            continue
        if any(label.start < person.end and person.start < label.end for label in labels):
            continue
        fitting = [number for number, known in enumerate(people) if known.may_be(person)]
        if len(fitting) > 1 and not aged:  # who is told with an age is known by that
            fitting = [number for number in fitting if _is_of_age(person.noun, people[number])] or fitting
        if known_only and person.age_years is not None:
            fitting = [number for number in fitting if people[number].age_years is not None]
        if person.age_years is not None and len(fitting) > 1:  # one of them is known to be of that age
            fitting = [number for number in fitting if people[number].age_years is not None] or fitting
        alike = person.article is Article.NEW and person.age_years is not None and not labels
        alike = alike and not person.noun.endswith(("s", "men"))  # "two 47-year-old men" are both of them
        if alike and len(fitting) == len(people) == 2 and _are_alike(people[fitting[0]], people[fitting[1]]):
            another = _ANOTHER.search(sentence, 0, person.start) is not None
            told = [number for number in fitting if current == {number}]
            fitting = fitting[1:] if another else told or fitting[:1]
        if len(fitting) == 1:
            yield Anchor(person.start, person.end, fitting[0])


def _is_of_age(noun: str, known: Person) -> bool:
    """Tell whether a patient may be called a girl, or a woman."""
    if known.age_years is None or noun not in (*_YOUNG, *_GROWN_UP):
        return True
    return known.age_years < _ADULT if noun in _YOUNG else known.age_years >= _ADULT - 2


def _are_alike(one: Person, other: Person) -> bool:
    """Tell whether two patients have one age and sex, so that "a man of 67" is the first, "another" the second."""
    return one.age_years is not None and one.age_years == other.age_years and one.sex is other.sex


def _listed(sentence: str, people: Sequence[Person]) -> Iterator[Anchor]:
    """Find the ages of some of the patients: "two women aged 73 and 66 years, and one man aged 27"."""
    for ages, stop in find_all_listed_ages(sentence):
        if len(ages) >= len(people):
            continue
        ends = [*(start for start, _, _ in ages[1:]), stop]
        for (start, end, age), following in zip(ages, ends, strict=True):
            fitting = [number for number, known in enumerate(people) if known.age_years == age]
            if len(fitting) == 1:
                yield Anchor(start, following if following == stop else end, fitting[0])


def _belongs(gap: str, label: Label) -> bool:
    """Tell whether a label is the name of the person before: "a 52-year-old man (Patient 1)"."""
    return gap in (" (", " ([") or (gap == ", " and not label.ordinal)


def _compared(sentence: str, people: Sequence[Person], found: Sequence[Anchor]) -> Iterator[Anchor]:
    """Find what tells patients apart by comparing them: former and latter, one and other, older and younger."""
    second = next((anchor.start for anchor in found if anchor.owner == 1), None)
    ordinals = list(_NTH.finditer(sentence))
    if ordinals or any(anchor.owner == 0 for anchor in found):
        ordinals.extend(_NTH_BESIDE.finditer(sentence))
    for match in ordinals:
        number = ORDINALS.index(match["nth"].lower())
        if number < len(people) and not any(anchor.start < match.end() <= anchor.end for anchor in found):
            yield Anchor(match.start(), match.end(), number)
    yield from (Anchor(*place) for place in find_by_age(sentence, people))
    if len(people) != 2:
        if [match["nth"].lower() for match in ordinals] == ["first"] and (
            other := OTHER_OF_THEM.search(sentence)
        ) is not None:
            yield Anchor(other.start(), other.end(), 1)  # "the first with …, the other with …": of two of them
        return
    for match in _FORMER.finditer(sentence):
        yield Anchor(match.start(), match.end(), 0 if match.group().lower().endswith("former") else 1)
    other = OTHER_OF_THEM.search(sentence)
    if other is None and (first := ONE_OF_THEM.search(sentence)) is not None:
        other = _BARE_OTHER.search(sentence, first.end()) or _AND_ONE.search(sentence, first.end())
    second = other.start() if other is not None else second
    if other is not None:
        yield Anchor(other.start(), other.end(), 1)
    one = ONE_OF_THEM.search(sentence, 0, second) if second is not None else None
    if one is not None:
        yield Anchor(one.start(), one.end(), 0)


def _joined(sentence: str, anchors: Sequence[Anchor]) -> tuple[Anchor, ...]:
    """Join neighbours of one owner, and leave out those to whom another is likened or related."""
    joined: list[Anchor] = []
    for anchor in anchors:
        likened = _LIKENED.search(sentence, 0, anchor.start)
        if likened is not None:
            relation = sentence[likened.start() : likened.start() + 2].lower() == "of"
            touches = bool(joined) and likened.start() - joined[-1].end <= 1
            if (touches or not relation) and len(anchors) > 1 - (not relation):
                continue
        if joined and joined[-1].owner == anchor.owner:
            joined[-1] = Anchor(joined[-1].start, max(joined[-1].end, anchor.end), anchor.owner)
        else:
            joined.append(anchor)
    return tuple(joined)
