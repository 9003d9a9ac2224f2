"""Rules of choice. The final diagnosis, and the ones given up."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from extractor.case import Assertion, Mention, Period, Reading, Subject
from extractor.document import SectionKind
from extractor.fields.chosen import Chosen
from extractor.fields.tabled import is_under
from extractor.fields.telling import (
    SILENT,
    has_cue,
    is_silent,
    told_before,
    told_beside,
)
from extractor.fields.wanted import is_same_illness, most_definite, terms_of
from extractor.fields.weighing import Weight, is_called, leads_to, weigh
from extractor.lexicon import load_cues
from extractor.schema import Field


def choose_final_diagnosis(field: Field, reading: Reading) -> Chosen:
    """Choose for `final diagnosis`: what the case is diagnosed with in the end; the title where nothing says so."""
    own = [m for m in terms_of(field, reading) if _is_own(m)]
    given_up = _given_up(own, reading)
    weights = {m: weigh(m, reading) for m in own if m.qualifiers.holds and m.qualifiers.period is not Period.BEFORE}
    given_up += _corrected_by_tissue(weights, reading)
    firmest = max(weights.values(), default=Weight.NONE)
    final = [m for m, w in weights.items() if w is firmest and w is not Weight.NONE and m not in given_up]
    if firmest is Weight.DIAGNOSED:
        final = _last_made(final, reading)
    # What one sentence gives up, another may name once more: "abscess was diagnosed".
    doubted = {m.concept for m in given_up}
    final = [m for m in final if m.concept not in doubted] or final
    final = _with_titled(final, own, reading)
    told = {m.concept for m, w in weights.items() if w > Weight.BESIDE and m not in given_up}
    named = {full for m in final for full in _in_full(m.concept, told)}
    accepted = [m for m in weights if m.concept in named and m not in given_up and weights[m] > Weight.NONE]
    accepted = list(most_definite(accepted))
    doubtful = [m for m, w in weights.items() if w is Weight.DIAGNOSED and m.concept not in named and m not in given_up]
    return Chosen(
        accepted=tuple(sorted(accepted, key=lambda m: (-weights[m], m.span))),
        absent=tuple(
            m for m in own if _is_ruled_out(m, reading) and m.concept not in named and not is_silent(m, reading)
        ),
        doubtful=tuple(_once(doubtful)),
    )


def _last_made(diagnosed: list[Mention], reading: Reading) -> list[Mention]:
    """Give the diagnoses from the last sentence on that turns from those before: "however, he was diagnosed with …"."""
    turns = [m for m in diagnosed if told_before("turns", m, reading)]
    first = max((m.sentence for m in turns), default=-1)
    return [m for m in diagnosed if m.sentence >= first]


def _corrected_by_tissue(weights: Mapping[Mention, Weight], reading: Reading) -> list[Mention]:
    """Give what pictures made the diagnosis, and tissue later said to be something else."""
    tissue = load_cues("findings")["tissue"]
    shown = [
        m
        for m, w in weights.items()
        if w is Weight.SHOWN or (w is Weight.DIAGNOSED and tissue.search(reading.sentence_of(m).text))
    ]
    return [
        m
        for m, w in weights.items()
        if w is Weight.DIAGNOSED
        and m not in shown
        and told_beside("pictured", m, reading)
        and any(n.sentence > m.sentence and not is_same_illness(n.concept, m.concept) for n in shown)
    ]


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
        and reading.sentence_of(m).section not in SILENT - {SectionKind.TITLE}
        and (
            leads_to("at_first", m, reading)
            or is_called("was_at_first", m, reading)
            or is_under("initial_misdiagnosis", m, reading)
        )
        and not told_before("final", m, reading)
        and not told_before("differential", m, reading)
    ]


def _in_full(concept: str, told: Collection[str]) -> Collection[str]:
    """Give for "IgG4-related disease" the definite form that the paper names too: "IgG4-related pachymeningitis"."""
    if not concept.endswith(" disease"):
        return [other for other in told if other.endswith(f" {concept}")] or (concept,)
    kind = concept.removesuffix("disease")
    return [other for other in told if other.startswith(kind) and other != concept] or (concept,)


def _with_titled(final: list[Mention], own: Sequence[Mention], reading: Reading) -> list[Mention]:
    """Keep, of several diagnoses, those that the title names and those told in one sentence with them."""
    titles = {m.concept for m in own if weigh(m, reading) is Weight.NAMED}
    sentences = {m.sentence for m in final if any(is_same_illness(m.concept, title) for title in titles)}
    return [m for m in final if m.sentence in sentences] or final


def _once(mentions: Iterable[Mention]) -> Iterable[Mention]:
    return {m.concept: m for m in reversed(list(mentions))}.values()
