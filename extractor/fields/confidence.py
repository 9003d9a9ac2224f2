"""How sure a cell is: what is known of how it came about → the probability that it is right.

A cell is right if the whole of it is: every item of a list and none too many, a number within the tolerance of the
score, silence where the paper is silent. The weights stand in `lexicons/confidence.toml` and are fitted by
`make calibrate` to texts with gold; a field without gold has those of its type.
"""

from __future__ import annotations

import math
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from extractor.case import Mention, MentionKind, Period, Reading, Role, Status, Value
from extractor.document import SectionKind
from extractor.fields.chosen import Chosen
from extractor.fields.diagnoses.likely import chances
from extractor.fields.diagnoses.weighing import Weight as Firmness
from extractor.fields.diagnoses.weighing import weigh_told
from extractor.fields.wanted import terms_of
from extractor.problem import DataError
from extractor.schema import Field, FieldType

FILE = "lexicons/confidence.toml"
LEAST, MOST = 0.001, 0.999
_TOLD = frozenset({SectionKind.TITLE, SectionKind.ABSTRACT, SectionKind.CASE})
_TIMED = frozenset({MentionKind.DURATION, MentionKind.LEVELS, MentionKind.MEASUREMENT})
_DIAGNOSES = "final diagnosis"
_USUAL = 0.9  # how likely a diagnosis is of which only a title tells
_LISTS = frozenset({FieldType.CATEGORIES, FieldType.LEVELS, FieldType.DRUGS, FieldType.QUANTITIES})
_KINDS = {
    FieldType.AGE: MentionKind.AGE,
    FieldType.DURATION: MentionKind.DURATION,
    FieldType.COUNT: MentionKind.DURATION,
    FieldType.LEVELS: MentionKind.LEVELS,
    FieldType.QUANTITY: MentionKind.MEASUREMENT,
    FieldType.QUANTITIES: MentionKind.MEASUREMENT,
    FieldType.CATEGORY: MentionKind.SEX,  # without a word list
}


_JUDGED_AS = {  # no gold has them: like the lists that it has
    FieldType.DRUGS: FieldType.CATEGORIES,
    FieldType.QUANTITIES: FieldType.CATEGORIES,
    FieldType.TEXT: FieldType.CATEGORIES,
}


class Sign(StrEnum):
    """What speaks for or against a cell; a count n is taken as log2(1 + n), a share lies between 0 and 1."""

    SENTENCES = "sentences"  # log2 of those that say so; in a list, of the item that the fewest say
    ITEMS = "items"  # log2 of those of a list
    SECTIONS = "sections"  # log2 of the kinds of section that say so
    ASIDE = "aside"  # share of the mentions taken that stand outside title, abstract and case
    OPEN = "open"  # share of those of which the sentence does not say what they measure
    OTHER_TIME = "other time"  # share of those that are of another time than this illness
    LATE = "late"  # how far down the text of the case the first of them stands, from 0 to 1
    CONFLICT = "conflict"  # 1: the paper gives two answers
    IMPLAUSIBLE = "implausible"  # 1: outside what the schema takes for plausible
    DOUBTFUL = "doubtful"  # count of readings that a reviewer may prefer
    DENIED = "denied"  # count of mentions that say no, or not done
    PASSED_OVER = "passed over"  # count of mentions of the field's kind that were not taken
    OF_PATIENT = "of patient"  # count of those that are asserted of this patient
    SHARED = "shared"  # 1: some sentences speak of several patients
    WORDS = "words"  # count of hundreds of words in the text of the case
    LIKELY = "likely"  # of a diagnosis, how likely the paper is about it, from 0 to 1; of a list, the least
    FIRM = "firm"  # how firmly the paper calls it the diagnosis, from 0 to 1; of a list, the weakest
    RECOGNISED = "recognised"  # 1: the letters were read from a picture


@dataclass(frozen=True, slots=True)
class Account:
    """How a cell came about. `type` is that of the fields that it is judged with.

    `given`: it has an answer; else it is not reported, denied or not done. Signs that are nought are left out.
    """

    field: str
    type: FieldType
    given: bool
    signs: Mapping[Sign, float]


@dataclass(frozen=True, slots=True)
class Weight:
    """What a sign weighs; beyond `low` and `high`, which the gold hardly passes, it weighs no more."""

    weight: float
    low: float
    high: float

    def of(self, amount: float) -> float:
        """Weigh an amount."""
        return self.weight * min(max(amount, self.low), self.high)


@dataclass(frozen=True, slots=True)
class Weights:
    """What adds up to the log odds of being right; a field adds what it differs by from its type.

    `slopes`: of a field without gold, how much of what the others taught holds for it; 1 for all else.
    """

    start: float
    types: Mapping[str, float]
    fields: Mapping[str, float]
    signs: Mapping[Sign, Weight]
    slopes: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Scale:
    """The weights of cells with an answer, and of those without."""

    given: Weights
    silent: Weights


def judge_account(account: Account, scale: Scale) -> float:
    """Give the probability that the cell is right, to three digits."""
    weights = scale.given if account.given else scale.silent
    signs = math.fsum(weight.of(account.signs.get(sign, 0.0)) for sign, weight in weights.signs.items())
    odds = weights.start + weights.types.get(account.type, 0.0) + signs
    odds = weights.slopes.get(account.field, 1.0) * odds + weights.fields.get(account.field, 0.0)
    return round(min(max(1 / (1 + math.exp(-odds)), LEAST), MOST), 3)


@cache
def load_scale() -> Scale:
    """Read the weights that come with the program.

    Raises:
        DataError: the file is not as `make calibrate` writes it.
    """
    try:
        raw = tomllib.loads((files("extractor") / FILE).read_text(encoding="utf-8"))
        return Scale(_read_weights(raw["given"]), _read_weights(raw["silent"]))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DataError(f"{FILE}: not as `make calibrate` writes it: {error}") from error


def _read_weights(raw: Mapping[str, Any]) -> Weights:
    signs = {Sign(name): Weight(one["weight"], one["low"], one["high"]) for name, one in raw["signs"].items()}
    return Weights(raw["start"], dict(raw["types"]), dict(raw["fields"]), signs, dict(raw["slopes"]))


def describe_text(reading: Reading) -> dict[Sign, float]:
    """Give the signs that all values of a case share."""
    words = sum(sentence.text.count(" ") for sentence in reading.sentences)
    return {
        Sign.SHARED: float(any(sentence.shared for sentence in reading.sentences)),
        Sign.WORDS: _count(words / 100),
        Sign.RECOGNISED: float(any(page.ocr for page in reading.document.pages)),
    }


def describe_value(
    field: Field, reading: Reading, chosen: Chosen, value: Value, of_text: Mapping[Sign, float]
) -> Account:
    """Tell how a value came about; `of_text` as `describe_text` gives it."""
    given = value.status in (Status.STATED, Status.CONFLICT)
    signs = {**of_text, **_signs_of_all(field, reading, chosen)}
    if given:
        signs |= _signs_of_taken(field, reading, chosen.accepted)
        if field.choose == _DIAGNOSES:
            signs[Sign.FIRM] = _firmness(reading, chosen.accepted)
            signs[Sign.LIKELY] = min(
                chances(chosen.accepted, terms_of(field, reading), reading).values(), default=_USUAL
            )
        signs[Sign.CONFLICT] = float(value.status is Status.CONFLICT)
        signs[Sign.IMPLAUSIBLE] = float(len(value.problems) > 0)
    judged_as = _JUDGED_AS.get(field.type, field.type)
    return Account(field.name, judged_as, given, {sign: amount for sign, amount in signs.items() if amount > 0})


def _signs_of_all(field: Field, reading: Reading, chosen: Chosen) -> dict[Sign, float]:
    refused = (*chosen.denied, *chosen.absent, *chosen.not_done, *chosen.withheld)
    taken = {m.span for m in (*chosen.accepted, *refused)}
    concepts = {m.concept for m in chosen.accepted if m.concept}
    over = [m for m in _of_kind(field, reading) if m.span not in taken and m.concept not in concepts]
    return {
        Sign.DOUBTFUL: _count(len(chosen.doubtful)),
        Sign.DENIED: _count(len(refused)),
        Sign.PASSED_OVER: _count(len(over)),
        Sign.OF_PATIENT: _count(sum(m.qualifiers.holds for m in over)),
    }


def _signs_of_taken(field: Field, reading: Reading, accepted: Sequence[Mention]) -> dict[Sign, float]:
    items: dict[str, set[int]] = defaultdict(set)
    for mention in accepted:
        for item in mention.levels or (mention.concept,):
            items[item if field.type in _LISTS else ""].add(mention.sentence)
    sections = [reading.sentence_of(mention).section for mention in accepted]
    return {
        Sign.SENTENCES: math.log2(min(len(sentences) for sentences in items.values())),
        Sign.ITEMS: math.log2(len(items)),
        Sign.SECTIONS: math.log2(len(set(sections))),
        Sign.ASIDE: _share(section not in _TOLD for section in sections),
        Sign.OPEN: _share(m.kind in _TIMED and m.role is Role.UNKNOWN for m in accepted),
        Sign.LATE: min(m.sentence for m in accepted) / len(reading.sentences),
        Sign.OTHER_TIME: _share(m.qualifiers.period is not Period.NOW for m in accepted),
    }


def _firmness(reading: Reading, accepted: Sequence[Mention]) -> float:
    firm: dict[str, float] = defaultdict(float)
    for mention in accepted:
        firm[mention.concept] = max(firm[mention.concept], weigh_told(mention, reading) / Firmness.FINAL)
    return min(firm.values())


def _of_kind(field: Field, reading: Reading) -> Iterator[Mention]:
    """Give what the field could be filled from, taken or not."""
    if field.find.lexicons:
        yield from terms_of(field, reading)
    elif field.type in _KINDS:
        yield from reading.of(_KINDS[field.type], *field.find.concepts)


def _count(number: float) -> float:
    return math.log2(1 + number)


def _share(those: Iterable[bool]) -> float:
    found = list(those)
    return sum(found) / len(found)
