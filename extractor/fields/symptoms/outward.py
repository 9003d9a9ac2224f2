"""What tells by itself that a complaint is the patient's: a sign of the skin, a pain no picture shows, a verb."""

from __future__ import annotations

import re

from extractor.case import Mention, Reading
from extractor.fields.telling import words_after, words_before
from extractor.fields.wanted import is_listed_as
from extractor.lexicon import load_cues

_TESTS = ("pictured", "seen_inside", "tissue")
# "his headache improved", "the rash persisted": what eases, lasts or comes back had been there. Not "vision improved".
_WENT_ON = re.compile(
    r"\s+(?:\([^()]{1,30}\)\s+)?(?:had\s+|has\s+|have\s+)?(?:(?:gradually|progressively|slowly|rapidly|partially|also|then"
    r"|subsequently|markedly|significantly|completely|initially|soon|dramatically|promptly|quickly|however|again|still)\s+)?"
    r"(?:improved|subsided|abated|stopped|ceased|faded|lessened|eased|remitted|persisted|reappeared|relapsed|alleviated"
    r"|regressed|vanished|(?:was|were)\s+(?:\w+ly\s+)?(?:relieved|alleviated|improved))\b",
    re.IGNORECASE,
)
_FUNCTION = re.compile(
    r"vision|acuity|function|mobility|movement|gait|power|strength|status|weight\s+gain", re.IGNORECASE
)
# Between the words that put a complaint in the past and the complaint: the patient comes.
_COMES = re.compile(
    r"\b(?:presented|presents|presenting|complain(?:ed|s|ing)|was\s+(?:\w+\s+)?(?:admitted|referred|brought|hospitali[sz]ed"
    r"|transferred|seen)|(?:hospitali[sz]ed|admitted|consult(?:s|ed)|attended|visited)\b[^.;]{0,60}?\b(?:because\s+of|for"
    r"|with|due\s+to)|went\s+into|developed|experienced|had(?!\s+(?:been|undergone|a\s+history|previous|past|no)))\b",
    re.IGNORECASE,
)
_OTHERS_COME = re.compile(r"\b(?:who|whose|that|which|previous|previously|prior|past|earlier|ago)\b", re.IGNORECASE)


def is_outward(mention: Mention, reading: Reading) -> bool:
    """Tell whether eyes and hands find such a thing, and the sentence names no test that might have shown it."""
    cues = load_cues("findings")
    if cues["outward"].fullmatch(mention.concept) is None:
        return False
    text = reading.sentence_of(mention).text
    return not any(cues[name].search(text) for name in _TESTS) and cues["in_others"].search(text) is None


def is_unpictured(mention: Mention) -> bool:
    """Tell whether no picture, tracing or tissue can show such a thing: a pain, a fever, a cough."""
    return is_listed_as("unpictured", mention.concept)


def went_on(mention: Mention, reading: Reading) -> bool:
    """Tell whether the words behind say that it eased, lasted or came back under treatment: it had been there."""
    if _FUNCTION.search(reading.document.quote(mention.span)) is not None:
        return False
    return _WENT_ON.match(words_after(mention, reading)) is not None


def comes_since(mention: Mention, reading: Reading) -> bool:
    """Tell whether the patient comes behind the words of the past: "a history of gout, was admitted for fever"."""
    before = words_before(mention, reading)
    sentence = reading.sentence_of(mention)
    cues = [span.end - sentence.span.start for span in mention.qualifiers.cues if span.end <= mention.span.start]
    if not cues or len(cues) < len(mention.qualifiers.cues):
        return False  # "abdominal pain two years before"
    between = before[max(cues) :]
    return _COMES.search(between) is not None and _OTHERS_COME.search(between) is None
