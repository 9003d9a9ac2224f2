"""Fits how likely an illness is the one that a paper reports: judged texts → `extractor/lexicons/likely.toml`.

What readers called right or acceptable, or missed, is the illness of its text; what they called wrong is not, and of a
text that was judged whole neither is any other. A logistic regression with a ridge; the figures are cross-validated
over texts. The texts are not part of this project: name the file or the folders that hold them.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from annotated import read_texts
from book import BOOK, Entry, update_file
from calibrate import Beliefs, Floats, fit_logistic
from rapidfuzz import fuzz
from verdicts import Text, read_verdicts

from extractor.fields.diagnoses.final import choose_by_rules
from extractor.fields.diagnoses.likely import FILE, Candidate, chance_of, find_candidates
from extractor.fields.wanted import is_same_illness, terms_of
from extractor.mentions import find_mentions
from extractor.pipeline import load_program
from extractor.readers import read_bytes
from extractor.score.scoring import Share
from extractor.structure import split_cases, split_sections

ROOT = Path(__file__).parents[1]
FIELD = "diagnosis"
FOLDS = 5
ALIKE = 90  # of 100, by the words of two names
LEAST_SEEN = 12  # candidates that must show a sign
SPREAD = 1.4  # standard deviation of a weight before anything is seen
LEAST = (
    0.75  # of chance: below it as many are wrong as right, by draws that no rule had followed; they are proposed only
)
# What was left out of their texts was not listed whole, so that a candidate without a verdict may be right.
LISTED_IN_PART = frozenset({"E3C, first draw", "MACCROBAT"})
SHARES = (0, 5, 10, 15, 20)  # per cent of the diagnoses, the least likely left out


@dataclass(frozen=True, slots=True)
class Sample:
    """A candidate of a judged text, and whether it is the illness of the text."""

    key: str
    part: str
    signs: Mapping[str, float]
    right: bool

    @property
    def fold(self) -> int:
        """Give the part of the texts to which this one belongs."""
        return int(hashlib.sha256(f"likely {self.key}".encode()).hexdigest(), 16) % FOLDS


def read_samples(bodies: Mapping[str, str]) -> Iterator[Sample]:
    """Analyse the judged texts and hold their candidates against the verdicts."""
    program = load_program("core")
    field = next(field for field in program.schema.fields if field.name == FIELD)
    judged: dict[str, list[Text]] = defaultdict(list)
    for text in read_verdicts():
        if text.key in bodies and text.only in (None, FIELD) and text.part not in LISTED_IN_PART:
            judged[text.key].append(text)
    for key, texts in judged.items():
        document = next(iter(read_bytes(bodies[key].encode(), f"{key}.txt")))
        sections = split_sections(document)
        cases = split_cases(document, sections).cases
        for number, case in enumerate(cases, 1):
            reading = find_mentions(document, sections, case, program.language, None)
            accepted = choose_by_rules(field, reading)[0].accepted
            candidates = list(find_candidates(accepted, terms_of(field, reading), reading))
            for text in texts:
                for candidate in candidates:
                    right = _is_right(candidate, text, number, len(cases))
                    if right is not None:
                        yield Sample(key, text.part, candidate.signs, right)


def _is_right(candidate: Candidate, text: Text, number: int, cases: int) -> bool | None:
    """Tell whether a reader took it for the illness of the text; None where none has said."""
    told = {value: v for (case, field, value), v in text.verdicts.items() if field == FIELD and case == number}
    missed = [value for field, value in text.missed if field == FIELD]
    if _is_one_of(candidate.names, [value for value, verdict in told.items() if verdict != "w"]):
        return True
    if _is_one_of(candidate.names, [value for value, verdict in told.items() if verdict == "w"]):
        return False
    if text.only is not None or (missed and cases > 1):
        return None
    return _is_one_of(candidate.names, missed)


def _is_one_of(names: Collection[str], values: Sequence[str]) -> bool:
    return any(
        is_same_illness(name, value) or fuzz.token_set_ratio(name.casefold(), value.casefold()) >= ALIKE
        for name in names
        for value in values
    )


def fit(samples: Sequence[Sample]) -> dict[str, float]:
    """Fit the weights of the signs, with `start`."""
    seen = Counter(sign for sample in samples for sign in sample.signs)
    signs = sorted(sign for sign, count in seen.items() if count >= LEAST_SEEN)
    columns = np.array([[1.0, *(sample.signs.get(sign, 0.0) for sign in signs)] for sample in samples])
    right = np.array([sample.right for sample in samples], np.float64)
    beliefs = Beliefs(np.zeros(1 + len(signs)), np.array([10.0] + [SPREAD] * len(signs)))
    start, *weights = fit_logistic(columns, right, np.ones(len(samples)), beliefs)
    return {"start": float(start)} | {sign: float(weight) for sign, weight in zip(signs, weights, strict=True)}


def cross_validate(samples: Sequence[Sample]) -> Floats:
    """Judge each text by weights fitted to the others."""
    found = np.zeros(len(samples))
    for fold in range(FOLDS):
        weights = fit([s for s in samples if s.fold != fold])
        for number, sample in enumerate(samples):
            if sample.fold == fold:
                found[number] = chance_of(sample.signs, weights)
    return found


def to_toml(weights: Mapping[str, float], samples: Sequence[Sample], when: date) -> str:
    """Write the weights as TOML."""
    lines = [
        "# The log odds that an illness is the one that the paper reports: start, and what each sign adds.",
        "# What has less chance than `least` is proposed, and not stated. Written by `make likely`: do not edit it.",
        f"date = {when.isoformat()}",
        f"texts = {len({sample.key for sample in samples})}",
        f"candidates = {len(samples)}",
        f"least = {LEAST}",
        f"start = {weights['start']:.4f}",
        "",
        "[signs]",
        *(f'"{sign}" = {weight:.4f}' for sign, weight in weights.items() if sign != "start"),
    ]
    return "\n".join(lines) + "\n"


def make_entry(samples: Sequence[Sample], found: Floats, note: str, when: date) -> Entry:
    """Make the entry of the book: what leaving the least likely out brings, by draw."""
    heads = ("diagnoses", *(f"right, {share} % left out" for share in SHARES), "right below the least")
    lines = [f"| draw | {' | '.join(heads)} |", "|---" * (1 + len(heads)) + "|"]
    stated = [(chance, s) for chance, s in zip(found, samples, strict=True) if "accepted" in s.signs]
    line: tuple[str, ...] = ()
    for part in (*sorted({s.part for _, s in stated}), "all"):
        own = sorted(((c, s.right) for c, s in stated if part in (s.part, "all")), key=lambda one: one[0])
        rights = [right for _, right in own]
        kept = [rights[len(rights) * share // 100 :] for share in SHARES]
        low = [right for chance, right in own if chance < LEAST]
        line = (str(len(own)), *(f"{sum(some) / len(some):.3f}" for some in kept), _share(low))
        lines.append(f"| {part} | {' | '.join(line)} |")
    return Entry("Likely diagnoses", INTRODUCTION, heads, line, "\n".join(lines), note, when)


def _share(rights: Sequence[bool]) -> str:
    if not rights:
        return "–"
    share = Share(sum(rights), len(rights))
    return f"{share.part}/{share.whole} ({share.interval.low:.2f}–{share.interval.high:.2f})"


INTRODUCTION = """
How likely an illness that the rules chose is the one that the text reports (`make likely`), cross-validated over texts
in five parts: the share that is right or acceptable when the least likely are left out, for all judged texts and by
draw. An illness stands here once by all its names; most draws were read for the rules after they had been judged, the
sixth and eighth single values were not. From the seventh on, the program had left the unlikely out before readers saw
its values.
"""


def main() -> None:
    """Fit, write the file, add to the book, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path, nargs="+", help="a folder of ID.txt, or a file of JSON lines")
    parser.add_argument("--note", default="", help="the state of the program, for the book")
    parser.add_argument("--dry", action="store_true", help="print only")
    options = parser.parse_args()
    samples = tuple(read_samples(read_texts(options.corpora)))
    entry = make_entry(samples, cross_validate(samples), options.note, date.today())
    print(entry.details)
    if not options.dry:
        path = ROOT / "extractor" / FILE
        path.write_text(to_toml(fit(samples), samples, date.today()), encoding="utf-8")
        update_file(BOOK, entry)


if __name__ == "__main__":
    main()
