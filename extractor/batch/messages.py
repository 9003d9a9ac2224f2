"""What a worker tells of its paper, as lines of JSON: parts while it is read, then the end."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import Any

from extractor.batch.walk import Found
from extractor.export.jsonl import Json
from extractor.problem import PaperStatus
from extractor.review.result import Counts, PaperResult, Part


@dataclass(frozen=True, slots=True)
class PictureBegun:
    """A page that is a picture is about to be read, which takes longer than one of print."""


@dataclass(frozen=True, slots=True)
class TextRead:
    """What was read of the paper, to be kept for the next time."""

    data: bytes


Message = Part | PictureBegun | TextRead | PaperResult


def message_to_json(message: Message, last: bool = False) -> bytes:
    """Write a message as one line; `last` tells that the worker leaves after it."""
    data: dict[str, Json]
    if isinstance(message, Part):
        data = {"records": list(message.records), "problems": list(message.problems)}
    elif isinstance(message, PictureBegun):
        data = {"picture": True}
    elif isinstance(message, TextRead):
        data = {"text": base64.b64encode(message.data).decode("ascii")}
    else:
        counts = message.counts
        data = {
            "status": str(message.status),
            "reason": message.reason,
            "engine": message.engine,
            "pictures": message.pictures,
            "counts": [getattr(counts, name) for name in Counts.__slots__],
            "last": last,
        }
    return json.dumps(data, separators=(",", ":")).encode("ascii") + b"\n"


def message_from_json(line: bytes, paper: Found, sha256: str) -> tuple[Message, bool]:
    """Read what `message_to_json` wrote about a paper; ValueError if it is not that."""
    try:
        data: Any = json.loads(line)
    except RecursionError as error:
        raise ValueError("nested without end") from error
    match data:
        case {"records": list() as records, "problems": list() as problems}:
            if all(map(_is_record, records)) and all(map(_is_problem, problems)):
                return Part(tuple(map(_storable, records)), tuple(map(_storable, problems))), False
        case {"picture": True}:
            return PictureBegun(), False
        case {"text": str() as text}:
            return TextRead(base64.b64decode(text, validate=True)), False
        case {"status": str() as status, "reason": str() as reason, "engine": str() as engine} if status in _STATUSES:
            counts, last, pictures = data.get("counts"), data.get("last"), data.get("pictures")
            if (
                isinstance(last, bool)
                and isinstance(pictures, bool)
                and isinstance(counts, list)
                and len(counts) == len(Counts.__slots__)
                and all(type(number) is int and 0 <= number < 1 << 40 for number in counts)
            ):
                reason, engine = _storable(reason)[:_LONGEST], _storable(engine)[:_LONGEST]
                found = Counts(*counts)
                return PaperResult(paper.shown, sha256, PaperStatus(status), reason, engine, found, pictures), last
    raise ValueError("not the result of a paper")


_STATUSES = frozenset(map(str, PaperStatus))
_LONGEST = 2000


def _is_record(line: object) -> bool:
    match _read_line(line):
        case {"document": {"path": str(), "id": str()}, "case": {"id": str()}, "values": dict()}:
            return True
    return False


def _is_problem(line: object) -> bool:
    match _read_line(line):
        case {"path": str(), "case": str() | None, "code": str(), "message": str(), "severity": str()}:
            return True
    return False


def _read_line(line: object) -> object:
    return json.loads(line) if isinstance(line, str) and "\n" not in line else None


def _storable(text: str) -> str:
    """Replace what UTF-8 cannot write."""
    return text.encode("utf-8", "replace").decode("utf-8")
