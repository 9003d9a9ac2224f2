"""Illnesses that a sentence tells aside: what a treatment is for, what is new beside the story, what others rest on."""

from __future__ import annotations

import re

from extractor.case import Mention, MentionKind, Reading
from extractor.fields.diagnoses.kinship import GROWN
from extractor.fields.diagnoses.weighing import Weight
from extractor.fields.telling import head_word, is_silent, texts_behind, words_after, words_before
from extractor.fields.wanted import is_same_illness

_FEW = r"(?:an?\s+|the\s+|his\s+|her\s+)?(?:[\w-]+\s+){0,3}$"
# "requiring parenteral nutrition due to a fistula": a treatment that goes on is for what somebody has, when another
# thing befalls him. An operation is as often for the illness that is reported.
_GOES_ON_FOR = re.compile(
    r"\b(?:requir(?:ing|ed|es)|receiv(?:ing|ed)|under|undergoing|given|had|after|during|taking|on)\s[^.;,]{0,40}?"
    r"\b(?:nutrition|chemotherapy|h?a?emodialysis|dialysis|injections?|infusions?|medication|prophylaxis|anticoagulation"
    r"|immunosuppression)\b[^.;,]{0,40}?\b(?:due\s+to|for|because\s+of)\s+" + _FEW,
    re.IGNORECASE,
)
_INDICATION = re.compile(r"\b(?:with|for)\s+the\s+indication\s+of\s+" + _FEW, re.IGNORECASE)
# "in the context of recently diagnosed hepatitis", "a newly diagnosed dementia contributed"
_NEW = re.compile(r"\b(?:newly|recently|freshly)[\s-]+(?:diagnosed|detected|discovered)\b[^.;]{0,60}$", re.IGNORECASE)
# "a woman with newly diagnosed leukaemia": so a paper brings in whom it reports for that
_BRINGS_IN = re.compile(r"(?:\b(?:with|of)\s+(?:an?\s+)?|\b(?:was|were|is)\s+(?:\w+\s+)?)$", re.IGNORECASE)
_IN_CONTEXT = re.compile(
    r"\b(?:context|setting|background)\s+of\s+(?:an?\s+)?$|\b(?:secondary|due)\s+to\s+(?:an?\s+)?$", re.IGNORECASE
)
_CAME = re.compile(r",?\s+who\s+(?:\w+\s+)?(?:presented|developed|experienced|was\s+admitted|complained|suffered)\b")
# "stimulation induced a tachycardia", "an inducible fibrillation": what was called forth, and did not come
_CALLED_FORTH = re.compile(
    r"\binducib(?:le|ility\s+of)\s+(?:[\w-]+\s+){0,2}$|\bstimulation\b[^.;]*\binduced\s+(?:an?\s+)?(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
# "organ failure including anaemia, …": signs of the illness
_INCLUDED = re.compile(
    r"\b(?:failure|complications?|abnormalities|symptoms|signs|features|findings|comorbidities|manifestations|sequelae"
    r"|problems|disorders|conditions)\b,?\s+(?:such\s+as|including|consisting\s+of|namely)\s[^.;:]{0,120}$",
    re.IGNORECASE,
)
# "Based on haemolysis and thrombocytopenia, a HELLP syndrome was diagnosed"
_RESTS_ON = re.compile(
    r"\b(?:based\s+(?:up)?on|on\s+the\s+basis\s+of|(?:by|with)\s+the\s+help\s+of|in\s+view\s+of)\s[^.;]*$",
    re.IGNORECASE,
)
_IS_THEN_MADE = re.compile(r"[^.;]*?,[^.;]*\bdiagnos")
_OWN_PHRASE = re.compile(
    r",\s+(?:an?|the)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE
)  # "based on tests, a lymphoma was diagnosed"
_MADE_BEFORE = re.compile(r"\bdiagnos\w+|\b(?:considered|determined|confirmed|consistent|compatible|found)\b")

# "Incidentally, she was found to have": beside what is told; a growth found so is what is reported.
_INCIDENTAL = re.compile(r"(?:^|[;,]\s+)\s*(?:co)?incidentally\b[^.;]*$", re.IGNORECASE)
# "the mass inside the sinus", "a detachment overlying the tumour": where something is, and what lies over it
_INSIDE = re.compile(r"\b(?:inside|within)\s+(?:the|an?|his|her)\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
_OVER_GROWTH = re.compile(
    r"\s+(?:overlying|surrounding|adjacent\s+to|over|around)\s+(?:the|this|an?)\s+(?:\w+\s+)?(?:tumou?r|mass|lesion)\b"
)
_INTRO = 1  # the last sentence in which a paper brings its patient in

# What comes of an illness or its treatment: late in a text, it is seldom what the text is about.
_COMES_LATE = re.compile(
    r"(?:failure|insufficiency|injury|infarct(?:ion|s)?|thrombosis(?:\s+of\s.*)?|h(?:a)?ematoma|ulcer|obstruction"
    r"|ossification|tachycardia|fibrillation|hernia|co-?infection|superinfection|effusion|embolism|hemorrhage|edema"
    r"|perforation|stenosis|fistula|leak|ileus|arrhythmia|shock|sepsis)$",
    re.IGNORECASE,
)


def is_told_aside(mention: Mention, weight: Weight, reading: Reading) -> bool:
    """Tell the reason of a treatment, what is new beside the story, or a sign that a diagnosis rests on."""
    before, after = words_before(mention, reading), words_after(mention, reading)
    if weight < Weight.DIAGNOSED and (_GOES_ON_FOR.search(before) or _INDICATION.search(before)):
        return True
    if _CALLED_FORTH.search(before) is not None or _INCLUDED.search(before) is not None:
        return True
    if GROWN.search(mention.concept) is None:
        if mention.sentence > _INTRO and _INCIDENTAL.search(before) is not None:
            return True
        if _INSIDE.search(before) is not None or _OVER_GROWTH.match(after) is not None:
            return True
    return _is_new_beside(before, after) or _is_rested_on(before, after)


def _is_new_beside(before: str, after: str) -> bool:
    new = _NEW.search(before)
    if new is None:
        return False
    if _CAME.match(after) is not None:
        return True
    lead = before[: new.start()]
    return _IN_CONTEXT.search(lead) is not None or _BRINGS_IN.search(lead) is None


def _is_rested_on(before: str, after: str) -> bool:
    rests = _RESTS_ON.search(before)
    if rests is None:
        return False
    if _OWN_PHRASE.search(before) is not None:
        return False
    return _IS_THEN_MADE.match(after) is not None and _MADE_BEFORE.search(rests[0]) is None


def came_late(mention: Mention, reading: Reading) -> bool:
    """Tell a complication that is told once, in a text that had named another illness before."""
    if _COMES_LATE.search(mention.concept) is None or is_silent(mention, reading):
        return False
    named = [m for m in reading.of(MentionKind.TERM, "disease") if not is_silent(m, reading) and m.qualifiers.holds]
    if sum(is_same_illness(m.concept, mention.concept) for m in named) > 1:
        return False
    head = head_word(mention, reading)
    if any(head in text.casefold() for text in texts_behind(mention, reading)):
        return False
    return any(
        m.sentence < mention.sentence and not is_same_illness(m.concept, mention.concept) for m in named
    ) and not any(m.sentence == mention.sentence and m.span.start < mention.span.start for m in named)
