"""Compares two runs over the same papers cell by cell: two cases.jsonl → share of equal cells and what differs."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.problem import DataError
from extractor.score.gold import paper_key
from extractor.score.scoring import Share


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell of one case that the two runs fill otherwise; contents are written as JSON."""

    paper: str
    case: int  # 1-based
    field: str
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two runs agree.

    `papers` have a case in either run; a case that only one run has counts all its cells as different. `reported`
    leaves out the cells of which both runs say "not reported": agreeing on silence is easy.
    """

    papers: int
    cells: Share
    reported: Share
    differences: tuple[Difference, ...]
    alone: tuple[str, ...]  # papers in one run only


def compare_runs(left: Path, right: Path) -> Agreement:
    """Compare the cells of two runs, each a `cases.jsonl` or the folder that holds it; papers are matched by stem.

    Raises:
        DataError: a file that is missing or no list of records.
    """
    mine, other = _read(left), _read(right)
    equal = total = silent = 0
    differences: list[Difference] = []
    papers = mine.keys() | other.keys()
    for paper in sorted(papers):
        left_cases, right_cases = mine.get(paper, []), other.get(paper, [])
        for number in range(max(len(left_cases), len(right_cases))):
            a, b = (cases[number] if number < len(cases) else {} for cases in (left_cases, right_cases))
            for field in sorted(a.keys() | b.keys()):
                total += 1
                if a.get(field) == b.get(field):
                    equal += 1
                    silent += a[field] == _SILENT
                else:
                    pair = a.get(field, "no case"), b.get(field, "no case")
                    differences.append(Difference(paper, number + 1, field, *pair))
    return Agreement(
        papers=len(papers),
        cells=Share(equal, total),
        reported=Share(equal - silent, total - silent),
        differences=tuple(differences),
        alone=tuple(sorted(mine.keys() ^ other.keys())),
    )


def format_agreement(agreement: Agreement) -> str:
    """Give the shares and every cell that differs."""
    lines = [f"{agreement.papers} papers with a case in either run"]
    for name, share in (("cells equal", agreement.cells), ("of those reported", agreement.reported)):
        rate = share.part / share.whole if share.whole else 0.0
        lines.append(f"{name}: {share.part}/{share.whole} ({rate:.3f})")
    lines += [f"{d.paper}, case {d.case}, {d.field}: {d.left} | {d.right}" for d in agreement.differences]
    return "\n".join([*lines, *(f"in one run only: {paper}" for paper in agreement.alone)])


def _read(path: Path) -> Mapping[str, list[dict[str, str]]]:
    file = path / "cases.jsonl" if path.is_dir() else path
    if not file.is_file():
        raise DataError(f"{file}: no such file")
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        try:
            record = json.loads(line)
            cells = {name: _content(cell) for name, cell in record["values"].items()}
            found[paper_key(record["document"]["path"])].append(cells)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise DataError(f"{file}:{number}: not a record") from error
    return found


def _content(cell: dict[str, Any]) -> str:
    """Write status and value of a cell; the order of a list of terms says nothing, that of numbers does."""
    value = cell["value"]
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = sorted(value)
    return f"{cell['status']} {json.dumps(value, ensure_ascii=False, sort_keys=True)}"


_SILENT = "not_reported null"
