"""What to check first: rows → the cells of which the program is not sure, conflicts before all, then the least sure."""

from __future__ import annotations

import heapq
from collections.abc import Sequence

import pandas as pd

from extractor.case import Status
from extractor.export.frames import frame
from extractor.export.plain import Plain, plain_content
from extractor.export.rows import Answer, Cell, Row
from extractor.schema import Field, Schema

SURE = 0.95  # from here on 99 of 100 cells are right: corpus/scores.md, Confidence
MOST_TO_CHECK = 20_000
COLUMNS = ("paper", "case", "label", "field", "status", "value", "confidence", "quote", "page", "other answers")

_Line = tuple[bool, float, int, tuple[Plain, ...]]  # no conflict, confidence, place in the run: the order of checking


class CheckList:
    """The cells to check of a whole run; of more than it holds, the first to check."""

    def __init__(self, schema: Schema, most: int = MOST_TO_CHECK) -> None:
        self._schema, self._most = schema, most
        self._lines: list[_Line] = []
        self._seen = 0

    def add(self, rows: Sequence[Row]) -> None:
        """Take in rows, in the order of the run."""
        for row in rows:
            for field in self._schema.fields:
                self._seen += 1
                cell = row.cell(field.name)
                if cell.settled:
                    continue
                conflict = cell.answer.status is Status.CONFLICT or cell.standing == "disputed"
                if conflict or cell.confidence < SURE:
                    self._lines.append((not conflict, cell.confidence, self._seen, _line(row, field, cell)))
        if len(self._lines) > 2 * self._most:
            self._lines = heapq.nsmallest(self._most, self._lines)

    def frame(self) -> pd.DataFrame:
        """One line a cell, the first to check on top."""
        return frame(COLUMNS, (line for *_, line in heapq.nsmallest(self._most, self._lines)))


def _line(row: Row, field: Field, cell: Cell) -> tuple[Plain, ...]:
    quotes = cell.answer.quotes or tuple(quote for other in cell.alternatives for quote in other.quotes)
    return (
        *(row.path, row.case, row.label, field.name, str(cell.answer.status), plain_content(field, cell.answer)),
        *(cell.confidence, quotes[0].text if quotes else None, quotes[0].page if quotes else None),
        "; ".join(_other(field, other) for other in cell.alternatives) or None,
    )


def _other(field: Field, answer: Answer) -> str:
    """Write another answer of the paper with its words: `45 (“a 45-year-old man”, p. 2)`."""
    value = plain_content(field, answer)
    told = str(answer.status).replace("_", " ") if value is None else str(value)
    if answer.status is Status.DENIED and value is not None:
        told = f"no {told}"
    if not answer.quotes:
        return told
    quote = answer.quotes[0]
    return f"{told} (“{quote.text}”{f', p. {quote.page}' if quote.page is not None else ''})"
