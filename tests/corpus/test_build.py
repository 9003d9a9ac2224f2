"""The sample papers are made from their sources, byte for byte, and their gold keeps its form."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

CORPUS = Path(__file__).parents[2] / "corpus"
sys.path.insert(0, str(CORPUS))

from build import build_papers, built_with  # noqa: E402
from gold_source import ORDER, _case  # noqa: E402
from paper_source import read_body, read_sources, strip_markup  # noqa: E402
from paper_text import wrap_like_print  # noqa: E402

from extractor.readers import read_papers  # noqa: E402
from extractor.schema import load_schema  # noqa: E402


@pytest.fixture(scope="module")
def built() -> dict[str, bytes]:
    return build_papers()


@pytest.fixture(scope="module")
def gold() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CORPUS / "gold.jsonl").read_text(encoding="utf-8").splitlines()]


def committed() -> set[str]:
    files = [*(CORPUS / "papers").iterdir(), *(CORPUS / "twins").iterdir(), CORPUS / "gold.jsonl"]
    return {path.relative_to(CORPUS).as_posix() for path in files}


def test_building_gives_the_committed_files(built: dict[str, bytes]) -> None:
    assert committed() == set(built)
    before, now = json.loads((CORPUS / "built_with.json").read_text(encoding="utf-8")), built_with()
    other = [f"{name} {before[name]} → {now[name]}" for name in before if before[name] != now[name]]
    compared = {path for path in built if not (other and path.endswith(".pdf"))}
    assert [path for path in sorted(compared) if (CORPUS / path).read_bytes() != built[path]] == []
    if other:
        pytest.skip(f"PDFs not compared, they were made with other libraries: {', '.join(other)}")


def test_building_twice_gives_the_same_bytes(built: dict[str, bytes]) -> None:
    again = build_papers()
    assert [path for path in built if built[path] != again[path]] == []


def test_there_are_papers_of_every_kind(gold: list[dict[str, Any]]) -> None:
    suffixes = {path.rpartition(".")[2] for path in committed() if path.startswith("papers/")}
    assert suffixes == {"pdf", "xml", "nbib", "ris", "html", "txt"}
    assert len(list((CORPUS / "papers").iterdir())) >= 24
    assert {line["status"] for line in gold} == {"read", "locked", "no_text"}
    assert {line["article_type"] for line in gold} == {"case report", "case series", "other"}


def test_gold_has_every_field_of_the_schema_and_its_own_words(gold: list[dict[str, Any]]) -> None:
    fields = {field.name for field in load_schema("igg4-rsp").fields}
    for line in gold:
        assert (CORPUS / line["path"]).is_file()
        for case in line["cases"]:
            assert fields - set(case) == set()
            told = {name for name in ORDER if case[name] not in (None, [])}
            assert told - set(case["evidence"]) == set(), line["id"]
            assert [s for s in case["status"].values() if s not in ("denied", "not_done", "conflict")] == []
            allowed = {"male", "female", "other", None}
            assert case["sex"] in allowed


def test_a_choice_in_gold_is_one_that_the_schema_allows(gold: list[dict[str, Any]]) -> None:
    allowed = {field.name: set(field.values) for field in load_schema("igg4-rsp").fields if field.values}
    wrong = [
        (line["id"], name, item)
        for line in gold
        for case in line["cases"]
        for name, values in allowed.items()
        for item in (case[name] if isinstance(case[name], list) else [case[name]])
        if item is not None and item not in values
    ]
    assert wrong == []


def test_all_is_invented(gold: list[dict[str, Any]]) -> None:
    assert [line["id"] for line in gold if not str(line["doi"]).startswith("10.5555/")] == []
    assert [line["id"] for line in gold if line["pmid"] and not line["pmid"].startswith("990")] == []


def test_gold_is_refused_without_its_words() -> None:
    with pytest.raises(ValueError, match="the paper does not say 'aged 40'"):
        _case({"age_years": {"is": 41, "says": "aged 40"}}, "A man aged 41.", "here")
    with pytest.raises(ValueError, match="age_years: no quote"):
        _case({"age_years": {"is": 41}}, "A man aged 41.", "here")
    with pytest.raises(ValueError, match="unknown field agee"):
        _case({"agee": {"is": 41}}, "A man aged 41.", "here")


def test_markup_is_read() -> None:
    parts = read_body(
        "# Case\n\nA *dry* cough.{2}\n\n- one\n- two\n\n!table **T.** Values\n| a | b |\n| 1 | 2 |\nNote."
    )
    assert [(p.kind, p.text) for p in parts] == [
        ("heading", "Case"),
        ("paragraph", "A *dry* cough.{2}"),
        ("item", "one"),
        ("item", "two"),
        ("table", "**T.** Values"),
    ]
    assert (parts[-1].rows, parts[-1].note) == ((("a", "b"), ("1", "2")), "Note.")
    assert strip_markup("10^9^/L of **cells** {3, 4} and *Candida*{7}.") == "109/L of cells and Candida."


def test_copied_text_breaks_words_as_print_does() -> None:
    assert wrap_like_print("He had a stifling pachymeningitis", 24) == ["He had a stiﬂing pachy-", "meningitis"]


# Sentences that reading cuts, each with its reason; the list may only shrink.
CUT = {
    ("papers/19-contradictions.pdf", "The mass extends from T6 to T9"),  # a legend that goes on in the next column
    ("papers/09-copied-text.txt", "Because a remnant was left on"),  # a running head in its midst
}


def letters(text: str) -> str:
    """Leave letters and figures alone, raised figures as plain ones."""
    plain = text.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789"))
    return re.sub(r"[\W_]+", "", re.sub(r"\[[\d, –-]+\]", "", plain)).lower()


def test_every_sentence_of_every_paper_is_read_whole() -> None:
    texts: dict[str, str] = {}
    cut = set()
    for source in read_sources():
        for path in source.make:
            if {"locked", "scan"} & set(source.marks):
                continue
            if path not in texts:
                texts[path] = "".join(letters(document.text) for document in read_papers(CORPUS / path, path))
            raised = source.cite == "superscript" or path.endswith(("xml", "html"))
            for part in source.body:
                printed = re.sub(r"\{([\d, –-]+)\}", r"\1", part.text) if raised else part.text
                for sentence in re.split(r"(?<=[.?!])\s+(?=[A-Z])", strip_markup(printed)):
                    if part.kind in ("paragraph", "item", "figure") and letters(sentence) not in texts[path]:
                        cut.add((path, " ".join(sentence.split()[:6])))
    assert cut == {(path, " ".join(words.split()[:6])) for path, words in CUT}
