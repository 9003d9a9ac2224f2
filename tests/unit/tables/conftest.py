"""Reading a table of cases from the bytes of a file, and showing each patient in a few words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractor.case import Quantity, Record, Status
from extractor.document import Document
from extractor.mentions.language import build_language
from extractor.pipeline import make_finder
from extractor.readers import read_bytes
from extractor.readers.sheets import is_sheet, read_sheets
from extractor.schema import load_schema
from extractor.tables import CaseTable, Find, read_case_tables

SCHEMA = load_schema("igg4-rsp")


@pytest.fixture(scope="session")
def find() -> Find:
    return make_finder(build_language())


@pytest.fixture
def read(find: Find) -> Callable[[bytes, str], CaseTable]:
    def read_it(data: bytes, name: str) -> CaseTable:
        return read_case_tables(make_document(data, name), SCHEMA, find)

    return read_it


def make_document(data: bytes, name: str) -> Document:
    return read_sheets(data, name) if is_sheet(name) else read_bytes(data, name)[0]


def show(record: Record, *fields: str) -> list[object]:
    """Give what a record says of some fields: lists joined by commas, quantities as number and flag."""
    return [show_value(record, field) for field in fields]


def show_value(record: Record, field: str) -> object:
    value = record.value(field)
    match value.content:
        case Quantity(canonical=canonical, comparator=comparator, flag=flag):
            sign = "" if comparator in ("=", "range") else str(comparator)
            number = "" if canonical is None else f"{sign}{canonical:g}"
            return " ".join(part for part in (number, str(flag or "")) if part)
        case tuple():
            return ", ".join(map(str, value.content))
        case None:
            return None if value.status is Status.NOT_REPORTED else str(value.status)
        case content:
            return content
