"""What tables say of each of their patients: by rows, by columns, in words and in bare numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.case import Content
from extractor.pipeline import analyse_document, load_program
from extractor.readers import read_papers

STORY = """<html><head><title>Two patients with disease of the dura</title></head><body><h1>Two patients with disease of
the dura</h1><h2>Case reports</h2><p>Patient 1 was a 54-year-old man. Patient 2 was a 37-year-old woman. Both patients
were seen in one hospital, and MRI of the spine was done in both of them. Table 1 tells of both.</p>
<table><caption>Table 1. Features of the two patients.</caption>{rows}</table>
<h2>Discussion</h2><p>Such lesions are rare and should be resected early.</p></body></html>"""
HEADS = (
    "Patient",
    "Symptoms",
    "Duration (months)",
    "Level",
    "Past history",
    "Treatment",
    "Outcome",
    "Follow-up (months)",
)
FIRST = ("Patient 1", "Back pain", "6", "T3-T7", "Gout", "Prednisolone", "Improved", "14")
SECOND = ("Patient 2", "Headache", "2", "C2-C5", "Asthma", "Rituximab", "Recurrence", "30")
WANTED: tuple[dict[str, Content], ...] = (
    {
        "symptoms": ("back pain",),
        "onset_to_diagnosis_weeks": 24.0,
        "lesion_levels": ("T3-T7",),
        "comorbidities": ("gout",),
        "treatments": ("glucocorticoid",),
        "outcome": ("improved",),
        "follow_up_months": 14.0,
    },
    {
        "symptoms": ("headache",),
        "onset_to_diagnosis_weeks": 8.0,
        "lesion_levels": ("C2-C5",),
        "comorbidities": ("asthma",),
        "treatments": ("rituximab",),
        "outcome": ("recurrence",),
        "follow_up_months": 30.0,
    },
)


@pytest.mark.parametrize("by_rows", [True, False])
def test_cells_answer_the_field_that_their_label_names(by_rows: bool, tmp_path: Path) -> None:
    lines = (HEADS, FIRST, SECOND) if by_rows else tuple(zip(HEADS, FIRST, SECOND, strict=True))
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in line) + "</tr>" for line in lines)
    path = tmp_path / "paper.html"
    path.write_text(STORY.format(rows=rows), encoding="utf-8")
    (document,) = read_papers(path, path.name)
    records = analyse_document(document, load_program()).records
    assert [{name: record.value(name).content for name in WANTED[0]} for record in records] == list(WANTED)


@pytest.mark.parametrize(
    ("head", "cells", "ages"),
    [
        ("Age", ("3 d", "12 days"), (0.01, 0.03)),
        ("Age (months)", ("3", "18"), (0.25, 1.5)),
        ("Age, weeks", ("3", "5"), (0.06, 0.1)),
        ("Patient age", ("3 months", "2 weeks"), (0.25, 0.04)),
        ("Age at presentation (years)", ("3", "1.5"), (3.0, 1.5)),
    ],
)
def test_ages_have_the_unit_of_their_cell_or_head(
    head: str, cells: tuple[str, str], ages: tuple[float, float], tmp_path: Path
) -> None:
    path = tmp_path / "paper.txt"
    rows = "\n".join(f"{name}\t{age}\t{sex}\tfever" for name, age, sex in zip("BC", cells, "FM", strict=True))
    story = "We report three infants with fever who were seen in our hospital."
    table = f"Table 1. The three patients\nPatient\t{head}\tSex\tPresenting symptom\nA\t5 days\tM\tfever\n{rows}\n"
    path.write_text(f"{story}\n\n{table}", encoding="utf-8")
    (document,) = read_papers(path, path.name)
    told = analyse_document(document, load_program()).records[1:]
    names = ("age_years", "sex", "surgery_levels", "follow_up_months", "onset_to_diagnosis_weeks")
    assert [[record.value(name).content for name in names] for record in told] == [
        [ages[0], "female", None, None, None],
        [ages[1], "male", None, None, None],
    ]


def test_heads_of_columns_say_nothing_and_cells_do_not_deny_each_other(tmp_path: Path) -> None:
    path = tmp_path / "paper.txt"
    path.write_text(
        "We report two guests with botulism after a wedding.\n\nTable 1. The two patients\n"
        "Patient\tAge\tSex\tFirst sign\tVentilated\tOutcome\n1\t44\tF\tdiplopia\tno\trecovered\n"
        "2\t61\tM\tfever\tno\tdied\n",
        encoding="utf-8",
    )
    (document,) = read_papers(path, path.name)
    told = analyse_document(document, load_program()).records
    assert [[record.value(name).content for name in ("symptoms", "treatments", "outcome")] for record in told] == [
        [("diplopia",), None, ("improved",)],
        [("fever",), None, ("death",)],
    ]
