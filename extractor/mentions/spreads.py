"""Names of what has spread: a "breast cancer metastasis" is not the growth where it arose, and it says whence or where.

"A metastasis from the renal cell carcinoma", "a pituitary metastasis" and "metastases to the bile duct" are names; a
bare "metastasis" is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.case import Mention, Sentence
from extractor.document import Span
from extractor.lexicon import load_lexicon
from extractor.mentions.illness_places import is_place
from extractor.mentions.illness_words import word_list
from extractor.mentions.spelling import spell_american

_LEXICON = "disease"
_SPREAD = "metastasis"
# Where a growth arose and what it is: not the bare "tumor metastasis".
_GROWTH = re.compile(r".+ (?:cancer|tumor|neoplasm)|.*[a-z]{4}oma(?<!carcinoma)|.+carcinoma")

_ORIGIN = re.compile(r".*(?:cancer|tumor|neoplasm|[a-z]{3}oma|RCC|HCC|leukemia|mole)(?: of .+)?")
# What stands between a spread and the growth from which it came.
_FROM = re.compile(
    r" (?:\([^()]{1,30}\) )?(?:of|from|due to|originating from|arising from|derived from|secondary to)"
    r" (?:(?:an?|the|his|her|their|patient's|known|previous(?:ly)?|prior|earlier|former|resected"
    r"|treated|primary|original|recurrent|precedent|past|well|moderately|poorly|differentiated|left|right|advanced"
    r"|invasive|high-grade|low-grade) ){0,5}"
)
_TO = re.compile(
    r" (?:to|in|into|of|on) (?:the |her |his |an? )?(?:left |right |both )?((?:[a-z][a-z-]+ ){0,4}[a-z][a-z-]+)"
)
_BY_NAME = re.compile(r"metasta[st][a-z]*s[ie]s$|metastas[ie]s$", re.IGNORECASE)
_ENDS_PLACE = frozenset({"duct", "node", "nodes", "gland", "body", "tract"})
_JOINING = frozenset({"and", "or", "and/or"})


def name_spreads(sentence: Sentence, mentions: Sequence[Mention]) -> list[Mention]:
    """Join the growth and its spread to one name where they stand as one."""
    if "etasta" not in sentence.text:
        return list(mentions)
    growths = {
        m.span.end: m
        for m in mentions
        if m.lexicon == _LEXICON and _GROWTH.fullmatch(m.concept) and "metasta" not in m.concept
    }
    joined: dict[Mention, Mention] = {}
    taken: set[Mention] = set()
    for mention in mentions:
        before = growths.get(mention.span.start - 1)
        if mention.lexicon == _LEXICON and mention.concept == _SPREAD and before is not None:
            taken.add(before)
            span = Span(before.span.start, mention.span.end)
            joined[mention] = replace(mention, span=span, concept=f"{before.concept} {_SPREAD}")
    told = [joined.get(m, m) for m in mentions if m not in taken]
    return _with_places(sentence, _with_origins(sentence, told))


def _with_origins(sentence: Sentence, mentions: Sequence[Mention]) -> list[Mention]:
    """Join "a metastasis from the primary renal cell carcinoma" to one name."""
    offset = sentence.span.start
    growths = [
        m
        for m in mentions
        if m.lexicon == _LEXICON and "metasta" not in m.concept and _ORIGIN.fullmatch(m.concept) is not None
    ]
    whole: dict[Mention, Mention] = {}
    for mention in mentions:
        if mention.lexicon != _LEXICON or mention.concept != _SPREAD:
            continue
        start, end = mention.span.start - offset, mention.span.end - offset
        growth = next((g for g in growths if g.span.start - offset > end), None)
        if growth is None or _FROM.fullmatch(sentence.text, end, growth.span.start - offset) is None:
            continue
        span = Span(offset + start, growth.span.end)
        whole[growth] = whole[mention] = replace(mention, span=span, concept=f"{growth.concept} {_SPREAD}")
    return list(dict.fromkeys(whole.get(m, m) for m in mentions))


def _with_places(sentence: Sentence, mentions: Sequence[Mention]) -> list[Mention]:
    """Take the place of a metastasis in: "pituitary metastasis", "metastases to the bile duct"."""
    return [_placed(m, sentence) if m.lexicon == _LEXICON and m.concept == _SPREAD else m for m in mentions]


def _placed(mention: Mention, sentence: Sentence) -> Mention:
    text, offset = sentence.text, sentence.span.start
    start, end = mention.span.start - offset, mention.span.end - offset
    if _BY_NAME.search(text[start:end]) is None:
        return mention
    first = start
    words = text[max(0, start - 60) : start - 1].split(" ")[-3:] if text[:start].endswith(" ") else []
    while words and _says_where(words[-1]):
        first -= len(words.pop()) + 1
    if first < start and not (len(words) > 1 and words[-1] in _JOINING and _says_where(words[-2].rstrip(","))):
        where = spell_american(text[first:start]).lower()
        concept = load_lexicon(_LEXICON).concept_of(where + _SPREAD) or where + _SPREAD
        return replace(mention, span=Span(offset + first, offset + end), concept=concept)
    place = _TO.match(text, end)
    if place is None:
        return mention
    told = place[1].split(" ")
    for length in range(len(told), 0, -1):
        ends = is_place(told[length - 1]) or told[length - 1] in _ENDS_PLACE
        if ends and not word_list("stops") & set(told[:length]):
            where = " ".join(told[:length])
            span = Span(offset + start, offset + place.start(1) + len(where))
            return replace(mention, span=span, concept=f"{_SPREAD} to the {spell_american(where)}")
    return mention


def _says_where(word: str) -> bool:
    low = word.lower()
    return low in word_list("places_before") or is_place(low) or low in word_list("places_of_spread")
