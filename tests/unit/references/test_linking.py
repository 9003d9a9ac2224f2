"""A paper is linked to the citation whose title it bears, not to one that it cites."""

from __future__ import annotations

from extractor.document import Block, Document, Metadata, SectionKind, Span, Stream
from extractor.references.citation import Citation
from extractor.references.linking import Link, PaperFront, known_front, link_papers, place_fronts, read_front

OWN = Citation(
    "a#1",
    "PubMed",
    "A stiff dura in a baker: long follow-up",
    ("Müller, H.",),
    2019,
    doi="10.1234/own.7",
    pmid="31234567",
)
CITED = Citation("a#2", "PubMed", "The dura of forty millers and what became of them", doi="10.1234/cited.9")
SERIES = Citation("a#3", "PubMed", "A stiff dura in a baker: long follow-up", ("Wong, L.",), 2021)


def paper(*paragraphs: str, path: str = "x.pdf", title: str | None = None) -> Document:
    text = "\n\n".join(paragraphs)
    blocks, at = [], 0
    for paragraph in paragraphs:
        kind = SectionKind.TITLE if paragraph == title else None
        blocks.append(Block(Span(at, at + len(paragraph)), Stream.BODY, kind))
        at += len(paragraph) + 2
    return Document("0" * 64, path, "text", text, tuple(blocks), Metadata(title=title))


def link(document: Document, *citations: Citation) -> Link:
    (only,) = link_papers([read_front(document)], citations)
    return only


def test_the_title_at_the_top_and_the_doi() -> None:
    text = paper(
        "https://doi.org/10.1234/cited.9 is cited here",
        "A Stiff Dura in a Baker: long-\nfollow up",
        "doi 10.1234/\nown.7",
    )
    found = link(text, CITED, OWN)
    assert (found.citation, found.confirmed, found.doubt) == (OWN, "DOI", "")


def test_a_cited_title_is_not_the_paper() -> None:
    text = paper(
        "Flour and bone: an essay",
        "We read [The dura of forty millers and what became of them] with care.",
        title="Flour and bone: an essay",
    )
    found = link(text, CITED, OWN)
    assert found.citation is None
    assert found.doubt == "perhaps a#2: its title is named, nothing else"


def test_what_stands_in_the_references_does_not_count() -> None:
    text = paper(
        "Flour and bone", "References", "1. The dura of forty millers and what became of them. doi:10.1234/cited.9"
    )
    assert link(text, CITED).doubt == "no title of the citations stands on its first pages"


def test_the_name_of_the_file_bears_a_title_out() -> None:
    words = ("A stiff dura in a baker: long follow-up", "A baker came with a stiff neck.")
    for path, confirmed in (
        ("31234567.pdf", "file name"),
        ("Muller_2019.pdf", "file name"),
        ("10.1234_own.7.pdf", "file name"),
    ):
        found = link(paper(*words, path=path), OWN, CITED)
        assert (found.citation, found.confirmed) == (OWN, confirmed)


def test_two_citations_of_one_title_are_told_apart_or_doubted() -> None:
    title = "A stiff dura in a baker: long follow-up"
    told = link(paper(title, "PMID: 31234567", title=title), SERIES, OWN)
    assert (told.citation, told.doubt) == (OWN, "")
    doubted = link(paper(title, title=title), SERIES, OWN)
    assert (doubted.citation, doubted.doubt) == (None, "its title is that of several citations: a#1, a#3")


def test_the_longer_of_two_titles_that_begin_alike() -> None:
    short = Citation("b#1", "PubMed", "A stiff dura in a baker")
    title = "A stiff dura in a baker: long follow-up"
    assert link(paper(title, "Text.", title=title), short, OWN).citation == OWN


def test_of_a_paper_that_cannot_be_read_the_name_of_its_file_is_left() -> None:
    named, nameless = link_papers([known_front("31234567.pdf"), known_front("scan1.pdf")], [OWN, CITED])
    assert (named.citation, named.confirmed) == (OWN, "file name")
    assert (nameless.citation, nameless.doubt) == (None, "nothing of it could be read")


def test_papers_are_found_again_by_path_or_name() -> None:
    def front(path: str) -> PaperFront:
        return known_front(path, "A title that was read now")

    known = {path: known_front(path) for path in ("old/a.pdf", "old/b.pdf", "old/c.nbib#1")}
    read = (front("old/a.pdf"), front("new/b.pdf"), front("old/c.nbib#1"), front("old/c.nbib#2"), front("other.pdf"))
    assert [(f.path, bool(f.title)) for f in place_fronts(read, known)] == [
        ("old/a.pdf", True),
        ("old/b.pdf", True),
        ("old/c.nbib#1", True),
        ("old/c.nbib#2", True),
    ]
