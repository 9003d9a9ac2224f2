"""Rules of choice. How the illness went."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from extractor.case import Mention, MentionKind, Reading, Sentence
from extractor.document import SectionKind
from extractor.fields.background import precedes_illness
from extractor.fields.chosen import Chosen
from extractor.fields.giving_forms import Giving
from extractor.fields.outcome_ailments import find_outcomes_of_ailments
from extractor.fields.outcome_senses import (
    DEATH,
    DISCHARGED,
    IMPROVED,
    NO_IMPROVEMENT,
    PROGRESSION,
    RECURRENCE,
    STABLE,
    UNCHANGED,
    Place,
    find_place,
)
from extractor.fields.outcome_states import comes_later, follows_course, is_state, stays_as_found
from extractor.fields.outcome_turns import is_of_finding, was_treated_on
from extractor.fields.outcome_words import tell_outcome
from extractor.fields.tabled import is_under
from extractor.fields.therapy import tell_giving
from extractor.fields.wanted import terms_of
from extractor.lexicon import load_cues
from extractor.schema import Field

_OUT_OF_ORDER = (SectionKind.CAPTION, SectionKind.TABLE)  # they stand anywhere, and not when they were told
_LATE = 0.6  # of the sentences: behind this an outcome needs no treatment before it
_CLOSE = 1  # sentence
_FOUND = re.compile(r"\b(?:was|were|is) normal$|^euthyroid$", re.IGNORECASE)
# "progressed despite antibiotics", "eight months after surgery": these were given before
_DESPITE = re.compile(
    r"\b(?:despite|in spite of)\b[^.;,]{0,80}$|\b(?:respon\w+|refractory|resistant)\sto\s[^.;]{0,60}$"
    r"|\b(?:after|following|since|post)\s(?:[\w-]+\s){0,3}$",
    re.IGNORECASE,
)
_IN_SPITE = re.compile(r"[^.;]{0,40}?\b(?:despite|in spite of)\b(?P<what>[^.;]{0,120})", re.IGNORECASE)
_TREATED = re.compile(
    r"treat|therap|antibiotic|steroid|surg|operat|resect|resuscit|measures|support|intervention|care\b|manage|medicat|transfus"
    r"|administr|infusion|dose|drainage|debridement|immunoglob|anticoag|heparin|platin|mycin|cillin|cycline",
    re.IGNORECASE,
)
# "the death" behind it is that of the unborn child
_UNBORN = re.compile(
    r"\b(?:intra-?uterine|fetal|foetal|embryonic|neonatal)\s(?:death|demise)\b"
    r"|\bdeath\sof\s(?:an?|the|one|both)\s(?:embryo|fetus|foetus|twin|newborn)",
    re.IGNORECASE,
)
_GROWN = 10.0  # years: of a patient of that age or more, "the newborn" and "the baby" are somebody else


@dataclass(frozen=True, slots=True)
class State:
    """What a mention says of the illness; `weak` if that counts only where nothing better is said."""

    mention: Mention
    says: str
    treated: bool  # said after a treatment was given
    weak: bool
    firm: bool = False  # said of the illness itself
    in_spite: bool = False  # of a treatment that the sentence names
    passed: bool = False  # another treatment followed, or it is told of a mere finding


@dataclass(frozen=True, slots=True)
class Story:
    """The course of the illness as one part of the paper tells it."""

    states: tuple[State, ...]
    last_given: int  # where the last treatment given stands

    def final(self) -> list[State]:
        """Give the states that count at the end: death, else the last state, and the setbacks before it."""
        deaths = [s for s in self.states if s.says == DEATH]
        setbacks = [
            s for s in self.states if s.treated and (s.says == RECURRENCE or (s.says == PROGRESSION and s.firm))
        ]
        if deaths:
            turns = setbacks or [s for s in self._worse() if s.in_spite or _leads_to(s, deaths[0])]
            return [*(self._better_until(deaths[0]) or self._unhelped(deaths[0])), *turns, *deaths]
        phase = self._last_phase()
        if not phase:
            return setbacks or self._weak() or [s for s in self._worse() if s.in_spite]
        relapses = [s for s in setbacks if s.says == RECURRENCE]
        bad_before = phase[-1].says in (NO_IMPROVEMENT, PROGRESSION)
        if bad_before and relapses and relapses[-1].mention.span > phase[-1].mention.span:
            return setbacks
        return [*(s for s in setbacks if s not in phase), *phase]

    def _last_phase(self) -> list[State]:
        """Give the last state, with what says the same before it."""
        said = [self._settle(s) for s in self.states if s.says != RECURRENCE and not s.weak]
        # What was bad and was then treated is no end.
        ended = [s for s in said if s.says not in (NO_IMPROVEMENT, PROGRESSION) or self._is_last(s)]
        ended = [s for s in ended if not s.passed or (s.says == STABLE and not self._better_before(s))]
        said = ended or [s for s in said if s.says == NO_IMPROVEMENT and not s.passed and not self._weak()]
        if not said:
            return []
        kept = (IMPROVED, STABLE) if said[-1].says == STABLE else (said[-1].says,)
        phase = list(takewhile(lambda s: s.says in kept, reversed(said)))[::-1]
        return [*self._gained_before(phase[0], said), *phase] if said[-1].says == NO_IMPROVEMENT else phase

    def _gained_before(self, lack: State, said: list[State]) -> list[State]:
        """Give what the last treatment had brought before the lack that is told: "he walked, but still had …"."""
        gained = [s for s in said if s.mention.span < lack.mention.span and s.says not in (STABLE, DISCHARGED)]
        return gained[-1:] if gained and gained[-1].says == IMPROVED and self._is_last(gained[-1]) else []

    def _worse(self) -> list[State]:
        """Give the last worsening after a treatment: it led to the death, or nothing is told of what followed."""
        return [s for s in self.states if s.says == PROGRESSION and s.treated and not s.weak][-1:]

    def _weak(self) -> list[State]:
        return [replace(s, says=IMPROVED) for s in self.states if s.weak and s.says in (IMPROVED, DISCHARGED)]

    def _settle(self, state: State) -> State:
        """Tell what "unchanged" means: nothing more was gained after an improvement, or nothing at all."""
        if state.says != UNCHANGED:
            return state
        if not state.treated:  # nothing was to be gained
            return replace(state, says=STABLE)
        return replace(state, says=STABLE if self._better_before(state) else NO_IMPROVEMENT)

    def _better_before(self, state: State) -> bool:
        return any(s.says == IMPROVED and s.treated and s.mention.span < state.mention.span for s in self.states)

    def _better_until(self, death: State) -> list[State]:
        """Give the improvement with which a patient lived until the death: often it was of another cause."""
        before = [s for s in self.states if not s.weak and s.mention.sentence < death.mention.sentence]
        return before[-1:] if before and before[-1].says == IMPROVED and before[-1].treated else []

    def _unhelped(self, death: State) -> list[State]:
        """Give what says that a treatment did not help, of one who never got better and died."""
        if any(s.says in (IMPROVED, STABLE) and not s.weak for s in self.states):
            return []
        told = [s for s in self.states if s.says == NO_IMPROVEMENT and s.treated and not s.weak]
        return [s for s in told if s.mention.sentence < death.mention.sentence][
            -1:
        ]  # not "resuscitated without success"

    def _is_last(self, state: State) -> bool:
        return state.mention.span.start > self.last_given


def _leads_to(worse: State, death: State) -> bool:
    """Tell whether a worsening stands close before a death: what was so long before may have got better."""
    return 0 <= death.mention.sentence - worse.mention.sentence <= _CLOSE


def choose_own_outcome(field: Field, reading: Reading) -> Chosen:
    """Choose for `own outcome`: the last state, with relapse and death; the abstract against the body is a conflict."""
    parts = {_part(sentence) for sentence in reading.sentences}
    told = _longest((*terms_of(field, reading), *find_outcomes_of_ailments(reading)))
    narrative, abstract, closing = (
        _tell(told, reading, part).final() if part in parts else []
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


def _tell(mentions: Sequence[Mention], reading: Reading, part: SectionKind) -> Story:
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
    grown = _is_grown(reading)
    for mention in mentions:
        sentence = reading.sentence_of(mention)
        told = tell_outcome(mention, sentence, grown=grown) if _part(sentence) is part else None
        if told is None or precedes_illness(sentence, reading):
            continue
        if told.says == DEATH and grown and _is_of_unborn(mention, reading):
            continue
        says = told.says
        # "He improved after surgery": the same sentence is enough for what cannot have been before.
        reached = mention.sentence >= given[0].sentence if given and says == IMPROVED else False
        in_spite = says in (PROGRESSION, NO_IMPROVEMENT) and _despite_treatment(mention, sentence)
        treated = (
            reached
            or (told.treated and says in (IMPROVED, RECURRENCE))
            or in_spite
            or is_under("outcome", mention, reading)
            or bool(given and mention.span.start > given[0].span.start)
        )
        found = _FOUND.search(reading.document.quote(mention.span))  # on examination, it may be
        if treated or says == DEATH or (mention.sentence >= late and found is None):
            place = find_place(mention, sentence)
            passed = _has_passed(place, says, sentence, reading)
            if says == IMPROVED and stays_as_found(place, sentence, reading.sentences, given):
                says = STABLE
            if is_state(place):
                counts = follows_course(sentence, reading.sentences)
            else:  # "a cough, with worsening of the general state" brought the patient
                counts = treated or says != PROGRESSION or told.firm or comes_later(sentence)
            if counts:
                states.append(State(mention, says, treated, told.weak, told.firm, in_spite, passed))
    homeward = {s.mention.sentence: s.mention.span for s in states if s.says == DISCHARGED}
    in_order = [
        m
        for m in given
        if reading.sentence_of(m).section not in _OUT_OF_ORDER
        and not (m.sentence in homeward and m.span > homeward[m.sentence])  # "discharged on steroids"
    ]
    return Story(tuple(states), max(_given_at(m, reading) for m in in_order or given) if given else 0)


def _has_passed(place: Place, says: str, sentence: Sentence, reading: Reading) -> bool:
    """Tell whether what is told was no end: another treatment followed, or only a finding stayed as it was."""
    if says == UNCHANGED:
        return is_of_finding(place)
    part = _part(sentence)
    return says == NO_IMPROVEMENT and was_treated_on(
        place, (s for s in reading.sentences if s.index > sentence.index and _part(s) is part)
    )


def _is_of_unborn(mention: Mention, reading: Reading) -> bool:
    text = reading.document.text
    start = mention.span.start
    if text[max(0, start - 4) : start].lower() != "the " or not text.startswith("death", start):
        return False
    return any(_UNBORN.search(s.text) for s in reading.sentences if s.index < mention.sentence)


def _given_at(mention: Mention, reading: Reading) -> int:
    """Tell where a treatment stands in the order of things: one "despite" which something was comes before it."""
    sentence = reading.sentence_of(mention)
    before = sentence.text[: mention.span.start - sentence.span.start]
    return sentence.span.start if _DESPITE.search(before) else mention.span.start


def _despite_treatment(mention: Mention, sentence: Sentence) -> bool:
    """Tell "despite antibiotics, it progressed": the treatment is told, whether or not the lists know it."""
    if "spite" not in sentence.text.lower():
        return False
    start = mention.span.start - sentence.span.start
    before, after = sentence.text[:start], sentence.text[mention.span.end - sentence.span.start :]
    told = _IN_SPITE.search(before) or _IN_SPITE.match(after)
    return told is not None and _TREATED.search(told["what"]) is not None


def _is_grown(reading: Reading) -> bool:
    """Tell whether every age that is told is that of somebody past childhood; without any, whether it is a woman."""
    ages = [m.quantity.canonical for m in reading.of(MentionKind.AGE) if m.quantity is not None]
    years = [age for age in ages if age is not None]
    if not years:
        return load_cues("kin")["woman"].search(reading.sentences[0].text) is not None
    return min(years) >= _GROWN


def _longest(mentions: Iterable[Mention]) -> list[Mention]:
    """Leave out words that overlap with longer ones: the list and the finder of phrases may both see an outcome."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.span.start - m.span.end, m.span.start)):
        if not any(mention.span.overlaps(other.span) for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda m: m.span)
