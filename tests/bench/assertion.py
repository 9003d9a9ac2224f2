"""Measures what is said of mentions on the marked sentences, and negation alone beside negspacy (Chapman's NegEx)."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from extractor.case import Assertion
from extractor.score.assertion import (
    Answer,
    Counts,
    Dimension,
    MarkedSentence,
    format_assertion,
    judge_sentences,
    read_marked_sentences,
)

SENTENCES = Path(__file__).parents[1] / "unit" / "mentions" / "assertion.txt"
Denied = tuple[bool, bool]  # of one mention: the sentence denies it, the program says so


def negation_of_component(sentences: Sequence[MarkedSentence]) -> Iterator[Denied]:
    """Say of each mention whether it is denied; what was not done is neither here nor there."""
    for answer in judge_sentences(sentences):
        if answer.dimension is Dimension.STATUS and answer.mention.wanted.assertion is not Assertion.NOT_DONE:
            yield answer.wanted == "denied", answer.got == "denied"


def negation_of_negspacy(termset: str) -> Callable[[Sequence[MarkedSentence]], Iterator[Denied]]:
    """Make the same of negspacy, with the marked words as its entities and one line as one sentence."""
    import spacy
    from negspacy.negation import Negex  # noqa: F401  (registers the pipe)
    from negspacy.termsets import termset as terms

    nlp = spacy.blank("en")
    nlp.add_pipe("negex", config={"neg_termset": terms(termset).get_patterns()})
    negex = nlp.get_pipe("negex")

    def judge(sentences: Sequence[MarkedSentence]) -> Iterator[Denied]:
        for sentence in sentences:
            doc = nlp.make_doc(sentence.text)
            for token in doc:
                token.is_sent_start = token.i == 0
            spans = [doc.char_span(m.start, m.end, label="X", alignment_mode="expand") for m in sentence.mentions]
            doc.set_ents(spans)
            negex(doc)
            for mention, span in zip(sentence.mentions, spans, strict=True):
                if Dimension.STATUS in mention.judged and mention.wanted.assertion is not Assertion.NOT_DONE:
                    yield mention.wanted.assertion is Assertion.DENIED, bool(span._.negex)

    return judge


def compare_negation(sentences: Sequence[MarkedSentence]) -> Iterator[str]:
    """Give a line for each program: denied or not, on the same mentions."""
    programs = {"this component": negation_of_component}
    programs |= {
        f"negspacy, {name}": negation_of_negspacy(name) for name in ("en_clinical", "en_clinical_sensitive", "en")
    }
    for name, judge in programs.items():
        start = time.process_time()
        pairs = list(judge(sentences))
        seconds = time.process_time() - start
        right = sum(wanted and got for wanted, got in pairs)
        counts = Counts(right, sum(got for _, got in pairs) - right, sum(wanted for wanted, _ in pairs) - right)
        yield (
            f"{name:32s} P {counts.precision:.3f}  R {counts.recall:.3f}  F1 {counts.f1:.3f}"
            f"  ({len(pairs)} mentions, {1e3 * seconds / len(sentences):.3f} ms a sentence)"
        )


def list_misses(answers: Sequence[Answer]) -> Iterator[str]:
    """Give what was got for what was wanted, with the words and the sentence."""
    for a in answers:
        if a.got != a.wanted:
            words = a.sentence.text[a.mention.start : a.mention.end]
            yield f"[{a.sentence.category}] {a.wanted or '-'} -> {a.got or '-'}: {words!r} in {a.sentence.text}"


def main() -> None:
    """Print the report for all sentences, for those that may be read, and for the third that is held back."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sentences", type=Path, nargs="?", default=SENTENCES)
    parser.add_argument("--misses", action="store_true", help="list the misses, but not of the held-back third")
    options = parser.parse_args()
    sentences = read_marked_sentences(options.sentences)
    parts = {
        "all": sentences,
        "two thirds": [s for s in sentences if not s.held_back],
        "held-back third": [s for s in sentences if s.held_back],
    }
    if options.misses:
        print(*list_misses(list(judge_sentences(parts["two thirds"]))), sep="\n")
        return
    for name, part in parts.items():
        print(f"\n=== {name}: {len(part)} sentences, {sum(len(s.mentions) for s in part)} mentions\n")
        print(format_assertion(list(judge_sentences(part))))
        print("\nnegation alone: denied or not, what was not done left out")
        print(*compare_negation(part), sep="\n")


if __name__ == "__main__":
    main()
