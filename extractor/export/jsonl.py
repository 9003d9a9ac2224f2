"""Writes records as the lines of `cases.jsonl`: the contract that other programs read."""

from __future__ import annotations

import json
from typing import Any

import extractor
from extractor.case import Alternative, Content, Drug, Evidence, Flag, Quantity, Record, Status, Value
from extractor.problem import Problem
from extractor.schema import Schema

Json = None | bool | int | float | str | list[Any] | dict[str, Any]


def record_to_json(record: Record, schema: Schema) -> dict[str, Json]:
    """Give a record in the form of one line of `cases.jsonl`."""
    document, meta = record.document, record.document.metadata
    return {
        "schema": {"id": schema.id, "version": schema.version},
        "extractor": extractor.__version__,
        "document": {
            "id": document.id,
            "path": document.path,
            "format": document.format,
            "pages": len(document.pages) or None,
            "title": meta.title,
            "authors": list(meta.authors),
            "first_author": meta.first_author,
            "year": meta.year,
            "journal": meta.journal,
            "doi": meta.doi,
            "pmid": meta.pmid,
            "article_type": meta.article_type,
            "patients": record.patients,
        },
        "case": {"id": record.case.id, "label": record.case.label},
        "values": {value.field: value_to_json(value) for value in record.values},
        "problems": [problem_to_json(problem) for problem in record.problems],
    }


def to_line(data: Json) -> str:
    """Write one line of JSON, the same bytes for the same data."""
    return json.dumps(data, ensure_ascii=False, separators=(", ", ": "), allow_nan=False)


def value_to_json(value: Value) -> dict[str, Json]:
    """Give one cell: status, value, confidence, evidence, alternatives."""
    return {
        "status": str(value.status),
        "value": content_to_json(value.content),
        "confidence": round(value.confidence, 3),
        "evidence": [evidence_to_json(evidence) for evidence in value.evidence],
        "alternatives": [alternative_to_json(alternative) for alternative in value.alternatives],
    }


def content_to_json(content: Content | Drug) -> Json:
    """Give the content of a cell: null, number, text, quantity, or a list of texts, quantities or drugs."""
    match content:
        case tuple():
            return [content_to_json(item) for item in content]
        case Quantity():
            return {
                "value": tidy(content.value),
                "low": tidy(content.low),
                "high": tidy(content.high),
                "comparator": str(content.comparator),
                "unit": content.unit,
                "canonical": tidy(content.canonical),
                "flag": None if content.flag is None else str(Flag(content.flag)),
                "reference_range": (
                    None if content.reference_range is None else [tidy(end) for end in content.reference_range]
                ),
            }
        case Drug():
            return {
                "name": content.name,
                "class": content.drug_class,
                "dose": content.dose,
                "route": content.route,
                "frequency": content.frequency,
            }
        case float() | int():
            return tidy(content)
        case _:
            return content


def tidy(number: float | None) -> float | int | None:
    """Round away what floating point adds, and write whole numbers without a point."""
    if number is None:
        return None
    rounded = round(number, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def evidence_to_json(evidence: Evidence) -> dict[str, Json]:
    """Give one piece of evidence; boxes are [x0, top, x1, bottom] in points from the page's top left."""
    data: dict[str, Json] = {
        "quote": evidence.quote,
        "start": evidence.span.start,
        "end": evidence.span.end,
        "section": str(evidence.section),
        "page": evidence.page,
        "boxes": [[round(edge, 1) for edge in (b.x0, b.top, b.x1, b.bottom)] for b in evidence.boxes],
    }
    if evidence.item is not None:
        data["item"] = evidence.item
    if evidence.ocr:
        data["ocr"] = True
    return data


def alternative_to_json(alternative: Alternative) -> dict[str, Json]:
    """Give another answer with its evidence."""
    return {
        "status": str(Status(alternative.status)),
        "value": content_to_json(alternative.content),
        "evidence": [evidence_to_json(evidence) for evidence in alternative.evidence],
    }


def problem_to_json(problem: Problem) -> dict[str, Json]:
    """Give one problem."""
    return {
        "code": problem.code,
        "message": problem.message,
        "severity": str(problem.severity),
        "field": problem.field,
    }
