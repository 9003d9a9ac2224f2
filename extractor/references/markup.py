"""References as XML, of PubMed and of EndNote → records whose tags are the roles themselves."""

from __future__ import annotations

from lxml import etree

from extractor.tagged import TaggedRecord
from extractor.xml_text import Element, child, children, local_name, words

_ARTICLES = ("PubmedArticle", "PubmedBookArticle")


def split_pubmed(root: Element) -> tuple[TaggedRecord, ...]:
    """Give a record for each article; those of a set without the outer element too."""
    articles = [item for item in root.iter() if local_name(item) in _ARTICLES]
    if not articles:
        articles = [item for item in root.iter() if local_name(item) == "MedlineCitation"]
    return tuple(_read_pubmed(article) for article in articles)


def _read_pubmed(article: Element) -> TaggedRecord:
    citation = next(iter(children(article, "MedlineCitation", "BookDocument")), article)
    inner = next(iter(children(citation, "Article")), citation)
    journal = child(inner, "Journal")
    issue = child(journal, "JournalIssue")
    date = child(issue, "PubDate")
    fields = [
        ("pmid", words(child(citation, "PMID"))),
        ("title", words(child(inner, "ArticleTitle")) or words(child(inner, "Book", "BookTitle"))),
        ("year", words(child(date, "Year")) or words(child(date, "MedlineDate"))),
        ("year", words(child(inner, "ArticleDate", "Year"))),
        ("journal", words(child(journal, "Title")) or words(child(journal, "ISOAbbreviation"))),
        ("volume", words(child(issue, "Volume"))),
        ("issue", words(child(issue, "Issue"))),
        ("pages", words(child(inner, "Pagination", "MedlinePgn")) or words(child(inner, "Pagination", "StartPage"))),
        ("abstract", " ".join(words(part) for part in _all(child(inner, "Abstract"), "AbstractText"))),
    ]
    fields += [("kind", words(kind)) for kind in _all(child(inner, "PublicationTypeList"), "PublicationType")]
    fields += [("author", _pubmed_author(author)) for author in _all(child(inner, "AuthorList"), "Author")]
    located = _all(inner, "ELocationID") + _all(child(article, "PubmedData", "ArticleIdList"), "ArticleId")
    for number in located:
        if "doi" in (number.get("EIdType"), number.get("IdType")):
            fields.append(("doi", f"doi:{words(number)}"))
    return _record(fields, article)


def _pubmed_author(author: Element) -> str:
    given = words(child(author, "ForeName")) or words(child(author, "Initials"))
    family = words(child(author, "LastName"))
    if not family:
        return words(child(author, "CollectiveName"))
    return f"{family}, {given}" if given else family


def split_endnote(root: Element) -> tuple[TaggedRecord, ...]:
    """Give a record for each element `record`; its words hide in elements of style."""
    return tuple(_read_endnote(record) for record in root.iter("{*}record"))


def _read_endnote(record: Element) -> TaggedRecord:
    titles, periodical = child(record, "titles"), child(record, "periodical")
    kind = child(record, "ref-type")
    fields = [
        ("title", words(child(titles, "title"))),
        ("journal", words(child(periodical, "full-title"))),
        ("journal", words(child(titles, "secondary-title")) or words(child(periodical, "abbr-1"))),
        ("year", words(child(record, "dates", "year"))),
        ("volume", words(child(record, "volume"))),
        ("issue", words(child(record, "number"))),
        ("pages", words(child(record, "pages"))),
        ("doi", _named_doi(words(child(record, "electronic-resource-num")))),
        ("accession", words(child(record, "accession-num"))),
        ("database", words(child(record, "remote-database-name"))),
        ("abstract", words(child(record, "abstract"))),
        ("kind", words(child(record, "work-type"))),
        ("kind", (kind.get("name") or "") if kind is not None else ""),
    ]
    for group in _all(record, "contributors"):
        for names in _all(group, "authors"):
            fields += [("author", words(author)) for author in _all(names, "author")]
    urls = child(record, "urls")
    fields += [("url", words(url)) for url in (urls.iter("{*}url") if urls is not None else ())]
    return _record(fields, record)


def _named_doi(text: str) -> str:
    return f"doi:{text}" if text else ""


def _all(element: Element | None, name: str) -> list[Element]:
    return children(element, name) if element is not None else []


def _record(fields: list[tuple[str, str]], element: Element) -> TaggedRecord:
    raw = etree.tostring(element, encoding="unicode", with_tail=False)
    return TaggedRecord(tuple((name, value) for name, value in fields if value), raw)
