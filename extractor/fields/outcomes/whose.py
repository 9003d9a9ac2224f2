"""Tells whether an outcome is that of somebody else, of a thing or a step of an operation, or of another time."""

from __future__ import annotations

import re

from extractor.fields.outcomes.senses import DEATH, IMPROVED, STABLE, UNCHANGED, Place
from extractor.lexicon import load_cues

_WITH_MOTHER = re.compile(
    r"\b(?:mother|patient|woman|she|he|recipient|index case)\s+and\s+(?:[\w-]+\s+){1,7}$", re.IGNORECASE
)
_RANKED_KIN = re.compile(  # where it stands in the text of a patient, he is meant
    r"\bthe\s(?:young(?:er|est)|old(?:er|est)|eld(?:er|est)|first|second|third|other|affected|(?:[\w-]+\s)?\d+[\w-]*old)\s"
    r"(?:brother|sister|sibling|twin|cousin|son|daughter)\b",
    re.IGNORECASE,
)
_GAVE_BIRTH = re.compile(
    r"\b(?:parturient|mother|woman|patient|she)\s+(?:\w+\s+){0,3}(?:delivered|gave birth)\b", re.IGNORECASE
)
# "she delivered a boy, who died at two days"
_OF_CHILD_BORN = re.compile(
    r"\b(?:delivered|delivery\sof|gave\sbirth\sto|birth\sof)\s(?:an?|her|the)\s(?:[\w-]+\s){0,4}?"
    r"(?:boy|girl|son|daughter|male|female|infant|baby|newborn|neonate|child|twins?)\b[^.;]{0,40}?\b(?:who|which|that)\s(?:\w+\s)?$",
    re.IGNORECASE,
)
# "sudden death had claimed his sister"
_CLAIMED = re.compile(
    r"\s(?:had|has)?\s?(?:also\s|already\s)?(?:claimed|taken|struck|befallen|carried\soff|robbed)\s(?:the\slives?\sof\s)?(?:his|her|the\spatient[’']s)\b",
    re.IGNORECASE,
)
# Said of a fluid, a defect or a virus, these are of the illness; "were recovered" and "failed" are not.
_WENT_AWAY = re.compile(r"\b(?:resolved|disappeared|subsided|regressed|vanished|cleared)\b", re.IGNORECASE)
_NO_CHANGE = re.compile(r"no (?:\w+ )?change")
_UNCHANGED_IN = re.compile(r"\s*(?:was|were)\s\w+\s(?:in|of|on)\s(?:the\s|his\s|her\s)?(?P<what>\w+)", re.IGNORECASE)
# "despite an initial improvement", "after being disease-free for a year": no end, but what came before it
_AT_FIRST = re.compile(
    r"\b(?:despite|in spite of|initial|initially|transient|brief|after being|after having been|after remaining)\s+"
    r"(?:an?\s|the\s|some\s|initial\s|early\s|clinical\s|partial\s|complete\s|good\s|was\s|had\s){0,3}$",
    re.IGNORECASE,
)
# "stable for years until the operation"
_UNTIL = re.compile(
    r"\buntil\s+(?!(?:now|today|the last|last|the present|his last|her last|then|the time of)\b)", re.IGNORECASE
)
_EARLIER_NOUN = re.compile(
    r"\b(?:episodes?|attacks?|events?|bouts?|admissions?|pregnanc\w+|illness\w*|disease|operations?|surger\w+|treatments?)\b",
    re.IGNORECASE,
)
_BEFORE_ALL = re.compile(
    r"\b(?:prior to|before)\s+(?:\w+\s){0,2}?(?:presentation|admission|onset|referral|diagnosis)\b"
    r"|\byears?\s(?:ago|previously|earlier)\b",
    re.IGNORECASE,
)


def is_of_another(place: Place, concept: str, *, grown: bool, several: bool) -> bool:
    """Tell whether the outcome is that of another person, of a thing or a step of an operation, or of another time.

    `grown`: the patient is no child; `several`: the paper has others, and "the younger brother" may be one of them.
    """
    among_them = several and _RANKED_KIN.search(place.before) is not None
    if place.speaks_of("other_person") and _WITH_MOTHER.search(place.before) is None and not among_them:
        return True
    is_child = not grown and _GAVE_BIRTH.search(place.text[: place.start]) is None
    if not is_child and place.speaks_of("newborn") and _WITH_MOTHER.search(place.before) is None:
        return True
    if concept != DEATH and place.speaks_of("thing") and _WENT_AWAY.search(place.word) is None:
        return True
    if "reversed" in place.word and place.speaks_of("undone"):
        return True
    if concept == DEATH:
        if not is_child and _OF_CHILD_BORN.search(place.text[: place.start]):
            return True
        if _CLAIMED.match(place.text, place.end) is not None:
            return True
        other = load_cues("outcomes")["other_person"]
        # "her sister had the same illness and she died at 25"
        of_kin = place.subject.head in ("she", "he", "who", "they") and other.search(place.text, 0, place.start)
        if of_kin or other.fullmatch("".join(place.subject.words[-1:])):  # "after an imported parakeet had died"
            return True
    if concept in (STABLE, UNCHANGED) and place.speaks_of("regimen"):
        return True
    if concept == UNCHANGED and (place.speaks_of("measured") or place.before.endswith("kept ")):
        return True
    if concept == UNCHANGED and place.subject.head == "remained":  # "the indices remained mostly unchanged"
        return any(load_cues("outcomes")["measured"].fullmatch(word) for word in place.subject.words[-2:])
    if _NO_CHANGE.match(place.word):
        found = _UNCHANGED_IN.match(place.text, place.end)
        if found is not None and load_cues("outcomes")["complained_of"].fullmatch(found["what"]) is None:
            return True
        if place.complement.head and not place.speaks_of("complained_of"):
            return True
    if place.word.startswith("regress") and place.speaks_of("development"):
        return True
    if concept in (IMPROVED, STABLE) and (_AT_FIRST.search(place.before) or _UNTIL.search(place.after[:60])):
        return True
    earlier = load_cues("outcomes")["earlier"]
    # "resolution of the previous findings", "of what was seen earlier": these were so, and not what came of them
    noun = _EARLIER_NOUN.search(str(place.complement)) is not None
    phrases = (str(place.subject), str(place.complement) if noun or concept != IMPROVED else "")
    return any(earlier.search(words) for words in phrases) or _BEFORE_ALL.search(place.after[:80]) is not None
