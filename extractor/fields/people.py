"""Rules of choice. The patient's age and sex."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extractor.case import Mention, MentionKind, Reading, Role
from extractor.document import SectionKind
from extractor.fields.chosen import Chosen
from extractor.fields.conflicts import aged_alike
from extractor.schema import Field

# Where a paper speaks of others as much as of its own patient.
_BACKGROUND = frozenset(
    {
        SectionKind.INTRODUCTION,
        SectionKind.DISCUSSION,
        SectionKind.CONCLUSION,
        SectionKind.REFERENCES,
        SectionKind.DECLARATIONS,
        SectionKind.FURNITURE,
        SectionKind.AUTHORS,
    }
)
_INFANT, _GROWN = 1.0, 12.0  # years
_WORDS = (  # ages that are told by a word, with the years that each can be
    (re.compile(r"newborn|neonate|infant|preterm|premature", re.IGNORECASE), (0.0, _INFANT)),
    (re.compile(r"toddler", re.IGNORECASE), (_INFANT, 5.0)),
    (re.compile(r"teen|adolescent", re.IGNORECASE), (10.0, 20.0)),
)
_MENARCHE = re.compile(r"\b(?:menarche|menses|menstru\w+)\b", re.IGNORECASE)
_RIGHT_BEHIND = re.compile(r"[\s-]{1,3}(?:\w+\s){0,2}")
_ALONE = "Patient"  # the label of the only patient of a paper
_NEAR = 90  # characters between an age and the noun that it describes


def choose_presenting_age(field: Field, reading: Reading) -> Chosen:
    """Take the first age of the patient's own that has a number, else the word for an age; others contradict it."""
    own = _own_ages(reading)
    numbers = [age for age in own if _years(age) is not None]
    if not numbers:
        numbers = _ages_within(own, reading)
    if not numbers:
        later = tuple(age for age in reading.of(MentionKind.AGE) if age.role in (Role.EARLIER, Role.FOLLOW_UP))
        return Chosen(accepted=tuple(own[:1]), doubtful=later)
    first = numbers[0]
    same = [age for age in numbers if _years(age) == _years(first)]
    others: dict[float | None, Mention] = {}
    for age in _contradicting(numbers, first, reading):
        if _noun_of(age, reading) is not None:
            others.setdefault(_years(age), age)
    return Chosen(accepted=tuple(same), rivals=tuple(others.values()))


def choose_own_sex(field: Field, reading: Reading) -> Chosen:
    """Take the noun beside the patient's age, else the first noun for the patient, else what most pronouns say."""
    ages = _own_ages(reading)
    if ages:
        told = [age for age in ages if age.sentence == ages[0].sentence or _same_age(age, ages[0])]
        described = [noun for age in told if (noun := _noun_of(age, reading)) is not None]
        against = [
            noun
            for age in (*told, *_contradicting(ages, ages[0], reading))
            if (noun := _noun_of(age, reading)) is not None and noun.sentence != ages[0].sentence
        ]
        if described:
            return Chosen(
                accepted=tuple(noun for noun in described if noun.concept == described[0].concept),
                rivals=tuple(noun for noun in against if noun.concept != described[0].concept)[:1],
            )
    labelled = [
        sex
        for sex in reading.of(MentionKind.SEX)
        if sex.lexicon == "kin" and reading.case.label == f"the {reading.document.quote(sex.span).lower()}"
    ]
    if labelled:  # father and son are both reported: the father is a man
        return Chosen(accepted=tuple(labelled[:1]))
    sexes = [sex for sex in reading.of(MentionKind.SEX) if sex.role is Role.UNKNOWN]
    nouns = [sex for sex in sexes if sex.lexicon == "person" and not _in_background(sex, reading)]
    nouns = [noun for noun in nouns if not _tells_of_both(noun, nouns, reading)]
    pronouns = [sex for sex in sexes if sex.lexicon == "pronoun" and not _in_background(sex, reading)]
    if nouns and not _outvoted(nouns, pronouns):
        return Chosen(accepted=(nouns[0],))
    if not pronouns:
        return Chosen()
    concept = Counter(sex.concept for sex in pronouns).most_common(1)[0][0]
    said = tuple(sex for sex in pronouns if sex.concept == concept)
    if 2 * len(said) > len(pronouns):
        return Chosen(accepted=said[:1])
    return Chosen(doubtful=tuple({sex.concept: sex for sex in reversed(pronouns)}.values()))


def _tells_of_both(noun: Mention, nouns: Sequence[Mention], reading: Reading) -> bool:
    """Tell whether a noun stands beside one of the other sex, of all: "one female and two male patients"."""
    shared = reading.case.label != _ALONE and reading.sentence_of(noun).shared
    return shared and any(other.sentence == noun.sentence and other.concept != noun.concept for other in nouns)


def _outvoted(nouns: Sequence[Mention], pronouns: Sequence[Mention]) -> bool:
    """Tell whether every pronoun contradicts what is the only noun."""
    return len(nouns) == 1 and len(pronouns) > 1 and all(p.concept != nouns[0].concept for p in pronouns)


def _ages_within(words: Sequence[Mention], reading: Reading) -> list[Mention]:
    """Give the first age at which something befell a patient who is called by a word that allows it: "a teenager"."""
    told = {reading.document.quote(word.span) for word in words} or {"infant"}
    ranges = [within for pattern, within in _WORDS if all(pattern.search(word) for word in told)]
    ages = [
        age
        for age in reading.of(MentionKind.AGE)
        if age.role is Role.EARLIER
        and not _in_background(age, reading)
        and _MENARCHE.search(reading.sentence_of(age).text) is None
    ]
    fits = [
        age for age in ages[:1] for low, high in ranges if (years := _years(age)) is not None and low <= years < high
    ]
    return fits[:1]


def _own_ages(reading: Reading) -> list[Mention]:
    own = [age for age in reading.of(MentionKind.AGE) if age.role is Role.UNKNOWN]
    front = [age for age in own if not _in_background(age, reading)]
    if not front and reading.case.label != _ALONE:  # "Patient 2 is his 6-year-old sister"
        told = [age for age in reading.of(MentionKind.AGE) if age.role is Role.OTHER]
        front = [age for age in told if not reading.sentence_of(age).shared][:1]
    own = front or own
    return [age for age in own if not reading.sentence_of(age).shared] or own


def _contradicting(ages: Sequence[Mention], first: Mention, reading: Reading) -> list[Mention]:
    """Give the ages that cannot be the first one: no sentence contradicts itself, and no mother is her newborn."""
    same = {age.sentence for age in ages if _same_age(age, first)}
    years = _years(first)
    return [
        age
        for age in ages
        if age.sentence not in same
        and not _same_age(age, first)
        and not (years is not None and years > _GROWN and (_years(age) or 0.0) < _INFANT)
    ]


def _same_age(one: Mention, other: Mention) -> bool:
    first, second = _years(one), _years(other)
    return first == second or (first is not None and second is not None and aged_alike(first, second))


def _in_background(mention: Mention, reading: Reading) -> bool:
    return reading.sentence_of(mention).section in _BACKGROUND


def _years(age: Mention) -> float | None:
    return None if age.quantity is None else age.quantity.canonical


def _noun_of(age: Mention, reading: Reading) -> Mention | None:
    """Give the noun for a person beside an age: the next one in the sentence, else the one right before."""
    nouns = [
        sex
        for sex in reading.of(MentionKind.SEX)
        if sex.sentence == age.sentence and sex.lexicon == "person" and sex.role is Role.UNKNOWN
    ]
    kin = [sex for sex in reading.of(MentionKind.SEX) if sex.sentence == age.sentence and sex.lexicon == "kin"]
    if age.role is Role.OTHER:
        nouns = kin
    elif not nouns:  # "a 64-year-old father and his son"
        text = reading.document.text
        nouns = [noun for noun in kin if _RIGHT_BEHIND.fullmatch(text, age.span.end, noun.span.start)]
    after = [noun for noun in nouns if noun.span.end > age.span.start and noun.span.start - age.span.end <= _NEAR]
    before = [noun for noun in nouns if noun.span.end <= age.span.start and age.span.start - noun.span.end <= _NEAR]
    if before and age.span.start - before[-1].span.end <= 12:
        return before[-1]  # "a woman of 74", "a man, aged 54"
    return after[0] if after else before[-1] if before else None
