"""Tells a complaint of this illness from one that is told as something else: a standing state, a reason, a mistake."""

from __future__ import annotations

import re

from extractor.case import Mention, Reading
from extractor.fields.taken_for import LISTED, is_treated_meanwhile, took_it_for
from extractor.fields.telling import words_after, words_before
from extractor.guarded import compile_guarded

_NAMED = r"(?:an?\s+|the\s+|his\s+|her\s+)?(?:[\w-]+,?\s+){0,3}"  # "a massive", "the chronic recurrent"
# "misdiagnosed as ascites": what others took it for
_MISTAKEN = compile_guarded(
    r"\b(?:misdiagnosed|misinterpreted|mislabel+ed|misread|mistaken|mistook|(?:erroneously|wrongly"
    r"|incorrectly|mistakenly)\s"
    r"+(?:diagnosed|treated|interpreted|considered|labell?ed))\s+(?:and\s+\w+\s+)?(?:as|for|with)\s+" + _NAMED + "$",
    re.IGNORECASE,
)
# "had a history of recurrent cystitis, treated with antibiotics": an illness of before, unless he comes with it
_HAD_HISTORY = re.compile(r"\bhistory\b[^.;]*$", re.IGNORECASE)
_TREATED_THEN = re.compile(
    r"(?:\s(?:since|at|from)\s[^.;,]{3,25})?,?\s(?:which\s(?:was|were|had\sbeen)\s)?(?:\w+ly\s)?"
    r"(?:treated\s(?:with|by)|managed\s(?:with|by)|controlled\s(?:with|by)|for\swhich\s(?:he|she|the\spatient)\s"
    r"(?:had\s)?(?:been\s)?(?:took|takes|taken|taking|received|receiving|used|underwent|undergone|treated))\b",
    re.IGNORECASE,
)
# "azathioprine had to be stopped on account of nausea": what the drug brought
_STOPPED_FOR = compile_guarded(
    r"\b(?:(?:was|were|be|been|and|then|but)\s(?:\w+ly\s)?(?:stopped|discontinued|withdrawn|interrupted|not\stolerated)"
    r"|(?:stopped|discontinued|refused)\s(?:the\s)?(?:drug|treatment|therapy|medication|it))\s[^.;:]{0,40}?"
    r"\b(?:because\sof|due\sto|on\saccount\sof|owing\sto|for)\s(?:[\w-]+,?\s(?:and\s)?){0,3}$",
    re.IGNORECASE,
)
_COMES_WITH = re.compile(
    r"\b(?:present\w*|complain\w*|admitted|referred|brought|came|consulted|visited|seen|hospitali[sz]ed|transferred)\b",
    re.IGNORECASE,
)
_CAUSED = re.compile(
    r"\b(?:after|following|related\s+to|caused\s+by|due\s+to|secondary\s+to|induced\s+by|because\s+of"
    r"|associated\s+with)\s"
    r"+(?:the\s+|an?\s+|prolonged\s+|chronic\s+|regular\s+|long[\s-]term\s+){0,3}"
    r"(?:intake|ingestion|use|administration|taking|injection)\s[^.;:]*$",
    re.IGNORECASE,
)
_CAME_THEN = re.compile(
    r"[^.;:]{0,80}?,?\s(?:who\s+)?(?:presented|was\s+(?:referred|admitted|hospitali[sz]ed|brought|transferred)|visited"
    r"|attended|developed|experienced|complained)\b",
    re.IGNORECASE,
)
# "he had a long-term catheter because of retention": the help had been there before
_HELPED = re.compile(
    r"\b(?:permanent|long[\s-]?term|indwelling|chronic)\s+(?:\w+\s+){0,2}(?:catheter\w*|tracheostomy"
    r"|ventilation|dialysis"
    r"|opioids?|steroids?|medication|therapy|treatment)\s+(?:because\s+of|due\s+to|for)\s+" + _NAMED + "$",
    re.IGNORECASE,
)
# "Due to his incontinence, he instilled glue": why the patient did something, not why he came
_DID_BECAUSE = re.compile(
    r"^\s*(?:due\s+to|because\s+of|owing\s+to|on\s+account\s+of)\s+" + _NAMED + LISTED + "$", re.I
)
_HE_DID = re.compile(
    r"[^.;:,]{0,40},\s+(?:he|she|the\s+patient)\s+(?:had\s+)?(?!was\b|were\b|is\b|has\b|had\b|could\b|went\b"
    r"|came\b|presented\b"
    r"|visited\b|sought\b|consulted\b|attended\b|underwent\b|received\b|required\b|needed\b|developed\b|complained\b"
    r"|called\b|returned\b|died\b|became\b)(?:\w+ly\s+)?\w+ed\b",
    re.IGNORECASE,
)
# "one of his acquaintances acquired the itching"
_OF_CONTACTS = compile_guarded(
    r"\b(?:acquaintances?|co-?workers?|colleagues?|room-?mates?|housemates?|healthcare\s+workers?"
    r"|household\s+contacts?)\s"
    r"+(?:and\s+(?:[\w-]+\s+){1,4})?(?:also\s+)?(?:developed|acquired|had|reported|suffered|experienced)\b[^.;]*$",
    re.IGNORECASE,
)
# A state that stays: who has it and comes for something else came because of the other thing.
_STAYS = frozenset(
    {
        "tetraplegia",
        "paraplegia",
        "quadriplegia",
        "hemiplegia",
        "hemiparesis",
        "infertility",
        "cognitive impairment",
        "intellectual disability",
        "depression",
        "urinary dysfunction",
        "obesity",
        "deafness",
    }
)
_STANDING = re.compile(
    r"plegi[ac]|plaegi[ac]|infertil|dementia|disabilit|retardation|neurogenic\s+bladder|depression|obes|deaf(?:ness)?$",
    re.I,
)
_PERSON_WITH = re.compile(
    r"\b(?:man|woman|male|female|boy|girl|patient|child|gentleman|lady|old|person|adult)\s+(?:patient\s+)?with\s+"
    r"(?:[\w-]+\s+(?:and\s+)?){0,3}$",
    re.IGNORECASE,
)
_NEW = re.compile(
    r"\b(?:acute|sudden\w*|progressive\w*|new|recent|rapid\w*|worsening|flaccid|transient|onset|subacute)\b[\s\w-]*$",
    re.I,
)
# "a tetraplegic man underwent", "sustained paraplegia in 1992": what came long before
_LAME = re.compile(r"\w*plegi[ac]|\w*plaegi[ac]", re.IGNORECASE)
_BEARER = re.compile(
    r"\s(?:patient|man|woman|male|female|boy|girl|child|gentleman|lady|person)\b(?!\s(?:was\s(?:admitted|referred|brought)"
    r"|presented|with\b))",
    re.IGNORECASE,
)
_IN_YEAR = re.compile(r"[^.;,]{0,45}?\s(?:in|since)\s(?:19|20)\d\d\b", re.IGNORECASE)
_CAME_WITH_ELSE = re.compile(
    r"[^.;:]{0,40}?\s(?:(?:presented|was\s+(?:admitted|referred|hospitali[sz]ed|brought"
    r"|seen))\s[^.;]{0,60}?\b(?:with|for"
    r"|because|due|after|complaining)\b|(?:twice\s+)?developed\s|(?<!who\s)had\s+undergone\s|experienced\s|sustained\s"
    r"|complained\s|(?<!who\s)had\s(?:also\s)?been\s\w+ing\s)",
    re.IGNORECASE,
)
# A raised pressure is what brings a patient only where the sentence says so, and tells of no history.
_PRESSURE = re.compile(r"(?:arterial\s+|systemic\s+)?hypertension|high\s+blood\s+pressure", re.IGNORECASE)
_NO_PAST = (
    r"(?:(?!\b(?:histor|background|known|previous|past|medical|prior|long|chronic|poorly|treated|comorbid"
    r"|controlled))[^.;])"
)
_BROUGHT = re.compile(
    r"\b(?:present(?:ed|ing|s|ation)|referred|admitted|hospitali[sz]ed|evaluat(?:ed|ion)|investigat(?:ed|ion)"
    r"|assessment"
    rf"|complain\w+)\b(?={_NO_PAST}{{0,60}}?\b(?:with|for|of|because|due)\b){_NO_PAST}{{0,124}}$",
    re.IGNORECASE,
)
_OF_PERSON = re.compile(
    r"\b(?:who|man|woman|male|female|patient|boy|girl|in\s+an?|with\s+(?:a\s+)?(?:diabetes|obesity))\b",
    re.IGNORECASE,
)


def is_lasting_pressure(mention: Mention, reading: Reading) -> bool:
    """Tell whether a raised blood pressure is told of the patient without having brought the patient."""
    if _PRESSURE.fullmatch(reading.document.quote(mention.span)) is None:
        return False
    brought = _BROUGHT.search(words_before(mention, reading))
    return brought is None or _OF_PERSON.search(brought.group()) is not None


def is_other_reason(mention: Mention, reading: Reading) -> bool:
    """Tell whether a complaint was mistaken, or was why a drug was taken or something done before this illness."""
    before, after = words_before(mention, reading), words_after(mention, reading)
    if any(told.search(before) is not None for told in (_MISTAKEN, _HELPED, _OF_CONTACTS, _STOPPED_FOR)):
        return True
    if is_treated_meanwhile(before):
        return True
    history = _HAD_HISTORY.search(before)
    if history is not None and _TREATED_THEN.match(after) is not None and _COMES_WITH.search(before) is None:
        return True
    if took_it_for(before):
        return _CAUSED.search(before) is not None or _CAME_THEN.match(after) is not None
    return _DID_BECAUSE.match(before) is not None and _HE_DID.match(after) is not None


def is_standing(mention: Mention, reading: Reading) -> bool:
    """Tell whether the patient had it when something else came: "a man with paraplegia developed a fistula"."""
    if mention.concept not in _STAYS or _STANDING.search(reading.document.quote(mention.span)) is None:
        return False
    before, after = words_before(mention, reading), words_after(mention, reading)
    lame = _LAME.fullmatch(reading.document.quote(mention.span)) is not None and _NEW.search(before) is None
    if lame and (_BEARER.match(after) is not None or _IN_YEAR.match(after) is not None):
        return True
    if _PERSON_WITH.search(before) is None or _NEW.search(before) is not None:
        return False
    return _CAME_WITH_ELSE.match(after) is not None
