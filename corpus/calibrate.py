"""Fits the weights of confidence: texts with gold → `extractor/lexicons/confidence.toml`, and how far to trust it.

A logistic regression for the cells with an answer and one for those without. Fields differ from their type, and types
from each other, as far as the gold can show it (a ridge holds them together), so that a field without gold has the
weights of its type. Most texts were read by those who wrote the rules, who held back a third: what being read adds is
fitted as a weight of its own and left out of the file, because nobody has tuned anything to the next paper. The figures
are cross-validated over texts, in the same way.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
from book import Entry, is_held_back, update_file
from numpy.typing import NDArray
from verdicts import read_verdicts, values_of

from extractor.document import Document
from extractor.export.jsonl import value_to_json
from extractor.fields import fill_accounted
from extractor.fields.confidence import FILE, Account, Scale, Sign, Weight, Weights, judge_account
from extractor.mentions import find_mentions
from extractor.pipeline import Program, load_program
from extractor.readers import read_bytes, read_papers
from extractor.score.calibration import (
    Judged,
    calibration_error,
    check_until,
    format_calibration,
    judge_cells,
    share_right,
    sure_cells,
)
from extractor.score.gold import answers_of, read_gold
from extractor.structure import split_cases, split_sections

ROOT = Path(__file__).parents[1]
FOLDS = 10
# Fields without gold that readers judged, and the draws of texts that nobody had read for the rules.
JUDGED_FIELDS = frozenset(
    ("comorbidities", "diagnosis", "drugs", "family_history", "follow_up_months", "initial_misdiagnosis")
)
UNSEEN = (
    "E3C, ninth draw",
    "E3C, fourteenth draw",
    "E3C, last single values",
    "E3C, sixth single values",
    "E3C, eighth single values",
    "E3C, ninth single values",
)
DOUBT = 0.2  # of a cell; with 0.5, as Jeffreys has it for one share, cells are better than they say
_HELD = next(f"text {number}" for number in range(99) if is_held_back(f"text {number}"))
Floats = NDArray[np.float64]
# How far the weights may lie from what is held before any gold is seen: standard deviations.
# "slope": how much of it holds for fields without gold; "own": a sign that only one of them has.
SPREADS = {"start": 10.0, "read": 1.0, "type": 1.0, "field": 1.0, "sign": 0.5, "slope": 0.5, "own": 3.0}
# What is held of signs that the gold seldom or never shows.
BELIEFS = {
    (True, Sign.CONFLICT): -2.0,
    (True, Sign.IMPLAUSIBLE): -2.0,
    (True, Sign.RECOGNISED): -1.0,
    (True, Sign.DOUBTFUL): -0.3,
    (False, Sign.RECOGNISED): -1.0,
    (False, Sign.DOUBTFUL): -1.0,
}


@dataclass(frozen=True, slots=True)
class Sample:
    """One cell with gold, and how it came about."""

    cell: Judged
    account: Account

    @property
    def read(self) -> bool:
        """Tell whether those who wrote the rules have read the text."""
        return not is_held_back(self.cell.paper)

    @property
    def fold(self) -> int:
        """Give the part of the texts to which this one belongs."""
        return int(hashlib.sha256(f"fold {self.cell.paper}".encode()).hexdigest(), 16) % FOLDS


def read_samples(data: Path, program: Program) -> tuple[Sample, ...]:
    """Analyse the texts and hold every cell against the gold."""
    papers = [paper for paper in read_gold(data / "gold.jsonl") if paper.readable]
    accounts: dict[tuple[str, int, str], Account] = {}
    found = {}
    for paper in papers:
        cases = []
        for number, filled in enumerate(
            _fill(read_papers(path := data / "texts" / f"{paper.key}.txt", path.name), program), 1
        ):
            cases.append(answers_of({value.field: value_to_json(value) for value, _ in filled}))
            accounts |= {(paper.key, number, account.field): account for _, account in filled}
        found[paper.key] = tuple(cases)
    return tuple(Sample(c, accounts[c.paper, c.case, c.field]) for c in judge_cells(papers, found))


def read_judged(texts: Path, program: Program, known: Collection[str]) -> Iterator[Sample]:
    """Analyse the texts that readers judged, and hold against their verdicts the cells of fields without gold.

    A cell counts if all its values were judged: it is right if none is wrong and nothing of its field was missed.
    """
    lines = (json.loads(line) for line in texts.read_text(encoding="utf-8").splitlines())
    bodies = {line["id"]: line["text"] for line in lines}
    for text in read_verdicts():
        if text.part not in UNSEEN or text.key not in bodies:
            continue
        cases = list(_fill(read_bytes(bodies[text.key].encode(), f"{text.key}.txt"), program))
        missed = {field for field, _ in text.missed}
        for value, account in cases[0] if len(cases) == 1 else ():
            if text.only is not None and (value.field != text.only or not account.given):
                continue
            record = {"values": {value.field: value_to_json(value)}}
            verdicts = [text.verdicts.get(key) for key in values_of([record])] if account.given else []
            if value.field in JUDGED_FIELDS - set(known) and None not in verdicts:
                right = "w" not in verdicts and value.field not in missed
                yield Sample(Judged(text.key, 1, value.field, account.given, value.confidence, right), account)


def fit_fields(scale: Scale, samples: Sequence[Sample]) -> Scale:
    """Add what fields without gold differ by from their type, and what only they show; all else stays."""
    return Scale(_fit_fields(scale.given, samples, True), _fit_fields(scale.silent, samples, False))


def _fit_fields(weights: Weights, samples: Sequence[Sample], given: bool) -> Weights:
    """Fit to all of them what each field differs by, how much of the odds holds for them, and signs of their own."""
    own = [s for s in samples if s.account.given is given]
    if not own:
        return weights
    names = sorted({s.account.field for s in own})
    new = {sign: limits for sign, limits in _limits(own, given).items() if sign not in weights.signs}
    columns = [np.array([_odds(s.account, weights) for s in own])]
    columns += [np.array([s.account.field == name for s in own], np.float64) for name in names]
    columns += [np.clip([s.account.signs.get(sign, 0.0) for s in own], low, high) for sign, (low, high) in new.items()]
    spreads = [SPREADS[kind] for kind in ("slope", *("field" for _ in names), *("own" for _ in new))]
    beliefs = Beliefs(np.array([1.0] + [0.0] * (len(columns) - 1)), np.array(spreads))
    right = np.array([s.cell.right for s in own], np.float64)
    slope, *found = (float(one) for one in fit_logistic(np.column_stack(columns), right, np.ones(len(own)), beliefs))
    signs = {
        sign: Weight(round(weight / slope, 4), round(low, 4), round(high, 4))
        for weight, (sign, (low, high)) in zip(found[len(names) :], new.items(), strict=True)
    }
    fields = {**weights.fields, **{name: round(one, 4) for name, one in zip(names, found, strict=False)}}
    slopes = dict.fromkeys(names, round(slope, 4))
    return replace(weights, fields=dict(sorted(fields.items())), signs={**weights.signs, **signs}, slopes=slopes)


def _odds(account: Account, weights: Weights) -> float:
    signs = (weight.of(account.signs.get(sign, 0.0)) for sign, weight in weights.signs.items())
    return weights.start + weights.types.get(account.type, 0.0) + sum(signs)


def _fill(documents: Iterable[Document], program: Program) -> Iterator[list]:
    for document in documents:
        sections = split_sections(document)
        for case in split_cases(document, sections).cases:
            reading = find_mentions(document, sections, case, program.language, program.recogniser)
            yield list(fill_accounted(program.schema, reading))


def fit_scale(samples: Sequence[Sample]) -> Scale:
    """Fit the weights of both kinds of cells."""
    return Scale(*(_fit([s for s in samples if s.account.given is given], given) for given in (True, False)))


def _fit(samples: Sequence[Sample], given: bool) -> Weights:
    limits = _limits(samples, given)
    samples, counts = _with_doubt(samples)
    types = sorted({s.account.type for s in samples})
    fields = sorted({s.account.field for s in samples})
    columns: list[Floats] = [np.ones(len(samples)), np.array([s.read for s in samples], np.float64)]
    columns += [np.array([s.account.type == one for s in samples], np.float64) for one in types]
    columns += [np.array([s.account.field == one for s in samples], np.float64) for one in fields]
    columns += [
        np.clip([s.account.signs.get(sign, 0.0) for s in samples], low, high) for sign, (low, high) in limits.items()
    ]
    kinds = ["start", "read", *("type" for _ in types), *("field" for _ in fields), *("sign" for _ in limits)]
    beliefs = np.array([0.0] * (2 + len(types) + len(fields)) + [BELIEFS.get((given, sign), 0.0) for sign in limits])
    spreads = np.array([SPREADS[kind] for kind in kinds])
    right = np.array([s.cell.right for s in samples], np.float64)
    fitted = fit_logistic(np.column_stack(columns), right * counts, counts, Beliefs(beliefs, spreads))
    found = [round(float(weight), 4) for weight in fitted]
    of_fields = 2 + len(types)
    of_signs = of_fields + len(fields)
    return Weights(
        found[0],
        dict(zip(types, found[2:of_fields], strict=True)),
        dict(zip(fields, found[of_fields:of_signs], strict=True)),
        {
            sign: Weight(weight, round(low, 4), round(high, 4))
            for (sign, (low, high)), weight in zip(limits.items(), found[of_signs:], strict=True)
        },
        {},
    )


def _with_doubt(samples: Sequence[Sample]) -> tuple[list[Sample], Floats]:
    """Add a part of a right and of a wrong cell to each field, like the others of the field (after Jeffreys, 1946).

    Three right cells of three are then no proof that the fourth will be right.
    """
    added = []
    for field in sorted({s.account.field for s in samples}):
        own = [s for s in samples if s.account.field == field]
        signs = {sign: sum(s.account.signs.get(sign, 0.0) for s in own) / len(own) for sign in Sign}
        usual = replace(own[0].account, signs=signs)
        added += [Sample(replace(own[0].cell, paper=_HELD, right=right), usual) for right in (True, False)]
    return [*samples, *added], np.array([1.0] * len(samples) + [DOUBT] * len(added))


def _limits(samples: Sequence[Sample], given: bool) -> Mapping[Sign, tuple[float, float]]:
    """Give the range of each sign: to the 98th percentile, so that few long papers say nothing of longer ones."""
    limits = {}
    for sign in Sign:
        amounts = [s.account.signs.get(sign, 0.0) for s in samples]
        seen = [amount for amount in amounts if amount > 0]
        if seen:
            limits[sign] = (min(amounts), max(float(np.quantile(amounts, 0.98)), min(seen)))
        elif (given, sign) in BELIEFS:
            limits[sign] = (0.0, 1.0)
    return limits


@dataclass(frozen=True, slots=True)
class Beliefs:
    """What is held of weights before any gold is seen, and the standard deviations of it."""

    weights: Floats
    spreads: Floats


def fit_logistic(columns: Floats, right: Floats, counts: Floats, beliefs: Beliefs) -> Floats:
    """Fit log odds by Newton's method to so many right of so many cells, from what is believed."""
    weights = beliefs.weights.copy()
    for _ in range(100):
        chance = 1 / (1 + np.exp(-columns @ weights))
        slope = columns.T @ (right - counts * chance) - (weights - beliefs.weights) / beliefs.spreads**2
        curve = (columns.T * (counts * chance * (1 - chance))) @ columns + np.diag(1 / beliefs.spreads**2)
        step: Floats = np.clip(np.linalg.solve(curve, slope), -1, 1)  # far from the answer a whole step overshoots
        weights = weights + step
        if np.abs(step).max() < 1e-9:
            break
    return weights


def cross_validate(
    samples: Sequence[Sample], fit: Callable[[Sequence[Sample]], Scale] = fit_scale
) -> tuple[Judged, ...]:
    """Judge each text by weights fitted to the others."""
    judged: dict[int, Judged] = {}
    for fold in range(FOLDS):
        scale = fit([s for s in samples if s.fold != fold])
        for number, sample in enumerate(samples):
            if sample.fold == fold:
                confidence = judge_account(sample.account, scale)
                judged[number] = replace(sample.cell, given=sample.account.given, confidence=confidence)
    return tuple(judged[number] for number in sorted(judged))


def to_toml(scale: Scale, samples: Sequence[Sample], when: date) -> str:
    """Write the weights as TOML."""
    texts = len({sample.cell.paper for sample in samples})
    lines = [
        "# The log odds that a cell is right: start, and what its type, its field and its signs add. A sign weighs its",
        "# amount, kept between low and high. Of a field with a slope all but its own weight is taken by so much.",
        "# Written by `make calibrate`: run it again, do not edit it.",
        f"date = {when.isoformat()}",
        f"texts = {texts}",
        f"cells = {len(samples)}",
    ]
    for name, weights in (("given", scale.given), ("silent", scale.silent)):
        lines += ["", f"[{name}]", f"start = {weights.start}"]
        for part, numbers in (("types", weights.types), ("fields", weights.fields), ("slopes", weights.slopes)):
            lines += ["", f"[{name}.{part}]", *(f"{key} = {number}" for key, number in numbers.items())]
        lines += ["", f"[{name}.signs]"]
        lines += [
            f'"{sign}" = {{ weight = {one.weight}, low = {one.low}, high = {one.high} }}'
            for sign, one in weights.signs.items()
        ]
    return "\n".join(lines) + "\n"


def make_entry(judged: Sequence[Judged], said: Sequence[Judged], note: str, when: date) -> Entry:
    """Make the entry of the book: a line of figures, and the tables of texts held back, of all, and of verdicts."""
    held = [one for one in judged if is_held_back(one.paper)]
    line: list[str] = []
    for some in (held, judged, [one for one in judged if one.given]):
        sure = share_right(sure_cells(some))
        line += [f"{calibration_error(some):.3f}", f"{sure.whole / len(some):.2f}", f"{sure.part / sure.whole:.3f}"]
    until = check_until(judged).checked
    line.append(f"{100 * until.part / until.whole:.0f} %")
    heads = [f"{what}, {some}" for some in ("held back", "all", "with an answer") for what in ("ECE", "sure", "right")]
    details = f"### Texts held back\n\n{format_calibration(held)}\n\n### All texts\n\n{format_calibration(judged)}"
    if said:
        details += (
            f"\n\n### The last draws of E3C: fields without gold, by readers' verdicts\n\n{format_calibration(said)}"
        )
    return Entry("Confidence", INTRODUCTION, (*heads, "check for 99 %"), tuple(line), details, note, when)


INTRODUCTION = """
Case texts, cross-validated over texts in ten parts (`make calibrate`). A cell is right if the whole of it is: every
item of a list, and silence where the text is silent; patients that the gold does not have are left out. A confidence is
meant for a text that nobody has read for the rules, so the texts held back judge it; on the others the program is
better than it says. ECE: expected calibration error, ten bins; sure: share of the cells with a confidence of 0.95 and
more; right: share of these that are right; check: share of all cells to check, the least sure first, until 99 % of all
are right.
"""


def main() -> None:
    """Fit, write the file, add to the book, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder with gold.jsonl and texts/")
    parser.add_argument("--judged", type=Path, help="texts of the corpus of verdicts.jsonl, for fields without gold")
    parser.add_argument("--note", default="", help="the state of the program, for the book")
    parser.add_argument("--dry", action="store_true", help="print only")
    options = parser.parse_args()
    program = load_program("igg4-rsp")
    samples = read_samples(options.data, program)
    scale = fit_scale(samples)
    said: tuple[Sample, ...] = ()
    if options.judged is not None:
        said = tuple(read_judged(options.judged, program, {s.account.field for s in samples}))
    judged = cross_validate(samples), cross_validate(said, lambda some: fit_fields(scale, some))
    entry = make_entry(*judged, options.note, date.today())
    print(entry.details)
    if not options.dry:
        path = ROOT / "extractor" / FILE
        path.write_text(to_toml(fit_fields(scale, said), samples, date.today()), encoding="utf-8")
        update_file(ROOT / "corpus" / "scores.md", entry)


if __name__ == "__main__":
    main()
