"""What speaks against a first diagnosis where the right one has no name here: tissue, a test, the title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.case import Assertion, Mention, Reading, Sentence
from extractor.fields.correcting import NEXT, WAS_FOUND, is_vague, may_explain
from extractor.fields.kinship import GROWN, may_be_one, stems
from extractor.fields.telling import SILENT, is_silent, words_after, words_before
from extractor.fields.weighing import Weight, weigh
from extractor.lexicon import load_cues

_DIAGNOSIS_MADE = re.compile(
    r"\b(?:final|definitive|definite)\s+diagnosis\s+(?:of|was\s+(?!made|established|reached|confirmed|obtained|achieved|not|by))"
    r"|\b(?:confirmed|established|confirming|establishing)\s+(?:the|a)\s+diagnosis\s+of\b"
    r"|(?<!clinical )(?<!initial )(?<!first )(?<!working )(?<!presumptive )(?<!provisional )(?<!preoperative )"
    r"\bdiagnosis\s+of\b(?=[^.;]{3,80}\bwas\s+(?:then\s+|finally\s+)?(?:made|established|confirmed)\b)",
    re.IGNORECASE,
)
_UNLIKELY = re.compile(r"\s+(?:was|were)\s+(?:less\s+likely|unlikely|not)\b")
_SPREAD = re.compile(
    r"^(?:(?:\w+ )?metastas[ie]s|(?:metastatic |recurrent )?(?:cancer|malignancy|carcinoma))$", re.IGNORECASE
)
_GROWTH_WORD = re.compile(
    r"(?<!no )(?<!without )\b(?:tumou?rs?|neoplas\w+|malignan\w+|cancer\w*|\w+oma|metasta\w+|atypical)\b", re.IGNORECASE
)
_WANTING = re.compile(
    r"[^.;,]{0,60}\b(?:was|were|had\s+been)\s+(?:\w+ly\s+)?(?:suspected|presumed|considered|assumed)[^.;,]{0,20},?\s+but\s+"
    r"[^.;,]{2,60}\b(?:was|were|proved|remained|came\s+back)\s+(?:\w+ly\s+)?(?:normal|negative|unremarkable|sterile)\b",
    re.IGNORECASE,
)
_TREATED = re.compile(
    r"\b(?:treated|treatment|therapy|given|started|begun|prescribed|administered|received|managed|antibiotics|\w+cillin|operated|underwent)\b"
    r"[^.;]{0,60}\b(?:for|as|under)\s+(?:an?\s+|the\s+)?(?:\w+\s+){0,2}(?:presumed|suspected|presumptive|possible|probable|assumed|supposed)"
    r"(?:\s+diagnosis\s+of)?\s+(?:an?\s+)?(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)


def is_unlike_answer(mention: Mention, own: Sequence[Mention], reading: Reading) -> bool:
    """Tell whether the answer soon given has no name here, and the illness is not named again."""
    if any(m.span.start >= mention.span.end and may_be_one(mention, m, reading) for m in own):
        return False
    return _is_unlike_tissue(mention, reading) or _is_diagnosed_otherwise(mention, reading)


def _is_unlike_tissue(mention: Mention, reading: Reading) -> bool:
    """Tell whether tissue, or a surgeon, soon shows something."""
    cues = load_cues("first_diagnoses")
    showed = load_cues("findings")["showed"]
    behind = words_after(mention, reading)
    turn = cues["turns"].search(behind)
    looked = cues["looked"].search(behind, turn.end()) if turn is not None else None
    if looked is not None and (showed.search(behind, looked.end()) or WAS_FOUND.search(behind, looked.end())):
        return True
    tissue = _first_tissue(mention, reading)
    if tissue is None or stems(mention.concept) & stems(tissue.text):
        return False
    return GROWN.search(mention.concept) is None or _GROWTH_WORD.search(tissue.text) is None


def _is_diagnosed_otherwise(mention: Mention, reading: Reading) -> bool:
    """Tell "this confirmed the diagnosis of an Abernethy malformation", of which the name is not known."""
    mine = stems(mention.concept)
    if any(_DIAGNOSIS_MADE.search(s.text) for s in reading.sentences[: mention.sentence]):
        return False
    for sentence in reading.sentences[mention.sentence + 1 :]:
        if sentence.section in SILENT:
            continue
        made = _DIAGNOSIS_MADE.search(sentence.text)
        if made is not None:
            return not mine & stems(sentence.text[made.start() :])
    return False


def _first_tissue(mention: Mention, reading: Reading) -> Sentence | None:
    """Give the sentence soon behind it that first says what tissue showed: an earlier biopsy may be inconclusive."""
    cues = load_cues("findings")
    for sentence in reading.sentences[mention.sentence + 1 : mention.sentence + NEXT]:
        looked = cues["tissue"].search(sentence.text)
        if looked is None or sentence.section in SILENT:
            continue
        if cues["showed"].search(sentence.text, looked.end()) is not None:
            return sentence
    return None


def is_spread(concept: str) -> bool:
    """Tell a name that says no more than that a cancer has come back, or spread."""
    return _SPREAD.search(concept) is not None


def is_spread_elsewhere(mention: Mention, own: Sequence[Mention], reading: Reading) -> bool:
    """Tell a metastasis or recurrence that was suspected where tissue then shows no growth at all."""
    if not is_spread(mention.concept) or _UNLIKELY.match(words_after(mention, reading)) is not None:
        return False
    tissue = _first_tissue(mention, reading)
    if tissue is None or _GROWTH_WORD.search(tissue.text) is not None:
        return False
    return not any(
        m.sentence >= tissue.index
        and m.qualifiers.assertion is not Assertion.DENIED
        and GROWN.search(m.concept) is not None
        for m in own
    )


def is_mass(concept: str) -> bool:
    """Tell "mass", "lung tumor": what it is it may still be called."""
    return load_cues("findings")["any_mass"].fullmatch(concept) is not None


def is_found_wanting(mention: Mention, reading: Reading) -> bool:
    """Tell "was suspected, but cortisol was normal"."""
    return _WANTING.match(words_after(mention, reading)) is not None


def is_unlike_report(mention: Mention, own: Sequence[Mention], reading: Reading) -> bool:
    """Tell whether it was treated, and the title, or the sentence that says what is reported, names another illness."""
    if _TREATED.search(words_before(mention, reading)) is None:
        return False
    if any(
        m.concept == mention.concept
        and m.span.start > mention.span.end
        and m.qualifiers.holds
        and not is_silent(m, reading)
        for m in own
    ):
        return False
    return any(
        weigh(m, reading) is Weight.NAMED
        and m.qualifiers.assertion is Assertion.PRESENT
        and not is_vague(m.concept)
        and not may_explain(m.concept, mention.concept)
        and not may_be_one(mention, m, reading)
        for m in own
    )
