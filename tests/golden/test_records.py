"""The sample papers give what they gave: every cell with its quotes, compared with the golden records.

A change that is meant is written down with `make golden` and read in the diff before it is committed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from extractor.case import Record, Status
from extractor.export.jsonl import value_to_json

RECORDS = Path(__file__).parent / "records"
PAPERS = Path(__file__).parents[2] / "corpus" / "papers"


def to_golden(record: Record) -> dict[str, Any]:
    """Give a record with what a reader of a diff wants to see: status, value, quotes; silent cells are left out."""
    cells = {}
    for value in record.values:
        if value.status is not Status.NOT_REPORTED:
            data: Any = value_to_json(value)
            quotes = [f"{e['page']}: {e['quote']}" if e["page"] else e["quote"] for e in data["evidence"]]
            others = [f"{a['status']}: {json.dumps(a['value'], ensure_ascii=False)}" for a in data["alternatives"]]
            cells[value.field] = {"status": data["status"], "value": data["value"], "quotes": quotes, "others": others}
    return {"label": record.case.label, "cells": cells}


def to_text(golden: dict[str, Any]) -> str:
    """Write a golden record so that each cell has a line of its own."""
    lines = [f'{{"reason": {json.dumps(golden["reason"])}, "cases": [']
    for number, case in enumerate(golden["cases"]):
        cells = ",\n".join(f"  {json.dumps(n)}: {json.dumps(c, ensure_ascii=False)}" for n, c in case["cells"].items())
        end = "," if number + 1 < len(golden["cases"]) else ""
        lines.append(f' {{"label": {json.dumps(case["label"], ensure_ascii=False)}, "cells": {{\n{cells}\n }}}}{end}')
    return "\n".join([*lines, "]}"]) + "\n"


def golden_file(path: str) -> Path:
    return RECORDS / (re.sub(r"[#/]", "_", path) + ".json")


def test_every_paper_gives_its_golden_records(results: Mapping[str, Any], regenerate: bool) -> None:
    made = {
        golden_file(path): {"reason": result.reason, "cases": [to_golden(record) for record in result.records]}
        for path, result in results.items()
    }
    if regenerate:
        for old in RECORDS.glob("*.json"):
            old.unlink()
        for file, golden in made.items():
            file.write_text(to_text(golden), encoding="utf-8")
        pytest.skip(f"wrote {len(made)} golden records")
    assert sorted(RECORDS.glob("*.json")) == sorted(made)
    changed = []
    for file, golden in made.items():
        before = json.loads(file.read_text(encoding="utf-8"))
        if before != golden:
            changed.append(f"{file.stem}: {', '.join(changes(before, golden))}")
    assert changed == []


def changes(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """Name the cells that differ."""
    if len(before["cases"]) != len(after["cases"]) or before["reason"] != after["reason"]:
        return ["other cases"]
    return [
        f"case {number} {name}"
        for number, (old, new) in enumerate(zip(before["cases"], after["cases"], strict=True), 1)
        for name in sorted(old["cells"].keys() | new["cells"].keys())
        if old["cells"].get(name) != new["cells"].get(name)
    ] or ["label"]


def test_changes_names_the_cell_that_differs() -> None:
    def golden(age: int) -> dict[str, Any]:
        cell = {"status": "stated", "value": age, "quotes": [f"{age} years"], "others": []}
        return {"reason": "", "cases": [{"label": "Patient", "cells": {"age_years": cell}}]}

    assert json.loads(to_text(golden(41))) == golden(41)
    assert changes(golden(41), golden(42)) == ["case 1 age_years"]


def test_writing_anew_is_off_unless_asked_for(request: pytest.FixtureRequest) -> None:
    found: dict[str, Any] = {}

    class Recorder:
        def addoption(self, name: str, **how: Any) -> None:
            found[name] = how

    plugins = request.config.pluginmanager.get_plugins()
    here = str(Path(__file__).with_name("conftest.py"))
    switches: Any = next(plugin for plugin in plugins if getattr(plugin, "__file__", None) == here)
    switches.pytest_addoption(Recorder())
    how = found.pop("--regenerate")
    assert (how["action"], how["default"], found) == ("store_true", False, {})
