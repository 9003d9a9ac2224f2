"""Reads gold and records into answers: `gold.jsonl` of either form, or `cases.jsonl` → papers with their cases."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.problem import DataError
from extractor.score.measures import LISTS, MEASURES, CaseAnswers, Kind, Measure, items_of

CELLS_HELD = ("stated", "conflict")  # statuses under which a record's value counts as an answer
CELLS_TOLD = ("denied", "not_done", "conflict")  # statuses that are an answer of their own
# The gold of the five source documents calls some fields otherwise.
OLD_NAMES = {
    "time_to_diagnosis_weeks": "onset_to_diagnosis_weeks",
    "time_to_diagnosis_weeks_calendar": "onset_to_diagnosis_weeks_calendar",
    "spine_regions": "involved_regions",
    "spine_levels": "lesion_levels",
    "igg4_per_hpf": "igg4_positive_cells_per_hpf",
}


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of the gold; `readable` is false where nothing can be read without a password or a scan's letters."""

    key: str
    cases: tuple[CaseAnswers, ...]
    readable: bool = True


def paper_key(path: str) -> str:
    """Name a paper by its file without folder and suffix, and by its key where a file holds many."""
    file, _, key = path.partition("#")
    stem = Path(file).stem
    return f"{stem}#{key}" if key else stem


def read_gold(path: Path) -> tuple[Paper, ...]:
    """Read gold: one line a paper.

    Raises:
        DataError: no such file, or a line that is not gold.
    """
    papers = []
    for number, line in _lines(path):
        if not isinstance(line.get("cases"), list) or "id" not in line:
            raise DataError(f"{path}:{number}: a line of gold has id and cases")
        cases = tuple(_gold_case(case) for case in line["cases"])
        papers.append(Paper(str(line["id"]), cases, line.get("status", "read") == "read"))
    return tuple(papers)


def read_records(path: Path) -> Mapping[str, tuple[CaseAnswers, ...]]:
    """Read the cases of a run, by paper.

    Raises:
        DataError: no such file, or a line that is no record.
    """
    found: dict[str, list[CaseAnswers]] = defaultdict(list)
    for number, line in _lines(path):
        if not isinstance(line.get("values"), dict) or "path" not in line.get("document", {}):
            raise DataError(f"{path}:{number}: a record has document and values")
        found[paper_key(line["document"]["path"])].append(answers_of(line["values"]))
    return {key: tuple(cases) for key, cases in found.items()}


def _lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    if not path.is_file():
        raise DataError(f"{path}: no such file")
    with path.open(encoding="utf-8") as file:
        for number, text in enumerate(file, 1):
            if not text.strip():
                continue
            try:
                line = json.loads(text)
            except ValueError as error:
                raise DataError(f"{path}:{number}: not JSON: {error}") from error
            if not isinstance(line, dict):
                raise DataError(f"{path}:{number}: not an object")
            yield number, line


def _gold_case(raw: dict[str, Any]) -> CaseAnswers:
    case = {OLD_NAMES.get(name, name): cell for name, cell in raw.items()}
    ok = {OLD_NAMES.get(name, name): cell for name, cell in (raw.get("acceptable") or {}).items()}
    answers = {m.name: items_of(m, _annotated(m, case.get(m.cell))) for m in MEASURES}
    acceptable = {m.name: _acceptable(m, case, ok) for m in MEASURES if m.kind is not Kind.STATUS}
    skipped = {m.name for m in MEASURES if m.cell not in case}
    serum = case.get("serum_igg4")
    if serum is not None and not answers["serum_igg4.flag"]:
        skipped.add("serum_igg4.flag")
    return CaseAnswers(answers, acceptable, frozenset(skipped))


def _annotated(measure: Measure, cell: Any) -> Any:
    """Give a cell of gold; older gold writes "not_done" in a list field."""
    return None if measure.kind in LISTS and isinstance(cell, str) and cell in CELLS_TOLD else cell


def _acceptable(measure: Measure, case: Mapping[str, Any], ok: Mapping[str, Any]) -> tuple[float | str, ...]:
    given = ok.get(measure.cell) or []
    given = list(given) if isinstance(given, list) else [given]
    if measure.cell == "onset_to_diagnosis_weeks":
        given.append(case.get("onset_to_diagnosis_weeks_calendar"))
    if measure.kind is Kind.STATUS:
        return ()
    return tuple(item for cell in given for item in items_of(measure, cell))


def answers_of(values: Mapping[str, Any]) -> CaseAnswers:
    """Reduce the values of a record, as `cases.jsonl` holds them, to answers."""
    held = {name: cell["value"] if cell["status"] in CELLS_HELD else None for name, cell in values.items()}
    told = {name: cell["status"] for name, cell in values.items() if cell["status"] in CELLS_TOLD}
    held["status"] = told
    sure = {name: float(cell["confidence"]) for name, cell in values.items() if "confidence" in cell}
    return CaseAnswers({m.name: items_of(m, held.get(m.cell)) for m in MEASURES}, confidences=sure)
