"""Rules of choice. How the illness went."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extractor.case import ALONE, Mention, MentionKind, Reading, Sentence
from extractor.document import SectionKind
from extractor.fields.background import precedes_illness
from extractor.fields.chosen import Chosen
from extractor.fields.outcomes.ailments import find_outcomes_of_ailments
from extractor.fields.outcomes.senses import (
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
from extractor.fields.outcomes.states import comes_later, follows_course, is_state, stays_as_found
from extractor.fields.outcomes.story import State, Story
from extractor.fields.outcomes.turns import is_of_finding, was_treated_on
from extractor.fields.outcomes.words import tell_outcome
from extractor.fields.tabled import is_under
from extractor.fields.telling import words_before
from extractor.fields.treatments.given import tell_giving
from extractor.fields.treatments.giving import Giving
from extractor.fields.wanted import terms_of
from extractor.lexicon import load_cues
from extractor.schema import Field

_OUT_OF_ORDER = (SectionKind.CAPTION, SectionKind.TABLE)  # they stand anywhere, and not when they were told
_LATE = 0.6  # of the sentences: behind this an outcome needs no treatment before it
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
_NOT_AGAIN = re.compile(r"re-?(?:growth|currence|lapse|currences|lapses)|recurred|relapsed", re.IGNORECASE)
_IS_LEFT = re.compile(r"persist|remain|sequela", re.IGNORECASE)
_GROWN = 10.0  # years: of a patient of that age or more, "the newborn" and "the baby" are somebody else


_CHILD = re.compile(r"\b(?:baby|infant|newborn|neonate|child|f(?:o)?etus|twin|son|daughter)\b", re.IGNORECASE)
_HE_DIED = re.compile(r"\b(?P<who>s?he)\s(?:\w+\s){0,2}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Scene:
    """One part of a paper, in which the words for an outcome are read."""

    reading: Reading
    given: tuple[Mention, ...]  # the treatments that it tells, in their order
    late: int  # the sentence from which on an outcome needs no treatment before it
    grown: bool  # the patient is past childhood

    def is_treated_at(self, mention: Mention, says: str) -> bool:
        """Tell whether a treatment was given before: "he improved after surgery" cannot have been before it."""
        if not self.given:
            return False
        first = self.given[0]
        return mention.span.start > first.span.start or (says == IMPROVED and mention.sentence >= first.sentence)


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


def _tell(told: Iterable[Mention], reading: Reading, part: SectionKind) -> Story:
    """Give the course of the illness as a part of the paper tells it, of the words that tell outcomes anywhere."""
    numbers = [s.index for s in reading.sentences if _part(s) is part]
    late = numbers[min(int(_LATE * len(numbers)), len(numbers) - 1)] if len(numbers) > 1 else numbers[0] + 1
    given = tuple(
        m
        for m in reading.of(MentionKind.TERM, "treatment", "drug")
        if _part(reading.sentence_of(m)) is part
        and m.concept != "biopsy"
        and tell_giving(m, reading.sentence_of(m)) in (Giving.GIVEN, Giving.NAMED)
    )
    scene = _Scene(reading, given, late, _is_grown(reading))
    own = (m for m in told if _part(reading.sentence_of(m)) is part)
    states = tuple(state for m in own if (state := _read_state(m, scene)) is not None)
    return Story(states, _last_given(given, states, reading))


def _read_state(mention: Mention, scene: _Scene) -> State | None:
    """Read what an outcome's word says of the illness; None if nothing, or nothing of how it went."""
    reading, sentence = scene.reading, scene.reading.sentence_of(mention)
    told = tell_outcome(mention, sentence, grown=scene.grown, several=reading.case.label != ALONE)
    if told is None or precedes_illness(sentence, reading):
        return None
    if told.says == DEATH and ((scene.grown and _is_of_unborn(mention, reading)) or _is_of_other_sex(mention, reading)):
        return None
    in_spite = told.says in (PROGRESSION, NO_IMPROVEMENT) and _despite_treatment(mention, sentence)
    treated = (
        (told.treated and told.says in (IMPROVED, RECURRENCE))
        or in_spite
        or is_under("outcome", mention, reading)
        or scene.is_treated_at(mention, told.says)
    )
    found = _FOUND.search(reading.document.quote(mention.span))  # on examination, it may be
    if not (treated or told.says == DEATH or (mention.sentence >= scene.late and found is None)):
        return None
    place = find_place(mention, sentence)
    if _was_controlled(place) and not any(m.sentence < mention.sentence for m in scene.given):
        return None
    if is_state(place):
        counts = follows_course(sentence, reading.sentences)
    else:  # "a cough, with worsening of the general state" brought the patient
        counts = treated or told.says != PROGRESSION or told.firm or comes_later(sentence)
    if not counts:
        return None
    passed = _has_passed(place, told.says, sentence, reading)
    lasts = told.says == IMPROVED and stays_as_found(place, sentence, reading.sentences, scene.given)
    rest = told.says == NO_IMPROVEMENT and _IS_LEFT.match(place.word) is not None
    held = told.says == IMPROVED and _NOT_AGAIN.search(place.word) is not None
    return State(mention, STABLE if lasts else told.says, treated, told.weak, told.firm, in_spite, passed, rest, held)


def _was_controlled(place: Place) -> bool:
    """Tell "his diabetes was controlled by metformin"."""
    said = load_cues("outcomes")["controlled_for_years"].search(place.word) is not None
    return "controlled" in place.word and (said or place.speaks_of("controlled_for_years"))


def _last_given(given: Sequence[Mention], states: Iterable[State], reading: Reading) -> int:
    """Tell where the last treatment of the course was given; 0 where none was."""
    homeward = {s.mention.sentence: s.mention.span for s in states if s.says == DISCHARGED}
    in_order = [
        m
        for m in given
        if reading.sentence_of(m).section not in _OUT_OF_ORDER
        and not (m.sentence in homeward and m.span > homeward[m.sentence])  # "discharged on steroids"
    ]
    return max((_given_at(m, reading) for m in in_order or given), default=0)


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
    before = sentence.before(mention.span)
    return sentence.span.start if _DESPITE.search(before) else mention.span.start


def _despite_treatment(mention: Mention, sentence: Sentence) -> bool:
    """Tell "despite antibiotics, it progressed": the treatment is told, whether or not the lists know it."""
    if "spite" not in sentence.text.lower():
        return False
    before, after = sentence.before(mention.span), sentence.after(mention.span)
    told = _IN_SPITE.search(before) or _IN_SPITE.match(after)
    return told is not None and _TREATED.search(told["what"]) is not None


def _is_of_other_sex(mention: Mention, reading: Reading) -> bool:
    """Tell "The baby was ventilated, but he died", told of a woman: no noun gives the patient the pronoun's sex."""
    sentence = reading.sentence_of(mention)
    near = [s.text for s in reading.sentences[max(0, sentence.index - 1) : sentence.index + 1]]
    subject = _HE_DIED.search(words_before(mention, reading)) if any(map(_CHILD.search, near)) else None
    if subject is None:
        return False
    sexes = {sex.concept for sex in reading.of(MentionKind.SEX) if sex.lexicon == "person"}
    return sexes == {"female" if subject["who"].lower() == "he" else "male"}


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
