"""Raw text goes into the shipped weights only if its licence lets anybody use it."""

from __future__ import annotations

import json
from pathlib import Path

from recipe.raw_text import is_free, read_articles, read_case_texts


def article(permissions: str) -> str:
    return f"<article><front><permissions>{permissions}</permissions></front></article>"


def link(licence: str) -> str:
    return f'<license xlink:href="https://creativecommons.org/{licence}/"><p>Open access.</p></license>'


def test_free_licences() -> None:
    assert is_free(article(link("licenses/by/4.0")))
    assert is_free(article(link("licenses/by/2.0") + link("publicdomain/zero/1.0")))


def test_licences_that_forbid_trade_or_say_nothing() -> None:
    assert not is_free(article(link("licenses/by-nc/4.0")))
    assert not is_free(article(link("licenses/by-nd/4.0")))
    assert not is_free(article(link("licenses/by/3.0") + "<p>For non-commercial use only.</p>"))
    assert not is_free(article("<copyright-statement>All rights reserved</copyright-statement>"))
    assert not is_free("<article/>")


def test_case_texts_leave_out_what_is_not_free_and_what_is_scored(tmp_path: Path) -> None:
    (tmp_path / "case-texts" / "texts").mkdir(parents=True)
    (tmp_path / "case-texts" / "texts" / "e3c-EN2.txt").touch()
    entries = [
        ("EN1", "CC BY", "He coughed\u2009for 2–3 days."),
        ("EN2", "CC BY", "Scored."),
        ("EN3", "CC BY-NC", "No."),
    ]
    (tmp_path / "e3c-english").mkdir()
    lines = [json.dumps({"id": i, "licence": licence, "text": text}) for i, licence, text in entries]
    (tmp_path / "e3c-english" / "texts.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert list(read_case_texts(tmp_path)) == ["He coughed for 2-3 days."]


def test_articles_leave_out_headings_and_those_without_a_free_licence(tmp_path: Path) -> None:
    texts, sources = tmp_path / "annotations" / "txt_files", tmp_path / "annotations" / "xml_files"
    texts.mkdir(parents=True)
    sources.mkdir()
    sentence = "Forty volunteers walked for an hour each morning."
    for name, permissions in (("PMC1", link("licenses/by/4.0")), ("PMC2", link("licenses/by-nc/4.0"))):
        (texts / f"{name}.txt").write_text(f"ABSTRACT.METHODS:\n{sentence}\n", encoding="utf-8")
        (sources / f"{name}.nxml").write_text(article(permissions), encoding="utf-8")
    (texts / "PMC3.txt").write_text(sentence, encoding="utf-8")  # no source, no licence
    assert list(read_articles(tmp_path)) == [sentence]
