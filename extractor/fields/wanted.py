"""The terms that a field looks for, and the most definite of those that it found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from extractor.case import Mention, MentionKind, Reading, Source
from extractor.lexicon import load_cues, load_words
from extractor.schema import Field

_UNSPECIFIED = " (unspecified)"
# What names no illness until it is told of what or where it is: "metastasis", "a closed injury", "an oblique fracture".
_BARE = re.compile(
    r"(?:(?:closed|open|dual|double|mixed|transverse|oblique|spiral|comminuted|displaced|undisplaced|metaphyseal|diaphyseal"
    r"|traumatic|malignant|benign|solid|cystic|soft|hard|cortical|distant|secondary|spontaneous|bacterial|viral|deep|local"
    r"|high-grade|low-grade|moderate-to-high-grade|hyperechoic|intraoperative|postoperative)\s)*"
    r"(?:metastas[ie]s|abscess|infection|coinfection|fracture|cyst|injury|foreign\s+body|tumor|neoplasm|malignancy|cancer"
    r"|(?:(?:neuro)?degenerative\s+)?(?:disease|disorder)|aneurysm|carcinoma|thrombosis|poisoning|trauma|dislocation|hernia|lesion|dysplasia|fistula|hemorrhage|hematoma|ulcer|rupture|tear|perforation"
    r"|(?:yp|p|c)?[Ss]tage\s+[IV]+[A-C]?)"
)

_CAUSE = re.compile(r"[\w-]+-(?:related|associated|induced)|autoimmune|idiopathic")


def terms_of(field: Field, reading: Reading) -> Iterator[Mention]:
    """Give the terms of the field's lexicons and concepts in the order of the text, whatever their qualifiers."""
    for mention in reading.of(MentionKind.TERM, *field.find.lexicons):
        if not field.find.concepts or mention.concept in field.find.concepts:
            yield mention


def of_illnesses(field: Field) -> Field:
    """Give a field like this one that wants illnesses: what was a treatment given for, which one is reported."""
    return replace(field, find=replace(field.find, lexicons=("disease",), concepts=()))


def is_unlisted(mention: Mention) -> bool:
    """Tell whether a recogniser found it and no word list knows it: then its sentence must say more to be believed."""
    return mention.source is Source.NER


def is_listed_as(cues: str, concept: str) -> bool:
    """Tell whether a concept as a whole is of a list of `findings.toml`. KeyError where there is no such list."""
    return load_cues("findings")[cues].fullmatch(concept) is not None


def lasts_for_life(mention: Mention) -> bool:
    """Tell whether it is an illness that one has for good, as diabetes: often the background of the one reported."""
    return is_listed_as("lasting", mention.concept)


def is_bare(concept: str) -> bool:
    """Tell a general noun that nothing says more of: "an abscess", "a closed injury"."""
    return _BARE.fullmatch(concept) is not None


def most_definite(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Leave out "pain" where there is back pain, and deficits that are not specified where something is."""
    kept = list(mentions)
    kept = [m for m in kept if not m.concept.endswith(_UNSPECIFIED)] or kept
    concepts = {m.concept for m in kept}
    for mention in kept:
        if not any(says_more(one, mention.concept) or _says_which(one, mention.concept) for one in concepts):
            yield mention


def in_one_spelling(mentions: Iterable[Mention]) -> list[Mention]:
    """Leave out a name that differs from one before it in capitals alone, as a title has them."""
    spelt: dict[str, str] = {}
    return [m for m in mentions if spelt.setdefault(m.concept.casefold(), m.concept) == m.concept]


def is_same_illness(one: str, other: str) -> bool:
    """Tell whether one concept is the other, or only says more of it: "lymphoma" and "follicular lymphoma"."""
    one, other = one.casefold(), other.casefold()
    return one == other or says_more(one, other) or says_more(other, one)


def says_more(more: str, less: str) -> bool:
    """Tell whether one name is the other with words of kind before it or of place behind it."""
    more, less = more.replace("diabetes mellitus", "diabetes"), less.removesuffix(" mellitus")
    whole = more if " of " in less else more.partition(" of ")[0]  # "amelanotic melanoma of the esophagus"
    return whole.endswith(" " + less) or more.startswith((less + " of ", less + " type "))


def _says_which(kind: str, placed: str) -> bool:
    """Tell that one says of which kind is what the other only says where it is: "IgG4-related", "thoracic myelitis"."""
    place, _, illness = placed.partition(" ")
    told = kind.removesuffix(" " + illness)
    return illness != "" and told != kind and _CAUSE.fullmatch(told) is not None and _is_place(place)


def _is_place(word: str) -> bool:
    return word.lower() in load_words("illness_names", "places_before")
