"""Tells the illness that is reported from another of the patient by what comes back: why he came, what was treated."""

from __future__ import annotations

import re

from extractor.case import Mention, MentionKind, Reading
from extractor.fields.histories.alongside import may_be_reported
from extractor.fields.telling import words_after, words_before
from extractor.fields.wanted import lasts_for_life
from extractor.lexicon import load_cues

_INTRO = 1  # the last sentence in which a paper brings its patient in
_COME = r"\b(?:presented|presents|presenting|admitted|referred|hospitali[sz]ed|brought|transferred|consulted|visited)\b"
# "was admitted because her arthritis had worsened", up to the illness
_REASON = re.compile(
    _COME + r"[^.;,]{0,50}?\b(?:because|since|as|due\s+to|for|with)\s+(?:of\s+)?"
    r"(?:(?:an?|the)\s+(?:[\w-]+\s+){1,2}(?:of|in)\s+)?"
    r"(?:his|her)\s+(?:(?!history\b|past\b|known\b|previous\b|underlying\b)[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
# "presented for a shock complicating an infarction": behind the verb of coming nothing is history
_BROUGHT = re.compile(
    _COME
    + r"[^.;]{0,80}?\b(?:for|with|because\s+of|due\s+to)\s[^.;]{0,60}?\bcomplicat(?:ing|ed\s+by)\s+(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
# "a treatment-naive man with hepatitis": the illness that is to be treated
_NAIVE = re.compile(
    r"\b(?:treatment|therapy)[\s-]?na[iï]ve\s+(?:[\w-]+\s+){0,4}with\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE
)
# "a woman with asthma had suffered from migraine": what the sentence tells of her, and not what names her
_SUFFERED = re.compile(
    r"\b(?:man|woman|male|female|boy|girl|patient|old)\s+with\s+(?:(?!\bwho\b)[^.;,]){3,60}\s(?:had\s+|has\s+)?(?:been\s+)?"
    r"suffer(?:ed|s|ing)\s+from\s+(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
# "with a two-year history of angina presented for elective surgery"
_FOR_YEARS = re.compile(r"[\s-](?:years?|months?)['’]?[\s-]+history\s+of\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE)
_TO_BE_DONE = re.compile(
    r"[^.;]{0,40}"
    + _COME
    + r"[^.;]{0,40}\b(?:for|to\s+undergo)\s+(?:an?\s+|his\s+|her\s+)?(?:elective|planned|scheduled)\s",
    re.IGNORECASE,
)
# "after the first incomplete resection of a tumour": others follow, of the same
_FIRST_DONE = re.compile(
    r"\b(?:initial|first|primary|incomplete|inadequate|original|partial)\s+(?:[\w-]+\s+){0,2}"
    r"(?:surgery|resection|excision|operation|removal|\w+ectomy)\s+(?:of|for)\s+(?:an?\s+|the\s+|his\s+|her\s+)?(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
_CAME_BACK = re.compile(r"\b(?:recur\w+|relaps\w+|residual|regrow\w*|regrew|second|progress\w+)\b", re.IGNORECASE)
# "a carcinoma of the same type as one that was removed eight years before"
_LIKE_ANOTHER = re.compile(
    r"\s*(?:,\s*)?(?:(?:of|with)\s+the\s+same\s+[\w-]+\s+as|(?:which\s+was\s+)?(?:similar|identical)\s+to)\b",
    re.IGNORECASE,
)
# "previous caesarean scar rupture": the operation was before, and not what came of it
_OLD = re.compile(r"\b(?:previous|prior|old|past|former)\s+$", re.IGNORECASE)
_OPERATION = re.compile(
    r"(?:ca?esarean|surgical|(?:post-?)?operati\w+|\w+(?:ectomy|otomy|plasty)|bypass|transplant\w*|graft\w*|stent\w*|mesh)\s",
    re.IGNORECASE,
)
# "he was confused and hypertensive": a sign among signs
_IS_SO = re.compile(
    r"\b(?:was|were|is|remained|became|be)\s+(?:(?!(?:known|previously|also|an?)\b)[\w-]+(?:,\s+|\s+and\s+|,\s+and\s+|\s+)){0,5}$",
    re.IGNORECASE,
)
_LOOKED_AT = re.compile(
    r"\bon\s+(?:\w+\s+)?(?:presentation|admission|arrival|examination|assessment)\b|\bat\s+(?:presentation|admission|arrival)\b"
    r"|\b(?:tachy|brady)cardic|\bafebrile|\bfebrile|\bconfused|\bdrowsy|\bagitated|\bunconscious|\btachypn|\bhypox|\bdiaphoretic"
    r"|\bpale\b|\bblood\s+pressure|\bmmHg|\bheart\s+rate",
    re.IGNORECASE,
)
_STANDING = re.compile(r"\b(?:diabetic|history|known|for\s+\w+\s+years|since)\b", re.IGNORECASE)
# "a tendency towards depression"
_INCLINED = re.compile(
    r"\b(?:tendenc(?:y|ies)|inclinations?|propensity|predisposition|prone|inclined)\s+(?:to|towards?|of|for)\s+(?:[\w-]+\s+(?:and\s+|or\s+)?){0,2}$",
    re.IGNORECASE,
)
# "a two-month four-drug tuberculosis (rifampicin, …)": what was given
_REGIMEN = re.compile(
    r"(?:^|[\s-])(?:one|two|three|four|five|six|nine|\d+|single|dual|double|triple)[\s-](?:drugs?|agents?)\s",
    re.IGNORECASE,
)
# "polycystic kidneys associated with a nephrotic syndrome": what came of it at once
_COMES_OF = re.compile(r"\bassociated\s+with\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+)?$", re.IGNORECASE)
# "was treated by closure of his septal defect": what it was done for
_DONE_FOR = re.compile(
    r"\b(?:treated|underwent|operated|managed)\b[^.;]{0,60}?\b(?:closure|repair|resection|removal|correction|excision|ablation"
    r"|drainage|embolization|replacement)\s+(?:of|for)\s+(?:his|her)\s+(?:(?!(?:previous|old|known)\b)[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
# "because of a parental history of renal cysts"
_OF_PARENTS = re.compile(
    r"\b(?:parental|maternal|paternal|sibling|ancestral)\s+(?:\w+\s+)?history\s+of\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE
)
_KIND_ONLY = re.compile(
    r"[\s-]type\s+(?:headache|pain|rash|syndrome|symptom|lesion)", re.IGNORECASE
)  # "migraine-type headaches"


def is_own_illness(mention: Mention, reading: Reading) -> bool:
    """Tell what only looks like another illness of the patient: the one reported, a sign, or the name of a regimen."""
    before, after = words_before(mention, reading), words_after(mention, reading)
    name = reading.document.quote(mention.span)
    if _LIKE_ANOTHER.match(after) is not None or (_OLD.search(before) is not None and _OPERATION.match(name)):
        return True
    if _INCLINED.search(before) is not None or _REGIMEN.search(f"{before[-30:]}{name}") is not None:
        return True
    if _OF_PARENTS.search(before) is not None or _KIND_ONLY.match(after) is not None:
        return True
    if _COMES_OF.search(before) is not None and may_be_reported(mention, reading) and mention.sentence <= _INTRO:
        return True
    if name.casefold() == "hypertensive" and _is_sign(before, after):
        return True
    if _FIRST_DONE.search(before) is not None and _CAME_BACK.search(after) is not None:
        return True
    return _is_why_he_came(mention, before, after) or _comes_back(mention, reading)


def _is_sign(before: str, after: str) -> bool:
    if _IS_SO.search(before) is None or _STANDING.search(before + after) is not None:
        return False
    return _LOOKED_AT.search(before + after) is not None


def _is_why_he_came(mention: Mention, before: str, after: str) -> bool:
    if _NAIVE.search(before) is not None:
        return True
    if mention.sentence <= _INTRO and _SUFFERED.search(before) is not None:
        return True
    if lasts_for_life(mention):
        return False
    brought = _BROUGHT.search(before)
    if brought is not None and load_cues("findings")["has_past"].search(brought[0]) is None:
        return True
    return _FOR_YEARS.search(before) is not None and _TO_BE_DONE.match(after) is not None


def _comes_back(mention: Mention, reading: Reading) -> bool:
    """Tell "a woman with gout and asthma was admitted because her asthma …": the asthma is reported."""
    if mention.sentence > _INTRO:
        return False
    told = (words_before(m, reading) for m in reading.of(MentionKind.TERM, "disease") if _is_again(m, mention))
    return any(_REASON.search(before) is not None or _DONE_FOR.search(before) is not None for before in told)


def _is_again(mention: Mention, other: Mention) -> bool:
    return mention.concept == other.concept and other.sentence <= mention.sentence <= _INTRO
