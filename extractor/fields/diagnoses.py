"""Rules of choice. The final diagnosis, and the ones given up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum

from extractor.case import Assertion, Mention, Period, Reading, Subject
from extractor.document import SectionKind
from extractor.fields.chosen import Chosen
from extractor.fields.telling import SILENT, has_cue, is_silent, told_before, told_beside
from extractor.fields.wanted import terms_of
from extractor.schema import Field


class Weight(IntEnum):
    """How firmly a sentence makes a disease the diagnosis."""

    NONE = 0
    NAMED = 1  # in the title
    DIAGNOSED = 2
    FINAL = 3


def choose_final_diagnosis(field: Field, reading: Reading) -> Chosen:
    """Choose for `final diagnosis`: what the case is diagnosed with in the end; the title where nothing says so."""
    own = [m for m in terms_of(field, reading) if _is_own(m)]
    given_up = _given_up(own, reading)
    weights = {m: _weigh(m, reading) for m in own if m.qualifiers.holds and m.qualifiers.period is not Period.BEFORE}
    firmest = max(weights.values(), default=Weight.NONE)
    final = [m for m, w in weights.items() if w is firmest and w is not Weight.NONE and m not in given_up]
    named = {m.concept for m in final}
    accepted = [m for m in weights if m.concept in named and m not in given_up and weights[m] > Weight.NONE]
    doubtful = [m for m, w in weights.items() if w is Weight.DIAGNOSED and m.concept not in named and m not in given_up]
    return Chosen(
        accepted=tuple(sorted(accepted, key=lambda m: (-weights[m], m.span))),
        denied=tuple(
            m for m in own if _is_ruled_out(m, reading) and m.concept not in named and not is_silent(m, reading)
        ),
        doubtful=tuple(_once(doubtful)),
    )


def choose_first_diagnosis(field: Field, reading: Reading) -> Chosen:
    """Choose for `first diagnosis`: made or suspected first, and not the final one."""
    final = {m.concept for m in choose_final_diagnosis(field, reading).accepted}
    own = [m for m in terms_of(field, reading) if _is_own(m)]
    return Chosen(accepted=tuple(m for m in _given_up(own, reading) if m.concept not in final))


def _is_own(mention: Mention) -> bool:
    return mention.qualifiers.subject is Subject.PATIENT and not mention.qualifiers.other_illness


def _is_ruled_out(mention: Mention, reading: Reading) -> bool:
    """Tell "tuberculosis was excluded" from "no history of trauma"."""
    told = mention.qualifiers
    return (
        told.assertion is Assertion.DENIED
        and told.period is not Period.BEFORE
        and has_cue("ruled_out", mention, reading)
    )


def _given_up(mentions: Sequence[Mention], reading: Reading) -> list[Mention]:
    return [
        m
        for m in mentions
        if m.qualifiers.period is not Period.BEFORE
        and m.qualifiers.assertion in (Assertion.PRESENT, Assertion.UNCERTAIN)
        and reading.sentence_of(m).section not in SILENT
        and told_before("at_first", m, reading)
        and not told_before("final", m, reading)
        and not told_before("differential", m, reading)
    ]


def _weigh(mention: Mention, reading: Reading) -> Weight:
    section = reading.sentence_of(mention).section
    if section is SectionKind.TITLE:
        return Weight.NONE if told_before("title_beside", mention, reading) else Weight.NAMED
    if section in SILENT:
        return Weight.NONE
    if told_before("final", mention, reading) and told_beside("diagnosed", mention, reading):
        return Weight.FINAL
    return Weight.DIAGNOSED if told_before("diagnosed", mention, reading) else Weight.NONE


def _once(mentions: Iterable[Mention]) -> Iterable[Mention]:
    return {m.concept: m for m in reversed(list(mentions))}.values()
