"""Names of illnesses in full: a listed one with the words of kind and place that stand directly at it.

A word list knows "melanoma"; the text says "amelanotic melanoma of the esophagus", which is more, or another illness.
Words of degree, side, time, number and looks stay out. The concept is the listed one with those words, or the listed
concept of the whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from extractor.case import Mention, Sentence
from extractor.document import Span
from extractor.lexicon import load_cues, load_lexicon, load_lists
from extractor.mentions.illness_places import is_place
from extractor.mentions.illness_words import word_list
from extractor.mentions.spelling import spell_american

_LEXICON = "disease"
_MOST_BEFORE = 5
# What says by its form of which kind: "ACTH-secreting", "methotrexate-related", "alveolar-type"
_OF_KIND = re.compile(r"(?!virus|cell)[\w-]+-(?:secreting|producing|related|associated|induced|type|like)")
# What brings an illness about is part of its name, in one word or two: "steroid-induced glaucoma", "drug related …"
_BROUGHT_ABOUT = re.compile(
    r"(?!igg4|virus|cell|self|work|sports?|trauma|age|sleep)[\w/]{3,}(?:-[\w/]+)?-(?:related|associated|induced)"
)
_HORMONE = re.compile(r"(?:stimulating|growth|parathyroid|adrenocorticotropic|antidiuretic|luteinizing)$")
# "of the descending colon", "of the tail of the pancreas"
_OF_PLACE = re.compile(
    r"(?: \([A-Z]{2,6}\))? of (?:the |his |her |an? )?(?:left |right |both )?"
    r"((?:(?!of\b)[a-z][a-z-]+ ){0,3}(?!of\b)[a-z][a-z-]+)( of the (?:left |right )?[a-z][a-z-]+)?(?![\w-])",
    re.IGNORECASE,
)
# "Sanfilippo syndrome type A", "aortic dissection type B"
_OF_TYPE = re.compile(r" types? ?-?(?:\d{1,2}[a-dA-D]?|[IVX]{1,4}[abAB]?|[A-C])(?![\w-])")
_CLOSED = re.compile(r"[.,;:)]|$| (?:was|were|is|with|in|on|that|which|who|after|by|at)\b")
# "carbon monoxide (CO) poisoning"
_SHORT_BETWEEN = re.compile(r"([A-Za-z][\w-]*(?: [a-z][\w-]*){0,3}) \(([A-Z]{2,5})\) $")
_IN_TWO = re.compile(r" (related|induced) $")
_SHORT = re.compile(r"^ \([A-Z]+\)")
_SIDE = re.compile(r"\b(?:left|right|both) |\ban? ")
_HIS = re.compile(r"\b(?:his|her) ")
_ROMAN = re.compile(r"(?<= type )(?:I{1,3}|IV|V)$")
# "systemic amyloidosis workup", "steroid-induced rosacea-like dermatitis": what goes on is not the name of an illness.
_GOES_ON = re.compile(r"-| (?:work-?up|screening|genes?|panel|testing|scoring|cells?|antibod\w+|antigen|vaccin\w+)\b")
_NUMBERS = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5"}
# Growths that are not malignant by their name: with the word they are another illness.
_EITHER = re.compile(
    r"(?:(?!.*(?:carcinoma|sarcoma|lymphoma|melanoma|blastoma|mesothelioma|myeloma|seminoma|germinoma|(?<!gan)glioma)).*oma)"
)
_GROWTH = re.compile(r".*(?:oma|tumor|cancer|neoplasm|leukemia)(?: of .*)?")
_SPREAD = "metasta"
_HAS_A_FIELD = "pachymeningitis"  # where it is has a field of its own
# What tells little stays what it is with a place: "hydronephrosis of the graft".
_SAY_LITTLE = ("mere_finding", "told_only")


def name_in_full(sentence: Sentence, mentions: Sequence[Mention]) -> list[Mention]:
    """Give the mentions, and each illness with the words of kind and place that belong to its name."""
    starts = {m.span.start for m in mentions if m.lexicon == _LEXICON}
    # What is a complaint too, "cellulitis of the leg", is told of by its own list.
    complaints = {m.span.end for m in mentions if m.lexicon == "symptom"}
    full = {
        m: _in_full(m, sentence, starts)
        for m in mentions
        if m.lexicon == _LEXICON and m.span.end not in complaints and _may_grow(m.concept)
    }
    longer = [(m, whole.span) for m, whole in full.items() if whole is not m]
    # A name read out of the words before goes: "acute carbon monoxide" of "acute carbon monoxide (CO) poisoning";
    # and the short form in "tuberculosis (TB) of the elbow".
    return [
        full.get(m, m)
        for m in mentions
        if m.lexicon != _LEXICON
        or not any(one is not m and s.start <= m.span.end <= s.end and m.span.end > s.start for one, s in longer)
    ]


@cache
def _may_grow(concept: str) -> bool:
    if _SPREAD in concept or _HAS_A_FIELD in concept:
        return False
    return all(load_cues("findings")[name].fullmatch(concept) is None for name in _SAY_LITTLE)


def _in_full(mention: Mention, sentence: Sentence, starts: set[int]) -> Mention:
    text, offset = sentence.text, sentence.span.start
    start, end = mention.span.start - offset, mention.span.end - offset
    if _GOES_ON.match(text, end) is not None:
        return mention
    first = _first_of_long_form(text, start) if text[max(0, start - 2) : start] == ") " else start
    if first < start:
        told = re.sub(r" \([A-Z]+\)", "", text[first:end])
        return replace(mention, span=Span(offset + first, offset + end), concept=_listed(told) or spell_american(told))
    first = _first_of_kind(text, start, mention.concept)
    behind = _end_of_place(text, start, end, mention.concept)
    if first == start and behind == end:
        return mention
    if behind > end and any(end < at - offset < behind and text[at - offset - 1] != "(" for at in starts):
        behind = end  # another illness stands there
    if first == start and behind == end:
        return mention
    span = Span(offset + first, offset + behind)
    return replace(mention, span=span, concept=_concept(mention.concept, text, (first, start, end, behind)))


def _first_of_long_form(text: str, start: int) -> int:
    """Give where the words begin that a short form stands for between them and the name."""
    told = _SHORT_BETWEEN.search(text, max(0, start - 60), start)
    if told is None:
        return start
    words = told[1].split(" ")[-len(told[2]) :]
    if words[0][0].upper() != told[2][0]:
        return start
    return told.end(1) - len(" ".join(words))


def _first_of_kind(text: str, start: int, concept: str) -> int:
    """Give where the words of kind and place directly before a name begin."""
    if start == 0 or text[start - 1] != " ":
        return start
    before = text[max(0, start - 80) : start - 1].split(" ")[-_MOST_BEFORE:]
    growth = _GROWTH.fullmatch(concept) is not None
    taken = 0
    while taken < len(before):
        step = _takes(before[: len(before) - taken], concept, growth=growth, nearest=taken == 0)
        if step == 0:
            break
        taken += step
    if taken == 0:
        return start
    led = before[len(before) - taken - 1] if taken < len(before) else ""
    if _LISTED_WITH.search(led) or led.lower().rstrip(",") in word_list("places_before") or led in _JOINING:
        return start  # "gastric and duodenal ulcers"
    return start - len(" ".join(before[len(before) - taken :])) - 1


_BY = frozenset({"related", "induced"})
_CAUSE = re.compile(r"[A-Za-z]{3,}(?<!ly)(?<!ed)")
_LISTED_WITH = re.compile(r"(?:al|ic|ous|ary|ar|oid),$")
_JOINING = frozenset({"and", "or", "and/or", "to", "non"})


def _takes(before: Sequence[str], concept: str, *, growth: bool, nearest: bool) -> int:
    """Tell how many of the last words belong to the name."""
    low = before[-1].lower()
    if low in concept.lower().split(" "):
        return 0
    if low in word_list("places_before") or low in word_list("kinds") or low in _kinds_of(concept):
        return 1
    if len(before) > 1 and f"{before[-2].lower()} {low}" in word_list("kinds_of_two"):
        return 2
    if _BROUGHT_ABOUT.fullmatch(low) is not None:
        return 1
    if low in _BY and len(before) > 1 and _CAUSE.fullmatch(before[-2]) and before[-2].lower() not in word_list("stops"):
        return 2
    if not growth:
        return 0
    if low.startswith("hormone-") and len(before) > 1 and _HORMONE.search(before[-2].lower()) is not None:
        return 2
    if low in word_list("kinds_of_growth") or _OF_KIND.fullmatch(low) is not None:
        return 1
    if low == "cell" and len(before) > 1:
        return 2 if before[-2].lower() in word_list("kinds_of_cell") else 0
    if low == "malignant" and nearest and _EITHER.fullmatch(concept) is not None:
        return 1
    # "large" of "large B-cell lymphoma", "invasive" of "invasive ductal carcinoma"
    return int(not nearest and low in word_list("kinds_before_kinds"))


def _is_where(low: str) -> bool:
    return is_place(low.lower()) or low.lower() in word_list("places_behind")


@cache
def _kinds_of(concept: str) -> frozenset[str]:
    """Give the words that make an illness with this last word another one: the "posterior" of a keratoconus."""
    entries = (entry.partition(": ") for entry in load_lists("illness_names")["kinds_with"])
    noun = concept.rpartition(" ")[2].lower()
    return frozenset(kind for head, _, kinds in entries if noun == head for kind in kinds.split())


def _end_of_place(text: str, start: int, end: int, concept: str) -> int:
    """Give where "of the descending colon" ends behind a name that has no place."""
    typed = _OF_TYPE.match(text, end)
    if typed is not None and "type" not in text[start:end].lower():
        return typed.end()
    if _OF_PLACE.match(text, end) is None or " of " in concept or " of " in text[start:end]:
        return end
    if any(_is_where(low) or low in word_list("places_before") for low in text[start:end].lower().split(" ")):
        return end
    place = _OF_PLACE.match(text, end)
    if place is None:
        return end
    words = place[1].split(" ")
    if place[2] is not None and len(words) == 1 and _is_where(place[2].rpartition(" ")[2]):
        return place.end()
    stops = word_list("stops")
    if len(words) == 3 and words[1] == "and" and _is_where(words[0]) and _is_where(words[2]):
        return place.end(1) if _CLOSED.match(text, place.end(1)) is not None else place.start(1) + len(words[0])
    words = words[: next((i for i, word in enumerate(words) if word.lower() in stops), len(words))]
    for length in range(len(words), 0, -1):
        if _is_where(words[length - 1]):
            return place.start(1) + len(" ".join(words[:length]))
    return end


def _concept(concept: str, text: str, cuts: tuple[int, int, int, int]) -> str:
    """Give the listed concept of the whole, or what is known with the words around it."""
    first, start, end, behind = cuts
    before = spell_american(text[first:start])
    before = " ".join(w if _is_short(w) else w.lower() for w in before.split(" "))
    place = _SIDE.sub("", _HIS.sub("the ", _SHORT.sub("", spell_american(text[end:behind]))))
    place = place.lower() if " type" not in place.lower() else place
    inner = text[start:end]
    known = inner.lower() if " of " in inner and " of " not in concept else concept  # "ductal carcinoma of the …"
    before = _IN_TWO.sub(r"-\1 ", before)
    if concept.endswith(" cancer") and inner.endswith("carcinoma") and before and place == "":
        known = inner.lower()  # "squamous cell renal carcinoma"
    numbered = _ROMAN.sub(lambda m: _NUMBERS[m[0]], place)
    for told in (f"{before}{concept}{place}", f"{before}{inner}{place}", f"{before}{concept}{numbered}"):
        listed = _listed(told)
        if listed is not None:
            return listed
    return f"{before}{known}{place}"


@cache
def _listed(told: str) -> str | None:
    return load_lexicon(_LEXICON).concept_of(told)


def _is_short(word: str) -> bool:
    return len(word) == 1 or any(c.isupper() for c in word[1:]) or "-" in word
