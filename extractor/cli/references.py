"""The command around the search of a review, from exports of databases to the PRISMA flow: references."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli.app import NO_OUTPUT, SOME_FAILED, USAGE, app, fail, say
from extractor.cli.rows import read_rows
from extractor.problem import UnreadablePaper

if TYPE_CHECKING:
    from extractor.references.citation import ReferenceFile
    from extractor.references.flow import Flow
    from extractor.references.linking import PaperFront
    from extractor.references.project import Project, Sources
    from extractor.references.tables import Line

_MOST_NAMED = 20


@app.command()
def references(
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder to write; decisions filled in there are kept.")],
    files: Annotated[
        list[str] | None,
        typer.Argument(help="Exports of databases (RIS, NBIB, XML, BibTeX, CSV …), or DATABASE=FILE."),
    ] = None,
    run: Annotated[Path | None, typer.Option("--run", help="Run folder: links its papers, proposes marks.")] = None,
    papers: Annotated[
        list[Path] | None, typer.Option("--papers", help="Papers to link to citations; default: those of the run.")
    ] = None,
    flow: Annotated[Path | None, typer.Option("--flow", help="Numbers of a flow in TOML: check and draw them.")] = None,
    title: Annotated[str, typer.Option("--title", help="Title above the flow.")] = "",
) -> None:
    """Read references, find duplicates, link papers, propose who is screened in, and draw the PRISMA 2020 flow."""
    from extractor.references.decisions import read_decisions
    from extractor.references.flow_file import read_flow
    from extractor.references.project import build_project

    if flow is not None:
        _write(out, None, read_flow(flow))
        return
    if not files:
        fail("references: give the exports of the databases, or --flow FILE", USAGE)
    decided = read_decisions(out)
    read = tuple(_read_files(files))
    if not read:
        fail("references: none of the files holds references", SOME_FAILED)
    project = build_project(_gather(read, run, tuple(papers or ()), title), decided)
    _tell(project)
    _write(out, project, project.flow)
    if len(read) < len(tuple(_expand(files))):
        raise typer.Exit(SOME_FAILED)


def _read_files(files: Iterable[str]) -> Iterator[ReferenceFile]:
    from extractor.references.reading import read_references

    for database, path in _expand(files):
        try:
            found = read_references(path, database)
        except UnreadablePaper as error:
            say(f"not read: {error}")
            continue
        for problem in found.problems:
            say(problem.message)
        untitled = sum(bool(citation.problems) for citation in found.citations)
        without = f", {untitled} without a title" if untitled else ""
        say(f"{found.path}: {len(found.citations)} records ({found.format}){without}")
        yield found


def _expand(files: Iterable[str]) -> Iterator[tuple[str | None, Path]]:
    """Give each file with its database, if the user names one; a folder gives its files."""
    for named in files:
        database, _, path = named.rpartition("=") if not Path(named).exists() else ("", "", named)
        inside = (
            sorted(p for p in Path(path).iterdir() if p.is_file() and p.name[0] != ".")
            if Path(path).is_dir()
            else [Path(path)]
        )
        yield from ((database or None, file) for file in inside)


def _gather(read: Sequence[ReferenceFile], run: Path | None, papers: tuple[Path, ...], title: str) -> Sources:
    """Bring together what is known: the citations, and with a run its papers, marks and rows."""
    from extractor.criteria.rules import load_eligibility
    from extractor.problem import PaperStatus
    from extractor.references.linking import known_front, place_fronts
    from extractor.references.patients import Patient
    from extractor.references.project import Sources, tell_apart
    from extractor.references.screening import PaperState, mark_others, propose_marks
    from extractor.review.store import open_store

    citations = tell_apart(read)
    if run is None:
        return Sources(citations, tuple(_fronts(papers, None)), title=title)
    rows = read_rows(run)
    with open_store(run / "review.sqlite") as store:
        good = (PaperStatus.DONE, PaperStatus.PARTIAL)
        states = [
            PaperState(result.path, result.status in good, result.reason, result.counts.cases)
            for result in store.results()
            if result.status is not PaperStatus.DUPLICATE
        ]
        eligibility = load_eligibility(store.meta("schema") or "igg4-rsp")
        roots = papers or store.roots()
        documents = [json.loads(line)["document"] for line in store.records()]
    authors = {document["path"]: tuple(document["authors"]) for document in documents}
    marks = propose_marks(states, rows, eligibility)
    known = {row.path: known_front(row.path, row.title, row.doi, row.pmid) for row in rows}
    known |= {mark.path: known_front(mark.path) for mark in marks if mark.path not in known}
    fronts = place_fronts(_fronts(roots, run), known)
    marks += mark_others((front.path for front in fronts), marks)
    patients = tuple(Patient(row, authors.get(row.path, ())) for row in rows)
    return Sources(citations, fronts, marks, patients, screened=True, title=title)


def _fronts(roots: Sequence[Path], run: Path | None) -> Iterator[PaperFront]:
    """Read the first pages of the papers below the folders; what cannot be read was said by the run."""
    from extractor.batch.walk import find_papers
    from extractor.readers import read_papers
    from extractor.references.linking import read_front

    there = [root for root in roots if root.exists()]
    for gone in sorted({str(root) for root in roots} - {str(root) for root in there}):
        say(f"{gone}: the papers are not there any more; give them by --papers")
    for found in find_papers(there, run if run is not None else Path()) if there else ():
        if found.skipped:
            continue
        try:
            documents = read_papers(found.path, found.shown)
        except UnreadablePaper:
            continue
        for document in documents:
            yield read_front(document)


def _tell(project: Project) -> None:
    found = project.found
    records = sum(1 + len(group.others) for group in found.groups)
    say(f"{records} records, {len(found.groups)} publications, {records - len(found.groups)} duplicates removed")
    if found.uncertain:
        say(f"{len(found.uncertain)} pairs are not sure: fill in the column decision of uncertain.csv, run again")
    if project.links:
        linked = sum(link.citation is not None for link in project.links)
        say(f"{linked} of {len(project.links)} papers linked to citations; doubts stand in links.csv")
    if project.same:
        say(f"{len(project.same)} pairs of rows may be one patient: see patients.csv")
    strange = [report.id for report in project.reports if report.citation is None]
    for name in strange[:_MOST_NAMED]:
        say(f"no citation of the searches: {name}")
    if len(strange) > _MOST_NAMED:
        say(f"no citation of the searches: {len(strange) - _MOST_NAMED} more, see links.csv")


def _write(out: Path, project: Project | None, flow: Flow) -> None:
    """Write everything, all or nothing; say what of the flow does not fit."""
    from extractor.export.files import replace_files
    from extractor.export.lines import write_lines
    from extractor.references.project import flow_files, project_tables, project_texts

    files, lines, wrong = flow_files(flow)
    tables: dict[str, Iterator[Line]] = {"prisma.csv": lines}
    texts = dict(files)
    if project is not None:
        tables |= dict(project_tables(project))
        texts |= dict(project_texts(project))
    try:
        out.mkdir(parents=True, exist_ok=True)
        with replace_files([out / name for name in (*tables, *texts)]) as parts:
            for part, table in zip(parts, tables.values(), strict=False):
                write_lines(part, table)
            for part, text in zip(parts[len(tables) :], texts.values(), strict=True):
                part.write_bytes(text)
    except OSError as error:
        fail(f"{out}: cannot be written: {error.strerror}", NO_OUTPUT)
    for message in wrong:
        say(f"the flow does not fit: {message}")
    if not wrong:
        say("the numbers of the flow fit together")
    say(f"results: {out}/{', '.join(sorted((*tables, *texts)))}")
