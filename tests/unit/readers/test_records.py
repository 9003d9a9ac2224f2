"""Files of many records: MEDLINE, PubMed XML and RIS."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.document import Document, SectionKind, Stream
from extractor.readers import read_papers

_NBIB = """
PMID- 111
OWN - NLM
DP  - 2018 Mar-Apr
TI  - A woman with a thick dura and
      a stiff neck.
LID - 10.1234/Dura.18 [doi]
LID - S0001(18)1 [pii]
AB  - BACKGROUND: The dura is rarely thick. CASE PRESENTATION: A 40-year-old woman had
      neck pain: it lasted. CONCLUSIONS: Think of it.
FAU - Berg, Anna T
AU  - Berg AT
PT  - Journal Article
PT  - Case Reports
JT  - Annals of small cases
OT  - dura

PMID- 222
TI  - Another paper.
AU  - Stone B
DP  - 2001
AID - 10.1234/other [doi]
"""


def _read(tmp_path: Path, name: str, content: str | bytes) -> tuple[Document, ...]:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_papers(path, name)


def test_medline_gives_a_document_a_record(tmp_path: Path) -> None:
    first, second = _read(tmp_path, "a.nbib", _NBIB)
    assert (first.path, first.format) == ("a.nbib#111", "nbib")
    assert [(block.stream, block.kind, first.quote(block.span)) for block in first.blocks] == [
        (Stream.HEADING, SectionKind.TITLE, "A woman with a thick dura and a stiff neck."),
        (Stream.BODY, SectionKind.AUTHORS, "Anna T Berg"),
        (Stream.HEADING, SectionKind.ABSTRACT, "BACKGROUND"),
        (Stream.BODY, SectionKind.ABSTRACT, "The dura is rarely thick."),
        (Stream.HEADING, SectionKind.ABSTRACT, "CASE PRESENTATION"),
        (Stream.BODY, SectionKind.ABSTRACT, "A 40-year-old woman had neck pain: it lasted."),
        (Stream.HEADING, SectionKind.ABSTRACT, "CONCLUSIONS"),
        (Stream.BODY, SectionKind.ABSTRACT, "Think of it."),
        (Stream.BODY, SectionKind.KEYWORDS, "Keywords: dura"),
    ]
    metadata = first.metadata
    assert (metadata.doi, metadata.pmid, metadata.year) == ("10.1234/dura.18", "111", 2018)
    assert (metadata.journal, metadata.article_type) == ("Annals of small cases", "case report")
    assert second.metadata.authors == ("Stone B",)
    assert second.metadata.doi == "10.1234/other"
    assert [problem.code for problem in second.problems] == ["no_abstract"]


def test_a_file_with_one_record_keeps_its_name(tmp_path: Path) -> None:
    (document,) = _read(tmp_path, "a.nbib", "PMID- 5\nOWN - NLM\nTI  - A title.\nAB  - An abstract.\n")
    assert document.path == "a.nbib"
    assert document.problems == ()


_PUBMED = """<?xml version="1.0"?><PubmedArticleSet>
<PubmedArticle><MedlineCitation><PMID Version="1">333</PMID><Article><Journal><JournalIssue><PubDate>
<MedlineDate>2019 Jan-Feb</MedlineDate></PubDate></JournalIssue><Title>Journal of the dura</Title></Journal>
<ArticleTitle>Dura with 10<sup>6</sup> cells</ArticleTitle>
<ELocationID EIdType="doi" ValidYN="Y">10.1234/D.1</ELocationID>
<Abstract><AbstractText Label="CASE REPORT" NlmCategory="RESULTS">A man of 50 had pain.</AbstractText>
<AbstractText Label="DISCUSSION">It is rare.</AbstractText>
<CopyrightInformation>© 2019 The Authors.</CopyrightInformation>
</Abstract><AuthorList><Author><LastName>Berg</LastName><ForeName>Anna</ForeName></Author>
<Author><CollectiveName>The Dura Group</CollectiveName></Author></AuthorList>
<PublicationTypeList><PublicationType>Case Reports</PublicationType></PublicationTypeList></Article></MedlineCitation>
<PubmedData><ReferenceList><Reference><ArticleIdList><ArticleId IdType="doi">10.9/cited</ArticleId></ArticleIdList>
</Reference></ReferenceList></PubmedData></PubmedArticle>
<PubmedArticle><MedlineCitation><PMID>444</PMID><Article><ArticleTitle>Plain</ArticleTitle><Abstract>
<AbstractText>One paragraph.</AbstractText></Abstract></Article></MedlineCitation><PubmedData><ReferenceList><Reference>
<ArticleIdList><ArticleId IdType="doi">10.9/cited</ArticleId></ArticleIdList></Reference></ReferenceList></PubmedData>
</PubmedArticle></PubmedArticleSet>"""


def test_pubmed_xml_keeps_the_labels_of_its_abstract(tmp_path: Path) -> None:
    first, second = _read(tmp_path, "p.xml", _PUBMED)
    assert first.path == "p.xml#333"
    assert first.text == (
        "Dura with 10⁶ cells\n\nAnna Berg, The Dura Group\n\nCASE REPORT\n\nA man of 50 had pain.\n\nDISCUSSION\n\n"
        "It is rare.\n\n© 2019 The Authors."
    )
    assert first.blocks[-1].stream is Stream.HEAD
    metadata = first.metadata
    assert (metadata.year, metadata.doi, metadata.pmid) == (2019, "10.1234/d.1", "333")
    assert (metadata.journal, metadata.article_type) == ("Journal of the dura", "case report")
    assert second.metadata.doi is None  # that of a reference is not the paper's


@pytest.mark.parametrize("title", ["TI", "T1"])
def test_ris_in_latin_1_and_with_either_title(tmp_path: Path, title: str) -> None:
    content = (
        f"TY  - JOUR\n{title}  - Sjögren’s and the dura\nAU  - Müller, Jürgen\nPY  - 2011/03/01\nJO  - Ann Cases\n"
        "AB  - A 60-year-old man had\n dry eyes.\nDO  - https://doi.org/10.1234/SJ.1\nER  - \n\n"
        "TY  - JOUR\nTI  - Two\nN2  - Another abstract.\nUR  - https://doi.org/10.1234/two\nER  - \n"
    )
    first, second = _read(tmp_path, "export.ris", content.encode("cp1252"))
    assert first.path == "export.ris#10.1234/sj.1"
    assert (first.metadata.title, first.metadata.authors) == ("Sjögren’s and the dura", ("Jürgen Müller",))
    assert (first.metadata.year, first.metadata.journal) == (2011, "Ann Cases")
    assert "A 60-year-old man had dry eyes." in first.text
    assert second.metadata.doi == "10.1234/two"
    assert second.text == "Two\n\nAnother abstract."


def test_the_same_record_twice_has_two_paths(tmp_path: Path) -> None:
    record = "TY  - JOUR\nTI  - One\nAB  - Words.\nDO  - 10.1234/one\nER  - \n"
    first, second = _read(tmp_path, "export.ris", record * 2)
    assert first.path != second.path
    assert first.id == second.id
