"""Compares runs with and without a recogniser: gold, two runs over the same texts → a table of fields.

The first line is for the book of scores. A proposal is an alternative that only the run with the recogniser has.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from extractor.score.gold import paper_key
from extractor.score.scoring import FieldScore, score_records


def compare_runs(gold: Path, off: Path, on: Path) -> Iterator[str]:
    """Give the lines of the table."""
    plain, helped = score_records(gold, off), score_records(gold, on)
    rows = [(a, b) for a, b in zip(plain.fields, helped.fields, strict=True) if a.counts.gold or a.counts.wrong]
    worse = [a.name for a, b in rows if b.counts.f1 < a.counts.f1]
    proposed = Counter(_alternatives(on)) - Counter(_alternatives(off))
    numbers = Counter(field for _, _, field, _ in proposed.elements())
    silent = {(paper, case, field) for paper, case, field in _silent(off)}
    filled = Counter(field for paper, case, field, _ in proposed if (paper, case, field) in silent)
    yield (
        f"micro F1 of {plain.papers} texts: off {plain.micro.counts.f1:.3f}, on {helped.micro.counts.f1:.3f}; "
        f"fields worse: {', '.join(worse) or 'none'}; proposals: {numbers.total()}"
    )
    yield ""
    yield f"{'':34}{'n':>5}{'off':>8}{'on':>8}"
    for a, b in (*rows, (plain.micro, helped.micro)):
        yield _line(a, b)
    yield ""
    yield "Proposals by field (of these, in cells that are silent otherwise): " + ", ".join(
        f"{field} {number} ({filled[field]})" for field, number in sorted(numbers.items())
    )


def _line(off: FieldScore, on: FieldScore) -> str:
    return f"{off.name:34}{off.counts.gold:5}{off.counts.f1:8.3f}{on.counts.f1:8.3f}"


def _cells(run: Path) -> Iterator[tuple[str, str, str, dict[str, object]]]:
    for line in (run / "cases.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        for field, value in record["values"].items():
            yield paper_key(record["document"]["path"]), record["case"]["id"], field, value


def _alternatives(run: Path) -> Iterator[tuple[str, str, str, str]]:
    for paper, case, field, value in _cells(run):
        alternatives = value["alternatives"]
        assert isinstance(alternatives, list)
        for alternative in alternatives:
            yield paper, case, field, json.dumps(alternative, sort_keys=True)


def _silent(run: Path) -> Iterator[tuple[str, str, str]]:
    for paper, case, field, value in _cells(run):
        if value["status"] == "not_reported":
            yield paper, case, field


def main() -> None:
    """Print the comparison."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, help="a .jsonl of cases")
    parser.add_argument("off", type=Path, help="the run without a recogniser")
    parser.add_argument("on", type=Path, help="the run with one")
    options = parser.parse_args()
    for line in compare_runs(options.gold, options.off, options.on):
        print(line)


if __name__ == "__main__":
    main()
