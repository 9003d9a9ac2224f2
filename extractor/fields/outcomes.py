"""Rules of choice. How the illness went."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import takewhile

from extractor.case import Mention, MentionKind, Period, Reading, Sentence, Subject
from extractor.document import SectionKind
from extractor.fields.background import precedes_illness
from extractor.fields.chosen import Chosen
from extractor.fields.tabled import is_under
from extractor.fields.therapy import Giving, tell_giving
from extractor.fields.wanted import terms_of
from extractor.lexicon import load_cues
from extractor.schema import Field

IMPROVED, NO_IMPROVEMENT, STABLE = "improved", "no improvement", "stable"
RECURRENCE, PROGRESSION, DEATH = "recurrence", "progression", "death"
DISCHARGED = "discharged"  # as a word alone it says little; nothing better said, it stands for improved
UNCHANGED = "unchanged"  # stable if it was better before, else no improvement

# What a denied outcome amounts to; None: nothing.
TURNED: Mapping[str, str | None] = {
    IMPROVED: NO_IMPROVEMENT,
    NO_IMPROVEMENT: None,
    STABLE: None,
    RECURRENCE: IMPROVED,
    PROGRESSION: STABLE,
    DEATH: None,
    DISCHARGED: None,
    UNCHANGED: None,
}
_SILENT = (SectionKind.TITLE, SectionKind.KEYWORDS, SectionKind.REFERENCES, SectionKind.INTRODUCTION)
_OUT_OF_ORDER = (SectionKind.CAPTION, SectionKind.TABLE)  # they stand anywhere, and not when they were told
_LATE = 0.6  # of the sentences: behind this an outcome needs no treatment before it
_CLAUSE_MARKS = re.compile(r"[;:]|\b(?:but|although|though|however|whereas|while|because)\b", re.IGNORECASE)
# "no loss of correction and a good outcome": the outcome is not denied
_LIST_MARKS = re.compile(
    r",|\bafter the\b"
    r"|\band (?:a|an|the|his|her|good|full|complete|excellent|marked|significant|she|he|it|is|was|were|has|had)\b"
)
# "was not thought fit for it and died": a verb behind "and" says something new
_NEW_VERB = re.compile(r"\band (?:then |later |finally |eventually |subsequently |gradually |soon |has |had |was )?$")
_VERB = re.compile(r"\w*ed\b", re.IGNORECASE)
# "uneventful, but on the third day …"
_SPOILED = re.compile(r"[\w\s,]{0,25}\b(?:but|however|until|except)\b")
_UNDONE = re.compile(
    r"\s*but (?:could not|failed|did not|was not)\b"
)  # "the insertion was successful but failed later"
# "without improvement of the kidneys or resolution of the fever"
_NEITHER = re.compile(r"\b(?:no|without)\s(?:[\w-]+\s){1,7}?or\s(?:[\w-]+\s){0,3}$", re.IGNORECASE)
# "After conservative treatment failed, …": what was so before the treatment that the sentence goes on to
_BEFOREHAND = re.compile(r"^\s*(?:after|because|as|since|when|once)\b[^,;]*$", re.IGNORECASE)
_GOES_ON = re.compile(r"[^,;.]{0,60},\s*[a-z]", re.IGNORECASE)
_NEAR = 45  # characters between a word that turns an outcome round and the outcome


@dataclass(frozen=True, slots=True)
class State:
    """What a mention says of the illness; `weak` if it speaks of a laboratory value, or of leaving the hospital."""

    mention: Mention
    says: str
    treated: bool  # said after a treatment was given
    weak: bool


@dataclass(frozen=True, slots=True)
class Story:
    """The course of the illness as one part of the paper tells it."""

    states: tuple[State, ...]
    last_given: int  # where the last treatment given stands

    def final(self) -> list[State]:
        """Give the states that count at the end: death alone, else the last state, and the relapses before it."""
        deaths = [s for s in self.states if s.says == DEATH]
        relapses = [s for s in self.states if s.says == RECURRENCE and s.treated]
        if deaths:
            return [*self._better_until(deaths[0]), *relapses, *deaths]
        said = [self._settle(s) for s in self.states if s.says != RECURRENCE and not s.weak]
        # What was bad and was then treated is no end.
        ended = [s for s in said if s.says not in (NO_IMPROVEMENT, PROGRESSION) or self._is_last(s)]
        weak = [replace(s, says=IMPROVED) for s in self.states if s.weak and s.says in (IMPROVED, DISCHARGED)]
        said = ended or [s for s in said if s.says == NO_IMPROVEMENT and not weak]
        if not said:
            return relapses or weak
        last = said[-1].says
        if last in (NO_IMPROVEMENT, PROGRESSION) and relapses and relapses[-1].mention.span > said[-1].mention.span:
            return relapses
        kept = (IMPROVED, STABLE) if last == STABLE else (last,)
        phase = list(takewhile(lambda s: s.says in kept, reversed(said)))
        return [*relapses, *reversed(phase)]

    def _settle(self, state: State) -> State:
        """Tell what "unchanged" means: nothing more was gained after an improvement, or nothing at all."""
        if state.says != UNCHANGED:
            return state
        better = any(s.says == IMPROVED and s.treated and s.mention.span < state.mention.span for s in self.states)
        return replace(state, says=STABLE if better else NO_IMPROVEMENT)

    def _better_until(self, death: State) -> list[State]:
        """Give the improvement with which a patient lived until the death: often it was of another cause."""
        before = [s for s in self.states if not s.weak and s.mention.sentence < death.mention.sentence]
        return before[-1:] if before and before[-1].says == IMPROVED and before[-1].treated else []

    def _is_last(self, state: State) -> bool:
        return state.mention.span.start > self.last_given


def choose_own_outcome(field: Field, reading: Reading) -> Chosen:
    """Choose for `own outcome`: the last state, with relapse and death; the abstract against the body is a conflict."""
    parts = {_part(sentence) for sentence in reading.sentences}
    narrative, abstract, closing = (
        _tell(field, reading, part).final() if part in parts else []
        for part in (SectionKind.CASE, SectionKind.ABSTRACT, SectionKind.DISCUSSION)
    )
    if not narrative or not abstract:
        return Chosen(_mentions(narrative or abstract or closing))
    said = {s.says for s in narrative}
    if said.isdisjoint(s.says for s in abstract):
        if {*said, *(s.says for s in abstract)} == {IMPROVED, RECURRENCE}:  # each tells one half
            return Chosen(_mentions([*narrative, *abstract]))
        closes = _is_late(abstract[-1], reading)  # else it is what was so before the treatment that helped
        return Chosen(_mentions(narrative), rivals=_mentions(abstract) if closes else ())
    return Chosen(_mentions([*narrative, *(s for s in abstract if s.says in said)]))


def _is_late(state: State, reading: Reading) -> bool:
    """Tell whether a state stands near the end of its part of the paper."""
    here = reading.sentence_of(state.mention)
    numbers = [s.index for s in reading.sentences if _part(s) is _part(here)]
    return here.index in numbers[-max(1, len(numbers) // 3) :]


def _mentions(states: Iterable[State]) -> tuple[Mention, ...]:
    return tuple(replace(s.mention, concept=s.says) for s in states)


def _part(sentence: Sentence) -> SectionKind:
    match sentence.section:
        case SectionKind.ABSTRACT:
            return SectionKind.ABSTRACT
        case SectionKind.DISCUSSION | SectionKind.CONCLUSION:
            return SectionKind.DISCUSSION
    return SectionKind.CASE


def _tell(field: Field, reading: Reading, part: SectionKind) -> Story:
    numbers = [s.index for s in reading.sentences if _part(s) is part]
    late = numbers[min(int(_LATE * len(numbers)), len(numbers) - 1)] if len(numbers) > 1 else numbers[0] + 1
    given = [
        m
        for m in reading.of(MentionKind.TERM, "treatment", "drug")
        if _part(reading.sentence_of(m)) is part
        and m.concept != "biopsy"
        and tell_giving(m, reading.sentence_of(m)) in (Giving.GIVEN, Giving.NAMED)
    ]
    states: list[State] = []
    for mention in terms_of(field, reading):
        sentence = reading.sentence_of(mention)
        says = tell_outcome(mention, sentence) if _part(sentence) is part else None
        if says is None or precedes_illness(sentence, reading):
            continue
        # "He improved after surgery": the same sentence is enough for what cannot have been before.
        reached = mention.sentence >= given[0].sentence if given and says == IMPROVED else False
        treated = (
            reached or is_under("outcome", mention, reading) or bool(given and mention.span.start > given[0].span.start)
        )
        if treated or says == DEATH or mention.sentence >= late:
            states.append(State(mention, says, treated, says == DISCHARGED or _is_laboratory(mention, sentence)))
    in_order = [m for m in given if reading.sentence_of(m).section not in _OUT_OF_ORDER]
    return Story(tuple(states), (in_order or given)[-1].span.start if given else 0)


def _is_laboratory(mention: Mention, sentence: Sentence) -> bool:
    start, end = mention.span.start - sentence.span.start, mention.span.end - sentence.span.start
    cues = load_cues("outcomes")
    if cues["of_values"].match(sentence.text, start) is None:
        return False
    before, after = _clause(sentence.text, start, end)
    pattern = cues["laboratory"]
    return pattern.search(before[-_NEAR:]) is not None or pattern.search(after[: _NEAR // 2]) is not None


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
    if _ends_with(cues["infinitive"], before) and not _ends_with(cues["really"], before):
        return None
    if cues["not_said"].search(before) or cues["not_said"].search(after[:40]):
        return None
    near = _LIST_MARKS.split(before[-_NEAR:])[-1]
    if _VERB.match(sentence.text, start) and _NEW_VERB.search(near):
        near = ""
    if cues["doubted_before"].search(near):
        return None
    # "a recurrence of the infection of the lung has not been observed"
    reach = 2 * _NEAR if mention.concept in (RECURRENCE, PROGRESSION) else _NEAR
    turned = cues["turned_before"].search(near) or _NEITHER.search(before) or cues["turned_after"].search(after[:reach])
    if mention.concept == DISCHARGED and _SPOILED.match(sentence.text, end):
        return None
    if mention.concept == IMPROVED and _UNDONE.match(sentence.text, end):
        return None
    if turned and mention.concept == IMPROVED and near.rstrip().endswith("further"):
        return None  # "no further improvement" leaves it open how much there was before
    says = TURNED[mention.concept] if turned else mention.concept
    if says in (NO_IMPROVEMENT, PROGRESSION) and _BEFOREHAND.match(sentence.text, 0, start):
        return None if _GOES_ON.match(sentence.text, end) else says
    return says


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
