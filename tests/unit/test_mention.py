"""A sentence and the document agree on where a span stands."""

from __future__ import annotations

from extractor.document import SectionKind, Span
from extractor.mention import Sentence


def test_a_sentence_gives_the_place_of_a_span_and_the_words_around_it() -> None:
    sentence = Sentence(3, Span(100, 115), "He had a fever.", SectionKind.CASE, 0)
    fever = Span(109, 114)
    assert sentence.place_of(fever) == (9, 14)
    assert sentence.at(*sentence.place_of(fever)) == fever
    assert (sentence.before(fever), sentence.after(fever)) == ("He had a ", ".")
