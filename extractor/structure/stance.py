"""Tells of whom a sentence speaks by its own words: the paper's patient, a cited one, many people, a disease."""

from __future__ import annotations

from enum import StrEnum

from extractor.structure.cues import has_cue, load_cue

_BEGINNING = 60  # characters in which a cue stands for the subject of its sentence


class Stance(StrEnum):
    """Whom a sentence speaks of, as far as it says so itself."""

    OWN = "own"
    CITED = "cited"
    COHORT = "cohort"
    GENERAL = "general"
    PRESENT = "present"  # in the present tense without a person: of the disease, or of the patient's state
    PERSON = "person"  # a pronoun or "the patient": whoever was spoken of
    NEUTRAL = "neutral"


def judge_stance(sentence: str) -> Stance:
    """Judge one sentence."""
    own = load_cue("sentence.own").search(sentence)
    cited = load_cue("sentence.cited").search(sentence)
    cohort = load_cue("sentence.cohort").search(sentence) or load_cue("sentence.reports").search(sentence)
    person = has_cue("sentence.person", sentence)
    if own is not None:
        others = [match.start() for match in (cited, cohort) if match is not None]
        if not others or own.start() <= min(others) or own.start() < _BEGINNING:
            return Stance.OWN
        return Stance.CITED if cited is not None else Stance.COHORT
    if cited is not None:
        return Stance.CITED
    if person:
        return Stance.PERSON
    if cohort is not None:
        return Stance.COHORT
    past = has_cue("sentence.past", sentence)
    if not past and has_cue("sentence.leans", sentence):
        return Stance.COHORT
    if has_cue("sentence.first_told", sentence) or (not past and has_cue("sentence.general", sentence)):
        return Stance.GENERAL
    return Stance.PRESENT if not past and has_cue("sentence.present", sentence) else Stance.NEUTRAL
