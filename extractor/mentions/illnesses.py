"""Names illnesses that no word list has, by how their names are built: sentence and its terms → terms and names.

A name ends in a noun that is an illness by itself ("adamantinoma") or with the words around it ("lumbar hernia"), or
stands where only a name can: "diagnosed with foreign accent syndrome". A listed term stays where it covers the whole
name; a general one in it gives way. The concept is the name as printed, without words of degree, side and time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from extractor.case import Mention, MentionKind, Sentence, Source
from extractor.lexicon import load_lexicon
from extractor.mentions.framed_short import find_framed_short
from extractor.mentions.illness_places import find_by_place, find_short_forms, find_told_short, is_place
from extractor.mentions.illness_words import (
    ADJECTIVE,
    TOKEN,
    Name,
    Word,
    belongs,
    goes_on,
    is_epithet,
    is_telling,
    kind_of_head,
    short_names,
    skip_weak,
    walk_back,
    walk_behind,
    with_genus,
    word_list,
)
from extractor.mentions.made_names import find_brought_on, find_made_names
from extractor.mentions.spelling import fold_word, spell_american

_LEXICON = "disease"
# "SCA 31", "MEN 1": the number behind a short form
_NUMBERED = re.compile(r" \d{1,2}[AB]?(?=[.,;:)]|$| (?:was|is|and|with|in|who|patients?|mutation)\b)")
_TYPE = re.compile(r" types? ?-?(?:\d{1,2}[a-dA-D]?|[IVX]{1,4}[abAB]?)(?![\w-])")
# "infection with Strongyloides stercoralis", "infestation by Lucilia", "infection due to Zika virus"
_ORGANISM = re.compile(
    r" (?:with|by|due to|caused by) (?:an? |the )?"
    r"((?:[A-Z][a-z]+|[A-Z]\.) [a-z]{4,}(?<!ed)(?<!ing)\b|(?:[A-Za-z-]+ ){1,2}virus\b"
    r"|[A-Z]{2,4}V(?:-\d)?(?: and [A-Z]{2,4}V)?(?![\w-]))"
)
_OF_GENUS = re.compile(r"(?:[A-Z]\.|Mycobacterium) [a-z]+ [a-z]")
_CUT_OUT = re.compile(r"(?<= )(?:excised|resected|removed) ")
_HIS = re.compile(r" of (?:his|her) (?:left |right )?")
_LONE_MARK = re.compile(r"(?<!s)['’](?= )")
_OPENED = re.compile(r"(?:^| )['’]")
_LEVELS = re.compile(r"[ctls]\d{1,2}(?:[-–/][ctls]?\d{1,2})?")
_BY_ORGANISM = frozenset({"infection", "infestation", "coinfection", "superinfection", "bacteremia", "sepsis"})


def name_illnesses(sentence: Sentence, terms: Sequence[Mention], long_forms: Mapping[str, str]) -> list[Mention]:
    """Give the terms, and the illnesses that are named in the sentence beyond them; `long_forms` by short form."""
    words = [Word(m[0], m.start(), m.end()) for m in TOKEN.finditer(sentence.text)]
    kept = list(terms)
    for name in _find_names(sentence, words, kept, long_forms):
        start, end = words[name.first].start, words[name.last - 1].end
        behind = _TYPE.match(sentence.text, end)
        if behind is None and name.told and name.last == name.first + 1 and words[name.first].text.isupper():
            behind = _NUMBERED.match(sentence.text, end)
        end = end if behind is None else behind.end()
        concept = _concept(sentence.text, words, name, start, end, long_forms)
        span = sentence.at(start, end)
        kept = [t for t in kept if not (t.lexicon == _LEXICON and span.contains(t.span))]
        kept.append(Mention(MentionKind.TERM, span, concept, _LEXICON, sentence=sentence.index, source=Source.RULE))
    return kept


def _find_names(
    sentence: Sentence, words: Sequence[Word], terms: Sequence[Mention], long_forms: Mapping[str, str]
) -> Iterator[Name]:
    """Give the names from left to right, without those that a listed term covers."""
    text = sentence.text
    found = (
        *_by_head(text, words),
        *find_by_place(text, words),
        *find_short_forms(text, words, long_forms),
        *find_told_short(text, words, long_forms),
        *find_framed_short(text, words, long_forms),
        *find_made_names(text, words),
        *find_brought_on(text, words, terms, sentence.span.start),
    )
    end = 0
    for name in sorted(found, key=lambda n: (n.first, -n.last)):
        if name.first < end or _is_listed(words, name, terms, sentence.span.start):
            continue
        end = name.last
        yield name


def _by_head(text: str, words: Sequence[Word]) -> Iterator[Name]:
    for at, word in enumerate(words):
        kind = kind_of_head(word.low)
        if kind is None or goes_on(text, words, at) or is_epithet(text, words, at):
            continue
        first = walk_back(text, words, at)
        single = fold_word(word.low)
        last = at + 1 if single in word_list("without_place") else walk_behind(text, words, at + 1)
        last = _to_organism(text, words, at, single) or last
        core = range(first, at)
        if kind == "head" and last == at + 1 and not any(is_telling(words[i].low) for i in core):
            continue
        if not belongs(single, words[first:at]):
            continue
        yield Name(with_genus(text, words, skip_weak(words, first, at), at), at, last)


def _to_organism(text: str, words: Sequence[Word], at: int, head: str) -> int | None:
    """Give the word behind the organism of "infection with Strongyloides stercoralis"."""
    organism = _ORGANISM.match(text, words[at].end) if head in _BY_ORGANISM else None
    if organism is None:
        return None
    return next((i + 1 for i in range(at, len(words)) if words[i].end >= organism.end()), None)


def _is_listed(words: Sequence[Word], name: Name, terms: Sequence[Mention], offset: int) -> bool:
    """Tell whether a word list knows the name, not only a general word in it, or has something else at its head."""
    first, head, last = words[name.first], words[name.head], words[name.last - 1]
    core = next((w for w in words[name.first : name.head] if is_telling(w.low)), head)
    for term in terms:
        start, end = term.span.start - offset, term.span.end - offset
        if term.kind is not MentionKind.TERM or end <= first.start or start >= last.end:
            continue
        if term.lexicon != _LEXICON:
            if name.sure:
                continue
            if start <= head.start < end and term.lexicon in _OTHERS and not _gives_way(term, name, core, head):
                return True
            continue
        part = _is_part(head, start, end)
        general = part or (start == head.start and fold_word(term.concept) == fold_word(head.text))
        placed = general and last is not head and kind_of_head(head.low) == "head"  # "fracture of the patella"
        covers = start <= core.start and end >= head.end and not placed
        if covers or start < first.start or end > last.end or (not general and start <= head.start < end):
            return True
    return False


def _is_part(head: Word, start: int, end: int) -> bool:
    """Tell "fracture" in "fracture-dislocation", but not the short form in "ALL-L1"."""
    whole = head.end - head.start
    return "-" in head.text and head.start <= start and end - start < whole and kind_of_head(head.low) is not None


# What these lists have at the head of a name is a complaint, a finding or a drug.
_OTHERS = frozenset({"symptom", "pathology", "treatment", "drug", "outcome", "exclusion_finding", "organ_finding"})
_TREATMENTS = frozenset({"treatment", "drug", "outcome"})


def _gives_way(term: Mention, name: Name, core: Word, head: Word) -> bool:
    """Tell whether the term is only the general word at the head of a name that says which: "endobronchial abscess"."""
    if (
        core is head
        or _LEVELS.fullmatch(core.low)
        or term.lexicon in _TREATMENTS
        or len(term.span) != head.end - head.start
    ):
        return False
    folded = fold_word(head.low)
    if folded in word_list("general_heads") or (term.lexicon == "symptom" and _is_illness_too(folded)):
        return True
    if folded in word_list("placed_heads"):
        return is_place(core.low) or core.low in word_list("places_before")
    known = kind_of_head(head.low) is not None or folded in word_list("no_illness") | word_list("told_complaints")
    return name.told and known


def _is_illness_too(folded: str) -> bool:
    """Tell a complaint that is an illness by its ending, "lamellar keratitis", from "pain" and "swelling"."""
    return kind_of_head(folded) == "ending" and load_lexicon(_LEXICON).concept_of(folded) is not None


def _concept(text: str, words: Sequence[Word], name: Name, start: int, end: int, long_forms: Mapping[str, str]) -> str:
    printed = _tidy(spell_american(re.sub(r"\s+", " ", text[start:end]).strip()))
    if _OF_GENUS.match(text, start) is not None:  # "M. haemophilum": no word of the language
        printed = " ".join((*text[start:end].split()[:2], *printed.split(" ")[2:]))
    organism = _ORGANISM.search(printed)
    if organism is not None:
        printed = f"{organism[1]} {printed[: organism.start()]}"
    told = long_forms.get(printed, short_names().get(printed, printed))
    listed = load_lexicon(_LEXICON).concept_of(told)
    if told != printed or listed is not None or organism is not None:
        return listed or told
    parts = printed.split(" ")
    if start == 0 or not text[:start].strip():
        parts[0] = _lower_start(parts[0])
    number = len(text[start : words[name.head].start].split())
    if number < len(parts):
        parts[number] = _singular(parts[number])
    named = " ".join(p.lower() if p[1:].islower() and kind_of_head(p.lower()) is not None else p for p in parts)
    return load_lexicon(_LEXICON).concept_of(named) or named


def _tidy(printed: str) -> str:
    """Take the patient out of "stenosis of his left vein", and a lone mark out of "task-specific' dystonia"."""
    printed = _CUT_OUT.sub("", _HIS.sub(" of the ", printed))
    return _LONE_MARK.sub("", printed) if not _OPENED.search(printed) else printed


def _lower_start(word: str) -> str:
    return word.lower() if word[1:].islower() and (ADJECTIVE.search(word) or kind_of_head(word.lower())) else word


_NO_PLURAL = frozenset({"scabies", "rabies", "caries"})


def _singular(word: str) -> str:
    low = word.lower()
    if not word[-2:].islower():
        return word[:-1] if word[-1] == "s" else word  # "RCCs"
    if low.endswith("ses") and low[:-2] + "is" != low and kind_of_head(low[:-2] + "is"):
        return word[:-2] + "is"
    if low.endswith(("la", "itides", "omata")) and kind_of_head(low) is not None:
        return fold_word(low)  # "diverticula"
    if low.endswith("varices"):
        return word[:-4] + "ix"
    if low.endswith("ies"):
        return word if low in _NO_PLURAL else word[:-3] + "y"
    if low.endswith(("sses", "xes")):
        return word[:-2]
    return word[:-1] if low.endswith("s") and not low.endswith(("ss", "us", "is", "ans", "ens")) else word
