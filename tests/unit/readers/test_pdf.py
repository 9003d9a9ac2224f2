"""PDFs drawn as journals draw them: order, streams, characters, boxes, metadata and what cannot be read."""

from __future__ import annotations

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption

from extractor.document import Document, Stream, Word
from extractor.problem import UnreadablePaper
from extractor.readers.pdf import read_pdf
from tests.unit.readers.made_pdfs import FILLER, LEFT, Journal, draw_article


def _texts(document: Document, stream: Stream) -> list[str]:
    return [document.quote(block.span) for block in document.blocks if block.stream is stream]


def _words(document: Document, text: str) -> list[Word]:
    return [word for word in document.words if document.quote(word.span) == text]


@pytest.fixture(scope="module")
def article() -> Document:
    return read_pdf(draw_article(), "article.pdf")


def test_sentences_run_on_over_columns_pages_figures_and_tables(article: Document) -> None:
    assert "no name for the inflammation of the dura, which was drug-induced in some" in article.text
    assert "On admission the fifth nerve was normal and the inflammation had spared the cord." in article.text


def test_headings_are_blocks_of_their_own(article: Document) -> None:
    assert _texts(article, Stream.HEADING) == [
        "A Swollen Spinal Membrane in a Gardener",
        "1. Introduction",
        "2. Case Report",
        "References",
    ]


def test_an_indent_begins_a_paragraph(article: Document) -> None:
    first = _texts(article, Stream.BODY)[:2]
    assert [text.split()[0] for text in first] == ["The", "A"]
    assert first[0] == " ".join(FILLER)


def test_captions_tables_small_print_and_furniture_stand_behind_the_body(article: Document) -> None:
    assert _texts(article, Stream.CAPTION) == [
        "Figure 1: The membrane before treatment, seen from the left side.",
        "Table 1: Blood tests of the gardener.",
    ]
    assert _texts(article, Stream.TABLE) == ["Test\tResult\tUnit\nIgG4\t2.4\tg/L\nCRP\t12\tmg/L"]
    assert _texts(article, Stream.SMALL_PRINT)[-2:] == [
        "[1] Fern A. Roots of pain. J Made Up 2001;1:1-9.",
        "[2] Moss B. More roots. J Made Up 2002;2:3-8.",
    ]
    assert _texts(article, Stream.HEAD) == [
        "Annals of Invented Medicine 2021; 14: 3-5",
        "https://doi.org/10.5555/invented.2021.003",
        "Case Report",
        "4",
        "Annals of Invented Medicine",
        "Annals of Invented Medicine",
        "5",
    ]
    order = [block.stream for block in article.blocks]
    assert order.index(Stream.CAPTION) > max(index for index, each in enumerate(order) if each is Stream.BODY)


def test_the_front_says_what_the_paper_is(article: Document) -> None:
    metadata = article.metadata
    assert metadata.title == "A Swollen Spinal Membrane in a Gardener"
    assert metadata.authors == ("Ada Fern", "Bo Moss", "Cy Reed")
    assert metadata.journal == "Annals of Invented Medicine"
    assert metadata.year == 2021
    assert metadata.doi == "10.5555/invented.2021.003"
    assert metadata.article_type == "case report"


def test_raised_digits_are_no_numbers(article: Document) -> None:
    assert "White cells were 9.4 × 10⁹/L among such men.³" in article.text
    raised = [(article.quote(word.span), word.raised) for word in article.words if "⁹" in article.quote(word.span)]
    assert raised == [("⁹", True)]


def test_words_and_blocks_are_ordered_and_boxes_lie_on_their_page(article: Document) -> None:
    ends = 0
    for word in article.words:
        assert ends <= word.span.start < word.span.end
        ends = word.span.end
        page = article.pages[word.page - 1]
        assert 0 <= word.box.x0 < word.box.x1 <= page.width_pt
        assert 0 <= word.box.top < word.box.bottom <= page.height_pt
    assert all(
        left.span.end < right.span.start for left, right in zip(article.blocks, article.blocks[1:], strict=False)
    )


def test_a_word_cut_by_a_hyphen_is_two_words_that_touch(article: Document) -> None:
    first = next(word for word in article.words if article.quote(word.span) == "inflamma")
    second = next(word for word in article.words if word.span.start == first.span.end)
    assert article.quote(first.span.to(second.span)) == "inflammation"
    assert second.box.x0 > first.box.x1  # at the head of the other column


def test_the_box_is_where_the_word_stands() -> None:
    journal = Journal()
    journal.line(100, 300, "Dura", 20)
    journal.column(LEFT, 400, FILLER)
    journal.turn_page()
    document = read_pdf(journal.finish(), "box.pdf")
    (word,) = _words(document, "Dura")
    assert (word.box.x0, word.size_pt) == (100, 20)
    assert word.box.top < 300 - 10 and 300 < word.box.bottom < 310


@pytest.mark.parametrize(
    ("rotation", "box"),
    [
        (90, (538, 100, 558, 140)),  # runs down the right side
        (180, (455, 538, 495, 558)),  # stands on its head
        (270, (37, 702, 57, 742)),  # runs up the left side
    ],
)
def test_boxes_are_those_of_the_page_as_shown(rotation: int, box: tuple[int, ...]) -> None:
    journal = Journal(rotation)
    journal.line(100, 300, "Dura", 20)
    journal.column(LEFT, 400, FILLER * 3)
    journal.turn_page()
    document = read_pdf(journal.finish(), "turned.pdf")
    (word,) = _words(document, "Dura")
    assert (round(word.box.x0), round(word.box.top), round(word.box.x1), round(word.box.bottom)) == box


def test_a_stamp_at_the_margin_is_furniture() -> None:
    journal = Journal()
    journal.column(LEFT, 100, FILLER * 4)
    journal.canvas.saveState()
    journal.canvas.translate(20, 300)
    journal.canvas.rotate(90)
    journal.canvas.setFont("Times-Roman", 10)
    journal.canvas.drawString(0, 0, "Copied for one reader in March")
    journal.canvas.restoreState()
    journal.turn_page()
    document = read_pdf(journal.finish(), "stamp.pdf")
    assert _texts(document, Stream.HEAD) == ["Copied for one reader in March"]
    assert _texts(document, Stream.BODY) == [" ".join(FILLER * 4)]


def test_line_numbers_of_a_manuscript_are_furniture() -> None:
    journal = Journal()
    for number in range(1, 25):
        journal.line(30, 100 + 12 * number, str(number))
        journal.line(LEFT, 100 + 12 * number, FILLER[number % 3])
    journal.turn_page()
    document = read_pdf(journal.finish(), "manuscript.pdf")
    assert _texts(document, Stream.HEAD) == [str(number) for number in range(1, 25)]
    assert not any(char.isdigit() for block in _texts(document, Stream.BODY) for char in block)


def test_numbers_of_the_rows_of_a_table_are_no_line_numbers() -> None:
    journal = Journal()
    journal.line(LEFT, 90, "Table 1: Nine patients of one village")
    for number in range(1, 10):
        journal.line(LEFT, 100 + 12 * number, str(number))
        journal.line(LEFT + 60, 100 + 12 * number, f"{40 + number}")
        journal.line(LEFT + 120, 100 + 12 * number, "male")
    for number in range(12):
        journal.line(LEFT, 260 + 12 * number, FILLER[number % 3])
    journal.turn_page()
    document = read_pdf(journal.finish(), "numbered.pdf")
    assert _texts(document, Stream.HEAD) == []
    assert "1 41 male 2 42 male 3 43 male" in " ".join(document.text.split())


def test_words_of_tight_lines_without_blanks_are_parted() -> None:
    journal = Journal()
    for row in range(6):
        x = LEFT
        for word in ("She", "was", "given", "steroids", "for", "weeks"):
            journal.line(x, 100 + 12 * row, word)
            x += journal.canvas.stringWidth(word, "Times-Roman", 10) + 1.5
    journal.turn_page()
    document = read_pdf(journal.finish(), "tight.pdf")
    assert document.text == " ".join(["She was given steroids for weeks"] * 6)


def test_a_line_painted_twice_is_read_once() -> None:
    journal = Journal()
    for shift in (0, 0.3):
        journal.line(LEFT + shift, 100, "The dura was thick.")
    journal.turn_page()
    assert read_pdf(journal.finish(), "bold.pdf").text == "The dura was thick."


def test_a_degree_set_as_a_raised_letter_is_a_degree() -> None:
    journal = Journal()
    journal.column(LEFT, 80, FILLER)
    journal.raised(LEFT, 140, [("The fever rose to 39.2 ", False), ("o", True), ("C at night.", False)])
    journal.turn_page()
    assert "39.2 °C at night." in read_pdf(journal.finish(), "fever.pdf").text


def test_thousands_of_scattered_words_are_read_in_no_time() -> None:
    journal = Journal()
    for number in range(4000):
        journal.line(20 + (number * 37) % 550, 20 + (number * 91) % 800, f"w{number}", 4)
    journal.turn_page()
    document = read_pdf(journal.finish(), "scattered.pdf")
    assert sum(len(document.quote(word.span)) for word in document.words) == sum(len(f"w{n}") for n in range(4000))


def test_the_same_bytes_give_the_same_document() -> None:
    data = draw_article()
    assert read_pdf(data, "a.pdf") == read_pdf(data, "a.pdf")


def test_a_password_to_open_is_asked_for() -> None:
    journal = Journal(encryption=StandardEncryption("open sesame", ownerPassword="owner"))
    journal.column(LEFT, 100, FILLER)
    journal.turn_page()
    with pytest.raises(UnreadablePaper, match=r"password.*--password-file") as caught:
        read_pdf(journal.finish(), "locked.pdf")
    assert caught.value.problem.code == "locked"


def test_a_password_of_the_owner_alone_is_no_hindrance() -> None:
    journal = Journal(encryption=StandardEncryption("", ownerPassword="owner", canCopy=0))
    journal.column(LEFT, 100, FILLER)
    journal.turn_page()
    assert read_pdf(journal.finish(), "owner.pdf").text == " ".join(FILLER)


def test_half_a_file_is_read_by_the_second_engine_or_refused() -> None:
    data = draw_article()
    with pytest.raises(UnreadablePaper) as caught:
        read_pdf(data[:300], "cut.pdf")
    assert caught.value.problem.code == "damaged"
    with pytest.raises(UnreadablePaper) as caught:
        read_pdf(b"no PDF at all", "other.pdf")
    assert caught.value.problem.code == "not_a_paper"


def test_the_second_engine_reads_the_same_words() -> None:
    from extractor.readers.pdf_content import ContentSource
    from extractor.readers.pdf_lines import build_lines
    from extractor.readers.pdf_pdfium import PdfiumSource

    data = draw_article()
    first, second = (
        [[line.text for line in build_lines(page)] for page in engine(data).read_pages()]
        for engine in (ContentSource, PdfiumSource)
    )
    assert [sorted(" ".join(page).split()) for page in first] == [sorted(" ".join(page).split()) for page in second]
