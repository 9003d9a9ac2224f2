"""Outcomes told of an ailment that the lists of symptoms and diseases know: "the sweating decreased", "a second DVT".

The lists of outcomes hold words that tell an outcome whatever they are said of. These do so only beside an ailment: a
dose may be decreased, and a second opinion is no relapse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extractor.case import Assertion, Mention, MentionKind, Period, Reading, Subject
from extractor.document import Span
from extractor.fields.outcomes.senses import IMPROVED, RECURRENCE
from extractor.fields.wanted import is_same_illness
from extractor.guarded import compile_guarded

_LEXICON = "outcome"
_REACH = 60  # characters before an ailment, or behind it
_ADVERB = r"(?:(?:\w{2,20}ly|also|then|soon|all|well)\s)"
# "decreased", "had gradually ceased", "was finally terminated", "were well controlled"
_EASED = re.compile(
    rf"\s(?:(?:has|had|have)\s)?{_ADVERB}{{0,2}}(?:diminished|lessened|abated|eased|waned|dwindled|ceased|stopped|settled"
    r"|remitted|decreased)"
    r"(?=\s*(?:[.,;)]|$)|\s(?:and|after|with|within|in|on|over|during|by|from|to|when|following|as|once|upon|\w+ly)\b)"
    rf"|\s(?:was|were|(?:has|have|had)\sbeen|could\sbe)\s{_ADVERB}{{0,2}}(?:reduced|decreased|diminished|corrected|reversed"
    r"|terminated|abolished|eradicated|eliminated|alleviated|overcome|mitigated|cleared)\b",
    re.IGNORECASE,
)
_WHOSE = r"(?:(?:the|his|her|their|this|these|all|both|any|patient's|of)\s){0,3}"
# "rapidly corrected the heart failure", "resulted in diminished rash", "reduction of the"
_EASING = compile_guarded(
    rf"(?<!best[\s-])\b(?:(?:corrected|abolished|overcame|eradicated|eliminated|terminated|reversed|alleviated|lessened|mitigated)\s{_WHOSE}"
    rf"|(?:reductions?|decreases?|cessation|alleviation|abatement|reversal|lessening)\s(?:of|in)\s{_WHOSE}"
    r"|(?:resulted\sin|resulting\sin|led\sto|leading\sto|with|showed|experienced)\s(?:an?\s|\w+ly\s)?"
    r"(?:diminished|reduced|decreased|lessened|fewer|less)\s)(?:[\w-]+\s)?$",
    re.IGNORECASE,
)
# "has been free of further", "no more attacks of", "without any new"
_FREE = compile_guarded(
    r"\b(?:(?:has\sbeen|remain(?:s|ed)|stayed|became|he\s(?:is|was)|she\s(?:is|was)|patient\s(?:is|was))\s(?:\w+ly\s)?free\s(?:of|from)\s(?:[\w-]+,?\s){0,4}"
    r"|(?:no|without)\s(?:any\s)?(?:further|more|new|subsequent|additional|residual)\s(?:[\w-]+\s(?:of\s)?){0,2})$",
    re.IGNORECASE,
)
# "another episode of", "developed a second", "due to recurrent"
_COUNT = r"(?:another|a\s(?:second|third|fourth|new|further))"
_AGAIN = compile_guarded(
    rf"\b(?:(?:{_COUNT}|two\s(?:more|further)|recurrent)\s(?:episodes?|attacks?|bouts?)\s(?:of\s)?"
    rf"|(?:had|suffered|developed|experienced|sustained)\s{_COUNT}\s(?:[\w-]+\s)?)$",
    re.IGNORECASE,
)
_RECURRENT = compile_guarded(
    r"\b(?:developed|showed|revealed|demonstrated|confirmed|suffered|experienced|due\sto|because\sof|for|diagnosed\s(?:as|with)"
    r"|presented\swith|secondary\sto)\s(?:an?\s|the\s)?recurrent\s(?:[\w-]+\s)?$",
    re.IGNORECASE,
)
_ANEW = re.compile(r"\s(?:(?:syndrome|episode|attack)\s)?(?:again|anew|once\smore)\b", re.IGNORECASE)
# "recurrent infections", "a second primary cancer": a trait, and another illness
_OF_ITS_OWN = re.compile(r"s$|accessory|primary", re.IGNORECASE)
# An operation reduces these.
_SET = re.compile(
    r"fracture|dislocation|hernia|luxation|intussusception|volvulus|prolapse|deformity|kyphosis|scoliosis|malunion"
)
# Of these less is worse, or says nothing.
_NO_LOAD = re.compile(
    r"decreas|reduc|\blow\b|loss|weak|hypo|penia|insufficien|fail|absen|impair|inabil|weight|pregnan|birth|consciousness|coma|acuity|anemia"
)


def find_outcomes_of_ailments(reading: Reading) -> Iterator[Mention]:
    """Give the places where words that are no outcome by themselves tell one of an ailment."""
    before: list[Mention] = []
    for ailment in reading.of(MentionKind.TERM, "symptom", "disease"):
        told = ailment.qualifiers
        if told.subject is not Subject.PATIENT or told.period is Period.PLANNED:
            continue
        yield from _told_of(ailment, reading, before)
        if told.assertion is Assertion.PRESENT:
            before.append(ailment)


def _told_of(ailment: Mention, reading: Reading, before: list[Mention]) -> Iterator[Mention]:
    sentence = reading.sentence_of(ailment)
    start, end = sentence.place_of(ailment.span)
    eased = _EASED.match(sentence.text, end)
    if eased is not None and _is_load(ailment, eased.group()):
        yield _outcome(ailment, Span(ailment.span.start, sentence.span.start + eased.end()), IMPROVED)
    head = sentence.text[max(0, start - _REACH) : start]
    at = ailment.span.start - len(head)
    for pattern in (_EASING, _FREE):
        found = pattern.search(head)
        if found is not None and (pattern is _FREE or _is_load(ailment, found.group())):
            yield _outcome(ailment, Span(at + found.start(), ailment.span.end), IMPROVED)
    again = _AGAIN.search(head)
    if again is None and ailment.lexicon == "disease":
        again = _RECURRENT.search(head)
    if again is not None and _OF_ITS_OWN.search(again.group() + sentence.text[start:end]):
        again = None
    anew = _ANEW.match(sentence.text, end)
    if (again is not None or anew is not None) and any(
        m.sentence < ailment.sentence and is_same_illness(m.concept, ailment.concept) for m in before
    ):
        span = Span(
            ailment.span.start if again is None else at + again.start(),
            ailment.span.end if anew is None else sentence.span.start + anew.end(),
        )
        yield _outcome(ailment, span, RECURRENCE)


def _is_load(ailment: Mention, words: str) -> bool:
    """Tell whether less of it is better: less strength is not, and to reduce a fracture is a step of its treatment."""
    if "acuity" in ailment.concept:
        return False
    if _NO_LOAD.search(ailment.concept) is not None:
        return "correct" in words or "revers" in words or "overc" in words
    return _SET.search(ailment.concept) is None


def _outcome(ailment: Mention, span: Span, concept: str) -> Mention:
    return replace(ailment, span=span, concept=concept, lexicon=_LEXICON)
