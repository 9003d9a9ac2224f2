"""Rules of choice. How long: from onset to diagnosis."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from extractor.case import Mention, MentionKind, Reading, Role
from extractor.fields.chosen import Chosen
from extractor.fields.conflicts import find_rivals, lasted_alike, share_complaint
from extractor.fields.times.lasting import lasted_complaint
from extractor.fields.times.lengths import WEEKS_IN, counts, course_cue, longest, longest_of, tabled, weeks
from extractor.schema import Field

_WITH_WHAT = re.compile(r".{0,40}?\b(?:with|for|of|after)\b[^,]{0,30}$", re.IGNORECASE)
_BROUGHT_WITHIN = 60  # characters between the coming and a duration
_NAMED_WITHIN = 45  # characters between a duration and the name of what lasted
_TREATED_WITHIN = 75  # and a treatment that was given then
_NEXT_WITHIN = 3  # and a symptom right behind it
_ONSET_REACH = 7  # sentences after the patient's age in which the illness is told
_BARE_REACH = 4  # the same for durations that only a preposition introduces
_SHORTEST = 1 / 168  # weeks: what lasts less than an hour is an attack, unless it is counted back from a visit
_COUNTED_BACK = frozenset({"history", "before admission", "ago"})


def choose_onset(field: Field, reading: Reading) -> Chosen:
    """Take the longest duration of the presenting illness that is told where the patient's story begins."""
    durations = list(_durations_of_story(reading))
    told = [duration for duration, distance in durations if _tells_onset(duration, distance, reading)]
    told.extend(tabled(field, reading))
    if not told:  # told late, as where an earlier illness opens the story: "one year later she was admitted with a …"
        told = [
            duration
            for duration, _ in durations
            if duration.role is Role.ONSET
            and lasted_complaint(duration, reading)
            and not _dates_a_visit(duration, reading)
            and course_cue("arrived").search(reading.sentence_of(duration).text)
        ][:1]
    whole = [
        duration for duration in told if duration.concept != "after onset"
    ]  # not "five months after the pain began"
    return longest(field, told, find_rivals(whole, longest_of, partial(_tell_alike, reading), reading))


def _tells_onset(duration: Mention, distance: int, reading: Reading) -> bool:
    if not lasted_complaint(duration, reading):
        return False
    if weeks(duration) < _SHORTEST and duration.concept not in _COUNTED_BACK:
        return False  # a seizure of five minutes
    if _lasted_a_disease(duration, reading) or _dates_a_visit(duration, reading):
        return False
    if duration.role is Role.ONSET:
        return distance <= _ONSET_REACH and not _is_of_condition(duration, reading)
    if distance > _BARE_REACH:
        return False
    if duration.role is Role.OTHER and not duration.concept:  # no word tells what it lasted
        return _opens_complaint(duration, reading)
    if duration.role is not Role.UNKNOWN:
        return False
    if duration.concept == "after onset":
        return course_cue("arrived_or_diagnosed").search(reading.sentence_of(duration).text) is not None
    if duration.concept == "ago":
        return _follows_complaint(duration, reading)
    return _speaks_of_complaint(duration, reading)


def _durations_of_story(reading: Reading) -> Iterator[tuple[Mention, int]]:
    """Give each duration with the number of sentences since the patient was introduced, until the story turns."""
    starts = {age.sentence for age in reading.of(MentionKind.AGE) if age.role is Role.UNKNOWN}
    distance: dict[int, int] = {}
    since = 0 if not starts else 1000
    for sentence in reading.sentences:
        since = 0 if sentence.index in starts else since + 1
        distance[sentence.index] = since
        if course_cue("turn").search(sentence.text) and sentence.index not in starts:
            since = 1000
    for duration in reading.of(MentionKind.DURATION):
        if counts(duration, reading.sentence_of(duration)):
            yield duration, distance[duration.sentence]


def _speaks_of_complaint(duration: Mention, reading: Reading) -> bool:
    sentence = reading.sentence_of(duration)
    return course_cue("presenting").search(sentence.text) is not None or any(
        term.sentence == duration.sentence for term in reading.of(MentionKind.TERM, "symptom")
    )


def _follows_complaint(duration: Mention, reading: Reading) -> bool:
    """Tell whether a symptom stands right before: "headache three months ago"."""
    start = duration.span.start
    return any(
        term.sentence == duration.sentence and 0 <= start - term.span.end <= _NAMED_WITHIN
        for term in reading.of(MentionKind.TERM, "symptom")
    )


def _opens_complaint(duration: Mention, reading: Reading) -> bool:
    """Tell whether a symptom stands right behind: "10 wk low back pain", as posters have it."""
    end = duration.span.end
    return any(
        0 <= term.span.start - end <= _NEXT_WITHIN and term.qualifiers.holds
        for term in reading.of(MentionKind.TERM, "symptom")
        if term.sentence == duration.sentence
    )


def _is_of_condition(duration: Mention, reading: Reading) -> bool:
    """Tell whether "a 10-year history of …" names a disease that the patient had, and not what brought them."""
    if duration.concept != "history":
        return False
    sentence = reading.sentence_of(duration)
    start = max(sentence.span.start, duration.span.start - _BROUGHT_WITHIN)
    brought = course_cue("brought").finditer(reading.document.text, start, duration.span.start)
    if any(_WITH_WHAT.match(reading.document.text, m.end(), duration.span.start) for m in brought):
        return False
    end = duration.span.end
    came = course_cue("arrived").search(sentence.text, end - sentence.span.start)
    last = end + _NAMED_WITHIN if came is None else min(end + _NAMED_WITHIN, sentence.span.start + came.start())
    following = [
        term
        for term in reading.of(MentionKind.TERM, "symptom", "disease")
        if term.sentence == duration.sentence and end <= term.span.start <= last
    ]
    if not following:  # "an 8-year history of BCa presented with back pain for 3 months"
        return _is_followed_by_complaint(duration, reading)
    return all(term.lexicon == "disease" for term in following if term.span.start == following[0].span.start)


def _lasted_a_disease(duration: Mention, reading: Reading) -> bool:
    """Tell "suffering from lupus for 10 years": what the patient had, unless it brought them."""
    start = duration.span.start
    if duration.concept not in ("for", "past", "condition"):
        return False
    sentence = reading.sentence_of(duration)
    if course_cue("arrived").search(sentence.text[: start - sentence.span.start]):
        return False
    before = [
        term
        for term in reading.of(MentionKind.TERM, "symptom", "disease")
        if term.sentence == duration.sentence and 0 <= start - term.span.end <= _NEXT_WITHIN * 4
    ]
    widest = min((term.span.start for term in before), default=start)  # "rheumatoid arthritis", not the arthritis in it
    return bool(before) and all(term.lexicon == "disease" for term in before if term.span.start == widest)


def _dates_a_visit(duration: Mention, reading: Reading) -> bool:
    """Tell "had completed six cycles two months before" and "presented with pain ten years ago": no complaint began."""
    if duration.concept not in ("before admission", "ago"):
        return False
    sentence = reading.sentence_of(duration)
    before = sentence.before(duration.span)
    if course_cue("treated_then").search(before[-_TREATED_WITHIN:]):
        return True
    came = list(course_cue("arrived").finditer(before))
    long_ago = duration.concept == "ago" and weeks(duration) >= WEEKS_IN["years"]
    return long_ago and bool(came) and course_cue("complaint_began").search(before, came[-1].end()) is None


def _is_followed_by_complaint(duration: Mention, reading: Reading) -> bool:
    """Tell whether the sentence goes on to what brought the patient, and says how long that had lasted."""
    sentence = reading.sentence_of(duration)
    end = duration.span.end - sentence.span.start
    came = course_cue("arrived").search(sentence.text, end)
    return came is not None and any(
        later.role is Role.ONSET
        and later.sentence == duration.sentence
        and later.span.start > sentence.at(end, came.end()).end
        for later in reading.of(MentionKind.DURATION)
    )


def _tell_alike(reading: Reading, one: Mention, other: Mention) -> bool:
    """Tell whether two durations can be the same, or are of different complaints."""
    return lasted_alike(one, other) or not share_complaint(one, other, reading)
