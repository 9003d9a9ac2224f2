"""Rules of choice. Whether the lesion takes up contrast on MRI, and in what pattern."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from operator import itemgetter

from extractor.case import Assertion, Mention, MentionKind, Period, Reading, Subject
from extractor.document import SectionKind, Span
from extractor.fields.chosen import Chosen
from extractor.fields.conflicts import Part, find_rivals, part_of
from extractor.fields.wanted import terms_of
from extractor.lexicon import load_cues
from extractor.schema import Field


def choose_enhancement(field: Field, reading: Reading) -> Chosen:
    """Say whether the lesion enhances on MRI: the lesion, not the technique, and not on CT."""
    yes: list[Mention] = []
    no: list[Mention] = []
    for mention in _enhancements(reading):
        qualifiers = mention.qualifiers
        if qualifiers.subject is not Subject.PATIENT or qualifiers.assertion in (
            Assertion.UNCERTAIN,
            Assertion.NOT_DONE,
        ):
            continue
        if qualifiers.period is Period.AFTER and mention.concept == "no":
            continue  # gone under treatment: it had been there
        (yes if mention.concept == "yes" else no).append(mention)
    if yes:
        told = [m for m in (*yes, *no) if part_of(m, reading) in (Part.STORY, Part.SUMMARY)]
        rivals = find_rivals(sorted(told, key=lambda m: m.span), itemgetter(0), _say_the_same, reading)
        against = tuple(m for m in rivals if m in no)
        return Chosen(accepted=tuple(yes), rivals=against, doubtful=tuple(m for m in no if m not in against))
    return Chosen(accepted=tuple(no), not_done=tuple(_withheld(reading)))


def _say_the_same(one: Mention, other: Mention) -> bool:
    return one.concept == other.concept


def _withheld(reading: Reading) -> Iterator[Mention]:
    """Give the words that say that no contrast was given."""
    for sentence in reading.sentences:
        for match in load_cues("enhancement")["withheld"].finditer(sentence.text):
            if load_cues("enhancement")["ct"].search(sentence.text) is None:
                yield Mention(MentionKind.TERM, sentence.at(match.start(), match.end()), sentence=sentence.index)


def choose_enhancement_pattern(field: Field, reading: Reading) -> Chosen:
    """Take the words for a pattern that stand in a clause in which the lesion is said to enhance."""
    enhancing = [m for m in _enhancements(reading) if m.concept == "yes" and m.qualifiers.holds]
    found = [
        m
        for m in terms_of(field, reading)
        if m.qualifiers.subject is Subject.PATIENT and any(_describes(reading, m, e) for e in enhancing)
    ]
    return Chosen(accepted=tuple(found))


def _describes(reading: Reading, pattern: Mention, enhancement: Mention) -> bool:
    """Tell whether a word like "diffuse" is said of the enhancement: near it, in the same clause."""
    if pattern.sentence != enhancement.sentence:
        return False
    first, second = sorted((pattern.span, enhancement.span))
    gap = reading.document.quote(Span(first.end, max(first.end, second.start)))
    stops = load_cues("enhancement")["parts_before" if first is pattern.span else "parts_after"]
    return len(gap) <= 60 and re.search(r"[;.]", gap) is None and stops.search(gap) is None


def _enhancements(reading: Reading) -> Iterator[Mention]:
    """Give the words for enhancement of a lesion on MRI, with "yes" or "no" as the concept."""
    cues = load_cues("enhancement")
    absent = rf"{load_cues('levels')['absent'].pattern}|{cues['not_enhancing'].pattern}"
    for mention in reading.of(MentionKind.TERM, "enhancement"):
        sentence = reading.sentence_of(mention)
        start, end = sentence.place_of(mention.span)
        before, after = sentence.text[max(0, start - 60) : start], sentence.text[end : end + 50].lstrip(" -–")
        if cues["technique_after"].match(after) is not None or cues["other_after"].match(after) is not None:
            continue
        if re.search(
            rf"(?:{cues['technique_before'].pattern}|{cues['other_before'].pattern})\s+$", before, re.IGNORECASE
        ):
            continue
        if not _is_on_mri(reading, mention):
            continue
        negated = re.search(rf"(?:{absent})(?:[\s\-–]+\w+){{0,4}}[\s\-–]+$", before, re.IGNORECASE) is not None
        later = re.match(r"(?:\w+\s+){0,3}(?:was|were|is|are)\s+(?:not|absent)\b", after) is not None
        row = sentence.section is SectionKind.TABLE and re.match(r"(?:no|none|absent|negative)\b", after, re.IGNORECASE)
        negative = (mention.concept == "no") != (negated or later or bool(row))
        yield replace(mention, concept="no" if negative else "yes")


def _is_on_mri(reading: Reading, mention: Mention) -> bool:
    """Tell whether MRI is what the sentence, or else the last imaging named before it in the paragraph, speaks of."""
    cues = load_cues("enhancement")
    here = reading.sentence_of(mention)
    if here.section is SectionKind.TABLE:
        return cues["ct"].search(here.text) is None
    for sentence in reversed(reading.sentences[max(0, here.index - 4) : here.index + 1]):
        if sentence.paragraph != here.paragraph:
            break
        mri, ct = cues["mri"].search(sentence.text) is not None, cues["ct"].search(sentence.text) is not None
        if not mri and not ct:  # "MRI showed a mass in her; both lesions enhanced": the words told of another patient
            told = reading.document.quote(sentence.span)
            mri, ct = cues["mri"].search(told) is not None, cues["ct"].search(told) is not None
        if sentence is here and not mri and cues["histology"].search(sentence.text) is not None:
            return False
        if mri or ct:
            return mri
    return cues["lesion_on_mri"].search(here.text) is not None
