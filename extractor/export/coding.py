"""The code of a word: that of an ontology where a word list has it, else our own word under a prefix of its own."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from extractor.lexicon import load_lexicon

OWN = "EXTRACTOR"
Coded = dict[str, str]  # {"id": "HP:0001945", "label": "fever"}


def code_word(word: str, lexicons: Iterable[str] = ()) -> Coded:
    """Code a concept by the word lists named, in their order; "sarcoidosis of the thyroid" as what it is anywhere."""
    for told in (word, word.partition(" of ")[0]):
        for name in lexicons:
            code = _codes(name).get(told)
            if code is not None:
                return {"id": code, "label": told}
    slug = re.sub(r"[^A-Za-z0-9]+", "_", word).strip("_")
    return {"id": f"{OWN}:{slug or 'unnamed'}", "label": word}


def code_assay(concepts: Iterable[str], name: str) -> Coded:
    """Code what a field measures, by the concepts that it looks for; else by the field's name."""
    for concept in concepts:
        known = _tables()["assay"].get(concept)
        if known is not None:
            return {"id": known[0], "label": known[1]}
    return code_word(name)


def code_unit(unit: str) -> Coded:
    """Code a unit of the schema in UCUM."""
    code = _tables()["unit"].get(unit)
    return code_word(unit) if code is None else {"id": code, "label": unit}


def code_flag(flag: str) -> Coded:
    """Code a measurement against its reference range."""
    code, label = _tables()["flag"][flag]
    return {"id": code, "label": label}


def resources_of(ids: Iterable[str]) -> list[dict[str, str]]:
    """Describe the ontologies of codes, sorted by prefix."""
    tables = _tables()
    return [
        {
            "id": prefix.lower(),
            "name": tables[prefix]["name"],
            "url": tables[prefix]["url"],
            "version": str(tables["version"]),
            "namespacePrefix": prefix,
            "iriPrefix": tables[prefix]["iri"],
        }
        for prefix in sorted({code.partition(":")[0] for code in ids})
    ]


@cache
def _codes(lexicon: str) -> Mapping[str, str]:
    """Give the code of each concept: word lists note it at its terms. A flag is no code."""
    return {term.concept: term.code for term in load_lexicon(lexicon).terms if re.fullmatch(r"[A-Z]+:\d+", term.code)}


@cache
def _tables() -> Mapping[str, Any]:
    return tomllib.loads((files("extractor") / "export" / "ontologies.toml").read_text(encoding="utf-8"))
