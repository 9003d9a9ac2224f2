"""The commands with which people check a run: review, and lay-out, with which its page reads a paper."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli.app import RunFolder, app, say
from extractor.problem import ExtractorError, UnreadablePaper

if TYPE_CHECKING:
    from extractor.review.paper import Sheet

_SECONDS = 180.0


@app.command()
def review(
    run_folder: RunFolder,
    reviewer: Annotated[str, typer.Option("--reviewer", help="Your name, as it will stand beside what you decide.")],
    blind: Annotated[bool, typer.Option("--blind", help="Hide the machine's reading until you have answered.")] = False,
    papers: Annotated[
        list[Path] | None, typer.Option("--papers", help="Where the papers lie now, if they were moved.")
    ] = None,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0: any that is free.")] = 8712,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page in the browser.")] = True,
) -> None:
    """Check a run beside its papers, in the browser of this machine; the second person starts it under their name."""
    import webbrowser

    from extractor.review.book import Book
    from extractor.review.desk import Desk
    from extractor.review.ledger import open_ledger
    from extractor.review.safety import Door, free_port
    from extractor.review.server import build_app, serve
    from extractor.review.shelf import Shelf
    from extractor.review.store import open_store
    from extractor.schema import load_schema

    name = " ".join(reviewer.split())
    if not name or len(name) > 80 or not name.isprintable():
        raise ExtractorError("--reviewer: give your name")
    database = run_folder / "review.sqlite"
    with open_ledger(database) as ledger, open_store(database, threads=True) as store:
        desk = Desk(load_schema(store.meta("schema") or "igg4-rsp"), Shelf(store), Book(ledger), name, blind)
        door = Door(free_port(port))
        library = _FoundPapers(tuple(papers or ()) or store.roots(), run_folder)
        link = door.link()

        def started() -> None:
            say(f"{name} reviews {run_folder}: {link}")
            say("Every decision is on disk before it is shown as saved. Ctrl-C ends.")
            if browser:
                webbrowser.open(link)

        with contextlib.suppress(KeyboardInterrupt):  # the way to end it
            serve(build_app(desk, library, door), door.port, started)


@dataclass(frozen=True, slots=True)
class _FoundPapers:
    """The papers of a run where they lie on this machine; each is read in a process of its own."""

    roots: tuple[Path, ...]
    run_folder: Path
    _files: dict[str, Path] = field(default_factory=dict)

    def file(self, path: str) -> Path | None:
        from extractor.batch.walk import find_papers

        if not self._files:
            there = [root for root in self.roots if root.exists()]
            self._files.update({found.shown: found.path for found in find_papers(there, self.run_folder)})
        found = self._files.get(path)
        return found if found is not None and found.is_file() else None

    def read(self, path: str) -> Sequence[Sheet]:
        file = self.file(path)
        if file is None:
            raise ExtractorError("the paper is not where the run found it; start again with --papers FOLDER")
        command = [sys.executable, "-m", "extractor", "lay-out", str(file), path]
        try:
            done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False, env=_bare_environment())
        except subprocess.TimeoutExpired as error:
            raise ExtractorError("the paper takes too long to read") from error
        if done.returncode != 0:
            raise ExtractorError(done.stderr.decode("utf-8", "replace").strip() or "the paper cannot be read")
        return tuple(_sheet_of(line) for line in done.stdout.decode("utf-8").split("\n") if line)


def _bare_environment() -> dict[str, str]:
    """Give what a process needs that reads a paper, and no folder from which a PDF could have files loaded."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "PYTHONPATH", "SYSTEMROOT", "LANG")}
    return {**kept, "CMAP_PATH": os.devnull}


@app.command(name="lay-out", hidden=True)
def lay_out(paper: Path, shown: str) -> None:
    """Print what is read of a paper with the place of every word, a document a line (for the review page)."""
    from extractor.batch.limits import Limits, allow_cpu, allow_memory
    from extractor.readers import read_papers
    from extractor.structure import split_sections

    allow_memory(Limits().memory_bytes)
    allow_cpu(int(_SECONDS))
    try:
        documents = read_papers(paper, shown)
    except UnreadablePaper as error:
        raise ExtractorError(str(error)) from error
    for document in documents:
        words = [
            [w.span.start, w.span.end, w.page, w.box.x0, w.box.top, w.box.x1, w.box.bottom, w.size_pt]
            for w in document.words
        ]
        line = {
            "identity": [document.id, document.path, document.format],
            "text": document.text,
            "blocks": [[block.span.start, block.span.end, str(block.stream)] for block in document.blocks],
            "pages": [[page.number, page.width_pt, page.height_pt] for page in document.pages],
            "words": words,
            "sections": [[str(s.kind), s.span.start, s.span.end] for s in split_sections(document)],
        }
        print(json.dumps(line))


def _sheet_of(line: str) -> Sheet:
    from extractor.document import Block, Box, Document, Page, Section, SectionKind, Span, Stream, Word
    from extractor.review.paper import Sheet

    data = json.loads(line)
    identity, path, form = data["identity"]
    return Sheet(
        Document(
            *(identity, path, form, data["text"]),
            blocks=tuple(Block(Span(start, end), Stream(stream)) for start, end, stream in data["blocks"]),
            pages=tuple(Page(*page) for page in data["pages"]),
            words=tuple(Word(Span(s, e), page, Box(*box), size) for s, e, page, *box, size in data["words"]),
        ),
        tuple(Section(SectionKind(kind), Span(start, end)) for kind, start, end in data["sections"]),
    )
