"""The one illness that a text tells of: it is the diagnosis though no word calls it so, where the text treats it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractor.case import Assertion, Mention, MentionKind, Reading
from extractor.fields.diagnoses.passing import is_followed_by_another, is_under_treatment
from extractor.fields.diagnoses.unmeant import is_unmeant, says_kind
from extractor.fields.diagnoses.unread import names_unread
from extractor.fields.diagnoses.weak import names_growth
from extractor.fields.diagnoses.weighing import is_told
from extractor.fields.diagnoses.wordings import says_little
from extractor.fields.telling import is_silent, texts_behind, words_after, words_before
from extractor.fields.wanted import is_bare, is_listed_as, is_same_illness
from extractor.lexicon import load_cues

# Illnesses of these lists say too little to be the diagnosis, and beside another they do not count.
_SAY_LITTLE = ("too_general", "mere_finding", "vague", "lasting")
# "open reduction and fixation of", "thyroidectomy for a benign", "referred for treatment of"
_TREATED_FOR = re.compile(
    r"(?<!following )(?<!after )(?<!previous )\b(?:treat(?:ed|ing|ment|ments)|therapy|operat(?:ed|ion)|surgery|repair"
    r"|fixations?|reduction|debridement|managed|management|drainage|(?!ap)\w+(?:ectomy|plasty|otomy|scopy)|resection|excision"
    r"|removal|referred|admitted|evaluated|embolization|correction|closure)"
    r"\s+(?:\w+\s+){0,2}(?:for|of|because\s+of|due\s+to|with)\s+(?:an?\s+|the\s+|his\s+|her\s+|this\s+)?(?:[\w-]+\s+){0,3}(?:\w+-)?$",
    re.IGNORECASE,
)
# "the cyst was removed", "an aneurysm was evident", "…, led to its resection"
_DONE_TO = re.compile(
    r"(?:\s(?:of|in|on|at|with|from|to)\s[^.;,]{0,60}?)?,?\s(?:which\s)?(?:(?:was|were|is|could\s+be|had\s+been)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:treated|repaired|removed|resected|drained|excised|managed|operated|extracted|reduced|embolized|embolised|closed|ligated"
    r"|evacuated|corrected|enucleated|identified|evident|palpated|encountered|eradicated|cured)\b|(?:led|leading)\s+to\s+(?:its|his|her|the)\b)",
    re.IGNORECASE,
)
_CONFIRMED = re.compile(
    r"\bdiagnosis\s+(?:was|is|had\s+been|has\s+been)\s+(?:\w+\s+){0,2}(?:confirmed|made|established|proven|verified)\b"
    r"|\bconfirm(?:ed|ing)\s+(?:the|this|our)\s+(?:\w+\s+)?diagnosis\b",
    re.IGNORECASE,
)
# What came of a treatment, or was over when the story begins.
_BESIDE_IT = re.compile(
    r"\b(?:complicat\w+|during|had\s+(?:been|undergone)|history\s+of|previous\w*|prior|known|pre-?existing|underlying|after|following|affected\s+by|triggered|screening|risk\s+of"
    r"|prophyla\w+|prevent\w*|rule\s+out|exclud\w+|consequence|sequelae?|in\s+addition|incidental\w*|despite|pre-?operatively|suspected|speculated)\s[^.;]{0,60}$",
    re.IGNORECASE,
)
# Something befalls the patient behind, or another thing is found.
_GOES_ON = re.compile(
    r"\b(?:developed|developing|experienced|complain\w*|re-?admitted|presented|presents\s+with|presenting\s+with"
    r"|was\s+admitted|suffered|deteriorat\w+|suspicion)\b",
    re.IGNORECASE,
)
_OTHER_THING = re.compile(r"\b(?:masses|mass|tumou?rs?|lesions?|carcinoma|cancer)\b", re.IGNORECASE)
# Of the name only the beginning was read; it says of which kind something else is: "melanoma surgery"; it is long past.
_CUT_SHORT = re.compile(
    r"\s(?:of|to|stimulating|surgery|method|technique|model)\b|\)|-|[^.;]*\b(?:years?|months?)\s+(?:ago|back|earlier|before|previously)\b"
)


def find_sole_illness(own: Iterable[Mention], reading: Reading) -> list[Mention]:
    """Give the places of the one illness that the text tells of, if it is treated, removed or confirmed."""
    named = [m for m in reading.of(MentionKind.TERM, "disease") if not is_silent(m, reading)]
    meant = [
        m
        for m in own
        if is_told(m, reading) and not is_silent(m, reading) and not is_unmeant(m, reading) and not _counts_little(m)
    ]
    if not meant or says_little(meant[0], reading) or names_unread(reading):
        return []
    first = meant[0]
    if any(
        m.qualifiers.assertion is not Assertion.DENIED
        and not _counts_little(m)
        and not is_same_illness(m.concept, first.concept)
        for m in named
    ):
        return []
    if is_followed_by_another(first, reading) or is_under_treatment(first, reading):
        return []
    growth = names_growth(first.concept)
    if is_listed_as("any_mass", first.concept) and not says_kind(first.concept):
        return []
    for text in texts_behind(first, reading):
        if _GOES_ON.search(text) is not None or (not growth and _OTHER_THING.search(text) is not None):
            return []
    if _CUT_SHORT.match(words_after(first, reading)) is not None or _BESIDE_IT.search(words_before(first, reading)):
        return []
    return meant if any(_is_treated(m, reading) for m in meant) else []


def _is_treated(mention: Mention, reading: Reading) -> bool:
    """Tell what the patient is treated for, what is removed, and what is confirmed behind."""
    return (
        _TREATED_FOR.search(words_before(mention, reading)) is not None
        or _DONE_TO.match(words_after(mention, reading)) is not None
        or any(_CONFIRMED.search(text) is not None for text in texts_behind(mention, reading))
    )


def _counts_little(mention: Mention) -> bool:
    """Tell what is no answer, and no other answer beside one: "infection", a metastasis, an illness that lasts."""
    cues = load_cues("findings")
    return (
        "metasta" in mention.concept
        or is_bare(mention.concept)
        or any(cues[name].fullmatch(mention.concept) is not None for name in _SAY_LITTLE)
    )
