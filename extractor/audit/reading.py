"""Words of a claim → conditions: terms of the word lists, names of fields, and what is said of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.audit.conditions import Beyond, Condition, Flagged, Has, Predicate, Told
from extractor.case import Mention
from extractor.lexicon import compile_words, load_cues, load_lexicon, load_lists
from extractor.schema import FieldType, Schema
from extractor.wordlist import WordList

Find = Callable[[str], Iterable[Mention]]

_SEXES = {
    "male": re.compile(r"\b(?:men|man|males?|boys?)\b(?!-to)", re.IGNORECASE),
    "female": re.compile(r"(?<!to-)\b(?:women|woman|females?|girls?)\b", re.IGNORECASE),
}
_LIMIT = re.compile(r"\s*(?P<number>\d+(?:\.\d+)?)\s?(?P<percent>%)?")


@dataclass(frozen=True, slots=True)
class Found:
    """A condition and where its words stand; `weak` tells that a field is only named."""

    start: int
    end: int
    condition: Condition
    weak: bool = False


class ClaimReader:
    """Reads the words of claims for one schema, knowing which answers stand in the table."""

    def __init__(self, schema: Schema, find: Find, answers: Mapping[str, frozenset[str]]) -> None:
        self._schema, self._find, self._answers = schema, find, answers
        self._fields = {field.name: field for field in schema.fields}
        lists = load_lists("audit")
        self._names: list[tuple[tuple[str, ...], WordList]] = []
        for key, words in lists.items():
            fields = tuple(name for name in key.split() if name in self._fields)
            if fields and not key.startswith("@"):
                self._names.append((fields, compile_words([*words, *self._analytes(fields)])))
        known = {name for fields, _ in self._names for name in fields}
        numeric = (FieldType.QUANTITY, FieldType.DURATION, FieldType.COUNT)
        for name in [f.name for f in schema.fields if f.type in numeric and f.name not in known]:
            # a field of another schema: its name and the headers of its columns
            headers = [re.sub(r"\s*\(.*", "", c.header) for c in schema.columns if c.field == name]
            named = [name.replace("_", " "), *headers, *self._analytes((name,))]
            self._names.append(((name,), compile_words([word for word in named if len(word) > 3])))

    def _analytes(self, fields: Sequence[str]) -> Iterator[str]:
        """Give the names of what a quantity measures; not those of two signs, which mean anything."""
        wanted = {c for f in fields for c in self._fields[f].find.concepts[:1]} if len(fields) == 1 else set()
        yield from (t.term for t in load_lexicon("analyte").terms if t.concept in wanted and len(t.term) > 5)

    def read(self, text: str) -> tuple[Found, ...]:
        """Give the conditions in a stretch of text, in order; the longest words count."""
        limits = tuple(self._limits(text))
        bounded = {f.condition.fields for f in limits}
        measured = [f for f in self._measured(text) if f.condition.fields not in bounded]
        found = [*self._sexes(text), *self._terms(text), *limits, *measured]
        taken = [f for f in found if not isinstance(f.condition, Told)]
        told = [f for f in self._told(text) if not any(_overlap(f, other) for other in taken)]
        return tuple(sorted([*found, *told], key=lambda f: (f.start, f.end)))

    def named(self, text: str) -> tuple[tuple[int, int, tuple[str, ...]], ...]:
        """Give the places where fields are named, the longest words first taken."""
        places = [(m.start(), m.end(), fields) for fields, pattern in self._names for m in pattern.finditer(text)]
        kept: list[tuple[int, int, tuple[str, ...]]] = []
        for place in sorted(places, key=lambda p: (p[0] - p[1], p[0])):
            if all(place[1] <= other[0] or other[1] <= place[0] for other in kept):
                kept.append(place)
        return tuple(sorted(kept))

    def is_measured(self, text: str) -> bool:
        """Tell whether the text says high, normal or low."""
        return any(load_cues("audit")[f"@{flag}"].search(text) for flag in ("elevated", "normal", "low"))

    def _sexes(self, text: str) -> Iterator[Found]:
        for sex, pattern in _SEXES.items() if "sex" in self._fields else ():
            for match in pattern.finditer(text):
                yield Found(match.start(), match.end(), Has("sex", frozenset({sex})))

    def _terms(self, text: str) -> Iterator[Found]:
        for mention in self._find(text):
            names = self._group(mention.concept)
            for field in self._schema.fields:
                listed = field.type in (FieldType.CATEGORIES, FieldType.CATEGORY, FieldType.BOOLEAN)
                if not listed or mention.lexicon not in field.find.lexicons:
                    continue
                known = self._known(field.name, names)
                if known:
                    weak = field.type is FieldType.BOOLEAN  # "focal enhancement" asks for focal
                    yield Found(mention.span.start, mention.span.end, Has(field.name, known), weak)

    def _group(self, concept: str) -> frozenset[str]:
        """Give a concept with those that it stands for: "immunosuppressants" are azathioprine and others."""
        for members in load_lists("treatment_groups").values():
            if members[0] == concept:
                return frozenset(members)
        return frozenset(concept.split(", "))

    def _known(self, field: str, names: frozenset[str]) -> frozenset[str]:
        """Give the answers in the table that are meant: "obliterative phlebitis" is there as "phlebitis"."""
        answers = self._answers.get(field, frozenset())
        exact = names & answers
        wider = frozenset(a for a in answers for name in names if name.endswith(f" {a}"))
        return exact or wider or frozenset(a for a in answers for name in names if a.endswith(f" {name}"))

    def _measured(self, text: str) -> Iterator[Found]:
        """Give "elevated serum IgG4 levels": of a field that is named the nearest word for high, normal or low."""
        cues = load_cues("audit")
        flags = [(m, flag) for flag in ("elevated", "normal", "low") for m in cues[f"@{flag}"].finditer(text)]
        named = self.named(text)
        flags = [
            (m, flag)
            for m, flag in flags
            if not any(_inside(m, other) for other, _ in flags)
            and all(  # not the "high" of a high-power field, but "pleocytosis", which says itself that it is high
                m.end() <= start or end <= m.start() or (start, end) == m.span() for start, end, _ in named
            )
        ]
        for start, end, fields in named:
            near = min(flags, key=lambda item: _gap(item[0], start, end), default=None)
            single = len(fields) == 1 and self._fields[fields[0]].type is FieldType.QUANTITY
            if near is not None and single:
                yield Found(min(start, near[0].start()), max(end, near[0].end()), Flagged(fields[0], near[1]))

    def _limits(self, text: str) -> Iterator[Found]:
        """Give "a ratio of more than 40%": limits beside the name of a quantity, before or after it."""
        cues = load_cues("audit")
        named = [(s, e, f[0]) for s, e, f in self.named(text) if self._fields[f[0]].type is FieldType.QUANTITY]
        for cue, equal in (("@more", False), ("@at_least", True)):
            for match in cues[cue].finditer(text):
                number = _LIMIT.match(text, match.end())
                if number is None:
                    continue
                fitting = [n for n in named if (self._fields[n[2]].unit == "%") == (number["percent"] is not None)]
                best = min(
                    fitting, key=lambda n: min(abs(n[0] - number.end()), abs(match.start() - n[1])), default=None
                )
                if best is not None:
                    start, end = min(best[0], match.start()), max(best[1], number.end())
                    yield Found(start, end, Beyond(best[2], float(number["number"]), equal))

    def _told(self, text: str) -> Iterator[Found]:
        for start, end, fields in self.named(text):
            own = self._fields[fields[0]]
            if own.type is FieldType.BOOLEAN and not load_cues("audit")["@examined"].search(text):
                yield Found(start, end, Has(own.name, frozenset({"yes"})), weak=True)
            else:
                yield Found(start, end, Told(fields), weak=True)


def readings_of(text: str, found: Sequence[Found]) -> tuple[Predicate, ...]:
    """Give the predicates that the conditions of a phrase may mean, the likeliest first.

    What only names a field counts where nothing is asked of it: "linear enhancement" asks for linear.
    """
    if not found:
        return ()
    cues = load_cues("audit")
    strong = [f for f in found if not f.weak] or list(found)
    everything = Predicate((tuple(dict.fromkeys(f.condition for f in found)),))
    any_of = Predicate((tuple(dict.fromkeys(f.condition for f in strong)),))
    all_of = Predicate(tuple(tuple(dict.fromkeys(group)) for group in _group(text, strong)))
    combined = cues["@both"].search(text) is not None or len(all_of.fields) > 1
    order = (all_of, any_of) if combined else (any_of, all_of)
    single = strong[0].condition if len({f.condition for f in strong}) == 1 else None
    told = (Predicate(((Told(single.fields),),)),) if isinstance(single, Has) and cues["@examined"].search(text) else ()
    return tuple(dict.fromkeys((*order, everything, *told)))


def _group(text: str, found: Sequence[Found]) -> list[list[Condition]]:
    """Put conditions between which "or", a comma or a list of examples stands into one group, others apart."""
    groups: list[list[Condition]] = [[found[0].condition]]
    example = load_cues("audit")["@for_example"].search(text)
    for before, here in pairwise(found):
        between = text[before.end : here.start]
        listed = example is not None and here.start > example.start()
        apart = re.search(r"\band\b(?!/or)|\bwith\b", between) is not None
        if listed or (not apart and re.search(r"\bor\b|/|,", between)):
            groups[-1].append(here.condition)
        else:
            groups.append([here.condition])
    return groups


def _overlap(one: Found, other: Found) -> bool:
    return one.start < other.end and other.start < one.end


def _inside(match: re.Match[str], other: re.Match[str]) -> bool:
    return match is not other and other.start() <= match.start() and match.end() <= other.end()


def _gap(match: re.Match[str], start: int, end: int) -> int:
    return max(match.start() - end, start - match.end(), 0)
