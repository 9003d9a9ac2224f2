"""A recogniser goes in by name; what it finds beyond the word lists is shown to the reviewer, never taken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import spacy

from extractor.case import MentionKind, Reading, Status
from extractor.fields import fill_fields
from extractor.mentions import find_mentions
from extractor.mentions.entities import load_recogniser
from extractor.pipeline import Program
from extractor.problem import DataError
from extractor.schema import load_schema


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny model of rules, with the labels that trained ones have."""
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "Sign_symptom", "pattern": "zigzag gait"}, {"label": "Color", "pattern": "red"}])  # type: ignore[attr-defined]
    folder = tmp_path_factory.mktemp("model")
    nlp.to_disk(folder)
    return folder


def test_an_entity_no_list_knows_is_an_alternative(
    model: Path, program: Program, read_patient: Callable[[str], Reading]
) -> None:
    plain = read_patient("He had headache and a zigzag gait.")
    document, case = plain.document, plain.case
    reading = find_mentions(document, (), case, program.language, load_recogniser(str(model)))
    found = [reading.document.quote(m.span) for m in reading.of(MentionKind.ENTITY, "symptom")]
    assert found == ["zigzag gait"]
    value = {v.field: v for v in fill_fields(load_schema("core"), reading)}["symptoms"]
    assert (value.status, value.content) == (Status.STATED, ("headache",))
    assert [other.content for other in value.alternatives] == [("zigzag gait",)]


def test_a_missing_model_says_how_to_get_one() -> None:
    with pytest.raises(DataError, match="installed spaCy package or a model folder"):
        load_recogniser("en_ner_of_nowhere")


def test_a_model_without_known_labels_is_refused(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "empty")
    with pytest.raises(DataError, match="no entity label"):
        load_recogniser(str(tmp_path / "empty"))


@pytest.fixture(scope="module")
def proposals(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of rules that marks names no list has, and words that say nothing."""
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    patterns = [
        {"label": "Medication", "pattern": "quuxolane"},
        {"label": "Therapeutic_procedure", "pattern": "removed"},
        {"label": "Sign_symptom", "pattern": "zigzag gait"},
        {"label": "Sign_symptom", "pattern": "difficulty in"},
        {"label": "Disease_disorder", "pattern": "quuxus"},
    ]
    ruler.add_patterns(patterns)  # type: ignore[attr-defined]
    folder = tmp_path_factory.mktemp("proposals")
    nlp.to_disk(folder)
    return folder


@pytest.mark.parametrize(
    ("text", "field", "proposed"),
    [
        ("He was treated with quuxolane.", "treatments", ["quuxolane"]),
        ("Quuxolane is an antibody.", "treatments", []),
        ("She refused treatment with quuxolane.", "treatments", []),
        ("The catheter was removed.", "treatments", []),
        ("He presented with a zigzag gait.", "symptoms", ["zigzag gait"]),
        ("His brother had a zigzag gait.", "symptoms", []),
        ("He presented with difficulty in the dark.", "symptoms", []),
        ("She was diagnosed with quuxus.", "diagnosis", ["quuxus"]),
        ("Quuxus was ruled out.", "diagnosis", []),
    ],
)
def test_what_the_rule_of_the_field_would_take_is_proposed(
    proposals: Path,
    program: Program,
    read_patient: Callable[[str], Reading],
    text: str,
    field: str,
    proposed: list[str],
) -> None:
    plain = read_patient(text)
    reading = find_mentions(plain.document, (), plain.case, program.language, load_recogniser(str(proposals)))
    value = {v.field: v for v in fill_fields(program.schema, reading)}[field]
    assert value.status is not Status.STATED
    assert [other.content for other in value.alternatives] == [(word,) for word in proposed]
