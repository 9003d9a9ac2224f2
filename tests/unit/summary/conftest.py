"""Rows of a run, made of a few values each: {"age_years": 54, "sex": "male"}; a Status stands for a silent cell."""

from __future__ import annotations

import json

from extractor.case import Status
from extractor.export.rows import Row, read_row
from extractor.schema import load_schema

SCHEMA = load_schema("igg4-rsp")


def make_row(paper: str, year: int | None = None, **values: object) -> Row:
    cells: dict[str, object] = {}
    for field in SCHEMA.fields:
        value = values.get(field.name, Status.NOT_REPORTED)
        status = value if isinstance(value, Status) else Status.STATED
        content = None if isinstance(value, Status) else value
        cells[field.name] = {
            "status": str(status), "value": content, "confidence": 0.9, "alternatives": [], "evidence": [],
        }  # fmt: skip
    keys = ("title", "first_author", "journal", "doi", "pmid")
    document = {"path": paper, "id": paper, "year": year, "patients": 1, **dict.fromkeys(keys)}
    return read_row(json.dumps({"document": document, "case": {"id": "case-1", "label": "Patient"}, "values": cells}))


def quantity(canonical: float | None, flag: str | None = None, comparator: str = "=") -> dict[str, object]:
    return {
        "value": canonical, "low": None, "high": None, "comparator": comparator, "unit": None, "canonical": canonical,
        "flag": flag, "reference_range": None,
    }  # fmt: skip
