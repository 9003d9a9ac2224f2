"""Measures words a second on one core: the recogniser as the program asks it, beside spaCy's blank tokenizer."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence

import spacy

from extractor.case import Sentence
from extractor.document import SectionKind, Span
from extractor.mentions.entities import Recogniser, find_entities

_TURNS = 5


def measure_speed(recogniser: Recogniser, texts: Sequence[Sequence[str]]) -> tuple[float, float]:
    """Give the words (between blanks) a CPU second of both, medians of turns in one run.

    Args:
        recogniser: is asked for the entities of one text after the other, as for the cases of papers.
        texts: the sentences of each.
    """
    cases = [[_as_sentence(number, text) for number, text in enumerate(sentences)] for sentences in texts]
    words = sum(len(sentence.text.split()) for case in cases for sentence in case)
    blank = spacy.blank("en")

    def recognise() -> None:
        for case in cases:
            for _ in find_entities(case, recogniser):
                pass

    def tokenize() -> None:
        for sentences in texts:
            for _ in blank.pipe(sentences, batch_size=256):
                pass

    def rate(work: Callable[[], None]) -> float:
        start = time.process_time()
        work()
        return words / (time.process_time() - start)

    turns = [(rate(recognise), rate(tokenize)) for _ in range(_TURNS)]
    ours, plain = zip(*turns, strict=True)
    return statistics.median(ours), statistics.median(plain)


def _as_sentence(number: int, text: str) -> Sentence:
    return Sentence(number, Span(0, len(text)), text, SectionKind.CASE, 0)
