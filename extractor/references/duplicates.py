"""Citations → groups of the same publication, each joined pair with its reason, and the pairs that a person decides."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from extractor.references.citation import Citation
from extractor.references.judging import Answer, Verdict, judge
from extractor.references.keys import Key, make_key

Pair = tuple[int, int]
_LARGEST_BLOCK = 100  # citations that share a part and are all compared; larger ones are parted by their titles
_BEGINNING = 30  # letters of a title: what is left of one that was cut short
_MOST_COMMON = 60  # titles that have a word which still tells them from others
_RARE_WORDS = 4


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person said of two citations, by their ids."""

    first: str
    second: str
    duplicate: bool
    reviewer: str = ""


@dataclass(frozen=True, slots=True)
class JudgedPair:
    """Two citations and what was found of them."""

    first: Citation
    second: Citation
    verdict: Verdict
    decided: bool = False  # by a person


@dataclass(frozen=True, slots=True)
class Group:
    """One publication: the citation that stays, and the others."""

    kept: Citation
    others: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Deduplication:
    """Every citation in exactly one group, in the order of the first of each."""

    groups: tuple[Group, ...]
    joined: tuple[JudgedPair, ...]  # why: the surest pairs, one for each citation that does not stay
    uncertain: tuple[JudgedPair, ...]  # for a person


def find_duplicates(citations: Sequence[Citation], decisions: Sequence[Decision] = ()) -> Deduplication:
    """Group the citations of the same publication; what a person decided stands above every rule."""
    keys = [make_key(citation) for citation in citations]
    places = {citation.id: place for place, citation in enumerate(citations)}
    decided = {pair: d for d in decisions if (pair := _pair_of(d, places)) is not None}
    verdicts: dict[Pair, Verdict] = {}
    for pair in _candidates(keys):
        if pair not in decided:
            verdicts[pair] = judge(keys[pair[0]], keys[pair[1]])
    for pair, decision in decided.items():
        answer = Answer.DUPLICATE if decision.duplicate else Answer.DIFFERENT
        verdicts[pair] = Verdict(answer, f"decided by {decision.reviewer or 'a reviewer'}", True, 100)
    grouping = _Grouping(keys, verdicts)
    joined: list[Pair] = []
    doubtful = [pair for pair, verdict in verdicts.items() if verdict.answer is Answer.UNCERTAIN]
    duplicate = [pair for pair, verdict in verdicts.items() if verdict.answer is Answer.DUPLICATE]
    for pair in sorted(duplicate, key=lambda pair: (-verdicts[pair].strength, pair)):
        if grouping.root(pair[0]) == grouping.root(pair[1]):
            continue  # joined by surer pairs
        (joined if grouping.join(*pair) else doubtful).append(pair)

    def judged(pair: Pair) -> JudgedPair:
        return JudgedPair(citations[pair[0]], citations[pair[1]], verdicts[pair], pair in decided)

    apart: dict[Pair, Pair] = {}  # one pair for each two groups: a person decides once
    for pair in sorted(doubtful):
        left, right = sorted((grouping.root(pair[0]), grouping.root(pair[1])))
        if left != right:
            apart.setdefault((left, right), pair)
    return Deduplication(
        tuple(_group([citations[place] for place in members]) for members in grouping.groups()),
        tuple(judged(pair) for pair in sorted(joined)),
        tuple(judged(pair) for pair in apart.values()),
    )


def _pair_of(decision: Decision, places: Mapping[str, int]) -> Pair | None:
    first, second = places.get(decision.first), places.get(decision.second)
    if first is None or second is None or first == second:
        return None
    return (first, second) if first < second else (second, first)


def _candidates(keys: Sequence[Key]) -> Iterator[Pair]:
    """Give each pair that shares a number, a place, the beginning of the title, or one of its rarest words."""
    counts = Counter(word for key in keys for word in set(key.words))
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, key in enumerate(keys):
        for part in _parts(key, counts):
            blocks[part].append(place)
    seen: set[Pair] = set()
    for members in blocks.values():
        for smaller in _split_block(members, keys):
            for pair in combinations(smaller, 2):
                if pair not in seen:
                    seen.add(pair)
                    yield pair


def _parts(key: Key, counts: Mapping[str, int]) -> Iterator[tuple[str, ...]]:
    if key.doi is not None:
        yield ("doi", key.doi)
    if key.pmid is not None:
        yield ("pmid", key.pmid)
    if key.title:
        yield ("begins", key.title[:_BEGINNING])
        shared = sorted((counts[word], word) for word in set(key.words) if 1 < counts[word] <= _MOST_COMMON)
        yield from (("word", word) for _, word in shared[:_RARE_WORDS])
    if key.volume and key.pages.first:
        yield ("place", key.volume, key.pages.first.lstrip("es"))
    if key.people and key.year is not None and key.pages.first:
        yield ("people", *sorted(key.people[0]), key.pages.first.lstrip("es"))


def _split_block(members: list[int], keys: Sequence[Key]) -> Iterator[list[int]]:
    """Part a large block into windows over its titles in order, in which those that begin alike stay together."""
    if len(members) <= _LARGEST_BLOCK:
        yield members
        return
    ordered = sorted(members, key=lambda place: (keys[place].title, place))
    for start in range(0, len(ordered), _LARGEST_BLOCK // 2):
        yield sorted(ordered[start : start + _LARGEST_BLOCK])


class _Grouping:
    """Groups that grow by joining pairs, unless any two of their members are surely different."""

    def __init__(self, keys: Sequence[Key], verdicts: Mapping[Pair, Verdict]) -> None:
        self._keys = keys
        self._verdicts = verdicts
        self._root = list(range(len(keys)))
        self._members = [[place] for place in range(len(keys))]

    def root(self, place: int) -> int:
        """Give the first citation of a group, which names it."""
        return self._root[place]

    def join(self, left: int, right: int) -> bool:
        """Join the groups of two citations; False if something keeps them apart."""
        ours, theirs = sorted((self._root[left], self._root[right]))
        if ours == theirs:
            return True
        for one in self._members[ours]:
            for other in self._members[theirs]:
                pair = (one, other) if one < other else (other, one)
                verdict = self._verdicts.get(pair) or judge(self._keys[pair[0]], self._keys[pair[1]])
                if verdict.firm and verdict.answer is not Answer.DUPLICATE:
                    return False
        for place in self._members[theirs]:
            self._root[place] = ours
        self._members[ours] = sorted(self._members[ours] + self._members[theirs])
        self._members[theirs] = []
        return True

    def groups(self) -> Iterator[list[int]]:
        """Give the groups in the order of their first citations."""
        return (members for members in self._members if members)


def _group(citations: list[Citation]) -> Group:
    """Keep the citation that says most; of equal ones the first."""
    kept = max(citations, key=lambda citation: (_fullness(citation), -citations.index(citation)))
    return Group(kept, tuple(citation for citation in citations if citation is not kept))


def _fullness(citation: Citation) -> int:
    texts = (citation.title, citation.journal, citation.volume, citation.issue, citation.pages, citation.abstract)
    filled = sum(1 for text in texts if text) + 2 * sum(part is not None for part in (citation.doi, citation.pmid))
    return filled + bool(citation.authors) + (citation.year is not None)
