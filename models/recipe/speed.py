"""Measures words a second on one core: the recogniser beside spaCy's blank tokenizer, in turns in one run."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence

import spacy
from spacy.language import Language

_TURNS = 5


def measure_speed(nlp: Language, sentences: Sequence[str]) -> tuple[float, float]:
    """Give the words (between blanks) a CPU second of the recogniser, and of the blank tokenizer: medians of turns."""
    blank = spacy.blank("en")
    words = sum(len(sentence.split()) for sentence in sentences)
    rates: tuple[list[float], list[float]] = ([], [])
    for _ in range(_TURNS):
        for rate, pipeline in zip(rates, (nlp, blank), strict=True):
            start = time.process_time()
            for _ in pipeline.pipe(sentences, batch_size=256):
                pass
            rate.append(words / (time.process_time() - start))
    return statistics.median(rates[0]), statistics.median(rates[1])
