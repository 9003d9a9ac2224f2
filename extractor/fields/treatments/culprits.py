"""Drugs that made the patient ill: poisons, culprits of a reaction, what was taken when the illness came."""

from __future__ import annotations

import re

from extractor.case import Mention, MentionKind, Reading, Sentence
from extractor.fields.treatments.drugs import drug_class_of
from extractor.fields.treatments.giving import Clause
from extractor.fields.treatments.giving_forms import HARMED_ONESELF
from extractor.fields.treatments.ill_after import DRUG_WORDS, USE, fell_ill_using
from extractor.lexicon import load_cues

# "use of X, a Y, was determined to be the cause": the apposition too
_WHO = (
    r"(?:\s(?:therapy|treatment|use|intake|injections?))?(?:\s?\([^()]{1,40}\))?(?:,\s(?:an?|the)\s[^,.;]{3,60})?,?\s"
)
_CAUSE = re.compile(
    rf"{_WHO}(?:(?:was|were|is|has\sbeen|had\sbeen)\s(?:\w+ly\s)?(?:(?:determined|thought|considered|felt|believed|found|deemed"
    r"|presumed|concluded|identified|suspected|assumed|implicated|judged|recognized)\s(?:to\sbe|to\shave|as|by\s\w+\sas)\s)?"
    r"(?:the\s|a\s)?(?:\w+\s){0,2}(?:causes?|caused|culprits?|responsible|triggers?|triggered|offending|causative)\b"
    r"|(?:was|were)\s(?:\w+ly\s)?implicated\b)",
    re.IGNORECASE,
)
# "complete remission was induced by X"
_INDUCED_WELL = re.compile(
    r"\b(?:remission|response|recovery|improvement|an(?:a)?esthesia|hypothermia|hypotension|labou?r|ovulation)\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
_BLAMED = re.compile(r"caus|culprit|responsib|offending|implicat|trigger", re.IGNORECASE)
# "amiodarone-induced thyrotoxicosis", but not "rituximab induced a lasting remission"
_GOOD = r"(?:responses?|remissions?|regression|improvement|relief|recovery|resolution|shrinkage)\b"
INDUCED_WELL = rf"induced\s(?:[\w-]+\s){{0,5}}?{_GOOD}"
_INDUCED = re.compile(
    rf"[\s\u2010\u2011-](?!{INDUCED_WELL}|related\s(?:response|remission|regression)\b)(?:induced|related)\s\w",
    re.IGNORECASE,
)
_FEW_WORDS = re.compile(r"\s(?:[\w-]+\s){0,4}")
_POISON_FAR = 90  # characters between a poison and the word that tells of poisoning
# "a seizure temporally related to the intake of X"
_RELATED = re.compile(
    r"\b(?:related|attributable|attributed|linked|ascribed|due|secondary|associated)\s(?:to|with)\s(?:the\s|his\s|her\s)?"
    rf"(?:\w+\s)?{USE}{DRUG_WORDS}$",
    re.IGNORECASE,
)
# "who had recently begun X", "was routinely using X"
_HAD_BEGUN = re.compile(
    r"\b(?:(?:had|has)\s(?:just|recently|lately)\s(?:been\s)?(?:begun|started|taken|commenced|initiated)|(?:was|had\sbeen)\s"
    r"(?:routinely|regularly|chronically|habitually)\s(?:using|taking|receiving|on))\s(?:on\s)?(?:[\w-]+\s){0,2}$",
    re.IGNORECASE,
)
# "a woman being treated with X for lupus developed …": X was for what she had before
_BEING_TREATED = re.compile(
    r"\b(?:(?:being|(?:already|currently|chronically)\sbeing|already|currently|chronically)\s(?:treated|managed)\swith"
    r"|(?:man|woman|male|female|patient|boy|girl|child)\s(?:receiving|taking|on))\s(?:[\w-]+\s){0,3}$",
    re.IGNORECASE,
)
_FOR_IT_THEN = re.compile(
    r"[^.;,]{0,30}\sfor\s[^.;]{3,80}?\b(?:developed|presented|presents|experienced|noticed|complained|was\sadmitted|was\sfound|,?\shad)\b",
    re.IGNORECASE,
)
# "a patient with psoriasis treated with X, who developed lymph nodes during treatment"
_WHO_DEVELOPED = re.compile(
    r"[^.;]{0,40}\bwho\s(?:then\s|subsequently\s)?developed\b[^.;]{3,90}\s(?:during|under|while\son|after)\s(?:the\s|this\s|its\s)?"
    r"(?:treatment|therapy|drug|medication)\b",
    re.IGNORECASE,
)
# "a case of tuberculosis in a patient taking X": the case is the tuberculosis, and X was for something else
_CASE_IN_PATIENT = re.compile(
    r"\bcase\sof\s[^.;]{3,110}?\sin\s(?:an?|one)\s(?:[\w-]+\s){0,6}?(?:patient|man|woman|male|female|boy|girl|child|adult|infant)\s"
    r"(?:with\s[^.;,]{3,50}?\s)?(?:being\s|who\swas\s)?(?:treated\s(?:\w+ly\s)?(?:for\s[^.;,]{3,60}?\s)?with|receiving|taking|on)\s(?:[\w-]+\s){0,3}$",
    re.IGNORECASE,
)
# "died of anaphylactic shock when infusing X"
_SHOCK = re.compile(
    r"\b(?:shock|anaphyla\w+|allerg\w+|(?:skin|adverse|hypersensitivity)\sreaction)\s(?:\w+\s)?(?:when|while|on|upon|during|after)\s"
    r"(?:infusing|injecting|giving|administering|taking|applying)\s(?:[\w-]+\s){0,2}$",
    re.IGNORECASE,
)
_AIDED = re.compile(
    r"resol|improv|reliev|relief|remission|regress|respon|recover|normali|heal|cure|control|despite|although|relaps|recur|progress|persist"
    r"|\bfailed\b|metast|ineffective|refractory|worsen|no\seffect|side\seffects?\s(?:of\s)?(?:were|was)\snot",
    re.IGNORECASE,
)
# "a radiation-induced sarcoma", "transfusion-related lung injury"
_BY_RADIATION = re.compile(
    r"\b(?:post-?\s?(?:ir)?radiation|(?:ir)?radiation[-\s](?:induced|associated)|radiogenic)\s(?:[\w-]+\s){0,3}?"
    r"(?:\w*sarcomas?|neoplas\w+|malignan\w+|meningiomas?|carcinomas?|cancers?|gliomas?|glioblastomas?)\b",
    re.IGNORECASE,
)
_AGAIN = re.compile(r"\b(?:re-?irradiat\w+|adjuvant|post-?operative|palliative|again|second|further)\b", re.IGNORECASE)
_BY_BLOOD = re.compile(
    r"\bTRALI\b|\btransfusion[-\s](?:related|associated|transmitted|acquired)\b|\b(?:post-?transfusion|transfusion)\s(?:purpura|reactions?)\b"
)
# "the glucose normalised; hence the medication was discontinued"
_CURED_SO = re.compile(
    r"(?:stabili|normali|improv|remission|resol|recover|controlled|reduc|decreas)[^.]{0,80}\b(?:hence|therefore|thus|so\sthat|allowing"
    r"|enabling|consequently|and\sso)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
# What is given for a tumour: the illness that it brings befalls in the course of the one that is treated.
_FOR_TUMOURS = frozenset(("chemotherapy", "targeted therapy", "immunotherapy", "hormonal therapy"))


def blamed_drugs(reading: Reading) -> frozenset[str]:
    """Give the drugs by which an illness is said to be induced: they made the patient ill."""
    text = reading.document.text
    return frozenset(
        m.concept
        for m in reading.of(MentionKind.TERM, "drug")
        if m.concept != "glucocorticoid" and drug_class_of(m) not in _FOR_TUMOURS and _INDUCED.match(text, m.span.end)
    )


def is_culprit_treatment(mention: Mention, sentence: Sentence, reading: Reading) -> bool:
    """Tell the radiation of a radiation-induced tumour, the blood that made ill, and a withdrawal for being cured."""
    match mention.concept:
        case "radiotherapy":
            return _AGAIN.search(sentence.text) is None and any(_BY_RADIATION.search(s.text) for s in reading.sentences)
        case "blood transfusion":
            return any(_BY_BLOOD.search(s.text) for s in reading.sentences[: mention.sentence + 1])
        case "drug withdrawal":
            return _CURED_SO.search(sentence.text, 0, mention.span.start - sentence.span.start) is not None
    return False


def did_harm(clause: Clause, sentence: str) -> bool:
    """Tell whether a drug was a poison, or the cause of an illness: "hepatitis due to oral X"."""
    cues = load_cues("therapy")
    ends = [
        m.end()
        for m in cues["harmed_by"].finditer(clause.before)
        if not _INDUCED_WELL.search(clause.before, 0, m.start())
    ]
    if HARMED_ONESELF.search(clause.before[-90:]):
        return True
    poisoned = cues["poisoned"]
    return (
        poisoned.search(clause.before[-_POISON_FAR:]) is not None
        or poisoned.search(clause.after[:_POISON_FAR]) is not None
        or (bool(ends) and _FEW_WORDS.fullmatch(clause.before, ends[-1]) is not None)
    )


def made_ill(mention: Mention, clause: Clause, text: str) -> bool:
    """Tell whether a clause says that a drug was followed by the illness, or is to blame for it."""
    if _BLAMED.search(clause.after) and _CAUSE.match(clause.after):
        return True
    before = clause.before[-220:]
    if _RELATED.search(before) or _HAD_BEGUN.search(before[-60:]) or _SHOCK.search(before):
        return True
    if _BEING_TREATED.search(before[-80:]) and _FOR_IT_THEN.match(clause.after):
        return True
    if drug_class_of(mention) in _FOR_TUMOURS:
        return False
    if _WHO_DEVELOPED.match(clause.after) or (_CASE_IN_PATIENT.search(before) and not _AIDED.search(text)):
        return True
    if _AIDED.search(text):
        return False
    return fell_ill_using(before, clause.after)
