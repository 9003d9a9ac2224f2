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
from extractor.lexicon import load_cues, load_lexicon
from extractor.mentions.illness_places import is_place
from extractor.mentions.illness_words import word_list
from extractor.mentions.spelling import spell_american

_LEXICON = "disease"
_MOST_BEFORE = 5
# What says by its form of which kind: "ACTH-secreting", "methotrexate-related", "alveolar-type"
_OF_KIND = re.compile(r"(?!virus|cell)[\w-]+-(?:secreting|producing|related|associated|induced|type|like)")
_HORMONE = re.compile(r"(?:stimulating|growth|parathyroid|adrenocorticotropic|antidiuretic|luteinizing)$")
# "of the descending colon", "of the tail of the pancreas"
_OF_PLACE = re.compile(
    r" of (?:the |his |her |an? )?(?:left |right |both )?((?:(?!of\b)[a-z][a-z-]+ ){0,3}(?!of\b)[a-z][a-z-]+)"
    r"( of the (?:left |right )?[a-z][a-z-]+)?(?![\w-])"
)
_CLOSED = re.compile(r"[.,;:)]|$| (?:was|were|is|with|in|on|that|which|who|after|by|at)\b")
# "carbon monoxide (CO) poisoning"
_SHORT_BETWEEN = re.compile(r"([A-Za-z][\w-]*(?: [a-z][\w-]*){0,3}) \(([A-Z]{2,5})\) $")
_SIDE = re.compile(r"\b(?:left|right|both) |\b(?:his|her|an?) ")
# Growths that are not malignant by their name: with the word they are another illness.
_EITHER = re.compile(
    r"(?:(?!.*(?:carcinoma|sarcoma|lymphoma|melanoma|blastoma|mesothelioma|myeloma|seminoma|germinoma|(?<!gan)glioma)).*oma)"
)
_GROWTH = re.compile(r".*(?:oma|tumor|cancer|neoplasm|leukemia)(?: of .*)?")
_SPREAD = "metasta"
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
    longer = [whole.span for m, whole in full.items() if whole is not m and whole.span.end == m.span.end]
    # A name read out of the words before goes: "acute carbon monoxide" of "acute carbon monoxide (CO) poisoning".
    return [
        full.get(m, m)
        for m in mentions
        if m.lexicon != _LEXICON or not any(s.start <= m.span.end < s.end and m.span.end > s.start for s in longer)
    ]


@cache
def _may_grow(concept: str) -> bool:
    if _SPREAD in concept:
        return False
    return all(load_cues("findings")[name].fullmatch(concept) is None for name in _SAY_LITTLE)


def _in_full(mention: Mention, sentence: Sentence, starts: set[int]) -> Mention:
    text, offset = sentence.text, sentence.span.start
    start, end = mention.span.start - offset, mention.span.end - offset
    first = _first_of_long_form(text, start) if text[max(0, start - 2) : start] == ") " else start
    if first < start:
        told = re.sub(r" \([A-Z]+\)", "", text[first:end])
        return replace(mention, span=Span(offset + first, offset + end), concept=_listed(told) or spell_american(told))
    first = _first_of_kind(text, start, mention.concept)
    behind = _end_of_place(text, start, end, mention.concept)
    if first == start and behind == end:
        return mention
    if behind > end and any(end < at - offset < behind for at in starts):
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
    if led.endswith(",") or led in _JOINING:
        return start  # "gastric and duodenal ulcers"
    return start - len(" ".join(before[len(before) - taken :])) - 1


_JOINING = frozenset({"and", "or", "and/or", "to", "non"})


def _takes(before: Sequence[str], concept: str, *, growth: bool, nearest: bool) -> int:
    """Tell how many of the last words belong to the name."""
    low = before[-1].lower()
    if low in concept.lower().split(" "):
        return 0
    if low in word_list("places_before") or low in word_list("kinds"):
        return 1
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


def _end_of_place(text: str, start: int, end: int, concept: str) -> int:
    """Give where "of the descending colon" ends behind a name that has no place."""
    if text[end : end + 4] != " of " or " of " in concept or " of " in text[start:end]:
        return end
    if any(is_place(low) or low in word_list("places_before") for low in text[start:end].lower().split(" ")):
        return end
    place = _OF_PLACE.match(text, end)
    if place is None:
        return end
    words = place[1].split(" ")
    if place[2] is not None and len(words) == 1 and is_place(place[2].rpartition(" ")[2]):
        return place.end()
    stops = word_list("stops")
    if len(words) == 3 and words[1] == "and" and is_place(words[0]) and is_place(words[2]):
        return place.end(1) if _CLOSED.match(text, place.end(1)) is not None else place.start(1) + len(words[0])
    words = words[: next((i for i, word in enumerate(words) if word in stops), len(words))]
    for length in range(len(words), 0, -1):
        if is_place(words[length - 1]):
            return place.start(1) + len(" ".join(words[:length]))
    return end


def _concept(concept: str, text: str, cuts: tuple[int, int, int, int]) -> str:
    """Give the listed concept of the whole, or what is known with the words around it."""
    first, start, end, behind = cuts
    before = spell_american(text[first:start])
    before = " ".join(w if _is_short(w) else w.lower() for w in before.split(" "))
    place = _SIDE.sub("", spell_american(text[end:behind]))
    inner = text[start:end]
    known = inner.lower() if " of " in inner and " of " not in concept else concept  # "ductal carcinoma of the …"
    for told in (f"{before}{concept}{place}", f"{before}{inner}{place}"):
        listed = _listed(told)
        if listed is not None:
            return listed
    return f"{before}{known}{place}"


@cache
def _listed(told: str) -> str | None:
    return load_lexicon(_LEXICON).concept_of(told)


def _is_short(word: str) -> bool:
    return len(word) == 1 or any(c.isupper() for c in word[1:]) or "-" in word
