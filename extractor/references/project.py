"""One review's references from files to flow → everything that the folder of results holds, as texts by file name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from extractor.references.citation import Citation, ReferenceFile
from extractor.references.decisions import (
    FILE,
    Decided,
    pair_decisions,
    patient_decisions,
    screening_decisions,
)
from extractor.references.drawing import draw_pdf, draw_svg
from extractor.references.duplicates import Deduplication, find_duplicates
from extractor.references.flow import Flow, check_flow, complete_flow
from extractor.references.flow_drawing import draw_flow, flow_markdown
from extractor.references.linking import Link, PaperFront, link_papers
from extractor.references.patients import Patient, SamePatient, count_patients, propose_same_patients
from extractor.references.reports import Report, count_flow, gather_reports
from extractor.references.screening import Mark
from extractor.references.tables import (
    Line,
    decision_lines,
    flow_lines,
    link_lines,
    pair_lines,
    patient_lines,
    reference_lines,
    screening_lines,
    write_ris,
)


@dataclass(frozen=True, slots=True)
class Sources:
    """What a review has: citations, and if it got so far the fronts of its papers, their marks and its rows."""

    citations: tuple[Citation, ...]
    fronts: tuple[PaperFront, ...] = ()
    marks: tuple[Mark, ...] = ()
    patients: tuple[Patient, ...] = ()
    screened: bool = False  # a run was given
    title: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """What came of them."""

    found: Deduplication
    links: tuple[Link, ...]
    reports: tuple[Report, ...]
    same: tuple[SamePatient, ...]
    flow: Flow
    decided: tuple[Decided, ...]


def tell_apart(files: Sequence[ReferenceFile]) -> tuple[Citation, ...]:
    """Give the citations of all files; those of a file whose name is not its own are numbered."""
    names = Counter(file.path for file in files)
    citations: list[Citation] = []
    for number, file in enumerate(files, start=1):
        own = names[file.path] == 1
        citations += file.citations if own else (replace(c, id=f"{number}/{c.id}") for c in file.citations)
    return tuple(citations)


def build_project(sources: Sources, decided: tuple[Decided, ...] = ()) -> Project:
    """Find duplicates, link papers, gather reports and count the flow."""
    found = find_duplicates(sources.citations, pair_decisions(decided))
    links = link_papers(sources.fronts, [group.kept for group in found.groups])
    reports = gather_reports(found, links, sources.marks, screening_decisions(decided))
    same = propose_same_patients(sources.patients)
    patients = count_patients(_included(reports, sources.patients), patient_decisions(decided))
    flow = count_flow(found, reports, patients if sources.screened else None, sources.screened, sources.title)
    return Project(found, links, reports, same, flow, decided)


def _included(reports: Iterable[Report], patients: Sequence[Patient]) -> tuple[Patient, ...]:
    """Give the rows of the reports that are in; of a report in several files, those of the file with most."""
    chosen: list[Patient] = []
    by_path = {
        path: tuple(rows)
        for path, rows in groupby(sorted(patients, key=lambda p: p.row.path), key=lambda patient: patient.row.path)
    }
    for report in reports:
        if report.included:
            files = sorted((by_path.get(path, ()) for path in report.papers), key=len)
            chosen += files[-1] if files else ()
    return tuple(chosen)


def project_tables(project: Project) -> Iterator[tuple[str, Iterator[Line]]]:
    """Give the tables by the names of their files."""
    joined = [pair for pair in project.found.joined if not pair.decided]
    yield "references.csv", reference_lines(project.found)
    yield "duplicates.csv", pair_lines(joined)
    yield "uncertain.csv", pair_lines(project.found.uncertain)
    yield "links.csv", link_lines(project.links)
    yield "screening.csv", screening_lines(project.reports)
    yield "patients.csv", patient_lines(project.same, patient_decisions(project.decided))
    yield FILE, decision_lines(project.decided)


def project_texts(project: Project) -> Iterator[tuple[str, bytes]]:
    """Give the other files: the references that stay, for a reference manager."""
    yield "references.ris", write_ris([group.kept for group in project.found.groups]).encode()


def flow_files(flow: Flow) -> tuple[tuple[tuple[str, bytes], ...], Iterator[Line], tuple[str, ...]]:
    """Give the drawings and the page of a flow, the lines of its table, and what does not fit."""
    whole = complete_flow(flow)
    wrong = check_flow(whole)
    drawing = draw_flow(whole)
    files = (
        ("prisma.svg", draw_svg(drawing).encode()),
        ("prisma.pdf", draw_pdf(drawing)),
        ("prisma.md", flow_markdown(whole, wrong).encode()),
    )
    return files, flow_lines(whole), wrong
