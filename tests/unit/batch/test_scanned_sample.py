"""A scanned sample paper from its picture to filled cells: each says that it was read from a picture."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from extractor.batch import Options, run_papers
from extractor.pipeline import Program
from tests.unit.batch.test_run import papers_of
from tests.unit.readers.test_pdf_scans import engine_or_skip

SCAN = Path(__file__).parents[3] / "corpus" / "papers" / "24-scan.pdf"


@pytest.mark.parametrize("name", ["tesseract", "rapidocr"])
def test_from_picture_to_filled_cells(name: str, tmp_path: Path, program: Program) -> None:
    """The worker reads it behind its walls, without a file to write, and within its limits."""
    reading = engine_or_skip(name)
    assert reading.ocr is not None
    totals = run_papers([SCAN], tmp_path / "out", replace(program, reading=reading), Options(1))
    assert totals.failed == ()
    (paper,) = papers_of(tmp_path / "out").values()
    assert paper["engine"] == reading.ocr.name
    (line,) = (tmp_path / "out" / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    values: dict[str, dict[str, Any]] = json.loads(line)["values"]
    found = {field: values[field]["value"] for field in ("age_years", "sex", "lesion_levels", "follow_up_months")}
    assert found == {"age_years": 54, "sex": "female", "lesion_levels": ["T3"], "follow_up_months": 5}
    quoted = [quote for value in values.values() for quote in value["evidence"]]
    assert len(quoted) > 10
    assert [quote for quote in quoted if not (quote.get("ocr") is True and quote["page"] == 1 and quote["boxes"])] == []
    with (tmp_path / "out" / "evidence.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {row["ocr"] for row in csv.DictReader(file)} == {"yes"}
    with (tmp_path / "out" / "problems.csv").open(encoding="utf-8-sig", newline="") as file:
        assert "ocr" in {row["code"] for row in csv.DictReader(file)}


def test_print_is_not_marked(tmp_path: Path, program: Program) -> None:
    run_papers([SCAN.with_name("03-letter.pdf")], tmp_path / "out", program, Options(1))
    assert '"ocr"' not in (tmp_path / "out" / "cases.jsonl").read_text(encoding="utf-8")
