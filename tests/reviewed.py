"""A small run in memory for tests of review and export: lines of `cases.jsonl`, and decisions on them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from extractor.case import Status
from extractor.review.decision import Answer, Decision, Role, Verdict
from extractor.schema import Schema, load_schema

SCHEMA: Schema = load_schema("igg4-rsp")
FORMULA = '=HYPERLINK("evil")'


def quote(text: str, item: str | None = None, page: int | None = 2) -> dict[str, Any]:
    """One piece of evidence."""
    data = {"quote": text, "start": 10, "end": 10 + len(text), "section": "case", "page": page, "boxes": []}
    return data if item is None else {**data, "item": item}


def value(content: Any, *evidence: dict[str, Any], status: str = "stated", **parts: Any) -> dict[str, Any]:
    """One cell."""
    return {
        "status": status,
        "value": content,
        "confidence": 0.8,
        "evidence": list(evidence) or [quote("so it says")],
        "alternatives": [],
        **parts,
    }


def concentration(number: float, flag: str | None = None) -> dict[str, Any]:
    """A quantity in mg/dL."""
    return {
        **dict.fromkeys(("low", "high", "reference_range")),
        "value": number,
        "comparator": "=",
        "unit": "mg/dL",
        "canonical": number,
        "flag": flag,
    }


def line(paper: str, case: str = "case-1", **values: dict[str, Any]) -> str:
    """One line of `cases.jsonl`; fields that are not given are not reported."""
    silent = {"status": "not_reported", "value": None, "confidence": 0.9, "evidence": [], "alternatives": []}
    names = ("format", "pages", "journal", "article_type")
    document = {
        "id": f"sha-{paper}",
        "path": f"papers/{paper}.pdf",
        "title": f"A case of {paper}",
        "authors": ["Li X"],
        "first_author": "Li X",
        "year": 2019,
        "doi": f"10.5555/{paper}",
        "pmid": "12345678",
        "patients": 1,
        **dict.fromkeys(names),
    }
    return json.dumps(
        {
            "schema": {"id": SCHEMA.id, "version": SCHEMA.version},
            "extractor": "0.1.0",
            "document": document,
            "case": {"id": case, "label": "Patient"},
            "values": {field.name: values.get(field.name, silent) for field in SCHEMA.fields},
            "problems": [],
        },
        ensure_ascii=False,
        separators=(", ", ": "),
    )


def run_lines() -> tuple[str, ...]:
    """Two papers of one patient each; the second tries to run a formula."""
    return (
        line(
            "a",
            age_years=value(54, quote("A 54-year-old woman")),
            sex=value("female", quote("woman")),
            symptoms=value(
                ["limb weakness", "back pain"],
                *(quote("weak legs", "limb weakness"), quote("pain in the back", "back pain")),
                alternatives=[{"status": "denied", "value": "fever", "evidence": [quote("no fever", "fever")]}],
            ),
            serum_igg4=value(concentration(243, "elevated"), quote("IgG4 was 243 mg/dL")),
            outcome=value(["improved"], quote("improved", "improved")),
        ),
        line(
            "b",
            age_years=value(61, quote("aged 61")),
            sex=value("male", quote("man")),
            symptoms=value([FORMULA], quote(FORMULA, FORMULA)),
            csf_protein=value(None, quote("no puncture was done"), status="not_done"),
        ),
    )


def judge(reviewer: str, paper: str, field: str, verdict: Verdict, **how: Any) -> Decision:
    """A reviewer's (or, with `role`, an adjudicator's) judgement of a cell: `status`, `content`, `evidence`, `at`."""
    answer = Answer(
        Status(how.pop("status", "stated")), json.dumps(how.pop("content", None)), json.dumps(how.pop("evidence", []))
    )
    return Decision(
        *(f"papers/{paper}.pdf", f"sha-{paper}", reviewer, verdict, how.pop("role", Role.REVIEWER)),
        case="case-1",
        field=field,
        answer=answer,
        at=how.pop("at", "2026-11-21T10:00:00.000000+00:00"),
        **how,
    )


def numbered(*decisions: Decision) -> tuple[Decision, ...]:
    """Number decisions as a ledger does."""
    return tuple(replace(decision, number=number) for number, decision in enumerate(decisions, 1))
