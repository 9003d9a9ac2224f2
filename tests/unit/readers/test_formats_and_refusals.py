"""What a file is, told by its content; and what is said of files that are no papers."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from extractor.problem import UnreadablePaper
from extractor.readers import read_papers
from extractor.readers.formats import Format, find_format


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"\n\n%PDF-1.7\n...", Format.PDF),
        (b'<?xml version="1.0"?><!-- note --><article article-type="case-report"><body/></article>', Format.JATS),
        (b'<!DOCTYPE article PUBLIC "-//NLM//DTD JATS" "a.dtd">\n<article/>', Format.JATS),
        (b"<pmc-articleset><article/></pmc-articleset>", Format.JATS),
        (b"<PubmedArticleSet></PubmedArticleSet>", Format.PUBMED),
        (b"<!DOCTYPE html><html><body><p>Words.</p></body></html>", Format.HTML),
        (b"PMID- 1\nOWN - NLM\nSTAT- MEDLINE\nTI  - A title\n", Format.NBIB),
        (b"\xef\xbb\xbfTY  - JOUR\nTI  - A title\nER  - \n", Format.RIS),
        (b"A man of 40 years had a cough.\n", Format.TEXT),
        ("A man of 40 years had a cough.\n".encode("utf-16"), Format.TEXT),
    ],
)
def test_the_format_is_told_by_content(content: bytes, expected: Format) -> None:
    assert find_format(content, "file") is expected


def _word_file() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return held.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.txt", b"", "no_text"),
        ("blank.pdf", b" \n\x00\n", "no_text"),
        ("report.docx", _word_file(), "not_a_paper"),
        ("image.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not_a_paper"),
        ("program.txt", bytes(range(256)) * 20, "not_a_paper"),
        ("old.xml", b"<?xml version='1.0'?><art><fm/><bdy/></art>", "not_a_paper"),
        ("unknown.xml", b"<?xml version='1.0'?><invoice><line/></invoice>", "not_a_paper"),
        ("refs.bib", b"@article{a, title={A title}}", "not_a_paper"),
        ("data.json", b'{"text": "A man"}', "not_a_paper"),
        ("marks.ann", b"T1\tAge 2 13\t54-year-old\nT2\tSex 14 19\twoman\n", "not_a_paper"),
        ("data.csv", b"id,age,sex\n1,40,m\n2,50,f\n3,60,m\n4,70,f\n", "not_a_paper"),
        ("no header.pdf", b"%PDF1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>", "not_a_paper"),
        ("cut.xml", b"<?xml version='1.0'?><article><front>", "no_text"),
        ("page.html", b"<html><body><nav>Home</nav></body></html>", "no_text"),
    ],
)
def test_what_is_no_paper_gets_one_clear_line(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadablePaper) as caught:
        read_papers(path, name)
    assert caught.value.problem.code == code
    assert name not in caught.value.problem.message  # the caller names the file
    assert "\n" not in caught.value.problem.message


def test_a_sentence_with_many_commas_on_each_line_is_no_table_of_data(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "He had fever, cough, and pain.\nShe had rash, itch, and fear.\nBoth, soon, recovered.\nAll, in all, well.\n"
    )
    (document,) = read_papers(path, "a.txt")
    assert document.format == "text"
