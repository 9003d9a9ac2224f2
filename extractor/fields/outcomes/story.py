"""The course of an illness as one part of a paper tells it: its states in their order → those that count at the end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import takewhile

from extractor.case import Mention
from extractor.fields.outcomes.senses import (
    DEATH,
    DISCHARGED,
    IMPROVED,
    NO_IMPROVEMENT,
    PROGRESSION,
    RECURRENCE,
    STABLE,
    UNCHANGED,
)

_CLOSE = 1  # sentence


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
    rest: bool = False  # what is left of the illness: "numb toes persisted"
    held: bool = False  # nothing was gained, but nothing came again: "no regrowth"


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
        never_better = not any(s.says == IMPROVED and not s.held for s in said)
        lacks = [s for s in said if s.says == NO_IMPROVEMENT]
        if lacks and never_better and said[-1].held:  # "he remained in a wheelchair; there was no regrowth"
            return lacks[-1:]
        kept = (IMPROVED, STABLE) if said[-1].says == STABLE else (said[-1].says,)
        phase = list(takewhile(lambda s: s.says in kept, reversed(said)))[::-1]
        if said[-1].says != NO_IMPROVEMENT:
            return phase
        gained = self._gained_before(phase[0], said)
        return gained if gained and all(s.rest for s in phase) else [*gained, *phase]

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
