"""Rules of choice. How the illness went."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extractor.case import Mention, MentionKind, Period, Reading, Sentence, Subject
from extractor.document import SectionKind
from extractor.fields.chosen import Chosen
from extractor.fields.therapy import Giving, tell_giving
from extractor.fields.wanted import terms_of
from extractor.lexicon import load_cues
from extractor.schema import Field

IMPROVED, NO_IMPROVEMENT, STABLE = "improved", "no improvement", "stable"
RECURRENCE, PROGRESSION, DEATH = "recurrence", "progression", "death"
DISCHARGED = "discharged"  # as a word alone it says little; nothing better said, it stands for improved

# What a denied outcome amounts to; None: nothing.
TURNED: Mapping[str, str | None] = {
    IMPROVED: NO_IMPROVEMENT,
    NO_IMPROVEMENT: None,
    STABLE: None,
    RECURRENCE: IMPROVED,
    PROGRESSION: STABLE,
    DEATH: None,
    DISCHARGED: None,
}
_SILENT = (SectionKind.TITLE, SectionKind.KEYWORDS, SectionKind.REFERENCES, SectionKind.INTRODUCTION)
_LATE = 0.6  # of the sentences: behind this an outcome needs no treatment before it
_CLAUSE_MARKS = re.compile(r"[;:]|\b(?:but|although|though|however|whereas|while|because)\b", re.IGNORECASE)
_NEAR = 45  # characters between a word that turns an outcome round and the outcome


@dataclass(frozen=True, slots=True)
class State:
    """What a mention says of the illness."""

    mention: Mention
    says: str
    treated: bool  # said after a treatment was given


def choose_own_outcome(field: Field, reading: Reading) -> Chosen:
    """Choose for `own outcome`: the last state, with relapse and death; the abstract against the body is a conflict."""
    states = list(_states(field, reading))
    abstract = [s for s in states if reading.sentence_of(s.mention).section is SectionKind.ABSTRACT]
    body = [s for s in states if reading.sentence_of(s.mention).section is not SectionKind.ABSTRACT]
    final, other = _final(body), _final(abstract)
    if not final or not other:
        return Chosen(_mentions(final or other))
    if {s.says for s in final}.isdisjoint(s.says for s in other):
        return Chosen(_mentions(final), rivals=_mentions(other))
    agreeing = {s.says for s in final}
    return Chosen(_mentions([*final, *(s for s in other if s.says in agreeing)]))


def _mentions(states: Iterable[State]) -> tuple[Mention, ...]:
    return tuple(replace(s.mention, concept=s.says) for s in states)


def _final(states: Sequence[State]) -> list[State]:
    """Give the states that count at the end: death alone, else the last state and the relapses before it."""
    deaths = [s for s in states if s.says == DEATH]
    relapses = [s for s in states if s.says == RECURRENCE and s.treated]
    if deaths:
        return [*relapses, *deaths]
    states = [s for s in states if s.says != RECURRENCE]
    said = [s for s in states if s.says != DISCHARGED]
    if not said:
        return relapses or [replace(s, says=IMPROVED) for s in states]
    last = said[-1]
    if last.says in (NO_IMPROVEMENT, PROGRESSION) and relapses and relapses[-1].mention.span > last.mention.span:
        return relapses
    return [*relapses, *(s for s in said if s.says == last.says and _same_phase(s, last, said))]


def _same_phase(state: State, last: State, states: Sequence[State]) -> bool:
    """Tell whether nothing else was said between the two."""
    return not any(
        state.mention.span < other.mention.span < last.mention.span and other.says != last.says for other in states
    )


def _states(field: Field, reading: Reading) -> Iterator[State]:
    treated = _first_treated(reading)
    late = _LATE * len(reading.sentences)
    for mention in terms_of(field, reading):
        sentence = reading.sentence_of(mention)
        says = tell_outcome(mention, sentence)
        if says is None:
            continue
        after = mention.span.start > treated
        if after or says == DEATH or (mention.sentence >= late and mention.sentence > 0):
            yield State(mention, says, after)


def _first_treated(reading: Reading) -> int:
    """Give where the first treatment given stands; behind the text if none was."""
    for mention in reading.of(MentionKind.TERM, "treatment", "drug"):
        if mention.concept != "biopsy" and tell_giving(mention, reading.sentence_of(mention)) is Giving.GIVEN:
            return mention.span.start
    return len(reading.document.text)


def tell_outcome(mention: Mention, sentence: Sentence) -> str | None:
    """Tell what a sentence says with an outcome's word; None if nothing of this patient's illness."""
    qualifiers = mention.qualifiers
    if sentence.section in _SILENT or qualifiers.subject is not Subject.PATIENT:
        return None
    if qualifiers.period is Period.PLANNED or qualifiers.other_illness:
        return None
    start, end = mention.span.start - sentence.span.start, mention.span.end - sentence.span.start
    before, after = _clause(sentence.text, start, end)
    cues = load_cues("outcomes")
    if _ends_with(cues["other_before"], before) or cues["other_after"].match(after.lstrip(" -–")):
        return None
    if cues["not_said"].search(before) or cues["not_said"].search(after[:40]):
        return None
    near = before[-_NEAR:]
    turned = cues["turned_before"].search(near) or cues["turned_after"].search(after[:_NEAR])
    return TURNED[mention.concept] if turned else mention.concept


def _clause(text: str, start: int, end: int) -> tuple[str, str]:
    first, last = 0, len(text)
    for mark in _CLAUSE_MARKS.finditer(text):
        if mark.end() <= start:
            first = mark.end()
        elif mark.start() >= end:
            last = mark.start()
            break
    return text[first:start], text[end:last]


def _ends_with(pattern: re.Pattern[str], before: str) -> bool:
    words = before.rstrip(" -–")
    return any(m.end() == len(words) for m in pattern.finditer(words, max(0, len(words) - 40)))
