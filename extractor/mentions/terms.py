"""Finds the terms of the lexicons in a sentence, in every number and spelling, and those put together of two words.

A term of the form "weakness … limb" joins a mention of the lexicon `complaint` and one of the lexicon `body_part`:
"weakness and numbness of both lower limbs", "leg weakness", "the legs were weak" all give it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from rapidfuzz.distance import OSA
from spacy.tokens import Doc, Token

from extractor.case import Mention, MentionKind, Sentence
from extractor.guarded import compile_guarded
from extractor.lexicon import load_cues, load_lexicon
from extractor.mentions.language import Language
from extractor.stems import stem_of

# What a paper means by a short form (its tokens, a space between): lexicons and concepts, none if it is not of ours.
Abbreviations = Mapping[str, tuple[tuple[str, str], ...]]
Range = tuple[int, int]

JOIN = "…"
_PARTS = ("complaint", "body_part")
_JOINING = "symptom"
_MOST_FILLERS = 7
_PARTED = ([","], ["and"], ["with"], ["associated"], ["followed"], ["accompanied"])  # behind "back pain"
_PLACED = (["of"], ["in"], ["on"], ["at"], ["over"])  # so a complaint is led to its place
_NEAREST_PLACE = 4
_LONG_NAME = 8  # letters of a drug's name in which one may slip
_GAP = 3  # so many blanks are another patient's words
_POWER = compile_guarded(
    r"""
    \b(?:power|strength|MRC|force)\b [^.;:]{0,60}? \b(?P<after>[0-5])\s?[+-]?\s?/\s?5\b   # power was 3/5
    | \b(?:(?:dorsi|plantar)?flexion|extension|abduction|adduction|eversion|grip|BLE|LLE|RLE|BUE|LUE|RUE|quadriceps
        |iliopsoas|deltoid|biceps|triceps|hallucis)
        [^.;:\d]{0,40}? \b(?P<of>[0-5])\s?[+-]?\s?/\s?5\b   # flexion was 2/5
    | \b(?:power|strength) [^.;:\d]{0,60}? \bgrade\s(?P<grade>[0-5]|I{1,3}|IV)\b  # strength is grade 4
    | \b(?P<before>[0-5])\s?(?:[+-]|[-–]\s?[0-4])?\s?/\s?5 \s [^.;:]{0,20}? (?:power|strength)\b  # 2-3/5 strength
    """,
    re.IGNORECASE | re.VERBOSE,
)


_LOST_WEIGHT = compile_guarded(
    r"\b(?:lost|losing|loss of|fell by|dropped) (?:\s+\S+){0,3} \s*-?(?:kgs?|kilos?|kilogram(?:me)?s?|pounds|lbs?)\b",
    re.IGNORECASE | re.VERBOSE,
)
# What numbers say: "power was 3/5", "she lost six kilograms".
_FIGURES = ((_POWER, "limb weakness"), (_LOST_WEIGHT, "weight loss"))


def find_terms(sentence: Sentence, language: Language, abbreviations: Abbreviations | None = None) -> Iterator[Mention]:
    """Give every term in the sentence; of overlapping terms of one lexicon the longest."""
    doc = language.nlp.make_doc(sentence.text)
    kept = [token for token in doc if token.text != "-" and not (token.is_space and len(token) < _GAP)]
    if not kept:
        return
    words = [language.speller.fold(token.text) for token in kept]
    found = _match(doc, kept, words, language, abbreviations or {})
    complaints, places = (found.pop(name, {}) for name in _PARTS)
    joined = _join(complaints, places, words) if complaints and places else []
    plain = found.get(_JOINING, {})
    # "sleep-disordered breathing" is one thing, and neither the sleep nor the breathing that is disordered
    joined = [
        (start, end, plain.get((start, end), concept))
        for start, end, concept in joined
        if not any(a <= start and end <= b and end - start < b - a for a, b in plain)
    ]
    for range_ in [r for r in plain if _is_told(r, plain[r], [(a, b) for a, b, _ in joined], words)]:
        del plain[range_]
    chosen = [
        (start, end, lexicon, found[lexicon][start, end])
        for lexicon in found
        for start, end in _longest(found[lexicon])
    ]
    chosen.extend((start, end, _JOINING, concept) for start, end, concept in joined)
    chosen.extend(_unlisted(words, {at for start, end, *_ in chosen for at in range(start, end)}))
    for first, last, lexicon, concept in sorted(chosen):
        start, end = kept[first].idx, kept[last - 1].idx + len(kept[last - 1])
        yield Mention(MentionKind.TERM, sentence.at(start, end), concept, lexicon, sentence=sentence.index)
    for pattern, concept in _FIGURES:
        for match in pattern.finditer(sentence.text):
            if "5" not in match.groups():  # full power
                span = sentence.at(match.start(), match.end())
                yield Mention(MentionKind.TERM, span, concept, _JOINING, sentence=sentence.index)


def _match(
    doc: Doc, kept: Sequence[Token], words: list[str], language: Language, abbreviations: Abbreviations
) -> dict[str, dict[Range, str]]:
    """Give the concept of every range of words that is a term, by lexicon."""
    found: dict[str, dict[Range, str]] = {}
    for match, start, end in language.matcher(Doc(language.nlp.vocab, words=words)):
        lexicon, concept, exact = language.nlp.vocab.strings[match].split("|")
        text = doc[kept[start].i : kept[end - 1].i + 1].text.replace("-", "")
        if exact and end < len(kept) and kept[end].text.isdigit() and not kept[end - 1].whitespace_:
            continue  # "ETV6" is a gene, not an ETV
        if not exact or (text in (exact, exact + "s") and exact not in abbreviations):
            found.setdefault(lexicon, {})[start, end] = concept
    for short, meanings in abbreviations.items():
        size = len(short.split())
        for start in range(len(kept) - size + 1) if meanings else ():
            if " ".join(token.text for token in kept[start : start + size]) == short:
                for lexicon, concept in meanings:
                    found.setdefault(lexicon, {})[start, start + size] = concept
    return found


def _unlisted(words: Sequence[str], taken: Collection[int]) -> Iterator[tuple[int, int, str, str]]:
    """Give the words that tell by their ending that they name a drug or an operation, and that no term holds."""
    for at, word in enumerate(words):
        stem = stem_of(word)
        if stem is not None and at not in taken:
            yield at, at + 1, stem.lexicon, (_listed_like(word) or word) if stem.lexicon == "drug" else word


@lru_cache(maxsize=10_000)
def _listed_like(word: str) -> str | None:
    """Give the drug of the word list whose name a word slips by one letter, or by two that changed places."""
    drugs = _long_drugs()
    return next((drugs[d] for d in drugs if d[0] == word[0] and OSA.distance(word, d, score_cutoff=1) <= 1), None)


@cache
def _long_drugs() -> Mapping[str, str]:
    terms = load_lexicon("drug").terms
    return {term.term.lower(): term.concept for term in terms if len(term.term) >= _LONG_NAME and term.term.isalpha()}


def _is_told(plain: Range, concept: str, joined: Sequence[Range], words: Sequence[str]) -> bool:
    """Tell whether a joined term tells what one inside it does; a "painful mass in the axilla" is a mass too."""
    start, end = plain
    around = [(first, last) for first, last in joined if first <= start and end <= last]
    if not around or concept == "pain" or any(start < first < end for first, _ in joined):
        return bool(around)
    return any("painful" not in (words[first], words[last - 1]) for first, last in around)


def _longest(ranges: Iterable[Range]) -> Iterator[Range]:
    taken: set[int] = set()
    for start, end in sorted(ranges, key=lambda r: (r[0] - r[1], r[0])):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            yield start, end


def _join(
    complaints: Mapping[Range, str], places: Mapping[Range, str], words: Sequence[str]
) -> list[tuple[int, int, str]]:
    """Join complaints and places that stand together, in either order, with lists of both: "neck and arm pain"."""
    joins = load_joins()
    parts = {start: (end, True, complaints[start, end]) for start, end in _longest(complaints)}
    for start, end in _longest(places):
        parts.setdefault(start, (end, False, places[start, end]))
    place_ends = {end for end, is_complaint, _ in parts.values() if not is_complaint}
    joined: list[tuple[int, int, str]] = []
    for start, (end, is_complaint, concept) in parts.items():
        # "lower back pain, numbness in both legs", "back pain and weak legs": this pain has its place already
        placed = is_complaint and words[end : end + 1] in _PARTED and start in place_ends
        # "swelling of the gums, neck pain": these gums have their complaint
        placed |= not is_complaint and words[end : end + 1] == [","] and "of" in words[max(0, start - 3) : start]
        # "a sensation of weakness and worsening of …": the weakness is what is felt, and no sense is lost
        placed |= not is_complaint and words[end : end + 1] == ["of"] and parts.get(end + 1, (0, False, ""))[1]
        for stop, other in _others(end, is_complaint, parts, words) if not placed else ():
            pair = (concept, other) if is_complaint else (other, concept)
            if pair in joins:
                joined.append((start, stop, joins[pair]))
    return joined


def _others(
    at: int, is_complaint: bool, parts: Mapping[int, tuple[int, bool, str]], words: Sequence[str]
) -> Iterator[tuple[int, str]]:
    """Walk from a complaint to its places, or from a place to its complaints: where each ends, and its concept."""
    between = load_cues("joining")["between"]
    seen, fillers = False, 0
    while at < len(words) and fillers <= _MOST_FILLERS:
        if at in parts:
            end, complaint, concept = parts[at]
            if complaint == is_complaint and seen:
                return
            if complaint != is_complaint:
                if seen and is_complaint and end in parts and parts[end][1]:
                    return  # "pain in the neck and arm weakness": the arm belongs to the weakness
                if complaint and concept == "painful" and end in parts:
                    return  # "a neck mass and painful swallowing": it is the swallowing that hurts
                if seen and complaint and _has_place(end, parts, words):
                    return  # "low back pain, numbness in both legs": the numbness is in the legs
                seen = True
                yield end, concept
            at = end
        elif words[at] == "," and not is_complaint and at + 1 not in parts and words[at + 1 : at + 2] != ["and"]:
            return  # "enlarged hands and feet, bilateral knee pain"
        elif words[at : at + 2] == [",", "and"] and not seen and at + 2 not in parts:
            return  # "loss of weight, and a fecal sample"
        elif between.fullmatch(words[at]):
            fillers += 1
            at += 1
        else:
            return


def _has_place(at: int, parts: Mapping[int, tuple[int, bool, str]], words: Sequence[str]) -> bool:
    """Tell whether the complaint that ends at a word is followed by a place of its own: "weakness of the legs"."""
    if words[at : at + 1] not in _PLACED:
        return False
    return any(start in parts and not parts[start][1] for start in range(at + 1, at + 1 + _NEAREST_PLACE))


@cache
def load_joins() -> Mapping[tuple[str, str], str]:
    """Read the terms of two parts: by complaint and place, the concept."""
    joins: dict[tuple[str, str], str] = {}
    for term in load_lexicon(_JOINING).terms:
        complaint, mark, place = term.term.partition(f" {JOIN} ")
        if mark:
            joins[complaint, place] = term.concept
    return joins
