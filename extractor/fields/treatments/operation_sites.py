"""Names an operation or a device by its site, where the words tell it: a "ureteral stent" says more than "stent"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from extractor.case import Mention, Reading, Sentence
from extractor.fields.treatments.giving_cues import clause_of
from extractor.lexicon import load_lists
from extractor.wordlist import WordList, compile_phrases

_RULES = ("by_clause", "by_paper")
# The words of a name before its head, back to a verb, a preposition or a mark.
_BORDER = re.compile(
    r"[;:.()\[\]]|\b(?:was|were|is|are|be|been|had|has|with|by|of|for|to|after|before|following|from|on|in|at|than|that|which"
    r"|who|underwent|received|using|via|through|required|requiring|performed|we|he|she|patient|due|during|including|until|without"
    r"|so|but|then|as)\b",
    re.IGNORECASE,
)
_NAME = 60  # characters
# "of the left ureter", "in his right coronary artery", and the like behind a word of doing: "stent was placed in the …"
_PLACED = re.compile(
    r"(?:\s(?:was|were|placement|insertion|implantation|deployment|surgery|successfully|then|also|(?:\w+ly\s)?(?:placed|inserted"
    r"|implanted|deployed|performed|done|carried\sout|undertaken)))*\s(?:of|in|into|to|for|at|on|through|within|across|from|over)\s"
    r"(?P<place>(?:(?!\b(?:and|with|was|were|after|using|due|by)\s(?!the\b|left\b|right\b|mitral\b|aortic\b|tricuspid\b))[\w/'-]+\s?){1,6})",
    re.IGNORECASE,
)
# Between two sites of one name: "aortic and mitral valve replacement".
_AND = re.compile(
    r"\s*(?:valves?\s?)?(?:,|/|&|,?\s?(?:and|as well as|plus))\s*(?:the\s|left\s|right\s)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Sites:
    """The words of site of one kind of operation, and the name that each gives it."""

    words: WordList
    names: tuple[str, ...]

    def named_in(self, text: str) -> Iterator[tuple[int, int, str]]:
        for match in self.words.finditer(text):
            if match.lastindex is not None:
                yield match.start(), match.end(), self.names[match.lastindex - 1]


def name_by_site(mention: Mention, sentence: Sentence, reading: Reading) -> list[Mention]:
    """Give the treatment under the name of its site; under several where it was done at several."""
    sites = _sites_of().get(mention.concept)
    if sites is None:
        return [mention]
    start, end = sentence.place_of(mention.span)
    names = _in_its_name(sites, sentence.text, start, end)
    if not names:
        clause = clause_of(sentence.text, start, end)
        names = _only(sites, (clause.before, clause.after), _allowed("by_clause"))
    if not names and not _allowed("by_paper").isdisjoint(sites.names):
        names = _only(sites, (s.text for s in reading.sentences if s.index <= sentence.index), _allowed("by_paper"))
    return [replace(mention, concept=name) for name in names] or [mention]


def is_general_of(general: str, concepts: Iterable[str]) -> bool:
    """Tell whether one of the concepts is a treatment at its site, whose general name is the first."""
    sites = _sites_of().get(general)
    return sites is not None and not set(sites.names).isdisjoint(concepts)


def _in_its_name(sites: _Sites, text: str, start: int, end: int) -> list[str]:
    """Give the names that the words of the name itself tell, those of the place behind it else."""
    first = max(0, start - _NAME)
    borders = [m.end() for m in _BORDER.finditer(text, first, start)]
    name = text[borders[-1] if borders else first : end]
    found = list(sites.named_in(name))
    if found and "," not in name[found[-1][1] :]:
        return _joined(found, name, last=True)
    place = _PLACED.match(text, end)
    return _joined(list(sites.named_in(place["place"])), place["place"], last=False) if place is not None else []


def _joined(found: Sequence[tuple[int, int, str]], text: str, *, last: bool) -> list[str]:
    """Give the site that stands nearest to the head, and those that are joined to it."""
    order = list(reversed(found)) if last else list(found)
    names = [name for *_, name in order[:1]]
    for near, far in pairwise(order):
        between = text[far[1] : near[0]] if last else text[near[1] : far[0]]
        if _AND.fullmatch(between) is None:
            break
        names.append(far[2])
    return list(dict.fromkeys(reversed(names) if last else names))


def _only(sites: _Sites, texts: Iterable[str], allowed: Collection[str]) -> list[str]:
    """Give the name that texts tell, if they tell but one, and that is allowed."""
    names = {name for text in texts for *_, name in sites.named_in(text)}
    return [name for name in names if name in allowed] if len(names) == 1 else []


@cache
def _allowed(rule: str) -> frozenset[str]:
    return frozenset(load_lists("operation_sites")[rule])


@cache
def _sites_of() -> Mapping[str, _Sites]:
    words: dict[str, dict[str, str]] = {}
    for key, listed in load_lists("operation_sites").items():
        if key not in _RULES:
            general, name = key.split(": ")
            words.setdefault(general, {}).update(dict.fromkeys(listed, name))
    return {general: _make_sites(names) for general, names in words.items()}


def _make_sites(names: Mapping[str, str]) -> _Sites:
    pattern, order = compile_phrases(names)
    return _Sites(pattern, tuple(names[word] for word in order))
