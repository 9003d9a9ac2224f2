"""Rules of choice. How long the patient was followed: a time counts at which a sentence says how the patient was."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.case import Mention, MentionKind, Reading, Role
from extractor.document import SectionKind
from extractor.fields.chosen import Chosen
from extractor.fields.conflicts import find_rivals, lasted_alike
from extractor.fields.times.going_on import add_up, goes_further, later_times, sums_of
from extractor.fields.times.intervals import is_counted_otherwise
from extractor.fields.times.lengths import convert, counts, course_cue, is_vague, longest, longest_of, tabled, weeks
from extractor.fields.times.not_followed import has_passed, is_beginning, is_of_no_state, was_before
from extractor.fields.times.states_in_time import comes_back, leaves_only, tells_state
from extractor.schema import Field


def choose_follow_up_time(field: Field, reading: Reading) -> Chosen:
    """Take the longest time after treatment at which the paper tells how the patient was."""
    first_treated = _first_treated(reading)
    told = [*_times_of_state(first_treated, reading), *tabled(field, reading)]
    told = [duration for duration in told if not is_vague(duration)] or told
    if not told:
        events = [d for d in later_times(first_treated, reading) if not is_vague(d)]
        return Chosen(doubtful=(convert(longest_of(events), field.unit),) if events else ())
    last = longest_of(told)
    goes_on = [d for d in later_times(last.span.end, reading) if d not in told and weeks(d) >= weeks(last)]
    if goes_on and leaves_only(last, reading.sentence_of(last)):
        return Chosen(doubtful=(convert(last, field.unit),))
    # He was well after a month and came back after a year: that is how he was then.
    told.extend(d for d in goes_on if weeks(d) > weeks(last) and comes_back(d, reading.sentence_of(d)))
    last = max(told, key=lambda duration: (weeks(duration), duration.span.start))
    if was_before(last, told, reading):
        told = [d for d in told if d.sentence > last.sentence]
        last = longest_of(told)
    if goes_further(last, reading):
        sums = add_up(last, first_treated, lambda d: d in told, reading)
        return sums_of(sums, field.unit) if sums else Chosen(doubtful=(convert(last, field.unit),))
    named = [duration for duration in told if duration.concept == "follow-up"]
    return longest(field, told, find_rivals(named, longest_of, lasted_alike, reading))


def _first_treated(reading: Reading) -> int:
    """Tell where the paper first speaks of a treatment; the length of the text where it speaks of none."""
    begins = [term.span.start for term in reading.of(MentionKind.TERM, "treatment", "drug")]
    begins += [
        s.at(m.start(), m.end()).start for s in reading.sentences for m in course_cue("treated_at_all").finditer(s.text)
    ]
    return min(begins, default=len(reading.document.text))


def _times_of_state(first_treated: int, reading: Reading) -> Iterator[Mention]:
    """Give the times at which a sentence tells how the patient was."""
    introduced = {age.sentence for age in reading.of(MentionKind.AGE) if age.role is Role.UNKNOWN}
    for duration in reading.of(MentionKind.DURATION):
        sentence = reading.sentence_of(duration)
        if not counts(duration, sentence):
            continue
        if is_of_no_state(duration, sentence, reading) or is_beginning(duration, sentence, reading):
            continue
        if is_counted_otherwise(duration, sentence, reading):
            continue
        if (
            duration.concept == "follow-up"
            or has_passed(duration, sentence)
            or (
                sentence.index not in introduced
                and sentence.section is not SectionKind.CAPTION  # when a picture was taken
                and tells_state(duration, sentence, first_treated=first_treated)
            )
        ):
            yield duration
