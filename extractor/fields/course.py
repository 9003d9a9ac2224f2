"""Rules of choice. How long: from onset to diagnosis, and of follow-up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from extractor.case import Mention, MentionKind, Period, Reading, Role, Sentence, Subject
from extractor.document import SectionKind
from extractor.fields.chosen import Chosen
from extractor.fields.conflicts import find_rivals, lasted_alike, share_complaint
from extractor.fields.tabled import durations_under, is_under
from extractor.schema import Field

# Where a paper speaks of others as much as of its own patient.
_BACKGROUND = frozenset(
    {
        SectionKind.INTRODUCTION,
        SectionKind.DISCUSSION,
        SectionKind.REFERENCES,
        SectionKind.DECLARATIONS,
        SectionKind.FURNITURE,
        SectionKind.AUTHORS,
    }
)
_OUR_PATIENT = re.compile(r"\b(?:our|this|the\spresent|the\sreported)\s(?:\w+\s)?(?:patient|case)\b", re.I)
_PRESENTING = re.compile(
    r"\b(?:present(?:ed|s|ing|ation)|complain\w*|admitted|referred|consulted|visited|attended|came|brought|hospitali[sz]ed"
    r"|suffer\w*|experienc\w*|notic\w+|symptoms?|onset|began|started|history\sof|gradual\w*|progressive\w*|worsen\w*"
    r"|increasing\w*|develop\w*|persist\w*|recurrent|had\sbeen|sent\sto|lasting|complaints?)\b",
    re.I,
)
_ARRIVED = re.compile(
    r"\b(?:present(?:ed|s|ing)|complain\w*|admitted|referred|consult(?:s|ed|ing)|visited|attended|brought|hospitali[sz]ed)\b",
    re.I,
)
# The story has gone on to what was done and came of it.
_TURN = re.compile(
    r"\b(?:follow(?:ed)?[\s-]?up|discharged|postoperative\w*|post-operative\w*|after\s(?:surgery|the\soperation|discharge))\b",
    re.I,
)
_OUTCOME = re.compile(
    r"\b(?:alive|well|free|asymptomatic|remission|recover\w*|improv\w*|resol\w*|stable|healed|healing|died|death|normal\w*"
    r"|(?:no|without)\s(?:[\w-]+\s){0,4}(?:recurren\w*|relaps\w*|metasta\w*|evidence|signs?|symptoms?|complaints?|complications?)"
    r"|regress\w*|decreas\w*|disappear\w*|uneventful\w*|satisf\w*|follow\w*|healthy|union|good|excellent|recurren(?:ce|ces)|recurred"
    r"|relaps\w+|progression|remain\w*|persist\w*|ambulat\w*|walk\w*|returned\sto|able\sto|range\sof\smotion"
    r"|last\s(?:check|visit|review|examination|control|assessment)\w*|unchanged|shr(?:ank|unk)|worked|works|working|studie[sd]"
    r"|went\sback\sto|gone\sback\sto|(?:takes|took)\s(?:\w+\s)?only|off\s(?:all\s)?(?:treatment|drugs|medication|steroids)"
    r"|independent\w*|drives|plays|residual|continent|gait)\b",
    re.I,
)
_ARRIVED_OR_DIAGNOSED = re.compile(rf"{_ARRIVED.pattern}|\bdiagnosed\b|\bfirst\sseen\b", re.I)
# A new event, of which "three years later" tells when it came and not how long the patient was watched.
_EVENT = re.compile(
    r"\b(?:present(?:ed|s|ing)|(?:re)?admitted|referred|reported\sto|underwent|developed|experienced|noticed|returned\swith"
    r"|complained|re-?operat\w+|started"
    r"|had\s(?:a|an|another|his|her)\s(?:(?:new|first|second|third|further|sudden)\s)?(?:episode|attack|stroke|crisis))\b",
    re.I,
)
_BROUGHT = re.compile(
    r"\b(?:present(?:ed|ing|s)|complain\w*|admitted|referred|consult\w*|seen|hospitali[sz]ed)\b.{0,40}?\b(?:with|for|of|after)\b"
    r"[^,]{0,30}$",
    re.I,
)
_NAMED_WITHIN = 45  # characters between a duration and the name of what lasted
_NEXT_WITHIN = 3  # and a symptom right behind it
_ONSET_REACH = 7  # sentences after the patient's age in which the illness is told
_BARE_REACH = 4  # the same for durations that only a preposition introduces
_CALENDAR = 365.25 / 7 / 48  # calendar weeks for each week of the published table, for months and years
_LONG_UNITS = frozenset({"months", "years", "decades"})
_WEEKS_IN = {
    "minutes": 1 / 10080,
    "hours": 1 / 168,
    "days": 1 / 7,
    "weeks": 1.0,
    "months": 4.0,
    "years": 48.0,
    "decades": 480.0,
}
_SHORTEST = 1 / 168  # weeks: what lasts less than an hour is an attack, unless it is counted back from a visit
_COUNTED_BACK = frozenset({"history", "before admission", "ago"})
_VAGUE = 3  # "several months" are taken to be longer than this many


def choose_onset(field: Field, reading: Reading) -> Chosen:
    """Take the longest duration of the presenting illness that is told where the patient's story begins."""
    durations = list(_durations_of_story(reading))
    told = [duration for duration, distance in durations if _tells_onset(duration, distance, reading)]
    told.extend(_tabled(field, reading))
    if not told:  # told late, as where an earlier illness opens the story: "one year later she was admitted with a …"
        told = [
            duration
            for duration, _ in durations
            if duration.role is Role.ONSET and _ARRIVED.search(reading.sentence_of(duration).text)
        ][:1]
    whole = [
        duration for duration in told if duration.concept != "after onset"
    ]  # not "five months after the pain began"
    return _longest(field, told, find_rivals(whole, _longest_of, partial(_tell_alike, reading), reading))


def _tells_onset(duration: Mention, distance: int, reading: Reading) -> bool:
    if _weeks(duration) < _SHORTEST and duration.concept not in _COUNTED_BACK:
        return False  # a seizure of five minutes
    if duration.role is Role.ONSET:
        return distance <= _ONSET_REACH and not _is_of_condition(duration, reading)
    if distance > _BARE_REACH:
        return False
    if duration.role is Role.OTHER and not duration.concept:  # no word tells what it lasted
        return _opens_complaint(duration, reading)
    if duration.role is not Role.UNKNOWN:
        return False
    if duration.concept == "after onset":
        return _ARRIVED_OR_DIAGNOSED.search(reading.sentence_of(duration).text) is not None
    if duration.concept == "ago":
        return _follows_complaint(duration, reading)
    return _speaks_of_complaint(duration, reading)


def choose_follow_up_time(field: Field, reading: Reading) -> Chosen:
    """Take the longest time after treatment at which the paper tells how the patient was."""
    introduced = {age.sentence for age in reading.of(MentionKind.AGE) if age.role is Role.UNKNOWN}
    told: list[Mention] = []
    for duration in reading.of(MentionKind.DURATION):
        sentence = reading.sentence_of(duration)
        if duration.role is not Role.FOLLOW_UP or not _counts(duration, sentence):
            continue
        if duration.concept == "follow-up" or (
            sentence.index not in introduced
            and sentence.section is not SectionKind.CAPTION  # when a picture was taken
            and _OUTCOME.search(sentence.text) is not None
            and _EVENT.search(sentence.text) is None
        ):
            told.append(duration)
    told.extend(_tabled(field, reading))
    named = [duration for duration in told if duration.concept == "follow-up"]
    return _longest(field, told, find_rivals(named, _longest_of, lasted_alike, reading))


def _tabled(field: Field, reading: Reading) -> Iterator[Mention]:
    """Give the durations of the table cells that are called by the field, in words or as bare numbers."""
    name = field.name.removesuffix("_calendar")
    yield from (d for d in reading.of(MentionKind.DURATION) if is_under(name, d, reading))
    yield from durations_under(name, reading)


def _durations_of_story(reading: Reading) -> Iterator[tuple[Mention, int]]:
    """Give each duration with the number of sentences since the patient was introduced, until the story turns."""
    starts = {age.sentence for age in reading.of(MentionKind.AGE) if age.role is Role.UNKNOWN}
    distance: dict[int, int] = {}
    since = 0 if not starts else 1000
    for sentence in reading.sentences:
        since = 0 if sentence.index in starts else since + 1
        distance[sentence.index] = since
        if _TURN.search(sentence.text) and sentence.index not in starts:
            since = 1000
    for duration in reading.of(MentionKind.DURATION):
        if _counts(duration, reading.sentence_of(duration)):
            yield duration, distance[duration.sentence]


def _counts(duration: Mention, sentence: Sentence) -> bool:
    if duration.qualifiers.subject is not Subject.PATIENT or duration.qualifiers.period is Period.PLANNED:
        return False
    return sentence.section not in _BACKGROUND or _OUR_PATIENT.search(sentence.text) is not None


def _speaks_of_complaint(duration: Mention, reading: Reading) -> bool:
    sentence = reading.sentence_of(duration)
    return _PRESENTING.search(sentence.text) is not None or any(
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
    if _BROUGHT.search(reading.document.text, max(sentence.span.start, duration.span.start - 60), duration.span.start):
        return False
    end = duration.span.end
    came = _ARRIVED.search(sentence.text, end - sentence.span.start)
    last = end + _NAMED_WITHIN if came is None else min(end + _NAMED_WITHIN, sentence.span.start + came.start())
    following = [
        term
        for term in reading.of(MentionKind.TERM, "symptom", "disease")
        if term.sentence == duration.sentence and end <= term.span.start <= last
    ]
    if not following:  # "an 8-year history of BCa presented with back pain for 3 months"
        return _is_followed_by_complaint(duration, reading)
    return all(term.lexicon == "disease" for term in following if term.span.start == following[0].span.start)


def _is_followed_by_complaint(duration: Mention, reading: Reading) -> bool:
    """Tell whether the sentence goes on to what brought the patient, and says how long that had lasted."""
    sentence = reading.sentence_of(duration)
    end = duration.span.end - sentence.span.start
    came = _ARRIVED.search(sentence.text, end)
    return came is not None and any(
        later.role is Role.ONSET
        and later.sentence == duration.sentence
        and later.span.start > sentence.at(end, came.end()).end
        for later in reading.of(MentionKind.DURATION)
    )


def _longest(field: Field, told: Sequence[Mention], rivals: Sequence[Mention] = ()) -> Chosen:
    """Take the longest, or the first of those that contradict each other."""
    if not told:
        return Chosen()
    main, *others = rivals or (_longest_of(told),)
    same = [duration for duration in told if _weeks(duration) == _weeks(main)]
    return Chosen(
        accepted=tuple(_convert(duration, field.unit) for duration in same),
        rivals=tuple(_convert(duration, field.unit) for duration in others),
    )


def _longest_of(told: Sequence[Mention]) -> Mention:
    return max(told, key=lambda duration: (_weeks(duration), -duration.span.start))


def _tell_alike(reading: Reading, one: Mention, other: Mention) -> bool:
    """Tell whether two durations can be the same, or are of different complaints."""
    return lasted_alike(one, other) or not share_complaint(one, other, reading)


def _weeks(duration: Mention) -> float:
    quantity = duration.quantity
    if quantity is None:
        return 0.0
    if quantity.canonical is not None:
        return quantity.canonical
    return _VAGUE * _WEEKS_IN.get(quantity.unit or "", 0.0)


def _convert(duration: Mention, unit: str | None) -> Mention:
    """Give the duration in the unit of a field: weeks of the published table, calendar weeks, or months."""
    quantity = duration.quantity
    if quantity is None or quantity.canonical is None:
        return duration
    weeks = quantity.canonical
    if unit == "months":
        weeks /= 4
    elif unit == "calendar weeks" and quantity.unit in _LONG_UNITS:
        weeks *= _CALENDAR
    return replace(duration, quantity=replace(quantity, canonical=round(weeks, 2)))
