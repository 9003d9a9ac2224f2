"""Two relatives reported together though no heading says so: husband and wife, brother and sister, father and son."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractor.guarded import compile_guarded
from extractor.structure.counts import read_count
from extractor.structure.cues import has_cue
from extractor.structure.persons import (
    RELATIONS,
    Article,
    Person,
    find_bare_persons,
    find_persons,
    find_sex,
    pronoun_sex,
    sex_of_noun,
)
from extractor.structure.sentences import Line
from extractor.structure.stance import Stance

_AND_HIS = re.compile(
    r"\s*,?\s+and\s+(?:(?:in|of|for)\s+)?(?:an?\s+)?(?:her|his|the|their)\s+(?:[\w-]+\s+){0,2}", re.IGNORECASE
)
_DID = (  # what two people do, or are
    r"(?:were|presented|had|developed|came|underwent|received|suffered|complained|fell|died|visited|consulted|attended"
    r"|experienced|showed|noticed|ingested|ate|lived|have|are)"
)
_BOTH_DID = re.compile(
    rf"\s*(?:\([^)]{{1,30}}\)\s*)?,?\s*(?:(?:with|who|both)\s+)?(?:[\w-]+\s+){{0,4}}?{_DID}\b", re.IGNORECASE
)
_SEEN_IN = re.compile(
    r"\b(?:seen|found|observed|reported|described|diagnosed|occurred|developed)\s+in\s+(?:an?\s+)?$", re.IGNORECASE
)
_ELDER = re.compile(r"^\W*the\s+(?:younger|older|elder)\b(?!\s+(?:patients|people|adults|age))", re.IGNORECASE)
_COUPLE = compile_guarded(
    r"\b(?:(?:married\s+|elderly\s+)?couple|spouses|husband\s+and\s+(?:his\s+)?wife|wife\s+and\s+(?:her\s+)?husband)\b",
    re.IGNORECASE,
)
NEAR = "room-?mate|flatmate|partner|fianc[ée]e?|(?:boy|girl)?friend|colleague|co-?worker|classmate|neighbou?r"
_KIN = "(?:grand)?(?:father|mother|son|daughter)|brother|sister|husband|wife|uncle|aunt|nephew|niece"
_TWO_KIN = compile_guarded(
    rf"(?:\b(?:an?|of|in|the)\s+(?:[\w-]+\s+)?|^\W*)(?P<first>{_KIN})\s+and\s+(?:(?:an?|his|her)\s+)?"
    rf"(?:[\w-]+\s+)?(?P<second>{_KIN})\b",
    re.IGNORECASE,
)
_MEMBERS = compile_guarded(  # "Four members of a family", "three affected siblings"
    r"(?<!\bhis\s)(?<!\bher\s)(?<!\bhad\s)(?<!\bhas\s)(?<!\bwith\s)(?<!\btheir\s)\b(?P<count>two|three|four|five|six)\s+(?:(?:[\w-]+\s+)?members\s+of\s+(?:an?|one|the\s+same|this)\s+(?:[\w-]+\s+)?family"
    r"|(?:[\w-]+\s+){0,2}?(?:family\s+members|relatives|siblings|sibs|cousins|brothers|sisters)|(?:[\w-]+\s+)?generations)\b(?!\s+of\s+(?:the|our|his|her)\b)",
    re.IGNORECASE,
)
_KINDRED = compile_guarded(
    r"(?:^\W*|\b(?:an?|the|of|in)\s+)(?:[\w-]+\s+)?(?:father|mother|man|woman|boy|girl)\s+and\s+(?:(?:his|her)\s+)?"
    r"(?P<count>two|three|four)\s+(?:[\w-]+\s+)?(?:sons|daughters|children|sisters|brothers|siblings)\b",
    re.IGNORECASE,
)
_KINDRED_TOO = frozenset(("boy", "girl", "child", "man", "woman"))
_AND_KIN = re.compile(
    rf"\s*,?\s+and\s+(?:his|her)\s+(?:[\w-]+\s+)?(?P<noun>{_KIN})\s+(?:both\s+)?{_DID}\b", re.IGNORECASE
)
_PATIENT_AND_KIN = compile_guarded(  # "in a male patient and his maternal aunt, both of whom": neither has an age
    rf"\b(?:an?|the|our)\s+(?:[\w-]+\s+){{0,3}}?(?P<noun>patient|man|woman|boy|girl|child|infant|proband)\s+and\s+(?:his|her)\s+"
    rf"(?:[\w-]+\s+){{0,2}}?(?P<kin>{_KIN})\b,?\s+(?:both\b|each\b|were\s+(?:both|each)\b)",
    re.IGNORECASE,
)
PROBAND = "patient"  # what the one is called who has a relative reported beside
_BOTH = compile_guarded(
    r"\bboth\s+(?:of\s+)?(?:the\s+|these\s+|our\s+)?(?:affected\s+)?(?:patients|siblings|cases|individuals|sisters|brothers|twins)\b",
    re.IGNORECASE,
)
_HAD_SISTER = r"\b(?:he|she|patient|proband)\s+(?:had|has)\s+an?"
_HIS_KIN = compile_guarded(
    rf"(?:\b(?:his|her)|{_HAD_SISTER})\s+(?:[\w,-]+\s+){{0,3}}?(?P<noun>{_KIN}|{NEAR})\b(?![’'])", re.IGNORECASE
)
_SUBJECT = (
    r"^\W*(?:the|his|her)\s+(?:[\w-]+\s+){{0,1}}?{noun}(?:[’']s)?\b(?!\s+(?:of|and)\b)"
    r"|\b(?:and|but|while|whereas)\s+the\s+{noun}\s+(?:was|had|presented|developed|received|underwent|died)\b"
)
_PLURAL = re.compile(r"\b(?:were|are|have|both)\b", re.IGNORECASE)
_WHO_IS = 25  # characters from "her husband" to his age, "a 31-year-old"
_WAS_ILL = re.compile(  # behind a relative of an age: "had a 30-month history", "was tested and found to be"
    r"[\s,]*(?:who\s+|also\s+|later\s+)?(?:(?:fell|became|was\s+taken)\s+ill|presented|developed|suffered|experienced|died|complained|had\s+an?\s|underwent"
    r"|as\s+(?:being\s+)?affected|to\s+be\s+(?:also\s+)?affected|to\s+have\s+the\s+same"
    r"|was\s+(?:\w+\s+)?(?:admitted|diagnosed|found|tested|seen|referred|treated|hospitali[sz]ed))\b",
    re.IGNORECASE,
)
_AFFECTED = re.compile(  # the same of a relative who is spoken of in passing as well: more must be told
    r"[\s,]*(?:who\s+|also\s+){0,2}(?:(?:had|has|suffers|complains)\b(?!\s+(?:died|been\s+(?:healthy|well)|never|no)\b)"
    r"|was\s+(?:also\s+)?(?:examined|evaluated|screened|investigated)\b)",
    re.IGNORECASE,
)
_TREATED = re.compile(
    r"\b(?:(?:was|were)\s+(?:[a-z]+ly\s+)?(?:given|treated|started|managed|prescribed|operated)|received|underwent|responded)\b",
    re.IGNORECASE,
)
_BOTH_ARE = re.compile(r"(?:^|[.;]\s)\W*both\s+(?:patients|[a-z]{3,}ed|had|were|are|have|recovered)\b", re.IGNORECASE)
_WELL = re.compile(
    r"\b(?:healthy|well|normal|asymptomatic|unaffected|unremarkable|no|not|without|never|denied|negative)\b",
    re.IGNORECASE,
)
_DONOR = compile_guarded(r"\b(?:donor|donat|transplant|graft)", re.IGNORECASE)


def find_kin(lines: Sequence[Line]) -> tuple[tuple[Person, str], ...]:
    """Give the two relatives whom the paper reports, with their labels; nothing if it tells of one alone."""
    own = [line for line in lines if line.stance is not Stance.CITED]
    pair = next((pair for line in own if (pair := _joined(line.text)) is not None), None)
    pair = pair if pair is not None else _couple(own) or _named_pair(own) or _and_kin(own) or _with_relative(own)
    pair = pair if pair is not None else _patient_and_kin(own)
    if pair is None or not (
        any(has_cue("sentence.together", line.text) or _joined(line.text, plural=True) for line in own)
        or _is_subject(own, pair[1])
        or any(_ELDER.search(line.text) for line in own)
    ):
        pair = _ill_relative(own)
        if pair is None:
            return ()
    first, second = (replace(person, article=Article.NEW) for person in pair)
    if first.noun == second.noun:
        return ((first, "Patient 1"), (second, "Patient 2"))
    return ((first, f"the {first.noun}"), (second, f"the {second.noun}"))


def find_kindred(lines: Sequence[Line]) -> tuple[tuple[Person, str], ...]:
    """Give the relatives whom a paper counts, "Father and two sons", "two siblings", if it gives the age of each."""
    own = [line for line in lines if line.stance is not Stance.CITED]
    counted = next((match for line in own if (match := _KINDRED.search(line.text)) is not None), None)
    members = next((match for line in own if (match := _MEMBERS.search(line.text)) is not None), None)
    if counted is None and members is None:
        return ()
    told: list[Person] = []
    for line in own:
        for person in find_persons(line.text):
            kindred = (person.noun in RELATIONS and not person.noun.endswith("s")) or person.noun in _KINDRED_TOO
            if kindred and not any(person.may_be(known) for known in told):
                told.append(replace(person, article=Article.NEW))
    meant = {1 + read_count(counted["count"])} if counted is not None else set()
    meant |= {read_count(members["count"])} if members is not None else set()
    if len(told) < 2 or len(told) not in meant:
        return ()
    if len({person.noun for person in told}) == len(told) and any(person.noun in RELATIONS for person in told):
        return tuple((person, f"the {person.noun}") for person in told)
    return tuple((person, f"Patient {number}") for number, person in enumerate(told, start=1))


def _joined(sentence: str, plural: bool = False) -> tuple[Person, Person] | None:
    """Find "a 40-year-old father and his 12-year-old son were …"; with `plural`, only by a verb that tells of two."""
    persons = find_persons(sentence)
    for first, second in pairwise(persons):
        if first.article is not Article.NEW or second.noun not in RELATIONS or not first.noun:
            continue
        did = _BOTH_DID.match(sentence, second.end) or _SEEN_IN.search(sentence, 0, first.start)
        if did is not None and _AND_HIS.fullmatch(sentence[first.end : second.start]):
            return None if plural and _PLURAL.search(did.group()) is None else (first, second)
    return None


def _couple(lines: Sequence[Line]) -> tuple[Person, Person] | None:
    if not any(_COUPLE.search(line.text) for line in lines):
        return None
    for nouns in (("husband", "wife"), ("man", "woman")):
        pair = tuple(Person(0, 0, None, sex_of_noun(noun), Article.NEW, noun) for noun in nouns)
        if all(_is_subject(lines, person) for person in pair):
            break
    else:
        return None
    told = [person for line in lines for person in find_persons(line.text)]
    husband, wife = (next((p for p in told if p.noun == person.noun), person) for person in pair)
    return husband, wife


def _named_pair(lines: Sequence[Line]) -> tuple[Person, Person] | None:
    """Find "a father and his daughter", of each of whom a sentence tells: "The father, aged 61, …"."""
    for line in lines:
        for match in _TWO_KIN.finditer(line.text):
            nouns = match["first"].lower(), match["second"].lower()
            pair = tuple(Person(0, 0, None, sex_of_noun(noun), Article.NEW, noun) for noun in nouns)
            if nouns[0] != nouns[1] and all(_is_subject(lines, person) for person in pair):
                told = [person for other in lines for person in find_persons(other.text)]
                first, second = (next((p for p in told if p.noun == person.noun), person) for person in pair)
                return first, second
    return None


def _and_kin(lines: Sequence[Line]) -> tuple[Person, Person] | None:
    """Find "a 16-year-old girl, and her father presented …" where the paper goes on with the father."""
    for line in lines:
        for first in find_persons(line.text):
            joined = _AND_KIN.match(line.text, first.end) if first.noun not in RELATIONS else None
            if joined is None:
                continue
            noun = joined["noun"].lower()
            second = Person(0, 0, None, sex_of_noun(noun), Article.NEW, noun)
            if _is_subject(lines, second):
                told = [person for other in lines for person in find_persons(other.text)]
                return replace(first, noun=PROBAND), next((p for p in told if p.noun == noun), second)
    return None


def _patient_and_kin(lines: Sequence[Line]) -> tuple[Person, Person] | None:
    """Find "a male patient and his maternal aunt, both of whom …", where nobody has an age."""
    for line in lines:
        match = _PATIENT_AND_KIN.search(line.text)
        if match is not None:
            noun, kin = match["noun"].lower(), match["kin"].lower()
            sex = sex_of_noun(noun) or find_sex(match.group()[: match.start("kin") - match.start()])
            first = Person(match.start(), match.end("noun"), None, sex, Article.NEW, PROBAND)
            return first, Person(match.start("kin"), match.end("kin"), None, sex_of_noun(kin), Article.NEW, kin)
    return None


def _with_relative(lines: Sequence[Line]) -> tuple[Person, Person] | None:
    """Find "A girl presented with …; her brother had …" of whom the paper goes on to say "both patients"."""
    if not any(_BOTH.search(line.text) for line in lines):
        return None
    for line in lines:
        persons = (*find_persons(line.text), *find_bare_persons(line.text))
        first = next((p for p in persons if p.article is Article.NEW and p.noun not in RELATIONS), None)
        if first is None:
            continue
        kin = [match for other in lines for match in _HIS_KIN.finditer(other.text)]
        if len({match["noun"].lower() for match in kin}) != 1:
            return None
        noun = kin[0]["noun"].lower()
        aged = next((p for other in lines for p in find_persons(other.text) if p.noun == noun), None)
        first = replace(first, noun=PROBAND)
        return first, aged or Person(0, 0, None, sex_of_noun(noun), Article.NEW, noun)
    return None


def _ill_relative(lines: Sequence[Line]) -> tuple[Person, Person] | None:
    """Find "her husband, a 31-year-old man, was found to …" where the text goes on with him: "His load was low"."""
    first: Person | None = None
    for number, line in enumerate(lines):
        persons = find_persons(line.text)
        first = first or next((p for p in persons if p.article is Article.NEW and p.noun not in RELATIONS), None)
        if first is not None and first.sex is None:  # a trade tells no sex, "He was given …" does
            first = replace(
                first, sex=next((s for other in lines[number : number + 3] if (s := pronoun_sex(other.text))), None)
            )
        if first is None or first.sex is None:
            continue
        for person in persons if _DONOR.search(line.text) is None else ():
            kin = next(
                (m for m in _HIS_KIN.finditer(line.text) if -_WHO_IS < m.end() - person.start < 2 * _WHO_IS), None
            )
            if person.article is not Article.RELATIVE or kin is None:
                continue
            noun = kin["noun"].lower()
            relative = replace(person, sex=sex_of_noun(noun) or person.sex, noun=noun)
            if _is_reported(lines, number, first, relative):
                return replace(first, noun=PROBAND), relative
    return None


def _is_reported(lines: Sequence[Line], number: int, first: Person, relative: Person) -> bool:
    """Tell whether a sentence says that a relative was ill, and the text goes on with him or tells of his treatment."""
    text = lines[number].text
    treated = _TREATED.search(text, relative.end) is not None
    after = lines[number + 1 : number + 3]
    goes_on = relative.sex is not first.sex and any(pronoun_sex(line.text) is relative.sex for line in after)
    if _WAS_ILL.match(text, relative.end):
        return goes_on or treated or _is_subject(lines[number + 1 :], relative)
    if not _AFFECTED.match(text, relative.end):
        return False
    if goes_on:
        return not any(_WELL.search(line.text) for line in after[:1])
    return treated and any(_BOTH_ARE.search(line.text) for line in lines)


def _is_subject(lines: Sequence[Line], person: Person) -> bool:
    subject = re.compile(_SUBJECT.format(noun=person.noun), re.IGNORECASE)
    return any(subject.search(line.text) for line in lines)
