"""Treatments after which, or under which, the illness came with which an account opens: they were not given for it."""

from __future__ import annotations

import re

from extractor.case import Mention, Sentence
from extractor.fields.drugs import drug_class_of

# The sentence with which an account opens: "we report a case of", "a 50-year-old man", or the first of a short text.
_REPORTS = re.compile(
    r"\b(?:we|authors|(?:case|paper|article)\s)(?:\s?\w+){0,2}\s?(?:report|describe|present)s?\b|\bcases?\sof\b|\byears?[\s-]old\b|\baged\b",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"\b(?:patient|man|woman|male|female|boy|girl|child|infant|he|she|his|her|gentleman|lady)\b", re.IGNORECASE
)
# The last sentence of a short text that still opens it; what befell after an operation told in the second befell in the
# course of an illness that the first named.
_FIRST = 1
_ILL = re.compile(
    r"\b(?:develop(?:ed|s|ing|ment)|experienc(?:ed|ing|es)|suffer(?:ed|ing|s)|present(?:ed|ing)|notic(?:ed|ing)|reported|appear(?:ed|ance|ing)"
    r"|occurr(?:ed|ing)|arose|arising|(?<!was\s)(?<!were\s)(?<!been\s)(?:began|started)|exhibited|onset|manifest(?:ed|ing)|complain(?:ed|ing)"
    r"|admitted|incurred|cases?\sof|sustained|emerged|(?:man|woman|male|female|boy|girl|child|patient)\swith)\b",
    re.IGNORECASE,
)
_NO_VERB = (
    r"(?!(?:was|were|is|had|by|until|he|she|which|who|that|but|underwent|requir\w+|need\w*|after|following|since)\b)"
)
_WORDS = rf"(?:{_NO_VERB}[\w'\u2019,()/%.+®™-]+\s){{0,12}}\(?$"
_AFTER = re.compile(rf"\b(?:after|following|since|post|complicating)\s{_WORDS}", re.IGNORECASE)
_DURING = re.compile(
    rf"\b(?:during|upon|whil(?:e|st)\s(?:(?:he|she)\swas\s)?(?:still\s)?(?:on|receiving|taking|using|being\streated\swith)"
    rf"|in\sthe\scontext\sof)\s{_WORDS}",
    re.IGNORECASE,
)
_AFTER_TAKING = re.compile(
    r"\b(?:after|since|following|when)\s(?:having\s|he\s|she\s|the\spatient\s|being\s|had\s|was\s|been\s){0,3}"
    r"(?:took|taken|received|receiving|taking|started|starting|begun|commenced|commencing|using|ingested|given|prescribed|treated\swith"
    rf"|switched\sto|initiating)\s{_WORDS}",
    re.IGNORECASE,
)
_TURNS = (" that ", " who ", " which ", " and ", ", ")  # "a tumour that after its removal …", "who, after X, died"
_APART = 230  # characters from the word of falling ill to the treatment
# Behind the word of falling ill: the illness was there before, and something was done for it.
_TREATED = re.compile(
    r"resol|improv|reliev|relief|remission|remit|regress|respon|recover|normali|heal|cure|control|despite|although|relaps|recur|progress"
    r"|persist|fail|ineffective|refractory|resistant|worsen|no\seffect|subside|disappear|success|deterior|surviv|underwent|treated\s(?!with)"
    r"|managed|decreas|reduc|continu|alive|discharged|stabili|therapeutic|\bre-?(?:administ|start|introd)|resum",
    re.IGNORECASE,
)
# The same, and a growth, which nobody lays to a treatment; in the words of the treatment they say nothing ("the second
# cycle of X").
_AFFLICTED = re.compile(
    r"requir|necessitat|complication|residual|second|again|repeated|metasta|carcino|cancer|tumou?r|lymphoma|leuk|sarcoma|neoplas"
    r"|malignan|myeloma|gliom|melanoma",
    re.IGNORECASE,
)
# Anywhere before an operation: it may have found the illness out, or be one of several.
_FOUND = re.compile(
    r"\b(?:diagnosed|found|discovered|confirmed|identified|detected|verified|incidental\w*|revealed|showed|observed|underwent|undergone|treated"
    r"|managed|performed|received|success\w*|uneventful\w*|discharged|free|alive|well|stage|satisf\w*|achiev\w*|obtain\w*|remain\w*|then"
    r"|subsequently|return\w*|postoperative\w*|benefit|growth|growing|enlarg\w+)\b",
    re.IGNORECASE,
)
_FAILED = re.compile(
    r"\W{0,3}(?:(?:therapy|treatment|had|has|was|were)\s){0,2}(?:fail|ineffective|without|unsuccess|insuffic)"
)
_MAY_FIND = frozenset(
    ("conservative treatment", "biopsy", "laparotomy", "laparoscopy", "craniotomy", "thoracotomy", "drug withdrawal")
)


def brought_illness(mention: Mention, sentence: Sentence) -> bool:
    """Tell "developed hepatitis while on X for psoriasis", "an abscess two years after a hysterectomy"."""
    start, end = mention.span.start - sentence.span.start, mention.span.end - sentence.span.start
    before = sentence.text[:start]
    drug = mention.lexicon == "drug" or drug_class_of(mention) is not None
    if _FAILED.match(sentence.text, end) or not _opens(sentence, _FIRST if drug else 0):
        return False
    if drug:
        return any(_is_between(p, before) for p in (_AFTER, _DURING, _AFTER_TAKING))
    return mention.concept not in _MAY_FIND and _is_between(_AFTER, before) and _FOUND.search(before) is None


def _opens(sentence: Sentence, last: int) -> bool:
    return _REPORTS.search(sentence.text) is not None or (
        sentence.index <= last and _PERSON.search(sentence.text) is not None
    )


def _is_between(link: re.Pattern[str], before: str) -> bool:
    """Tell whether a word of falling ill stands before the link, and nothing that was done for it between."""
    near = max(0, len(before) - _APART)
    linked = link.search(before, near)
    if linked is None or before.endswith(_TURNS, 0, linked.start()):
        return False
    fell_ill = [m.start() for m in _ILL.finditer(before, near, linked.start())]
    return (
        bool(fell_ill)
        and _TREATED.search(before, fell_ill[-1]) is None
        and _AFFLICTED.search(before, fell_ill[-1], linked.start()) is None
    )
