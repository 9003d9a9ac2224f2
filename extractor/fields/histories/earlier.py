"""Tells an illness that a patient had already from the one that a paper reports: by time, by cause, by its place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.case import Mention, MentionKind, Reading
from extractor.fields.background import precedes_illness
from extractor.fields.telling import told_after, words_after, words_before
from extractor.fields.wanted import is_listed_as, is_same_illness, lasts_for_life
from extractor.guarded import compile_guarded

_INTRO = 2  # sentences in which a paper brings its patient in
_AGO = 60  # characters behind an illness within which "ten years ago" is told of it

# What was there before: an illness behind it is an earlier one, up to the next verb.
_HISTORY = compile_guarded(
    r"""
    \b(?:
      (?<!family\s)(?:history|histories|antecedents?)\s+(?:(?:is|was|were)\s+)?(?:also\s+)?
        (?:(?:significant|notable|remarkable|positive|relevant|pertinent)\s+)?(?:of|for|included|includes|revealed|showed|with)
      | background\s+(?:history\s+)?of
      | (?:risk|complicating|predisposing)\s+factors?\s+(?:such\s+)?(?:as|of|includ(?:ing|ed|es|e))
      | in\s+(?:the|his|her)\s+past\s*,?\s*(?:he|she|(?:the|our|this)\s+patient)\s+
        (?:had|suffered\s+from|was\s+treated\s+for)
      | (?:previously|recently|already)\s+(?:been\s+)?diagnosed\s+(?:with|as\s+having|to\s+have)
      | (?:was|is|had\s+been)\s+(?:a\s+)?known\s+
        (?:to\s+have(?:\s+been\s+diagnosed\s+with)?|to\s+suffer\s+from|case\s+of|for|with)
      | known\s+(?:to\s+have|to\s+suffer\s+from|case\s+of)
      | (?:previously|had)\s+
        (?:underwent|undergone|received|been\s+(?:treated|operated(?:\s+on)?|hospitali[sz]ed|followed))\b[^.;]{0,60}?\s(?:for|because\s+of|due\s+to)
    )\s+
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SHORT_TIME = re.compile(
    r"\b(?:progressive|presented\s+with|hours?|days?|weeks?|months?['’]?|mo|wks?|recent|brief|short|clinical\s+presentation|family)(?:[\s-]+\w+){0,2}[\s-]+$",
    re.IGNORECASE,
)
# A patient is named, and the sentence has not come to what happened.
_PERSON = re.compile(
    r"\b(?:man|woman|male|female|boy|girl|patient|child|infant|neonate|newborn|gentleman|lady|adult|adolescent|teenager"
    r"|person|old|primigravida|multipara)\b(?!['’]s)",
    re.IGNORECASE,
)
_IS_BROUGHT = (
    r"(?:presented|presents|presenting|complain(?:ed|ing|s)|consult(?:ed|ing)|visited|attended|arrived|came"
    r"|develop(?:ed|s|ing)|experienc(?:ed|ing)|noticed|sustained|suffered\s+(?:from\s+)?(?:an?|acute|sudden|severe)"
    r"|(?:was|were|is)\s+(?:\w+ly\s+)?(?:admitted|referred|hospitali[sz]ed|brought|transferred|seen|evaluated|found"
    r"|diagnosed|noted|rushed)|admitted|referred|hospitali[sz]ed|transferred|in\s+whom|died)\b"
)
_BROUGHT = re.compile(rf"\b{_IS_BROUGHT}", re.IGNORECASE)
_WITH = re.compile(
    r"\b(?:with|having|had|has|treated\s+for|followed(?:\s+up)?\s+(?:for|by)|suffer(?:ing|s|ed)\s+from|affected\s+by"
    r"|diagnosed\s+(?:with|to\s+be|as\s+having)|therapy\s+for|treatment\s+(?:for|of)|medications?\s+for|dialysis\s+for"
    r"|transplant(?:ation)?\s+for|for)\s+(?=[^;.]*$)",
    re.IGNORECASE,
)
_TREATED = re.compile(r"treat|therap|medic|dialy|transplant|follow|for\b", re.IGNORECASE)
_GAP = re.compile(
    r";|\b(?:who|whom|which|that|presented|presents|presenting|visited|consulted|attended|sought|came|admitted|developed|complain\w+|referred|was|were|is|are|had"
    r"|showed|revealed|because|but|however|when|while|in\s+whom|underwent|received|died|found|diagnosed|then|mimick\w+"
    r"|diagnos[ei]s|symptoms|signs|features|manifestations?|evidence|consisting|presentation|suspected|suspicion|to\s+(?!be\b)\w+|at\s+risk|risk\s+of)\b",
    re.IGNORECASE,
)
_GROWTH = re.compile(
    r"(?:cancer|carcinoma|sarcoma|melanoma|lymphoma|leuk[a-z]+|neoplasm|tumou?r|metasta\w+|blastoma|hamartoma|PEComa)\b"
)
_OF_BLOOD = re.compile(r"lymphoma|leuk|myelom|myelodysplas", re.IGNORECASE)
_ANY_GROWTH = re.compile(r"(?:\w+\s+)?(?:neoplasm|tumou?r|mass)|cancer|metasta\w+", re.IGNORECASE)
_IN_PERSON = re.compile(
    r"\b(?:in|of|affecting)\s+(?:an?|this|our|the|one)\s+(?:[\w/()½.,-]+\s+){0,8}?"
    r"(?:man|woman|male|female|boy|girl|patient|child|infant|neonate|newborn|gentleman|lady|adult|adolescent|teenager)\s+"
    r"(?:(?:patient|man|woman|recipient|child)\s+)?(?:of\s+(?:[\w-]+\s+){1,3}(?:ethnicity|origin|descent|ancestry)\s+)?(?:who\s+(?:had|was\s+diagnosed)\s+|diagnosed\s+|suffering\s+|affected\s+)?"
    r"(?:with|from|by)\s+",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"\s*(?:\([^()]{1,24}\)\s*)?(?:,\s*)?(?:and|or|as\s+well\s+as|along\s+with|(?:secondary|due)\s+to|caused\s+by|because\s+of"
    r"|associated\s+with|resulting\s+from|related\s+to|from)?\s*(?:(?:an?|his|her|the|both)\s+)?(?:[a-z-]+\s+){0,3}\(?",
    re.IGNORECASE,
)
_TURNS_UP = re.compile(
    r"\s*(?:\([^()]{1,24}\)\s*)?(?:was|were)\s+(?:\w+ly\s+)?(?:diagnosed|suspected|found|made|confirmed)\b", re.I
)
# A treatment that was going on, or is long over, was not for the illness that is diagnosed.
_FOR_ANOTHER = re.compile(
    r"""
    \b(?:
      (?:maintenance|long[\s-]term|chronic|regular|daily|prior|previous|ongoing)\s+(?:[\w-]+\s+){0,3}
      | (?:undergo(?:ing|ne)|receiving|who\s+received|taking|on|under|after|following|since|had\s+been\s+started\s+on)
        \s+(?:[\w/()-]+\s+){0,5}
    )
    (?:therapy|treatments?|medications?|h(?:a?e)modialysis|dialysis|transplant(?:ation)?|surgery|operation|chemotherapy
      |radiotherapy|\w+ectomy|\w+plasty|immunosuppress\w+|anticoagulation|event|episode|prophylaxis)\s+
    (?:(?:with|by|using)\s+(?:[\w-]+\s+){1,4})?(?:for|of|because\s+of|due\s+to)\s+
    (?:(?:an?|his|her|the|single|recurrent|severe|chronic|advanced|metastatic|known)\s+){0,3}(?:[\w-]+\s+){0,2}$
    """,
    re.VERBOSE | re.IGNORECASE,
)
_YEARS_AGO = re.compile(
    r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|several|many)[\s-]+years?\s+"
    r"(?:ago|earlier|back|previously|before\b(?!\s+(?:death|dying))|prior\s+to\s+(?:\w+\s+)?(?:presentation|admission|referral))",
    re.IGNORECASE,
)
_WORSENING = re.compile(r"\b(?:progressive|worsening|gradual|insidious|increasing|acute)\b", re.IGNORECASE)
_NOW = re.compile(
    r";|\b(?:now|presented|presents|but|however|recently|currently|admitted|referred|developed)\b", re.IGNORECASE
)
_PERSON_WITH = re.compile(
    r"\b(?:man|woman|male|female|boy|girl|patient|child|gentleman|lady|old|adult|adolescent)\s+(?:patient\s+)?with\s+",
    re.IGNORECASE,
)
_ITS_PART = re.compile(
    r"\b(?:associated|caused|due|includ\w+|features?|signs?|severe|acute|new|recurrent)\b", re.IGNORECASE
)
_CARRIER = re.compile(r"[\s-]*(?:\([^()]{1,24}\)\s*)?(?:sero-?)?(?:positive|infected|patient)\b", re.IGNORECASE)
_BEFALLS = re.compile(
    rf"\b(?:{_IS_BROUGHT}|(?:underwent|received|required|was\s+(?:scheduled|treated|operated))\b)", re.IGNORECASE
)
_BORNE = re.compile(r"(?:chronic )?hepatitis [BC]")
_IS_CARRIER = re.compile(
    r"[\s-]*(?:virus\s+)?(?:\([^()]{1,24}\)\s*)?(?:inactive\s+)?carriers?\b(?!\s+(?:state|rate))", re.IGNORECASE
)
_CARRIER_OF = re.compile(r"\b(?:was|is|being)\s+an?\s+(?:\w+\s+)?carrier\s+of\s+(?:the\s+)?$", re.IGNORECASE)
_OVER = re.compile(r"(?:after|following|prior|previous|since)\b", re.IGNORECASE)
_MAKES_PRONE = re.compile(
    r"[^.;,]{0,20}?\b(?:was|were|is|as)\s+(?:[\w-]+\s+){0,3}(?:predisposing|underlying)\s+(?:factors?|conditions?|diseases?)\b",
    re.IGNORECASE,
)


def is_growth(concept: str) -> bool:
    """Tell whether an illness is a tumour, of which another may be a part or come."""
    return _GROWTH.search(concept) is not None


def _may_be_one(one: str, other: str) -> bool:
    """Tell whether two growths may be the same, or one come of the other: not a lymphoma and a carcinoma."""
    if _ANY_GROWTH.fullmatch(one) is not None or _ANY_GROWTH.fullmatch(other) is not None:
        return is_growth(other)
    return is_growth(other) and (_OF_BLOOD.search(one) is None) == (_OF_BLOOD.search(other) is None)


def names_person(text: str) -> bool:
    """Tell whether words name the patient."""
    return _PERSON.search(text) is not None


def is_of_person(before: str) -> bool:
    """Tell "a man with …", up to the illness, where nothing is told yet of what happened."""
    person = _PERSON.search(before)
    if person is None or _BROUGHT.search(before, person.end()) is not None:
        return False
    return any(_GAP.search(before, cue.end()) is None for cue in _WITH.finditer(before, person.end()))


def is_in_history(mention: Mention, reading: Reading) -> bool:
    """Tell "a history of hepatectomy for a carcinoma 20 months ago", not "a three-week history of otitis"."""
    before = words_before(mention, reading)
    cue = max(_HISTORY.finditer(before), key=lambda match: match.end(), default=None)
    if cue is None or _GAP.search(before, cue.end()) is not None or _WORSENING.search(before, cue.end()) is not None:
        return False
    return _SHORT_TIME.search(before[: cue.start()]) is None


def follows_on(mention: Mention, accepted: Sequence[Mention], reading: Reading) -> bool:
    """Tell what stands in a list with an illness from before or is its cause: "renal failure due to nephritis"."""
    text, start = reading.sentence_of(mention).text, reading.sentence_of(mention).span.start
    for other in accepted:
        if other.sentence == mention.sentence and other.span.end <= mention.span.start:
            between = text[other.span.end - start : mention.span.start - start]
            if _LINK.fullmatch(between) is not None and _GAP.search(between) is None:
                return _TURNS_UP.match(words_after(mention, reading)) is None
    return False


def is_carrier(mention: Mention, reading: Reading) -> bool:
    """Tell "an HIV-positive man", "positive for HIV", "a carrier of hepatitis B": what else one has."""
    before, behind = words_before(mention, reading), words_after(mention, reading)
    if _BORNE.match(mention.concept) is not None:
        return _IS_CARRIER.match(behind) is not None or _CARRIER_OF.search(before) is not None
    if mention.concept != "HIV infection":
        return False
    if _CARRIER.match(behind) is None and not before.rstrip().endswith(("positive for", "positive for the")):
        return False
    return _PERSON.search(before + behind) is not None


def comes_before(mention: Mention, diagnosed: Sequence[Mention], reading: Reading) -> bool:
    """Tell what the patient had when the illness that is diagnosed came: in the words that bring the patient in."""
    if diagnosed and _is_years_back(mention, reading) and (" " in mention.concept or not is_growth(mention.concept)):
        return True
    if is_growth(mention.concept) and any(_may_be_one(mention.concept, m.concept) for m in diagnosed):
        return False  # it may be the same growth, or have come of it
    before, behind = words_before(mention, reading), words_after(mention, reading)
    return (
        ((len(diagnosed) > 0 or mention.sentence <= _INTRO) and _is_treated_beside(before, len(diagnosed) > 0))
        or _MAKES_PRONE.match(behind) is not None
        or _is_carried(mention, diagnosed, reading)
        or _is_in_person(mention, diagnosed, reading)
        or precedes_illness(reading.sentence_of(mention), reading)
    )


def is_of_the_person(mention: Mention, diagnosed: Sequence[Mention], reading: Reading) -> bool:
    """Tell "a man treated for myasthenia with prednisone presented with …"; of two growths one may be the other."""
    if mention.sentence > _INTRO:
        return False
    if is_growth(mention.concept) and any(_may_be_one(mention.concept, m.concept) for m in diagnosed):
        return False
    before, behind = words_before(mention, reading), words_after(mention, reading)
    person = _PERSON.search(before)
    if person is None or _BROUGHT.search(before, person.end()) is not None:
        return False
    for cue in _WITH.finditer(before, person.end()):
        if _GAP.search(before, cue.end()) is None and (diagnosed or _TREATED.match(cue[0]) is not None):
            return _BROUGHT.search(behind) is not None and not told_after("reported_as", mention, reading)
    return False


def _is_treated_beside(before: str, diagnosed: bool) -> bool:
    """Tell "on chronic carbamazepine therapy for"; what a treatment was for that is over may be what is reported."""
    cue = _FOR_ANOTHER.search(before)
    return cue is not None and (diagnosed or _OVER.match(cue[0]) is None)


def _is_years_back(mention: Mention, reading: Reading) -> bool:
    """Tell "two years ago he underwent surgery for a fracture", in one clause with the illness."""
    before, behind = words_before(mention, reading), words_after(mention, reading)
    ahead = _YEARS_AGO.search(before)
    if ahead is not None:
        return _NOW.search(before, ahead.end()) is None
    cue = _YEARS_AGO.search(behind[:_AGO])
    return cue is not None and _GAP.search(behind[: cue.start()]) is None


def _is_in_person(mention: Mention, diagnosed: Sequence[Mention], reading: Reading) -> bool:
    """Tell "a carcinoma in a man with neurofibromatosis", where the carcinoma is diagnosed."""
    before = words_before(mention, reading)
    start = reading.sentence_of(mention).span.start
    for cue in _IN_PERSON.finditer(before) if mention.sentence <= _INTRO + 1 else ():
        if _GAP.search(before, cue.end()) is None:
            others = (*diagnosed, *reading.of(MentionKind.TERM, "disease"))
            return any(
                m.sentence == mention.sentence
                and m.span.end <= start + cue.start()
                and not is_same_illness(m.concept, mention.concept)
                for m in others
            )
    return False


def _is_newer(mention: Mention, than: Mention) -> bool:
    """Tell whether another illness is named later on, which the paper may report."""
    return (
        mention.span.start > than.span.end
        and mention.qualifiers.holds
        and not is_same_illness(mention.concept, than.concept)
        and not lasts_for_life(mention)
        and not is_listed_as("mere_finding", mention.concept)
    )


def _goes_on(mention: Mention, reading: Reading) -> bool:
    """Tell whether another illness comes, or, behind an illness that is seldom reported itself, anything else."""
    ill = list(reading.of(MentionKind.TERM, "disease"))
    if any(_is_newer(m, mention) for m in ill):
        return True
    if is_listed_as("operable", mention.concept):
        return False
    again = any(m.span.start > mention.span.end + _AGO and m.concept == mention.concept for m in ill)
    return not again and _BEFALLS.search(words_after(mention, reading)) is not None


def _is_carried(mention: Mention, diagnosed: Sequence[Mention], reading: Reading) -> bool:
    """Tell an illness for life that the person has who is brought in: "a man with hypertension"."""
    if not lasts_for_life(mention) or told_after("own_flare", mention, reading):
        return False
    if not diagnosed and not _goes_on(mention, reading):
        return False
    before = words_before(mention, reading)
    cue = _PERSON_WITH.search(before) if mention.sentence <= _INTRO else None
    if cue is None or _BROUGHT.search(before, 0, cue.start()) is not None:
        return False
    return _GAP.search(before, cue.end()) is None and _ITS_PART.search(before, cue.end()) is None
