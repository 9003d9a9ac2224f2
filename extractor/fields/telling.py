"""What the words around a mention tell: the cues of a list before it, after it, or anywhere in its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.case import Assertion, Mention, MentionKind, Period, Qualifiers, Reading
from extractor.document import SectionKind
from extractor.lexicon import load_cues
from extractor.schema import Field

_LABEL = re.compile(r"[A-Z][\w /-]{2,60}[:.]\s+$")
_PLURAL = re.compile(r"(?:es|s)$")
_LONGEST_LABEL = 70  # characters
_OF_ONE = re.compile(
    r"(?:\s+history)?\s+of\s+(?!note\b|significance\b|importance\b|interest\b|any\b|illness|disease)", re.IGNORECASE
)

# Where papers speak of others, of the disease, or say nothing that is not said elsewhere.
SILENT = frozenset(
    (
        SectionKind.TITLE,
        SectionKind.AUTHORS,
        SectionKind.KEYWORDS,
        SectionKind.INTRODUCTION,
        SectionKind.REFERENCES,
        SectionKind.DISCUSSION,
        SectionKind.CONCLUSION,
        SectionKind.DECLARATIONS,
        SectionKind.FURNITURE,
    )
)

# Where they tell nothing of how a patient was treated and did, as the discussion may.
UNTOLD = (SectionKind.TITLE, SectionKind.KEYWORDS, SectionKind.REFERENCES, SectionKind.INTRODUCTION)


def words_before(mention: Mention, reading: Reading) -> str:
    """Give the sentence up to the mention."""
    return reading.sentence_of(mention).before(mention.span)


def words_after(mention: Mention, reading: Reading) -> str:
    """Give the sentence from the end of the mention."""
    return reading.sentence_of(mention).after(mention.span)


def texts_behind(mention: Mention, reading: Reading) -> Iterator[str]:
    """Give the rest of the sentence and the sentences behind it that tell of the patient."""
    yield words_after(mention, reading)
    yield from (s.text for s in reading.sentences[mention.sentence + 1 :] if s.section not in SILENT)


def told_before(cues: str, mention: Mention, reading: Reading) -> bool:
    """Tell whether a cue of the list stands before the mention in its sentence."""
    return load_cues("findings")[cues].search(words_before(mention, reading)) is not None


def told_after(cues: str, mention: Mention, reading: Reading) -> bool:
    """Tell whether a cue of the list stands behind the mention in its sentence."""
    return load_cues("findings")[cues].search(words_after(mention, reading)) is not None


def told_beside(cues: str, mention: Mention, reading: Reading) -> bool:
    """Tell whether a cue of the list stands in the sentence of the mention."""
    return load_cues("findings")[cues].search(reading.sentence_of(mention).text) is not None


def labelled(cues: str, mention: Mention, reading: Reading) -> bool:
    """Tell whether a cue of the list stands in the label before the sentence: "Pathology: sheets of plasma cells"."""
    sentence = reading.sentence_of(mention)
    blank = len(sentence.text) - len(sentence.text.lstrip())
    start = sentence.span.start
    label = _LABEL.search(reading.document.text, max(0, start - _LONGEST_LABEL), start + blank)
    return label is not None and load_cues("findings")[cues].search(label.group()) is not None


def is_silent(mention: Mention, reading: Reading) -> bool:
    """Tell whether the mention stands where papers do not tell of the patient."""
    return reading.sentence_of(mention).section in SILENT


def head_word(mention: Mention, reading: Reading) -> str:
    """Give the word by which a text comes back to a name: its last one before an "of", in the singular."""
    return _PLURAL.sub("", reading.document.quote(mention.span).split(" of ")[0].split()[-1]).casefold()


def is_denied(mention: Mention) -> bool:
    """Tell whether it is said to be absent."""
    return mention.qualifiers.assertion is Assertion.DENIED


def has_cue(cues: str, mention: Mention, reading: Reading) -> bool:
    """Tell whether one of the cues that qualified the mention is of the list."""
    pattern = load_cues("findings")[cues]
    return any(pattern.search(reading.document.quote(span)) for span in mention.qualifiers.cues)


def said(field: Field, cues: str, concept: str, reading: Reading) -> Iterator[Mention]:
    """Give the places that deny all of a field in one word: "previously healthy", "family history was unremarkable"."""
    pattern = load_cues("findings")[cues]
    for sentence in reading.sentences:
        for match in pattern.finditer(sentence.text):
            if _OF_ONE.match(sentence.text, match.end()):
                continue  # "no past medical history of diabetes"
            yield Mention(
                MentionKind.TERM,
                sentence.at(match.start(), match.end()),
                concept,
                field.find.lexicons[0],
                Qualifiers(Assertion.DENIED),
                sentence.index,
            )


def first_treatment(reading: Reading) -> int:
    """Give the sentence that first tells of a treatment now given, or one past the last."""
    given = (
        m.sentence
        for m in reading.of(MentionKind.TERM, "treatment", "drug")
        if m.qualifiers.holds and m.qualifiers.period is Period.NOW and not is_silent(m, reading)
    )
    return min(given, default=len(reading.sentences))
