"""The commands references and criteria, from files to files."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extractor.cli.app import app
from tests.unit.references.test_reading import ENDNOTE_XML, NBIB, RIS

REPORT = """A stiff dura in a baker

A 61-year-old man presented with a three-week history of back pain. MRI showed a dural mass from T3 to T9.
Serum IgG4 was 243 mg/dL (normal 4-86). Biopsy showed a lymphoplasmacytic infiltrate with storiform fibrosis.
There were 60 IgG4-positive plasma cells per high-power field, and the IgG4/IgG ratio was 55%.
IgG4-related disease was diagnosed. He was given prednisolone and improved.
"""


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run one paper, once for all tests here."""
    folder = tmp_path_factory.mktemp("review")
    for name, text in (("pubmed.nbib", NBIB), ("wos.ris", RIS), ("embase.xml", ENDNOTE_XML)):
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "papers").mkdir()
    (folder / "papers" / "31234567.txt").write_text(REPORT, encoding="utf-8")
    done = CliRunner().invoke(app, ["run", str(folder / "papers"), "--out", str(folder / "run"), "--jobs", "1"])
    assert done.exit_code == 0, done.output
    return folder


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def invoke(*words: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(app, list(map(str, words)))
    return done.exit_code, done.output


def test_from_exports_to_the_flow(review: Path, tmp_path: Path) -> None:
    files = [review / name for name in ("pubmed.nbib", "wos.ris", "embase.xml")]
    code, told = invoke("references", *files, "--run", review / "run", "--out", tmp_path / "out")
    assert code == 0, told
    # The three first records are one; the second ones bear other titles or have too little in common.
    kept = {row["id"]: row["kept_as"] for row in table(tmp_path / "out" / "references.csv")}
    assert [kept[name] for name in ("pubmed.nbib#1", "wos.ris#1", "embase.xml#1")] == ["pubmed.nbib#1"] * 3
    (link,) = table(tmp_path / "out" / "links.csv")
    assert (link["citation"], link["confirmed_by"]) == ("pubmed.nbib#1", "file name")
    (mark,) = [row for row in table(tmp_path / "out" / "screening.csv") if row["papers"]]
    assert (mark["report"], mark["proposal"]) == ("pubmed.nbib#1", "include")
    assert "IgG4-related disease" in mark["evidence"]
    steps = {row["step"]: row["n"] for row in table(tmp_path / "out" / "prisma.csv")}
    assert (steps["records identified"], steps["reports included"], steps["patients"]) == ("6", "1", "1")
    assert (tmp_path / "out" / "prisma.pdf").read_bytes().startswith(b"%PDF-1.4")
    assert "Embase (n = 2)" not in told


def test_papers_that_are_gone_are_linked_by_what_the_run_knows(review: Path, tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    paper = tmp_path / "papers" / "31234567.txt"
    paper.write_text(REPORT, encoding="utf-8")
    invoke("run", tmp_path / "papers", "--out", tmp_path / "run", "--jobs", "1")
    paper.unlink()
    paper.parent.rmdir()
    code, told = invoke("references", review / "pubmed.nbib", "--run", tmp_path / "run", "--out", tmp_path / "out")
    assert (code, "the papers are not there any more" in told) == (0, True), told
    (link,) = table(tmp_path / "out" / "links.csv")
    assert (link["citation"], link["confirmed_by"]) == ("pubmed.nbib#1", "file name")


def test_a_decision_that_was_filled_in_is_kept(review: Path, tmp_path: Path) -> None:
    words = ("references", review / "pubmed.nbib", review / "wos.ris", "--out", tmp_path)
    invoke(*words)
    rows = table(tmp_path / "duplicates.csv")
    rows[0]["decision"] = "different"
    with (tmp_path / "duplicates.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    for _ in range(2):
        code, told = invoke(*words)
        assert (code, "0 duplicates removed" in told) == (0, True), told
        assert [row["decision"] for row in table(tmp_path / "decisions.csv")] == ["different"]


def test_a_file_without_references_gives_status_one_and_the_others_are_read(review: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear editor,\n")
    code, told = invoke("references", tmp_path / "letter.txt", review / "wos.ris", "--out", tmp_path / "out")
    assert code == 1
    assert "not read: letter.txt" in told and "wos.ris: 2 records (ris)" in told
    code, told = invoke("references", tmp_path / "letter.txt", "--out", tmp_path / "none")
    assert (code, (tmp_path / "none").exists()) == (1, False), told


def test_a_database_may_be_named(review: Path, tmp_path: Path) -> None:
    invoke("references", f"CNKI={review / 'wos.ris'}", "--out", tmp_path)
    assert {row["database"] for row in table(tmp_path / "references.csv")} == {"CNKI"}


def test_numbers_by_hand_are_checked_and_drawn(tmp_path: Path) -> None:
    (tmp_path / "flow.toml").write_text("[identified]\ntotal = 9\nPubMed = 8\n")
    code, told = invoke("references", "--flow", tmp_path / "flow.toml", "--out", tmp_path / "out")
    assert (code, "sum to 8 = 8, but 9 records identified are given" in told) == (0, True), told
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        f"prisma.{end}" for end in ("csv", "md", "pdf", "svg")
    ]


def test_criteria_of_a_run(review: Path, tmp_path: Path) -> None:
    code, told = invoke(
        "criteria", review / "run", "-c", "comprehensive-2011", "-c", "acr-eular-2019", "--out", tmp_path / "c.csv"
    )
    assert code == 0, told
    rows = table(tmp_path / "c.csv")
    assert {row["conclusion"] for row in rows if row["criteria"] == "comprehensive-2011"} == {"definite"}
    points = {row["criterion"]: row["points"] for row in rows if row["points"] not in ("", "0")}
    assert points == {
        "dense lymphocytic infiltrate and storiform fibrosis": "13",
        "ratio of 41-70 % with 10 cells and more, or of 71 % and more with 10-50 cells": "14",
        "2 to 5 times the upper limit": "6",
    }
    assert all(row["evidence"] for row in rows if row["criterion"] in points)
    assert "run --schema igg4-criteria" in told


def test_criteria_that_nobody_knows(review: Path) -> None:
    done = CliRunner().invoke(app, ["criteria", str(review / "run"), "-c", "mine"])
    assert "criteria 'mine' are not known; there are acr_eular_2019" in str(done.exception)
