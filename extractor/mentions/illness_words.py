"""The words of which names of illnesses are built, and how far a name goes on to either side."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from extractor.lexicon import load_lists, load_words
from extractor.mentions.spelling import fold_word

TOKEN = re.compile(r"[^\W_](?:[\w'’]|[-–/](?=\w))*|[^\w\s]")
ADJECTIVE = re.compile(r"(?:al|ic|ous|ive|ary|ed|oid|ar|ine|ate|ant|ent|ory|ing|ile|able|ible|ute|type|form|osed|y)$")
_SPACE = frozenset({"", " "})
_MOST_BEFORE, _MOST_BEHIND = 5, 5
_STAGE = re.compile(r"[cypr]{0,2}t(?:is|[0-4])[a-d]?(?:n[0-3x][a-d]?)?(?:m[01x][a-c]?)?")
_GENUS = re.compile(r"[A-Z]\. ?")
_LEVEL = re.compile(r"[ctls]?\d")
_LOCUS = re.compile(r"\d{1,2}[pq]\d{1,2}(?:\.\d{1,2})*(?:-[pq]?\d{1,2}(?:\.\d{1,2})*)?")
_PLACE_LEADS = frozenset({"the", "left", "right", "both", "her", "his", "a", "an"})
_NO_NOUN = re.compile(r"(?:al|ic|ous|ive|ary|ed|ar|type|form|osed|erior)$|^(?:middle|upper|lower|inner|outer)$")
_CLOSING = frozenset(
    {".", ";", ":", "was", "were", "is", "with", "in", "who", "after", "due", "caused", "that", "which"}
)
_BONES = frozenset({"bone", "bones"})
_SAID_OF_IT = ("-confirmed", "-proven", "-proved", "-verified", "-documented", "-diagnosed")
_LOOKS = ("-shaped", "-sized", "-looking", "-density", "-appearing")
_SHORTEST = 5


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence and where it stands, half open."""

    text: str
    start: int
    end: int

    @property
    def low(self) -> str:
        """The word in lower case."""
        return self.text.lower()


@dataclass(frozen=True, slots=True)
class Name:
    """Words of a sentence that name an illness, half open, and the one of its head.

    `told`: a cue leads it in. `sure`: its own words make it one, whatever a list says of its head.
    """

    first: int
    head: int
    last: int
    told: bool = False
    sure: bool = False


def goes_on(text: str, words: Sequence[Word], at: int) -> bool:
    """Tell "cyst excision" and "tuberculosis antibodies", where the word only leads to another noun."""
    if at + 1 >= len(words) or not joined(text, words, at):
        return False
    behind = words[at + 1]
    if text[words[at].end : behind.start] == "" and behind.text == "-":
        return True  # "gastroenteritis-like"
    return is_inside(behind) and behind.low not in word_list("of_a_kind") and not behind.low.endswith("ed")


def is_epithet(text: str, words: Sequence[Word], at: int) -> bool:
    """Tell the species of a germ, "C. parapsilosis", that ends as illnesses do."""
    if at == 0 or not words[at].text.islower():
        return False
    if words[at - 1].text != ".":
        return words[at - 1].low in word_list("genera") and words[at].low in word_list("epithets")
    return at > 1 and _GENUS.fullmatch(text[words[at - 2].start : words[at].start]) is not None


def walk_back(text: str, words: Sequence[Word], at: int) -> int:
    """Give the first word of the name whose head stands at a word."""
    first = at
    while first > 0 and at - first < _MOST_BEFORE and joined(text, words, first - 1) and is_inside(words[first - 1]):
        first -= 1
    if first > 0 and words[first].low in _BONES and words[first - 1].low == "both":
        return first - 1  # "both bone forearm fracture"
    return first


def walk_behind(text: str, words: Sequence[Word], last: int) -> int:
    """Take "of the splenic flexure" in."""
    if last + 1 >= len(words) or words[last].low != "of" or not joined(text, words, last - 1):
        return last
    at = last + 1
    while at < len(words) and words[at].low in _PLACE_LEADS:
        at += 1
    end = at
    while end < len(words) and end - at < _MOST_BEHIND and is_inside(words[end]) and joined(text, words, end - 1):
        end += 1
    told = [word.low for word in words[at:end]]
    if not told or any(word in word_list("no_name") or _LEVEL.match(word) is not None for word in told):
        return last
    if told[-1] in word_list("place_nouns"):
        return end
    if _NO_NOUN.search(told[-1]) is not None:
        return last  # "of the anterior and …"
    behind = words[end].low if end < len(words) else "."
    return end if behind in _CLOSING or ADJECTIVE.search(told[-1]) is None else last


def skip_weak(words: Sequence[Word], first: int, head: int) -> int:
    """Leave the words of degree, side and time before a name out."""
    while first < head and words[first + 1].low != "cell":  # of the "small" in "small cell carcinoma" as well
        if is_content(words[first].low) and not _is_turned(words, first):
            break
        first += 1
    return first


def _is_turned(words: Sequence[Word], first: int) -> bool:
    """Tell the "displaced" of "minimally displaced", which says something else without that word."""
    if first == 0 or not words[first].low.endswith("ed"):
        return False
    return words[first - 1].low.endswith("ly") or words[first - 1].low == "well"


def with_genus(text: str, words: Sequence[Word], first: int, head: int) -> int:
    """Take the "P." of "P. marneffei infection" in."""
    if not 1 <= first < head or not words[first].text.islower():
        return first
    if words[first - 1].text == "Mycobacterium":  # which stops a name, as it is tuberculosis as often
        return first - 1
    if first < 2 or words[first - 1].text != ".":
        return first
    genus = text[words[first - 2].start : words[first].start]
    return first - 2 if _GENUS.fullmatch(genus) is not None else first


def joined(text: str, words: Sequence[Word], at: int) -> bool:
    """Tell whether nothing but a space stands between a word and the next."""
    return text[words[at].end : words[at + 1].start] in _SPACE


def is_inside(word: Word) -> bool:
    """Tell whether a name may go on across the word."""
    low = word.low
    if not low[0].isalnum() or low in word_list("stops"):
        return False
    if low.endswith(("ing", "ly")) and low not in word_list("kept_ing"):
        return False
    return not low[0].isdigit() or _LOCUS.fullmatch(low) is not None  # "3q29 microdeletion syndrome"


def is_content(low: str) -> bool:
    """Tell whether a word is part of a name, not one of degree, side or time."""
    if low in word_list("weak") or low.endswith((*_LOOKS, *_SAID_OF_IT)):
        return False
    return not low.isdigit() and _STAGE.fullmatch(low) is None


def is_telling(low: str) -> bool:
    """Tell whether a word before a general noun says which illness it is."""
    return is_content(low) and low not in word_list("vague") and not low.endswith("-like")


def belongs(head: str, core: Sequence[Word]) -> bool:
    """Tell whether a head that only some words make an illness has one: "ectopic pregnancy", "foreign body"."""
    wanted = _partners().get(head)
    return wanted is None or any(word.low in wanted for word in core)


@lru_cache(maxsize=50_000)
def kind_of_head(low: str) -> str | None:
    """Tell a noun that is an illness by itself (`ending`) from one that is with words around it (`head`)."""
    folded = fold_word(low)
    last = folded.rpartition("-")[2]
    if folded in word_list("heads") or last in word_list("heads"):
        return "head"
    if last in word_list("no_illness"):
        return None
    return "ending" if len(last) > _SHORTEST and last.endswith(_endings()) else None


@cache
def word_list(name: str) -> frozenset[str]:
    """Give a list of `lexicons/illness_names.toml`."""
    return load_words("illness_names", name)


@cache
def short_names() -> Mapping[str, str]:
    """Give what a short form means where only an illness can stand: "diagnosed with MS"."""
    entries = (entry.partition(" ") for entry in load_lists("illness_names")["short_names"])
    return {short: name for short, _, name in entries}


@cache
def _partners() -> Mapping[str, frozenset[str]]:
    """Give by head the words of which it needs one: "pregnancy: ectopic tubal"."""
    entries = (entry.partition(": ") for entry in load_lists("illness_names")["only_with"])
    return {head: frozenset(partners.split()) for head, _, partners in entries}


@cache
def _endings() -> tuple[str, ...]:
    return load_lists("illness_names")["endings"]
