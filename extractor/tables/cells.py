"""Reads one cell for one field: status, content, and which words say so; what is printed is kept as evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from rapidfuzz import fuzz, process

from extractor.case import Comparator, Content, Drug, Flag, Mention, MentionKind, Quantity, Status
from extractor.document import Span
from extractor.lexicon import load_cues, load_lexicon
from extractor.quantity import in_unit_of
from extractor.schema import Field, FieldType
from extractor.tables.headers import MINUS, Find, Heading
from extractor.tables.items import Item, blank, concepts_of, same_segment, split_denied
from extractor.tables.numbers import find_quantities, read_days

_CODES = re.compile(r"[^\s,;/&+]+")
_SEGMENTS = re.compile(r"[^,;/\n.]+")
_SPINE = "Spine: "
_BETWEEN_COMMAS = re.compile(r"[^,;\n]+")
_WORD = re.compile(r"[^\W\d_]{2,}")
_NEAR, _FEWEST = 90, 7  # rapidfuzz ratio; letters below which a slip cannot be told from another word
_SHORTEST = 4  # letters of words that count as left over
_GLUED = re.compile(r"\b(?:and|or|with|plus)(?=[a-z]{6})", re.IGNORECASE)
_DAYS_IN = {"weeks": 7.0, "calendar weeks": 7.0, "months": 28.0, "days": 1.0, "years": 336.0}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a cell answers; `denied` are items that it takes back; `whole` tells that no word of it was left over."""

    status: Status
    content: Content = None
    items: tuple[Item, ...] = ()
    denied: tuple[Item, ...] = ()
    whole: bool = True


SILENT = Answer(Status.NOT_REPORTED)


class CellReader:
    """Reads the cells of one table by its legend and the codes of the schema's published columns."""

    def __init__(self, find: Find, legend: Mapping[str, str], codes: Mapping[str, Mapping[str, str]]) -> None:
        self._find, self._legend, self._codes = find, legend, codes

    def read(self, text: str, field: Field, heading: Heading) -> Answer:
        """Read a cell; the words for nothing told and not done come first."""
        told = None if heading.signs and text.strip() in MINUS else self._told(text)
        if told is not None:
            return told
        everything = (Item(0, len(text)),)
        match field.type:
            case FieldType.AGE:
                days = read_days(text, heading.time or "years", published=False)
                return Answer(Status.STATED, None if days is None else round(days / 365.25, 2), everything)
            case FieldType.DURATION:
                return self._duration(text, field, heading)
            case FieldType.QUANTITY:
                return self._quantity(text, field, heading)
            case FieldType.QUANTITIES:
                found = tuple(in_unit_of(field, _with_unit(p.quantity, heading)) for p in find_quantities(text))
                return Answer(Status.STATED, found, everything) if found else SILENT
            case FieldType.COUNT:
                numbers = [p.quantity.value for p in find_quantities(text)]
                return Answer(Status.STATED, numbers[0], everything) if numbers else SILENT
            case FieldType.LEVELS:
                return self._levels(text)
            case FieldType.DRUGS:
                return self._drugs(text, field)
            case FieldType.CATEGORIES | FieldType.CATEGORY | FieldType.BOOLEAN:
                return self._terms(text, field, heading)
        return Answer(Status.STATED, text, everything)

    def _told(self, text: str) -> Answer | None:
        meaning = self._legend.get(text.strip(), text).strip()
        if not meaning or _says("silent", meaning):
            return Answer(Status.NOT_REPORTED, items=(Item(0, len(text)),) if text else ())
        if _says("not_done", meaning):
            return Answer(Status.NOT_DONE, items=(Item(0, len(text)),))
        return None

    def _duration(self, text: str, field: Field, heading: Heading) -> Answer:
        published = field.unit in ("weeks", "months")
        days = read_days(text, heading.time, published)
        content = None if days is None else round(days / _DAYS_IN[field.unit or "weeks"], 2)
        return Answer(Status.STATED, content, (Item(0, len(text)),), whole=days is not None)

    def _quantity(self, text: str, field: Field, heading: Heading) -> Answer:
        everything = (Item(0, len(text)),)
        printed = next(find_quantities(text), None)
        words = text if printed is None else text[: printed.start] + " " + text[printed.end :]
        flag = self._flag(words.strip(" ()[],;"), field)
        if printed is None:
            if flag is not None:
                return Answer(Status.STATED, Quantity(flag=flag), everything)
            return Answer(Status.STATED, None, everything, whole=False)
        quantity = in_unit_of(field, _with_unit(printed.quantity, heading))
        flag = flag or _flag_by(quantity)
        return Answer(
            Status.STATED, replace(quantity, flag=flag), everything, whole=not _WORD.search(words) or flag is not None
        )

    def _flag(self, words: str, field: Field) -> Flag | None:
        meaning = self._codes.get(field.name, {}).get(words.lower(), self._legend.get(words, words))
        for flag in Flag:
            if meaning == flag or _says(str(flag), meaning):
                return flag
        return None

    def _levels(self, text: str) -> Answer:
        found = self._levels_in(text)
        items = tuple(Item(m.span.start, m.span.end, level) for m in found for level in m.levels)
        names = tuple(dict.fromkeys(item.name for item in items if item.name is not None))
        return Answer(Status.STATED, names, items) if names else SILENT

    def _drugs(self, text: str, field: Field) -> Answer:
        classes = {term.term: term.concept for term in load_lexicon("drug_class").terms}
        found = [m for m in self._mentions(text, field) if m.lexicon == "drug"]
        items = tuple(Item(m.span.start, m.span.end, m.concept) for m in found)
        drugs = tuple(Drug(name, classes.get(name)) for name in dict.fromkeys(m.concept for m in found))
        return Answer(Status.STATED, drugs, items) if drugs else SILENT

    def _terms(self, text: str, field: Field, heading: Heading) -> Answer:
        everything = Item(0, len(text))
        if heading.term is not None:
            return _indicated(text, heading.term)
        if _says("none", self._legend.get(text, text)) and field.type is not FieldType.BOOLEAN:
            return Answer(Status.DENIED, items=(everything,))
        found = list(self._coded(text, field)) or list(self._sexes(text, field))
        rest = blank(text, found)
        values = {value.lower() for value in field.values}
        for segment in _SEGMENTS.finditer(rest):  # "no improvement" is an answer of its own
            words = segment.group().strip().lower()
            if words in values:
                start = segment.start() + segment.group().lower().index(words)
                found.append(Item(start, start + len(words), words))
        rest = blank(text, found)
        for m in self._mentions(rest, field):
            allowed = [name for name in concepts_of(m) if not field.values or name in field.values]
            found += [Item(m.span.start, m.span.end, name) for name in allowed]
        found, denied = split_denied(text, sorted(found, key=lambda item: item.start), values)
        single = field.type is not FieldType.CATEGORIES
        left = list(self._left_over(text, [*found, *denied], field))
        known = self._names(field)
        own = [item for item, alone in left if alone and (item.name in known or not (field.values or single))]
        found = sorted([*found, *own], key=lambda item: item.start)
        names = tuple(dict.fromkeys(item.name for item in found if item.name is not None))
        whole = all(item.name in known for item, _ in left)
        if not names:
            return (
                Answer(Status.DENIED, None, tuple(denied))
                if denied
                else Answer(Status.STATED, None, (everything,), whole=False)
            )
        return Answer(Status.STATED, names[0] if single else names, tuple(found), tuple(denied), whole)

    def _coded(self, text: str, field: Field) -> Iterator[Item]:
        """Give the answers that stand as codes: those of the schema's column, or of the legend."""
        codes = self._codes.get(field.name, {})
        tokens = list(_CODES.finditer(text))
        answers = [codes.get(token.group().lower()) or self._explained(token.group(), field) for token in tokens]
        phrase = codes.get(text.lower())
        if phrase is not None:
            yield Item(0, len(text), phrase)
        elif all(answer is not None for answer in answers) or not any(token.group().islower() for token in tokens):
            for token, answer in zip(tokens, answers, strict=True):
                for name in (answer or "").split(", "):
                    if name:
                        yield Item(token.start(), token.end(), name)

    def _explained(self, code: str, field: Field) -> str | None:
        meaning = self._legend.get(code)
        if field.type is FieldType.BOOLEAN:
            if code in MINUS or _says("none", meaning or code):
                return "no"
            return "yes" if _says("some", meaning or code) else None
        if meaning is None:
            return None
        if meaning.lower() in field.values:
            return meaning.lower()
        return next((", ".join(concepts_of(m)) for m in self._mentions(meaning, field)), None)

    def _sexes(self, text: str, field: Field) -> Iterator[Item]:
        if "male" in field.values:
            for word in re.finditer(r"[^\W\d_]+|[♂♀]", text):
                sex = next((sex for sex in ("female", "male") if _says(sex, word.group())), None)
                if sex is not None:
                    yield Item(word.start(), word.end(), sex)

    def _mentions(self, text: str, field: Field) -> list[Mention]:
        """Give the terms of a field's lists; a blank that was lost ("Andazathioprine") is put in its place."""
        found = self._of(text, field)
        glued = _GLUED.search(text)
        if glued is not None and not any(m.span.end > glued.end() and m.span.start < glued.end() for m in found):
            found = self._of(text[: glued.start()] + " " * (glued.end() - glued.start()) + text[glued.end() :], field)
        return found

    def _of(self, text: str, field: Field) -> list[Mention]:
        """Give the terms between each two commas; what stands between others is another answer."""
        names, wanted = field.find.lexicons, field.find.concepts
        levels = field.name == "involved_regions"  # a level lies in a region
        found: list[Mention] = []
        for part in _BETWEEN_COMMAS.finditer(text):
            terms = [m for m in self._find(part.group()) if m.lexicon in names and (not wanted or m.concept in wanted)]
            found += [_moved(m, part.start()) for m in terms]
        return found + (self._levels_in(text) if levels else [])

    def _levels_in(self, text: str) -> list[Mention]:
        """Give the levels in a cell; the column says that they are vertebrae, and no sequences or grades."""
        found = self._find(_SPINE + text)
        return [_moved(m, -len(_SPINE)) for m in found if m.kind is MentionKind.LEVELS and m.span.start >= len(_SPINE)]

    def _left_over(self, text: str, found: Sequence[Item], field: Field) -> Iterator[tuple[Item, bool]]:
        """Give the words that no list knows, and whether they are an answer of their own, as printed or a slip of one.

        Beside a known answer between the same commas they only say more of it: "pain in the periscapular region".
        """
        names = self._names(field)
        for segment in _SEGMENTS.finditer(blank(text, found)):
            words = load_cues("table_words")["filler"].sub(" ", segment.group())
            words = " ".join(_WORD.findall(words)).lower()
            if len(words) < _SHORTEST:
                continue
            near = None
            if len(words) >= _FEWEST:
                near = process.extractOne(words, names, scorer=fuzz.ratio, score_cutoff=_NEAR)
            stripped = segment.group().strip()
            start = segment.start() + segment.group().index(stripped)
            alone = not any(same_segment(text, item, start) for item in found)
            name = near[0] if near is not None else " ".join(stripped.lower().split())
            yield Item(start, start + len(stripped), name), near is not None or alone

    def _names(self, field: Field) -> tuple[str, ...]:
        return _names_of(field.find.lexicons, field.values)


@cache
def _names_of(lexicons: tuple[str, ...], values: tuple[str, ...]) -> tuple[str, ...]:
    """Give every answer that lists and values know."""
    return tuple(sorted({concept for name in lexicons for concept in load_lexicon(name).concepts()} | set(values)))


def _moved(mention: Mention, by: int) -> Mention:
    return replace(mention, span=Span(mention.span.start + by, mention.span.end + by))


def _says(list_name: str, words: str) -> bool:
    return load_cues("table_words")[list_name].fullmatch(words.strip()) is not None


def _indicated(text: str, term: str) -> Answer:
    """Read a cell of a column that asks for one thing: "Rituximab: +"."""
    item = Item(0, len(text), term)
    if _says("some", text):
        return Answer(Status.STATED, (term,), (item,))
    if _says("none", text) or text.strip() in MINUS:
        return Answer(Status.DENIED, None, (), (item,))
    return SILENT


def _with_unit(quantity: Quantity, heading: Heading) -> Quantity:
    return replace(quantity, unit=quantity.unit or heading.unit, reference_range=heading.reference)


def _flag_by(quantity: Quantity) -> Flag | None:
    """Compare a number with the reference range that the header prints."""
    ends, number = quantity.reference_range, quantity.canonical
    if ends is None or number is None or quantity.comparator is Comparator.RANGE:
        return None
    low, high = ends
    if high is not None and number > high:
        return Flag.ELEVATED
    return Flag.LOW if low is not None and number < low else Flag.NORMAL
