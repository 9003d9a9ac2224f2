"""The verdicts of readers can be read, and a run is held against them value by value."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2] / "corpus"))

from verdicts import Text, count_verdicts, format_counts, read_verdicts, values_of


def record(**values: Any) -> dict[str, Any]:
    cells = {field: {"status": "stated", "value": value} for field, value in values.items()}
    return {"values": cells}


def test_every_verdict_is_one_of_three() -> None:
    texts = read_verdicts()
    assert {verdict for text in texts for verdict in text.verdicts.values()} == {"r", "a", "w"}
    assert len({(text.key, text.part, text.only) for text in texts}) == len(texts)


def test_a_single_value_is_of_the_field_that_was_drawn() -> None:
    singles = [text for text in read_verdicts() if text.only is not None]
    assert all([field for _, field, _ in text.verdicts] == [text.only] for text in singles)
    assert not any(text.missed for text in singles)


def test_values_are_told_item_by_item() -> None:
    denied: dict[str, Any] = {"values": {"symptoms": {"status": "denied", "value": None}}}
    assert [*values_of([record(symptoms=["fever", "rash"], age_years=4), denied])] == [
        (1, "symptoms", "fever"),
        (1, "symptoms", "rash"),
        (1, "age_years", "4"),
        (2, "symptoms", "DENIED"),
    ]


def test_a_run_is_held_against_the_verdicts() -> None:
    text = Text("a", "draw", {(1, "symptoms", "fever"): "r", (1, "symptoms", "rash"): "w"}, (("symptoms", "Cough"),))
    counts = count_verdicts([text], {"a": [record(symptoms=["fever", "cough", "pain"])]})
    assert dict(counts["symptoms"]) == {"r": 1, "found": 1, "new": 1, "lost r": 0, "lost w": 1, "missed": 0}
    assert format_counts(counts).splitlines()[1].split()[-2:] == ["2/2", "(0.34–1.00)"]
