"""Marks are proposed from rows: include, exclude with a reason, or look."""

from __future__ import annotations

from extractor.case import Status
from extractor.criteria.rules import load_eligibility
from extractor.references.screening import Mark, PaperState, Proposal, propose_marks
from tests.unit.criteria.made_rows import cell, row, stated

DURA = load_eligibility("igg4-rsp")
FITS = (stated("diagnosis", ["IgG4-related disease"]), stated("involved_regions", ["thoracic"]))


def shown(marks: tuple[Mark, ...]) -> list[tuple[str, str, str]]:
    return [(mark.path, str(mark.proposal), mark.reason) for mark in marks]


def test_rows_are_asked_for_disease_and_site() -> None:
    silent = cell("diagnosis", Status.NOT_REPORTED)
    rows = (
        row(*FITS, path="a.pdf"),
        row(stated("diagnosis", ["meningioma"]), stated("involved_regions", ["thoracic"]), path="b.pdf"),
        row(stated("diagnosis", ["IgG4-related disease"]), stated("other_organs", ["pancreas"]), path="c.pdf"),
        row(silent, stated("involved_regions", ["cervical"]), path="d.pdf"),
        row(silent, path="e.pdf"),
    )
    assert shown(propose_marks((), rows, DURA)) == [
        ("a.pdf", "include", ""),
        ("b.pdf", "exclude", "other disease"),
        ("c.pdf", "exclude", "other site"),
        ("d.pdf", "unclear", "not told whether other disease"),
        ("e.pdf", "unclear", "not told whether other disease or other site"),
    ]


def test_an_inclusion_shows_its_grounds_and_one_patient_who_fits_is_enough() -> None:
    other = row(stated("diagnosis", ["meningioma"]), path="a.pdf", case="case-2")
    (mark,) = propose_marks((), (row(*FITS, path="a.pdf"), other), DURA)
    assert (mark.proposal, mark.patients) == (Proposal.INCLUDE, 1)
    assert [(ground.field, ground.item) for ground in mark.grounds] == [
        ("diagnosis", "IgG4-related disease"),
        ("involved_regions", "thoracic"),
    ]


def test_papers_without_a_patient_have_the_reason_of_the_reader() -> None:
    papers = (
        PaperState("a.pdf", True, "The paper is a study; it tells of no patient singly.", 0),
        PaperState("b.pdf", True, "The paper reports on animals, not on a human patient.", 0),
        PaperState("c.pdf", False, "the file is locked", 0),
        PaperState("d.nbib", True, "1 of 2 records without a patient of their own", 1),
        PaperState("e.pdf", True, "It tells of nobody.", 0),
    )
    assert shown(propose_marks(papers, (row(*FITS, path="d.nbib#7"),), DURA)) == [
        ("a.pdf", "exclude", "not a case report"),
        ("b.pdf", "exclude", "not on human patients"),
        ("c.pdf", "unclear", "could not be read: the file is locked"),
        ("d.nbib#7", "include", ""),
        ("e.pdf", "exclude", "no patient of its own"),
    ]


def test_without_eligibility_every_patient_fits() -> None:
    assert load_eligibility("core") is None
    assert shown(propose_marks((), (row(path="a.pdf"),), None)) == [("a.pdf", "include", "")]
