"""Criteria: what a row meets, what it does not, and what stays unknown."""

from __future__ import annotations

import math
import re

import pytest

from extractor.case import Status
from extractor.criteria import assess, criteria_names, load_criteria
from extractor.criteria.amounts import Amount
from extractor.criteria.conditions import State, read_condition
from extractor.criteria.rules import parse_criteria
from extractor.lexicon import load_lexicon
from extractor.problem import DataError
from tests.unit.criteria.made_rows import cell, quantity, row, stated

ACR, OLD, NEW, DURA = (
    load_criteria(name)
    for name in ("acr_eular_2019", "comprehensive_2011", "comprehensive_2020", "pachymeningitis_pathology")
)
INFILTRATE, STORIFORM = "lymphoplasmacytic infiltration", "storiform fibrosis"


def holds(condition: dict[str, object], *cells: object) -> State:
    return read_condition(condition, "test")(row(*cells)).state  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("content", "above_10"),
    [
        (quantity(11), State.MET),
        (quantity(10), State.NOT_MET),
        (quantity(10, ">"), State.MET),
        (quantity(10, ">="), State.UNKNOWN),
        (quantity(5, ">"), State.UNKNOWN),
        (quantity(10, "<"), State.NOT_MET),
        (quantity(70, "<="), State.UNKNOWN),
        (quantity(None, "range", low=20.0, high=30.0), State.MET),
        (quantity(None, "range", low=5.0, high=30.0), State.UNKNOWN),
        (quantity(None, flag="elevated"), State.UNKNOWN),
        (None, State.UNKNOWN),
    ],
)
def test_a_threshold_and_what_is_printed(content: dict[str, object], above_10: State) -> None:
    assert holds({"field": "n", "above": 10}, stated("n", content)) is above_10


def test_silence_is_not_no() -> None:
    wanted = {"field": "pathology", "has": ["storiform fibrosis"]}
    assert holds(wanted, cell("pathology", Status.NOT_REPORTED)) is State.UNKNOWN
    assert holds(wanted, stated("pathology", ["fibrosis"])) is State.UNKNOWN
    assert holds(wanted) is State.UNKNOWN  # the run has no such field
    assert holds(wanted, cell("pathology", Status.CONFLICT, ["storiform fibrosis"])) is State.UNKNOWN
    assert (
        holds(wanted, cell("pathology", Status.STATED, ["fibrosis"], denied=("storiform fibrosis",))) is State.NOT_MET
    )
    assert holds(wanted, cell("pathology", Status.NOT_DONE)) is State.UNKNOWN
    assert holds(wanted, stated("pathology", ["storiform fibrosis"])) is State.MET


def test_points_of_serum_igg4_follow_the_limit_of_the_laboratory() -> None:
    points = {}
    for value in (80.0, 100.0, 172.8, 243.0, 432.0, 433.0):
        found = assess(row(stated("serum_igg4", quantity(value, upper=86.4))), ACR)
        points[value] = sum(item.points for item in found.judged if item.part == "serum IgG4")
    assert points == {80.0: 0, 100.0: 4, 172.8: 6, 243.0: 6, 432.0: 6, 433.0: 11}
    flagged = assess(row(stated("serum_igg4", quantity(None, flag="elevated"))), ACR)
    assert (flagged.low, [item.name for item in flagged.judged if item.points]) == (
        4,
        ["more than normal: less than 2 times the upper limit, or not told by how much"],
    )


@pytest.mark.parametrize(
    ("cells", "ratio", "points"),
    [
        (60.0, 50.0, 14),
        (60.0, 80.0, 16),
        (30.0, 80.0, 14),
        (60.0, 20.0, 7),
        (5.0, 50.0, 7),
        (5.0, 20.0, 0),
        (60.0, None, 7),
    ],
)
def test_points_of_immunostaining(cells: float, ratio: float | None, points: int) -> None:
    ratio_cell = (
        cell("igg4_igg_ratio_percent", Status.NOT_REPORTED)
        if ratio is None
        else stated("igg4_igg_ratio_percent", quantity(ratio))
    )
    found = assess(row(stated("igg4_positive_cells_per_hpf", quantity(cells)), ratio_cell), ACR)
    assert sum(item.points for item in found.judged if item.part == "immunostaining") == points


def test_a_patient_with_organs_and_no_biopsy() -> None:
    patient = row(
        stated("serum_igg4", quantity(243.0, upper=86.4, flag="elevated")),
        stated("other_organs", ["pancreas", "bile duct", "kidney"]),
        stated("organ_findings", ["pancreas and biliary tree involvement", "bilateral renal cortex low-density areas"]),
        cell("pathology", Status.NOT_DONE),
        cell("exclusion_findings", Status.NOT_REPORTED),
    )
    found = assess(patient, ACR)
    assert [(item.part, item.points) for item in found.judged if item.points] == [
        ("serum IgG4", 6), ("pancreas and biliary tree", 19), ("kidney", 10),
    ]  # fmt: skip
    assert all(item.grounds for item in found.judged if item.points)
    assert (found.low, found.high) == (35, 35 + 14 + 10 + 8)  # glands, chest and retroperitoneum are not told
    assert found.conclusion.startswith("classified as IgG4-related disease unless an exclusion applies: 35 points")


def test_an_exclusion_excludes_and_a_hint_does_not() -> None:
    organ = stated("other_organs", ["pancreas"])
    excluded = assess(row(organ, stated("exclusion_findings", ["cryoglobulinemia"])), ACR)
    assert excluded.conclusion == "excluded: cryoglobulinaemia"
    hinted = assess(row(organ, stated("symptoms", ["fever"])), ACR)
    fever = next(item for item in hinted.judged if item.name.startswith("fever"))
    assert (fever.state, [ground.quote for ground in fever.grounds]) == (State.UNKNOWN, ["the words for fever"])
    assert hinted.conclusion.startswith("not known: 0 to ")


def full(*other: object, cells: float = 60, ratio: float = 50) -> object:
    return row(
        stated("involved_regions", ["thoracic"]),
        stated("igg4_positive_cells_per_hpf", quantity(cells)),
        stated("igg4_igg_ratio_percent", quantity(ratio)),
        *other,  # type: ignore[arg-type]
    )


def test_comprehensive_criteria_of_2011_and_2020() -> None:
    serum = stated("serum_igg4", quantity(200.0))
    tissue = stated("pathology", [INFILTRATE, STORIFORM])
    assert assess(full(serum, tissue), OLD).conclusion == "definite"  # type: ignore[arg-type]
    assert assess(full(stated("serum_igg4", quantity(90.0)), tissue), NEW).conclusion == "probable"  # type: ignore[arg-type]
    silent = assess(full(tissue), NEW)  # type: ignore[arg-type]
    assert silent.conclusion == "probable (definite: serum IgG4 above 135 mg/dL not known is not ruled out)"
    # Storiform fibrosis makes up for few cells in 2020, and not in 2011.
    few = full(serum, tissue, cells=5)
    assert assess(few, NEW).conclusion == "definite"  # type: ignore[arg-type]
    assert assess(few, OLD).conclusion == "possible"  # type: ignore[arg-type]
    at_the_limit = full(stated("serum_igg4", quantity(135.0)), tissue)
    assert assess(at_the_limit, OLD).conclusion == "definite"  # type: ignore[arg-type]
    assert assess(at_the_limit, NEW).conclusion == "probable"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cells", "ratio", "conclusion"), [(11, 41, "met"), (10, 41, "not met"), (11, 40, "not met"), (60, 90, "met")]
)
def test_pathology_of_the_dura(cells: float, ratio: float, conclusion: str) -> None:
    assert assess(full(cells=cells, ratio=ratio), DURA).conclusion == conclusion  # type: ignore[arg-type]


def test_no_biopsy_no_histology_but_nothing_is_ruled_out_by_it() -> None:
    found = assess(row(cell("pathology", Status.NOT_DONE)), DURA)
    assert (found.conclusion, {item.state for item in found.judged}) == ("not met", {State.NOT_MET})
    acr = assess(row(cell("pathology", Status.NOT_DONE)), ACR)
    assert {item.state for item in acr.judged if item.part == "exclusion"} == {State.UNKNOWN}


def test_an_empty_row_is_known_of_nothing() -> None:
    for name in criteria_names():
        found = assess(row(), load_criteria(name))
        assert {item.state for item in found.judged} == {State.UNKNOWN}, name
        assert found.low == 0 and "not known" in found.conclusion


def test_open_ends() -> None:
    assert Amount(10, math.inf, low_open=True).compare("above", 10) is True
    assert Amount(10, math.inf).compare("above", 10) is None
    assert Amount(0, 10, high_open=True).compare("at_least", 10) is False


def test_each_set_names_its_source_and_words_of_the_lists() -> None:
    concepts = {
        concept
        for name in ("organ", "organ_finding", "exclusion_finding", "pathology", "symptom", "region")
        for concept in load_lexicon(name).concepts()
    }
    from importlib.resources import files

    for path in (files("extractor") / "criteria").iterdir():
        if path.name.endswith(".toml"):
            text = path.read_text(encoding="utf-8")
            named = {
                word
                for group in re.findall(r"has = \[(.*?)\]", text, re.DOTALL)
                for word in re.findall(r'"([^"]+)"', group)
            }
            assert sorted(named - concepts) == [], path.name
            assert "doi:" in text or path.name.startswith("eligibility")


@pytest.mark.parametrize(
    "wrong",
    [
        {"item": [{"name": "x", "when": {"field": "age"}}]},
        {"item": [{"name": "x", "when": {"feild": "age", "given": True}}]},
        {"item": [{"name": "x", "wen": {}}]},
        {"thresold": 3},
        {"conclusion": [{"name": "definite", "needs": ["nothing"]}]},
    ],
)
def test_a_mistake_in_a_file_is_named(wrong: dict[str, object]) -> None:
    with pytest.raises(DataError, match=r"mine\.toml"):
        parse_criteria({"id": "x", "title": "t", "source": "s", **wrong}, "mine.toml")
