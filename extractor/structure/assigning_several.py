"""Gives the text of a paper with several patients to them: sentence by sentence, clause by clause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from extractor.document import SectionKind, Span
from extractor.structure.age_words import find_all_listed_ages, find_listed_ages
from extractor.structure.anchors import Anchor, find_anchors, find_behind_all, find_one_before_other
from extractor.structure.assigning import ARGUED, Claim, cites_a_person, leads_away
from extractor.structure.clauses import Stretch, cut_clauses, cut_parts, goes_on_with, share_out_beside, without_unknown
from extractor.structure.counts import read_count
from extractor.structure.cues import has_cue, load_cue
from extractor.structure.family import NEWBORN
from extractor.structure.labels import Label, find_labels
from extractor.structure.persons import Article, Person, Sex, find_persons
from extractor.structure.ranks import ALL_BUT, find_excepted
from extractor.structure.respectively import shares_out_alone, split_items, split_pairs
from extractor.structure.sentences import Line
from extractor.structure.stance import Stance
from extractor.structure.trades import find_by_trade, find_trades

_PAIR = 2  # items of one list of numbers
_IN_TIME = re.compile(r"\b(?:before|after|then|later|initially|subsequently|pre|post)\b", re.IGNORECASE)
_TWO_TO_TEN = "two|three|four|five|six|seven|eight|nine|ten"
_COUNT = re.compile(rf"\b(?:both|{_TWO_TO_TEN}|\d{{1,2}})\b", re.IGNORECASE)
_SOME = re.compile(  # "Two underwent decompression", "One died"
    rf"\W*(?P<count>one|{_TWO_TO_TEN})\s+"
    r"(?:was|were|had|underwent|died|lost|fell|became|[a-z]{3,}ed)\b(?!\s+by\b)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\s?\[\d{1,3}(?:[,–-]\s?\d{1,3}){0,6}\]|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}")
_HE = re.compile(r"\W*(?:we\s+(?:\w+\s+){1,2}(?:him|her)|he|she|his|her|(?:the|this)\s+patient)\b", re.IGNORECASE)
_THEY = re.compile(r"\W*(?:and\s+)?(?:they|their)\b", re.IGNORECASE)  # behind a semicolon
_THE_OTHERS = re.compile(  # all but those who were named: "Case 1 died and | the other patients recovered"
    rf"(?:\b(?:and|but|while|whereas)\s+)?(?:\b(?:in|of|for)\s+)?\bthe\s+(?:others(?=\s)|(?:other|remaining)\s+"
    rf"(?:(?:(?P<count>one|both|{_TWO_TO_TEN}|\d{{1,2}})\s+)?(?:patients|cases|siblings|children|brothers|sisters|men|women)\b"
    r"|(?P<bare>two|three|four|five)(?=\s*[.,;)]|\s+(?:was|were|had|have|are|did|died|received|underwent|[a-z]{3,}ed|got|came)\b)))",
    re.IGNORECASE,
)
_THE_LAST = re.compile(  # who alone was not named: "… | the remaining patient with amoxicillin"
    r"(?:\b(?:and|but|while|whereas)\s+)?\bthe\s+(?:remaining|other)\s+(?:patient|case|one|child|man|woman|boy|girl)\b",
    re.IGNORECASE,
)
_NEWLY = re.compile(r"\W*(?:an?|another)\s", re.IGNORECASE)
_THEIR_KIN = re.compile(  # "Two of the mothers were vegans"
    r"\W*(?:(?:the|all|both|none|one|two|three|four|each)\s(?:of\s)?)?(?:the\s|their\s)?(?:mothers|fathers|parents|donors)\b",
    re.I,
)
_ANYONE = re.compile(r"\W*(?:an?|the)\s", re.IGNORECASE)
_ONE_OF_OURS = re.compile(r"\bour\s(?:[\w-]+\s){1,2}?(?:patient|case|man|woman|boy|girl|child)\b", re.IGNORECASE)
_OPENS_BY = 40  # characters within which the subject of a sentence is named
_THESE = re.compile(r"\b(?:these|those|both|the\s+latter)\b", re.IGNORECASE)


def _is_cited(label: Label, text: str) -> bool:
    """Tell whether a label is followed by the number of a citation: "the second patient [12]" is somebody else's."""
    return _NUMBER.match(text, label.end) is not None


class Assignment:
    """Walks through the lines and keeps of whom the text speaks at each place."""

    def __init__(self, people: Sequence[Person], introduced: Mapping[Span, int]) -> None:
        self._people = people
        self._introduced = introduced
        self._everybody = frozenset(range(len(people)))
        self._current = self._everybody
        self._in_case = self._everybody  # of whom the sections on the cases spoke last
        self._each = False  # the last sentence that named anybody told something of each
        self._named: list[int] = []  # who was named, the last one last
        self._last: frozenset[int] = frozenset()  # who were named in the last part of a sentence that named any
        self._section = -1
        self._cited = False
        self._awaited: set[int] = set()  # sections that have not yet come to a patient
        self._trades: dict[str, int] = {}  # "the chef", where one of them is one
        self._one: dict[Span, Anchor] = {}  # sentences on "one patient" before one on "the other"

    def claims(self, lines: Sequence[Line]) -> Iterator[Claim]:
        """Say whose each stretch is; what is nobody's is not given."""
        if len(self._people) == 2:
            ones = find_one_before_other([line.text for line in lines])
            self._one = {lines[number].span: anchor for number, anchor in ones.items()}
        self._trades = find_trades(lines, self._people)
        opening = {number for number, line in enumerate(lines) if self._opens(line)}
        self._awaited = {lines[number].section for number in opening}
        for number, line in enumerate(lines):
            self._turn_to(line)
            if number in opening:
                self._awaited.discard(line.section)
            for stretch in without_unknown(line.text, self._stretches(line)):
                if stretch.owners:
                    yield Claim(Span(line.span.start + stretch.start, line.span.start + stretch.end), stretch.owners)
            if line.kind is SectionKind.CASE:
                self._in_case = self._current

    def _opens(self, line: Line) -> bool:
        """Tell whether a sentence brings its section to the patients."""
        if line.stance is Stance.OWN or has_cue("sentence.together", line.text):
            return True
        return line.stance is not Stance.CITED and bool(find_anchors(line.text, self._people))

    def _anchors(self, text: str, line: Line) -> tuple[Anchor, ...]:
        """Find who is named; in a discussion a person of some age is the patient only if that age is known."""
        found = find_anchors(text, self._people, known_only=line.kind in ARGUED, current=self._current)
        if not found and (called := find_by_trade(text, self._trades)):
            return called
        by_pronoun = len(found) == 1 and found[0].end == 0
        if (not found or by_pronoun) and text == line.text and line.span in self._introduced:
            return (Anchor(0, 1, self._introduced[line.span]),)
        if by_pronoun and (apart := find_behind_all(text, found[0].owner)) is not None:
            return (apart,)
        one = self._one.get(line.span)
        if not found and text != line.text and len(self._people) == 2:  # "One of them improved; | the other did not"
            return tuple(find_one_before_other([text, line.text.partition(text)[2]]).values())
        return (one,) if one is not None and not found and text == line.text else found

    def _turn_to(self, line: Line) -> None:
        if line.section != self._section:
            self._section, self._cited = line.section, False
            self._current = self._in_case if line.kind is SectionKind.CASE else self._everybody

    def _stretches(self, line: Line) -> Iterator[Stretch]:
        anchors = self._anchors(line.text, line)
        for anchor in anchors:
            self._named = [number for number in self._named if number != anchor.owner] + [anchor.owner]
        owners = frozenset(anchor.owner for anchor in anchors)
        pronoun = len(anchors) == 1 and anchors[0].end == 0
        if line.heading:
            self._current = owners if len(owners) == 1 else self._current
            for person in find_persons(line.text) if len(owners) == 1 else ():  # "Case 1 (female, 34 years)"
                yield Stretch(person.start, person.end, owners)
            return
        together = has_cue("sentence.together", line.text)
        away = line.stance is Stance.CITED or (line.stance is Stance.GENERAL and line.kind in ARGUED)
        away = away or (line.kind is SectionKind.INTRODUCTION and line.stance is not Stance.OWN)
        away = away or (line.kind in ARGUED and self._tells_of_a_stranger(line.text))
        away = away or ((pronoun or not owners) and self._has_a_stranger_for_subject(line.text))
        away = away or _THEIR_KIN.match(line.text) is not None
        turned = leads_away(line) and (pronoun or not owners) and not together and line.stance is not Stance.OWN
        newly = _NEWLY.match(line.text) is not None  # behind a cited patient: "A third man of theirs died"
        goes_on = self._cited and (pronoun or not owners or newly) and line.kind in ARGUED
        goes_on = goes_on and not together and line.stance is not Stance.OWN
        away = (away or turned) and not any(not _is_cited(label, line.text) for label in find_labels(line.text))
        if line.kind is SectionKind.TABLE or away or goes_on:
            self._cited = self._cited or cites_a_person(line) or turned or self._tells_of_a_stranger(line.text)
            return
        self._cited = False
        for part in cut_parts(line.text):
            yield from self._stretches_of_part(line, part)

    def _tells_of_a_stranger(self, text: str) -> bool:
        """Tell whether a person is described whose age or sex is none of the patients'."""
        new = [person for person in find_persons(text) if person.article is Article.NEW]
        return any(not any(known.may_be(person) for known in self._people) for person in new)

    def _has_a_stranger_for_subject(self, text: str) -> bool:
        """Tell whether a sentence opens with a person of an age that is nobody's: "The donor, a man of 20, died"."""
        new = next((p for p in find_persons(text) if p.article is not Article.KNOWN and p.start < _OPENS_BY), None)
        if new is None or (new.article is Article.RELATIVE and _ANYONE.match(text) is None):
            return False  # "His father, aged 60, had died" is told of the patient
        if find_listed_ages(text) is not None or any(known.age_years is None for known in self._people):
            return False
        return not any(known.may_be(new) for known in self._people)

    def _stretches_of_part(self, line: Line, part: Span) -> Iterator[Stretch]:
        """Share out a part of a sentence up to a semicolon."""
        text = line.text[part.start : part.end]
        but = ALL_BUT.match(text) if len(self._people) > 2 else None
        if but is not None:
            excepted = find_excepted(but, self._people)
            if excepted is not None:
                yield Stretch(part.start, part.end, self._everybody - {excepted})
                follows = line.text[part.end :].strip(" ;.")  # "…; she preferred ibuprofen"
                self._current = frozenset({excepted}) if follows else self._everybody
            return
        others = (_THE_OTHERS.search(text) or _THE_LAST.search(text)) if len(self._people) > 2 else None
        rest = self._all_but(text, line, others) if others is not None else None
        if others is not None and rest is not None:
            if others.start() > 0:
                yield from self._stretches_of_part(line, Span(part.start, part.start + others.start()))
            yield Stretch(part.start + others.start(), part.end, rest)
            self._current = self._everybody
            return
        anchors = self._anchors(text, line)
        if part.start and self._goes_on_with_child(text, anchors):
            anchors = ()
            self._current = self._last
        items = self._items(text, frozenset(anchor.owner for anchor in anchors))
        if items:
            self._current = self._everybody
            found = iter(share_out_beside(text, items, anchors, self._everybody))
        elif few := self._items_of_few(text, anchors):
            self._current = self._last = frozenset(anchor.owner for anchor in anchors)
            found = iter(share_out_beside(text, few, anchors, self._current))
        elif anchors:
            found = iter(tuple(cut_clauses(text, anchors, self._current, self._everybody)))
            self._each = len(anchors) > 1
            self._last = frozenset(anchor.owner for anchor in anchors)
            self._current = goes_on_with(text, anchors, self._everybody)
        else:
            found = self._unnamed(line, text)
        for stretch in found:
            yield Stretch(part.start + stretch.start, part.start + stretch.end, stretch.owners)

    def _goes_on_with_child(self, text: str, anchors: Sequence[Anchor]) -> bool:
        """Tell whether "she" behind a semicolon is the infant of whom the part before told, not its mother."""
        if len(self._people) != _PAIR or self._last != {1} or len(anchors) != 1 or anchors[0].owner:
            return False
        words = text[anchors[0].start : anchors[0].end].lower()
        return words in ("she", "her") and self._people[1].noun in NEWBORN and self._people[1].sex is not Sex.MALE

    def _all_but(self, text: str, line: Line, others: re.Match[str]) -> frozenset[int] | None:
        """Give all but those whom a sentence names before "the other patients"; None if who they are is not told."""
        named = frozenset(anchor.owner for anchor in self._anchors(text[: others.start()], line))
        if not named and not text[: others.start()].strip(" ,;"):  # "…; the other two recovered"
            named = self._last
        count = len(self._people) - len(named)
        alone = others.re is _THE_LAST
        number = None if alone else others["count"] or others["bare"]
        told = number is None or read_count(number) == count
        after = self._anchors(text[others.end() :], line)
        few = count == 1 if alone else count > 1
        return self._everybody - named if named and few and told and not after else None

    def _items(self, text: str, owners: frozenset[int]) -> tuple[tuple[int, int, int], ...]:
        """Give the items of a list that are the patients' and not one patient's values."""
        together = has_cue("sentence.together", text)
        lists = [listed for listed, _ in find_all_listed_ages(text)]
        ages = [age for listed in lists for age in listed]
        if len(lists) > 1 and [age for _, _, age in ages] == [person.age_years for person in self._people]:
            return tuple((start, end, owner) for owner, (start, end, _) in enumerate(ages))
        several = len(owners) != 1 and (self._current == self._everybody or owners == self._everybody)
        items = split_items(text, len(self._people))
        if not items and not owners:
            pairs = split_pairs(text, len(self._people))
            # After a word on one patient, two such lists in a sentence tell of both again.
            return (
                pairs if self._current == self._everybody or (len(pairs) > _PAIR and not _IN_TIME.search(text)) else ()
            )
        return items if together or several or (not owners and shares_out_alone(text, items)) else ()

    def _items_of_few(self, text: str, anchors: Sequence[Anchor]) -> tuple[tuple[int, int, int], ...]:
        """Give the ages of some of the patients: "Cases 4 and 5 were men of 50 and 61 years"."""
        owners = list(dict.fromkeys(anchor.owner for anchor in anchors))
        if not 1 < len(owners) < len(self._people):
            return ()
        items = split_items(text, len(owners))
        return tuple((start, end, owners[place]) for start, end, place in items if start >= anchors[-1].end)

    def _unnamed(self, line: Line, text: str) -> Iterator[Stretch]:
        """Give a sentence that names nobody to those together of whom it speaks, or to whom the text spoke of."""
        if _ONE_OF_OURS.search(text):
            return  # "our Eritrean patient": who that is is not told
        some = _SOME.match(text)
        if some is not None and read_count(some["count"]) < len(self._people):
            return  # who they are is not told
        together = load_cue("sentence.together").search(text)
        if together is not None:
            self._each = False
            group = self._group(together.group())
            if group == self._everybody:
                self._current = group
            yield Stretch(0, len(text), group)
        elif self._goes_on(line) or (self._current == self._everybody and text != line.text and _THEY.match(text)):
            if self._each and _HE.match(text) is not None:
                self._current = frozenset(self._named[-1:])  # "He …" right behind a sentence on each of them
            self._each = False
            yield Stretch(0, len(text), self._current)

    def _group(self, words: str) -> frozenset[int]:
        """Give the patients that "both", "these two patients" or "three patients" are; nobody if that is not told."""
        match = _COUNT.search(words)
        if match is None:
            return self._everybody
        count = read_count(match.group())
        if count == len(self._people):
            return self._everybody
        if count < len(self._people) and _THESE.search(words) and len(self._named) >= count:
            return frozenset(self._named[-count:])
        return frozenset()

    def _goes_on(self, line: Line) -> bool:
        several = self._current == self._everybody
        if line.section in self._awaited and line.kind is not SectionKind.CASE:
            return False
        if line.stance in (Stance.CITED, Stance.COHORT, Stance.GENERAL):
            return False
        if several and (line.kind is SectionKind.CAPTION or line.stance is Stance.PRESENT):
            return False
        return line.kind not in ARGUED or line.stance in (Stance.OWN, Stance.PERSON)
