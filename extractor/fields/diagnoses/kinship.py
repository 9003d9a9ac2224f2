"""Whether two names may be of one illness: one says more than the other, or calls the same growth."""

from __future__ import annotations

import re
from functools import cache

from extractor.case import Mention, Reading
from extractor.fields.wanted import is_same_illness
from extractor.guarded import compile_guarded
from extractor.lexicon import load_lexicon

WORD = re.compile(r"[a-z]+")
_STEM = 6  # letters that tell "tuberculous" and "tuberculosis" from "tubular"
_WHOLE = ("itis", "oma")  # such names are told apart by all their letters: appendicitis, appendiceal carcinoma
_GROWTH = re.compile(r"(?:tumou?r|neoplasm|mass|lesion|malignan\w+|cancer|neoplasia|growth|polyp)s?$", re.IGNORECASE)
GROWN = re.compile(
    r"(?:tumou?r|neoplas\w+|cancer|oma|sarcoma|blastoma|metasta\w+|leuk\w+|carcinoid|malignan\w+)s?$", re.IGNORECASE
)
HURT = re.compile(r"\b(?:fracture|dislocation|injury|rupture|laceration|tear|contusion)s?\b", re.IGNORECASE)
_CANCER = re.compile(r"(?:cancer|carcinoma|malignan\w+)s?$", re.IGNORECASE)
_ANY_CANCER = re.compile(r"cancer|malignan", re.IGNORECASE)
# Tumours that have a name of their own: a giant cell tumor is no schwannoma.
_NAMED_TUMOR = re.compile(
    r"\b(?:wilm'?s'?|giant[\s-]cell|fibrous|stromal|germ[\s-]cell|carcinoid|phyllodes|desmoid|neuroendocrine|klatskin|krukenberg|brenner"
    r"|glomus|granular[\s-]cell|warthin'?s?|odontogenic|sex[\s-]cord|granulosa|leydig|sertoli|myofibroblastic|rhabdoid|nerve[\s-]sheath"
    r"|neuroectodermal|trophoblastic|askin'?s?|ewing'?s?|phyllode|yolk[\s-]sac|mixed)\b",
    re.IGNORECASE,
)
# Growths that many organs have: to share one of these says nothing.
_MANY = frozenset(("carcinoma", "adenocarcinoma", "adenoma", "sarcoma", "coma"))
_OF_VESSELS = re.compile(r"(?:ang|arter)iitis$|arteritis$|polyangiitis")
_OF_LUNG = re.compile(r"^(?:pulmonary|lung|chest|lower respiratory tract) infection$")
INFLAMED = ("itis", "pneumonia")
_NO_GERM = re.compile(
    r"\b(?:organi[sz]ing|eosinophilic|interstitial|lupus|hypersensitivity|lipoid|autoimmune|granulomatous|rheumatoid|igg4)\b",
    re.IGNORECASE,
)
# "osteofibrous dysplasia-like adamantinoma" is no dysplasia.
_ONLY_LIKE = compile_guarded(r"^(?:[\w-]+ ){0,2}[\w-]*-like (?=\w)", re.IGNORECASE)
# What a recogniser took for an illness.
_PICTURE = re.compile(r"\b(?:magnetic|resonance|tomography|imaging|ultrasound|MRI|CT)\b|\bjunction$", re.IGNORECASE)
_BUILT = re.compile(r"(?:oma|itis|[oa]sis|ia|pathy|cele|cyst|trophy|lysis|ism|tumou?r|cancer|dermia|ysm)s?$")


def is_no_name(name: str) -> bool:
    """Tell what no list has, and no illness is called: "magnetic resonance cardiac sarcoma", "uncertain"."""
    if name in load_lexicon("disease").concepts():
        return False
    return _PICTURE.search(name) is not None or (" " not in name and name.islower() and _BUILT.search(name) is None)


def is_short(name: str) -> bool:
    """Tell an abbreviation of which the long form is not known: it may be the very illness that is told of later."""
    return name.isupper() and name not in load_lexicon("disease").concepts()


def may_be_one(mention: Mention, other: Mention, reading: Reading) -> bool:
    """Tell whether two mentions may be of one illness, by its name or as the text calls it."""
    return is_kin(mention.concept, other.concept) or is_kin(
        reading.document.quote(mention.span), reading.document.quote(other.span)
    )


def is_kin(one: str, other: str) -> bool:
    """Tell whether two names may be of one illness: one says more than the other, or calls the same growth."""
    if _ONLY_LIKE.search(one) is not None or _ONLY_LIKE.search(other) is not None:
        return one == other or is_kin(_ONLY_LIKE.sub("", one), _ONLY_LIKE.sub("", other))
    if one.lower() == f"pseudo{other}".lower() or other.lower() == f"pseudo{one}".lower():
        return False
    if any("pneumonia" in name for name in (one, other)) and any(_OF_LUNG.search(name) for name in (one, other)):
        return True
    if "vasculitis" in one and _OF_VESSELS.search(other) is not None:
        return True
    if is_same_illness(one, other):
        more = max(one, other, key=len)
        return one == other or not (one.endswith(INFLAMED) and _NO_GERM.search(more) is not None)
    unnamed = _GROWTH.search(one) is not None and _CANCER.search(one) is None and _NAMED_TUMOR.search(one) is None
    if unnamed and GROWN.search(other) is not None:
        return True
    if _CANCER.search(one) is not None and _CANCER.search(other) is not None and _ANY_CANCER.search(one + other):
        return True
    heads = [name.lower().split(" of ")[0] for name in (one, other)]
    if any(more.endswith(less) for more, less in (heads, heads[::-1]) if " " not in less):
        return True  # sarcoma of the thigh, liposarcoma
    mine, others = stems(one), stems(other)
    if any(word.endswith("oma") and word not in _MANY for word in mine & others):
        return True
    return bool(mine and others) and (mine <= others or others <= mine)


def stems(name: str) -> frozenset[str]:
    """Give the first letters of the words that tell one illness from another."""
    words = [word for word in WORD.findall(name.lower()) if len(word) > 2]
    places = places_of_body()
    words = [word for word in words if word not in places] or words
    return frozenset(word if word.endswith(_WHOLE) else word[:_STEM] for word in words)


@cache
def places_of_body() -> frozenset[str]:
    """Give the words that say where an illness is, and no more."""
    terms = (term.term for name in ("organ", "body_part") for term in load_lexicon(name).terms)
    return frozenset(word for term in terms for word in WORD.findall(term.lower()))
