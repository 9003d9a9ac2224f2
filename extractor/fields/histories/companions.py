"""Tells an illness that a patient has beside the one reported, by how the sentence is built."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.case import Mention, MentionKind, Period, Reading
from extractor.fields.diagnoses.weighing import names_another
from extractor.fields.histories.earlier import is_growth, is_in_history, is_of_person
from extractor.fields.telling import words_after, words_before
from extractor.fields.wanted import is_listed_as, is_same_illness, lasts_for_life

_INTRO = 2  # the last sentence in which a paper brings its patient in
_AGAIN = 2  # sentences that name what a short text reports
_REACH = 160  # characters behind an illness within which it is told what came
_PEOPLE = (
    r"(?:patient|man|woman|male|female|boy|girl|child|infant|neonate|newborn|adult|adolescent|teenager|gentleman|lady"
    r"|individual|recipient)\b"
)
# "in a female diabetic patient", "an acromegalic woman"; the word for the person may be part of the name
_OF_PERSON = re.compile(
    rf"[\s-]+(?:[\w-]+\s+){{0,2}}?{_PEOPLE}(?!['’]s|\s+(?:\d|group|population|care))", re.IGNORECASE
)
_IS_PERSON = re.compile(rf"\b{_PEOPLE}$", re.IGNORECASE)
_ONE = re.compile(r"\b(?:an?|this|our|old)\s+(?:[\w/-]+,?\s+){0,4}$", re.IGNORECASE)
# What a treatment was for, in the words between the two.
_WAS_FOR = re.compile(
    r"[^,.;:]{0,60}?\s?\b(?:for|because\s+of|due\s+to|of|on\s+account\s+of|to\s+treat)\s+"
    r"(?:(?:an?|his|her|the|their)\s+)?(?:[\w/+-]+\s+){0,4}",
    re.IGNORECASE,
)
# The treatment was going on, or is over.
_THEN = re.compile(
    r"\b(?:while|during|receiving|received|taking|took|using|on|under|after|following|undergoing|undergone"
    r"|(?:treated|maintained|managed)\s+with|(?:secondary|due|related)\s+to|induced\s+by)\s(?:[^\s.;:]+\s+){0,10}$",
    re.IGNORECASE,
)
# "21 years after being diagnosed with", "12 years after a lumpectomy for"
_YEARS_AFTER = re.compile(
    r"\b(?:years?|decades?)\s+(?:after|following|since)\s+(?:[\w-]+\s+){0,6}?(?:with|of|for)\s+"
    r"(?:(?:an?|his|her|the)\s+)?(?:[\w-]+\s+){0,4}$",
    re.IGNORECASE,
)
_CAME = re.compile(
    r"\b(?:develop(?:ed|s|ing)|present(?:ed|s|ing)|experienc(?:ed|es|ing)|suffered|sustained|complained|noticed"
    r"|occur(?:red|ring)|appear(?:ed|ing)|arising"
    r"|was\s+(?:\w+ly\s+)?(?:admitted|referred|hospitali[sz]ed|brought|transferred|found|noted|seen))\b",
    re.IGNORECASE,
)
_TURNS = re.compile(
    r"[;:]|\b(?:who|whom|which|that|but|however|because|revealed|showed|diagnosed|diagnosis|history|recurren\w+|relapse"
    r"|suspected|suspicion|presumed|possible|probable|prophylaxis|prevention|risk|evaluation|work-?up|screening"
    r"|metasta\w+|progress\w+)\b",
    re.IGNORECASE,
)
_YEARS_AGO = re.compile(
    r"(?:\s+(?:of|in|to|on|at|about|around|approximately|nearly|over|more|than|his|her|the|left|right)\b){0,5}"
    r"\s+\(?(?:\w+\s+){0,2}(?:years?|decades?)\s+(?:ago|earlier|back|previously)\b",
    re.IGNORECASE,
)
_IS = re.compile(r"\b(?:he|she|patient|mother)\s+(?:is|was|being)\s+(?:also\s+|known\s+)?$", re.IGNORECASE)
_POSITIVE = re.compile(r"[\s-]*(?:\([^()]{1,24}\)\s*)?(?:sero-?)?(?:positive|infected)\b", re.IGNORECASE)
_NOW_DONE = re.compile(
    r"[^.;]{0,120}?\s(?:underwent|received|was\s+(?:\w+ly\s+)?(?:treated|started|operated|given|placed|scheduled|listed))\b",
    re.IGNORECASE,
)
_TREATED_NOW = re.compile(
    r"\s*(?:\([^()]{1,30}\)\s*|in\s+blast\s+crisis\s*)?(?:who\s+)?(?:[^.;,]{0,60}\s)?"
    r"(?:underwent|received|began|needed|required|was\s+(?:\w+ly\s+)?(?:treated|operated|started))\b"
)
_KNOWN = re.compile(r"\b(?:history|known|previous\w*|prior|underlying|ago|past|background|had)\b", re.IGNORECASE)
_DEVELOPED = re.compile(
    r"\s*(?:\([^()]{1,30}\)\s*)?,?\s*(?:who\s+)?(?:\w+ly\s+|then\s+|later\s+)?develop(?:ed|s|ing)\b"
)
_HISTORY_BEHIND = re.compile(r"\s+history\b(?!\s+(?:of|in)\b)", re.IGNORECASE)
_FAMILY = re.compile(r"\bfamil|\bno\b|\bwithout\b|\bmother|\bfather", re.IGNORECASE)
_LIST = re.compile(r"\s*(?:,|,?\s*and)\s+(?:[\w-]+\s+){0,2}", re.IGNORECASE)
_PRIOR = re.compile(r"\b(?:prior|previous|previously|ago|after|following|background|known)\b", re.IGNORECASE)
_TO_DEATH = re.compile(
    r"\b(?:led|leading|resulted|resulting)\s+(?:to|in)\s+(?:his|her|the\s+patient['’]s)\s+death\b", re.I
)
_DUE_TO = re.compile(
    r"\s*(?:\([^()]{1,30}\)\s*)?(?:was\s+)?(?:due|secondary|attribut\w+)\s+to\b|\s*(?:\([^()]{1,30}\)\s*)?caused\s+by\b",
    re.IGNORECASE,
)


# What befalls a patient at once, and is reported more often than told on the way to something else.
_EVENT = re.compile(r"(?:hemorrhage|injury|injuries|fractures?|rupture|dissection)$")


def has_beside(mention: Mention, diagnosed: Sequence[Mention], reading: Reading) -> bool:
    """Tell an illness beside the one reported; the diagnoses are those that say more than "a mass"."""
    return (
        _is_of_patient(mention, reading)
        or is_treated_before(mention, reading)
        or told_years_ago(mention, reading)
        or _is_positive(mention, reading)
        or _is_in_its_history(mention, reading)
        or _is_had_then(mention, diagnosed, reading)
    )


def is_all_told(mention: Mention, found: Sequence[Mention], reading: Reading) -> bool:
    """Tell the only illness of a text that begins with it, comes back to it, and tells of no other that came."""
    before, after = words_before(mention, reading), words_after(mention, reading)
    if mention.sentence > 0 or _PRIOR.search(before) is not None or told_years_ago(mention, reading):
        return False
    if _CAME.search(before + after) is not None or is_in_history(mention, reading):
        return False
    if len({m.sentence for m in found if is_same_illness(m.concept, mention.concept)}) < _AGAIN:
        return False
    return not any(m.qualifiers.holds and not is_same_illness(m.concept, mention.concept) for m in found)


def is_treated_alone(mention: Mention, reading: Reading) -> bool:
    """Tell "a man with leukaemia who began chemotherapy", where no other illness is named and nothing else came."""
    before, after = words_before(mention, reading), words_after(mention, reading)
    if mention.sentence > _INTRO or not is_of_person(before) or _TREATED_NOW.match(after) is None:
        return False
    return (
        _KNOWN.search(before) is None
        and _CAME.search(after) is None
        and not told_years_ago(mention, reading)
        and not names_another(mention, reading)
    )


def is_event_alone(mention: Mention, reading: Reading) -> bool:
    """Tell "a man with a putaminal hemorrhage suffered from hemiparesis", where no other illness is named."""
    if mention.qualifiers.period is not Period.NOW or _EVENT.search(mention.concept) is None:
        return False
    return not told_years_ago(mention, reading) and not names_another(mention, reading)


def is_sign_of(mention: Mention, diagnosed: Sequence[Mention], reading: Reading) -> bool:
    """Tell "hypertension caused by a renal artery stenosis", where the stenosis is diagnosed, and what led to death."""
    after = words_after(mention, reading)
    if _TO_DEATH.search(after) is not None:
        return True
    if _DUE_TO.match(after) is None:
        return False
    causes = [
        m
        for m in reading.of(MentionKind.TERM, "disease")
        if m.sentence == mention.sentence and m.span.start > mention.span.end
    ]
    return any(is_same_illness(m.concept, final.concept) for m in causes for final in diagnosed)


def is_complaint(mention: Mention, reading: Reading) -> bool:
    """Tell "a history of distension and anaemia": what else is a finding stands behind a complaint in one list."""
    if not is_listed_as("mere_finding", mention.concept):
        return False
    text, start = reading.sentence_of(mention).text, reading.sentence_of(mention).span.start
    for other in reading.of(MentionKind.TERM, "symptom"):
        if other.sentence == mention.sentence and other.span.end <= mention.span.start:
            between = text[other.span.end - start : mention.span.start - start]
            if _LIST.fullmatch(between) is not None:
                return True
    return False


def _is_of_patient(mention: Mention, reading: Reading) -> bool:
    """Tell "in a diabetic patient": an illness for life that names whom the paper reports."""
    if mention.sentence > _INTRO or not lasts_for_life(mention):
        return False
    before, after = words_before(mention, reading), words_after(mention, reading)
    name = reading.document.quote(mention.span)
    if _IS_PERSON.search(name) is None and _OF_PERSON.match(after) is None:
        return False
    return _ONE.search(before) is not None


def is_treated_before(mention: Mention, reading: Reading) -> bool:
    """Tell "while receiving trametinib for a melanoma, the patient developed …"."""
    if mention.sentence > _INTRO:
        return False
    before, after = words_before(mention, reading), words_after(mention, reading)
    start = reading.sentence_of(mention).span.start
    cue = _YEARS_AFTER.search(before)
    if cue is not None and _TURNS.search(cue[0].replace("diagnosed", "")) is None:
        return _CAME.search(before, 0, cue.start()) is not None or _CAME.search(after[:_REACH]) is not None
    for given in reading.of(MentionKind.TERM, "treatment", "drug"):
        if given.sentence != mention.sentence or given.span.end > mention.span.start:
            continue
        between = before[given.span.end - start :]
        if _WAS_FOR.fullmatch(between) is None or _TURNS.search(between) is not None:
            continue
        cue = _THEN.search(before[: given.span.start - start])
        if cue is not None and _TURNS.search(cue[0]) is None:
            return _CAME.search(before, 0, cue.start()) is not None or _CAME.search(after[:_REACH]) is not None
    return False


def told_years_ago(mention: Mention, reading: Reading) -> bool:
    """Tell "suffered from a stroke nine years ago"."""
    return _YEARS_AGO.match(words_after(mention, reading)) is not None


def _is_positive(mention: Mention, reading: Reading) -> bool:
    """Tell "she is HIV positive"."""
    if mention.concept != "HIV infection" or _POSITIVE.match(words_after(mention, reading)) is None:
        return False
    return _IS.search(words_before(mention, reading)) is not None


def _is_in_its_history(mention: Mention, reading: Reading) -> bool:
    """Tell "with a tuberculosis history"."""
    if _HISTORY_BEHIND.match(words_after(mention, reading)) is None:
        return False
    return _FAMILY.search(words_before(mention, reading)) is None


def _is_had_then(mention: Mention, diagnosed: Sequence[Mention], reading: Reading) -> bool:
    """Tell "a woman with cirrhosis underwent …", where another illness is diagnosed, and "… who developed …"."""
    before, after = words_before(mention, reading), words_after(mention, reading)
    if mention.sentence > _INTRO or not is_of_person(before):
        return False
    if is_growth(mention.concept) and any(is_growth(m.concept) for m in diagnosed):
        return False
    if _DEVELOPED.match(after) is not None:
        return not is_growth(mention.concept) or not is_growth(after)
    return len(diagnosed) > 0 and _NOW_DONE.match(after) is not None
