"""JATS XML: the order of the text, kinds, tables, superscripts, metadata, and XML that means harm."""

from __future__ import annotations

import pytest

from extractor.document import Document, SectionKind, Stream
from extractor.problem import UnreadablePaper
from extractor.readers.jats import read_jats

_FRONT = """
<front><journal-meta><journal-title-group><journal-title>Annals of Small Cases</journal-title></journal-title-group>
</journal-meta><article-meta>
<article-id pub-id-type="pmid">12345</article-id><article-id pub-id-type="doi">10.1234/ASC.5</article-id>
<article-categories><subj-group><subject>Case Report</subject></subj-group></article-categories>
<title-group><article-title>A stiff <italic>neck</italic></article-title></title-group>
<contrib-group><contrib contrib-type="author"><name><surname>Berg</surname><given-names>Anna T.</given-names></name>
<xref ref-type="aff"><sup>1</sup></xref></contrib>
<contrib contrib-type="editor"><name><surname>Nobody</surname><given-names>Ed</given-names></name></contrib>
</contrib-group>
<aff><label>1</label>Clinic of the Lake</aff>
<pub-date pub-type="epub"><year>2020</year></pub-date><pub-date pub-type="ppub"><year>2021</year></pub-date>
<abstract><sec><title>Background</title><p>Necks are rarely stiff.</p></sec></abstract>
<abstract abstract-type="graphical"><p>A drawing.</p></abstract>
<kwd-group><kwd>neck</kwd><kwd>dura</kwd></kwd-group>
</article-meta></front>"""


def _read(body: str, front: str = _FRONT, rest: str = "") -> Document:
    text = f'<article article-type="research-article">{front}<body>{body}</body>{rest}</article>'
    (document,) = read_jats(text.encode(), "a.xml")
    return document


def _blocks(document: Document) -> list[tuple[Stream, SectionKind | None, str]]:
    return [(block.stream, block.kind, document.quote(block.span)) for block in document.blocks]


def _body(xml: str) -> str:
    return _read(xml, front="").text


def test_metadata_is_what_the_publisher_states() -> None:
    metadata = _read("<p>Words.</p>").metadata
    assert metadata.title == "A stiff neck"
    assert metadata.authors == ("Anna T. Berg",)
    assert (metadata.year, metadata.journal) == (2021, "Annals of Small Cases")
    assert (metadata.doi, metadata.pmid, metadata.article_type) == ("10.1234/asc.5", "12345", "case report")


def test_the_text_has_body_then_captions_tables_and_small_print() -> None:
    document = _read(
        '<sec sec-type="cases"><title>Case</title><p>She was 40 <fig><label>Figure 1</label><caption><p>The MRI.</p>'
        "</caption></fig>years old.</p><table-wrap><label>Table 1</label><caption><p>Blood.</p></caption><table><tbody>"
        "<tr><td>IgG4</td><td>2.4 g/L</td></tr></tbody></table></table-wrap></sec>"
        '<sec sec-type="discussion"><title>Discussion</title><sec><title>Others</title><p>Some had it.</p></sec></sec>',
        rest="<back><ack><p>We thank all.</p></ack><ref-list><title>References</title><ref><label>1</label>"
        "<mixed-citation>Doe J. Old case. 1999.</mixed-citation></ref></ref-list></back>",
    )
    assert _blocks(document) == [
        (Stream.HEADING, SectionKind.TITLE, "A stiff neck"),
        (Stream.BODY, SectionKind.AUTHORS, "Anna T. Berg"),
        (Stream.HEADING, SectionKind.ABSTRACT, "Background"),
        (Stream.BODY, SectionKind.ABSTRACT, "Necks are rarely stiff."),
        (Stream.BODY, SectionKind.KEYWORDS, "Keywords: neck, dura"),
        (Stream.HEADING, SectionKind.CASE, "Case"),
        (Stream.BODY, SectionKind.CASE, "She was 40 years old."),
        (Stream.HEADING, SectionKind.DISCUSSION, "Discussion"),
        (Stream.HEADING, SectionKind.DISCUSSION, "Others"),
        (Stream.BODY, SectionKind.DISCUSSION, "Some had it."),
        (Stream.BODY, SectionKind.DECLARATIONS, "We thank all."),
        (Stream.HEADING, SectionKind.REFERENCES, "References"),
        (Stream.BODY, SectionKind.REFERENCES, "1 Doe J. Old case. 1999."),
        (Stream.CAPTION, SectionKind.CAPTION, "Figure 1. The MRI."),
        (Stream.CAPTION, SectionKind.CAPTION, "Table 1. Blood."),
        (Stream.TABLE, SectionKind.TABLE, "IgG4\t2.4 g/L\n"),
        (Stream.SMALL_PRINT, SectionKind.AUTHORS, "1 Clinic of the Lake"),
    ]
    assert [block.level for block in document.blocks if block.stream is Stream.HEADING] == [1, 2, 1, 1, 2, 1]
    (table,) = document.tables
    assert table.caption is not None
    assert document.quote(table.caption) == "Table 1. Blood."


def test_merged_cells_keep_their_words_at_every_place() -> None:
    document = _read(
        "<table-wrap><table><thead><tr><th colspan='2'>Blood</th></tr></thead><tbody><tr><td rowspan='2'>IgG4</td>"
        "<td>high</td></tr><tr><td>low</td></tr></tbody></table></table-wrap>",
        front="",
    )
    (table,) = document.tables
    rows = [[(document.quote(cell.span), cell.header) for cell in row] for row in table.rows]
    assert rows == [
        [("Blood", True), ("Blood", True)],
        [("IgG4", False), ("high", False)],
        [("IgG4", False), ("low", False)],
    ]
    assert document.text == "Blood\t\nIgG4\thigh\n\tlow\n"


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("10 × 10<sup>9</sup>/L", "10 × 10⁹/L"),
        ("10<sup>−5</sup> and CD8<sup>+</sup>", "10⁻⁵ and CD8⁺"),
        ("seen<sup><xref ref-type='bibr'>3</xref>–<xref ref-type='bibr'>5</xref></sup>.", "seen³–⁵."),
        (
            "seen<xref ref-type='bibr'><sup>3</sup></xref><sup>–</sup><xref ref-type='bibr'><sup>5</sup></xref>",
            "seen³–⁵",
        ),
        ("seen.<xref ref-type='bibr'>3</xref>,<xref ref-type='bibr'>4</xref> Then", "seen.³,⁴ Then"),
        ("seen [<xref ref-type='bibr'>3</xref>,<xref ref-type='bibr'>4</xref>].", "seen [3,4]."),
        ("seen (<xref ref-type='bibr'>Doe, 2001</xref>).", "seen (Doe, 2001)."),
        ("H<sub>2</sub>O on the 19<sup>th</sup> day", "H2O on the 19th day"),
        ("a ratio <inline-formula><tex-math>$x$</tex-math></inline-formula>of two", "a ratio of two"),
        ("4&#8201;mg <?pagebreak?>daily<!-- note -->", "4 mg daily"),
    ],
)
def test_what_stands_inside_a_paragraph(xml: str, text: str) -> None:
    assert _body(f"<p>{xml}</p>") == text


def test_lists_and_quotes_are_paragraphs_of_their_own() -> None:
    items = "<list-item><label>1.</label><p>fever</p></list-item><list-item><p>rash</p></list-item>"
    assert _body(f"<p>She had:<list>{items}</list>only.</p>") == "She had:\n\n1. fever\n\nrash\n\nonly."


def test_many_articles_in_a_wrapper_are_told_by_their_numbers() -> None:
    front = "<front><article-meta><article-id pub-id-type='pmcid'>{}</article-id></article-meta></front>"
    article = f"<article>{front}<body><p>{{}}</p></body></article>"
    xml = f"<pmc-articleset>{article.format(77, 'One.')}{article.format('PMC78', 'Two.')}</pmc-articleset>"
    documents = read_jats(xml.encode(), "set.xml")
    assert [(document.path, document.text) for document in documents] == [
        ("set.xml#PMC77", "One."),
        ("set.xml#PMC78", "Two."),
    ]
    assert len({document.id for document in documents}) == 2


def test_front_matter_alone_is_noted() -> None:
    (document,) = read_jats(f"<article>{_FRONT}</article>".encode(), "a.xml")
    assert [problem.code for problem in document.problems] == ["abstract_only"]


def test_broken_xml_gives_what_can_be_saved_and_says_so() -> None:
    (document,) = read_jats(b"<article><body><p>First words.</p><p>Second", "a.xml")
    assert document.text.startswith("First words.")
    assert [problem.code for problem in document.problems] == ["damaged"]


def test_entities_are_not_expanded_except_those_of_html() -> None:
    xml = '<!DOCTYPE article [<!ENTITY own "words"><!ENTITY file SYSTEM "file:///etc/passwd">]>'
    (document,) = read_jats(f"{xml}<article><body><p>Safe&own;&file; text.</p></body></article>".encode(), "a.xml")
    assert document.text == "Safe text."
    xml = '<!DOCTYPE article PUBLIC "-//NLM//DTD Journal Publishing DTD v2.0//EN" "j.dtd">'
    (document,) = read_jats(f"{xml}<article><body><p>5 &micro;g &ge; 3</p></body></article>".encode(), "a.xml")
    assert document.text == "5 µg ≥ 3"


def test_entities_that_multiply_break_the_file_and_nothing_else() -> None:
    bomb = '<!ENTITY e0 "ha">' + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    (document,) = read_jats(f"<!DOCTYPE article [{bomb}]><article><body><p>Safe&e8;</p></body></article>".encode(), "a")
    assert document.text == "Safe"


def test_a_deep_nest_does_not_stop_the_program() -> None:
    with pytest.raises(UnreadablePaper):
        read_jats(b"<article><body>" + b"<sec>" * 5000 + b"</sec>" * 5000 + b"</body></article>", "a.xml")
