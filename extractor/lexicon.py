"""NOUNS: the word lists, `lexicons/*.tsv`, read with the rules that hold for all of them."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from extractor.problem import DataError
from extractor.wordlist import WordList

COLUMNS = ("term", "concept", "code", "source")


@dataclass(frozen=True, slots=True)
class Term:
    """A way of writing a concept. Two capitals or more are matched as written, all else in any case."""

    term: str
    concept: str
    code: str = ""
    source: str = ""

    @property
    def exact(self) -> bool:
        """Tell whether the case of the letters counts, as it does in abbreviations ("MS", "AS", "PE")."""
        return sum(letter.isupper() for letter in self.term) >= 2


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The terms of one kind, sorted and unique."""

    name: str
    terms: tuple[Term, ...]
    _by_lower: Mapping[str, str] = field(init=False, repr=False, compare=False, default_factory=dict)
    _concepts: frozenset[str] = field(init=False, repr=False, compare=False, default=frozenset())

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_lower", {term.term.lower(): term.concept for term in self.terms})
        object.__setattr__(self, "_concepts", frozenset(term.concept for term in self.terms))

    def concepts(self) -> frozenset[str]:
        """Give every concept that a term stands for."""
        return self._concepts

    def concept_of(self, text: str) -> str | None:
        """Give the concept of a term as a table or a reviewer writes it, whatever its case; None if unknown."""
        return self._by_lower.get(" ".join(text.lower().split()))


@cache
def load_lexicon(name: str) -> Lexicon:
    """Read `lexicons/NAME.tsv`.

    Raises:
        DataError: no such list, a wrong header, a line without its four columns, or a term that stands twice.
    """
    path = files("extractor") / "lexicons" / f"{name}.tsv"
    if not path.is_file():
        raise DataError(f"lexicons/{name}.tsv: no such word list; there are: {', '.join(lexicon_names())}")
    rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    if not rows or tuple(rows[0]) != COLUMNS:
        raise DataError(f"lexicons/{name}.tsv: the first line must be: {' '.join(COLUMNS)}")
    terms: list[Term] = []
    seen: set[str] = set()
    for number, row in enumerate(rows[1:], 2):
        if len(row) != len(COLUMNS) or not row[0] or not row[1]:
            raise DataError(f"lexicons/{name}.tsv:{number}: needs term, concept, code, source, split by tabs")
        if row[0] in seen:
            raise DataError(f"lexicons/{name}.tsv:{number}: {row[0]!r} stands twice")
        seen.add(row[0])
        terms.append(Term(*row))
    return Lexicon(name, tuple(terms))


@cache
def lexicon_names() -> tuple[str, ...]:
    """Name every word list that there is."""
    folder = files("extractor") / "lexicons"
    return tuple(sorted(path.name[:-4] for path in folder.iterdir() if path.name.endswith(".tsv")))


@cache
def load_cues(name: str) -> Mapping[str, WordList]:
    """Read `lexicons/NAME.toml`, lists of cue words by name, each list as one pattern that ignores case.

    A space stands for any white space or hyphen, a `*` for any ending of the word. Raises as `load_lists`.
    """
    return {key: compile_words(words) for key, words in load_lists(name).items()}


@cache
def load_lists(name: str) -> Mapping[str, tuple[str, ...]]:
    """Read the lists of words of `lexicons/NAME.toml` by name, as written.

    Raises:
        DataError: no such file, not TOML, or an entry that is not a list of texts.
    """
    path = files("extractor") / "lexicons" / f"{name}.toml"
    if not path.is_file():
        raise DataError(f"lexicons/{name}.toml: no such list of cues")
    try:
        lists = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"lexicons/{name}.toml: not TOML: {error}") from error
    for key, words in lists.items():
        if not isinstance(words, list) or not words or not all(isinstance(word, str) and word for word in words):
            raise DataError(f"lexicons/{name}.toml: {key} must be a list of texts")
    return {key: tuple(words) for key, words in lists.items()}


@cache
def load_words(name: str, entry: str) -> frozenset[str]:
    """Give one list of `lexicons/NAME.toml` as a set. Raises as `load_lists`; KeyError where there is no such list."""
    return frozenset(load_lists(name)[entry])


def compile_words(words: Iterable[str]) -> WordList:
    """Make one pattern of words and phrases, the longest first; see `load_cues` for how they are written."""
    return WordList(words)
