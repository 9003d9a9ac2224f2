"""The papers themselves, read again when a reviewer opens them, so that their own words can be marked as evidence."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Any

from extractor.problem import ExtractorError
from extractor.review.paper import Library, Sheet
from extractor.review.shelf import Held

_HELD_PAPERS = 12
_MOST_FOUND = 200


class SheetsGone(ExtractorError):
    """A paper that is not there, or not as it was when the run read it."""


class Sheets:
    """The papers that were opened last."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._read: OrderedDict[str, tuple[Sheet, ...] | str] = OrderedDict()

    def sheet(self, held: Held) -> Sheet:
        """Give a document of the run.

        Raises:
            SheetsGone: the paper is not there, cannot be read, or is another file now.
        """
        with self._lock:  # one paper is read at a time, and once
            if held.paper not in self._read:
                try:
                    self._read[held.paper] = tuple(self._library.read(held.paper))
                except ExtractorError as error:
                    self._read[held.paper] = str(error)
                if len(self._read) > _HELD_PAPERS:
                    self._read.popitem(last=False)
            self._read.move_to_end(held.paper)
            read = self._read[held.paper]
        if isinstance(read, str):
            raise SheetsGone(read)
        for sheet in read:
            if sheet.document.id == held.document["id"]:
                return sheet
        raise SheetsGone("the file has changed since the run read it; run again to review it as it is now")

    def words(self, held: Held, page: int) -> list[list[Any]]:
        """Give the words of a page (from 1) in their order, each as [start, end, x0, top, x1, bottom, word]."""
        document = self.sheet(held).document
        boxes = [(w.span, w.box) for w in document.words if w.page == page]
        return [
            [s.start, s.end, *(round(edge, 1) for edge in (b.x0, b.top, b.x1, b.bottom)), document.quote(s)]
            for s, b in boxes
        ]

    def find(self, held: Held, words: str) -> list[dict[str, Any]]:
        """Find words in the text of a document, whatever their case and the blanks between them."""
        sheet = self.sheet(held)
        parts = [re.escape(part) for part in words.split()]
        if not parts:
            return []
        found = re.finditer(r"\s+".join(parts), sheet.document.text, re.IGNORECASE)
        return [sheet.cite(*one.span()) for one, _ in zip(found, range(_MOST_FOUND), strict=False)]

    def cite(self, held: Held, places: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """Give the evidence that stands at places of a document (start, end and perhaps item).

        What the machine cites is taken as it is, so that the paper need not be there; all else is read in the paper.

        Raises:
            ValueError: a place is none.
            SheetsGone: words are cited of a paper that is not there.
        """
        known = {(quote["start"], quote["end"]): quote for record in held.records() for quote in _quotes(record)}
        cited: dict[tuple[int, int, str], dict[str, Any]] = {}
        for place in places:
            start, end, item = int(place["start"]), int(place["end"]), str(place.get("item") or "")
            quote = dict(known.get((start, end)) or self.sheet(held).cite(start, end))
            quote.pop("item", None)
            cited[start, end, item] = {**quote, "item": item} if item else quote
        return list(cited.values())


def _quotes(record: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    values = record.get("values", {}).values()
    return [quote for value in values for answer in (value, *value["alternatives"]) for quote in answer["evidence"]]
