"""Tells what a column is by its header: which fields of the schema it fills, in which unit, or what else it names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz, process

from extractor.case import Mention
from extractor.lexicon import load_cues, load_lexicon, load_lists
from extractor.schema import Field, FieldType, Schema, Show
from extractor.tables.items import concepts_of
from extractor.tables.numbers import time_unit
from extractor.unit import find_unit

Find = Callable[[str], Iterable[Mention]]  # the terms and levels of a text, with spans in it

_BRACKET = re.compile(r"[(\[{][^)\]}]{0,300}[)\]}]")
_MARKS = re.compile(r"(?<![*†‡§¶#⁰¹²³⁴-⁹ᵃ-ᶻ])[*†‡§¶#⁰¹²³⁴-⁹ᵃ-ᶻ]+$")
_MILLIONS = re.compile(r"[*×x]\s?10\s?\^?\s?(?P<power>[69])(?!\d)", re.IGNORECASE)
_REFERENCE = re.compile(
    r"(?<!\d)(?P<low>\d+(?:\.\d+)?)\s*[-–—−~]\s*(?P<high>\d+(?:\.\d+)?)|[<≤]\s*(?P<most>\d+(?:\.\d+)?)"
)
_PARTS = re.compile(r"(?:(?<!\s)\s+)?(?:/|&|,|;|\band\b|\+|\n)\s*", re.IGNORECASE)
_UNIT_PLACES = re.compile(r"[(\[,]\s*(?:[^()\[\],]*\s)?(?P<unit>[^()\[\],\s]+)\s*[)\]]?")
MINUS = ("-", "–", "−", "(-)", "(–)")
_NEAR = 90  # rapidfuzz ratio: one letter of ten may be wrong
_FEWEST = 6  # letters below which a slip cannot be told from another word


class Place(StrEnum):
    """What a column tells beside the fields of the schema."""

    YEAR = "@year"
    SOURCE = "@source"
    STUDY = "@study"  # years or authors: the cells tell
    CASE = "@case"
    JOURNAL = "@journal"
    DOI = "@doi"
    COUNTRY = "@country"


@dataclass(frozen=True, slots=True)
class Heading:
    """What a header says. `term` is what a column of its own asks: "Rituximab" with yes and no below."""

    fields: tuple[Field, ...] = ()
    places: tuple[Place, ...] = ()
    unit: str | None = None
    time: str | None = None
    reference: tuple[float | None, float | None] | None = None
    term: str | None = None
    signs: bool = False  # its cells are plus and minus


class HeaderReader:
    """Reads the headers of tables for one schema."""

    def __init__(self, schema: Schema, find: Find) -> None:
        self._schema, self._find = schema, find
        self._phrases = _phrases(schema)
        answers = load_lists("table_headers")["answers"]
        self._asked = [field for name in answers for field in schema.fields if field.name == name]
        self._long = [phrase for phrase in self._phrases if len(phrase) >= _FEWEST]

    def read(self, text: str) -> Heading | None:
        """Read a header; None if it is none that is known."""
        text = _MARKS.sub("", " ".join(text.split()))
        if not text or len(text) > 120:
            return None
        keys = self._keys(text)
        if keys:
            fields = tuple(field for key in keys for field in self._fields(key))
            places = tuple(Place(key) for key in keys if key.startswith("@"))
            if fields or places:
                return Heading(fields, places, *_measure(text, fields))
        return self._indicator(text)

    def _keys(self, text: str) -> tuple[str, ...]:
        bare = _BRACKET.sub(" ", _MILLIONS.sub(" ", text)).strip(" ,;:")
        whole = self._key(text) or self._key(bare) or self._key(load_cues("table_headers")["filler"].sub(" ", bare))
        if whole is not None:
            return (whole,)
        parts = [part for part in _PARTS.split(bare) if part]
        keys = tuple(key for part in parts if (key := self._key(part)) is not None)
        if len(parts) > 1 and len(keys) == len(parts):
            return tuple(dict.fromkeys(keys))
        folded = _squash(bare)
        near = (
            process.extractOne(folded, self._long, scorer=fuzz.ratio, score_cutoff=_NEAR)
            if len(folded) >= _FEWEST
            else None
        )
        return () if near is None else (self._phrases[near[0]],)

    def _key(self, text: str) -> str | None:
        folded = _squash(text)
        return self._phrases.get(folded) or self._phrases.get(folded.rstrip("/:")) if folded else None

    def _fields(self, key: str) -> Iterator[Field]:
        """Give the field of a key, and those that ask the same in another unit or form."""
        own = next((field for field in self._schema.fields if field.name == key), None)
        if own is None:
            return
        yield own
        for field in self._schema.fields:
            times = field.type is own.type is FieldType.DURATION and field.choose == own.choose
            drugs = field.type is FieldType.DRUGS and own.find.lexicons == field.find.lexicons
            levels = own.name == "involved_regions" and field.type is FieldType.LEVELS and field.group == own.group
            if field is not own and (times or drugs or (levels and field.name.startswith("lesion"))):
                yield field

    def _indicator(self, text: str) -> Heading | None:
        """Read a header that is itself an answer: a symptom, a drug, a region."""
        bare = _BRACKET.sub(" ", text).strip()
        for mention in self._find(bare):
            covers = len(mention.span) >= 0.7 * len(bare)
            for field in self._asked if covers else ():
                if field.type is FieldType.CATEGORIES and mention.lexicon in field.find.lexicons:
                    return Heading((field,), term=concepts_of(mention)[0])
        return None


def _measure(
    text: str, fields: tuple[Field, ...]
) -> tuple[str | None, str | None, tuple[float | None, float | None] | None]:
    """Give unit, unit of time and reference range that a header prints."""
    kinds = {field.type for field in fields}
    unit = reference = None
    if FieldType.QUANTITY in kinds:
        millions = _MILLIONS.search(text)
        if millions is not None:
            unit = f"10{'⁶' if millions['power'] == '6' else '⁹'}/L"
        else:
            printed = [place["unit"] for place in _UNIT_PLACES.finditer(text)]
            unit = next((word for word in printed if find_unit(word) is not None), None)
        bracket = " ".join(_BRACKET.findall(text))
        limits = _REFERENCE.search(bracket)
        if limits is not None:
            low, high = limits["low"], limits["high"] or limits["most"]
            reference = (None if low is None else float(low), float(high))
    return unit, time_unit(text) if kinds & {FieldType.DURATION, FieldType.AGE} else None, reference


def _phrases(schema: Schema) -> Mapping[str, str]:
    """Give every known header, squashed, with what it stands for; the schema's own come first."""
    known: dict[str, str] = {}
    places = {Show.YEAR: Place.STUDY, Show.SOURCE: Place.SOURCE}
    for column in schema.columns:
        key = column.field if column.field is not None else str(places.get(column.show, Place.SOURCE))
        for form in (column.header, _BRACKET.sub(" ", column.header)):
            known.setdefault(_squash(form), key)
    names = {field.name for field in schema.fields}
    for field in schema.fields:
        for form in (field.name, field.name.replace("_", " ")):
            known.setdefault(_squash(form), field.name)
        if field.type is FieldType.QUANTITY and field.find.concepts:
            wanted = field.find.concepts[0]
            for term in (wanted, *(t.term for t in load_lexicon("analyte").terms if t.concept == wanted)):
                known.setdefault(_squash(term), field.name)
    for key, words in load_lists("table_headers").items():
        if key.startswith("@") or key in names:
            for word in words:
                known.setdefault(_squash(word), key)
    return known


def _squash(text: str) -> str:
    """Leave out what headers differ in: case, blanks, points and hyphens ("MRIenhancement")."""
    return re.sub(r"[^0-9a-zà-ÿ+%#/:⁺]", "", text.lower()).replace("⁺", "+")
