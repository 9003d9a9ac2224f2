"""Reads one file of a run: what workers, and clusters, do for every paper."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial

from extractor.batch.messages import PictureBegun, TextRead
from extractor.batch.texts import TextCache, encode_document
from extractor.batch.walk import Found, open_paper
from extractor.case import Status
from extractor.document import Document
from extractor.export.jsonl import Json, problem_to_json, record_to_json, to_line
from extractor.pipeline import (
    MOST_BYTES,
    Analysis,
    PaperOutcome,
    Program,
    ReaderOptions,
    analyse_file,
    load_program,
    read_documents,
)
from extractor.problem import Problem, UnreadablePaper
from extractor.review.result import Counts, PaperResult, Part
from extractor.schema import Schema

TOO_BIG = f"more than {MOST_BYTES // 1_000_000} MB; split the file or make it smaller"

_SAMPLES = (
    b"A 40-year-old man had back pain for two weeks. He improved with 40 mg prednisolone.",
    b"%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj 2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n"
    b"3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>> endobj trailer <</Root 1 0 R>>",
)

Tell = Callable[[Part | PictureBegun | TextRead], None]
Work = Callable[[Found, str, Tell], PaperResult]
"""Read a file with the hash given and tell its parts; what it returns is its end."""

_OF_PICTURES = frozenset({"ocr", "scanned_pages"})  # problems of documents that another OCR engine would read otherwise


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


def load_work(
    schema: str,
    recogniser: str | None,
    tables: bool = False,
    reading: ReaderOptions | None = None,
    texts: TextCache | None = None,
) -> Work:
    """Load the program by name and give the function that reads a paper."""
    return make_work(load_program(schema, recogniser, tables, reading or ReaderOptions()), texts)


def make_work(program: Program, texts: TextCache | None = None) -> Work:
    """Give the function that reads a paper, and takes what `texts` holds of it.

    What is loaded and compiled on first use is so afterwards: workers are forked from here.
    """
    for sample in _SAMPLES:
        read = partial(read_documents, sample, "sample", program)
        analyse_file(read, "sample", program, lambda analysis: None)

    def work(paper: Found, sha256: str, tell: Tell) -> PaperResult:
        account = _Account(program.schema, tell)

        def scanned() -> None:
            account.pictures = True
            if program.reading.ocr is not None:
                tell(PictureBegun())

        def read() -> tuple[Document, ...]:
            kept = None if texts is None else texts.load(sha256, paper.shown)
            if kept is not None:
                return (kept,)
            documents = read_documents(read_whole(paper), paper.shown, program, scanned)
            if texts is not None and documents[0].format == "pdf":  # others are read as quickly as they are unpacked
                tell(TextRead(encode_document(documents[0])))
            return documents

        outcome = analyse_file(read, paper.shown, program, account.add)
        if outcome.problems:
            tell(_part_of(outcome))
            account.counts += Counts(problems=len(outcome.problems))
        engine = " + ".join(engine for engine in account.engines if engine)
        status, reason = outcome.status, outcome.reason
        return PaperResult(paper.shown, sha256, status, reason, engine, account.counts, account.pictures)

    return work


class _Account:
    """Tells the analyses of a paper as they come, and adds up what they come to."""

    def __init__(self, schema: Schema, tell: Tell) -> None:
        self._schema = schema
        self._tell = tell
        self.counts = Counts()
        self.engines: dict[str, None] = {}
        self.pictures = False

    def add(self, analysis: Analysis) -> None:
        """Tell the records and problems of a document."""
        document = analysis.document
        self.engines[document.engine] = None
        self.pictures |= any(problem.code in _OF_PICTURES for problem in document.problems)
        problems = [_problem_line(document.path, None, problem) for problem in analysis.problems]
        for record in analysis.records:
            where = record.document.path  # the paper that a row of a table cites is not the table's own
            problems += [_problem_line(where, record.case.id, problem) for problem in record.problems]
        cells = [value for record in analysis.records for value in record.values]
        self.counts += Counts(
            documents=1,
            cases=len(analysis.records),
            cells=len(cells),
            filled=sum(cell.status is not Status.NOT_REPORTED for cell in cells),
            conflicts=sum(cell.status is Status.CONFLICT for cell in cells),
            problems=len(problems),
        )
        lines = tuple(to_line(record_to_json(record, self._schema)) for record in analysis.records)
        self._tell(Part(lines, tuple(problems)))


def _part_of(outcome: PaperOutcome) -> Part:
    return Part((), tuple(_problem_line(outcome.path, None, problem) for problem in outcome.problems))


def _problem_line(path: str, case: str | None, problem: Problem) -> str:
    line: dict[str, Json] = {"path": path, "case": case, **problem_to_json(problem)}
    return to_line(line)
