"""Age and sex against brat annotations: reading the gold, and comparing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractor.score.demographics import Person, compare_people, format_people, read_age, read_marked, read_sex


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("54-year-old", 54),
        ("75–year–old", 75),
        ("36-yr-old", 36),
        ("age 10 years", 10),
        ("4 and a half years old", 4.5),
        ("14-month-old", 1.17),
        ("newborn", None),
        ("mid-teens", None),
        ("early 70s", None),
        ("younger than 50 years old", None),
    ],
)
def test_read_age(text: str, years: float | None) -> None:
    assert read_age(text) == years


def test_read_sex() -> None:
    assert [read_sex(word) for word in ("Woman", "boy", "primipara", "patient")] == ["female", "male", "female", None]


def write(folder: Path, name: str, text: str, *marks: str) -> None:
    (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    lines = []
    for number, mark in enumerate(marks, 1):
        label, words = mark.split(":")
        start = text.index(words)
        lines.append(f"T{number}\t{label} {start} {start + len(words)}\t{words}\n")
    (folder / f"{name}.ann").write_text("".join(lines), encoding="utf-8")


def test_first_of_each_label_counts(tmp_path: Path) -> None:
    write(tmp_path, "a", "A 54-year-old woman and a man of 60 years.", "Age:60 years", "Sex:man", "Age:54-year-old")
    assert read_marked(tmp_path / "a.ann") == ("54-year-old", "man")


def test_compare(tmp_path: Path) -> None:
    write(tmp_path, "a", "A 54-year-old woman was admitted with cough.\n", "Age:54-year-old", "Sex:woman")
    write(tmp_path, "b", "A 54-year-old woman was admitted with cough.\n", "Age:54-year-old", "Sex:wo")
    write(tmp_path, "c", "A 54-year-old woman was admitted with cough.\n", "Age:54-year-old")
    values = {"age_years": {"status": "stated", "value": 54}, "sex": {"status": "stated", "value": "female"}}
    lines = [json.dumps({"document": {"path": f"papers/{name}.txt"}, "values": values}) for name in "abc"]
    (tmp_path / "cases.jsonl").write_text("\n".join(lines), encoding="utf-8")
    compared = compare_people(tmp_path, tmp_path)
    assert [(c.name, c.gold, c.got, c.right) for c in compared] == [
        ("a", Person(54, "female"), Person(54, "female"), True),
        ("b", Person(54, None), Person(54, "female"), False),
    ]
    assert "1/2 (0.500)" in format_people(compared)
