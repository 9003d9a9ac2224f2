"""The methods section says what the figures say, and no more."""

from __future__ import annotations

from dataclasses import replace

from extractor.export.methods import Agreed, Reviewer, RunFacts, write_methods
from tests.reviewed import SCHEMA

ALONE = RunFacts(
    version="0.1.0",
    schema=SCHEMA,
    read_on="2026-11-21",
    papers=27,
    outcomes={"done": 25, "no text": 2},
    excluded={},
    cases=33,
    cells=957,
    standings={"unchecked": 957, "one reviewer": 0, "agreed": 0, "disputed": 0, "adjudicated": 0},
    engines={"spacy": "3.8.18"},
)
TWO = replace(
    ALONE,
    excluded={"another disease": 1},
    standings={"unchecked": 0, "one reviewer": 0, "agreed": 900, "disputed": 0, "adjudicated": 57},
    reviewers=(Reviewer("Ann <b>", 900, 50, 7), Reviewer("Bea", 800, 100, 57)),
    adjudicators=("Cy",),
    agreements=(
        Agreed("Ann <b>", "Bea", 957, "94.0 (92.1 to 95.6)", "0.91 (0.88 to 0.93)", "0.93"),
        Agreed("agreed", "program", 957, "92.0 (90.0 to 94.0)", "0.88", "0.90"),
    ),
)


def test_nobody_has_checked() -> None:
    text = write_methods(ALONE)
    assert "27 files entered data collection (25 done, 2 no text). The program found 33 patients" in text
    assert "No reviewer has checked these readings yet" in text
    assert "Of 957 cells, 957 (100.0 %) were checked by nobody." in text
    assert "Two reviewers" not in text and "adjudicated" not in text.split("## How the cells stand")[0]


def test_one_person_is_no_two() -> None:
    text = write_methods(replace(ALONE, reviewers=(Reviewer("Ann", 1, 0, 0),)))
    assert "One reviewer (Ann) checked the readings against the reports; there was no second reviewer." in text


def test_two_reviewers_and_an_adjudicator() -> None:
    text = write_methods(TWO)
    assert "Two reviewers (Ann \\<b\\> and Bea)" in text and "<b>" not in text
    assert "judged 957 of 957 cells: accepted 900 (94.0 %), edited 50 (5.2 %), rejected 7 (0.7 %)." in text
    assert "57 cells were settled by Cy, with both answers and their evidence side by side." in text
    assert "No disagreement remains open." in text
    assert "Reviewers excluded 1 paper at this stage (another disease: 1)." in text
    assert "| Ann \\<b\\> and Bea | 957 | 94.0 (92.1 to 95.6) | 0.91 (0.88 to 0.93) | 0.93 |" in text
    assert "92.0 (90.0 to 94.0) % were as the program read them" in text
    assert "Every cell was checked by a person." in text


def test_open_disagreements_are_told() -> None:
    standings = {**TWO.standings, "disputed": 3}
    assert "3 disagreements remain open; there the program's reading stands." in write_methods(
        replace(TWO, standings=standings)
    )


def test_every_item_of_the_schema_is_listed() -> None:
    text = write_methods(ALONE)
    assert [field.name for field in SCHEMA.fields if f"| `{field.name}` |" not in text] == []
