"""Papers and citations → which paper is which: by title on the first pages, borne out by DOI, PMID or file name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from rapidfuzz import fuzz

from extractor.document import Document, Span, Stream
from extractor.references.citation import Citation
from extractor.references.keys import Key, make_key, squeeze
from extractor.references.names import fold, name_words

_FIRST_PAGES = 2
_OPENING = 9_000  # characters of a paper without pages
_REFERENCES = re.compile(
    r"\W*(?:\d+\W+)?(?:references?|bibliography|literature(?: cited)?|works cited)\W*", re.IGNORECASE
)
_FOUND = 92.0  # share of the letters of a title that stand together in the text
_SHORTEST = 18  # letters of a title that is looked for inside a text
_LONG = 40  # letters of a title that nobody names by chance
_TOP = 400  # letters at the top of a paper, where its title stands
_WORDS_THERE = 0.7  # of a title, in any order, before its letters are compared


@dataclass(frozen=True, slots=True)
class PaperFront:
    """What of a paper says which one it is; all text squeezed to letters and digits."""

    path: str
    title: str
    opening: str
    words: frozenset[str]
    numbers: str  # the text outside the references with its punctuation, blanks gone: DOIs stand there whole
    doi: str | None
    pmid: str | None


@dataclass(frozen=True, slots=True)
class Link:
    """A paper and the citation that it is; `confirmed` says by what beside the title."""

    path: str
    citation: Citation | None
    likeness: float = 0.0
    confirmed: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class _Candidate:
    citation: Citation
    likeness: float
    confirmed: str
    as_title: bool  # the paper or its file says that this is its title
    place: int
    length: int


def read_front(document: Document) -> PaperFront:
    """Take what identifies a paper: its first pages without the list of references, and its numbers."""
    opening, outside = _parts(document)
    meta = document.metadata
    return PaperFront(
        path=document.path,
        title=squeeze(meta.title or ""),
        opening=squeeze(opening),
        words=frozenset(re.findall(r"[^\W_]+", fold(opening))),
        numbers="".join(outside.split()).lower(),
        doi=meta.doi,
        pmid=meta.pmid,
    )


def known_front(path: str, title: str | None = None, doi: str | None = None, pmid: str | None = None) -> PaperFront:
    """Make a front of what a run knows of a paper that does not lie where it was read, or that could not be read."""
    words = frozenset(re.findall(r"[^\W_]+", fold(title or "")))
    return PaperFront(path, squeeze(title or ""), squeeze(title or ""), words, doi or "", doi, pmid)


def place_fronts(read: Iterable[PaperFront], known: Mapping[str, PaperFront]) -> tuple[PaperFront, ...]:
    """Give the fronts of the papers of a run: as they were read now, by path or by the name of the file, else as known.

    Other records of a file that holds several are kept; files that the run does not know are left out.
    """
    files = {path.split("#")[0] for path in known}
    by_name: dict[str, list[str]] = {}
    for file in files:
        by_name.setdefault(PurePosixPath(file).name, []).append(file)
    placed: dict[str, PaperFront] = {}
    for front in read:
        file, mark, key = front.path.partition("#")
        same_name = by_name.get(PurePosixPath(file).name, [])
        if file not in files and len(same_name) == 1:
            file = same_name[0]
        path = file + mark + key
        if path in known or (mark and file in files):
            placed[path] = replace(front, path=path)
    return tuple((dict(known) | placed).values())


def _parts(document: Document) -> tuple[str, str]:
    opening: list[str] = []
    outside: list[str] = []
    cited = False
    for block in document.blocks:
        text = document.quote(block.span)
        if block.stream in (Stream.BODY, Stream.HEADING):
            cited = cited or (len(text) < 40 and _REFERENCES.fullmatch(text) is not None)
            if cited:
                continue
        outside.append(text)
        words = document.words_in(Span(block.span.start, min(block.span.start + 40, block.span.end)))
        if (words and words[0].page <= _FIRST_PAGES) or (not document.words and block.span.start < _OPENING):
            opening.append(text)
    return "\n".join(opening), "\n".join(outside)


def link_papers(papers: Sequence[PaperFront], citations: Sequence[Citation]) -> tuple[Link, ...]:
    """Link each paper to the one citation that it is, or say why none."""
    keys = [make_key(citation) for citation in citations]
    sets = [frozenset(key.words) for key in keys]
    return tuple(_link(paper, citations, keys, sets) for paper in papers)


def _link(
    paper: PaperFront, citations: Sequence[Citation], keys: Sequence[Key], sets: Sequence[frozenset[str]]
) -> Link:
    if not paper.opening:
        return _link_by_name(paper, citations)
    found = sorted(_candidates(paper, citations, keys, sets), key=_rank, reverse=True)
    if not found:
        return Link(paper.path, None, doubt="no title of the citations stands on its first pages")
    best = found[0]
    rivals = [rival for rival in found[1:] if _rank(rival)[:3] == _rank(best)[:3] and rival.place == best.place]
    if rivals and (best.confirmed or best.as_title):
        named = ", ".join(sorted(one.citation.id for one in (best, *rivals)))
        return Link(paper.path, None, best.likeness, doubt=f"its title is that of several citations: {named}")
    if best.confirmed or best.as_title:
        return Link(paper.path, best.citation, best.likeness, best.confirmed)
    if not paper.title and best.length >= _LONG and best.place < _TOP:
        return Link(paper.path, best.citation, best.likeness, doubt="found by its title alone")
    return Link(paper.path, None, best.likeness, doubt=f"perhaps {best.citation.id}: its title is named, nothing else")


def _link_by_name(paper: PaperFront, citations: Sequence[Citation]) -> Link:
    """Link a paper of which nothing could be read, if the name of its file is that of one citation."""
    named = [citation for citation in citations if _confirm(paper, citation)]
    if len(named) != 1:
        return Link(paper.path, None, doubt="nothing of it could be read")
    return Link(paper.path, named[0], 0.0, "file name", "nothing of it could be read but the name of its file")


def _rank(candidate: _Candidate) -> tuple[bool, bool, int, int, int, float]:
    """Rank by what is surest; of titles at one place the longest, of several places the first."""
    whole = candidate.likeness >= 97.0
    return (
        bool(candidate.confirmed),
        candidate.as_title,
        int(whole),
        -candidate.place // 60,
        candidate.length,
        candidate.likeness,
    )


def _candidates(
    paper: PaperFront, citations: Sequence[Citation], keys: Sequence[Key], sets: Sequence[frozenset[str]]
) -> Iterator[_Candidate]:
    for citation, key, words in zip(citations, keys, sets, strict=True):
        if not key.title:
            continue
        as_title = bool(paper.title) and fuzz.ratio(paper.title, key.title, score_cutoff=95.0) > 0
        there = len(words & paper.words) >= _WORDS_THERE * len(words) and len(key.title) >= _SHORTEST
        if not as_title and not there:
            continue
        found = fuzz.partial_ratio_alignment(key.title, paper.opening, score_cutoff=_FOUND) if there else None
        if found is None and not as_title:
            continue
        likeness = found.score if found is not None else 95.0
        place = found.dest_start if found is not None else 0
        yield _Candidate(citation, likeness, _confirm(paper, citation), as_title, place, len(key.title))


def _confirm(paper: PaperFront, citation: Citation) -> str:
    """Name what else says that the paper is this citation: its DOI or PMID in it, or the name of its file."""
    if citation.doi is not None and (paper.doi == citation.doi or citation.doi in paper.numbers):
        return "DOI"
    name = fold(PurePosixPath(paper.path.replace("#", "/")).name)
    if citation.pmid is not None:
        if paper.pmid == citation.pmid or f"pmid:{citation.pmid}" in paper.numbers:
            return "PMID"
        if citation.pmid in re.findall(r"\d+", name):
            return "file name"
    plain = re.sub(r"[^a-z0-9]+", "", name)
    if citation.doi is not None and re.sub(r"[^a-z0-9]+", "", citation.doi.split("/", 1)[1]) in plain:
        return "file name"
    if citation.authors and citation.year is not None and str(citation.year) in name:
        families = name_words(citation.authors[0])
        return "file name" if any(len(word) > 2 and word in plain for word in families) else ""
    return ""
