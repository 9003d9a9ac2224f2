"""Asks a trained recogniser for entities: any installed spaCy package, by name, through one table of labels."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import spacy
import spacy.language
import spacy.util

from extractor.case import Mention, MentionKind, Sentence, Source
from extractor.problem import DataError


@dataclass(frozen=True, slots=True)
class Recogniser:
    """A loaded model, and the word list beside which each of its labels stands."""

    name: str
    nlp: spacy.language.Language
    lexicon_of: Mapping[str, str]


@cache
def load_recogniser(name: str) -> Recogniser:
    """Load a spaCy package or model folder by name.

    Raises:
        DataError: it is not installed, does not load, or finds no entities that this program knows; says what to do.
    """
    if not spacy.util.is_package(name) and not Path(name).is_dir():
        raise DataError(
            f"no model {name!r}: it must be an installed spaCy package or a model folder; scispaCy's models are "
            "listed on its project page and installed with pip from the address given there (add --no-deps)"
        )
    try:
        nlp = spacy.load(name)
    except (OSError, ValueError, ImportError) as error:
        raise DataError(f"model {name!r} does not load: {str(error).splitlines()[0]}") from error
    table = tomllib.loads((files("extractor") / "lexicons" / "ner_labels.toml").read_text(encoding="utf-8"))
    known = {str(label): str(lexicon) for label, lexicon in table["labels"].items()}
    labels = {label for pipe in nlp.pipe_names for label in nlp.pipe_labels.get(pipe, ())}
    if not labels & set(known):
        raise DataError(f"model {name!r} has no entity label of lexicons/ner_labels.toml; add its labels there")
    return Recogniser(name, nlp, known)


def find_entities(sentence: Sentence, recogniser: Recogniser) -> Iterator[Mention]:
    """Give the entities of one sentence; the concept is the entity's own words in lower case."""
    for entity in recogniser.nlp(sentence.text).ents:
        lexicon = recogniser.lexicon_of.get(entity.label_)
        if lexicon is not None and entity.text.strip():
            yield Mention(
                MentionKind.ENTITY,
                sentence.at(entity.start_char, entity.end_char),
                " ".join(entity.text.lower().split()),
                lexicon,
                sentence=sentence.index,
                source=Source.NER,
            )
