"""Every example of every schema is a test: status, value, and the marked words among the evidence."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from extractor.case import Reading
from extractor.document import Span
from extractor.export.jsonl import Json, content_to_json
from extractor.fields import fill_fields
from extractor.schema import Example, Field, Schema, Toml, load_schema, schema_names

SCHEMAS = [load_schema(name) for name in schema_names()]
EXAMPLES = [
    pytest.param(schema, field, example, id=f"{schema.id}-{field.name}-{number}")
    for schema in SCHEMAS
    for field in schema.fields
    for number, example in enumerate(field.examples, 1)
    if schema.extends is None or field not in load_schema(schema.extends).fields
]


def unmark(marked: str) -> tuple[str, tuple[Span, ...]]:
    """Take the marks out of a text and give the spans that they marked."""
    text, spans, opened = "", [], 0
    for piece in re.split(r"(</?m>)", marked):
        if piece == "<m>":
            opened = len(text)
        elif piece == "</m>":
            spans.append(Span(opened, len(text)))
        else:
            text += piece
    return text, tuple(spans)


def agrees(wanted: Toml, got: Json) -> bool:
    """Tell whether a value is the one wanted; of a table only the keys that the example names."""
    match wanted, got:
        case dict(), dict():
            return all(key in got and agrees(value, got[key]) for key, value in wanted.items())
        case list(), list():
            return len(wanted) == len(got) and all(agrees(*pair) for pair in zip(wanted, got, strict=True))
        case bool(), _:
            return wanted is got
        case int() | float(), int() | float():
            return abs(float(wanted) - float(got)) < 0.006 + 1e-6 * abs(float(wanted))
        case _:
            return wanted == got


@pytest.mark.parametrize(("schema", "field", "example"), EXAMPLES)
def test_example(schema: Schema, field: Field, example: Example, read_patient: Callable[[str], Reading]) -> None:
    text, marks = unmark(example.text)
    value = {v.field: v for v in fill_fields(schema, read_patient(text))}[field.name]
    got = content_to_json(value.content)
    assert (value.status, agrees(example.value, got)) == (example.status, True), f"{value.status}: {got}"
    cited = [e.span for e in value.evidence] + [e.span for a in value.alternatives for e in a.evidence]
    for mark in marks:
        assert any(span.overlaps(mark) for span in cited), f"{text[mark.start : mark.end]!r} is not cited"


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.id)
def test_every_field_has_examples_of_both_kinds(schema: Schema) -> None:
    lacking = [
        field.name
        for field in schema.fields
        if not any(e.status in ("stated", "conflict") for e in field.examples)
        or not any(e.status not in ("stated", "conflict") for e in field.examples)
    ]
    assert lacking == []
