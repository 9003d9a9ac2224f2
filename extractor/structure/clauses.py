"""Cuts a sentence that names patients into stretches, each with the patients of whom it speaks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.document import Span
from extractor.structure.anchors import Anchor
from extractor.structure.cues import has_cue

_JOINT = re.compile(
    r"[;:]\s{1,9}|,?\s{1,9}(?:while|whilst|whereas|but|although|however|and)\s{1,9}|,\s{1,9}", re.IGNORECASE
)
_STRONG = re.compile(r"[;:]\s|\b(?:while|whilst|whereas|but|although|however)\b", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:in|of|for|by|on|from|with)\s+(?:the\s+|our\s+)?$|\($", re.IGNORECASE)
_COORDINATE = re.compile(
    r"[\s,();]*(?:(?:and|or)\s+)?(?:(?:in|of|for|by|on|from|with)\s+)?(?:an?\s+|one\s+|the\s+|her\s+|his\s+|our\s+)?"
    r"(?:(?!(?:in|of|for|by|on|from|with|and|or)\s)[\w-]+\s+){0,2}"
)
_AND_ALONE = re.compile(r"\s*,?\s*(?:and|&)\s+(?:the\s+)?", re.IGNORECASE)
_BORDER = re.compile(r"[),;]")
_ONE = re.compile(r"one\b", re.IGNORECASE)
_VERBLESS = re.compile(
    r"\b(?:was|were|had|is|presented|underwent|showed|revealed|developed|received|included|consisted)\b", re.IGNORECASE
)
_NUMBER = re.compile(r"(?<![A-Za-z\d])\d+(?:\.\d+)?")  # not the 4 of "IgG4"
# "… in the former, and in the latter | a mass": what follows is told of the latter alone
_TOLD_OF_LAST = re.compile(r"\s+(?:an?|one|two|no|only|another|multiple|several)\s+\w", re.IGNORECASE)
# "1.2 g/L in the man and 3.4 g/L in the woman | (normal, 0.1–1.4 g/L)"
_RANGE_OF_ALL = re.compile(r"\((?:normal|reference|ref\.?|upper limit)\b[^()]{3,60}\)[\s.;]*$", re.IGNORECASE)
_HAD = re.compile(r",?\s+(?:with|who|on|taking|after)\s", re.IGNORECASE)
_WERE = re.compile(r"\b(?:both\s+)?were\b|\bboth\b(?=\s+[a-z]+ed\b)", re.IGNORECASE)
_AND_NEXT = re.compile(r"\band\s+(?:an?\s+|the\s+|another\s+)?$", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_ARTICLE = re.compile(r"\ban?\s", re.IGNORECASE)
_PREPOSITIONS = frozenset(("at", "from", "for", "with", "to", "on", "over", "within", "after", "by", "between", "in"))
_OPENS = re.compile(
    r"\b(?:of|with|to|by|as|for|showed|shows|revealed|demonstrated|was|were|had|found|disclosed)\s+", re.IGNORECASE
)
_FINITE = re.compile(r"\b(?:[a-z]{3,}ed|had|has|were|became|felt|fell|took|lost)\b(?!\s+by\b)", re.IGNORECASE)
_LINK = r"(?:except(?:\s+for)?|and|but|with|although|while)"
_N = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2})"
_OF_A_SEX = r"(?:(?:fe)?males?|wom[ae]n|m[ae]n|boys?|girls?)(?:\s(?:patients?|infants?|children))?"
_UNKNOWN_ONE = re.compile(
    rf"""
    \(?{_N}\s{_OF_A_SEX}\s?(?:,|and|&)\s(?:and\s)?{_N}\s{_OF_A_SEX}\b |  # "(three women and one man": who is which
    (?:,?\s{_LINK}|,)\s+(?:(?!{_LINK}\b)[\w/%-]+\s+){{0,8}}in\s+(?:only\s+)?(?:one|a\s+single)\s+(?:patient|case)\b
    | (?:^|(?<=;))\W*(?:[\w/%,-]+\s+){{1,14}}(?:only|solely|exclusively)\s+in\s+the\s+[a-z-]+\s+
      (?:one|case|patient|specimen)\b.*
    | ^\W*in\s+(?:only\s+)?(?:one|a\s+single)\s+(?:of\s+(?:the|these|our)\s+)?(?:patients?|cases?)\b.*
    | ^\W*one\s+(?:patient|case|of\s+(?:them|(?:the|these|our)\s+(?:\w+\s+)?(?:patients|cases)))\b.*
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A range of a sentence and the numbers of the patients of whom it speaks."""

    start: int
    end: int
    owners: frozenset[int]


def cut_parts(sentence: str) -> Iterator[Span]:
    """Cut a sentence behind its semicolons, but not within brackets."""
    start = depth = 0
    for place, letter in enumerate(sentence):
        depth += (letter in "([") - (letter in ")]")
        if letter == ";" and depth <= 0:
            yield Span(start, place + 1)
            start = place + 1
    if start < len(sentence):
        yield Span(start, len(sentence))


def cut_clauses(
    sentence: str, anchors: Sequence[Anchor], current: frozenset[int], everybody: frozenset[int]
) -> Iterator[Stretch]:
    """Give to each patient named what is told of them; `current` are those of whom the text spoke before."""
    owners = frozenset(anchor.owner for anchor in anchors)
    if len(anchors) > 1 and _coordinated(sentence, anchors):
        yield from share_out(sentence, tuple((a.start, a.end, a.owner) for a in anchors), owners)
        return
    groups = _side_by_side(sentence, anchors)
    anchors = [Anchor(group[0].start, group[-1].end, group[0].owner) for group in groups]
    trailing = _trails(sentence, anchors[0])
    cuts = [_cut_between(sentence, this, following, trailing) for this, following in pairwise(anchors)]
    starts = [_head_end(sentence, anchors[0], cuts[:1], trailing, current), *cuts]
    if starts[0] > 0:
        together = has_cue("sentence.together", sentence[: starts[0]])
        yield Stretch(0, starts[0], owners if len(owners) > 1 else everybody if together else current)
    last = _RANGE_OF_ALL.search(sentence) if trailing and len(owners) > 1 else None
    last = last or (_told_of_both(sentence, anchors) if not trailing and len(owners) == len(anchors) > 1 else None)
    stop = len(sentence) if last is None or last.start() < anchors[-1].end else last.start()
    for start, end, group in zip(starts, [*starts[1:], stop], groups, strict=True):
        if end > start:
            yield from _told_of(group, start, end)
    if stop < len(sentence):
        yield Stretch(stop, len(sentence), owners)


def _told_of_both(sentence: str, anchors: Sequence[Anchor]) -> re.Match[str] | None:
    """Find the verb in the plural of those who are named first: "A girl with fever and a man | were treated"."""
    verb = _WERE.search(sentence, anchors[-1].end)
    if verb is None or ";" in sentence[: verb.start()] or _has_verb(sentence[: verb.start()]):
        return None
    return verb if _AND_NEXT.search(sentence, anchors[-2].end, anchors[-1].start) else None


def _side_by_side(sentence: str, anchors: Sequence[Anchor]) -> list[list[Anchor]]:
    """Join those of whom one thing is told, among others: "Case 1 relapsed, | and cases 4 and 6 | died"."""
    groups = [[anchors[0]]]
    for this, following in pairwise(anchors):
        told = any(_VERBLESS.search(sentence, anchor.start, anchor.end) for anchor in (this, following))
        if not told and _AND_ALONE.fullmatch(sentence, this.end, following.start):
            groups[-1].append(following)
        else:
            groups.append([following])
    return groups


def _told_of(group: Sequence[Anchor], start: int, end: int) -> Iterator[Stretch]:
    """Give a stretch to all who are named in it side by side, but to each their own name."""
    owners = frozenset(anchor.owner for anchor in group)
    at = start
    for anchor in group if len(owners) > 1 else ():
        if anchor.start > at:
            yield Stretch(at, anchor.start, owners)
        yield Stretch(max(at, anchor.start), anchor.end, frozenset({anchor.owner}))
        at = anchor.end
    if end > at:
        yield Stretch(at, end, owners)


def goes_on_with(sentence: str, anchors: Sequence[Anchor], everybody: frozenset[int]) -> frozenset[int]:
    """Give those of whom the next sentence speaks if it names nobody: after a sentence on each of them, all."""
    if len(anchors) > 1 and everybody == {anchor.owner for anchor in anchors}:
        return everybody
    if len(anchors) > 1 and (_coordinated(sentence, anchors) or _trails(sentence, anchors[0])):
        return frozenset(anchor.owner for anchor in anchors)
    return frozenset(anchor.owner for anchor in _side_by_side(sentence, anchors)[-1])


def share_out(sentence: str, items: Sequence[tuple[int, int, int]], everybody: frozenset[int]) -> Iterator[Stretch]:
    """Give each item of a list to its patient, and the rest of the sentence to all."""
    at = 0
    for start, end, owner in items:
        if start > at:
            yield Stretch(at, start, everybody)
        yield Stretch(start, end, frozenset({owner}))
        at = end
    if at < len(sentence):
        yield Stretch(at, len(sentence), everybody)


def share_out_beside(
    sentence: str, items: Sequence[tuple[int, int, int]], anchors: Sequence[Anchor], everybody: frozenset[int]
) -> Iterator[Stretch]:
    """Give the items of a list to their patients, and what is told after the list to those who are named there."""
    tail = [anchor for anchor in anchors if anchor.start >= items[-1][1]]
    start = tail[0].start if len({anchor.owner for anchor in tail}) > 1 else len(sentence)
    clipped = [_before_items(sentence, anchor, items) for anchor in _with_what_they_had(sentence, anchors)]
    named = [(a.start, a.end, a.owner) for a in clipped if a.end <= start and not _overlaps(a, items)]
    yield from share_out(sentence[:start], sorted([*items, *named]), everybody)
    if start < len(sentence):
        moved = [Anchor(anchor.start - start, anchor.end - start, anchor.owner) for anchor in tail]
        for stretch in cut_clauses(sentence[start:], moved, everybody, everybody):
            yield Stretch(stretch.start + start, stretch.end + start, stretch.owners)


def _with_what_they_had(sentence: str, anchors: Sequence[Anchor]) -> list[Anchor]:
    """Add to those who are named one by one what they had: "A girl | with fever | and a man | with cough | were"."""
    told = _told_of_both(sentence, anchors) if len(anchors) > 1 else None
    if told is None:
        return list(anchors)
    ends = [_AND_NEXT.search(sentence, this.end, following.start) for this, following in pairwise(anchors)]
    stops = [match.start() if match is not None else None for match in ends] + [told.start()]
    return [
        anchor if stop is None or not _HAD.match(sentence, anchor.end) else Anchor(anchor.start, stop, anchor.owner)
        for anchor, stop in zip(anchors, stops, strict=True)
    ]


def _before_items(sentence: str, anchor: Anchor, items: Sequence[tuple[int, int, int]]) -> Anchor:
    """Cut short what was joined over an item of a list: "one man aged 27 years | (for two months) … the third case"."""
    item = min((start for start, _, _ in items if anchor.start < start < anchor.end), default=None)
    if item is None:
        return anchor
    border = _BORDER.search(sentence, anchor.start, item)
    return Anchor(anchor.start, item if border is None else border.start(), anchor.owner)


def _overlaps(anchor: Anchor, items: Sequence[tuple[int, int, int]]) -> bool:
    return any(anchor.start < end and start < anchor.end for start, end, _ in items)


def without_unknown(sentence: str, stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Leave out of what is told of several what is told of one who is not named: "… with numbness in one case"."""
    for stretch in stretches:
        at = stretch.start
        if len(stretch.owners) > 1:
            for match in _UNKNOWN_ONE.finditer(sentence, stretch.start, stretch.end):
                if match.start() > at:
                    yield Stretch(at, match.start(), stretch.owners)
                at = match.end()
        if sentence[at : stretch.end].strip(" ."):
            yield Stretch(at, stretch.end, stretch.owners)


def _coordinated(sentence: str, anchors: Sequence[Anchor]) -> bool:
    """Tell whether the patients are named side by side, so that the rest of the sentence is told of all of them."""
    gaps = [sentence[a.end : b.start] for a, b in pairwise(anchors)]
    if "," in gaps[-1] and _TOLD_OF_LAST.match(sentence, anchors[-1].end):
        return False
    return all(_COORDINATE.fullmatch(gap) and not _VERBLESS.search(gap) for gap in gaps) and not any(
        _VERBLESS.search(sentence[a.start : a.end]) for a in anchors
    )


def _trails(sentence: str, anchor: Anchor) -> bool:
    """Tell whether the first patient is named after what is told of them: "glomerulonephritis in the former"."""
    preposition = _BEFORE.search(sentence, 0, anchor.start)
    return preposition is not None and bool(sentence[: preposition.start()].strip(" ,;:("))


def _head_end(sentence: str, first: Anchor, cuts: Sequence[int], trailing: bool, current: frozenset[int]) -> int:
    """Find where the part before ends that is told of all: "Both came to surgery: …"."""
    joints = list(_JOINT.finditer(sentence, 0, first.start))
    shared = len(current) > 1 or has_cue("sentence.together", sentence[: first.start])
    head = sentence[: joints[-1].start()] if joints else ""
    if (
        head
        and first.start - joints[-1].end() <= 1
        and _ONE.match(sentence, first.start)
        and has_cue("sentence.together", head)
    ):
        return joints[-1].end()  # "two cases of pneumonia, one treated with …"
    if joints and shared and (_has_verb(sentence[: joints[-1].start()]) or _STRONG.search(joints[-1].group())):
        return joints[-1].end()
    if trailing and cuts:
        return _parallel(sentence, first, cuts[0])
    return 0


def _parallel(sentence: str, first: Anchor, cut: int) -> int:
    """Find where what is told of the first of two begins as what is told of the second does; 0 if it has a verb.

    "The lesions measured | 21 × 16 mm in case 1 and | 20 × 19 mm in case 2", "MRI showed disease | at L2 in the
    former and | at L5 in the latter".
    """
    rest = sentence[cut:]
    if _has_verb(rest):
        return 0
    word = _WORD.match(rest)
    if word is None:
        return 0
    head = sentence[: first.start]
    found: list[re.Match[str]] = []
    if _NUMBER.match(rest):
        found = list(_NUMBER.finditer(head))[:1]
    elif word.group().lower() in ("a", "an"):
        found = list(_ARTICLE.finditer(head, 1))[:1]
    elif word.group().lower() in _PREPOSITIONS:
        same = re.finditer(rf"\b{word.group()}\s", head)
        found = [match for match in same if match.end() < first.start - 4]  # not the "in" of "in the former"
    if found:
        return found[-1].start()
    before = _BEFORE.search(head)
    opened = list(_OPENS.finditer(head, 0, before.start() if before is not None else len(head)))
    return opened[-1].end() if opened else 0


def _has_verb(words: str) -> bool:
    return _VERBLESS.search(words) is not None or _FINITE.search(words) is not None


def _cut_between(sentence: str, this: Anchor, following: Anchor, trailing: bool) -> int:
    joints = list(_JOINT.finditer(sentence, this.end, following.start))
    if not joints:
        return this.end if trailing else following.start
    if trailing and joints[0].start() - this.end <= 2:
        return joints[0].end()
    if not trailing and following.start - joints[-1].end() <= 1:
        return joints[-1].end()
    strong = [match for match in joints if _STRONG.search(match.group())]
    ands = [match for match in joints if "and" in match.group().lower()]
    return (strong or ands or joints)[-1].end()
