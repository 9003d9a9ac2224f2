"""Sets a sample paper as XML, NBIB, RIS, a web page, or text as it is copied from a PDF; Source → str."""

from __future__ import annotations

import re
import textwrap
from xml.sax.saxutils import escape

from paper_pdf import plain_author, soften
from paper_source import Part, Source, strip_markup, to_tags


def names(source: Source) -> list[tuple[str, str]]:
    """Give the authors as (surname, given names)."""
    split = [plain_author(author).rsplit(" ", 1) for author in source.authors]
    return [(parts[-1], parts[0] if len(parts) > 1 else "") for parts in split]


def abstract_parts(source: Source) -> list[tuple[str, str]]:
    """Give the abstract as (label, text); a paragraph that opens with a bold word and colon has a label."""
    parts = source.body
    if parts and parts[0].kind == "heading" and parts[0].text.lower() in ("abstract", "summary"):
        end = next((i for i, p in enumerate(parts) if i and p.kind == "heading" and p.level == 1), len(parts))
        parts = parts[1:end]
    made = []
    for part in parts:
        labelled = re.match(r"\*\*(.+?):\*\*\s*(.*)", part.text, re.S)
        made.append((labelled[1], labelled[2]) if labelled else ("", part.text))
    return made


def make_jats(source: Source) -> str:
    """Give a paper in the JATS form of PubMed Central."""
    people = "".join(
        f'<contrib contrib-type="author"><name><surname>{escape(s)}</surname><given-names>{escape(g)}</given-names>'
        f"</name></contrib>"
        for s, g in names(source)
    )
    places = "".join(f'<aff id="aff{i}">{_jats(a)}</aff>' for i, a in enumerate(source.affiliations, 1))
    abstract = "".join(
        f"<sec><title>{escape(label)}</title><p>{_jats(text)}</p></sec>" if label else f"<p>{_jats(text)}</p>"
        for label, text in abstract_parts(source)
    )
    keywords = "".join(f"<kwd>{escape(k)}</kwd>" for k in source.keywords)
    first, _, last = source.pages.partition("-")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Archiving and Interchange DTD v1.2 20190208//EN" '
        '"JATS-archivearticle1.dtd">\n'
        f'<article article-type="{_article_type(source)}" xml:lang="en">\n<front><journal-meta>'
        f"<journal-title-group><journal-title>{escape(source.journal)}</journal-title></journal-title-group>"
        f'<issn pub-type="epub">0000-0000</issn></journal-meta>\n<article-meta>'
        f'<article-id pub-id-type="doi">{source.doi}</article-id>'
        + (f'<article-id pub-id-type="pmid">{source.pmid}</article-id>' if source.pmid else "")
        + f"<article-categories><subj-group><subject>{escape(source.type)}</subject></subj-group></article-categories>"
        f"<title-group><article-title>{_jats(source.title)}</article-title></title-group>\n"
        f"<contrib-group>{people}</contrib-group>{places}\n"
        f'<pub-date pub-type="ppub"><year>{source.year}</year></pub-date><volume>{source.volume}</volume>'
        f"<issue>{source.issue}</issue><fpage>{first}</fpage><lpage>{last or first}</lpage>\n"
        f"<abstract>{abstract}</abstract>\n<kwd-group>{keywords}</kwd-group></article-meta></front>\n"
        f"<body>{_jats_sections(source)}</body>\n<back><ref-list><title>References</title>{_jats_references(source)}"
        "</ref-list></back>\n</article>\n"
    )


def _article_type(source: Source) -> str:
    return {"Review": "review-article", "Letter": "letter", "Original Article": "research-article"}.get(
        source.type, "case-report"
    )


def _jats(text: str) -> str:
    return to_tags(escape(text), "bold", "italic", "sup", r'<xref ref-type="bibr"><sup>\1</sup></xref>')


def body_parts(source: Source) -> list[Part]:
    """Give the body without abstract and references."""
    parts = list(source.body)
    if parts and parts[0].kind == "heading" and parts[0].text.lower() in ("abstract", "summary"):
        end = next((i for i, p in enumerate(parts) if i and p.kind == "heading" and p.level == 1), len(parts))
        parts = parts[end:]
    return [p for p in parts if p.kind != "references" and p.text != "References"]


def _jats_sections(source: Source) -> str:
    made, depth = [], 0
    for part in body_parts(source):
        if part.kind == "heading":
            made += ["</sec>"] * (depth - part.level + 1)
            made.append(f"\n<sec><title>{_jats(part.text)}</title>")
            depth = part.level
        elif part.kind == "item":
            made.append(f"<list><list-item><p>{_jats(part.text)}</p></list-item></list>")
        elif part.kind == "figure":
            made.append(f"\n<fig><caption><p>{_jats(part.text)}</p></caption></fig>")
        elif part.kind == "table":
            made.append(_jats_table(part))
        else:
            made.append(f"\n<p>{_jats(part.text)}</p>")
    return "".join(made + ["</sec>"] * depth)


def _jats_table(part: Part) -> str:
    head = "".join(f"<th>{_jats(cell)}</th>" for cell in part.rows[0])
    rows = "".join("<tr>" + "".join(f"<td>{_jats(cell)}</td>" for cell in row) + "</tr>" for row in part.rows[1:])
    foot = f"<table-wrap-foot><p>{_jats(part.note)}</p></table-wrap-foot>" if part.note else ""
    return (
        f"\n<table-wrap><caption><p>{_jats(part.text)}</p></caption><table><thead><tr>{head}</tr></thead>"
        f"<tbody>{rows}</tbody></table>{foot}</table-wrap>"
    )


def _jats_references(source: Source) -> str:
    return "".join(
        f'<ref id="B{i}"><label>{i}</label><mixed-citation publication-type="journal">{escape(r.authors)}. '
        f"<article-title>{escape(r.title)}</article-title>. <source>{escape(r.journal)}</source> <year>{r.year}</year>;"
        f"<volume>{r.volume}</volume>:{escape(r.pages)}.</mixed-citation></ref>\n"
        for i, r in enumerate(source.references, 1)
    )


def make_pubmed(sources: list[Source]) -> str:
    """Give abstracts in the XML of PubMed."""
    articles = []
    for source in sources:
        people = "".join(
            f"<Author><LastName>{escape(s)}</LastName><ForeName>{escape(g)}</ForeName><Initials>{_initials(g)}</Initials>"
            "</Author>"
            for s, g in names(source)
        )
        abstract = "".join(
            f'<AbstractText Label="{escape(label.upper())}">{escape(strip_markup(text))}</AbstractText>'
            if label
            else f"<AbstractText>{escape(strip_markup(text))}</AbstractText>"
            for label, text in abstract_parts(source)
        )
        types = "".join(f"<PublicationType>{escape(t)}</PublicationType>" for t in _types(source))
        articles.append(
            f'<PubmedArticle><MedlineCitation Status="MEDLINE"><PMID Version="1">{source.pmid}</PMID><Article>'
            f"<Journal><JournalIssue><Volume>{source.volume}</Volume><PubDate><Year>{source.year}</Year></PubDate>"
            f"</JournalIssue><Title>{escape(source.journal)}</Title>"
            f"<ISOAbbreviation>{escape(source.short_journal)}</ISOAbbreviation></Journal>"
            f"<ArticleTitle>{escape(source.title)}.</ArticleTitle><Abstract>{abstract}</Abstract>"
            f"<AuthorList>{people}</AuthorList><PublicationTypeList>{types}</PublicationTypeList></Article>"
            f'</MedlineCitation><PubmedData><ArticleIdList><ArticleId IdType="pubmed">{source.pmid}</ArticleId>'
            f'<ArticleId IdType="doi">{source.doi}</ArticleId></ArticleIdList></PubmedData></PubmedArticle>'
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE PubmedArticleSet>\n<PubmedArticleSet>\n'
        + "\n".join(articles)
        + "\n</PubmedArticleSet>\n"
    )


def _types(source: Source) -> list[str]:
    kinds = {"Review": "Review", "Letter": "Letter", "Case Report": "Case Reports", "Case Series": "Case Reports"}
    return ["Journal Article", *([kinds[source.type]] if source.type in kinds else [])]


def _initials(given: str) -> str:
    return "".join(word[0] for word in re.split(r"[\s-]+", given) if word)


def make_nbib(sources: list[Source]) -> str:
    """Give abstracts in the MEDLINE form that PubMed saves as .nbib."""
    records = []
    for source in sources:
        abstract = " ".join(
            f"{label.upper()}: {strip_markup(text)}" if label else strip_markup(text)
            for label, text in abstract_parts(source)
        )
        lines = [("PMID", source.pmid), ("OWN", "NLM"), ("STAT", "MEDLINE"), ("DP", f"{source.year} Mar")]
        lines += [("TI", f"{source.title}."), ("PG", source.pages), ("LID", f"{source.doi} [doi]"), ("AB", abstract)]
        for surname, given in names(source):
            lines += [("FAU", f"{surname}, {given}"), ("AU", f"{surname} {_initials(given)}")]
        lines += [("LA", "eng")] + [("PT", t) for t in _types(source)]
        lines += [("TA", source.short_journal), ("JT", source.journal), ("VI", source.volume), ("IP", source.issue)]
        lines += [("MH", k) for k in source.keywords] + [("SO", f"{source.short_journal}. {source.year} Mar.")]
        records.append("\n".join(_nbib_line(tag, text) for tag, text in lines))
    return "\n\n".join(records) + "\n"


def _nbib_line(tag: str, text: str) -> str:
    return "\n".join(
        textwrap.wrap(text, 82, initial_indent=f"{tag:<4}- ", subsequent_indent="      ", break_long_words=False)
    )


def make_ris(sources: list[Source]) -> str:
    """Give abstracts in the RIS form that reference managers exchange."""
    records = []
    for source in sources:
        abstract = " ".join(
            f"{label}: {strip_markup(text)}" if label else strip_markup(text) for label, text in abstract_parts(source)
        )
        first, _, last = source.pages.partition("-")
        lines = [("TY", "JOUR"), ("ID", source.pmid), *(("AU", f"{s}, {g}") for s, g in names(source))]
        lines += [("PY", str(source.year)), ("TI", source.title), ("JO", source.journal), ("VL", source.volume)]
        lines += [("IS", source.issue), ("SP", first), ("EP", last or first), ("DO", source.doi), ("AB", abstract)]
        lines += [("KW", k) for k in source.keywords] + [("ER", "")]
        records.append("\r\n".join(f"{tag}  - {text}" for tag, text in lines))
    return "\r\n\r\n".join(records) + "\r\n"


def make_html(source: Source) -> str:
    """Give a paper as the web page of a journal, with all that such a page has around it."""
    body = []
    for part in [*source.body]:
        if part.kind == "heading":
            body.append(f"<h{part.level + 1}>{_html(part.text)}</h{part.level + 1}>")
        elif part.kind == "item":
            body.append(f"<ul><li>{_html(part.text)}</li></ul>")
        elif part.kind == "figure":
            body.append(
                f'<figure><img src="figure.png" alt="figure"><figcaption>{_html(part.text)}</figcaption></figure>'
            )
        elif part.kind == "table":
            body.append(_html_table(part))
        elif part.kind == "references":
            items = "".join(
                f"<li>{escape(r.vancouver())} <a>[CrossRef]</a> <a>[Google Scholar]</a></li>" for r in source.references
            )
            body.append(f'<ol class="references">{items}</ol>')
        else:
            body.append(f"<p>{_html(part.text)}</p>")
    people = ", ".join(_html(a) for a in source.authors)
    metas = [("citation_title", source.title), ("citation_journal_title", source.journal)]
    metas += [("citation_doi", source.doi), ("citation_publication_date", str(source.year))]
    metas += [("citation_author", f"{s}, {g}") for s, g in names(source)]
    head = "".join(f'<meta name="{n}" content="{escape(c)}">\n' for n, c in metas)
    related = "".join(f"<li><a href='#'>{escape(line)}</a></li>" for line in source.extra)
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(source.title)} | '
        f"{escape(source.journal)}</title>\n{head}<style>body{{font-family:serif}}</style>"
        "<script>var page='article';</script></head>\n<body>\n"
        "<header><a href='#main'>Skip to main content</a><nav><ul><li>Home</li><li>Current issue</li><li>Archive</li>"
        "<li>For authors</li><li>Sign in</li></ul></nav><form>Search this journal</form></header>\n"
        "<div class='cookie-banner' role='dialog'><p>We use cookies to improve your experience. "
        "<button>Accept all</button> <button>Refuse</button></p></div>\n"
        f"<aside class='sidebar'><h2>Related articles</h2><ul>{related}</ul><h2>Metrics</h2>"
        "<p>Views 1,204 · Citations 3</p><h2>Sign up for alerts</h2></aside>\n"
        f"<main id='main'><article><p class='kind'>{escape(source.type)}</p><h1>{_html(source.title)}</h1>\n"
        f"<p class='authors'>{people}</p>\n"
        + "".join(f"<p class='affiliation'>{_html(a)}</p>" for a in source.affiliations)
        + f"<p>{escape(source.journal)} {source.year}; {source.volume}({source.issue}): {source.pages}. "
        f"https://doi.org/{source.doi}</p>\n<p><a>Download PDF</a> <a>Share</a> <a>Cite this article</a></p>\n"
        + "\n".join(body)
        + "\n</article></main>\n<footer><p>Advertisement</p><p>Comments (0)</p><p>Be the first to comment.</p>"
        f"<p>© {source.year} {escape(source.journal)}. All rights reserved. Privacy policy. "
        "Terms of use.</p></footer>\n"
        "</body></html>\n"
    )


def _html(text: str) -> str:
    return to_tags(escape(text), "b", "i", "sup", r"<sup>\1</sup>")


def _html_table(part: Part) -> str:
    head = "".join(f"<th>{_html(cell)}</th>" for cell in part.rows[0])
    rows = "".join("<tr>" + "".join(f"<td>{_html(c)}</td>" for c in row) + "</tr>" for row in part.rows[1:])
    return f"<table><caption>{_html(part.text)}</caption><tr>{head}</tr>{rows}</table><p>{_html(part.note)}</p>"


def make_text(source: Source) -> str:
    """Give a paper as it looks when copied out of a PDF viewer: short lines, hyphens, running heads, ligatures."""
    lines = [f"{source.journal} {source.year}; {source.volume}: {source.pages}", "", source.type.upper(), ""]
    lines += textwrap.wrap(strip_markup(source.title), 56)
    lines += ["", *textwrap.wrap(re.sub(r"\^(.*?)\^", r"\1", ", ".join(source.authors)), 64)]
    lines += [line for a in source.affiliations for line in textwrap.wrap(strip_markup(a), 64)] + [""]
    for part in source.body:
        if part.kind == "references":
            for number, reference in enumerate(source.references, 1):
                lines += wrap_like_print(f"{number}. {reference.vancouver()}", 62)
        elif part.kind == "table":
            lines += [strip_markup(part.text), *(" ".join(row) for row in part.rows), strip_markup(part.note), ""]
        elif part.kind == "heading":
            lines += ["", strip_markup(part.text)]
        else:
            bullet = "• " if part.kind == "item" else ""
            lines += wrap_like_print(bullet + re.sub(r"\{([\d, –-]+)\}", r"[\1]", strip_cited(part.text)), 62)
    return "\n".join(_with_running_heads(lines, source)) + "\n"


def strip_cited(text: str) -> str:
    """Take the markup away and leave the citation numbers."""
    return re.sub(r"\*\*(.+?)\*\*|\*(.+?)\*|\^(.+?)\^", lambda m: m[1] or m[2] or m[3], text)


def wrap_like_print(text: str, width: int) -> list[str]:
    """Break a paragraph into lines as print does, hyphens and fi and fl ligatures included."""
    lines, line = [], ""
    for word in text.replace("fi", "ﬁ").replace("fl", "ﬂ").split():
        if len(line) + len(word) + 1 <= width:
            line = f"{line} {word}".strip()
            continue
        pieces = soften(word).split("\xad")
        kept = ""
        while len(pieces) > 1 and len(line) + len(kept) + len(pieces[0]) + 2 <= width:
            kept += pieces.pop(0)
        lines.append(f"{line} {kept}-" if kept else line)
        line = "".join(pieces)
    return [*lines, line]


def _with_running_heads(lines: list[str], source: Source) -> list[str]:
    first = int(re.sub(r"\D.*", "", source.pages) or 1)
    made: list[str] = []
    for i, line in enumerate(lines):
        if i and i % 58 == 0:
            page = first + i // 58
            made += [
                "",
                f"{page} {source.running or source.title}",
                f"{source.short_journal}, Vol. {source.volume}",
                "",
            ]
        made.append(line)
    return made
