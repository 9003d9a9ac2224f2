"""Lines of `cases.jsonl` as typed rows: what every other form of export is made from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from extractor.case import Status
from extractor.export.jsonl import Json


@dataclass(frozen=True, slots=True)
class Quote:
    """One piece of evidence of a cell."""

    text: str
    start: int
    end: int
    section: str
    page: int | None
    boxes: tuple[tuple[float, float, float, float], ...]
    item: str | None
    ocr: bool = False  # read from a picture


@dataclass(frozen=True, slots=True)
class Answer:
    """A status with its content (as in `cases.jsonl`) and quotes: the answer of a cell, or another one."""

    status: Status
    content: Json
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a row."""

    field: str
    answer: Answer
    alternatives: tuple[Answer, ...]
    confidence: float
    standing: str = ""  # how far people have settled it, where that is known: unchecked, agreed, adjudicated …
    by: tuple[str, ...] = ()  # who judged it
    comments: tuple[str, ...] = ()

    @property
    def settled(self) -> bool:
        """Tell whether two people agree on it, or somebody has settled what they disagreed about."""
        return self.standing in ("agreed", "adjudicated")


@dataclass(frozen=True, slots=True)
class Row:
    """One patient, with what identifies the paper."""

    path: str
    sha256: str
    title: str | None
    first_author: str | None
    year: int | None
    journal: str | None
    doi: str | None
    pmid: str | None
    patients: int
    case: str
    label: str
    cells: tuple[Cell, ...]

    def cell(self, field: str) -> Cell:
        """Give the cell of a field; KeyError if the row has none."""
        for cell in self.cells:
            if cell.field == field:
                return cell
        raise KeyError(field)


def read_row(line: str) -> Row:
    """Read one line of `cases.jsonl`; KeyError or ValueError if it is not one."""
    data = json.loads(line)
    paper = data["document"]
    return Row(
        paper["path"],
        paper["id"],
        paper["title"],
        paper["first_author"],
        paper["year"],
        paper["journal"],
        paper["doi"],
        paper["pmid"],
        paper["patients"],
        data["case"]["id"],
        data["case"]["label"],
        tuple(_read_cell(field, value) for field, value in data["values"].items()),
    )


def _read_cell(field: str, value: Mapping[str, Json]) -> Cell:
    alternatives = value["alternatives"]
    confidence = value["confidence"]
    assert isinstance(alternatives, list) and isinstance(confidence, int | float)
    others = tuple(_read_answer(other) for other in alternatives)
    review = value.get("review")
    if not isinstance(review, dict):
        return Cell(field, _read_answer(value), others, float(confidence))
    people, comments = (tuple(str(text) for text in review[key]) for key in ("by", "comments"))
    return Cell(field, _read_answer(value), others, float(confidence), str(review["standing"]), people, comments)


def _read_answer(value: Mapping[str, Json]) -> Answer:
    evidence = value["evidence"]
    assert isinstance(evidence, list)
    return Answer(Status(str(value["status"])), value["value"], tuple(_read_quote(quote) for quote in evidence))


def _read_quote(data: Mapping[str, Json]) -> Quote:
    start, end, page, boxes, item = data["start"], data["end"], data["page"], data["boxes"], data.get("item")
    assert isinstance(start, int) and isinstance(end, int) and isinstance(boxes, list)
    return Quote(
        str(data["quote"]),
        start,
        end,
        str(data["section"]),
        page if isinstance(page, int) else None,
        tuple((box[0], box[1], box[2], box[3]) for box in boxes),
        None if item is None else str(item),
        data.get("ocr") is True,
    )
