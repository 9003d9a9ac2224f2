"""The same paper as PDF and as XML gives the same cells."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from extractor.export.jsonl import record_to_json, to_line
from extractor.pipeline import Program, analyse_document
from extractor.readers import read_papers
from extractor.score.agreement import compare_runs

TWINS = Path(__file__).parents[2] / "corpus" / "twins"
LEAST_EQUAL = 0.97


def test_pdf_and_xml_of_a_paper_agree(results: Mapping[str, Any], program: Program, tmp_path: Path) -> None:
    pdf, xml = [], []
    for path in sorted(TWINS.iterdir()):
        pdf += results[f"{path.stem}.pdf"].records
        for document in read_papers(path, path.name):
            xml += analyse_document(document, program).records
    for name, records in (("pdf.jsonl", pdf), ("xml.jsonl", xml)):
        lines = [to_line(record_to_json(record, program.schema)) for record in records]
        (tmp_path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    agreement = compare_runs(tmp_path / "pdf.jsonl", tmp_path / "xml.jsonl")
    assert agreement.papers >= 8
    assert agreement.reported.part / agreement.reported.whole >= LEAST_EQUAL, agreement.differences
