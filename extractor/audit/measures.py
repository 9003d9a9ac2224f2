"""Checks means, medians, ranges and quartiles that a sentence tells of a field of numbers."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.audit.finding import Finding, Verdict
from extractor.audit.reading import ClaimReader
from extractor.audit.sentences import Sentence
from extractor.export.rows import Row
from extractor.schema import Field, Schema
from extractor.summary.answers import answer_of, is_numeric, number_of
from extractor.summary.statistics import Numbers, describe
from extractor.unit import convert, find_unit

_NUMBER = r"\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?"
_VALUE = rf"(?P<{{0}}>{_NUMBER})(?:\s?[×x*]\s?10\^?[69⁶⁹](?:\s?/\s?L)?)?"
_UNIT = r"(?P<unit{0}>\s?(?:days?|weeks?|months?|years?|%|[a-zµ]{{1,5}}/[a-zA-Zµ³]{{1,4}}))?"
_TO = r"\s?(?:to|and|–|-|—|−)\s?"
_RANGE = re.compile(
    rf"""(?:\b(?:rang(?:ed|ing|es|e)|varied|aged|between)\b|(?P<middle>\b(?:IQR|interquartile\s+range|quartiles)))\s*(?:(?:was|of|:|,|=)\s*)?(?:from\s+|between\s+)?
    {_VALUE.format("low")}{_UNIT.format("1")}{_TO}{_VALUE.format("high")}{_UNIT.format("2")}""",
    re.IGNORECASE | re.VERBOSE,
)
_STATISTIC = re.compile(
    rf"""(?:\b(?P<mean>mean|average)|\b(?P<median>median))\b [^.;()\d]{{{{0,70}}}}?
    (?:\bwas\b|\bof\b|\bis\b|[:=,]|\bage\b)\s*(?:about\s+|approximately\s+)?
    {_VALUE}{_UNIT}""".format("value", "0"),
    re.IGNORECASE | re.VERBOSE,
)
_BARE = re.compile(rf"\bwas\s+{_VALUE.format('value')}(?=\s*[(\[]\s*range)", re.IGNORECASE)
_UNIT_AFTER = re.compile(r"(?:\s*[(\[][^)\]]{0,80})?[)\]]?\s*(?P<unit>days?|weeks?|months?|years?)\b", re.IGNORECASE)
_WEEKS = {"day": (1 / 7,), "week": (1.0,), "month": (4.0, 30.4375 / 7), "year": (48.0, 365.25 / 7)}
_MONTHS = {"day": (1 / 28, 1 / 30.4375), "week": (0.25, 7 / 30.4375), "month": (1.0,), "year": (12.0,)}


@dataclass(frozen=True, slots=True)
class MeasureChecker:
    """Checks statistics; the field is the one named last before them, in the sentence or the one before it."""

    schema: Schema
    rows: Sequence[Row]
    reader: ClaimReader

    def check(self, sentence: Sentence, before: Sentence | None) -> Iterator[Finding]:
        """Check every statistic of a sentence."""
        text = sentence.text
        for match in _RANGE.finditer(text):
            field = self._field(sentence, before, match.start("low"))
            if field is not None:
                yield self._check_range(sentence, match, field)
        for match in [*_STATISTIC.finditer(text), *_BARE.finditer(text)]:
            field = self._field(sentence, before, match.start("value"))
            if field is not None:
                yield self._check_statistic(sentence, match, field)

    def _field(self, sentence: Sentence, before: Sentence | None, at: int) -> Field | None:
        places = [p for p in self.reader.named(sentence.text) if p[0] < at]
        if not places and before is not None and before.paragraph == sentence.paragraph:
            places = list(self.reader.named(before.text))
        for _, _, names in reversed(places):
            field = self.schema.field(names[0])
            if len(names) == 1 and is_numeric(field):
                return field
        return None

    def _numbers(self, field: Field) -> list[tuple[float, str]]:
        """Give the numbers of a field, each with the cell that says so."""
        found = []
        for row in self.rows:
            number, answer = number_of(row, field.name), answer_of(row, field.name)
            if number is not None and answer is not None:
                quote = ", ".join(dict.fromkeys(q.text for q in answer.quotes))
                found.append((number, f"{row.path.rpartition('#')[2]} {row.label}: {quote}"))
        return sorted(found)

    def _check_range(self, sentence: Sentence, match: re.Match[str], field: Field) -> Finding:
        numbers = self._numbers(field)
        described = describe(n for n, _ in numbers)
        unit = match["unit2"] or match["unit1"] or _following_unit(sentence.text, match.end())
        factors = _factors(field, unit)
        claimed = " ".join(match.group().split())
        if described is None or not factors:
            return Finding(
                Verdict.UNCHECKED, sentence.span, sentence.text, claimed, "", "the table has no numbers of it"
            )
        low, high = match["low"], match["high"]
        values = [number for number, _ in numbers]
        lower, upper = statistics.quantiles(values, method="inclusive")[::2] if len(values) > 1 else values * 2
        quartiles = ((described.lower, described.upper), (lower, upper))  # in the two usual ways
        ends = quartiles if match["middle"] else ((described.least, described.most),)
        if any(_same(a, low, factor) and _same(b, high, factor) for a, b in ends for factor in factors):
            return self._finding(Verdict.MATCH, sentence, claimed, field, described, "")
        reason = "the table has another range"
        if match["middle"]:
            reason = "the table has other quartiles"
        elif any(_same(a, low, f) and _same(b, high, f) for a, b in quartiles for f in factors):
            reason = "these are the quartiles, not the range"
        elif any(_same(described.most, high, f) for f in factors):
            reason = "the table has a lower number"
        elif any(_same(described.least, low, f) for f in factors):
            reason = "the table has a higher number"
        cells = tuple(dict.fromkeys((numbers[0][1], numbers[-1][1])))
        return self._finding(Verdict.MISMATCH, sentence, claimed, field, described, reason, cells)

    def _check_statistic(self, sentence: Sentence, match: re.Match[str], field: Field) -> Finding:
        described = describe(n for n, _ in self._numbers(field))
        groups = match.groupdict()
        unit = groups.get("unit0") or _following_unit(sentence.text, match.end())
        factors = _factors(field, unit)
        claimed = " ".join(match.group().split())
        if described is None or not factors:
            return Finding(
                Verdict.UNCHECKED, sentence.span, sentence.text, claimed, "", "the table has no numbers of it"
            )
        wanted = {"mean": described.mean, "median": described.median}
        named = [name for name in wanted if groups.get(name)] or list(wanted)
        for name in named:
            if any(_same(wanted[name], match["value"], factor) for factor in factors):
                reason = "" if len(named) == 1 else f"it is the {name}"
                return self._finding(Verdict.MATCH, sentence, claimed, field, described, reason)
        reason = f"the {' and the '.join(named)} of the table is another number"
        return self._finding(Verdict.MISMATCH, sentence, claimed, field, described, reason)

    def _finding(
        self, verdict: Verdict, sentence: Sentence, claimed: str, field: Field, told: Numbers, *more: object
    ) -> Finding:
        reason, cells = (*more, ())[:2]
        counted = (
            f"{field.name} ({field.unit or 'no unit'}): mean {told.mean:.2f}, median {told.median:g}, "
            f"quartiles {told.lower:g}–{told.upper:g}, range {told.least:g}–{told.most:g}, n = {told.count}"
        )
        assert isinstance(reason, str) and isinstance(cells, tuple)
        return Finding(verdict, sentence.span, sentence.text, claimed, counted, reason, cells)


def _following_unit(text: str, at: int) -> str | None:
    """Give the unit of time behind a bracket: "7.9 (range 1–30) months"."""
    found = _UNIT_AFTER.match(text, at)
    return None if found is None else found["unit"]


def _factors(field: Field, unit: str | None) -> tuple[float, ...]:
    """Give what one of the printed unit is in the unit of the field, in each way of counting; none if it is none."""
    if unit is None or not unit.strip() or field.unit is None:
        return (1.0,)
    word = unit.strip().lower()
    single = word.removesuffix("s")
    if single in _WEEKS:
        if field.unit == "years":
            return (1.0,) if single == "year" else ()
        return _MONTHS[single] if field.unit == "months" else _WEEKS[single]
    known = find_unit(word)
    factor = convert(1.0, known.symbol, field.unit) if known is not None else None
    return (1.0,) if word == field.unit.lower() else () if factor is None else (factor,)


def _same(true: float, printed: str, factor: float) -> bool:
    """Tell whether a printed number is the true one, rounded to its digits."""
    number = printed.replace(",", "")
    decimals = len(number.partition(".")[2])
    return abs(true / factor - float(number)) <= 0.5 / float(10**decimals) + 1e-6
