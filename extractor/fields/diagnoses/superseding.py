"""What a later statement supersedes: what was known before a growth was cut out, or before a change; what failed.

These were firmly diagnosed, so that no word beside them says that they were given up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from extractor.case import Assertion, Mention, Period, Reading
from extractor.fields.diagnoses.correcting import is_vague
from extractor.fields.diagnoses.first import was_given_up
from extractor.fields.diagnoses.kinship import GROWN, HURT, is_short, may_be_one
from extractor.fields.diagnoses.weighing import Weight
from extractor.fields.telling import SILENT, head_word, is_silent, words_after, words_before
from extractor.fields.wanted import is_same_illness
from extractor.lexicon import load_cues

_LONG = 4  # letters of a word by which it is known again
_SOON = 3  # sentences within which a diagnosis is denied, or fails, that was just made

# It is cut out, so that the whole of it is seen.
_RESECTED = re.compile(
    r"\b(?:resect\w+|\w{4,}ectom(?:y|ies)|excis\w+|extirpat\w+|operated|surgery|surgical(?:ly)?|post-?operative\w*|autops\w+"
    r"|necropsy|post-?mortem|final\s+(?:histo\w*\s+|patho\w*\s+)?(?:patholog\w+|histolog\w+|diagnosis|report|assessment))\b",
    re.IGNORECASE,
)
# "with signs of": no more than a part of it
_PART = re.compile(
    r"\b(?:signs|features|areas?|foc(?:i|us)|components?|elements|differentiation)\s+of\s+(?:an?\s+)?(?:[\w-]+\s+)?$",
    re.IGNORECASE,
)
# What is found in another place or at another time may be another growth.
_ANOTHER = re.compile(
    r"\b(?:second|another|other|both|metachronous|synchronous|simultaneous\w*|concomitant\w*|coexist\w*|contralateral|recurren\w+|recurred"
    r"|relaps\w+|years?\s+(?:later|after)|incidental\w*|also|in\s+addition|additional(?:ly)?|as\s+well\s+as)\b",
    re.IGNORECASE,
)
# "progressed to", "had transformed into", "with transition into"
_BECAME = re.compile(
    r"(?:\s+\([^()]{1,40}\))?,?(?:\s+(?:which|that|then|later|subsequently|eventually|finally|gradually|rapidly|slowly|had|has|have"
    r"|with|of\s+the\s+\w+)){0,4}\s+(?:progress\w+|evolv\w+|transform\w*|degenerat\w+|convert\w+|turn\w*|transition\w*|chang\w+)\s+"
    r"(?:\w+ly\s+)?(?:in)?to\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,4}",
    re.IGNORECASE,
)
# What another illness leads to: that stays what it was.
_CONSEQUENCE = re.compile(
    r"(?:failure|insufficiency|shock|sepsis|syndrome|nonunion|necrosis|arrest|death|perforation|peritonitis|coma|rupture|ha?emorrhage"
    r"|disease|ascites|edema|effusion|block|encephalopathy|emphysema|infarction|ischemia|megacolon|cirrhosis|fibrosis|stenosis)s?$"
)
# "however, no infarction", "but showed no sign of a stone": the denial of the very illness, and not of one cause of it
_BUT_NO = re.compile(
    r"\b(?:however|but)\b[^.;]*\bno\s+(?:(?:signs?|evidence|features|findings)\s+of\s+)?(?:an?\s+)?(?:\w+\s+)?$"
    r"|\b(?:however|but)\b[^.;]*?(?:\W|\w\s)no\s+(?:signs?|evidence|features|findings)\s+of\s+(?:an?\s+)?(?:\w+\s+)?$",
    re.IGNORECASE,
)
_NO_OTHER = re.compile(
    r"\b(?:other|new|further|more|residual|recurrent|remaining|viable|active)\s+(?:\w+\s+)?$", re.IGNORECASE
)
_UNCONFIRMED = re.compile(
    r"[^.;,]{0,30}\b(?:not\s+(?:be\s+)?confirmed|(?:was|were|been)\s+(?:\w+\s+)?(?:ruled\s+out|excluded|refuted|discarded|rejected))\b"
)
# "further investigation revealed the presence of"
_LOOKED_FURTHER = re.compile(
    r"\b(?:further|subsequent|additional|extensive|detailed|thorough)\s+(?:\w+\s+){0,2}(?:investigations?|work-?\s?up|evaluations?"
    r"|examinations?|tests?|testing|studies|assessment)\s+(?:\w+ly\s+)?(?:revealed|disclosed|showed|demonstrated|identified|confirmed|uncovered"
    r"|led\s+to)\s+(?:that\s+(?:he|she|the\s+\w+)\s+had\s+)?(?:the\s+(?:presence|diagnosis)\s+of\s+)?(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
_BESIDE_IT = re.compile(r"\bco-?infection|superinfection", re.IGNORECASE)
# "At exploration a hernia was found", "laparotomy revealed a living child"
_OPENED = re.compile(
    r"\b(?:at|on|during|upon)\s+(?:the\s+)?(?:(?:surgical|emergency|urgent|open)\s+)?(?:exploration|laparotomy|surgery|operation"
    r"|laparoscopy|thoracotomy)\b,?\s[^.;]{3,80}?\s(?:was|were)\s+(?:found|discovered|encountered|identified|noted|seen)\b"
    r"|\b(?:exploration|laparotomy|laparoscopy|thoracotomy)\s+(?:revealed|showed|disclosed)\s+(?!no\b|that\b)"
    r"|\bwas\s+found\s+(?:during|at)\s+(?:the\s+)?(?:surgery|operation|laparotomy|laparoscopy|exploration)\b",
    re.IGNORECASE,
)
_IN_VAIN = re.compile(
    r"\b(?:(?:did|does|do)\s+not\s+(?:respond|improve)|not\s+improved?|failed\s+to\s+(?:respond|improve)|(?:no|without|little|poor)\s+"
    r"(?:\w+\s+){0,2}(?:improvement|response|relief|benefit)|but\s+(?:\w+\s+){1,3}worsened|response\s+[^.;,]{0,60}\bwas\s+poor)\b",
    re.IGNORECASE,
)


def superseded(weights: Mapping[Mention, Weight], own: Sequence[Mention], reading: Reading) -> Iterator[Mention]:
    """Give what was firmly told, and something behind it supersedes."""
    for m, weight in weights.items():
        if weight < Weight.HINTED:
            continue
        if (
            was_given_up(m, own, reading)
            or _is_seen_whole(m, weights, reading)
            or (weight is Weight.DIAGNOSED and _is_denied_soon(m, own, reading))
            or _has_failed(m, weights, reading)
            or _is_otherwise_inside(m, weight, reading)
            or any(_became(m, n, reading) or _was_behind(n, m, weights, reading) for n in weights)
        ):
            yield m


def successors(weights: Mapping[Mention, Weight], reading: Reading) -> dict[Mention, Weight]:
    """Give what an illness became, and what was found when its cause was sought, with the weight of what it follows."""
    raised: dict[Mention, Weight] = {}
    for n in weights:
        before = [w for m, w in weights.items() if _became(m, n, reading) or _was_behind(n, m, weights, reading)]
        if before:
            raised[n] = max(weights[n], *before)
    return raised


def _was_behind(cause: Mention, first: Mention, weights: Mapping[Mention, Weight], reading: Reading) -> bool:
    """Tell "hypothyroidism was diagnosed. Further investigation revealed a Whipple disease"."""
    if cause.sentence <= first.sentence or weights[cause] >= weights[first] or weights[first] > Weight.DIAGNOSED:
        return False
    if _LOOKED_FURTHER.search(words_before(cause, reading)) is None or is_silent(cause, reading):
        return False
    if _BESIDE_IT.search(cause.concept) is not None:
        return False
    grown = any(GROWN.search(m.concept) is not None for m in (cause, first))
    return not grown and not is_vague(cause.concept) and not may_be_one(cause, first, reading)


def _became(first: Mention, last: Mention, reading: Reading) -> bool:
    """Tell "an adenoma that transformed into a carcinoma"; but a pneumonia that progressed to sepsis was one."""
    if last.sentence != first.sentence or last.span.start < first.span.end:
        return False
    if _BECAME.fullmatch(reading.document.text, first.span.end, last.span.start) is None:
        return False
    return not is_vague(last.concept) and _CONSEQUENCE.search(last.concept) is None


def _is_seen_whole(mention: Mention, weights: Mapping[Mention, Weight], reading: Reading) -> bool:
    """Tell whether cells or a biopsy showed one growth, and the growth itself, once cut out, another."""
    if GROWN.search(mention.concept) is None or not _is_sampled(mention, reading):
        return False
    text = reading.document.text
    answers = [n for n in weights if n.sentence > mention.sentence and _is_of_whole(n, weights[n], reading)]
    answers = [n for n in answers if _PART.search(words_before(n, reading)) is None]
    if not answers or any(n.sentence == answers[0].sentence for n in answers if may_be_one(mention, n, reading)):
        return False
    answer = answers[0]
    if "".join(word[0] for word in mention.concept.split()).upper() in answer.concept:
        return False  # "acinar cell carcinoma", "ACC"
    between = text[mention.span.end : answer.span.start]
    return _RESECTED.search(between) is not None and _ANOTHER.search(between) is None


def _is_sampled(mention: Mention, reading: Reading) -> bool:
    """Tell what was known before anything was cut out."""
    before = words_before(mention, reading)
    if mention.sentence > 0:
        before = reading.sentences[mention.sentence - 1].text + before
    return _RESECTED.search(before) is None


def _is_of_whole(mention: Mention, weight: Weight, reading: Reading) -> bool:
    """Tell a growth that tissue shows, and which is no spread."""
    return (
        weight >= Weight.SHOWN
        and (GROWN.search(mention.concept) is not None or is_short(mention.concept))
        and "metasta" not in mention.concept
        and not is_vague(mention.concept)
        and load_cues("findings")["under_the_microscope"].search(reading.sentence_of(mention).text) is not None
    )


def _is_denied_soon(mention: Mention, own: Sequence[Mention], reading: Reading) -> bool:
    """Tell "an infarction was diagnosed. Angiography, however, showed no infarction"; a growth may be gone by then."""
    if GROWN.search(mention.concept) is not None:
        return False
    later = [m for m in own if m.sentence > mention.sentence and is_same_illness(m.concept, mention.concept)]
    if not later or later[0].sentence > mention.sentence + _SOON or any(m.qualifiers.holds for m in later):
        return False
    return any(_is_denied(m, reading) for m in later)


def _is_denied(mention: Mention, reading: Reading) -> bool:
    told = mention.qualifiers
    if told.assertion is not Assertion.DENIED or told.period is not Period.NOW or is_silent(mention, reading):
        return False
    if _UNCONFIRMED.match(words_after(mention, reading)) is not None:
        return True
    before = words_before(mention, reading)
    return _BUT_NO.search(before) is not None and _NO_OTHER.search(before) is None


def _is_otherwise_inside(mention: Mention, weight: Weight, reading: Reading) -> bool:
    """Tell what was thought before an operation that found something, and which the text does not name again."""
    if weight not in (Weight.HINTED, Weight.BROUGHT, Weight.FOUND, Weight.DIAGNOSED):
        return False
    if HURT.search(mention.concept) is not None or GROWN.search(mention.concept) is not None:
        return False
    if is_silent(mention, reading):
        return False
    behind = [s for s in reading.sentences[mention.sentence + 1 :] if s.section not in SILENT]
    if not any(_OPENED.search(s.text) is not None for s in behind[:_SOON]):
        return False
    head = head_word(mention, reading)
    text = reading.document.text
    return len(head) >= _LONG and text[mention.span.end :].casefold().find(head) < 0


def _has_failed(mention: Mention, weights: Mapping[Mention, Weight], reading: Reading) -> bool:
    """Tell what was treated in vain, until another illness was diagnosed."""
    if GROWN.search(mention.concept) is not None or weights.get(mention) is Weight.NAMED:
        return False  # what a paper says that it reports is not what failed
    behind = [words_after(mention, reading)]
    behind += [s.text for s in reading.sentences[mention.sentence + 1 : mention.sentence + 2]]
    if not any(_IN_VAIN.search(text) is not None for text in behind):
        return False
    return any(
        mention.sentence < n.sentence <= mention.sentence + _SOON
        and (w >= Weight.DIAGNOSED or w is Weight.HINTED)
        and not may_be_one(mention, n, reading)
        and not is_vague(n.concept)
        for n, w in weights.items()
    ) and not any(
        n.sentence > mention.sentence and w >= Weight.DIAGNOSED and may_be_one(mention, n, reading)
        for n, w in weights.items()
    )
