"""Tells what a word for a place of the spine or brain is about: the disease, or a pain, an artery, a picture."""

from __future__ import annotations

import re

from extractor.case import Mention, MentionKind, Reading
from extractor.document import SectionKind
from extractor.fields.diagnoses.weak import names_growth
from extractor.fields.lesions.reaches import clause_around
from extractor.lexicon import load_cues

_LOBES = ("frontal", "temporal", "parietal", "occipital")
_ADJECTIVES = frozenset(
    (
        "cervical thoracic thoracal dorsal lumbar sacral thoracolumbar dorsolumbar "
        "cervicothoracic cervicodorsal lumbosacral"
    ).split()
)
# "cervical and upper thoracic": other regions that the word is joined to
_JOINED = re.compile(
    r"^(?:\s*(?:(?:,|and|or|to|/|-|–)\s*)?(?:(?:upper|lower|mid)[\s-]*)?(?:cervical|thoracic|dorsal|lumbar|sacral)\b)+",
    re.IGNORECASE,
)
_NEXT_WORDS = re.compile(r"[\s\-–/]*(?:[\w()/-]+[\s\-–]+){0,3}[\w()/-]*")
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


def speaks_of_site(reading: Reading, mention: Mention) -> bool:
    """Tell whether a word for a region is about the spine or brain, not about a puncture, an artery or a pain."""
    cues = load_cues("levels")
    sentence = reading.sentence_of(mention)
    after = sentence.after(mention.span)[:80]
    after = _JOINED.sub("", after)
    words = _NEXT_WORDS.match(after)
    near = words.group() if words is not None else ""
    before = sentence.before(mention.span)
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


def is_of_spine(reading: Reading, mention: Mention) -> bool:
    """Tell whether a compartment is of the cord and its covers: not the marrow of a long bone, nor a block."""
    cues = load_cues("levels")
    sentence = reading.sentence_of(mention)
    after = sentence.after(mention.span).lstrip(" -–,")
    if cues["not_compartment"].match(after) is not None or "mural" in reading.document.quote(mention.span):
        return False
    if mention.concept != "intramedullary" or cues["cord"].search(sentence.text) is not None:
        return True
    near = reading.sentences[max(0, mention.sentence - 2) : mention.sentence + 3]
    return cues["bone"].search(sentence.text) is None and (
        any(cues["cord"].search(s.text) is not None for s in near)
        or not any(cues["bone"].search(s.text) is not None for s in near)
    )


def is_diseased(reading: Reading, mention: Mention) -> bool:
    """Tell whether the clause around a place says that something is wrong there."""
    cues = load_cues("levels")
    sentence = reading.sentence_of(mention)
    at = mention.span.start - sentence.span.start
    if sentence.section is SectionKind.TABLE:
        return True  # a row says it by its label: "Compartment  epidural"
    clause = clause_around(sentence.text, at)
    rest = sentence.after(mention.span)
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
