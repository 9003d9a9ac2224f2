"""VERB 4, Mentions → Values: fill every field of the schema with exactly one value."""

from __future__ import annotations

from extractor.case import Reading, Value
from extractor.fields.choosing import CHOICES
from extractor.fields.filling import fill_value
from extractor.problem import DataError
from extractor.schema import Schema


def fill_fields(schema: Schema, reading: Reading) -> tuple[Value, ...]:
    """Fill the fields of one case, in the order of the schema."""
    return tuple(fill_value(field, reading, CHOICES[field.choose](field, reading)) for field in schema.fields)


def check_choices(schema: Schema) -> None:
    """Refuse a schema that calls a rule of choice that does not exist; DataError names field and rules."""
    for field in schema.fields:
        if field.choose not in CHOICES:
            raise DataError(
                f"schema {schema.id}: field {field.name}: choose {field.choose!r} is not one of: "
                + ", ".join(sorted(CHOICES))
            )
