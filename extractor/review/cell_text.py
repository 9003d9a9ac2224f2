"""The content of a cell as one line of text that people write ⇄ as `cases.jsonl` holds it, checked by the schema."""

from __future__ import annotations

import re
from typing import Any

from extractor.lexicon import load_lexicon
from extractor.review.numerals import (
    NotReadable,
    check_plausible,
    read_number,
    read_quantity,
    tidy,
    write_quantity,
)
from extractor.schema import Field, FieldType

LISTS = frozenset({FieldType.CATEGORIES, FieldType.QUANTITIES, FieldType.LEVELS, FieldType.DRUGS})
NUMBERS = frozenset({FieldType.AGE, FieldType.DURATION, FieldType.COUNT})
DRUG_PARTS = ("name", "dose", "route", "frequency")
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_LEVEL = re.compile(
    r"""
    (?P<first>C|TH|T|D|L|S) (?P<upper>\d{1,2})
    (?: (?P<joint>[-/]) (?P<last>C|TH|T|D|L|S)? (?P<lower>\d{1,2}) )?
    """,
    re.VERBOSE,
)
_VERTEBRAE = {"C": 8, "T": 12, "L": 6, "S": 5}  # the most that people have or count
_HOW = {
    FieldType.AGE: "a number of years",
    FieldType.QUANTITY: "243, >50, 120–130, 2.43 g/L, 243 (elevated) or elevated",
    FieldType.QUANTITIES: "quantities in time order, split by semicolons",
    FieldType.DATE: "2019, 2019-07 or 2019-07-31",
    FieldType.LEVELS: "C7-T5; L3",
    FieldType.DRUGS: "name | dose | route | frequency, drugs split by semicolons",
}


def write_content(field: Field, content: Any) -> str:
    """Write what a cell holds so that `read_content` reads it; nothing gives the empty text."""
    match content:
        case None:
            return ""
        case list():
            return "; ".join(write_content(field, item) for item in content)
        case dict() if field.type is FieldType.DRUGS:
            return " | ".join(str(content.get(part) or "") for part in DRUG_PARTS).rstrip(" |")
        case dict():
            return write_quantity(field, content)
        case bool() | str():
            return str(content)
    return f"{content:.6g}"


def read_content(field: Field, text: str) -> Any:
    """Read what somebody wrote in a cell that is stated; words of a list are given as its concept.

    Raises:
        NotReadable: it does not fit the field; the message says why.
    """
    written = " ".join(text.replace("\u00a0", " ").split())
    if not written.strip(";,| "):
        if field.type is FieldType.AGE:
            return None  # "a teenager": stated, and no number
        raise NotReadable("the value is missing")
    if field.type in LISTS:
        parts = [part.strip() for part in written.split(";") if part.strip()]
        items = [item for part in parts for item in _read_item(field, part)]
        return [item for n, item in enumerate(items) if item not in items[:n]]
    if field.type in NUMBERS:
        number = read_number(_without_unit(field, written))
        if number < 0 or (field.type is FieldType.COUNT and number != int(number)):
            raise NotReadable(f"“{written}”: {'a whole number' if number >= 0 else 'a number from 0 on'} is needed")
        check_plausible(field, number)
        return tidy(number)
    match field.type:
        case FieldType.QUANTITY:
            return read_quantity(field, written)
        case FieldType.DATE if not _DATE.fullmatch(written):
            raise NotReadable(f"“{written}” is no date: write {_HOW[FieldType.DATE]}")
        case FieldType.CATEGORY | FieldType.BOOLEAN:
            return _read_term(field, written)
    return written


def how_to_write(field: Field) -> str:
    """Say in a few words how a field's value is written."""
    if field.type in NUMBERS:
        return _HOW.get(field.type, f"a number of {field.unit}" if field.unit else "a number")
    if field.values:
        return ("one or more, split by semicolons: " if field.type in LISTS else "one of: ") + ", ".join(field.values)
    return _HOW.get(field.type, "words, split by semicolons" if field.type in LISTS else "words")


def _read_item(field: Field, text: str) -> list[Any]:
    """Read one item of a list; levels may also stand among commas."""
    match field.type:
        case FieldType.QUANTITIES:
            return [read_quantity(field, text)]
        case FieldType.LEVELS:
            return [_read_level(part) for part in text.split(",") if part.strip()]
        case FieldType.DRUGS:
            return [_read_drug(text)]
    return [_read_term(field, text)]


def _read_term(field: Field, text: str) -> str:
    allowed = {value.lower(): value for value in field.values}
    if allowed:
        if text.lower() not in allowed:
            raise NotReadable(f"“{text}” is not one of: {', '.join(field.values)}")
        return allowed[text.lower()]
    concept = _concept(field.find.lexicons, text)
    parts = [part.strip() for part in text.split(",")]
    if concept is None and len(parts) > 1 and all(_concept(field.find.lexicons, part) is not None for part in parts):
        raise NotReadable(f"“{text}”: split the items by semicolons")
    return concept if concept is not None else text  # a reviewer may know a word that no list has


def _concept(lexicons: tuple[str, ...], text: str) -> str | None:
    for name in lexicons:
        lexicon = load_lexicon(name)
        if text in lexicon.concepts():
            return text
        concept = lexicon.concept_of(text)
        if concept is not None:
            return concept
    return None


def _read_drug(text: str) -> dict[str, str | None]:
    parts = [part.strip() or None for part in text.split("|")]
    if parts[0] is None or len(parts) > len(DRUG_PARTS):
        raise NotReadable(f"“{text}”: write {_HOW[FieldType.DRUGS]}")
    name = _concept(("drug", "treatment"), parts[0]) or parts[0]
    dose, route, frequency = (*parts[1:], None, None, None)[:3]
    kind = load_lexicon("drug_class").concept_of(name)
    return {"name": name, "class": kind, "dose": dose, "route": route, "frequency": frequency}


def _read_level(text: str) -> str:
    squeezed = re.sub(r"\s", "", text.upper().replace("–", "-").replace("—", "-"))
    match = _LEVEL.fullmatch(squeezed)
    if match is None:
        raise NotReadable(f"“{text.strip()}” is no vertebral level: write C7-T5, L3 or L3/4")
    first = _region(match["first"])
    last = _region(match["last"] or match["first"])
    ends = [(first, int(match["upper"]))] + ([(last, int(match["lower"]))] if match["lower"] else [])
    order = [("CTLS".index(region), number) for region, number in ends]
    if any(not 1 <= number <= _VERTEBRAE[region] for region, number in ends) or order != sorted(set(order)):
        raise NotReadable(f"“{text.strip()}” is no vertebral level, or a range from below")
    names = [f"{region}{number}" for region, number in ends]
    if match["joint"] == "/" and match["last"] is None:
        return f"{names[0]}/{match['lower']}"
    return (match["joint"] or "").join(names)


def _region(letter: str) -> str:
    return "T" if letter in ("TH", "D") else letter


def _without_unit(field: Field, text: str) -> str:
    return text.removesuffix(field.unit).strip() if field.unit else text
