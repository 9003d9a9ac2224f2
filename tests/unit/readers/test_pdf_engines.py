"""Which engine reads a PDF: the content reader, its twin where it fails or loses letters, the third where both do."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from extractor.problem import Severity, UnreadablePaper
from extractor.readers.pdf import read_pdf
from extractor.readers.pdf_content import ContentSource
from extractor.readers.pdf_engines import read_glyphs
from extractor.readers.pdf_glyphs import GlyphPage
from extractor.readers.pdf_pdfium import PdfiumSource
from extractor.readers.pdf_pdfminer import PdfminerSource
from tests.unit.readers.made_pdfs import draw_article, write_page

AnyEngine = type[ContentSource] | type[PdfminerSource]
Harm = Callable[[AnyEngine, pytest.MonkeyPatch], None]


def lose_letters(engine: AnyEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make an engine read half of each page."""
    read_pages = engine.read_pages

    def read_half(self: ContentSource | PdfminerSource) -> Iterator[GlyphPage]:
        for page in read_pages(self):  # type: ignore[arg-type]
            yield GlyphPage(page.number, page.width, page.height, page.glyphs[::2])

    monkeypatch.setattr(engine, "read_pages", read_half)


def fail(engine: AnyEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make an engine raise on its second page what pdfminer.six raises on damaged fonts."""
    read_pages = engine.read_pages

    def read_one(self: ContentSource | PdfminerSource) -> Iterator[GlyphPage]:
        yield next(iter(read_pages(self)))  # type: ignore[arg-type]
        raise KeyError("W2")

    monkeypatch.setattr(engine, "read_pages", read_one)


def test_the_content_reader_comes_first() -> None:
    assert read_pdf(draw_article(), "a.pdf").engine == ContentSource.name


@pytest.mark.parametrize("harm", [lose_letters, fail])
def test_the_twin_stands_in(harm: Harm, monkeypatch: pytest.MonkeyPatch) -> None:
    data = draw_article()
    text = read_pdf(data, "a.pdf").text
    harm(ContentSource, monkeypatch)
    document = read_pdf(data, "a.pdf")
    assert (document.engine, document.text, document.problems) == (PdfminerSource.name, text, ())


@pytest.mark.parametrize("harm", [lose_letters, fail])
def test_the_third_engine_stands_in_for_both(harm: Harm, monkeypatch: pytest.MonkeyPatch) -> None:
    harm(ContentSource, monkeypatch)
    harm(PdfminerSource, monkeypatch)
    document = read_pdf(draw_article(), "a.pdf")
    assert document.engine == PdfiumSource.name
    assert "no name for the inflammation of the dura" in document.text


def test_letters_are_counted_alike() -> None:
    reading = read_glyphs(draw_article())
    assert PdfiumSource(draw_article()).count_letters() == reading.letters


def test_no_other_engine_is_asked_about_a_page_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PdfiumSource, "__init__", lambda self, data: pytest.fail("asked"))
    monkeypatch.setattr(PdfminerSource, "__init__", lambda self, data: pytest.fail("asked"))
    with pytest.raises(UnreadablePaper, match="without end") as caught:
        read_pdf(write_page(b"q " * 200_000), "endless.pdf")
    assert caught.value.problem.code == "damaged"


def test_a_page_that_no_engine_finds_is_told() -> None:
    data = draw_article().replace(b"/Count 3", b"/Count 4").replace(b"/Kids [ ", b"/Kids [ 99 0 R ")
    document = read_pdf(data, "a.pdf")
    assert [problem.message for problem in document.problems if problem.severity is Severity.ERROR] == [
        "The file tells of 4 pages, of which 3 could be read."
    ]
