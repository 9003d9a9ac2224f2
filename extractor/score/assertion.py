"""Scores what is said of mentions: sentences with marked words → F1 per dimension, per label and per category.

A file of marked sentences has a heading `## category` and one sentence a line: `He had no <m status=denied>fever</m>.`
Its head says what the marks mean.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from extractor.case import Assertion, Mention, MentionKind, Period, Qualifiers, Sentence, Subject
from extractor.document import SectionKind, Span
from extractor.mentions.qualifiers import qualify_mentions
from extractor.problem import DataError


class Dimension(StrEnum):
    """What a mention is judged by, as the marks call it."""

    STATUS = "status"
    SUBJECT = "subject"
    PERIOD = "period"
    OTHER_ILLNESS = "other_illness"


@dataclass(frozen=True, slots=True)
class MarkedMention:
    """Words of a sentence and what it says of them; `untold` are the dimensions that a reader may take either way."""

    start: int
    end: int
    wanted: Qualifiers
    untold: frozenset[Dimension] = frozenset()

    @property
    def judged(self) -> frozenset[Dimension]:
        """Give the dimensions to judge: when it was, and for what, is of interest in the patient alone.

        Whether it holds is judged in relatives too; of other people and the disease, only that it is theirs.
        """
        match self.wanted.subject:
            case Subject.PATIENT:
                of_subject = frozenset(Dimension)
            case Subject.FAMILY:
                of_subject = frozenset((Dimension.SUBJECT, Dimension.STATUS))
            case _:
                of_subject = frozenset((Dimension.SUBJECT,))
        return of_subject - self.untold


@dataclass(frozen=True, slots=True)
class MarkedSentence:
    """A sentence without its marks, and the words that were marked."""

    category: str
    text: str
    mentions: tuple[MarkedMention, ...]

    @property
    def held_back(self) -> bool:
        """Tell whether it belongs to the third that no rule is fitted to, by a hash of its text."""
        return int(hashlib.sha256(self.text.encode()).hexdigest(), 16) % 3 == 0


@dataclass(frozen=True, slots=True)
class Answer:
    """One dimension of one mention: the label wanted and the label got, None for what goes without saying."""

    sentence: MarkedSentence
    mention: MarkedMention
    dimension: Dimension
    wanted: str | None
    got: str | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many labels are right, wrongly given, and missed; a label taken for another is both."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Give the part of the labels given that is right; 1 if none was given."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Give the part of the labels wanted that was given; 1 if none was wanted."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Give the harmonic mean of both; 1 if nothing was wanted and nothing given."""
        labels = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / labels if labels else 1.0


_MARK = re.compile(r"<m(?P<said>(?: \w+(?:=[\w-]+)?)*)>(?P<words>[^<>]+)</m>")
_ASSERTIONS = {"denied": Assertion.DENIED, "uncertain": Assertion.UNCERTAIN, "not-done": Assertion.NOT_DONE}
_SUBJECTS = {"family": Subject.FAMILY, "other": Subject.OTHER, "general": Subject.GENERAL}
_PERIODS = {"before": Period.BEFORE, "after": Period.AFTER, "planned": Period.PLANNED}


def read_marked_sentences(path: Path) -> tuple[MarkedSentence, ...]:
    """Read a file of marked sentences.

    Raises:
        DataError: no such file, a sentence before the first category, without marks or with one that is none.
    """
    if not path.is_file():
        raise DataError(f"{path}: no such file")
    category, sentences = "", []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("## "):
            category = line[3:].strip()
        elif line.strip() and not line.startswith("#"):
            try:
                sentences.append(read_marks(line.strip(), category))
            except DataError as error:
                raise DataError(f"{path}:{number}: {error}") from error
    return tuple(sentences)


def read_marks(line: str, category: str) -> MarkedSentence:
    """Take the marks out of a sentence.

    Raises:
        DataError: no category, no mark, or one that is none.
    """
    text, at, mentions = "", 0, []
    for mark in _MARK.finditer(line):
        text += line[at : mark.start()]
        wanted, untold = _wanted(mark["said"].split())
        mentions.append(MarkedMention(len(text), len(text) + len(mark["words"]), wanted, untold))
        text, at = text + mark["words"], mark.end()
    text += line[at:]
    if not category or not mentions or "<m" in text or "</m" in text:
        raise DataError("a sentence stands below its category and has words marked as the head of the file says")
    return MarkedSentence(category, text, tuple(mentions))


def judge_sentences(sentences: Iterable[MarkedSentence]) -> Iterator[Answer]:
    """Let the component say what it takes each marked mention for."""
    for sentence in sentences:
        whole = Sentence(0, Span(0, len(sentence.text)), sentence.text, SectionKind.CASE, 0)
        mentions = [Mention(MentionKind.TERM, Span(marked.start, marked.end)) for marked in sentence.mentions]
        for marked, mention in zip(sentence.mentions, qualify_mentions(whole, mentions), strict=True):
            for dimension in Dimension:
                if dimension in marked.judged:
                    wanted, got = _label(marked.wanted, dimension), _label(mention.qualifiers, dimension)
                    yield Answer(sentence, marked, dimension, wanted, got)


def count_answers(answers: Iterable[Answer]) -> Counts:
    """Count what is right, wrong and missed, whatever the label."""
    right = wrong = missed = 0
    for answer in answers:
        right += answer.got == answer.wanted is not None
        wrong += answer.got is not None and answer.got != answer.wanted
        missed += answer.wanted is not None and answer.got != answer.wanted
    return Counts(right, wrong, missed)


def count_labels(answers: Sequence[Answer], dimension: Dimension) -> dict[str, Counts]:
    """Count each label of a dimension by itself; their mean F1 is the macro average."""
    of_dimension = [answer for answer in answers if answer.dimension is dimension]
    counts = {}
    for label in sorted({answer.wanted for answer in of_dimension if answer.wanted is not None}):
        counts[label] = Counts(
            sum(a.wanted == a.got == label for a in of_dimension),
            sum(a.got == label != a.wanted for a in of_dimension),
            sum(a.wanted == label != a.got for a in of_dimension),
        )
    return counts


def format_assertion(answers: Sequence[Answer]) -> str:
    """Give the report: dimensions with their labels, then categories."""
    lines = [_HEAD]
    macro: list[float] = []
    for dimension in Dimension:
        of_dimension = [answer for answer in answers if answer.dimension is dimension]
        labels = count_labels(answers, dimension)
        lines.append(_line(dimension.replace("_", " "), count_answers(of_dimension)))
        if len(labels) > 1:
            lines += [_line(f"  {label}", counts) for label, counts in labels.items()]
            lines.append(f"{'  macro':42s} {'':4s} {'':9s} {'':9s} {_mean([c.f1 for c in labels.values()]):.3f}")
        macro += [counts.f1 for counts in labels.values()]
    lines += [
        _line("all, micro", count_answers(answers)),
        f"{'all, macro over labels':42s} {'':24s} {_mean(macro):.3f}",
    ]
    lines += ["", f"{'category':42s} {'n':>4s} precision recall    F1    mentions wholly right"]
    for category in dict.fromkeys(answer.sentence.category for answer in answers):
        of_category = [answer for answer in answers if answer.sentence.category == category]
        mentions = {(answer.sentence.text, answer.mention) for answer in of_category}
        failed = {(a.sentence.text, a.mention) for a in of_category if a.got != a.wanted}
        share = f"{len(mentions) - len(failed)}/{len(mentions)}"
        lines.append(f"{_line(category, count_answers(of_category))}  {share}")
    return "\n".join(lines)


_HEAD = f"{'dimension, label':42s} {'n':>4s} precision recall    F1"


def _line(name: str, counts: Counts) -> str:
    wanted = counts.right + counts.missed
    return f"{name[:42]:42s} {wanted:4d} {counts.precision:<9.3f} {counts.recall:<9.3f} {counts.f1:.3f}"


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers) if numbers else 1.0


def _wanted(said: Iterable[str]) -> tuple[Qualifiers, frozenset[Dimension]]:
    assertion, subject, period, other_illness = Assertion.PRESENT, Subject.PATIENT, Period.NOW, False
    untold = set()
    for word in said:
        name, _, value = word.partition("=")
        if value == "any" and name in list(Dimension):
            untold.add(Dimension(name))
        elif name == "status" and value in _ASSERTIONS:
            assertion = _ASSERTIONS[value]
        elif name == "subject" and value in _SUBJECTS:
            subject = _SUBJECTS[value]
        elif name == "period" and value in _PERIODS:
            period = _PERIODS[value]
        elif name == "other_illness" and not value:
            other_illness = True
        else:
            raise DataError(f"{word!r} is nothing that a mark may say")
    return Qualifiers(assertion, subject, period, other_illness), frozenset(untold)


def _label(qualifiers: Qualifiers, dimension: Dimension) -> str | None:
    match dimension:
        case Dimension.STATUS:
            return None if qualifiers.assertion is Assertion.PRESENT else qualifiers.assertion.value
        case Dimension.SUBJECT:
            return None if qualifiers.subject is Subject.PATIENT else qualifiers.subject.value
        case Dimension.PERIOD:
            return None if qualifiers.period is Period.NOW else qualifiers.period.value
        case Dimension.OTHER_ILLNESS:
            return "other illness" if qualifiers.other_illness else None
