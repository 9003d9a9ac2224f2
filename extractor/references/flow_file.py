"""The numbers of a flow in a small TOML file, as people give them of a published review → `Flow`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from extractor.problem import DataError
from extractor.references.flow import Counts, Flow

_TABLES = {
    "identified": ("total",),
    "removed": ("duplicates", "automation", "other"),
    "screening": ("screened", "excluded", "sought", "not_retrieved", "assessed"),
    "excluded": ("total",),
    "included": ("reports", "patients"),
}


def read_flow(path: Path) -> Flow:
    """Read a flow.

    Raises:
        DataError: the file is no TOML, or a key or number is not what it may be; the text names it.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"{path}: {error}") from error
    unknown = sorted(set(data) - {"title", "note", "registers", *_TABLES})
    if unknown:
        allowed = ", ".join(("title", "note", *_TABLES, "registers"))
        raise DataError(f"{path}: {unknown[0]} is not known; allowed are {allowed}")
    parts = {name: _numbers(data.get(name, {}), name, path) for name in (*_TABLES, "registers")}
    for name in ("removed", "screening", "included"):
        for key in parts[name]:
            if key not in _TABLES[name]:
                raise DataError(f"{path}: [{name}] {key} is not known; allowed are {', '.join(_TABLES[name])}")
    removed, screening, included = parts["removed"], parts["screening"], parts["included"]
    return Flow(
        title=str(data.get("title", "")),
        note=str(data.get("note", "")),
        databases=_without_total(parts["identified"]),
        registers=tuple(parts["registers"].items()),
        identified=parts["identified"].get("total"),
        duplicates=removed.get("duplicates"),
        automation=removed.get("automation"),
        other_removed=removed.get("other"),
        screened=screening.get("screened"),
        screened_out=screening.get("excluded"),
        sought=screening.get("sought"),
        not_retrieved=screening.get("not_retrieved"),
        assessed=screening.get("assessed"),
        excluded=parts["excluded"].get("total"),
        reasons=_without_total(parts["excluded"]),
        reports=included.get("reports"),
        patients=included.get("patients"),
    )


def _numbers(table: object, name: str, path: Path) -> Mapping[str, int]:
    if not isinstance(table, dict):
        raise DataError(f"{path}: [{name}] must be a table of numbers")
    for key, value in table.items():
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise DataError(f"{path}: [{name}] {key} must be a whole number, not {value!r}")
    return table


def _without_total(table: Mapping[str, int]) -> Counts:
    return tuple((name, count) for name, count in table.items() if name != "total")
