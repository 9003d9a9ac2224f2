"""Checks what a sentence counts against the rows of the table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractor.audit.conditions import Beyond, Has, Predicate, Told
from extractor.audit.figures import Figure, find_figures
from extractor.audit.finding import Finding, Verdict, unchecked
from extractor.audit.reading import ClaimReader, Found, readings_of
from extractor.audit.sentences import Sentence
from extractor.export.rows import Row
from extractor.lexicon import load_lists
from extractor.summary.answers import answer_of, names_of

_MOST_CELLS = 12
_WORDED = 7.0  # percentage points by which "two-thirds" may be off
_SUBSET = re.compile(r"\s+of\s+(?:whom|which|them|these|those)\b", re.IGNORECASE)
_BEFORE_CUT = re.compile(r"[,;:]|\bfollowed by\b", re.IGNORECASE)
_AFTER_CUT = re.compile(r"[,;:]|\band\b", re.IGNORECASE)
_PART_OF_THOSE = re.compile(r"(?:of|among|in) (?:those|these|them)\b", re.IGNORECASE)
_NO_SUBJECT = re.compile(r"\b(?:both|either|neither|none|others?|rest|remaining)\b", re.IGNORECASE)
_TOTAL = re.compile(r"\s*(?:patients|cases|individuals|subjects)\b", re.IGNORECASE)


@dataclass
class CountChecker:
    """Checks the counts of sentences in their order; it remembers the wholes that a paragraph names."""

    rows: Sequence[Row]
    reader: ClaimReader
    papers: int
    _wholes: set[int] = field(default_factory=set)  # the counts told so far: each may be the whole of a later one

    def check(self, sentence: Sentence) -> Iterator[Finding]:
        """Check every count of a sentence."""
        figures = find_figures(sentence.text)
        paired = self._respectively(sentence, figures)
        for number, figure in enumerate(figures):
            if figure.count is not None:
                self._wholes.add(figure.count)
            phrase, found = paired.get(number) or self._phrase(sentence.text, figures, number)
            yield from self._check_percent(sentence, figure)
            yield self._judge(sentence, figure, phrase, found)

    def _respectively(self, sentence: Sentence, figures: Sequence[Figure]) -> dict[int, tuple[str, tuple[Found, ...]]]:
        """Pair figures and conditions of "A and B were raised in 12/17 and 14/17, respectively"."""
        text = sentence.text
        if "respectively" not in text or len(figures) < 2:
            return {}
        numbers = [n for n, figure in enumerate(figures) if not figure.base]
        before = text[: figures[numbers[0]].start] if numbers else ""
        start = max(before.rfind(mark) for mark in (",", ";", ":")) + 1
        found = [
            f
            for f in self.reader.read(before[start:])
            if not isinstance(f.condition, Told) or len(f.condition.fields) == 1
        ]
        tail = numbers[-len(found) :] if found else []
        if len(tail) != len(found) or len(found) < 2:
            return {}
        return {number: (before[start:], (one,)) for number, one in zip(tail, found, strict=True)}

    def _phrase(self, text: str, figures: Sequence[Figure], number: int) -> tuple[str, tuple[Found, ...]]:
        """Give the words that a figure counts: before it, where it stands in brackets, else after it, else before."""
        figure = figures[number]
        previous = figures[number - 1].end if number else 0
        following = figures[number + 1].start if number + 1 < len(figures) else len(text)
        before, after = text[previous : figure.start], text[figure.end : following]
        if figure.base:
            after = after.split(",")[0]
        elif number + 1 < len(figures) and not figures[number + 1].inside:
            cut = max(after.rfind(mark) for mark in (",", ";", " and "))
            after = after[:cut] if cut > 0 else after
        elif number + 1 < len(figures):  # what stands before a figure in brackets is that one's own
            after = _AFTER_CUT.split(after)[0]
        near = _BEFORE_CUT.split(before)[-1] if figure.inside or figure.behind else before
        if not self.reader.read(before) and self.reader.is_measured(before):
            before = text[: figure.start]  # "IgG4 was measured in 7 and elevated in 4"
        alone = _NO_SUBJECT.search(after) is not None  # "one had both" tells nothing of what stands before
        order: tuple[str, ...] = (after, "" if alone else before)
        if figure.inside or figure.behind:
            order = (near, before) if figure.inside else (near.strip(" ,;"), before, after)
        for phrase in order:
            found = self.reader.read(phrase)
            if found:
                return phrase, found
        return (before if figure.inside else after), ()

    def _check_percent(self, sentence: Sentence, figure: Figure) -> Iterator[Finding]:
        """Check a percentage against its own fraction; that needs no table."""
        if figure.percent is None or figure.count is None or not figure.of:
            return
        true = 100 * figure.count / figure.of
        if not _is_share(figure, figure.count, figure.of):
            claimed = sentence.text[figure.start : figure.end]
            counted = f"{figure.count} of {figure.of} is {true:.1f} %"
            yield Finding(
                Verdict.MISMATCH,
                sentence.span,
                sentence.text,
                claimed,
                counted,
                "the percentage is not that of its fraction",
            )

    def _judge(self, sentence: Sentence, figure: Figure, phrase: str, found: Sequence[Found]) -> Finding:
        text = sentence.text
        claimed = text[figure.start : figure.end]
        if found or figure.inside or figure.behind:
            leads = text.find(phrase) < figure.start
            claimed = " ".join(f"{phrase} {claimed}".split() if leads else f"{claimed} {phrase}".split()).lstrip(" ,;.")
        if not found:
            return self._judge_total(sentence, figure, claimed)
        part = figure.of is None and figure.count is None and _PART_OF_THOSE.match(text) is not None
        if part or _SUBSET.match(text, figure.end):
            return unchecked(sentence.span, text, claimed, "a part of those named before, by more than the table tells")
        readings = self._readings(text, figure, phrase, found)
        known = [reading for reading in readings if reading.base(self.rows)]
        if not known:
            return unchecked(sentence.span, text, claimed, "the table does not tell it")
        for reading in known:
            if self._agrees(figure, reading):
                return self._finding(Verdict.MATCH, sentence, claimed, reading, "")
        first = known[0]
        free = set(load_lists("audit")["@free"])
        if not free.isdisjoint(first.fields) and not all(isinstance(c, Told) for g in first.groups for c in g):
            return unchecked(
                sentence.span, text, claimed, f"the words are too free; the table has {self._counted(first)}"
            )
        if figure.base:
            return self._finding(Verdict.MISMATCH, sentence, claimed, first, "the table has another number")
        return self._finding(Verdict.MISMATCH, sentence, claimed, first, self._why(figure, first))

    def _readings(self, text: str, figure: Figure, phrase: str, found: Sequence[Found]) -> tuple[Predicate, ...]:
        readings = list(readings_of(phrase, found))
        for reading in tuple(readings):
            if all(isinstance(c, Has) for g in reading.groups for c in g) and len(reading.fields) == 1:
                readings.append(_Alone(reading.groups))
        if re.match(r"[^.;]{0,20}\bincluding\b", text[figure.end :], re.IGNORECASE):  # the parts tell the field
            parts = self.reader.read(text[figure.end :])
            readings += [Predicate(((Told(f.condition.fields),),)) for f in parts if isinstance(f.condition, Has)]
        return tuple(readings)

    def _agrees(self, figure: Figure, reading: Predicate) -> bool:
        count, base = reading.count(self.rows), reading.base(self.rows)
        if figure.about is not None:
            return base > 0 and abs(100 * count / base - figure.about) <= _WORDED
        if figure.most:
            return base > 0 and 2 * count > base
        wholes = {base, len(self.rows)}
        if figure.count is None:
            return any(_is_share(figure, count, whole) for whole in wholes)
        if count != figure.count or (figure.of is not None and figure.of not in wholes | self._wholes):
            return False
        bare = figure.percent is not None and figure.of is None
        return not bare or any(_is_share(figure, count, whole) for whole in wholes | self._wholes)

    def _why(self, figure: Figure, reading: Predicate) -> str:
        """Say what is wrong; where the limit itself would have to count, say that."""
        at_least = Predicate(
            tuple(
                tuple(Beyond(c.field, c.limit, True) if isinstance(c, Beyond) else c for c in g) for g in reading.groups
            )
        )
        if at_least != reading and figure.count == at_least.count(self.rows):
            return "it holds only if the limit itself counts (≥, not >)"
        if figure.count == reading.count(self.rows):
            return "the number is right, but not of how many"
        return "the table gives another number"

    def _judge_total(self, sentence: Sentence, figure: Figure, claimed: str) -> Finding:
        text = sentence.text
        after = text[figure.end : figure.end + 30]
        total = figure.count == len(self.rows) and figure.of is None and _TOTAL.match(after)
        if total and not text[figure.end : figure.end + 60].lower().lstrip().startswith(("who", "with", "of whom")):
            counted = f"{len(self.rows)} patients"
            return Finding(Verdict.MATCH, sentence.span, text, f"{claimed}{after.split(',')[0]}", counted, "")
        return unchecked(sentence.span, text, claimed, "no field of the schema is named")

    def _counted(self, reading: Predicate) -> str:
        count, base = reading.count(self.rows), reading.base(self.rows)
        share = f" ({100 * count / base:.1f} %)" if base else ""
        return f"{count} of {base}{share}: {reading.words()}" if count != base else f"{count}: {reading.words()}"

    def _finding(self, verdict: Verdict, sentence: Sentence, claimed: str, reading: Predicate, reason: str) -> Finding:
        meeting = reading.select(self.rows)
        cells = tuple(self._cell(row, reading) for row in meeting[:_MOST_CELLS])
        if len(meeting) > _MOST_CELLS:
            cells += (f"and {len(meeting) - _MOST_CELLS} more",)
        return Finding(verdict, sentence.span, sentence.text, claimed, self._counted(reading), reason, cells)

    def _cell(self, row: Row, reading: Predicate) -> str:
        """Quote the cells of a row that meet the condition."""
        quotes = [q.text for f in reading.fields if (a := answer_of(row, f)) is not None for q in a.quotes[:2]]
        return f"{row.path.rpartition('#')[2]} {row.label}: {', '.join(dict.fromkeys(quotes))}"


def _is_share(figure: Figure, count: int, whole: int) -> bool:
    """Tell whether a percentage is that of a count, rounded to its digits."""
    if figure.percent is None or not whole:
        return False
    return abs(100 * count / whole - figure.percent) <= 0.5 / float(10**figure.decimals) + 1e-9


class _Alone(Predicate):
    """The answers named, and none beside them: "14 focal or nodular" where "8 both" follows."""

    def select(self, rows: Sequence[Row]) -> list[Row]:
        """Give the patients who meet it."""
        names = {name for group in self.groups for c in group if isinstance(c, Has) for name in c.names}
        return [row for row in Predicate.select(self, rows) if set(names_of(row, self.fields[0])) <= names]
