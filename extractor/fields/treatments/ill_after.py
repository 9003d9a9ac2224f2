"""Treatments after which, or under which, the illness came: they were not given for it.

Three readings, each with its own words for falling ill and its own words that speak against it: the sentence with which
an account opens (`brought_illness`), any sentence on the use of a drug (`fell_ill_using`), and a title or a summary
(`is_case_after`).
"""

from __future__ import annotations

import re

from extractor.case import Mention, Sentence
from extractor.fields.treatments.drugs import drug_class_of
from extractor.fields.treatments.giving import Clause

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
_AFTER = re.compile(
    rf"\b(?:after|following|since|post|complicating|within\s(?:[\w-]+\s){{1,2}}(?:hours|days|weeks|months|years?)\sof)\s{_WORDS}",
    re.IGNORECASE,
)
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
# "developed X", "a rash appeared": what came when a drug was used, in any sentence
_FELL_ILL = (
    r"\b(?:developed|develops|experienced|suffer(?:ed|ing)|presented|presenting|presents|noticed|reported|appeared|occurred|arose|began"
    r"|started|exhibited|onset|manifested|complained|admitted|showed)\b"
)
DRUG_WORDS = (  # "a short course of oral"; a pattern
    r"(?:(?:the|an?|his|her|their|this|first|second|third|single|one|oral|orally|topical|systemic|intravenous|intramuscular|subcutaneous"
    r"|intravitreal|epidural|low-dose|high-dose|short|brief|recent|only|just|dose|doses|course|courses|of|on|with|therapy|treatment|drug"
    r"|antibiotics?|daily|monthly|weekly|bimonthly|initial|last|infusion|injections?|prophylactic|\d+\s?m?g)\s){0,6}"
)
USE = (  # "administration of"; a pattern
    r"(?:administration|injections?|infusions?|doses?|intake|ingestion|use|courses?|initiation|commencement|introduction|start|beginning"
    r"|exposure|application|instillation|treatment|therapy)\s(?:of|to|with)\s"
)
_USING = r"(?:starting|commencing|initiating|taking|receiving|using|beginning|introducing)\s"
_HE_TOOK = (
    r"(?:he|she|the\spatient)\s(?:had\s)?(?:took|taken|received|started|begun|began|used|been\sgiven|was\sgiven"
    r"|(?:been\s|was\s)?prescribed|(?:been|was)\s(?:started|put)\son)\s"
)
# "she developed a rash three days after the administration of X", "his symptoms started after taking X"
_ILL_AFTER = re.compile(
    rf"{_FELL_ILL}[^.;]{{0,110}}\b(?:after|following|since)\s{DRUG_WORDS}(?:{USE}|{_USING}|{_HE_TOOK}){DRUG_WORDS}$",
    re.IGNORECASE,
)
# "she developed hypocalcaemia after X injection"
_ILL_AFTER_IT = re.compile(rf"{_FELL_ILL}[^.;]{{0,110}}\b(?:after|following)\s{DRUG_WORDS}$", re.IGNORECASE)
_ITS_USE = re.compile(
    r"\s(?:(?:therapy|treatment)\s)?(?:administration|injections?|infusions?|intake|ingestion|use|initiation|exposure|application)\b",
    re.IGNORECASE,
)
# "presented in coma during his treatment with X"
_ILL_DURING = re.compile(
    rf"{_FELL_ILL}[^.;]{{3,110}}\b(?:during|under|while\son|whilst\son|while\sreceiving|while\staking|when\streated\swith)\s(?:(?:the|his|her|a)\s)?"
    rf"(?:(?:treatment|therapy|course|administration|use)\s(?:with|of)\s)?{DRUG_WORDS}(?:[\w-]+\s(?:and|plus)\s)?$",
    re.IGNORECASE,
)
# "a case of endocarditis following valve replacement": the operation came before the illness that is reported
_CASE_AFTER = re.compile(
    r"\b(?:case|report\w*|describ\w+|present|diagnosed|in\s(?:an?|one|the)\s(?:\w+\s)?patient)\b(?:[^.;]{3,140})?\s(?:after|following|complicating|post)"
    r"\s(?:(?!his\b|her\b|\d)[\w-]+\s){0,4}$",
    re.IGNORECASE,
)
_WENT_WELL = re.compile(
    r"success|surviv|remission|progress|recover|resol|improv|cure|regress|recur|relaps|metasta|cancer|carcinom|tumou?r|sarcoma|lymphom|leuk"
    r"|neoplas|malignan|treated|manage|underwent|respon|outcome|found|revealed|confirmed|discovered|incidental|histolog|patholog",
    re.IGNORECASE,
)
_GREW = re.compile(r"metasta|recurren|relaps", re.IGNORECASE)


def brought_illness(mention: Mention, sentence: Sentence) -> bool:
    """Tell "developed hepatitis while on X for psoriasis", "an abscess two years after a hysterectomy"."""
    start, end = sentence.place_of(mention.span)
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


def fell_ill_using(before: str, after: str) -> bool:
    """Tell from the words around a drug that the patient fell ill with it: "a rash three days after taking"."""
    if _ILL_AFTER.search(before) is not None or _ILL_DURING.search(before) is not None:
        return True
    # "after a short course of steroids" is one term
    told_of_use = _ITS_USE.match(after) is not None or before.endswith((" short ", " brief ", " single "))
    return told_of_use and _ILL_AFTER_IT.search(before) is not None


def is_case_after(clause: Clause) -> bool:
    """Tell whether an operation had been done when the illness came that is reported."""
    if _CASE_AFTER.search(clause.before) is None:
        return False
    return _WENT_WELL.search(clause.before) is None and _GREW.search(clause.after) is None
