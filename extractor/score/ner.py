"""Scores a recogniser against marked texts: gold and found entities → P, R, F1 per label, strict and by overlap."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from extractor.mentions.entities import Recogniser, load_recogniser, mark_texts
from extractor.score.annotations import Mark, MarkedText, cut_lines, flatten_marks, read_brat, read_iob

REPORT_LABELS = tuple(
    "Activity Administration Age Area Biological_structure Clinical_event Color Date Detailed_description "
    "Diagnostic_procedure Disease_disorder Distance Dosage Duration Frequency Lab_value Medication "
    "Nonbiological_location Occupation Outcome Personal_background Severity Sex Shape Sign_symptom Subject Texture "
    "Therapeutic_procedure Time Volume".split()
)
ABSTRACT_LABELS = ("Chemical", "Disease")
_RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one label in one text; `found_right` and `gold_right` differ only by overlap."""

    gold: int = 0
    found: int = 0
    gold_right: int = 0
    found_right: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.gold + other.gold,
            self.found + other.found,
            self.gold_right + other.gold_right,
            self.found_right + other.found_right,
        )

    @property
    def precision(self) -> float:
        """Give the part of what was found that is right, in per cent."""
        return 100 * self.found_right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Give the part of the gold that was found, in per cent."""
        return 100 * self.gold_right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Give the harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Judged:
    """One text, or one report of many sentences: its gold entities and those found."""

    gold: tuple[Mark, ...]
    found: tuple[Mark, ...]

    def tally(self, overlap: bool, label: str | None = None) -> Tally:
        """Count what is right: same label and the same characters, or at least one character in common."""
        gold = [m for m in self.gold if label is None or m.label == label]
        found = [m for m in self.found if label is None or m.label == label]
        if not overlap:
            right = (Counter(gold) & Counter(found)).total()
            return Tally(len(gold), len(found), right, right)
        return Tally(len(gold), len(found), sum(_meets(m, found) for m in gold), sum(_meets(m, gold) for m in found))


def _meets(mark: Mark, others: Sequence[Mark]) -> bool:
    return any(mark.label == o.label and mark.start < o.end and o.start < mark.end for o in others)


def judge_texts(
    recogniser: Recogniser, texts: Sequence[MarkedText], labels: Sequence[str], only: str | None = None
) -> list[Judged]:
    """Let the recogniser read each text line by line; `only` names the one entity component that is to speak."""
    lines = [(i, line) for i, text in enumerate(texts) for line in cut_lines(text)]
    gold: list[list[Mark]] = [[] for _ in texts]
    found: list[list[Mark]] = [[] for _ in texts]
    entities = mark_texts((line.text for _, line in lines), recogniser, only)
    start = 0  # no two lines share a character
    for (i, line), seen in zip(lines, entities, strict=True):
        flat = flatten_marks(line.marks, labels)
        gold[i].extend(Mark(m.start + start, m.end + start, m.label) for m in flat)
        found[i].extend(Mark(e.start + start, e.end + start, e.label) for e in seen if e.label in labels)
        start += len(line.text) + 1
    return [Judged(tuple(g), tuple(f)) for g, f in zip(gold, found, strict=True)]


def total(judged: Sequence[Judged], overlap: bool = False, label: str | None = None) -> Tally:
    """Add up the counts of all texts."""
    return sum((text.tally(overlap, label) for text in judged), Tally())


def resample(judged: Sequence[Judged], overlap: bool = False, label: str | None = None) -> tuple[float, float]:
    """Give the 95 % interval of F1 when the texts are drawn anew, with replacement (Efron's percentile bootstrap)."""
    tallies = [text.tally(overlap, label) for text in judged]
    columns = [[getattr(t, f.name) for t in tallies] for f in fields(Tally)]
    draw = random.Random(0)
    scores = []
    for _ in range(_RESAMPLES):
        drawn = draw.choices(range(len(tallies)), k=len(tallies))
        scores.append(Tally(*(sum(map(column.__getitem__, drawn)) for column in columns)).f1)
    scores.sort()
    return scores[int(0.025 * _RESAMPLES)], scores[int(0.975 * _RESAMPLES) - 1]


def score_lines(judged: Sequence[Judged], labels: Sequence[str]) -> Iterator[str]:
    """Give the lines of a table: every label by frequency, then all of them together."""
    yield f"{'':24}{'n':>6} |{'P':>6}{'R':>6}{'F1':>6}  {'95 %':11} |{'P':>6}{'R':>6}{'F1':>6}  95 %   strict | overlap"
    by_number = sorted(labels, key=lambda label: (-total(judged, label=label).gold, label))
    for label in (*by_number, None):
        cells = []
        for overlap in (False, True):
            tally = total(judged, overlap, label)
            low, high = resample(judged, overlap, label)
            cells.append(f"{tally.precision:6.1f}{tally.recall:6.1f}{tally.f1:6.1f}  {low:4.1f}-{high:<6.1f}")
        yield f"{label or 'all, micro':24}{tally.gold:6} |" + " |".join(cells)


def score_recogniser(model: str, data: Path) -> Iterator[str]:
    """Score a model by name or folder on the reports and abstracts that the shipped one was not trained to fit.

    Args:
        data: the folder with `maccrobat2020/dev` and `ner-iob/BC5CDR/devel.tsv`; what is missing is passed over.
    """
    recogniser = load_recogniser(model)
    reports, abstracts = data / "maccrobat2020" / "dev", data / "ner-iob" / "BC5CDR" / "devel.tsv"
    if reports.is_dir():
        yield f"MACCROBAT2020 dev, {model}: intervals over reports"
        yield from score_lines(judge_texts(recogniser, read_brat(reports), REPORT_LABELS, "ner"), REPORT_LABELS)
    if abstracts.is_file():
        yield f"BC5CDR devel, {model}: intervals over sentences"
        texts = read_iob(abstracts)
        yield from score_lines(judge_texts(recogniser, texts, ABSTRACT_LABELS, "ner_chem_disease"), ABSTRACT_LABELS)
