"""Content streams written by hand: what operators do, how forms and pictures are passed, and what must end quickly."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from extractor.problem import UnreadablePaper
from extractor.readers.pdf import read_pdf
from extractor.readers.pdf_content import ContentSource
from extractor.readers.pdf_glyphs import Glyph, GlyphPage
from tests.bench.twins import compare_engines
from tests.unit.readers.made_pdfs import HELVETICA, write_page, write_stream

PAPERS = Path(__file__).parents[3] / "corpus" / "papers"
FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842]"


def read_page(data: bytes) -> GlyphPage:
    (page,) = ContentSource(data).read_pages()
    return page


def read_glyphs(content: bytes, *xobjects: bytes, fonts: tuple[bytes, ...] = (HELVETICA,)) -> list[Glyph]:
    """Read a page, and make sure that the twin reads the same."""
    data = write_page(content, xobjects, fonts)
    assert compare_engines(data)[1] == []
    return read_page(data).glyphs


def text_of(glyphs: list[Glyph]) -> str:
    return "".join(glyph.text for glyph in glyphs)


def baselines(glyphs: list[Glyph]) -> list[tuple[str, float, float]]:
    return [(glyph.text, round(glyph.x0, 2), round(glyph.base, 2)) for glyph in glyphs]


@pytest.mark.parametrize("paper", sorted(PAPERS.glob("*.pdf")), ids=lambda path: path.stem)
def test_sample_papers_are_read_as_by_the_twin(paper: Path) -> None:
    assert compare_engines(paper.read_bytes())[1] == []


@pytest.mark.parametrize(
    ("string", "text"),
    [
        (rb"(plain)", "plain"),
        (rb"(a \(b\) c)", "a (b) c"),
        (rb"(a (b (c)) d)", "a (b (c)) d"),
        (rb"(\101\102\0603)", "AB03"),
        (b"(one \\\nline)", "one line"),
        (rb"(back\\slash)", "back\\slash"),
        (b"<41 42\n43>", "ABC"),
        (b"<>", ""),
        (b"()", ""),
    ],
)
@pytest.mark.parametrize("show", [b"%s Tj", b"[%s] TJ", b"%s %% told\n Tj", b"[ %s 0 (.)]TJ"])
def test_strings_are_read_however_they_are_written(string: bytes, text: str, show: bytes) -> None:
    end = "." if b"(.)" in show else ""
    assert text_of(read_glyphs(b"BT /F0 10 Tf " + show % string + b" ET")) == text + end


def test_a_last_odd_hexadecimal_digit_is_its_high_half() -> None:
    assert text_of(read_page(write_page(b"BT /F0 10 Tf <415>Tj ET")).glyphs) == "AP"


def test_operators_move_the_pen() -> None:
    content = b"""BT /F0 10 Tf 100 700 Td (a) Tj 0 -20 TD (b) Tj T* (c) Tj 30 TL (d) ' 2 1 (e e) "
        1 0 0 1 50 500 Tm (f) Tj 5 Ts (g) Tj 0 Ts 200 Tz (h) Tj [-1000 (i)] TJ ET"""
    assert baselines(read_glyphs(content)) == [
        ("a", 100.0, 142.0),
        ("b", 100.0, 162.0),
        ("c", 100.0, 182.0),
        ("d", 100.0, 212.0),
        ("e", 100.0, 242.0),
        (" ", 106.56, 242.0),
        ("e", 112.34, 242.0),
        ("f", 50.0, 342.0),
        ("g", 53.78, 337.0),
        ("h", 60.34, 342.0),
        ("i", 93.46, 342.0),
    ]


def test_states_are_saved_and_brought_back() -> None:
    content = b"q /F0 10 Tf q 1 0 0 1 100 0 cm 2 Tc BT 0 700 Td (ab) Tj ET Q BT 0 700 Td (ab) Tj ET Q Q Q"
    assert baselines(read_glyphs(content)) == [("a", 100, 142), ("b", 107.56, 142), ("a", 0, 142), ("b", 5.56, 142)]


@pytest.mark.parametrize(
    ("matrix", "turn"), [(b"1 0 0 1", 0), (b"0 1 -1 0", 1), (b"-1 0 0 -1", 2), (b"0 -1 1 0", 3), (b"1 0.2 -0.2 1", 0)]
)
def test_turned_text_is_seen_upright(matrix: bytes, turn: int) -> None:
    glyphs = read_glyphs(b"BT /F0 10 Tf " + matrix + b" 300 400 Tm (up) Tj ET")
    assert text_of(glyphs) == "up"
    assert {glyph.turn for glyph in glyphs} == {turn}
    assert glyphs[0].x1 == pytest.approx(glyphs[1].x0)


def test_forms_are_followed_in_their_own_frame() -> None:
    inner = write_stream(b"BT /F0 10 Tf 10 10 Td (in) Tj ET", FORM + b" /Matrix [2 0 0 2 0 0]")
    outer = write_stream(b"BT /F0 10 Tf (out) Tj ET q 1 0 0 1 100 0 cm /X0 Do Q", FORM)
    glyphs = read_glyphs(b"q 1 0 0 1 50 500 cm /X1 Do Q BT /F0 10 Tf (page) Tj ET /X9 Do", inner, outer)
    assert text_of(glyphs) == "outinpage"
    assert baselines(glyphs)[3] == ("i", 170.0, 322.0)
    assert [round(glyph.size, 2) for glyph in glyphs[2:5]] == [10, 20, 20]


def test_a_form_that_holds_itself_is_read_once() -> None:
    form = write_stream(b"BT /F0 10 Tf (once) Tj ET /X0 Do", FORM)
    assert text_of(read_glyphs(b"/X0 Do", form)) == "once"


def test_glyphs_of_a_type_3_font_have_the_size_of_its_matrix() -> None:
    font = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 8 8] /FontMatrix [0.125 0 0 0.125 0 0] /FirstChar 65 "
        b"/LastChar 66 /Widths [4 8] /CharProcs << >> /Encoding << /Differences [65 /A /B] >> >>"
    )
    glyphs = read_glyphs(b"BT /F0 16 Tf 100 700 Td (AB) Tj ET", fonts=(font,))
    assert [(g.text, g.x0, g.x1, g.size) for g in glyphs] == [("A", 100, 108, 16), ("B", 108, 124, 16)]


def test_vertical_writing_is_a_line_that_runs_down() -> None:
    font = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Tall /Encoding /Identity-V /ToUnicode /Identity-H /DescendantFonts "
        b"[<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Tall /CIDSystemInfo << /Registry (Adobe) /Ordering "
        b"(Identity) /Supplement 0 >> >>] >>"
    )
    glyphs = read_glyphs(b"BT /F0 20 Tf 300 700 Td <004100420043> Tj ET", fonts=(font,))
    assert text_of(glyphs) == "ABC"
    assert [(glyph.turn, glyph.x0, glyph.x1) for glyph in glyphs] == [(3, 142, 162), (3, 162, 182), (3, 182, 202)]
    document = read_pdf(write_page(b"BT /F0 20 Tf 300 700 Td <004100420043> Tj ET", (), (font,)), "tall.pdf")
    (word,) = document.words
    assert (document.text, word.box.x0, word.box.top, word.box.x1, word.box.bottom) == ("ABC", 290, 142, 310, 202)


def test_paths_colours_and_marks_are_passed_by() -> None:
    content = b"""/P <</MCID 0 /Alt (not Tj)>> BDC 0 0 0 rg /Cs1 cs /G0 gs 1.5 w [3 2] 0 d 0 0 m 10.5 -.5 l
        0 0 10 10 re W* n S f* BT /F0 10 Tf (read) Tj ET EMC /Span BMC BT /F0 10 Tf ( on) Tj ET EMC 1 2 3"""
    assert text_of(read_glyphs(content)) == "read on"


def test_numbers_may_stand_without_blanks() -> None:
    glyphs = read_page(write_page(b"BT/F0 10 Tf 1 0 0 1 50-20 Tm[(a)-100-.5(b)]TJ ET")).glyphs
    assert baselines(glyphs) == [("a", 50, 862), ("b", 56.56, 862)]


@pytest.mark.parametrize("pixels", [b"\x00\x01\x02", b"x EI\x01\xff y", b"(never closed", b"[<<"])
def test_pictures_within_the_stream_are_passed_by(pixels: bytes) -> None:
    picture = b"q 297 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID " + pixels + b" EI Q "
    page = read_page(write_page(picture + b"BT /F0 10 Tf (behind) Tj ET"))
    assert text_of(page.glyphs) == "behind"
    assert page.image_share == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize(
    "rest",
    [b"BI /W 1 /H 1 ID \x00 never ending", b"(never closed " * 9, b"[ (open) 1 2", b"<</a [", b"<4142", b"] >> ) } Q"],
)
def test_what_never_ends_takes_nothing_from_what_came_before(rest: bytes) -> None:
    assert text_of(read_page(write_page(b"BT /F0 10 Tf (before) Tj ET " + rest)).glyphs) == "before"


def bomb(depth: int, leaf: bytes) -> bytes:
    """Write a page whose forms hold ten of the next kind each."""
    forms = [write_stream(b"/X%d Do " % (place + 1) * 10, FORM) for place in range(depth)]
    return write_page(b"/X0 Do", [*forms, write_stream(leaf, FORM)])


def scatter(words: int, text: bytes) -> bytes:
    """Write words of many sizes all over a page."""
    shown = (
        b"/F0 %d.%d Tf 1 0 0 1 %d %d Tm (%s) Tj " % (4 + n % 19, n % 10, 20 + n * 37 % 540, 20 + n * 91 % 800, text)
        for n in range(words)
    )
    return write_page(b"BT " + b"".join(shown) + b"ET")


HOSTILE = {
    "2,000 scattered words": scatter(2000, b"dura 7"),
    "20,000 scattered letters": scatter(20_000, b"d"),
    "5,000 captions": scatter(5000, b"Table 1"),
    "a line of 50,000 digits": write_page(b"BT /F0 10 Tf " + b"(1) Tj " * 50_000 + b"ET"),
    "a font of 10⁹ points": write_page(b"BT /F0 1000000000 Tf (huge) Tj ET"),
    "a number of 400 digits": write_page(b"BT /F0 10 Tf 1 0 0 1 " + b"9" * 400 + b" 0 Tm (far) Tj ET"),
    "words 10⁹ points apart": write_page(b"BT /F0 10 Tf (near) Tj 1000000000 0 Td (far) Tj [-99999999999 (off)] TJ ET"),
    "200,000 strings on a line": write_page(b"BT /F0 10 Tf " + b"(a) Tj " * 200_000 + b"ET"),
    "200,000 empty strings": write_page(b"BT /F0 10 Tf " + b"()Tj " * 200_000 + b"ET"),
    "a string of 2 MB that never ends": write_page(b"BT /F0 10 Tf (" + b"a" * 2_000_000),
    "a million parentheses": write_page(b"BT /F0 10 Tf " + b"(" * 1_000_000),
    "a million brackets": write_page(b"BT /F0 10 Tf " + b"[" * 1_000_000),
    "half a million escapes": write_page(b"BT /F0 10 Tf (" + b"\\(" * 500_000),
    "an array of a million numbers": write_page(b"BT /F0 10 Tf [" + b"1 " * 1_000_000 + b"(a)] TJ ET"),
    "an array of many strings": write_page(b"BT /F0 10 Tf [" + b"(a)1" * 300_000 + b"] TJ ET"),
    "a million saved states": write_page(b"q " * 1_000_000 + b"BT /F0 10 Tf (in) Tj ET"),
    "a string of a million letters": write_page(b"BT /F0 10 Tf <" + b"41" * 1_000_000 + b"> Tj ET"),
    "200,000 paths": write_page(b"0 0 m 1 1 l S " * 200_000 + b"BT /F0 10 Tf (in) Tj ET"),
    "pictures that never end": write_page(b"BI /W 1 /H 1 ID EI\xff " * 50_000),
    "comments": write_page(b"1 %\n" * 200_000),
    "10³⁰ forms with text": bomb(20, b"BT /F0 10 Tf (a) Tj ET"),
    "10²⁰ forms with nothing": bomb(20, b"0 0 m"),
    "10²⁰ forms with a picture": bomb(20, b"BI /W 1 /H 1 ID 0 EI"),
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_streams_end_soon(data: bytes) -> None:
    start = time.process_time()
    try:
        document = read_pdf(data, "hostile.pdf")
    except UnreadablePaper:
        pass
    else:
        assert document.text.isprintable() or "\n" in document.text
    assert time.process_time() - start < 5
