"""Pages of journals: their text, tables and captions stay, their chrome is furniture."""

from __future__ import annotations

from extractor.document import SectionKind, Stream
from extractor.readers.html import read_html

_PAGE = """<!DOCTYPE html><html><head><title>x</title>
<meta name="citation_title" content="A thick dura"><meta name="citation_author" content="Berg, Anna">
<meta name="citation_author" content="Bo Stone"><meta name="citation_doi" content="10.1234/D.2">
<meta name="citation_publication_date" content="2017/05/02"><meta name="citation_journal_title" content="Dura Today">
<script>var a = "never";</script></head><body>
<div id="cookie-banner">We use cookies to make this site better.</div>
<nav><ul><li><a href="/">Home</a></li><li><a href="/j">Journals</a></li><li><a href="/a">About us</a></li></ul></nav>
<main><h1>A thick dura</h1><div class="article-tools share"><a>Share on Twitter</a></div>
<h2>Case</h2><p>A 40-year-old <b>woman</b> had 10&nbsp;×&nbsp;10<sup>9</sup>/L cells.<sup><a href="#r1">1</a></sup></p>
<figure><img src="a.png"><figcaption>MRI of the neck.</figcaption></figure>
<table><caption>Table 1. Blood</caption><tr><th>Test</th><th>Value</th></tr>
<tr><td>IgG4</td><td>2.4 g/L</td></tr></table>
<p style="display: none">Hidden words.</p><p>Download PDF</p>
<h2>References</h2><ol><li>Doe J. Old case. J Old 1999;1:1. doi:10.1234/old</li></ol></main>
<aside><h3>Related articles</h3><p>A man of 70 with another disease.</p></aside>
<footer>© 2017 Dura Today</footer></body></html>"""


def test_a_journal_page() -> None:
    document = read_html(_PAGE.encode(), "a.html")
    assert [(block.stream, block.kind, document.quote(block.span)) for block in document.blocks] == [
        (Stream.HEADING, SectionKind.TITLE, "A thick dura"),
        (Stream.HEADING, None, "Case"),
        (Stream.BODY, None, "A 40-year-old woman had 10 × 10⁹/L cells.¹"),
        (Stream.HEADING, None, "References"),
        (Stream.BODY, None, "Doe J. Old case. J Old 1999;1:1. doi:10.1234/old"),
        (Stream.CAPTION, SectionKind.CAPTION, "MRI of the neck."),
        (Stream.CAPTION, SectionKind.CAPTION, "Table 1. Blood"),
        (Stream.TABLE, SectionKind.TABLE, "Test\tValue\nIgG4\t2.4 g/L\n"),
        (Stream.HEAD, SectionKind.FURNITURE, "We use cookies to make this site better."),
        (Stream.HEAD, SectionKind.FURNITURE, "Home"),
        (Stream.HEAD, SectionKind.FURNITURE, "Journals"),
        (Stream.HEAD, SectionKind.FURNITURE, "About us"),
        (Stream.HEAD, SectionKind.FURNITURE, "Share on Twitter"),
        (Stream.HEAD, SectionKind.FURNITURE, "Download PDF"),
        (Stream.HEAD, SectionKind.FURNITURE, "Related articles"),
        (Stream.HEAD, SectionKind.FURNITURE, "A man of 70 with another disease."),
        (Stream.HEAD, SectionKind.FURNITURE, "© 2017 Dura Today"),
    ]
    metadata = document.metadata
    assert (metadata.title, metadata.authors) == ("A thick dura", ("Anna Berg", "Bo Stone"))
    assert (metadata.year, metadata.journal, metadata.doi) == (2017, "Dura Today", "10.1234/d.2")


def test_a_wrapper_whose_name_sounds_like_chrome_keeps_the_paper() -> None:
    body = "<p>" + "A woman had pain in the neck for two weeks. " * 60 + "</p>"
    document = read_html(f"<html><body><div class='tabs'>{body}</div></body></html>".encode(), "a.html")
    assert [block.stream for block in document.blocks] == [Stream.BODY]


def test_the_declared_encoding_is_used() -> None:
    page = "<html><head><meta charset='iso-8859-2'></head><body><p>Łódź</p></body></html>".encode("iso-8859-2")
    assert read_html(page, "a.html").text == "Łódź"
