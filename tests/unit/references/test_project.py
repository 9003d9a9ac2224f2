"""From citations, papers and decisions to reports and the flow."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
import rispy

from extractor.problem import DataError
from extractor.references.citation import Citation, ReferenceFile
from extractor.references.decisions import Decided, read_decisions
from extractor.references.flow import OTHER_SOURCES, check_flow
from extractor.references.linking import PaperFront
from extractor.references.patients import Patient
from extractor.references.project import Sources, build_project, project_tables, tell_apart
from extractor.references.reading import read_reference_bytes
from extractor.references.reports import UNDECIDED
from extractor.references.screening import Mark, Proposal
from extractor.references.tables import write_ris
from tests.unit.criteria.made_rows import row

TITLES = (
    "A stiff dura in a baker who came with weak legs",
    "Millers and their kidneys: a study of forty mills",
    "On the orbit of a tailor, with remarks about thread",
    "Nobody ever found this report about a weaver",
)
PUBMED = tuple(
    Citation(f"p#{n}", "PubMed", title, ("Doe, J.",), 2019, pmid=str(100_000 + n)) for n, title in enumerate(TITLES)
)
EMBASE = (replace(PUBMED[0], id="e#0", database="Embase", pmid=None),)


def front(path: str, citation: Citation | None) -> PaperFront:
    title = "" if citation is None else "".join(char for char in citation.title.lower() if char.isalnum())
    pmid = None if citation is None else citation.pmid
    return PaperFront(path, title, title, frozenset(), "", None, pmid)


SOURCES = Sources(
    (*PUBMED, *EMBASE),
    (front("a.pdf", PUBMED[0]), front("b.pdf", PUBMED[1]), front("c.pdf", PUBMED[2]), front("z.pdf", None)),
    (
        Mark("a.pdf", Proposal.INCLUDE, patients=2),
        Mark("b.pdf", Proposal.EXCLUDE, "not a case report"),
        Mark("c.pdf", Proposal.UNCLEAR, "not told whether other site"),
        Mark("z.pdf", Proposal.INCLUDE, patients=1),
    ),
    (
        Patient(row(path="a.pdf")),
        Patient(row(path="a.pdf", case="case-2")),
        Patient(row(path="z.pdf")),
        Patient(row(path="c.pdf")),
    ),
    screened=True,
)


def test_the_flow_is_counted_from_the_data() -> None:
    flow = build_project(SOURCES).flow
    assert flow.databases == (("PubMed", 4), ("Embase", 1), (OTHER_SOURCES, 1))
    assert (flow.identified, flow.duplicates, flow.screened, flow.sought, flow.not_retrieved) == (6, 1, 5, 5, 1)
    assert (flow.assessed, flow.excluded, flow.reports, flow.patients) == (4, 2, 2, 3)
    assert flow.reasons == (("not a case report", 1), (UNDECIDED, 1))
    assert flow.note == "4 of the 4 reports assessed are marked by the program; no person has checked them."
    assert check_flow(flow) == ()


def test_decisions_stand_above_proposals() -> None:
    decided = (
        Decided("report", "p#1", "", "include"),
        Decided("report", "p#2", "", "exclude", "orbit"),
        Decided("report", "p#3", "", "automation"),
        Decided("citations", "e#0", "p#0", "different", reviewer="eva"),
        Decided("patients", "a.pdf:case-1", "z.pdf:case-1", "same"),
    )
    flow = build_project(SOURCES, decided).flow
    assert (flow.duplicates, flow.automation, flow.screened, flow.not_retrieved) == (0, 1, 5, 1)
    assert flow.reasons == (("orbit", 1),)
    assert (flow.reports, flow.patients) == (3, 2)  # b.pdf has no row
    assert check_flow(flow) == (
        "2 patients are fewer than the 3 reports included: a report without a patient, or one patient in two reports?",
    )


def test_without_a_run_the_flow_ends_at_screening() -> None:
    flow = build_project(Sources((*PUBMED, *EMBASE))).flow
    assert (flow.identified, flow.duplicates, flow.screened, flow.screened_out, flow.reports, flow.patients) == (
        5,
        1,
        4,
        None,
        None,
        None,
    )


def test_what_was_filled_in_is_kept_and_what_is_deleted_is_undone(tmp_path: Path) -> None:
    def write(name: str, decided: tuple[Decided, ...], fill: dict[str, str]) -> None:
        lines = [list(line) for line in dict(project_tables(build_project(SOURCES, decided)))[name]]
        for line in lines[1:]:
            line[lines[0].index("decision")] = fill.get(str(line[0]), line[lines[0].index("decision")])
        with (tmp_path / name).open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(lines)

    write("duplicates.csv", (), {"p#0": "different"})
    decided = read_decisions(tmp_path)
    assert decided == (Decided("citations", "p#0", "e#0", "different"),)
    assert build_project(SOURCES, decided).flow.duplicates == 0
    write("decisions.csv", decided, {})
    write("duplicates.csv", decided, {})
    assert read_decisions(tmp_path) == decided  # kept although the pair is joined no more
    (tmp_path / "decisions.csv").unlink()
    assert read_decisions(tmp_path) == ()


def test_a_word_that_is_not_taken_is_named(tmp_path: Path) -> None:
    (tmp_path / "screening.csv").write_text("report,decision\nx,maybe\n")
    with pytest.raises(DataError, match=r"screening\.csv: line 2: 'maybe' is not taken; allowed are include, exclude"):
        read_decisions(tmp_path)


def test_files_of_one_name_keep_their_citations_apart() -> None:
    files = (ReferenceFile("x.ris", "ris", (PUBMED[0],)), ReferenceFile("x.ris", "ris", (PUBMED[0],)))
    assert [citation.id for citation in tell_apart(files)] == ["1/p#0", "2/p#0"]


def test_ris_goes_out_and_comes_back() -> None:
    citation = replace(PUBMED[0], journal="J", volume="3", issue="2", pages="12-19", doi="10.1234/x", abstract="Text.")
    text = write_ris([citation])
    (entry,) = rispy.loads(text)
    assert (entry["title"], entry["doi"], entry["start_page"]) == (TITLES[0], "10.1234/x", "12")
    (again,) = read_reference_bytes(text.encode(), "out.ris").citations
    kept = ("title", "authors", "year", "journal", "volume", "issue", "pages", "doi", "pmid", "database", "abstract")
    assert {name: getattr(again, name) for name in kept} == {name: getattr(citation, name) for name in kept}
