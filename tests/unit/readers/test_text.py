"""Plain text: typed, copied from a web page, copied from a PDF."""

from __future__ import annotations

import pytest

from extractor.document import Document, SectionKind, Stream
from extractor.readers.citations import raise_citations
from extractor.readers.front_matter import read_names
from extractor.readers.text import read_text

_COPIED = """ Case Report

A Stiff Neck in a Man Who
Painted Ceilings
To the Editor:

Pain in the neck is common among those who paint and car-
penters alike, and few of them see a doctor for it. We saw a
man in whom the dura was thick.
 The patient is a 52-year-old painter. He had had pain in the
neck for 3 months, with an IgG4-
related disease in his family. Magnetic resonance imag-
ing showed a thick dura from C2 to C5 and his doctor started

a course of prednisone that lasted for a month. In the remain-
ing weeks the strength of his arms came back and the pain
 Figure 1. Image of the neck in the sagittal plane. The dura
is thick (arrow).
 was gone after half a year.1 He has painted four ceilings since
then, and he is well.
"""


def _read(text: str) -> Document:
    return read_text(text, "a.txt", text.encode())


def _blocks(text: str) -> list[tuple[Stream, str]]:
    document = _read(text)
    return [(block.stream, document.quote(block.span)) for block in document.blocks]


def test_hard_line_ends_hyphens_and_breaks_are_undone() -> None:
    assert _blocks(_COPIED) == [
        (Stream.HEADING, "Case Report"),
        (Stream.HEADING, "A Stiff Neck in a Man Who Painted Ceilings"),
        (Stream.HEADING, "To the Editor:"),
        (
            Stream.BODY,
            "Pain in the neck is common among those who paint and carpenters alike, and few of them see a doctor for "
            "it. We saw a man in whom the dura was thick.",
        ),
        (
            Stream.BODY,
            "The patient is a 52-year-old painter. He had had pain in the neck for 3 months, with an IgG4-related "
            "disease in his family. Magnetic resonance imaging showed a thick dura from C2 to C5 and his doctor "
            "started a course of prednisone that lasted for a month. In the remaining weeks the strength of his "
            "arms came back and the pain was gone after half a year.1 He has painted four ceilings since then, "
            "and he is well.",
        ),
        (Stream.CAPTION, "Figure 1. Image of the neck in the sagittal plane. The dura is thick (arrow)."),
    ]


def test_the_front_matter_of_a_letter() -> None:
    metadata = _read(_COPIED).metadata
    assert metadata.title == "A Stiff Neck in a Man Who Painted Ceilings"
    assert metadata.article_type == "case report"
    assert (metadata.year, metadata.doi, metadata.journal) == (None, None, None)


def test_a_web_page_with_its_noise() -> None:
    page = (
        "Skip to main content\n\nJournal Logo\n\nA painter with a thick dura\n\nBerg, Anna1; Stone, Bo2\n\n"
        "doi: 10.1234/Paint.1\n\n"
        "How to cite this article: Berg A, Stone B. A painter with a thick dura. Dura Today 2018;3:4-5. "
        "doi: 10.1234/Paint.1\n\nCase presentation\n\nA 52-year-old man had pain.\n\nBack to Top | Article Outline\n\n"
        "References\n\n1. Doe J. Old. J Old 1999;1:1. doi: 10.1234/old\n\nComments (3)\n"
    )
    document = _read(page)
    furniture = [document.quote(block.span) for block in document.blocks if block.kind is SectionKind.FURNITURE]
    assert furniture == ["Skip to main content", "Journal Logo", "Back to Top | Article Outline", "Comments (3)"]
    headings = [document.quote(block.span) for block in document.blocks if block.stream is Stream.HEADING]
    assert headings == ["A painter with a thick dura", "Case presentation", "References"]
    metadata = document.metadata
    assert metadata.title == "A painter with a thick dura"
    assert metadata.authors == ("Anna Berg", "Bo Stone")
    assert (metadata.year, metadata.journal, metadata.doi) == (2018, "Dura Today", "10.1234/paint.1")


def test_a_doi_in_the_references_is_not_the_papers() -> None:
    metadata = _read(
        "A short title of a poster\n\nA man had pain.\n\nReferences:\n\n- Doe J. Old. 1999. doi: 10.1234/old"
    ).metadata
    assert metadata.doi is None
    assert metadata.year is None


def test_a_table_copied_one_cell_a_line_becomes_a_table() -> None:
    text = (
        "The cases are in the table.\n\nTABLE 1  Two cases.\n\n\n"
        "\tAge\n\tSex\n\tIgG4\n\n\n\n\n\t40\n\tF\n\t\n\n\n\t50\n\tM\n\t2.4\n\n\n"
        "F, female; M, male; IgG4, in g/L.\n\nWe found no more.\n"
    )
    document = _read(text)
    (table,) = document.tables
    assert [[document.quote(cell.span) for cell in row] for row in table.rows] == [
        ["Age", "Sex", "IgG4"],
        ["40", "F", ""],
        ["50", "M", "2.4"],
    ]
    assert table.caption is not None
    assert document.quote(table.caption) == "TABLE 1 Two cases."
    assert _blocks(text) == [
        (Stream.BODY, "The cases are in the table."),
        (Stream.BODY, "We found no more."),
        (Stream.CAPTION, "TABLE 1 Two cases."),
        (Stream.TABLE, "Age\tSex\tIgG4\n40\tF\t\n50\tM\t2.4\n"),
        (Stream.SMALL_PRINT, "F, female; M, male; IgG4, in g/L."),
    ]


def test_tabbed_and_barred_rows_are_tables() -> None:
    for text in ("Test\tValue\nIgG4\t2.4\n", "| Test | Value |\n|---|---|\n| IgG4 | 2.4 |\n"):
        document = _read(f"Words before the table.\n\n{text}")
        (table,) = document.tables
        assert [[document.quote(cell.span) for cell in row] for row in table.rows] == [
            ["Test", "Value"],
            ["IgG4", "2.4"],
        ]


def test_rows_whose_cells_stand_under_one_another_are_a_table() -> None:
    rows = (
        "Pt   Age   Site           Drug",
        "1    23    brain,         voriconazole",
        "           lung",
        "2    41                   none",
        "3    60    lung           voriconazole",
    )
    document = _read("Words before the table.\n\n" + "\n".join(rows) + "\n\nAnd words behind it.\n")
    (table,) = document.tables
    assert [[document.quote(cell.span) for cell in row] for row in table.rows] == [
        ["Pt", "Age", "Site", "Drug"],
        ["1", "23", "brain, lung", "voriconazole"],
        ["2", "41", "", "none"],
        ["3", "60", "lung", "voriconazole"],
    ]


def test_bars_without_outer_ones_part_cells() -> None:
    document = _read("Words.\n\nCase | Age | Sex\n1 | 34 | F\n2 | 61 | M\n\nMore words.\n")
    (table,) = document.tables
    assert [document.quote(cell.span) for cell in table.rows[2]] == ["2", "61", "M"]


def test_cells_without_marks_are_no_headings() -> None:
    cells = "\n".join(
        ["Age", "Sex", "Level", "Forty", "Female", "High", "Fifty", "Male", "Low", "Sixty", "Male", "Low"]
    )
    streams = [
        stream
        for stream, _ in _blocks(f"A paragraph of words that is a sentence and ends.\n\n{cells}\n\nThe end came.\n")
    ]
    assert streams == [Stream.BODY, Stream.BODY] + [Stream.TABLE] * 12


def test_one_sentence_a_line_is_one_paragraph() -> None:
    text = "A man had pain.\nHe was examined.\nThe dura was thick.\nHe recovered.\n"
    assert _blocks(text) == [(Stream.BODY, "A man had pain. He was examined. The dura was thick. He recovered.")]


def test_a_sentence_broken_before_a_capital_goes_on() -> None:
    broken = "A woman had back pain. Her dura held 60\nIgG4-positive cells in a field.\n"
    assert _read(broken).text == broken.replace("\n", " ").strip()


def test_a_figure_that_is_only_mentioned_is_no_caption() -> None:
    assert _blocks("Figure 1 shows the dura.\n") == [(Stream.BODY, "Figure 1 shows the dura.")]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("It is rare.1 We saw it,2 twice.3-5 Then",), ("It is rare.¹ We saw it,² twice.³–⁵ Then".replace("–", "-"),)),
        (("See No.1 and Fig.2 and vol.3 here",), ("See No.1 and Fig.2 and vol.3 here",)),
        (("The level was,12 then.45 and so.80 on",), ("The level was,12 then.45 and so.80 on",)),
        (("It fell from 2.4 to 1.2 in all.1",), ("It fell from 2.4 to 1.2 in all.1",)),
    ],
)
def test_citation_numbers_are_raised_only_where_they_count_up(
    lines: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    assert raise_citations(lines) == expected


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Zimmer, Ada1; de Boer, Jan P.2", ("Ada Zimmer", "Jan P. de Boer")),
        ("Ada Zimmer1, Jan de Boer2,3 and Bo Stone*", ("Ada Zimmer", "Jan de Boer", "Bo Stone")),
        ("Spine, Brain and Nerve", ()),
        ("A painter with a thick dura", ()),
    ],
)
def test_bylines(text: str, names: tuple[str, ...]) -> None:
    assert read_names(text) == names
