"""Names that a sentence only hangs on another: companions, occasions, purposes, and names of which a part was read."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from extractor.case import Mention, MentionKind, Reading
from extractor.fields.diagnoses.aside import is_told_aside
from extractor.fields.diagnoses.weak import names_growth
from extractor.fields.diagnoses.weighing import Weight
from extractor.fields.telling import is_silent, words_after, words_before
from extractor.fields.wanted import is_same_illness

_FEW = r"(?:an?\s+|the\s+|his\s+|her\s+)?(?:[\w/-]+\s+){0,4}$"
# What a sentence leads to its answer with; what stands behind it up to the name may hold the head.
_LEADS = re.compile(
    r"\b(?:diagnosed\s+(?:\w+ly\s+)?(?:(?:the|our|this)\s+\w+\s+|him\s+|her\s+)?(?:with|as(?:\s+having)?|to\s+have)|diagnos[ie]s\s+(?:of|was|were|is)|(?:consistent|compatible)\s+with"
    r"|cases?\s+of|reveal(?:ed|ing|s)|show(?:ed|ing|s)|demonstrat(?:ed|ing|es)|suggest(?:ed|ing|s)|disclosed|confirm(?:ed|ing)|detected|found|presented\s+with"
    r"|admitted\s+(?:\w+\s+){0,3}(?:with|for)|(?:suspicious|suggestive|characteristics?|typical|features|indicative|diagnostic)\s+(?:of|for))\s+(?!(?:on|by|in|at)\b)",
    re.IGNORECASE,
)
# "an aneurysm concurrent with a fistula": the fistula came beside it, or of it.
_BESIDE = re.compile(
    r"[\s,](?:(?:concurrent|concomitant|coexist(?:ing|ent))\s+with|complicated\s+(?:by|with)"
    r"|complicating|accompanied\s+(?:by|with)|accompanying\s+with|presenting\s+(?:as|with)|manifesting\s+(?:as|with)|with\s+(?:an?\s+)?impending"
    r"|superimposed\s+on)\s",
    re.IGNORECASE,
)
# "a Noonan syndrome associated with cataract": where the head is not the answer, what goes with it is none
_WITH_IT = re.compile(r"\w\s+associated\s+with\s+" + _FEW, re.IGNORECASE)
_TURNS = re.compile(
    r"\b(?:was|were|is|had|who|which|that|while|whereas|but|due|caused|secondary|by)\b(?<!ed by)", re.IGNORECASE
)
_BOTH = re.compile(
    r"\b(?:association|combination|coexistence|co-?occurrence|synchronous|simultaneous)\b", re.IGNORECASE
)
_OWN_CLAUSE = re.compile(r"[^,;.]{0,50}?\s(?:was|were)\s", re.IGNORECASE)  # "…, and gout was diagnosed"
_JOINS = re.compile(
    r",?\s+(?:and|(?:along|together|combined|in\s+(?:association|conjunction))\s+with)\s+|,\s+with\s+", re.IGNORECASE
)
_WITH = re.compile(r"\s+(?:and|with)\s+", re.IGNORECASE)
# Of an unread head the last word before "and" is a noun: "acute and chronic pancreatitis" has no head there.
_ADJECTIVE = re.compile(
    r"\b(?:acute|severe|right|left|upper|lower|large|small|both|mild|huge|late|first|second|rare|benign"
    r"|deep|high|low|poor|\w+(?:al|ic|ous|ive|ary|ory|ed|ing|ent|ant|ar|oid|ble|like|ior|ese|ly|id|crine))$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z][\w-]+")
_PERSON = re.compile(
    r"\b(?:\w*man|men|male|female|boy|girl|patients?|child|infant|adult|neonate|newborn|fetus|lady|old|individual|twins?|brothers?|sisters?)\b",
    re.IGNORECASE,
)
# What another illness leads to.
_STATE = re.compile(
    r"(?:failure|insufficiency|effusion|shock|edema|perforation|peritonitis|kidney injury|ascites|hydronephrosis)$"
)
_ITEM = re.compile(
    r"(?:[\w/-]+\s+|\([^()]{1,25}\)\s*){0,5}(?:,\s*(?:and\s+)?|and\s+)"
    r"(?:an?\s+|the\s+)?(?:(?!(?:with|of|to|by|due|for|after|were|was)\b)[\w/-]+\s+){0,3}",
    re.IGNORECASE,
)
_MANY = 3  # items of a list of findings, of which none is the answer
# "months after mononucleosis", "considered to have developed after an obstruction"
_AFTER = re.compile(
    r"(?:\b(?:hours?|days?|weeks?|months?|years?)|\bdevelop(?:ed|ing)(?:\s+\w+){0,2})\s+(?:after|following|since|post)\s+"
    r"(?:(?!\b(?:develop|present|found|diagnos|reveal|show|onset|admi)\w*)[^,;.]){0,60}$",
    re.IGNORECASE,
)
# "a wire used for the treatment of a fracture", "during open hernia surgery"
_USED_FOR = re.compile(
    r"\b(?:used|placed|inserted|implanted|prescribed|taken|performed|given)\s+(?:\w+\s+){0,3}for\s+(?:(?:the|an?)\s+)?(?:(?:treatment|repair|fixation"
    r"|management|prevention|correction)\s+of\s+)?" + _FEW,
    re.IGNORECASE,
)
_ON_OCCASION = re.compile(r"\b(?:during|after|following|undergoing|at|before)\s+" + _FEW, re.IGNORECASE)
_IS_WORK = re.compile(r"\s+(?:surgery|operation|repair|screening|workup|treatment|therapy|vaccination)\b")
_ON_BACKGROUND = re.compile(
    r"\b(?:on|against|in)\s+(?:an?|the)\s+(?:background|setting|context)\s+of\s+" + _FEW, re.IGNORECASE
)
_AT_ONSET = re.compile(r"\bat\s+(?:the\s+)?(?:onset|beginning)\s+of\s+" + _FEW, re.IGNORECASE)
# What a patient wears is for what he had before; a diagnosis that is recent he comes with.
_WORN_FOR = re.compile(
    r"\b(?:implanted|pacemaker|defibrillator|prosthesis|stent\w*)\b[^.;,]{0,40}\bfor\s+" + _FEW, re.IGNORECASE
)
_RECENT = re.compile(
    r"\bwith\s+(?:an?\s+|the\s+)?(?:recent|known|previous|prior|past)\s+diagnosis\s+of\s+" + _FEW, re.IGNORECASE
)
# "made the diagnosis very unlikely", "the cyst was confirmed to contain", "(aneurysm clipping)"
_NOT_IT = re.compile(
    r"\s+(?:(?:very|highly|quite|most|rather|less)\s+)?(?:unlikely|improbable|implausible)\b"
    r"|\s+(?:was|were)\s+(?:\w+\s+){0,3}to\s+(?:contain|originate|arise)\b"
    r"|\s+(?:clipping|coiling|resection|excision|removal)\s*\)",
    re.IGNORECASE,
)
# "we diagnosed her with … caused by X": the diagnosis is what X caused.
_CAUSED_BY = re.compile(r"\bdiagnosed\b[^.;,]{8,90}\b(?:caused\s+by|due\s+to|secondary\s+to)\s+" + _FEW, re.IGNORECASE)
_WHO_THEN = re.compile(r"\s+who\s+(?:then\s+|later\s+|subsequently\s+)?(?:experienced|developed)\b")
# A metastasis that came in the course of what was treated.
_LATER = re.compile(
    r"\b(?:months?|years?|weeks?)\s+(?:after|later|following|post)|\bpost-?\s?operatively|\bafter\s+\w+\s+(?:months?|years?)\b"
    r"|\bfollow-?\s?up\b|\b(?:during|on)\s+(?:treatment|therapy|chemotherapy)\b",
    re.IGNORECASE,
)
_METASTASIS = re.compile(r"(?:metastas[ie]s|metastatic disease)$")
_NO_NOUN = re.compile(
    r"[\w-]+-(?:grade|stage|onset|type|sided)|magnetic resonance|(?:computed )?tomography|ultraso\w+|endoscop\w+",
    re.IGNORECASE,
)
# What a picture or tissue shows of a vessel or a lining in many illnesses.
_FINDING = re.compile(
    r"(?:complete |partial |total )?(?:occlusion|dilatation|dilation|thickening) of\b"
    r"|(?:foveolar|epithelial|reactive) hyperplasia$"
)
# "is not known in patients affected by X": of people, not of this one
_OF_PEOPLE = re.compile(
    r"\b(?:in|among|for)\s+(?:(?:most|many|all|some|other|adult|young|elderly)\s+)?(?:patients|people|individuals|children|subjects)\s+"
    r"(?:with|affected\s+by|suffering\s+from|who\s+have)\s+" + _FEW,
    re.IGNORECASE,
)
_OF_HERS = re.compile(r"\bside\s+of\s+(?:his|her|the)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
# "a sarcoma, a rare type of …"
_KIND_OF = re.compile(
    r",\s+(?:an?|the|which\s+is\s+an?)\s+(?:[\w-]+\s+){0,3}(?:type|form|variant|histotype|subtype|kind|manifestation|complication)\s+of\s+"
    + _FEW,
    re.IGNORECASE,
)
_SPREAD_OF = re.compile(
    r"\bmetasta\w+\s+(?:\w+\s+)?(?:of|from)\s+(?:an?|the|his|her)\s+(?:\w+\s+)?primary\s+(?:[\w-]+\s+)*$", re.IGNORECASE
)
# A name cut short at its hyphen, one choice of two, and a clause that was read as a name.
_CUT = re.compile(
    r"-(?:\w*(?:location|luxation|avulsion|rupture|plasia|proportion|oma|itis|osis))\b|-(?:PCR|polymerase|specific)\b"
)
_OR = re.compile(r"\s+or\s+(?:an?\s+)?[a-z-]{4,}")
_CLAUSE = re.compile(
    r"\b(?:shared|shares|reflect(?:ed|s)|showed|shows|revealed|was|were|had|suggest(?:ed|s)|indicat(?:ed|es)|demonstrated)\b"
)
_SHORT_FORM = re.compile(r"[A-Z]{2,}")
_PLACE = re.compile(r"[a-z]\s+(?:in|at|on)\s+(?:the\s+)?$")
_PLACES = ("body_part", "organ", "region")
_ANY_DIAGNOSIS = re.compile(r"\bdiagnos[ie]s\s+of\s", re.IGNORECASE)


_HUNG_ON = (_AFTER, _USED_FOR, _ON_BACKGROUND, _OF_PEOPLE, _OF_HERS, _AT_ONSET)


def hanging_ones(accepted: Collection[Mention], weights: Mapping[Mention, Weight], reading: Reading) -> Collection[str]:
    """Give the names that no firm place tells but as hanging on something else."""
    best: dict[str, Weight] = {}
    for m in accepted:
        best[m.concept] = max(weights.get(m, Weight.NONE), best.get(m.concept, Weight.NONE))
    free = {
        m.concept
        for m in accepted
        if (weights.get(m, Weight.NONE) is best[m.concept] or weights.get(m, Weight.NONE) is Weight.NAMED)
        and not _hangs(m, best[m.concept], reading)
    }
    hung = {concept for concept in best if concept not in free}
    if all(_goes_with_head(m, reading) for m in accepted):
        return set(best)
    return hung | {m.concept for m in accepted if free - {m.concept} and m.concept in free and _is_kind_of(m, reading)}


def _goes_with_head(mention: Mention, reading: Reading) -> bool:
    """Tell "a syndrome associated with cataract" of the cataract; a growth is the answer wherever it stands."""
    if is_silent(mention, reading) or names_growth(mention.concept):
        return False
    return _WITH_IT.search(words_before(mention, reading)) is not None


def _is_kind_of(mention: Mention, reading: Reading) -> bool:
    before = words_before(mention, reading)
    return _KIND_OF.search(before) is not None or _SPREAD_OF.search(before) is not None


def _hangs(mention: Mention, weight: Weight, reading: Reading) -> bool:
    """Tell whether the words around make it a companion, an occasion, a purpose, or no whole name."""
    if is_silent(mention, reading):
        return False
    before, after = words_before(mention, reading), words_after(mention, reading)
    if _CUT.match(after) is not None or _NOT_IT.match(after) is not None or _is_no_name(mention.concept):
        return True
    if _METASTASIS.search(mention.concept) is not None and _LATER.search(before + after) is not None:
        return True
    if _RECENT.search(before) is not None and any(
        m.sentence == mention.sentence and not is_same_illness(m.concept, mention.concept)
        for m in reading.of(MentionKind.TERM, "disease")
    ):
        return True
    if weight is Weight.BROUGHT and (_CAUSED_BY.search(before) is not None or _WHO_THEN.match(after) is not None):
        return True
    if weight <= Weight.NAMED and _WORN_FOR.search(before) is not None:
        return True
    if weight in (Weight.FOUND, Weight.SHOWN) and _FINDING.search(mention.concept) is not None:
        return True
    if any(cue.search(before) is not None for cue in _HUNG_ON):
        return True
    if is_told_aside(mention, weight, reading):
        return True
    if _IS_WORK.match(after) is not None and _ON_OCCASION.search(before) is not None:
        return True
    if _SHORT_FORM.fullmatch(mention.concept) is not None and _PLACE.search(before) is not None:
        return True
    if weight >= Weight.DIAGNOSED and _ANY_DIAGNOSIS.search(before) is not None and _OR.match(after) is not None:
        return True
    return _is_companion(mention, before, reading) or (
        weight in (Weight.LATER, Weight.FOUND, Weight.BROUGHT) and _is_one_of_many(mention, reading)
    )


def _is_no_name(concept: str) -> bool:
    return _CLAUSE.search(concept) is not None or _NO_NOUN.fullmatch(concept) is not None


def _is_companion(mention: Mention, before: str, reading: Reading) -> bool:
    """Tell what stands behind a head: by a word that says so, or by "and" where the head was not read."""
    lead = max(_LEADS.finditer(before), key=lambda m: m.end(), default=None)
    if lead is None:
        return False
    held = before[lead.end() :]
    if ";" in held or _OWN_CLAUSE.match(words_after(mention, reading)) is not None:
        return False
    if _PERSON.search(held) is not None or _TURNS.search(held) is not None:
        return False
    if _BESIDE.search(held) is not None:
        return True
    if _BOTH.search(held) is not None:
        return False
    if _STATE.search(mention.concept) is not None and _WITH.search(held) is not None:
        return True
    return any(_is_unread(held[: join.start()], lead.end(), mention, reading) for join in _JOINS.finditer(held))


def _is_unread(head: str, offset: int, mention: Mention, reading: Reading) -> bool:
    """Tell a head that ends in a noun, and that no word list knows as an illness, a complaint or a place."""
    words = _WORD.findall(head)
    if len(words) < 2 or _ADJECTIVE.search(words[-1]) is not None:
        return False
    start = reading.sentence_of(mention).span.start + offset
    end = start + len(head)
    if any(m.sentence == mention.sentence and m.span.end == end for m in reading.of(MentionKind.TERM, *_PLACES)):
        return False
    return not any(start <= m.span.end and m.span.start < end for m in _named(mention, reading))


def _is_one_of_many(mention: Mention, reading: Reading) -> bool:
    """Tell one of three illnesses or more in a row: "revealed an effusion, a fracture, and a haematoma"."""
    text, start = reading.sentence_of(mention).text, reading.sentence_of(mention).span.start
    row: list[Mention] = []
    for m in _named(mention, reading):
        if row and m.span.start < row[-1].span.end:
            continue
        if row and _ITEM.fullmatch(text[row[-1].span.end - start : m.span.start - start].lstrip()) is None:
            if mention in row:
                break
            row = []
        row.append(m)
    return (
        mention in row and len({m.concept for m in row if not is_same_illness(m.concept, mention.concept)}) >= _MANY - 1
    )


def _named(mention: Mention, reading: Reading) -> Iterator[Mention]:
    """Give the illnesses and complaints of the sentence in their order."""
    return (
        m
        for m in reading.of(MentionKind.TERM, "disease", "symptom")
        if m.sentence == mention.sentence and m.qualifiers.holds
    )
