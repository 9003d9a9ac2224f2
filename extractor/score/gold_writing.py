"""Agreed records → gold: what people decided, in the form that `read_gold` reads; nothing that nobody looked at."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from extractor.score.gold import CELLS_HELD, CELLS_TOLD, paper_key
from extractor.score.measures import MEASURES, Kind

_JUDGED = ("one reviewer", "agreed", "adjudicated")
_CELLS = frozenset(measure.cell for measure in MEASURES if measure.kind is not Kind.STATUS)


def write_gold(lines: Iterable[str]) -> Iterator[str]:
    """Give a line of gold for each paper in which somebody judged a cell.

    A cell that nobody judged, or that is still disputed, is left out, so that scoring passes over it; so is the list of
    statuses of a patient of whom not every cell was judged.

    Args:
        lines: of agreed records, those of one paper beside each other; each value has its `review`.
    """
    records = (json.loads(line) for line in lines)
    for path, group in groupby(records, key=lambda record: str(record["document"]["path"])):
        patients = list(group)
        cases = [_case(record) for record in patients]
        if not any(case["judged"] for case in cases):
            continue
        document = patients[0]["document"]
        yield json.dumps(
            {
                "id": paper_key(path),
                "path": path,
                "doi": document["doi"],
                "pmid": document["pmid"],
                "status": "read",
                "article_type": document["article_type"],
                "n_patients_reported": len(patients),
                "cases": cases,
            },
            ensure_ascii=False,
        )


def _case(record: dict[str, Any]) -> dict[str, Any]:
    judged = {name: cell for name, cell in record["values"].items() if cell["review"]["standing"] in _JUDGED}
    told = {name: cell["status"] for name, cell in judged.items() if cell["status"] in CELLS_TOLD}
    held = {name: cell["value"] if cell["status"] in CELLS_HELD else None for name, cell in judged.items()}
    whole = judged.keys() >= _CELLS & record["values"].keys()
    return {
        "label": record["case"]["label"],
        **held,
        **({"status": told} if whole else {}),
        "acceptable": {},
        "evidence": {name: [e["quote"] for e in cell["evidence"]] for name, cell in judged.items()},
        "judged": {name: f"{c['review']['standing']}: {', '.join(c['review']['by'])}" for name, c in judged.items()},
    }
