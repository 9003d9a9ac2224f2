"""Names of illnesses that stand for something else: a cause, a likeness, a gene, a marker, the place of another."""

from __future__ import annotations

import re

from extractor.case import Mention, MentionKind, Reading
from extractor.fields.diagnoses.passing import is_qualifier
from extractor.fields.telling import told_beside, words_after, words_before
from extractor.fields.wanted import is_listed_as
from extractor.guarded import compile_guarded

# "any of these disorders", "before consideration of"; "the diagnosis of X should be based on"
_ONE_OF_MANY = compile_guarded(
    r"\b(?:these|those|such|(?:consideration|importance|awareness)\s+of(?:\s+\w+){0,2})\s+$", re.IGNORECASE
)
_IN_GENERAL = re.compile(r"\s(?:should|must|can|may|might)\s+(?:\w+\s+)?be\b")
_LIKE = re.compile(r"\s?-?like\b")
# "a ventricular fibrillation zone", "prophylaxis against malaria and tetanus"
_AS_ADJECTIVE = re.compile(
    r"\s(?:symptoms?|signs?|zones?|prophylaxis|vaccin\w+|screening|genes?|black|risk|workup|work-up|protocol|criteria|guidelines"
    r"|scores?|surger(?:y|ies)|repairs?|operations?|grafts?|grafting|\w*plasty|herniorrhaphy|cent(?:er|re)|units?|clinic|survivors?|cells?\s+infiltrat\w+)\b"
)
_AGAINST = compile_guarded(
    r"\b(?:prophylaxis|immuni[sz]\w+|vaccin\w+|protect\w*)\s+(?:against|for)\b[^.;]*$", re.IGNORECASE
)
# "an obese woman", "HIV-positive", "anti-hypertensive": said of somebody or of a drug
_OF_PERSON = re.compile(
    r"(?:positive|infected|obese|diabetic|hypertensive|asthmatic|epileptic|schizophrenic)", re.IGNORECASE
)
_WITH_FINDING = re.compile(r"\bwith\s+(?:[\w-]+\s+){0,2}$")
# What only a microscope shows in tissue, and what a biopsy that told nothing looked like.
_IN_TISSUE = re.compile(
    r".*\b(?:(?:myxoid|hydropic|mucoid|hyaline|cystic|ballooning)\s+degeneration|hypergranulosis|acanthosis|parakeratosis"
    r"|spongiosis|(?:epidermal|epithelial|pseudoepitheliomatous)\s+hyperplasia)"
)
_NO_RESULT = compile_guarded(r"\bnon-?diagnostic\b", re.IGNORECASE)
_NAME = r"(?:an?\s+|the\s+|that\s+of\s+|those\s+of\s+)?(?:[\w-]+\s+){0,3}$"
# "with a resemblance to a carcinoid", "a fibroma mimicking a sarcoma"
_RESEMBLES = compile_guarded(
    r"\b(?:resembl(?:e|es|ed|ing|ance)(?:\s+to)?|reminiscent\s+of|akin\s+to|similar(?:ity|ities)?\s+(?:to|with)"
    r"|than(?:\s+in)?|(?:compared|in\s+contrast)\s+(?:with|to)|mimick?(?:s|ed|ing)?|simulat(?:es|ed|ing)|masquerading\s+as)\s+"
    + _NAME,
    re.IGNORECASE,
)
# "mimicking a sarcoma, an abscess and a cyst": also those behind the first
_RESEMBLES_MORE = compile_guarded(
    r"\b(?:mimick?(?:s|ed|ing)?|resembling|masquerading\s+as)\s+(?:[\w-]+(?:\s[\w-]+){0,3},\s+){1,4}"
    r"(?:(?:and|or)\s+)?(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
# "with several anomalies including a cleft palate": one of what the illness shows
_ONE_OF_SIGNS = compile_guarded(
    r"\b(?:anomalies|malformations|abnormalities|defects|complications|symptoms|signs|features|manifestations|findings)\s+"
    r"(?:including|such\s+as|namely|consisting\s+of)\s[^.;:]{0,160}$",
    re.IGNORECASE,
)
# "an antibody typically associated with lupus": said of the illness wherever it is
_IS_USUAL = compile_guarded(
    r"\b(?:typically|usually|commonly|frequently|often|generally|classically)\s+"
    r"(?:associated|seen|found|observed|encountered|described)\s+(?:with|in)\s+" + _NAME,
    re.IGNORECASE,
)
_OF_GENE = compile_guarded(
    r"\bgenes?\s+(?:for|of|known\s+for|(?:associated|linked)\s+(?:with|to)|involved\s+in)\s+" + _NAME, re.IGNORECASE
)
_TO_TREAT = compile_guarded(r"\bto\s+treat\s+" + _NAME, re.IGNORECASE)
# "which was not suggestive of myocarditis"
_NOT_LIKE = compile_guarded(
    r"\bnot\s+(?:\w+\s+){0,2}(?:in\s+favou?r\s+of|(?:suggestive|supportive|indicative|diagnostic|typical|characteristic)\s+of"
    r"|(?:consistent|compatible)\s+with)\s+" + _NAME + r"|\b(?:not|no|without|lack\s+of)\s+(?:\w+\s+)?"
    r"(?:enough|sufficient|adequate)\s+\w+\s+(?:to|for|of)\b[^.;,]*$",
    re.IGNORECASE,
)
# "to tell an inflammation from a neoplasm", "a suspicious sarcoma or a myoma": both are open
_ONE_OR_OTHER = compile_guarded(
    r"\b(?:distinction\s+between|distinguish\w*|differentiat(?:e|ing|ion)|whether)\b[^.;]*$"
    r"|\b(?:suspicious|suspected|possible|probable|either)\s[^,.;]{0,60}\sor\s+" + _NAME,
    re.IGNORECASE,
)
# "given various diagnoses, such as depression", "some diagnosis, especially a carcinoma or even a mesothelioma"
_OF_SEVERAL = compile_guarded(
    r"\b(?:different|various|several|multiple|some|many|possible)\s+(?:\w+\s+)?diagnos[ei]s\b[^.;]*$", re.IGNORECASE
)
# "two sisters, one of whom presented with a thrombus": nobody knows which
_OF_ONE = compile_guarded(
    r"\bone\s+of\s+(?:whom|them|these|the\s+two|the\s+(?:patients|cases))\b[^.;]*$", re.IGNORECASE
)
# "a borderline malignancy", "of low malignant potential"
_BORDERLINE = compile_guarded(
    r"\b(?:borderline|uncertain|indeterminate|potential(?:\s+for)?)[\s\"'\u201c\u2018]+$", re.IGNORECASE
)
_MALIGNANT = re.compile(r"malignanc(?:y|ies)|malignant\s+\w+", re.IGNORECASE)
# "with cysts embedded in a stroma": what the tissue is built of
_BUILT_IN = re.compile(r"\s+(?:\w+ly\s+)?(?:embedded|interspersed|admixed|scattered|intermingled|lined)\b")
# "perforation of the catheter tip into the bowel": what was perforated stands behind
_OF_DEVICE = re.compile(
    r".*\b(?:perforation|migration|erosion|penetration)\s+(?:of|by)\s+.*"
    r"\b(?:catheter|tip|stent|tube|drain|device|wire|screw|needle|electrode|lead|pin|clip)s?\b.*",
    re.IGNORECASE,
)
_IMMUNOGLOBULIN = re.compile(r"Ig[AEGM]\d?")
_INTO = re.compile(r"\s+(?:in)?to\b")
# Read with a word too many, or no illness at all: "mimicked pneumonia", "diagnosed with an angiogram".
_NO_NAME = re.compile(
    r"(?:[pcy]{1,2}T\d|(?:trophozoites?|ova|eggs?|larvae?)\s+of\s|disorders?$|results?\s+of\b|prediagnosis\b|mimicked\b|mimicking|pointed|remarked|revealed|showed|suggested|resembling)\b"
    r"|.*\b(?:angiogra(?:m|phy)|tomography|scans?|ultraso(?:und|nography)|imaging|radiographs?|endoscopy|biops(?:y|ies))$"
    r"|(?:(?!\bof\b).)*\s(?:muscle|tendon|ligament)$"
    r"|(?:\w+ly\s+)?(?:\w+ed\s+)?(?:improved|decreased|increased|resolved)\b",
    re.IGNORECASE,
)
# "accompanied by features of a neuropathy"
_FEATURES_BESIDE = compile_guarded(
    r"\b(?:accompanied\s+by|along\s+with|together\s+with)\s+(?:\w+\s+)?(?:features|symptoms|signs|elements)\s+of\s+"
    + _NAME,
    re.IGNORECASE,
)
# Markers of cells that bear the name of the growth in which they were found: "B-cell lymphoma 2".
_MARKER = re.compile(
    r"[\s-]?(?:[26]|10|xL|XL)\b(?!\s+(?:\w+\s+){0,1}(?:years?|months?|weeks?|days?|cm|mm|of|in|times)\b)"
)
_MARKED = re.compile(r"\b(?:lymphoma|leuk[ae]?emia)$", re.IGNORECASE)
# "the case of AB, a 44-year-old clerk"
_INITIALS = re.compile(r"[A-Z]\.?[A-Z]\.?")
_PRESENTS = re.compile(r"\b(?:case|story|history)\s+of\s+$|^\s*$", re.IGNORECASE)
_IS_SOMEBODY = re.compile(r",?\s+(?:is|was)?\s*an?\s+(?:\w+\s+){0,2}\d|,\s+aged\b")
# "HBV-DNA was positive", "bronchopneumonia (treated)"
_TESTED = re.compile(r"[\s-]?(?:DNA|RNA)\b|\s*\((?:treated|resolved|cured|healed)\b")
# "showed that the renal tumor was …", "biopsies of the rectal mass": what is looked at, not what it is
_IS_LOOKED_AT = re.compile(
    r"\s(?:appeared|showed|revealed|demonstrated|disclosed|measur(?:ed|ing)|(?:that\s+)?(?:was|were|is)\s+(?:an?|the|positive|negative|found\s+to)\b|to\s+be)\b"
)
# Of growths that only look so: "the rectal tumor"; a "stromal tumor" says what it is.
_SAYS_KIND = re.compile(
    r"[A-Z]|\b(?:stromal|neuroendocrine|cells?|carcinoid|desmoid|phyllodes|fibrous|neuroectodermal|sheath|sac|mixed|odontogenic"
    r"|myofibroblastic|trophoblastic|mesenchymal|adipocytic|brown|collision|lipomatous|lymphoid|mucinous|papillary|pseudopapillary|adnexal|sex-cord)\b"
)
_LOOKED_AT_IN = re.compile(
    r"\b(?:biops(?:y|ies)|histology|histopathology|examination|samples?|specimens?|sections?|aspirat(?:e|ion)s?|cytology"
    r"|resection|excision|removal|culture)\s+(?:of|from)\s+(?:the\s+|an?\s+|his\s+|her\s+|this\s+)?(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
# A growth by what hand, eye or picture told of it: "a soft lobulated mass".
_DESCRIBED = compile_guarded(
    r"\b(?:echogenic|hypoechoic|hyperechoic|anechoic|isoechoic|heterogeneous|homogeneous|enhancing|hypodense|hyperdense"
    r"|hypointense|hyperintense|lobulated|texture|surface|prominent|palpable|pulsatile|firm|soft|hard|tender|mobile|round"
    r"|rounded|oval|ovoid|irregular|circumscribed|pedunculated|sessile|friable|ulcerated|well-defined|ill-defined)\b"
    r"(?!\s+tissue).*\b(?:neoplasm|tumou?r|mass|lesion|growth|nodule)$",
    re.IGNORECASE,
)
# What stands between the growth and what it grew in, beside or out of.
_GROWN_IN = re.compile(
    r"\s+(?:\([^)]*\)\s+)?(?:(?:\w+ly\s+)?(?:arising|evolving|originating|developing|growing|occurring|located|derived|arisen)\s+"
    r"(?:in|from|within|on|out\s+of)|within|inside|invading|infiltrating|adjacent\s+to|next\s+to|close\s+to|beside|on\s+the\s+wall\s+of)\s+"
    r"(?:(?:an?|the|his|her|an?\s+underlying|pre-?existing|longstanding|old)\s+){0,2}(?:[\w-]+\s+){0,2}"
    # "a myxofibrosarcoma, a rare histotype of cardiac sarcoma": the kind of which the one before the comma is
    r"|\s*(?:\([^)]*\)\s*)?,\s+(?:which\s+is\s+)?(?:an?|the|one\s+of\s+the)\s+(?:[\w-]+\s+){0,4}"
    r"(?:histotypes?|variants?|(?:sub)?types?|forms?|kinds?|sub-?groups?|entit(?:y|ies))\s+(?:of|in)\s+(?:the\s+)?(?:[\w-]+\s+){0,2}"
)

# "a metastasis of the primary gastric tumor": where it came from, known before
_SPREAD_OF_KNOWN = compile_guarded(
    r"\bmetastas[ie]s\s+(?:\([^)]*\)\s*)?(?:of|from|due\s+to)\s+(?:(?:an?|the|his|her|their)\s+)?"
    r"(?:primary|known|previous(?:ly)?|prior|earlier|former|resected|treated)\s+(?:[\w-]+\s+){0,4}$",
    re.IGNORECASE,
)


def is_unmeant(mention: Mention, reading: Reading) -> bool:
    """Tell a cause of injuries, "lichen planus-like", "any of these disorders", and "carcinoma with eosinophilia"."""
    before, after = words_before(mention, reading), words_after(mention, reading)
    if is_listed_as("accident", mention.concept):
        return True
    quote = reading.document.quote(mention.span)
    if before.endswith("anti-") or _OF_PERSON.fullmatch(quote.replace("-", " ").split(" ")[-1]) is not None:
        return True
    if _NO_RESULT.search(before) is not None or (
        _IN_TISSUE.match(mention.concept) is not None and told_beside("under_the_microscope", mention, reading)
    ):
        return True
    if any(pattern.match(after) is not None for pattern in (_AS_ADJECTIVE, _LIKE, _IN_GENERAL, _TESTED)):
        return True
    if any(
        pattern.search(before) is not None
        for pattern in (
            _AGAINST,
            _ONE_OF_MANY,
            _RESEMBLES,
            _RESEMBLES_MORE,
            _ONE_OF_SIGNS,
            _IS_USUAL,
            _OF_GENE,
            _TO_TREAT,
            _NOT_LIKE,
            _ONE_OR_OTHER,
            _OF_SEVERAL,
            _OF_ONE,
            _SPREAD_OF_KNOWN,
        )
    ):
        return True
    return (
        _FEATURES_BESIDE.search(before) is not None
        or is_qualifier(mention, reading)
        or _is_no_illness(quote, before, after)
        or _is_object(mention, quote, reading)
        or _is_grown_in(mention, reading)
        or _is_part(mention, quote, reading)
        or _is_finding_beside(mention, before, reading)
    )


def _is_no_illness(quote: str, before: str, after: str) -> bool:
    """Tell "B-cell lymphoma 2" and the initials of a patient."""
    if _NO_NAME.match(quote) is not None:
        return True
    if _MARKED.search(quote) is not None and _MARKER.match(after) is not None:
        return True
    return (
        _INITIALS.fullmatch(quote) is not None
        and _PRESENTS.search(before) is not None
        and _IS_SOMEBODY.match(after) is not None
    )


def _is_part(mention: Mention, quote: str, reading: Reading) -> bool:
    """Tell a part of another name or of tissue: "borderline malignancy", "cysts embedded in", "IgA myeloma"."""
    before, after = words_before(mention, reading), words_after(mention, reading)
    if _BORDERLINE.search(before) is not None and _MALIGNANT.fullmatch(quote) is not None:
        return True
    if _BUILT_IN.match(after) is not None and told_beside("under_the_microscope", mention, reading):
        return True
    if _INTO.match(after) is not None and _OF_DEVICE.fullmatch(quote) is not None:
        return True
    return _IMMUNOGLOBULIN.fullmatch(quote) is not None


def _is_object(mention: Mention, quote: str, reading: Reading) -> bool:
    """Tell what somebody looked at: "biopsies of the rectal mass", "a firm lobulated neoplasm"."""
    if _DESCRIBED.search(quote) is not None:
        return True
    if not is_listed_as("any_mass", mention.concept) or says_kind(quote):
        return False
    before, after = words_before(mention, reading), words_after(mention, reading)
    return _LOOKED_AT_IN.search(before) is not None or _IS_LOOKED_AT.match(after) is not None


def says_kind(quote: str) -> bool:
    """Tell "a stromal tumor" from "a rectal tumor"."""
    return _SAYS_KIND.search(quote) is not None


def _is_grown_in(mention: Mention, reading: Reading) -> bool:
    """Tell "a carcinoma evolving from a thyroglossal cyst": the place of the illness that is named before."""
    text = reading.document.text
    return any(
        other.sentence == mention.sentence
        and other.span.end < mention.span.start
        and _GROWN_IN.fullmatch(text, other.span.end, mention.span.start) is not None
        for other in reading.of(MentionKind.TERM, "disease")
    )


def _is_finding_beside(mention: Mention, before: str, reading: Reading) -> bool:
    """Tell "carcinoma with eosinophilia"."""
    if not is_listed_as("mere_finding", mention.concept) and not mention.concept.endswith("philia"):
        return False
    with_it = _WITH_FINDING.search(before)
    return with_it is not None and any(
        mention.span.start - len(before) + len(before[: with_it.start()].rstrip()) == other.span.end
        for other in reading.of(MentionKind.TERM, "disease")
        if other.sentence == mention.sentence
    )
