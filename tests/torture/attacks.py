"""PDFs that are made to hang, eat memory or break out: each a few lines here, so that no such file lies about."""

from __future__ import annotations

import gzip
import random
import zlib
from collections.abc import Callable
from pathlib import Path

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
A4 = b"[0 0 595 842]"


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def packed(data: bytes, entries: bytes = b"") -> bytes:
    return stream(zlib.compress(data, 9), b"/Filter /FlateDecode " + entries)


def zeros(size: int, byte: bytes = b"\0") -> bytes:
    """Compress so many equal bytes without holding them."""
    squeeze = zlib.compressobj(9)
    block = byte * (1 << 20)
    parts = [squeeze.compress(block) for _ in range(size >> 20)]
    return b"".join(parts) + squeeze.flush()


def pdf(objects: dict[int, bytes], trailer: bytes = b"") -> bytes:
    """Write a file of numbered objects; 1 is its catalog."""
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (max(objects) + 1)
    for number in range(1, max(objects) + 1):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (max(objects) + 1, trailer, start)
    return bytes(out)


def page(content: bytes, font: bytes = FONT, box: bytes = A4, more: dict[int, bytes] | None = None) -> bytes:
    """Write a file of one page; `content` is a whole stream object."""
    return pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox %s /Contents 4 0 R /Resources << /Font << /F1 5 0 R >>"
            b" /XObject << /X0 10 0 R >> >> >>" % box,
            4: content,
            5: font,
            **(more or {}),
        }
    )


def text(words: bytes, size: int = 12) -> bytes:
    return stream(b"BT /F1 %d Tf 72 720 Td (%s) Tj ET" % (size, words))


def composite(entries: bytes = b"", descendant: bytes = b"") -> bytes:
    return (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H %s /DescendantFonts [<< /Type /Font"
        b" /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity)"
        b" /Supplement 0 >> %s"
        b" /FontDescriptor << /Type /FontDescriptor /FontName /X /Flags 4 >> >>] >>" % (entries, descendant)
    )


def cmap(ranges: bytes) -> bytes:
    return b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n%s\nendcmap end end" % ranges


def xref_stream_with_a_huge_index(folder: Path) -> bytes:
    body = (
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] >>\nendobj\n"
    )
    table = stream(b"", b"/Type /XRef /Size 3 /Root 1 0 R /W [0 0 0] /Index [0 2000000000]")
    return body + b"3 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (table, len(body))


def two_words_far_apart(folder: Path) -> bytes:
    return page(stream(b"BT /F1 12 Tf 72 720 Td (here) Tj 1000000000 1000000000 Td (there) Tj ET"))


def giant_font(folder: Path) -> bytes:
    return page(text(b"giant", 1_000_000), box=b"[0 0 1000000 1000000]")


def predictor_of_2e9_columns(folder: Path) -> bytes:
    return page(packed(b"BT (x) Tj ET", b"/DecodeParms << /Predictor 12 /Columns 2000000000 >>"))


def giant_cid_widths(folder: Path) -> bytes:
    return page(text(b"ab"), composite(descendant=b"/W [0 2000000000 500]"))


def threefold_flate_bomb(folder: Path) -> bytes:
    bomb = zlib.compress(zlib.compress(zeros(3 << 30), 9), 9)
    return page(stream(bomb, b"/Filter [/FlateDecode /FlateDecode /FlateDecode]"))


def blanks_of_a_gigabyte(folder: Path) -> bytes:
    return page(stream(zeros(1 << 30, b" "), b"/Filter /FlateDecode"))


def to_unicode_range_of_2e32(folder: Path) -> bytes:
    table = cmap(b"1 beginbfrange\n<00000000> <FFFFFFFF> <0041>\nendbfrange")
    return page(text(b"ab"), composite(b"/ToUnicode 6 0 R"), more={6: packed(table)})


def to_unicode_of_a_million_letters_a_glyph(folder: Path) -> bytes:
    table = cmap(b"1 beginbfchar\n<0041> <%s>\nendbfchar" % (b"0041" * 1_000_000))
    words = stream(b"BT /F1 12 Tf 72 720 Td <%s> Tj ET" % (b"0041" * 1000))
    return page(words, composite(b"/ToUnicode 6 0 R"), more={6: packed(table)})


def forms_nested_to_1e30(folder: Path) -> bytes:
    forms = {}
    for level in range(30):
        entries = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]"
        if level < 29:
            entries += b" /Resources << /XObject << /X0 %d 0 R >> >>" % (11 + level)
        forms[10 + level] = stream(b"/X0 Do " * 10, entries)
    return page(stream(b"/X0 Do " * 10), more=forms)


def two_thousand_scattered_words(folder: Path) -> bytes:
    chance = random.Random(1)
    words = [b"1 0 0 1 %d %d Tm (w%d) Tj" % (chance.randrange(612), chance.randrange(792), n) for n in range(2000)]
    return page(stream(b"BT /F1 6 Tf %s ET" % b" ".join(words)))


def two_million_words_on_a_line(folder: Path) -> bytes:
    return page(packed(b"BT /F1 12 Tf 72 720 Td " + b"(ab) Tj " * 2_000_000 + b"ET"))


def inline_image_without_end(folder: Path) -> bytes:
    return page(stream(b"BI /W 10 /H 10 /BPC 8 /CS /G ID " + b"\x55" * 10_000_000))


def unclosed_string(folder: Path) -> bytes:
    return page(stream(b"BT /F1 12 Tf (" + b"(" * 20_000_000))


def one_line_of_30_megabytes(folder: Path) -> bytes:
    return b"%PDF-1.7 " + b"a" * 30_000_000


def page_tree_loop(folder: Path) -> bytes:
    return pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Parent 2 0 R /Count 1 >>",
        }
    )


def previous_table_loop(folder: Path) -> bytes:
    objects = {1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [] /Count 0 >>"}
    start = pdf(objects).index(b"xref\n0")
    return pdf(objects, b"/Prev %d" % start)


def font_that_names_itself(folder: Path) -> bytes:
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding 5 0 R /DescendantFonts [5 0 R] >>"
    return page(text(b"ab"), font)


def cmap_outside_the_library(folder: Path) -> bytes:
    """Name a pickle as the encoding of a font: a library that loads it writes the canary."""
    evil = folder / "evil.pickle.gz"
    evil.write_bytes(gzip.compress(b"cos\nsystem\n(S'touch %s'\ntR." % bytes(folder / "canary")))
    name = "".join(f"#{byte:02x}" for byte in bytes(folder / "evil")).encode()
    font = composite().replace(b"/Identity-H", b"/" + name)
    return page(text(b"ab"), font)


# The quick ones end by themselves or at a low limit within seconds, and are tried in every run of the tests.
QUICK: tuple[Callable[[Path], bytes], ...] = (
    xref_stream_with_a_huge_index,
    two_words_far_apart,
    giant_font,
    predictor_of_2e9_columns,
    giant_cid_widths,
    two_thousand_scattered_words,
    forms_nested_to_1e30,
    page_tree_loop,
    previous_table_loop,
    font_that_names_itself,
    cmap_outside_the_library,
)
SLOW: tuple[Callable[[Path], bytes], ...] = (
    threefold_flate_bomb,
    blanks_of_a_gigabyte,
    to_unicode_range_of_2e32,
    to_unicode_of_a_million_letters_a_glyph,
    two_million_words_on_a_line,
    inline_image_without_end,
    unclosed_string,
    one_line_of_30_megabytes,
)
