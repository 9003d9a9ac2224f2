"""Tells whether the course goes on behind a time: what is told of the patient then is not the last that is known."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from extractor.case import Mention, MentionKind, Reading, Role, Sentence
from extractor.fields.chosen import Chosen
from extractor.fields.times.intervals import is_of_gestation
from extractor.fields.times.lengths import convert, counts, course_cue, is_vague, weeks

# "six months later", "after six months": counted from what was told before; "after six months of therapy" is not
_LATER_ON = re.compile(r"[\s'’)-]{0,3}(?:later|thereafter|afterwards?)\b", re.IGNORECASE)
_AFTER_THAT = re.compile(
    r"(?:^|[\s,(])(?:after|following|within|another|additional|further|next|subsequent|in|over|for)\s"
    r"(?:(?:about|approximately|around|nearly|almost|another|an?|additional|further|only|the|next|following|subsequent)\s){0,3}$",
    re.IGNORECASE,
)
# "three months after surgery", "at one year", "the 7-month visit": counted from the treatment, as the longest is
_FROM_THE_START = re.compile(
    r"[\s'’)-]{0,3}(?:after|following|post|from|since|of|follow|visit|control|check|into|on)(?:\b|(?=op))",
    re.IGNORECASE,
)
_ANOTHER = re.compile(r"\b(?:another|additional|further)\s$", re.IGNORECASE)
_ANOTHER_SAID = re.compile(r"\s(?:further|more|additional)\s", re.IGNORECASE)  # "14 further months"
_KEPT_ON = re.compile(r"\b(?:continued|prolonged|extended|given|treated)\b[^.;,]{0,40}$", re.IGNORECASE)
_ANOTHER_UNIT = re.compile(r"\bafter\s(?:another|yet\sanother)\s(?:week|month|year)\b", re.IGNORECASE)  # of no number
_DATED = re.compile(
    r"\b(?:[Ii]n|of|[Ss]ince|[Uu]ntil|till|[Oo]n|[Bb]y|[Aa]s\sof)\s(?:(?:early|late|mid)[\s-])?"
    r"(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?,?\s(?:\d{1,2}(?:st|nd|rd|th)?,?\s)?(?:of\s)?)?(?:19|20)\d\d\b",
)
# "a relapse was found after six weeks, and he died two weeks later": to be added to the time before
_DIED = re.compile(r"\b(?:died|death|passed\saway|expired|succumbed|deceased|discharged)\b[^.;,]{0,30}$", re.IGNORECASE)
# "he did not come back until September 2005": a visit of which no number is told
_NOT_UNTIL = re.compile(
    r"\b(?:did\snot|not)\s(?:attend|return|come|present|appear)\b[^.;]{0,60}\suntil\s(?:\w+\s){0,2}(?:19|20)\d\d\b",
    re.IGNORECASE,
)
# "the third visit, five months after the second visit"
_AFTER_A_VISIT = re.compile(
    r"[\s'’)-]{0,3}(?:after|following|from)\s(?:the|that|this|his|her)\s(?:first|second|third|last|previous|prior)\s"
    r"(?:follow[\s-]?up|visit|control|examination|review|evaluation|scan|MRI|CT)\b",
    re.IGNORECASE,
)
_LINKS = 2  # times that are added: of longer chains some are mostly counted from elsewhere
_APART = 3  # sentences between two links
_SMALL = 0.1  # of a time: what stands before it makes no difference if it is as short


def later_times(start: int, reading: Reading) -> list[Mention]:
    """Give the times of the course behind a place of the paper, whatever is told of them."""
    return [
        later
        for later in reading.of(MentionKind.DURATION)
        if later.role is Role.FOLLOW_UP
        and later.span.start > start
        and counts(later, reading.sentence_of(later))
        and not is_of_gestation(later, reading.sentence_of(later))
    ]


def goes_further(last: Mention, reading: Reading) -> bool:
    """Tell whether the paper goes on to a time behind, so that the longest time told is not how long he was followed.

    Of 25 such values read in texts that were drawn at random, 18 were wrong: another treatment was begun, and times
    that add up were counted from it.
    """
    if last.concept == "follow-up":
        return False
    section = reading.sentence_of(last).section  # the case after the abstract begins anew
    if any(
        reading.sentence_of(later).section is section and _adds_up(later, last, reading)
        for later in later_times(last.span.end, reading)
    ):
        return True
    return _adds_to_one_before(last, reading) or any(
        s.index > last.sentence and s.section is section and _tells_no_number(s) for s in reading.sentences
    )


def _adds_up(later: Mention, last: Mention, reading: Reading) -> bool:
    """Tell "… six months later": a time behind that is longer, or that is counted from the other."""
    if is_vague(later) or later.concept == "day":
        return weeks(later) > weeks(last)
    if weeks(later) > weeks(last):
        return True
    sentence = reading.sentence_of(later)
    start, end = sentence.place_of(later.span)
    if _LATER_ON.match(sentence.text, end) is not None:
        return True
    if later.sentence == last.sentence or _AFTER_THAT.search(sentence.text, 0, start) is None:
        return False
    return _FROM_THE_START.match(sentence.text, end) is None


def _adds_to_one_before(last: Mention, reading: Reading) -> bool:
    """Tell "it came back after another two months": to be added to a time told before."""
    sentence = reading.sentence_of(last)
    start, end = sentence.place_of(last.span)
    before = [
        d
        for d in reading.of(MentionKind.DURATION)
        if d.role is Role.FOLLOW_UP and d.span.end < last.span.start and not is_vague(d)
    ]
    if _is_another(last, sentence):
        return len(before) > 0
    if _LATER_ON.match(sentence.text, end) is None or _DIED.search(sentence.text, 0, start) is None:
        return False
    return any(last.sentence - d.sentence <= 1 for d in before)


def _is_another(duration: Mention, sentence: Sentence) -> bool:
    """Tell "for another 14 months", "14 further months"."""
    start, end = sentence.place_of(duration.span)
    if _ANOTHER.search(sentence.text, 0, start) is not None:
        return True
    return _ANOTHER_SAID.search(sentence.text, start, end) is not None


def _with_one_before(last: Mention, before: list[Mention], reading: Reading) -> tuple[Mention, ...]:
    """Give "eight months later it came back" with "and he has been well for another year", if no third time is told."""
    sentence = reading.sentence_of(last)
    if len(before) != 1 or is_vague(before[0]) or before[0].concept == "day":
        return ()
    if _KEPT_ON.search(sentence.text, 0, last.span.start - sentence.span.start) is not None:
        return ()  # how long a drug was given
    return (before[0], last) if 0 < last.sentence - before[0].sentence <= _APART else ()


def _tells_no_number(sentence: Sentence) -> bool:
    """Tell "in March 2011 he was free of symptoms", "after another month": a visit of which no number is told."""
    if _ANOTHER_UNIT.search(sentence.text) is not None or _NOT_UNTIL.search(sentence.text) is not None:
        return True
    return _DATED.search(sentence.text) is not None and course_cue("state").search(sentence.text) is not None


def add_up(
    last: Mention, first_treated: int, is_told: Callable[[Mention], bool], reading: Reading
) -> tuple[Mention, ...]:
    """Give the times that are to be added: "a year after surgery it came back, and two months later he died".

    Nothing if it is not clear that each is counted from the one before: a time that is shorter than the one before it
    can be counted from nothing else.
    """
    section = reading.sentence_of(last).section
    behind = [d for d in later_times(last.span.end, reading) if reading.sentence_of(d).section is section]
    if last.span.start < first_treated or len(behind) > _LINKS:
        return ()
    before = [
        d
        for d in later_times(first_treated, reading)
        if d.span.end < last.span.start and reading.sentence_of(d).section is section
    ]
    if not behind:
        return _with_one_before(last, before, reading) if _is_another(last, reading.sentence_of(last)) else ()
    if not _is_from_start(last, reading) and any(weeks(d) > _SMALL * weeks(last) for d in before):
        return ()
    previous = last
    for link in behind:
        unit = None if link.quantity is None else link.quantity.unit
        short = not is_vague(link) and unit not in ("hours", "minutes") and weeks(link) <= weeks(last)
        short = short and link.concept != "day"
        if not short or link.sentence - previous.sentence > _APART or not _is_from_one_before(link, previous, reading):
            return ()
        if not is_told(link):
            return ()
        previous = link
    if any(s.index > previous.sentence and s.section is section and _tells_no_number(s) for s in reading.sentences):
        return ()
    return (last, *behind)


def sums_of(links: tuple[Mention, ...], unit: str | None) -> Chosen:
    """Give the sum of times that follow each other, with each of them as evidence."""
    parts = [convert(link, unit) for link in links]
    total = sum(part.quantity.canonical or 0.0 for part in parts if part.quantity is not None)
    return Chosen(
        tuple(replace(p, quantity=replace(p.quantity, canonical=round(total, 2))) for p in parts if p.quantity)
    )


def _is_from_start(duration: Mention, reading: Reading) -> bool:
    sentence = reading.sentence_of(duration)
    return _FROM_THE_START.match(sentence.text, duration.span.end - sentence.span.start) is not None


def _is_from_one_before(link: Mention, previous: Mention, reading: Reading) -> bool:
    sentence = reading.sentence_of(link)
    start, end = sentence.place_of(link.span)
    if _LATER_ON.match(sentence.text, end) or _ANOTHER.search(sentence.text, 0, start):
        return True
    if _AFTER_A_VISIT.match(sentence.text, end):
        return True
    if link.sentence == previous.sentence or _AFTER_THAT.search(sentence.text, 0, start) is None:
        return False
    return _FROM_THE_START.match(sentence.text, end) is None
