"""Other illnesses by the form in which a paper keeps a record of them: a list of the past, a note, a drug for life."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.case import Mention, Period, Reading
from extractor.fields.telling import words_after, words_before
from extractor.fields.wanted import lasts_for_life
from extractor.guarded import compile_guarded
from extractor.lexicon import load_cues

# "his past medical record comprised gout and", "other diagnoses were", "her file lists"
_RECORD = compile_guarded(
    r"(?<!family )\b(?:(?:past|previous|prior|earlier|other|concomitant|co-?existing|pre-?existing|known|medical"
    r"|personal|clinical)\s+){1,3}(?:records?|files?|charts?|history|antecedents?|diagnos[ei]s|illness(?:es)?|problems?"
    r"|conditions?|diseases?|comorbidities)\s+(?:were|was|are|is|compris(?:ed|es)|lists?|listed|contain(?:ed|s)"
    r"|consist(?:ed|s)\s+of|include[ds]?|features?|featured)\s+(?!(?:not|un\w+|non-?\w+)\b)(?P<list>[^.:]*)$",
    re.IGNORECASE,
)
_LEFT_OPEN = re.compile(
    r"[^.;]*\b(?:or|considered|excluded|confirmed|ruled\s+out|unlikely|suspected|possible)\b", re.IGNORECASE
)
_NOT_OF_PAST = re.compile(
    r"\b(?:no|not|without|nothing|negative|unremarkable|normal|excluded|considered|differential|symptoms?|who|which|now|presented|complained"
    r"|started|began|admitted|since|until|revised|made|confirmed|established|suspected)\b",
    re.IGNORECASE,
)
# "PMH: gout, atrial fibrillation"
_LABEL = compile_guarded(
    r"(?:^|[\s▪•(])(?:PMHx?|PMH|PHx?|PH|P/H|BG|Comorbidit(?:y|ies)|Earlier\s+illness(?:es)?|Background)\s?[:=]\s?(?P<list>[^.▪•]*)$"
)
_FOR_WHICH = re.compile(r"\bfor\s+which\s+[^,;]{3,50}")  # "for which she took apixaban"
# a heading that stands for a sentence: "Past and family history."
_HEADING = re.compile(
    r"\W*(?:past|previous|personal|medical)\s(?:(?:and|medical|family|personal|surgical)\s){0,3}history\W*",
    re.IGNORECASE,
)
# "osteoporosis and glaucoma were on record", "completed her past history"
_ON_RECORD = re.compile(
    r"[^.;]{0,120}?\b(?:(?:was|were|are|is)\s+(?:also\s+|all\s+)?(?:on\s+(?:record|file)|(?:the|her|his)\s+(?:only\s+)?(?:other|known|previous|only)\s+(?:entr(?:y|ies)|diagnos[ei]s|illness(?:es)?)"
    r"|(?:noted|recorded|listed|documented|found)\s+in\s+(?:his|her|the)\s+(?:past|medical|previous|patient|old)?\s?(?:records?|files?|charts?|history|notes))"
    r"|(?:complet(?:ed|es)|made\s+up)\s+(?:his|her|the)\s+(?:past\s+|medical\s+|previous\s+){0,2}(?:history|record))\b",
    re.IGNORECASE,
)
# "ulcerative colitis had been in remission", "type 2 diabetes was controlled by gliclazide"
_IS_KEPT = re.compile(
    r"\s*(?:\([^()]{1,30}\)\s*)?(?:was|is|were|had\s+been|has\s+been)\s+(?:(?:well|adequately|\w+ly)\s+)?"
    r"(?:controlled\s+(?:by|with|on)|(?:treated|managed|substituted)\s+(?:by|with)|in\s+remission|under\s+(?:good\s+)?control|on\s+(?:treatment|therapy)\s+with)\b",
    re.IGNORECASE,
)
_TAKES_FOR_IT = re.compile(
    r"\s*(?:\([^()]{1,30}\)\s*)?,\s+for\s+which\s+(?:he|she)\s+(?:takes?|took|was\s+(?:taking|on)|is\s+on|uses?|used|receives)\b",
    re.IGNORECASE,
)
# "atrial fibrillation, on a vitamin K antagonist;", "diabetes mellitus type 2.": a note of one illness
_NOTE = re.compile(r"\s*(?:type\s[12I]{1,2}\s*|\([^()]{1,40}\)\s*)?(?:[.;]|,\s+on\s)")
# "66 years old, retired soldier, smoker, …": what is listed of a person before a verb comes
_OF_PERSON = re.compile(
    r"^\W*(?:[\w.]+[:.,]?\s+){0,4}?(?:\d{1,3}\s?(?:M|F|y/?o?|yrs?|years?|-year-old)\b|(?:male|female|man|woman),)[^.;:]*,\s+(?:[\w-]+\s+(?:and\s+)?){0,2}$",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:was|were|is|has|had|with|presented|presents|presenting|admitted|complain\w+|referred|developed|who|showed|underwent|diagnosed|for|months?|weeks?|days?)\b",
    re.IGNORECASE,
)
# "had rheumatic fever as a girl"
_WHEN_YOUNG = re.compile(
    r"\s+(?:as\s+an?\s+(?:(?:small|young|little)\s+)?(?:girl|boy|child|infant|teenager|adolescent|youth|student)|in\s+(?:his|her)\s+(?:childhood|youth|teens|infancy))\b",
    re.IGNORECASE,
)
_MENDED = re.compile(r"\s+had\s+been\s+(?:surgically\s+)?(?:operated(?:\s+on)?|repaired|cured)\b", re.IGNORECASE)
# "on hemodialysis for six years because of polycystic kidneys"
_DIALYSED_FOR = re.compile(
    r"\b(?:on|undergoing|receiving)\s(?:\w+\s){0,2}(?:h[a]?emo|peritoneal\s)?dialysis\b[^.;]{0,60}?\b(?:because\s+of|due\s+to|owing\s+to|for|secondary\s+to|caused\s+by)\s+"
    r"(?:an?\s+|his\s+|her\s+)?(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
# "in view of glaucoma, the patient did not want cortisone"
_SPOKE_AGAINST = re.compile(
    r"^\W*(?:in\s+view\s+of|because\s+of|owing\s+to|due\s+to|on\s+account\s+of|given)\s+(?:(?:an?|his|her|the)\s+)?(?:[\w-]+\s+(?:and\s+)?){0,3}$",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"[^.;]*\b(?:no|not|neither|never|declin\w+|refus\w+|avoid\w*|withheld|contraindicat\w+|instead\s+of|omitted)\b",
    re.IGNORECASE,
)


def is_on_record(mention: Mention, end: Sequence[Mention], reading: Reading) -> bool:
    """Tell an illness that stands in a record of the past, or that lasts and is told beside the one diagnosed."""
    if mention.qualifiers.period is Period.PLANNED:
        return False
    before, after = words_before(mention, reading), words_after(mention, reading)
    if is_listed(mention, reading):
        return True
    if _DIALYSED_FOR.search(before) is not None:
        return True
    if not end:
        return False
    if _MENDED.match(after) is not None:
        return True
    if not lasts_for_life(mention):
        return False
    kept = _IS_KEPT.match(after) is not None and mention.qualifiers.period is not Period.AFTER
    if kept or _TAKES_FOR_IT.match(after) is not None:
        return True
    if _SPOKE_AGAINST.match(before) is not None and _AGAINST.match(after) is not None:
        return True
    note = max(before.rfind(mark) for mark in (";", ". ")) + 1
    if not before[note:].strip(" ▪•-–") and _NOTE.match(after) is not None:
        return True
    return _OF_PERSON.match(before) is not None and _VERB.search(before) is None


def is_listed(mention: Mention, reading: Reading) -> bool:
    """Tell whether it stands in a list of what the patient had before: "PMH: gout", "other diagnoses were"."""
    before, after = words_before(mention, reading), words_after(mention, reading)
    if _ON_RECORD.match(after) is not None or _WHEN_YOUNG.match(after) is not None:
        return True
    for rule in (_RECORD, _LABEL):
        found = rule.search(before)
        if rule is _RECORD and _LEFT_OPEN.match(after) is not None:
            continue  # "other diagnoses were lymphoma or sarcoidosis"
        if found is not None and _NOT_OF_PAST.search(_FOR_WHICH.sub("", found["list"])) is None:
            return True
    if mention.sentence == 0 or load_cues("findings")["kin"].search(before) is not None:
        return False
    return _HEADING.fullmatch(reading.sentences[mention.sentence - 1].text) is not None
