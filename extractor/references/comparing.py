"""Two citations → how each of their parts agrees."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

from extractor.references.keys import ABSTRACT_PAGE, Key, Pages

# Share of letters in common (Indel similarity): titles of one work differ by misprints, those of two by words.
_SAME_TITLE = 97.0
_NEAR_TITLE = 88.0
_SAME_ABSTRACT = 85.0
_SHORTEST_PREFIX = 30  # letters that a title cut short must still have


class Match(StrEnum):
    """How two parts agree. A part that one side does not give agrees with nothing and contradicts nothing."""

    SAME = "same"
    NEAR = "nearly the same"
    DIFFERENT = "different"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Comparison:
    """How the parts of two citations agree."""

    title: Match
    authors: Match
    years_apart: int | None
    journal: Match
    volume: Match
    issue: Match
    page: Match
    doi: Match
    pmid: Match
    abstract: Match


def compare(left: Key, right: Key) -> Comparison | None:
    """Compare two citations part by part; None where neither title nor page nor a number agrees."""
    title, page = _compare_titles(left, right), _compare_pages(left.pages, right.pages)
    doi, pmid = _equal(left.doi or "", right.doi or ""), _equal(left.pmid or "", right.pmid or "")
    if title is Match.DIFFERENT and Match.SAME not in (page, doi, pmid):
        return None
    return Comparison(
        title=title,
        authors=_compare_people(left.people, right.people),
        years_apart=None if left.year is None or right.year is None else abs(left.year - right.year),
        journal=_compare_journals(left.journal, right.journal),
        volume=_equal(left.volume, right.volume),
        issue=_equal(left.issue, right.issue),
        page=page,
        doi=doi,
        pmid=pmid,
        abstract=Match.UNKNOWN if title is Match.DIFFERENT else _compare_abstracts(left.abstract, right.abstract),
    )


def _equal(left: str, right: str) -> Match:
    if not left or not right:
        return Match.UNKNOWN
    return Match.SAME if left == right else Match.DIFFERENT


def _compare_titles(left: Key, right: Key) -> Match:
    if not left.title or not right.title:
        return Match.UNKNOWN
    if left.title == right.title:
        return Match.SAME
    short, long = sorted((left.title, right.title), key=len)
    if len(short) >= _SHORTEST_PREFIX and (long.startswith(short) or long.endswith(short)):
        return Match.NEAR
    likeness = fuzz.ratio(short, long, score_cutoff=_NEAR_TITLE)
    if likeness >= _SAME_TITLE:
        return Match.SAME
    return Match.NEAR if likeness >= _NEAR_TITLE else Match.DIFFERENT


def _compare_people(left: tuple[frozenset[str], ...], right: tuple[frozenset[str], ...]) -> Match:
    """Compare by the first author; where the order differs or a name is misspelt, by how many are on both lists."""
    if not left or not right:
        return Match.UNKNOWN
    if left[0] & right[0]:
        return Match.SAME
    ours, theirs = frozenset().union(*left), frozenset().union(*right)
    shared = len(ours & theirs) / min(len(ours), len(theirs))
    if shared >= 0.6:
        return Match.SAME
    if fuzz.ratio("".join(sorted(left[0])), "".join(sorted(right[0]))) >= 75.0:
        return Match.NEAR
    return Match.NEAR if shared >= 0.3 else Match.DIFFERENT


def _compare_journals(left: tuple[str, ...], right: tuple[str, ...]) -> Match:
    """Compare names of which either may be abbreviated, word by word or to its initials."""
    if not left or not right:
        return Match.UNKNOWN
    short, long = sorted((left, right), key=lambda words: (len("".join(words)), words))
    if short == long or _abbreviates(short, long):
        return Match.SAME
    if len(short) == 1 and short[0] == "".join(word[0] for word in long):
        return Match.SAME
    likeness = fuzz.token_sort_ratio(" ".join(short), " ".join(long))
    if likeness >= 90.0:
        return Match.SAME
    return Match.NEAR if likeness >= 70.0 or short[0][:3] == long[0][:3] else Match.DIFFERENT


def _abbreviates(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Tell whether each word of the one begins a word of the other, in their order, and most words are told."""
    place = 0
    for word in short:
        while place < len(long) and not (long[place].startswith(word) or _contracts(word, long[place])):
            place += 1
        if place == len(long):
            return False
        place += 1
    return len(short) * 2 >= len(long)


def _contracts(short: str, long: str) -> bool:
    """Tell whether a word is a contraction: "natl" of "national", "assn" of "association"."""
    if len(short) < 3 or short[0] != long[0] or short[-1] not in long:
        return False
    letters = iter(long)
    return all(letter in letters for letter in short)


def _compare_pages(left: Pages, right: Pages) -> Match:
    """Compare first pages; letters before a number do not count where one side has none."""
    if not left.first or not right.first:
        return Match.UNKNOWN
    ours, theirs = left.first, right.first
    plain = ours.lstrip("es") == theirs.lstrip("es") and (ours[0].isdigit() or theirs[0].isdigit())
    if ours == theirs or plain:
        return Match.SAME
    if left.last and left.last == right.last:
        return Match.NEAR  # a misprint in the first page
    lone = next((pages.first for pages in (left, right) if not pages.last), "")
    if bool(left.last) != bool(right.last) and ABSTRACT_PAGE.match(lone) is None:
        return Match.UNKNOWN  # an article number against pages
    return Match.DIFFERENT


def _compare_abstracts(left: str, right: str) -> Match:
    if len(left) < 100 or len(right) < 100:
        return Match.UNKNOWN
    length = min(len(left), len(right), 300)
    if fuzz.ratio(left[:length], right[:length], score_cutoff=_SAME_ABSTRACT) > 0:
        return Match.SAME
    return Match.SAME if fuzz.partial_ratio(left[:200], right, score_cutoff=90.0) > 0 else Match.DIFFERENT
