"""An invented review with right figures and faults of each kind against its own table of eight patients."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.audit import Finding, audit_review, format_findings, write_findings
from extractor.export.jsonl import record_to_json, to_line
from extractor.export.rows import Row, read_row
from extractor.mentions.language import build_language
from extractor.pipeline import make_finder
from extractor.readers import read_bytes
from extractor.schema import load_schema
from extractor.tables import read_case_tables

TEXT = (Path(__file__).parents[2] / "corpus" / "audited_review.txt").read_bytes()
SCHEMA = load_schema("igg4-rsp")


@pytest.fixture(scope="module")
def findings() -> tuple[Finding, ...]:
    return audit(TEXT)


def audit(text: bytes) -> tuple[Finding, ...]:
    document, find = read_bytes(text, "review.txt")[0], make_finder(build_language())
    return audit_review(document, SCHEMA, tuple(rows_of(text)), find)


def rows_of(text: bytes) -> Iterator[Row]:
    table = read_case_tables(read_bytes(text, "review.txt")[0], SCHEMA, make_finder(build_language()))
    yield from (read_row(to_line(record_to_json(record, SCHEMA))) for record in table.records)


def told(findings: tuple[Finding, ...], verdict: str) -> list[str]:
    return [finding.claimed for finding in findings if finding.verdict == verdict]


def test_all_faults_and_no_other_claim_are_mismatches(findings: tuple[Finding, ...]) -> None:
    wrong = [(finding.claimed, finding.reason) for finding in findings if finding.verdict == "mismatch"]
    assert wrong == [
        ("120 in all", "the parts do not add up"),
        ("male-to-female ratio of 1.5:1", "the ratio is another"),
        ("ranged from 2 to 24 months", "the table has a lower number"),
        ("then the cervical spine (n = 3, 37.5%)", "the table gives another number"),
        ("The brain was involved in 2 patients (20%)", "the number is right, but not of how many"),
        ("The majority of the patients had normal serum IgG4 levels.", "the table gives another number"),
        ("ranged from 40 to 120 mg/dL", "the table has a higher number"),
        ("More than 10 IgG4-positive plasma cells were seen in 5 of 5", "the table gives another number"),
        ("two had a recurrence.", "the table gives another number"),
    ]


def test_what_the_table_cannot_tell_is_said_to_be_so(findings: tuple[Finding, ...]) -> None:
    assert [(f.claimed, f.reason) for f in findings if f.verdict == "cannot be checked"] == [
        ("20 were duplicates", "120 − 20 = 100 are left, which the text does not tell"),
        ("cell count and protein were raised in 40% (2/5)", "the table does not tell it"),
        ("4", "no field of the schema is named"),
    ]


def test_right_figures_match(findings: tuple[Finding, ...]) -> None:
    right = [f.claimed for f in findings if f.verdict == "match"]
    assert len(right) == 27
    for claimed in ("median of 12 weeks", "Six patients received glucocorticoids", "One patient died"):
        assert claimed in right


def test_both_places_are_quoted(findings: tuple[Finding, ...]) -> None:
    text = read_bytes(TEXT, "review.txt")[0].text
    assert [f.claimed for f in findings if text[f.sentence.start : f.sentence.end] != f.quote] == []
    protein = next(f for f in findings if f.claimed == "ranged from 40 to 120 mg/dL")
    assert protein.cells == ("Brandt 2013 Patient: 40", "Grieg 2018 Patient: 150")


@pytest.mark.parametrize(
    ("claim", "verdict", "reason"),
    [
        ("Serum IgG4 was normal in 3 of the 7 patients (42.9%).", "match", ""),
        ("The mean age was 48.5 years.", "mismatch", "the mean of the table is another number"),
        ("The median age was 48.5 years.", "match", ""),
        ("Age ranged from 37.25 to 61.75 years.", "mismatch", "these are the quartiles, not the range"),
        (
            "An IgG4/IgG ratio of more than 40% was seen in 4 of 6 patients.",
            "mismatch",
            "it holds only if the limit itself counts (≥, not >)",
        ),
        ("An IgG4/IgG ratio of at least 40% was seen in 4 of 6 patients.", "match", ""),
        ("Focal or linear enhancement was seen in 6 patients.", "match", ""),
        ("Half of the patients were men.", "match", ""),
        ("Four patients (50%) were female.", "match", ""),
        ("The male:female ratio was 1:1.", "match", ""),
        ("Patients were aged 30 to 74 years.", "match", ""),
        ("The age had quartiles of 37.3–61.8 years.", "match", ""),
        ("Elevated serum IgG4 levels were found in 4 (57.1%) of 7 patients.", "match", ""),
        ("CSF pleocytosis was seen in 3 of 5 patients.", "match", ""),
        ("Serum IgG4 was raised in five of seven patients (71.4%).", "mismatch", "the table gives another number"),
        ("Steroids were given to 75% of the patients.", "match", ""),
        ("Steroids were given to 80% of the patients.", "mismatch", "the table gives another number"),
        ("Among the 7 patients with known enhancement, most were men.", "match", ""),
        ("Two-thirds of the patients were men.", "mismatch", "the table gives another number"),
        ("Rituximab was given to 2 patients (Okoye et al., 2019).", None, ""),
        ("Back pain was the first complaint of 5 patients.", "cannot be checked", None),
    ],
)
def test_one_claim(claim: str, verdict: str | None, reason: str | None) -> None:
    head, table = (
        TEXT.decode().split("2 Methods")[0],
        "Study\t" + TEXT.decode().split("Study\t")[1].split("\n\nY, yes")[0],
    )
    findings = audit(f"{head}2 Results\n\n{claim}\n\nTable 1  Clinical data of the 8 cases.\n\n{table}\n".encode())
    checked = [(f.verdict, f.reason if reason is not None else None) for f in findings]
    assert checked == ([] if verdict is None else [(verdict, reason)])


def test_report_has_the_mismatches_first(findings: tuple[Finding, ...], tmp_path: Path) -> None:
    page = format_findings(findings, "review.txt")
    assert page.index("## Mismatch (9)") < page.index("## Cannot be checked (3)") < page.index("## Match (27)")
    written = write_findings(findings, "review.txt", tmp_path)
    assert written[0].read_text(encoding="utf-8") == page
    assert written[1].read_text(encoding="utf-8-sig").count("\nmismatch,") == 9
