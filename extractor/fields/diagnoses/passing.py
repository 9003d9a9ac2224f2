"""Illnesses that firm words name in passing: of the one who is reported for what came later, seen beside another."""

from __future__ import annotations

import re

from extractor.case import Mention, MentionKind, Reading
from extractor.fields.telling import is_silent, texts_behind, told_beside, words_after, words_before
from extractor.fields.wanted import is_same_illness
from extractor.guarded import compile_guarded

_INTRO = 1  # the last sentence in which a paper brings its patient in
_SOON = 2  # sentences behind a diagnosis in which somebody comes with it
_OFTEN = 3  # times that a paper names what it is about
# "a man with X", "a girl suffering from X", "a patient with a diagnosis of X", up to the illness.
_BEARER = re.compile(
    r"\b(?:\w*man|male|female|boy|girl|patient|child|infant|adult|adolescent|neonate|newborn|individual|lady|old|proband|origin"
    r"|descent|ethnicity|Caucasian|Australian|American|African|farmer|smoker|recipient)s?\b,?"
    r"(?:(?!\b(?:presented|presents|presenting|who\s+(?:was|is)|was|were|admitted|referred|found|sustained|developed|developing)\b)[^.;]){0,50}?"
    r"\b(?:with|affected\s+by|suffering\s+from|treated\s+for|living\s+with|placement\s+for)\s"
    r"(?:(?!\b(?:presented|presenting|presentation|due|caused|was|were|developed)\b)[^.;]){0,90}$",
    re.IGNORECASE,
)
# It came upon the patient then: no spread or return of the illness itself.
_OWN_COURSE = (
    r"(?!\s+(?:[\w-]+\s+){0,5}(?:metasta\w*|recurren\w*|relapse\w*|progress\w*|respon\w*|resistan\w*|remission"
    r"|deteriorat\w*))"
)
_BEFALLS = re.compile(
    r"\b(?:developed|experienced|re-?admitted|(?:he|she|patient|who)\s+(?:then\s+|later\s+|also\s+)?suffered)\b"
    + _OWN_COURSE,
    re.IGNORECASE,
)
# Who treats an illness tells how it went on: "he developed no side effects", "experienced complete relief"
_WELL = re.compile(
    r"\s+(?:no|any|neither|complete|marked|significant|rapid|full|an?\s+(?:\w+\s+)?(?:improvement|relief|recovery|regression|response))\b",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"\s+since\s+(?:the\s+age|(?:his|her)\s+(?:childhood|birth|youth)|childhood|birth|infancy)\b", re.IGNORECASE
)
_COMPLICATED = re.compile(r"\s+(?:that\s+was\s+|which\s+was\s+)?complicated\s+by\b", re.IGNORECASE)
# "revealed a carcinoma with necrosis, hyaline change, and siderosis": what else the microscope showed
_SEEN_WITH = re.compile(
    r"\b(?:show(?:ed|s|ing)|reveal(?:ed|s|ing)|demonstrat(?:ed|es|ing)|disclosed|confirm(?:ed|ing)|indicat(?:ed|ing)|diagnosing"
    r"|suggest(?:ed|ing|ive\s+of)|compatible\s+with|consistent\s+with|diagnos\w+\s+of)\s(?=[^.;]*$)",
    re.IGNORECASE,
)
_ALSO = re.compile(
    r"\S\s+(?:and|with|along\s+with|as\s+well\s+as|associated\s+with|related\s+to)\s|\w+\s\w+,\s", re.IGNORECASE
)
# "He was then referred": what was diagnosed before, he came with.
_CAME_THEN = re.compile(
    r"(?:^|[.;,]\s|\band\s|^[^,;]{0,60},\s)\s*(?:he|she|(?:the|our)\s+(?:patient|boy|girl|man|woman|child))\s+(?:\w+\s+){0,2}?"
    r"(?:presented|was\s+(?:then\s+|later\s+|subsequently\s+)?(?:re)?(?:admitted|referred|transferred|hospitali[sz]ed)|visited|complained|came\s+to)\b",
    re.IGNORECASE,
)
_PATHOLOGICAL = re.compile(r"\bpathologic(?:al)?\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
# What tissue shows of many illnesses, and what seldom is the one that is reported.
_SIGN_OF_TISSUE = re.compile(
    r"(?:necrosis|siderosis|cirrhosis|injury|(?<!glomerulo)sclerosis|embolism|thromb(?:us|osis)|degeneration|calcification|fibrosis|edema|hypertension"
    r"|perforation|hemorrhage|infarction|ischemia|atrophy|intussusception|abscess|hyp(?:er|o)plasia|metaplasia|grade\s+dysplasia|phagocytosis"
    r"|toxicity)$"
)
# "hepatitis B virus-associated hepatocellular carcinoma", "a virus (XYV) type 11-related papilloma"
_QUALIFIES = re.compile(
    r"(?:\s?\([^()]{1,20}\))?(?:\s(?:virus|infection|type|genotype)){0,2}(?:\s\d+)?\s?-\s?"
    r"(?:associated|related|induced|positive|driven|mediated|dependent)\s",
    re.IGNORECASE,
)

# "a polyp causing an intussusception", "cirrhosis complicated with a thrombosis": what came of the illness before it
_COMPLICATES = re.compile(r"\bcomplicated\s+(?:by|with)\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,3}$", re.IGNORECASE)
_COMES_OF = re.compile(
    r"\b(?:causing|caused(?!\s+by\b)|result(?:ing|ed)\s+in|leading\s+to)\s+(?:an?\s+|the\s+)?(?:(?!diagnosis\b|by\b)[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
# "developed a rash while he received cetuximab for": what he was treated for when something else came
_TREATED_FOR = compile_guarded(
    r"\b(?:treat(?:ed|ment)|receiv(?:ing|ed)|therapy|chemotherapy|radiotherapy|taking)\b[^.;,]{0,60}\b(?:for|of)\s+(?:[\w-]+\s+){0,4}$",
    re.IGNORECASE,
)
_AT_THAT_TIME = re.compile(r"\b(?:while|whilst|during|after|following|under|in)\s[^.;,]{0,80}$", re.IGNORECASE)
_SOMETHING_CAME = re.compile(
    r"\b(?:developed|developing|(?:presented|presents|presenting)\s+with|experienced|suffered|(?:onset|occurrence|appearance)\s+of)\s",
    re.IGNORECASE,
)
_OF_ITSELF = re.compile(r"\b(?:metasta|recur|relaps|progress|second\b)", re.IGNORECASE)
# "Four years after the operation, the patient presented with pain": the report is of what came then.
_LATER = re.compile(
    r"\b(?:hours?|days?|weeks?|months?|years?)\s+(?:after|later|following|thereafter)\b"
    r"|\bafter\s+(?:\w+\s+){1,3}(?:hours|days|weeks|months|years)\b|\bsubsequently\b",
    re.IGNORECASE,
)
_CAME_BACK_ILL = re.compile(
    r"\b(?:he|she|who|(?:the|our|this)\s+(?:\w+\s+)?(?:patient|boy|girl|man|woman|child|infant))\s+"
    r"(?:(?:then|later|also|suddenly|gradually|was|had)\s+){0,2}"
    r"(?:presented|developed|experienced|complained|referred\s+to|re-?admitted|noticed|suffered|consulted|visited)\b",
    re.IGNORECASE,
)
_ITS_COURSE = re.compile(
    r"\b(?:metasta\w*|recur\w*|relaps\w*|respon\w*|remission|no|not|without|asymptomatic|free|uneventful\w*|regress\w*|improv\w*"
    r"|resol\w*|recover\w*|disappear\w*|surviv\w*|good|excellent|normal|again|worsen\w*|progress\w*|full|case)\b",
    re.IGNORECASE,
)


def befalls_bearer(mention: Mention, reading: Reading) -> bool:
    """Tell "a man with myeloma was given bortezomib. He developed a rash": the report is of what came then.

    Of 11 judged names that it leaves out, 5 were right or acceptable; but it was written with most of them in view.
    """
    if mention.sentence > _INTRO or is_silent(mention, reading):
        return False
    if _BEARER.search(words_before(mention, reading)) is None:
        return False
    if _SINCE.match(words_after(mention, reading)) is not None:
        return True
    if _COMPLICATED.match(words_after(mention, reading)) is not None:
        return False
    if sum(is_same_illness(m.concept, mention.concept) for m in reading.of(MentionKind.TERM, "disease")) >= _OFTEN:
        return False
    return any(
        _WELL.match(text, cue.end()) is None
        for text in texts_behind(mention, reading)
        for cue in _BEFALLS.finditer(text)
    )


def names_sign_of_tissue(concept: str) -> bool:
    """Tell what tissue shows of many illnesses: "necrosis", "fibrosis"."""
    return _SIGN_OF_TISSUE.search(concept) is not None


def is_seen_beside(mention: Mention, reading: Reading) -> bool:
    """Tell what the microscope showed beside something else: "a carcinoma with siderosis"."""
    if not names_sign_of_tissue(mention.concept) or not told_beside("under_the_microscope", mention, reading):
        return False
    before = words_before(mention, reading)
    cue = max(_SEEN_WITH.finditer(before), key=lambda match: match.end(), default=None)
    return cue is not None and _ALSO.search(before, cue.end()) is not None


def breaks_in_growth(mention: Mention, reading: Reading) -> bool:
    """Tell "a pathological fracture": something grows there, and is what is reported."""
    return mention.concept.endswith("fracture") and _PATHOLOGICAL.search(words_before(mention, reading)) is not None


def came_with_it(mention: Mention, reading: Reading) -> bool:
    """Tell "A man was diagnosed with X. … He was then referred": it is the illness with which he came to the authors.

    Of 5 judged names that it leaves out, 3 were right or acceptable; it was written with them in view.
    """
    if mention.sentence > _INTRO:
        return False
    following = reading.sentences[mention.sentence + 1 : mention.sentence + 1 + _SOON]
    return any(_CAME_THEN.search(s.text) is not None for s in following)


def is_qualifier(mention: Mention, reading: Reading) -> bool:
    """Tell "virus-associated carcinoma" of the virus: it says of which kind the illness behind is."""
    return _QUALIFIES.match(words_after(mention, reading)) is not None


def is_complication(mention: Mention, reading: Reading) -> bool:
    """Tell "suffered from a dissection complicated with a stroke" of the stroke."""
    return _COMPLICATES.search(words_before(mention, reading)) is not None


def follows_from(mention: Mention, reading: Reading) -> bool:
    """Tell what an illness named before it caused, or what complicated it."""
    before = words_before(mention, reading)
    if is_complication(mention, reading):
        return True
    return _COMES_OF.search(before) is not None and any(
        other.sentence == mention.sentence
        and other.span.end < mention.span.start
        and other.qualifiers.holds
        and not is_same_illness(other.concept, mention.concept)
        for other in reading.of(MentionKind.TERM, "disease")
    )


def is_under_treatment(mention: Mention, reading: Reading) -> bool:
    """Tell "he developed a rash while receiving cetuximab for colon cancer" of the cancer."""
    before = words_before(mention, reading)
    treated = _TREATED_FOR.search(before)
    if treated is None or _AT_THAT_TIME.search(before[: treated.start()]) is None:
        return False
    came = _SOMETHING_CAME.search(before, 0, treated.start())
    return came is not None and _OF_ITSELF.search(before, came.end(), treated.start()) is None


def is_followed_by_another(mention: Mention, reading: Reading) -> bool:
    """Tell what brought the patient, who came back with something else when some time had passed."""
    if mention.sentence > _INTRO or is_silent(mention, reading):
        return False
    return any(
        _LATER.search(text) is not None and _CAME_BACK_ILL.search(text) is not None and _ITS_COURSE.search(text) is None
        for text in texts_behind(mention, reading)
    )
