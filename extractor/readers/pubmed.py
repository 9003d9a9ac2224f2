"""PubMed XML (`PubmedArticleSet`, many articles a file) → one `Document` an article."""

from __future__ import annotations

from lxml import etree

from extractor.characters import clean_line
from extractor.document import Document, Metadata
from extractor.metadata import name_article_type, normalise_doi
from extractor.readers.records import Passage, ReferenceRecord, build_documents, find_year, split_abstract
from extractor.xml_text import Element, child, children, local_name, parse_xml, words


def read_pubmed(data: bytes, shown: str) -> tuple[Document, ...]:
    """Read every article of the file."""
    root, _ = parse_xml(data, shown)
    articles = [root] if local_name(root) == "PubmedArticle" else list(root.iter("{*}PubmedArticle"))
    if not articles:
        citations = root.iter("{*}MedlineCitation")
        return build_documents([_read_article(citation, citation) for citation in citations], shown, "pubmed")
    records = [_read_article(child(article, "MedlineCitation"), article) for article in articles]
    return build_documents(records, shown, "pubmed")


def _read_article(citation: Element | None, whole: Element) -> ReferenceRecord:
    article = child(citation, "Article")
    abstract = child(article, "Abstract")
    pmid = clean_line(words(child(citation, "PMID"))) or None
    journal = child(article, "Journal")
    date = child(journal, "JournalIssue", "PubDate")
    types = child(article, "PublicationTypeList")
    title = clean_line(words(child(article, "ArticleTitle")))
    metadata = Metadata(
        title=title.removeprefix("[").removesuffix(".").removesuffix("]") if title.startswith("[") else title or None,
        authors=_authors(child(article, "AuthorList")),
        year=find_year([words(child(date, "Year")), words(child(date, "MedlineDate"))]),
        journal=clean_line(words(child(journal, "Title")) or words(child(journal, "ISOAbbreviation"))) or None,
        doi=_doi(article, whole),
        pmid=pmid,
        article_type=name_article_type([words(kind) for kind in types] if types is not None else []),
    )
    passages: list[Passage] = []
    for text in children(abstract, "AbstractText") if abstract is not None else []:
        label = clean_line(text.get("Label", ""))
        passages += [Passage(words(text), label)] if label else split_abstract(words(text))
    if abstract is not None and child(abstract, "CopyrightInformation") is not None:
        passages.append(Passage(words(child(abstract, "CopyrightInformation"))))
    keywords = tuple(
        words(keyword) for group in _all(citation, "KeywordList") for keyword in children(group, "Keyword")
    )
    raw = etree.tostring(whole, encoding="unicode", with_tail=False)
    return ReferenceRecord(raw, pmid, metadata, tuple(p for p in passages if p.text), keywords)


def _all(element: Element | None, name: str) -> list[Element]:
    return children(element, name) if element is not None else []


def _authors(group: Element | None) -> tuple[str, ...]:
    names: list[str] = []
    for author in _all(group, "Author"):
        given = words(child(author, "ForeName")) or words(child(author, "Initials"))
        parts = (given, words(child(author, "LastName")), words(child(author, "Suffix")))
        name = " ".join(part for part in parts if part) or words(child(author, "CollectiveName"))
        names.append(clean_line(name))
    return tuple(name for name in names if name)


def _doi(article: Element | None, whole: Element) -> str | None:
    """Give the DOI of the article itself; those of its references stand deeper."""
    for location in _all(article, "ELocationID"):
        if location.get("EIdType") == "doi" and location.get("ValidYN", "Y") == "Y":
            return normalise_doi(words(location))
    for identifier in _all(child(whole, "PubmedData", "ArticleIdList"), "ArticleId"):
        if identifier.get("IdType") == "doi":
            return normalise_doi(words(identifier))
    return None
