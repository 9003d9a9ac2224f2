"""Conditions on the cells of a row: met, not met, or not known, each with the quotes that say so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from extractor.case import Flag, Status
from extractor.criteria.amounts import Amount, read_amount
from extractor.export.rows import Answer, Cell, Quote, Row
from extractor.problem import DataError


class State(StrEnum):
    """Whether a condition holds. What the paper is silent on is not known, never "no"."""

    MET = "met"
    NOT_MET = "not met"
    UNKNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Ground:
    """A quote that speaks for or against a condition, and the field of the cell that it stands in."""

    field: str
    quote: str
    page: int | None
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of a condition."""

    state: State
    grounds: tuple[Ground, ...] = ()


Condition = Callable[[Row], Finding]
_UNKNOWN = Finding(State.UNKNOWN)
_TESTS = ("has", "mentions", "given", "flag", "above", "at_least", "below", "times_limit")
_JOINTS = ("any", "all", "of")


def read_condition(data: object, where: str) -> Condition:
    """Make a condition of its table; `where` names the place for errors.

    Raises:
        DataError: a key is not known or a test is missing.
    """
    if not isinstance(data, dict):
        raise DataError(f"{where}: a condition is a table, not {data!r}")
    unknown = sorted(set(data) - {"field", "count", *_TESTS, *_JOINTS})
    if unknown:
        raise DataError(f"{where}: {unknown[0]} is not known; allowed are field, count, {', '.join(_TESTS + _JOINTS)}")
    for joint in _JOINTS:
        if joint in data:
            parts = [read_condition(part, where) for part in data[joint]]
            least = {"any": 1, "all": len(parts), "of": int(data.get("count", 1))}[joint]
            return _join(parts, least)
    tests = [name for name in _TESTS if name in data]
    if "field" not in data or len(tests) != 1:
        raise DataError(f"{where}: a condition names a field and one of {', '.join(_TESTS)}")
    return _test(str(data["field"]), tests[0], data[tests[0]], where)


def _join(parts: Sequence[Condition], least: int) -> Condition:
    """Ask for at least so many of the parts."""

    def check(row: Row) -> Finding:
        found = [part(row) for part in parts]
        met = [finding for finding in found if finding.state is State.MET]
        unknown = [finding for finding in found if finding.state is State.UNKNOWN]
        if len(met) >= least:
            return Finding(State.MET, _all_grounds(met))
        state = State.UNKNOWN if len(met) + len(unknown) >= least else State.NOT_MET
        return Finding(state, _all_grounds(found))

    return check


def _all_grounds(findings: Iterable[Finding]) -> tuple[Ground, ...]:
    return tuple(dict.fromkeys(ground for finding in findings for ground in finding.grounds))


def _test(field: str, name: str, wanted: object, where: str) -> Condition:
    judge: Callable[[Cell], Finding]
    match name, wanted:
        case "has", list():
            judge = _has(frozenset(str(item) for item in wanted))
        case "mentions", str():
            judge = _mentions(wanted.casefold())
        case "given", True:
            judge = _given
        case "flag", str():
            judge = _flag(str(Flag(wanted)))
        case (("above" | "at_least" | "below"), int() | float()):
            judge = _measures(lambda amount: amount.compare(name, float(wanted)))
        case "times_limit", [int() | float() as low, int() | float() as high]:
            judge = _measures(lambda amount: amount.times_limit(float(low), float(high)))
        case _:
            raise DataError(f"{where}: {name} = {wanted!r} cannot be read")

    def check(row: Row) -> Finding:
        cell = next((cell for cell in row.cells if cell.field == field), None)
        return _UNKNOWN if cell is None else judge(cell)

    return check


def _grounds(cell: Cell, quotes: Iterable[Quote]) -> tuple[Ground, ...]:
    return tuple(Ground(cell.field, quote.text, quote.page, quote.item) for quote in quotes)


def _items(content: object) -> tuple[str, ...]:
    if isinstance(content, str):
        return (content,)
    return tuple(item for item in content if isinstance(item, str)) if isinstance(content, list) else ()


def _has(wanted: frozenset[str]) -> Callable[[Cell], Finding]:
    """Ask for one of these items; met by a statement, not met where the paper denies all of them."""

    def judge(cell: Cell) -> Finding:
        answer = cell.answer
        if answer.status in (Status.STATED, Status.CONFLICT) and wanted & set(_items(answer.content)):
            quotes = [quote for quote in answer.quotes if quote.item in wanted] or list(answer.quotes)
            state = State.MET if answer.status is Status.STATED else State.UNKNOWN
            return Finding(state, _grounds(cell, quotes))
        denied = _denied(cell, wanted)
        if denied is not None:
            return Finding(State.NOT_MET, denied)
        return _UNKNOWN

    return judge


def _denied(cell: Cell, wanted: frozenset[str]) -> tuple[Ground, ...] | None:
    """Give the quotes with which the paper denies every item; None where it does not."""
    answers: tuple[Answer, ...] = (cell.answer, *cell.alternatives)
    quotes: list[Quote] = []
    denied: set[str] = set()
    for answer in answers:
        if answer.status is not Status.DENIED:
            continue
        items = set(_items(answer.content)) | {quote.item for quote in answer.quotes if quote.item is not None}
        if not items:
            return _grounds(cell, answer.quotes)  # all of it is denied
        denied |= items & wanted
        quotes += [quote for quote in answer.quotes if quote.item is None or quote.item in wanted]
    return _grounds(cell, quotes) if wanted <= denied else None


def _mentions(wanted: str) -> Callable[[Cell], Finding]:
    """Ask for an item or text that holds these words."""

    def judge(cell: Cell) -> Finding:
        if cell.answer.status is not Status.STATED:
            return _UNKNOWN
        items = [item for item in _items(cell.answer.content) if wanted in item.casefold()]
        quotes = [quote for quote in cell.answer.quotes if quote.item is None or quote.item in items]
        return Finding(State.MET, _grounds(cell, quotes)) if items else _UNKNOWN

    return judge


def _given(cell: Cell) -> Finding:
    """Ask for any statement at all."""
    if cell.answer.status is Status.STATED:
        return Finding(State.MET, _grounds(cell, cell.answer.quotes))
    if cell.answer.status is Status.DENIED:
        return Finding(State.NOT_MET, _grounds(cell, cell.answer.quotes))
    return _UNKNOWN


def _flag(wanted: str) -> Callable[[Cell], Finding]:
    def judge(cell: Cell) -> Finding:
        content = cell.answer.content
        if cell.answer.status is not Status.STATED or not isinstance(content, Mapping) or content.get("flag") is None:
            return _UNKNOWN
        state = State.MET if content["flag"] == wanted else State.NOT_MET
        return Finding(state, _grounds(cell, cell.answer.quotes))

    return judge


def _measures(compare: Callable[[Amount], bool | None]) -> Callable[[Cell], Finding]:
    """Ask of a quantity; one that may lie on either side of the threshold is not known."""

    def judge(cell: Cell) -> Finding:
        grounds = _grounds(cell, cell.answer.quotes)
        amount = read_amount(cell.answer.content) if cell.answer.status is Status.STATED else None
        if amount is None:
            return Finding(State.UNKNOWN, grounds)
        holds = compare(amount)
        if holds is None:
            return Finding(State.UNKNOWN, grounds)
        return Finding(State.MET if holds else State.NOT_MET, grounds)

    return judge
