"""NOUNS: a list of words and phrases as one pattern, and a quick way to see that a text has none of them.

Nearly every sentence has none of the words of nearly every list. So before a pattern is tried at each place of a text,
the beginnings of the words of the list are compared with those of the text, which are cut once for all lists.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Generic, TypeVar

_RUN = re.compile(r"(?<!\w)[a-z0-9]+")
SHORT, LONG = 3, 5  # letters of the beginnings that are compared
# Ignoring case, "s" is also ſ, "k" the sign of kelvin, and "i" İ and ı: a text with one of them is always searched.
ODD = re.compile("[\u0130\u0131\u017f\u212a]")
DIGIT = "#"  # stands among the beginnings of a text that has one
ANY_DIGIT = re.compile(r"[\d\u00bc-\u00be\u2150-\u215e]")  # or a fraction in one sign
_PIECE = re.compile(r"(?:[!-)+-~]|[^\w\s*])+")  # of a phrase: what is the same in either case, or made so by `lower`
_CASES = {"i": "iI\u0130\u0131", "k": "kK\u212a", "s": "sS\u017f"}
_Key = TypeVar("_Key")


class Guarded:
    """A compiled pattern that is tried only in a text that has the beginning of one of the words that it needs.

    It has the methods of a compiled pattern. Where it also matches what begins with no such word ("*ectomy"), `apart`
    are the pieces in lower case of which each such match has one ("ectomy"), and a text without them is searched with
    `rest`, the pattern without these matches.
    """

    __slots__ = ("_apart", "_beginnings", "_rest", "compiled", "pattern")

    def __init__(
        self,
        compiled: re.Pattern[str],
        beginnings: frozenset[str] | None,
        apart: tuple[str, ...] = (),
        rest: re.Pattern[str] | None = None,
    ) -> None:
        self.pattern = compiled.pattern
        self.compiled = compiled
        self._beginnings = beginnings
        self._apart = apart
        self._rest = compiled if rest is None else rest

    @property
    def beginnings(self) -> frozenset[str] | None:
        """The beginnings one of which is in every text in which it matches; None if it may match without."""
        return None if self._apart else self._beginnings

    def search(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        """Find the first place where it matches."""
        if self._beginnings is not None:  # as `_fitting`, without the call: a paper asks some thousand times
            found = _beginnings_in(text[:endpos])
            if found is not None and not (self._apart and self._has_apart(text)):
                return None if self._beginnings.isdisjoint(found) else self._rest.search(text, pos, endpos)
        return self.compiled.search(text, pos, endpos)

    def match(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        """Match it at a place."""
        return self.compiled.match(text, pos, endpos)

    def fullmatch(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        """Match it with the whole text."""
        return self.compiled.fullmatch(text, pos, endpos)

    def finditer(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """Find all places where it matches."""
        fitting = self._fitting(text[:endpos])
        return iter(()) if fitting is None else fitting.finditer(text, pos, endpos)

    def findall(self, text: str) -> list[Any]:
        """Give what it matches, or its groups, at all places."""
        fitting = self._fitting(text)
        return [] if fitting is None else fitting.findall(text)

    def sub(self, replacement: str | Callable[[re.Match[str]], str], text: str) -> str:
        """Replace what it matches."""
        fitting = self._fitting(text)
        return text if fitting is None else fitting.sub(replacement, text)

    def _fitting(self, text: str) -> re.Pattern[str] | None:
        """Give the pattern with which a text is to be searched; None if nothing can be in it."""
        found = None if self._beginnings is None else _beginnings_in(text)
        if self._beginnings is None or found is None or (self._apart and self._has_apart(text)):
            return self.compiled
        return None if self._beginnings.isdisjoint(found) else self._rest

    def _has_apart(self, text: str) -> bool:
        lower = text.lower()
        return any(piece in lower for piece in self._apart)


class WordList(Guarded):
    """Words and phrases as one pattern that ignores case.

    A space stands for any white space or hyphen, a `*` for any ending of the word.
    """

    __slots__ = ()

    def __init__(self, words: Iterable[str], group: str = "(?:") -> None:
        listed = tuple(words)
        headed = [word for word in listed if _head(word)]
        beginnings = {_beginning(word) for word in headed}
        # "*ectomy" is tried at each letter of a text: a list is searched without where the text has no "ectomy".
        apart = {_piece(word) for word in listed if not _head(word) or _beginning(word) is None}
        super().__init__(
            re.compile(_join_phrases(listed, group)[0]),
            None if None in apart else frozenset(beginning for beginning in beginnings if beginning is not None),
            tuple(sorted(piece for piece in apart if piece is not None)),
            re.compile(_join_phrases(tuple(headed), group)[0]) if 0 < len(headed) < len(listed) else None,
        )


Searched = re.Pattern[str] | Guarded
"""What can be searched for: both have the same methods."""


def compile_phrases(words: Iterable[str]) -> tuple[WordList, tuple[str, ...]]:
    """Make one pattern with a group for each phrase, and give the phrases in the order of their groups."""
    listed = tuple(words)
    return WordList(listed, "("), _join_phrases(listed, "(")[1]


class Sieve(Generic[_Key]):
    """Many lists of words by a key, of which a text is told at once which it may have a word of."""

    def __init__(self, lists: Mapping[_Key, frozenset[str] | None]) -> None:
        self._all = frozenset(lists)
        self._always = frozenset(key for key, beginnings in lists.items() if beginnings is None)
        self._keys: dict[str, list[_Key]] = {}
        for key, beginnings in lists.items():
            for beginning in beginnings or ():
                self._keys.setdefault(beginning, []).append(key)

    def sift(self, text: str) -> frozenset[_Key]:
        """Give the keys of the lists of which a word may be in a text."""
        found = _beginnings_in(text)
        if found is None:
            return self._all
        return self._always.union(*(self._keys[beginning] for beginning in found if beginning in self._keys))


@lru_cache(maxsize=512)  # of the parts of a sentence before and behind its mentions, each asked for by many rules
def _beginnings_in(text: str) -> set[str] | None:
    """Give the beginnings of the words of a text; None if they do not tell what is in it."""
    if not text.isascii() and ODD.search(text) is not None:
        return None
    cut = {run[:LONG] for run in _RUN.findall(text.lower())}
    cut.update([run[:SHORT] for run in cut])
    if ANY_DIGIT.search(text) is not None:
        cut.add(DIGIT)
    return cut


def beginnings_of(words: Iterable[str]) -> frozenset[str] | None:
    """Give a beginning for each phrase, without which it is not in a text; None if one of them has none."""
    found = {_beginning(word) for word in words}
    return None if None in found else frozenset(beginning for beginning in found if beginning is not None)


def _beginning(phrase: str) -> str | None:
    """Give the beginning of the longest word of a phrase, as `_beginnings_in` cuts it."""
    found: list[tuple[int, str]] = []
    for part in phrase.lower().split(" "):
        run = _RUN.match(part)
        if run is None:
            continue
        letters = len(run[0])
        open_end = part[run.end() : run.end() + 1] == "*"
        if letters >= LONG or not open_end:
            found.append((letters, run[0][:LONG]))
        elif letters >= SHORT:
            found.append((letters, run[0][:SHORT]))
    return max(found, default=(0, None))[1]


def _piece(phrase: str) -> str | None:
    """Give the longest part of a phrase without which it is not in a text, in lower case; None if there is none."""
    return max(_PIECE.findall(phrase.lower()), key=len, default=None)


def _join_phrases(words: tuple[str, ...], group: str) -> tuple[str, tuple[str, ...]]:
    """Write the phrases as one pattern, the longest first, and give them in the order in which they stand there.

    They are grouped by their first letters, so that a place in a text is not tried with each of hundreds. The first
    letter stands in both its cases, and only what follows ignores case: so Python rules out most groups at a glance.
    """
    heads: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda w: (-len(w), w)):
        heads.setdefault(_head(word), []).append(word)
    order = sorted(heads, reverse=True)  # the phrases without a head come last
    letters: dict[str, list[str]] = {}
    for head in order:
        if head:
            tails = "|".join(_tail(word, head, group) for word in heads[head])
            letters.setdefault(head[0], []).append(f"{head[1:]}(?:{tails})")
    branches = [f"[{_cases(letter)}](?i:{'|'.join(rest)})" for letter, rest in letters.items()]
    patterns = [rf"(?<!\w)(?:{'|'.join(branches)})"] if branches else []
    patterns += [f"(?i:{_tail(word, '', group)})" for word in heads.get("", ())]
    return "|".join(patterns), tuple(word for head in order for word in heads[head])


def _cases(letter: str) -> str:
    return _CASES.get(letter, letter + letter.upper() if letter.isalpha() else letter)


def _head(word: str) -> str:
    """Give the letters and digits with which a phrase begins, three at most."""
    found = re.match(r"[A-Za-z0-9]{1,3}", word)
    return found[0].lower() if found is not None else ""


def _tail(word: str, head: str, group: str) -> str:
    parts = (re.escape(part).replace(r"\*", r"\w*") for part in word[len(head) :].split(" "))
    before = r"(?<!\w)" if not head and word[0].isalnum() else ""
    after = r"(?!\w)" if word[-1].isalnum() else ""
    return group + before + r"[\s\-\u2010-\u2015]{1,3}".join(parts) + after + ")"
