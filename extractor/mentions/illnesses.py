"""Names illnesses that no word list has, by how their names are built: sentence and its terms → terms and names.

A name ends in a noun that is an illness by itself ("adamantinoma") or with the words around it ("lumbar hernia"), or
stands where only a name can: "diagnosed with foreign accent syndrome". A listed term stays where it covers the whole
name; a general one in it gives way. The concept is the name as printed, without words of degree, side and time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from extractor.case import Mention, MentionKind, Sentence, Source
from extractor.lexicon import load_cues, load_lexicon, load_lists
from extractor.mentions.spelling import fold_word, spell_american

_LEXICON = "disease"
_TOKEN = re.compile(r"[^\W_](?:[\w'’]|[-–/](?=\w))*|[^\w\s]")
_SPACE = frozenset({"", " "})
_MOST_BEFORE, _MOST_BEHIND, _MOST_WORDS = 5, 5, 8
_SHORT_FORM = re.compile(r"[A-Z][A-Za-z0-9-]{0,2}[A-Z][A-Za-z0-9-]{0,3}")
_TYPE = re.compile(r" types? ?-?(?:\d{1,2}[a-dA-D]?|[IVX]{1,4}[abAB]?)(?![\w-])")
_STAGE = re.compile(r"[cypr]{0,2}t(?:is|[0-4])[a-d]?(?:n[0-3x][a-d]?)?(?:m[01x][a-c]?)?")
_GENUS = re.compile(r"[A-Z]\. ?")
_LEVEL = re.compile(r"[ctls]?\d")
_AGE = re.compile(r"\d|-old\b", re.IGNORECASE)
_CUT_OFF = re.compile(r"\s(?:and|or)\b|,\s(?:an?|the|who|whose|aged|\d)\b|['’]s\b", re.IGNORECASE)
_SHORT_BEHIND = re.compile(
    r"\b(?:man|woman|male|female|boy|girl|patient|child|infant|gentleman|lady|suffering from|diagnosed) (?:with )?"
    r"([A-Z][A-Za-z]?[A-Z]{1,4})(?![\w-]| (?:scan|score|stag|grade|class|imag))"
)
_SHORT_BEFORE = re.compile(r"(?<![\w-])([A-Z][A-Za-z]?[A-Z]{1,4}) (?:was|were) (?:finally |then )?diagnosed\b")
_BEFORE_NAMES = frozenset({"a", "an", "the", "have", "having", "be", '"', "“"})
_LONG = 8  # letters of a lone word that is no small word
_PLACE_LEADS = frozenset({"the", "left", "right", "both", "her", "his", "a", "an"})
_ADJECTIVE = re.compile(r"(?:al|ic|ous|ive|ary|ed|oid|ar|ine|ate|ant|ent|ory|ing|ile|able|ible|ute|type|form|osed|y)$")


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int

    @property
    def low(self) -> str:
        return self.text.lower()


@dataclass(frozen=True, slots=True)
class _Name:
    """Words of a sentence that name an illness, half open, and the ones of its head and of its core."""

    first: int
    head: int
    last: int


def name_illnesses(sentence: Sentence, terms: Sequence[Mention], long_forms: Mapping[str, str]) -> list[Mention]:
    """Give the terms, and the illnesses that are named in the sentence beyond them; `long_forms` by short form."""
    words = [_Word(m[0], m.start(), m.end()) for m in _TOKEN.finditer(sentence.text)]
    kept = list(terms)
    for name in _find_names(sentence.text, words, kept, sentence.span.start):
        start, end = words[name.first].start, words[name.last - 1].end
        behind = _TYPE.match(sentence.text, end)
        end = end if behind is None else behind.end()
        concept = _concept(sentence.text, words, name, start, end, long_forms)
        span = sentence.at(start, end)
        kept = [t for t in kept if not (t.lexicon == _LEXICON and span.contains(t.span))]
        kept.append(Mention(MentionKind.TERM, span, concept, _LEXICON, sentence=sentence.index, source=Source.RULE))
    return kept


def _find_names(text: str, words: Sequence[_Word], terms: Sequence[Mention], offset: int) -> Iterator[_Name]:
    """Give the names from left to right, without those that a listed term covers."""
    end = 0
    for name in sorted((*_by_head(text, words), *_by_place(text, words)), key=lambda n: (n.first, -n.last)):
        if name.first < end or _is_listed(words, name, terms, offset):
            continue
        end = name.last
        yield name


def _by_head(text: str, words: Sequence[_Word]) -> Iterator[_Name]:
    for at, word in enumerate(words):
        kind = _kind_of_head(word.low)
        if kind is None or _goes_on(text, words, at):
            continue
        first = _walk_back(text, words, at)
        single = fold_word(word.low)
        last = at + 1 if single in _list("without_place") else _walk_behind(text, words, at + 1)
        core = range(first, at)
        if kind == "head" and last == at + 1 and not any(_is_telling(words[i].low) for i in core):
            continue
        if single in _list("only_with_heads") and not any(words[i].low in _list("only_with") for i in core):
            continue
        yield _Name(_with_genus(text, words, _skip_weak(words, first, at), at), at, last)


def _by_place(text: str, words: Sequence[_Word]) -> Iterator[_Name]:
    """Give what stands where only the name of an illness can: behind "diagnosed with", before "was diagnosed"."""
    starts = {word.start: number for number, word in enumerate(words)}
    for cue in load_cues("illness_names")["names"].finditer(text):
        at = starts.get(cue.end() + 1)
        while at is not None and at < len(words) and words[at].low in _BEFORE_NAMES:
            at += 1
        if at is not None and at < len(words):
            yield from _name_at(text, words, at, cue[0].lower().endswith("of"))
    for pattern in (_SHORT_BEHIND, _SHORT_BEFORE):
        for short in pattern.finditer(text):
            at = starts.get(short.start(1))
            if at is not None and words[at].low not in _list("no_name"):
                yield _Name(at, at, at + 1)


def _name_at(text: str, words: Sequence[_Word], at: int, of: bool) -> Iterator[_Name]:
    """Give the name that begins at a word and goes on to the next small word or comma."""
    last = at
    while last < len(words) and last - at < _MOST_WORDS and _is_inside(words[last]):
        if last > at and not _joined(text, words, last - 1):
            break
        last += 1
    head = last - 1
    if last == at or {words[head].low, words[at].low} & _list("no_name") or not _is_content(words[head].low):
        return
    if _AGE.search(text, words[at].start, words[head].end):
        return
    if of and _kind_of_head(words[head].low) is None and _CUT_OFF.match(text, words[head].end):
        return  # "a case of renal vein and inferior vena cava thrombosis", "the case of FG, a patient"
    first, end = _skip_weak(words, at, head), _walk_behind(text, words, last)
    if first < head or end > last or _can_stand_alone(words[head].text, of):
        yield _Name(first, head, end)


def _goes_on(text: str, words: Sequence[_Word], at: int) -> bool:
    """Tell "cyst excision" and "tuberculosis antibodies", where the word only leads to another noun."""
    if at + 1 >= len(words) or not _joined(text, words, at):
        return False
    behind = words[at + 1]
    if text[words[at].end : behind.start] == "" and behind.text == "-":
        return True  # "gastroenteritis-like"
    return _is_inside(behind) and behind.low not in _list("of_a_kind") and not behind.low.endswith("ed")


def _walk_back(text: str, words: Sequence[_Word], at: int) -> int:
    first = at
    while first > 0 and at - first < _MOST_BEFORE and _joined(text, words, first - 1) and _is_inside(words[first - 1]):
        first -= 1
    return first


def _walk_behind(text: str, words: Sequence[_Word], last: int) -> int:
    """Take "of the splenic flexure" in."""
    if last + 1 >= len(words) or words[last].low != "of" or not _joined(text, words, last - 1):
        return last
    at = last + 1
    while at < len(words) and words[at].low in _PLACE_LEADS:
        at += 1
    end = at
    while end < len(words) and end - at < _MOST_BEHIND and _is_inside(words[end]) and _joined(text, words, end - 1):
        end += 1
    told = [word.low for word in words[at:end]]
    if not told or any(word in _list("no_name") or _LEVEL.match(word) is not None for word in told):
        return last
    return last if _ADJECTIVE.search(told[-1]) or told[-1].endswith("erior") else end  # "of the anterior and …"


def _skip_weak(words: Sequence[_Word], first: int, head: int) -> int:
    while first < head and not _is_content(words[first].low) and words[first + 1].low != "cell":
        first += 1
    return first  # of the "small" in "small cell carcinoma" as well


def _with_genus(text: str, words: Sequence[_Word], first: int, head: int) -> int:
    """Take the "P." of "P. marneffei infection" in."""
    if not 2 <= first < head or words[first - 1].text != "." or not words[first].text.islower():
        return first
    genus = text[words[first - 2].start : words[first].start]
    return first - 2 if _GENUS.fullmatch(genus) is not None else first


def _joined(text: str, words: Sequence[_Word], at: int) -> bool:
    return text[words[at].end : words[at + 1].start] in _SPACE


def _is_inside(word: _Word) -> bool:
    """Tell whether a name may go on across the word."""
    low = word.low
    if not low[0].isalnum() or low in _list("stops"):
        return False
    if low.endswith("ing") and low not in _list("kept_ing"):
        return False
    return not (low[0].isdigit() or low.endswith("ly"))


def _is_content(low: str) -> bool:
    return low not in _list("weak") and not low.isdigit() and _STAGE.fullmatch(low) is None


def _is_telling(low: str) -> bool:
    """Tell whether a word before a general noun says which illness it is."""
    return _is_content(low) and low not in _list("vague") and not low.endswith("-like")


def _can_stand_alone(text: str, of: bool) -> bool:
    if _kind_of_head(text.lower()) == "ending" or _SHORT_FORM.fullmatch(text) is not None:
        return True
    return not of and text.islower() and len(text) >= _LONG


def _is_listed(words: Sequence[_Word], name: _Name, terms: Sequence[Mention], offset: int) -> bool:
    """Tell whether a word list knows the name, not only a general word in it, or has something else at its head."""
    first, head, last = words[name.first], words[name.head], words[name.last - 1]
    core = next((w for w in words[name.first : name.head] if _is_telling(w.low)), head)
    for term in terms:
        start, end = term.span.start - offset, term.span.end - offset
        if term.kind is not MentionKind.TERM or end <= first.start or start >= last.end:
            continue
        if term.lexicon != _LEXICON:
            if start <= head.start < end and term.lexicon in _OTHERS:
                return True
            continue
        general = start == head.start and fold_word(term.concept) == fold_word(head.text)
        placed = general and last is not head and _kind_of_head(head.low) == "head"  # "fracture of the patella"
        covers = start <= core.start and end >= head.end and not placed
        if covers or start < first.start or end > last.end or (not general and start <= head.start < end):
            return True
    return False


# What these lists have at the head of a name is a complaint, a finding or a drug.
_OTHERS = frozenset({"symptom", "pathology", "treatment", "drug", "outcome", "exclusion_finding", "organ_finding"})


def _concept(
    text: str, words: Sequence[_Word], name: _Name, start: int, end: int, long_forms: Mapping[str, str]
) -> str:
    printed = spell_american(re.sub(r"\s+", " ", text[start:end]).strip())
    told = long_forms.get(printed, _short_names().get(printed, printed))
    listed = load_lexicon(_LEXICON).concept_of(told)
    if told != printed or listed is not None:
        return listed or told
    parts = printed.split(" ")
    if start == 0 or not text[:start].strip():
        parts[0] = _lower_start(parts[0])
    number = len(text[start : words[name.head].start].split())
    if number < len(parts):
        parts[number] = _singular(parts[number])
    named = " ".join(p.lower() if p[1:].islower() and _kind_of_head(p.lower()) is not None else p for p in parts)
    return load_lexicon(_LEXICON).concept_of(named) or named


def _lower_start(word: str) -> str:
    return word.lower() if word[1:].islower() and (_ADJECTIVE.search(word) or _kind_of_head(word.lower())) else word


def _singular(word: str) -> str:
    low = word.lower()
    if not word[-2:].islower():
        return word[:-1] if word[-1] == "s" else word  # "RCCs"
    if low.endswith("ses") and low[:-2] + "is" != low and _kind_of_head(low[:-2] + "is"):
        return word[:-2] + "is"
    if low.endswith("ies"):
        return word[:-3] + "y"
    if low.endswith(("sses", "xes")):
        return word[:-2]
    return word[:-1] if low.endswith("s") and not low.endswith(("ss", "us", "is", "ans", "ens")) else word


@lru_cache(maxsize=50_000)
def _kind_of_head(low: str) -> str | None:
    folded = fold_word(low)
    last = folded.rpartition("-")[2]
    if folded in _list("heads") or last in _list("heads"):
        return "head"
    if last in _list("no_illness"):
        return None
    return "ending" if len(last) > _SHORTEST and last.endswith(_endings()) else None


_SHORTEST = 5


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(load_lists("illness_names")[name])


@cache
def _short_names() -> Mapping[str, str]:
    """Give what a short form means where only an illness can stand: "diagnosed with MS"."""
    entries = (entry.partition(" ") for entry in load_lists("illness_names")["short_names"])
    return {short: name for short, _, name in entries}


@cache
def _endings() -> tuple[str, ...]:
    return load_lists("illness_names")["endings"]
