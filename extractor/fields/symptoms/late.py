"""Tells symptoms that are told late, or beside others, from those that came of something else."""

from __future__ import annotations

import re

from extractor.case import Mention, MentionKind, Reading
from extractor.fields.telling import words_after, words_before
from extractor.lexicon import load_cues

_ADVERBS = r"(?:\s(?:\w{1,20}ly|also|all|much|rather|then|soon|still|further|somewhat|\d{1,3}\s?%)){0,3}"
_AND_OTHERS = r"(?:,\s[\w-]{1,20}(?:\s[\w-]{1,20}){0,2}){0,3}(?:,?\s(?:and|with|as\swell\sas)(?:\s[\w-]{1,20}){1,5}?)?"
# "her tremor improved on levodopa", "the rigidity and pain were relieved": treatment acts on what was there before
_HELPED = re.compile(
    _AND_OTHERS + r"(?:\s(?:has|have|had))?(?:\s(?:was|were|been|is|are))?" + _ADVERBS + r"\s"
    r"(?:improved|relieved|ameliorated|alleviated|lessened|regressed|diminished|abated|decreased|subsided|resolved"
    r"|controlled|better|reduced)\b(?!\s(?:visual|vision|sens|muscle|strength))",
    re.IGNORECASE,
)
# "his weakness did not improve", "the cough still persisted": it had been there, and stays
_STAYED = re.compile(
    _AND_OTHERS + _ADVERBS + r"\s(?:did\snot\s(?:improve|resolve|subside|abate|respond|change)|persisted"
    r"|(?:was|were)\s(?:refractory|resistant|unresponsive|unchanged))\b",
    re.IGNORECASE,
)
# "an improvement of his dysphagia", "therapy ameliorated her cough"
_HELP_WITH = re.compile(
    r"\b(?:improve(?:d|ment|ments)?|ameliorat(?:e|ed|es|ion)|alleviat(?:e|ed|es|ion)|reliev(?:e|ed|es)|relief"
    r"|resolution|resolved|reduction|reduced|reduc(?:e|es)|remission|regression|disappearance|cessation|abatement)\s+"
    r"(?:(?:of|in|from)\s+)?(?:(?:all|both)\s+)?(?:(?:the|his|her|their|this|these|patient's|initial|presenting|clinical)"
    r"\s+){0,3}(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
_AFTER_ALL = re.compile(
    r"\b(?:complicat|adverse|side\seffect|toxicit|induced|postoperativ|post-operativ)", re.IGNORECASE
)

# Its own words say that it came up or grew: "his visual acuity deteriorated".
_GREW = re.compile(r"\b(?:deteriorated|worsened|declined)\b", re.IGNORECASE)
# "with a history of angina noted pain in the armpit": behind the verb stands what came then
_CAME_THEN = re.compile(
    r"\b(?:noted|noticed|developed|presented|experienced|complained|reported|consulted|visited|was\s(?:re)?admitted"
    r"|was\sreferred|was\sbrought|(?:who\s)?had(?!\s(?:a\s|an\s|no\s|had\s|\w+\s)?(?:\w+\s){0,2}?(?:history|been|undergone"
    r"|received|taken|surgery|operation|diagnosed))|with\s(?:signs\sand\s)?symptoms\sof)\b[^;:]*$",
    re.IGNORECASE,
)
# what stands between the items of a list
_GAP = re.compile(
    r"\s?(?:,\s?(?:and\s|with\s)?|\s(?:and|with|as\swell\sas|plus|or|associated\swith)\s)(?:[\w-]{1,25}\s){0,3}", re.I
)


def has_grown(mention: Mention, reading: Reading) -> bool:
    """Tell whether its own words say that it came up: "her consciousness deteriorated"."""
    return _GREW.search(reading.document.quote(mention.span)) is not None


def came_after_history(mention: Mention, reading: Reading) -> bool:
    """Tell whether a verb between the word for a history and the mention begins what is told of now."""
    since = max((span.end for span in mention.qualifiers.cues), default=mention.span.end)
    return (
        since <= mention.span.start and _CAME_THEN.search(reading.document.text, since, mention.span.start) is not None
    )


def is_among_complaints(mention: Mention, reading: Reading) -> bool:
    """Tell whether it stands in a list beside what is a complaint by its name: "fatigue, depression and falls"."""
    weak = load_cues("findings")["weak"]
    text = reading.document.text
    for other in reading.of(MentionKind.TERM, mention.lexicon):
        if (
            other.sentence != mention.sentence
            or not other.qualifiers.holds
            or weak.fullmatch(other.concept) is not None
        ):
            continue
        left, right = (other, mention) if other.span.start < mention.span.start else (mention, other)
        if left.span.end < right.span.start and _GAP.fullmatch(text, left.span.end, right.span.start) is not None:
            return True
    return False


def is_told_of_treated(mention: Mention, reading: Reading) -> bool:
    """Tell whether its course under treatment is told, so that it had been there before: "her cough improved"."""
    before, behind = words_before(mention, reading), words_after(mention, reading)
    if _AFTER_ALL.search(before) is not None:
        return False
    if _HELPED.match(behind) is not None or _STAYED.match(behind) is not None:
        return True
    return _HELP_WITH.search(before) is not None
