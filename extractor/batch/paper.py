"""What became of one file, in a form that crosses process borders as JSON: parts while it is read, then the end."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from functools import partial
from typing import Any

from extractor.batch.walk import Found, open_paper
from extractor.case import Status
from extractor.export.jsonl import Json, problem_to_json, record_to_json, to_line
from extractor.pipeline import MOST_BYTES, Analysis, PaperOutcome, Program, analyse_file, load_program
from extractor.problem import PaperStatus, Problem, UnreadablePaper
from extractor.review.result import Counts, PaperResult, Part

TOO_BIG = f"more than {MOST_BYTES // 1_000_000} MB; split the file or make it smaller"

_SAMPLES = (
    b"A 40-year-old man had back pain for two weeks. He improved with 40 mg prednisolone.",
    b"%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj 2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n"
    b"3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>> endobj trailer <</Root 1 0 R>>",
)

Message = Part | PaperResult
Work = Callable[[Found, str, Callable[[Part], None]], PaperResult]
"""Read a file with the hash given and tell its parts; what it returns is its end."""


def read_whole(paper: Found) -> bytes:
    """Read the bytes of a file, if they are not too many.

    Raises:
        UnreadablePaper: too big.
        OSError: it cannot be read.
    """
    with os.fdopen(open_paper(paper.path), "rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise UnreadablePaper("too_big", TOO_BIG)
    return data


def load_work(schema: str, recogniser: str | None, tables: bool = False) -> Work:
    """Load the program by name and give the function that reads a paper."""
    return make_work(load_program(schema, recogniser, tables))


def make_work(program: Program) -> Work:
    """Give the function that workers, and clusters, call for every paper."""
    schema = program.schema
    for sample in _SAMPLES:  # what is loaded and compiled on first use is so before workers are forked
        analyse_file(partial(bytes, sample), "sample", program, lambda analysis: None)

    def work(paper: Found, sha256: str, tell: Callable[[Part], None]) -> PaperResult:
        counts = Counts()
        engines: dict[str, None] = {}

        def each(analysis: Analysis) -> None:
            nonlocal counts
            engines[analysis.document.engine] = None
            path = analysis.document.path
            problems = [_problem_line(path, None, problem) for problem in analysis.problems]
            for record in analysis.records:
                where = record.document.path  # the paper that a row of a table cites is not the table's own
                problems += [_problem_line(where, record.case.id, problem) for problem in record.problems]
            cells = [value for record in analysis.records for value in record.values]
            counts += Counts(
                documents=1,
                cases=len(analysis.records),
                cells=len(cells),
                filled=sum(cell.status is not Status.NOT_REPORTED for cell in cells),
                conflicts=sum(cell.status is Status.CONFLICT for cell in cells),
                problems=len(problems),
            )
            lines = tuple(to_line(record_to_json(record, schema)) for record in analysis.records)
            tell(Part(lines, tuple(problems)))

        outcome = analyse_file(lambda: read_whole(paper), paper.shown, program, each)
        if outcome.problems:
            tell(_part_of(outcome))
        counts += Counts(problems=len(outcome.problems))
        engine = " + ".join(engine for engine in engines if engine)
        return PaperResult(paper.shown, sha256, outcome.status, outcome.reason, engine, counts)

    return work


def _part_of(outcome: PaperOutcome) -> Part:
    return Part((), tuple(_problem_line(outcome.path, None, problem) for problem in outcome.problems))


def _problem_line(path: str, case: str | None, problem: Problem) -> str:
    line: dict[str, Json] = {"path": path, "case": case, **problem_to_json(problem)}
    return to_line(line)


def message_to_json(message: Message, last: bool = False) -> bytes:
    """Write a message as one line; `last` tells that the worker leaves after it."""
    data: dict[str, Json]
    if isinstance(message, Part):
        data = {"records": list(message.records), "problems": list(message.problems)}
    else:
        counts = message.counts
        data = {
            "status": str(message.status),
            "reason": message.reason,
            "engine": message.engine,
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
        case {"status": str() as status, "reason": str() as reason, "engine": str() as engine} if status in _STATUSES:
            counts, last = data.get("counts"), data.get("last")
            if (
                isinstance(last, bool)
                and isinstance(counts, list)
                and len(counts) == len(Counts.__slots__)
                and all(type(number) is int and 0 <= number < 1 << 40 for number in counts)
            ):
                reason, engine = _storable(reason)[:_LONGEST], _storable(engine)[:_LONGEST]
                return PaperResult(paper.shown, sha256, PaperStatus(status), reason, engine, Counts(*counts)), last
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
