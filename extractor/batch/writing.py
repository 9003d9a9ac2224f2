"""Writes the exports of a run from its store, if anything in them would change."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import extractor
from extractor.batch.fingerprint import library_versions
from extractor.export.folder import file_states, write_folder
from extractor.export.frames import PaperLine
from extractor.export.jsonl import Json
from extractor.review.store import Store
from extractor.schema import Schema


@dataclass(frozen=True, slots=True)
class RunNote:
    """What `run.json` says of a run beside its papers."""

    started: datetime
    roots: tuple[str, ...]
    recogniser: str | None
    options: dict[str, Json]


def write_exports(output: Path, schema: Schema, store: Store, note: RunNote) -> None:
    """Write all exports, or none where they stand as the store would give them."""
    state = f"{store.state()} {_program_of(schema)}"
    if store.meta("exported") == f"{state} {file_states(output)}":
        return
    write_folder(output, schema, _Lines(schema, store, note))
    store.set_meta("exported", f"{state} {file_states(output)}")


def _program_of(schema: Schema) -> str:
    digest = hashlib.sha256(repr(schema).encode())
    for path in sorted((files("extractor") / "export").iterdir(), key=str):
        if path.name.endswith(".py"):
            digest.update(path.read_bytes())
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class _Lines:
    """The store as what a run folder is written from."""

    schema: Schema
    store: Store
    note: RunNote

    def records(self) -> Iterator[str]:
        return self.store.records()

    def problems(self) -> Iterator[str]:
        return self.store.problems()

    def papers(self) -> Iterator[PaperLine]:
        for result in self.store.results():
            yield PaperLine(result.path, result.status, result.reason, result.engine, result.counts.cases)

    def cases(self) -> int:
        return self.store.totals().cases

    def run(self) -> Iterator[str]:
        """Give `run.json`; it alone holds times."""
        schema, note = self.schema, self.note
        head: dict[str, Json] = {
            "extractor": extractor.__version__,
            "schema": {"id": schema.id, "version": schema.version},
            "recogniser": note.recogniser,
            "started": note.started.isoformat(timespec="seconds"),
            "finished": datetime.now(UTC).isoformat(timespec="seconds"),
            "options": {"papers": list(note.roots), **note.options},
            "versions": dict(library_versions()),
        }
        text = json.dumps(head, ensure_ascii=False, indent=1)
        yield text.removesuffix("\n}") + ',\n "papers": ['
        mark = "\n"
        for result in self.store.results():
            paper: dict[str, Json] = {
                "path": result.path,
                "sha256": result.sha256,
                "status": str(result.status),
                "reason": result.reason,
                "engine": result.engine,
                "documents": result.counts.documents,
                "cases": result.counts.cases,
            }
            yield mark + "  " + json.dumps(paper, ensure_ascii=False)
            mark = ",\n"
        yield "\n ]\n}\n"
