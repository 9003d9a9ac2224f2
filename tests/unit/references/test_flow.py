"""The flow of a review: what follows, what does not fit, and its picture."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from extractor.problem import DataError
from extractor.references.drawing import draw_pdf, draw_svg
from extractor.references.flow import OTHER_SOURCES, Flow, check_flow, complete_flow, untold_exclusions
from extractor.references.flow_drawing import draw_flow, flow_markdown
from extractor.references.flow_file import read_flow

WHOLE = Flow(
    title="Stiff duras & bakers",
    databases=(("PubMed", 60), ("Embase", 50)),
    registers=(("Spine register", 10),),
    identified=120,
    duplicates=30,
    automation=5,
    other_removed=0,
    screened=85,
    screened_out=40,
    sought=45,
    not_retrieved=3,
    assessed=42,
    excluded=30,
    reasons=(("not a case report", 18), ("other disease", 12)),
    reports=12,
    patients=14,
)


def test_a_flow_that_fits_is_silent() -> None:
    assert check_flow(WHOLE) == ()
    assert complete_flow(WHOLE) == WHOLE


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"identified": 121},
            "the databases and registers sum to 60 + 50 + 10 = 120, but 121 records identified are given",
        ),
        ({"screened": 90}, "120 − 30 − 5 = 85, but 90 records screened are given"),
        ({"assessed": 40}, "45 − 3 = 42, but 40 reports assessed for eligibility are given"),
        ({"reports": 13}, "42 − 30 = 12, but 13 reports included are given"),
        ({"excluded": 50, "reasons": ()}, "42 − 50 is less than nothing: more is removed than the 42 reports assessed"),
        ({"patients": 3}, "3 patients are fewer than the 12 reports included"),
        ({"reasons": (("other", 29),)}, "the reasons sum to 29 = 29, but 30 reports excluded are given"),
    ],
)
def test_what_does_not_fit_is_said_with_its_sum(changes: dict[str, object], message: str) -> None:
    told = check_flow(replace(WHOLE, **changes))  # type: ignore[arg-type]
    assert any(line.startswith(message) for line in told), told


def test_what_follows_is_worked_out_and_marked() -> None:
    flow = complete_flow(Flow(databases=(("A", 7), ("B", 5)), duplicates=2, reports=4, patients=5))
    assert (flow.identified, flow.screened, flow.sought) == (12, 10, None)
    assert flow.derived == {"identified", "screened"}
    assert (flow.automation, flow.other_removed) == (None, None)
    assert untold_exclusions(flow) == (
        "Between records screened and reports included 6 were left out; at which step is not told."
    )
    assert check_flow(flow) == ()


def test_more_duplicates_than_records_are_not_hidden() -> None:
    flow = complete_flow(Flow(databases=(("A", 7),), duplicates=9))
    assert flow.screened is None
    assert check_flow(flow) == ("7 − 9 is less than nothing: more is removed than the 7 records identified",)


def test_numbers_by_hand(tmp_path: Path) -> None:
    file = tmp_path / "flow.toml"
    file.write_text(
        'title = "T"\n[identified]\ntotal = 9\nPubMed = 9\n[removed]\nduplicates = 2\n[excluded]\n"other site" = 1\n'
    )
    assert read_flow(file) == Flow("T", (("PubMed", 9),), identified=9, duplicates=2, reasons=(("other site", 1),))
    for wrong, named in (
        ("[removed]\nduplicate = 2", "duplicate"),
        ("[idntified]", "idntified"),
        ("[included]\nreports = -1", "reports"),
    ):
        file.write_text(wrong)
        with pytest.raises(DataError, match=named):
            read_flow(file)


def test_the_picture_has_every_number_in_svg_and_pdf() -> None:
    drawing = draw_flow(WHOLE)
    svg = draw_svg(drawing)
    page = pypdfium2.PdfDocument(io.BytesIO(draw_pdf(drawing)))[0]
    printed = page.get_textpage().get_text_bounded()
    assert "Stiff duras &amp; bakers" in svg
    for number in (60, 50, 10, 120 - 10, 30, 5, 85, 40, 45, 3, 42, 18, 12, 14):
        assert f"(n = {number})" in re.sub(r"</text>\s*<text[^>]*>", " ", svg)
        assert f"(n = {number})" in " ".join(printed.split())


def test_papers_that_no_search_found_are_not_of_databases() -> None:
    flow = replace(WHOLE, databases=(("PubMed", 40), (OTHER_SOURCES, 3)), registers=())
    drawn = draw_svg(draw_flow(flow))
    assert "Databases (n = 40)" in drawn
    assert "Other sources (papers that no search" in drawn


def test_no_line_leaves_its_box() -> None:
    drawing = draw_flow(replace(WHOLE, reasons=(("a reason that goes on and on " * 5, 18), ("x" * 90, 12))))
    for box in drawing.boxes:
        assert box.x >= 0 and box.x + box.width <= drawing.width and box.y + box.height <= drawing.height
        assert len(box.lines) * box.size * 1.3 <= box.height + 8 or box.upright


def test_the_table_says_what_does_not_fit() -> None:
    wrong = replace(WHOLE, screened=90)
    assert "- Does not fit: 120 − 30 − 5 = 85, but 90 records screened are given." in flow_markdown(
        wrong, check_flow(wrong)
    )
    assert "| screening | reports excluded: other disease | 12 |" in flow_markdown(WHOLE, ())


def test_the_drawing_of_the_docs_is_what_its_numbers_give() -> None:
    docs = Path(__file__).parents[3] / "docs"
    drawn = draw_svg(draw_flow(complete_flow(read_flow(docs / "prisma.toml"))))
    assert (docs / "prisma.svg").read_text(encoding="utf-8") == drawn
