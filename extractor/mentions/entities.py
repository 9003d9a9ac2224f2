"""Asks a trained recogniser for entities: any installed spaCy package, by name, through one table of labels."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import spacy
import spacy.language
import spacy.util

from extractor.case import Mention, MentionKind, Sentence, Source
from extractor.problem import DataError

# The shipped model lies in the wheel, and in a checkout where its recipe makes it.
_SHIPPED = (Path(__file__).parents[1] / "recognisers", Path(__file__).parents[2] / "models")
_SENTENCES_AT_ONCE = 256
_FEWEST_LETTERS = 3
_CUT_OFF = frozenset(("a", "an", "and", "in", "of", "or", "the", "to", "with"))  # after which more was to come
_PLAIN = str.maketrans(
    dict.fromkeys(
        "\t\n\r\v\f\x85\u00a0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))), " "
    )
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d", "-")
    | dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4`", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"')
    | {"\u00b5": "\u03bc"}
)


@dataclass(frozen=True, slots=True)
class Recogniser:
    """A loaded model, the word list beside which each of its labels stands, and words that say nothing alone."""

    name: str
    nlp: spacy.language.Language
    lexicon_of: Mapping[str, str]
    general: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, order=True)
class Entity:
    """Half-open range of characters, and the label that the model gave."""

    start: int
    end: int
    label: str


@cache
def load_recogniser(name: str) -> Recogniser:
    """Load the shipped model, a spaCy package or a model folder, by name.

    Raises:
        DataError: it is not installed, does not load, or finds no entities that this program knows; says what to do.
    """
    shipped = [folder / name for folder in _SHIPPED if (folder / name / "meta.json").is_file()]
    if not shipped and not spacy.util.is_package(name) and not Path(name).is_dir():
        raise DataError(
            f"no model {name!r}: en_case_report_ner ships with this program; any other must be an installed spaCy "
            "package or a model folder; scispaCy's models are listed on its project page and installed with pip from "
            "the address given there (add --no-deps)"
        )
    try:
        nlp = spacy.load(shipped[0] if shipped else name)
    except (OSError, ValueError, ImportError) as error:
        raise DataError(f"model {name!r} does not load: {str(error).splitlines()[0]}") from error
    table = tomllib.loads((files("extractor") / "lexicons" / "ner_labels.toml").read_text(encoding="utf-8"))
    known = {str(label): str(lexicon) for label, lexicon in table["labels"].items()}
    labels = {label for pipe in nlp.pipe_names for label in nlp.pipe_labels.get(pipe, ())}
    if not labels & set(known):
        raise DataError(f"model {name!r} has no entity label of lexicons/ner_labels.toml; add its labels there")
    return Recogniser(name, nlp, known, frozenset(table["general"]))


def plain_characters(text: str) -> str:
    """Give the text, of the same length, with one kind of space, dash, quotation mark and micro sign.

    Recognisers are trained on it, and read it; a line feed or a thin space would be a word of its own.
    """
    return text.translate(_PLAIN)


def mark_texts(texts: Iterable[str], recogniser: Recogniser, only: str | None = None) -> Iterator[tuple[Entity, ...]]:
    """Give the entities of each text with the model's own labels; `only` names the one component that is to speak."""
    kinds = recogniser.nlp.pipe_factories
    silent = [name for name, kind in kinds.items() if kind == "ner" and name != only] if only in kinds else []
    with recogniser.nlp.select_pipes(disable=silent):
        for doc in recogniser.nlp.pipe(map(plain_characters, texts), batch_size=_SENTENCES_AT_ONCE):
            yield tuple(Entity(e.start_char, e.end_char, e.label_) for e in doc.ents)


def find_entities(sentences: Sequence[Sentence], recogniser: Recogniser) -> Iterator[tuple[Mention, ...]]:
    """Give the entities of each sentence that say something; the concept is the entity's own words in lower case.

    All sentences of a case go in together: the recogniser needs two thirds of the time that it takes one by one.
    """
    docs = recogniser.nlp.pipe((plain_characters(s.text) for s in sentences), batch_size=_SENTENCES_AT_ONCE)
    for sentence, doc in zip(sentences, docs, strict=True):
        yield tuple(
            Mention(
                MentionKind.ENTITY,
                sentence.at(entity.start_char, entity.end_char),
                " ".join(entity.text.lower().split()),
                recogniser.lexicon_of[entity.label_],
                sentence=sentence.index,
                source=Source.NER,
            )
            for entity in doc.ents
            if entity.label_ in recogniser.lexicon_of and _says_something(entity.text, recogniser)
        )


def _says_something(text: str, recogniser: Recogniser) -> bool:
    """Tell a name from a scrap: "B.", "difficulty in", "lesion"."""
    words = text.lower().split()
    return (
        sum(letter.isalpha() for letter in text) >= _FEWEST_LETTERS
        and words[-1] not in _CUT_OFF
        and " ".join(words) not in recogniser.general
    )
