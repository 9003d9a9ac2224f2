"""Two compared citations → whether they are the same publication, with the reason in words for a reviewer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from extractor.references.comparing import Comparison, Match, compare
from extractor.references.keys import Key

_FEWEST_WORDS = 4  # of a title that tells a work by itself: "Editorial" does not


class Answer(StrEnum):
    """What is said of a pair."""

    DUPLICATE = "duplicate"
    UNCERTAIN = "uncertain"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer on a pair and why; a firm "different" keeps whole groups apart."""

    answer: Answer
    reason: str
    firm: bool = False
    strength: int = 0  # pairs that are surer are joined first


_ABSTRACT = "an abstract and a paper of one title"
_OTHER = Verdict(Answer.DIFFERENT, "other titles")


def judge(left: Key, right: Key) -> Verdict:
    """Judge a pair: first what stands in the way, then what numbers say, then title, authors and place together."""
    found = compare(left, right)
    if found is None:
        return _OTHER
    return _by_barrier(left, right, found) or _by_number(left, right, found) or _by_place(left, right, found)


def _by_barrier(left: Key, right: Key, found: Comparison) -> Verdict | None:
    """Find what tells two works apart however alike they look."""
    identical = Match.SAME in (found.doi, found.pmid)
    if left.nature is not right.nature:
        told = f"one is a {left.nature}, the other a {right.nature}"
        if identical and found.title is Match.SAME:
            return Verdict(Answer.UNCERTAIN, f"same number and title, but {told}", firm=True)
        return Verdict(Answer.DIFFERENT, told, firm=True)
    if {left.abstract_only, right.abstract_only} == {True, False} and not identical:
        return Verdict(Answer.DIFFERENT, _ABSTRACT, firm=True)
    if found.title in (Match.SAME, Match.NEAR) and found.pmid is not Match.SAME:
        if left.part is not None and right.part is not None and left.part != right.part:
            return Verdict(Answer.DIFFERENT, f"parts {left.part} and {right.part} of a series", firm=True)
        if _other_numbers(left, right):
            return Verdict(Answer.DIFFERENT, "the titles differ in a number", firm=True)
    if found.pmid is Match.DIFFERENT:
        if found.title is Match.SAME and found.page is Match.SAME and found.volume is Match.SAME:
            return Verdict(Answer.UNCERTAIN, "same title, volume and page, but two PMIDs", firm=True)
        return Verdict(Answer.DIFFERENT, "two PMIDs", firm=True)
    return None


def _other_numbers(left: Key, right: Key) -> bool:
    """Tell whether each title has a number that the other has not, or one adds a number to the same words."""
    ours, theirs = left.numbers - right.numbers, right.numbers - left.numbers
    if ours and theirs:
        return True
    if not ours and not theirs:
        return False
    plain = [re.sub(r"\d", "", key.title) for key in (left, right)]
    return plain[0] == plain[1]


def _by_number(left: Key, right: Key, found: Comparison) -> Verdict | None:
    """Judge by PMID and DOI, which the title must bear out: supplements share a DOI, and numbers are mistyped."""
    known = found.title in (Match.SAME, Match.NEAR)
    if found.pmid is Match.SAME:
        if known or found.title is Match.UNKNOWN:
            return Verdict(Answer.DUPLICATE, "same PMID, and the titles agree", strength=9)
        return Verdict(Answer.UNCERTAIN, "same PMID, but other titles")
    if found.doi is not Match.SAME:
        return None
    if found.title is Match.DIFFERENT and not (found.authors is Match.SAME and found.page is Match.SAME):
        return Verdict(Answer.DIFFERENT, "same DOI, but other titles, as in a supplement of abstracts")
    if (
        known
        and found.page is Match.DIFFERENT
        and (left.supplement or right.supplement or found.volume is Match.DIFFERENT)
    ):
        return Verdict(Answer.UNCERTAIN, "same DOI, and the titles agree, but other pages")
    if known and found.authors is not Match.DIFFERENT:
        return Verdict(Answer.DUPLICATE, "same DOI, and titles and authors agree", strength=8)
    placed = found.page is Match.SAME or (found.page is Match.UNKNOWN and found.journal is Match.SAME)
    if found.title is Match.SAME and placed and found.years_apart == 0:
        return Verdict(Answer.DUPLICATE, "same DOI, title and place; the authors are given in another way", strength=6)
    return Verdict(Answer.UNCERTAIN, "same DOI, but title or authors differ")


def _by_place(left: Key, right: Key, found: Comparison) -> Verdict:
    """Judge by title, authors and the place of publication."""
    if found.title is Match.UNKNOWN:
        return Verdict(Answer.DIFFERENT, "a title is missing")
    if found.title is Match.DIFFERENT:
        alike = found.authors is Match.SAME and found.page is Match.SAME and found.years_apart == 0
        supplement = left.supplement or right.supplement  # where one group has several abstracts on a page
        if (
            alike
            and not supplement
            and found.journal is Match.SAME
            and Match.DIFFERENT not in (found.doi, found.volume)
        ):
            return Verdict(Answer.UNCERTAIN, "same authors and place, but other titles: a translation?")
        return _OTHER
    if found.authors is Match.DIFFERENT:
        if found.page is Match.SAME and _agreeing(found) >= 4 and found.title is Match.SAME:
            return Verdict(Answer.DUPLICATE, "same title and place; the authors are given in another way", strength=3)
        return Verdict(Answer.DIFFERENT, "other authors")
    if found.years_apart is not None and found.years_apart > 1 and _agreeing(found) < 3:
        return Verdict(Answer.DIFFERENT, f"same title, {found.years_apart} years apart")
    return _by_agreement(left, right, found)


def _agreeing(found: Comparison) -> int:
    """Count what agrees of journal, year, volume, issue and page, a page twice."""
    agreeing = [found.journal, found.volume, found.issue, found.page, found.page].count(Match.SAME)
    return agreeing + (found.years_apart == 0)


def _by_agreement(left: Key, right: Key, found: Comparison) -> Verdict:
    """Weigh the place of two texts with one title and no other authors."""
    contradicting = [found.journal, found.volume, found.page].count(Match.DIFFERENT)
    contradicting += found.years_apart is not None and found.years_apart > 1
    told = min(len(left.words), len(right.words)) >= _FEWEST_WORDS
    same = "same title" if found.title is Match.SAME else "nearly the same title"
    bears = found.abstract is Match.SAME
    told = told or (found.authors is Match.SAME and found.volume is Match.SAME) or (bears and _agreeing(found) >= 4)
    exact = found.title is Match.SAME or _agreeing(found) >= 4
    misprinted = contradicting == 1 and found.title is Match.SAME
    if (
        found.page is Match.SAME
        and (contradicting == 0 or misprinted)
        and exact
        and (told or found.volume is Match.SAME)
    ):
        return Verdict(Answer.DUPLICATE, f"{same} and first page, {_named(found)}", strength=7)
    if contradicting == 0 and found.page is Match.NEAR and _agreeing(found) >= 2:
        return Verdict(Answer.DUPLICATE, f"{same} and last page, {_named(found)}", strength=5)
    if found.page is Match.DIFFERENT:
        return _by_other_page(left, right, found)
    if contradicting:
        return _apart(left, right, found)
    if not told or found.doi is Match.DIFFERENT:
        return Verdict(Answer.UNCERTAIN, f"{same}, {_named(found)}; too little is given to be sure")
    if found.title is Match.SAME and found.authors is Match.SAME and _agreeing(found) >= 1:
        return Verdict(Answer.DUPLICATE, f"{same} and authors, {_named(found)}", strength=4)
    if _agreeing(found) >= 3 or (bears and _agreeing(found) >= 1):
        return Verdict(Answer.DUPLICATE, f"{same}, {_named(found)}", strength=4)
    return Verdict(Answer.UNCERTAIN, f"{same}, {_named(found)}; too little is given to be sure")


def _by_other_page(left: Key, right: Key, found: Comparison) -> Verdict:
    """Judge the same title on other pages: printed twice, as an abstract and as a paper, or numbered in two ways."""
    agreeing = (found.journal, found.volume, found.abstract, found.title)
    contradicting = Match.DIFFERENT in (found.issue, found.doi)
    if set(agreeing) == {Match.SAME} and not contradicting and not (left.supplement or right.supplement):
        return Verdict(Answer.DUPLICATE, f"same title and abstract, {_named(found)}; the pages differ", strength=2)
    return _apart(left, right, found)


def _apart(left: Key, right: Key, found: Comparison) -> Verdict:
    if left.supplement is not right.supplement:
        return Verdict(Answer.DIFFERENT, _ABSTRACT)
    if found.volume is Match.DIFFERENT and Match.DIFFERENT in (found.journal, found.page):
        return Verdict(Answer.DIFFERENT, "the same title, published in two places")
    if found.title is Match.SAME and found.authors is Match.SAME and found.doi is not Match.DIFFERENT:
        return Verdict(Answer.UNCERTAIN, f"same title and authors, {_named(found)}, but {_denied(found)}")
    return Verdict(Answer.DIFFERENT, f"alike, but {_denied(found)}")


def _named(found: Comparison) -> str:
    """Name what agrees."""
    parts = [("journal", found.journal), ("volume", found.volume), ("issue", found.issue), ("abstract", found.abstract)]
    named = [name for name, match in parts if match is Match.SAME]
    if found.years_apart in (0, 1):
        named.append("year" if found.years_apart == 0 else "years next to each other")
    return "same " + ", ".join(named) if named else "nothing else given by both"


def _denied(found: Comparison) -> str:
    """Name what differs."""
    parts = [("journal", found.journal), ("volume", found.volume), ("page", found.page), ("DOI", found.doi)]
    named = [f"another {name}" for name, match in parts if match is Match.DIFFERENT]
    return ", ".join(named) if named else "a little differs"
