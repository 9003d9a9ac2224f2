"""Tells an illness beside the one reported by what names the patient, and what only looks like another illness."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.case import Mention, MentionKind, Reading
from extractor.fields.histories.earlier import is_growth, is_of_person
from extractor.fields.telling import words_after, words_before
from extractor.fields.wanted import is_listed_as, lasts_for_life
from extractor.guarded import compile_guarded

_INTRO = 2  # the last sentence in which a paper brings its patient in
_AFTER = 260  # characters behind an illness within which it is told what became of it
_SOON = 4  # sentences within which what came after an operation is told
_PEOPLE = (
    r"(?:patient|man|woman|male|female|boy|girl|child|infant|adult|adolescent|teenager|gentleman|lady|primigravida"
    r"|smoker|mother|individual|recipient)\b"
)
_ONE = re.compile(r"\b(?:an?|this|our|old)(?:\s+[\w/-]+,?){0,4},?\s+$|^\s*(?:an?\s+)?$", re.IGNORECASE)
_WORD_OBESE = re.compile(r"(?:\w+ly\s+)?(?:obese|overweight)", re.IGNORECASE)
# "an obese 63-year-old African American woman", "moderately obese (body mass index of 35) man"
_OBESE_PERSON = re.compile(rf"[\s,]*(?:\([^()]{{1,60}}\)\s*,?\s*)?(?:[\w/-]+,?\s+){{0,6}}?{_PEOPLE}", re.IGNORECASE)
_IS_OBESE = re.compile(
    r"\b(?:he|she|patient|who|man|woman)\s+(?:was|is|are|were)\s+(?:(?:both|also|\w+ly|very|quite)\s+){0,2}$",
    re.IGNORECASE,
)
# "a case of a diabetic patient", "a 77-year-old female hypertensive patient"
_NAMED_FOR = re.compile(rf"[\s-]+(?:[\w-]+\s+){{0,2}}?{_PEOPLE}(?!['’]s)", re.IGNORECASE)
# What was done for it, in the words that bring the patient in.
_OPERATED = re.compile(
    r"\b(?:underwent|undergone|undergoing|received|operated(?:\s+on)?|treated\s+with)\b"
    r"(?:(?!\b(?:showed|revealed|which|diagnosis)\b)[^.;]){0,90}?\b(?:for|because\s+of|due\s+to)\s+"
    r"(?:(?:an?|his|her|the|treatment\s+of|management\s+of)\s+){0,2}(?:[\w/-]+\s+){0,4}$",
    re.IGNORECASE,
)
_NOT_FOR_IT = re.compile(
    r"\b(?:suspect\w*|suspicion|presum\w+|possible|probable|evaluation|work-?up|screening|recurren\w+|relapse\w*|residual)\b",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"(?:however,?\s+)?(?:(?:on|at|by|in|during|after|within|about|approximately|around|only)\s+)*(?:(?:the|an?|her|his|day)\s+)*"
    r"(?:post-?\s?operati\w+|POD|[\w-]+\s+(?:and\s+a\s+half\s+)?(?:hours?|days?|weeks?|months?|years?)\s+"
    r"(?:after|following|later|postoperatively|post)|surgery|operation|procedure|transplantation)\b",
    re.IGNORECASE,
)
_CAME = re.compile(
    r"\b(?:develop(?:ed|s)|present(?:ed|s)|experienced|suffered|complained|noticed|occurred|appeared|arose"
    r"|was\s+(?:\w+ly\s+)?(?:re-?admitted|admitted|referred|found|noted|diagnosed))\b",
    re.IGNORECASE,
)
# "ten days after an influenza infection", "two months following a burn"
_AFTER_IT = re.compile(
    r"\b(?:days?|weeks?|months?)\s+(?:after|following)\s+(?:an?\s+(?:episode\s+of\s+)?|(?:suffering|having|contracting)\s+(?:from\s+)?(?:an?\s+)?)"
    r"(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
_BEFALLS = re.compile(
    r"(?:infection|influenza|COVID-19|fever|measles|varicella|pneumonia|burn|injury|stroke|infarction)$"
)
# "he also had gout", "was incidentally found to have", "she also fulfilled the criteria for"
_ALSO = re.compile(
    r"\b(?:incidentally\s+(?:found|noted|discovered)\s+to\s+have"
    r"|(?:he|she|patient)\s+also\s+(?:had|has|suffered\s+from|suffers\s+from|(?:fulfilled|met)\s+[^.;,]{0,40}\bcriteria\s+for))\s+"
    r"(?:an?\s+)?(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
# "with Duchenne dystrophy with a clinical diagnosis of a perforated ulcer"
_WITH_ANOTHER = re.compile(
    r"\s*(?:\([^()]{1,30}\)\s*)?,?\s*(?:and|with)\s+(?:an?\s+)?(?:[\w-]+\s+){0,4}?(?:diagnosis|history)\s+of\b",
    re.IGNORECASE,
)
# "encephalopathy in the setting of HIV infection", "retinopathy in a patient of sickle cell disease"
_SETTING = re.compile(
    r"\b(?:(?:in\s+the\s+setting|in\s+the\s+context|(?:on|in|against)\s+(?:an?|the)\s+background)\s+of"
    r"|while\s+(?:being\s+treated|under\s+treatment|on\s+treatment|being\s+followed(?:\s+up)?)\s+for"
    r"|(?:in|to)\s+an?\s+(?:[\w/-]+\s+){0,4}?patient\s+of)\s+(?:(?:an?|his|her|known|pre-?existing|underlying|severe|chronic|recurrent)\s+){0,2}$",
    re.IGNORECASE,
)
_WHICH_AGO = re.compile(
    r"\s+(?:which|that)\s+(?:he|she)\s+(?:had\s+)?(?:sustained|suffered|had)\s+(?:\w+\s+){0,3}years?\s+(?:ago|back|earlier|before)\b",
    re.IGNORECASE,
)

# What only looks like another illness, by the words before it.
_TOLD_ITSELF = compile_guarded(
    r"\b(?:typical|classic(?:al)?|suggestive|characteristic)\s+history\s+of\s+(?:[\w-]+\s+){0,3}$"
    r"|\b(?:similar|same)\s+(?:episodes?|attacks?)\s+of\s+(?:[\w-]+\s+){0,2}$"
    r"|\b(?:either|such\s+as|like)\s+$"
    r"|\b(?:symptoms|signs|features|murmur)\s+of\s+(?:[\w-]+\s+){0,2}$|\b(?:have|has|previously)\s+reported\s+$"
    r"|\babnormalit\w+,?\s+(?:including|such\s+as)\s[^.;]{0,90}$"
    r"|\bno\s+(?:previous\s+|prior\s+|past\s+|known\s+)?history\s+of\s+[^.;,]{0,40}\bor\s+(?:[\w-]+\s+){0,2}$"
    r"|\b(?:sudden|acute)[\s-]onset\s+$"
    r"|\b(?:fear|thoughts?|misconceptions?|worr(?:y|ied)|beliefs?|delusions?|phobia|convinced)\b[^.;]{0,60}$"
    r"|\bhistory\s+of\s+(?:[\w-]+\s+){0,4}(?:pain|swelling|weakness|stiffness|headaches?)\s+(?:after|following)\s+(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
_CERTAIN = re.compile(
    r"\b(?:\w+ally|laboratory|biopsy|culture|PCR)[\s-](?:confirmed|proven|verified)\s+$|\b(?:newly|recently)[\s-]diagnosed\s+(?:[\w-]+\s+){0,4}\(?$",
    re.IGNORECASE,
)
# And by the words behind it: "a carcinoma, initially diagnosed as a cyst", "were reported at two hospitals".
_IS_THE_ONE = re.compile(
    r"(?:\s*\([^()]{1,30}\))?(?:,|\s+(?:that|which)\s+(?:was|had\s+been))?\s*(?:initially|originally|at\s+first|first)\s+(?:mis)?diagnosed\s+as\b"
    r"|[^.;]{0,90}?\bwere\s+(?:reported|presented|described)\b"
    r"|(?:(?!\bhistory\b)[^.;]){0,40}?\bpresent\w*\s+with\s+(?:[\w-]+\s+){0,4}(?:recurrences?|relapses?|aura)\b|\s+aura\b"
    r"|[^.;,]{0,40}?\bha(?:s|ve)\s+been\s+(?:reported|described)\b|\s*\)\s*vaccin",
    re.IGNORECASE,
)
_ANOTHER_NAME = re.compile(r"\s+and\s+(?=(?:[a-z-]+\s+){1,2}syndrome\b)", re.IGNORECASE)
_UNDERLYING = re.compile(r"\b(?:of|the|his|her)\s+underlying\s+$", re.IGNORECASE)
# It was held elsewhere, or treated without success, and is what the patient came for.
_DIAGNOSED = re.compile(
    r"\b(?:diagnosed|diagnosis|treated|treatment)\s+(?:with|as|of|for)\s+(?:an?\s+)?(?:[\w-]+\s+){0,6}(?:and\s+)?$",
    re.IGNORECASE,
)
_CAME_FOR_IT = re.compile(
    r"[^.;]{0,40}?\b(?:in|at|by)\s+(?:another|an?\s+(?:outside|local|other|regional)|the\s+(?:local|previous))\s+(?:\w+\s+){0,2}"
    r"(?:hospital|clinic|institution|cent(?:er|re)|doctor|physician)\b[^.;]*\b(?:referred|transferred|came|visited)\b"
    r"|[^.;,]{0,40}?\s+elsewhere\b[^.;]*\b(?:referred|transferred|came|presented)\b"
    r"|(?:(?!\b(?:who|that|which|develop\w*)\b)[^.;]){0,120}\b(?:(?:without|no|little)\s+(?:\w+\s+){0,2}(?:improvement|response|success|relief|benefit|change)"
    r"|did\s+not\s+(?:respond|improve)|failed\s+to\s+(?:respond|improve))\b"
    r"|[^.;]{0,160}\.\s+(?:However,\s+)?(?:none\s+of\s+(?:the|these)\s+treatments|(?:his|her|the)\s+symptoms\s+(?:persisted|did\s+not))\b",
    re.IGNORECASE,
)
# What comes at once, or from another illness, is reported as often as told of the patient on the way.
_AT_ONCE = re.compile(
    r"(?:pneumonia|fever|dengue|malaria|COVID-19|(?<!HIV )(?<!virus )infection"
    r"|nephrotic\ssyndrome|sepsis|meningitis|an?emia|tumor|mass)$",
    re.IGNORECASE,
)

# A cancer under treatment is what the patient has when something else comes.
_FAR_GONE = re.compile(
    r"\b(?:metastatic|advanced|refractory|stage\s+(?:III|IV)\w?|treated\s+for)\s+(?:[\w-]+\s+){0,4}$", re.IGNORECASE
)
_IN_TREATMENT = re.compile(
    r"[^.;]{0,90}\b(?:treated\s+with|receiving|under|undergoing|while\s+on|after\s+chemotherapy)\s", re.IGNORECASE
)


def may_be_reported(mention: Mention, reading: Reading) -> bool:
    """Tell a growth, or what comes at once: named of the patient, it is as often the illness reported."""
    if _AT_ONCE.search(mention.concept) is not None:
        return True
    if not is_growth(mention.concept) or _FAR_GONE.search(words_before(mention, reading)) is not None:
        return False
    return _IN_TREATMENT.match(words_after(mention, reading)) is None


def is_told_itself(mention: Mention, diagnosed: Sequence[Mention], reading: Reading) -> bool:
    """Tell an illness that the paper reports, or that is a part of a name, from another of the patient."""
    before, after = words_before(mention, reading), words_after(mention, reading)
    if _TOLD_ITSELF.search(before) is not None or _IS_THE_ONE.match(after) is not None:
        return True
    if not diagnosed and _CERTAIN.search(before) is not None:
        return True
    general = is_listed_as("too_general", mention.concept)
    if general and _UNDERLYING.search(before) is not None:
        return True
    if _DIAGNOSED.search(before) is not None:
        end = mention.span.end
        if _CAME_FOR_IT.match(reading.document.text, end, end + _AFTER) is not None:
            return True
    name = _ANOTHER_NAME.match(after)
    if name is None:
        return False
    begun = mention.span.end + name.end()
    return not any(m.span.start == begun for m in reading.of(MentionKind.TERM, "disease"))


def names_patient(mention: Mention, reading: Reading) -> bool:
    """Tell "an obese woman", "who was obese", "a case of a diabetic patient": a word for the patient."""
    if mention.sentence > _INTRO:
        return False
    before, after = words_before(mention, reading), words_after(mention, reading)
    if _WORD_OBESE.fullmatch(reading.document.quote(mention.span)) is not None:
        if _IS_OBESE.search(before) is not None:
            return True
        return _ONE.search(before) is not None and _OBESE_PERSON.match(after) is not None
    if not lasts_for_life(mention):
        return False
    return _NAMED_FOR.match(after) is not None and _ONE.search(before) is not None


def is_alongside(mention: Mention, diagnosed: Sequence[Mention], reading: Reading) -> bool:
    """Tell an illness for which something was done, or that goes with the one that is diagnosed."""
    before, after = words_before(mention, reading), words_after(mention, reading)
    if _WHICH_AGO.match(after) is not None or (mention.sentence <= _INTRO and _comes_before(mention, before)):
        return True
    if not diagnosed or (is_growth(mention.concept) and any(is_growth(m.concept) for m in diagnosed)):
        return False
    if lasts_for_life(mention) and (_ALSO.search(before) is not None or _SETTING.search(before) is not None):
        return True
    if mention.sentence > _INTRO:
        return False
    return _was_operated(mention, before, reading) or (is_of_person(before) and _WITH_ANOTHER.match(after) is not None)


def _comes_before(mention: Mention, before: str) -> bool:
    """Tell "ten days after an influenza infection"."""
    return _BEFALLS.search(mention.concept) is not None and _AFTER_IT.search(before) is not None


def _was_operated(mention: Mention, before: str, reading: Reading) -> bool:
    """Tell "he underwent a gastrectomy for a cancer. On the 13th day after it he developed …"."""
    cue = _OPERATED.search(before)
    if cue is None or _NOT_FOR_IT.search(cue[0]) is not None:
        return False
    behind = reading.sentences[mention.sentence + 1 : mention.sentence + _SOON]
    return any(_LATER.match(s.text) is not None and _CAME.search(s.text) is not None for s in behind)
