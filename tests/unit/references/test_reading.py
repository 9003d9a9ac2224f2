"""Every dialect gives the same citation of the same paper; no record is lost, whatever is wrong with it."""

from __future__ import annotations

import pytest

from extractor.problem import UnreadablePaper
from extractor.references.citation import Citation
from extractor.references.reading import read_reference_bytes

RIS = """TY  - JOUR
AU  - Müller, Hanna
AU  - O'Neil, A. B.
TI  - A stiff dura in a baker
PY  - 2019/03/01
T2  - Journal of Rare Spines
VL  - 12
IS  - 3
SP  - 123
EP  - 129
DO  - 10.1234/jrs.2019.7
AN  - WOS:000123456700001
ER  -

TY  - JOUR
TI  - The second
   one, wrapped
PY  - 2020
ER  -
"""

NBIB = """PMID- 31234567
OWN - NLM
TI  - A stiff dura
      in a baker.
LID - 10.1234/jrs.2019.7 [doi]
FAU - Müller, Hanna
AU  - Müller H
FAU - O'Neil, A B
AU  - O'Neil AB
PT  - Case Reports
PT  - Journal Article
TA  - J Rare Spines
JT  - Journal of Rare Spines
VI  - 12
IP  - 3
PG  - 123-9
DP  - 2019 Mar 1

PMID- 31234568
TI  - The second one, without authors.
DP  - 2020
"""

ISI = """FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Muller, H
   O'Neil, AB
AF Müller, Hanna
   O'Neil, A. B.
TI A stiff dura
   in a baker
SO JOURNAL OF RARE SPINES
BP 123
EP 129
DI 10.1234/jrs.2019.7
PY 2019
VL 12
IS 3
UT WOS:000123456700001
PM 31234567
ER

PT J
TI The second
ER

EF
"""

REFER = """%0 Journal Article
%A Müller, Hanna
%A O'Neil, A. B.
%T A stiff dura in a baker
%J Journal of Rare Spines
%V 12
%N 3
%P 123-129
%D 2019
%R 10.1234/jrs.2019.7

%0 Journal Article
%T The second
"""

BIBTEX = r"""@article{one,
 title = {A stiff dura in a {Baker}},
 author = {M{\"u}ller, Hanna and O'Neil, A. B.},
 journal = {Journal of Rare Spines},
 year = 2019, volume = 12, number = 3, pages = {123--129},
 doi = {10.1234/jrs.2019.7}
}

@article{one, title = {The second, with the key of the first}, year = 2020}
"""

PUBMED_XML = """<?xml version="1.0"?>
<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>31234567</PMID><Article>
<Journal><JournalIssue><Volume>12</Volume><Issue>3</Issue><PubDate><Year>2019</Year></PubDate></JournalIssue>
<Title>Journal of Rare Spines</Title></Journal><ArticleTitle>A <i>stiff</i> dura in a baker.</ArticleTitle>
<Pagination><MedlinePgn>123-9</MedlinePgn></Pagination>
<AuthorList><Author><LastName>Müller</LastName><ForeName>Hanna</ForeName></Author>
<Author><LastName>O'Neil</LastName><Initials>AB</Initials></Author></AuthorList></Article></MedlineCitation>
<PubmedData><ArticleIdList><ArticleId IdType="doi">10.1234/jrs.2019.7</ArticleId></ArticleIdList></PubmedData>
</PubmedArticle><PubmedArticle><MedlineCitation><PMID>2</PMID></MedlineCitation></PubmedArticle></PubmedArticleSet>
"""

ENDNOTE_XML = """<?xml version="1.0"?><xml><records><record><ref-type name="Journal Article">17</ref-type>
<contributors><authors><author><style face="normal">Müller, Hanna</style></author>
<author><style>O'Neil, A. B.</style></author></authors></contributors>
<titles><title><style>A stiff </style><style face="italic">dura</style> in a baker</title></titles>
<periodical><full-title><style>Journal of Rare Spines</style></full-title></periodical>
<pages><style>123-129</style></pages><volume>12</volume><number>3</number><dates><year>2019</year></dates>
<electronic-resource-num><style>10.1234/jrs.2019.7</style></electronic-resource-num>
<remote-database-name>Embase</remote-database-name></record><record><titles><title>The second</title></titles>
</record></records></xml>
"""

SCOPUS_CSV = """Authors,Title,Year,Source title,Volume,Issue,Art. No.,Page start,Page end,DOI,EID
"Müller H.; O'Neil A.B.",A stiff dura in a baker,2019,Journal of Rare Spines,12,3,,123,129,10.1234/jrs.2019.7,2-s2.0-1
,"The second, ""quoted""
over two lines",2020,,,,,,,,2-s2.0-2
"""

EMBASE_CSV = """"TITLE","A stiff dura in a baker"
"AUTHOR NAMES","Müller H.","O'Neil A.B."
"SOURCE TITLE","Journal of Rare Spines"
"PUBLICATION YEAR","2019"
"VOLUME","12"
"ISSUE","3"
"FIRST PAGE","123"
"LAST PAGE","129"
"DOI","10.1234/jrs.2019.7"
"EMBASE LINK","https://www.embase.com/records?id=L1"

"TITLE","The second"
"AUTHOR NAMES","Doe J."
"PUBLICATION YEAR","2020"
"""

WOS_TAB = (
    "PT\tAU\tTI\tSO\tPY\tVL\tIS\tBP\tEP\tDI\tUT\n"
    "J\tMüller, H; O'Neil, AB\tA stiff dura in a baker\tJournal of Rare Spines\t2019\t12\t3\t123\t129\t"
    "10.1234/jrs.2019.7\tWOS:000123456700001\n"
    "J\t\tThe second\t\t2020\t\t\t\t\t\tWOS:2\n"
)

FILES = {
    "ris": (RIS, "Web of Science"),
    "medline": (NBIB, "PubMed"),
    "isi": (ISI, "Web of Science"),
    "refer": (REFER, "unnamed database"),
    "bibtex": (BIBTEX, "unnamed database"),
    "pubmed-xml": (PUBMED_XML, "PubMed"),
    "endnote-xml": (ENDNOTE_XML, "Embase"),
    "table": (SCOPUS_CSV, "Scopus"),
    "labelled": (EMBASE_CSV, "Embase"),
    "tabs": (WOS_TAB, "Web of Science"),
}


def read(text: str, encoding: str = "utf-8", name: str = "export") -> tuple[Citation, ...]:
    return read_reference_bytes(text.encode(encoding), name).citations


@pytest.mark.parametrize("kind", FILES)
def test_every_dialect_tells_the_same(kind: str) -> None:
    text, database = FILES[kind]
    first, second = read(text)
    assert first.title.rstrip(".") in ("A stiff dura in a baker", "A stiff dura in a Baker")
    assert [name.split()[0].rstrip(",") for name in first.authors] == ["Müller", "O'Neil"]
    assert (first.year, first.volume, first.issue, first.doi) == (2019, "12", "3", "10.1234/jrs.2019.7")
    assert first.pages.replace("–", "-") in ("123-129", "123-9")
    assert first.journal.lower() == "journal of rare spines"
    assert first.database == database
    assert second.title.startswith("The second") or second.problems[0].code == "no_title"


def test_a_format_is_told_by_content() -> None:
    told = {kind: read_reference_bytes(text.encode(), "x.dat").format for kind, (text, _) in FILES.items()}
    assert told == {kind: "table" if kind == "tabs" else kind for kind in FILES}


def test_each_record_of_medline_has_its_numbers() -> None:
    first, second = read(NBIB)
    assert (first.pmid, second.pmid, first.kind) == ("31234567", "31234568", "Case Reports; Journal Article")
    assert second.authors == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(encoding: str) -> None:
    assert read(RIS, encoding)[0].authors == ("Müller, Hanna", "O'Neil, A. B.")


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_line_ends(ends: str) -> None:
    assert len(read(RIS.replace("\n", ends))) == 2


def test_a_record_without_end_or_beginning_is_still_one() -> None:
    without_end = RIS.replace("ER  -\n\nTY", "\nTY")
    without_beginning = RIS.replace("ER  -\n\nTY  - JOUR\n", "ER  -\n\n")
    assert [c.title for c in read(without_end)] == ["A stiff dura in a baker", "The second one, wrapped"]
    assert [c.title for c in read(without_beginning)] == ["A stiff dura in a baker", "The second one, wrapped"]


def test_blanks_lost_on_the_way() -> None:
    assert [c.title for c in read(RIS.replace("  - ", " - "))] == ["A stiff dura in a baker", "The second one, wrapped"]


def test_a_broken_entry_keeps_its_place_and_what_can_be_read() -> None:
    broken = "@article{x, title = {Never closed,\n year = 2012,\n doi = {10.1234/x}\n" + BIBTEX
    first, *others = read(broken)
    assert (first.year, first.doi) == (2012, "10.1234/x")
    assert len(others) == 2


def test_a_record_without_title_says_so() -> None:
    (only,) = read("TY  - JOUR\nAU  - Doe, J\nER  -\n")
    assert [problem.code for problem in only.problems] == ["no_title"]
    assert only.raw == "TY  - JOUR\nAU  - Doe, J\nER  -"


def test_the_database_is_said_by_record_format_file_or_user() -> None:
    plain = "TY  - JOUR\nTI  - A title\nER  -\n"
    assert read(plain)[0].database == "unnamed database"
    assert read(plain, name="embase_2024.ris")[0].database == "Embase"
    assert read(plain.replace("ER", "DB  - Scopus\nER"), name="embase.ris")[0].database == "Scopus"
    assert read_reference_bytes(plain.encode(), "embase.ris", "CNKI").citations[0].database == "CNKI"


def test_a_doi_of_a_note_is_not_that_of_the_record() -> None:
    noted = "TY  - JOUR\nTI  - A title\nN1  - cited with 10.5555/other\nER  -\n"
    linked = "TY  - JOUR\nTI  - A title\nUR  - https://doi.org/10.5555/own%281%29\nER  -\n"
    assert [read(text)[0].doi for text in (noted, linked)] == [None, "10.5555/own(1)"]


def test_markup_in_titles_goes_its_words_stay() -> None:
    (only,) = read("TY  - JOUR\nTI  - <i>Candida</i> &amp; IgG<sub>4</sub>: n < 5\nER  -\n")
    assert only.title == "Candida & IgG4: n < 5"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Dear editor,\nthis is a letter.\n",
        "<html><body>Hello</body></html>",
        "a,b\n1,2\n",
        "Study,Source,Year,Age\n1,Lee,2019,50\n2,Doe,2020,60\n",
    ],
)
def test_what_holds_no_references_is_refused(text: str) -> None:
    with pytest.raises(UnreadablePaper):
        read(text)


def test_a_quote_that_nobody_closed_swallows_no_rows() -> None:
    rows = ["Title,Authors,Year", 'The first,"Doe J,2019', "The second,Roe K,2020", "The third,Poe L,2021"]
    assert [(c.title, c.year) for c in read("\n".join(rows))] == [
        ("The first", 2019),
        ("The second", 2020),
        ("The third", 2021),
    ]


@pytest.mark.parametrize(
    "row",
    [
        "PMID,Title,Authors,Citation,First Author,Journal/Book,Publication Year,Create Date,PMCID,NIHMS ID,DOI\n"
        '1234567,The dura,"Doe J, Roe K.","J Rare Spines. 2019 Mar;12(3):123-129. doi: 10.1234/x.7. Epub 2019.",'
        "Doe J,J Rare Spines,2019,2019/03/01,,,",
        '"Title","Author Names","Source","Medline PMID","PUI"\n'
        '"The dura","Doe J., Roe K.","J Rare Spines (2019) 12:3 (123-129). Date of Publication: 1 Mar 2019",'
        '"1234567 (http://x)","L1"',
    ],
)
def test_a_place_that_stands_in_one_text(row: str) -> None:
    (only,) = read(row)
    assert (only.journal, only.year, only.volume, only.issue, only.pages) == (
        "J Rare Spines",
        2019,
        "12",
        "3",
        "123-129",
    )
    assert (only.pmid, len(only.authors)) == ("1234567", 2)
