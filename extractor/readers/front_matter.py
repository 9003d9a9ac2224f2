"""The first lines of a paper without a record → `Metadata`: only what they state, never guessed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.document import Metadata
from extractor.metadata import name_article_type, normalise_doi

_MOST_FRONT = 40  # lines before the text proper
_PROSE = 400  # characters; a paragraph of this length is no front matter
_REFERENCES = re.compile(
    r"(?:\d+\.?\s*)?(?:references?|bibliography|literature(?: cited)?|works cited)\s*:?", re.IGNORECASE
)
# A reference: its number, names and a year.
_REFERENCE = re.compile(r"\s*(?:[-•*]|\[?\d{1,3}[.\])])\s.*(?:19|20)\d\d", re.DOTALL)
_CITE = re.compile(
    r"(?:how to )?(?:cite|citation)(?: this)?(?: article| paper| as)?(?: as)?\s*:\s*(.+)", re.IGNORECASE | re.DOTALL
)
_CITED = re.compile(
    r"(?P<names>[^.]{2,600}?)\.\s+"
    r"(?P<title>[^.?]{10,400}[.?])\s+"
    r"(?P<journal>[A-Z][^;\d]{2,120}?)[.,]?\s+(?P<year>(?:19|20)\d\d)\b"
)
_PMID = re.compile(r"\bPMID\s*:?\s*(\d{4,9})\b", re.IGNORECASE)
_DOI_LINE = re.compile(r"\bdoi\b|doi\.org|^10\.\d{4}", re.IGNORECASE)
_YEAR = re.compile(
    r"(?:©|\(c\)|copyright|published(?: online)?|publication date|first published|e-?pub)"  # a notice, then its date
    r"\D{0,40}?(?:\d{1,2}\s)?\D{0,12}?((?:19|20)\d\d)\b"
    r"|^[A-Z][A-Za-z .&]{3,60}\.? ((?:19|20)\d\d) ?; ?\d+",  # "J Spine Dis 2014;71"
    re.IGNORECASE,
)
_TYPE = re.compile(
    r"(?:a )?(?:case (?:report|series|study|presentation)s?|original (?:article|research)"
    r"|(?:systematic |literature |mini-?)?review(?: article)?|letter(?: to the editor)?|correspondence"
    r"|brief (?:report|communication)|clinical (?:image|vignette|case)s?|images? in .{3,40}|short communication"
    r"|editorial|commentary|research article)"
    r"(?:\s?[/|]\s?(?:case (?:report|series)|review))?(?: article)?",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:\d{1,2}\.?\s*)?(?:abstract|summary|introduction|background|objectives?|purpose|methods?|keywords?"
    r"|case(?:s| reports?| presentations?| descriptions?)?|(?:letter )?to the editor|dear (?:sir|editor)s?"
    r"|main text|article|research)\s*[:,.]?",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"\b(?:department|universit|hospital|institute|school of|facult|cent(?:er|re) for|volume|meeting:)", re.IGNORECASE
)
_PARTICLE = r"(?:d[aeiou]|d[aeo]l|des|van|von|der|den|la|le|al|el|bin|dos)"
_CAPITAL = "[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶĻĽŁŃŅŇŌŐŒŔŘŚŞŠȘŢŤȚŪŮŰŹŻŽ]"
_PERSON = rf"(?:{_PARTICLE} ){{0,2}}{_CAPITAL}[\w’'.-]*(?: (?:{_CAPITAL}[\w’'.-]*|{_PARTICLE})){{0,4}}"
_MARK = r"[\d*†‡§¶#⁰¹²³⁴-⁹]+"  # of an affiliation
_MARKS = re.compile(rf"(?<=[a-z.\s,]){_MARK}(?:\s?,\s?{_MARK})*|[*†‡§¶#⁰¹²³⁴-⁹]+")
_FAMILY_FIRST = re.compile(rf"({_PERSON}), ({_PERSON})")
_GIVEN_FIRST = re.compile(rf"{_PERSON}(?:(?:, (?:and |& )?| and | & ){_PERSON})+")
_AND = re.compile(r", (?:and |& )?| and | & ")
_DEGREE = re.compile(r",? (?:M\.?D\.?|Ph\.?D\.?|M\.?Sc\.?|B\.?Sc\.?|MBBS|FRCS|FACS|MPH|DO|MS|Dr|Prof)\b\.?")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph as the front matter sees it."""

    text: str
    heading: bool = False
    furniture: bool = False


def read_front_matter(lines: Sequence[Line]) -> Metadata:
    """Read what identifies the paper; the references and the text proper are not looked at."""
    own = _before_references(lines)
    front = _front(own)
    cited = next((found.group(1) for line in own if (found := _CITE.match(line.text)) is not None), None)
    citation = _CITED.match(cited) if cited is not None else None
    title = _title(front)
    pmids = {found.group(1) for line in front for found in _PMID.finditer(line.text)}
    stated_type = [line.text for line in front[:12] if is_article_type(line.text)]
    authors = _authors(front)
    if citation is not None and not authors:
        authors = tuple(
            name.strip() for name in citation.group("names").split(",") if name.strip() and "et al" not in name
        )
    return Metadata(
        title=title or (citation.group("title").rstrip(".") if citation is not None else None),
        authors=authors,
        year=int(citation.group("year")) if citation is not None else _year(own, front),
        journal=citation.group("journal").rstrip(". ") if citation is not None else None,
        doi=_doi(front, cited),
        pmid=pmids.pop() if len(pmids) == 1 else None,
        article_type=name_article_type(stated_type[:1]),
    )


def _before_references(lines: Sequence[Line]) -> list[Line]:
    own: list[Line] = []
    for line in lines:
        if _REFERENCES.fullmatch(line.text.strip("#* ")) is not None:
            break
        own.append(line)
    return [line for line in own if _REFERENCE.match(line.text) is None or line.heading]


def _front(own: Sequence[Line]) -> list[Line]:
    """Give the lines before the first paragraph of prose, and those that say how to cite the paper."""
    front: list[Line] = []
    for line in own[:_MOST_FRONT]:
        if len(line.text) > _PROSE and _CITE.match(line.text) is None and " licen" not in line.text:
            break
        front.append(line)
    return front


def _title(front: Sequence[Line]) -> str | None:
    """Give the longest heading of the front matter that is neither a label nor a kind of article nor an address."""
    found: list[str] = []
    for line in front:
        text = line.text.strip("•* ")
        if line.furniture or is_article_type(text):
            continue
        if _LABEL.fullmatch(text) is not None:
            break
        if line.heading and len(text.split()) > 3 and _ADDRESS.search(text) is None:
            found.append(text)
        elif not line.heading and ends_in_prose(text):
            break
    return max(found, key=len, default=None)


def is_article_type(text: str) -> bool:
    """Tell whether a line says what kind of article follows, and nothing else: "Case Report", "Editorial"."""
    return _TYPE.fullmatch(text.strip("•*| :")) is not None


def ends_in_prose(text: str) -> bool:
    """Tell whether a line is a paragraph of sentences."""
    return len(text) > 200 and text.rstrip().endswith(".")


def _doi(front: Sequence[Line], cited: str | None) -> str | None:
    """Give the DOI that the front matter names, if it names one only."""
    texts = [line.text for line in front if _DOI_LINE.search(line.text) is not None]
    if cited is not None:
        texts.append(cited)
    found = {doi for text in texts if (doi := normalise_doi(text)) is not None}
    return found.pop() if len(found) == 1 else None


def _year(own: Sequence[Line], front: Sequence[Line]) -> int | None:
    """Give the year of publication or of the copyright, if only one is stated."""
    notices = [line for line in own if line.furniture]
    for lines in (front, notices):
        years = {int(next(filter(None, found.groups()))) for line in lines for found in _YEAR.finditer(line.text)}
        if len(years) == 1:
            return years.pop()
    return None


def _authors(front: Sequence[Line]) -> tuple[str, ...]:
    """Give the names in the line after the title, where the whole line is names."""
    place = next((number for number, line in enumerate(front) if line.heading and not line.furniture), None)
    if place is None:
        return ()
    for line in [line for line in front[place + 1 :] if not line.furniture][:3]:
        names = read_names(line.text)
        if names:
            return names
    return ()


def read_names(text: str) -> tuple[str, ...]:
    """Give the names of a line that holds two names or more and nothing else; "Family, Given; …" is turned round."""
    plain = _DEGREE.sub("", _MARKS.sub("", text)).strip(" ,;")
    plain = re.sub(r"(?<=\w\w)\.$", "", plain)  # the end of a sentence, not of an initial
    parts = [part.strip(" ,") for part in plain.split(";")]
    family_first = [found for part in parts if (found := _FAMILY_FIRST.fullmatch(part)) is not None]
    if len(parts) > 1 and len(family_first) == len(parts):
        return tuple(f"{found.group(2)} {found.group(1)}" for found in family_first)
    if _GIVEN_FIRST.fullmatch(plain) is not None and all(" " in name for name in _AND.split(plain)):
        return tuple(name.strip() for name in _AND.split(plain))
    return ()
