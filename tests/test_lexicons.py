"""The word lists keep their form: header, four columns, sorted, unique, clean; every source is told."""

from __future__ import annotations

from importlib.resources import files

import pytest

from extractor.lexicon import lexicon_names, load_lexicon
from extractor.schema import load_schema, schema_names


@pytest.mark.parametrize("name", lexicon_names())
def test_list_is_sorted_unique_and_clean(name: str) -> None:
    terms = [term.term for term in load_lexicon(name).terms]
    assert terms == sorted(terms)
    assert len(terms) == len(set(terms))
    assert [term for term in terms if term != " ".join(term.split())] == []


@pytest.mark.parametrize("name", lexicon_names())
def test_every_concept_can_be_written_as_itself_or_by_a_term(name: str) -> None:
    assert [term.term for term in load_lexicon(name).terms if term.concept != term.concept.strip()] == []


def test_sources_names_every_list() -> None:
    sources = (files("extractor") / "lexicons" / "SOURCES.md").read_text(encoding="utf-8")
    assert [name for name in lexicon_names() if f"`{name}.tsv`" not in sources] == []


def test_schemas_name_lists_and_concepts_that_exist() -> None:
    for schema in map(load_schema, schema_names()):
        for field in schema.fields:
            concepts = {concept for name in field.find.lexicons for concept in load_lexicon(name).concepts()}
            if field.find.lexicons:
                assert set(field.find.concepts) <= concepts, field.name
