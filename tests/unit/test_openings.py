"""Openings of papers in many styles: how many patients they have, of what age and sex."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from extractor.pipeline import Program, analyse_document, load_program
from extractor.readers import read_bytes

OPENINGS: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("openings.toml").read_text(encoding="utf-8"))[
    "opening"
]


@pytest.fixture(scope="module")
def program() -> Program:
    return load_program()


@pytest.mark.parametrize("opening", OPENINGS, ids=[opening["text"][:40] for opening in OPENINGS])
def test_the_patients_of_an_opening(opening: dict[str, Any], program: Program) -> None:
    (document,) = read_bytes(opening["text"].encode(), "opening.txt")
    records = analyse_document(document, program).records
    told = [(record.value("age_years").content, record.value("sex").content) for record in records]
    assert told == [(person.get("age"), person.get("sex")) for person in opening["people"]]
