"""Pages without text: what they are instead, and how those that are pictures are read."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from PIL import Image, ImageDraw
from reportlab.lib.pdfencrypt import StandardEncryption

from extractor.document import Document, Stream
from extractor.problem import ExtractorError, Severity, UnreadablePaper
from extractor.readers.ocr import OcrFailure, OcrLine, OcrWord, Picture, find_ocr
from extractor.readers.ocr_tesseract import read_hocr
from extractor.readers.options import Passwords, ReaderOptions, read_passwords
from extractor.readers.pdf import read_pdf
from tests.unit.readers.made_pdfs import FILLER, HEIGHT, LEFT, WIDTH, Journal

SENTENCES = (
    "A man of 47 years came with pain in the back and weak legs.",
    "The pain had begun nine weeks before he came to us and got",
    "worse at night. On admission he could not walk any more.",
)


@dataclass(frozen=True, slots=True)
class Copyist:
    """An engine that finds the same lines on every picture: at a tenth of its width, each below the other."""

    lines: Sequence[str] = SENTENCES
    fails: bool = False
    slope: float = 0.0
    seen: list[tuple[int, int]] = field(default_factory=list)
    name: str = "copyist 1.0"
    dpi: int = 72
    ordered: bool = True

    def read(self, picture: Picture) -> list[OcrLine]:
        assert len(picture.data) == picture.width * picture.height
        self.seen.append((picture.width, picture.height))
        if self.fails:
            raise OcrFailure
        return [self._line(text, 200.0 + 12 * number) for number, text in enumerate(self.lines)]

    def _line(self, text: str, base: float) -> OcrLine:
        words: list[OcrWord] = []
        x = 60.0
        for word in text.split():
            words.append(OcrWord(word, x, x + 5 * len(word)))
            x += 5 * len(word) + 3
        return OcrLine(tuple(words), base, self.slope, 10.0)


def draw_pages(*kinds: str, encryption: StandardEncryption | None = None) -> bytes:
    """Draw pages of these kinds: text, scan, small picture, strips, outlines, white, blank."""
    journal = Journal(encryption=encryption)
    canvas = journal.canvas
    for kind in kinds:
        picture = Image.new("L", (120, 170), 255)
        ImageDraw.Draw(picture).rectangle((20, 20, 60, 90), fill=0)
        if kind == "text":
            journal.column(LEFT, 100, FILLER)
        elif kind == "scan":
            canvas.drawInlineImage(picture, 0, 0, WIDTH, HEIGHT)
        elif kind == "small picture":
            canvas.drawInlineImage(picture, 100, 500, 90, 120)
        elif kind == "strips":
            for part in range(4):
                canvas.drawInlineImage(picture, 0, part * HEIGHT / 4, WIDTH, HEIGHT / 4)
        elif kind == "outlines":
            for x in range(60, 500, 10):
                path = canvas.beginPath()
                path.moveTo(x, 400)
                path.curveTo(x + 2, 404, x + 4, 408, x + 6, 400)
                canvas.drawPath(path, fill=1)
        elif kind == "white":
            canvas.setFillColorRGB(1, 1, 1)
            canvas.rect(0, 0, WIDTH, HEIGHT, stroke=0, fill=1)
        journal.turn_page()
    return journal.finish()


def refuse(data: bytes, options: ReaderOptions | None = None) -> tuple[str, str]:
    with pytest.raises(UnreadablePaper) as caught:
        read_pdf(data, "paper.pdf", options or ReaderOptions())
    return caught.value.problem.code, caught.value.problem.message


TODO = "install tesseract, or the extra [ocr] of this program, and run again."


@pytest.mark.parametrize(
    ("kinds", "reason"),
    [
        (("scan",), f"its page is a picture without text (a scan); {TODO}"),
        (("scan", "scan", "blank"), f"2 pages are pictures without text (a scan); {TODO}"),
        (("strips", "strips"), f"2 pages are pictures without text (a scan); {TODO}"),
        (
            ("outlines", "blank"),
            "its page is a drawing without text (44 lines and shapes: figures, or words turned into outlines); " + TODO,
        ),
        (("blank",), "its page is blank; check that it is the right file."),
        (("white", "blank"), "2 pages are blank; check that it is the right file."),
    ],
)
def test_why_a_page_has_no_text(kinds: tuple[str, ...], reason: str) -> None:
    assert refuse(draw_pages(*kinds)) == ("no_text", reason)


def test_a_scan_is_read_from_its_picture_with_pages_boxes_and_a_warning() -> None:
    told: list[str] = []
    options = ReaderOptions(ocr=Copyist(), scanned=lambda: told.append("page"))
    document = read_pdf(draw_pages("scan", "scan"), "paper.pdf", options)
    assert document.text == " ".join(SENTENCES * 2)
    assert [page.ocr for page in document.pages] == [True, True]
    assert (document.engine, told) == ("copyist 1.0", ["page", "page"])
    word = document.words[3]
    assert document.quote(word.span) == "47"
    assert (word.page, word.box.x0, word.box.x1) == (1, 60 + 5 * 6 + 3 * 3, 60 + 5 * 6 + 3 * 3 + 10)
    assert word.box.top < 200 < word.box.bottom < 205
    assert [problem.message for problem in document.problems] == [
        "2 pages (first: page 1) were read from pictures by copyist 1.0; compare numbers with the page."
    ]
    assert document.is_recognised(word.span)


def test_a_page_that_is_askew_keeps_its_lines() -> None:
    document = read_pdf(draw_pages("scan"), "paper.pdf", ReaderOptions(ocr=Copyist(slope=0.004)))
    assert document.text == " ".join(SENTENCES)
    first, last = document.words[0], document.words[len(SENTENCES[0].split()) - 1]
    assert last.box.top - first.box.top == pytest.approx(0.004 * (last.box.x0 - first.box.x0), abs=0.02)
    steep = read_pdf(draw_pages("scan"), "paper.pdf", ReaderOptions(ocr=Copyist(slope=0.04)))
    assert steep.text == " ".join(SENTENCES)


def test_of_a_mixed_paper_only_the_scanned_page_is_read_from_its_picture() -> None:
    engine = Copyist()
    document = read_pdf(draw_pages("text", "scan", "small picture"), "paper.pdf", ReaderOptions(ocr=engine))
    assert [page.ocr for page in document.pages] == [False, True, False]
    assert document.engine == "pdfminer.six with own content reader + copyist 1.0"
    assert len(engine.seen) == 1
    printed, recognised = document.text.index(FILLER[0]), document.text.index(SENTENCES[0])
    spans = [next(word.span for word in document.words if word.span.start >= at) for at in (printed, recognised)]
    assert [document.is_recognised(span) for span in spans] == [False, True]


def test_a_figure_as_large_as_its_page_is_no_text() -> None:
    document = read_pdf(draw_pages("text", "scan"), "paper.pdf", ReaderOptions(ocr=Copyist(["A", "B 1 cm"])))
    assert (document.text, [page.ocr for page in document.pages]) == (" ".join(FILLER), [False, False])
    assert [problem.code for problem in document.problems] == ["scanned_pages"]


def test_words_turned_into_outlines_are_read_too() -> None:
    document = read_pdf(draw_pages("outlines"), "paper.pdf", ReaderOptions(ocr=Copyist()))
    assert document.text == " ".join(SENTENCES)


@pytest.mark.parametrize("engine", [Copyist(fails=True), Copyist([])])
def test_an_engine_that_finds_nothing_is_named(engine: Copyist) -> None:
    code, reason = refuse(draw_pages("scan"), ReaderOptions(ocr=engine))
    assert (code, reason) == (
        "no_text",
        "its page is a picture without text (a scan); OCR found no words; check that it is the right file "
        "(copyist 1.0).",
    )


def test_pages_beyond_the_most_are_named_as_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.readers.pdf_scans.MOST_SCANS", 2)
    engine = Copyist()
    document = read_pdf(draw_pages("scan", "scan", "scan"), "paper.pdf", ReaderOptions(ocr=engine))
    assert len(engine.seen) == 2
    assert [problem.message for problem in document.problems if problem.severity is Severity.ERROR] == [
        "1 pages are pictures beyond the first 2, and were not read."
    ]


def test_pictures_are_drawn_at_the_scale_of_the_engine_and_never_huge() -> None:
    engine = Copyist(dpi=144)
    read_pdf(draw_pages("scan"), "paper.pdf", ReaderOptions(ocr=engine))
    assert engine.seen == [(round(2 * WIDTH), round(2 * HEIGHT))]
    journal = Journal()
    journal.canvas.setPageSize((14_000, 14_000))
    picture = Image.new("L", (20, 20), 255)
    picture.putpixel((3, 3), 0)
    journal.canvas.drawInlineImage(picture, 0, 0, 14_000, 14_000)
    journal.turn_page()
    huge = Copyist(dpi=300)
    read_pdf(journal.finish(), "paper.pdf", ReaderOptions(ocr=huge))
    ((width, height),) = huge.seen
    assert width * height < 20_100_000


def test_columns_are_read_one_after_the_other_where_the_engine_goes_across() -> None:
    class Across(Copyist):
        __slots__ = ()

        def read(self, picture: Picture) -> list[OcrLine]:
            pairs = []
            for row in range(12):
                for side, x in (("left", 50.0), ("right", 320.0)):
                    words = [OcrWord(word, x + 70 * place, x + 70 * place + 60) for place, word in
                             enumerate((side, f"row{row}", "filled"))]  # fmt: skip
                    pairs.append(OcrLine(tuple(words), 100.0 + 12 * row, 0.0, 10.0))
            return pairs

    document = read_pdf(draw_pages("scan"), "paper.pdf", ReaderOptions(ocr=Across(ordered=False)))
    sides = [word for word in document.text.split() if word in ("left", "right")]
    assert sides == ["left"] * 12 + ["right"] * 12


HOCR = b"""<html xmlns="http://www.w3.org/1999/xhtml"><body><div class="ocr_page"><p class="ocr_par">
<span class="ocr_line" title="bbox 20 40 300 60; baseline 0.01 -5; x_size 18; x_descenders 4; x_ascenders 5">
<span class="ocrx_word" title="bbox 20 40 90 60; x_wconf 96">Serum</span>
<span class="ocrx_word" title="bbox 99 40 130 60; x_wconf 12"><strong>IgG4</strong></span>
<span class="ocrx_word" title="bbox 140 40 150 60; x_wconf 3"> </span></span>
<span class="ocr_caption" title="bbox 20 80 60 100">
<span class="ocrx_word" title="bbox 20 80 60 100">Figure</span></span>
</p></div></body></html>"""


def test_the_account_of_tesseract_is_read() -> None:
    assert read_hocr(HOCR) == [
        OcrLine((OcrWord("Serum", 20, 90), OcrWord("IgG4", 99, 130)), 55.0, 0.01, 20.0),
        OcrLine((OcrWord("Figure", 20, 60),), 100.0, 0.0, 20 / 0.9),
    ]
    with pytest.raises(OcrFailure):
        read_hocr(b"Error: no image")


def test_an_engine_that_is_not_there_is_named() -> None:
    assert find_ocr("none") is None
    with pytest.raises(ExtractorError, match=r"--ocr 'pencil': give one of auto, tesseract, rapidocr, none"):
        find_ocr("pencil")


def engine_or_skip(name: str) -> ReaderOptions:
    """Give the engine; where it is missing the test is skipped, if it is not wanted (NEEDED: names, in CI)."""
    try:
        return ReaderOptions(ocr=find_ocr(name))
    except ExtractorError:
        if name in os.environ.get("NEEDED", "").split():
            raise
        pytest.skip(f"{name} is not installed")


@pytest.fixture(params=["tesseract", "rapidocr"])
def engine(request: pytest.FixtureRequest) -> ReaderOptions:
    """The engines that are installed."""
    return engine_or_skip(request.param)


def draw_scan() -> bytes:
    """Draw a page of printed sentences and give the picture of it."""
    import pypdfium2

    printed = Journal()
    printed.column(LEFT, 100, SENTENCES, 12)
    printed.turn_page()
    page = pypdfium2.PdfDocument(printed.finish())[0]
    scan = Journal()
    scan.canvas.drawInlineImage(page.render(scale=200 / 72).to_pil().convert("L"), 0, 0, WIDTH, HEIGHT)
    scan.turn_page()
    return scan.finish()


def test_an_engine_reads_a_printed_page_the_same_way_twice(engine: ReaderOptions) -> None:
    data = draw_scan()
    documents: list[Document] = [read_pdf(data, "paper.pdf", engine) for _ in range(2)]
    assert documents[0] == documents[1]
    (document, _) = documents
    assert [document.quote(block.span) for block in document.blocks if block.stream is Stream.BODY] == [
        " ".join(SENTENCES)
    ]
    age = next(word for word in document.words if document.quote(word.span) == "47")
    assert LEFT < age.box.x0 < age.box.x1 < LEFT + 90
    assert age.box.top < 97 < 100 < age.box.bottom + 1


def test_passwords_are_tried_and_shown_nowhere() -> None:
    passwords = read_passwords("\ufeffother.pdf\tnot this\npaper.pdf\topen sesame\nguess\n\n")
    assert passwords.of("folder/paper.pdf") == ("open sesame", "guess")
    assert passwords.of("folder/third.pdf") == ("guess",)
    assert "sesame" not in repr(ReaderOptions(passwords))
    locked = draw_pages("text", "scan", encryption=StandardEncryption("open sesame", ownerPassword="owner"))
    document = read_pdf(locked, "folder/paper.pdf", ReaderOptions(passwords, Copyist()))
    assert document.text.startswith(FILLER[0])
    assert document.pages[1].ocr
    assert refuse(locked)[0] == "locked"
    assert refuse(locked, ReaderOptions(Passwords(any=("wrong", "")))) == refuse(locked)
