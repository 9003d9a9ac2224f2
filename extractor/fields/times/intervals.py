"""Tells times that are counted from a pregnancy, a culture or another illness, and not from this one's treatment."""

from __future__ import annotations

import re

from extractor.case import Mention, Reading, Sentence
from extractor.fields.times.lengths import course_cue, weeks
from extractor.guarded import compile_guarded

# "in labour at 40 weeks 2 days GA", "the pregnancy went on until 37 weeks"
_GESTATION = re.compile(
    r"[\s'’)-]{0,3}\(?(?:GA\b|(?:of\s)?(?:gestation\w*|pregnan\w+|amenorrh\w+)\b|(?:gestational|of\sfetal)\sage\b)",
    re.IGNORECASE,
)
_REACHED = re.compile(r"\b(?:until|till|at|to|by)\s(?:about\s|around\s|approximately\s)?$", re.IGNORECASE)
_PREGNANT = re.compile(
    r"\b(?:pregnan\w+|gestation\w*|gravid\w*|f(?:o)?etal|f(?:o)?etus\w*|in\slabou?r|antepartum)\b", re.IGNORECASE
)
_COUNTED = re.compile(
    r"[\s'’)-]{0,3}(?:after|following|post|later|follow|thereafter|of\s(?:follow|treatment|therapy)|from|since)",
    re.IGNORECASE,
)
_TERM = (20, 42)  # weeks in which a child may be born
# "the cultures remained negative at 14 days"
_CULTURED = re.compile(
    r"\b(?:cultures?|broths?|agars?|plates?)\b[^.;]{0,90}\b(?:negative|sterile|positive|no\sgrowth|growth)\s(?:at|after|for)\s$",
    re.IGNORECASE,
)
_OF_TREATMENT = re.compile(r"\s(?:of|after|following|on)\s(?!incubation)", re.IGNORECASE)
# "a metastasis which appeared 11 years after the primary tumour", "detected two months after diagnosis"
_CAME = compile_guarded(
    r"\b(?:appear(?:ed|ing)|occurr(?:ed|ing)|develop(?:ed|ing)|arising|arose|diagnosed|detected|discovered|identified|presenting|presented|manifest\w+"
    r"|metastas[ei]s|recurrence|seen|found)\s(?:[\w-]+\s){0,2}?(?:about\s|almost\s|more\sthan\s|at\s)?$",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\s(?:after|following|from|post)\b", re.IGNORECASE)
# "at 25 months of age her condition deteriorated, and she died five days later"
_AT_AGE = re.compile(
    r"\b(?:at|aged)\s(?:the\sage\sof\s)?(?:\d+|two|three|four|five|six|seven|eight|nine|ten)\s(?:months?|years?)(?:\sof\sage|\sold)?\b[^.;]{5,140}"
    r"\b(?:died|death|passed\saway|expired|succumbed)\b[^.;,]{0,20}$",
    re.IGNORECASE,
)
_LATER = re.compile(r"\slater\b", re.IGNORECASE)
_BEGINS = 1  # the last sentence in which a paper brings the illness in


def is_of_gestation(duration: Mention, sentence: Sentence) -> bool:
    """Tell how old a pregnancy was."""
    text = sentence.text
    start, end = sentence.place_of(duration.span)
    if duration.quantity is None or not text[start:end].lower().count("week"):
        return False
    if _GESTATION.match(text, end) is not None:
        return True
    return (
        _TERM[0] <= weeks(duration) <= _TERM[1]
        and _REACHED.search(text, max(0, start - 30), start) is not None
        and _COUNTED.match(text, end) is None
        and _PREGNANT.search(text) is not None
    )


def _is_week_of_pregnancy(duration: Mention, reading: Reading) -> bool:
    """Tell "at week 32, the heart rate of the child fell", where the sentence itself does not name the pregnancy."""
    quantity = duration.quantity
    if duration.concept != "day" or quantity is None or quantity.unit != "weeks" or weeks(duration) > _TERM[1]:
        return False
    if not reading.document.quote(duration.span).lower().startswith("week"):
        return False
    return any(_PREGNANT.search(s.text) is not None for s in reading.sentences)


def is_counted_otherwise(duration: Mention, sentence: Sentence, reading: Reading) -> bool:
    """Tell a time that is counted from a pregnancy, the start of a culture, an age, or an illness before."""
    text = sentence.text
    start, end = sentence.place_of(duration.span)
    if is_of_gestation(duration, sentence) or _is_week_of_pregnancy(duration, reading):
        return True
    if _CULTURED.search(text, max(0, start - 160), start) is not None and _OF_TREATMENT.match(text, end) is None:
        return True
    if _LATER.match(text, end) is not None and _AT_AGE.search(text, 0, start) is not None:
        return True
    if sentence.index > _BEGINS or duration.concept in ("follow-up", "day"):
        return False
    if _CAME.search(text, max(0, start - 60), start) is None or _AFTER.match(text, end) is None:
        return False
    return any(
        course_cue("treated_at_all").search(s.text) is not None and s.section is sentence.section
        for s in reading.sentences
        if s.index > sentence.index
    )
