"""NOUNS: the case schema: which fields a row has, how each is found, and the sentences that test it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import cast

from extractor.case import Status
from extractor.problem import DataError

Toml = None | bool | int | float | str | list["Toml"] | dict[str, "Toml"]


class FieldType(StrEnum):
    """What a cell holds; each type has one filler in `fields/`."""

    BOOLEAN = "boolean"  # "yes" or "no"
    CATEGORY = "category"
    CATEGORIES = "categories"
    QUANTITY = "quantity"
    QUANTITIES = "quantities"  # in time order
    DURATION = "duration"
    DATE = "date"
    COUNT = "count"
    LEVELS = "levels"
    DRUGS = "drugs"
    TEXT = "text"
    AGE = "age"


@dataclass(frozen=True, slots=True)
class Find:
    """Where a field's mentions come from: word lists, and which concepts of them (none: all)."""

    lexicons: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that tests a field: `<m>` marks the words that must be the evidence."""

    text: str
    status: Status
    value: Toml = None


class Show(StrEnum):
    """What of a cell, or of the paper, a column of the published table prints."""

    YEAR = "year"  # of the paper
    SOURCE = "source"  # "Chan et al."
    TEXT = "text"
    LIST = "list"  # the words of a list
    CODES = "codes"  # the codes of a list, split by blanks
    NUMBER = "number"  # with its comparator: ">50", "120–130"
    FLAG = "flag"
    NUMBER_OR_FLAG = "number or flag"
    WEEKS = "weeks"  # "16w"; under a week "2d"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the published table: its header, what it prints, and the code for each value."""

    header: str
    show: Show
    field: str | None = None
    codes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """One column of the row. `choose` names the rule in `fields/` that tells which mentions count."""

    name: str
    question: str
    type: FieldType
    group: str
    choose: str
    find: Find = Find()
    values: tuple[str, ...] = ()  # the answers allowed; none: any
    unit: str | None = None
    accepts: tuple[str, ...] = ()
    plausible: tuple[float, float] | None = None
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Schema:
    """The fields of one review, those of the schema that it extends first."""

    id: str
    version: str
    title: str
    disease: str
    fields: tuple[Field, ...]
    columns: tuple[Column, ...] = ()
    extends: str | None = None

    def field(self, name: str) -> Field:
        """Give a field by name; DataError, with the names that there are, if there is none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise DataError(f"schema {self.id} has no field {name!r}; it has: {', '.join(f.name for f in self.fields)}")


_SCHEMA_KEYS = ("id", "version", "title", "disease", "extends", "column", "field")
_FIELD_KEYS = (*(f.name for f in fields(Field) if f.name != "examples"), "example")


def schema_names() -> tuple[str, ...]:
    """Name the schemas that come with the program."""
    folder = files("extractor") / "schemas"
    return tuple(sorted(path.name[:-5] for path in folder.iterdir() if path.name.endswith(".toml")))


@cache
def load_schema(name: str) -> Schema:
    """Read a schema by its name (`igg4_rsp` or `igg4-rsp`) or by the path of a TOML file.

    Raises:
        DataError: no such schema, or an entry that breaks the rules; names file, field, key and the allowed keys.
    """
    if name.endswith(".toml"):
        path = Path(name)
        if not path.is_file():
            raise DataError(f"{name}: no such schema file")
        text = path.read_text(encoding="utf-8")
    else:
        stem = name.replace("-", "_")
        if stem not in schema_names():
            raise DataError(f"no schema {name!r}; there are: {', '.join(schema_names())}; or give a .toml file")
        text = (files("extractor") / "schemas" / f"{stem}.toml").read_text(encoding="utf-8")
    try:
        raw = cast(dict[str, Toml], tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{name}: not TOML: {error}") from error
    return _read_schema(raw, name)


def _read_schema(raw: Mapping[str, Toml], file: str) -> Schema:
    _refuse_unknown(raw, _SCHEMA_KEYS, file)
    extends = raw.get("extends")
    inherited = load_schema(extends).fields if isinstance(extends, str) else ()
    own = tuple(_read_field(entry, file) for entry in _tables(raw, "field", file))
    replaced = {field.name for field in own}
    if len(replaced) != len(own):
        raise DataError(f"{file}: a field stands twice")
    schema = Schema(
        id=_text(raw, "id", file),
        version=_text(raw, "version", file),
        title=_text(raw, "title", file),
        disease=_text(raw, "disease", file) if "disease" in raw else "",
        fields=tuple(field for field in inherited if field.name not in replaced) + own,
        columns=tuple(_read_column(entry, file) for entry in _tables(raw, "column", file)),
        extends=extends if isinstance(extends, str) else None,
    )
    for column in schema.columns:
        if column.field is not None:
            schema.field(column.field)
    return schema


def _read_field(raw: Mapping[str, Toml], file: str) -> Field:
    where = f"{file}: field {raw.get('name', '?')}"
    _refuse_unknown(raw, _FIELD_KEYS, where)
    kind = _text(raw, "type", where)
    if kind not in set(FieldType):
        raise DataError(f"{where}: type {kind!r} is not one of: {', '.join(FieldType)}")
    find = raw.get("find", {})
    if not isinstance(find, dict):
        raise DataError(f"{where}: find is a table: find = {{ lexicons = […], concepts = […] }}")
    _refuse_unknown(find, ("lexicons", "concepts"), f"{where}: find")
    plausible = raw.get("plausible")
    return Field(
        name=_text(raw, "name", where),
        question=_text(raw, "question", where),
        type=FieldType(kind),
        group=_text(raw, "group", where),
        choose=_text(raw, "choose", where),
        find=Find(_texts(find, "lexicons", where), _texts(find, "concepts", where)),
        values=_texts(raw, "values", where),
        unit=_text(raw, "unit", where) if "unit" in raw else None,
        accepts=_texts(raw, "accepts", where),
        plausible=_range(plausible, where) if plausible is not None else None,
        examples=tuple(_read_example(entry, where) for entry in _tables(raw, "example", where)),
    )


def _read_column(raw: Mapping[str, Toml], file: str) -> Column:
    where = f"{file}: column {raw.get('header', '?')}"
    _refuse_unknown(raw, ("header", "show", "field", "codes"), where)
    codes, show = raw.get("codes", {}), _text(raw, "show", where)
    if not isinstance(codes, dict):
        raise DataError(f"{where}: codes is a table of value = code")
    if show not in set(Show):
        raise DataError(f"{where}: show {show!r} is not one of: {', '.join(Show)}")
    field = _text(raw, "field", where) if "field" in raw else None
    return Column(
        _text(raw, "header", where), Show(show), field, tuple((key, str(code)) for key, code in codes.items())
    )


def _read_example(raw: Mapping[str, Toml], where: str) -> Example:
    _refuse_unknown(raw, ("text", "status", "value"), f"{where}: example")
    status = _text(raw, "status", f"{where}: example")
    if status not in set(Status):
        raise DataError(f"{where}: example: status {status!r} is not one of: {', '.join(Status)}")
    return Example(_text(raw, "text", f"{where}: example"), Status(status), raw.get("value"))


def _refuse_unknown(raw: Mapping[str, Toml], allowed: tuple[str, ...], where: str) -> None:
    for key in raw:
        if key not in allowed:
            raise DataError(f"{where}: unknown key {key!r}; allowed: {', '.join(allowed)}")


def _text(raw: Mapping[str, Toml], key: str, where: str) -> str:
    value = raw.get(key)
    if not isinstance(value, str) or not value:
        raise DataError(f"{where}: {key} must be a text")
    return value


def _texts(raw: Mapping[str, Toml], key: str, where: str) -> tuple[str, ...]:
    value = raw.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise DataError(f"{where}: {key} must be a list of texts")
    return tuple(cast(list[str], value))


def _range(value: Toml, where: str) -> tuple[float, float]:
    match value:
        case [int() | float() as low, int() | float() as high] if low < high:
            return float(low), float(high)
    raise DataError(f"{where}: plausible must be two numbers, the lower first")


def _tables(raw: Mapping[str, Toml], key: str, where: str) -> tuple[Mapping[str, Toml], ...]:
    value = raw.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise DataError(f"{where}: write [[{key}]]")
    return tuple(cast(list[dict[str, Toml]], value))
