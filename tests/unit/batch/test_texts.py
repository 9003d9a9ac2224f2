"""The text of a PDF is kept apart from its analysis: exact, checked, bounded, and of this reader alone."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

import extractor.readers
from extractor.batch import fingerprint, run_papers
from extractor.batch.messages import PictureBegun, TextRead
from extractor.batch.paper import make_work
from extractor.batch.run import Options
from extractor.batch.texts import FOLDER, TextCache, decode_document, encode_document
from extractor.batch.walk import Found
from extractor.pipeline import Program, load_program
from extractor.problem import PaperStatus
from extractor.readers import ReaderOptions, read_papers
from extractor.review.result import Part
from tests.unit.batch.test_run import bytes_of
from tests.unit.readers.made_pdfs import draw_article
from tests.unit.readers.test_pdf_scans import Copyist, draw_pages

PAPERS = Path(__file__).parents[3] / "corpus" / "papers"
SHORT = ("03-letter.pdf", "13-laboratory-over-time.pdf", "14-table-of-own-patients.pdf")


@pytest.fixture(autouse=True)
def _same_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sources may be edited while a test runs; that would be another program."""
    monkeypatch.setattr("extractor.batch.fingerprint.fingerprint_of", lambda program: "fingerprint")
    monkeypatch.setattr("extractor.batch.run.text_key", lambda program: f"with {program.reading.ocr is None}")


@pytest.mark.parametrize("name", SHORT)
def test_a_document_comes_back_as_it_was(name: str) -> None:
    (document,) = read_papers(PAPERS / name, name)
    assert replace(decode_document(encode_document(document)), path=name) == document


def test_a_scanned_page_stays_one() -> None:
    document = extractor.readers.read_bytes(draw_pages("text", "scan"), "a.pdf", ReaderOptions(ocr=Copyist()))[0]
    assert [page.ocr for page in decode_document(encode_document(document)).pages] == [False, True]


def test_a_damaged_text_is_no_text(tmp_path: Path) -> None:
    (document,) = read_papers(PAPERS / SHORT[0], SHORT[0])
    whole = encode_document(document)
    cache = TextCache(tmp_path / "texts", "key")
    for damaged in (b"", whole[:-1], whole[:40] + b"x" + whole[41:], b"text 2" + whole[6:]):
        with pytest.raises(ValueError):
            decode_document(damaged)
        cache.keep("ab", damaged)
        assert cache.load("ab", "a.pdf") is None
    cache.keep("ab", whole)
    assert cache.load("ab", "other name.pdf") == replace(document, path="other name.pdf")
    assert TextCache(tmp_path / "texts", "another reader").load("ab", "a.pdf") is None
    kept = cache.tidy(frozenset({"ab"}))
    assert kept == len(whole)
    assert cache.tidy(frozenset({"cd"})) == 0
    assert cache.load("ab", "a.pdf") is None


def test_readers_depend_on_no_other_lists_than_the_key_tells() -> None:
    named: set[str] = set()
    for path in Path(extractor.readers.__file__).parent.glob("*.py"):
        source = path.read_text(encoding="utf-8")
        named |= {f"{name}.tsv" for name in re.findall(r'load_lexicon\("(\w+)"', source)}
        named |= set(re.findall(r"lexicons/(\w+\.\w+)\"", source))
    assert named == set(fingerprint.READ_LISTS)


def test_other_word_lists_cost_the_analysis_alone(
    tmp_path: Path, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second run by a program with other lists reads no PDF, and gives the same."""
    papers, output = tmp_path / "papers", tmp_path / "out"
    papers.mkdir()
    (papers / "a.pdf").write_bytes(draw_article())
    run_papers([papers], output, program, Options(1))
    (kept,) = (output / FOLDER).iterdir()
    assert kept.stat().st_mode & 0o777 == 0o600
    before = bytes_of(output)
    (papers / "b.pdf").write_bytes((PAPERS / SHORT[0]).read_bytes())
    monkeypatch.setattr("extractor.batch.fingerprint.fingerprint_of", lambda program: "other lists")
    monkeypatch.setattr("extractor.readers.pdf_engines.ContentSource", None)  # a paper that is read comes to grief
    totals = run_papers([papers], output, program, Options(1))
    assert [(result.path, result.status) for result in totals.failed] == [("papers/b.pdf", PaperStatus.CRASH)]
    assert totals.reused == 0
    monkeypatch.undo()
    (papers / "b.pdf").unlink()
    totals = run_papers([papers], output, program, Options(1))
    assert (totals.failed, bytes_of(output)) == ((), before)


def test_the_worker_tells_text_and_pictures_and_takes_what_is_kept(tmp_path: Path, program: Program) -> None:
    paper = Found(tmp_path / "a.pdf", "a.pdf")
    paper.path.write_bytes(draw_pages("text", "scan"))
    cache = TextCache(tmp_path / "texts", "key")
    reading = replace(program, reading=ReaderOptions(ocr=Copyist()))
    told: list[Part | PictureBegun | TextRead] = []
    first = make_work(reading, cache)(paper, "ab", told.append)
    assert [type(message) for message in told] == [PictureBegun, TextRead, Part]
    assert first.pictures
    (text,) = (message for message in told if isinstance(message, TextRead))
    cache.keep("ab", text.data)
    paper.path.unlink()
    again: list[Part | PictureBegun | TextRead] = []
    assert make_work(reading, cache)(paper, "ab", again.append) == first
    assert again == [told[2]]


def test_an_engine_that_is_installed_later_reads_the_scans_and_no_other_paper(tmp_path: Path, program: Program) -> None:
    papers, output = tmp_path / "papers", tmp_path / "out"
    papers.mkdir()
    for name, kinds in (("print", ("text",)), ("scan", ("scan",)), ("both", ("text", "scan"))):
        (papers / f"{name}.pdf").write_bytes(draw_pages(*kinds))
    first = run_papers([papers], output, program, Options(1))
    assert [(result.path, result.status) for result in first.failed] == [("papers/scan.pdf", PaperStatus.NO_TEXT)]
    with_ocr = replace(program, reading=ReaderOptions(ocr=Copyist()))
    second = run_papers([papers], output, with_ocr, Options(1))
    assert (second.reused, second.failed) == (1, ())
    third = run_papers([papers], output, with_ocr, Options(1))
    assert third.reused == 3
    fourth = run_papers([papers], output, program, Options(1))
    assert (fourth.reused, len(fourth.failed)) == (1, 1)


def test_the_readers_are_in_the_key(program: Program) -> None:
    assert fingerprint.text_key(program) == fingerprint.text_key(load_program("core"))
    assert fingerprint.text_key(program) != fingerprint.text_key(replace(program, reading=ReaderOptions(ocr=Copyist())))
