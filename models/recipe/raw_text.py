"""Raw text for vectors and silver labels: case texts and articles whose licence allows any use → plain paragraphs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from extractor.mentions.entities import plain_characters

_FREE = frozenset({"CC BY", "CC BY 4.0", "CC0"})
_LINKED_LICENCE = re.compile(r"creativecommons\.org/(?:licenses/|publicdomain/)?([a-z0-9-]+)")
_FREE_LINKS = frozenset({"by", "zero", "mark"})
_PERMISSIONS = re.compile(r"<permissions>.*?</permissions>", re.DOTALL)
_NOT_COMMERCIAL = re.compile(r"non-?\s?commercial|not for profit", re.IGNORECASE)
_HEADING = re.compile(r"^[A-Z .&]+:$")  # what the article files put above a part


def read_case_texts(data: Path) -> Iterator[str]:
    """Give the texts of E3C that anybody may use, without those on which the extractor is scored."""
    scored = {path.stem.removeprefix("e3c-") for path in (data / "case-texts" / "texts").glob("e3c-*.txt")}
    with (data / "e3c-english" / "texts.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            entry = json.loads(line)
            if entry["licence"] in _FREE and entry["id"] not in scored:
                yield plain_characters(entry["text"])


def read_articles(raw: Path) -> Iterator[str]:
    """Give the paragraphs of the articles of evidence-inference that are CC BY, CC0 or in the public domain.

    Args:
        raw: a checkout of that repository, with its `annotations/xml_files/` and `annotations/txt_files/`.
    """
    for article in sorted((raw / "annotations" / "txt_files").glob("*.txt")):
        source = raw / "annotations" / "xml_files" / f"{article.stem}.nxml"
        if source.is_file() and is_free(source.read_text(encoding="utf-8", errors="replace")):
            for line in article.read_text(encoding="utf-8", errors="replace").splitlines():
                if len(line) > 40 and not _HEADING.match(line):
                    yield plain_characters(line)


def is_free(article: str) -> bool:
    """Tell whether the permissions of a JATS article name CC BY, CC0 or the public domain, and forbid no trade."""
    permissions = _PERMISSIONS.search(article)
    if permissions is None:
        return False
    links = set(_LINKED_LICENCE.findall(permissions[0]))
    words = re.sub(r"<[^>]+>", " ", permissions[0])
    return bool(links) and links <= _FREE_LINKS and _NOT_COMMERCIAL.search(words) is None
