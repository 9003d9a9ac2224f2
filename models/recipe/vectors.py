"""Word vectors of the recogniser: raw paragraphs → floret vectors, subword buckets that cover every spelling."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import floret
import spacy
from spacy.language import Language
from spacy.training.initialize import convert_vectors

from recipe.tokens import set_tokenizer

_BUCKETS, _WIDTH = 30_000, 96


def write_words(paragraphs: Iterable[str], path: Path) -> int:
    """Write one paragraph a line, lower case, words apart as the recogniser sees them; give the number of words."""
    nlp = spacy.blank("en")
    set_tokenizer(nlp)
    number = 0
    with path.open("w", encoding="utf-8") as out:
        for paragraph in paragraphs:
            words = [token.lower_ for token in nlp.make_doc(paragraph) if not token.is_space]
            number += len(words)
            out.write(" ".join(words) + "\n")
    return number


def train_vectors(words: Path, floret_file: Path) -> None:
    """Train skip-gram vectors on one thread, the only way to have the same ones again."""
    model = floret.train_unsupervised(
        str(words), model="skipgram", mode="floret", hashCount=2, bucket=_BUCKETS, minn=3, maxn=5, minCount=8,
        dim=_WIDTH, lr=0.05, epoch=2, neg=6, ws=5, thread=1, verbose=1,
    )  # fmt: skip
    model.save_floret_vectors(str(floret_file))


def load_vectors(floret_file: Path) -> Language:
    """Give an empty pipeline with these vectors and the tokenizer."""
    nlp = spacy.blank("en")
    set_tokenizer(nlp)
    convert_vectors(nlp, floret_file, truncate=0, prune=-1, name="en_case_report.floret", mode="floret", attr="LOWER")
    return nlp
