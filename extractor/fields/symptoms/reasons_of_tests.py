"""Tells a complaint from what a test shows, where both stand in a sentence: it was why the test was done."""

from __future__ import annotations

import re

from extractor.case import Mention
from extractor.fields.wanted import is_listed_as
from extractor.lexicon import load_cues

_TESTED_FOR = re.compile(  # "an ultrasound for abdominal pain"; not "positive for"
    r"(?:(?<!positive )(?<!negative )(?<!suspicious )(?<!concerning )(?<!significant )(?<!notable )(?<!remarkable )"
    r"\bfor|\bbecause\s+(?:of|(?:he|she)\s+had)|\bon\s+account\s+of"
    r"|\b(?:performed|done|carried\s+out|obtained|ordered|requested|undertaken)\s+(?:due|owing)\s+to"
    r"|\bto\s+(?:assess|evaluate|investigate))\s+"
    r"(?:(?:(?:the|further)\s+)?(?:investigation|evaluation|assessment|work-?up)\s+of\s+)?[\w\s,'-]{0,40}$",
    re.IGNORECASE,
)
# "the radiological findings of a woman with a history of cough": what she has, and not what they show
_OF_PERSON = re.compile(
    r"\b(?:findings|features|images|imaging|aspects?|data|characteristics|results)\s(?:of|in|from)\s(?:the\scase\sof\s)?an?\s"
    r"[^.;,]{0,60}?\b(?:man|woman|male|female|boy|girl|patient|child|infant|neonate|newborn|adolescent)\s"
    r"(?:who\spresented\s|presenting\s)?with\s",
    re.IGNORECASE,
)
# "clinical and laboratory examination revealed weakness": a weakness is found by the doctor's hands
_WITH_HANDS_TOO = re.compile(
    r"\b(?:clinical|physical|neurologic(?:al)?),?(?:\s[\w-]+,)?\s(?:and|as\swell\sas)\s(?:[\w-]+\sand\s)?"
    r"(?:laboratory|radiologic(?:al)?|radiographic|imaging|biochemical|instrumental|ultrasound|electrophysiologic(?:al)?)\s"
    r"(?:examinations?|findings|features|signs?|evaluations?|assessments?|work-?up|data|manifestations?)\b",
    re.IGNORECASE,
)
# "a relapse was resected, and the patient presented a fast progressing tetraparesis"
_PRESENTS = re.compile(
    r"\b(?:patient|he|she|boy|girl|child)\s(?:then\s|also\s|again\s|subsequently\s|later\s|suddenly\s)?presented\s(?=an?\s)",
    re.IGNORECASE,
)


def is_reason_of_test(behind: str, mention: Mention) -> bool:
    """Tell whether the words between a test and a complaint say that the test was done for it."""
    cues = load_cues("findings")
    if cues["weak"].fullmatch(mention.concept) is not None or cues["showed"].search(behind) is not None:
        return False
    return _TESTED_FOR.search(behind) is not None


def told_beside_tests(clause: str, mention: Mention) -> tuple[int, int]:
    """Give where the words end that say that the patient has it, and that hands found it; -1 if there are none."""
    if is_listed_as("weak", mention.concept):
        return -1, -1
    came = max((m.end() for told in (_OF_PERSON, _PRESENTS) for m in told.finditer(clause)), default=-1)
    return came, max((m.end() for m in _WITH_HANDS_TOO.finditer(clause)), default=-1)
