"""Authors as exports write them → one name each, and the parts of a name that tell people apart."""

from __future__ import annotations

import re
import unicodedata

from extractor.characters import clean_line

_INITIALS = re.compile(r"(?:[A-ZÀ-Þ]\.?[- ]?){1,4}(?: ?(?:Jr|Sr|2nd|3rd|II|III|IV)\.?)?")
_AND = re.compile(r"(?<!\s)\s+(?:and|&)\s+")
_ORCID = re.compile(
    r"(?:(?<!\s)\s+)?(?:\((?:orcid|\d{5,})[^)]{0,60}\)|\[(?:ORCID|https?:)[^\]]{0,80}\])", re.IGNORECASE
)
_ET_AL = re.compile(r"(?:,\s*|(?<!\s)\s+)?\b(?:et al\b\.?|and others\b).*", re.IGNORECASE | re.DOTALL)
_NOBODY = frozenset(("anonymous", "anon", "anon.", "...", "…", "no authors listed", "[no authors listed]"))
_SUFFIX = re.compile(r"\b(?:jr|sr|2nd|3rd|ii|iii|iv|md|phd)\b")
_PARTICLES = frozenset("de da del della der den di do dos du el la le van von vom zu ter ten al bin ben st".split())
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_GLUED = re.compile(r"(?<= [A-ZÀ-Þ])\.(?=[A-ZÀ-Þ][a-zß-ÿ])")  # "Adam K.Lee G. F.": two names whose joint was lost


def split_authors(value: str) -> list[str]:
    """Split a list of names: at line ends, semicolons, "and", or at commas where each piece is a whole name."""
    value = _ET_AL.sub("", _ORCID.sub("", value))
    names: list[str] = []
    for line in value.split("\n"):
        pieces = [piece for part in line.split(";") for piece in _AND.split(part)]
        for piece in pieces:
            names += _split_at_commas(_GLUED.sub(".,", piece))
    cleaned = [clean_line(name).strip(" ,;") for name in names]
    return [name for name in cleaned if name and name.lower() not in _NOBODY]


def _split_at_commas(text: str) -> list[str]:
    """Split "Smith J, Doe AB" and "Jane Smith, John Doe", but not "Smith, Jane" or "Smith, J., Jr."."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) < 2:
        return [text]
    if all(" " in part and _INITIALS.fullmatch(part) is None for part in parts) and (
        len(parts) > 2 or all(_ends_in_initials(part) for part in parts) or all(len(part.split()) < 4 for part in parts)
    ):
        return parts
    if len(parts) > 3 and len(parts) % 2 == 0 and all(_INITIALS.fullmatch(part) for part in parts[1::2]):
        return [f"{family}, {given}" for family, given in zip(parts[::2], parts[1::2], strict=True)]
    return [text]


def _ends_in_initials(name: str) -> bool:
    return _INITIALS.fullmatch(name.split()[-1]) is not None


def fold(text: str) -> str:
    """Give a text in lower case without accents, letters of other Latin alphabets spelt out."""
    lowered = text.lower().translate(_LETTERS)
    return "".join(char for char in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(char))


def name_words(author: str) -> frozenset[str]:
    """Give the words of a name that tell the person: no initials, titles or particles, accents folded."""
    plain = _SUFFIX.sub(" ", fold(author).replace("'", "").replace("’", ""))
    return frozenset(word for word in re.findall(r"[^\W\d_]+", plain) if len(word) > 1 and word not in _PARTICLES)


def name_initials(author: str) -> frozenset[str]:
    """Give the first letters of all parts of a name."""
    plain = _SUFFIX.sub(" ", fold(author))
    return frozenset(word[0] for word in re.findall(r"[^\W\d_]+", plain) if word not in _PARTICLES)
