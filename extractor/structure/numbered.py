"""The patients that a paper numbers, "Case 1", "the second patient", or calls by title and initial, "Mr. B"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extractor.document import SectionKind
from extractor.guarded import compile_guarded
from extractor.structure.labels import Label, find_labels
from extractor.structure.persons import TITLES, Article, Person, find_bare_persons, find_persons, pronoun_sex
from extractor.structure.sentences import Line
from extractor.structure.stance import Stance

MOST = 30  # patients told apart in one paper

_ARGUED = (SectionKind.DISCUSSION, SectionKind.INTRODUCTION, SectionKind.CONCLUSION)
_NOBODY = Person(0, 0, None, None, Article.NEW)
_ADDED = re.compile(r"an?\s", re.IGNORECASE)  # "in a second case", somebody else than the person told of before
_TITLED = compile_guarded(  # "Madam A", "Mr. B", but not "Mr. B. Smith", nor "Mr. B's wife"
    rf"\b(?P<title>{'|'.join(TITLES)})\b\.?\s(?P<name>[A-Z](?:\.?\s?[A-Z])?)(?![\w’'])(?!\.\s?[A-Z][a-z])"
)
_LIKENED = re.compile(  # "unlike Case 1, our patient was spared"
    r"\b(?:as\s+in|unlike|like|similar\s+to|in\s+contrast\s+(?:to|with)|compared\s+(?:to|with)|different\s+from)\s+(?:in\s+)?$",
    re.IGNORECASE,
)
# "J.S., a 34-year-old carpenter", "B.M. was a 31-year-old woman", "Patient AB, a man", "K.L. (55 y)"
_INITIALS = compile_guarded(
    r"(?:(?:^|(?<=[.;:(]\s)|(?<=[Pp]atient\s))(?P<initials>[A-Z]\.\s?[A-Z]\.(?:\s?[A-Z]\.)?)|\b[Pp]atient\s(?P<code>[A-Z]{2,3}\d?|[I-Z]))"
    r"(?=,?\s(?:was\s|is\s)?(?:an?|the|his|her|aged|\d{1,2})\s|,?\s(?:was\s|is\s)?(?:an?\s)?\d{1,2}(?:[\s-]years?|\sy)\b)"
    r"|(?<![\w.])(?P<bracketed>[A-Z]\.\s?[A-Z]\.)(?=\s\((?:aged\s)?\d{1,2}(?:\s?y\b|[\s-]years?\b|[,)]))"
)
_LETTER = compile_guarded(  # "A. was 24", "B., 31,", "C., who was 29,", "Similarly, E. (14, girl)"
    r"(?:^\W{0,3}|(?<=[.;:]\s)|(?<=ly,\s))(?P<letter>[A-Z])\.(?=(?:\s(?:was|is)|,(?:\swho\swas)?)\s(?:an?\s|aged\s)?\w|\s\(\d)"
)
_BESIDE_NAME = 20  # characters from the initials of a patient to "her brother, aged 22 months"
_AGED = re.compile(r"[,\s(]{1,3}aged?\b", re.IGNORECASE)
_AND_ANOTHER = re.compile(  # "as in our second patient | and in a 70-year-old woman described by Roe"
    r"[\s,]*\b(?:and|or)\s(?:(?:in|of|that\sof)\s)?(?:an?\s)?", re.IGNORECASE
)
_LAST = re.compile(r"\W*the\s+(?:last|final)\s+(?:patient|case|observation|child|man|woman|one)\b", re.IGNORECASE)

_CALLED = frozenset((*(title.upper() for title in TITLES), "PATIENT"))
_DOES = r"(?:was|had|has|is|did|could|would|died|developed|received|recovered|improved|remained|needed|underwent)"


def find_numbered(lines: Sequence[Line], declared: int | None) -> list[tuple[Person, str]]:
    """Give the patients that are numbered from one on without a gap, with what is told of them next to the label.

    They are numbered in one way throughout, or else in either: "Case one, a girl … In the second case …".
    """
    for kinds in ((False,), (True,), (False, True)):
        found: dict[int, tuple[Person, str]] = {}
        current = 0
        for line in lines:
            labels = [label for label in find_labels(line.text) if label.ordinal in kinds]
            labels = [label for label in labels if _LIKENED.search(line.text, 0, label.start) is None]
            if len(labels) == 1:
                current = labels[0].number
            for place, label in enumerate(labels):
                _learn(found, label.number, label, _told_with(line.text, labels, place))
            if not labels and current in found:
                _learn(found, current, None, line.text)
        if True in kinds and 1 not in found and 2 in found and (declared != 1 or kinds == (True,)):
            added = _ADDED.match(found[2][1]) is not None
            found |= _first_untold(lines, found[2][0], declared == 2 or added)
        if declared == 2 and list(found) == [1] and kinds == (False,):  # "Both recovered, but case 1 relapsed"
            found[2] = (_NOBODY, "")
        count = 0
        while count + 1 in found and count < MOST:
            count += 1
        if count >= 2:
            if kinds == (False,):
                count += _add_one_more(found, lines, count)
            else:
                count += _add_the_last(found, lines, count)
            return [(found[n][0], _shown(found[n][1], True in kinds, n)) for n in range(1, count + 1)]
    return []


def _add_one_more(found: dict[int, tuple[Person, str]], lines: Sequence[Line], count: int) -> int:
    """Add the one who comes behind "Case 1" and "Case 2" as "A third patient", and say how many were added."""
    for line in lines:
        label = next((label for label in find_labels(line.text) if label.ordinal), None)
        if label is None or label.number != count + 1 or label.start > 2 or line.kind in _ARGUED:
            continue
        if _ADDED.match(line.text):
            _learn(found, count + 1, label, line.text[label.end :])
            found[count + 1] = (found[count + 1][0], f"Patient {count + 1}")
            return 1
    return 0


def _add_the_last(found: dict[int, tuple[Person, str]], lines: Sequence[Line], count: int) -> int:
    """Add the one who comes behind "the first" and "the second patient" as "the last", and say how many were added."""
    for line in lines:
        last = _LAST.match(line.text) if line.kind not in _ARGUED else None
        told = [p for p in find_persons(line.text) if p.article is Article.NEW] if last is not None else []
        if told and not any(told[0].may_be(found[number][0]) for number in range(1, count + 1)):
            found[count + 1] = (told[0], "")
            return 1
    return 0


def _first_untold(lines: Sequence[Line], second: Person, two: bool) -> dict[int, tuple[Person, str]]:
    """Give the first patient where only "the second case" is numbered: the person described before, if a person of
    another age; anyone where the paper says that it reports two, or brings in "a second case"."""
    for line in lines:
        if any(label.number == 2 for label in find_labels(line.text)):
            break
        for person in find_persons(line.text):
            other = second.age_years is not None and not person.may_be(second)
            if person.article is Article.NEW and (other or two):
                return {1: (person, "")}
    return {}


def _told_with(text: str, labels: Sequence[Label], place: int) -> str:
    """Give what is told next to a label: after it, or before one in brackets."""
    label = labels[place]
    if text[label.start - 1 : label.start] == "(" and text[label.end : label.end + 1] != ":":
        return text[labels[place - 1].end if place else 0 : label.start]
    start = label.start if _AGED.match(text, label.end) else label.end  # "The first patient, aged 48 years"
    return text[start : labels[place + 1].start if place + 1 < len(labels) else len(text)]


def _shown(label: str, ordinal: bool, number: int) -> str:
    return f"Patient {number}" if ordinal or not label else label[:1].upper() + label[1:]


def _learn(found: dict[int, tuple[Person, str]], number: int, label: Label | None, text: str) -> None:
    known = found.get(number)
    person = known[0] if known is not None else _NOBODY
    described = [
        p
        for p in (*find_persons(text), *find_bare_persons(text))
        if p.article is not Article.RELATIVE and _AND_ANOTHER.fullmatch(text, 0, p.start) is None
    ]
    if described and person.age_years is None and person.may_be(described[0]):
        person = person.with_(described[0])
    if person.sex is None and (sex := pronoun_sex(text)) is not None:
        person = person.with_(Person(0, 0, None, sex, Article.NEW))
    if known is not None or label is not None:
        found[number] = (person, known[1] if known is not None else label.text if label is not None else "")


def find_titled(lines: Sequence[Line]) -> list[tuple[Person, str]]:
    """Give the patients who are called by title and initial, if there are two or more: "Madam A", "Mr. B"; or by
    their initials alone: "J.S., a 34-year-old carpenter"."""
    for named in (_TITLED, _INITIALS, _LETTER):
        found: dict[str, Person] = {}
        for line in lines:
            if line.stance is Stance.CITED:
                continue
            matches = list(named.finditer(line.text))
            for match in matches:
                name = name_of(match)
                sex = TITLES[match["title"]] if named is _TITLED else None
                person = found.get(name, Person(0, 0, None, sex, Article.NEW, name.lower()))
                told = [
                    p
                    for p in find_persons(line.text)
                    if (p.article is not Article.RELATIVE or 0 < p.start - match.end() < _BESIDE_NAME)
                    and p.may_be(person)
                ]
                found[name] = person.with_(told[0]) if len(matches) == len(told) == 1 else person
        if 2 <= len(found) <= MOST:
            return [(person, name) for name, person in found.items()]
    return []


def find_named(sentence: str, people: Sequence[Person]) -> list[tuple[int, int, int]]:
    """Give the places where patients are called by title and initial, with the number of the patient."""
    names = {person.noun: number for number, person in enumerate(people)}
    found = [
        (match.start(), match.end(), names[name])
        for match in _TITLED.finditer(sentence)
        if (name := name_of(match).lower()) in names
    ]
    for name, number in names.items():
        spelt = _spelt(name)
        for match in spelt.finditer(sentence) if spelt is not None else ():
            if not any(start < match.end() and match.start() < end for start, end, _ in found):
                found.append((match.start(), match.end(), number))
    return found


@lru_cache(maxsize=256)
def _spelt(name: str) -> re.Pattern[str] | None:
    """Give how a patient is called beside title and initial: "A could", "Patient AB", "J. S."; None for a noun."""
    if name.endswith("."):
        letters = r"\.\s?".join(name.upper().replace(".", ""))
        return re.compile(rf"(?<![\w.]){letters}\.(?!\s?[A-Z]\.)")
    title, _, letters = name.upper().partition(" ")
    if title not in _CALLED or not letters:
        return None
    before = r"(?<=\w\s)" if letters == "A" else r"(?<![\w.])"  # "A" may be the article with which a sentence opens
    alone = rf"{before}{letters}(?=\s{_DOES}\b)" if len(letters) == 1 else rf"(?<![\w-]){letters}(?![\w-])"
    return re.compile(rf"\b[Pp]atient\s{letters}\b|{alone}" if title == "PATIENT" else alone)


def name_of(match: re.Match[str]) -> str:
    """Give a title and initial as one name, however they are set: "Mr. B" and "Mr B" are the same."""
    told = match.groupdict()
    if initials := told.get("initials") or told.get("bracketed"):
        return f"{'.'.join(letter for letter in initials if letter.isalpha())}."
    if told.get("letter"):
        return f"{told['letter']}."
    if told.get("code"):
        return f"Patient {told['code']}"
    return f"{told['title']} {told['name'].replace('.', '').replace(' ', '')}"
