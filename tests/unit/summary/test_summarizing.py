"""A results section counted by hand: denominators, medians, crosses, combinations, completeness."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from extractor.case import Status
from extractor.summary import summarize, write_summary
from extractor.summary.answers import vertebrae_in
from extractor.summary.figures import list_figures
from extractor.summary.markdown import write_markdown
from extractor.summary.report import write_report
from extractor.summary.statistics import describe
from extractor.summary.summarizing import Summary

from .conftest import SCHEMA, make_row, quantity

ROWS = (
    make_row(
        "a.pdf", 2010, age_years=20, sex="male", involved_regions=["cervical", "thoracic"], lesion_levels=["C6-T2"],
        treatments=["glucocorticoid", "azathioprine", "methotrexate"], outcome=["improved"], onset_to_diagnosis_weeks=2,
        serum_igg4=quantity(300.0, "elevated"), mri_enhancement="yes",
    ),
    make_row(
        "b.pdf", 2012, age_years=40, sex="female", involved_regions=["thoracic", "brain"], symptoms=["back pain"],
        treatments=["decompression surgery", "glucocorticoid"], outcome=["improved", "recurrence"],
        serum_igg4=quantity(None, "normal"), mri_enhancement="no", onset_to_diagnosis_weeks=6,
    ),
    make_row(
        "b.pdf", 2012, age_years=61, sex="female", involved_regions=["lumbar"], treatments=["rituximab"],
        outcome=["death"], serum_igg4=Status.NOT_DONE, onset_to_diagnosis_weeks=10,
    ),
    make_row("c.pdf", None, sex="male", treatments=Status.DENIED, outcome=Status.NOT_REPORTED),
)  # fmt: skip


@pytest.fixture(scope="module")
def summary() -> Summary:
    return summarize(SCHEMA, ROWS)


def shares(summary: Summary, field: str) -> list[tuple[str, int, int]]:
    told = summary.field(field)
    assert told is not None
    return [(share.name, share.count, share.of) for share in told.answers]


def test_patients_papers_and_years_of_papers(summary: Summary) -> None:
    assert (summary.patients, summary.papers, summary.years) == (4, 3, ((2010, 1), (2012, 1)))


def test_a_denominator_is_the_patients_whose_paper_tells(summary: Summary) -> None:
    assert shares(summary, "sex") == [("male", 2, 4), ("female", 2, 4)]
    assert shares(summary, "mri_enhancement") == [("yes", 1, 2), ("no", 1, 2)]
    assert shares(summary, "treatments") == [
        ("glucocorticoid", 2, 4), ("azathioprine", 1, 4), ("decompression surgery", 1, 4), ("methotrexate", 1, 4),
        ("rituximab", 1, 4),
    ]  # fmt: skip
    assert shares(summary, "serum_igg4") == [("elevated", 1, 2), ("normal", 1, 2)]
    igg4 = summary.field("serum_igg4")
    assert igg4 is not None and (igg4.reported.count, igg4.reported.of, igg4.not_done) == (2, 4, 1)


def test_numbers(summary: Summary) -> None:
    onset = summary.field("onset_to_diagnosis_weeks")
    assert onset is not None and onset.numbers is not None
    assert (onset.numbers.count, onset.numbers.mean, onset.numbers.sd, onset.numbers.median) == (3, 6.0, 4.0, 6.0)
    assert (onset.numbers.least, onset.numbers.lower, onset.numbers.upper, onset.numbers.most) == (2.0, 2.0, 10.0, 10.0)
    assert describe([]) is None
    one = describe([7.0])
    assert one is not None and (one.sd, one.lower, one.upper) == (None, 7.0, 7.0)


def test_what_is_denied_or_only_a_bound_is_told() -> None:
    rows = [
        make_row("a.pdf", igg4_positive_cells_per_hpf=quantity(50.0, None, ">"), family_history=Status.DENIED),
        make_row("b.pdf", igg4_positive_cells_per_hpf=quantity(20.0), family_history=["stroke"]),
    ]
    found = summarize(SCHEMA, rows)
    text = write_markdown(found)
    assert "range 20–50 (n = 2); 1 of 2 given as a bound |" in text
    assert "| Family history | 2/2 (100.0 %) | stroke 1/2 (50.0 %); denied 1 |" in text
    figures = {(figure.field, figure.name): figure.value for figure in list_figures(found)}
    assert figures["family_history", "denied"] == 1
    assert figures["igg4_positive_cells_per_hpf", "numbers that are bounds"] == 1
    assert "denied 1" in write_report(found, {})


def test_quartiles_are_interpolated_as_spss_does() -> None:
    numbers = describe([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    assert numbers is not None and (numbers.lower, numbers.upper) == (2.75, 8.25)


def test_crosses_and_combinations(summary: Summary) -> None:
    cross = next(c for c in summary.crosses if c.columns_field == "involved_regions")
    assert cross.rows == ("brain", "cervical", "thoracic", "lumbar")
    assert cross.counts[2] == (1, 1, 2, 0) and cross.totals == (1, 1, 2, 1)
    assert [(c.names, c.count) for c in summary.combinations] == [
        (("glucocorticoid", "decompression surgery"), 1),
        (("glucocorticoid", "immunosuppressant"), 1),
        (("rituximab",), 1),
    ]  # fmt: skip
    assert (summary.combined.count, summary.combined.of) == (1, 3)


def test_levels_cover_the_vertebrae_between_them(summary: Summary) -> None:
    assert summary.vertebrae == (("C6", 1), ("C7", 1), ("T1", 1), ("T2", 1))
    assert vertebrae_in(["L3/4", "T12", "C9"]) == ("L3", "L4", "T12")


def test_completeness_by_care_item(summary: Summary) -> None:
    numbers = [item.split()[0] for item in summary.care_items]
    told = {paper.paper: dict(zip(numbers, paper.told, strict=True)) for paper in summary.care}
    assert [number for number, yes in told["a.pdf"].items() if yes] == ["5a", "7", "8a", "9a", "10a"]
    assert [number for number, yes in told["c.pdf"].items() if yes] == ["9a"]


def test_files_are_the_same_bytes_each_time_and_every_picture_is_svg(summary: Summary, tmp_path: Path) -> None:
    first = {path.name: path.read_bytes() for path in write_summary(summary, tmp_path / "one")}
    again = {path.name: path.read_bytes() for path in write_summary(summarize(SCHEMA, ROWS), tmp_path / "two")}
    assert first == again
    assert {"report.html", "summary.md", "summary.csv", "summary.xlsx", "spine.svg", "treatments.svg"} <= set(first)
    for name, data in first.items():
        if name.endswith(".svg"):
            assert ElementTree.fromstring(data).tag.endswith("svg")
    page = first["report.html"].decode()
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "") and "<script" not in page


def test_text_table_and_report_show_the_same_figures(summary: Summary, tmp_path: Path) -> None:
    files = {path.name: path for path in write_summary(summary, tmp_path)}
    figures = {(figure.field, figure.name): figure for figure in list_figures(summary)}
    assert (figures["outcome", "improved"].value, figures["outcome", "improved"].of) == (2, 3)
    for name in ("summary.md", "report.html"):
        assert "2/3 (66.7 %)" in files[name].read_text(encoding="utf-8")
    assert "outcome,improved,2,3,66.7," in files["summary.csv"].read_text(encoding="utf-8-sig")


def test_nothing_to_summarise_is_a_report_all_the_same(tmp_path: Path) -> None:
    files = write_summary(summarize(SCHEMA, ()), tmp_path)
    assert "0 patients of 0 papers" in files[0].read_text(encoding="utf-8")
