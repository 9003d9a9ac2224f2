"""Treatments that an account tells before the illness comes: "underwent hip replacement. Eight years later he …"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import groupby

from extractor.case import Assertion, Mention, MentionKind, Reading, Sentence
from extractor.fields.diagnoses.final import find_main_illness
from extractor.fields.telling import UNTOLD
from extractor.fields.wanted import is_same_illness, of_illnesses
from extractor.guarded import compile_guarded
from extractor.schema import Field

_NUMBER = (
    r"(?:\d+(?:[.-]\d+)?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|few|many|some)"
)
# "two weeks after", "on postoperative day 3", "soon after recovery", "during this treatment"
_AFTERWARDS = compile_guarded(
    rf"\b{_NUMBER}[\s-](?:minutes?|min|hours?|h|days?|weeks?|months?|years?)\s(?:after(?:wards?)?|following|later|post\w*|into|thereafter"
    r"|of\s(?:treatment|therapy))\b|\bpost-?operative(?:ly)?\b|\b(?:shortly|soon|immediately)\s(?:after\w*|thereafter)\b|\bthereafter\b"
    r"|\bduring\s(?:this|the|his|her)\s(?:treatment|therapy|surgery|operation|procedure)\b"
    r"|\b(?:after|following)\s(?:(?:the|this|that|his|her)\s)?(?:\w+\s)?"
    r"(?:surgery|operation|procedure|injection|infusion|dose|transplant\w*|discontinu\w+)\b",
    re.IGNORECASE,
)
_FELL_ILL = re.compile(
    r"\b(?:developed|experienced|presented|presents|noticed|noted|complained|appeared|occurred|began\sto|suffered|sustained"
    r"|(?:was|were)\s(?:\w+ly\s)?(?:re-?)?(?:admitted|hospitali[sz]ed)|returned|was\s(?:then\s|again\s)?(?:found|seen|brought)|reported|arose|became|spiked|dropped|collapsed)\b",
    re.IGNORECASE,
)
# The illness was there before: it came back, grew worse, or got better.
_GOES_ON = re.compile(
    r"recur|relaps|metasta|progress(?!ive)|worsen|persist|\bagain\b|resol|improv|recover(?!y,)|\bno\b|without|uneventful|remission"
    r"|\bnew\slesion|free\sof|asymptomatic|well\b|\b(?:second|another|repeat\w*|further)\b",
    re.IGNORECASE,
)
# What was given was for a complaint that led to it, or helped: the illness may be the one reported, under another name.
_WAS_ILL = re.compile(
    r"good\s(?:outcome|response)|remission|empiric|suspect|suspicion|diagnosed\sas|misdiagnos"
    r"|presented\s(?:with|to)|present(?:s|ing)\swith|complain(?:ed|ing|s\sof)|admitted|referred|emergency|despite|respon[sd]|relief|reliev|improv|success|necessitat|requiring|incidental|biops|conservative",
    re.IGNORECASE,
)
# What came was the growth that had been treated, at another place or once more.
_SAME_AGAIN = re.compile(r"metasta|recurren|secondary\s(?:\w+\s)?(?:tumou?r|involvement|deposit)", re.IGNORECASE)
# "We report a woman with hepatitis who developed thrombocytopenia": what follows may be of either.
_OPENS = re.compile(
    r"\b(?:we|authors|(?:case|paper|article|report)\s)(?:\s?\w+){0,2}\s?(?:report|describe|present)s?\b|\bcases?\sof\b|\bis\s(?:reported|described|presented)\b",
    re.IGNORECASE,
)
# "after the surgery", "the index operation": the one that was told
_BACK = re.compile(
    r"\b(?:after|following|since|post|index|initial|first|previous|prior|before|primary|from|during|original|discontinuation\sof)"
    r"\s(?:[\w-]+\s){0,3}$",
    re.IGNORECASE,
)
# "underwent fusion for spondylolisthesis with refractory low back pain": why it was done
_REASON = re.compile(
    r"\b(?:underwent|undergone|received|had|given|treated|operat\w+|surgery|\w+ectomy|\w+plasty|injections?|therapy|treatment)\b[^.;]*?"
    r"\s(?:for|because\sof|due\sto|to\s(?:treat|relieve|control|manage))\s[^.;]*$",
    re.IGNORECASE,
)
_EARLY = 6  # sentences of a section within which the illness comes
_NEAR = 40  # characters before a treatment named once more


def given_before_illness(given: Collection[Mention], field: Field, reading: Reading) -> tuple[Mention, ...]:
    """Give the treatments of the sentences before the one in which the patient fell ill, and their later mentions."""
    before: list[Mention] = []
    for told in _tellings(reading) if given else ():
        turn = next((s for s in told[1:_EARLY] if _is_turn(s)), None)
        if turn is None:
            continue
        first = [s for s in told if s.index < turn.index]
        opening = range(told[0].index, turn.index)
        here = [m for m in given if m.sentence in opening or (m.sentence == turn.index and _stands_after(m, reading))]
        if here and not _came_back(told, turn) and not _were_ill(first, turn, field, reading):
            before.extend(here)
    names = {m.concept for m in before}
    return tuple(m for m in given if m in before or (m.concept in names and _stands_after(m, reading)))


def _tellings(reading: Reading) -> Iterator[list[Sentence]]:
    """Give the sentences of each section that tells of the patient."""
    for section, sentences in groupby(reading.sentences, key=lambda s: s.section):
        if section not in UNTOLD:
            yield list(sentences)


def _is_turn(sentence: Sentence) -> bool:
    text = sentence.text
    return _AFTERWARDS.search(text) is not None and _FELL_ILL.search(text) is not None and _GOES_ON.search(text) is None


def _came_back(told: list[Sentence], turn: Sentence) -> bool:
    return any(_SAME_AGAIN.search(s.text) for s in told if s.index >= turn.index)


def _stands_after(mention: Mention, reading: Reading) -> bool:
    """Tell "one year after stoma closure"."""
    return _BACK.search(reading.document.text, max(0, mention.span.start - _NEAR), mention.span.start) is not None


def _is_reason(mention: Mention, reading: Reading) -> bool:
    return _REASON.search(reading.sentence_of(mention).before(mention.span)) is not None


def _were_ill(first: list[Sentence], turn: Sentence, field: Field, reading: Reading) -> bool:
    """Tell whether the sentences before the turn tell of the illness that is reported, or of complaints."""
    if any(_WAS_ILL.search(s.text) or _OPENS.search(s.text) for s in first):
        return True
    told = {s.index for s in first}
    if any(
        m.sentence in told and m.qualifiers.assertion is Assertion.PRESENT and not _is_reason(m, reading)
        for m in reading.of(MentionKind.TERM, "symptom")
    ):
        return True
    named = list(reading.of(MentionKind.TERM, "disease"))
    main = {m.concept for m in find_main_illness(of_illnesses(field), reading)}
    later = main or {m.concept for m in named if m.sentence >= turn.index}
    return any(m.sentence in told and any(is_same_illness(m.concept, name) for name in later) for m in named)
