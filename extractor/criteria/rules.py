"""The sets of criteria, `criteria/*.toml`: what must hold, what must not, points, conclusions, and the source."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from extractor.criteria.conditions import Condition, read_condition
from extractor.problem import DataError


@dataclass(frozen=True, slots=True)
class Item:
    """One criterion; `points` where it has a weight."""

    name: str
    when: Condition | None = None  # None: no cell of a row can show it
    points: int = 0
    hint: Condition | None = None  # what makes one look, and does not settle it unless the paper denies it
    needs: tuple[str, ...] = ()  # fields without which it is not met: no biopsy, no histology
    against: Condition | None = None  # what speaks for another answer where the criterion itself is not told


@dataclass(frozen=True, slots=True)
class Domain:
    """Items of which the one with most points counts."""

    name: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What may be said where these items hold; the first that holds is the strongest."""

    name: str
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CriteriaSet:
    """One published set of criteria."""

    id: str
    title: str
    source: str
    entry: tuple[Item, ...] = ()
    exclusions: tuple[Item, ...] = ()
    items: tuple[Item, ...] = ()
    domains: tuple[Domain, ...] = ()
    conclusions: tuple[Conclusion, ...] = ()
    threshold: int | None = None
    schemas: tuple[str, ...] = ()  # whose rows an eligibility is for
    reached: str = ""  # what may be said where the points reach the threshold


_KEYS = (
    "id",
    "title",
    "source",
    "note",
    "entry",
    "exclusion",
    "item",
    "domain",
    "conclusion",
    "threshold",
    "reached",
    "schemas",
)


def criteria_names() -> tuple[str, ...]:
    """Give the names of the sets of diagnostic criteria that ship, sorted."""
    names = (path.name for path in (files("extractor") / "criteria").iterdir() if path.name.endswith(".toml"))
    return tuple(sorted(name.removesuffix(".toml") for name in names if not name.startswith("eligibility")))


def load_eligibility(schema: str) -> CriteriaSet | None:
    """Load who belongs into the review of a schema; None where nobody wrote it down."""
    for path in (files("extractor") / "criteria").iterdir():
        if path.name.startswith("eligibility") and path.name.endswith(".toml"):
            found = load_criteria(path.name.removesuffix(".toml"))
            if schema.replace("_", "-") in found.schemas:
                return found
    return None


@cache
def load_criteria(name: str) -> CriteriaSet:
    """Load a set by name.

    Raises:
        DataError: there is none, or it breaks its rules; the text names file and key.
    """
    path = files("extractor") / "criteria" / f"{name}.toml"
    if not path.is_file():
        raise DataError(f"criteria {name!r} are not known; there are {', '.join(criteria_names())}")
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{path.name}: {error}") from error
    return parse_criteria(data, path.name)


def parse_criteria(data: Mapping[str, Any], where: str) -> CriteriaSet:
    """Make a set of what its file says."""
    unknown = sorted(set(data) - set(_KEYS))
    if unknown:
        raise DataError(f"{where}: {unknown[0]} is not known; allowed are {', '.join(_KEYS)}")
    items = _items(data.get("item", ()), where)
    conclusions = tuple(Conclusion(entry["name"], tuple(entry["needs"])) for entry in data.get("conclusion", ()))
    for conclusion in conclusions:
        missing = set(conclusion.needs) - {item.name for item in items}
        if missing:
            raise DataError(f"{where}: conclusion {conclusion.name} needs {sorted(missing)[0]}, which is no item")
    return CriteriaSet(
        id=data["id"],
        title=data["title"],
        source=data["source"],
        entry=_items(data.get("entry", ()), where),
        exclusions=_items(data.get("exclusion", ()), where),
        items=items,
        domains=tuple(
            Domain(entry["name"], _items(entry["item"], f"{where}: {entry['name']}", entry.get("needs")))
            for entry in data.get("domain", ())
        ),
        conclusions=conclusions,
        threshold=data.get("threshold"),
        schemas=tuple(data.get("schemas", ())),
        reached=data.get("reached", ""),
    )


def _items(entries: Any, where: str, needs: str | None = None) -> tuple[Item, ...]:
    items = []
    for entry in entries:
        unknown = sorted(set(entry) - {"name", "points", "when", "hint", "needs", "against"})
        if unknown:
            raise DataError(f"{where}: {unknown[0]} is not known; allowed are name, points, when, hint, needs, against")
        place = f"{where}: {entry['name']}"
        when, hint, against = (
            read_condition(entry[key], place) if key in entry else None for key in ("when", "hint", "against")
        )
        needed = tuple(name for name in (needs, entry.get("needs")) if name is not None)
        items.append(Item(entry["name"], when, int(entry.get("points", 0)), hint, needed, against))
    return tuple(items)
