"""A table copied from a web page: a cell a line, codes with a legend, ranges, carried sources, misprints."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from extractor.case import Record
from extractor.tables import CaseTable, Find, read_cells

from .conftest import SCHEMA, make_document, show

TEXT = (Path(__file__).parents[2] / "corpus" / "case_table.txt").read_bytes()


@pytest.fixture
def records(read: Callable[[bytes, str], CaseTable]) -> tuple[Record, ...]:
    return read(TEXT, "review.txt").records


def test_every_row_is_a_patient_of_the_paper_that_it_cites(records: tuple[Record, ...]) -> None:
    papers = [(r.document.path, r.case.id, r.patients, r.document.metadata.year) for r in records]
    assert papers == [
        ("review.txt#Almeida 2011", "case-1", 1, 2011),
        ("review.txt#Bergström 2014", "case-1", 2, 2014),
        ("review.txt#Bergström 2014", "case-2", 2, 2014),
        ("review.txt#Costa, M. 2016", "case-1", 1, 2016),
        ("review.txt#Eriksen 2016", "case-1", 1, 2016),
        ("review.txt#Fontaine 2019", "case-1", 1, 2019),
    ]
    assert records[3].document.metadata.authors == ("Costa, M.", "Dias, R.")


def test_cells_are_normalised(records: tuple[Record, ...]) -> None:
    fields = ("sex", "age_years", "onset_to_diagnosis_weeks", "involved_regions", "mri_enhancement", "outcome")
    assert [show(record, *fields) for record in records] == [
        ["male", 44.0, 3.0, "thoracic, lumbar", "yes", "improved"],
        ["female", 61.0, 96.0, "brain, cervical", "no", "improved, recurrence"],
        ["female", 19.0, None, "sacral", None, "no improvement"],
        ["male", 70.0, 0.71, "cervical", "yes", "death"],
        ["male", 33.0, 24.0, "thoracic", "yes", None],
        ["female", 58.0, 40.0, "cervical, thoracic", "yes", "improved"],
    ]


def test_numbers_flags_ranges_and_comparators(records: tuple[Record, ...]) -> None:
    fields = ("serum_igg4", "csf_cell_count", "csf_protein", "igg4_positive_cells_per_hpf", "igg4_igg_ratio_percent")
    assert [show(record, *fields) for record in records] == [
        ["elevated", "12 elevated", "1240", ">30", "50"],
        ["stated", "0 normal", None, "70", "50"],
        ["normal", None, "38", None, "27"],
        [None, "normal", None, "12", ">40"],
        ["low", "5 normal", "44", None, None],
        ["elevated", None, None, None, None],
    ]


def test_misprints_are_read_and_kept_as_printed(records: tuple[Record, ...]) -> None:
    symptoms, treatments = records[0].value("symptoms"), records[1].value("treatments")
    assert symptoms.content == ("back pain", "limb weakness")
    assert [e.quote for e in symptoms.evidence] == ["Doraslgia", "limb weakness"]
    assert treatments.content == ("glucocorticoid", "azathioprine")
    assert records[2].value("treatments").content == ("rituximab",)  # what nobody knows is no drug
    assert records[2].value("treatments").confidence < 0.9
    assert "methotrexatum" in records[2].value("treatments").problems[0].message
    assert records[4].value("treatments").status == "denied"


def test_every_quote_stands_where_it_says(records: tuple[Record, ...]) -> None:
    text = records[0].document.text
    evidence = [e for r in records for v in r.values for e in v.evidence]
    assert len(evidence) > 80
    assert [e.quote for e in evidence if text[e.span.start : e.span.end] != e.quote] == []
    assert [e.quote for e in records[1].value("serum_igg4").evidence] == ["AbNormal"]


def test_raw_cells_are_those_of_the_page(find: Find) -> None:
    raw = read_cells(make_document(TEXT, "review.txt"), SCHEMA, find)
    assert raw[0][:3] == ("Study", "Source", "Gender") and len(raw) == 7
    assert raw[3] == tuple(
        "2014||Female|19|ND|Nd|normal|ND|38|S|ND|ND|27%|Rituximab methotrexatum|No improvement".split("|")
    )
