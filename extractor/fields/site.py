"""Rules of choice. Where the disease is and where the operation was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extractor.case import Assertion, Mention, MentionKind, Period, Reading, Role
from extractor.document import SectionKind
from extractor.fields.chosen import Chosen
from extractor.fields.conflicts import find_rivals
from extractor.fields.extents import set_against, without_inner
from extractor.fields.old_levels import is_of_old
from extractor.fields.reaches import clause_around, is_only_bent, reach_down
from extractor.fields.tabled import is_under
from extractor.fields.wanted import terms_of
from extractor.fields.weak import names_growth
from extractor.lexicon import load_cues
from extractor.schema import Field

_REGION_OF = {"C": "cervical", "T": "thoracic", "L": "lumbar", "S": "sacral"}
_SPINE = "CTLS"
_DORSAL_SPINE = re.compile(  # not "the dorsal region of both feet"
    r"\s*(?:spine|vertebra|column|region(?!s?\s+of\s+(?:the\s+|both\s+|his\s+|her\s+|right\s+|left\s+){0,3}(?:foot|feet|hand"
    r"|finger|toe|tongue|nose|penis|wrist|forearm))|level|segment|myel|cord|dis[ck]|canal)",
    re.IGNORECASE,
)
_NORMAL = re.compile(
    r"[^,;.]{0,60}?\b(?:was|were|is|are|appeared)\s+(?:\w+\s+)?(?:normal|unremarkable|intact|negative|possible|contraindicated)\b",
    re.IGNORECASE,
)
_SCANNED = re.compile(
    r"[\s-]*(?:CT|MRI|MR|magnetic|computed|computerized|computerised|imaging|scans?)\b", re.IGNORECASE
)
# "Pain in the buttocks and the lower lumbar spine", "the tip of the tube at the sixth thoracic vertebra"
_NO_LESION_IN = re.compile(
    r"\b(?:pains?|aches?|tenderness|stiffness)\s+(?:in|of|at|over|along)\s+(?:\w+\s+){0,5}$|\btip\s+of\s[^,;.]{0,40}$",
    re.IGNORECASE,
)
_SCANNED_REACH = 30
_UNKNOWN_BEFORE = re.compile(
    r"\b(?:not|never)\s+(?:previously\s+|yet\s+)?(?:known|recogni\w+|noticed)\b", re.IGNORECASE
)
# "A spinal subdural haematoma" is of the spine; without such a word it is inside the skull.
_SUBDURAL_OF_SPINE = re.compile(r"\b(?:spin(?:e|al)|cervical|thoracic|lumbar|cord|vertebr\w+)\b", re.IGNORECASE)
_FLUID = re.compile(r"[\s-]*spinal[\s-]+fluid\b", re.IGNORECASE)  # "cerebral-spinal fluid"
# "Infarction of the territory of the middle cerebral artery" is of the brain, its stenosis is not
_ARTERY = re.compile(r"\s+(?:arter\w+|territor\w+)\b", re.IGNORECASE)
_STARVED = re.compile(r"\b(?:infarct\w*|ischa?emic|stroke|territor\w+)\b", re.IGNORECASE)
_TOWARDS_HEAD = re.compile(  # "at the cranial and internal sides of the ring", "the cranial part of the scrotum"
    r"\s+(?:and\s+\w+\s+)?(?:to|sides?|ends?|poles?|parts?|portions?|directions?|half|thirds?|borders?|margins?|aspects?"
    r"|migration|displacement|traction|surface)\b",
    re.IGNORECASE,
)
# "an extra-cranial meningioma", "a history of cerebral infarction"
_OUTSIDE = re.compile(r"\b(?:extra|non)[\s-]$|\bhistory\s+of\s+(?:an?\s+|\w+\s+){0,2}$", re.IGNORECASE)
_ON = re.compile(r"\b(?:on|by|in)\s+(?:the\s+|an?\s+)?$", re.IGNORECASE)
_NOT_SITE = (Period.BEFORE, Period.PLANNED)


def choose_lesion_site(field: Field, reading: Reading) -> Chosen:
    """Take the regions of the lesion's levels, and the regions that the text calls diseased.

    What only the abstract says, against another answer in the rest of the paper, is the other side of a conflict.
    """
    found = [region for mention in _lesion_levels(reading) for region in _regions_of(mention)]
    denied: list[Mention] = []
    for mention in terms_of(field, reading):
        if not _speaks_of_site(reading, mention) or _names_a_level(reading, mention):
            continue
        if mention.qualifiers.assertion is Assertion.DENIED:
            denied.extend(_single(mention))
        elif _is_own(mention) and not _is_only_scanned(reading, mention) and _is_diseased(reading, mention):
            found.extend(_single(mention))
    if any(m.concept == "brain" for m in found):
        found = [m for m in found if m.concept == "brain" or not is_only_bent(reading, m)]
    found = [*found, *(region for mention in found for region in reach_down(reading, mention))]
    found.sort(key=lambda m: m.span)
    kinds = {m: reading.sentence_of(m).section for m in found}
    abstract = [m for m in found if kinds[m] is SectionKind.ABSTRACT]
    body = [m for m in found if kinds[m] is not SectionKind.ABSTRACT]
    if body and abstract and not {m.concept for m in body} & {m.concept for m in abstract}:
        return Chosen(accepted=tuple(body), rivals=tuple({m.concept: m for m in reversed(abstract)}.values()))
    return Chosen(accepted=tuple(found), denied=tuple(denied) if found else ())  # "not in the brain" is no answer alone


def choose_lesion_levels(field: Field, reading: Reading) -> Chosen:
    """Take the levels at which the lesion is; a level inside a longer range of them says nothing new."""
    chosen = set_against(tuple(_lesion_levels(reading)), reading)
    return replace(chosen, accepted=without_inner(chosen.accepted))


def choose_operated_levels(field: Field, reading: Reading) -> Chosen:
    """Take the levels of operations done for this illness."""
    found = [
        m
        for m in reading.of(MentionKind.LEVELS)
        # a provisional diagnosis leaves the operation sure
        if m.role is Role.SURGERY and _is_own(_as_certain(m)) and _is_done(reading, m)
    ]
    return set_against(found, reading)


def _is_done(reading: Reading, mention: Mention) -> bool:
    """Tell whether the clause leaves an operation done: not one that was advised, refused or held in readiness."""
    cues = load_cues("levels")
    sentence = reading.sentence_of(mention)
    clause = clause_around(sentence.text, mention.span.start - sentence.span.start)
    return cues["operated"].search(clause) is not None or cues["not_operated"].search(clause) is None


def choose_compartment(field: Field, reading: Reading) -> Chosen:
    """Take the compartment that is named most often; another one that is named is kept as an alternative reading."""
    found = [
        m for m in terms_of(field, reading) if _is_own(m) and _is_of_spine(reading, m) and _is_diseased(reading, m)
    ]
    if not found:
        return Chosen()
    counts = {concept: sum(m.concept == concept for m in found) for concept in {m.concept for m in found}}
    best = max(found, key=lambda m: (counts[m.concept], -m.span.start)).concept
    rivals = find_rivals(found, lambda told: max(told, key=lambda m: counts[m.concept]), _are_near, reading)
    return Chosen(
        accepted=tuple(m for m in found if m.concept == best),
        rivals=tuple(m for m in rivals if m.concept != best),
        doubtful=tuple(m for m in found if m.concept != best and m not in rivals),
    )


def _is_of_spine(reading: Reading, mention: Mention) -> bool:
    """Tell whether a compartment is of the cord and its covers: not the marrow of a long bone, nor a block."""
    cues = load_cues("levels")
    sentence = reading.sentence_of(mention)
    after = sentence.text[mention.span.end - sentence.span.start :].lstrip(" -–,")
    if cues["not_compartment"].match(after) is not None or "mural" in reading.document.quote(mention.span):
        return False
    if mention.concept != "intramedullary" or cues["cord"].search(sentence.text) is not None:
        return True
    near = reading.sentences[max(0, mention.sentence - 2) : mention.sentence + 3]
    return cues["bone"].search(sentence.text) is None and (
        any(cues["cord"].search(s.text) is not None for s in near)
        or not any(cues["bone"].search(s.text) is not None for s in near)
    )


def _are_near(one: Mention, other: Mention) -> bool:
    """Tell whether two words for a compartment may mean one: "dural" borders on what is outside and inside of it."""
    return one.concept == other.concept or "dural" in (one.concept, other.concept)


def _is_own(mention: Mention) -> bool:
    """Tell whether it is a fact of this patient's present illness."""
    qualifiers = mention.qualifiers
    return qualifiers.holds and not qualifiers.other_illness and qualifiers.period not in _NOT_SITE


def _lesion_levels(reading: Reading) -> Iterator[Mention]:
    """Give the levels at which a lesion is; a doubt in the sentence is about its nature, not about its place."""
    imaging, column = load_cues("levels")["imaging"], load_cues("levels")["column"]
    spine = any(column.search(sentence.text) for sentence in reading.sentences)
    for mention in reading.of(MentionKind.LEVELS):
        if not spine and not any(_is_sure(level) for level in mention.levels):
            continue
        seen = is_under("involved_regions", mention, reading) or (
            mention.role is Role.UNKNOWN and imaging.search(reading.sentence_of(mention).text) is not None
        )
        if (mention.role is Role.LESION or seen) and _is_own(_as_certain(mention)) and not is_of_old(reading, mention):
            yield mention


def _is_sure(level: str) -> bool:
    """Tell whether a level can be nothing else where no word of the case speaks of a spine: "L4" can be a sample."""
    return "-" in level and level[0] in "CT"


def _as_certain(mention: Mention) -> Mention:
    if mention.qualifiers.assertion is not Assertion.UNCERTAIN:
        return mention
    return replace(mention, qualifiers=replace(mention.qualifiers, assertion=Assertion.PRESENT))


def _regions_of(mention: Mention) -> Iterator[Mention]:
    for level in mention.levels:
        letters = [c for c in level if c in _SPINE]
        first, last = _SPINE.index(letters[0]), _SPINE.index(letters[-1])
        for letter in _SPINE[first : last + 1]:
            yield replace(mention, concept=_REGION_OF[letter])


def _single(mention: Mention) -> Iterator[Mention]:
    """Give one mention for each region that a word names: "cervicothoracic" names two."""
    for concept in mention.concept.split(", "):
        yield replace(mention, concept=concept)


def _speaks_of_site(reading: Reading, mention: Mention) -> bool:
    """Tell whether a word for a region is about the spine or brain, not about a puncture, an artery or a pain."""
    cues = load_cues("levels")
    sentence = reading.sentence_of(mention)
    after = sentence.text[mention.span.end - sentence.span.start :][:80]
    after = re.sub(
        r"^(?:\s*(?:(?:,|and|or|to|/|-|–)\s*)?(?:(?:upper|lower|mid)[\s-]*)?(?:cervical|thoracic|dorsal|lumbar|sacral)\b)+",
        "",
        after,
        flags=re.IGNORECASE,
    )
    words = re.match(r"[\s\-–/]*(?:[\w()/-]+[\s\-–]+){0,3}[\w()/-]*", after)
    near = words.group() if words is not None else ""
    before = sentence.text[: mention.span.start - sentence.span.start]
    if _is_of_skin_or_womb(reading, mention, sentence.text) or _NO_LESION_IN.search(before) is not None:
        return False
    word = reading.document.quote(mention.span).lower()
    if mention.concept == "brain" and _OUTSIDE.search(before) is not None:
        return False
    if mention.concept == "brain" and _FLUID.match(after) is not None:
        return False
    if word.startswith("subdural"):
        return _SUBDURAL_OF_SPINE.search(sentence.text) is None
    if word == "sacral" and cues["sacral_heads"].match(near.lstrip(" -–")) is not None:
        return True
    if mention.concept == "brain" and _ARTERY.match(after) is not None:
        return _STARVED.search(clause_around(sentence.text, mention.span.start - sentence.span.start)) is not None
    if word == "cranial" and _TOWARDS_HEAD.match(sentence.text, mention.span.end - sentence.span.start):
        return False
    if mention.concept == "brain" or word not in _ADJECTIVES:
        return cues["not_site"].match(near.lstrip(" -–")) is None
    if mention.concept == "thoracic" and word == "dorsal":
        return _DORSAL_SPINE.match(near) is not None  # else a direction: "dorsal to the cord"
    head, other = cues["heads"].search(near), cues["not_site"].search(near)
    vague = head is not None and cues["vague_heads"].fullmatch(head.group()) is not None
    if vague and cues["spine_words"].search(sentence.text) is None:
        return False  # a "cervical mass" may be of the neck, or of the uterus
    return head is not None and (other is None or head.start() < other.start())


def _is_of_skin_or_womb(reading: Reading, mention: Mention, sentence: str) -> bool:
    """Tell "a bald plaque of the frontotemporal region" and "a cervical stenosis" that the gynaecologist found."""
    cues = load_cues("levels")
    word = reading.document.quote(mention.span).lower()
    if mention.concept == "brain":
        near = reading.sentences[max(0, mention.sentence - 1) : mention.sentence + 2]
        if word.endswith((" region", " regions")) and cues["inside_head"].search(sentence) is None:
            return any(cues["skin"].search(s.text) is not None for s in near)
        return word.endswith(_LOBES) and cues["skin"].search(sentence) is not None
    return mention.concept == "cervical" and cues["womb"].search(sentence) is not None


_LOBES = ("frontal", "temporal", "parietal", "occipital")
_ADJECTIVES = frozenset(
    (
        "cervical thoracic thoracal dorsal lumbar sacral thoracolumbar dorsolumbar "
        "cervicothoracic cervicodorsal lumbosacral"
    ).split()
)


def _names_a_level(reading: Reading, mention: Mention) -> bool:
    """Tell whether the word belongs to a level that speaks for itself: "from the eleventh thoracic vertebra"."""
    return any(level.span.overlaps(mention.span) for level in reading.of(MentionKind.LEVELS))


def _is_only_scanned(reading: Reading, mention: Mention) -> bool:
    """Tell whether a region is named as what was imaged, in a sentence that says more exactly where the lesion is."""
    sentence = reading.sentence_of(mention)
    near = sentence.text[
        max(0, mention.span.start - sentence.span.start - 60) : mention.span.end - sentence.span.start + 30
    ]
    imaged = load_cues("levels")["imaging"].search(near)
    if imaged is None:
        return False
    # "MRI showed thickening over the clivus": more than the place of the picture
    at = min(60, mention.span.start - sentence.span.start)
    if imaged.end() < at and load_cues("levels")["lesion"].search(near, imaged.end(), at) is not None:
        return False
    return any(m.sentence == mention.sentence for m in _lesion_levels(reading))


def _is_diseased(reading: Reading, mention: Mention) -> bool:
    """Tell whether the clause around a place says that something is wrong there."""
    cues = load_cues("levels")
    sentence = reading.sentence_of(mention)
    at = mention.span.start - sentence.span.start
    if sentence.section is SectionKind.TABLE:
        return True  # a row says it by its label: "Compartment  epidural"
    clause = clause_around(sentence.text, at)
    rest = sentence.text[mention.span.end - sentence.span.start :]
    if _NORMAL.match(rest) is not None:
        return False
    seen_before = _ON.search(sentence.text[:at]) is not None  # "thickening on cervical MRI", not "cervical MRI showed"
    if _SCANNED.match(rest) is not None and not seen_before:
        clause = clause[max(0, clause.find(rest[:_SCANNED_REACH])) :]
    named = (m for m in reading.of(MentionKind.TERM, "disease") if m.span.overlaps(mention.span) and m.qualifiers.holds)
    if any(names_growth(m.concept) for m in named):
        return True  # "a pituitary microadenoma": a growth by its place
    for name in ("lesion", "disease"):
        for match in cues[name].finditer(clause):
            before = _UNKNOWN_BEFORE.sub("", clause[max(0, match.start() - 30) : match.start()])
            if cues["absent"].search(before) is None:
                return True
    return False
