"""A small run made of sentences, its papers, and the review page over it as a client of it sees it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from extractor.document import Block, Document, Section, SectionKind, Span, Stream
from extractor.problem import ExtractorError, PaperStatus
from extractor.review.book import Book
from extractor.review.desk import Desk
from extractor.review.ledger import open_ledger
from extractor.review.paper import Sheet
from extractor.review.result import Counts, PaperResult, Part
from extractor.review.safety import Door
from extractor.review.server import build_app
from extractor.review.shelf import Held, Shelf
from extractor.review.store import Store, open_store
from extractor.schema import load_schema

SCHEMA = load_schema("igg4-rsp")
DOOR = Door(8000, "the-token-of-this-start")
ORIGIN = "http://127.0.0.1:8000"
NASTY = "<script>alert('x')</script>"
TEXT = f"A 54-year-old woman had back pain for 8 weeks. At another place she is called 45 years old. {NASTY} 𝛼 end."


def identity(path: str) -> str:
    return hashlib.sha256(path.encode()).hexdigest()


def quote(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"quote": words, "start": start, "end": start + len(words), "section": "case", "page": None, "boxes": []}


def value(
    status: str, content: Any, *words: str, confidence: float = 0.9, others: Sequence[Any] = ()
) -> dict[str, Any]:
    alternatives = [{"status": "stated", "value": other, "evidence": [quote(word)]} for other, word in others]
    evidence = [quote(word) for word in words]
    return {
        "status": status,
        "value": content,
        "confidence": confidence,
        "evidence": evidence,
        "alternatives": alternatives,
    }


def line_of(path: str, case: str, title: str = NASTY) -> str:
    """Write a record with an age that is in conflict, a sex and a symptom; all else is not reported."""
    silent = {field.name: value("not_reported", None, confidence=0.8) for field in SCHEMA.fields}
    told = {
        "age_years": value("conflict", 54, "54-year-old", confidence=0.4, others=[(45, "45 years old")]),
        "sex": value("stated", "female", "woman", confidence=0.99),
        "symptoms": value("stated", ["back pain"], "back pain", confidence=0.6),
    }
    document = dict.fromkeys(("format", "pages", "first_author", "year", "journal", "doi", "pmid", "article_type"))
    document |= {"id": identity(path), "path": path, "title": title, "authors": [NASTY], "patients": 1}
    record = {
        "schema": {"id": SCHEMA.id, "version": SCHEMA.version},
        "extractor": "0",
        "document": document,
        "case": {"id": case, "label": case},
        "values": {**silent, **told},
        "problems": [],
    }
    return json.dumps(record)


class Shelved:
    """A library whose papers all say the same."""

    def file(self, path: str) -> Path | None:
        return None

    def read(self, path: str) -> Sequence[Sheet]:
        if path == "papers/gone.txt":
            raise ExtractorError("the paper is not where the run found it")
        whole = Span(0, len(TEXT))
        document = Document(identity(path), path, "text", TEXT, (Block(whole, Stream.BODY),))
        return (Sheet(document, (Section(SectionKind.CASE, whole),)),)


PAPERS = {"papers/a.txt": 1, "papers/b.txt": 2, "papers/gone.txt": 1, "papers/review.txt": 0}


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A run of four papers: one patient, two, one whose file is gone, and none."""
    path = tmp_path / "review.sqlite"
    with open_store(path, create=True) as store:
        for paper, cases in PAPERS.items():
            lines = tuple(line_of(paper, f"case-{number + 1}") for number in range(cases))
            store.begin(paper, identity(paper), "v1")
            result = PaperResult(paper, identity(paper), PaperStatus.DONE, counts=Counts(1, cases))
            store.end(result, [Part(lines, ())], "stamp", "v1")
    return path


OpenDesk = Callable[..., Desk]


@pytest.fixture
def open_desk(database: Path) -> Iterator[OpenDesk]:
    """Sit somebody down at the run."""
    with ExitStack() as stack:

        def sit(reviewer: str = "anna", blind: bool = False) -> Desk:
            ledger = stack.enter_context(open_ledger(database))
            return Desk(SCHEMA, Shelf(Store(ledger.connection)), Book(ledger), reviewer, blind)

        yield sit


def held(desk: Desk, path: str = "papers/a.txt") -> Held:
    return next(held for held in desk.shelf.documents().values() if held.path == path)


class Client:
    """A browser with the page open."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.http = TestClient(build_app(desk, Shelved(), DOOR), base_url=ORIGIN, follow_redirects=False)
        self.http.cookies.set(DOOR.cookie, DOOR.token)

    def get(self, path: str) -> Any:
        return self.http.get(path)

    def post(self, path: str, body: Any, **headers: str) -> Any:
        return self.http.post(path, json=body, headers={"origin": ORIGIN, **headers})

    def place(self, field: str = "age_years", path: str = "papers/a.txt", case: str = "case-1") -> str:
        return f"{held(self.desk, path).key}/{case}/{field}"

    def decide(self, field: str = "age_years", path: str = "papers/a.txt", case: str = "case-1", **body: Any) -> Any:
        return self.post(f"/decide/{self.place(field, path, case)}", {"seen": 0, **body})


@pytest.fixture
def open_page(open_desk: OpenDesk) -> Callable[..., Client]:
    """Open the page for somebody."""
    return lambda reviewer="anna", blind=False: Client(open_desk(reviewer, blind))
