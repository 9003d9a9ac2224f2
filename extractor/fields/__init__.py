"""VERB 4, Mentions → Values: fill every field of the schema with exactly one value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extractor.case import Reading, Value
from extractor.fields.choosing import CHOICES
from extractor.fields.confidence import Account, describe_text, describe_value, judge_account, load_scale
from extractor.fields.filling import fill_value
from extractor.fields.proposing import add_proposals, add_unlisted
from extractor.problem import DataError
from extractor.schema import Schema


def fill_fields(schema: Schema, reading: Reading) -> tuple[Value, ...]:
    """Fill the fields of one case, in the order of the schema."""
    return tuple(value for value, _ in fill_accounted(schema, reading))


def fill_accounted(schema: Schema, reading: Reading) -> Iterator[tuple[Value, Account]]:
    """Fill the fields of one case, each with the account from which its confidence follows."""
    wider = add_unlisted(reading)
    of_text = describe_text(reading)
    for field in schema.fields:
        chosen = CHOICES[field.choose](field, reading)
        if wider is not None:
            chosen = add_proposals(field, wider, chosen)
        value = fill_value(field, reading, chosen)
        account = describe_value(field, reading, chosen, value, of_text)
        yield replace(value, confidence=judge_account(account, load_scale())), account


def check_choices(schema: Schema) -> None:
    """Refuse a schema that calls a rule of choice that does not exist; DataError names field and rules."""
    for field in schema.fields:
        if field.choose not in CHOICES:
            raise DataError(
                f"schema {schema.id}: field {field.name}: choose {field.choose!r} is not one of: "
                + ", ".join(sorted(CHOICES))
            )
