"""Read what identifies a paper from the lines of its first page; nothing is guessed.

Lines and streams of page 1 → Metadata
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractor.document import Metadata, Stream
from extractor.metadata import name_article_type, normalise_doi
from extractor.readers.front_matter import read_names
from extractor.readers.pdf_front import is_label, is_prose
from extractor.readers.pdf_lines import Line

_MOST_AUTHOR_LINES = 8
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_DATA_DOI = re.compile(r"10\.(?:5281/zenodo|5061/dryad|6084/m9|17632/|7910/dvn|3886/)", re.IGNORECASE)
_REFERENCE = re.compile(r"^\[?\d{1,3}[\].]\s")
_NO_JOURNAL = re.compile(
    r"^\W*(?:received|accepted|revised|published|citation|cite|how\ to|copyright|©|\(c\)|article|available|vol|page|doi"
    r"|https?:|www|issn|e-?mail|correspond|department|faculty|university|from\ the)",
    re.IGNORECASE,
)
_JOURNAL = re.compile(
    r"""
    ^(?: [^/|]{0,80}?\bet\ al\.?,?\s*/?\s*  # Smith et al. /
      | [A-Z][\w’'-]+(?:\ and\ [A-Z][\w’'-]+)?\.,\s* | .{0,80}?\ /\ )?
    (?P<name> [A-Z][A-Za-z&.,:’' -]{2,80}? )
    [,.;:|]? \s* \|? \s*
    (?: \(?(?P<year>(?:19|20)\d\d)\)? (?=[\s,;:(]) .*\d     # 2017;14(1): …   2021:13   (2020) 20:537
      | \d{1,4}\ ?(?:\(\d+\)\ ?)?[:(]\ ?\d .*?(?P<last>(?:19|20)\d\d)?\)?$      # 11: 832-840, 2016
      | [Vv]ol(?:ume|\.)?\ ?\d .*
      | https?://(?:dx\.)?doi\.org/ .* )
    """,
    re.VERBOSE,
)
_CITED_YEAR = re.compile(r"\b((?:19|20)\d\d)\s?;\s?\d{1,4}\s?\(\d{1,3}\)\s?:")  # 2017;14(1):
_VOLUME_YEAR = re.compile(r"^Volume ((?:19|20)\d\d), Article ID")
_YEARS = (
    re.compile(r"(?:©|\([cC]\)|[Cc]opyright)[^.\d]{0,40}\.?\s?((?:19|20)\d\d)\b"),
    re.compile(r"\b[Pp]ublished[^.\d]{0,20}(?:\d{1,2}[-./ ]?\w{0,9}[-./ ,]*)?((?:19|20)\d\d)\b"),
)
_NO_TYPE = re.compile(r"\W*open access(?: article)?\W*", re.IGNORECASE)
_DEGREE_ITEM = re.compile(r"(?:[A-Z]{2,6}|[A-Z]{1,2}[a-z]{1,3}[A-Z][A-Za-z]?)\.?")
_LONE_LETTER = re.compile(r"(?<![\w.])[a-z](?![\w.])")


def read_metadata(
    lines: Sequence[Line], streams: Sequence[Stream], title: str | None, last_title_line: Line | None
) -> Metadata:
    """Read the front matter; `title` is what layout and Info agreed on."""
    first = [(line, stream) for line, stream in zip(lines, streams, strict=True) if line.page == 1]
    notices = [line.text for line, stream in first if stream in (Stream.HEAD, Stream.SMALL_PRINT)]
    notices = [text for text in notices if _REFERENCE.match(text) is None]
    heads = [line.text for line, stream in first if stream is Stream.HEAD]
    journal, year = _read_journal(notices)
    if year is None:  # one running head names the journal, another notice its year, volume and pages
        years = {int(found[1]) for text in notices for found in _CITED_YEAR.finditer(text)}
        year = years.pop() if len(years) == 1 else None
    labels = [line.text for line, _ in first if is_label(line.text) and _NO_TYPE.fullmatch(line.text) is None]
    return Metadata(
        title=title,
        authors=_read_authors([line for line, _ in first], last_title_line),
        year=year if year is not None else _read_year(notices),
        journal=journal,
        doi=_read_doi(heads, notices),
        article_type=name_article_type(labels),
    )


def _read_authors(lines: Sequence[Line], last_title_line: Line | None) -> tuple[str, ...]:
    """Give the names in the longest run of lines below the title that holds nothing else."""
    start = next((index for index, line in enumerate(lines) if line is last_title_line), None)
    if start is None:
        return ()
    for skipped in range(4):
        following = lines[start + 1 + skipped : start + 1 + skipped + _MOST_AUTHOR_LINES]
        if skipped > 0 and not (following and any(piece.raised for piece in following[0].pieces)):
            continue  # not right below the title: only names that carry the marks of addresses
        names: tuple[str, ...] = ()
        for count in range(1, len(following) + 1):
            if is_prose(following[count - 1].text):
                break
            found = read_names(_without_marks(following[:count]))
            if len(found) > len(names):
                names = found
        if names:
            return names
    return ()


def _without_marks(lines: Sequence[Line]) -> str:
    """Write names with commas between them: where marks of addresses, degrees or raised points stood."""
    text = " ".join("," if piece.raised else piece.text for line in lines for piece in line.pieces)
    text = _LONE_LETTER.sub("", text.replace("·", ","))
    text = re.sub(r"\s\.(?=\s|$)", ",", text)
    text = re.sub(r"[*†‡§¶#∗]|(?<=\s)\d+(?=\s|,|$)", "", text)
    text = re.sub(r"(?:(?<!\s)\s+)?,(?:\s*,)*\s*", ", ", text)
    text = re.sub(r",\s+(?=and\b|&)", " ", text)
    items = (item for item in " ".join(text.split()).split(", ") if _DEGREE_ITEM.fullmatch(item) is None)
    return ", ".join(items).strip(" ,;")


def _read_doi(heads: Sequence[str], notices: Sequence[str]) -> str | None:
    """Give the article's own DOI: what the edges of page 1 name, else the only one among its notices."""
    for texts in (heads, notices):
        found: set[str] = set()
        for text in texts:
            for match in _DOI.finditer(text):
                cut = match.end() == len(text) and match[0][-1] in "./-_"  # goes on in the next line
                doi = normalise_doi(match[0])
                if doi is not None and not cut and _DATA_DOI.match(doi) is None:
                    found.add(doi)
        whole = {doi for doi in found if not any(other != doi and other.startswith(doi) for other in found)}
        if len(whole) == 1:
            return whole.pop()
    return None


def _read_journal(notices: Sequence[str]) -> tuple[str | None, int | None]:
    for index, text in enumerate(notices):
        volume = _VOLUME_YEAR.match(text)
        if volume is not None and index > 0:
            return notices[index - 1], int(volume[1])
    joined = [f"{text} {following}" for text, following in pairwise(notices) if not is_label(text)]
    for candidate in [*notices, *joined]:
        match = _JOURNAL.match(candidate) if _NO_JOURNAL.match(candidate) is None else None
        if match is not None and _names_journal(match["name"]):
            year = match["year"] or match["last"]
            return match["name"].strip(" ,.;:|-"), int(year) if year is not None else None
    return None, None


def _names_journal(name: str) -> bool:
    """Tell whether words may be a journal's name: a few words with capitals, no names of people, no sentence."""
    words = name.strip(" ,.;:|-").split()
    capitals = sum(word[0].isupper() for word in words)
    initials = len(words) == 2 and len(words[1]) <= 2 and words[1].isupper() and words[1] != "J"  # "Smith AB"
    return 1 <= len(words) <= 10 and 2 * capitals >= len(words) and not initials and "," not in name.strip(" ,")


def _read_year(notices: Sequence[str]) -> int | None:
    for pattern in _YEARS:
        years = {int(match[1]) for text in notices if (match := pattern.search(text)) is not None}
        if len(years) == 1:
            return years.pop()
    return None
