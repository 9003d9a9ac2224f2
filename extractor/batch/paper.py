"""What became of one file, in a form that crosses process borders as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from extractor.export.jsonl import Json, problem_to_json, record_to_json, to_line
from extractor.pipeline import PaperOutcome
from extractor.schema import Schema


@dataclass(frozen=True, slots=True)
class PaperResult:
    """One file of a run: its status with the reason, and the lines that it adds to the run folder.

    `records` are lines of `cases.jsonl`; `problems` are JSON objects with path, case, code, message, severity, field.
    """

    path: str
    sha256: str
    status: str
    reason: str = ""
    engine: str = ""
    documents: int = 0
    records: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()

    def to_json(self) -> str:
        """Write the result as one line."""
        return to_line(asdict(self))

    @staticmethod
    def from_json(line: str) -> PaperResult:
        """Read what `to_json` wrote; ValueError if it is not that."""
        data = json.loads(line)
        match data:
            case {
                "path": str() as path,
                "sha256": str() as sha256,
                "status": str() as status,
                "reason": str() as reason,
                "engine": str() as engine,
                "documents": int() as documents,
                "records": list() as records,
                "problems": list() as problems,
            } if all(isinstance(line, str) for line in [*records, *problems]):
                return PaperResult(path, sha256, status, reason, engine, documents, tuple(records), tuple(problems))
        raise ValueError("not the result of a paper")


def result_of(outcome: PaperOutcome, sha256: str, schema: Schema) -> PaperResult:
    """Turn what the pipeline made of a file into lines."""
    records: list[str] = []
    problems: list[dict[str, Json]] = [
        {"path": outcome.path, "case": None, **problem_to_json(problem)} for problem in outcome.problems
    ]
    engines: dict[str, None] = {}
    for analysis in outcome.analyses:
        path = analysis.document.path
        engines[analysis.document.engine] = None
        problems += [{"path": path, "case": None, **problem_to_json(problem)} for problem in analysis.problems]
        for record in analysis.records:
            records.append(to_line(record_to_json(record, schema)))
            problems += [{"path": path, "case": record.case.id, **problem_to_json(p)} for p in record.problems]
    return PaperResult(
        outcome.path,
        sha256,
        outcome.status,
        outcome.reason,
        " + ".join(engine for engine in engines if engine),
        len(outcome.analyses),
        tuple(records),
        tuple(to_line(problem) for problem in problems),
    )
