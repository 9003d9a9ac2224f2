"""Finds the terms of the lexicons in a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.util import filter_spans

from extractor.case import Mention, MentionKind, Sentence
from extractor.mentions.language import Language


def find_terms(sentence: Sentence, language: Language) -> Iterator[Mention]:
    """Give every term in the sentence; of overlapping terms of one lexicon the longest."""
    doc = language.nlp.make_doc(sentence.text)
    by_lexicon: dict[str, list[tuple[int, int, str]]] = {}
    for match, start, end in language.matcher(doc):
        lexicon, concept, exact = language.nlp.vocab.strings[match].split("|")
        if not exact or doc[start:end].text == exact:
            by_lexicon.setdefault(lexicon, []).append((start, end, concept))
    for lexicon, matches in sorted(by_lexicon.items()):
        concepts = {(start, end): concept for start, end, concept in matches}
        for span in filter_spans([doc[start:end] for start, end, _ in matches]):
            yield Mention(
                MentionKind.TERM,
                sentence.at(span.start_char, span.end_char),
                concepts[span.start, span.end],
                lexicon,
                sentence=sentence.index,
            )
