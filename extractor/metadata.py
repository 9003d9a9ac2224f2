"""What identifies a paper: forms that all readers share, and the front matter of a text without a record."""

from __future__ import annotations

import re
from collections.abc import Iterable

_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>{}|\\^`]+", re.IGNORECASE)
_CASE_REPORT = re.compile(r"\bcase(?:s)? (?:report|stud(?:y|ies)|presentation)s?\b", re.IGNORECASE)
_CASE_SERIES = re.compile(r"\bcase series\b", re.IGNORECASE)
# PubMed's publication types that say how a paper was paid for or shared, not what it is.
_NO_TYPE = re.compile(
    r"(?:research support\b.*|journal article|english abstract|video-audio media|other|text|article|jour)",
    re.IGNORECASE,
)
_OPENING = {")": "(", "]": "["}


def normalise_doi(text: str | None) -> str | None:
    """Give the DOI in a text in lower case, without resolver and without the punctuation after it; None without one."""
    found = _DOI.search(text) if text is not None else None
    if found is None:
        return None
    doi = found.group()
    while doi and (
        doi[-1] in ".,;:'’\"”*>" or (doi[-1] in _OPENING and doi.count(_OPENING[doi[-1]]) < doi.count(doi[-1]))
    ):
        doi = doi[:-1]
    return doi.lower()


def name_article_type(stated: Iterable[str]) -> str | None:
    """Give what the source calls the paper: a case report wherever it says so, else its most telling name."""
    names = [" ".join(name.replace("-", " ").split()) for name in stated]
    for pattern, name in ((_CASE_REPORT, "case report"), (_CASE_SERIES, "case series")):
        if any(pattern.search(stated_name) for stated_name in names):
            return name
    telling = [name.lower() for name in names if name and not _NO_TYPE.fullmatch(name)]
    if any(name.startswith(("review", "systematic review", "meta analysis")) for name in telling):
        return "review"
    if telling:
        return telling[0]
    return next((name.lower() for name in names if name), None)
