"""Names of illnesses that are known by where they stand: "diagnosed with …", "a man with PXE", "… was diagnosed"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from extractor.guarded import compile_guarded
from extractor.lexicon import load_cues, load_lexicon
from extractor.mentions.illness_words import (
    Name,
    Word,
    goes_on,
    is_content,
    is_inside,
    is_telling,
    joined,
    kind_of_head,
    short_names,
    skip_weak,
    walk_behind,
    word_list,
)
from extractor.mentions.spelling import fold_word

_MOST_WORDS = 8
_SHORT_FORM = re.compile(r"[a-z]?[A-Z][A-Za-z0-9-]{0,3}[A-Z][A-Za-z0-9-]{0,4}")
_AGE = re.compile(r"(?<![A-Z])\d|[a-z]\d|-old\b")
_CUT_OFF = re.compile(r"\s(?:and|or)\b|,\s(?:an?|the|who|whose|aged|\d)\b|['’]s\b", re.IGNORECASE)
_SHORT_BEHIND = compile_guarded(
    r"\b(?:man|woman|male|female|boy|girl|patient|child|infant|gentleman|lady|suffering from|diagnosed) (?:with )?"
    r"([A-Z][A-Za-z]?[A-Z]{1,4})(?![\w-]| (?:scan|score|stag|grade|class|imag))"
)
_DIAGNOSED = compile_guarded(r"\bdiagnosed \w+ly (?:with|as having|as|to have)\b")
_SHORT_BEFORE = compile_guarded(
    r"(?<![\w-])([A-Z][A-Za-z]?[A-Z]{1,4})(?: of the [a-z]+(?: [a-z]+)?)? (?:was|were) (?:finally |then )?diagnosed\b"
)
# "a diagnosis of pulp necrosis and calcific metamorphosis was made"
_BOTH_MADE = re.compile(
    r"\s(?:was|were)\s(?:\w+ly\s|then\s)?(?:made|established|reached|confirmed|suggested|proposed)\b"
)
# A short form that need not be explained where an illness must stand: "aHUS", "NF1", "L-2-HGA", "11β-OHD"
_TOLD_SHORT = re.compile(r"(?:[A-Za-z0-9β]{1,3}-)*[a-z]?[A-Z][A-Za-z]{0,3}[A-Z]{1,4}(?:[1-4](?![0-9]))?[a-d]?s?")
# Behind these one stands: a diagnosis, or what tissue was.
_MADE = re.compile(
    r"\b(?:diagnos(?:is|es) (?:of|was|is|as|to be)|diagnosed (?:with|as|as having|to have|to be)|we diagnosed"
    r"|case of|cases of|suffering from|suffers from|suffered from)$",
    re.IGNORECASE,
)
_TISSUE_SAID = re.compile(
    r"\b(?:revealed|showed|confirmed|confirming|disclosed|demonstrated|proved|(?:consistent|compatible|in keeping) with"
    r"|suggestive of|diagnosis of|to be|features of|was|as)$",
    re.IGNORECASE,
)
_MOST_LEADING = 4
_GENUS_BEHIND = re.compile(r" [A-Z]\. ?[a-z]")  # "culture-confirmed M. haemophilum osteomyelitis"
_BEHIND_SHORT = re.compile(
    r"[.,;:()]|$|\s(?:of|in|with|and|was|were|is|on|at|by|from|based|involving|arising|without|who|which|that|or|after|according|due|has|had|invading|for|[(–-])"
)
_BEFORE_NAMES = frozenset({"a", "an", "the", "have", "having", "be", '"', "“"})
_LONG = 8  # letters of a lone word that is no small word
_BARE_ADJECTIVE = re.compile(r"(?:ic|al|ous|ed|ive|ary|ible|able|[uie]lar)$")
_OF_PLACE = re.compile(r"(?:al|ic|ous|ary|oid|ar|ine|type|form|y)$")
_MOST_SHORT_LEADS = 3


def find_by_place(text: str, words: Sequence[Word]) -> Iterator[Name]:
    """Give what stands where only the name of an illness can: behind "diagnosed with", before "was diagnosed"."""
    starts = {word.start: number for number, word in enumerate(words)}
    for cue in (*load_cues("illness_names")["names"].finditer(text), *_DIAGNOSED.finditer(text)):
        at = starts.get(cue.end() + 1)
        while at is not None and at < len(words) and words[at].low in _BEFORE_NAMES:
            at += 1
        if at is not None and at < len(words):
            yield from _names_from(text, words, at, cue[0].lower().endswith("of"))
    for pattern in (_SHORT_BEHIND, _SHORT_BEFORE):
        for short in pattern.finditer(text):
            at = starts.get(short.start(1))
            if at is not None and words[at].low not in word_list("no_name") | word_list("parts_short"):
                yield Name(at, at, at + 1, told=True)


def find_short_forms(text: str, words: Sequence[Word], long_forms: Mapping[str, str]) -> Iterator[Name]:
    """Give the short forms that the paper explains as illnesses, and known ones behind "with" and "history of"."""
    explained = {short for short, long in long_forms.items() if is_illness(long)}
    for at, word in enumerate(words):
        if word.text in explained:
            if not goes_on(text, words, at):
                yield Name(at, at, at + 1, told=True)
        elif word.text in short_names() and word.text not in long_forms and not goes_on(text, words, at):
            first = at
            while first > 0 and at - first < _MOST_SHORT_LEADS and words[first - 1].low in word_list("before_short"):
                first -= 1
            if first > 0 and joined(text, words, first - 1) and _leads_in(words, first - 1):
                yield Name(at, at, at + 1, told=True)


def find_told_short(text: str, words: Sequence[Word], long_forms: Mapping[str, str]) -> Iterator[Name]:
    """Give short forms that nobody explains where only an illness can stand: "the diagnosis of EPS"."""
    tissue: int | None = None
    for at, word in enumerate(words):
        if _TOLD_SHORT.fullmatch(word.text) is None or word.low in word_list("no_name") | _no_short():
            continue
        if word.text in long_forms and not is_illness(long_forms[word.text]):
            continue
        if _BEHIND_SHORT.match(text, word.end) is None:
            continue
        first = at
        while first > 0 and at - first <= _MOST_LEADING and joined(text, words, first - 1):
            if not is_inside(words[first - 1]) and words[first - 1].low not in _BEFORE_NAMES:
                break
            first -= 1
        before = text[: words[first].start].rstrip() if first else ""
        if not before:
            continue
        if tissue is None:
            cue = load_cues("findings")["under_the_microscope"].search(text)
            tissue = len(text) if cue is None else cue.end()
        if _MADE.search(before) is not None or (tissue < word.start and _TISSUE_SAID.search(before) is not None):
            yield Name(at, at, at + 1, told=True)


def _leads_in(words: Sequence[Word], at: int) -> bool:
    if words[at].low == "of":
        return at > 0 and words[at - 1].low in word_list("of_short")
    return words[at].low in word_list("leads_to_short")


def is_illness(long: str) -> bool:
    """Tell whether the long form of a short one is the name of an illness."""
    words = long.split()
    if {"for", "and"} & set(words):
        return False  # "Centre for Rare Diseases"
    kind = kind_of_head(words[-1].lower())
    return kind == "ending" or (kind == "head" and len(words) > 1 and words[-1].lower() not in _weak_heads())


def _names_from(text: str, words: Sequence[Word], at: int, of: bool) -> Iterator[Name]:
    """Give the name at a word, and a second one where a diagnosis is made of both."""
    name = _name_at(text, words, at, of)
    if name is None:
        return
    yield name
    behind = name.last + 1
    if of and behind < len(words) and words[name.last].low == "and":
        other = _name_at(text, words, behind, of)
        if other is not None and other.first < other.head and _BOTH_MADE.match(text, words[other.last - 1].end):
            yield other


def _name_at(text: str, words: Sequence[Word], at: int, of: bool) -> Name | None:
    """Give the name that begins at a word and goes on to the next small word or comma."""
    last = at
    while last < len(words) and last - at < _MOST_WORDS and is_inside(words[last]):
        if last > at and not joined(text, words, last - 1):
            break
        last += 1
    last = _cut_behind(words, at, last)
    head = last - 1
    if last == at or {words[head].low, words[at].low} & word_list("no_name") or not is_content(words[head].low):
        return None
    if _AGE.search(text, words[at].start, words[head].end) or _GENUS_BEHIND.match(text, words[head].end - 2):
        return None
    kind = kind_of_head(words[head].low)
    if kind is None and _is_no_head(text, words, at, last):
        return None
    if of and kind is None and _CUT_OFF.match(text, words[head].end) and not _stands_whole(text, words, at, head):
        return None  # "a case of renal vein and inferior vena cava thrombosis", "the case of FG, a patient"
    first, end = skip_weak(words, at, head), walk_behind(text, words, last)
    if first < head or end > last or _can_stand_alone(words[head].text, of):
        return Name(first, head, end, told=True)
    return None


def _cut_behind(words: Sequence[Word], at: int, last: int) -> int:
    """Cut what is said of the name behind it: "hibernoma metastatic to the lung", "syndrome characterized by …"."""
    while last > at + 1 and kind_of_head(words[last - 1].low) is None and words[last - 1].low.endswith("ed"):
        last -= 1
    if last > at + 1 and kind_of_head(words[last - 1].low) is None and _BARE_ADJECTIVE.search(words[last - 1].text):
        return max((i + 1 for i in range(at, last - 1) if kind_of_head(words[i].low) is not None), default=last)
    return last


def _is_no_head(text: str, words: Sequence[Word], at: int, last: int) -> bool:
    """Tell what leads to a noun of no illness, "sigmoid colon lesion", and what is only a place or an adjective."""
    head = words[last - 1]
    if last < len(words) and joined(text, words, last - 1) and words[last].low in word_list("nouns_behind"):
        return True
    if _BARE_ADJECTIVE.search(head.text) is not None or head.low in word_list("no_told_head"):
        return True
    return is_place(head.low) and all(
        is_place(word.low) or not is_telling(word.low) or _OF_PLACE.search(word.low) for word in words[at : last - 1]
    )


def _stands_whole(text: str, words: Sequence[Word], at: int, head: int) -> bool:
    """Tell what has all its words before an "and": "pulp necrosis and …", but "renal vein and … thrombosis"."""
    if text[words[head].end : words[head].end + 4] != " and" or is_place(words[head].low):
        return False
    if words[head].text.isupper():
        return _SHORT_FORM.fullmatch(words[head].text) is not None and len(words[head].text) > 2
    return head > at and len(words[head].low) >= _LONG


def _can_stand_alone(text: str, of: bool) -> bool:
    if kind_of_head(text.lower()) == "ending" or _SHORT_FORM.fullmatch(text) is not None:
        return True
    return not of and text.islower() and len(text) >= _LONG


@cache
def _places() -> frozenset[str]:
    """Give the words that name parts of the body: the last ones of the terms of two word lists."""
    terms = (term.term for name in ("organ", "body_part") for term in load_lexicon(name).terms)
    return frozenset(fold_word(term.rpartition(" ")[2]) for term in terms)


def is_place(low: str) -> bool:
    """Tell a word that names a part of the body."""
    folded = fold_word(low)
    return folded in _places() and kind_of_head(low) is None and folded not in word_list("no_illness")


@cache
def _no_short() -> frozenset[str]:
    return word_list("no_short") | word_list("parts_short")


@cache
def _weak_heads() -> frozenset[str]:
    """Give heads whose short forms mean something else as often: "adverse reaction (AR)" is no name."""
    return frozenset(
        {"reaction", "injury", "duct", "body", "crisis", "leak", "occlusion", "stone", "malignancy", "failure"}
    )
