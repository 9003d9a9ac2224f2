"""How complete each paper reports its patients, by the items of CARE 2013 that a row can show."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from extractor.export.rows import Row
from extractor.schema import Schema
from extractor.summary.answers import answer_of, is_reported


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the checklist and the fields that tell it: any of them, or all."""

    number: str
    name: str
    fields: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    all: bool = False
    dosed: bool = False

    def is_told(self, row: Row, schema: Schema) -> bool:
        """Tell whether a row shows that the paper reports it."""
        names = [f.name for f in schema.fields if f.name in self.fields or f.group in self.groups]
        told = [_is_dosed(row, name) if self.dosed else is_reported(row, name) for name in names]
        return bool(told) and (all(told) if self.all else any(told))


@dataclass(frozen=True, slots=True)
class Completeness:
    """Which items a paper reports, of those that the schema can show."""

    paper: str
    told: tuple[bool, ...]

    @property
    def share(self) -> float:
        """Give the share of the items."""
        return sum(self.told) / len(self.told) if self.told else 0.0


@cache
def load_items() -> tuple[Item, ...]:
    """Read the items."""
    text = (files("extractor") / "summary" / "care.toml").read_text(encoding="utf-8")
    return tuple(
        Item(
            entry["number"],
            entry["name"],
            tuple(entry.get("fields", ())),
            tuple(entry.get("groups", ())),
            entry.get("all", False),
            entry.get("dosed", False),
        )
        for entry in tomllib.loads(text)["item"]
    )


def items_for(schema: Schema) -> tuple[Item, ...]:
    """Give the items that a schema has fields for."""
    names, groups = {field.name for field in schema.fields}, {field.group for field in schema.fields}
    return tuple(i for i in load_items() if not names.isdisjoint(i.fields) or not groups.isdisjoint(i.groups))


def judge_papers(schema: Schema, rows: Sequence[Row]) -> tuple[Completeness, ...]:
    """Judge each paper; it reports an item if it does so for one of its patients."""
    items = items_for(schema)
    papers: dict[str, list[Row]] = {}
    for row in rows:
        papers.setdefault(row.path, []).append(row)
    return tuple(
        Completeness(paper, tuple(any(item.is_told(row, schema) for row in own) for item in items))
        for paper, own in papers.items()
    )


def _is_dosed(row: Row, field: str) -> bool:
    answer = answer_of(row, field)
    drugs = answer.content if answer is not None and isinstance(answer.content, list) else []
    return any(isinstance(drug, dict) and (drug.get("dose") or drug.get("route")) for drug in drugs)
