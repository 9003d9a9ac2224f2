"""What speaks against a first diagnosis where the right one has no name here: tissue, a test, the title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.case import Assertion, Mention, MentionKind, Reading, Sentence, Subject
from extractor.fields.diagnoses.correcting import NEXT, WAS_FOUND, is_vague, may_explain
from extractor.fields.diagnoses.kinship import GROWN, may_be_one, stems
from extractor.fields.diagnoses.supposing import FIRST_READ
from extractor.fields.diagnoses.weighing import Weight, weigh
from extractor.fields.telling import SILENT, is_silent, told_beside, words_after, words_before
from extractor.fields.wanted import is_listed_as
from extractor.guarded import compile_guarded
from extractor.lexicon import load_cues

_DIAGNOSIS_MADE = re.compile(
    r"\b(?:final|definitive|definite)\s+diagnosis\s+(?:of|was\s+(?!made|established|reached|confirmed|obtained|achieved|not|by))"
    r"|\b(?:confirmed|established|confirming|establishing)\s+(?:the|a)\s+diagnosis\s+of\b"
    r"|(?<!clinical )(?<!initial )(?<!first )(?<!working )(?<!presumptive )(?<!provisional )(?<!preoperative )"
    r"\bdiagnosis\s+of\b(?=[^.;]{3,80}\bwas\s+(?:then\s+|finally\s+)?(?:made|established|confirmed)\b)",
    re.IGNORECASE,
)
_OF_STAIN = ("IgG4+ cells/HPF", "tissue IgG4/IgG ratio")
_BY_IGG4 = re.compile(r"IgG4|immunoglobulin G4|autoimmune pancreatitis", re.IGNORECASE)
_UNLIKELY = re.compile(r"\s+(?:was|were)\s+(?:less\s+likely|unlikely|not)\b")
_SPREAD = compile_guarded(
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
# "but turned out to be": what is named behind it is the answer, whether or not it has a name here.
_TURNED = re.compile(
    r"\b(?:turned\s+out|proved\s+(?:it\s+)?to\s+be|final\s+diagnosis\s+(?:was|of))\b(?P<answer>[^.;]*)", re.IGNORECASE
)
# What is found later on may be another growth beside the first, but what a fever was taken for is then given up.
_FOUND_LATER = re.compile(
    r"\b(?:later|subsequently|finally|eventually|ultimately)\s+(?:found\s+to\s+(?:have|be)|diagnosed\s+(?:with|as)"
    r"|proved|proven|shown\s+to\s+be)\b(?P<answer>[^.;]*)",
    re.IGNORECASE,
)
_NO_ANSWER = re.compile(
    r"\s*(?:to\s+be\s+)?(?:negative|positive|correct|right|true|normal|fatal|successful|difficult)\b"
)
_DOUBTED = re.compile(
    r"\b(?:(?:was|were)\s+(?:later|subsequently|then)\s+(?:questioned|doubted|discarded|rejected|revised)"
    r"|(?:was|were)?\s*prove[dn]\s+(?:to\s+be\s+)?wrong|led\s+us\s+to\s+reconsider)\b",
    re.IGNORECASE,
)
_BENIGN = re.compile(
    r"\b(?:benign|h[a]?emangioma|lipoma|leiomyoma|hamartoma|granulom\w+|fibroadenoma|schwannoma|neurofibroma|lymphangioma"
    r"|cavernous|pyogenic|adenomyosis|endometriosis|pseudotumou?r)\b",
    re.IGNORECASE,
)
_MALIGNANT = re.compile(
    r"\b(?:malignan\w+|cancer\w*|\w*carcinoma\w*|\w*sarcoma\w*|lymphoma|melanoma|metasta\w+|in\s+situ|dysplasia|atypi\w+)\b",
    re.IGNORECASE,
)
_ANY_CANCER = re.compile(r"^(?:\w+ )?(?:cancer|malignancy|malignant tumou?r|carcinoma)$", re.IGNORECASE)
_ITS_SHORT_FORM = re.compile(r"\s*\(\s*")
_LETTERS = 6  # of "appendicitis", in "appendix" but for the last
_CURED = re.compile(r"\b(?:ago|years?\s+(?:later|earlier|before))\b")

# "Laparotomy revealed a gangrenous ovary": what a surgeon found, where an appendicitis was suspected.
_OPENED = re.compile(
    r"\b(?:laparotomy|laparoscop\w+|thoracotomy|exploration|operation|surgery|intra-?operative\w*)\b[^.;]{0,60}?"
    r"\b(?:revealed|showed|found|disclosed|demonstrated|discovered|encountered|identified)\b(?P<found>[^.;]*)",
    re.IGNORECASE,
)
_DISEASED = re.compile(
    r"\b(?:gangren\w+|necro\w+|perforat\w+|torsion|twisted|tumou?r|mass|cyst|\w+oma|abscess|hernia|infarct\w+|\w+itis"
    r"|volvulus|diverticul\w+|aneurysm|foreign\s+body)\b",
    re.IGNORECASE,
)
_COMES_OF_MANY = re.compile(
    r"(?:peritonitis|torsion|pregnancy|volvulus|intussusception|infection|abdomen)$", re.IGNORECASE
)
_ROOT = 5  # letters that a place shares with its illness: appendicitis, appendix


def is_turned_from(mention: Mention, reading: Reading) -> bool:
    """Tell "but it turned out to be", "this was later questioned", of an answer that may have no name here."""
    mine = stems(mention.concept)
    rules = (_TURNED,) if GROWN.search(mention.concept) is not None else (_TURNED, _FOUND_LATER)
    texts = [words_after(mention, reading)]
    texts += [s.text for s in reading.sentences[mention.sentence + 1 : mention.sentence + 3] if s.section not in SILENT]
    for text in texts:
        if _DOUBTED.search(text) is not None:
            return True
        for rule in rules:
            turned = rule.search(text)
            if turned is not None and _NO_ANSWER.match(turned["answer"]) is None:
                return not mine & stems(turned["answer"])
    return False


def is_shown_otherwise(mention: Mention, reading: Reading) -> bool:
    """Tell whether tissue later shows what makes a disease of many organs, though no sentence names that."""
    if not (_may_look_like_it(mention) or _is_another_of_many(mention, reading)):
        return False
    if told_beside("tissue", mention, reading) and FIRST_READ.search(words_before(mention, reading)) is None:
        return False
    telling = load_cues("findings")["tissue_of_many_organs"]
    shown = {
        m.concept
        for m in reading.of(MentionKind.TERM, "pathology")
        if m.sentence > mention.sentence and m.qualifiers.holds and telling.fullmatch(m.concept) is not None
    }
    counted = any(
        m.concept in _OF_STAIN and m.sentence > mention.sentence and m.qualifiers.subject is Subject.PATIENT
        for m in reading.of(MentionKind.MEASUREMENT)
    )
    return counted and len(shown) > 0


def _is_another_of_many(mention: Mention, reading: Reading) -> bool:
    """Tell sarcoidosis, or another disease of many organs, where the paper ends with the one that is called by IgG4."""
    if load_cues("findings")["of_many_organs"].match(mention.concept) is None or _BY_IGG4.match(mention.concept):
        return False
    named = (m for m in reading.of(MentionKind.TERM, "disease") if m.qualifiers.assertion is not Assertion.DENIED)
    return any(_BY_IGG4.match(m.concept) is not None for m in named)


def _may_look_like_it(mention: Mention) -> bool:
    """Tell an illness of the kind that a disease of many organs is taken for before tissue is seen."""
    if load_cues("findings")["of_many_organs"].match(mention.concept) is not None:
        return False  # it is the disease, by its name in another organ
    looks = load_cues("findings")["taken_for_it"].search(mention.concept) is not None
    return looks or GROWN.search(mention.concept) is not None


def is_sound(mention: Mention, reading: Reading) -> bool:
    """Tell "the appendix was normal" where an appendicitis was suspected."""
    name = mention.concept.lower().split(" ")[-1]
    if not name.endswith("itis") or len(name) <= _LETTERS + len("itis") - 1:
        return False
    part = re.escape(name[: _LETTERS - 1])
    sound = re.compile(
        rf"\b(?:normal|healthy|unremarkable)(?:\s+(?:looking|appearing))?\s+{part}\w*|\b{part}\w*\s[^.;,]{{0,40}}\b(?:normal|healthy|unremarkable)\b",
        re.IGNORECASE,
    )
    behind = reading.sentences[mention.sentence + 1 : mention.sentence + NEXT]
    return any(sound.search(s.text) is not None for s in behind if s.section not in SILENT)


def is_benign_after_all(mention: Mention, reading: Reading) -> bool:
    """Tell a cancer without a name that was suspected where tissue then shows a benign growth, or none."""
    if _ANY_CANCER.search(mention.concept) is None:
        return False
    tissue = _first_tissue(mention, reading)
    return tissue is not None and _BENIGN.search(tissue.text) is not None and _MALIGNANT.search(tissue.text) is None


def is_of_first_days(mention: Mention, own: Sequence[Mention], reading: Reading) -> bool:
    """Tell what was diagnosed at first, and is not named again: no growth, nor what came years earlier."""
    if _GROWTH_WORD.search(mention.concept) is not None or _is_named_again(mention, own, reading):
        return False
    if mention.sentence + 1 >= len(reading.sentences):
        return False
    return _CURED.search(reading.sentence_of(mention).text) is None


def _is_named_again(mention: Mention, own: Sequence[Mention], reading: Reading) -> bool:
    """Tell whether the illness is named once more, not but by its short form in brackets."""
    return any(
        m.span.start >= mention.span.end
        and _ITS_SHORT_FORM.fullmatch(reading.document.text, mention.span.end, m.span.start) is None
        and may_be_one(mention, m, reading)
        for m in own
    )


def is_unlike_answer(mention: Mention, own: Sequence[Mention], reading: Reading) -> bool:
    """Tell whether the answer soon given has no name here, and the illness is not named again."""
    if _is_named_again(mention, own, reading):
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
    if _is_unlike_sight(mention, reading):
        return True
    tissue = _first_tissue(mention, reading)
    if tissue is None or stems(mention.concept) & stems(tissue.text):
        return False
    return GROWN.search(mention.concept) is None or _GROWTH_WORD.search(tissue.text) is None


def _is_unlike_sight(mention: Mention, reading: Reading) -> bool:
    """Tell whether a surgeon soon finds another place diseased."""
    if _GROWTH_WORD.search(mention.concept) is not None or _COMES_OF_MANY.search(mention.concept) is not None:
        return False
    roots = [word[:_ROOT] for word in re.findall(r"[a-z]+", mention.concept.lower()) if len(word) >= _ROOT]
    for sentence in reading.sentences[mention.sentence + 1 : mention.sentence + NEXT]:
        opened = _OPENED.search(sentence.text) if sentence.section not in SILENT else None
        if opened is not None:
            found = opened["found"].lower()
            return _DISEASED.search(found) is not None and not any(root in found for root in roots)
    return False


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
    return is_listed_as("any_mass", concept)


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
