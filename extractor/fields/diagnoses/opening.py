"""The illness that a paper says at its opening that it reports, against another that is diagnosed on the way."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from extractor.case import Mention, MentionKind, Reading
from extractor.fields.diagnoses.kinship import HURT
from extractor.fields.diagnoses.weak import names_growth
from extractor.fields.diagnoses.weighing import Weight
from extractor.fields.telling import is_silent, told_beside
from extractor.fields.wanted import is_same_illness

_OPENING = 1  # the last sentence in which a paper says what it reports


def found_on_the_way(weights: Mapping[Mention, Weight], reading: Reading) -> Collection[Mention]:
    """Give what is diagnosed in a text that reports another illness, named at its opening and again behind.

    "A case of keratopathy. … He was diagnosed with sleep apnea. … The keratopathy resolved." A growth may be what the
    illness of the opening comes of.
    """
    told = [m for m in weights if not is_silent(m, reading)]
    reported = [
        m for m in told if m.sentence <= _OPENING and weights[m] is Weight.NAMED and not names_growth(m.concept)
    ]
    reported = [m for m in reported if _is_named_behind(m, reading)]
    if not reported or any(weights[m] > Weight.DIAGNOSED for m in told):
        return ()
    diagnosed = [m for m in told if weights[m] is Weight.DIAGNOSED]
    if any(_may_be_same(m.concept, n.concept) for m in diagnosed for n in reported):
        return ()
    return [
        m
        for m in diagnosed
        if not names_growth(m.concept)
        and HURT.search(m.concept) is None
        and not told_beside("under_the_microscope", m, reading)  # tissue says what the opening only presents
        and not any(n.sentence <= _OPENING and is_same_illness(m.concept, n.concept) for n in told)
    ]


def _may_be_same(one: str, other: str) -> bool:
    """Tell also "florid dysplasia" and "familial dysplasia": the same thing more closely said."""
    return is_same_illness(one, other) or one.split()[-1] == other.split()[-1]


def _is_named_behind(mention: Mention, reading: Reading) -> bool:
    """Tell whether the text comes back to it, be it to say that it is gone."""
    return any(
        m.sentence > _OPENING and not is_silent(m, reading) and is_same_illness(m.concept, mention.concept)
        for m in reading.of(MentionKind.TERM, "disease")
    )
