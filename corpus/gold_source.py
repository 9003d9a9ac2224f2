"""Turns the readable gold of the sample papers (`sources/*.gold.toml`) into the lines of `gold.jsonl`."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from paper_source import SOURCES, Source

SINGLE = (
    "age_years sex onset_to_diagnosis_weeks serum_igg4 serum_igg4_igg_ratio csf csf_cell_count csf_protein "
    "lesion_compartment mri_enhancement igg4_positive_cells_per_hpf igg4_igg_ratio_percent follow_up_months"
).split()
MANY = (
    "initial_symptoms symptoms comorbidities family_history serum_igg4_follow_up involved_regions lesion_levels "
    "surgery_levels enhancement_pattern other_organs pathology diagnosis initial_misdiagnosis treatments drugs outcome"
).split()
ORDER = (
    "age_years sex onset_to_diagnosis_weeks initial_symptoms symptoms comorbidities family_history serum_igg4 "
    "serum_igg4_follow_up serum_igg4_igg_ratio csf csf_cell_count csf_protein involved_regions lesion_levels "
    "surgery_levels lesion_compartment mri_enhancement enhancement_pattern other_organs pathology "
    "igg4_positive_cells_per_hpf igg4_igg_ratio_percent diagnosis initial_misdiagnosis treatments drugs outcome "
    "follow_up_months"
).split()
CELL_KEYS = {"is", "says", "also", "other", "status", "text", "calendar"}
Json = dict[str, Any]


def read_gold(sources: tuple[Source, ...]) -> list[Json]:
    """Give the gold of all papers, in the order of the sources.

    Raises:
        ValueError: a paper without gold, an unknown field or key, or a quote that the paper does not hold.
    """
    by_key = {key: (path, value) for path in sorted(SOURCES.glob("*.gold.toml")) for key, value in _entries(path)}
    lines = []
    for source in sources:
        if source.name not in by_key:
            raise ValueError(f"{source.name}: no gold")
        path, raw = by_key.pop(source.name)
        lines.append(_line(source, raw, path.name))
    if by_key:
        raise ValueError(f"gold without a paper: {', '.join(by_key)}")
    return lines


def _entries(path: Path) -> list[tuple[str, Json]]:
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    stem = path.name.removesuffix(".gold.toml")
    return list(raw["paper"].items()) if "paper" in raw else [(stem, raw)]


def _line(source: Source, raw: Json, file: str) -> Json:
    cases = raw.get("case", [])
    text = source.plain()
    path = source.make[0]
    return {
        "id": source.name,
        "path": path,
        "doi": source.doi or None,
        "pmid": source.pmid or None,
        "status": raw.get("status", "read"),
        "article_type": raw["article_type"],
        "n_patients_reported": raw.get("n_patients_reported", len(cases)),
        "cases": [_case(case, text, f"{file}: {source.name}") for case in cases],
        **({"notes": raw["notes"]} if "notes" in raw else {}),
    }


def _case(raw: Json, text: str, where: str) -> Json:
    made: Json = {"label": raw.pop("label", "Patient")}
    note = raw.pop("note", None)
    acceptable: Json = {}
    evidence: Json = {}
    status: Json = {}
    other: Json = {}
    for name in ORDER:
        cell = raw.pop(name, {})
        if unknown := set(cell) - CELL_KEYS:
            raise ValueError(f"{where}: {name}: unknown key {', '.join(sorted(unknown))}")
        made[name] = cell.get("is", [] if name in MANY else None)
        if name in ("age_years", "onset_to_diagnosis_weeks"):
            short = "age_text" if name == "age_years" else "duration_text"
            if name == "onset_to_diagnosis_weeks":
                made["onset_to_diagnosis_weeks_calendar"] = cell.get("calendar", cell.get("is"))
            made[short] = cell.get("text") or next(iter(_list(cell.get("says", []))), None)
        for quote in _list(cell.get("says", [])):
            if re.sub(r"\s+", " ", quote) not in text:
                raise ValueError(f"{where}: {name}: the paper does not say {quote!r}")
        if "is" in cell and "says" not in cell:
            raise ValueError(f"{where}: {name}: no quote")
        if "also" in cell:
            acceptable[name] = cell["also"]
        if "says" in cell:
            evidence[name] = _list(cell["says"])
        if "status" in cell:
            status[name] = cell["status"]
        if "other" in cell:
            other[name] = _list(cell["other"])
    if made["igg4_positive_cells_per_hpf"] is not None:  # that the plasma cells bear IgG4 is histology too
        acceptable.setdefault("pathology", []).append("IgG4-positive plasma cells")
    if raw:
        raise ValueError(f"{where}: unknown field {', '.join(raw)}")
    made |= {"status": status, "conflicts": other, "acceptable": acceptable, "evidence": evidence}
    return made | ({"note": note} if note is not None else {})


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
