"""What the program gets wrong on the sample papers stands in known_failures.toml, no more and no less.

A cell that is right now has to be struck off; one that is wrong now has to be put right or, after thought, added.
`make golden` writes the list anew.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from extractor.export.jsonl import record_to_json, to_line
from extractor.pipeline import Program
from extractor.score.scoring import Miss, score_records

GOLD = Path(__file__).parents[2] / "corpus" / "gold.jsonl"
LISTED = Path(__file__).with_name("known_failures.toml")
HEAD = """\
# Cells of the sample papers that the program gets wrong, by paper: "case 1: field", or "cases" for their number.
# The list must match exactly (tests/golden/test_known_failures.py): strike off what you put right. `make golden`
# writes it anew.

"""


def to_lines(misses: tuple[Miss, ...]) -> dict[str, list[str]]:
    """Give the misses as they are listed."""
    found: dict[str, set[str]] = {}
    for miss in misses:
        line = f"case {miss.case}: {miss.field}" if miss.case else miss.field
        found.setdefault(miss.paper, set()).add(line)
    return {paper: sorted(lines) for paper, lines in sorted(found.items())}


def test_known_failures_are_the_failures(
    results: Mapping[str, Any], program: Program, regenerate: bool, tmp_path: Path
) -> None:
    run = tmp_path / "cases.jsonl"
    lines = [to_line(record_to_json(record, program.schema)) for r in results.values() for record in r.records]
    run.write_text("\n".join(lines) + "\n", encoding="utf-8")
    failures = to_lines(score_records(GOLD, run).misses)
    if regenerate:
        tables = [f'"{p}" = [\n' + "".join(f'  "{line}",\n' for line in found) + "]\n" for p, found in failures.items()]
        LISTED.write_text(HEAD + "\n".join(tables), encoding="utf-8")
        pytest.skip(f"wrote {sum(map(len, failures.values()))} known failures")
    listed = tomllib.loads(LISTED.read_text(encoding="utf-8"))
    flat = {(paper, line) for paper, lines in listed.items() for line in lines}
    found = {(paper, line) for paper, lines in failures.items() for line in lines}
    assert {"fixed, strike off": sorted(flat - found), "newly wrong": sorted(found - flat)} == {
        "fixed, strike off": [],
        "newly wrong": [],
    }
