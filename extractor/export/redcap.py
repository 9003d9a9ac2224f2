"""Rows → a REDCap import pair: the data dictionary that makes the project, and the data that go into it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from extractor.case import Flag, Status
from extractor.export.agreed import STANDINGS
from extractor.export.files import replace_files
from extractor.export.lines import write_lines
from extractor.export.phenopackets import packet_names
from extractor.export.plain import Plain, plain_content
from extractor.export.rows import Cell, Row
from extractor.schema import Field, FieldType, Schema

HEADER = (
    *("Variable / Field Name", "Form Name", "Section Header", "Field Type", "Field Label"),
    *("Choices, Calculations, OR Slider Labels", "Field Note", "Text Validation Type OR Show Slider Number"),
    *("Text Validation Min", "Text Validation Max", "Identifier?"),
    *("Branching Logic (Show field only if...)", "Required Field?", "Custom Alignment"),
    *("Question Number (surveys only)", "Matrix Group Name", "Matrix Ranking?", "Field Annotation"),
)
LONGEST_NAME = 26  # REDCap takes 100 characters and advises 26
MOST_BOXES = 80  # a list of more words than this becomes a text: nobody finds a box among hundreds
_PAPER = ("file", "patient", "title", "first_author", "year", "journal", "doi", "pmid")
_STATUSES, _STANDINGS, _FLAGS = tuple(map(str, Status)), tuple(STANDINGS), tuple(map(str, Flag))
_SIGNS = {
    "=": "exactly",
    "~": "about",
    "<": "less than",
    "<=": "at most",
    ">": "more than",
    ">=": "at least",
    "range": "a range",
}


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable of the project; with `choices` its answers are coded 1, 2, 3 …"""

    name: str
    form: str
    kind: str  # text, notes, radio, dropdown, checkbox, yesno
    label: str
    choices: tuple[str, ...] = ()
    note: str = ""
    number: bool = False
    bounds: tuple[float, float] | None = None
    source: str = ""  # the field of the schema

    def columns(self) -> tuple[str, ...]:
        """Name its columns in the data: a checkbox has one for each choice."""
        if self.kind != "checkbox":
            return (self.name,)
        return tuple(f"{self.name}___{number}" for number in range(1, len(self.choices) + 1))

    def line(self) -> tuple[Plain, ...]:
        """Give its line of the dictionary."""
        choices = " | ".join(f"{number}, {_label(text)}" for number, text in enumerate(self.choices, 1))
        low, high = self.bounds or ("", "")
        kind, check = self.kind, "number" if self.number else ""
        annotation = f"field of the schema: {self.source}" if self.source else ""
        return (
            *(self.name, self.form, "", kind, _label(self.label), choices, _label(self.note), check, low, high),
            *("", "", "", "", "", "", "", annotation),
        )

    def code(self, text: object) -> Plain:
        """Give the code of an answer; empty where it is none of the choices."""
        return self.choices.index(str(text)) + 1 if str(text) in self.choices else ""


def export_redcap(dictionary: Path, data: Path, schema: Schema, rows: Sequence[Row]) -> None:
    """Write the pair: import the dictionary into an empty project, then the data."""
    asked = {field.name: _variables(field, rows, name) for field, name in _names(schema)}
    paper = [Variable("record_id", "paper", "text", "Record")]
    paper += [Variable(f"paper_{name}", "paper", "notes" if name == "title" else "text", name) for name in _PAPER]
    groups = list(dict.fromkeys(field.group for field in schema.fields))
    ordered = [field for group in groups for field in schema.fields if field.group == group]
    variables = [*paper, *(variable for field in ordered for variable in asked[field.name])]
    forms = list(dict.fromkeys(variable.form for variable in variables))
    with replace_files([dictionary, data]) as (first, second):
        _write(first, HEADER, (variable.line() for variable in variables))
        heads = [column for variable in variables for column in variable.columns()]
        lines = (_record(row, name, ordered, asked, forms) for row, name in zip(rows, packet_names(rows), strict=True))
        _write(second, [*heads, *(f"{form}_complete" for form in forms)], lines)


def _write(path: Path, head: Sequence[str], lines: Iterator[Sequence[Plain]]) -> None:
    """Write CSV without a mark at its start, which REDCap takes for a part of the first name."""
    write_lines(path, chain([head], lines), "utf-8")


def _names(schema: Schema) -> Iterator[tuple[Field, str]]:
    """Name the variable of each field: short enough that "_st" and "_lo" fit behind it, and unique."""
    taken: set[str] = set()
    for field in schema.fields:
        plain = re.sub(r"[^a-z0-9]+", "_", field.name.lower()).strip("_")
        plain = plain if plain[:1].isalpha() else f"f_{plain}"
        name, number = plain[: LONGEST_NAME - 3].rstrip("_"), 1
        while name in taken:
            number += 1
            name = f"{plain[: LONGEST_NAME - 5].rstrip('_')}_{number}"
        taken.add(name)
        yield field, name


def _form(field: Field) -> str:
    return re.sub(r"[^a-z0-9]+", "_", field.group.lower()).strip("_") or "case"


def _variables(field: Field, rows: Sequence[Row], name: str) -> tuple[Variable, ...]:
    """Give the variables of a field: its value, what kind of answer it is, and how far it is settled."""
    plain = Variable(name, _form(field), "notes", field.question, source=field.name)
    about = field.question.rstrip("?")

    def beside(end: str, kind: str, label: str, choices: Sequence[str] = ()) -> Variable:
        return replace(plain, name=name + end, kind=kind, label=f"{about}: {label}", choices=tuple(choices))

    number = replace(plain, kind="text", note=field.unit or "", number=True)
    values = [plain]
    match field.type:
        case FieldType.BOOLEAN:
            values = [replace(plain, kind="yesno")]
        case FieldType.CATEGORY if field.values:
            values = [replace(plain, kind="radio", choices=field.values)]
        case FieldType.CATEGORIES | FieldType.LEVELS:
            words = _words(field, rows)
            if 0 < len(words) <= MOST_BOXES:
                values = [replace(plain, kind="checkbox", choices=words)]
        case FieldType.AGE | FieldType.DURATION | FieldType.COUNT:
            values = [replace(number, bounds=_bounds(field, rows))]
        case FieldType.QUANTITY:
            ends = [
                replace(number, name=name + end, label=f"{about}: {to}") for end, to in (("_lo", "from"), ("_hi", "to"))
            ]
            flag = beside("_fl", "radio", "against the reference range", _FLAGS)
            values = [
                replace(number, bounds=_bounds(field, rows)),
                beside("_sg", "dropdown", "sign", tuple(_SIGNS.values())),
                *ends,
                flag,
            ]
    status = beside("_st", "dropdown", "the paper …", [text.replace("_", " ") for text in _STATUSES])
    return (*values, status, beside("_by", "dropdown", "settled?", _STANDINGS))


def _bounds(field: Field, rows: Sequence[Row]) -> tuple[float, float] | None:
    """Give the plausible range, unless some row lies outside of it: REDCap would refuse the row."""
    if field.plausible is None:
        return None
    contents = [row.cell(field.name).answer.content for row in rows]
    numbers = [content.get("canonical") if isinstance(content, dict) else content for content in contents]
    low, high = field.plausible
    inside = all(low <= number <= high for number in numbers if isinstance(number, int | float))
    return field.plausible if inside else None


def _words(field: Field, rows: Sequence[Row]) -> tuple[str, ...]:
    """Give the answers that a list can have: those of the schema, and whatever else these rows hold, sorted."""
    held = {str(item) for row in rows for item in _items(row.cell(field.name))}
    return (*field.values, *sorted(held - set(field.values)))


def _items(cell: Cell) -> list[object]:
    held = cell.answer.status in (Status.STATED, Status.CONFLICT)
    return list(cell.answer.content) if held and isinstance(cell.answer.content, list) else []


def _record(
    row: Row, name: str, fields: Sequence[Field], asked: Mapping[str, Sequence[Variable]], forms: Sequence[str]
) -> list[Plain]:
    line: list[Plain] = [
        name,
        row.path,
        row.label,
        row.title,
        row.first_author,
        row.year,
        row.journal,
        row.doi,
        row.pmid,
    ]
    settled: dict[str, list[bool]] = {form: [] for form in forms}
    for field in fields:
        cell = row.cell(field.name)
        *values, status, standing = asked[field.name]
        line += _value(field, cell, values)
        line += [status.code(str(cell.answer.status).replace("_", " ")), standing.code(cell.standing)]
        settled[_form(field)].append(cell.settled)
    return [*line, *(_complete(settled[form]) for form in forms)]


def _complete(settled: Sequence[bool]) -> int:
    """Say how far a form is: 2 complete, 1 unverified, 0 incomplete; that of the paper has nothing to settle."""
    return 2 if all(settled) else 1 if any(settled) else 0


def _value(field: Field, cell: Cell, variables: Sequence[Variable]) -> list[Plain]:
    """Give the columns of a value; all empty where the paper gives none."""
    content = cell.answer.content if cell.answer.status in (Status.STATED, Status.CONFLICT) else None
    first = variables[0]
    if first.kind == "checkbox":
        held = {str(item) for item in _items(cell)}
        return [int(choice in held) for choice in first.choices]
    if isinstance(content, dict):
        low, high, canonical = (content.get(key) for key in ("low", "high", "canonical"))
        scale = canonical / ((low + high) / 2) if canonical and low is not None and high is not None else 1.0
        ends = ["" if end is None else end * scale for end in (low, high)]
        middle = "" if canonical is None or content.get("comparator") == "range" else canonical
        sign = variables[1].code(_SIGNS[str(content.get("comparator") or "=")]) if canonical is not None else ""
        return [middle, sign, *ends, variables[4].code(content.get("flag"))]
    if content is None:
        return [""] * len(variables)
    if first.kind == "yesno":
        return [int(str(content) == "yes")]
    if first.kind == "radio":
        return [first.code(content)]
    return [plain_content(field, cell.answer)]


def _label(text: str) -> str:
    """Write a text so that REDCap takes nothing in it for a new choice or for markup."""
    return text.replace("|", "/").replace("<", "‹").replace(">", "›").replace("\n", " ")
