"""Tells of whom a sentence speaks by its own words: the paper's patient, a cited one, many people, a disease."""

from __future__ import annotations

import re
from enum import StrEnum

from extractor.structure.cues import has_cue, load_cue

_REACH = 40  # characters before the words for the paper's patient
_SET_APART = re.compile(
    r"\b(?:unlike|in\s+contrast\s+(?:to|with)|contrary\s+to|as\s+opposed\s+to|than|except\s+for|apart\s+from|other\s+than"
    r"|differ(?:s|ed|ent)?\s+from)\s+(?:in\s+|that\s+(?:of|in)\s+|those\s+(?:of|in)\s+|the\s+case\s+(?:of|in)\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_LIKE = re.compile(r"(?<!\bsuch)\b(?:as|like|similar\s+to)\s+(?:in\s+|that\s+of\s+|was\s+)?$", re.IGNORECASE)
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


def find_own(sentence: str) -> re.Match[str] | None:
    """Find the words for the paper's patient, but not where others are told apart from them: "unlike our patient"."""
    for match in load_cue("sentence.own").finditer(sentence):
        if _SET_APART.search(sentence, max(0, match.start() - _REACH), match.start()) is None:
            return match
    return None


def is_likened(sentence: str) -> bool:
    """Tell whether others are spoken of, to whom the paper's patient is likened: "he was a diver, as our patient"."""
    own = find_own(sentence)
    return own is not None and _LIKE.search(sentence, max(0, own.start() - _REACH), own.start()) is not None


def judge_stance(sentence: str) -> Stance:
    """Judge one sentence."""
    own = find_own(sentence)
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
