"""The model that ships: it loads without network or code of its own, and knows the entities of a case report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from extractor.case import MentionKind, Reading
from extractor.mentions import find_mentions
from extractor.mentions.entities import Recogniser, load_recogniser, mark_texts, plain_characters
from extractor.pipeline import Program

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def shipped() -> Recogniser:
    return load_recogniser("en_case_report_ner")


def entities(text: str, shipped: Recogniser) -> set[tuple[str, str]]:
    (found,) = mark_texts([text], shipped)
    return {(text[e.start : e.end], e.label) for e in found}


def test_the_people_of_a_report(shipped: Recogniser) -> None:
    found = entities("A 47-year-old woman presented with fever and headache.", shipped)
    assert found == {
        ("47-year-old", "Age"),
        ("woman", "Sex"),
        ("presented", "Clinical_event"),
        ("fever", "Sign_symptom"),
        ("headache", "Sign_symptom"),
    }


def test_what_was_given(shipped: Recogniser) -> None:
    found = entities("She was treated with prednisolone 40 mg daily.", shipped)
    assert ("prednisolone", "Medication") in found


def test_where_reports_are_silent_the_abstracts_speak(shipped: Recogniser) -> None:
    assert {"ner", "ner_chem_disease"} <= set(shipped.nlp.pipe_names)
    (found,) = mark_texts(["Ciclosporin is a known cause of nephrotoxicity."], shipped, only="ner_chem_disease")
    assert [(e.start, e.end, e.label) for e in found] == [(0, 11, "Chemical"), (32, 46, "Disease")]


def test_thin_spaces_and_line_feeds_change_nothing(shipped: Recogniser) -> None:
    plain = "He was given prednisolone 40 mg for 2-3 weeks."
    odd = "He was given\nprednisolone 40\u2009mg for 2\u20133 weeks."
    assert len(plain_characters(odd)) == len(odd)
    assert list(mark_texts([plain], shipped)) == list(mark_texts([odd], shipped))


def test_silence_where_there_is_nothing(shipped: Recogniser) -> None:
    assert entities("The authors declare that they have no competing interests.", shipped) == set()


def test_entities_become_mentions_that_quote_the_text(
    shipped: Recogniser, program: Program, read_patient: Callable[[str], Reading]
) -> None:
    plain = read_patient("She was treated with prednisolone for her headache.")
    reading = find_mentions(plain.document, (), plain.case, program.language, shipped)
    drugs = [plain.document.quote(m.span) for m in reading.of(MentionKind.ENTITY, "drug")]
    assert drugs == ["prednisolone"]


def test_it_is_small_and_has_no_word_of_the_texts() -> None:
    folder = ROOT / "models" / "en_case_report_ner"
    assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) <= 20_000_000
    assert (folder / "vocab" / "strings.json").stat().st_size < 2_000
