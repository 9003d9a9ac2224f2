"""Packets are valid by the standard's own schema, keep what was excluded, and say nothing that the paper does not."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.json_format import ParseDict
from phenopackets import Phenopacket

from extractor.export.coding import code_word, resources_of
from extractor.export.phenopackets import check_packet, make_packet, packet_names
from extractor.export.rows import read_row
from tests.reviewed import FORMULA, SCHEMA, concentration, line, quote, run_lines, value

CREATED = "2026-11-21T10:00:00Z"


def packet(text: str) -> dict[str, Any]:
    row = read_row(text)
    return make_packet(row, SCHEMA, "p", CREATED, "extractor 0.1.0")


def is_valid(found: dict[str, Any]) -> bool:
    """Ask the protobuf schema of GA4GH, which refuses unknown names and wrong types."""
    ParseDict(found, Phenopacket())
    return check_packet(found) == ()


def test_a_patient_as_a_packet() -> None:
    found = packet(run_lines()[0])
    assert is_valid(found)
    assert found["subject"] == {"id": "p", "timeAtLastEncounter": {"age": {"iso8601duration": "P54Y"}}, "sex": "FEMALE"}
    told = [(f["type"]["id"], f["type"]["label"], f.get("excluded", False)) for f in found["phenotypicFeatures"]]
    assert told == [
        ("HP:0003690", "limb weakness", False),
        ("HP:0003418", "back pain", False),
        ("HP:0001945", "fever", True),
    ]
    (evidence,) = found["phenotypicFeatures"][2]["evidence"]
    assert evidence["reference"] == {"id": "PMID:12345678", "description": "“no fever” (p. 2)"}
    (measured,) = found["measurements"]
    assert measured["assay"]["id"] == "LOINC:2469-8"
    assert measured["value"] == {"quantity": {"unit": {"id": "UCUM:mg/dL", "label": "mg/dL"}, "value": 243}}
    assert "timeObserved" not in measured  # the paper says "before treatment", not when
    prefixes = [resource["namespacePrefix"] for resource in found["metaData"]["resources"]]
    assert prefixes == ["ECO", "HP", "LOINC", "UCUM"]


def denied(content: str | None, words: str, item: str) -> dict[str, Any]:
    return {"status": "denied", "value": content, "evidence": [quote(words, item)]}


def test_diseases_organs_and_treatments() -> None:
    found = packet(
        line(
            "c",
            diagnosis=value(["IgG4-related disease"], alternatives=[denied("tuberculosis", "no TB", "tuberculosis")]),
            initial_misdiagnosis=value(["meningioma"]),
            comorbidities=value(None, quote("healthy", "other illness"), status="denied"),
            other_organs=value(None, quote("the pancreas was normal", "pancreas"), status="denied"),
            treatments=value(["decompression surgery", "glucocorticoid", "rituximab"]),
            drugs=value([{"name": "prednisolone", "class": "glucocorticoid", "dose": "5 mg"}]),
            outcome=value(["improved", "death"]),
        )
    )
    assert is_valid(found)
    assert [(d["term"]["id"], d.get("excluded", False)) for d in found["diseases"]] == [
        ("MONDO:0017287", False),
        ("MONDO:0018076", True),
        ("MONDO:0016642", True),
    ]
    (organ,) = found["phenotypicFeatures"]
    assert (organ["modifiers"], organ["excluded"]) == ([{"id": "UBERON:0001264", "label": "pancreas"}], True)
    agents = [action["treatment"]["agent"]["label"] for action in found["medicalActions"] if "treatment" in action]
    procedures = [action["procedure"]["code"]["label"] for action in found["medicalActions"] if "procedure" in action]
    assert (agents, procedures) == (["prednisolone", "rituximab"], ["decompression surgery"])
    assert found["subject"]["vitalStatus"] == {"status": "DECEASED"}


LOW = {"ontologyClass": {"id": "PATO:0001997", "label": "decreased amount"}}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({**concentration(50), "comparator": ">"}, None),  # a bound is no number that was measured
        ({**concentration(0), "value": None, "canonical": 125, "low": 120, "high": 130, "comparator": "range"}, None),
        ({**concentration(50, "low"), "comparator": "<"}, LOW),
    ],
)
def test_no_number_that_was_not_measured(content: Any, expected: Any) -> None:
    found = packet(line("c", serum_igg4=value(content)))
    assert is_valid(found)
    assert [m["value"] for m in found.get("measurements", [])] == ([] if expected is None else [expected])


@pytest.mark.parametrize(("age", "duration"), [(54, "P54Y"), (1.58, "P1Y7M"), (0.5, "P6M"), (0.01, "P4D"), (0, "P0Y")])
def test_ages(age: float, duration: str) -> None:
    found = packet(line("c", age_years=value(age)))
    assert found["subject"]["timeAtLastEncounter"] == {"age": {"iso8601duration": duration}}


def test_a_silent_paper_gives_an_empty_packet() -> None:
    found = packet(line("c"))
    assert is_valid(found)
    assert found["subject"] == {"id": "p", "sex": "UNKNOWN_SEX"}
    assert set(found) == {"id", "subject", "metaData"}


def test_words_without_a_code_stand_under_a_prefix_of_our_own() -> None:
    assert code_word("fever", ("symptom",)) == {"id": "HP:0001945", "label": "fever"}
    assert code_word("sarcoidosis of the thyroid", ("disease",)) == code_word("sarcoidosis", ("disease",))
    assert code_word(FORMULA) == {"id": "EXTRACTOR:HYPERLINK_evil", "label": FORMULA}
    assert code_word("…")["id"] == "EXTRACTOR:unnamed"
    assert is_valid(packet(run_lines()[1]))
    assert [resource["iriPrefix"] for resource in resources_of(["EXTRACTOR:x"])] == ["urn:extractor:words:"]


def test_names_are_file_names_and_stand_once() -> None:
    row = read_row(run_lines()[0])

    def named(*paths: str) -> list[str]:
        return list(packet_names([replace(row, path=path) for path in paths]))

    assert named("a/x.pdf", "b/x.pdf", "B/X.txt") == ["x-case-1", "x-case-1-2", "X-case-1-3"]
    assert named("m.nbib#123", "../../etc/passwd", "ü/…") == ["m-123-case-1", "passwd-case-1", "case-1"]


def test_the_sample_papers_give_valid_packets() -> None:
    golden = Path(__file__).parents[2] / "golden" / "records"
    count = 0
    for path in sorted(golden.glob("*.json")):
        for case in json.loads(path.read_text(encoding="utf-8"))["cases"]:
            cells = {
                name: value(cell["value"], quote("words"), status=cell["status"])
                for name, cell in case["cells"].items()
            }
            assert is_valid(packet(line("g", **cells))), path.name
            count += 1
    assert count > 20
